// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What the boot loader starts, and what makes it again.
 */
#include "cli/status/status.h"
#include "host/loader/refresh.h"
#include "host/show/entry_rows.h"

static void judge(struct status_view *view, const struct boot_entry *entry,
		  const struct entry_verdict *verdict)
{
	view->is_problem |= verdict->is_problem;
	if (verdict->is_problem && verdict->state != ENTRY_TURNED_OFF && !view->refresh.length)
		entry_add_refresh(&view->boot, entry, &view->refresh);
}

int status_add_entries(struct status_view *view, struct json_object *rows)
{
	const struct boot_entries *entries = &view->boot.entries;
	struct entry_verdict *verdicts = NULL;
	size_t i;
	int r = entries_judge(&view->boot, &view->claim, &verdicts);

	if (r)
		return r;
	for (i = 0; i < entries->count; i++)
		judge(view, &entries->list[i], &verdicts[i]);
	r = entry_rows_add(&view->boot, verdicts, rows);
	entries_free_verdicts(&view->boot, verdicts);
	return r;
}

// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Compares two checks, before and after.
 */
#include "host/config/new_dangers.h"

#include <string.h>

#include "host/image/protection.h"

#define FLAGS (DANGER_TOLD_BY_ADD | DANGER_REFUSED_BY_ADD)

static bool is_new(const struct check *before, const struct finding *finding)
{
	size_t i;

	for (i = 0; i < before->count; i++)
		if (before->list[i].danger == finding->danger &&
		    !strcmp(text_string(&before->list[i].cause), text_string(&finding->cause)))
			return false;
	return true;
}

bool danger_stops_apply(const struct machine *machine, const struct finding *finding)
{
	return (finding->danger->flags & DANGER_STOPS_APPLY) ||
	       (finding->has_device && protection_of(&machine->protection, &finding->device));
}

static int compare(struct check *before, struct check *after, new_danger_fn *tell, void *data)
{
	size_t i;
	int r = check_run(before, FLAGS);

	if (!r)
		r = check_run(after, FLAGS);
	for (i = 0; !r && i < after->count; i++)
		tell(data, &after->list[i], is_new(before, &after->list[i]));
	return r;
}

int new_dangers_find(const struct edit *edit, struct machine *machine, new_danger_fn *tell,
		     void *data)
{
	struct config parsed = { 0 }, view = { 0 };
	struct check before = { 0 }, after = { 0 };
	int r = edit_preview(edit, &machine->inputs.config, &parsed, &view);

	if (!r)
		r = check_open(&before, machine, NULL);
	if (!r)
		r = check_open(&after, machine, &view);
	after.before = &before;
	if (!r)
		r = compare(&before, &after, tell, data);
	check_close(&before);
	check_close(&after);
	free(view.rules);
	config_free(&parsed);
	return r;
}

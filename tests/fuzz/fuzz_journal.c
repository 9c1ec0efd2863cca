// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Any bytes as a journal of import: what is read of it leads to no file outside of the machine, and
 * each file in it has an old or a new content that ends.
 */
#include <errno.h>
#include <string.h>

#include "cli/import/journal.h"
#include "fuzz/fuzz.h"

static const char text[] = "directory etc\n";

static const struct fuzz_place places[] = {
	{ JOURNAL_DIRECTORY "/1.json", false }, /* a */
	{ JOURNAL_DIRECTORY "/2.json", false }, /* b */
	{ JOURNAL_DIRECTORY "/0.json", false }, /* c: no number of ours */
};

static bool leaves(const char *path)
{
	const char *part;

	for (part = path; part; part = strchr(part, '/'), part = part ? part + 1 : NULL)
		if (!strncmp(part, "..", 2) && (!part[2] || part[2] == '/'))
			return true;
	return *path == '/' || !*path;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct fuzz_machine machine = FUZZ_MACHINE(text, places);
	struct changes changes = { 0 };
	size_t i;
	int r = changes_read_last(&changes, fuzz_machine_start(&machine, data, size));

	HOLDS(!r || r == -ENOENT || r == -EBADMSG);
	HOLDS(r == -ENOENT ? !changes.number : changes.number == 1 || changes.number == 2);
	for (i = 0; !r && i < changes.count; i++) {
		const struct change *change = &changes.list[i];

		HOLDS(!leaves(change->path) && !(change->mode & ~(mode_t)07777));
		HOLDS(!change->old.data || !change->old.data[change->old.length]);
		HOLDS(!change->new.data || !change->new.data[change->new.length]);
	}
	changes_free(&changes);
	return 0;
}

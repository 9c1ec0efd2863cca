/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The boot entries as apply sees them: what the firmware and the boot loader will load. Says on
 * standard error what it does.
 */
#ifndef VFIO_PREBIND_APPLY_ENTRIES_H
#define VFIO_PREBIND_APPLY_ENTRIES_H

#include <json-c/json.h>

#include "cli/apply/apply.h"

/*
 * Reads the entries, again if they were read before. Partitions are open after it:
 * apply_close_entries() before a program is started that may mount them. What cannot be read is
 * told, and then there are none. 0, or -ENOMEM after a message.
 */
must_check int apply_read_entries(struct apply *apply);

/* The same after boot_machine_open(), which returned r: before privileges were given up. */
must_check int apply_read_opened(struct apply *apply, int r);
void apply_close_entries(struct apply *apply);

/*
 * Before anything is built: sees to it that no program gives the words of this boot to all entries,
 * and notes those of the default. STATUS_OK, or another status after a message.
 */
enum status apply_keep_words(struct apply *apply);

/*
 * After the images were built: runs what makes the entries again that are out of date, and reads
 * them once more. 0, or negative errno after a message.
 */
must_check int apply_refresh(struct apply *apply);

/*
 * After apply_judge_entries() and apply_find_due(): adds to list, an array, the commands that apply
 * would run for entries that are out of date, unless hooks of the generator have made them again
 * by then. 0, or negative errno.
 */
must_check int apply_list_refreshes(struct apply *apply, struct json_object *list);

/* What the entries are now, against the claim. 0, or negative errno after a message. */
must_check int apply_judge_entries(struct apply *apply);

/* Says what is wrong with them, and what to do. How bad it is. */
enum status apply_conclude_entries(const struct apply *apply);

#endif

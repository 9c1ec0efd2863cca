/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The kernel command line of the next boot, as far as it can be known: the words that the boot
 * loader's files have, instead of those that somebody may have typed for this boot only.
 * Reads only.
 */
#ifndef VFIO_PREBIND_LOADER_NEXT_WORDS_H
#define VFIO_PREBIND_LOADER_NEXT_WORDS_H

#include <stdbool.h>

#include "core/cmdline.h"
#include "core/text.h"
#include "host/loader/job.h"

struct next_words {
	/*
	 * The words of the file, then what else this boot has, but for settings: root= and what the
	 * boot loader adds by itself. Without a file, all that this boot has.
	 */
	struct text line;
	struct text words;       /* those of the file alone; empty without one */
	char file[FS_PATH_SIZE]; /* "boot/grub/grub.cfg"; "": none was found that says it */
	bool is_secret;          /* there is one, which only root can read */
};

/*
 * running is the command line of this boot. 0 and *next, which next_words_free() frees; or
 * -ENOMEM.
 */
must_check int next_words_read(struct fs *fs, const char *running, size_t length,
			       struct next_words *next);
void next_words_free(struct next_words *next);

/*
 * Whether the parameter is one that a person sets and that this program decides by, such as
 * vfio_prebind.enable, intel_iommu or module_blacklist: one that the next boot has only if it is in
 * a file.
 */
bool next_words_is_setting(const struct cmdline_word *word);

/* Whether it is one of these and begins with "vfio_prebind." */
bool next_words_is_ours(const struct cmdline_word *word);

/* Whether the file has the very word; without a file: false. */
bool next_words_have(const struct next_words *next, const struct cmdline_word *word);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The words that GRUB passes to the kernel, in the files that its menu is made from. Nothing is
 * run. For src/host/loader/next_words.c alone; no I/O.
 */
#ifndef VFIO_PREBIND_LOADER_GRUB_WORDS_H
#define VFIO_PREBIND_LOADER_GRUB_WORDS_H

#include "core/text.h"

/* What grub-mkconfig makes the kernel's words of; all zero: not set yet. */
struct grub_variables {
	struct text linux_words;    /* GRUB_CMDLINE_LINUX: of every entry */
	struct text linux_defaults; /* GRUB_CMDLINE_LINUX_DEFAULT: not of those for recovery */
};

/*
 * Assigns what a file of shell assignments sets, after those that were read before it. Quotes and
 * the two variables themselves are expanded, other expansions are left out. A condition is treated
 * as true.
 */
void grub_variables_read(struct grub_variables *variables, const char *text);
void grub_variables_free(struct grub_variables *variables);

#endif

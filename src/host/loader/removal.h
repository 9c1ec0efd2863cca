/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How a person removes words from the kernel command line of the next boot. Changes nothing.
 */
#ifndef VFIO_PREBIND_LOADER_REMOVAL_H
#define VFIO_PREBIND_LOADER_REMOVAL_H

#include <stdbool.h>
#include <stddef.h>

#include "core/text.h"
#include "kernel/fs.h"

/* What was said of each word so far. */
struct removal {
	struct fs *fs;
	struct text edits;               /* "remove iommu=off from line 1 of /etc/default/grub" */
	struct text notes;               /* "; /boot/grub/grub.cfg has ..." */
	struct text removed, added;      /* words for a program that keeps them */
	bool in_grub, in_kernel_install; /* what is made from such a file is to be made again */
};

/*
 * Says where [word, word + length) is: the file and the line, if a file with it is known.
 * instead: a word to write in its place; NULL: none.
 */
void removal_add(struct removal *removal, const char *word, size_t length, const char *instead);

/* An imperative for all of them, with the commands that make it take effect; frees removal's. */
void removal_explain(struct removal *removal, struct text *out);

/* Both for one word. */
void loader_explain_removal(struct fs *fs, const char *word, size_t length, const char *instead,
			    struct text *out);

/* Whether a file has the word that entries get their words from: GRUB's, or kernel-install's. */
bool loader_file_has(struct fs *fs, bool is_grub, const char *word, size_t length);

/* Whether a shell and a reader take the word for nothing but itself. */
bool loader_word_is_tame(const char *word, size_t length);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How a person removes a word from the kernel command line of this machine. Changes nothing.
 */
#ifndef VFIO_PREBIND_LOADER_REMOVAL_H
#define VFIO_PREBIND_LOADER_REMOVAL_H

#include <stdbool.h>
#include <stddef.h>

#include "core/text.h"
#include "kernel/fs.h"

/*
 * An imperative: from which line of which file to remove [word, word + length), and the command
 * that makes it take effect. instead: a word to write in its place; NULL: none.
 */
void loader_explain_removal(struct fs *fs, const char *word, size_t length, const char *instead,
			    struct text *out);

/* Whether a shell and a reader take the word for nothing but itself. */
bool loader_word_is_tame(const char *word, size_t length);

/* The command that makes GRUB's configuration from /etc/default/grub on this machine. */
const char *loader_grub_command(struct fs *fs);

#endif

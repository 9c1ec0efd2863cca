/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The language of grub.cfg, as far as grub-mkconfig writes it: words, quotes and variables; and
 * GRUB's environment block. Runs nothing. No I/O.
 */
#ifndef VFIO_PREBIND_ENTRIES_GRUB_SCRIPT_H
#define VFIO_PREBIND_ENTRIES_GRUB_SCRIPT_H

#include <stdbool.h>

#include "core/text.h"

#define GRUB_ENV_MAX 256

struct grub_variable {
	char *name, *value; /* owned */
};

struct grub_env {
	struct grub_variable list[GRUB_ENV_MAX]; /* grub_env_free() */
	size_t count;
};

/* The words of one command, each with a NUL behind it. */
struct grub_command {
	struct text words; /* text_free() */
	size_t count;
};

/* 0; -E2BIG: more variables than GRUB_ENV_MAX; -ENOMEM. */
must_check int grub_env_set(struct grub_env *variables, const char *name, size_t name_length,
			    const char *value, size_t length);

/* "" when it is not set. */
const char *grub_env_get(const struct grub_env *variables, const char *name, size_t length);

void grub_env_free(struct grub_env *variables);

/* Sets what the environment block has. 0, -E2BIG or -ENOMEM; another file sets nothing. */
must_check int grub_env_read(struct grub_env *variables, const char *data, size_t length);

/* The text with the values of its variables: "$name" and "${name}". */
void grub_expand(const struct grub_env *variables, const char *text, size_t length,
		 struct text *out);

/*
 * Reads the next command from *at on, which moves past it. "{" is the last word of one, "}" the
 * only one; what separates commands is no word. Check text_error(&command->words) after it. false:
 * no more.
 */
bool grub_next_command(const char **at, const char *end, const struct grub_env *variables,
		       struct grub_command *command);

/* Whether there is a word, and it is this one. */
bool grub_is(const char *word, const char *expected);

/* The word behind this one; NULL: word is the last. NULL for word: the first one. */
const char *grub_next_word(const struct grub_command *command, const char *word);

#endif

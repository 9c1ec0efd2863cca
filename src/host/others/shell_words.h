/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The words of files that are shell scripts, or look like one: /etc/default/grub, dracut.conf,
 * kernel command lines. Nothing is expanded and nothing is run.
 */
#ifndef VFIO_PREBIND_OTHERS_SHELL_WORDS_H
#define VFIO_PREBIND_OTHERS_SHELL_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "core/util.h"

struct conf_word {
	unsigned int line;    /* where it starts */
	const char *variable; /* the shell variable that gets it: "force_drivers"; "": none */
	const char *text;     /* without quotes and backslashes; not empty, without NUL bytes */
	size_t start, end;    /* its bytes in the file; none where quotes end inside the word */
};

typedef void conf_word_fn(void *data, const struct conf_word *word);

/*
 * Calls see for each word outside comments. is_shell: a comment may follow words, and NAME= and
 * NAME+= are not words but assignments. 0 or -ENOMEM.
 */
must_check int conf_words(const char *text, size_t length, bool is_shell, conf_word_fn *see,
			  void *data);

#endif

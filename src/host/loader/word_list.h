/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Words between white space, as for the kernel's isspace(). Quotes are bytes like others. No
 * I/O.
 */
#ifndef VFIO_PREBIND_LOADER_WORD_LIST_H
#define VFIO_PREBIND_LOADER_WORD_LIST_H

#include <stdbool.h>

#include "core/text.h"

/* The first word from here on; its end: "" after the last one. */
const char *words_skip(const char *text);
size_t words_length(const char *word);

/* Whether the text has the very word. */
bool words_have(const char *text, const char *word, size_t length);

/* Whether the text has all of the words. */
bool words_have_all(const char *text, const char *words);

/* Adds those of the words that are not in text, with a space between two. */
void words_add_missing(const char *words, const char *text, struct text *out);

/* Adds those of the words that are in text, with a space between two. */
void words_add_common(const char *words, const char *text, struct text *out);

/* Adds the text without the words, each with the white space before it. */
void words_add_others(const char *words, const char *text, struct text *out);

#endif

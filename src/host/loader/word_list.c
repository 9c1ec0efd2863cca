// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Lists of words of the kernel.
 */
#include "host/loader/word_list.h"

#include <string.h>

static const char spaces[] = " \t\n\v\f\r";

const char *words_skip(const char *text)
{
	return text + strspn(text, spaces);
}

size_t words_length(const char *word)
{
	return strcspn(word, spaces);
}

bool words_have(const char *text, const char *word, size_t length)
{
	size_t n;

	for (; *(text = words_skip(text)); text += n) {
		n = words_length(text);
		if (n == length && !memcmp(text, word, n))
			return true;
	}
	return false;
}

bool words_have_all(const char *text, const char *words)
{
	size_t n;

	for (; *(words = words_skip(words)); words += n) {
		n = words_length(words);
		if (!words_have(text, words, n))
			return false;
	}
	return true;
}

static void add_if(const char *words, const char *text, bool is_there, struct text *out)
{
	size_t n;

	for (; *(words = words_skip(words)); words += n) {
		n = words_length(words);
		if (words_have(text, words, n) != is_there)
			continue;
		text_puts(out, out->length ? " " : "");
		text_add(out, words, n);
	}
}

void words_add_missing(const char *words, const char *text, struct text *out)
{
	add_if(words, text, false, out);
}

void words_add_common(const char *words, const char *text, struct text *out)
{
	add_if(words, text, true, out);
}

void words_add_others(const char *words, const char *text, struct text *out)
{
	while (*text) {
		size_t space = strspn(text, spaces), n = words_length(text + space);

		if (!n || !words_have(words, text + space, n))
			text_add(out, text, space + n);
		text += space + n;
	}
}

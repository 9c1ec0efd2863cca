// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A file that import splits into words, of any bytes: as a shell script when its length is odd,
 * else as a plain list. What came before, once it is complete, changes nothing.
 */
#include <ctype.h>
#include <string.h>

#include "core/text.h"
#include "fuzz/fuzz.h"
#include "host/others/shell_words.h"

#define HEAD "X=\"a b\"\n"

struct seen {
	const char *text;
	unsigned int first; /* the line that is called the first */
	unsigned int line;  /* of the last word */
	size_t bytes;       /* of all words */
	struct text words;  /* each with its line and variable */
};

static bool is_name(const char *text)
{
	if (isdigit((unsigned char)*text))
		return false;
	while (isalnum((unsigned char)*text) || *text == '_')
		text++;
	return !*text;
}

/* The word is in these bytes, and nothing else but quotes and backslashes. */
static void check_bytes(const char *bytes, size_t length, const char *word)
{
	size_t i;

	for (i = 0; i < length; i++)
		if (bytes[i] == *word)
			word++;
		else
			HOLDS(bytes[i] && strchr("\"'\\\n", bytes[i]));
	HOLDS(!*word);
}

static void see(void *data, const struct conf_word *word)
{
	struct seen *seen = data;

	HOLDS(*word->text && !strpbrk(word->text, " \t\n\v\f\r\"'\\"));
	HOLDS(is_name(word->variable));
	HOLDS(word->line >= seen->line);
	if (word->end)
		check_bytes(seen->text + word->start, word->end - word->start, word->text);
	seen->line = word->line;
	seen->bytes += strlen(word->text);
	text_printf(&seen->words, "%d %s:%s\n", (int)(word->line - seen->first), word->variable,
		    word->text);
}

/* The same words must be found after a line that is complete. */
static void check_after_line(const char *text, size_t size, bool is_shell, const struct text *words)
{
	const char *first = is_shell ? "-1 X:a\n-1 X:b\n" : "-1 :X=a\n-1 :b\n";
	struct seen seen = { .first = 2 };
	struct text longer = { 0 };

	text_puts(&longer, HEAD);
	text_add(&longer, text, size);
	seen.text = longer.data;
	HOLDS(!conf_words(longer.data, longer.length, is_shell, see, &seen));
	HOLDS(!strncmp(text_string(&seen.words), first, strlen(first)));
	HOLDS(!strcmp(text_string(&seen.words) + strlen(first), text_string(words)));
	text_free(&seen.words);
	text_free(&longer);
}

static void check(const char *text, size_t size, bool is_shell)
{
	struct seen seen = { .first = 1, .text = text };
	unsigned int lines = 1;
	size_t i;

	HOLDS(!conf_words(text, size, is_shell, see, &seen));
	for (i = 0; i < size; i++)
		lines += text[i] == '\n';
	HOLDS(seen.line <= lines && seen.bytes <= size);
	check_after_line(text, size, is_shell, &seen.words);
	text_free(&seen.words);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	check((const char *)data, size, size % 2);
	return 0;
}

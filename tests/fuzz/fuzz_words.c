// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A file that import splits into words, of any bytes: as a shell script when its length is odd,
 * else as a plain list. What came before, once it is complete, changes nothing.
 */
#include <ctype.h>
#include <string.h>

#include "cli/import/shell_words.h"
#include "core/text.h"
#include "fuzz/fuzz.h"

#define HEAD "X=\"a b\"\n"

struct seen {
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

static void see(void *data, const struct conf_word *word)
{
	struct seen *seen = data;

	HOLDS(*word->text && !strpbrk(word->text, " \t\n\v\f\r\"'\\"));
	HOLDS(is_name(word->variable));
	HOLDS(word->line >= seen->line);
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
	HOLDS(!conf_words(longer.data, longer.length, is_shell, see, &seen));
	HOLDS(!strncmp(text_string(&seen.words), first, strlen(first)));
	HOLDS(!strcmp(text_string(&seen.words) + strlen(first), text_string(words)));
	text_free(&seen.words);
	text_free(&longer);
}

static void check(const char *text, size_t size, bool is_shell)
{
	struct seen seen = { .first = 1 };
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

// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A file that import splits into words, of any bytes: as a shell script and as a plain list.
 */
#include <ctype.h>
#include <string.h>

#include "cli/import/shell_words.h"
#include "fuzz/fuzz.h"

struct seen {
	unsigned int line; /* of the last word */
	size_t bytes;      /* of all words */
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
}

static void check(const char *text, size_t size, bool is_shell)
{
	struct seen seen = { .line = 1 };
	unsigned int lines = 1;
	size_t i;

	HOLDS(!conf_words(text, size, is_shell, see, &seen));
	for (i = 0; i < size; i++)
		lines += text[i] == '\n';
	HOLDS(seen.line <= lines && seen.bytes <= size);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	check((const char *)data, size, true);
	check((const char *)data, size, false);
	return 0;
}

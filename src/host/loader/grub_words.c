// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * /etc/default/grub as the shell reads it, as far as words of the kernel go.
 */
#include "host/loader/grub_words.h"

#include <ctype.h>
#include <string.h>

static size_t name_length(const char *text)
{
	size_t length = 0;

	if (isdigit((unsigned char)*text))
		return 0;
	while (isalnum((unsigned char)text[length]) || text[length] == '_')
		length++;
	return length;
}

static struct text *find_variable(struct grub_variables *variables, const char *name, size_t length)
{
	if (text_is(name, length, "GRUB_CMDLINE_LINUX"))
		return &variables->linux_words;
	if (text_is(name, length, "GRUB_CMDLINE_LINUX_DEFAULT"))
		return &variables->linux_defaults;
	return NULL;
}

/* "$NAME" or "${NAME}" at text: the length of the whole; 0: something else. */
static size_t expand(struct grub_variables *variables, const char *text, struct text *out)
{
	bool has_brace = text[1] == '{';
	const char *name = text + 1 + has_brace;
	size_t length = name_length(name);
	struct text *variable = find_variable(variables, name, length);

	if (!length || (has_brace && name[length] != '}'))
		return 0;
	if (variable)
		text_puts(out, text_string(variable));
	return length + 1 + (has_brace ? 2 : 0);
}

/* Reads one word of the shell without its quotes. Returns what comes after it. */
static const char *read_word(struct grub_variables *variables, const char *at, struct text *out)
{
	char quote = '\0';
	size_t length;

	for (; *at && (quote || !strchr(" \t\n;", *at)); at++) {
		if (*at == quote) {
			quote = '\0';
		} else if (!quote && (*at == '"' || *at == '\'')) {
			quote = *at;
		} else if (*at == '\\' && quote != '\'' && at[1]) {
			if (*++at != '\n')
				text_add(out, at, 1);
		} else if (*at == '$' && quote != '\'' && (length = expand(variables, at, out))) {
			at += length - 1;
		} else {
			text_add(out, at, 1);
		}
	}
	return at;
}

/* "NAME=word" or "NAME+=word"; any other word of a command is passed. */
static const char *read_command_word(struct grub_variables *variables, const char *at)
{
	size_t length = name_length(at);
	bool appends = length && at[length] == '+' && at[length + 1] == '=';
	struct text *variable = NULL, value = { 0 };

	if (length && (appends || at[length] == '=')) {
		variable = find_variable(variables, at, length);
		at += length + appends + 1;
	}
	if (variable && appends)
		text_puts(&value, text_string(variable));
	at = read_word(variables, at, &value);
	if (!variable) {
		text_free(&value);
		return at;
	}
	text_free(variable);
	*variable = value;
	return at;
}

void grub_variables_read(struct grub_variables *variables, const char *text)
{
	const char *at = text;

	while (*(at += strspn(at, " \t\n;")))
		at = *at == '#' ? at + strcspn(at, "\n") : read_command_word(variables, at);
}

void grub_variables_free(struct grub_variables *variables)
{
	text_free(&variables->linux_words);
	text_free(&variables->linux_defaults);
}

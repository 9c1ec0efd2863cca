// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Words, quotes and variables.
 */
#include "host/entries/grub_script.h"

#include <ctype.h>
#include <errno.h>
#include <string.h>

#define ENVIRONMENT_HEAD "# GRUB Environment Block\n"

/* Where the reading of one command is. */
struct reader {
	const char *at, *end;
	const struct grub_env *variables;
};

static struct grub_variable *find(const struct grub_env *variables, const char *name, size_t length)
{
	size_t i;

	for (i = 0; i < variables->count; i++)
		if (text_is(name, length, variables->list[i].name))
			return (struct grub_variable *)&variables->list[i];
	return NULL;
}

int grub_env_set(struct grub_env *variables, const char *name, size_t name_length,
		 const char *value, size_t length)
{
	struct grub_variable *variable = find(variables, name, name_length);
	char *copy;

	if (!variable && variables->count == GRUB_ENV_MAX)
		return -E2BIG;
	copy = strndup(value, length);
	if (!copy)
		return -ENOMEM;
	if (variable) {
		free(variable->value);
		variable->value = copy;
		return 0;
	}
	variable = &variables->list[variables->count];
	*variable = (struct grub_variable){ strndup(name, name_length), copy };
	variables->count++;
	return variable->name ? 0 : -ENOMEM;
}

const char *grub_env_get(const struct grub_env *variables, const char *name, size_t length)
{
	const struct grub_variable *variable = find(variables, name, length);

	return variable ? variable->value : "";
}

void grub_env_free(struct grub_env *variables)
{
	size_t i;

	for (i = 0; i < variables->count; i++) {
		free(variables->list[i].name);
		free(variables->list[i].value);
	}
	variables->count = 0;
}

/* NAME=VALUE to the end of the line; a backslash keeps the next byte, also a newline. */
static int read_pair(struct grub_env *variables, const char **at, const char *end)
{
	struct text line = { 0 };
	const char *equals;
	int r = 0;

	for (; *at < end && **at != '\n'; ++*at) {
		if (**at == '\\' && *at + 1 < end)
			++*at;
		text_add(&line, *at, 1);
	}
	*at += *at < end;
	equals = line.length ? memchr(line.data, '=', line.length) : NULL;
	if (text_error(&line))
		r = -ENOMEM;
	else if (equals && *line.data != '#')
		r = grub_env_set(variables, line.data, (size_t)(equals - line.data), equals + 1,
				 line.length - (size_t)(equals + 1 - line.data));
	text_free(&line);
	return r;
}

int grub_env_read(struct grub_env *variables, const char *data, size_t length)
{
	const char *at = data, *end = data + length;
	int r = 0;

	if (length < strlen(ENVIRONMENT_HEAD) ||
	    memcmp(data, ENVIRONMENT_HEAD, strlen(ENVIRONMENT_HEAD)) != 0)
		return 0;
	while (!r && at < end)
		r = read_pair(variables, &at, end);
	return r;
}

static bool is_name(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

/* At a '$': adds the value, and moves past the name. A '$' without a name is itself. */
static void take_variable(struct reader *reader, struct text *out)
{
	const char *name = reader->at + 1, *stop;
	bool has_brace = name < reader->end && *name == '{';

	name += has_brace;
	for (stop = name; stop < reader->end && is_name(*stop);)
		stop++;
	if (stop == name || (has_brace && (stop == reader->end || *stop != '}'))) {
		text_puts(out, "$");
		reader->at++;
		return;
	}
	text_puts(out, grub_env_get(reader->variables, name, (size_t)(stop - name)));
	reader->at = stop + has_brace;
}

void grub_expand(const struct grub_env *variables, const char *text, size_t length,
		 struct text *out)
{
	struct reader reader = { text, text + length, variables };

	while (reader.at < reader.end)
		if (*reader.at == '$')
			take_variable(&reader, out);
		else
			text_add(out, reader.at++, 1);
}

static void take_single_quoted(struct reader *reader, struct text *out)
{
	const char *stop = memchr(reader->at, '\'', (size_t)(reader->end - reader->at));

	stop = stop ? stop : reader->end;
	text_add(out, reader->at, (size_t)(stop - reader->at));
	reader->at = stop + (stop < reader->end);
}

static void take_double_quoted(struct reader *reader, struct text *out)
{
	while (reader->at < reader->end && *reader->at != '"') {
		if (*reader->at == '$') {
			take_variable(reader, out);
			continue;
		}
		if (*reader->at == '\\' && reader->at + 1 < reader->end &&
		    memchr("$\"\\\n", reader->at[1], 4) && *++reader->at == '\n') {
			reader->at++;
			continue;
		}
		text_add(out, reader->at++, 1);
	}
	reader->at += reader->at < reader->end;
}

static bool ends_word(char c)
{
	return memchr(" \t\n;", c, 4);
}

/* One word; *is_quoted: it is one even when it is empty. */
static void take_word(struct reader *reader, struct text *out, bool *is_quoted)
{
	*is_quoted = false;
	while (reader->at < reader->end && !ends_word(*reader->at)) {
		char c = *reader->at;

		if (c == '$') {
			take_variable(reader, out);
			continue;
		}
		reader->at++;
		if (c == '\'') {
			take_single_quoted(reader, out);
		} else if (c == '"') {
			take_double_quoted(reader, out);
		} else if (c != '\\') {
			text_add(out, &c, 1);
		} else if (reader->at < reader->end && *reader->at++ != '\n') {
			text_add(out, reader->at - 1, 1);
		}
		*is_quoted |= c == '\'' || c == '"';
	}
}

static void skip_comment(struct reader *reader)
{
	const char *newline = memchr(reader->at, '\n', (size_t)(reader->end - reader->at));

	reader->at = newline ? newline : reader->end;
}

/* A word with a NUL in it would be two. */
static void add_word(struct grub_command *command, const struct text *word, bool is_quoted)
{
	if (!word->length && !is_quoted)
		return;
	text_puts(&command->words, text_string(word));
	text_add(&command->words, "", 1);
	command->count++;
}

/* Whether the word ends the command, of which "{" is the last word and "}" the only one. */
static bool is_brace(const struct text *word, bool is_quoted, char brace)
{
	return !is_quoted && word->length == 1 && *word->data == brace;
}

/* Takes the next word. Whether more of the command may follow. */
static bool take_next(struct reader *reader, struct grub_command *command)
{
	const char *start = reader->at;
	struct text word = { 0 };
	bool is_quoted, goes_on;

	take_word(reader, &word, &is_quoted);
	goes_on = !is_brace(&word, is_quoted, '{') && !is_brace(&word, is_quoted, '}');
	if (command->count && is_brace(&word, is_quoted, '}'))
		reader->at = start;
	else
		add_word(command, &word, is_quoted);
	command->words.error |= text_error(&word);
	text_free(&word);
	return goes_on;
}

bool grub_next_command(const char **at, const char *end, const struct grub_env *variables,
		       struct grub_command *command)
{
	struct reader reader = { *at, end, variables };
	bool goes_on = true;

	text_free(&command->words);
	command->count = 0;
	while (goes_on && reader.at < end &&
	       !(command->count && (*reader.at == '\n' || *reader.at == ';'))) {
		if (ends_word(*reader.at))
			reader.at++;
		else if (*reader.at == '#')
			skip_comment(&reader);
		else
			goes_on = take_next(&reader, command);
	}
	*at = reader.at;
	return command->count;
}

bool grub_is(const char *word, const char *expected)
{
	return word && !strcmp(word, expected);
}

const char *grub_next_word(const struct grub_command *command, const char *word)
{
	const char *next = word ? word + strlen(word) + 1 : command->words.data;

	return next && next < command->words.data + command->words.length ? next : NULL;
}

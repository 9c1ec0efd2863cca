// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Splits shell scripts into words.
 */
#include "host/others/shell_words.h"

#include <ctype.h>
#include <string.h>

#include "core/text.h"

struct splitter {
	conf_word_fn *see;
	void *data;
	bool is_shell;
	char quote; /* '\0' outside */
	unsigned int line;
	bool started_quoted;
	unsigned int start;    /* the line of the word so far */
	const char *from, *to; /* its bytes */
	bool is_torn;          /* they are not the word alone: a quote began or ended inside */
	bool has_toggled;      /* a quote began or ended after the last of them */
	bool is_value;         /* they begin after NAME= */
	unsigned int inner;    /* quotes that are in it */
	const char *text;      /* all of the file */
	struct text word;
	struct text variable;
};

/* The length of a leading "NAME=" or "NAME+="; 0: there is none. */
static size_t assignment(const char *text)
{
	size_t length = 0;

	while (isalnum((unsigned char)text[length]) || text[length] == '_')
		length++;
	if (!length || isdigit((unsigned char)text[0]))
		return 0;
	length += text[length] == '+';
	return text[length] == '=' ? length + 1 : 0;
}

/* Of the NAME= in front of the word. */
static size_t name_length(const struct splitter *splitter)
{
	if (!splitter->is_shell || splitter->started_quoted)
		return 0;
	return assignment(text_string(&splitter->word));
}

/*
 * The place of the word, without a leading NAME= of that length and without the quotes around it.
 */
static void set_bytes(const struct splitter *splitter, size_t length, struct conf_word *word)
{
	const char *from = splitter->from;

	if (splitter->is_torn || splitter->inner % 2)
		return;
	if (length && !splitter->is_value) {
		if (strncmp(from, text_string(&splitter->word), length) != 0)
			return;
		from += length;
	}
	word->start = (size_t)(from - splitter->text);
	word->end = (size_t)(splitter->to - splitter->text);
}

static void end_word(struct splitter *splitter)
{
	const char *text = text_string(&splitter->word);
	size_t length = name_length(splitter);
	struct conf_word word = { .line = splitter->start };

	if (!splitter->word.length) {
		splitter->inner = 0;
		return;
	}
	if (length) {
		text_free(&splitter->variable);
		text_add(&splitter->variable, text, strcspn(text, "+="));
		text += length;
	}
	set_bytes(splitter, length, &word);
	word.variable = text_string(&splitter->variable);
	word.text = text;
	if (*text && !text_error(&splitter->word) && !text_error(&splitter->variable))
		splitter->see(splitter->data, &word);
	splitter->is_torn = splitter->has_toggled = splitter->is_value = false;
	splitter->inner = 0;
	splitter->word.length = 0;
	if (splitter->word.data)
		splitter->word.data[0] = '\0';
}

static void add_byte(struct splitter *splitter, const char *byte)
{
	if (!splitter->word.length) {
		splitter->start = splitter->line;
		splitter->started_quoted = splitter->quote;
		splitter->from = byte;
		splitter->is_torn = splitter->inner;
	} else if (splitter->has_toggled) {
		/* NAME="WORD": the word begins after the quote */
		splitter->is_value = name_length(splitter) == splitter->word.length;
		splitter->is_torn |= !splitter->is_value;
		splitter->from = splitter->is_value ? byte : splitter->from;
	}
	splitter->has_toggled = false;
	splitter->to = byte + 1;
	text_add(&splitter->word, byte, 1);
}

/* Whether a command, and with it an assignment, ends here: outside quotes. */
static void see_byte(struct splitter *splitter, const char *byte)
{
	bool ends_command = !splitter->quote && (*byte == '\n' || *byte == ';');

	if (!splitter->quote && (*byte == '"' || *byte == '\'')) {
		splitter->quote = *byte;
		splitter->has_toggled = true;
	} else if (*byte == splitter->quote && *byte) {
		splitter->quote = '\0';
		splitter->has_toggled = true;
	} else if (*byte == '"' || *byte == '\'' || *byte == '\\') {
		/* inside a word: an ordinary character */
		splitter->inner++;
		splitter->to = byte + 1;
	} else if (!*byte || isspace((unsigned char)*byte) ||
		   (splitter->is_shell && ends_command)) {
		end_word(splitter);
		if (ends_command)
			text_free(&splitter->variable);
	} else {
		add_byte(splitter, byte);
	}
}

int conf_words(const char *text, size_t length, bool is_shell, conf_word_fn *see, void *data)
{
	struct splitter splitter = {
		.see = see, .data = data, .is_shell = is_shell, .line = 1, .text = text
	};
	const char *end = text + length, *at, *line = text;
	int r;

	for (at = text; at < end; at++) {
		bool starts_word =
			!splitter.word.length && !splitter.quote &&
			(is_shell ? at == text || isspace((unsigned char)at[-1]) : at == line);

		if (*at == '#' && starts_word) {
			at = memchr(at, '\n', (size_t)(end - at));
			if (!at)
				break;
		}
		if (*at == '\\' && at + 1 < end && at[1] == '\n') {
			splitter.line++;
			at++;
			continue;
		}
		see_byte(&splitter, at);
		if (*at == '\n') {
			splitter.line++;
			line = at + 1;
		}
	}
	end_word(&splitter);
	r = text_error(&splitter.word) ? text_error(&splitter.word)
				       : text_error(&splitter.variable);
	text_free(&splitter.word);
	text_free(&splitter.variable);
	return r;
}

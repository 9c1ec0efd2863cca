// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Edits the lines of the configuration file. src/core/rule.c parses them; a line that it does not
 * accept is never edited.
 */
#include <errno.h>
#include <string.h>

#include "core/rule.h"
#include "host/config/edit.h"
#include "kernel/inputs.h"

/* The parts of a line of rules; each is followed by the next. */
struct parts {
	const char *start;
	const char *list; /* the selectors, after blanks and '!' */
	size_t list_length;
	const char *rest; /* blanks, keys, comment, newline */
	const char *end;
	bool exclude;
};

struct removal {
	edit_choose_fn *choose;
	void *data;
	const char *const *words;
	struct text *removed;
};

int edit_append(struct edit *edit, const char *line)
{
	struct text *text = &edit->text;

	if (text->length && text->data[text->length - 1] != '\n')
		text_puts(text, "\n");
	text_printf(text, "%s\n", line);
	edit->is_changed = true;
	return text_error(text);
}

static int ignore_rule(void *data, const struct rule *rule)
{
	(void)data;
	(void)rule;
	return 0;
}

void edit_defaults(const struct edit *edit, struct rule *defaults)
{
	const char *line = text_string(&edit->text), *end;

	for (*defaults = rule_defaults; *line; line = *end ? end + 1 : end) {
		struct rule now = *defaults;
		struct parse_error error;
		enum line_kind kind;

		end = strchrnul(line, '\n');
		if (!rule_parse_line(line, (size_t)(end - line), &now, ignore_rule, NULL, &kind,
				     &error) &&
		    kind == LINE_SET)
			*defaults = now;
	}
}

/* Whether it is a valid line of rules; then *parts is filled. end is after the newline. */
static bool split(const char *line, const char *end, struct parts *parts)
{
	size_t length = (size_t)(end - line);
	struct rule defaults = rule_defaults;
	struct parse_error error;
	enum line_kind kind;

	if (length && end[-1] == '\n')
		length--;
	if (length > CONFIG_LINE_MAX ||
	    rule_parse_line(line, length, &defaults, ignore_rule, NULL, &kind, &error) ||
	    kind != LINE_RULES)
		return false;
	*parts = (struct parts){ .start = line, .end = end };
	while (*line == ' ' || *line == '\t')
		line++;
	parts->exclude = *line == '!';
	parts->list = line + parts->exclude;
	for (line = parts->list; line < end && !memchr(" \t#\n", *line, 4); line++)
		;
	parts->rest = line;
	parts->list_length = (size_t)(line - parts->list);
	return true;
}

/* Whether the line has the word, outside its comment. */
static bool has_word(const struct parts *parts, const char *word)
{
	const char *p = parts->rest;

	while (p < parts->end && *p != '#' && *p != '\n') {
		const char *start;

		while (p < parts->end && (*p == ' ' || *p == '\t'))
			p++;
		for (start = p; p < parts->end && !memchr(" \t#\n", *p, 4); p++)
			;
		if (p > start && text_is(start, (size_t)(p - start), word))
			return true;
	}
	return false;
}

static bool has_words(const struct parts *parts, const char *const *words)
{
	for (; words && *words; words++)
		if (!has_word(parts, *words))
			return false;
	return true;
}

static bool is_chosen(const struct removal *removal, const struct parts *parts, const char *text,
		      size_t length)
{
	struct selector selector;
	struct parse_error error;

	return !selector_parse(text, length, &selector, &error) &&
	       removal->choose(removal->data, &selector, parts->exclude);
}

/* Writes the selectors that stay. Returns how many are removed. */
static size_t filter_list(const struct removal *removal, const struct parts *parts,
			  struct text *kept)
{
	const char *text = parts->list, *end = parts->list + parts->list_length, *comma;
	size_t gone = 0;

	do {
		size_t length;

		comma = memchr(text, ',', (size_t)(end - text));
		length = (size_t)((comma ? comma : end) - text);
		if (is_chosen(removal, parts, text, length)) {
			text_printf(removal->removed, "%s%.*s\n", parts->exclude ? "!" : "",
				    (int)length, text);
			gone++;
		} else {
			text_puts(kept, kept->length ? "," : "");
			text_add(kept, text, length);
		}
		text = comma ? comma + 1 : end;
	} while (comma);
	return gone;
}

/* Writes one edited line to out. Returns whether it was changed. */
static bool filter_line(const struct removal *removal, const char *line, const char *end,
			struct text *out)
{
	struct text kept = { 0 };
	struct parts parts;

	if (!split(line, end, &parts) || !has_words(&parts, removal->words) ||
	    !filter_list(removal, &parts, &kept)) {
		text_add(out, line, (size_t)(end - line));
		text_free(&kept);
		return false;
	}
	if (text_error(&kept))
		out->error = text_error(&kept);
	if (kept.length) {
		text_add(out, parts.start, (size_t)(parts.list - parts.start));
		text_add(out, kept.data, kept.length);
		text_add(out, parts.rest, (size_t)(parts.end - parts.rest));
	}
	text_free(&kept);
	return true;
}

int edit_remove(struct edit *edit, edit_choose_fn *choose, void *data, const char *const *words,
		struct text *removed)
{
	struct removal removal = { choose, data, words, removed };
	const char *line = text_string(&edit->text), *end = line + edit->text.length;
	struct text result = { 0 };
	int r;

	while (line < end) {
		const char *newline = memchr(line, '\n', (size_t)(end - line));
		const char *stop = newline ? newline + 1 : end;

		edit->is_changed |= filter_line(&removal, line, stop, &result);
		line = stop;
	}
	r = text_error(&result) ? text_error(&result) : text_error(removed);
	if (r) {
		text_free(&result);
		return r;
	}
	text_free(&edit->text);
	edit->text = result;
	return 0;
}

/* Whether the file with this name is read before the one that is edited, or is that one. */
static bool is_up_to(const char *file, const char *edited)
{
	bool is_main = !strcmp(file, "/" CONFIG_PATH);

	if (is_main || !strcmp(edited, "/" CONFIG_PATH))
		return is_main;
	return !strncmp(file, edited, strlen("/" CONFIG_DIRECTORY "/")) &&
	       strcmp(file, edited) <= 0;
}

/* The rules of the file, in the place where it is read: see config_files_read(). */
static void place_rules(const struct config *now, const struct config *parsed, const char *edited,
			struct config *view)
{
	bool is_placed = false;
	size_t i, k;

	for (i = 0; i <= now->count; i++) {
		const struct rule *rule = i < now->count ? &now->rules[i] : NULL;

		if (!is_placed && (!rule || !is_up_to(rule->source.file, edited))) {
			for (k = 0; k < parsed->count; k++)
				view->rules[view->count++] = parsed->rules[k];
			is_placed = true;
		}
		if (rule && strcmp(rule->source.file, edited))
			view->rules[view->count++] = *rule;
	}
}

int edit_preview(const struct edit *edit, const struct config *now, struct config *parsed,
		 struct config *view)
{
	struct diagnostics ignored = { 0 };
	int r = config_add_file(parsed, &ignored, edit->name, text_string(&edit->text),
				edit->text.length, CONFIG_HOST);

	diagnostics_free(&ignored);
	if (r)
		return r;
	*view = (struct config){ .headless = parsed->headless || now->headless };
	view->rules = calloc(parsed->count + now->count + 1, sizeof(*view->rules));
	if (!view->rules)
		return -ENOMEM;
	place_rules(now, parsed, edit->name, view);
	return 0;
}

// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Splits files into lines and collects their rules. The language of a line is in
 * src/core/rule.c; the annotations of an image's lines are here.
 */
#include "core/config.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "core/serial.h"

#define IMAGE_MARK "@image "
#define OLD_VERSION "1"

/* One file while it is read. */
struct reader {
	struct config *config;
	struct diagnostics *errors;
	const char *file;
	const char *from; /* of the cards in the lines below */
	unsigned int line;
	struct rule defaults;
	size_t line_max, rules_max;
	bool is_ended; /* the last line of an image has been read */
};

/* One line: the text for rule_parse_line(), and the place that messages name. */
struct line {
	const char *text;
	size_t length;
	struct source source;
	unsigned int column; /* column of text, from 1 */
};

void config_free(struct config *config)
{
	size_t i;

	for (i = 0; i < config->file_count; i++)
		free(config->files[i]);
	free(config->files);
	free(config->rules);
	free(config->serials);
	free(config->digest);
	memset(config, 0, sizeof(*config));
}

const char *config_keep_name(struct config *config, const char *name, size_t length)
{
	char **files;
	char *copy;

	if (config->file_count) {
		char *last = config->files[config->file_count - 1];

		if (text_is(name, length, last))
			return last;
	}
	files = realloc(config->files, (config->file_count + 1) * sizeof(*files));
	if (!files)
		return NULL;
	config->files = files;
	copy = strndup(name, length);
	if (!copy)
		return NULL;
	files[config->file_count++] = copy;
	return copy;
}

int config_add_rule(struct config *config, const struct rule *rule)
{
	size_t room = config->room;

	if (config->count == room) {
		struct rule *rules;

		room = room ? 2 * room : 16;
		rules = realloc(config->rules, room * sizeof(*rules));
		if (!rules)
			return -ENOMEM;
		config->rules = rules;
		config->room = room;
	}
	config->rules[config->count++] = *rule;
	return 0;
}

static int add_rule(void *data, const struct rule *rule)
{
	struct reader *reader = data;

	return reader->config->count >= reader->rules_max ? -E2BIG
							  : config_add_rule(reader->config, rule);
}

/* Turns what a parser returned into a diagnostic; only -ENOMEM is returned to the caller. */
static int report_line(struct reader *reader, const struct line *line, int r,
		       const struct parse_error *error)
{
	unsigned int column = r == -EINVAL ? line->column + (unsigned int)error->offset : 0;

	if (!r || r == -ENOMEM)
		return r;
	return diagnostics_add(reader->errors, line->source.file, line->source.line, column,
			       r == -E2BIG ? "more than 4096 rules: this one is ignored"
					   : error->phrase);
}

static int add_line(struct reader *reader, const struct line *line)
{
	struct rule defaults = reader->defaults;
	struct parse_error error = { 0 };
	enum line_kind kind;
	int r;

	defaults.source = line->source;
	defaults.is_own = !strcmp(line->source.file, IMAGE_OWN_NAME);
	r = rule_parse_line(line->text, line->length, &defaults, add_rule, reader, &kind, &error);
	if (!r && kind == LINE_SET) {
		reader->defaults = defaults;
		reader->config->headless |= defaults.headless;
	}
	return report_line(reader, line, r, &error);
}

/* Removes ":NUMBER" from the end of a word. 0 and *value, or -EINVAL. */
static int take_number(const char *word, size_t *length, unsigned int *value)
{
	unsigned int result = 0, scale = 1;
	size_t i = *length;

	while (i > 0 && word[i - 1] >= '0' && word[i - 1] <= '9') {
		if (*length - i == 9)
			return -EINVAL;
		result += (unsigned int)(word[--i] - '0') * scale;
		scale *= 10;
	}
	if (i == *length || i == 0 || word[i - 1] != ':')
		return -EINVAL;
	*length = i - 1;
	*value = result;
	return 0;
}

/* Reads "FILE:LINE " or, with a column wanted, "FILE:LINE:COLUMN ", and moves line past it. */
static int take_source(struct reader *reader, struct line *line, unsigned int *column)
{
	const char *space = memchr(line->text, ' ', line->length);
	cleanup_free char *name = NULL;
	size_t length, skip;
	int r = -EINVAL;

	if (!space)
		return -EINVAL;
	length = (size_t)(space - line->text);
	skip = length + 1;
	if (column)
		r = take_number(line->text, &length, column);
	if (!column || !r)
		r = take_number(line->text, &length, &line->source.line);
	if (r)
		return r;
	name = strndup(line->text, length);
	if (!name)
		return -ENOMEM;
	r = text_unescape(name);
	if (r)
		return r;
	line->source.file = config_keep_name(reader->config, name, strlen(name));
	if (!line->source.file)
		return -ENOMEM;
	line->text += skip;
	line->length -= skip;
	return 0;
}

static bool has_mark(const struct line *line, const char *mark)
{
	return line->length >= strlen(mark) && !memcmp(line->text, mark, strlen(mark));
}

static void skip_mark(struct line *line, const char *mark)
{
	line->text += strlen(mark);
	line->length -= strlen(mark);
}

static int add_image_error(struct reader *reader, struct line *line)
{
	cleanup_free char *phrase = NULL;
	unsigned int column = 0;
	int r = take_source(reader, line, &column);

	if (r)
		return r;
	phrase = strndup(line->text, line->length);
	if (!phrase)
		return -ENOMEM;
	return diagnostics_add(reader->errors, line->source.file, line->source.line, column,
			       phrase);
}

/* A word of printable ASCII, shorter than DIGEST_SIZE. */
static bool is_digest(const struct line *line)
{
	size_t i;

	for (i = 0; i < line->length; i++)
		if (line->text[i] <= ' ' || line->text[i] > '~')
			return false;
	return line->length < DIGEST_SIZE;
}

static int add_image_head(struct reader *reader, struct line *line)
{
	if (!has_mark(line, IMAGE_VERSION " ") && !has_mark(line, OLD_VERSION " "))
		return -EINVAL;
	skip_mark(line, IMAGE_VERSION " "); /* both have the same length */
	if (!is_digest(line))
		return -EINVAL;
	free(reader->config->digest);
	reader->config->digest = strndup(line->text, line->length);
	return reader->config->digest ? 0 : -ENOMEM;
}

/* The lost line may have been an exclusion. */
static int add_damage(struct reader *reader, unsigned int line, const char *phrase)
{
	reader->config->unreadable = true;
	return diagnostics_add(reader->errors, reader->file, line, 0, phrase);
}

/* The host writes only lines that can be read. */
static int add_image_rule(struct reader *reader, struct line *line)
{
	size_t before = reader->config->count, errors = reader->errors->count;
	int r = take_source(reader, line, NULL);

	if (r)
		return r;
	r = add_line(reader, line);
	if (r || reader->errors->count > errors)
		reader->config->unreadable = true;
	else if (reader->config->count == before)
		return -EINVAL;
	return r;
}

static int add_image_serial(struct reader *reader, struct line *line)
{
	struct config *config = reader->config;
	uint64_t serial, *serials;

	if (text_is(line->text, line->length, SERIAL_UNKNOWN)) {
		config->has_unknown_serial = true;
		return 0;
	}
	if (serial_parse(line->text, line->length, &serial) ||
	    config->serial_count == CONFIG_SERIALS_MAX)
		return -EINVAL;
	serials = realloc(config->serials, (config->serial_count + 1) * sizeof(*serials));
	if (!serials)
		return -ENOMEM;
	config->serials = serials;
	serials[config->serial_count++] = serial;
	return 0;
}

static int add_image_from(struct reader *reader, struct line *line)
{
	reader->from = config_keep_name(reader->config, line->text, line->length);
	return reader->from ? 0 : -ENOMEM;
}

/* "PLACE ADDRESS [open]" of the rule in the line above, which has the card's IDs. */
static int add_image_card(struct reader *reader, struct line *line)
{
	static const char open[] = " open";
	struct config *config = reader->config;
	struct rule *rule = config->count ? &config->rules[config->count - 1] : NULL;
	const char *space = memchr(line->text, ' ', line->length);
	struct identity identity = { .is_set = true, .from = reader->from };
	struct parse_error ignored;
	const char *address;
	size_t length;

	if (!rule || rule->identity.is_set || rule->id.vendor == PCI_ANY || !space)
		return -EINVAL;
	address = space + 1;
	length = line->length - (size_t)(address - line->text);
	if (length > strlen(open) && !memcmp(address + length - strlen(open), open, strlen(open))) {
		identity.is_open = true;
		length -= strlen(open);
	}
	if (selector_parse(line->text, (size_t)(space - line->text), &identity.place, &ignored) ||
	    !selector_is_one_place(&identity.place) ||
	    pci_address_parse(address, length, false, &identity.was))
		return -EINVAL;
	rule->identity = identity;
	return 0;
}

static int add_image_end(struct reader *reader, struct line *line)
{
	if (line->length)
		return -EINVAL;
	reader->is_ended = true;
	return 0;
}

static const struct {
	const char *mark;
	int (*add)(struct reader *reader, struct line *line); /* the text after the mark */
} image_lines[] = {
	{ "@rule ", add_image_rule },     { "@card ", add_image_card },
	{ "@serial ", add_image_serial }, { "@error ", add_image_error },
	{ "@from ", add_image_from },     { IMAGE_MARK, add_image_head },
	{ "@end", add_image_end },
};

static int add_image_line(struct reader *reader, const struct line *line)
{
	struct line rest = *line;
	int r = -EINVAL;
	size_t i;

	rest.column = 1;
	for (i = 0; !reader->is_ended && i < ARRAY_SIZE(image_lines); i++) {
		if (!has_mark(line, image_lines[i].mark))
			continue;
		skip_mark(&rest, image_lines[i].mark);
		r = image_lines[i].add(reader, &rest);
		break;
	}
	if (r != -EINVAL)
		return r;
	return add_damage(reader, reader->line,
			  "damaged line in the image's configuration: rebuild the image");
}

static int add_any_line(struct reader *reader, const char *text, size_t length,
			enum config_dialect dialect)
{
	struct line line = { text, length, { reader->file, ++reader->line }, 1 };

	if (length > reader->line_max && dialect == CONFIG_IMAGE)
		return add_damage(reader, reader->line, "line longer than 4096 bytes");
	if (length > reader->line_max)
		return diagnostics_add(reader->errors, reader->file, reader->line, 0,
				       "line longer than 1024 bytes");
	return dialect == CONFIG_IMAGE ? add_image_line(reader, &line) : add_line(reader, &line);
}

int config_add_file(struct config *config, struct diagnostics *errors, const char *file,
		    const char *text, size_t length, enum config_dialect dialect)
{
	bool image = dialect == CONFIG_IMAGE && length >= strlen(IMAGE_MARK) &&
		     !memcmp(text, IMAGE_MARK, strlen(IMAGE_MARK));
	struct reader reader = { .config = config, .errors = errors, .defaults = rule_defaults };
	const char *end = text + length;

	reader.file = config_keep_name(config, file, strlen(file));
	reader.line_max = image ? IMAGE_LINE_MAX : CONFIG_LINE_MAX;
	reader.rules_max = image ? IMAGE_RULES_MAX : CONFIG_RULES_MAX;
	if (!reader.file)
		return -ENOMEM;
	if (!image && length > CONFIG_FILE_MAX)
		return diagnostics_add(errors, file, 0, 0, CONFIG_TOO_LONG);
	while (text < end && length <= IMAGE_FILE_MAX) {
		const char *newline = memchr(text, '\n', (size_t)(end - text));
		const char *stop = newline ? newline : end;
		int r = add_any_line(&reader, text, (size_t)(stop - text),
				     image ? CONFIG_IMAGE : CONFIG_HOST);

		if (r)
			return r;
		text = stop + 1;
	}
	if (image && !reader.is_ended)
		return add_damage(&reader, 0,
				  "the image's configuration is cut off: rebuild the image");
	return 0;
}

int config_add_list(struct config *config, struct diagnostics *errors, const char *file,
		    const char *text, size_t length, size_t offset)
{
	struct reader reader = {
		.config = config, .errors = errors, .file = file, .rules_max = SIZE_MAX
	};
	struct rule defaults = rule_defaults;
	struct parse_error error = { 0 };
	struct line line = { text, length, { 0 }, (unsigned int)offset + 1 };
	int r;

	line.source.file = config_keep_name(config, file, strlen(file));
	if (!line.source.file)
		return -ENOMEM;
	defaults.source = line.source;
	r = rule_parse_list(text, length, &defaults, add_rule, &reader, &error);
	return report_line(&reader, &line, r, &error);
}

int config_exclude(struct config *config, const char *file, const struct pci_address *address)
{
	struct rule rule = rule_defaults;

	rule.exclude = true;
	rule.is_own = true;
	rule.selector = (struct selector){ .kind = SELECTOR_ADDRESS, .address = *address };
	rule.source.file = config_keep_name(config, file, strlen(file));
	return rule.source.file ? config_add_rule(config, &rule) : -ENOMEM;
}

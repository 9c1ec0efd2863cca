// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The language of one line: SELECTOR[,SELECTOR...] [KEY=VALUE...], "set KEY=VALUE..."
 * and "!SELECTOR". Every key is one row of a table.
 */
#include "core/rule.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "core/serial.h"

#define ON_RULE 1U
#define ON_SET 2U
#define ON_EXCLUDE 4U

#define HINT_SIZE 96

const struct rule rule_defaults = {
	.id = { PCI_ANY, PCI_ANY, PCI_ANY, PCI_ANY },
	.selector = { .kind = SELECTOR_ID, .id = { PCI_ANY, PCI_ANY, PCI_ANY, PCI_ANY } },
	.take_builtin = true,
	.pin = true,
	.on_failure = ON_FAILURE_RELEASE,
	.driver = RULE_DRIVER_DEFAULT,
};

static int parse_yes_no(const char *value, size_t length, bool *out)
{
	bool yes = text_is(value, length, "yes");

	if (!yes && !text_is(value, length, "no"))
		return -EINVAL;
	*out = yes;
	return 0;
}

static int parse_id(const char *value, size_t length, struct rule *rule)
{
	struct pci_id id;

	if (selector_parse_id(value, length, &id))
		return -EINVAL;
	rule->id.vendor = id.vendor;
	rule->id.device = id.device;
	if (id.subvendor != PCI_ANY)
		rule->id.subvendor = id.subvendor;
	if (id.subdevice != PCI_ANY)
		rule->id.subdevice = id.subdevice;
	return 0;
}

static int parse_subsystem(const char *value, size_t length, struct rule *rule)
{
	struct pci_id id;

	if (selector_parse_id(value, length, &id) || memchr(value + 5, ':', length - 5))
		return -EINVAL;
	rule->id.subvendor = id.vendor;
	rule->id.subdevice = id.device;
	return 0;
}

static int parse_class(const char *value, size_t length, struct rule *rule)
{
	if (length % 2 || hex_parse(value, length, 2, 6, &rule->class))
		return -EINVAL;
	rule->class_digits = (unsigned int)length;
	return 0;
}

static int parse_serial(const char *value, size_t length, struct rule *rule)
{
	uint64_t serial;

	if (serial_parse(value, length, &serial) || !serial_is_unique(serial))
		return -EINVAL;
	rule->serial = serial;
	return 0;
}

static int parse_vfs(const char *value, size_t length, struct rule *rule)
{
	return vfs_parse(value, length, &rule->vfs);
}

static int parse_on_failure(const char *value, size_t length, struct rule *rule)
{
	bool hold = text_is(value, length, "hold");

	if (!hold && !text_is(value, length, "release"))
		return -EINVAL;
	rule->on_failure = hold ? ON_FAILURE_HOLD : ON_FAILURE_RELEASE;
	return 0;
}

static bool is_driver_byte(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '_' || c == '-';
}

/* The name becomes a path and a module name: letters, digits, '-' and '_' only, not '-' first. */
static int parse_driver(const char *value, size_t length, struct rule *rule)
{
	size_t i;

	if (!length || length >= sizeof(rule->driver) || value[0] == '-')
		return -EINVAL;
	for (i = 0; i < length; i++)
		if (!is_driver_byte(value[i]))
			return -EINVAL;
	memcpy(rule->driver, value, length);
	rule->driver[length] = '\0';
	return 0;
}

static const struct key {
	const char *name;
	unsigned int where;
	const char *takes;
	int (*parse)(const char *value, size_t length, struct rule *rule);
	size_t flag; /* without parse: the offset of the bool that yes or no is for */
} keys[] = {
	{ "id", ON_RULE | ON_EXCLUDE, "vendor:device", .parse = parse_id },
	{ "subsystem", ON_RULE | ON_EXCLUDE, "vendor:device", .parse = parse_subsystem },
	{ "class", ON_RULE | ON_EXCLUDE, "2, 4 or 6 hexadecimal digits", .parse = parse_class },
	{ "serial", ON_RULE | ON_EXCLUDE,
	  "the serial number of one card, eight bytes as lspci -vv prints them",
	  .parse = parse_serial },
	{ "vfs", ON_RULE, "1 to 65535, and which of them if not all: 8@0,2-4", .parse = parse_vfs },
	{ "group", ON_RULE | ON_SET, "yes or no", .flag = offsetof(struct rule, group) },
	{ "driver", ON_RULE | ON_SET, "the name of a PCI driver", .parse = parse_driver },
	{ "on-failure", ON_RULE | ON_SET, "release or hold", .parse = parse_on_failure },
	{ "take-builtin", ON_RULE | ON_SET, "yes or no",
	  .flag = offsetof(struct rule, take_builtin) },
	{ "pin", ON_SET, "yes or no", .flag = offsetof(struct rule, pin) },
	{ "headless", ON_SET, "yes or no", .flag = offsetof(struct rule, headless) },
};

struct word {
	const char *start;
	size_t length;
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* The next word of the line, of length 0 at its end. *text moves past it. */
static struct word next_word(const char **text, const char *end)
{
	struct word word;

	while (*text < end && is_blank(**text))
		(*text)++;
	word.start = *text;
	while (*text < end && !is_blank(**text))
		(*text)++;
	word.length = (size_t)(*text - word.start);
	return word;
}

/* Whether a and b differ by one letter: wrong, missing or one too many; or by '-' and '_'. */
static bool is_near(const char *a, size_t length, const char *b)
{
	size_t other = strlen(b), front = 0, back = 0;
	size_t shorter = length < other ? length : other, longer = length < other ? other : length;

	while (front < shorter && (a[front] == b[front] || (a[front] == '_' && b[front] == '-')))
		front++;
	while (back < shorter - front && a[length - 1 - back] == b[other - 1 - back])
		back++;
	return longer - front - back <= 1;
}

static int unknown_key(struct word name, size_t offset, struct parse_error *error)
{
	char hint[40] = "";
	size_t i;

	for (i = 0; i < ARRAY_SIZE(keys); i++)
		if (is_near(name.start, name.length, keys[i].name))
			(void)snprintf(hint, sizeof(hint), "; did you mean %s?", keys[i].name);
	return parse_error_quote(error, offset, "unknown key", name.start, name.length, hint);
}

static const struct key *find_key(struct word name)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(keys); i++)
		if (text_is(name.start, name.length, keys[i].name))
			return &keys[i];
	return NULL;
}

/* One KEY=VALUE into the rule. *seen has a bit for each key of this line. */
static int parse_pair(const char *line, struct word word, unsigned int where, struct rule *rule,
		      unsigned int *seen, struct parse_error *error)
{
	const char *equals = memchr(word.start, '=', word.length);
	size_t offset = (size_t)(word.start - line);
	struct word name = { word.start, equals ? (size_t)(equals - word.start) : word.length };
	struct word value = { word.start + name.length + 1, word.length - name.length - 1 };
	const struct key *key = find_key(name);
	char hint[HINT_SIZE];

	if (!equals)
		return parse_error_quote(error, offset, "expected KEY=VALUE, not", word.start,
					 word.length, "");
	if (!key)
		return unknown_key(name, offset, error);
	if (!(key->where & where))
		return parse_error_quote(error, offset, "key", name.start, name.length,
					 where == ON_SET ? " cannot be used with set"
					 : where == ON_EXCLUDE
						 ? " cannot be used on a line with '!'"
						 : " requires a line with set");
	if (*seen & 1U << (key - keys))
		return parse_error_quote(error, offset, "key", name.start, name.length,
					 " appears twice on this line");
	*seen |= 1U << (key - keys);
	if (!(key->parse ? key->parse(value.start, value.length, rule)
			 : parse_yes_no(value.start, value.length,
					(bool *)((char *)rule + key->flag))))
		return 0;
	(void)snprintf(hint, sizeof(hint), ": %s= takes %s", key->name, key->takes);
	return parse_error_quote(error, (size_t)(value.start - line), "invalid value", value.start,
				 value.length, hint);
}

static int parse_pairs(const char *line, const char *text, const char *end, unsigned int where,
		       struct rule *rule, struct parse_error *error)
{
	struct word word = next_word(&text, end);
	unsigned int seen = 0;

	for (; word.length; word = next_word(&text, end)) {
		int r = parse_pair(line, word, where, rule, &seen, error);

		if (r)
			return r;
	}
	return 0;
}

/* Calls add for each selector of the list, or only reads them when add is NULL. */
static int walk_list(const char *line, struct word list, const struct rule *pattern,
		     rule_add_fn *add, void *data, struct parse_error *error)
{
	const char *end = list.start + list.length, *comma;
	struct rule rule = *pattern;

	do {
		int r;

		comma = memchr(list.start, ',', (size_t)(end - list.start));
		list.length = (size_t)((comma ? comma : end) - list.start);
		r = selector_parse(list.start, list.length, &rule.selector, error);
		if (r) {
			error->offset += (size_t)(list.start - line);
			return r;
		}
		r = add ? add(data, &rule) : 0;
		if (r)
			return r;
		if (comma)
			list.start = comma + 1;
	} while (comma);
	return 0;
}

int rule_parse_list(const char *text, size_t length, const struct rule *defaults, rule_add_fn *add,
		    void *data, struct parse_error *error)
{
	struct word list = { text, length };
	int r = walk_list(text, list, defaults, NULL, NULL, error);

	return r ? r : walk_list(text, list, defaults, add, data, error);
}

/* Where the comment starts, or where there is a byte that no line may contain. */
static int find_end(const char *text, size_t length, const char **end, struct parse_error *error)
{
	const char *comment = memchr(text, '#', length);
	const char *p;

	*end = comment ? comment : text + length;
	if (memchr(text, '\0', length))
		return parse_error_set(error,
				       (size_t)((const char *)memchr(text, '\0', length) - text),
				       "NUL byte: this is not a text file");
	for (p = text; p < *end; p++) {
		if (*p == '\r' && p + 1 == text + length)
			return parse_error_set(error, (size_t)(p - text),
					       "this line ends in a carriage return: save the file "
					       "with Unix line endings");
		if ((*p < 0x20 && *p != '\t') || *p >= 0x7f)
			return parse_error_set(error, (size_t)(p - text),
					       "only printable ASCII is allowed outside comments");
	}
	return 0;
}

static int parse_set(const char *line, const char *text, const char *end, struct rule *defaults,
		     struct parse_error *error)
{
	struct rule changed = *defaults;
	const char *rest = text;
	int r;

	if (!next_word(&rest, end).length)
		return parse_error_set(error, (size_t)(end - line), "set requires KEY=VALUE");
	r = parse_pairs(line, text, end, ON_SET, &changed, error);
	if (!r)
		*defaults = changed;
	return r;
}

int rule_parse_line(const char *text, size_t length, struct rule *defaults, rule_add_fn *add,
		    void *data, enum line_kind *kind, struct parse_error *error)
{
	struct rule rule = *defaults;
	const char *rest = text, *end;
	struct word word;
	int r = find_end(text, length, &end, error);

	if (r)
		return r;
	word = next_word(&rest, end);
	*kind = LINE_EMPTY;
	if (!word.length)
		return 0;
	*kind = LINE_SET;
	if (text_is(word.start, word.length, "set"))
		return parse_set(text, rest, end, defaults, error);
	*kind = LINE_RULES;
	rule.exclude = *word.start == '!';
	word.start += rule.exclude;
	word.length -= rule.exclude;
	r = walk_list(text, word, &rule, NULL, NULL, error);
	if (!r)
		r = parse_pairs(text, rest, end, rule.exclude ? ON_EXCLUDE : ON_RULE, &rule, error);
	if (!r && rule.vfs.count && rule.group)
		r = parse_error_set(error, (size_t)(rest - text) + 1,
				    "vfs= and group=yes cannot be used together");
	return r ? r : walk_list(text, word, &rule, add, data, error);
}

static void format_conditions(const struct rule *rule, struct text *out)
{
	const struct pci_id *id = &rule->id;

	if (id->vendor != PCI_ANY) {
		text_puts(out, " id=");
		selector_format_pair(id->vendor, id->device, out);
	}
	if (id->subvendor != PCI_ANY) {
		text_puts(out, " subsystem=");
		selector_format_pair(id->subvendor, id->subdevice, out);
	} else if (id->subdevice != PCI_ANY) {
		text_puts(out, ":*:");
		text_printf(out, "%04x", (unsigned int)id->subdevice);
	}
	if (rule->class_digits)
		text_printf(out, " class=%0*x", (int)rule->class_digits, rule->class);
	if (rule->serial) {
		char serial[SERIAL_SIZE];

		serial_format(rule->serial, serial);
		text_printf(out, " serial=%s", serial);
	}
}

void rule_format(const struct rule *rule, struct text *out)
{
	if (rule->exclude)
		text_puts(out, "!");
	selector_format(&rule->selector, out);
	format_conditions(rule, out);
	if (rule->exclude)
		return;
	if (rule->vfs.count) {
		text_puts(out, " vfs=");
		vfs_format(&rule->vfs, out);
	}
	if (rule->group)
		text_puts(out, " group=yes");
	if (strcmp(rule->driver, RULE_DRIVER_DEFAULT))
		text_printf(out, " driver=%s", rule->driver);
	if (rule->on_failure == ON_FAILURE_HOLD)
		text_puts(out, " on-failure=hold");
	if (!rule->take_builtin)
		text_puts(out, " take-builtin=no");
}

// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Splits the kernel command line into words and reads our parameters.
 */
#include "core/cmdline.h"

#include <errno.h>
#include <string.h>

#define PREFIX "vfio_prebind."

/* As in lib/ctype.c, where a no-break space of Latin-1 is white space. */
static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r') || (unsigned char)c == 0xa0;
}

/* A leading quote is removed, together with the one at the end. */
static void unquote(const char **text, size_t *length)
{
	if (!*length || **text != '"')
		return;
	++*text;
	--*length;
	if (*length && (*text)[*length - 1] == '"')
		--*length;
}

static void split_word(struct cmdline_word *word)
{
	const char *equals;

	word->name = word->text;
	word->name_length = word->length;
	unquote(&word->name, &word->name_length);
	word->value = word->name + word->name_length;
	word->value_length = 0;
	word->has_value = false;
	if (word->name_length < 2)
		return;
	/* a leading one does not end a name */
	equals = memchr(word->name + 1, '=', word->name_length - 1);
	if (!equals)
		return;
	word->value = equals + 1;
	word->value_length = (size_t)(word->name + word->name_length - word->value);
	word->name_length = (size_t)(equals - word->name);
	word->has_value = true;
	unquote(&word->value, &word->value_length);
}

bool cmdline_next_word(const char *text, size_t length, size_t *position, struct cmdline_word *word)
{
	size_t i = *position;
	bool quoted = false;

	while (i < length && is_space(text[i]))
		i++;
	word->text = text + i;
	for (; i < length && text[i] && (quoted || !is_space(text[i])); i++)
		if (text[i] == '"')
			quoted = !quoted;
	word->length = (size_t)(text + i - word->text);
	*position = i;
	split_word(word);
	return word->length && !(!word->has_value && text_is(word->name, word->name_length, "--"));
}

/* The values that the kernel's own bool parameters take (lib/kstrtox.c, kstrtobool()). */
static int parse_bool(const struct cmdline_word *word, bool *out)
{
	static const char *const yes[] = { "1", "y", "Y", "yes", "on", "true" };
	static const char *const no[] = { "0", "n", "N", "no", "off", "false" };
	size_t i;

	if (!word->has_value) {
		*out = true;
		return 0;
	}
	for (i = 0; i < ARRAY_SIZE(yes); i++) {
		if (text_is(word->value, word->value_length, yes[i]) ||
		    text_is(word->value, word->value_length, no[i])) {
			*out = text_is(word->value, word->value_length, yes[i]);
			return 0;
		}
	}
	return -EINVAL;
}

static int set_bool(const struct cmdline_word *word, bool *out, const char *text,
		    struct diagnostics *errors)
{
	struct parse_error error;

	if (!parse_bool(word, out))
		return 0;
	parse_error_quote(&error, 0, "expected 0 or 1, not", word->value, word->value_length,
			  "; ignored");
	return diagnostics_add(errors, CMDLINE_NAME, 0, (unsigned int)(word->value - text) + 1,
			       error.phrase);
}

int cmdline_parse(const char *text, size_t length, struct cmdline *cmdline, struct config *config,
		  struct diagnostics *errors)
{
	struct cmdline_word word, devices = { 0 };
	size_t position = 0;
	int r = 0;

	*cmdline = (struct cmdline){ .enable = true };
	while (!r && cmdline_next_word(text, length, &position, &word)) {
		if (text_is_name(word.name, word.name_length, PREFIX "enable"))
			r = set_bool(&word, &cmdline->enable, text, errors);
		else if (text_is_name(word.name, word.name_length, PREFIX "debug"))
			r = set_bool(&word, &cmdline->debug, text, errors);
		else if (text_is_name(word.name, word.name_length, PREFIX "devices"))
			devices = word;
	}
	if (r || !devices.value_length)
		return r;
	return config_add_list(config, errors, CMDLINE_NAME, devices.value, devices.value_length,
			       (size_t)(devices.value - text));
}

static bool is_of_name(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c && strchr("/:._+!-", c));
}

bool cmdline_next_device(const char *text, size_t length, size_t *position, const char **name,
			 size_t *name_length)
{
	static const char dev[] = "/dev/";
	size_t i = *position;

	for (; i + strlen(dev) <= length; i++) {
		if (memcmp(text + i, dev, strlen(dev)) != 0)
			continue;
		*name = text + i + strlen(dev);
		for (i += strlen(dev); i < length && is_of_name(text[i]); i++)
			;
		*name_length = (size_t)(text + i - *name);
		*position = i;
		return true;
	}
	return false;
}

/* "0000:00:1f.2" at the start of [text, text + length), whatever follows it. 0 or -EINVAL. */
static int leading_address(const char *text, size_t length, struct pci_address *address)
{
	const char *dot = memchr(text, '.', length);
	size_t end = dot ? (size_t)(dot - text) + 2 : length;

	return end > length ? -EINVAL : pci_address_parse(text, end, false, address);
}

/* As udev's path_id writes it: one bus after the other, from the root down to the disk. */
bool cmdline_next_function(const char *name, size_t length, size_t *position,
			   struct pci_address *address)
{
	static const char by_path[] = "disk/by-path/", pci[] = "pci-";
	bool found = false;
	size_t i = *position;

	if (length < strlen(by_path) || memcmp(name, by_path, strlen(by_path)) != 0)
		return false;
	for (; !found && i + strlen(pci) < length; i++) {
		const char *behind = name + i + strlen(pci);

		found = !memcmp(name + i, pci, strlen(pci)) &&
			!leading_address(behind, (size_t)(name + length - behind), address);
	}
	*position = i;
	return found;
}

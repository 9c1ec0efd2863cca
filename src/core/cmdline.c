// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Reads our parameters from the kernel command line.
 */
#include "core/cmdline.h"

#include <errno.h>
#include <string.h>

#define PREFIX "vfio_prebind."

/* A word with its quotes still in it, as it stands in the text. */
struct parameter {
	const char *name;
	size_t name_length;
	const char *value; /* NULL without '=' */
	size_t value_length;
};

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* The end of the word that starts at text: white space outside double quotes. */
static const char *word_end(const char *text, const char *end)
{
	bool quoted = false;

	for (; text < end && *text && (quoted || !is_space(*text)); text++)
		if (*text == '"')
			quoted = !quoted;
	return text;
}

static bool is_quoted(const char *text, size_t length)
{
	return length >= 2 && text[0] == '"' && text[length - 1] == '"';
}

/* A word in quotes as a whole, or a value in quotes, loses them. */
static struct parameter split_word(const char *text, size_t length)
{
	struct parameter parameter = { text, length, NULL, 0 };
	const char *equals;

	if (is_quoted(text, length)) {
		parameter.name++;
		parameter.name_length -= 2;
	}
	equals = memchr(parameter.name, '=', parameter.name_length);
	if (!equals)
		return parameter;
	parameter.value = equals + 1;
	parameter.value_length = (size_t)(parameter.name + parameter.name_length - parameter.value);
	parameter.name_length = (size_t)(equals - parameter.name);
	if (is_quoted(parameter.value, parameter.value_length)) {
		parameter.value++;
		parameter.value_length -= 2;
	}
	return parameter;
}

static bool name_is(const struct parameter *parameter, const char *name)
{
	const char *wanted[] = { PREFIX, name };
	const char *p = parameter->name, *end = p + parameter->name_length;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(wanted); i++) {
		const char *w = wanted[i];

		for (; *w; w++, p++)
			if (p == end || (*p != *w && !(*p == '-' && *w == '_')))
				return false;
	}
	return p == end;
}

/* The values that the kernel's own bool parameters take (lib/kstrtox.c, kstrtobool()). */
static int parse_bool(const struct parameter *parameter, bool *out)
{
	static const char *const yes[] = { "1", "y", "Y", "yes", "on", "true" };
	static const char *const no[] = { "0", "n", "N", "no", "off", "false" };
	size_t i;

	if (!parameter->value) {
		*out = true;
		return 0;
	}
	for (i = 0; i < ARRAY_SIZE(yes); i++) {
		if (text_is(parameter->value, parameter->value_length, yes[i]) ||
		    text_is(parameter->value, parameter->value_length, no[i])) {
			*out = text_is(parameter->value, parameter->value_length, yes[i]);
			return 0;
		}
	}
	return -EINVAL;
}

static int set_bool(const struct parameter *parameter, bool *out, const char *text,
		    struct diagnostics *errors)
{
	struct parse_error error;

	if (!parse_bool(parameter, out))
		return 0;
	parse_error_quote(&error, 0, "neither 0 nor 1:", parameter->value, parameter->value_length,
			  "; the parameter does not count");
	return diagnostics_add(errors, CMDLINE_NAME, 0, (unsigned int)(parameter->value - text) + 1,
			       error.phrase);
}

int cmdline_parse(const char *text, size_t length, struct cmdline *cmdline, struct config *config,
		  struct diagnostics *errors)
{
	const char *p = text, *end = text + length;
	struct parameter devices = { 0 };
	int r = 0;

	*cmdline = (struct cmdline){ .enable = true };
	while (!r && p < end && *p) {
		const char *stop = word_end(p, end);
		struct parameter parameter = split_word(p, (size_t)(stop - p));

		if (text_is(p, (size_t)(stop - p), "--"))
			break;
		if (name_is(&parameter, "enable"))
			r = set_bool(&parameter, &cmdline->enable, text, errors);
		else if (name_is(&parameter, "debug"))
			r = set_bool(&parameter, &cmdline->debug, text, errors);
		else if (name_is(&parameter, "devices"))
			devices = parameter;
		p = stop + (stop < end && *stop);
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

/* "0000:00:1f.2" in front of [text, text + length), whatever stands behind it. 0 or -EINVAL. */
static int leading_address(const char *text, size_t length, struct pci_address *address)
{
	const char *dot = memchr(text, '.', length);
	size_t end = dot ? (size_t)(dot - text) + 2 : length;

	return end > length ? -EINVAL : pci_address_parse(text, end, false, address);
}

/* After udev's path_id: other buses may stand in front, the last function is the controller. */
int cmdline_device_address(const char *name, size_t length, struct pci_address *address)
{
	static const char by_path[] = "disk/by-path/", pci[] = "pci-";
	int r = -EINVAL;
	size_t i;

	if (length < strlen(by_path) || memcmp(name, by_path, strlen(by_path)) != 0)
		return -EINVAL;
	for (i = strlen(by_path); i + strlen(pci) < length; i++) {
		const char *behind = name + i + strlen(pci);

		if (!memcmp(name + i, pci, strlen(pci)) &&
		    !leading_address(behind, (size_t)(name + length - behind), address))
			r = 0;
	}
	return r;
}

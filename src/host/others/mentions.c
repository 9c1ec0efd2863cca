// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Reads programs as text.
 */
#include "host/others/mentions.h"

#include <ctype.h>
#include <string.h>

static bool has(const char *line, size_t length, const char *what)
{
	return memmem(line, length, what, strlen(what));
}

static bool line_binds(const char *line, size_t length)
{
	while (length && (*line == ' ' || *line == '\t')) {
		line++;
		length--;
	}
	return length && *line != '#' && *line != ';' &&
	       (has(line, length, "driver_override") || has(line, length, "/new_id") ||
		has(line, length, "vfio-pci") || has(line, length, "vfio_pci"));
}

unsigned int mentions_binding(const char *text, size_t length)
{
	const char *end = text + length, *newline;
	unsigned int number = 1;

	for (; text < end; text = newline + 1, number++) {
		newline = memchr(text, '\n', (size_t)(end - text));
		if (!newline)
			newline = end;
		if (line_binds(text, (size_t)(newline - text)))
			return number;
	}
	return 0;
}

static bool is_of_address(char c)
{
	return isxdigit((unsigned char)c) || c == ':' || c == '.';
}

static bool is_given(const struct setting *setting, const struct pci_address *address)
{
	size_t i;

	for (i = 0; i < setting->named_count; i++)
		if (!pci_address_compare(&setting->named[i], address))
			return true;
	return false;
}

static void give_names(struct settings *settings, const char *text, size_t length)
{
	const char *end = text + length, *start;

	for (; text < end; text++) {
		struct pci_address address;

		start = text;
		while (text < end && is_of_address(*text))
			text++;
		if (text - start >= 7 && text - start < PCI_ADDRESS_SIZE &&
		    !pci_address_parse(start, (size_t)(text - start), false, &address) &&
		    pci_devices_find(&settings->machine->inputs.devices, &address) &&
		    !is_given(settings->last, &address))
			setting_name(settings, &address);
	}
}

void mentions_refuse(struct settings *settings, const char *what, const char *text, size_t length)
{
	struct setting *last = settings->last;
	struct text names = { 0 };
	size_t i;

	give_names(settings, text, length);
	for (i = 0; i < last->named_count; i++) {
		char address[PCI_ADDRESS_SIZE];

		pci_address_format(&last->named[i], address);
		text_printf(&names, "%s%s", i ? ", " : "; it names ", address);
	}
	setting_problem(settings, last, "%s cannot be translated%s", what, text_string(&names));
	if (text_error(&names))
		settings->error = text_error(&names);
	text_free(&names);
}

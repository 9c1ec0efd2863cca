// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A kernel command line of any bytes: errors have their column, words are the kernel's, devices lie
 * inside, and vfio_prebind.enable=0 in front of it is the way back.
 */
#include <string.h>

#include "core/cmdline.h"
#include "fuzz/fuzz.h"

static bool is_space(char c)
{
	return c && strchr(" \t\n\v\f\r\xa0", c);
}

/* Words lie one after the other, and white space in them is within quotes. */
static void check_words(const char *text, size_t size)
{
	const char *last = text, *at;
	struct cmdline_word word;
	size_t position = 0;

	while (cmdline_next_word(text, size, &position, &word)) {
		const char *end = word.text + word.length;
		bool quoted = false;

		HOLDS(word.length && word.text >= last && end == text + position);
		HOLDS(end <= text + size);
		for (at = word.text; at < end; at++) {
			quoted ^= *at == '"';
			HOLDS(*at && (quoted || !is_space(*at)));
		}
		HOLDS(end == text + size || !*end || (!quoted && is_space(*end)));
		HOLDS(word.name >= word.text && word.name + word.name_length <= end);
		HOLDS(word.value >= word.name && word.value + word.value_length <= end);
		last = end;
	}
}

static void check_devices(const char *text, size_t size)
{
	size_t position = 0, last = 0, length;
	const char *name;

	while (cmdline_next_device(text, size, &position, &name, &length)) {
		struct pci_address address;
		char printed[PCI_ADDRESS_SIZE];
		size_t at = 0;

		HOLDS(position > last && position <= size);
		HOLDS(name >= text && name + length <= text + size);
		while (cmdline_next_function(name, length, &at, &address)) {
			HOLDS(at <= length);
			pci_address_format(&address, printed);
			HOLDS(!pci_address_parse(printed, strlen(printed), false, &address));
		}
		last = position;
	}
}

/* Whatever follows, our first word is used unless a later one is about the same. */
static void check_way_back(const char *text, size_t size)
{
	static const char word[] = "vfio-prebind.enable=0 ";
	struct diagnostics errors = { 0 };
	struct config config = { 0 };
	struct cmdline cmdline;
	char line[sizeof(word) + 1024];

	if (size > sizeof(line) - sizeof(word) || memmem(text, size, "enable", 6))
		return;
	memcpy(line, word, sizeof(word) - 1);
	memcpy(line + sizeof(word) - 1, text, size);
	HOLDS(!cmdline_parse(line, sizeof(word) - 1 + size, &cmdline, &config, &errors));
	HOLDS(!cmdline.enable);
	diagnostics_free(&errors);
	config_free(&config);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data;
	struct diagnostics errors = { 0 };
	struct config config = { 0 };
	struct cmdline cmdline;
	size_t i;

	HOLDS(!cmdline_parse(text, size, &cmdline, &config, &errors));
	fuzz_check_diagnostics(&errors);
	for (i = 0; i < errors.count; i++)
		HOLDS(errors.list[i].column && errors.list[i].column <= size + 1);
	for (i = 0; i < config.count; i++)
		HOLDS(!strcmp(config.rules[i].source.file, CMDLINE_NAME));
	check_words(text, size);
	check_devices(text, size);
	check_way_back(text, size);
	diagnostics_free(&errors);
	config_free(&config);
	return 0;
}

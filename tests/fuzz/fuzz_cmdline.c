// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A kernel command line of any bytes.
 */
#include <stdlib.h>
#include <string.h>

#include "core/cmdline.h"
#include "fuzz/fuzz.h"

static void check_devices(const char *text, size_t size)
{
	size_t position = 0, last = 0, length;
	const char *name;

	while (cmdline_next_device(text, size, &position, &name, &length)) {
		struct pci_address address;
		char printed[PCI_ADDRESS_SIZE];

		HOLDS(position > last && position <= size);
		HOLDS(name >= text && name + length <= text + size);
		if (!cmdline_device_address(name, length, &address))
			pci_address_format(&address, printed);
		last = position;
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = fuzz_copy(data, size);
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
	check_devices(text, size);
	diagnostics_free(&errors);
	config_free(&config);
	free(text);
	return 0;
}

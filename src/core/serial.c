// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Device Serial Numbers as text.
 */
#include "core/serial.h"

#include <errno.h>
#include <stdio.h>

#include "core/text.h"

#define BYTES 8

/* Constants that a vendor puts into all of its cards. */
static const uint64_t constants[] = {
	0x01000000684ce000, /* Realtek RTL8111 and RTL8125 */
};

int serial_parse(const char *text, size_t length, uint64_t *serial)
{
	uint64_t value = 0;
	size_t i;

	if (length != 3 * BYTES - 1)
		return -EINVAL;
	for (i = 0; i < BYTES; i++) {
		uint32_t byte;

		if ((i && text[3 * i - 1] != '-') || hex_parse(text + 3 * i, 2, 2, 2, &byte))
			return -EINVAL;
		value = value << 8 | byte;
	}
	*serial = value;
	return 0;
}

void serial_format(uint64_t serial, char out[SERIAL_SIZE])
{
	unsigned int byte[BYTES];
	size_t i;

	for (i = 0; i < BYTES; i++)
		byte[i] = (unsigned int)(serial >> (56 - 8 * i)) & 0xff;
	(void)snprintf(out, SERIAL_SIZE, "%02x-%02x-%02x-%02x-%02x-%02x-%02x-%02x", byte[0],
		       byte[1], byte[2], byte[3], byte[4], byte[5], byte[6], byte[7]);
}

bool serial_is_unique(uint64_t serial)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(constants); i++)
		if (serial == constants[i])
			return false;
	return serial && serial != UINT64_MAX;
}

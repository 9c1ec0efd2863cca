// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Any bytes in definitions of guests: what they name are addresses of functions or slots, on a line
 * that their file has, and each has its guest; the first definition, which is whole, is used.
 */
#include <string.h>

#include "fuzz/fuzz.h"
#include "host/guests/libvirt.h"
#include "host/guests/proxmox.h"

#define WHOLE LIBVIRT_DOMAINS "/whole.xml"

static const struct fuzz_place places[] = {
	{ LIBVIRT_DOMAINS "/z.xml", false },    /* a */
	{ PROXMOX_GUESTS "/101.conf", false },  /* b */
	{ PROXMOX_MAPPINGS, false },            /* c */
	{ "etc/hostname", false },              /* d */
	{ LIBVIRT_DOMAINS "/z.xml.bak", false } /* e: not a name that is read */
};

static const char text[] = "file etc/hostname pve\n"
			   "file " WHOLE
			   " <domain><name>whole</name><devices><hostdev type='pci' managed='yes'>"
			   "<source><address bus='1'/></source></hostdev></devices></domain>\n";

static unsigned int count_lines(struct fs *fs, const char *path)
{
	cleanup_free char *data = NULL;
	unsigned int lines = 1;
	size_t length, i;

	HOLDS(!fs_read(fs, path, SIZE_MAX, &data, &length));
	for (i = 0; i < length; i++)
		lines += data[i] == '\n' || data[i] == '\r'; /* XML: a line ends in either */
	return lines;
}

static void check_device(struct fs *fs, const struct guest_device *guest)
{
	HOLDS(guest->guest && guest->file && guest->text && guest->column);
	HOLDS(guest->line && guest->line <= count_lines(fs, guest->file + 1));
	HOLDS(!strchr(guest->text, '\n') && !strstr(guest->file, ".bak"));
	HOLDS(guest->address.device <= 0x1f);
	HOLDS(guest->address.function <= 7 && guest->address.function >= PCI_ANY);
	if (guest->option)
		HOLDS(!strncmp(guest->option, "hostpci", strlen("hostpci")) && guest->is_managed);
	else
		HOLDS(guest->address.function != PCI_ANY && !guest->mapping);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct fuzz_machine machine = FUZZ_MACHINE(text, places);
	struct fs *fs = fuzz_machine_start(&machine, data, size);
	struct guests guests = { 0 };
	size_t i;

	HOLDS(!libvirt_read(fs, &guests) && !proxmox_read(fs, &guests));
	HOLDS(guests.count && !strcmp(guests.list[0].guest, "whole") && guests.list[0].is_managed);
	for (i = 0; i < guests.count; i++)
		check_device(fs, &guests.list[i]);
	fuzz_check_diagnostics(&guests.errors);
	guests_free(&guests);
	return 0;
}

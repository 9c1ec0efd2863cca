// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The machine of the fuzz targets, as text: they are run from anywhere.
 */
#include "fuzz/fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fake/machine.h"
#include "kernel/pci_scan.h"

static const char machine[] =
	"driver serial builtin\n"
	"pci 0000:00:00.0 8086:3ec2 1458:5000 060000 group=0\n"
	"pci 0000:00:01.0 8086:1901 1458:5000 060400 group=1 driver=pcieport\n"
	"pci 0000:00:02.0 8086:2f04 1043:8600 060400 group=2 driver=pcieport\n"
	"pci 0000:00:03.0 8086:2f08 1043:8600 060400 group=3 driver=pcieport\n"
	"pci 0000:00:0e.0 8086:467f 1028:0b19 010400 group=4 host=vmd\n"
	"pci 0000:01:00.0 10de:2184 1462:3790 030000 parent=0000:00:01.0 group=1 host=nouveau\n"
	"pci 0000:01:00.1 10de:1aeb 1462:3790 040300 parent=0000:00:01.0 group=1\n"
	"pci 0000:01:00.2 10de:1aec 1462:3790 0c0330 parent=0000:00:01.0 group=1\n"
	"pci 0000:01:00.3 10de:1aed 1462:3790 0c8000 parent=0000:00:01.0 group=1\n"
	"pci 0000:03:00.0 1002:67df 1da2:e387 030000 parent=0000:00:02.0 group=30 boot_vga=1\n"
	"pci 0000:03:00.1 1002:aaf0 1da2:aaf0 040300 parent=0000:00:02.0 group=30\n"
	"pci 0000:04:00.0 1002:67df 1da2:e387 030000 parent=0000:00:03.0 group=31\n"
	"pci 0000:04:00.1 1002:aaf0 1da2:aaf0 040300 parent=0000:00:03.0 group=31\n"
	"pci 0000:05:00.0 9710:9912 a000:1000 070002 driver=serial\n"
	"pci 0000:06:00.0 10b5:8747 10b5:8747 060400 group=15 driver=pcieport\n"
	"pci 0000:07:00.0 10b5:8747 10b5:8747 060400 parent=0000:06:00.0 group=16\n"
	"pci 0000:08:00.0 144d:a80c 144d:a801 010802 parent=0000:07:00.0 group=17 host=nvme\n"
	"pci 10000:e0:06.0 8086:464d 1028:0b19 060400 parent=0000:00:0e.0 group=4\n"
	"pci 10000:e1:00.0 15b7:5011 15b7:5011 010802 parent=10000:e0:06.0 group=4 host=nvme\n";

_Noreturn void fuzz_fail(const char *condition, const char *file, int line)
{
	fprintf(stderr, "%s:%d: this does not hold: %s\n", file, line, condition);
	abort();
}

const struct pci_devices *fuzz_devices(void)
{
	static struct pci_devices devices;
	static struct fake fake;
	struct diagnostics errors = { 0 };
	struct fs *fs;

	if (devices.count)
		return &devices;
	fake_start(&fake);
	fake_now = &fake;
	HOLDS(!machine_parse(&fake, ".", "the machine", machine, strlen(machine)));
	HOLDS(!fs_open("/", &fs));
	HOLDS(!pci_scan(fs, &devices, &errors) && !pci_read_all(fs, &devices, &errors));
	HOLDS(!errors.count);
	fs_close(fs);
	return &devices;
}

char *fuzz_copy(const uint8_t *data, size_t size)
{
	char *copy = malloc(size ? size : 1);

	HOLDS(copy);
	if (size)
		memcpy(copy, data, size);
	return copy;
}

void fuzz_check_diagnostics(const struct diagnostics *diagnostics)
{
	size_t i;

	for (i = 0; i < diagnostics->count; i++) {
		const char *text = diagnostics->list[i].text;

		HOLDS(*text);
		HOLDS(strlen(text) < IMAGE_LINE_MAX);
		for (; *text; text++)
			HOLDS((unsigned char)*text >= 0x20 && (unsigned char)*text < 0x7f);
	}
}

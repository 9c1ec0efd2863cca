// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Any bytes in /sys and /proc: the input is a list of files and links that replace what a small
 * machine has there. Each record is a byte for the place, a byte for the length, and the content.
 * The whole way from reading to the end of execution must be walked without a step outside.
 */
#include <stdlib.h>
#include <string.h>

#include "core/report.h"
#include "fuzz/fuzz.h"
#include "host/image/config_text.h"
#include "host/machine/storage.h"
#include "kernel/execute.h"
#include "kernel/inputs.h"

#include "fake/machine.h"

#define DEVICE "sys/devices/pci0000:00/0000:00:01.0/0000:01:00.0/"
#define BLOCK DEVICE "nvme/nvme0/nvme0n1/"

static const char machine[] =
	"file etc/vfio-prebind.conf 01:00.*\nfile etc/vfio-prebind.conf 10de:* group=yes\n"
	"file proc/cmdline ro\nfile proc/sys/kernel/osrelease 6.1\n"
	"pci 0000:00:01.0 8086:1901 1458:5000 060400 group=1 driver=pcieport\n"
	"pci 0000:01:00.0 10de:2184 1462:3790 030000 parent=0000:00:01.0 group=1 driver=nouveau\n"
	"pci 0000:01:00.1 10de:1aeb 1462:3790 040300 parent=0000:00:01.0 group=1\n"
	"block 0000:01:00.0/nvme/nvme0/nvme0n1 259:0\nblock virtual/block/dm-0 254:0\n"
	"file sys/devices/virtual/block/dm-0/dm/name root\nslaves dm-0 nvme0n1\n"
	"file proc/self/mountinfo 28 1 254:0 / / rw - ext4 /dev/mapper/root rw\n"
	"file proc/swaps Filename\nfile proc/swaps /dev/dm-0 partition 1 0 -2\n";

static const struct {
	const char *path;
	bool link;
} places[] = {
	{ DEVICE "vendor", false },
	{ DEVICE "device", false },
	{ DEVICE "subsystem_vendor", false },
	{ DEVICE "subsystem_device", false },
	{ DEVICE "class", false },
	{ DEVICE "boot_vga", false },
	{ DEVICE "driver", true },
	{ DEVICE "iommu_group", true },
	{ "sys/bus/pci/devices/0000:01:00.0", true },
	{ "sys/bus/pci/devices/0000:01:00.1", true },
	{ "sys/bus/pci/drivers/nouveau", true },
	{ "proc/self/mountinfo", false },
	{ "proc/swaps", false },
	{ "proc/cmdline", false },
	{ "proc/sys/kernel/osrelease", false },
	{ "etc/vfio-prebind.conf", false },
	{ "sys/dev/block/254:0", true },
	{ "sys/dev/block/259:0", true },
	{ "sys/class/block/dm-0", true },
	{ "sys/devices/virtual/block/dm-0/slaves/nvme0n1", true },
	{ "sys/devices/virtual/block/dm-0/dm/name", false },
	{ "sys/fs/btrfs/x/devices/a", true },
	{ BLOCK "slaves/x", true },
};

static void replace(struct fake *fake, size_t place, const uint8_t *data, size_t size)
{
	char target[256];
	uint32_t old;
	size_t i;

	if (!tree_find(&fake->tree, places[place].path, false, &old))
		tree_remove(&fake->tree, old);
	if (!places[place].link) {
		(void)tree_add_file(&fake->tree, places[place].path, (const char *)data, size);
		return;
	}
	for (i = 0; i < size; i++)
		target[i] = data[i] ? (char)data[i] : '/';
	target[size] = '\0';
	(void)tree_add_link(&fake->tree, places[place].path, target);
}

static void apply(struct fake *fake, const uint8_t *data, size_t size)
{
	while (size >= 2) {
		size_t place = data[0] % ARRAY_SIZE(places), length = data[1];

		data += 2;
		size -= 2;
		if (length > size)
			length = size;
		replace(fake, place, data, length);
		data += length;
		size -= length;
	}
}

/* Nothing that no rule wants may have been touched. */
static void check_untouched(const struct fake *fake, const struct inputs *inputs,
			    const struct decision *decision)
{
	size_t i, j;

	for (i = 0; i < fake->device_count; i++) {
		bool wanted = false;
		char address[PCI_ADDRESS_SIZE];

		for (j = 0; j < decision->matches.count; j++) {
			pci_address_format(&decision->matches.list[j].device->address, address);
			wanted |= !strcmp(address, fake->devices[i].name) &&
				  decision->matches.list[j].verdict == VERDICT_WANTED;
		}
		HOLDS(wanted || !fake->devices[i].override[0]);
	}
	fuzz_check_diagnostics(&inputs->errors);
}

static void run(struct fs *fs, struct fake *fake)
{
	struct outcome outcomes[FAKE_DEVICES_MAX] = { 0 };
	struct progress progress = { 0 };
	struct times times = { 0 };
	struct decision decision;
	struct inputs inputs;
	struct report what = { "0", &inputs, &decision, outcomes, &times, false };
	struct text out = { 0 };

	HOLDS(!inputs_read(fs, CONFIG_HOST, &inputs));
	HOLDS(!decision_make(&inputs, &decision));
	execute_plan(fs, &decision.matches, &decision.plan, outcomes, &progress);
	settle_plan(fs, &decision.matches, outcomes, decision.matches.count);
	check_untouched(fake, &inputs, &decision);
	report_write(&what, &out);
	HOLDS(!text_error(&out));
	text_free(&out);
	decision_free(&decision);
	inputs_free(&inputs);
}

static void protect(struct fs *fs)
{
	struct protection protection = { 0 };
	struct diagnostics errors = { 0 };

	HOLDS(!storage_find(fs, &protection, &errors));
	diagnostics_free(&errors);
	protection_free(&protection);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct fake original, copy;
	struct fs *fs;

	if (!original.device_count) {
		fake_start(&original);
		HOLDS(!machine_parse(&original, ".", "the machine", machine, strlen(machine)));
	}
	fake_copy(&copy, &original);
	apply(&copy, data, size);
	fake_now = &copy;
	HOLDS(!fs_open("/", &fs));
	protect(fs);
	run(fs, &copy);
	fs_close(fs);
	return 0;
}

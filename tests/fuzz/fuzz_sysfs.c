// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Any bytes in the files and links of /sys and /proc that the boot program reads. The whole way
 * from reading to the end of execution must be walked without touching what no rule wants.
 */
#include <stdlib.h>
#include <string.h>

#include "fuzz/fuzz.h"
#include "kernel/execute.h"
#include "kernel/inputs.h"

#define DEVICE "sys/devices/pci0000:00/0000:00:01.0/0000:01:00.0/"

static const char text[] =
	"file etc/vfio-prebind.conf 01:00.*\nfile etc/vfio-prebind.conf 10de:* group=yes\n"
	"file proc/cmdline ro\nfile proc/sys/kernel/osrelease 6.1\n"
	"pci 0000:00:01.0 8086:1901 1458:5000 060400 group=1 driver=pcieport\n"
	"pci 0000:01:00.0 10de:2184 1462:3790 030000 parent=0000:00:01.0 group=1 driver=nouveau\n"
	"pci 0000:01:00.1 10de:1aeb 1462:3790 040300 parent=0000:00:01.0 group=1\n"
	"block 0000:01:00.0/nvme/nvme0/nvme0n1 259:0\n";

static const struct fuzz_place places[] = {
	{ DEVICE "modalias", false },                        /* a */
	{ DEVICE "boot_vga", false },                        /* b */
	{ DEVICE "driver", true },                           /* c */
	{ DEVICE "iommu_group", true },                      /* d */
	{ "sys/bus/pci/devices/0000:01:00.0", true },        /* e */
	{ "sys/bus/pci/devices/0000:01:00.1", true },        /* f */
	{ "sys/bus/pci/drivers/nouveau", true },             /* g */
	{ "proc/cmdline", false },                           /* h */
	{ "proc/sys/kernel/osrelease", false },              /* i */
	{ "etc/vfio-prebind.conf", false },                  /* j */
	{ "sys/class/block/nvme0n1", true },                 /* k */
	{ "sys/kernel/iommu_groups/1/devices/0:0.0", true }, /* l */
	{ "etc/vfio-prebind.conf.d/a.conf", false },         /* m */
	{ "sys/bus/pci/devices/0000:02:00.0", true },        /* n */
};

/* Nothing that no rule wants may have been touched. */
static void check_untouched(const struct fake *fake, const struct decision *decision)
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
}

static void carry_out(struct fs *fs, const struct decision *decision)
{
	struct execution *execution = calloc(1, execution_size(&decision->matches));

	HOLDS(execution);
	execution->fs = fs;
	execution->matches = &decision->matches;
	execution->plan = &decision->plan;
	execution_run(execution);
	HOLDS(execution_is_over(execution));
	execution_conclude(execution);
	free(execution);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct fuzz_machine machine = FUZZ_MACHINE(text, places);
	struct fs *fs = fuzz_machine_start(&machine, data, size);
	struct decision decision;
	struct inputs inputs;

	HOLDS(!inputs_read(fs, CONFIG_HOST, &inputs));
	fuzz_check_diagnostics(&inputs.errors);
	HOLDS(!decision_make(&inputs, &decision));
	carry_out(fs, &decision);
	check_untouched(&machine.now, &decision);
	decision_free(&decision);
	inputs_free(&inputs);
	return 0;
}

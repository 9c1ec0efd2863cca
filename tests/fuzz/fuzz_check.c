// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Any bytes in the files that "check" reads of the system: processor and IOMMU, the kernel command
 * line, the lists of a kernel's modules, os-release, modprobe.d. Each finding has a cause and
 * a cure; vfio-pci is missing only if no list contains it.
 */
#include <string.h>

#include "fuzz/fuzz.h"
#include "host/danger/danger.h"

#define MODULES "lib/modules/6.1/"

static const char text[] = "file boot/vmlinuz-6.1 x\nfile " MODULES
			   "modules.dep kernel/drivers/vfio/vfio.ko:\n"
			   "file proc/cmdline ro\n";

static const struct fuzz_place places[] = {
	{ "proc/cpuinfo", false },                 /* a */
	{ "proc/cmdline", false },                 /* b */
	{ MODULES "modules.dep", false },          /* c */
	{ MODULES "modules.builtin", false },      /* d */
	{ "etc/os-release", false },               /* e */
	{ "usr/lib/os-release", false },           /* f */
	{ "etc/modprobe.d/a.conf", false },        /* g */
	{ "lib/modprobe.d/a.conf", false },        /* h */
	{ "etc/default/grub", false },             /* i */
	{ "sys/firmware/acpi/tables/DMAR", false } /* j */
};

static const struct danger danger = { "fuzz", SEVERITY_ERROR, 0, NULL };

/* A configuration with one rule, so that there is something to look for. */
static void add_rule(struct config *config)
{
	struct diagnostics errors = { 0 };

	HOLDS(!config_add_file(config, &errors, "f", "01:00.0", 7, CONFIG_HOST));
	HOLDS(config->count == 1 && !errors.count);
}

/* Certainly built in; there are other ways to provide it. */
static bool has_module(struct fs *fs)
{
	cleanup_free char *data = NULL;
	size_t length;

	return !fs_read(fs, MODULES "modules.builtin", SIZE_MAX, &data, &length) &&
	       strlen(data) == length && strstr(data, "\nkernel/vfio-pci.ko\n");
}

static void check_findings(const struct check *check)
{
	size_t i;

	HOLDS(!check->error);
	for (i = 0; i < check->count; i++) {
		HOLDS(check->list[i].cause.length && check->list[i].cure.length);
		HOLDS(!check->list[i].kernel.length ||
		      (!strcmp(check->list[i].kernel.data, "6.1") &&
		       !has_module(check->machine->fs)));
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct fuzz_machine fuzzed = FUZZ_MACHINE(text, places);
	static struct pci_device alone;  /* without an IOMMU group */
	static struct next_boot nothing; /* configured, for the images, of which there are none */
	struct machine machine = { .sysroot = "/", .is_captured = true };
	struct check check;

	alone.group = -1;
	machine.inputs.devices = (struct pci_devices){ .list = &alone, .count = 1 };
	machine.inputs.cmdline.enable = size % 2;
	machine.fs = fuzz_machine_start(&fuzzed, data, size);
	HOLDS(!config_files_read_cmdline(&machine.files, machine.fs, &machine.running,
					 &machine.cmdline));
	add_rule(&machine.inputs.config);
	HOLDS(!check_open(&check, &machine, NULL));
	check.danger = &danger;
	check.next_boot = &nothing;
	find_disabled(&check);
	find_iommu_off(&check);
	find_vfio_missing(&check);
	find_vfio_blacklisted(&check);
	find_modprobe_ids(&check);
	check_findings(&check);
	check_close(&check);
	config_files_free(&machine.files);
	config_free(&machine.inputs.config);
	return 0;
}

// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * By the boot entries, by who has made them, and by the programs that are installed.
 */
#include "host/loader/find.h"

#include <string.h>

#include "host/base/spawn.h"
#include "host/entries/read.h"
#include "host/loader/grub_defaults.h"
#include "host/loader/kernel_cmdline.h"

#define SYSCONFIG "etc/sysconfig/bootloader"
#define SYSCONFIG_MAX ((size_t)64 * 1024)

static bool has_maker(const struct boot_machine *machine, enum entry_maker maker)
{
	const struct boot_entries *entries = &machine->entries;
	size_t i;

	for (i = 0; i < entries->count; i++)
		if (entry_find_maker(machine, &entries->list[i]) == maker)
			return true;
	return false;
}

/* Those of openSUSE's "grub2-bls", which is read as GRUB and has no grub.cfg, too. */
static bool is_sdbootutil(const struct boot_machine *machine)
{
	static const char key[] = "LOADER_TYPE=", grub[] = "grub2-bls";
	cleanup_free char *data = NULL;
	const char *line;
	size_t length;

	if (!run_has(machine->fs, "sdbootutil"))
		return false;
	if (has_maker(machine, ENTRY_BY_SDBOOTUTIL))
		return true;
	if (fs_read(machine->fs, SYSCONFIG, SYSCONFIG_MAX, &data, &length))
		return false;
	for (line = strstr(data, key); line && line > data && line[-1] != '\n';
	     line = strstr(line + 1, key))
		;
	line = line ? line + strlen(key) : "";
	return !strncmp(line + (*line == '"'), grub, strlen(grub));
}

/* Nothing shows who has made the entries: files of kernel-install(8) that it takes words from. */
static bool has_kernel_install_files(struct fs *fs)
{
	return run_has(fs, "kernel-install") &&
	       (fs_exists(fs, KERNEL_CMDLINE) || fs_exists(fs, "boot/loader/loader.conf") ||
		fs_exists(fs, "boot/efi/loader/loader.conf") ||
		fs_exists(fs, "efi/loader/loader.conf"));
}

static bool is_kernel_install(const struct boot_machine *machine)
{
	return machine->entries.count ? has_maker(machine, ENTRY_BY_KERNEL_INSTALL)
				      : has_kernel_install_files(machine->fs);
}

static enum loader find_grub(const struct boot_machine *machine)
{
	struct fs *fs = machine->fs;

	if (run_has(fs, "grubby"))
		return LOADER_GRUBBY;
	if (!fs_exists(fs, GRUB_DEFAULTS))
		return LOADER_UNKNOWN;
	if (grub_has_drop_ins(fs))
		return LOADER_GRUB;
	return run_has(fs, "update-grub") || run_has(fs, "grub2-mkconfig") ||
			       run_has(fs, "grub-mkconfig")
		       ? LOADER_GRUB_FILE
		       : LOADER_UNKNOWN;
}

enum loader loader_find_in(const struct boot_machine *machine)
{
	bool is_other = machine->loader == BOOT_SYSTEMD || machine->loader == BOOT_STUB;
	enum loader grub;

	if (fs_exists(machine->fs, "run/ostree-booted"))
		return LOADER_OSTREE;
	if (refresh_is_by_proxmox(machine->fs))
		return LOADER_PROXMOX;
	if (is_sdbootutil(machine))
		return LOADER_SDBOOTUTIL;
	if (has_maker(machine, ENTRY_BY_KERNELSTUB))
		return LOADER_KERNELSTUB;
	if (is_other)
		return is_kernel_install(machine) ? LOADER_KERNEL_INSTALL : LOADER_UNKNOWN;
	grub = find_grub(machine);
	if (grub != LOADER_UNKNOWN || machine->loader == BOOT_GRUB)
		return grub;
	return is_kernel_install(machine) ? LOADER_KERNEL_INSTALL : LOADER_UNKNOWN;
}

enum loader loader_find(struct fs *fs)
{
	enum loader loader = LOADER_UNKNOWN;
	struct boot_machine machine;
	int r = boot_machine_use(&machine, fs);

	if (!r)
		r = boot_machine_read(&machine);
	if (!r)
		loader = loader_find_in(&machine);
	boot_machine_close(&machine);
	return loader;
}

const char *loader_name(enum loader loader)
{
	static const char *const names[] = {
		[LOADER_UNKNOWN] = "unknown",
		[LOADER_GRUB] = "GRUB",
		[LOADER_GRUB_FILE] = "GRUB",
		[LOADER_GRUBBY] = "grubby",
		[LOADER_KERNEL_INSTALL] = "systemd-boot",
		[LOADER_SDBOOTUTIL] = "sdbootutil",
		[LOADER_PROXMOX] = "proxmox-boot-tool",
		[LOADER_KERNELSTUB] = "kernelstub",
		[LOADER_OSTREE] = "rpm-ostree",
	};

	return names[loader];
}

bool loader_can_change(enum loader loader)
{
	return loader != LOADER_UNKNOWN && loader != LOADER_OSTREE;
}

// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Which boot loader there is, and the filesystems that it reads.
 */
#include "host/entries/places.h"

#include <ctype.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "core/error.h"
#include "core/text.h"
#include "host/base/efi.h"
#include "host/base/partition.h"
#include "host/base/sysroot.h"
#include "host/entries/mounts.h"

#define PROXMOX_PARTITIONS "etc/kernel/proxmox-boot-uuids"
#define PROXMOX_PARTITIONS_MAX ((size_t)4096)
#define UUID_SIZE 37

static bool is_directory(struct fs *fs, const char *path)
{
	struct stat st;

	return !fs_stat(fs, path, &st) && S_ISDIR(st.st_mode);
}

static bool is_uuid(const char *text, size_t length)
{
	return length && length < UUID_SIZE && strspn(text, "0123456789abcdefABCDEF-") >= length;
}

/* Where there is no mount of it. */
static int open_partition(struct boot_machine *machine, const char *device, const char *name)
{
	struct boot_entries *entries = &machine->entries;
	char prefix[FS_PATH_SIZE];
	struct fs *fs = machine->fs;
	size_t place;
	int r;

	*prefix = '\0';
	if (is_directory(fs, device))
		r = fs_path(prefix, "%s/", device);
	else
		r = machine->may_mount ? partition_open(name, &fs) : -ENOENT;
	if (r == -EPERM)
		return diagnostics_add(&entries->errors, name, 0, 0, "is readable by root only");
	if (r)
		return r == -ENOMEM ? r
				    : diagnostics_add_error(&entries->errors, name,
							    "cannot determine the boot entries", r);
	r = entries_add_place(entries, fs, name, prefix, &place);
	if (!r)
		entries->places[place].is_own = fs != machine->fs;
	else if (fs != machine->fs)
		fs_close(fs);
	return r;
}

static int open_device(struct boot_machine *machine, const struct mounts *mounts,
		       const char *device)
{
	const char *target = mounts_target(mounts, device);
	char path[FS_PATH_SIZE];
	size_t place;
	int r;

	if (!target) {
		r = fs_path(path, "/%s", device);
		return r ? r : open_partition(machine, device, path);
	}
	r = fs_path(path, "%s/", target + strspn(target, "/"));
	return r ? r : entries_add_place(&machine->entries, machine->fs, "", path, &place);
}

/* The UUIDs of the partitions that proxmox-boot-tool(8) copies to, one per line. */
static int open_proxmox(struct boot_machine *machine, const struct mounts *mounts)
{
	cleanup_free char *data = NULL;
	size_t length;
	char *line, *save = NULL;
	int r = fs_read(machine->fs, PROXMOX_PARTITIONS, PROXMOX_PARTITIONS_MAX, &data, &length);

	if (r)
		return r == -ENOENT ? 0
				    : diagnostics_add_error(&machine->entries.errors,
							    "/" PROXMOX_PARTITIONS,
							    "cannot determine the boot entries", r);
	for (line = strtok_r(data, "\n", &save); !r && line; line = strtok_r(NULL, "\n", &save)) {
		char device[FS_PATH_SIZE];

		if (!is_uuid(line, strlen(line)))
			continue;
		machine->is_proxmox = true;
		r = fs_path(device, "dev/disk/by-uuid/%s", line);
		if (!r)
			r = open_device(machine, mounts, device);
	}
	return r;
}

/* The partition that the boot loader was started from, by its own word. false: not told. */
static bool loader_device(struct fs *fs, char out[FS_PATH_SIZE])
{
	char uuid[EFI_TEXT_SIZE], *c;

	if (efi_read(fs, "LoaderDevicePartUUID", uuid) || !is_uuid(uuid, strlen(uuid)))
		return false;
	for (c = uuid; *c; c++)
		*c = (char)tolower((unsigned char)*c);
	return !fs_path(out, "dev/disk/by-partuuid/%s", uuid);
}

/* Without that word: the first mount point of an EFI system partition that has boot entries. */
static int open_mounted(struct boot_machine *machine)
{
	static const char *const prefixes[] = { "efi/", "boot/efi/", "boot/" };
	size_t place, i;

	for (i = 0; i < ARRAY_SIZE(prefixes); i++) {
		char entries[FS_PATH_SIZE], unified[FS_PATH_SIZE];

		if (!fs_path(entries, "%sloader/entries", prefixes[i]) &&
		    !fs_path(unified, "%sEFI/Linux", prefixes[i]) &&
		    (is_directory(machine->fs, entries) || is_directory(machine->fs, unified)))
			return entries_add_place(&machine->entries, machine->fs, "", prefixes[i],
						 &place);
	}
	return 0;
}

/* The EFI system partition, and /boot if it is another one with entries: both make one menu. */
static int open_menu(struct boot_machine *machine, const struct mounts *mounts)
{
	static const char extended[] = "boot/";
	struct boot_entries *entries = &machine->entries;
	char device[FS_PATH_SIZE];
	size_t place;
	int r = loader_device(machine->fs, device) ? open_device(machine, mounts, device)
						   : open_mounted(machine);

	if (r || (entries->place_count && !strcmp(entries->places[0].prefix, extended)) ||
	    !is_directory(machine->fs, "boot/loader/entries"))
		return r;
	return entries_add_place(entries, machine->fs, "", extended, &place);
}

static bool has_grub(struct fs *fs)
{
	return fs_exists(fs, "boot/grub/grub.cfg") || fs_exists(fs, "boot/grub2/grub.cfg") ||
	       fs_exists(fs, "etc/grub2.cfg") || fs_exists(fs, "etc/grub2-efi.cfg");
}

/* GRUB and firmware that starts unified images need not say who they are. */
static enum boot_loader find_loader(struct fs *fs)
{
	static const char systemd[] = "systemd-boot";
	char text[EFI_TEXT_SIZE];

	if (!efi_read(fs, "LoaderInfo", text) && !strncmp(text, systemd, strlen(systemd)))
		return BOOT_SYSTEMD;
	if (efi_read(fs, "LoaderInfo", text) && !efi_read(fs, "StubInfo", text))
		return BOOT_STUB;
	return has_grub(fs) ? BOOT_GRUB : BOOT_UNKNOWN;
}

static int open_places(struct boot_machine *machine, const struct mounts *mounts)
{
	size_t place;
	int r = open_proxmox(machine, mounts);

	if (r || machine->is_proxmox)
		return r;
	machine->loader = find_loader(machine->fs);
	if (machine->loader == BOOT_GRUB)
		return entries_add_place(&machine->entries, machine->fs, "", "", &place);
	return open_menu(machine, mounts);
}

static int find_places(struct boot_machine *machine)
{
	struct mounts mounts;
	int r = mounts_read(&mounts, machine->fs);

	if (!r)
		r = open_places(machine, &mounts);
	mounts_free(&mounts);
	return r;
}

int boot_machine_open(struct boot_machine *machine, const char *sysroot)
{
	int r;

	*machine = (struct boot_machine){ .owns_fs = true,
					  .may_mount = !sysroot_is_captured(sysroot) };
	r = sysroot_open(sysroot, &machine->fs);
	return r ? r : find_places(machine);
}

int boot_machine_use(struct boot_machine *machine, struct fs *fs)
{
	*machine = (struct boot_machine){ .fs = fs };
	return find_places(machine);
}

void boot_machine_close(struct boot_machine *machine)
{
	entries_free(&machine->entries);
	if (machine->owns_fs)
		fs_close(machine->fs);
	machine->fs = NULL;
}

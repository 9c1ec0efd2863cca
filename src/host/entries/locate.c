// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Paths of boot loaders, and the release of a kernel.
 */
#include "host/entries/locate.h"

#include <ctype.h>
#include <errno.h>
#include <string.h>
#include <strings.h>

#include "core/text.h"
#include "host/base/efi.h"
#include "host/entries/uki.h"
#include "host/image/inspect.h"

#define BY_UUID "dev/disk/by-uuid"

static int set_unread(struct boot_entry *entry, const char *format, const char *what)
{
	struct text text = { 0 };
	int r;

	text_printf(&text, format, what);
	r = text_error(&text) ? -ENOMEM : entry_set(&entry->unread, text.data, text.length);
	text_free(&text);
	return r;
}

/* Those of systemd-boot, and of GRUB on a partition of Proxmox, are on the place itself. */
static int locate_in_place(const struct boot_place *place, char **path)
{
	char located[FS_PATH_SIZE];

	if (fs_path(located, "%s%s", place->prefix, *path + strspn(*path, "/\\")))
		return -ENOENT;
	return entry_set(path, located, strlen(located));
}

/* Where no mount is known: a partition of its own, or the root filesystem. */
static int guess(struct fs *fs, const char *path, char out[FS_PATH_SIZE])
{
	const char *const prefixes[] = { "", "boot/" };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(prefixes); i++)
		if (!fs_path(out, "%s%s", prefixes[i], path + strspn(path, "/")) &&
		    fs_exists(fs, out))
			return 0;
	return -ENOENT;
}

static int locate_mounted(const struct boot_machine *machine, const struct mounts *mounts,
			  const struct boot_entry *entry, char **path)
{
	char device[FS_PATH_SIZE], located[FS_PATH_SIZE];
	bool is_named = entry->filesystem && fs_exists(machine->fs, BY_UUID);
	int r = is_named ? fs_path(device, BY_UUID "/%s", entry->filesystem) : 0;

	if (r)
		return -ENODEV;
	r = mounts_locate(mounts, is_named ? device : NULL, *path, located);
	if (r == -ENODEV && !is_named)
		r = guess(machine->fs, *path, located);
	return r ? r : entry_set(path, located, strlen(located));
}

/* GRUB's own name for a disk says nothing here. */
static bool has_device(const char *path)
{
	return *path == '(';
}

static bool is_in_place(const struct boot_machine *machine, const struct boot_entry *entry)
{
	const char *name = machine->entries.places[entry->place].name;
	const char *uuid = strrchr(name, '/');

	if (entry->loader != BOOT_GRUB)
		return true;
	return machine->is_proxmox &&
	       (!entry->filesystem || !uuid || !strcasecmp(uuid + 1, entry->filesystem));
}

static int locate_path(const struct boot_machine *machine, const struct mounts *mounts,
		       struct boot_entry *entry, char **path)
{
	int r;

	if (is_in_place(machine, entry))
		r = locate_in_place(&machine->entries.places[entry->place], path);
	else if (entry->unread)
		return 0;
	else if (has_device(*path))
		return set_unread(entry, "'%s' is on a disk that only GRUB knows by this name",
				  *path);
	else
		r = locate_mounted(machine, mounts, entry, path);
	if (r == -ENODEV)
		return set_unread(entry, "its files are on the filesystem %s, which is not mounted",
				  entry->filesystem ? entry->filesystem : "of /boot");
	if (r != -ENOENT)
		return r;
	entry->is_missing = true;
	return set_unread(entry, "%s is missing on its filesystem", *path);
}

/* "6.1.0-28-amd64", and neither "linux" nor the 1 that ostree counts from. */
static bool is_release(const char *name)
{
	return isdigit((unsigned char)*name) && strchr(name, '.') && is_kernel_name(name);
}

/* "boot/vmlinuz-6.1.0-28-amd64", "efi/TOKEN/6.1.0-28-amd64/linux"; "": neither. */
static void release_from_path(const char *path, char out[KERNEL_NAME_SIZE])
{
	static const char *const names[] = { "vmlinuz-", "vmlinux-", "kernel-" };
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
	const char *before = slash ? memrchr(path, '/', (size_t)(slash - path)) : NULL;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(names); i++)
		if (!strncmp(name, names[i], strlen(names[i])) &&
		    is_release(name + strlen(names[i]))) {
			memcpy(out, name + strlen(names[i]), strlen(name + strlen(names[i])) + 1);
			return;
		}
	*out = '\0';
	if (!before || slash - before > KERNEL_NAME_SIZE)
		return;
	memcpy(out, before + 1, (size_t)(slash - before - 1));
	out[slash - before - 1] = '\0';
	if (!is_release(out))
		*out = '\0';
}

/* An entry of type 1 names a unified image only; its own words are passed instead of the image's.
 */
static int read_unified(const struct boot_machine *machine, struct boot_entry *entry)
{
	struct boot_entry image = { .profile = entry->profile };
	struct fs *fs = machine->entries.places[entry->place].fs;
	cleanup_close int fd = fs_open_file(fs, entry->kernel);
	int r = fd < 0 ? -ENOENT : uki_read(fd, &image);

	if (r == -EBADMSG || r == -ENOEXEC)
		r = set_unread(entry, "/%s is not a whole unified kernel image", entry->kernel);
	else if (!r && entry->profile && entry->profile >= uki_count_profiles(fd))
		r = set_unread(entry, "/%s does not have the profile of the entry", entry->kernel);
	else if (!r && image.release)
		r = entry_set(&entry->release, image.release, strlen(image.release));
	if (!r && image.words && (!entry->words || efi_is_secure(machine->fs)))
		r = entry_set(&entry->words, image.words, strlen(image.words));
	entry_free(&image);
	return r == -ENOMEM ? r : 0;
}

/* The kernel itself knows it best; not all have a header that tells. */
static int find_release(const struct boot_machine *machine, struct boot_entry *entry)
{
	struct fs *fs = machine->entries.places[entry->place].fs;
	int fd = entry->unread || entry->is_unified ? -1 : fs_open_file(fs, entry->kernel);
	char release[KERNEL_NAME_SIZE];
	int r = -ENOENT;

	if (fd >= 0) {
		r = kernel_read_release(fd, 0, &entry->release);
		close(fd);
	}
	if (r != -ENOENT || entry->release)
		return r == -ENOENT ? 0 : r;
	release_from_path(entry->kernel, release);
	if (*release)
		return entry_set(&entry->release, release, strlen(release));
	if (entry->version && !entry->is_unified && is_release(entry->version))
		return entry_set(&entry->release, entry->version, strlen(entry->version));
	return 0;
}

int entry_locate(const struct boot_machine *machine, const struct mounts *mounts,
		 struct boot_entry *entry)
{
	int r = locate_path(machine, mounts, entry, &entry->kernel);
	size_t i;

	for (i = 0; !r && i < entry->image_count; i++)
		r = locate_path(machine, mounts, entry, &entry->images[i]);
	if (!r && entry->is_unified && !entry->unread && strcmp(entry->file, entry->kernel) != 0)
		r = read_unified(machine, entry);
	return r ? r : find_release(machine, entry);
}

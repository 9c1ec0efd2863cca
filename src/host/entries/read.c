// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Reads the menus, finds the files of their entries, and marks the entry that was booted.
 */
#include "host/entries/read.h"

#include <errno.h>
#include <string.h>
#include <strings.h>

#include "core/cmdline.h"
#include "core/text.h"
#include "host/base/efi.h"
#include "host/base/version.h"
#include "host/entries/addons.h"
#include "host/entries/grub.h"
#include "host/entries/locate.h"
#include "host/entries/systemd_boot.h"
#include "kernel/inputs.h"

#define EFI "sys/firmware/efi"

/* Where GRUB's files are; links lead to what grub2-mkconfig(8) writes on this kind of machine. */
static const struct grub_place {
	const char *config, *environment, *imported; /* the last without "loader/entries" */
} grub_places[] = {
	{ "etc/grub2-efi.cfg", "boot/grub2/grubenv", "boot/" },
	{ "etc/grub2.cfg", "boot/grub2/grubenv", "boot/" },
	{ "boot/grub/grub.cfg", "boot/grub/grubenv", "boot/" },
	{ "boot/grub2/grub.cfg", "boot/grub2/grubenv", "boot/" },
};

static const struct grub_place proxmox_place = { "grub/grub.cfg", "grub/grubenv", "" };

static const char unknown[] = "cannot determine the boot entries";

/* Moves the entries from first on to a list of their own. */
static int split(struct boot_entries *entries, size_t first, struct boot_entries *out)
{
	int r = 0;

	while (!r && entries->count > first)
		r = entries_add(out, &entries->list[--entries->count]);
	return r;
}

/* The entries that GRUB may import. */
static int read_imported(struct boot_entries *entries, const struct boot_place *place,
			 const char *below, struct boot_entries *imported)
{
	size_t first = entries->count, from;
	char prefix[FS_PATH_SIZE];
	int r = fs_path(prefix, "%s%s", place->prefix, below);

	if (!r)
		r = entries_add_place(entries, place->fs, place->name, prefix, &from);
	if (!r)
		r = systemd_boot_read_type1(entries, from);
	return r ? r : split(entries, first, imported);
}

/* An imported entry has a file of its own. */
static int set_places(struct boot_entries *entries, size_t first, size_t place, const char *config)
{
	int r = 0;

	for (; !r && first < entries->count; first++) {
		struct boot_entry *entry = &entries->list[first];

		entry->place = place;
		if (!entry->file)
			r = entry_set(&entry->file, config, strlen(config));
	}
	return r;
}

static int parse_grub(struct boot_entries *entries, size_t index, const struct grub_place *paths,
		      const char *config, struct grub_files *files)
{
	const struct boot_place *place = &entries->places[index];
	struct boot_entries imported = { 0 };
	cleanup_free char *environment = NULL;
	size_t first = entries->count;
	char path[FS_PATH_SIZE];
	int r = fs_path(path, "%s%s", place->prefix, paths->environment);

	if (!r && !fs_read(place->fs, path, GRUB_ENVIRONMENT_MAX, &environment,
			   &files->environment_length))
		files->environment = environment;
	files->imported = &imported;
	if (!r)
		r = read_imported(entries, place, paths->imported, &imported);
	if (!r)
		r = grub_read(files, entries);
	if (!r)
		r = set_places(entries, first, index, config);
	entries_free(&imported);
	return r;
}

/* -ENOENT: it is not there. */
static int read_grub(struct boot_entries *entries, size_t index, const struct grub_place *paths)
{
	const struct boot_place *place = &entries->places[index];
	cleanup_free char *config = NULL;
	struct grub_files files = { 0 };
	char path[FS_PATH_SIZE];
	int r = fs_path(path, "%s%s", place->prefix, paths->config);

	if (!r)
		r = fs_read(place->fs, path, GRUB_CONFIG_MAX, &config, &files.config_length);
	files.config = config;
	if (!r)
		return parse_grub(entries, index, paths, path, &files);
	return r == -ENOENT || r == -ENOMEM ? r
					    : entries_add_error(entries, place, path, unknown, r);
}

static int read_first_grub(struct boot_machine *machine)
{
	size_t i = fs_exists(machine->fs, EFI) ? 0 : 1;
	int r = -ENOENT;

	for (; r == -ENOENT && i < ARRAY_SIZE(grub_places); i++)
		r = read_grub(&machine->entries, 0, &grub_places[i]);
	return r == -ENOENT ? 0 : r;
}

/* Since 257, each profile of a unified image is in the menu. '~' is older than its first release.
 */
static bool shows_profiles(struct fs *fs)
{
	char loader[EFI_TEXT_SIZE];

	return !efi_read(fs, "LoaderInfo", loader) &&
	       version_compare(loader, "systemd-boot 257~") >= 0;
}

static int read_systemd_boot(struct boot_machine *machine, size_t first_place, size_t end)
{
	struct boot_entries *entries = &machine->entries;
	bool has_profiles = shows_profiles(machine->fs);
	size_t first = entries->count, place;
	int r = 0;

	for (place = first_place; !r && place < end; place++) {
		r = systemd_boot_read_type1(entries, place);
		if (!r)
			r = systemd_boot_read_unified(entries, place, BOOT_SYSTEMD, has_profiles);
	}
	return r ? r : systemd_boot_choose(entries, first, first_place, machine->fs);
}

/* What the firmware starts is in its variables, which name a loader and not what it loads. */
static int read_stub(struct boot_machine *machine)
{
	struct boot_entries *entries = &machine->entries;
	size_t place;
	int r = 0;

	for (place = 0; !r && place < entries->place_count; place++)
		r = systemd_boot_read_unified(entries, place, BOOT_STUB, false);
	if (!r && entries->count == 1)
		entries->list[0].is_default = true;
	return r;
}

/* Somebody reads these entries, by what rules is not known: none is the default. */
static int read_unknown(struct boot_machine *machine)
{
	struct boot_entries *entries = &machine->entries;
	size_t i;
	int r = read_systemd_boot(machine, 0, entries->place_count);

	for (i = 0; i < entries->count; i++) {
		entries->list[i].loader = BOOT_UNKNOWN;
		entries->list[i].is_default = false;
	}
	return r;
}

static bool is_systemd_boot(const struct boot_machine *machine, const struct boot_place *place)
{
	static const char *const grubs[] = { "grubx64.efi", "grubaa64.efi" };
	char path[FS_PATH_SIZE];
	size_t i;

	if (!fs_exists(machine->fs, EFI))
		return false;
	for (i = 0; i < ARRAY_SIZE(grubs); i++)
		if (!fs_path(path, "%sEFI/proxmox/%s", place->prefix, grubs[i]) &&
		    fs_exists(place->fs, path))
			return false;
	return true;
}

/* Each partition of Proxmox can boot by itself. */
static int read_proxmox(struct boot_machine *machine)
{
	struct boot_entries *entries = &machine->entries;
	size_t count = entries->place_count, place;
	int r = 0;

	for (place = 0; !r && place < count; place++) {
		if (is_systemd_boot(machine, &entries->places[place])) {
			r = read_systemd_boot(machine, place, place + 1);
			continue;
		}
		r = read_grub(entries, place, &proxmox_place);
		if (r == -ENOENT)
			r = entries_add_error(entries, &entries->places[place],
					      entries->places[place].prefix, unknown, r);
	}
	return r;
}

static int read_menus(struct boot_machine *machine)
{
	if (machine->is_proxmox)
		return read_proxmox(machine);
	switch (machine->loader) {
	case BOOT_GRUB:
		return read_first_grub(machine);
	case BOOT_SYSTEMD:
		return read_systemd_boot(machine, 0, machine->entries.place_count);
	case BOOT_STUB:
		return read_stub(machine);
	case BOOT_UNKNOWN:
		return read_unknown(machine);
	}
	return 0;
}

/* --- what was booted ------------------------------------------------------------------------ */

/* GRUB's first word is the kernel's path; the others are those of the entry. */
static void mark_grub(struct boot_machine *machine)
{
	static const char key[] = "BOOT_IMAGE=";
	cleanup_free char *data = NULL;
	const char *path, *words;
	size_t length, i;

	if (fs_read(machine->fs, CMDLINE_PATH, CMDLINE_MAX, &data, &length) ||
	    strncmp(data, key, strlen(key)) != 0)
		return;
	data[strcspn(data, "\n")] = '\0';
	path = data + strlen(key);
	words = path + strcspn(path, " ");
	length = (size_t)(words - path);
	words += strspn(words, " ");
	if (*path == '(' && memchr(path, ')', length)) {
		const char *end = strchr(path, ')') + 1;

		length -= (size_t)(end - path);
		path = end;
	}
	for (i = 0; i < machine->entries.count; i++) {
		struct boot_entry *entry = &machine->entries.list[i];

		if (entry->loader == BOOT_GRUB && text_is(path, length, entry->kernel) &&
		    !strcmp(words, entry->words ? entry->words : "")) {
			entry->is_booted = true;
			return; /* the same in another submenu */
		}
	}
}

/* By the id that the loader tells, or by the path that the stub does: "\EFI\Linux\arch.efi". */
static void mark_efi(struct boot_machine *machine)
{
	struct boot_entries *entries = &machine->entries;
	char id[EFI_TEXT_SIZE], path[EFI_TEXT_SIZE], *c;
	bool has_id = !efi_read(machine->fs, "LoaderEntrySelected", id);
	bool has_path = !efi_read(machine->fs, "LoaderImageIdentifier", path);
	struct boot_entry *found = NULL;
	size_t i;

	for (c = path; has_path && *c; c++)
		if (*c == '\\')
			*c = '/';
	for (i = 0; i < entries->count; i++) {
		struct boot_entry *entry = &entries->list[i];
		bool is_it = entry->loader == BOOT_SYSTEMD
				     ? has_id && !strcasecmp(entry->id, id)
				     : entry->loader == BOOT_STUB && has_path &&
					       !strcasecmp(entry->kernel, path + (*path == '/'));

		if (is_it && found)
			return; /* two partitions have this GUID: it does not tell which one */
		found = is_it ? entry : found;
	}
	if (found)
		found->is_booted = true;
}

static int read_files(const struct boot_machine *machine, const struct mounts *mounts,
		      struct boot_entry *entry)
{
	int r = entry_locate(machine, mounts, entry);

	return r ? r : addons_read(machine, entry);
}

int boot_machine_read(struct boot_machine *machine)
{
	struct mounts mounts;
	size_t i;
	int r = read_menus(machine);

	if (r)
		return r;
	mark_grub(machine);
	mark_efi(machine);
	r = mounts_read(&mounts, machine->fs);
	for (i = 0; !r && i < machine->entries.count; i++)
		r = read_files(machine, &mounts, &machine->entries.list[i]);
	mounts_free(&mounts);
	return r;
}

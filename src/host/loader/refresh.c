// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * proxmox-boot-tool(8), kernelstub(1), sdbootutil(8) and kernel-install(8).
 */
#include "host/loader/refresh.h"

#include <errno.h>
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

#include "host/base/spawn.h"
#include "host/entries/read.h"

#define PROXMOX_PARTITIONS "etc/kernel/proxmox-boot-uuids"
#define CONF_MAX ((size_t)64 * 1024)

/* --- who has made an entry ------------------------------------------------------------------ */

/* The last "layout=" of the file that kernel-install(8) takes is for unified images. */
static bool makes_unified(struct fs *fs)
{
	static const char *const files[] = {
		"etc/kernel/install.conf",
		"run/kernel/install.conf",
		"usr/local/lib/kernel/install.conf",
		"usr/lib/kernel/install.conf",
	};
	static const char key[] = "layout=";
	cleanup_free char *data = NULL;
	bool is_unified = false;
	char *line, *save = NULL;
	size_t length, i;
	int r = -ENOENT;

	for (i = 0; r == -ENOENT && i < ARRAY_SIZE(files); i++)
		r = fs_read(fs, files[i], CONF_MAX, &data, &length);
	if (r)
		return false;
	for (line = strtok_r(data, "\n", &save); line; line = strtok_r(NULL, "\n", &save)) {
		line += strspn(line, " \t");
		line[strcspn(line, " \t\r")] = '\0';
		if (!strncmp(line, key, strlen(key)))
			is_unified = !strcmp(line + strlen(key), "uki");
	}
	return is_unified;
}

static bool has_name(const char *path, const char *format, const char *release)
{
	char pattern[FS_PATH_SIZE];

	return !fs_path(pattern, format, release) && !fnmatch(pattern, path, 0);
}

/* ".../TOKEN/RELEASE/linux", "EFI/Linux/TOKEN-RELEASE.efi", with a boot counter "+3" too. */
static bool is_by_kernel_install(struct fs *fs, const struct boot_entry *entry)
{
	if (!run_has(fs, "kernel-install"))
		return false;
	if (!entry->is_unified)
		return has_name(entry->kernel, "*/%s/linux", entry->release);
	return makes_unified(fs) && (has_name(entry->kernel, "*-%s.efi", entry->release) ||
				     has_name(entry->kernel, "*-%s+*.efi", entry->release));
}

/* A release is part of patterns and commands: no byte of it may be special. */
static bool has_release(const struct boot_entry *entry)
{
	return entry->release && is_kernel_name(entry->release);
}

/* "EFI/Pop_OS-UUID/vmlinuz.efi" in "Pop_OS-current.conf" or "Pop_OS-oldkern.conf". */
static bool is_by_kernelstub(struct fs *fs, const struct boot_entry *entry)
{
	return run_has(fs, "kernelstub") && !fnmatch("*EFI/*-*/vmlinuz*", entry->kernel, 0) &&
	       (!fnmatch("*-current.conf", entry->id, 0) ||
		!fnmatch("*-oldkern.conf", entry->id, 0));
}

bool refresh_is_by_proxmox(struct fs *fs)
{
	cleanup_free char *data = NULL;
	size_t length;

	return run_has(fs, "proxmox-boot-tool") &&
	       !fs_read(fs, PROXMOX_PARTITIONS, CONF_MAX, &data, &length) &&
	       strpbrk(data, "0123456789abcdefABCDEF");
}

enum entry_maker entry_find_maker(const struct boot_machine *machine,
				  const struct boot_entry *entry)
{
	struct fs *fs = machine->fs;

	if (machine->is_proxmox)
		return ENTRY_BY_PROXMOX;
	if (!entry->kernel || !entry->id)
		return ENTRY_BY_HAND;
	if (is_by_kernelstub(fs, entry))
		return ENTRY_BY_KERNELSTUB;
	if (!has_release(entry))
		return ENTRY_BY_HAND;
	if (run_has(fs, "sdbootutil") && has_name(entry->kernel, "*/%s/linux-*", entry->release))
		return ENTRY_BY_SDBOOTUTIL;
	return is_by_kernel_install(fs, entry) ? ENTRY_BY_KERNEL_INSTALL : ENTRY_BY_HAND;
}

/* --- what makes it again -------------------------------------------------------------------- */

/* The first of these files that there is, with a leading '/'. */
static bool find_file(struct fs *fs, const char *const places[], size_t count, const char *release,
		      char path[FS_PATH_SIZE])
{
	size_t i;

	for (i = 0; i < count; i++)
		if (!fs_path(path, places[i], release) && fs_exists(fs, path + 1))
			return true;
	return false;
}

/*
 * As Debian's hooks do, with the image that is in /boot: without it, a plug-in makes another one.
 * (systemd 252 has no "add-all".)
 */
static bool set_kernel_install(struct fs *fs, const char *release, struct refresh_command *command)
{
	static const char *const kernels[] = { "/boot/vmlinuz-%s", "/boot/vmlinux-%s",
					       "/usr/lib/modules/%s/vmlinuz",
					       "/lib/modules/%s/vmlinuz" };
	static const char *const images[] = { "/boot/initrd.img-%s" };
	size_t length = strlen(release);

	if (length >= sizeof(command->release) ||
	    !find_file(fs, kernels, ARRAY_SIZE(kernels), release, command->kernel))
		return false;
	memcpy(command->release, release, length + 1);
	command->argv[0] = "kernel-install";
	command->argv[1] = "add";
	command->argv[2] = command->release;
	command->argv[3] = command->kernel;
	if (find_file(fs, images, ARRAY_SIZE(images), release, command->image))
		command->argv[4] = command->image;
	return true;
}

static bool set_command(const struct boot_machine *machine, const struct boot_entry *entry,
			enum refresh_what what, struct refresh_command *command)
{
	switch (entry_find_maker(machine, entry)) {
	case ENTRY_BY_PROXMOX:
		command->argv[0] = "proxmox-boot-tool";
		command->argv[1] = "refresh";
		return true;
	case ENTRY_BY_KERNELSTUB:
		command->argv[0] = "kernelstub";
		return true;
	case ENTRY_BY_SDBOOTUTIL:
		command->argv[0] = "sdbootutil";
		command->argv[1] = what == REFRESH_WORDS ? "update-all-entries" : "mkinitrd";
		return true;
	case ENTRY_BY_KERNEL_INSTALL:
		return set_kernel_install(machine->fs, entry->release, command);
	case ENTRY_BY_HAND:
		break;
	}
	return false;
}

static bool is_same(const struct refresh_command *a, const struct refresh_command *b)
{
	size_t i;

	for (i = 0; a->argv[i] && b->argv[i]; i++)
		if (strcmp(a->argv[i], b->argv[i]) != 0)
			return false;
	return a->argv[i] == b->argv[i];
}

/* Takes the command over, also on failure. */
static int append(struct refresh_commands *commands, struct refresh_command *command)
{
	struct refresh_command **larger;
	size_t i;

	for (i = 0; i < commands->count; i++)
		if (is_same(commands->list[i], command)) {
			free(command);
			return 0;
		}
	larger = realloc(commands->list, (commands->count + 1) * sizeof(*larger));
	if (!larger) {
		free(command);
		return -ENOMEM;
	}
	commands->list = larger;
	commands->list[commands->count++] = command;
	return 0;
}

int refresh_add_entry(struct refresh_commands *commands, const struct boot_machine *machine,
		      const struct boot_entry *entry, enum refresh_what what)
{
	struct refresh_command *command = calloc(1, sizeof(*command));

	if (!command)
		return -ENOMEM;
	if (set_command(machine, entry, what, command))
		return append(commands, command);
	free(command);
	return 0;
}

static int add_kernel(struct refresh_commands *commands, struct fs *fs, const char *release)
{
	struct refresh_command *command = calloc(1, sizeof(*command));

	if (!command)
		return -ENOMEM;
	if (set_kernel_install(fs, release, command))
		return append(commands, command);
	free(command);
	return 0;
}

static int add_kernels(struct refresh_commands *commands, struct fs *fs)
{
	struct image *files = NULL;
	size_t count = 0, i;
	int r = run_has(fs, "kernel-install") ? images_find(fs, &files, &count) : 0;

	for (i = 0; !r && i < count; i++)
		r = add_kernel(commands, fs, files[i].kernel);
	images_free(files, count);
	return r;
}

int refresh_add_all(struct refresh_commands *commands, const struct boot_machine *machine,
		    enum refresh_what what)
{
	const struct boot_entries *entries = &machine->entries;
	size_t i;
	int r = 0;

	for (i = 0; !r && i < entries->count; i++)
		r = refresh_add_entry(commands, machine, &entries->list[i], what);
	if (!r && machine->is_proxmox && !entries->count) {
		const struct boot_entry none = { 0 }; /* whose partition cannot be read */

		r = refresh_add_entry(commands, machine, &none, what);
	}
	return r || entries->count || machine->is_proxmox ? r : add_kernels(commands, machine->fs);
}

int refresh_find(struct fs *fs, struct refresh_commands *commands)
{
	struct boot_machine machine;
	int r = boot_machine_use(&machine, fs);

	if (!r)
		r = boot_machine_read(&machine);
	if (!r)
		r = refresh_add_all(commands, &machine, REFRESH_WORDS);
	boot_machine_close(&machine);
	return r;
}

void refresh_free(struct refresh_commands *commands)
{
	size_t i;

	for (i = 0; i < commands->count; i++)
		free(commands->list[i]);
	free(commands->list);
	*commands = (struct refresh_commands){ 0 };
}

/* --- for people ----------------------------------------------------------------------------- */

void refresh_show(const struct refresh_command *command, struct text *out)
{
	size_t i;

	for (i = 0; command->argv[i]; i++)
		text_printf(out, "%s%s", i ? " " : "", command->argv[i]);
}

void entry_add_refresh(const struct boot_machine *machine, const struct boot_entry *entry,
		       struct text *out)
{
	struct refresh_command command = { 0 };

	if (set_command(machine, entry, REFRESH_IMAGES, &command))
		refresh_show(&command, out);
}

void refresh_explain(struct fs *fs, struct text *out)
{
	struct refresh_commands commands = { 0 };
	size_t i;
	int r = refresh_find(fs, &commands);

	for (i = 0; !r && i < commands.count; i++) {
		text_puts(out, out->length ? ", then run '" : "run '");
		refresh_show(commands.list[i], out);
		text_puts(out, "'");
	}
	if (r || !commands.count)
		text_puts(out, run_has(fs, "mkinitcpio") ? ", then run 'mkinitcpio -P'"
							 : ", then regenerate the boot entries");
	refresh_free(&commands);
}

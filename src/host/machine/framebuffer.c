// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Where the framebuffer is: since Linux 6.9 its device is below the GPU (drivers/firmware/sysfb.c);
 * before, /proc/iomem has its name below the GPU's address, to everybody, though numbers are root's
 * alone; and the kernel's boot_vga is where the framebuffer is (vgaarb.c).
 */
#include "host/machine/framebuffer.h"

#include <errno.h>
#include <string.h>

#include "core/cmdline.h"
#include "core/text.h"

#define DEVICES "sys/bus/platform/devices"
#define CARDS "sys/class/drm"
#define IOMEM_MAX ((size_t)1024 * 1024)
#define SYMBOLS_MAX ((size_t)64 * 1024 * 1024)
#define REMOVER " aperture_remove_conflicting_pci_devices\n"

static const char *const names[] = { "simple-framebuffer.0", "efi-framebuffer.0",
				     "vesa-framebuffer.0" };

/* A framebuffer without a console driver blocks nothing. */
static bool is_used(struct fs *fs, const char *name)
{
	char path[FS_PATH_SIZE];

	return !fs_path(path, DEVICES "/%s/driver", name) && fs_exists(fs, path);
}

/* The last function in the path of the device, which is a link in that directory. */
static const struct pci_device *find_above(struct fs *fs, const struct pci_devices *devices,
					   const char *directory, const char *name)
{
	char path[FS_PATH_SIZE], target[FS_PATH_SIZE];
	const struct pci_device *found = NULL;
	const char *at = target;
	struct pci_address address;

	if (fs_path(path, "%s/%s", directory, name) ||
	    fs_read_link(fs, path, target, sizeof(target)))
		return NULL;
	while (pci_path_next(&at, &address))
		found = pci_devices_find(devices, &address);
	return found;
}

/* Of a line "    c0000000-c0ffffff : BOOTFB": what follows the colon, up to its end. */
static const char *resource_name(const char *line, size_t *length)
{
	size_t rest = strcspn(line, "\n");
	const char *colon = memchr(line, ':', rest);

	if (!colon || colon[1] != ' ')
		return NULL;
	*length = rest - (size_t)(colon + 2 - line);
	return colon + 2;
}

static bool is_framebuffer(const char *name, size_t length)
{
	static const char *const resources[] = { "BOOTFB",    "efifb",
						 "vesafb",    "simplefb",
						 "simpledrm", "efidrm",
						 "vesadrm",   "simple-framebuffer" };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(resources); i++)
		if (text_is(name, length, resources[i]))
			return true;
	return false;
}

/* Lines indented deeper than a function's line are in its memory. */
static const struct pci_device *find_in_memory(struct fs *fs, const struct pci_devices *devices)
{
	cleanup_free char *data = NULL;
	const struct pci_device *owner = NULL;
	size_t length, owner_indent = 0;
	const char *line;

	if (fs_read(fs, "proc/iomem", IOMEM_MAX, &data, &length))
		return NULL;
	for (line = data; *line; line += strcspn(line, "\n"), line += *line == '\n') {
		size_t indent = strspn(line, " "), size;
		const char *name = resource_name(line + indent, &size);
		struct pci_address address;

		if (owner && indent <= owner_indent)
			owner = NULL;
		if (!name)
			continue;
		if (owner && is_framebuffer(name, size))
			return owner;
		if (pci_address_parse(name, size, false, &address))
			continue;
		owner = pci_devices_find(devices, &address);
		owner_indent = indent;
	}
	return NULL;
}

static bool is_boot_display(struct fs *fs, const char *card)
{
	char path[FS_PATH_SIZE], text[8];

	return !fs_path(path, CARDS "/%s/boot_display", card) &&
	       !fs_read_attribute(fs, path, text, sizeof(text)) && !strcmp(text, "1");
}

void framebuffer_mark_boot_gpu(struct fs *fs, struct pci_devices *devices)
{
	const struct pci_device *gpu = NULL;
	size_t count = 0, i;
	char **cards = NULL;

	if (fs_list(fs, CARDS, &cards, &count))
		return; /* no DRM driver: boot_vga is all there is */
	for (i = 0; !gpu && i < count; i++)
		if (is_boot_display(fs, cards[i]))
			gpu = find_above(fs, devices, CARDS, cards[i]);
	fs_free_names(cards, count);
	for (i = 0; gpu && i < devices->count; i++)
		devices->list[i].boot_vga = &devices->list[i] == gpu;
}

static const struct pci_device *find_boot_gpu(const struct pci_devices *devices)
{
	size_t i;

	for (i = 0; i < devices->count; i++)
		if (devices->list[i].boot_vga)
			return &devices->list[i];
	return NULL;
}

const struct pci_device *framebuffer_find(struct fs *fs, const struct pci_devices *devices,
					  const char **name)
{
	const struct pci_device *device;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(names); i++) {
		if (!is_used(fs, names[i]))
			continue;
		device = find_above(fs, devices, DEVICES, names[i]);
		if (!device)
			device = find_in_memory(fs, devices);
		if (!device)
			device = find_boot_gpu(devices);
		*name = names[i];
		return device;
	}
	return NULL;
}

/* "6.12.48+deb13-amd64" */
static bool is_new(const char *release)
{
	char *end;

	return *release >= '1' && *release <= '9' && strtoul(release, &end, 10) >= 6 && *end == '.';
}

static bool kernel_removes(struct fs *fs, const char *release)
{
	cleanup_free char *symbols = NULL;
	size_t length;

	if (fs_read(fs, "proc/kallsyms", SYMBOLS_MAX, &symbols, &length) || !length)
		return is_new(release);
	return strstr(symbols, REMOVER);
}

bool framebuffer_is_removed(struct fs *fs, const char *release, const struct pci_device *device)
{
	return device->class >> 8 == 0x0300 && kernel_removes(fs, release);
}

bool framebuffer_is_off(const char *cmdline, size_t length)
{
	struct cmdline_word word;
	size_t position = 0;

	while (cmdline_next_word(cmdline, length, &position, &word)) {
		const char *value = word.value, *end = value + word.value_length;

		if (!text_is_name(word.name, word.name_length, "initcall_blacklist"))
			continue;
		while (value < end) {
			const char *comma = memchr(value, ',', (size_t)(end - value));
			size_t size = (size_t)((comma ? comma : end) - value);

			if (text_is(value, size, "sysfb_init"))
				return true;
			value += size + 1;
		}
	}
	return false;
}

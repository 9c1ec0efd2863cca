// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The list of functions that guests name, and the reading of files.
 */
#include "host/guests/guests.h"

#include <errno.h>
#include <string.h>

#include "kernel/inputs.h"

#define FILE_MAX ((size_t)1024 * 1024)

static void guest_device_free(struct guest_device *device)
{
	free((char *)device->guest);
	free((char *)device->file);
	free((char *)device->text);
	free((char *)device->option);
	free((char *)device->mapping);
}

void guests_cut(struct guests *guests, size_t count)
{
	while (guests->count > count)
		guest_device_free(&guests->list[--guests->count]);
}

void guests_free(struct guests *guests)
{
	guests_cut(guests, 0);
	free(guests->list);
	diagnostics_free(&guests->errors);
}

/* NULL stays NULL. false without memory. */
static bool copy_line(const char *from, const char **to)
{
	*to = from ? strndup(from, strcspn(from, "\n")) : NULL;
	return *to || !from;
}

/* 0 or -ENOMEM: then nothing was copied. */
static int copy_device(const struct guest_device *from, struct guest_device *to)
{
	bool copied = true;

	*to = *from;
	copied &= copy_line(from->guest, &to->guest);
	copied &= copy_line(from->file, &to->file);
	copied &= copy_line(from->text, &to->text);
	copied &= copy_line(from->option, &to->option);
	copied &= copy_line(from->mapping, &to->mapping);
	if (copied)
		return 0;
	guest_device_free(to);
	return -ENOMEM;
}

int guests_add(struct guests *guests, const struct guest_device *device)
{
	struct guest_device *list;
	int r;

	if (guests->count == GUEST_DEVICES_MAX)
		return -E2BIG;
	list = realloc(guests->list, (guests->count + 1) * sizeof(*list));
	if (!list)
		return -ENOMEM;
	guests->list = list;
	r = copy_device(device, &list[guests->count]);
	guests->count += !r;
	return r;
}

void guest_device_locate(struct guest_device *device, const char *data, size_t offset)
{
	size_t start = offset;

	while (start && data[start - 1] != '\n')
		start--;
	device->text = data + start;
	device->column = (unsigned int)(offset - start) + 1;
}

bool guest_device_is(const struct guest_device *guest, const struct pci_devices *devices,
		     const struct pci_device *device)
{
	struct pci_address first = device->address;

	if (pci_address_compare(&guest->address, &device->address))
		return false;
	if (guest->address.function == PCI_ANY) {
		first.function = 0;
		device = pci_devices_find(devices, &first);
	}
	return device && pci_id_matches(&guest->id, &device->id);
}

/* A missing file is not an error. 0 or -ENOMEM. */
static int failed(struct guests *guests, const char *path, int error)
{
	char shown[FS_PATH_SIZE];

	if (error == -ENOMEM || error == -ENOENT || error == -ENOTDIR)
		return error == -ENOMEM ? error : 0;
	if (fs_path(shown, "/%s", path))
		return 0; /* the path was too long already */
	return diagnostics_add_error(&guests->errors, shown, "cannot read guest definitions",
				     error);
}

int guests_read_file(struct fs *fs, const char *path, guests_parse_fn *parse, void *context,
		     struct guests *guests)
{
	cleanup_free char *data = NULL;
	char shown[FS_PATH_SIZE];
	size_t length;
	int r = fs_read(fs, path, FILE_MAX, &data, &length);

	if (!r)
		r = fs_path(shown, "/%s", path);
	if (!r)
		r = parse(context, shown, data, length, guests);
	return r ? failed(guests, path, r) : 0;
}

int guests_read_directory(struct fs *fs, const char *directory, const char *suffix,
			  guests_parse_fn *parse, void *context, struct guests *guests)
{
	char **names = NULL;
	size_t count = 0, i;
	int r = fs_list(fs, directory, &names, &count);

	if (r)
		return failed(guests, directory, r);
	for (i = 0; !r && i < count; i++) {
		char path[FS_PATH_SIZE];

		if (!drop_in_counts(names[i], suffix))
			continue;
		r = fs_path(path, "%s/%s", directory, names[i]);
		r = r ? failed(guests, directory, r)
		      : guests_read_file(fs, path, parse, context, guests);
	}
	fs_free_names(names, count);
	return r;
}

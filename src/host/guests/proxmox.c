// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Reads qm.conf(5) and the mappings that it names.
 */
#include "host/guests/proxmox.h"

#include <errno.h>
#include <string.h>

#include "core/selector.h"
#include "core/text.h"

#define BLANKS " \t\r"
#define OPTION "hostpci"
#define SUFFIX ".conf"
#define NAME_SIZE 256

/* A part of a file. */
struct piece {
	const char *text;
	size_t length;
};

/* A line and its place. */
struct line {
	const char *file, *data;
	struct piece text;
	unsigned int number;
};

/* A list of properties, as Proxmox writes it: "0000:01:00,pcie=1", "mapping=gpu,pcie=1". */
struct properties {
	struct piece host, mapping, mdev, node, path, id, subsystem;
};

/* Moves the part before the separator, or all, from rest to piece. false: rest is empty. */
static bool take_piece(struct piece *rest, char separator, struct piece *out)
{
	const char *end;
	size_t taken;

	if (!rest->length)
		return false;
	end = memchr(rest->text, separator, rest->length);
	out->text = rest->text;
	out->length = end ? (size_t)(end - rest->text) : rest->length;
	taken = out->length + (end ? 1 : 0);
	rest->text += taken;
	rest->length -= taken;
	return true;
}

static bool is_blank(char byte)
{
	return byte && strchr(BLANKS, byte);
}

static struct piece trim(struct piece piece)
{
	for (; piece.length && is_blank(piece.text[0]); piece.length--)
		piece.text++;
	while (piece.length && is_blank(piece.text[piece.length - 1]))
		piece.length--;
	return piece;
}

/* A copy of the piece, cut at a NUL byte: owned. NULL without memory. */
static char *piece_copy(const struct piece *piece)
{
	return strndup(piece->text, piece->length);
}

static bool take_line(struct piece *rest, struct line *line)
{
	line->number++;
	return take_piece(rest, '\n', &line->text);
}

/* Finds the property with this name; one without a name is the host. NULL: not wanted. */
static struct piece *find_property(struct properties *properties, const struct piece *name)
{
	const struct {
		const char *name;
		struct piece *value;
	} known[] = { { "host", &properties->host },
		      { "mapping", &properties->mapping },
		      { "mdev", &properties->mdev },
		      { "node", &properties->node },
		      { "path", &properties->path },
		      { "id", &properties->id },
		      { "subsystem-id", &properties->subsystem } };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(known); i++)
		if (text_is(name->text, name->length, known[i].name))
			return known[i].value;
	return NULL;
}

static struct properties read_properties(struct piece list)
{
	struct properties properties = { 0 };
	struct piece entry, name;

	while (take_piece(&list, ',', &entry)) {
		struct piece value = entry, *place;

		if (!memchr(entry.text, '=', entry.length)) {
			properties.host = trim(entry);
			continue;
		}
		(void)take_piece(&value, '=', &name); /* there is one */
		name = trim(name);
		place = find_property(&properties, &name);
		if (place)
			*place = trim(value);
	}
	return properties;
}

/* "0000:01:00.0", "01:00": without a function, all of the slot. 0 or -EINVAL. */
static int read_address(const struct piece *piece, struct pci_address *address)
{
	char slot[PCI_ADDRESS_SIZE];

	if (!pci_address_parse(piece->text, piece->length, false, address))
		return 0;
	if (piece->length + sizeof(".*") > sizeof(slot))
		return -EINVAL;
	memcpy(slot, piece->text, piece->length);
	memcpy(slot + piece->length, ".*", sizeof(".*"));
	return pci_address_parse(slot, piece->length + 2, true, address);
}

/* Adds device once for each of "ADDRESS;ADDRESS" in the line. 0 or negative errno. */
static int add_addresses(struct piece list, const struct line *line, struct guest_device *device,
			 struct guests *guests)
{
	struct piece one;
	int r = 0;

	device->file = line->file;
	device->line = line->number;
	while (!r && take_piece(&list, ';', &one)) {
		one = trim(one);
		guest_device_locate(device, line->data, (size_t)(one.text - line->data));
		if (read_address(&one, &device->address))
			r = diagnostics_add(&guests->errors, line->file, line->number,
					    device->column, "not a PCI address; ignored");
		else
			r = guests_add(guests, device);
	}
	return r;
}

/* "10de:2191"; anything else leaves both unchanged. */
static void read_pair(const struct piece *piece, int32_t *first, int32_t *second)
{
	uint32_t vendor, device;

	if (piece->length != strlen("10de:2191") || piece->text[4] != ':' ||
	    hex_parse(piece->text, 4, 4, 4, &vendor) ||
	    hex_parse(piece->text + 5, 4, 4, 4, &device))
		return;
	*first = (int32_t)vendor;
	*second = (int32_t)device;
}

/* One line of a mapping: "map id=10de:2191,node=pve,path=0000:01:00.0,...". */
static int add_map(const struct piece *map, const char *node, const struct line *line,
		   const char *mapping, struct guests *mappings)
{
	struct properties properties = read_properties(*map);
	struct guest_device device = { .mapping = mapping, .id = PCI_ID_ANY, .is_managed = true };

	if (!*node || !text_is(properties.node.text, properties.node.length, node))
		return 0; /* of another machine */
	read_pair(&properties.id, &device.id.vendor, &device.id.device);
	read_pair(&properties.subsystem, &device.id.subvendor, &device.id.subdevice);
	return add_addresses(properties.path, line, &device, mappings);
}

/* A name at the start of a line begins a mapping; its properties are indented. */
static int parse_mappings(void *node, const char *file, const char *data, size_t length,
			  struct guests *mappings)
{
	struct line line = { .file = file, .data = data };
	struct piece rest = { data, length };
	cleanup_free char *mapping = NULL;
	int r = 0;

	while (!r && take_line(&rest, &line)) {
		struct piece value = trim(line.text), key;

		if (!value.length)
			continue;
		if (!is_blank(line.text.text[0])) {
			free(mapping);
			mapping = piece_copy(&value);
			r = mapping ? 0 : -ENOMEM;
		} else if (mapping && take_piece(&value, ' ', &key) &&
			   text_is(key.text, key.length, "map")) {
			r = add_map(&value, node, &line, mapping, mappings);
		}
	}
	return r;
}

/* Adds the functions of a mapping to the guest. 0 or negative errno. */
static int add_mapping(const struct guests *mappings, const struct piece *mapping,
		       const struct guest_device *guest, struct guests *guests)
{
	size_t i;
	int r = 0;

	for (i = 0; !r && i < mappings->count; i++) {
		struct guest_device device = mappings->list[i];

		if (!text_is(mapping->text, mapping->length, device.mapping))
			continue;
		device.guest = guest->guest;
		device.option = guest->option;
		r = guests_add(guests, &device);
	}
	return r;
}

/* A mediated device is not the function, which stays with its host driver. */
static int add_option(const struct guests *mappings, const struct line *line,
		      const struct piece *value, struct guest_device *guest, struct guests *guests)
{
	struct properties properties = read_properties(*value);

	if (properties.mdev.length)
		return 0;
	if (properties.mapping.length)
		return add_mapping(mappings, &properties.mapping, guest, guests);
	return add_addresses(properties.host, line, guest, guests);
}

static bool is_option(const struct piece *key)
{
	size_t digits = strlen(OPTION);

	if (key->length <= digits || memcmp(key->text, OPTION, digits) != 0)
		return false;
	while (digits < key->length && key->text[digits] >= '0' && key->text[digits] <= '9')
		digits++;
	return digits == key->length;
}

/* The number of the guest is the name of its file: owned. NULL without memory. */
static char *copy_number(const char *file)
{
	const char *name = strrchr(file, '/') + 1;

	return strndup(name, strlen(name) - strlen(SUFFIX));
}

/* The sections, "[snapshot]", follow the current values. */
static int parse_guest(void *mappings, const char *file, const char *data, size_t length,
		       struct guests *guests)
{
	struct line line = { .file = file, .data = data };
	struct piece rest = { data, length };
	cleanup_free char *number = copy_number(file);
	int r = number ? 0 : -ENOMEM;

	while (!r && take_line(&rest, &line) && !(line.text.length && line.text.text[0] == '[')) {
		struct guest_device guest = { .guest = number,
					      .id = PCI_ID_ANY,
					      .is_managed = true };
		struct piece value = line.text, key;
		cleanup_free char *option = NULL;

		if (!take_piece(&value, ':', &key) || !is_option(&key))
			continue;
		option = piece_copy(&key);
		if (!option)
			return -ENOMEM;
		guest.option = option;
		value = trim(value);
		r = add_option(mappings, &line, &value, &guest, guests);
	}
	return r;
}

/* The node's name is the host name without its domain. "" if unknown. */
static void read_node(struct fs *fs, char name[NAME_SIZE])
{
	if (fs_read_attribute(fs, "etc/hostname", name, NAME_SIZE))
		name[0] = '\0';
	name[strcspn(name, ". \t\r")] = '\0';
}

int proxmox_read(struct fs *fs, struct guests *guests)
{
	struct guests mappings = { .errors = guests->errors }; /* back in the end */
	char node[NAME_SIZE];
	int r;

	read_node(fs, node);
	r = guests_read_file(fs, PROXMOX_MAPPINGS, parse_mappings, node, &mappings);
	guests->errors = mappings.errors;
	mappings.errors = (struct diagnostics){ 0 };
	if (!r)
		r = guests_read_directory(fs, PROXMOX_GUESTS, SUFFIX, parse_guest, &mappings,
					  guests);
	guests_free(&mappings);
	return r;
}

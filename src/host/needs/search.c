// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * From names to block devices, from block devices to functions.
 */
#include "host/needs/search.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "host/needs/block_name.h"
#include "host/needs/probe.h"
#include "host/needs/remote.h"
#include "host/needs/route.h"
#include "host/needs/zfs.h"
#include "kernel/block.h"

#define BLOCK "sys/class/block"
#define NAME_SIZE 256

#define UNKNOWN "cannot tell which devices this host needs"

int search_start(struct search *search, struct fs *fs, struct protection *protection,
		 struct diagnostics *errors)
{
	int r;

	*search = (struct search){ .fs = fs, .protection = protection, .errors = errors };
	r = labels_read(fs, &search->labels, errors);
	return r == -ENOENT ? probe_devices(fs, &search->labels, errors) : r;
}

void search_end(struct search *search)
{
	size_t i;

	for (i = 0; i < search->visited_count; i++)
		free(search->visited[i]);
	free(search->visited);
	labels_free(&search->labels);
}

void search_for(struct search *search, const char *what)
{
	search->what = what;
	search->is_missing = false;
}

static int add_limits(struct diagnostics *errors, const char *path)
{
	struct text text = { 0 };
	int r;

	text_printf(&text,
		    UNKNOWN ": block devices form a loop, are stacked more than %d deep, or use "
			    "more than %d others",
		    BLOCK_DEPTH_MAX, BLOCK_VISITS_MAX);
	r = text_error(&text) ? -ENOMEM : diagnostics_add(errors, path, 0, 0, text.data);
	text_free(&text);
	return r;
}

int search_missed(struct search *search, const char *path, int r)
{
	struct text name = { 0 };

	if (!r || r == -ENOENT || r == -ENOMEM)
		return r == -ENOMEM ? r : 0;
	text_puts(&name, "/");
	text_escape(&name, path);
	if (text_error(&name))
		r = -ENOMEM;
	else if (r == -E2BIG)
		r = add_limits(search->errors, name.data);
	else
		r = diagnostics_add_error(search->errors, name.data, UNKNOWN, r);
	text_free(&name);
	return r;
}

/* Notes what cannot be read, or is missing. 0 or -ENOMEM. */
static int miss(struct search *search, const char *path, int r)
{
	search->is_missing = true;
	return search_missed(search, path, r);
}

static bool is_visited(const struct search *search, const char *name)
{
	size_t i;

	for (i = 0; i < search->visited_count; i++)
		if (!strcmp(search->visited[i], name))
			return true;
	return false;
}

/* Block devices and pools: 1 for the first time, 0 for a later one; -E2BIG when there are too many;
 * -ENOMEM. */
static int visit(struct search *search, const char *name)
{
	char **list;

	if (is_visited(search, name))
		return 0;
	if (search->visited_count == BLOCK_VISITS_MAX || search->depth == BLOCK_DEPTH_MAX)
		return -E2BIG;
	list = realloc(search->visited, (search->visited_count + 1) * sizeof(*list));
	if (!list)
		return -ENOMEM;
	search->visited = list;
	list[search->visited_count] = strdup(name);
	if (!list[search->visited_count])
		return -ENOMEM;
	search->visited_count++;
	return 1;
}

static const char *last_component(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

static int add_function(void *data, const struct pci_address *address)
{
	struct search *search = data;

	return protection_add(search->protection, address, search->what);
}

/* The file of a loop device or zram: a disk, or a file of a filesystem that is a mount of its own.
 */
static int search_backing(struct search *search, const char *disk, const char *attribute)
{
	char path[FS_PATH_SIZE], backing[FS_PATH_SIZE];
	int r = fs_path(path, BLOCK "/%s/%s", disk, attribute);

	if (!r)
		r = fs_read_attribute(search->fs, path, backing, sizeof(backing));
	if (r)
		return miss(search, path, r);
	return strncmp(backing, "/dev/", strlen("/dev/")) ? 0 : search_source(search, backing);
}

static int search_loop(struct search *search, const char *disk)
{
	return search_backing(search, disk, "loop/backing_file");
}

/* "none" without one. */
static int search_zram(struct search *search, const char *disk)
{
	return search_backing(search, disk, "backing_dev");
}

/* A ZFS volume: only udev's link tells the pool, "zvol/rpool/swap". */
static int search_volume(struct search *search, const char *disk)
{
	static const char key[] = "S:zvol/";
	char path[FS_PATH_SIZE], number[32], dataset[ZFS_NAME_SIZE];
	const struct labels_device *device;
	const char *line = NULL, *found;
	size_t length;
	int r = fs_path(path, BLOCK "/%s/dev", disk);

	if (!r)
		r = fs_read_attribute(search->fs, path, number, sizeof(number));
	device = r ? NULL : labels_find(&search->labels, number);
	found = device ? labels_next(device, key, &line, &length) : NULL;
	if (!found || length >= sizeof(dataset))
		return miss(search, path, r);
	memcpy(dataset, found, length);
	dataset[length] = '\0';
	return search_pool(search, dataset);
}

/* Memory. */
static int search_nothing(struct search *search, const char *disk)
{
	(void)search;
	(void)disk;
	return 0;
}

/*
 * Devices with nothing below them in sysfs that still depend on something, by the start of their
 * names.
 */
static const struct {
	const char *name;
	int (*search_below)(struct search *search, const char *disk);
} virtual_disks[] = {
	{ "loop", search_loop },
	{ "zram", search_zram },
	{ "zd", search_volume },
	{ "ram", search_nothing },
};

/* The disk of ".../block/loop0/loop0p1". 0 or -EINVAL. */
static int disk_of(const char *target, char disk[NAME_SIZE])
{
	static const char block[] = "/block/";
	const char *start = strstr(target, block);
	size_t length = start ? strcspn(start + strlen(block), "/") : 0;

	if (!length || length >= NAME_SIZE)
		return -EINVAL;
	memcpy(disk, start + strlen(block), length);
	disk[length] = '\0';
	return 0;
}

/* A device on a bus other than PCI depends on nothing that a rule could take. */
static int search_end_of_path(void *data, const char *target)
{
	struct search *search = data;
	char disk[NAME_SIZE], address[REMOTE_ADDRESS_SIZE];
	size_t i;
	int r = remote_server(search->fs, target, address);

	if (r != -ENOENT)
		return r ? miss(search, "sys/class", r) : search_server(search, address);
	if (!strstr(target, "/devices/virtual/"))
		return 0;
	for (i = 0; !disk_of(target, disk) && i < ARRAY_SIZE(virtual_disks); i++)
		if (!strncmp(disk, virtual_disks[i].name, strlen(virtual_disks[i].name)))
			return virtual_disks[i].search_below(search, disk);
	search->is_missing = true;
	return 0;
}

int search_path(struct search *search, const char *path)
{
	const struct block_visitor visitor = { add_function, search_end_of_path, search };
	char target[FS_PATH_SIZE];
	int r = fs_read_link(search->fs, path, target, sizeof(target));

	if (!r)
		r = visit(search, last_component(target));
	if (r <= 0)
		return r ? miss(search, path, r) : 0;
	search->depth++;
	r = block_visit(search->fs, path, &visitor);
	search->depth--;
	return r ? miss(search, path, r) : 0;
}

int search_number(struct search *search, unsigned int major, unsigned int minor)
{
	char path[FS_PATH_SIZE];
	int r = fs_path(path, "sys/dev/block/%u:%u", major, minor);

	return r ? miss(search, "sys/dev/block", r) : search_path(search, path);
}

/* The link of a device with labels. */
static int block_path(const struct labels_device *device, char path[FS_PATH_SIZE])
{
	return fs_path(path, "sys/dev/block/%s", device->number);
}

static bool is_device_visited(struct search *search, const struct labels_device *device)
{
	char path[FS_PATH_SIZE], target[FS_PATH_SIZE];

	return !block_path(device, path) &&
	       !fs_read_link(search->fs, path, target, sizeof(target)) &&
	       is_visited(search, last_component(target));
}

static int search_device(struct search *search, const struct labels_device *device)
{
	char path[FS_PATH_SIZE];
	int r = block_path(device, path);

	return r ? miss(search, "sys/dev/block", r) : search_path(search, path);
}

static int search_label(struct search *search, const char *key, const char *value)
{
	const struct labels *labels = &search->labels;
	bool found = false;
	size_t i;
	int r = 0;

	for (i = 0; i < labels->count; i++)
		if (labels_has(&labels->list[i], key, value) &&
		    is_device_visited(search, &labels->list[i]))
			return 0;
	for (i = 0; !r && i < labels->count; i++) {
		if (!labels_has(&labels->list[i], key, value))
			continue;
		found = true;
		r = search_device(search, &labels->list[i]);
	}
	search->is_missing |= !found;
	return r;
}

int search_pool(struct search *search, const char *dataset)
{
	char name[ZFS_NAME_SIZE + 8];
	struct zfs_pool pool;
	bool found = false;
	size_t i;
	int r = zfs_pool_of(search->fs, dataset, &pool);

	if (r)
		return miss(search, ZFS_POOLS, r);
	(void)snprintf(name, sizeof(name), "pool %s", pool.name);
	r = visit(search, name);
	if (r <= 0)
		return r ? miss(search, ZFS_POOLS, r) : 0;
	search->depth++;
	for (i = 0, r = 0; !r && i < search->labels.count; i++) {
		if (!zfs_is_member(&pool, &search->labels.list[i]))
			continue;
		found = true;
		r = search_device(search, &search->labels.list[i]);
	}
	search->depth--;
	search->is_missing |= !found;
	return r;
}

int search_server(struct search *search, const char *address)
{
	bool found = false;
	int r = route_find_server(search->fs, address, search->what, search->protection, &found);

	search->is_missing |= !found;
	return r == -EINVAL ? 0 : search_missed(search, "sys/class/net", r);
}

/* What follows "/dev/". */
static int search_node(struct search *search, const char *name)
{
	char path[FS_PATH_SIZE];
	int r = block_name_find(search->fs, name, path);

	if (r == -ENOENT)
		return search_label(search, "S:", name);
	return r ? miss(search, BLOCK, r) : search_path(search, path);
}

/* As udev writes a label that is not an identifier: "E:ID_FS_LABEL_ENC=my\x20disk". */
static void encode(const char *value, struct text *out)
{
	static const char plain[] = "#+-.:=@_/";

	for (; *value; value++) {
		unsigned char c = (unsigned char)*value;

		if (c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
		    (c >= 'A' && c <= 'Z') || strchr(plain, c))
			text_add(out, value, 1);
		else
			text_printf(out, "\\x%02x", c);
	}
}

int search_source(struct search *search, const char *source)
{
	static const struct {
		const char *tag, *key;
	} tags[] = {
		{ "UUID=", "E:ID_FS_UUID=" },
		{ "LABEL=", "E:ID_FS_LABEL_ENC=" },
		{ "PARTUUID=", "E:ID_PART_ENTRY_UUID=" },
		{ "PARTLABEL=", "E:ID_PART_ENTRY_NAME=" },
	};
	static const char dev[] = "/dev/";
	struct text value = { 0 };
	size_t i;
	int r;

	if (!strncmp(source, dev, strlen(dev)))
		return search_node(search, source + strlen(dev));
	for (i = 0; i < ARRAY_SIZE(tags) && strncmp(source, tags[i].tag, strlen(tags[i].tag));)
		i++;
	search->is_missing |= i == ARRAY_SIZE(tags);
	if (i == ARRAY_SIZE(tags))
		return 0;
	encode(source + strlen(tags[i].tag), &value);
	r = text_error(&value);
	if (!r)
		r = search_label(search, tags[i].key, text_string(&value));
	text_free(&value);
	return r;
}

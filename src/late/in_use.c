// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Asks the kernel and reads no mount table: whoever mounts, swaps or assembles opens the device
 * exclusively, in whatever mount namespace.
 */
#include "late/in_use.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "kernel/block.h"
#include "kernel/supervise.h"

#define BLOCK "sys/class/block"
#define FOUND 1

/* Part of the stage's limit. */
#define SEARCH_MS 2000

/* In memory that is shared with the process that may hang. */
struct search {
	struct fs *fs;
	struct pci_address address;
	char name[256]; /* looked at last */
	int result;     /* FOUND, 0 or negative errno */
};

static int compare(void *data, const struct pci_address *address)
{
	return pci_address_compare(data, address) ? 0 : FOUND;
}

/* The name in /dev of a device: sysfs has '!' for '/'. */
static int node_path(const char *name, char path[FS_PATH_SIZE])
{
	char *mark;
	int r = fs_path(path, "dev/%s", name);

	while (!r && (mark = strchr(path, '!')))
		*mark = '/';
	return r;
}

/* One path of several to a drive: it has no node, and whoever uses it has the drive open. */
static bool is_hidden(struct fs *fs, const char *name)
{
	char path[FS_PATH_SIZE], text[8];

	return !fs_path(path, BLOCK "/%s/hidden", name) &&
	       !fs_read_attribute(fs, path, text, sizeof(text)) && !strcmp(text, "1");
}

/* An empty drive is nobody's. */
static bool is_claimed(struct fs *fs, const char *name)
{
	char path[FS_PATH_SIZE];
	int r;

	if (is_hidden(fs, name))
		return false;
	r = node_path(name, path);

	if (!r)
		r = fs_try_exclusive(fs, path);
	return r && r != -ENOMEDIUM;
}

/* FOUND, 0 or -ENOMEM. One that has just gone is no matter, of one that cannot be read nobody
 * knows. */
static int look(struct fs *fs, const struct pci_address *address, const char *name)
{
	struct pci_address own = *address;
	const struct block_visitor visitor = { .function = compare, .data = &own };
	char path[FS_PATH_SIZE];
	int r = fs_path(path, BLOCK "/%s", name);

	if (!r)
		r = block_visit(fs, path, &visitor);
	if (r == -ENOMEM || r == -ENOENT)
		return r == -ENOENT ? 0 : r;
	return r && is_claimed(fs, name) ? FOUND : 0;
}

static void search(void *data)
{
	struct search *search = data;
	char **names = NULL;
	size_t count = 0, i;
	int r = fs_list(search->fs, BLOCK, &names, &count);

	if (r == -ENOENT)
		r = 0; /* a kernel without block devices */
	for (i = 0; !r && i < count; i++) {
		(void)snprintf(search->name, sizeof(search->name), "%s", names[i]);
		r = look(search->fs, &search->address, names[i]);
	}
	fs_free_names(names, count);
	search->result = r;
}

int in_use_find(struct fs *fs, const struct pci_address *address, struct text *why)
{
	struct search *shared = supervise_memory(sizeof(*shared));
	int r;

	if (!shared)
		return -ENOMEM;
	shared->fs = fs;
	shared->address = *address;
	r = supervise(search, shared, SEARCH_MS);
	if (!r)
		r = shared->result;
	if (r == -ENOMEM)
		return r;
	if (r == FOUND)
		text_printf(why, "skipped: %s is in use", shared->name);
	else if (r)
		text_puts(why, "skipped: cannot tell whether one of its disks is in use");
	return text_error(why);
}

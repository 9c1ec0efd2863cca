// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * From block devices to PCI functions.
 */
#include "kernel/block.h"

#include <errno.h>
#include <string.h>

struct walk {
	struct fs *fs;
	const struct block_visitor *visitor;
	unsigned int depth, visits;
	int error; /* the first error that did not end the walk */
};

static int walk_path(struct walk *walk, const char *path);

/* A device that has vanished meanwhile is not an error. 0, or -ENOMEM. */
static int note_error(struct walk *walk, int error)
{
	if (error == -ENOMEM)
		return error;
	if (error && error != -ENOENT && !walk->error)
		walk->error = error;
	return 0;
}

static int add_functions(struct walk *walk, const char *target, bool *found)
{
	const struct block_visitor *visitor = walk->visitor;
	struct pci_address address;
	int r = 0;

	while (!r && pci_path_next(&target, &address)) {
		r = visitor->function(visitor->data, &address);
		*found = true;
	}
	return r;
}

/* Calls walk_one for "DIRECTORY/NAME" and a name in the directory, if it starts with prefix. */
static int walk_directory(struct walk *walk, const char *directory, const char *prefix,
			  int (*walk_one)(struct walk *walk, const char *path))
{
	char **names = NULL;
	size_t count = 0, i;
	int r = fs_list(walk->fs, directory, &names, &count);

	if (r)
		return note_error(walk, r);
	for (i = 0; !r && i < count; i++) {
		char path[FS_PATH_SIZE];

		if (strncmp(names[i], prefix, strlen(prefix)))
			continue;
		r = fs_path(path, "%s/%s", directory, names[i]);
		r = r ? note_error(walk, r) : walk_one(walk, path);
	}
	fs_free_names(names, count);
	return r;
}

/* Next to an NVMe subsystem's disk a controller is a link; the disk itself is not. */
static int walk_controller(struct walk *walk, const char *path)
{
	char target[FS_PATH_SIZE];

	if (fs_read_link(walk->fs, path, target, sizeof(target)) == -EINVAL)
		return 0;
	return walk_path(walk, path);
}

/*
 * A device without a function in its path is built on others: those in slaves/ of itself or, for a
 * partition, of its disk; and the controllers next to an NVMe subsystem's disk.
 */
static int walk_below(struct walk *walk, const char *path)
{
	static const struct {
		const char *below, *prefix;
		int (*walk_one)(struct walk *walk, const char *path);
	} places[] = { { "slaves", "", walk_path },
		       { "../slaves", "", walk_path },
		       { "..", "nvme", walk_controller },
		       { "../..", "nvme", walk_controller } };
	size_t i;
	int r = 0;

	for (i = 0; !r && i < ARRAY_SIZE(places); i++) {
		char directory[FS_PATH_SIZE];

		r = fs_path(directory, "%s/%s", path, places[i].below);
		r = r ? note_error(walk, r)
		      : walk_directory(walk, directory, places[i].prefix, places[i].walk_one);
	}
	return r;
}

/* path is a link to a device. */
static int walk_path(struct walk *walk, const char *path)
{
	char target[FS_PATH_SIZE];
	unsigned int visits;
	bool found = false;
	int r = walk->depth == BLOCK_DEPTH_MAX || walk->visits == BLOCK_VISITS_MAX
			? -E2BIG
			: fs_read_link(walk->fs, path, target, sizeof(target));

	if (r)
		return walk->depth ? note_error(walk, r) : r;
	walk->visits++;
	r = add_functions(walk, target, &found);
	if (r || found)
		return r;
	walk->depth++;
	visits = walk->visits;
	r = walk_below(walk, path);
	walk->depth--;
	if (r || walk->visits != visits || !walk->visitor->end)
		return r;
	return walk->visitor->end(walk->visitor->data, target);
}

int block_visit(struct fs *fs, const char *path, const struct block_visitor *visitor)
{
	struct walk walk = { .fs = fs, .visitor = visitor };
	int r = walk_path(&walk, path);

	return r ? r : walk.error;
}

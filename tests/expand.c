// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Writes a machine or a case into a directory, as a --sysroot for the real programs:
 *   expand [--image] [--config FILE] MACHINES CASE|MACHINE DIRECTORY
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "fake/machine.h"
#include "kernel/fs.h"

static int write_content(int fd, const char *content, size_t length)
{
	while (length) {
		ssize_t n = write(fd, content, length);

		if (n <= 0)
			return -EIO;
		content += n;
		length -= (size_t)n;
	}
	return 0;
}

/* What a reader of the file would see now. */
static int write_file(struct fs *fs, const char *path, int directory, const char *name)
{
	cleanup_close int fd = openat(directory, name, O_WRONLY | O_CREAT | O_EXCL, 0644);
	cleanup_free char *data = NULL;
	size_t length;

	if (fd < 0)
		return -errno;
	if (fs_read(fs, path, (size_t)16 * 1024 * 1024, &data, &length))
		return 0; /* one that can only be written: empty */
	return write_content(fd, data, length);
}

static int write_directory(const struct tree *tree, struct fs *fs, uint32_t index, const char *path,
			   int directory);

static int write_node(const struct tree *tree, struct fs *fs, uint32_t index, const char *path,
		      int directory)
{
	const char *name = tree_name(tree, index);
	cleanup_close int below = -1;

	switch ((enum node_type)tree_node(tree, index)->type) {
	case NODE_FILE:
		return write_file(fs, path, directory, name);
	case NODE_LINK:
		return symlinkat(tree_content(tree, index), directory, name) ? -errno : 0;
	case NODE_DIRECTORY:
		break;
	}
	if (mkdirat(directory, name, 0755))
		return -errno;
	below = openat(directory, name, O_RDONLY | O_DIRECTORY);
	return below < 0 ? -errno : write_directory(tree, fs, index, path, below);
}

static int write_directory(const struct tree *tree, struct fs *fs, uint32_t index, const char *path,
			   int directory)
{
	uint32_t child = tree_node(tree, index)->child;
	int r = 0;

	for (; !r && child; child = tree_node(tree, child)->next) {
		char below[FS_PATH_SIZE];

		r = fs_path(below, "%s%s%s", path, *path ? "/" : "", tree_name(tree, child));
		if (!r)
			r = write_node(tree, fs, child, below, directory);
	}
	return r;
}

static int write_machine(struct fake *fake, const char *to)
{
	cleanup_close int directory = -1;
	struct fs *fs;
	int r;

	if (mkdir(to, 0755) && errno != EEXIST)
		return -errno;
	directory = open(to, O_RDONLY | O_DIRECTORY);
	if (directory < 0)
		return -errno;
	fake_now = fake;
	r = fs_open("/", &fs);
	if (r)
		return r;
	r = write_directory(&fake->tree, fs, TREE_ROOT, "", directory);
	fs_close(fs);
	return r;
}

static int read_machine(struct fake *fake, const char *machines, const char *from, bool image,
			const char *config)
{
	struct stat st;

	if (!stat(from, &st) && S_ISDIR(st.st_mode))
		return machine_read_case(fake, machines, from, image, config);
	return machine_read(fake, machines, from);
}

int main(int argc, char **argv)
{
	static struct fake fake;
	const char *config = NULL;
	bool image = false;
	int i = 1, r;

	if (i < argc && !strcmp(argv[i], "--image"))
		image = ++i;
	if (i + 1 < argc && !strcmp(argv[i], "--config")) {
		config = argv[i + 1];
		i += 2;
	}
	if (argc - i != 3) {
		fputs("Usage: expand [--image] [--config FILE] MACHINES CASE|MACHINE DIRECTORY\n",
		      stderr);
		return 2;
	}
	fake_start(&fake);
	r = read_machine(&fake, argv[i], argv[i + 1], image, config);
	if (!r)
		r = write_machine(&fake, argv[i + 2]);
	if (r)
		fprintf(stderr, "expand: %s: %s\n", argv[i + 1], strerror(-r));
	fake_free(&fake);
	return r ? 1 : 0;
}

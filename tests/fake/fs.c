// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Replaces src/kernel/fs.c: the same contract on a tree in memory. Allocates what the
 * real one hands to its caller and nothing else.
 */
#include "kernel/fs.h"

#include <errno.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include "fake/kernel.h"

#define ATTRIBUTE_MAX 4096

struct fs {
	struct fake *fake;
};

int fs_open(const char *root, struct fs **fs)
{
	(void)root; /* there is one machine */
	*fs = malloc(sizeof(**fs));
	if (!*fs)
		return -ENOMEM;
	(*fs)->fake = fake_now;
	return 0;
}

void fs_close(struct fs *fs)
{
	free(fs);
}

static int find_file(struct fake *fake, const char *path, uint32_t *file)
{
	int r = tree_find(&fake->tree, path, true, file);

	if (r)
		return r;
	return tree_node(&fake->tree, *file)->type == NODE_DIRECTORY ? -EISDIR : 0;
}

static int read_file(struct fake *fake, const char *path, size_t max, char **data, size_t *length)
{
	char shown[FAKE_OVERRIDE_SIZE + 1];
	const char *content;
	struct node *node;
	uint32_t file;
	size_t size;
	int r = find_file(fake, path, &file);

	if (r)
		return r;
	node = tree_node(&fake->tree, file);
	content = tree_content(&fake->tree, file);
	size = node->length;
	if (node->attribute == ATTRIBUTE_OVERRIDE) {
		const char *override = fake->devices[node->owner].override;

		fake_lock(fake, &fake->devices[node->owner]); /* as before Linux 7.1 */
		size = (size_t)snprintf(shown, sizeof(shown), "%s\n",
					*override ? override : "(null)");
		content = shown;
	} else if (node->attribute != ATTRIBUTE_PLAIN && node->attribute < ATTRIBUTE_NUMVFS) {
		return -EACCES; /* for writing only */
	}
	if (size > max)
		return -EFBIG;
	*data = malloc(size + 1);
	if (!*data)
		return -ENOMEM;
	memcpy(*data, content, size);
	(*data)[size] = '\0';
	*length = size;
	return 0;
}

int fs_read(struct fs *fs, const char *path, size_t max, char **data, size_t *length)
{
	int r = fault_enter(fs->fake, OPERATION_READ, path, NULL);

	if (!r)
		r = read_file(fs->fake, path, max, data, length);
	return fault_leave(fs->fake, OPERATION_READ, path, NULL, r);
}

int fs_read_at(struct fs *fs, const char *path, unsigned int offset, void *out, size_t size)
{
	cleanup_free char *data = NULL;
	size_t length;
	int r = fault_enter(fs->fake, OPERATION_READ, path, NULL);

	if (!r)
		r = read_file(fs->fake, path, SIZE_MAX, &data, &length);
	if (!r && (length < size || offset > length - size))
		r = -ENODATA;
	if (!r)
		memcpy(out, data + offset, size);
	return fault_leave(fs->fake, OPERATION_READ, path, NULL, r);
}

int fs_stat(struct fs *fs, const char *path, struct stat *out)
{
	static const mode_t types[] = {
		[NODE_DIRECTORY] = S_IFDIR | 0755,
		[NODE_FILE] = S_IFREG | 0644,
		[NODE_LINK] = S_IFLNK | 0777,
	};
	const struct node *node;
	uint32_t index;
	int r = fault_enter(fs->fake, OPERATION_EXISTS, path, NULL);

	if (!r)
		r = tree_find(&fs->fake->tree, path, true, &index);
	if (!r) {
		node = tree_node(&fs->fake->tree, index);
		memset(out, 0, sizeof(*out));
		out->st_mode = types[node->type];
		out->st_size = node->length;
	}
	return fault_leave(fs->fake, OPERATION_EXISTS, path, NULL, r);
}

/* The tree in memory has no way out. */
void fs_confine(struct fs *fs, const struct fs_lookup *lookup)
{
	(void)fs;
	(void)lookup;
}

/* A copy of the file as it is now. */
int fs_open_file(struct fs *fs, const char *path)
{
	cleanup_free char *data = NULL;
	size_t length;
	int r = fs_read(fs, path, SIZE_MAX, &data, &length), fd;

	if (r)
		return r;
	fd = memfd_create("fake", MFD_CLOEXEC);
	if (fd < 0)
		return -errno;
	if (write(fd, data, length) == (ssize_t)length && !lseek(fd, 0, SEEK_SET))
		return fd;
	close(fd);
	return -EIO;
}

int fs_read_attribute(struct fs *fs, const char *path, char *out, size_t size)
{
	cleanup_free char *data = NULL;
	size_t length;
	int r = fs_read(fs, path, ATTRIBUTE_MAX, &data, &length);

	if (r)
		return r == -EFBIG ? -EMSGSIZE : r;
	if (length && data[length - 1] == '\n')
		data[--length] = '\0';
	if (memchr(data, '\0', length))
		return -EINVAL;
	if (length >= size)
		return -EMSGSIZE;
	memcpy(out, data, length + 1);
	return 0;
}

static int read_link(struct fake *fake, const char *path, char *out, size_t size)
{
	uint32_t link;
	int r = tree_find(&fake->tree, path, false, &link);

	if (r)
		return r;
	if (tree_node(&fake->tree, link)->type != NODE_LINK)
		return -EINVAL;
	if (tree_node(&fake->tree, link)->length >= size)
		return -EMSGSIZE;
	memcpy(out, tree_content(&fake->tree, link), tree_node(&fake->tree, link)->length + 1);
	return 0;
}

int fs_read_link(struct fs *fs, const char *path, char *out, size_t size)
{
	int r = fault_enter(fs->fake, OPERATION_LINK, path, NULL);

	if (!r)
		r = read_link(fs->fake, path, out, size);
	return fault_leave(fs->fake, OPERATION_LINK, path, NULL, r);
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

void fs_free_names(char **names, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		free(names[i]);
	free(names);
}

int fs_write_all(int fd, const char *data, size_t length)
{
	return write(fd, data, length) == (ssize_t)length ? 0 : -EIO;
}

static int list_directory(struct fake *fake, const char *path, char ***names, size_t *count)
{
	char **list = NULL;
	size_t n = 0;
	uint32_t index;
	int r = tree_find(&fake->tree, path, true, &index);

	if (r)
		return r;
	if (tree_node(&fake->tree, index)->type != NODE_DIRECTORY)
		return -ENOTDIR;
	for (index = tree_node(&fake->tree, index)->child; index;
	     index = tree_node(&fake->tree, index)->next) {
		char **larger = n & (n - 1) ? list : realloc(list, (n ? 2 * n : 1) * sizeof(*list));

		if (larger) {
			list = larger;
			list[n] = strdup(tree_name(&fake->tree, index));
		}
		if (!larger || !list[n]) {
			fs_free_names(list, n);
			return -ENOMEM;
		}
		n++;
	}
	if (n)
		qsort(list, n, sizeof(*list), compare_names);
	*names = list;
	*count = n;
	return 0;
}

int fs_list(struct fs *fs, const char *path, char ***names, size_t *count)
{
	int r = fault_enter(fs->fake, OPERATION_LIST, path, NULL);

	if (!r)
		r = list_directory(fs->fake, path, names, count);
	return fault_leave(fs->fake, OPERATION_LIST, path, NULL, r);
}

bool fs_exists(struct fs *fs, const char *path)
{
	int r = fault_enter(fs->fake, OPERATION_EXISTS, path, NULL);

	if (!r)
		r = tree_find(&fs->fake->tree, path, true, &(uint32_t){ 0 });
	return !fault_leave(fs->fake, OPERATION_EXISTS, path, NULL, r);
}

bool fs_is_in_memory(struct fs *fs)
{
	return !fs->fake->is_running;
}

/* Nothing in memory has a descriptor. */
int fs_root(struct fs *fs)
{
	(void)fs;
	return -ENOSYS;
}

int fs_read_descriptor(int fd, size_t max, char **data, size_t *length)
{
	(void)fd;
	(void)max;
	(void)data;
	(void)length;
	return -ENOSYS;
}

int fs_list_descriptor(int fd, char ***names, size_t *count)
{
	(void)fd;
	(void)names;
	(void)count;
	return -ENOSYS;
}

static int write_file(struct fake *fake, const char *path, const char *text, size_t length)
{
	uint32_t file;
	int r = find_file(fake, path, &file);

	return r ? r : fake_store(fake, file, text, length);
}

int fs_write(struct fs *fs, const char *path, const char *text)
{
	size_t arrives = strlen(text);
	int r = fault_enter(fs->fake, OPERATION_WRITE, path, &arrives), written = 0;

	if (arrives)
		written = write_file(fs->fake, path, text, arrives);
	return fault_leave(fs->fake, OPERATION_WRITE, path, text, r ? r : written);
}

static int replace_file(struct fake *fake, const char *path, const char *data, size_t length)
{
	uint32_t old;
	int64_t file;

	if (!tree_find(&fake->tree, path, false, &old))
		tree_remove(&fake->tree, old);
	file = tree_add_file(&fake->tree, path, data, length);
	return file < 0 ? (int)file : 0;
}

int fs_replace(struct fs *fs, const char *directory, const char *name, mode_t mode,
	       const char *data, size_t length)
{
	char path[FS_PATH_SIZE];
	int r = fs_path(path, "%s/%s", directory, name);

	(void)mode;
	if (r)
		return r;
	r = fault_enter(fs->fake, OPERATION_REPLACE, path, NULL);
	fs->fake->kmsg_at_replace = fs->fake->kmsg.used;
	if (!r)
		r = replace_file(fs->fake, path, data, length);
	return fault_leave(fs->fake, OPERATION_REPLACE, path, NULL, r);
}

int fs_remove(struct fs *fs, const char *path)
{
	uint32_t file;
	int r = fault_enter(fs->fake, OPERATION_REPLACE, path, NULL);

	if (!r)
		r = tree_find(&fs->fake->tree, path, false, &file);
	if (!r)
		tree_remove(&fs->fake->tree, file);
	return fault_leave(fs->fake, OPERATION_REPLACE, path, "nothing", r);
}

/* "read dev/NAME EBUSY" makes it used. */
int fs_try_exclusive(struct fs *fs, const char *path)
{
	uint32_t file;
	int r = fault_enter(fs->fake, OPERATION_READ, path, NULL);

	if (!r)
		r = tree_find(&fs->fake->tree, path, true, &file);
	return fault_leave(fs->fake, OPERATION_READ, path, NULL, r);
}

int fs_path(char out[FS_PATH_SIZE], const char *format, ...)
{
	va_list args;
	int length;

	va_start(args, format);
	length = vsnprintf(out, FS_PATH_SIZE, format, args);
	va_end(args);
	return length < 0 || length >= FS_PATH_SIZE ? -ENAMETOOLONG : 0;
}

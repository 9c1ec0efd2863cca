// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Reads modprobe.d(5), word by word.
 */
#include "host/machine/modprobe_conf.h"

#include <errno.h>
#include <string.h>

#include "core/text.h"
#include "kernel/inputs.h"

#define FILE_MAX ((size_t)1024 * 1024)
#define SUFFIX ".conf"
#define BLANKS " \t"

/* libkmod/libkmod.c, default_config_paths[]; newer ones have usr/lib as well. */
static const char *const directories[] = { "etc/modprobe.d", "run/modprobe.d",
					   "usr/local/lib/modprobe.d", "usr/lib/modprobe.d",
					   "lib/modprobe.d" };

/* The next word, NUL-terminated in place; "" at the end. */
static char *take_word(char **rest)
{
	char *word = *rest + strspn(*rest, BLANKS);

	*rest = word + strcspn(word, BLANKS);
	if (**rest)
		*(*rest)++ = '\0';
	*rest += strspn(*rest, BLANKS);
	return word;
}

/*
 * Ends the line at *text, joined with those that it is continued on. Returns the next line, which
 * after a NUL byte is the rest of the same one.
 */
static char *take_line(char *text, unsigned int *continued, unsigned int *lines)
{
	char *newline;

	*continued = 0;
	while ((newline = strchr(text, '\n')) && newline > text && newline[-1] == '\\') {
		newline[-1] = newline[0] = ' ';
		text = newline;
		++*continued;
	}
	*lines = *continued + (newline ? 1 : 0);
	if (!newline)
		return text + strlen(text) + 1;
	*newline = '\0';
	return newline + 1;
}

struct reader {
	struct fs *fs;
	modprobe_line_fn *see;
	modprobe_fail_fn *fail; /* NULL: not wanted */
	void *data;
};

/* Ignores missing files. 0 or -ENOMEM. */
static int failed(const struct reader *reader, const char *path, int r)
{
	if (reader->fail && r != -ENOMEM && r != -ENOENT)
		reader->fail(reader->data, path, r);
	return r == -ENOMEM ? r : 0;
}

static int read_file(const struct reader *reader, const char *path)
{
	cleanup_free char *content = NULL;
	cleanup_free char *text = NULL;
	char shown[FS_PATH_SIZE];
	unsigned int number = 1, continued, lines;
	size_t length = 0;
	char *line, *next, *end;
	int r = fs_read(reader->fs, path, FILE_MAX, &content, &length);

	if (!r)
		r = fs_path(shown, "/%s", path);
	if (r)
		return failed(reader, path, r);
	for (line = content, end = content + length; line < end; line = next, number += lines) {
		struct modprobe_line found = { .file = shown, .line = number };
		char *rest = line;

		free(text);
		text = strndup(line, strcspn(line, "\n"));
		if (!text)
			return -ENOMEM;
		found.text = text;
		next = take_line(line, &continued, &lines);
		found.command = take_word(&rest);
		found.module = take_word(&rest);
		found.rest = rest;
		found.last = number + continued;
		found.start = (size_t)(line - content);
		found.end = (size_t)((next < end ? next : end) - content);
		found.rest_start = (size_t)(rest - content);
		if (*found.command && *found.command != '#')
			reader->see(reader->data, &found);
	}
	return 0;
}

/* Whether an earlier directory has a file of this name, which hides this one. */
static bool is_masked(struct fs *fs, size_t directory, const char *name)
{
	char path[FS_PATH_SIZE], target[FS_PATH_SIZE];
	size_t i;

	for (i = 0; i < directory; i++)
		if (!fs_path(path, "%s/%s", directories[i], name) &&
		    (fs_exists(fs, path) || !fs_read_link(fs, path, target, sizeof(target))))
			return true;
	return false;
}

static int read_directory(const struct reader *reader, size_t directory)
{
	char **names = NULL;
	size_t count = 0, i;
	int r = fs_list(reader->fs, directories[directory], &names, &count);

	if (r)
		return failed(reader, directories[directory], r);
	for (i = 0; !r && i < count; i++) {
		char path[FS_PATH_SIZE];

		if (!drop_in_counts(names[i], SUFFIX) || is_masked(reader->fs, directory, names[i]))
			continue;
		r = fs_path(path, "%s/%s", directories[directory], names[i]);
		r = r ? failed(reader, directories[directory], r) : read_file(reader, path);
	}
	fs_free_names(names, count);
	return r;
}

int modprobe_conf_read_all(struct fs *fs, modprobe_line_fn *see, modprobe_fail_fn *fail, void *data)
{
	const struct reader reader = { fs, see, fail, data };
	size_t i;
	int r = 0;

	for (i = 0; !r && i < ARRAY_SIZE(directories); i++)
		r = read_directory(&reader, i);
	return r;
}

int modprobe_conf_read(struct fs *fs, modprobe_line_fn *see, void *data)
{
	return modprobe_conf_read_all(fs, see, NULL, data);
}

bool module_is_vfio(const char *name, size_t length)
{
	static const char *const modules[] = { "vfio_pci",         "vfio_pci_core", "vfio",
					       "vfio_iommu_type1", "vfio_virqfd",   "iommufd" };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(modules); i++)
		if (text_is_name(name, length, modules[i]))
			return true;
	return false;
}

// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Finds the files of the configuration, in order, and keeps the content of each as it was read.
 */
#include "host/machine/config_files.h"

#include <errno.h>
#include <string.h>

#include "host/machine/trust.h"
#include "kernel/inputs.h"

/* Leftovers of editors and packages, and unrelated files, are not reported. */
static bool is_leftover(const char *name)
{
	return name[0] == '.' || strchr(name, '~') || strstr(name, CONFIG_SUFFIX ".") ||
	       !strncmp(name, "README", strlen("README"));
}

/* What is needed to read the next file. */
struct reader {
	struct trust trust;
	struct config_files *files;
	struct config *config;
	struct diagnostics *errors;
};

/* A new element without content; NULL: no memory. */
static struct config_file *append(struct config_files *files, const char *name)
{
	struct config_file *list = realloc(files->list, (files->count + 1) * sizeof(*list)), *file;

	if (!list)
		return NULL;
	files->list = list;
	file = &list[files->count++];
	*file = (struct config_file){ .name = strdup(name), .data = strdup("") };
	return file->name && file->data ? file : NULL;
}

static void set_bytes(struct config_file *file, int error, char *data, size_t length)
{
	file->error = error;
	if (error)
		return;
	free(file->data);
	file->data = data;
	file->length = length;
}

static int read_file(struct reader *reader, const struct place *from, const char *path,
		     const char *name)
{
	struct config_file *file = append(reader->files, name);
	struct place place = { .fd = -1 };
	size_t length = 0;
	char *data = NULL;
	int r;

	if (!file)
		return -ENOMEM;
	r = trust_open_file(&reader->trust, from, path, name, &place);
	if (!r)
		r = fs_read_descriptor(place.fd, CONFIG_FILE_MAX, &data, &length);
	set_bytes(file, r, data, length);
	place_close(&place);
	if (r == -EFBIG)
		return diagnostics_add(reader->errors, name, 0, 0, CONFIG_TOO_LONG);
	return inputs_add_file(name, file->error, file->data, file->length, CONFIG_HOST,
			       reader->config, reader->errors);
}

static int read_listed(struct reader *reader, const struct place *directory, char **names,
		       size_t count)
{
	char name[FS_PATH_SIZE];
	size_t i;
	int r = 0;

	for (i = 0; !r && i < count; i++) {
		bool is_read = drop_in_counts(names[i], CONFIG_SUFFIX);

		if (!is_read && is_leftover(names[i]))
			continue;
		r = fs_path(name, "/" CONFIG_DIRECTORY "/%s", names[i]);
		if (!r && is_read)
			r = read_file(reader, directory, names[i], name);
		else if (!r)
			r = diagnostics_add(&reader->files->ignored, name, 0, 0,
					    "ignored: its name does not end in " CONFIG_SUFFIX);
	}
	return r;
}

static int list_drop_ins(struct place *directory, char ***names, size_t *count)
{
	int fd = dup(directory->fd);

	return fd < 0 ? -errno : fs_list_descriptor(fd, names, count);
}

static int read_drop_ins(struct reader *reader)
{
	struct place directory = { .fd = -1 };
	char **names = NULL;
	size_t count = 0;
	int r = trust_open_file(&reader->trust, &reader->trust.root, CONFIG_DIRECTORY,
				"/" CONFIG_DIRECTORY, &directory);

	if (!r)
		r = list_drop_ins(&directory, &names, &count);
	if (!r) {
		r = read_listed(reader, &directory, names, count);
	} else if (r == -ENOENT) {
		r = 0;
	} else if (r != -ENOMEM) {
		reader->config->unreadable = true;
		r = diagnostics_add_error(reader->errors, "/" CONFIG_DIRECTORY, "cannot be listed",
					  r);
	}
	fs_free_names(names, count);
	place_close(&directory);
	return r;
}

int config_files_read(struct config_files *files, struct fs *fs, struct config *config,
		      struct diagnostics *errors)
{
	struct reader reader = { .files = files, .config = config, .errors = errors };
	int r = trust_open(&reader.trust, fs);

	if (!r)
		r = read_file(&reader, &reader.trust.root, CONFIG_PATH, "/" CONFIG_PATH);
	if (!r)
		r = read_drop_ins(&reader);
	files->refused = reader.trust.refused;
	reader.trust.refused = (struct diagnostics){ 0 };
	trust_close(&reader.trust);
	return r;
}

static int read_running(struct config_files *files, struct fs *fs)
{
	struct config_file *file = append(files, CMDLINE_OF_THIS_BOOT);
	size_t length = 0;
	char *data = NULL;
	int r;

	if (!file)
		return -ENOMEM;
	r = fs_read(fs, CMDLINE_PATH, CMDLINE_MAX, &data, &length);
	if (r == -ENOMEM)
		return r;
	set_bytes(file, r, data, length);
	return 0;
}

/* This boot's command line is unreadable, but the next boot's comes from a boot loader file. */
static int read_next(struct config_files *files, struct fs *fs)
{
	struct config_file *file = append(files, CMDLINE_NAME), *running = file - 1;
	struct text *line = &files->next.line;
	int r;

	if (!file)
		return -ENOMEM;
	r = next_words_read(fs, running->data, running->length, &files->next);
	if (r)
		return r;
	r = *files->next.file ? 0 : running->error;
	if (!line->data)
		text_puts(line, "");
	if (text_error(line))
		return -ENOMEM;
	set_bytes(file, r, line->data, line->length);
	if (!r)
		*line = (struct text){ 0 };
	return 0;
}

int config_files_read_cmdline(struct config_files *files, struct fs *fs,
			      const struct config_file **running, const struct config_file **next)
{
	int r = read_running(files, fs);

	if (!r)
		r = read_next(files, fs);
	if (r)
		return r;
	*running = &files->list[files->count - 2];
	*next = &files->list[files->count - 1];
	return 0;
}

void config_files_free(struct config_files *files)
{
	size_t i;

	for (i = 0; i < files->count; i++) {
		free(files->list[i].name);
		free(files->list[i].data);
	}
	free(files->list);
	next_words_free(&files->next);
	diagnostics_free(&files->refused);
	diagnostics_free(&files->ignored);
	memset(files, 0, sizeof(*files));
}

const struct config_file *config_files_find(const struct config_files *files, const char *name)
{
	size_t i;

	for (i = 0; i < files->count; i++)
		if (!strcmp(files->list[i].name, name))
			return &files->list[i];
	return NULL;
}

const char *config_files_line(const struct config_files *files, const char *name, unsigned int line,
			      size_t *length)
{
	const struct config_file *file = config_files_find(files, name);
	const char *start, *end, *newline;

	if (!file || !line)
		return NULL;
	for (start = file->data, end = start + file->length; start < end; start = newline + 1) {
		newline = memchr(start, '\n', (size_t)(end - start));
		if (!newline)
			newline = end;
		if (!--line) {
			*length = (size_t)(newline - start);
			return start;
		}
	}
	return NULL;
}

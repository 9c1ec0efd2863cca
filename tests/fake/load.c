// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Reads machines and cases.
 */
#include "fake/load.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "fake/machine.h"

#define CONFIG_FILE "etc/vfio-prebind.conf"
#define CONFIG_DROP_INS "etc/vfio-prebind.conf.d"

/* A whole file, NUL-terminated; *data is NULL when there is none. */
static int read_whole(const char *path, char **data, size_t *length)
{
	FILE *stream = fopen(path, "r");
	char *buffer = NULL;
	size_t used = 0, n;

	*data = NULL;
	*length = 0;
	if (!stream)
		return errno == ENOENT ? 0 : -errno;
	do {
		char *larger = realloc(buffer, used + 4097);

		if (!larger) {
			free(buffer);
			fclose(stream);
			return -ENOMEM;
		}
		buffer = larger;
		n = fread(buffer + used, 1, 4096, stream);
		used += n;
	} while (n);
	fclose(stream);
	buffer[used] = '\0';
	*data = buffer;
	*length = used;
	return 0;
}

static int complain(const char *path, const char *phrase)
{
	fprintf(stderr, "%s: %s\n", path, phrase);
	return -EINVAL;
}

int load_machine(struct fake *fake, const char *machines, const char *path, unsigned int depth)
{
	char *text;
	size_t length;
	int r = read_whole(path, &text, &length);

	if (r || !text)
		return complain(path, "this machine cannot be read");
	r = load_text(fake, machines, path, text, length, depth);
	free(text);
	return r;
}

int machine_read(struct fake *fake, const char *machines, const char *path)
{
	static const char id[] = "1b6d7c1f5cfc4ba2a7a5b0f7a2f0c9e1\n";

	if (tree_add_file(&fake->tree, "etc/machine-id", id, strlen(id)) < 0)
		return complain(path, "there is no memory");
	return load_machine(fake, machines, path, 0);
}

static void replace(struct fake *fake, const char *path, const char *data, size_t length)
{
	uint32_t old;

	if (!tree_find(&fake->tree, path, false, &old))
		tree_remove(&fake->tree, old);
	(void)tree_add_file(&fake->tree, path, data, length);
}

/* Puts from, a real file, at path; without it nothing happens. */
static int put_file(struct fake *fake, const char *from, const char *path)
{
	char *data;
	size_t length;
	int r = read_whole(from, &data, &length);

	if (r)
		return complain(from, "cannot be read");
	if (data)
		replace(fake, path, data, length);
	free(data);
	return 0;
}

/* Puts all below the real directory from at path. */
static int put_directory(struct fake *fake, const char *from, const char *path)
{
	DIR *directory = opendir(from);
	struct dirent *entry;
	int r = 0;

	if (!directory)
		return 0;
	while (!r && (entry = readdir(directory))) {
		char below[FAKE_PATH_SIZE], target[FAKE_PATH_SIZE];
		struct stat st;

		if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, ".."))
			continue;
		(void)snprintf(below, sizeof(below), "%s/%s", from, entry->d_name);
		(void)snprintf(target, sizeof(target), "%s/%s", path, entry->d_name);
		if (stat(below, &st))
			r = complain(below, "cannot be read");
		else if (S_ISDIR(st.st_mode))
			r = put_directory(fake, below, target);
		else
			r = put_file(fake, below, target);
	}
	closedir(directory);
	return r;
}

static int put_faults(struct fake *fake, const char *path)
{
	char *text;
	size_t length;
	unsigned int line = 0;
	int r = read_whole(path, &text, &length);

	if (!r && text)
		r = fault_parse(&fake->faults, text, length, &line);
	free(text);
	if (r)
		fprintf(stderr, "%s:%u: not a fault\n", path, line);
	return r;
}

static int put_config(struct fake *fake, const char *config)
{
	uint32_t old;

	if (!tree_find(&fake->tree, CONFIG_FILE, false, &old))
		tree_remove(&fake->tree, old);
	if (!tree_find(&fake->tree, CONFIG_DROP_INS, false, &old))
		tree_remove(&fake->tree, old);
	return put_file(fake, config, CONFIG_FILE);
}

int machine_read_case(struct fake *fake, const char *machines, const char *directory, bool image,
		      const char *config)
{
	char path[FAKE_PATH_SIZE];
	struct stat st;
	int r;

	(void)snprintf(path, sizeof(path), "%s/machine.boot", directory);
	if (!image || stat(path, &st))
		(void)snprintf(path, sizeof(path), "%s/machine", directory);
	r = machine_read(fake, machines, path);
	(void)snprintf(path, sizeof(path), "%s/etc", directory);
	if (!r)
		r = put_directory(fake, path, "etc");
	(void)snprintf(path, sizeof(path), "%s/run", directory);
	if (!r && !image)
		r = put_directory(fake, path, "run");
	if (!r && config)
		r = put_config(fake, config);
	(void)snprintf(path, sizeof(path), "%s/cmdline", directory);
	if (!r)
		r = put_file(fake, path, "proc/cmdline");
	(void)snprintf(path, sizeof(path), "%s/faults", directory);
	return r ? r : put_faults(fake, path);
}

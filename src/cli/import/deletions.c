// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * One change per file, of the cuts of all settings in it.
 */
#include "cli/import/deletions.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#define FILE_MAX ((size_t)1024 * 1024)

static int compare_cuts(const void *a, const void *b)
{
	const struct setting_cut *left = a, *right = b;

	return left->start < right->start ? -1 : left->start > right->start;
}

int text_without(const char *text, size_t length, struct setting_cut *cuts, size_t count,
		 struct change_content *out)
{
	char *data = malloc(length + 1), *to = data;
	size_t from = 0, i;

	if (!data)
		return -ENOMEM;
	if (count)
		qsort(cuts, count, sizeof(*cuts), compare_cuts);
	for (i = 0; i < count; i++) {
		if (cuts[i].end > length || cuts[i].start > cuts[i].end) {
			free(data);
			return -ERANGE;
		}
		if (cuts[i].start > from) {
			memcpy(to, text + from, cuts[i].start - from);
			to += cuts[i].start - from;
		}
		from = cuts[i].end > from ? cuts[i].end : from;
	}
	memcpy(to, text + from, length - from);
	to += length - from;
	*to = '\0';
	*out = (struct change_content){ data, (size_t)(to - data) };
	return 0;
}

static bool is_below(const char *path, const char *const *list, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (!strncmp(path, list[i], strlen(list[i])))
			return true;
	return false;
}

/* The file to change: the setting's own, or the one that hides a package's. */
static int find_target(const struct setting *setting, char out[FS_PATH_SIZE])
{
	static const char *const ours[] = { "/etc/", "/run/", "/boot/", "/efi/" };
	const char *file = text_string(&setting->file), *name = strrchr(file, '/');

	if (!name || setting->cure == SETTING_FILE || is_below(file, ours, ARRAY_SIZE(ours)))
		return fs_path(out, "%s", file + 1);
	return fs_path(out, "etc/%s%s",
		       setting->source == SETTING_UDEV ? "udev/rules.d" : "modprobe.d", name);
}

bool deletion_is_known(const struct setting *setting)
{
	const char *file = text_string(&setting->file);

	return !setting->problem.length && file[0] == '/' &&
	       (setting->cut_count || setting->cure == SETTING_FILE) &&
	       !strchr(file, '?'); /* its name has unprintable bytes */
}

/* Reads the current content and mode. */
static int read_old(struct fs *fs, struct change *change, const char *source)
{
	struct stat st;
	int r;

	if (strcmp(change->path, source))
		return 0; /* it is a new copy of the other file */
	r = fs_stat(fs, source, &st);
	if (!r)
		r = fs_read(fs, source, FILE_MAX, &change->old.data, &change->old.length);
	if (r)
		return r;
	change->mode = st.st_mode & 07777;
	change->uid = st.st_uid;
	change->gid = st.st_gid;
	return 0;
}

/* All cuts in the file of the setting. 0 or -ENOMEM. */
static int collect_cuts(struct settings *settings, const struct setting *wanted,
			struct setting_cut **cuts, size_t *count)
{
	size_t i;

	*cuts = NULL;
	*count = 0;
	for (i = 0; i < settings->count; i++) {
		struct setting *setting = &settings->list[i];
		struct setting_cut *more;

		if (!deletion_is_known(setting) ||
		    strcmp(text_string(&setting->file), text_string(&wanted->file)))
			continue;
		more = realloc(*cuts, (*count + setting->cut_count + 1) * sizeof(*more));
		if (!more)
			return -ENOMEM;
		*cuts = more;
		if (setting->cut_count)
			memcpy(more + *count, setting->cuts, setting->cut_count * sizeof(*more));
		*count += setting->cut_count;
		setting->is_deleted = true;
	}
	return 0;
}

static int cut_file(struct import *import, const struct setting *setting, struct change *change)
{
	cleanup_free struct setting_cut *cuts = NULL;
	cleanup_free char *content = NULL;
	size_t length, count;
	int r = collect_cuts(&import->settings, setting, &cuts, &count);

	if (r || setting->cure == SETTING_FILE)
		return r;
	r = fs_read(import->machine->fs, text_string(&setting->file) + 1, FILE_MAX, &content,
		    &length);
	return r ? r : text_without(content, length, cuts, count, &change->new);
}

static int add_change(struct import *import, const struct setting *setting, struct changes *changes)
{
	struct change *list = realloc(changes->list, (changes->count + 1) * sizeof(*changes->list));
	struct change *change;
	char target[FS_PATH_SIZE];
	int r;

	if (!list)
		return -ENOMEM;
	changes->list = list;
	change = &list[changes->count++];
	*change = (struct change){ 0 };
	r = find_target(setting, target);
	if (r)
		return r;
	change->path = strdup(target);
	if (!change->path)
		return -ENOMEM;
	r = read_old(import->machine->fs, change, text_string(&setting->file) + 1);
	return r ? r : cut_file(import, setting, change);
}

int deletions_plan(struct import *import, struct changes *changes)
{
	size_t i;
	int r = 0;

	for (i = 0; !r && i < import->settings.count; i++) {
		const struct setting *setting = &import->settings.list[i];

		if (deletion_is_known(setting) && !setting->is_deleted)
			r = add_change(import, setting, changes);
	}
	return r;
}

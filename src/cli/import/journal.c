// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The journal is JSON: {"format":1,"files":[{"path":...,"old":...,"new":...,"mode":...}]}.
 */
#include "cli/import/journal.h"

#include <errno.h>
#include <fcntl.h>
#include <json-c/json.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "host/base/atomic_file.h"

#define SUFFIX ".json"
#define JOURNAL_MAX ((size_t)64 * 1024 * 1024)
#define NUMBER_MAX 999999

/* An object of files of objects. */
#define DEPTH_MAX 4

static void free_change(struct change *change)
{
	free(change->path);
	free(change->old.data);
	free(change->new.data);
}

void changes_free(struct changes *changes)
{
	size_t i;

	for (i = 0; i < changes->count; i++)
		free_change(&changes->list[i]);
	free(changes->list);
}

static struct json_object *content_json(const struct change_content *content)
{
	return content->data ? json_object_new_string_len(content->data, (int)content->length)
			     : NULL;
}

static struct json_object *changes_json(const struct changes *changes)
{
	struct json_object *top = json_object_new_object(), *files = json_object_new_array();
	size_t i;

	for (i = 0; i < changes->count; i++) {
		const struct change *change = &changes->list[i];
		struct json_object *file = json_object_new_object();

		json_object_object_add(file, "path", json_object_new_string(change->path));
		json_object_object_add(file, "mode", json_object_new_int64(change->mode));
		json_object_object_add(file, "uid", json_object_new_int64(change->uid));
		json_object_object_add(file, "gid", json_object_new_int64(change->gid));
		json_object_object_add(file, "old", content_json(&change->old));
		json_object_object_add(file, "new", content_json(&change->new));
		json_object_array_add(files, file);
	}
	json_object_object_add(top, "format", json_object_new_int(1));
	json_object_object_add(top, "files", files);
	return top;
}

/* Only root reads it: a file in it may be one that only root can read. A descriptor or negative
 * errno. */
static int open_directory(const char *sysroot)
{
	static const char *const parts[] = { "var", "lib", "vfio-prebind", "import" };
	int fd = open(sysroot, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	size_t i;

	if (fd < 0)
		return -errno;
	for (i = 0; fd >= 0 && i < ARRAY_SIZE(parts); i++) {
		int next = enter_directory(fd, parts[i], true);

		close(fd);
		fd = next;
	}
	if (fd >= 0 && fchmod(fd, 0700)) {
		int r = -errno;

		close(fd);
		return r;
	}
	return fd;
}

/* "12.json"; 0: it is none. */
static unsigned int name_number(const char *name)
{
	size_t digits = strspn(name, "0123456789");

	if (!digits || digits > 6 || strcmp(name + digits, SUFFIX) || name[0] == '0')
		return 0;
	return (unsigned int)strtoul(name, NULL, 10);
}

/* The highest number of a journal. 0 and *number, 0 where there is none; negative errno. */
static int find_last(struct fs *fs, unsigned int *number)
{
	char **names = NULL;
	size_t count = 0, i;
	int r = fs_list(fs, JOURNAL_DIRECTORY, &names, &count);

	*number = 0;
	for (i = 0; !r && i < count; i++)
		if (name_number(names[i]) > *number)
			*number = name_number(names[i]);
	fs_free_names(names, count);
	return r == -ENOENT ? 0 : r;
}

static int write_journal(struct changes *changes, struct fs *fs, const char *sysroot)
{
	struct json_object *json;
	char name[FS_PATH_SIZE];
	const char *text;
	size_t length;
	int r = find_last(fs, &changes->number);
	cleanup_close int directory = r ? r : open_directory(sysroot);

	if (directory < 0)
		return directory;
	if (++changes->number > NUMBER_MAX)
		return -EOVERFLOW;
	r = fs_path(name, "%u" SUFFIX, changes->number);
	if (r)
		return r;
	json = changes_json(changes);
	text = json_object_to_json_string_length(json, JSON_C_TO_STRING_NOSLASHESCAPE, &length);
	r = !text ? -ENOMEM : length > JOURNAL_MAX ? -EFBIG : 0;
	if (!r)
		r = replace_file_at(directory, name, text, length);
	json_object_put(json);
	return r;
}

static int remove_journal(const struct changes *changes, const char *sysroot)
{
	char path[FS_PATH_SIZE];
	int r = fs_path(path, JOURNAL_DIRECTORY "/%u" SUFFIX, changes->number);

	return r ? r : remove_file(sysroot, path);
}

static bool is_same(const struct change_content *a, const struct change_content *b)
{
	if (!a->data || !b->data)
		return !a->data && !b->data;
	return a->length == b->length && !memcmp(a->data, b->data, a->length);
}

/* Compares the file with the old and the new one. 0; -EALREADY for neither; negative errno. */
static int look_at(const struct change *change, struct fs *fs, bool *is_new)
{
	struct change_content now = { 0 };
	int r = fs_read(fs, change->path, JOURNAL_MAX, &now.data, &now.length);

	if (r && r != -ENOENT)
		return r;
	*is_new = is_same(&now, &change->new);
	r = *is_new || is_same(&now, &change->old) ? 0 : -EALREADY;
	free(now.data);
	return r;
}

static int write_content(const struct change *change, const char *sysroot,
			 const struct change_content *content)
{
	const struct stat owner = { .st_mode = change->mode,
				    .st_uid = change->uid,
				    .st_gid = change->gid };

	if (!content->data)
		return remove_file(sysroot, change->path);
	if (!change->old.data)
		return replace_file(sysroot, change->path, content->data, content->length);
	return restore_file(sysroot, change->path, content->data, content->length, &owner);
}

/* Checks all of them before any change. */
static int look_at_all(const struct changes *changes, struct fs *fs, size_t *at)
{
	bool is_new;
	int r = 0;

	for (*at = 0; !r && *at < changes->count; ++*at) {
		r = look_at(&changes->list[*at], fs, &is_new);
		if (r)
			return r;
	}
	return 0;
}

/* Restores the old files where the new ones are. */
static int bring_back(struct changes *changes, struct fs *fs, const char *sysroot, size_t *at)
{
	for (*at = 0; *at < changes->count; ++*at) {
		struct change *change = &changes->list[*at];
		bool is_new;
		int r = look_at(change, fs, &is_new);

		if (!r && is_new)
			r = write_content(change, sysroot, &change->old);
		if (r)
			return r;
	}
	return remove_journal(changes, sysroot);
}

int changes_do(struct changes *changes, struct fs *fs, const char *sysroot, size_t *at)
{
	size_t ignored;
	int r = look_at_all(changes, fs, at);

	if (!r)
		r = write_journal(changes, fs, sysroot);
	for (*at = r ? *at : 0; !r && *at < changes->count; ++*at) {
		r = write_content(&changes->list[*at], sysroot, &changes->list[*at].new);
		if (r)
			break;
	}
	/* what cannot be restored now is still in the journal */
	if (r && *at < changes->count && changes->number)
		(void)bring_back(changes, fs, sysroot, &ignored);
	return r;
}

int changes_undo(struct changes *changes, struct fs *fs, const char *sysroot, size_t *at)
{
	int r = look_at_all(changes, fs, at);

	return r ? r : bring_back(changes, fs, sysroot, at);
}

static int read_content(struct json_object *file, const char *key, struct change_content *content)
{
	struct json_object *value;

	if (!json_object_object_get_ex(file, key, &value))
		return -EBADMSG;
	if (!value)
		return 0;
	if (!json_object_is_type(value, json_type_string))
		return -EBADMSG;
	content->length = (size_t)json_object_get_string_len(value);
	content->data = malloc(content->length + 1);
	if (!content->data)
		return -ENOMEM;
	memcpy(content->data, json_object_get_string(value), content->length + 1);
	return 0;
}

static int read_number(struct json_object *file, const char *key, int64_t *number)
{
	struct json_object *value;

	if (!json_object_object_get_ex(file, key, &value) ||
	    !json_object_is_type(value, json_type_int))
		return -EBADMSG;
	*number = json_object_get_int64(value);
	return *number < 0 || *number > UINT32_MAX ? -EBADMSG : 0;
}

/* A path that was written: relative, without "..", and whole. */
static bool is_path(const struct change_content *path)
{
	const char *part = path->data;

	if (!path->data || !*path->data || *path->data == '/' ||
	    strlen(path->data) != path->length || path->length >= FS_PATH_SIZE)
		return false;
	while (part && (strncmp(part, "..", 2) || (part[2] && part[2] != '/'))) {
		part = strchr(part, '/');
		part = part ? part + 1 : NULL;
	}
	return !part;
}

static int read_change(struct json_object *file, struct change *change)
{
	struct change_content path = { 0 };
	int64_t mode, uid, gid;
	int r;

	if (!json_object_is_type(file, json_type_object))
		return -EBADMSG;
	r = read_content(file, "path", &path);
	change->path = path.data;
	if (!r && !is_path(&path))
		r = -EBADMSG;
	if (!r)
		r = read_content(file, "old", &change->old);
	if (!r)
		r = read_content(file, "new", &change->new);
	if (!r && (read_number(file, "mode", &mode) || read_number(file, "uid", &uid) ||
		   read_number(file, "gid", &gid)))
		r = -EBADMSG;
	if (r)
		return r;
	change->mode = (mode_t)mode & 07777;
	change->uid = (uid_t)uid;
	change->gid = (gid_t)gid;
	return 0;
}

static int read_changes(struct json_object *top, struct changes *changes)
{
	struct json_object *format, *files;
	size_t count, i;
	int r = 0;

	if (!json_object_object_get_ex(top, "format", &format) ||
	    json_object_get_int(format) != 1 || !json_object_object_get_ex(top, "files", &files) ||
	    !json_object_is_type(files, json_type_array))
		return -EBADMSG;
	count = json_object_array_length(files);
	changes->list = calloc(count + 1, sizeof(*changes->list));
	if (!changes->list)
		return -ENOMEM;
	for (i = 0; !r && i < count; i++) {
		changes->count++;
		r = read_change(json_object_array_get_idx(files, i), &changes->list[i]);
	}
	return r;
}

int changes_read_last(struct changes *changes, struct fs *fs)
{
	struct json_tokener *tokener;
	struct json_object *top = NULL;
	cleanup_free char *text = NULL;
	char path[FS_PATH_SIZE];
	size_t length;
	int r = find_last(fs, &changes->number);

	if (!r && !changes->number)
		r = -ENOENT;
	if (!r)
		r = fs_path(path, JOURNAL_DIRECTORY "/%u" SUFFIX, changes->number);
	if (!r)
		r = fs_read(fs, path, JOURNAL_MAX, &text, &length);
	if (r)
		return r;
	tokener = json_tokener_new_ex(DEPTH_MAX);
	if (!tokener)
		return -ENOMEM;
	top = json_tokener_parse_ex(tokener, text, (int)length);
	r = json_object_is_type(top, json_type_object) ? read_changes(top, changes) : -EBADMSG;
	json_object_put(top);
	json_tokener_free(tokener);
	return r;
}

// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * systemd-boot(7) and loader.conf(5).
 */
#include "host/entries/systemd_boot.h"

#include <ctype.h>
#include <errno.h>
#include <fnmatch.h>
#include <stdio.h>
#include <string.h>

#include "host/base/efi.h"
#include "host/base/version.h"
#include "host/entries/type1.h"
#include "host/entries/uki.h"

#define TYPE1 "loader/entries"
#define UNIFIED "EFI/Linux"
#define LOADER_CONF "loader/loader.conf"

/* One file of a directory becomes an entry. 0, or negative errno when it cannot be read. */
typedef int read_file_fn(struct boot_entries *entries, size_t place, const char *path,
			 const char *name);

/* What is full or without memory ends the reading; another error is the file's. */
static int skip_error(struct boot_entries *entries, size_t place, const char *path, int error)
{
	if (!error || error == -ENOMEM || error == -E2BIG)
		return error;
	return entries_add_error(entries, &entries->places[place], path,
				 "cannot determine the boot entries", error);
}

static bool has_suffix(const char *name, const char *suffix)
{
	size_t length = strlen(name), suffix_length = strlen(suffix);

	return length > suffix_length && *name != '.' &&
	       !fnmatch(suffix, name + length - suffix_length, FNM_CASEFOLD);
}

static int read_directory(struct boot_entries *entries, size_t place, const char *directory,
			  const char *suffix, read_file_fn *read_file)
{
	const struct boot_place *from = &entries->places[place];
	char path[FS_PATH_SIZE];
	char **names = NULL;
	size_t count = 0, i;
	int r = fs_path(path, "%s%s", from->prefix, directory);

	if (!r)
		r = fs_list(from->fs, path, &names, &count);
	if (r)
		return r == -ENOENT || r == -ENOTDIR ? 0 : skip_error(entries, place, path, r);
	for (i = 0; !r && i < count; i++) {
		if (!has_suffix(names[i], suffix))
			continue;
		r = fs_path(path, "%s%s/%s", from->prefix, directory, names[i]);
		if (!r)
			r = read_file(entries, place, path, names[i]);
		r = skip_error(entries, place, path, r);
	}
	fs_free_names(names, count);
	return r;
}

static int read_type1(struct boot_entries *entries, size_t place, const char *path,
		      const char *name)
{
	struct boot_entry entry = { 0 };
	cleanup_free char *data = NULL;
	size_t length;
	int r = fs_read(entries->places[place].fs, path, TYPE1_MAX, &data, &length);

	if (!r)
		r = type1_parse(name, data, length, &entry);
	if (r)
		return r;
	if (!entry.kernel) {
		entry_free(&entry);
		return 0;
	}
	entry.place = place;
	r = entry_set(&entry.file, path, strlen(path));
	if (!r)
		return entries_add(entries, &entry);
	entry_free(&entry);
	return r;
}

int systemd_boot_read_type1(struct boot_entries *entries, size_t place)
{
	return read_directory(entries, place, TYPE1, ".conf", read_type1);
}

static int add_unified(struct boot_entries *entries, size_t place, const char *path,
		       const char *name, int fd, unsigned int profile)
{
	struct boot_entry entry = {
		.loader = BOOT_SYSTEMD, .is_unified = true, .profile = profile, .place = place
	};
	static const char damaged[] = "its file is damaged or truncated";
	const char *kernel = path + strlen(entries->places[place].prefix);
	int r = type1_set_id(&entry, name, ".efi");

	if (!r)
		r = uki_read(fd, &entry);
	if (r == -EBADMSG)
		r = entry_set(&entry.unread, damaged, strlen(damaged));
	if (!r)
		r = entry_set(&entry.kernel, kernel, strlen(kernel));
	if (!r)
		r = entry_set(&entry.file, path, strlen(path));
	if (!r)
		return entries_add(entries, &entry);
	entry_free(&entry);
	return r == -ENOEXEC ? 0 : r; /* another program of the firmware */
}

/* An entry for each profile. */
static int read_unified(struct boot_entries *entries, size_t place, const char *path,
			const char *name)
{
	cleanup_close int fd = fs_open_file(entries->places[place].fs, path);
	unsigned int count = fd < 0 ? 0 : uki_count_profiles(fd), profile = 0;
	int r = fd < 0 ? fd : 0;

	if (r)
		return r;
	do
		r = add_unified(entries, place, path, name, fd, profile);
	while (!r && ++profile < count);
	return r;
}

/* Without the entries that start another profile than the first. */
static void drop_profiles(struct boot_entries *entries, size_t first)
{
	size_t i, kept = first;

	for (i = first; i < entries->count; i++)
		if (entries->list[i].profile)
			entry_free(&entries->list[i]);
		else
			entries->list[kept++] = entries->list[i];
	entries->count = kept;
}

int systemd_boot_read_unified(struct boot_entries *entries, size_t place, enum boot_loader loader,
			      bool has_profiles)
{
	size_t first = entries->count;
	int r = read_directory(entries, place, UNIFIED, ".efi", read_unified);

	if (!has_profiles)
		drop_profiles(entries, first);
	for (; first < entries->count; first++)
		entries->list[first].loader = loader;
	return r;
}

/* --- the order ------------------------------------------------------------------------------ */

static int compare_strings(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "");
}

/* What has a sort key comes first, then the newest. */
static int compare_entries(const void *left, const void *right)
{
	const struct boot_entry *a = left, *b = right;
	int r = a->has_no_tries - b->has_no_tries;

	if (!r)
		r = !a->sort_key - !b->sort_key;
	if (!r && a->sort_key) {
		r = strcmp(a->sort_key, b->sort_key);
		if (!r)
			r = compare_strings(a->machine_id, b->machine_id);
		if (!r)
			r = version_compare(b->version, a->version);
	}
	if (!r && a->is_unified && b->is_unified && a->place == b->place &&
	    !strcmp(a->kernel, b->kernel))
		r = a->profile < b->profile ? -1 : a->profile > b->profile;
	return r ? r : version_compare(b->id, a->id);
}

/* The last "default" of loader.conf; "": there is none. */
static void read_default(const struct boot_place *place, char out[EFI_TEXT_SIZE])
{
	static const char key[] = "default";
	cleanup_free char *data = NULL;
	char path[FS_PATH_SIZE];
	char *line, *save = NULL;
	size_t length;

	*out = '\0';
	if (fs_path(path, "%s" LOADER_CONF, place->prefix) ||
	    fs_read(place->fs, path, TYPE1_MAX, &data, &length))
		return;
	for (line = strtok_r(data, "\n", &save); line; line = strtok_r(NULL, "\n", &save)) {
		line += strspn(line, " \t");
		if (strncmp(line, key, strlen(key)) != 0 || !strchr(" \t", line[strlen(key)]))
			continue;
		line += strlen(key);
		line += strspn(line, " \t");
		length = strcspn(line, " \t\r");
		if (length < EFI_TEXT_SIZE) {
			memcpy(out, line, length);
			out[length] = '\0';
		}
	}
}

static size_t match_id(const struct boot_entries *entries, size_t first, const char *pattern)
{
	size_t i;

	for (i = first; i < entries->count; i++)
		if (!fnmatch(pattern, entries->list[i].id, 0))
			break;
	return i;
}

/*
 * The first entry that the pattern matches; the count of entries: none. kernelstub(1) writes
 * patterns without ".conf", as ids once were.
 */
static size_t match_entry(const struct boot_entries *entries, size_t first, char *pattern)
{
	char with_suffix[EFI_TEXT_SIZE + 5];
	size_t found = entries->count;
	char *c;

	for (c = pattern; *c; c++)
		*c = (char)tolower((unsigned char)*c);
	if (*pattern)
		found = match_id(entries, first, pattern);
	if (!*pattern || found < entries->count)
		return found;
	(void)snprintf(with_suffix, sizeof(with_suffix), "%s.conf", pattern);
	return match_id(entries, first, with_suffix);
}

int systemd_boot_choose(struct boot_entries *entries, size_t first, size_t place, struct fs *fs)
{
	static const char *const variables[] = { "LoaderEntryOneShot", "LoaderEntryDefault" };
	char pattern[EFI_TEXT_SIZE];
	size_t chosen = entries->count, i;

	if (first == entries->count)
		return 0;
	qsort(&entries->list[first], entries->count - first, sizeof(*entries->list),
	      compare_entries);
	for (i = 0; chosen == entries->count && i < ARRAY_SIZE(variables); i++)
		if (!efi_read(fs, variables[i], pattern)) {
			if (!strcmp(pattern, "@saved") &&
			    efi_read(fs, "LoaderEntryLastBooted", pattern))
				continue;
			chosen = match_entry(entries, first, pattern);
		}
	if (chosen == entries->count) {
		read_default(&entries->places[place], pattern);
		if (strcmp(pattern, "@saved") || !efi_read(fs, "LoaderEntryLastBooted", pattern))
			chosen = match_entry(entries, first, pattern);
	}
	entries->list[chosen < entries->count ? chosen : first].is_default = true;
	return 0;
}

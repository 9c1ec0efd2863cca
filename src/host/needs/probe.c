// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * libblkid.
 */
#include "host/needs/probe.h"

#include <blkid.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>

#define BLOCK "sys/class/block"

/* libblkid's names, and udev's for the same value: as it is, or with "\x20" for a blank. */
static const struct {
	const char *name, *key;
	bool is_encoded;
} properties[] = {
	{ "TYPE", "E:ID_FS_TYPE", false },
	{ "UUID", "E:ID_FS_UUID", false },
	{ "LABEL", "E:ID_FS_LABEL", false },
	{ "LABEL", "E:ID_FS_LABEL_ENC", true },
	{ "PART_ENTRY_UUID", "E:ID_PART_ENTRY_UUID", false },
	{ "PART_ENTRY_NAME", "E:ID_PART_ENTRY_NAME", true },
};

static void read_values(blkid_probe probe, struct text *lines)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(properties); i++) {
		char encoded[1024];
		const char *value;

		if (blkid_probe_lookup_value(probe, properties[i].name, &value, NULL))
			continue;
		if (properties[i].is_encoded) {
			if (blkid_encode_string(value, encoded, sizeof(encoded)))
				continue;
			value = encoded;
		}
		if (!strchr(value, '\n')) /* would become a line of its own */
			text_printf(lines, "%s=%s\n", properties[i].key, value);
	}
}

static int probe_fd(int fd, struct text *lines)
{
	blkid_probe probe = blkid_new_probe();

	if (!probe)
		return -ENOMEM;
	blkid_probe_enable_superblocks(probe, 1);
	blkid_probe_set_superblocks_flags(probe, BLKID_SUBLKS_TYPE | BLKID_SUBLKS_UUID |
							 BLKID_SUBLKS_LABEL);
	blkid_probe_enable_partitions(probe, 1);
	blkid_probe_set_partitions_flags(probe, BLKID_PARTS_ENTRY_DETAILS);
	if (!blkid_probe_set_device(probe, fd, 0, 0) && !blkid_do_safeprobe(probe))
		read_values(probe, lines);
	blkid_free_probe(probe);
	return text_error(lines);
}

/* A device that has vanished, has no medium or must not be read adds nothing. */
static int probe_one(struct fs *fs, const char *name, struct labels *labels)
{
	char path[FS_PATH_SIZE], number[32];
	struct text lines = { 0 };
	cleanup_close int fd = -1;
	struct stat st;
	char *slash;
	int r;

	if (fs_path(path, BLOCK "/%s/dev", name) ||
	    fs_read_attribute(fs, path, number, sizeof(number)) || fs_path(path, "/dev/%s", name))
		return 0;
	for (slash = path; (slash = strchr(slash, '!'));)
		*slash = '/';
	fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
	if (fd < 0 || fstat(fd, &st) || !S_ISBLK(st.st_mode))
		return 0;
	r = probe_fd(fd, &lines);
	if (!r && lines.length)
		return labels_add(labels, number, lines.data);
	text_free(&lines);
	return r;
}

static bool is_running_system(struct fs *fs)
{
	struct stat root, ours;

	return !fs_stat(fs, ".", &ours) && !stat("/", &root) && ours.st_dev == root.st_dev &&
	       ours.st_ino == root.st_ino;
}

int probe_devices(struct fs *fs, struct labels *labels, struct diagnostics *errors)
{
	char **names = NULL;
	size_t count = 0, i;
	int r = is_running_system(fs) ? fs_list(fs, BLOCK, &names, &count) : -ENOENT;

	if (r == -ENOENT || r == -ENOMEM)
		return r == -ENOMEM ? r : 0;
	if (r)
		return diagnostics_add_error(errors, "/" BLOCK, "cannot be read", r);
	for (i = 0; !r && i < count; i++)
		r = probe_one(fs, names[i], labels);
	fs_free_names(names, count);
	return r;
}

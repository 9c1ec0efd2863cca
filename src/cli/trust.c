// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Owner and mode of the files that the configuration is read from.
 */
#include "cli/trust.h"

#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>

#include "kernel/inputs.h"

static int check_one(struct fs *fs, const char *path, struct diagnostics *refused)
{
	char name[FS_PATH_SIZE], text[PHRASE_SIZE];
	struct stat st;
	int r = fs_stat(fs, path, &st);

	if (r)
		return r == -ENOENT ? 0 : r;
	if (st.st_uid && st.st_uid != geteuid())
		snprintf(text, sizeof(text), "belongs to user %u, not to root: chown root it",
			 (unsigned int)st.st_uid);
	else if (st.st_mode & (S_IWGRP | S_IWOTH))
		snprintf(text, sizeof(text), "%s may write it (mode %04o): chmod go-w it",
			 st.st_mode & S_IWOTH ? "everybody" : "its group", st.st_mode & 07777);
	else
		return 0;
	r = fs_path(name, "/%s", path);
	return r ? r : diagnostics_add(refused, name, 0, 0, text);
}

int trust_check(struct fs *fs, struct diagnostics *refused)
{
	char **names = NULL;
	size_t count = 0, i;
	int r = check_one(fs, CONFIG_PATH, refused);

	if (!r)
		r = check_one(fs, CONFIG_DIRECTORY, refused);
	if (!r)
		r = fs_list(fs, CONFIG_DIRECTORY, &names, &count);
	if (r)
		return r == -ENOENT ? 0 : r;
	for (i = 0; !r && i < count; i++) {
		char path[FS_PATH_SIZE];

		if (!inputs_is_drop_in(names[i]))
			continue;
		r = fs_path(path, CONFIG_DIRECTORY "/%s", names[i]);
		if (!r)
			r = check_one(fs, path, refused);
	}
	fs_free_names(names, count);
	return r;
}

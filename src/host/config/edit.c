// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Reads and replaces the configuration file. The edits of its lines are in
 * src/host/config/edit_lines.c.
 */
#include "host/config/edit.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/error.h"
#include "kernel/inputs.h"
#include "host/base/atomic_file.h"

#define DIRECTORY "etc"
#define NAME "vfio-prebind.conf"

/* Opens the directory; creates it in a root without one. A descriptor or negative errno. */
static int open_etc(const char *sysroot)
{
	cleanup_close int root = open(sysroot, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	return root < 0 ? -errno : enter_directory(root, DIRECTORY, true);
}

/* The bytes of the file as read before, if it may be replaced. */
static int take_bytes(struct edit *edit, const struct config_file *file)
{
	struct stat st;

	if (fstatat(edit->directory, NAME, &st, AT_SYMLINK_NOFOLLOW))
		return errno == ENOENT ? 0 : -errno;
	if (S_ISLNK(st.st_mode))
		return -ELOOP;
	if (!S_ISREG(st.st_mode))
		return -EINVAL;
	if (file->error)
		return file->error;
	text_add(&edit->text, file->data, file->length);
	return text_error(&edit->text);
}

int edit_open(struct edit *edit, const char *sysroot, const struct config_file *file)
{
	memset(edit, 0, sizeof(*edit));
	edit->name = "/" CONFIG_PATH;
	edit->directory = open_etc(sysroot);
	return edit->directory < 0 ? edit->directory : take_bytes(edit, file);
}

void edit_close(struct edit *edit)
{
	if (edit->directory >= 0)
		close(edit->directory);
	text_free(&edit->text);
}

void edit_explain(const struct edit *edit, int error, struct text *out)
{
	char target[PATH_MAX];
	ssize_t n;

	if (error == -ELOOP && edit->directory >= 0) {
		n = readlinkat(edit->directory, NAME, target, sizeof(target) - 1);
		target[n < 0 ? 0 : n] = '\0';
		text_printf(out,
			    "/" DIRECTORY "/" NAME
			    " is a symbolic link to %s, which is not followed: edit that file by "
			    "hand, or replace the link with a regular file",
			    target);
	} else if (error == -EFBIG) {
		text_printf(out, "/" DIRECTORY "/" NAME
				 " would be longer than 64 KiB: shorten it by hand, or put the "
				 "line into a file of its own in /" CONFIG_DIRECTORY);
	} else if (error == -E2BIG) {
		text_printf(out, "the configuration would have more than %d rules: remove some",
			    CONFIG_RULES_MAX);
	} else if (error == -EINVAL) {
		text_printf(out, "/" DIRECTORY "/" NAME " is not a regular file");
	} else {
		text_printf(out, "/" DIRECTORY "/" NAME ": %s", error_text(error));
	}
}

int edit_write(struct edit *edit)
{
	if (!edit->is_changed)
		return 0;
	if (edit->text.length > CONFIG_FILE_MAX)
		return -EFBIG;
	return replace_file_at(edit->directory, NAME, text_string(&edit->text), edit->text.length);
}

const char *edit_next_step(bool has_errors)
{
	return has_errors
		       ? "Fix the errors that 'vfio-prebind check' shows, then run 'vfio-prebind "
			 "apply' and reboot."
		       : "Run 'vfio-prebind apply', then reboot.";
}

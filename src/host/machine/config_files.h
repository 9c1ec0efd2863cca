/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The input files of the host command, each opened once: its bytes, and for the configuration
 * whether only root can change it. All that a verb says about a file comes from here. Reads only.
 */
#ifndef VFIO_PREBIND_MACHINE_CONFIG_FILES_H
#define VFIO_PREBIND_MACHINE_CONFIG_FILES_H

#include "core/config.h"
#include "core/diagnostic.h"
#include "host/loader/next_words.h"
#include "kernel/fs.h"

/* The command line of this boot; CMDLINE_NAME is that of the next one. */
#define CMDLINE_OF_THIS_BOOT "/proc/cmdline"

struct config_file {
	char *name; /* owned: "/etc/vfio-prebind.conf", CMDLINE_NAME */
	int error;  /* negative errno: it could not be read */
	char *data; /* owned; NUL-terminated; "" when it could not be read */
	size_t length;
};

struct config_files {
	struct config_file *list; /* owned; config_files_free() */
	size_t count;
	struct diagnostics refused; /* files that users other than root can change, and how */
	struct diagnostics ignored; /* drop-ins whose name does not end in .conf */
	struct next_words next;     /* where the command line of the next boot comes from */
};

/*
 * Reads the configuration: rules to config, errors to errors, including unreadable files. 0 or
 * -ENOMEM; config_files_free() in any case.
 */
must_check int config_files_read(struct config_files *files, struct fs *fs, struct config *config,
				 struct diagnostics *errors);

/*
 * Reads the kernel command line of this boot, as CMDLINE_OF_THIS_BOOT, and that of the next boot,
 * as CMDLINE_NAME. 0, *running and *next, after which nothing more is read; or -ENOMEM.
 */
must_check int config_files_read_cmdline(struct config_files *files, struct fs *fs,
					 const struct config_file **running,
					 const struct config_file **next);
void config_files_free(struct config_files *files);

/* The file with this name; NULL: it was not read. */
const struct config_file *config_files_find(const struct config_files *files, const char *name);

/*
 * A line, counted from 1, of the file with this name: where it starts in its bytes, and its length
 * without the newline. NULL: there is none.
 */
const char *config_files_line(const struct config_files *files, const char *name, unsigned int line,
			      size_t *length);

#endif

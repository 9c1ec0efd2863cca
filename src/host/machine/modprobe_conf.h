/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What modprobe.d says about modules, with the place of each line. libkmod reads the same files,
 * but does not give the places, and always adds the command line of the running kernel, which is
 * not a captured machine's.
 */
#ifndef VFIO_PREBIND_MACHINE_MODPROBE_CONF_H
#define VFIO_PREBIND_MACHINE_MODPROBE_CONF_H

#include <stdbool.h>

#include "core/util.h"
#include "kernel/fs.h"

/* One directive: "options vfio-pci ids=10de:2191" is command, module and rest. */
struct modprobe_line {
	const char *file;  /* "/etc/modprobe.d/vfio.conf" */
	unsigned int line; /* the first, of one that is continued */
	unsigned int last; /* the last of these */
	size_t start, end; /* their bytes in the file, including the last newline */
	const char *text;  /* that line as it is in the file, without its newline */
	const char *command;
	const char *module; /* "" without one */
	const char *rest;   /* "" without one */
	size_t rest_start;  /* its first byte in the file */
};

typedef void modprobe_line_fn(void *data, const struct modprobe_line *line);

/*
 * Calls see for each directive, in modprobe's order: of files with the same name only the one in
 * the first directory is used. Unreadable files are skipped. 0 or -ENOMEM.
 */
must_check int modprobe_conf_read(struct fs *fs, modprobe_line_fn *see, void *data);

/* path has no leading '/'; error is a negative errno. */
typedef void modprobe_fail_fn(void *data, const char *path, int error);

/* The same; calls fail for each file that cannot be read. 0 or -ENOMEM. */
must_check int modprobe_conf_read_all(struct fs *fs, modprobe_line_fn *see, modprobe_fail_fn *fail,
				      void *data);

/* Whether it is vfio-pci or a module that it depends on, by the names of any kernel version. */
bool module_is_vfio(const char *name, size_t length);

#endif

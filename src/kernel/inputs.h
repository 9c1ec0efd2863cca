/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Reads everything that a decision needs: the configuration, the kernel command line, the
 * functions, the kernel's release. What is decided from it is in src/core/decision.h.
 */
#ifndef VFIO_PREBIND_INPUTS_H
#define VFIO_PREBIND_INPUTS_H

#include "core/decision.h"
#include "kernel/fs.h"

#define CONFIG_PATH "etc/vfio-prebind.conf"
#define CONFIG_DIRECTORY "etc/vfio-prebind.conf.d"
#define CONFIG_SUFFIX ".conf"
#define CMDLINE_PATH "proc/cmdline"
#define CMDLINE_MAX ((size_t)64 * 1024)

/*
 * Reads all that can be read; the rest is named in errors. A missing configuration is empty; a
 * missing /proc/cmdline or /sys is an error. A file that exists but cannot be read makes the inputs
 * incomplete. 0, or -ENOMEM.
 */
must_check int inputs_read(struct fs *fs, enum config_dialect dialect, struct inputs *inputs);

/* Only the configuration, of the files in byte order. 0, or -ENOMEM. */
must_check int inputs_read_config(struct fs *fs, enum config_dialect dialect, struct config *config,
				  struct diagnostics *errors);

/*
 * Adds the result of reading the file called name: bytes, or an error, -ENOENT for no file. 0, or
 * -ENOMEM.
 */
must_check int inputs_add_file(const char *name, int error, const char *data, size_t length,
			       enum config_dialect dialect, struct config *config,
			       struct diagnostics *errors);

/*
 * Adds the result of reading the kernel command line: its rules come after those already read. A
 * disk that it names by path, or as a device that sysfs has now, is excluded. 0, or -ENOMEM.
 */
must_check int inputs_add_cmdline(struct fs *fs, int error, const char *data, size_t length,
				  struct inputs *inputs);

/* inputs_add_cmdline() with the command line of the running kernel. */
must_check int inputs_read_cmdline(struct fs *fs, struct inputs *inputs);

/* Only the functions, with what the rules already read need to know about them. 0, or -ENOMEM. */
must_check int inputs_read_devices(struct fs *fs, struct inputs *inputs);

/*
 * Its two halves: addresses, IDs and classes, without which no_devices is set; then, unless it is,
 * what the rules need. Only the second may wake a card, to read its serial number. 0, or -ENOMEM.
 */
must_check int inputs_scan(struct fs *fs, struct inputs *inputs);
must_check int inputs_read_details(struct fs *fs, struct inputs *inputs);

/* Only the release of the kernel. */
void inputs_read_kernel(struct fs *fs, struct inputs *inputs);

/*
 * Whether a file with this name in a directory of drop-ins is read: one with the suffix that is not
 * hidden. The readers of modprobe.d, grub.d, dracut.conf.d and modules-load.d do the same.
 */
bool drop_in_counts(const char *name, const char *suffix);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Reads everything a decision is made from: the configuration, the kernel command line,
 * the functions, the kernel's release. What is decided from it is in src/core/decision.h.
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
 * Reads all that can be read; what cannot is named in errors. A configuration that is not
 * there is none; /proc/cmdline and /sys that are not there are errors. A file that is there but
 * cannot be read makes the inputs incomplete. 0, or -ENOMEM.
 */
must_check int inputs_read(struct fs *fs, enum config_dialect dialect, struct inputs *inputs);

/* Only the configuration, of the files in byte order. 0, or -ENOMEM. */
must_check int inputs_read_config(struct fs *fs, enum config_dialect dialect, struct config *config,
				  struct diagnostics *errors);

/*
 * Only the kernel command line: its rules come behind those that are there already. A disk that it
 * names by path, or as a device that sysfs has now, is excluded. 0, or -ENOMEM.
 */
must_check int inputs_read_cmdline(struct fs *fs, struct inputs *inputs);

/*
 * Whether a file with this name in a directory of drop-ins is read: one with the suffix that is not
 * hidden. So do those who read modprobe.d, grub.d, dracut.conf.d and modules-load.d.
 */
bool drop_in_counts(const char *name, const char *suffix);

#endif

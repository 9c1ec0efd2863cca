/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One change of a boot loader's command line: what is to be done, and what came of it.
 */
#ifndef VFIO_PREBIND_LOADER_JOB_H
#define VFIO_PREBIND_LOADER_JOB_H

#include <stdbool.h>

#include "core/text.h"
#include "kernel/fs.h"

/* All the words that may be added, alone or both with a space. */
#define LOADER_INTEL "intel_iommu=on"
#define LOADER_PASSTHROUGH "iommu=pt"

enum loader {
	LOADER_UNKNOWN,
	LOADER_GRUB,           /* with a drop-in in /etc/default/grub.d */
	LOADER_GRUBBY,         /* whatever grubby(8) writes for */
	LOADER_KERNEL_INSTALL, /* /etc/kernel/cmdline, as systemd-boot has it */
};

struct loader_job {
	struct fs *fs;
	const char *sysroot;
	bool is_captured;  /* sysroot is another machine: files are written, programs not started */
	const char *words; /* LOADER_INTEL, LOADER_PASSTHROUGH, or both */
	const char *next;  /* the command line that the next boot has already */
	struct text done;  /* what was done, a line each; the caller frees both */
	struct text problem; /* what went wrong; nothing when all went well */
};

/* Writes the file and says so, or what went wrong. */
void loader_write(struct loader_job *job, const char *path, const char *text);

/* Runs the program, or says that it is to be run on a captured machine. */
void loader_run(struct loader_job *job, const char *const argv[]);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A change of a boot loader's words: what is asked for, and what was done. For the files of this
 * directory that carry it out, and the verb that reports it.
 */
#ifndef VFIO_PREBIND_LOADER_JOB_H
#define VFIO_PREBIND_LOADER_JOB_H

#include <stdbool.h>

#include "core/text.h"
#include "host/loader/refresh.h"
#include "kernel/fs.h"

/* All the words that may be added, alone or both with a space. */
#define LOADER_INTEL "intel_iommu=on"
#define LOADER_PASSTHROUGH "iommu=pt"

/* By where the words of the kernel are. */
enum loader {
	LOADER_UNKNOWN,
	LOADER_GRUB,           /* with a drop-in in /etc/default/grub.d */
	LOADER_GRUB_FILE,      /* in /etc/default/grub itself */
	LOADER_GRUBBY,         /* whatever grubby(8) writes for */
	LOADER_KERNEL_INSTALL, /* /etc/kernel/cmdline, as for systemd-boot */
	LOADER_SDBOOTUTIL,     /* the same, for openSUSE's sdbootutil(8) */
	LOADER_PROXMOX,        /* the same or GRUB's, by partition: proxmox-boot-tool(8) */
	LOADER_KERNELSTUB,     /* kernelstub(1), of Pop!_OS */
	LOADER_OSTREE,         /* rpm-ostree(1), which is named and not started */
};

struct loader_job {
	struct fs *fs;
	const char *sysroot;
	bool is_captured;  /* sysroot is another machine: files are written, programs not started */
	const char *words; /* to add: LOADER_INTEL, LOADER_PASSTHROUGH, or both */
	struct text removed; /* which of these were taken back */
	enum loader loader;
	/* LOADER_PROXMOX: which of the two its partitions take their words from */
	bool has_grub, has_cmdline;
	bool is_there;     /* there is a default entry, and it has all the words already */
	struct text next;  /* the words of the default entry; empty: not known */
	struct text first; /* the same as a new /etc/kernel/cmdline starts with */
	bool is_changed;   /* a file was written that entries are made from */
	bool has_programs; /* a program was started, or is to be run on a captured machine */
	struct refresh_commands refresh; /* what makes the entries again; refresh_free() */
	struct text done;                /* what was done, a line each; the caller frees all */
	struct text problem;             /* what went wrong; nothing when all went well */
};

/* Writes the file and says so, or what went wrong. */
void loader_write(struct loader_job *job, const char *path, const char *text);

/* Removes the file and says so, or what went wrong. */
void loader_remove(struct loader_job *job, const char *path);

/* Runs the program, or says that it is to be run on a captured machine. */
void loader_run(struct loader_job *job, const char *const argv[]);

/*
 * Reads the file. "" when there is none; one that cannot be read is a problem, and false. So is a
 * NUL byte: writing the file would lose what comes after it.
 */
bool loader_read(struct loader_job *job, const char *path, char **data);

/*
 * Adds to job->removed those of the words that may be added which a file of ours has: it is
 * believed only as far as it could have been written here.
 */
void loader_take_back(struct loader_job *job, const char *words);

void loader_job_free(struct loader_job *job);

#endif

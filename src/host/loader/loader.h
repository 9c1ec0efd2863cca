/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Boot loaders, as far as their kernel command line goes: which one there is, adding words and
 * taking exactly these away again. Decides nothing about the words.
 */
#ifndef VFIO_PREBIND_LOADER_H
#define VFIO_PREBIND_LOADER_H

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
	struct text done;  /* what was done, a line each; the caller frees both */
	struct text problem; /* what went wrong; nothing when all went well */
};

enum loader loader_find(struct fs *fs);

/* "GRUB", for people; "unknown". */
const char *loader_name(enum loader loader);

/* Whether loader_enable() has put words in that loader_disable() would take away. */
bool loader_is_enabled(struct fs *fs, enum loader loader);

/*
 * Adds those of the words that are not there yet and makes the boot loader's configuration anew.
 * Again changes nothing. loader is not LOADER_UNKNOWN.
 */
void loader_enable(struct loader_job *job, enum loader loader);

/* Takes away what loader_enable() has added, and nothing else. */
void loader_disable(struct loader_job *job, enum loader loader);

/* Whether word stands in the text between white space. */
bool loader_has_word(const char *text, const char *word, size_t length);

#endif

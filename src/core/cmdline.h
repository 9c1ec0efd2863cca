/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The kernel command line: its words; our parameters vfio_prebind.enable, vfio_prebind.devices and
 * vfio_prebind.debug; the disks that it names for the system. No I/O: takes the text of
 * /proc/cmdline.
 */
#ifndef VFIO_PREBIND_CMDLINE_H
#define VFIO_PREBIND_CMDLINE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/config.h"
#include "core/diagnostic.h"

/* The name that messages and reports use as its file name. */
#define CMDLINE_NAME "kernel command line"

struct cmdline {
	bool enable; /* true unless told otherwise */
	bool debug;
};

/* A parameter; all of it points into the text that it was read from. */
struct cmdline_word {
	const char *text; /* as written */
	size_t length;
	const char *name; /* what precedes '=', without the quotes */
	size_t name_length;
	const char *value; /* without its quotes; empty without '=' */
	size_t value_length;
	bool has_value;
};

/*
 * The word at *position of a kernel command line, which moves after it. Read as the kernel does
 * (lib/cmdline.c, next_arg()): words end at white space outside double quotes. false: no more words
 * for the kernel: the end, a NUL or "--".
 */
bool cmdline_next_word(const char *text, size_t length, size_t *position,
		       struct cmdline_word *word);

/*
 * The last one of a repeated parameter wins. The selectors of vfio_prebind.devices become rules
 * after those that config has. 0, or -ENOMEM.
 */
must_check int cmdline_parse(const char *text, size_t length, struct cmdline *cmdline,
			     struct config *config, struct diagnostics *errors);

/*
 * What follows "/dev/" in any parameter (root=, resume=, cryptdevice=, rd.luks.data= ...), from
 * byte *position on, which moves past it: [*name, *name + *length). false: no more.
 */
bool cmdline_next_device(const char *text, size_t length, size_t *position, const char **name,
			 size_t *name_length);

/*
 * The functions in such a name itself, from byte *position on, which moves past the next:
 * "disk/by-path/pci-0000:00:0e.0-pci-10000:e1:00.0-nvme-1" names a VMD and a drive. false: no more.
 */
bool cmdline_next_function(const char *name, size_t length, size_t *position,
			   struct pci_address *address);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The boot loader of a machine and the filesystems that it reads. In a step of its own, since
 * partitions that are not mounted need CAP_SYS_ADMIN, which must be gone before their files, which
 * others wrote, are parsed.
 */
#ifndef VFIO_PREBIND_ENTRIES_PLACES_H
#define VFIO_PREBIND_ENTRIES_PLACES_H

#include "host/entries/entry.h"

struct boot_machine {
	struct fs *fs;
	bool owns_fs;
	bool may_mount;  /* partitions of this machine */
	bool is_proxmox; /* each place is a partition of its own and has a menu of its own */
	enum boot_loader loader; /* of the places, unless is_proxmox */
	struct boot_entries entries;
};

/*
 * Opens the filesystems that the boot loader reads. A partition that is not mounted is mounted for
 * this process alone, read-only, where no path leads to it; in a captured machine it is a directory
 * of its name. What cannot be opened goes to entries.errors. 0 or negative errno;
 * boot_machine_close() in any case.
 */
must_check int boot_machine_open(struct boot_machine *machine, const char *sysroot);

/* The same on a machine that is open, without what is not mounted. fs is borrowed. */
must_check int boot_machine_use(struct boot_machine *machine, struct fs *fs);
void boot_machine_close(struct boot_machine *machine);

#endif

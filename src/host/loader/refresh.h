/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What makes boot entries, with the kernels and images that they load, from what is below /boot,
 * /lib/modules and /etc: who has made an entry, by the names that it has, and the command that
 * makes it again. Starts nothing.
 *
 * Names: proxmox-boot-tool, of Proxmox's proxmox-kernel-helper (proxmox-boot/zz-proxmox-boot);
 * kernelstub, of Pop!_OS (kernelstub/installer.py); sdbootutil, of openSUSE (install_kernel());
 * kernel-install, of systemd (90-loaderentry.install, 90-uki-copy.install).
 */
#ifndef VFIO_PREBIND_LOADER_REFRESH_H
#define VFIO_PREBIND_LOADER_REFRESH_H

#include "host/entries/places.h"
#include "host/image/inspect.h"

enum entry_maker {
	ENTRY_BY_HAND, /* or something that is not known */
	ENTRY_BY_PROXMOX,
	ENTRY_BY_KERNELSTUB,
	ENTRY_BY_SDBOOTUTIL,
	ENTRY_BY_KERNEL_INSTALL,
};

enum entry_maker entry_find_maker(const struct boot_machine *machine,
				  const struct boot_entry *entry);

/* Whether proxmox-boot-tool(8) copies kernels and images to partitions of its own. */
bool refresh_is_by_proxmox(struct fs *fs);

/* What is to be made again. */
enum refresh_what {
	REFRESH_IMAGES, /* with the words */
	REFRESH_WORDS,  /* only the words, where there is a shorter way for them */
};

#define REFRESH_WORDS_MAX 5

/* A program with its arguments: constants, a kernel's release, and paths made of it. */
struct refresh_command {
	const char *argv[REFRESH_WORDS_MAX + 1]; /* into this struct, which must not move */
	char release[KERNEL_NAME_SIZE], kernel[FS_PATH_SIZE], image[FS_PATH_SIZE];
};

struct refresh_commands {
	struct refresh_command **list; /* owned; refresh_free() */
	size_t count;
};

/* Appends what makes the entry again, unless it is there or not known. 0 or -ENOMEM. */
must_check int refresh_add_entry(struct refresh_commands *commands,
				 const struct boot_machine *machine, const struct boot_entry *entry,
				 enum refresh_what what);

/*
 * Appends what makes the entries again, all of them; where that is known of none, what
 * kernel-install(8) does for each installed kernel. 0 or negative errno.
 */
must_check int refresh_add_all(struct refresh_commands *commands,
			       const struct boot_machine *machine, enum refresh_what what);

/* refresh_add_all() for the words, from the entries that can be read without a mount. */
must_check int refresh_find(struct fs *fs, struct refresh_commands *commands);
void refresh_free(struct refresh_commands *commands);

/* Adds the command as a shell takes it: its words need no quotes. */
void refresh_show(const struct refresh_command *command, struct text *out);

/* The command that makes the copies again which the entry loads; nothing where none is known. */
void entry_add_refresh(const struct boot_machine *machine, const struct boot_entry *entry,
		       struct text *out);

/* The commands of refresh_find(), each "run '...'" after what out has already. */
void refresh_explain(struct fs *fs, struct text *out);

#endif

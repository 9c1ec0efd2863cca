/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The boot entry that leaves every device to the host: a copy of the default one with
 * vfio_prebind.enable=0. What keeps it up to date is a link to a script of ours, in /etc/grub.d or
 * in /etc/kernel/install.d. It never becomes the default: it comes last in grub.cfg, last by name,
 * as GRUB sorts files of entries (Fedora's blscfg.c), and after the default one by version, as
 * systemd-boot does (src/boot/boot.c, boot_entry_compare()).
 */
#ifndef VFIO_PREBIND_RESCUE_H
#define VFIO_PREBIND_RESCUE_H

#include "host/entries/places.h"
#include "host/loader/job.h"

/* Where this machine's rescue entry is. */
enum rescue_way {
	RESCUE_BY_GRUB,     /* in grub.cfg, by a script of grub-mkconfig(8) */
	RESCUE_BY_FILE,     /* in a file of loader/entries */
	RESCUE_UNIFIED,     /* nowhere: a unified kernel image has its words in it */
	RESCUE_NOT_MOUNTED, /* nowhere: the partition of such files is not mounted */
	RESCUE_UNKNOWN,     /* nowhere: no entry is known that it could be made from */
};

struct rescue {
	struct boot_machine *machine;
	enum rescue_way way;
	const struct boot_entry *source; /* what it is made from; NULL: RESCUE_UNKNOWN */
	const struct boot_entry *entry;  /* itself; NULL: there is none */
};

/* Of a machine that was read. */
void rescue_find(struct boot_machine *machine, struct rescue *rescue);

/* Why there is no way, and how a person turns the boot stage off then. */
void rescue_explain(const struct rescue *rescue, struct text *out);

/*
 * Adds the entry and the link to the script, and reads the entries again: job->problem, if it is
 * not there then. If it would be the default, it is removed again, which is a problem, too.
 */
void rescue_install(const struct rescue *rescue, struct loader_job *job);

/* Makes the entry of RESCUE_BY_FILE as rescue_install() does, if that has made one. */
void rescue_refresh(const struct rescue *rescue, struct loader_job *job);

/* Removes both. */
void rescue_remove(const struct rescue *rescue, struct loader_job *job);

#endif

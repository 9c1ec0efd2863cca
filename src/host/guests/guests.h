/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The PCI functions in guest definitions, each with its place in the file. libvirt.h and proxmox.h
 * fill the list. A definition contains addresses, not cards: the guest gets whatever is at the
 * address when it starts.
 */
#ifndef VFIO_PREBIND_GUESTS_GUESTS_H
#define VFIO_PREBIND_GUESTS_GUESTS_H

#include <stdbool.h>
#include <stddef.h>

#include "core/diagnostic.h"
#include "core/pci.h"
#include "kernel/fs.h"

/* More functions than this in all definitions are an error; the list is never cut. */
#define GUEST_DEVICES_MAX 4096

/* The list owns the strings. */
struct guest_device {
	const char *guest; /* libvirt: the domain's name; Proxmox: the number of the guest */
	const char *file;  /* "/etc/libvirt/qemu/win11.xml" */
	unsigned int line, column; /* of the address in file, from 1; in bytes */
	const char *text;          /* that line, without its newline */
	const char *option;        /* Proxmox: "hostpci0"; libvirt: NULL */
	const char *mapping; /* Proxmox: the mapping in file that has the address; NULL: none */
	struct pci_address address; /* function PCI_ANY: every function of the slot */
	struct pci_id id; /* the ID that the function, or the slot's first, must have; or PCI_ANY */
	bool is_managed;  /* the start of the guest binds it to vfio-pci, whatever its driver */
};

struct guests {
	struct guest_device *list; /* owned; guests_free() */
	size_t count;
	struct diagnostics errors; /* the files that were not read, and why */
};

void guests_free(struct guests *guests);

/* Removes all but the first count. */
void guests_cut(struct guests *guests, size_t count);

/* Adds a copy; text may continue after its line. 0; -E2BIG above GUEST_DEVICES_MAX; -ENOMEM. */
must_check int guests_add(struct guests *guests, const struct guest_device *device);

/* Sets text and column to the place of offset in data. */
void guest_device_locate(struct guest_device *device, const char *data, size_t offset);

/* Whether the guest would get this function, one of devices. */
bool guest_device_is(const struct guest_device *guest, const struct pci_devices *devices,
		     const struct pci_device *device);

/*
 * Adds the functions of one file to guests. data has length bytes and then a NUL. 0; negative
 * errno.
 */
typedef int guests_parse_fn(void *context, const char *file, const char *data, size_t length,
			    struct guests *guests);

/* Calls parse with a file, unless it is missing; failures go to guests->errors. 0, or -ENOMEM. */
must_check int guests_read_file(struct fs *fs, const char *path, guests_parse_fn *parse,
				void *context, struct guests *guests);

/* The same for each file of a directory whose name ends in suffix, in byte order. */
must_check int guests_read_directory(struct fs *fs, const char *directory, const char *suffix,
				     guests_parse_fn *parse, void *context, struct guests *guests);

#endif

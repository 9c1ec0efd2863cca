/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * PCI functions as the rest of the project sees them: address, IDs, class, the bridge above, the
 * IOMMU group and the driver; and lookups. Reading and printing of addresses and IDs. No I/O:
 * src/kernel/pci_scan.c and pci_function.c fill the structures.
 */
#ifndef VFIO_PREBIND_PCI_H
#define VFIO_PREBIND_PCI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/util.h"

#define PCI_ANY (-1) /* in a pattern: every value */

/* "ffffffff:ff:1f.7" and its NUL; the domain has 32 bits (Intel VMD starts at 10000). */
#define PCI_ADDRESS_SIZE 17

/* More functions than this are an error of the scan; the list is never cut. */
#define PCI_DEVICES_MAX 16384

/* A driver's name with its NUL; longer names are refused where they are read. */
#define PCI_DRIVER_SIZE 64

struct pci_address {
	uint32_t domain;
	uint8_t bus;
	uint8_t device;  /* 0 to 0x1f */
	int8_t function; /* 0 to 7; PCI_ANY in a pattern only */
};

/* Each field is a 16-bit value or PCI_ANY. */
struct pci_id {
	int32_t vendor;
	int32_t device;
	int32_t subvendor;
	int32_t subdevice;
};

#define PCI_ID_ANY ((struct pci_id){ PCI_ANY, PCI_ANY, PCI_ANY, PCI_ANY })

/* What is known of a function's group and driver. */
enum pci_detail {
	PCI_UNREAD,   /* nobody has asked */
	PCI_READ,     /* both */
	PCI_DOUBTFUL, /* it cannot be read: the function must not be taken */
};

/* What is known of a function's serial number. */
enum pci_serial {
	PCI_SERIAL_UNREAD,  /* nobody has asked */
	PCI_SERIAL_NONE,    /* the card has none, or not a unique one */
	PCI_SERIAL_KNOWN,   /* it is in serial */
	PCI_SERIAL_UNKNOWN, /* it cannot be read */
};

struct pci_device {
	struct pci_address address;
	struct pci_id id; /* without PCI_ANY */
	uint32_t class;   /* 24 bits: base class, subclass, programming interface */
	int parent; /* index of the bridge above in the same array; -1: on a root bus, unread */
	enum pci_detail detail;
	int group; /* IOMMU group; -1: without one, unread */
	bool boot_vga;
	bool is_endpoint; /* class 0680, and its header is an endpoint's; false: unread */
	bool is_virtual;  /* a virtual function; false: unread */
	enum pci_serial serial_state;
	uint64_t serial;              /* src/core/serial.h; 0 unless it is known */
	char driver[PCI_DRIVER_SIZE]; /* "": without one, unread */
};

/* Orders that put functions that belong together side by side. */
enum pci_order {
	PCI_BY_ADDRESS,
	PCI_BY_ID,     /* vendor, device */
	PCI_BY_BRIDGE, /* parent, device, function */
	PCI_BY_GROUP,
};

#define PCI_ORDERS (PCI_BY_GROUP + 1)

/* Functions in the order of their addresses. */
struct pci_devices {
	struct pci_device *list; /* owned; pci_devices_free() */
	size_t count;
	bool is_partial; /* some functions could not be read and are not in the list */
	const void **orders[PCI_ORDERS]; /* owned by orders[0]; pci_devices_range() */
};

/* Functions side by side in one of the orders. Valid until the functions are sorted again. */
struct pci_range {
	const void *const *list; /* pci_at() */
	size_t count;
};

static inline const struct pci_device *pci_at(const struct pci_range *range, size_t index)
{
	return range->list[index];
}

void pci_devices_free(struct pci_devices *devices);

/*
 * Sorts the functions in each order. Call again after a parent or a group has become known. 0, or
 * -ENOMEM: then every range is empty.
 */
must_check int pci_devices_sort(struct pci_devices *devices);

/*
 * The functions that are equal to key in the fields of the order; PCI_ANY in key's device ID or
 * function is equal to all.
 */
struct pci_range pci_devices_range(const struct pci_devices *devices, enum pci_order order,
				   const struct pci_device *key);

/* All functions, in this order. */
struct pci_range pci_devices_all(const struct pci_devices *devices, enum pci_order order);

/* The function at this address, or NULL. */
const struct pci_device *pci_devices_find(const struct pci_devices *devices,
					  const struct pci_address *address);

/* Class 06: bridges, and endpoints with a bridge's class. */
bool pci_has_bridge_class(const struct pci_device *device);

/*
 * Host bridges, PCI bridges and whatever else the kernel itself needs to reach devices: all of
 * class 06, but for "other" bridges (0680) whose header is that of an endpoint, such as an
 * NVSwitch.
 */
bool pci_is_bridge(const struct pci_device *device);

/* VGA, XGA and other display controllers; a 3D controller (0302) has no output. */
bool pci_is_screen(const struct pci_device *device);

/* Class 01: what disks hang on. */
bool pci_is_storage(const struct pci_device *device);

/*
 * "[dddd:]bb:dd.f", the domain with four to eight digits, the function also '*' when any_function.
 * [text, text + length) must contain nothing else. 0, or -EINVAL.
 */
must_check int pci_address_parse(const char *text, size_t length, bool any_function,
				 struct pci_address *address);

/* "dd.f", as pci_address_parse() reads it; domain and bus are not changed. 0, or -EINVAL. */
must_check int pci_devfn_parse(const char *text, size_t length, bool any_function,
			       struct pci_address *address);

/* Lower case, domain with at least four digits, '*' for PCI_ANY. */
void pci_address_format(const struct pci_address *address, char out[PCI_ADDRESS_SIZE]);

/*
 * The next function in a device's path of sysfs, from *path on, which moves past it:
 * ".../pci0000:00/0000:00:1d.0/0000:02:00.0/nvme/nvme0". false: no more.
 */
bool pci_path_next(const char **path, struct pci_address *address);

/* By domain, bus, device, function, where PCI_ANY is equal to all: negative, 0 or positive. */
int pci_address_compare(const struct pci_address *a, const struct pci_address *b);

/* Whether both have the same domain, bus and device. */
bool pci_same_slot(const struct pci_address *a, const struct pci_address *b);

/* Whether every field of the pattern is PCI_ANY or equal to the device's. */
bool pci_id_matches(const struct pci_id *pattern, const struct pci_id *id);

#endif

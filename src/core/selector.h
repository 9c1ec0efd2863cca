/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The first word of a rule: which functions it names, by ID, by address or by
 * path. Reading, printing, matching. No I/O, no conditions, no policy.
 */
#ifndef VFIO_PREBIND_SELECTOR_H
#define VFIO_PREBIND_SELECTOR_H

#include <stdbool.h>
#include <stddef.h>

#include "core/diagnostic.h"
#include "core/pci.h"
#include "core/text.h"

/* Bridges between the root bus and a function; a longer path is an error. */
#define SELECTOR_PATH_MAX 16

enum selector_kind {
	SELECTOR_ID,      /* 10de:2191, 10de:*, 10de:2191:1043:17ef */
	SELECTOR_ADDRESS, /* 0000:01:00.0, 01:00.* */
	SELECTOR_PATH,    /* 0000:00:01.0/00.0, as in the kernel's pci= parameters */
};

struct selector {
	enum selector_kind kind;
	struct pci_id id;           /* of an ID */
	struct pci_address address; /* of an address; of a path the first element */
	size_t depth;               /* of a path: elements below the first */
	struct pci_address below[SELECTOR_PATH_MAX]; /* only device and function are used */
};

/*
 * All of [text, text + length) must be one selector. 0, or -EINVAL with *error
 * filled, which holds a suggestion where a small change makes it one.
 */
must_check int selector_parse(const char *text, size_t length, struct selector *selector,
			      struct parse_error *error);

/* "vvvv:dddd" or "vvvv:dddd:vvvv:dddd", the device and later fields also '*'. 0 or -EINVAL. */
must_check int selector_parse_id(const char *text, size_t length, struct pci_id *id);

/* The one spelling that selector_parse() reads back as the same selector. */
void selector_format(const struct selector *selector, struct text *out);

/* "vvvv:dddd" with '*' for PCI_ANY. */
void selector_format_pair(int32_t vendor, int32_t device, struct text *out);

/* A superset of the functions that the selector names; check each with selector_matches(). */
struct pci_range selector_range(const struct selector *selector, const struct pci_devices *devices);

/* Whether the selector names this function, which must be an element of devices. */
bool selector_matches(const struct selector *selector, const struct pci_devices *devices,
		      const struct pci_device *device);

/* The first function that the selector names, by address; NULL: there is none. */
const struct pci_device *selector_first(const struct selector *selector,
					const struct pci_devices *devices);

/* Whether both select the same, however they were written. */
bool selector_equals(const struct selector *a, const struct selector *b);

/* Whether it names a place that holds one function at most: no ID, no wildcard. */
bool selector_is_one_place(const struct selector *selector);

#endif

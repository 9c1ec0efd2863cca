/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A PCI function as a JSON object, with the members that all verbs share, named as in the boot
 * report. Shows nothing, decides nothing.
 */
#ifndef VFIO_PREBIND_SHOW_DEVICE_JSON_H
#define VFIO_PREBIND_SHOW_DEVICE_JSON_H

#include <json-c/json.h>

#include "host/machine/machine.h"

/*
 * address, vendor, device, subsystem_vendor, subsystem_device, class, iommu_group; id, name,
 * class_name for people. Owned by the caller; NULL: no memory.
 */
must_check struct json_object *row_function(struct machine *machine,
					    const struct pci_device *device);

/* The same without name, short_name and class_name, which take time to look up. */
must_check struct json_object *row_without_names(const struct pci_device *device);

/* For tables: "type", "VGA", and "brief", "GeForce GTX 1660, NVIDIA". */
void row_add_brief(struct json_object *row, struct machine *machine,
		   const struct pci_device *device);

/* "NVIDIA GeForce GTX 1660": what short_name is of the function. */
void describe_briefly(struct machine *machine, const struct pci_device *device, struct text *out);

/* "rule": file and line, and "place": both in one string. rule may be NULL: null. */
void row_add_rule(struct json_object *row, const struct source *source);

/*
 * "card": what the rule is pinned to and what became of it, as in the boot report: was, place,
 * serial, fate; null: it is not pinned, or rule is NULL.
 */
void row_add_card(struct json_object *row, const struct rule *rule);

/* The same in words; nothing: it is not pinned. */
void describe_pin(const struct rule *rule, struct text *out);

void row_add_address(struct json_object *row, const char *key, const struct pci_address *address);

/* The text, which may be empty: null. Frees it. */
void row_add_text(struct json_object *row, const char *key, struct text *text);

/* Adds to the notes of a function that this bridge blocks its group. */
void note_blocking(const struct pci_device *bridge, struct text *notes);

#endif

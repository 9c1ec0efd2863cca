/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The machine as the verbs see it, read once: functions, configuration, command line, what the host
 * needs, and the names of libpci. Reads only; prints nothing.
 */
#ifndef VFIO_PREBIND_MACHINE_H
#define VFIO_PREBIND_MACHINE_H

#include "core/decision.h"
#include "core/outcome.h"
#include "host/base/home.h"
#include "host/base/names.h"
#include "host/image/protection.h"
#include "host/machine/config_files.h"
#include "host/machine/late.h"
#include "kernel/fs.h"

struct machine {
	const char *sysroot;
	bool is_captured; /* sysroot is not "/": do not query or change the running system */
	struct fs *fs;
	struct config_files files;         /* of the configuration, and the kernel command line */
	const struct config_file *cmdline; /* in files: that of the next boot; NULL: not read */
	const struct config_file *running; /* in files: that of this boot */
	struct inputs inputs;              /* the rules in them, and the functions */
	struct late *late;                 /* one per function; NULL: not read */
	size_t file_rules, file_errors;    /* the first of inputs: those of the configuration */
	struct config memory;              /* of the image that was booted */
	struct protection protection;      /* disks that the host needs */
	struct protection routes;          /* functions of its default route, with the interface */
	struct diagnostics warnings;       /* warnings about what could not be read */
	struct home home;                  /* why nothing is pinned; its file is in warnings */
	struct names names;                /* machine_names() */
};

/* 0, or negative errno with a message printed. machine_close() in any case. */
must_check int machine_open(struct machine *machine, const char *sysroot);

/* The same for verbs that read more serial numbers, and then drop the privilege. */
must_check int machine_open_for_adding(struct machine *machine, const char *sysroot);
void machine_close(struct machine *machine);

/*
 * The same in two steps, without the kernel command line: the configuration, and the rest, for
 * verbs that need the rest only if something is configured. 0 or negative errno; prints nothing.
 */
must_check int machine_open_config(struct machine *machine, const char *sysroot);
must_check int machine_read_devices(struct machine *machine);

/* Adds the kernel command line, as it was read, to other inputs. 0 or -ENOMEM. */
must_check int machine_add_cmdline(const struct machine *machine, struct inputs *inputs);

/* The rules of the files, without those of the kernel command line, which come after them.
 * Borrowed. */
struct config machine_file_config(const struct machine *machine);

/* Whether the files of the configuration contain anything, valid or not. */
bool machine_is_configured(const struct machine *machine);

/*
 * What image-config writes: the rules and errors of the files, without the kernel command line;
 * nothing if nothing is configured. See config_text_write(). 0 or -ENOMEM.
 */
must_check int machine_write_image(const struct machine *machine, struct text *out,
				   struct diagnostics *warnings);

/* What it would write for these rules and these errors. 0 or -ENOMEM. */
must_check int machine_write_rules(const struct machine *machine, const struct config *config,
				   const struct diagnostics *bad, struct text *out,
				   struct diagnostics *warnings);

/* libpci for looking up names only: it is not initialised. Never NULL. */
struct pci_access *machine_names(struct machine *machine);

/* "NVIDIA Corporation TU116 [GeForce GTX 1660]": vendor and device by pci.ids, as in lspci. */
const char *machine_device_name(struct machine *machine, const struct pci_id *id, char *out,
				size_t size);

/* "VGA compatible controller" */
const char *machine_class_name(struct machine *machine, uint32_t class, char *out, size_t size);

/*
 * The functions as the boot stage will find them: without those that come later, and without the
 * drivers that are modules. The caller frees them with pci_devices_free(). 0 or -ENOMEM.
 */
must_check int machine_boot_devices(const struct machine *machine, struct pci_devices *out);

/*
 * All functions, each as when it appears: in the order of the machine's, without the drivers that
 * are modules. The caller frees them with pci_devices_free(). 0 or -ENOMEM.
 */
must_check int machine_later_devices(const struct machine *machine, struct pci_devices *out);

/* Why the boot stage will not see a function, an element of the machine's; NULL: it will. */
const struct late *machine_late(const struct machine *machine, const struct pci_device *device);

/* Whether it is such a function and the rule names it, whatever its serial number. */
bool machine_names_late(const struct machine *machine, const struct rule *rule,
			const struct pci_device *device);

/* The first that the rule names; NULL: none. */
const struct pci_device *machine_find_late(const struct machine *machine, const struct rule *rule);

/*
 * Whether a driver that is registered now is built into the kernel. Such a driver has a "module",
 * too, but only what was loaded has an initstate (kernel/module/main.c; drivers/base/module.c).
 */
bool machine_driver_is_builtin(const struct machine *machine, const char *driver);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The machine as the verbs look at it, read once: functions, configuration, command line, what
 * the host lives on, and the names of libpci. Reads only; shows nothing.
 */
#ifndef VFIO_PREBIND_MACHINE_H
#define VFIO_PREBIND_MACHINE_H

#include <pci/pci.h>

#include "core/decision.h"
#include "core/outcome.h"
#include "host/image/config_text.h"
#include "kernel/fs.h"

struct machine {
	const char *sysroot;
	bool is_captured; /* sysroot is not "/": nothing that runs may be asked or changed */
	struct fs *fs;
	struct inputs inputs;         /* the files of /etc as they are now */
	struct protection protection; /* what the host lives on: disks */
	struct protection routes;     /* what carries its default route, through which interface */
	struct diagnostics warnings;  /* what could not be read on the way */
	struct pci_access *names;     /* libpci's; NULL until machine_names() */
	int names_fd;                 /* the list that they are from; -1: libpci chooses */
};

/* 0, or negative errno with a message printed. machine_close() in any case. */
must_check int machine_open(struct machine *machine, const char *sysroot);
void machine_close(struct machine *machine);

/* libpci for looking up names only: it is not initialised. Never NULL. */
struct pci_access *machine_names(struct machine *machine);

/* "NVIDIA Corporation TU116 [GeForce GTX 1660]": vendor and device by pci.ids, as lspci has it. */
const char *machine_device_name(struct machine *machine, const struct pci_id *id, char *out,
				size_t size);

/* "VGA compatible controller" */
const char *machine_class_name(struct machine *machine, uint32_t class, char *out, size_t size);

/*
 * What the next boot will decide: the configuration as image-config would write it now, read
 * back, on the functions as they will be when the boot stage runs: without the drivers that
 * are modules. The caller frees both, next_inputs with inputs_free(), decision with
 * decision_free(). warnings are those of image-config. 0 or negative errno.
 */
must_check int next_boot_decide(const struct machine *machine, struct inputs *next_inputs,
				struct decision *decision, struct diagnostics *warnings);

/*
 * The functions as the boot stage will find them: without the drivers that are modules. The
 * caller frees them with pci_devices_free(). 0 or -ENOMEM.
 */
must_check int machine_boot_devices(const struct machine *machine, struct pci_devices *out);

/* Whether a driver that is registered now is part of the kernel, not a module. */
bool machine_driver_is_builtin(const struct machine *machine, const char *driver);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Loading kernel modules: the only interface to libkmod and, as a last resort, to modprobe. The
 * caller names a module and says where the words go. Must not decide whether a module is wanted,
 * nor look at the devices it is for.
 */
#ifndef VFIO_PREBIND_MODULES_H
#define VFIO_PREBIND_MODULES_H

#include "core/util.h"

/*
 * Takes one line of text without its newline, at a priority of <syslog.h> (LOG_ERR, LOG_INFO ...).
 * The text belongs to the caller of the function and is gone when it returns; a line that was too
 * long ends in "[cut]".
 */
typedef void module_log_fn(void *data, int priority, const char *text);

/*
 * Loads the module @name ("vfio-pci"; - and _ are the same) and all that it depends on into the
 * running kernel, with the options of modprobe.d and of the kernel command line. `install`
 * commands, the module's own and those of its dependencies, are not run: the modules themselves are
 * loaded. A blacklist does not count for a module that is asked for by name. When libkmod fails and
 * there is a modprobe, that is tried once, in a process of its own, and told to ignore the install
 * command of the module; how it treats dependencies is its own affair (busybox's does not know of
 * softdeps).
 *
 * @log is called with @data for each of libkmod's messages and once for each failure here; neither
 * is kept after the return. What libkmod has to say of a malformed modprobe.d while it reads it
 * goes to standard error: there is no way to give it a log function before.
 *
 * Needs /proc, /sys and /lib/modules/$(uname -r) with its modules.dep.bin. Returns when the module
 * has been initialised, which includes the probe of every device that it matches
 * (kernel/module/main.c, do_init_module() calls the module's init function): there is no limit of
 * time but the caller's, and modprobe survives a caller that gives up.
 *
 * Returns 0 when the module is there: loaded now, loaded already, or built in and listed in
 * modules.builtin. A built-in driver of a kernel whose modules.builtin is not in the image is not
 * found; ask /sys/bus/pci/drivers before. Else a negative errno:
 *   -ENOENT   no such module, or no modules.dep.bin for the running kernel
 *   -ENOMEM   no memory, or libkmod could not read its configuration
 *   -ENOEXEC  not for this kernel, or compressed in a way that neither libkmod nor the kernel reads
 *   -EPERM    not root, modules are disabled (kernel.modules_disabled), or kernel lockdown
 *   -EKEYREJECTED, -ENOKEY   the kernel refuses the signature
 *   -EINVAL   @name is no module name, or the module refuses its parameters
 *   -EBUSY    another process had been loading it, and that failed
 *   and whatever else the module's init function returned, as it is.
 */
must_check int module_load(const char *name, module_log_fn *log, void *data);

/*
 * Loads the modules for a device's modalias ("pci:v000010DEd00002191..."), as udev would: a
 * blacklist counts. A module with an `install` command is not loaded, since no shell is started
 * and the command may be there to keep the module out. 0 when one was loaded or was there;
 * -ENOENT when there is none for the device, or none that may be loaded; else as above.
 */
must_check int module_load_alias(const char *modalias, module_log_fn *log, void *data);

#endif

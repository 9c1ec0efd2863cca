/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Loads kernel modules: the only interface to libkmod and, as a last resort, to modprobe. The
 * caller names a module and takes the messages. Does not decide whether a module is wanted, nor
 * look at the devices it is for.
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
 * loaded. A blacklist does not apply to a module that is requested by name. When libkmod fails and
 * there is a modprobe, that is tried once, in a process of its own, and told to ignore the install
 * command of the module; how it treats dependencies is up to it (busybox's does not support
 * softdeps).
 *
 * @log is called with @data for each of libkmod's messages and once for each failure here; neither
 * is kept after the return. libkmod's messages about a malformed modprobe.d go to standard error,
 * since it reads the files before a log function can be set.
 *
 * Needs /proc, /sys and /lib/modules/$(uname -r) with its modules.dep.bin. Returns when the module
 * has been initialised, which includes the probe of every device that it matches
 * (kernel/module/main.c, do_init_module() calls the module's init function): the only time limit is
 * the caller's, and modprobe survives a caller that gives up.
 *
 * Returns 0 when the module is available: loaded now, loaded already, or built in and listed in
 * modules.builtin. A built-in driver of a kernel whose modules.builtin is not in the image is not
 * found; check /sys/bus/pci/drivers first. Otherwise a negative errno:
 *   -ENOENT   no such module, or no modules.dep.bin for the running kernel
 *   -ENOMEM   no memory, or libkmod could not read its configuration
 *   -ENOEXEC  not for this kernel, or compressed in a way that neither libkmod nor the kernel reads
 *   -EPERM    not root, modules are disabled (kernel.modules_disabled), or kernel lockdown
 *   -EKEYREJECTED, -ENOKEY   the kernel refuses the signature
 *   -EINVAL   @name is no module name, or the module refuses its parameters
 *   -EBUSY    another process had been loading it, and that failed
 *   and whatever else the module's init function returned.
 *
 * In the late program modprobe alone does it (src/late/modules.c): without messages here, and with
 * -ENOENT if there is none and the errors of modprobe_run().
 */
must_check int module_load(const char *name, module_log_fn *log, void *data);

/*
 * Loads the modules for a device's modalias ("pci:v000010DEd00002191..."), as udev would: a
 * blacklist applies. A module with an `install` command is not loaded, since no shell is started
 * and the command may be there to keep the module out. 0 when one was loaded now or before; -ENOENT
 * when the device has none, or none that may be loaded; otherwise as above.
 */
must_check int module_load_alias(const char *modalias, module_log_fn *log, void *data);

#endif

// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Takes the place of src/kernel/modules.c in the late program: a module is to be loaded for the
 * first of all events only, and to load libkmod with the libraries that it wants takes longer than
 * all that an event has to do.
 */
#include "kernel/modules.h"

#include <errno.h>

#include "kernel/modprobe.h"

int module_load(const char *name, module_log_fn *log, void *data)
{
	const char *modprobe = modprobe_find();

	(void)log; /* modprobe has a log of its own */
	(void)data;
	return modprobe ? modprobe_run(modprobe, name) : -ENOENT;
}

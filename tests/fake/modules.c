// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * In the place of src/kernel/modules.c: modules of the machine in memory.
 */
#include "kernel/modules.h"

#include <syslog.h>

#include "fake/kernel.h"

int module_load(const char *name, module_log_fn *log, void *data)
{
	int r = fault_enter(fake_now, OPERATION_LOAD, name, NULL);

	if (!r)
		r = fake_load(fake_now, name);
	if (r)
		log(data, LOG_ERR, "the module cannot be loaded");
	return fault_leave(fake_now, OPERATION_LOAD, name, NULL, r);
}

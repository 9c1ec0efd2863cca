// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Replaces src/kernel/modules.c: modules of the machine in memory.
 */
#include "kernel/modules.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
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

/* The function's host driver is the module that the alias leads to. */
int module_load_alias(const char *modalias, module_log_fn *log, void *data)
{
	size_t i;

	for (i = 0; i < fake_now->device_count; i++) {
		const struct fake_device *device = &fake_now->devices[i];
		char path[FAKE_PATH_SIZE];
		uint32_t file;

		(void)snprintf(path, sizeof(path), "sys/devices/%.400s/modalias", device->path);
		if (device->host == NO_DRIVER || tree_find(&fake_now->tree, path, true, &file) ||
		    strncmp(tree_content(&fake_now->tree, file), modalias, strlen(modalias)))
			continue;
		return module_load(fake_now->drivers[device->host].name, log, data);
	}
	return -ENOENT;
}

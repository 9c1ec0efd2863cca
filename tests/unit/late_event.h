/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * An event for the late program on a machine in memory, what it prints, and the report that it
 * leaves.
 */
#ifndef VFIO_PREBIND_TESTS_LATE_EVENT_H
#define VFIO_PREBIND_TESTS_LATE_EVENT_H

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/pci.h"
#include "core/report.h"
#include "fake/kernel.h"
#include "kernel/fs.h"
#include "unit/unit.h"

/* main() of src/late/main.c, renamed by the build */
int late_main(int argc, char **argv);

static struct fs *late_machine;

/* A board with ports and these lines, after its boot; what is logged of it. */
static inline void late_start(const char *lines, enum fake_log what)
{
	late_machine = unit_machine("ports", lines);
	fake_now->log_what = what;
	fake_now->is_running = true;
}

/* A teardown. */
static inline int late_end(void **state)
{
	(void)state;
	if (late_machine)
		unit_machine_end(late_machine);
	late_machine = NULL;
	return 0;
}

/* "" without one. */
static inline const char *late_driver_of(const char *address)
{
	const struct fake_device *device = fake_find_device(fake_now, address);

	assert_non_null(device);
	return device->driver == NO_DRIVER ? "" : fake_now->drivers[device->driver].name;
}

/* What it printed for udev. */
static char late_output[256];

static FILE *late_file;
static int late_stdout;

/* Also for one that was killed. */
static inline void late_finish(void)
{
	assert_int_equal(fflush(stdout), 0);
	assert_int_not_equal(dup2(late_stdout, STDOUT_FILENO), -1);
	close(late_stdout);
	rewind(late_file);
	late_output[fread(late_output, 1, sizeof(late_output) - 1, late_file)] = '\0';
	assert_int_equal(fclose(late_file), 0);
}

static inline int late_run(char **arguments)
{
	int status;

	late_file = tmpfile();
	late_stdout = dup(STDOUT_FILENO);
	assert_non_null(late_file);
	assert_int_equal(fflush(stdout), 0);
	assert_int_not_equal(dup2(fileno(late_file), STDOUT_FILENO), -1);
	status = late_main(2, arguments);
	late_finish();
	return status;
}

/* An event of the kernel's own, or one that somebody asked for. Returns the exit status. */
static inline int late_event(const char *action, const char *address, bool is_new)
{
	char name[] = "vfio-prebind-late", argument[PCI_ADDRESS_SIZE];
	char *arguments[] = { name, argument, NULL };

	(void)snprintf(argument, sizeof(argument), "%s", address);
	(void)setenv("ACTION", action, 1);
	(void)setenv("SEQNUM", "4711", 1);
	(void)unsetenv("SYNTH_UUID");
	if (!is_new)
		(void)setenv("SYNTH_UUID", "0", 1);
	fake_now->clock_us = 1;
	return late_run(arguments);
}

static inline const char *report_of(const char *address)
{
	char path[FAKE_PATH_SIZE];
	uint32_t file;

	(void)snprintf(path, sizeof(path), LATE_DIRECTORY "/%s.json", address);
	return tree_find(&fake_now->tree, path, true, &file) ? NULL
							     : tree_content(&fake_now->tree, file);
}

/* What the rule does when the function is removed. */
static inline void late_report_is_removed(const char *address)
{
	char path[FAKE_PATH_SIZE];

	(void)snprintf(path, sizeof(path), LATE_DIRECTORY "/%s.json", address);
	assert_int_equal(fs_remove(late_machine, path), 0);
}

static inline void assert_report(const char *address, const char *part)
{
	const char *report = report_of(address);

	if (!report || !strstr(report, part))
		fail_msg("%s: %s lacks %s", address, report ? report : "no report", part);
}

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the unit tests share: cmocka with the headers that it wants, and a machine in memory for
 * those that need one. Each file is a program of its own.
 */
#ifndef VFIO_PREBIND_TESTS_UNIT_H
#define VFIO_PREBIND_TESTS_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/decision.h"
#include "fake/kernel.h"
#include "kernel/fs.h"

/* Names of tests are names of functions: a behaviour each. */
#define UNIT_MAIN(...)                                             \
	int main(void)                                             \
	{                                                          \
		const struct CMUnitTest tests[] = { __VA_ARGS__ }; \
                                                                   \
		return cmocka_run_group_tests(tests, NULL, NULL);  \
	}

/* A machine of tests/machines and lines that are added to it; either may be NULL. */
struct fs *unit_machine(const char *name, const char *lines);
void unit_machine_end(struct fs *fs);

/* What vfio-prebind-boot reads there, with this as /etc/vfio-prebind.conf. */
void unit_inputs(struct fs *fs, const char *config, struct inputs *inputs);

/* The rules of a text, read as on the host; none may be wrong. */
void unit_config(const char *text, struct config *config);

/* The index of a function in the machine, by its address. */
size_t unit_device(const struct pci_devices *devices, const char *address);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Starts one of the programs that generate images or boot loader configurations: without a shell,
 * from fixed directories, with a fixed environment. Callers build argv from constants, from names
 * checked by is_kernel_name(), and from paths made of these; never from configuration.
 */
#ifndef VFIO_PREBIND_BASE_SPAWN_H
#define VFIO_PREBIND_BASE_SPAWN_H

#include <stdbool.h>
#include <sys/types.h>

#include "core/util.h"
#include "kernel/fs.h"

/* Whether the machine below fs has the program in a directory that run_program() searches. */
bool run_has(struct fs *fs, const char *program);

/*
 * Runs argv[0], a name without '/', to its end; its output goes to our standard error. Returns its
 * exit status, 128 + the signal that ended it, or negative errno: -ENOENT without such a program.
 */
must_check int run_program(const char *const argv[]);

/* The same with one more variable, "NAME=VALUE", in its environment. */
must_check int run_program_with(const char *const argv[], const char *variable);

/* Waits for a child to end: its exit status, 128 + the signal, or negative errno. */
must_check int run_wait(pid_t child);

#endif

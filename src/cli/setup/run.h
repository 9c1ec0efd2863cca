/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The commands that setup runs: the same program, so that everything it does can also be typed.
 */
#ifndef VFIO_PREBIND_SETUP_RUN_H
#define VFIO_PREBIND_SETUP_RUN_H

#include "core/text.h"
#include "core/util.h"

/* The most words of a command, the verb included. */
#define RUN_WORDS_MAX 8

/* "vfio-prebind add --group 01:00.0": as it can be typed. words end with NULL. */
void run_format(const char *const words[], struct text *out);

/* Shows the command as it can be typed, and runs it. Its exit status, or negative errno. */
must_check int run_verb_shown(const char *sysroot, const char *const words[]);

/* Runs the command without input and output. Its exit status, or negative errno. */
must_check int run_verb_silently(const char *sysroot, const char *const words[]);

#endif

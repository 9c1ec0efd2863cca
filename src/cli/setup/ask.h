/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Questions on a terminal, line by line. Enter alone gives the default answer.
 */
#ifndef VFIO_PREBIND_SETUP_ASK_H
#define VFIO_PREBIND_SETUP_ASK_H

#include <stdbool.h>
#include <stddef.h>

/* Whether questions can be asked: standard input and output are a terminal. */
bool ask_can(void);

/*
 * Prints the question with "[Y/n]" or "[y/N]" until the answer is one. false also at the end of the
 * input, and for all questions after it.
 */
bool ask_yes(const char *question, bool or_else);

/* The same for a number from 0 to most; 0 at the end of the input. */
size_t ask_number(const char *question, size_t most, size_t or_else);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the directives of a machine share. Included by fake/machine.c and fake/pci.c only.
 */
#ifndef VFIO_PREBIND_TESTS_DIRECTIVE_H
#define VFIO_PREBIND_TESTS_DIRECTIVE_H

#include "fake/kernel.h"

/* One line of a machine's text. */
struct directive {
	struct fake *fake;
	const char *machines;
	const char *name; /* of the text, for messages */
	unsigned int line;
	unsigned int depth; /* of includes */
};

/* Prints the phrase with its place. Always -EINVAL. */
int directive_fail(const struct directive *directive, const char *phrase);

/* The next word, NUL-terminated in place; NULL at the end. *rest moves past it. */
char *directive_word(char **rest);

/* Each gets what follows its name. 0, or a negative errno after a message. */
int directive_pci(struct directive *directive, char *rest);
int directive_sriov(struct directive *directive, char *rest);
int directive_virtual(struct directive *directive, char *rest);
int directive_block(struct directive *directive, char *rest);
int directive_slaves(struct directive *directive, char *rest);

#endif

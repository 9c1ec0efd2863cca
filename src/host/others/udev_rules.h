/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Reads udev rules (udev(7)) into their expressions. Pure: nothing is expanded, matched or run.
 */
#ifndef VFIO_PREBIND_OTHERS_UDEV_RULES_H
#define VFIO_PREBIND_OTHERS_UDEV_RULES_H

#include <stdbool.h>
#include <stddef.h>

#include "core/util.h"

/* A rule with more expressions is malformed. */
#define UDEV_EXPRESSIONS_MAX 64

/* ATTR{driver_override}="vfio-pci" */
struct udev_expression {
	const char *key;       /* "ATTR" */
	const char *attribute; /* "driver_override"; "" without one */
	char operator[3];      /* "==", "!=", "=", "+=", "-=", ":=" */
	const char *value;     /* without its quotes, and without their backslashes */
};

struct udev_rule {
	unsigned int line, last_line;
	size_t start, end; /* its bytes in the file, including the last newline */
	bool is_malformed; /* trailing text is not an expression */
	struct udev_expression list[UDEV_EXPRESSIONS_MAX];
	size_t count;
};

typedef void udev_rule_fn(void *data, const struct udev_rule *rule);

/* Whether it tests the device; otherwise it sets something. */
bool udev_is_match(const struct udev_expression *expression);

/*
 * Calls see for each rule of [text, text + length), joined from the lines that it is continued on.
 * 0 or -ENOMEM.
 */
must_check int udev_rules_parse(const char *text, size_t length, udev_rule_fn *see, void *data);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Writes the lines of an image's configuration within the limits of its reader, src/core/config.h.
 * A rule that wants functions may be left out, with a warning; exclusions always fit.
 */
#ifndef VFIO_PREBIND_IMAGE_CONFIG_LINES_H
#define VFIO_PREBIND_IMAGE_CONFIG_LINES_H

#include <stdbool.h>
#include <stddef.h>

#include "core/config.h"
#include "core/diagnostic.h"
#include "core/rule.h"
#include "core/text.h"

/* Starts as { .out = ..., .warnings = ... }, both borrowed. */
struct image_lines {
	struct text *out;
	struct diagnostics *warnings;
	const char *from; /* the lines before */
	size_t wanted;    /* rules without "!" so far */
	bool is_full;     /* others were left out: lines_add_full() says so */
};

/* Whether only what must not be left out can still be added. */
bool lines_are_long(const struct image_lines *lines);

/* The rule, and its card if it has one. */
void lines_add_rule(struct image_lines *lines, const struct rule *rule);

/*
 * Instead of a rule that would take what the host needs: a warning now and in every boot report. 0
 * or -ENOMEM.
 */
must_check int lines_leave_out(struct image_lines *lines, const struct rule *rule,
			       const struct pci_address *taken, const char *why, const char *what);

/* The errors in the files. */
void lines_add_errors(struct image_lines *lines, const struct diagnostics *bad);

/* Warns that rules were left out because there was no room. 0 or -ENOMEM. */
must_check int lines_add_full(struct image_lines *lines);

/* Adds to the warnings, at the rule's line, and frees the message. 0 or -ENOMEM. */
must_check int lines_warn(struct image_lines *lines, const struct rule *rule, struct text *message);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Errors in an input: file, line, column, one phrase. The parsers collect them; main(), the report
 * and the log show them. No I/O.
 */
#ifndef VFIO_PREBIND_DIAGNOSTIC_H
#define VFIO_PREBIND_DIAGNOSTIC_H

#include <stddef.h>

#include "core/text.h"
#include "core/util.h"

/* Longest phrase with its NUL. Parsers stay below it: they quote at most 40 bytes. */
#define PHRASE_SIZE 192

/* Why a piece of text is wrong; offset is in bytes from its start. */
struct parse_error {
	size_t offset;
	char phrase[PHRASE_SIZE];
};

struct diagnostic {
	char *file;          /* owned */
	unsigned int line;   /* from 1; 0: the file as a whole */
	unsigned int column; /* in bytes, from 1; 0: the line as a whole */
	char *text;          /* owned */
};

struct diagnostics {
	struct diagnostic *list; /* owned; diagnostics_free() */
	size_t count;
};

void diagnostics_free(struct diagnostics *diagnostics);

/* Both strings are copied. 0 or -ENOMEM. */
must_check int diagnostics_add(struct diagnostics *diagnostics, const char *file, unsigned int line,
			       unsigned int column, const char *text);

/*
 * About a whole file: "<what>: <the error in words>". error is an errno of either sign. 0 or
 * -ENOMEM.
 */
must_check int diagnostics_add_error(struct diagnostics *diagnostics, const char *file,
				     const char *what, int error);

/* "file:line:column: text", without the parts that are 0. */
void diagnostic_format(const struct diagnostic *diagnostic, struct text *out);

/*
 * Fills error with "<what> '<quoted>'<hint>"; unprintable bytes are shown as '?', and
 * a quote of more than 40 bytes ends in "...". hint may be "". Always returns -EINVAL.
 */
int parse_error_quote(struct parse_error *error, size_t offset, const char *what,
		      const char *quoted, size_t length, const char *hint);

/* Fills error with the phrase. Always returns -EINVAL. */
int parse_error_set(struct parse_error *error, size_t offset, const char *phrase);

#endif

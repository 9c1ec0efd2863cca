/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A string that grows, for reports, log lines and the image's configuration, and
 * the few scanners that both programs share. No I/O.
 *
 * A failed allocation is remembered: later calls do nothing, and text_error() returns it. So a
 * writer checks once, and nothing is ever cut silently.
 */
#ifndef VFIO_PREBIND_TEXT_H
#define VFIO_PREBIND_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/util.h"

struct text {
	char *data;    /* NUL-terminated once anything was added; owned; text_free() */
	size_t length; /* in bytes, without the NUL */
	size_t size;
	int error; /* 0 or -ENOMEM */
};

void text_free(struct text *text);
void text_add(struct text *text, const char *bytes, size_t length);
void text_puts(struct text *text, const char *string);
format_like(2, 3) void text_printf(struct text *text, const char *format, ...);

/* The string so far: "" when nothing was added. Valid until the next addition. */
const char *text_string(const struct text *text);

/* 0, or -ENOMEM when any addition was lost. */
must_check int text_error(const struct text *text);

/* A JSON string with its quotes; bytes outside printable ASCII become \u00xx. NULL is null. */
void text_json(struct text *text, const char *string);

/*
 * A word without white space, control characters or '%': such bytes become %xx.
 * text_unescape() is its inverse, in place; -EINVAL on a malformed %xx or a %00.
 */
void text_escape(struct text *text, const char *string);
must_check int text_unescape(char *word);

/*
 * Makes text safe to print, in place: each byte that a terminal may take for a command becomes '?',
 * that is each byte of a control character (C0, DEL, C1) that is not in kept or of one that begins
 * a line or changes the direction of writing, and each that is not part of valid UTF-8. Everything
 * printed from files and devices passes through here.
 */
void text_plain(char *bytes, size_t length, const char *kept);

/* text_add(), with text_plain(). */
void text_add_plain(struct text *text, const char *bytes, size_t length, const char *kept);

/*
 * Reads between min and max hexadecimal digits, all of [text, text + length).
 * 0 and *value, or -EINVAL. max is 8 at most.
 */
must_check int hex_parse(const char *text, size_t length, unsigned int min, unsigned int max,
			 uint32_t *value);

/* Whether [text, text + length) is exactly the string word. */
bool text_is(const char *text, size_t length, const char *word);

/*
 * Whether it is this name of a module or a parameter; '-' and '_' are the same, as for the kernel.
 */
bool text_is_name(const char *text, size_t length, const char *name);

#endif

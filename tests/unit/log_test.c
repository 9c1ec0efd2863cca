// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Log lines on standard error.
 */
#include "unit/unit.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>

#include "kernel/log.h"

/* What is written to standard error while it runs. */
static void capture(char *out, size_t size, enum log_level max, enum log_level level,
		    const char *text)
{
	int ends[2], saved = dup(STDERR_FILENO);
	ssize_t n;

	assert_int_equal(pipe(ends), 0);
	assert_int_equal(fcntl(ends[0], F_SETFL, O_NONBLOCK), 0);
	assert_true(dup2(ends[1], STDERR_FILENO) >= 0);
	log_setup(false, max);
	log_line(level, "%s", text);
	(void)fflush(stderr);
	assert_true(dup2(saved, STDERR_FILENO) >= 0);
	n = read(ends[0], out, size - 1);
	out[n > 0 ? n : 0] = '\0';
	close(saved);
	close(ends[0]);
	close(ends[1]);
}

static void a_line_has_the_programs_name_and_no_level(void **state)
{
	char out[2000];

	(void)state;
	capture(out, sizeof(out), LOG_LEVEL_INFO, LOG_LEVEL_WARNING, "hello 100%");
	assert_string_equal(out, "vfio-prebind: hello 100%\n");
}

static void a_level_above_the_maximum_is_not_written(void **state)
{
	char out[2000];

	(void)state;
	capture(out, sizeof(out), LOG_LEVEL_INFO, LOG_LEVEL_DEBUG, "x");
	assert_string_equal(out, "");
	capture(out, sizeof(out), LOG_LEVEL_DEBUG, LOG_LEVEL_DEBUG, "x");
	assert_string_not_equal(out, "");
}

static void a_line_that_is_too_long_says_that_it_was_cut(void **state)
{
	char out[2000], text[1500];

	(void)state;
	memset(text, 'x', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	capture(out, sizeof(out), LOG_LEVEL_INFO, LOG_LEVEL_INFO, text);
	assert_true(strlen(out) < 900);
	assert_string_equal(out + strlen(out) - 6, "xx...\n");
}

UNIT_MAIN(cmocka_unit_test(a_line_has_the_programs_name_and_no_level),
	  cmocka_unit_test(a_level_above_the_maximum_is_not_written),
	  cmocka_unit_test(a_line_that_is_too_long_says_that_it_was_cut))

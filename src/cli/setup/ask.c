// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Questions and answers.
 */
#include "cli/setup/ask.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "core/util.h"
#include "host/base/cli.h"

bool ask_can(void)
{
	return isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
}

/* The line without blanks around it. NULL: the input has ended. The caller frees it. */
static char *read_answer(void)
{
	char *line = NULL, *start;
	size_t size = 0;

	(void)fflush(stdout);
	if (getline(&line, &size, stdin) < 0) {
		putchar('\n');
		free(line);
		return NULL;
	}
	start = line + strspn(line, " \t");
	memmove(line, start, strlen(start) + 1);
	line[strcspn(line, " \t\r\n")] = '\0';
	return line;
}

bool ask_yes(const char *question, bool or_else)
{
	for (;;) {
		cleanup_free char *answer = NULL;

		print_plain("%s [%s] ", question, or_else ? "Y/n" : "y/N");
		answer = read_answer();
		if (!answer)
			return false;
		if (!*answer)
			return or_else;
		if (!strcasecmp(answer, "y") || !strcasecmp(answer, "yes"))
			return true;
		if (!strcasecmp(answer, "n") || !strcasecmp(answer, "no"))
			return false;
		puts("Answer y or n.");
	}
}

size_t ask_number(const char *question, size_t most, size_t or_else)
{
	for (;;) {
		cleanup_free char *answer = NULL;
		unsigned long number;
		char *end;

		print_plain("%s [%zu] ", question, or_else);
		answer = read_answer();
		if (!answer)
			return 0;
		if (!*answer)
			return or_else;
		number = strtoul(answer, &end, 10);
		if (*answer >= '0' && *answer <= '9' && !*end && number <= most)
			return number;
		printf("Answer a number from 0 to %zu.\n", most);
	}
}

// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Decides whether output is in colour.
 */
#include "host/base/colour.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/util.h"

enum colour { COLOUR_AUTO, COLOUR_ALWAYS, COLOUR_NEVER };

static enum colour chosen = COLOUR_AUTO;

bool colour_choose(const char *when)
{
	static const char *const words[] = { "auto", "always", "never" };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(words); i++)
		if (!strcmp(when, words[i])) {
			chosen = (enum colour)i;
			return true;
		}
	return false;
}

static bool terminal_has_colour(void)
{
	const char *no_colour = getenv("NO_COLOR"), *terminal = getenv("TERM");

	return isatty(STDOUT_FILENO) && !(no_colour && *no_colour) &&
	       !(terminal && !strcmp(terminal, "dumb"));
}

bool colour_is_on(void)
{
	return chosen == COLOUR_ALWAYS || (chosen == COLOUR_AUTO && terminal_has_colour());
}

// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Any bytes as udev rules: each rule is in its lines, in order, and each of its expressions has a
 * key, an operator and a value.
 */
#include <ctype.h>
#include <string.h>

#include "fuzz/fuzz.h"
#include "host/others/udev_rules.h"

struct seen {
	size_t size, end;
	unsigned int line;
};

static void check_expression(const struct udev_expression *expression)
{
	static const char *const operators[] = { "==", "!=", "=", "+=", "-=", ":=" };
	size_t i, length = 0;

	while (isupper((unsigned char)expression->key[length]) || expression->key[length] == '_')
		length++;
	HOLDS(length && !expression->key[length]);
	HOLDS(!strchr(expression->attribute, '}') && expression->value);
	for (i = 0; i < ARRAY_SIZE(operators); i++)
		if (!strcmp(expression->operator, operators[i]))
			break;
	HOLDS(i < ARRAY_SIZE(operators));
	HOLDS(udev_is_match(expression) == (i < 2));
}

static void see(void *data, const struct udev_rule *rule)
{
	struct seen *seen = data;
	size_t i;

	HOLDS(rule->line > seen->line && rule->last_line >= rule->line);
	HOLDS(rule->start >= seen->end && rule->end > rule->start && rule->end <= seen->size);
	for (i = 0; i < rule->count; i++)
		check_expression(&rule->list[i]);
	seen->line = rule->last_line;
	seen->end = rule->end;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct seen seen = { .size = size };

	HOLDS(!udev_rules_parse((const char *)data, size, see, &seen));
	return 0;
}

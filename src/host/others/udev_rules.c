// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Splits udev rules into expressions, in a copy of the text.
 */
#include "host/others/udev_rules.h"

#include <ctype.h>
#include <errno.h>
#include <string.h>

#define BLANKS " \t\r\v\f"

bool udev_is_match(const struct udev_expression *expression)
{
	return expression->operator[1] == '=' && strchr("=!", expression->operator[0]);
}

/* "==" and its like at *at, which moves after it. false: there is none. */
static bool take_operator(char **at, char operator[3])
{
	size_t length = **at != '=' || (*at)[1] == '=' ? 2 : 1;

	if (!**at || !strchr("=!+-:", **at) || (*at)[length - 1] != '=')
		return false;
	memset(operator, 0, 3);
	memcpy(operator, * at, length);
	*at += length;
	return true;
}

/* A string in double quotes, with an optional 'e' or 'i' before it. NULL: there is none. */
static char *take_value(char **at)
{
	char *value, *to;

	if ((**at == 'e' || **at == 'i') && (*at)[1] == '"')
		++*at;
	if (**at != '"')
		return NULL;
	value = to = ++*at;
	for (; **at && **at != '"'; ++*at) {
		if ((*at)[0] == '\\' && (*at)[1] == '"')
			++*at;
		*to++ = **at;
	}
	if (!**at)
		return NULL;
	++*at;
	*to = '\0';
	return value;
}

/* One expression at *at, which moves after it. */
static bool take_expression(char **at, struct udev_expression *out)
{
	char *key = *at, *key_end, *attribute = NULL;

	while (isupper((unsigned char)**at) || **at == '_')
		++*at;
	key_end = *at;
	if (**at == '{') {
		attribute = ++*at;
		*at += strcspn(*at, "}");
		if (!**at)
			return false;
		*(*at)++ = '\0';
	}
	*at += strspn(*at, BLANKS);
	if (key == key_end || !take_operator(at, out->operator))
		return false;
	*at += strspn(*at, BLANKS);
	out->value = take_value(at);
	*key_end = '\0';
	out->key = key;
	out->attribute = attribute ? attribute : "";
	return out->value;
}

static void parse_rule(char *text, struct udev_rule *rule)
{
	rule->count = 0;
	rule->is_malformed = false;
	while (*(text += strspn(text, BLANKS ",\n")) && !rule->is_malformed) {
		if (rule->count < UDEV_EXPRESSIONS_MAX &&
		    take_expression(&text, &rule->list[rule->count]))
			rule->count++;
		else
			rule->is_malformed = true;
	}
}

/* Ends the rule at text, and joins it with the lines that it is continued on. */
static char *take_line(char *text, char *end, struct udev_rule *rule)
{
	char *newline;

	while ((newline = memchr(text, '\n', (size_t)(end - text))) && newline > text &&
	       newline[-1] == '\\') {
		newline[-1] = newline[0] = ' ';
		text = newline + 1;
		rule->last_line++;
	}
	if (!newline)
		return end;
	*newline = '\0';
	return newline + 1;
}

int udev_rules_parse(const char *text, size_t length, udev_rule_fn *see, void *data)
{
	cleanup_free struct udev_rule *rule = calloc(1, sizeof(*rule));
	cleanup_free char *copy = malloc(length + 1);
	unsigned int number = 1;
	char *at, *next, *end;

	if (!rule || !copy)
		return -ENOMEM;
	memcpy(copy, text, length);
	copy[length] = '\0';
	for (at = copy, end = copy + length; at < end; at = next) {
		rule->line = rule->last_line = number;
		next = take_line(at, end, rule);
		rule->start = (size_t)(at - copy);
		rule->end = (size_t)(next - copy);
		number = rule->last_line + 1;
		at += strspn(at, BLANKS);
		if (!*at || *at == '#')
			continue;
		parse_rule(at, rule);
		see(data, rule);
	}
	return 0;
}

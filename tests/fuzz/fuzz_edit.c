// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A configuration file of any bytes from which "remove" takes selectors away. What it does not take
 * keeps every byte and every error; what it takes is gone; doing it again changes nothing.
 */
#include <string.h>

#include "fuzz/fuzz.h"
#include "host/config/edit.h"

/* IDs go, places stay. */
static bool choose(void *data, const struct selector *selector, bool exclude)
{
	size_t *chosen = data;

	(void)exclude;
	*chosen += selector->kind == SELECTOR_ID;
	return selector->kind == SELECTOR_ID;
}

static void parse(const struct text *text, struct config *config, struct diagnostics *errors)
{
	HOLDS(!config_add_file(config, errors, "f", text_string(text), text->length, CONFIG_HOST));
}

/* The rules that are to stay are all that there is, in their order. */
static void compare_rules(const struct config *before, const struct config *after)
{
	size_t i, count = 0;

	for (i = 0; i < before->count; i++) {
		struct text was = { 0 }, is = { 0 };

		if (before->rules[i].selector.kind == SELECTOR_ID)
			continue;
		HOLDS(count < after->count);
		rule_format(&before->rules[i], &was);
		rule_format(&after->rules[count++], &is);
		HOLDS(!strcmp(text_string(&was), text_string(&is)));
		text_free(&was);
		text_free(&is);
	}
	HOLDS(count == after->count);
}

static void check_again(struct edit *edit)
{
	size_t length = edit->text.length, chosen = 0;
	struct text removed = { 0 };

	edit->is_changed = false;
	HOLDS(!edit_remove(edit, choose, &chosen, NULL, &removed));
	HOLDS(!edit->is_changed && !chosen && !removed.length && edit->text.length == length);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct config before = { 0 }, after = { 0 };
	struct diagnostics errors = { 0 }, left = { 0 };
	struct text removed = { 0 };
	struct edit edit = { .directory = -1 };
	size_t chosen = 0;

	text_add(&edit.text, (const char *)data, size);
	parse(&edit.text, &before, &errors);
	HOLDS(!edit_remove(&edit, choose, &chosen, NULL, &removed));
	HOLDS(edit.is_changed == !!chosen && !!removed.length == !!chosen);
	HOLDS(chosen || (edit.text.length == size && !memcmp(text_string(&edit.text), data, size)));
	parse(&edit.text, &after, &left);
	HOLDS(errors.count == left.count);
	compare_rules(&before, &after);
	check_again(&edit);
	text_free(&edit.text);
	text_free(&removed);
	diagnostics_free(&errors);
	diagnostics_free(&left);
	config_free(&before);
	config_free(&after);
	return 0;
}

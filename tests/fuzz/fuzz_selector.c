// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A selector of any bytes: what is read is printed and read again as the same; what is not leaves
 * the selector as it was, and a suggestion is one that can be read.
 */
#include <string.h>

#include "core/selector.h"
#include "fuzz/fuzz.h"

static void check_error(const struct parse_error *error, size_t size)
{
	static const char mark[] = "did you mean ";
	struct parse_error ignored;
	struct selector selector;
	const char *hint;

	HOLDS(error->offset <= size);
	HOLDS(memchr(error->phrase, '\0', sizeof(error->phrase)));
	HOLDS(*error->phrase && fuzz_is_plain(error->phrase));
	/* the quoted text may have the mark in it too: the suggestion is the last */
	hint = strstr(error->phrase, mark);
	while (hint && strstr(hint + 1, mark))
		hint = strstr(hint + 1, mark);
	if (!hint || error->phrase[strlen(error->phrase) - 1] != '?')
		return;
	hint += strlen(mark);
	HOLDS(!selector_parse(hint, strlen(hint) - 1, &selector, &ignored));
}

/* What a selector names is in its range. */
static void check_range(const struct selector *selector, const struct pci_devices *devices)
{
	struct pci_range range = selector_range(selector, devices);
	size_t i, in_range = 0, all = 0;

	for (i = 0; i < range.count; i++)
		in_range += selector_matches(selector, devices, pci_at(&range, i));
	for (i = 0; i < devices->count; i++)
		all += selector_matches(selector, devices, &devices->list[i]);
	HOLDS(in_range == all);
}

static void check_round_trip(const struct selector *selector)
{
	const struct pci_devices *devices = fuzz_devices();
	struct parse_error error;
	struct selector again;
	struct text out = { 0 };
	size_t i;

	selector_format(selector, &out);
	HOLDS(!text_error(&out));
	HOLDS(!selector_parse(out.data, out.length, &again, &error));
	HOLDS(again.kind == selector->kind && again.depth == selector->depth);
	HOLDS(selector_equals(&again, selector));
	HOLDS(selector_is_one_place(&again) == selector_is_one_place(selector));
	for (i = 0; i < devices->count; i++)
		HOLDS(selector_matches(selector, devices, &devices->list[i]) ==
		      selector_matches(&again, devices, &devices->list[i]));
	check_range(selector, devices);
	text_free(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct selector untouched = { .depth = 77, .address.bus = 77 };
	struct selector selector = untouched;
	struct parse_error error = { 0 };

	if (!selector_parse((const char *)data, size, &selector, &error)) {
		check_round_trip(&selector);
		return 0;
	}
	check_error(&error, size);
	HOLDS(!memcmp(&selector, &untouched, sizeof(selector)));
	return 0;
}

// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Words of the command line as kinds and selectors.
 */
#include "host/devices/filter.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "core/error.h"
#include "core/match.h"
#include "host/base/nearest.h"

/* By class, of which the first digits are given. */
struct kind {
	const char *name;
	struct {
		uint32_t class;
		unsigned int digits;
	} classes[3];
};

static const struct kind kinds[] = {
	{ "gpu", { { 0x03, 2 } } },
	{ "net", { { 0x02, 2 }, { 0x0c06, 4 } } }, /* InfiniBand, as class 0c, too */
	{ "usb", { { 0x0c03, 4 } } },
	{ "nvme", { { 0x0108, 4 } } },
	{ "audio", { { 0x0401, 4 }, { 0x0403, 4 } } },
};

void filter_free(struct filter *filter)
{
	selection_free(&filter->selection);
	filter->kinds = 0;
}

bool filter_is_set(const struct filter *filter)
{
	return filter->kinds || filter->selection.count;
}

/* No selector has letters alone. */
static bool is_kind_word(const char *word)
{
	while (isalpha((unsigned char)*word))
		word++;
	return !*word;
}

static enum status take_kind(const struct verb *verb, const char *word, unsigned int *found)
{
	struct nearest nearest = { 0 };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(kinds); i++) {
		if (!strcmp(word, kinds[i].name)) {
			*found |= 1U << i;
			return STATUS_OK;
		}
		nearest_try(&nearest, word, strlen(word), kinds[i].name);
	}
	return nearest.name ? misuse(verb, "unknown kind of device '%s'; did you mean '%s'?", word,
				     nearest.name)
			    : misuse(verb, "unknown kind of device '%s'", word);
}

/* What is left of the words goes to selectors, which has room for all. */
static enum status take_words(const struct verb *verb, int argc, char **argv, int first,
			      struct filter *filter, char **selectors, int *count)
{
	enum status status = STATUS_OK;
	int i;

	for (i = first; !status && i < argc; i++) {
		if (is_kind_word(argv[i]))
			status = take_kind(verb, argv[i], &filter->kinds);
		else if (strchr(argv[i], '='))
			status = misuse(verb, "'%s' cannot be used here: only selectors can",
					argv[i]);
		else
			selectors[(*count)++] = argv[i];
	}
	return status;
}

int filter_read(const struct verb *verb, int argc, char **argv, int first, struct filter *filter,
		enum status *status)
{
	cleanup_free char **selectors = calloc((size_t)argc + 1, sizeof(*selectors));
	int count = 0;

	memset(filter, 0, sizeof(*filter));
	if (!selectors) {
		complain("%s", error_text(-ENOMEM));
		*status = STATUS_FAILED;
		return -1;
	}
	*status = take_words(verb, argc, argv, first, filter, selectors, &count);
	if (*status)
		return -1;
	return count ? selection_read(verb, count, selectors, 0, &filter->selection, status) : 0;
}

static bool is_of_kind(const struct kind *kind, const struct pci_device *device)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(kind->classes) && kind->classes[i].digits; i++)
		if (device->class >> (24 - 4 * kind->classes[i].digits) == kind->classes[i].class)
			return true;
	return false;
}

/* Whether a selector, with "!" if exclude is set, names the function. */
static bool is_named(const struct filter *filter, bool exclude, const struct pci_devices *devices,
		     const struct pci_device *device)
{
	size_t i;

	for (i = 0; i < filter->selection.count; i++) {
		const struct rule *rule = &filter->selection.rules[i];

		if (rule->exclude == exclude && selector_matches(&rule->selector, devices, device))
			return true;
	}
	return false;
}

static bool is_of_kinds(const struct filter *filter, const struct pci_device *device)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(kinds); i++)
		if ((filter->kinds & 1U << i) && is_of_kind(&kinds[i], device))
			return true;
	return false;
}

/* Whether all words say what not to show. */
static bool only_excludes(const struct filter *filter)
{
	size_t i;

	for (i = 0; i < filter->selection.count; i++)
		if (!filter->selection.rules[i].exclude)
			return false;
	return !filter->kinds;
}

bool filter_names(const struct filter *filter, const struct pci_devices *devices,
		  const struct pci_device *device)
{
	size_t i;

	for (i = 0; i < filter->selection.count; i++) {
		const struct rule *rule = &filter->selection.rules[i];

		if (!rule->exclude &&
		    (rule->selector.kind != SELECTOR_ID || rule->selector.id.device != PCI_ANY) &&
		    selector_matches(&rule->selector, devices, device))
			return true;
	}
	return false;
}

bool filter_shows(const struct filter *filter, const struct pci_devices *devices,
		  const struct pci_device *device)
{
	if (is_named(filter, true, devices, device))
		return false;
	return only_excludes(filter) || is_of_kinds(filter, device) ||
	       is_named(filter, false, devices, device);
}

bool filter_finds(const struct filter *filter, const struct pci_devices *devices)
{
	size_t i;

	for (i = 0; i < filter->selection.count; i++) {
		struct text text = { 0 };

		if (selector_first(&filter->selection.rules[i].selector, devices))
			continue;
		selector_format(&filter->selection.rules[i].selector, &text);
		complain("%s names no device of this machine", text_string(&text));
		text_free(&text);
		return false;
	}
	return true;
}

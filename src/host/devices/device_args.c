// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Selectors from the command line.
 */
#include "host/devices/device_args.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "core/error.h"
#include "host/devices/caret.h"
#include "host/devices/card.h"

void selection_free(struct selection *selection)
{
	free(selection->rules);
	free(selection->keys);
	memset(selection, 0, sizeof(*selection));
}

static bool has_rule(const struct selection *selection, const struct rule *wanted)
{
	size_t i;

	for (i = 0; i < selection->count; i++)
		if (selection->rules[i].exclude == wanted->exclude &&
		    selector_equals(&selection->rules[i].selector, &wanted->selector))
			return true;
	return false;
}

/* Adds it once, however often it was given. */
static int add_rule(void *data, const struct rule *rule)
{
	struct selection *selection = data;
	struct rule *rules;

	if (has_rule(selection, rule))
		return 0;
	rules = realloc(selection->rules, (selection->count + 1) * sizeof(*rules));
	if (!rules)
		return -ENOMEM;
	selection->rules = rules;
	rules[selection->count++] = *rule;
	return 0;
}

static enum status show_error(const struct text *line, const struct parse_error *error)
{
	struct text shown = { 0 };

	complain("%s", error->phrase);
	caret_format(text_string(line), line->length, error->offset + 1, &shown);
	fputs(text_string(&shown), stderr);
	text_free(&shown);
	return STATUS_USAGE;
}

/* Parses one selector with all keys as a line of the configuration. */
static int read_selector(const struct verb *verb, const char *word, struct selection *selection,
			 enum status *status)
{
	struct rule defaults = rule_defaults;
	struct parse_error error = { 0 };
	struct text line = { 0 };
	const char **key;
	enum line_kind kind = LINE_EMPTY;
	int r;

	text_puts(&line, word);
	for (key = selection->keys; *key; key++)
		text_printf(&line, " %s", *key);
	r = text_error(&line);
	if (!r)
		r = rule_parse_line(text_string(&line), line.length, &defaults, add_rule, selection,
				    &kind, &error);
	if (r == -EINVAL)
		*status = show_error(&line, &error);
	else if (!r && kind != LINE_RULES)
		*status = misuse(verb, "'%s' is not a selector", word);
	else if (r) {
		complain("%s", error_text(r));
		*status = STATUS_FAILED;
	}
	text_free(&line);
	return r || kind != LINE_RULES ? -1 : 0;
}

/* A word becomes part of a line of the file: it must be a single word there. */
static bool is_one_word(const char *word)
{
	return *word && !strpbrk(word, " \t\r\n#");
}

int selection_read(const struct verb *verb, int argc, char **argv, int first,
		   struct selection *selection, enum status *status)
{
	size_t count = 0;
	int i;

	memset(selection, 0, sizeof(*selection));
	selection->keys = calloc((size_t)argc + 1, sizeof(*selection->keys));
	if (!selection->keys) {
		complain("%s", error_text(-ENOMEM));
		*status = STATUS_FAILED;
		return -1;
	}
	for (i = first; i < argc; i++) {
		if (strpbrk(argv[i], " \t")) {
			*status = misuse(verb, "'%s' is not a selector: it contains white space",
					 argv[i]);
			return -1;
		}
		if (!is_one_word(argv[i])) {
			*status = misuse(verb, "'%s' is neither a selector nor KEY=VALUE", argv[i]);
			return -1;
		}
		if (strchr(argv[i], '='))
			selection->keys[count++] = argv[i];
	}
	for (i = first; i < argc; i++)
		if (!strchr(argv[i], '=') && read_selector(verb, argv[i], selection, status))
			return -1;
	if (selection->count)
		return 0;
	*status = misuse(verb, "missing device: give an address, an ID or a path");
	return -1;
}

/* Whether the rule names a function from which this one is reached. */
static bool is_reached(const struct rule *rule, const struct pci_devices *devices,
		       const struct selection_reach *reach, const struct pci_device *device)
{
	size_t i;

	for (i = 0; i < devices->count; i++) {
		const struct pci_device *from = &devices->list[i];

		if (!selector_matches(&rule->selector, devices, from))
			continue;
		if (reach->group &&
		    (from->group == device->group || (!reach->only && card_has_both(from, device))))
			return true;
		if (reach->slot && pci_same_slot(&from->address, &device->address))
			return true;
	}
	return false;
}

/* Checks that --group makes sense for each function that the rule names. 0 or a negative errno. */
static int check_reach(const struct rule *rule, const struct pci_devices *devices,
		       const struct selection_reach *reach, struct text *why)
{
	char address[PCI_ADDRESS_SIZE];
	size_t i;

	if (!selector_first(&rule->selector, devices)) {
		selector_format(&rule->selector, why);
		text_puts(why, " matches no device in this machine");
		return -ENODEV;
	}
	for (i = 0; reach->group && i < devices->count; i++) {
		if (devices->list[i].group >= 0 ||
		    !selector_matches(&rule->selector, devices, &devices->list[i]))
			continue;
		pci_address_format(&devices->list[i].address, address);
		text_printf(why, "%s has no IOMMU group: see 'vfio-prebind iommu'", address);
		return -ENOTSUP;
	}
	return 0;
}

static int expand_one(const struct rule *rule, const struct pci_devices *devices,
		      const struct selection_reach *reach, struct selection *result)
{
	size_t i;
	int r = 0;

	for (i = 0; !r && i < devices->count; i++) {
		const struct pci_device *device = &devices->list[i];
		struct rule narrow = *rule;

		if (pci_is_bridge(device) || !is_reached(rule, devices, reach, device))
			continue;
		narrow.selector = (struct selector){ .kind = SELECTOR_ADDRESS,
						     .id = PCI_ID_ANY,
						     .address = device->address };
		r = add_rule(result, &narrow);
	}
	return r;
}

bool selection_has(const struct selection *selection, const struct pci_device *device)
{
	size_t i;

	for (i = 0; i < selection->count; i++)
		if (selection->rules[i].selector.kind == SELECTOR_ADDRESS &&
		    !pci_address_compare(&selection->rules[i].selector.address, &device->address))
			return true;
	return false;
}

int selection_expand(struct selection *selection, const struct pci_devices *devices,
		     const struct selection_reach *reach, struct text *why)
{
	struct selection result = { 0 };
	size_t i;
	int r = 0;

	if (!reach->group && !reach->slot)
		return 0;
	for (i = 0; !r && i < selection->count; i++) {
		r = check_reach(&selection->rules[i], devices, reach, why);
		if (!r)
			r = expand_one(&selection->rules[i], devices, reach, &result);
	}
	if (!r && !result.count) {
		text_puts(why, "only bridges match, and bridges are never bound");
		r = -ENODEV;
	}
	if (r) {
		free(result.rules);
		return r;
	}
	free(selection->rules);
	selection->rules = result.rules;
	selection->count = result.count;
	return 0;
}

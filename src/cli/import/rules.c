// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Makes rules that are equal to ids= of vfio-pci and to driverctl's overrides.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "cli/import/translation.h"
#include "core/config.h"
#include "host/machine/needs.h"

#define IDS_SIZE 1024 /* drivers/vfio/pci/vfio_pci.c, ids[]: with its NUL */
#define ANY UINT32_MAX
#define FIELDS 6

/* One of ids=, as vfio_pci_fill_ids() reads it: vendor, device, subvendor, subdevice, class, mask
 */
struct dynamic_id {
	uint32_t fields[FIELDS];
	char text[FIELDS * (sizeof("0x12345678"))]; /* as written */
};

/* More than any person has; a limit against hostile files. */
#define SOURCES_MAX 200
#define ADDITIONS_MAX 100000

enum { VENDOR, DEVICE, SUBVENDOR, SUBDEVICE, CLASS, MASK };

static bool parse_field(const char *text, size_t length, uint32_t *value)
{
	if (length > 2 && text[0] == '0' && (text[1] == 'x' || text[1] == 'X')) {
		text += 2;
		length -= 2;
	}
	return !hex_parse(text, length, 1, 8, value);
}

/* Stricter than the kernel, which ignores what follows a number. */
static bool parse_dynamic_id(const char *text, size_t length, struct dynamic_id *id)
{
	const char *end = text + length, *colon;
	size_t count = 0;

	if (length >= sizeof(id->text))
		return false;
	*id = (struct dynamic_id){ .fields = { 0, 0, ANY, ANY, 0, 0 } };
	memcpy(id->text, text, length);
	do {
		colon = memchr(text, ':', (size_t)(end - text));
		if (count == FIELDS || !parse_field(text, (size_t)((colon ? colon : end) - text),
						    &id->fields[count++]))
			return false;
		text = colon ? colon + 1 : end;
	} while (colon);
	return count > DEVICE;
}

static bool field_matches(uint32_t wanted, int32_t value)
{
	return wanted == ANY || wanted == (uint32_t)value;
}

/* drivers/pci/pci.h, pci_match_one_device() */
static bool id_matches(const struct dynamic_id *id, const struct pci_device *device)
{
	return field_matches(id->fields[VENDOR], device->id.vendor) &&
	       field_matches(id->fields[DEVICE], device->id.device) &&
	       field_matches(id->fields[SUBVENDOR], device->id.subvendor) &&
	       field_matches(id->fields[SUBDEVICE], device->id.subdevice) &&
	       !((id->fields[CLASS] ^ device->class) & id->fields[MASK]);
}

/* Adds the line if it is missing. Returns whether it was. */
static bool add_once(struct text *lines, const struct text *line)
{
	const char *at = text_string(lines), *found = strstr(at, text_string(line));

	bool is_new = !found || (found != at && found[-1] != '\n');

	if (is_new)
		text_puts(lines, text_string(line));
	if (text_error(line))
		lines->error = text_error(line);
	return is_new;
}

static struct import_rule *find_rule(struct import *import, const struct rule *rule,
				     const struct pci_device *device)
{
	size_t i;

	for (i = 0; i < import->rule_count; i++)
		if (device ? import->rules[i].device == device
			   : !import->rules[i].device &&
				     selector_equals(&import->rules[i].rule.selector,
						     &rule->selector) &&
				     import->rules[i].rule.class_digits == rule->class_digits &&
				     import->rules[i].rule.class == rule->class)
			return &import->rules[i];
	return NULL;
}

static struct import_rule *new_rule(struct import *import, const struct rule *rule,
				    const struct pci_device *device)
{
	struct import_rule *rules;

	if (import->rule_count == CONFIG_RULES_MAX) {
		setting_problem(&import->settings, import->setting,
				"too many rules for one configuration");
		return NULL;
	}
	rules = realloc(import->rules, (import->rule_count + 1) * sizeof(*rules));
	if (!rules) {
		import->error = -ENOMEM;
		return NULL;
	}
	import->rules = rules;
	rules[import->rule_count] = (struct import_rule){ .rule = *rule, .device = device };
	return &rules[import->rule_count++];
}

/*
 * One rule per function, however many settings ask for it; said is the text of the setting. NULL: a
 * problem.
 */
static struct import_rule *add_rule(struct import *import, const struct rule *rule,
				    const struct pci_device *device, const char *said)
{
	struct import_rule *there = find_rule(import, rule, device);
	const struct setting *setting = import->setting;
	struct text line = { 0 };

	if (++import->additions > ADDITIONS_MAX)
		import->error = -E2BIG;
	if (import->error)
		return NULL;
	if (there && strcmp(there->rule.driver, rule->driver)) {
		setting_problem(&import->settings, import->setting,
				"%s is given to %s by another line and to %s by this one", said,
				there->rule.driver, rule->driver);
		return NULL;
	}
	if (!there)
		there = new_rule(import, rule, device);
	if (!there)
		return NULL;
	setting_place(setting, &line);
	text_printf(&line, ": %s\n", said);
	if (add_once(&there->sources, &line) && ++there->source_count > SOURCES_MAX)
		import->error = -E2BIG;
	text_free(&line);
	return there;
}

static struct rule rule_at(const struct pci_device *device)
{
	struct rule rule = rule_defaults;

	rule.selector.kind = SELECTOR_ADDRESS;
	rule.selector.address = device->address;
	rule.id.vendor = device->id.vendor;
	rule.id.device = device->id.device;
	return rule;
}

/* What the host needs stays with it, whatever took it before. */
static bool is_left_out(struct import *import, const struct pci_device *device, const char *said)
{
	char address[PCI_ADDRESS_SIZE];
	struct text what = { 0 }, line = { 0 };
	bool needed = machine_needs(import->machine, &device->address, &what);

	pci_address_format(&device->address, address);
	text_printf(&line, "%s is left out: the host needs it for %s (from %s)\n", address,
		    text_string(&what), said);
	if (needed)
		add_once(&import->warnings, &line);
	if (text_error(&what))
		import->error = text_error(&what);
	text_free(&what);
	text_free(&line);
	return needed;
}

static void note_stub(struct import_rule *rule, const struct dynamic_id *id)
{
	struct text note = { 0 };

	text_printf(&note, "%s was held by pci-stub: the rule binds it to vfio-pci\n", id->text);
	add_once(&rule->notes, &note);
	text_free(&note);
}

/* A single function needs no note. */
static void add_function(struct import *import, const struct dynamic_id *id,
			 const struct pci_device *device, size_t matches)
{
	struct rule rule = rule_at(device);
	struct import_rule *added;
	struct text note = { 0 };

	if (is_left_out(import, device, id->text))
		return;
	added = add_rule(import, &rule, device, id->text);
	if (added && import->setting->is_stub)
		note_stub(added, id);
	if (!added || matches < 2)
		return;
	text_printf(&note,
		    "%s took all %zu devices that it matches: remove the lines of those that the "
		    "host should keep\n",
		    id->text, matches);
	add_once(&added->notes, &note);
	text_free(&note);
}

/* A field of an ID that stays an ID; false: our language has no such value. */
static bool to_pattern(uint32_t field, int32_t *out)
{
	*out = field == ANY ? PCI_ANY : (int32_t)field;
	return field == ANY || field <= UINT16_MAX;
}

static bool to_class(const struct dynamic_id *id, struct rule *rule)
{
	uint32_t mask = id->fields[MASK] & 0xffffff, class = id->fields[CLASS] & id->fields[MASK];

	rule->class_digits = mask == 0xffffff ? 6 : mask == 0xffff00 ? 4 : mask == 0xff0000 ? 2 : 0;
	if ((mask && !rule->class_digits) || class > 0xffffff)
		return false;
	rule->class = class >> (6 - rule->class_digits) * 4;
	return true;
}

/* A device that is missing now may come later: keeps the ID. */
static void keep_id(struct import *import, const struct dynamic_id *id)
{
	struct rule rule = rule_defaults;
	struct pci_id *pattern = &rule.selector.id;
	struct import_rule *added;
	struct text note = { 0 };

	if (id->fields[VENDOR] == ANY || !to_pattern(id->fields[VENDOR], &pattern->vendor) ||
	    !to_pattern(id->fields[DEVICE], &pattern->device) ||
	    !to_pattern(id->fields[SUBVENDOR], &pattern->subvendor) ||
	    !to_pattern(id->fields[SUBDEVICE], &pattern->subdevice) || !to_class(id, &rule)) {
		setting_problem(&import->settings, import->setting,
				"%s matches no device here and cannot be written as an ID",
				id->text);
		return;
	}
	added = add_rule(import, &rule, NULL, id->text);
	if (!added)
		return;
	text_printf(&note, "%s matches no device in this machine\n", id->text);
	add_once(&added->notes, &note);
	text_free(&note);
}

static void warn_of_bridge(struct import *import, const struct dynamic_id *id)
{
	struct text line = { 0 };

	text_printf(&line, "%s matches a bridge: bridges are never bound, so it gets no line\n",
		    id->text);
	add_once(&import->warnings, &line);
	text_free(&line);
}

static void add_id(struct import *import, const struct dynamic_id *id)
{
	const struct pci_devices *devices = &import->machine->inputs.devices;
	size_t matches = 0, bridges = 0, i;

	for (i = 0; i < devices->count; i++)
		if (id_matches(id, &devices->list[i])) {
			matches += !pci_is_bridge(&devices->list[i]);
			bridges += pci_is_bridge(&devices->list[i]);
		}
	for (i = 0; i < devices->count; i++)
		if (id_matches(id, &devices->list[i]) && !pci_is_bridge(&devices->list[i]))
			add_function(import, id, &devices->list[i], matches);
	if (bridges)
		warn_of_bridge(import, id);
	else if (!matches)
		keep_id(import, id);
}

static void remember_ids(struct import *import, const char *ids)
{
	if (import->ids) {
		import->has_other_ids |= strcmp(import->ids, ids) != 0;
		return;
	}
	import->ids = strdup(ids);
	if (!import->ids)
		import->error = -ENOMEM;
}

/* Each ID of the list, without quotes. Those that are invalid are named together. */
static void add_ids(struct import *import, char *ids)
{
	struct text bad = { 0 };
	char *one;

	while ((one = strsep(&ids, ","))) {
		struct dynamic_id id;
		struct parse_error error;

		if (!*one)
			continue;
		if (parse_dynamic_id(one, strlen(one), &id)) {
			add_id(import, &id);
			continue;
		}
		parse_error_quote(&error, 0,
				  bad.length ? "," : "not an ID as vfio-pci accepts it:", one,
				  strlen(one), "");
		text_puts(&bad, error.phrase);
	}
	if (bad.length)
		setting_problem(&import->settings, import->setting, "%s", text_string(&bad));
	if (text_error(&bad))
		import->error = text_error(&bad);
	text_free(&bad);
}

static void make_of_ids(struct import *import, const char *value, size_t length)
{
	char ids[IDS_SIZE];
	size_t count = 0, i;

	if (import->error)
		return;
	for (i = 0; i < length; i++) {
		if (value[i] == '"')
			continue;
		if (count + 1 == sizeof(ids)) {
			setting_problem(&import->settings, import->setting,
					"ids= is longer than the %d bytes that vfio-pci accepts",
					IDS_SIZE - 1);
			return;
		}
		ids[count++] = value[i];
	}
	ids[count] = '\0';
	if (!import->setting->is_stub)
		remember_ids(import, ids);
	add_ids(import, ids);
}

/* A device named by its ID is missing, otherwise its address would have been given. */
static void make_of_device(struct import *import, const struct rule *rule)
{
	const struct pci_device *device =
		rule->selector.kind == SELECTOR_ADDRESS
			? pci_devices_find(&import->machine->inputs.devices,
					   &rule->selector.address)
			: NULL;
	struct import_rule *added;
	struct rule pinned = *rule;
	struct text name = { 0 }, said = { 0 };

	selector_format(&rule->selector, &name);
	text_printf(&said, "%s %s", text_string(&name), rule->driver);
	if (device && pci_is_bridge(device)) {
		setting_problem(&import->settings, import->setting,
				"%s is a bridge, and bridges are never bound", text_string(&name));
	} else if (!device || !is_left_out(import, device, text_string(&said))) {
		if (device)
			pinned.id = rule_at(device).id;
		added = add_rule(import, &pinned, device, text_string(&said));
		if (added && !device && !added->notes.length)
			text_printf(&added->notes, "%s is not in this machine now\n",
				    text_string(&name));
	}
	if (text_error(&name) || text_error(&said))
		import->error = -ENOMEM;
	text_free(&name);
	text_free(&said);
}

void import_make_rules(struct import *import)
{
	size_t i, k;

	for (i = 0; i < import->settings.count; i++) {
		struct setting *setting = &import->settings.list[i];

		import->setting = setting;
		if (setting->ids.length)
			make_of_ids(import, text_string(&setting->ids), setting->ids.length);
		for (k = 0; k < setting->rule_count; k++)
			make_of_device(import, &setting->rules[k]);
	}
}

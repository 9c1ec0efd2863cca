// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * udev rules that give PCI devices to vfio-pci, or to another driver by driver_override: which
 * functions of this machine they match.
 */
#include <errno.h>
#include <fnmatch.h>
#include <stdio.h>
#include <string.h>

#include "host/others/look.h"
#include "host/others/overrides.h"
#include "host/others/udev_rules.h"

static const char *const directories[] = { "etc/udev/rules.d", "run/udev/rules.d",
					   "usr/local/lib/udev/rules.d", "usr/lib/udev/rules.d",
					   "lib/udev/rules.d" };

/* One file while it is read. */
struct reader {
	struct settings *settings;
	const char *file;
	bool may_jump;   /* a rule above may skip the ones below */
	char target[64]; /* up to the LABEL of this name; "": of several */
};

/* What a rule tests. */
enum test {
	TEST_EVENT,   /* the same for every function when it is added */
	TEST_DEVICE,  /* a value of the function, in the field */
	TEST_UNKNOWN, /* anything else */
};

enum field {
	FIELD_ADDRESS,
	FIELD_VENDOR,
	FIELD_DEVICE,
	FIELD_SUBVENDOR,
	FIELD_SUBDEVICE,
	FIELD_CLASS,
	FIELDS
};

static const char *const attributes[FIELDS] = {
	NULL, "vendor", "device", "subsystem_vendor", "subsystem_device", "class"
};

/* A function's parents are bridges: KERNELS and ATTRS are tested on the function itself. */
static enum test classify(const struct udev_expression *expression, enum field *field)
{
	const char *key = expression->key;
	size_t i;

	*field = FIELD_ADDRESS;
	if (!strcmp(key, "ACTION") || !strcmp(key, "SUBSYSTEM") || !strcmp(key, "SUBSYSTEMS"))
		return TEST_EVENT;
	if (!strcmp(key, "KERNEL") || !strcmp(key, "KERNELS"))
		return TEST_DEVICE;
	for (i = FIELD_VENDOR; i < FIELDS; i++) {
		*field = (enum field)i;
		if ((!strcmp(key, "ATTR") || !strcmp(key, "ATTRS")) &&
		    !strcmp(expression->attribute, attributes[i]))
			return TEST_DEVICE;
	}
	return TEST_UNKNOWN;
}

/* The value in sysfs. */
static void read_field(const struct pci_device *device, enum field field, char out[32])
{
	const int32_t ids[FIELDS] = { [FIELD_VENDOR] = device->id.vendor,
				      [FIELD_DEVICE] = device->id.device,
				      [FIELD_SUBVENDOR] = device->id.subvendor,
				      [FIELD_SUBDEVICE] = device->id.subdevice };
	char address[PCI_ADDRESS_SIZE];

	pci_address_format(&device->address, address);
	if (field == FIELD_ADDRESS)
		(void)snprintf(out, 32, "%s", address);
	else if (field == FIELD_CLASS)
		(void)snprintf(out, 32, "0x%06x", (unsigned int)device->class);
	else
		(void)snprintf(out, 32, "0x%04x", (unsigned int)ids[field]);
}

/* Patterns of a shell with '|' between them. */
static bool value_matches(const struct udev_expression *expression, const char *value)
{
	const char *pattern = expression->value;
	bool found = false, is_last;

	do {
		size_t length = strcspn(pattern, "|");
		cleanup_free char *one = strndup(pattern, length);

		found |= one && !fnmatch(one, value, 0);
		is_last = !pattern[length];
		pattern += length + 1;
	} while (!is_last);
	return found == (expression->operator[0] == '=');
}

static const char *event_value(const struct udev_expression *expression)
{
	return strcmp(expression->key, "ACTION") ? "pci" : "add";
}

/* Whether all its tests match the function; NULL: those that are the same for every function. */
static bool rule_matches(const struct udev_rule *rule, const struct pci_device *device)
{
	char value[32];
	enum field field;
	size_t i;

	for (i = 0; i < rule->count; i++) {
		const struct udev_expression *expression = &rule->list[i];
		enum test test = classify(expression, &field);

		if (!udev_is_match(expression))
			continue;
		if (test == TEST_DEVICE && device)
			read_field(device, field, value);
		if ((test == TEST_EVENT && !value_matches(expression, event_value(expression))) ||
		    (test == TEST_DEVICE && device && !value_matches(expression, value)))
			return false;
	}
	return true;
}

/* Whether it tests nothing of the function. */
static bool is_for_all(const struct udev_rule *rule)
{
	enum field field;
	size_t i;

	for (i = 0; i < rule->count; i++)
		if (udev_is_match(&rule->list[i]) && classify(&rule->list[i], &field) != TEST_EVENT)
			return false;
	return true;
}

/* A command, or an attribute, that binds or loads vfio-pci. */
static bool mentions_vfio(const char *value)
{
	return strstr(value, "vfio") || strstr(value, "driver_override") ||
	       strstr(value, "new_id") || strstr(value, "drivers_probe");
}

static bool sets_attribute(const struct udev_expression *expression, const char *attribute)
{
	return !udev_is_match(expression) && !strcmp(expression->key, "ATTR") &&
	       !strcmp(expression->attribute, attribute);
}

/* "ATTR{x}", "RUN" */
static void add_name(const struct udev_expression *expression, struct text *out)
{
	text_puts(out, expression->key);
	if (*expression->attribute)
		text_printf(out, "{%s}", expression->attribute);
}

static void refuse_expression(struct settings *settings, const struct udev_expression *expression,
			      const char *why)
{
	struct text name = { 0 };

	add_name(expression, &name);
	setting_problem(settings, settings->last, "%s %s", text_string(&name), why);
	text_free(&name);
}

/* Notes what in the rule cannot be translated. */
static void find_problems(struct reader *reader, const struct udev_rule *rule, const char *driver)
{
	struct settings *settings = reader->settings;
	enum field field;
	size_t i;

	if (rule->is_malformed)
		setting_problem(settings, settings->last, "part of the rule is malformed");
	if (reader->may_jump)
		setting_problem(settings, settings->last,
				"a GOTO above may skip the rule and cannot be translated");
	if (!driver)
		setting_problem(settings, settings->last,
				"a command that a rule runs cannot be translated");
	for (i = 0; i < rule->count; i++) {
		const struct udev_expression *expression = &rule->list[i];

		if (udev_is_match(expression) && classify(expression, &field) == TEST_UNKNOWN)
			refuse_expression(settings, expression, "cannot be translated");
		else if (driver && !strcmp(expression->key, "RUN") &&
			 !mentions_vfio(expression->value))
			refuse_expression(settings, expression, "does something else as well");
	}
	if (driver && is_for_all(rule))
		setting_problem(settings, settings->last, "it matches every PCI device");
}

/* The only value that matches the field; NULL: a pattern may match several. */
static const char *literal(const struct udev_rule *rule, enum field wanted)
{
	enum field field;
	size_t i;

	for (i = 0; i < rule->count; i++)
		if (udev_is_match(&rule->list[i]) &&
		    classify(&rule->list[i], &field) == TEST_DEVICE && field == wanted)
			return strpbrk(rule->list[i].value, "*?[|") ||
					       rule->list[i].operator[0] != '='
				       ? NULL
				       : rule->list[i].value;
	return NULL;
}

/* A rule that matches nothing now keeps its address or ID. */
static void give_absent(struct settings *settings, const struct udev_rule *rule, const char *driver)
{
	const char *address = literal(rule, FIELD_ADDRESS), *vendor = literal(rule, FIELD_VENDOR);
	const char *device = literal(rule, FIELD_DEVICE);
	struct text name = { 0 };
	struct rule out;

	if (address)
		text_puts(&name, address);
	else if (vendor && device && !strncmp(vendor, "0x", 2) && !strncmp(device, "0x", 2))
		text_printf(&name, "%s:%s", vendor + 2, device + 2);
	if (name.length && override_parse(settings, text_string(&name), "", driver, &out))
		setting_give(settings, &out);
	else
		setting_problem(settings, settings->last,
				"it matches no device here and cannot be written as an ID");
	if (text_error(&name))
		settings->error = text_error(&name);
	text_free(&name);
}

static void give_devices(struct settings *settings, const struct udev_rule *rule,
			 const char *driver)
{
	const struct pci_devices *devices = &settings->machine->inputs.devices;
	bool has_any = false;
	size_t i;

	for (i = 0; i < devices->count; i++) {
		char address[PCI_ADDRESS_SIZE];
		struct rule out;

		if (!rule_matches(rule, &devices->list[i]) || pci_is_bridge(&devices->list[i]))
			continue;
		pci_address_format(&devices->list[i].address, address);
		if (!override_parse(settings, address, "", driver, &out)) {
			setting_problem(settings, settings->last, "'%s' is not a driver name",
					driver);
			return;
		}
		setting_give(settings, &out);
		has_any = true;
	}
	if (!has_any)
		give_absent(settings, rule, driver);
}

/* Jumps, and what is about the node in /dev: systemd's own rules name that of VFIO. */
static bool binds_nothing(const struct udev_expression *expression)
{
	static const char *const keys[] = { "LABEL", "GOTO",    "OPTIONS", "MODE", "OWNER",
					    "GROUP", "SYMLINK", "NAME",    "TAG" };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(keys); i++)
		if (!strcmp(expression->key, keys[i]))
			return true;
	return false;
}

/* The driver that the rule sets; NULL: none. is_about: the rule concerns vfio. */
static const char *find_driver(const struct udev_rule *rule, bool *is_about)
{
	const char *driver = NULL;
	size_t i;

	*is_about = false;
	for (i = 0; i < rule->count; i++) {
		const struct udev_expression *expression = &rule->list[i];

		if (sets_attribute(expression, "driver_override"))
			driver = expression->value;
		*is_about |= !udev_is_match(expression) && !binds_nothing(expression) &&
			     mentions_vfio(expression->value);
	}
	*is_about |= driver && *driver;
	return driver && *driver ? driver : NULL;
}

/* A jump that no function takes when it is added only restricts the file to such events. */
static void see_jump(struct reader *reader, const struct udev_rule *rule)
{
	size_t i;

	for (i = 0; i < rule->count; i++) {
		const char *label = rule->list[i].value;

		if (!strcmp(rule->list[i].key, "LABEL") && !strcmp(label, reader->target))
			reader->may_jump = false;
		if (strcmp(rule->list[i].key, "GOTO") || !rule_matches(rule, NULL))
			continue;
		if (!reader->may_jump && strlen(label) < sizeof(reader->target))
			(void)snprintf(reader->target, sizeof(reader->target), "%s", label);
		else if (strcmp(label, reader->target))
			reader->target[0] = '\0';
		reader->may_jump = true;
	}
}

static void add_setting(struct reader *reader, const struct udev_rule *rule)
{
	struct text shown = { 0 };
	size_t i;

	for (i = 0; i < rule->count; i++) {
		text_puts(&shown, i ? ", " : "");
		add_name(&rule->list[i], &shown);
		text_printf(&shown, "%s\"%s\"", rule->list[i].operator, rule->list[i].value);
	}
	setting_add(reader->settings, SETTING_UDEV, reader->file, rule->line, SETTING_LINE,
		    text_string(&shown), shown.length);
	reader->settings->last->last_line = rule->last_line;
	setting_cut(reader->settings, rule->start, rule->end);
	if (text_error(&shown))
		reader->settings->error = text_error(&shown);
	text_free(&shown);
}

static void see_rule(void *data, const struct udev_rule *rule)
{
	struct reader *reader = data;
	struct settings *settings = reader->settings;
	bool is_about;
	const char *driver = find_driver(rule, &is_about);

	see_jump(reader, rule);
	if (!is_about || !rule_matches(rule, NULL))
		return;
	add_setting(reader, rule);
	find_problems(reader, rule, driver);
	if (!settings->last->problem.length)
		give_devices(settings, rule, driver);
}

static void see_file(struct settings *settings, const char *path, const char *name)
{
	char file[FS_PATH_SIZE + 1];
	struct reader reader = { .settings = settings, .file = file };
	cleanup_free char *content = NULL;
	size_t length = 0;
	int r;

	if (strstr(name, "vfio-prebind") || !settings_read(settings, path, &content, &length))
		return;
	(void)snprintf(file, sizeof(file), "/%s", path);
	r = udev_rules_parse(content, length, see_rule, &reader);
	if (r)
		settings->error = r;
}

void settings_look_into_udev(struct settings *settings)
{
	settings_each_unhidden(settings, directories, ARRAY_SIZE(directories), ".rules", see_file);
}

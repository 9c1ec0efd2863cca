// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * driverctl's overrides.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "host/others/look.h"
#include "host/others/overrides.h"

#define BLANKS " \t\r\v\f"

static int take_rule(void *data, const struct rule *rule)
{
	*(struct rule *)data = *rule;
	return 0;
}

bool override_parse(struct settings *settings, const char *device, const char *conditions,
		    const char *driver, struct rule *rule)
{
	struct rule defaults = rule_defaults;
	struct text line = { 0 };
	struct parse_error error;
	enum line_kind kind = LINE_EMPTY;
	int r;

	if (strpbrk(device, BLANKS "\n#,") || strpbrk(driver, BLANKS "\n#"))
		return false;
	text_printf(&line, "%s driver=%s%s", device, driver, conditions);
	r = text_error(&line);
	if (!r)
		r = rule_parse_line(text_string(&line), line.length, &defaults, take_rule, rule,
				    &kind, &error);
	if (r == -ENOMEM)
		settings->error = r;
	text_free(&line);
	return !r && kind == LINE_RULES && !rule->exclude;
}

/* The address of the name and the driver of the content are a line of our language. */
static void translate_override(struct settings *settings, const char *address, const char *driver)
{
	struct rule rule;

	if (!strcmp(driver, "none"))
		setting_problem(settings, settings->last,
				"driverctl keeps all drivers off %s, which no rule can express",
				address);
	else if (!override_parse(settings, address, "", driver, &rule) ||
		 rule.selector.kind != SELECTOR_ADDRESS || !selector_is_one_place(&rule.selector))
		setting_problem(settings, settings->last,
				"this file does not name a PCI device and its driver");
	else
		setting_give(settings, &rule);
}

/* driverctl's save_override() writes the driver and a newline to BUS-DEVICE; empty is nothing. */
static void see_override(struct settings *settings, const char *path, const char *name)
{
	cleanup_free char *content = NULL;
	char file[FS_PATH_SIZE + 1];
	size_t length = 0;

	if (!settings_read(settings, path, &content, &length))
		return;
	(void)snprintf(file, sizeof(file), "/%s", path);
	while (length && content[length - 1] == '\n')
		content[--length] = '\0';
	setting_add(settings, SETTING_OVERRIDE, file, 0, SETTING_FILE, content, length);
	if (!length)
		settings->last->is_idle = true;
	else if (strlen(content) != length || strncmp(name, "pci-", 4))
		setting_problem(settings, settings->last,
				"this file does not name a PCI device and its driver");
	else
		translate_override(settings, name + 4, content);
}

void settings_look_for_overrides(struct settings *settings)
{
	settings_each_file(settings, "etc/driverctl.d", "", see_override);
}

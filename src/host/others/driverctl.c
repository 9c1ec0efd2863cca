// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * driverctl's overrides.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "host/others/look.h"

#define BLANKS " \t\r\v\f"

static int take_rule(void *data, const struct rule *rule)
{
	*(struct rule *)data = *rule;
	return 0;
}

/* The address of the name and the driver of the content are a line of our language. */
static void translate_override(struct settings *settings, const char *address, const char *driver)
{
	struct rule rule, defaults = rule_defaults;
	struct text line = { 0 };
	struct parse_error error;
	enum line_kind kind = LINE_EMPTY;
	int r;

	if (!strcmp(driver, "none")) {
		setting_problem(settings, settings->last,
				"driverctl keeps every driver from %s, which no rule says",
				address);
		return;
	}
	text_printf(&line, "%s driver=%s", address, driver);
	r = text_error(&line);
	if (!r)
		r = rule_parse_line(text_string(&line), line.length, &defaults, take_rule, &rule,
				    &kind, &error);
	if (r == -ENOMEM)
		settings->error = r;
	else if (r || kind != LINE_RULES || rule.selector.kind != SELECTOR_ADDRESS ||
		 !selector_is_one_place(&rule.selector) || strpbrk(address, BLANKS "\n#,") ||
		 strpbrk(driver, BLANKS "\n#"))
		setting_problem(settings, settings->last,
				"this is not the address and driver of a PCI device");
	else
		setting_give(settings, &rule);
	text_free(&line);
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
				"this is not the address and driver of a PCI device");
	else
		translate_override(settings, name + 4, content);
}

void settings_look_for_overrides(struct settings *settings)
{
	settings_each_file(settings, "etc/driverctl.d", "", see_override);
}

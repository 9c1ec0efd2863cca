// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Shows what import has found.
 */
#include "cli/import/show.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "cli/import/advice.h"
#include "cli/import/deletions.h"
#include "core/cmdline.h"
#include "core/error.h"
#include "host/base/cli.h"
#include "host/config/add_line.h"
#include "host/show/device_json.h"
#include "host/show/table.h"
#include "kernel/inputs.h"

typedef void line_fn(void *data, const char *line, size_t length);

static void each_line(const struct text *lines, line_fn *see, void *data)
{
	const char *line = text_string(lines);

	while (*line) {
		size_t length = strcspn(line, "\n");

		see(data, line, length);
		line += length + (line[length] == '\n');
	}
}

static void add_comment(void *data, const char *line, size_t length)
{
	struct text *out = data;

	text_puts(out, "# ");
	text_add(out, line, length);
	text_puts(out, "\n");
}

void import_comment(const struct import_rule *rule, struct text *out)
{
	each_line(&rule->sources, add_comment, out);
	each_line(&rule->notes, add_comment, out);
}

static const char *state(const struct import_rule *rule)
{
	return !rule->there ? "new" : rule->there->exclude ? "excluded" : "configured";
}

/* "# 0000:01:00.0 id=10de:2184 is configured already: /etc/vfio-prebind.conf:1" */
static void print_there(const struct import_rule *rule)
{
	const struct rule *there = rule->there;
	struct text text = { 0 };

	rule_format(&rule->rule, &text);
	text_puts(&text, there->exclude ? " is excluded: " : " is already configured: ");
	setting_plain(&text, there->source.file, strlen(there->source.file));
	text_printf(&text, ":%u: ", there->source.line);
	rule_format(there, &text);
	printf("# %s\n", text_string(&text));
	text_free(&text);
}

static void print_rule(const struct import *import, const struct import_rule *rule)
{
	const struct addition addition = { .rule = rule->rule };
	struct text line = { 0 };

	if (rule->there) {
		print_there(rule);
		return;
	}
	addition_line(import->machine, &addition, rule->device, "", &line);
	puts(text_string(&line));
	text_free(&line);
}

static void print_unexplained(const struct import *import)
{
	struct text list = { 0 };
	size_t i;

	for (i = 0; i < import->unexplained_count; i++) {
		char address[PCI_ADDRESS_SIZE];

		pci_address_format(&import->unexplained[i]->address, address);
		text_printf(&list, "%s%s (%s)", i ? ", " : "", address,
			    import->unexplained[i]->driver);
	}
	if (list.length)
		print_plain("# bound now, but nothing found explains it: %s\n", text_string(&list));
	text_free(&list);
}

/* Rules with the same comment share it. */
int import_print(const struct import *import)
{
	struct text last = { 0 };
	size_t i;

	print_unexplained(import);
	if (!import->settings.count && !import->unexplained_count)
		puts("# nothing to import: nothing else gives devices "
		     "to " RULE_DRIVER_DEFAULT);
	for (i = 0; i < import->rule_count; i++) {
		struct text comment = { 0 };

		import_comment(&import->rules[i], &comment);
		if (strcmp(text_string(&comment), text_string(&last)))
			printf("%s%s", i ? "\n" : "", text_string(&comment));
		print_rule(import, &import->rules[i]);
		text_free(&last);
		last = comment;
	}
	text_free(&last);
	return fflush(stdout) || ferror(stdout) ? -EIO : 0;
}

static void complain_line(void *data, const char *line, size_t length)
{
	(void)data;
	complain("warning: %.*s", (int)length, line);
}

void import_print_problems(const struct import *import)
{
	size_t i;

	each_line(&import->warnings, complain_line, NULL);
	for (i = 0; i < import->settings.count; i++) {
		const struct setting *setting = &import->settings.list[i];
		struct text place = { 0 };

		if (!setting->problem.length)
			continue;
		setting_place(setting, &place);
		complain("error: %s: %s%s%s", text_string(&place), text_string(&setting->text),
			 setting->text.length ? ": " : "", text_string(&setting->problem));
		text_free(&place);
	}
}

static void print_command(void *data, const char *command)
{
	const char **head = data;

	fprintf(stderr, "%s  %s\n", *head, command);
	*head = "";
}

/* Those that --apply deletes, or the others. */
static void print_settings(const struct import *import, bool is_known, const char *head)
{
	bool has_head = false;
	size_t i;

	for (i = 0; i < import->settings.count; i++) {
		const struct setting *setting = &import->settings.list[i];
		const char *action = import_action(import, setting);
		struct text place = { 0 };

		if (!*action || setting->problem.length || setting->is_deleted ||
		    deletion_is_known(setting) != is_known)
			continue;
		if (!has_head)
			fprintf(stderr, "\n%s:\n", head);
		has_head = true;
		setting_place(setting, &place);
		fprintf(stderr, "  %s: %s%s%s%s%s\n", text_string(&place), action,
			setting->text.length ? ": " : "", text_string(&setting->text),
			setting->is_idle ? " (no longer needed)" : "",
			setting->source == SETTING_CMDLINE ? "; not found in any file" : "");
		text_free(&place);
	}
}

void import_print_advice(const struct import *import, bool is_added)
{
	const char *head = "Delete with 'vfio-prebind import --apply' or by hand";
	/* apply refuses a configuration with errors */
	const char *then = import->machine->inputs.errors.count
				   ? "Then fix the errors above and run:\n"
				   : "Then run:\n";
	size_t i;

	(void)fflush(stdout); /* so that both appear in order if they go to the same place */
	for (i = 0; i < import->rule_count; i++)
		if (!is_added && !import->rules[i].there)
			head = "Delete, with --apply or by hand, once the lines are in "
			       "/" CONFIG_PATH " (--write adds them)";
	print_settings(import, true, head);
	print_settings(import, false, "Delete by hand");
	import_commands(import, print_command, &then);
}

static void add_string(void *data, const char *line, size_t length)
{
	json_object_array_add(data, show_new_string(line, length));
}

static void add_lines(struct json_object *object, const char *key, const struct text *lines)
{
	struct json_object *array = json_object_new_array();

	each_line(lines, add_string, array);
	json_object_object_add(object, key, array);
}

static void add_command(void *data, const char *command)
{
	add_string(data, command, strlen(command));
}

static struct json_object *rule_json(const struct import_rule *rule)
{
	struct json_object *object = json_object_new_object();
	char address[PCI_ADDRESS_SIZE] = "";
	struct text line = { 0 };

	if (rule->device)
		pci_address_format(&rule->device->address, address);
	rule_format(&rule->rule, &line);
	row_add_text(object, "configuration", &line);
	show_add_string(object, "device", address);
	show_add_string(object, "state", state(rule));
	row_add_rule(object, rule->there ? &rule->there->source : NULL);
	add_lines(object, "sources", &rule->sources);
	add_lines(object, "notes", &rule->notes);
	return object;
}

static struct json_object *setting_json(const struct import *import, const struct setting *setting)
{
	struct json_object *object = json_object_new_object();

	show_add_string(object, "file", text_string(&setting->file));
	json_object_object_add(object, "line",
			       setting->line ? json_object_new_int64(setting->line) : NULL);
	show_add_string(object, "text", text_string(&setting->text));
	show_add_string(object, "action", import_action(import, setting));
	json_object_object_add(object, "idle", json_object_new_boolean(setting->is_idle));
	show_add_string(object, "no_effect", text_string(&setting->no_effect));
	show_add_string(object, "problem", text_string(&setting->problem));
	return object;
}

int import_print_json(const struct import *import)
{
	struct json_object *top = json_object_new_object();
	struct json_object *rules = json_object_new_array(), *finds = json_object_new_array();
	struct json_object *commands = json_object_new_array();
	struct json_object *unexplained = json_object_new_array();
	size_t i;
	int r;

	for (i = 0; i < import->rule_count; i++)
		json_object_array_add(rules, rule_json(&import->rules[i]));
	for (i = 0; i < import->settings.count; i++)
		json_object_array_add(finds, setting_json(import, &import->settings.list[i]));
	for (i = 0; i < import->unexplained_count; i++) {
		char address[PCI_ADDRESS_SIZE];

		pci_address_format(&import->unexplained[i]->address, address);
		json_object_array_add(unexplained, json_object_new_string(address));
	}
	import_commands(import, add_command, commands);
	json_object_object_add(top, "format", json_object_new_int(1));
	json_object_object_add(top, "rules", rules);
	json_object_object_add(top, "found", finds);
	json_object_object_add(top, "commands", commands);
	json_object_object_add(top, "unexplained", unexplained);
	add_lines(top, "warnings", &import->warnings);
	r = show_json(top);
	json_object_put(top);
	return r;
}

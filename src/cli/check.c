// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * vfio-prebind check: shows every danger that src/host/danger/danger.c finds, with its line and its
 * cure. Changes nothing.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "cli/verbs.h"
#include "core/cmdline.h"
#include "core/error.h"
#include "host/danger/danger.h"
#include "host/entries/read.h"
#include "host/show/finding.h"
#include "host/show/table.h"

/* A copy of the line that it is about, without its newline: owned. NULL: none. */
static char *copy_line(const struct machine *machine, const struct finding *finding)
{
	bool is_cmdline = finding->file && !strcmp(finding->file, CMDLINE_NAME);
	unsigned int number = is_cmdline && finding->column ? 1 : finding->line;
	const char *line = NULL;
	size_t length;

	if (finding->text)
		return strdup(finding->text);
	if (finding->file)
		line = config_files_line(&machine->files, finding->file, number, &length);
	return line ? strndup(line, length) : NULL;
}

/* Notes are for information: they are not problems. */
static bool has_problem(const struct check *check)
{
	size_t i;

	for (i = 0; i < check->count; i++)
		if (check->list[i].severity != SEVERITY_NOTE)
			return true;
	return false;
}

static void print_summary(const struct check *check)
{
	size_t counts[SEVERITY_NOTE + 1] = { 0 }, i;

	for (i = 0; i < check->count; i++)
		counts[check->list[i].severity]++;
	if (check->count)
		printf("\nerrors: %zu, warnings: %zu, notes: %zu\n", counts[SEVERITY_ERROR],
		       counts[SEVERITY_WARNING], counts[SEVERITY_NOTE]);
	else if (check_has_rules(check))
		printf("no problems found: rules: %zu, devices: %zu, images: %zu\n",
		       check->config->count, check->devices.count, check->image_count);
	else
		puts("nothing is configured; 'vfio-prebind groups' lists the devices");
}

static int print_all(const struct check *check)
{
	size_t i;

	for (i = 0; i < check->count; i++) {
		cleanup_free char *line = copy_line(check->machine, &check->list[i]);

		show_finding(&check->list[i], line);
		print_plain("    -> %s\n", text_string(&check->list[i].cure));
	}
	print_summary(check);
	return fflush(stdout) || ferror(stdout) ? -EIO : 0;
}

static void add_number(struct json_object *object, const char *key, unsigned int value)
{
	json_object_object_add(object, key, value ? json_object_new_int64((int64_t)value) : NULL);
}

static struct json_object *finding_json(const struct machine *machine,
					const struct finding *finding)
{
	struct json_object *object = json_object_new_object();
	cleanup_free char *line = copy_line(machine, finding);
	char address[PCI_ADDRESS_SIZE] = "";

	if (finding->has_device)
		pci_address_format(&finding->device, address);
	show_add_string(object, "code", finding->danger->code);
	show_add_string(object, "severity", severity_word(finding->severity));
	show_add_string(object, "file", finding->file);
	add_number(object, "line", finding->line);
	add_number(object, "column", finding->column);
	show_add_string(object, "text", line);
	show_add_string(object, "device", address);
	show_add_string(object, "kernel", text_string(&finding->kernel));
	show_add_string(object, "cause", text_string(&finding->cause));
	show_add_string(object, "cure", text_string(&finding->cure));
	return object;
}

static int print_json(const struct check *check)
{
	struct json_object *top = json_object_new_object();
	struct json_object *list = json_object_new_array();
	size_t i;
	int r;

	for (i = 0; i < check->count; i++)
		json_object_array_add(list, finding_json(check->machine, &check->list[i]));
	json_object_object_add(top, "format", json_object_new_int(1));
	json_object_object_add(top, "findings", list);
	r = show_json(top);
	json_object_put(top);
	return r;
}

static enum status show_findings(struct next_boot *next_boot, const struct boot_machine *boot,
				 bool json)
{
	struct check check;
	enum status status;
	int r = check_open(&check, &next_boot->machine, NULL);

	check.next_boot = next_boot;
	check.boot = boot;
	if (!r)
		r = check_run(&check, 0);
	if (!r)
		r = json ? print_json(&check) : print_all(&check);
	if (r)
		complain("check failed: %s", error_text(r));
	status = r || next_boot->inputs.no_devices ? STATUS_FAILED
		 : has_problem(&check)             ? STATUS_NOT_AS_CONFIGURED
						   : STATUS_OK;
	check_close(&check);
	return status;
}

enum status verb_check(const struct verb *verb, int argc, char **argv)
{
	const char *sysroot = "/";
	bool json = false;
	const struct cli_option table[] = {
		CLI_SYSROOT(sysroot),
		CLI_JSON(json),
		{ 0 },
	};
	struct boot_machine boot;
	struct next_boot next_boot;
	enum status status;
	int r = cli_parse(verb, table, argc, argv, &status);

	if (r < 0)
		return status;
	if (r < argc)
		return refuse_argument(verb, argv[r]);
	r = boot_machine_open(&boot, sysroot);
	status = STATUS_FAILED;
	if (!next_boot_open(&next_boot, sysroot)) {
		if (!r)
			r = boot_machine_read(&boot);
		status = show_findings(&next_boot, r ? NULL : &boot, json);
	}
	next_boot_close(&next_boot);
	boot_machine_close(&boot);
	return status;
}

// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Dangers outside the configuration: the kernel, its command line, its modules.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "core/cmdline.h"
#include "host/danger/danger.h"
#include "host/loader/removal.h"
#include "host/machine/kernel_modules.h"
#include "host/machine/modprobe_conf.h"
#include "kernel/inputs.h"

#define OS_RELEASE_MAX ((size_t)64 * 1024)

/* Calls see for each word of the kernel command line. */
static void each_word(struct check *check,
		      void (*see)(struct check *check, const struct cmdline_word *word))
{
	const struct config_file *cmdline = check->machine->cmdline;
	struct cmdline_word word;
	size_t position = 0;

	while (cmdline_next_word(cmdline->data, cmdline->length, &position, &word))
		see(check, &word);
}

static void cure_by_removing_word(const struct check *check, const struct cmdline_word *word,
				  struct finding *finding)
{
	loader_explain_removal(check->machine->fs, word->text, word->length, NULL, &finding->cure);
}

static void see_enable_word(struct check *check, const struct cmdline_word *word)
{
	struct finding *finding;

	if (!text_is_name(word->name, word->name_length, "vfio_prebind.enable"))
		return;
	finding = finding_add(check, NULL, NULL);
	text_add(&finding->cause, word->text, word->length);
	text_puts(&finding->cause, " on the kernel command line: the boot stage does nothing");
	cure_by_removing_word(check, word, finding);
}

void find_disabled(struct check *check)
{
	if (!check->machine->inputs.cmdline.enable && check_has_rules(check))
		each_word(check, see_enable_word);
}

/* The distribution of the machine, by the ID in os-release(5); "" without one. */
static void read_distribution(struct fs *fs, char *out, size_t size)
{
	cleanup_free char *data = NULL;
	const char *id;
	size_t length;

	out[0] = '\0';
	if (fs_read(fs, "etc/os-release", OS_RELEASE_MAX, &data, &length) &&
	    fs_read(fs, "usr/lib/os-release", OS_RELEASE_MAX, &data, &length))
		return;
	id = strncmp(data, "ID=", 3) ? strstr(data, "\nID=") : data - 1;
	if (!id)
		return;
	id += strlen("\nID=");
	id += *id == '"';
	length = strcspn(id, "\"\n");
	if (length < size)
		(void)snprintf(out, size, "%.*s", (int)length, id);
}

static void cure_missing(const struct check *check, const char *kernel, struct text *out)
{
	static const struct {
		const char *distribution;
		const char *format;
	} packages[] = {
		{ "debian",
		  "run 'apt install linux-image-amd64' (a cloud kernel has no vfio-pci), or "
		  "remove the kernel %s" },
		{ "ubuntu", "run 'apt install linux-modules-extra-%s'" },
		{ "fedora", "run 'dnf install kernel-modules-%s'" },
	};
	char distribution[32];
	size_t i;

	read_distribution(check->machine->fs, distribution, sizeof(distribution));
	for (i = 0; i < ARRAY_SIZE(packages); i++) {
		const char *format = packages[i].format;
		const char *mark = strstr(format, "%s");

		if (strcmp(distribution, packages[i].distribution))
			continue;
		text_add(out, format, (size_t)(mark - format));
		text_printf(out, "%s%s", kernel, mark + 2);
		return;
	}
	text_printf(out,
		    "install the package with the remaining modules of %s, or remove that kernel",
		    kernel);
}

static void look_for_vfio(struct check *check, const char *kernel)
{
	struct fs *fs = check->machine->fs;
	int module = kernel_index_has(fs, kernel, "modules.dep", RULE_DRIVER_DEFAULT);
	struct finding *finding;

	if (module > 0 || kernel_index_has(fs, kernel, "modules.builtin", RULE_DRIVER_DEFAULT) > 0)
		return;
	finding = finding_add(check, NULL, NULL);
	text_puts(&finding->kernel, kernel);
	if (module < 0) {
		text_printf(&finding->cause,
			    "the kernel %s has no list of its modules: cannot tell whether it has "
			    "vfio-pci",
			    kernel);
		text_printf(&finding->cure, "run 'depmod -a %s', then 'vfio-prebind apply'",
			    kernel);
		return;
	}
	text_printf(&finding->cause,
		    "the kernel %s has no vfio-pci, neither as a module nor built in", kernel);
	cure_missing(check, kernel, &finding->cure);
}

void find_vfio_missing(struct check *check)
{
	size_t i;

	if (!check_has_rules(check))
		return;
	check_images(check);
	for (i = 0; i < check->image_count; i++)
		if (!i || strcmp(check->images[i].kernel, check->images[i - 1].kernel))
			look_for_vfio(check, check->images[i].kernel);
}

/* Comments the line out, or hides the file with a copy without it. */
static void cure_in_file(const struct modprobe_line *line, struct text *out)
{
	static const char etc[] = "/etc/modprobe.d/";
	const char *name = strrchr(line->file, '/') + 1;

	if (strncmp(line->file, etc, strlen(etc)))
		text_printf(out, "run 'sed %us/^/#/ %s >%s%s', then 'vfio-prebind apply'",
			    line->line, line->file, etc, name);
	else
		text_printf(out, "run 'sed -i %us/^/#/ %s', then 'vfio-prebind apply'", line->line,
			    line->file);
}

static struct finding *add_in_file(struct check *check, const struct modprobe_line *line)
{
	struct finding *finding = finding_add(check, NULL, NULL);

	finding->file = strdup(line->file);
	finding->text = strdup(line->text);
	if (!finding->file || !finding->text)
		check->error = -ENOMEM;
	finding->line = line->line;
	cure_in_file(line, &finding->cure);
	return finding;
}

/* libkmod applies a blacklist to aliases, not to a module that is requested by name. */
static void see_blacklist(void *data, const struct modprobe_line *line)
{
	struct finding *finding;

	if (strcmp(line->command, "blacklist") ||
	    !module_is_vfio(line->module, strlen(line->module)))
		return;
	finding = add_in_file(data, line);
	finding->severity = SEVERITY_WARNING;
	text_printf(&finding->cause,
		    "%s is blacklisted: the boot stage still loads vfio-pci, other tools do not",
		    line->module);
}

/* Whether a list contains one of vfio's modules. */
static bool lists_vfio(const char *list, size_t length)
{
	const char *end = list + length, *comma;

	for (; list < end; list = comma + 1) {
		comma = memchr(list, ',', (size_t)(end - list));
		if (!comma)
			comma = end;
		if (module_is_vfio(list, (size_t)(comma - list)))
			return true;
	}
	return false;
}

static void see_blacklist_word(struct check *check, const struct cmdline_word *word)
{
	bool refused = text_is_name(word->name, word->name_length, "module_blacklist");
	struct finding *finding;

	if ((!refused && !text_is(word->name, word->name_length, "modprobe.blacklist")) ||
	    !lists_vfio(word->value, word->value_length))
		return;
	finding = finding_add(check, NULL, NULL);
	text_add(&finding->cause, word->text, word->length);
	text_printf(&finding->cause, " on the kernel command line: %s",
		    refused ? "the kernel refuses to load that module"
			    : "the boot stage still loads vfio-pci, other tools do not");
	if (!refused)
		finding->severity = SEVERITY_WARNING;
	cure_by_removing_word(check, word, finding);
}

void find_vfio_blacklisted(struct check *check)
{
	int r;

	if (!check_has_rules(check))
		return;
	r = modprobe_conf_read(check->machine->fs, see_blacklist, check);
	if (r)
		check->error = r;
	each_word(check, see_blacklist_word);
}

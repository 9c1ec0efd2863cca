// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * vfio-prebind iommu: is the IOMMU on, and if not, how to turn it on here. What the machine
 * says about it is src/host/machine/iommu.h's, changes are src/cli/iommu/change.h's.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "cli/iommu/change.h"
#include "cli/verbs.h"
#include "core/error.h"
#include "host/base/sysroot.h"
#include "host/loader/loader.h"
#include "host/machine/iommu_next.h"
#include "host/show/table.h"
#include "kernel/pci_scan.h"

#define IOMMU_FORMAT 1

struct options {
	const char *sysroot;
	bool enable, disable, passthrough, json;
};

/* The words of a command line that are about it. */
static void parameters(const struct iommu_words *words, struct text *out)
{
	static const char *const names[] = { "intel_iommu", "amd_iommu", "iommu",
					     "iommu.passthrough", "iommu.strict" };
	const struct config_file *cmdline = words->cmdline;
	struct cmdline_word word;
	size_t position = 0, i;

	while (cmdline_next_word(cmdline->data, cmdline->length, &position, &word))
		for (i = 0; i < ARRAY_SIZE(names); i++)
			if (text_is_name(word.name, word.name_length, names[i])) {
				text_puts(out, out->length ? " " : "");
				text_add(out, word.text, word.length);
			}
}

/* What --enable adds; NULL: nothing that it could add helps. */
static const char *words_to_add(const struct iommu *iommu, bool passthrough)
{
	bool needs_intel = iommu->vendor == IOMMU_INTEL && !iommu_is_on_by_itself(iommu);

	if (needs_intel)
		return passthrough ? LOADER_INTEL " " LOADER_PASSTHROUGH : LOADER_INTEL;
	return iommu_vendor_name(iommu) && passthrough ? LOADER_PASSTHROUGH : NULL;
}

static bool is_on_and_stays(const struct iommu *iommu)
{
	return iommu->groups && iommu_outlook(iommu) == IOMMU_WILL_BE_ON;
}

/* "nothing to do", or why it is off, now or at the next boot, and what turns it on. */
static void advise(const struct iommu *iommu, struct text *out)
{
	struct text cure = { 0 };

	if (is_on_and_stays(iommu)) {
		text_puts(out, "nothing to do");
		return;
	}
	iommu_explain(iommu, out, &cure);
	text_printf(out, ": %s", text_string(&cure));
	text_free(&cure);
}

static void add_next(const struct iommu *iommu, struct json_object *top)
{
	struct text text = { 0 };
	bool will_be_on = iommu_outlook(iommu) == IOMMU_WILL_BE_ON;

	json_object_object_add(top, "on_at_next_boot", json_object_new_boolean(will_be_on));
	parameters(&iommu->next, &text);
	show_add_string(top, "next_parameters", text_string(&text));
	text_free(&text);
	if (*iommu->from->file)
		text_printf(&text, "/%s", iommu->from->file);
	show_add_string(top, "next_from", text_string(&text));
	text_free(&text);
}

static int show_as_json(const struct iommu *iommu, enum status status)
{
	enum loader loader = loader_find(iommu->fs);
	struct json_object *top = json_object_new_object();
	struct text text = { 0 };
	int r;

	if (!top)
		return -ENOMEM;
	json_object_object_add(top, "format", json_object_new_int(IOMMU_FORMAT));
	json_object_object_add(top, "on", json_object_new_boolean(iommu->groups > 0));
	json_object_object_add(top, "groups", json_object_new_int64((int64_t)iommu->groups));
	show_add_string(top, "vendor", iommu_vendor_name(iommu));
	show_add_string(top, "table", iommu_table_name(iommu));
	parameters(&iommu->running, &text);
	show_add_string(top, "parameters", text_string(&text));
	text_free(&text);
	add_next(iommu, top);
	show_add_string(top, "boot_loader", loader == LOADER_UNKNOWN ? NULL : loader_name(loader));
	json_object_object_add(top, "enabled_here",
			       json_object_new_boolean(loader_is_enabled(iommu->fs, loader)));
	advise(iommu, &text);
	show_add_string(top, "advice", text_string(&text));
	text_free(&text);
	json_object_object_add(top, "status", json_object_new_int((int)status));
	r = show_json(top);
	json_object_put(top);
	return r;
}

static const char *describe_state(const struct iommu *iommu, char out[64])
{
	bool will_be_on = iommu_outlook(iommu) == IOMMU_WILL_BE_ON;

	if (!iommu->groups)
		return will_be_on ? "off, and on at the next boot" : "off";
	(void)snprintf(out, 64, "on, %zu group%s%s", iommu->groups, iommu->groups == 1 ? "" : "s",
		       will_be_on ? "" : ", and off at the next boot");
	return out;
}

static void describe_firmware(const struct iommu *iommu, struct text *out)
{
	if (iommu->table)
		text_printf(out, "offers one (%s table)", iommu_table_name(iommu));
	else if (iommu->has_devicetree)
		text_puts(out, "describes the machine with a device tree");
	else
		text_printf(out, "says nothing of one (no %s table)",
			    iommu->vendor == IOMMU_ARM ? "IORT" : "DMAR or IVRS");
}

static void describe_words(const struct iommu_words *words, struct text *out)
{
	parameters(words, out);
	if (!out->length)
		text_puts(out, "says nothing of it");
}

static void describe_next(const struct iommu *iommu, struct text *out)
{
	describe_words(&iommu->next, out);
	if (*iommu->from->file)
		text_printf(out, " (/%s)", iommu->from->file);
	else
		text_printf(out, ", if it has the words of this boot (%s)",
			    iommu->from->is_secret ? "only root can read the boot loader's files"
						   : "the boot loader's files were not found");
}

static void print_row(const char *name, struct text *value)
{
	print_plain("%-14s %s\n", name, text_string(value));
	text_free(value);
}

static int show_as_text(const struct iommu *iommu)
{
	enum loader loader = loader_find(iommu->fs);
	const char *vendor = iommu_vendor_name(iommu);
	struct text row = { 0 };
	char state[64];

	text_puts(&row, describe_state(iommu, state));
	print_row("IOMMU:", &row);
	text_puts(&row, vendor ? vendor : "neither Intel, AMD nor Arm");
	print_row("Processor:", &row);
	describe_firmware(iommu, &row);
	print_row("Firmware:", &row);
	describe_words(&iommu->running, &row);
	print_row("Command line:", &row);
	describe_next(iommu, &row);
	print_row("Next boot:", &row);
	text_printf(&row, "%s%s", loader_name(loader),
		    loader_is_enabled(iommu->fs, loader) ? ", with words from iommu --enable" : "");
	print_row("Boot loader:", &row);
	advise(iommu, &row);
	print_row("To do:", &row);
	return fflush(stdout) ? -EIO : 0;
}

static enum status show(const struct iommu *iommu, const struct options *options)
{
	enum status status = is_on_and_stays(iommu) ? STATUS_OK : STATUS_NOT_AS_CONFIGURED;

	if (options->json ? show_as_json(iommu, status) : show_as_text(iommu)) {
		complain("cannot write the output");
		return STATUS_FAILED;
	}
	return status;
}

/* The words are there; whether they are enough is another matter. */
static void complain_not_enough(const struct iommu *iommu)
{
	struct iommu after = *iommu;
	struct text cause = { 0 }, cure = { 0 };

	after.next.has_intel_on = true;
	if (iommu_outlook(&after) != IOMMU_WILL_BE_ON) {
		iommu_explain(&after, &cause, &cure);
		complain("that is not enough: %s: %s", text_string(&cause), text_string(&cure));
	}
	text_free(&cause);
	text_free(&cure);
}

/* --enable and --disable. */
static enum status change(const struct iommu *iommu, const struct options *options,
			  const char *words)
{
	enum status status = iommu_change(iommu->fs, options->sysroot, words, options->enable);

	if (!status && options->enable)
		complain_not_enough(iommu);
	return status;
}

static enum status complain_off(const struct iommu *iommu, enum status status)
{
	struct text advice = { 0 };

	advise(iommu, &advice);
	complain("%s", text_string(&advice));
	text_free(&advice);
	return status;
}

/* There is no word for it: with iommu=pt alone it would stay off. */
static enum status enable_nothing(const struct iommu *iommu)
{
	if (!is_on_and_stays(iommu))
		return complain_off(iommu, iommu_vendor_name(iommu) ? STATUS_NOT_AS_CONFIGURED
								    : STATUS_FAILED);
	complain("nothing to do: the IOMMU is on without a kernel parameter");
	return STATUS_OK;
}

static enum status enable(const struct iommu *iommu, const struct options *options)
{
	const char *words = words_to_add(iommu, options->passthrough);
	bool is_for_intel = words && strstr(words, LOADER_INTEL);

	if (iommu->next.is_off)
		return complain_off(iommu, STATUS_FAILED);
	if (!words || (!is_for_intel && !is_on_and_stays(iommu)))
		return enable_nothing(iommu);
	return change(iommu, options, words);
}

/* A function that cannot be read has no group that is known. */
static int read_machine(struct fs *fs, struct config_files *files, struct iommu *iommu)
{
	const struct config_file *running = NULL, *next;
	struct pci_devices devices = { 0 };
	struct diagnostics errors = { 0 };
	int r = pci_scan(fs, &devices, &errors);

	if (!r)
		r = pci_read_all(fs, &devices, &errors);
	if (r != -ENOMEM)
		r = config_files_read_cmdline(files, fs, &running, &next);
	if (!r)
		iommu_read(fs, &devices, files, iommu);
	complain_all("warning", &errors);
	diagnostics_free(&errors);
	pci_devices_free(&devices);
	return r ? r : next->error;
}

static enum status iommu_run(const struct options *options)
{
	enum status status = STATUS_FAILED;
	struct config_files files = { 0 };
	struct iommu iommu = { 0 };
	struct fs *fs = NULL;
	int r = sysroot_open(options->sysroot, &fs);

	if (!r)
		r = read_machine(fs, &files, &iommu);
	if (r)
		complain("cannot read %s: %s", options->sysroot, error_text(r));
	else if (options->enable)
		status = enable(&iommu, options);
	else if (options->disable)
		status = change(&iommu, options, "");
	else
		status = show(&iommu, options);
	config_files_free(&files);
	fs_close(fs);
	return status;
}

enum status verb_iommu(const struct verb *verb, int argc, char **argv)
{
	struct options options = { .sysroot = "/" };
	const struct cli_option table[] = {
		{ "enable", NULL, "add what turns it on to the kernel command line", NULL,
		  &options.enable },
		{ "passthrough", NULL, "with --enable: also add iommu=pt, faster for the host",
		  NULL, &options.passthrough },
		{ "disable", NULL, "remove what --enable added", NULL, &options.disable },
		CLI_JSON(options.json),
		CLI_SYSROOT(options.sysroot),
		{ 0 },
	};
	enum status status;
	int r = cli_parse(verb, table, argc, argv, &status);

	if (r < 0)
		return status;
	if (r < argc)
		return refuse_argument(verb, argv[r]);
	if (options.enable && options.disable)
		return misuse(verb, "--enable and --disable cannot be used together");
	if (options.passthrough && !options.enable)
		return misuse(verb, "--passthrough requires --enable");
	if (options.json && (options.enable || options.disable))
		return misuse(verb, "--json cannot be used together with --enable or --disable");
	if (!options.enable && !options.disable &&
	    (!keep_privilege(PRIVILEGE_READ) || privilege_drop_admin()))
		return STATUS_FAILED;
	if ((options.enable || options.disable) && !lock_machine(options.sysroot))
		return STATUS_FAILED;
	return iommu_run(&options);
}

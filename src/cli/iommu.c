// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * vfio-prebind iommu: is the IOMMU on, and if not, how to turn it on here. What the machine
 * says about it is src/host/machine/iommu.h's, boot loaders are src/host/loader/loader.h's.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "cli/verbs.h"
#include "core/error.h"
#include "host/base/sysroot.h"
#include "host/loader/loader.h"
#include "host/machine/iommu.h"
#include "host/show/table.h"
#include "kernel/pci_scan.h"

#define IOMMU_FORMAT 1

struct options {
	const char *sysroot;
	bool enable, disable, passthrough, json;
};

/* The words on the running command line that are about it. */
static void parameters(const struct iommu *iommu, struct text *out)
{
	static const char *const names[] = { "intel_iommu", "amd_iommu", "iommu",
					     "iommu.passthrough", "iommu.strict" };
	struct cmdline_word word;
	size_t position = 0, i;

	while (cmdline_next_word(iommu->cmdline->data, iommu->cmdline->length, &position, &word))
		for (i = 0; i < ARRAY_SIZE(names); i++)
			if (text_is_name(word.name, word.name_length, names[i])) {
				text_puts(out, out->length ? " " : "");
				text_add(out, word.text, word.length);
			}
}

/* What --enable adds; NULL: nothing that it could add helps. */
static const char *words_to_add(const struct iommu *iommu, bool passthrough)
{
	if (iommu_is_on_by_itself(iommu))
		return passthrough ? LOADER_PASSTHROUGH : NULL;
	if (iommu->vendor == IOMMU_INTEL)
		return passthrough ? LOADER_INTEL " " LOADER_PASSTHROUGH : LOADER_INTEL;
	return iommu->vendor == IOMMU_AMD && passthrough ? LOADER_PASSTHROUGH : NULL;
}

/* "nothing to do", or why it is off and what turns it on. */
static void advise(const struct iommu *iommu, struct text *out)
{
	struct text cure = { 0 };

	if (iommu->groups) {
		text_puts(out, "nothing to do");
		return;
	}
	iommu_explain_off(iommu, out, &cure);
	text_printf(out, ": %s", text_string(&cure));
	text_free(&cure);
}

static int show_as_json(const struct iommu *iommu, enum status status)
{
	struct json_object *top = json_object_new_object();
	struct text text = { 0 };
	int r;

	if (!top)
		return -ENOMEM;
	json_object_object_add(top, "format", json_object_new_int(IOMMU_FORMAT));
	json_object_object_add(top, "on", json_object_new_boolean(iommu->groups > 0));
	json_object_object_add(top, "groups", json_object_new_int64((int64_t)iommu->groups));
	show_add_string(top, "vendor", iommu_vendor_name(iommu));
	show_add_string(top, "table", iommu_table(iommu));
	parameters(iommu, &text);
	show_add_string(top, "parameters", text_string(&text));
	text_free(&text);
	show_add_string(top, "boot_loader",
			iommu->loader == LOADER_UNKNOWN ? NULL : loader_name(iommu->loader));
	json_object_object_add(top, "enabled_here", json_object_new_boolean(iommu->is_enabled));
	advise(iommu, &text);
	show_add_string(top, "advice", text_string(&text));
	text_free(&text);
	json_object_object_add(top, "status", json_object_new_int((int)status));
	r = show_json(top);
	json_object_put(top);
	return r;
}

static int show_as_text(const struct iommu *iommu)
{
	static const char line[] = "%-14s %s\n";
	const char *table = iommu_table(iommu), *vendor = iommu_vendor_name(iommu);
	struct text words = { 0 }, advice = { 0 };
	char groups[64];

	(void)snprintf(groups, sizeof(groups), "on, %zu group%s", iommu->groups,
		       iommu->groups == 1 ? "" : "s");
	parameters(iommu, &words);
	advise(iommu, &advice);
	print_plain(line, "IOMMU:", iommu->groups ? groups : "off");
	print_plain(line, "Processor:", vendor ? vendor : "neither Intel nor AMD");
	print_plain(line, "Firmware:",
		    !table            ? "says nothing of one (no DMAR or IVRS table)"
		    : iommu->has_dmar ? "offers one (DMAR table)"
				      : "offers one (IVRS table)");
	print_plain(line,
		    "Command line:", words.length ? text_string(&words) : "says nothing of it");
	print_plain(line, "Boot loader:", loader_name(iommu->loader));
	if (iommu->is_enabled)
		print_plain(line, "", "has words from iommu --enable");
	print_plain(line, "To do:", text_string(&advice));
	text_free(&words);
	text_free(&advice);
	return fflush(stdout) ? -EIO : 0;
}

static enum status show(const struct iommu *iommu, const struct options *options)
{
	enum status status = iommu->groups ? STATUS_OK : STATUS_NOT_AS_CONFIGURED;

	if (options->json ? show_as_json(iommu, status) : show_as_text(iommu)) {
		complain("cannot write the output");
		return STATUS_FAILED;
	}
	return status;
}

static enum status report_job(struct loader_job *job)
{
	const char *line = text_string(&job->done);

	for (; *line; line += strcspn(line, "\n") + 1)
		complain("%.*s", (int)strcspn(line, "\n"), line);
	if (job->problem.length)
		complain("%s", text_string(&job->problem));
	return job->problem.length ? STATUS_FAILED : STATUS_OK;
}

/* --enable and --disable, with a boot loader that is known. */
static enum status change(const struct iommu *iommu, const struct options *options,
			  const char *words)
{
	struct loader_job job = {
		.fs = iommu->fs,
		.sysroot = options->sysroot,
		.is_captured = sysroot_is_captured(options->sysroot),
		.words = words,
	};
	enum status status;

	if (options->enable)
		loader_enable(&job, iommu->loader);
	else
		loader_disable(&job, iommu->loader);
	status = report_job(&job);
	if (!status && !job.done.length)
		complain("nothing to do: %s", options->enable
						      ? "the words are there already"
						      : "iommu --enable has added nothing here");
	else if (!status)
		complain("this counts from the next boot on");
	text_free(&job.done);
	text_free(&job.problem);
	return status;
}

static void complain_off(const struct iommu *iommu)
{
	struct text advice = { 0 };

	advise(iommu, &advice);
	complain("%s", text_string(&advice));
	text_free(&advice);
}

static enum status enable(const struct iommu *iommu, const struct options *options)
{
	const char *words = words_to_add(iommu, options->passthrough);

	if (iommu->off.text) {
		complain_off(iommu);
		return STATUS_FAILED;
	}
	if (!words && iommu_is_on_by_itself(iommu)) {
		complain("nothing to do: the IOMMU is on by itself");
		return STATUS_OK;
	}
	if (!words && iommu->vendor == IOMMU_AMD) {
		complain("nothing to add: on AMD the IOMMU is on unless the firmware turns it off; "
			 "see vfio-prebind iommu");
		return iommu->groups ? STATUS_OK : STATUS_NOT_AS_CONFIGURED;
	}
	if (!words) {
		complain("this is neither Intel nor AMD: no word is known that would turn the "
			 "IOMMU on");
		return STATUS_FAILED;
	}
	if (iommu->loader == LOADER_UNKNOWN) {
		complain("the boot loader of this machine is not known: add these words to its "
			 "kernel command line by hand, and reboot: %s",
			 words);
		return STATUS_FAILED;
	}
	return change(iommu, options, words);
}

static enum status disable(const struct iommu *iommu, const struct options *options)
{
	if (iommu->loader != LOADER_UNKNOWN)
		return change(iommu, options, "");
	complain("the boot loader of this machine is not known, so iommu --enable has added "
		 "nothing here");
	return STATUS_FAILED;
}

/* A function that cannot be read has no group that is known. */
static int read_machine(struct fs *fs, struct config_files *files, struct iommu *iommu)
{
	const struct config_file *cmdline = NULL;
	struct pci_devices devices = { 0 };
	struct diagnostics errors = { 0 };
	int r = pci_scan(fs, &devices, &errors);

	if (!r)
		r = pci_read_all(fs, &devices, &errors);
	if (r != -ENOMEM)
		r = config_files_read_cmdline(files, fs, &cmdline);
	if (!r)
		iommu_read(fs, &devices, cmdline, iommu);
	complain_all("warning", &errors);
	diagnostics_free(&errors);
	pci_devices_free(&devices);
	return r ? r : cmdline->error;
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
		status = disable(&iommu, options);
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
		{ "enable", NULL, "add to the kernel command line what turns it on", NULL,
		  &options.enable },
		{ "passthrough", NULL, "with --enable: iommu=pt too, faster for the host", NULL,
		  &options.passthrough },
		{ "disable", NULL, "take away what --enable has added", NULL, &options.disable },
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
		return misuse(verb, "--json is for showing");
	if (!options.enable && !options.disable &&
	    (!keep_privilege(PRIVILEGE_READ) || privilege_drop_admin()))
		return STATUS_FAILED;
	if ((options.enable || options.disable) && !lock_machine(options.sysroot))
		return STATUS_FAILED;
	return iommu_run(&options);
}

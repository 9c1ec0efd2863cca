// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * vfio-prebind iommu: is the IOMMU on, and if not, how to turn it on here. What the machine
 * says is looked up in one pass; boot loaders are src/host/loader/loader.h's.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "cli/verbs.h"
#include "core/error.h"
#include "host/loader/loader.h"
#include "host/show/table.h"
#include "kernel/inputs.h"

#define IOMMU_FORMAT 1
#define CPUINFO_MAX ((size_t)4 * 1024 * 1024)
#define TABLES "sys/firmware/acpi/tables/"
#define GROUPS "sys/kernel/iommu_groups"

struct options {
	const char *sysroot;
	bool enable, disable, passthrough, json;
};

enum vendor { VENDOR_OTHER, VENDOR_INTEL, VENDOR_AMD };

struct iommu {
	struct fs *fs;
	size_t groups;
	enum vendor vendor;
	bool has_dmar, has_ivrs; /* the firmware describes an IOMMU of Intel, of AMD */
	char *cmdline;           /* owned; the running kernel's */
	enum loader loader;
	bool is_enabled; /* by us, for the next boot */
};

static const char *vendor_name(enum vendor vendor)
{
	return vendor == VENDOR_INTEL ? "Intel" : vendor == VENDOR_AMD ? "AMD" : NULL;
}

static enum vendor read_vendor(struct fs *fs)
{
	cleanup_free char *data = NULL;
	size_t length;

	if (fs_read(fs, "proc/cpuinfo", CPUINFO_MAX, &data, &length))
		return VENDOR_OTHER;
	if (strstr(data, "GenuineIntel"))
		return VENDOR_INTEL;
	if (strstr(data, "AuthenticAMD") || strstr(data, "HygonGenuine"))
		return VENDOR_AMD;
	return VENDOR_OTHER;
}

static int iommu_read(struct iommu *iommu)
{
	char **names = NULL;
	size_t length;

	if (!fs_list(iommu->fs, GROUPS, &names, &iommu->groups))
		fs_free_names(names, iommu->groups);
	iommu->has_dmar = fs_exists(iommu->fs, TABLES "DMAR");
	iommu->has_ivrs = fs_exists(iommu->fs, TABLES "IVRS");
	iommu->vendor = read_vendor(iommu->fs);
	/* a table tells more than a processor that a hypervisor made up */
	if (iommu->has_dmar != iommu->has_ivrs)
		iommu->vendor = iommu->has_dmar ? VENDOR_INTEL : VENDOR_AMD;
	iommu->loader = loader_find(iommu->fs);
	iommu->is_enabled = loader_is_enabled(iommu->fs, iommu->loader);
	return fs_read(iommu->fs, CMDLINE_PATH, CMDLINE_MAX, &iommu->cmdline, &length);
}

static bool has_word(const struct iommu *iommu, const char *word)
{
	return loader_has_word(iommu->cmdline, word, strlen(word));
}

/* The words on the running command line that are about it. */
static void parameters(const struct iommu *iommu, struct text *out)
{
	static const char *const names[] = { "intel_iommu=", "amd_iommu=", "iommu=",
					     "iommu.passthrough=", "iommu.strict=" };
	const char *word = iommu->cmdline;
	size_t i, n;

	for (; *(word += strspn(word, " \t\n")); word += n) {
		n = strcspn(word, " \t\n");
		for (i = 0; i < ARRAY_SIZE(names); i++)
			if (!strncmp(word, names[i], strlen(names[i]))) {
				text_puts(out, out->length ? " " : "");
				text_add(out, word, n);
			}
	}
}

static const char *off_word(const struct iommu *iommu)
{
	static const char *const words[] = { "iommu=off", "intel_iommu=off", "amd_iommu=off" };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(words); i++)
		if (has_word(iommu, words[i]))
			return words[i];
	return NULL;
}

/* On although no word says so, as some kernels are built. */
static bool is_on_by_itself(const struct iommu *iommu)
{
	return iommu->groups && iommu->vendor == VENDOR_INTEL && !has_word(iommu, LOADER_INTEL);
}

/* What --enable adds; NULL: nothing that it could add helps. */
static const char *words_to_add(const struct iommu *iommu, bool passthrough)
{
	if (is_on_by_itself(iommu))
		return passthrough ? LOADER_PASSTHROUGH : NULL;
	if (iommu->vendor == VENDOR_INTEL)
		return passthrough ? LOADER_INTEL " " LOADER_PASSTHROUGH : LOADER_INTEL;
	return iommu->vendor == VENDOR_AMD && passthrough ? LOADER_PASSTHROUGH : NULL;
}

static const char *table_name(const struct iommu *iommu)
{
	if (iommu->has_dmar)
		return "DMAR";
	return iommu->has_ivrs ? "IVRS" : NULL;
}

/* No table: the kernel has nothing that it could use. */
static void advise_firmware(const struct iommu *iommu, bool needs_word, struct text *out)
{
	text_printf(out, "the firmware offers none: turn on %s in its setup, if the machine has it",
		    iommu->vendor == VENDOR_AMD     ? "IOMMU (AMD-Vi) and SVM"
		    : iommu->vendor == VENDOR_INTEL ? "VT-d"
						    : "the IOMMU (VT-d, AMD-Vi)");
	if (needs_word && !iommu->is_enabled)
		text_puts(out, "; then run vfio-prebind iommu --enable");
}

static void advise_off(const struct iommu *iommu, struct text *out)
{
	bool needs_word = iommu->vendor == VENDOR_INTEL && !has_word(iommu, LOADER_INTEL);
	const char *off = off_word(iommu);

	if (off)
		text_printf(out,
			    "%s on the kernel command line turns it off: take it out of the boot "
			    "loader's configuration and reboot",
			    off);
	else if (!table_name(iommu))
		advise_firmware(iommu, needs_word, out);
	else if (needs_word && iommu->is_enabled)
		text_puts(out, "it is configured for the next boot: reboot");
	else if (needs_word)
		text_puts(out, "run vfio-prebind iommu --enable, which adds " LOADER_INTEL
			       " to the kernel command line, and reboot");
	else
		text_puts(out, "the firmware offers one and the kernel does not use it: see "
			       "journalctl -k -g 'DMAR|AMD-Vi|IOMMU'");
}

static void advise(const struct iommu *iommu, struct text *out)
{
	if (!iommu->groups)
		advise_off(iommu, out);
	else
		text_puts(out, "nothing to do");
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
	show_add_string(top, "vendor", vendor_name(iommu->vendor));
	show_add_string(top, "table", table_name(iommu));
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
	const char *table = table_name(iommu), *vendor = vendor_name(iommu->vendor);
	struct text words = { 0 }, advice = { 0 };
	char groups[64];

	(void)snprintf(groups, sizeof(groups), "on, %zu group%s", iommu->groups,
		       iommu->groups == 1 ? "" : "s");
	parameters(iommu, &words);
	advise(iommu, &advice);
	printf(line, "IOMMU:", iommu->groups ? groups : "off");
	printf(line, "Processor:", vendor ? vendor : "neither Intel nor AMD");
	printf(line, "Firmware:",
	       !table            ? "says nothing of one (no DMAR or IVRS table)"
	       : iommu->has_dmar ? "offers one (DMAR table)"
				 : "offers one (IVRS table)");
	printf(line, "Command line:", words.length ? text_string(&words) : "says nothing of it");
	printf(line, "Boot loader:", loader_name(iommu->loader));
	if (iommu->is_enabled)
		printf(line, "", "has words from iommu --enable");
	printf(line, "To do:", text_string(&advice));
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

static enum status report(struct loader_job *job)
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
		.is_captured = strcmp(options->sysroot, "/") != 0,
		.words = words,
	};
	enum status status;

	if (options->enable)
		loader_enable(&job, iommu->loader);
	else
		loader_disable(&job, iommu->loader);
	status = report(&job);
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

static enum status enable(const struct iommu *iommu, const struct options *options)
{
	const char *words = words_to_add(iommu, options->passthrough), *off = off_word(iommu);

	if (off) {
		complain("%s stands on the kernel command line: take it out of the boot loader's "
			 "configuration first",
			 off);
		return STATUS_FAILED;
	}
	if (!words && is_on_by_itself(iommu)) {
		complain("nothing to do: the IOMMU is on by itself");
		return STATUS_OK;
	}
	if (!words && iommu->vendor == VENDOR_AMD) {
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

static enum status iommu_run(const struct options *options)
{
	struct iommu iommu = { 0 };
	enum status status = STATUS_FAILED;
	int r = fs_open(options->sysroot, &iommu.fs);

	if (!r)
		r = iommu_read(&iommu);
	if (r)
		complain("cannot read %s: %s", options->sysroot, error_text(r));
	else if (options->enable)
		status = enable(&iommu, options);
	else if (options->disable)
		status = disable(&iommu, options);
	else
		status = show(&iommu, options);
	free(iommu.cmdline);
	fs_close(iommu.fs);
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
		return misuse(verb, "what is '%s'?", argv[r]);
	if (options.enable && options.disable)
		return misuse(verb, "--enable and --disable exclude each other");
	if (options.passthrough && !options.enable)
		return misuse(verb, "--passthrough goes with --enable");
	if (options.json && (options.enable || options.disable))
		return misuse(verb, "--json is for showing");
	if (!options.enable && !options.disable && !keep_privilege(PRIVILEGE_READ))
		return STATUS_FAILED;
	return iommu_run(&options);
}

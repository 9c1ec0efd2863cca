// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * vfio-prebind rescue: a boot entry that leaves all devices to the host, for whoever gave away the
 * only screen. The entry itself is src/host/rescue/rescue.h's.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "cli/verbs.h"
#include "core/error.h"
#include "host/base/sysroot.h"
#include "host/entries/read.h"
#include "host/rescue/rescue.h"

struct options {
	const char *sysroot;
	bool install, remove, refresh;
};

/* Where the entry is: its file, with its title. */
static void describe(const struct rescue *rescue, struct text *out)
{
	const struct boot_entry *entry = rescue->entry;

	if (!entry) {
		text_puts(out, "none");
		return;
	}
	text_printf(out, "\"%s\" in ", entry->title ? entry->title : entry->id);
	place_add_path(&rescue->machine->entries.places[entry->place], entry->file, out);
}

static void advise(const struct rescue *rescue, struct text *out)
{
	if (rescue->entry)
		text_puts(out, "nothing to do");
	else if (rescue->way == RESCUE_BY_GRUB || rescue->way == RESCUE_BY_FILE)
		text_puts(out, "run 'vfio-prebind rescue --install'");
	else
		rescue_explain(rescue, out);
}

static enum status show(const struct rescue *rescue)
{
	struct text text = { 0 };

	describe(rescue, &text);
	print_plain("Rescue entry:  %s\n", text_string(&text));
	text_free(&text);
	advise(rescue, &text);
	print_plain("To do:         %s\n", text_string(&text));
	text_free(&text);
	return fflush(stdout) ? STATUS_FAILED : STATUS_OK;
}

static enum status report_job(const struct loader_job *job, const struct options *options)
{
	const char *line = text_string(&job->done);

	for (; *line; line += strcspn(line, "\n") + 1)
		complain("%.*s", (int)strcspn(line, "\n"), line);
	if (job->problem.length)
		complain("%s", text_string(&job->problem));
	else if (!job->done.length && !options->refresh)
		complain("nothing to do: %s",
			 options->install ? "the rescue entry is already in the boot menu"
					  : "there is no rescue entry");
	return job->problem.length ? STATUS_FAILED : STATUS_OK;
}

static enum status change(struct boot_machine *machine, const struct options *options)
{
	struct loader_job job = {
		.fs = machine->fs,
		.sysroot = options->sysroot,
		.is_captured = sysroot_is_captured(options->sysroot),
	};
	struct rescue rescue;
	enum status status;

	rescue_find(machine, &rescue);
	if (options->install)
		rescue_install(&rescue, &job);
	else if (options->remove)
		rescue_remove(&rescue, &job);
	else
		rescue_refresh(&rescue, &job);
	status = report_job(&job, options);
	loader_job_free(&job);
	return status;
}

/* What others wrote is read without the privileges that opening a partition needs. */
static bool drop_privileges(const struct options *options)
{
	return options->install || options->remove || options->refresh ||
	       (keep_privilege(PRIVILEGE_READ) && !privilege_drop_admin());
}

static enum status run(const struct options *options)
{
	struct boot_machine machine = { 0 };
	enum status status = STATUS_FAILED;
	int r = boot_machine_open(&machine, options->sysroot);
	struct rescue rescue;

	if (!r && !drop_privileges(options))
		r = -EPERM;
	if (!r)
		r = boot_machine_read(&machine);
	if (r) {
		complain("cannot read the boot entries: %s", error_text(r));
	} else if (options->install || options->remove || options->refresh) {
		status = change(&machine, options);
	} else {
		rescue_find(&machine, &rescue);
		status = show(&rescue);
	}
	boot_machine_close(&machine);
	return status;
}

enum status verb_rescue(const struct verb *verb, int argc, char **argv)
{
	struct options options = { .sysroot = "/" };
	const struct cli_option table[] = {
		{ "install", NULL, "add the entry to the boot menu", NULL, &options.install },
		{ "remove", NULL, "remove it", NULL, &options.remove },
		{ "refresh", NULL, "bring it up to date, if there is one (for kernel-install)",
		  NULL, &options.refresh },
		CLI_SYSROOT(options.sysroot),
		{ 0 },
	};
	enum status status;
	int r = cli_parse(verb, table, argc, argv, &status);

	if (r < 0)
		return status;
	if (r < argc)
		return refuse_argument(verb, argv[r]);
	if (options.install + options.remove + options.refresh > 1)
		return misuse(verb, "--install, --remove and --refresh cannot be used together");
	/* kernel-install, and so --refresh, is also started by apply, which has the lock */
	if ((options.install || options.remove) && !lock_machine(options.sysroot))
		return STATUS_FAILED;
	return run(&options);
}

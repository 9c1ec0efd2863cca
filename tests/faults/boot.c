// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The boot program under faults.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "core/report.h"
#include "faults/faults.h"
#include "host/machine/boot_report.h"
#include "kernel/inputs.h"

/* main() of src/boot/main.c, renamed by the build */
int boot_main(int argc, char **argv);

/* A function as the rules describe it when nothing goes wrong. */
static struct {
	bool listed; /* may be touched */
	bool wanted; /* and is to be bound */
	bool hold;
	char driver[PCI_DRIVER_SIZE];
} expected[FAKE_DEVICES_MAX];

/* Of the run that is being checked. */
static struct boot_report report;
static bool has_report;

static int boot(struct run *run)
{
	char name[] = "vfio-prebind-boot";
	char *arguments[] = { name, NULL };

	(void)run;
	return boot_main(1, arguments);
}

/* --- what must hold ------------------------------------------------------------------------- */

static const char *driver_of(const struct fake *machine, size_t index)
{
	int driver = machine->devices[index].driver;

	return driver == NO_DRIVER ? "" : machine->drivers[driver].name;
}

static bool is_as_in(const struct fake *machine, size_t index)
{
	return !strcmp(driver_of(&fake, index), driver_of(machine, index)) &&
	       !strcmp(fake.devices[index].override, machine->devices[index].override);
}

/* A device that no rule lists; a module that is loaded may take an idle one, as ever. */
static bool check_unlisted(struct run *run, size_t index)
{
	const struct subject *subject = run->subject;

	if (is_as_in(&subject->start, index) || is_as_in(&subject->end, index))
		return true;
	return run_fail(run, fake.devices[index].name, "is not listed and was changed");
}

/* Every line of the record of changes: no write to a function that no rule lists. */
static bool check_writes(struct run *run)
{
	const char *line = fake.log.data, *end = line + fake.log.used;
	size_t i;

	while (line < end) {
		const char *next = (const char *)memchr(line, '\n', (size_t)(end - line)) + 1;

		for (i = 0; i < fake.device_count; i++)
			if (!expected[i].listed && !run->subject->start.devices[i].gone &&
			    memmem(line, (size_t)(next - line), fake.devices[i].name,
				   strlen(fake.devices[i].name)))
				return run_fail(run, fake.devices[i].name,
						"is not listed and was written to");
		line = next;
	}
	return true;
}

static bool ends_with(const char *text, const char *end)
{
	size_t length = strlen(text);

	return length >= strlen(end) && !strcmp(text + length - strlen(end), end);
}

/*
 * Whether the fault is an answer: no configuration, no driver, no group, no configuration space,
 * or, of a function that could not be read, that it is gone.
 */
static bool is_answer(const struct run *run)
{
	const char *path;

	if (!run->fault || run->fault->error != ENOENT)
		return false;
	path = run->fault->path;
	return !strncmp(path, "etc/", 4) || ends_with(path, "/driver") ||
	       ends_with(path, "/iommu_group") || ends_with(path, "/config") ||
	       run->subject->start.faults.count;
}

/*
 * Without one of its files, or the disk that the command line names, other functions are listed; it
 * is another kernel without what only a crash kernel has.
 */
static bool has_other_rules(const struct run *run)
{
	const char *path = run->fault ? run->fault->path : "";

	if (!strcmp(path, "proc/vmcore"))
		return true;
	if (!strncmp(path, "sys/class/block/", 16)) /* EINVAL: it is no link */
		return run->fault->error == ENOENT || run->fault->error == EINVAL;
	return run->fault && run->fault->error == ENOENT && !strncmp(path, "etc/", 4);
}

/* The truth of one line of the report. */
static bool check_reported(struct run *run, size_t index, const struct boot_device *device)
{
	const struct fake_device *now = &fake.devices[index];
	const char *driver = driver_of(&fake, index), *outcome = device->outcome;

	if (!*device->why)
		return run_fail(run, now->name, "is in the report without a reason");
	if (!strcmp(outcome, "bound") && (now->locked || strcmp(driver, expected[index].driver)))
		return run_fail(run, now->name, "is bound only in the report");
	if (!strcmp(outcome, "released") && !is_answer(run) && now->override[0])
		return run_fail(run, now->name, "is released in the report and has its override");
	if (!strcmp(outcome, "held") && !is_answer(run) && (*driver || !now->override[0]))
		return run_fail(run, now->name, "is held only in the report");
	return true;
}

static const struct boot_device *find_reported(size_t index)
{
	const char *name = fake.devices[index].name;
	struct pci_address address;

	if (!has_report || pci_address_parse(name, strlen(name), false, &address))
		return NULL;
	return boot_report_find(&report, &address);
}

/* Only where the release cannot work: by the case, or for a lock. The report says so. */
static bool may_be_stuck(const struct run *run, size_t index, const struct boot_device *device)
{
	return (run->subject->start.faults.count || fake.devices[index].locked) &&
	       (!has_report || is_answer(run) || (device && !strcmp(device->outcome, "stuck")));
}

static bool check_listed(struct run *run, size_t index)
{
	const struct subject *subject = run->subject;
	const struct fake_device *now = &fake.devices[index];
	bool has_driver = !strcmp(driver_of(&fake, index), expected[index].driver);
	const struct boot_device *device = find_reported(index);

	if (now->override[0] && strcmp(now->override, subject->start.devices[index].override) &&
	    !has_driver && !expected[index].hold && !may_be_stuck(run, index, device))
		return run_fail(run, now->name, "is left with an override and without its driver");
	if (device)
		return check_reported(run, index, device);
	if (expected[index].wanted && !now->gone && !run->status && !is_answer(run))
		return run_fail(run, now->name, "is wanted and not in a report that has no error");
	return true;
}

static bool log_has(const char *phrase)
{
	return fake.kmsg.used && memmem(fake.kmsg.data, fake.kmsg.used, phrase, strlen(phrase));
}

/* As in vfio-prebind-boot(8). */
static bool check_status(struct run *run)
{
	size_t i;

	if (run->status != STATUS_OK && run->status != STATUS_NOT_AS_CONFIGURED &&
	    run->status != STATUS_FAILED)
		return run_fail(run, NULL, "no such exit status");
	if (!has_report && !log_has("this is a crash kernel") &&
	    (run->status != STATUS_FAILED || (!log_has("failed: ") && !log_has("refused: "))))
		return run_fail(run, NULL, "there is neither a report nor a failure");
	if (run->status && !fake.kmsg.used)
		return run_fail(run, NULL, "not all is well and the kernel log has nothing");
	for (i = 0; i < fake.device_count; i++)
		if (expected[i].wanted && !fake.devices[i].gone && !run->status &&
		    !is_answer(run) && strcmp(driver_of(&fake, i), expected[i].driver))
			return run_fail(run, fake.devices[i].name, "is not bound and all is well");
	return true;
}

static bool read_report(struct run *run)
{
	const char *text;
	uint32_t file;

	has_report = !tree_find(&fake.tree, REPORT_DIRECTORY "/" REPORT_NAME, true, &file);
	if (!has_report)
		return true;
	text = tree_content(&fake.tree, file);
	if (!boot_report_parse(text, strlen(text), &report))
		return true;
	has_report = false;
	return run_fail(run, NULL, "wrote a report that cannot be read");
}

static bool check_functions(struct run *run)
{
	bool good = check_writes(run);
	size_t i;

	for (i = 0; good && i < fake.device_count; i++)
		good = expected[i].listed ? check_listed(run, i) : check_unlisted(run, i);
	return good;
}

static bool check(struct run *run)
{
	bool good = read_report(run) && check_status(run) &&
		    (has_other_rules(run) || check_functions(run));

	if (has_report)
		boot_report_free(&report);
	return good;
}

const struct kind boot_of_files = { "booted with its files", boot, check };
const struct kind boot_of_image = { "booted with its image", boot, check };

/* --- what the rules list -------------------------------------------------------------------- */

static void mark(const struct match *match)
{
	char name[PCI_ADDRESS_SIZE];
	size_t i;

	pci_address_format(&match->device->address, name);
	i = (size_t)(fake_find_device(&fake, name) - fake.devices);
	expected[i].wanted = match->verdict == VERDICT_WANTED;
	expected[i].listed = match->verdict == VERDICT_WANTED ||
			     match->verdict == VERDICT_ALREADY || match->verdict == VERDICT_BUSY;
	expected[i].hold = match->rule->on_failure == ON_FAILURE_HOLD;
	memcpy(expected[i].driver, match->rule->driver, strlen(match->rule->driver) + 1);
}

int boot_prepare(struct subject *subject)
{
	struct inputs inputs;
	struct decision decision;
	struct fs *fs;
	size_t i;
	int r;

	memset(expected, 0, sizeof(expected));
	run_start(subject);
	fake.faults.count = 0; /* not even what the case has go wrong */
	r = fs_open("/", &fs);
	if (r)
		return r;
	r = inputs_read(fs, CONFIG_IMAGE, &inputs);
	fs_close(fs);
	if (r)
		return r;
	if (fake.is_running || !tree_find(&fake.tree, "proc/vmcore", true, &(uint32_t){ 0 }))
		inputs.cmdline.enable = false; /* as good as told to do nothing */
	r = decision_make(&inputs, &decision);
	for (i = 0; !r && i < decision.matches.count; i++)
		mark(&decision.matches.list[i]);
	if (!r)
		decision_free(&decision);
	inputs_free(&inputs);
	return r;
}

// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Runs the boot program, its main() and its real supervisor, on machines where something does not
 * end: {override, load, probe, unbind, clear, give back} x {which functions} x {vfio-pci built in
 * or a module} x {a host driver has the functions or none} x {release, hold}. Looks what each
 * function has in the end and what the report says of it. Several combinations run at once: they
 * mostly wait. On a busy machine one that was disturbed starts again with more time.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/report.h"
#include "fake/machine.h"
#include "hang/process.h"
#include "host/machine/boot_report.h"

#define FUNCTIONS 4U
#define AT_ONCE 16U
#define LIMIT_MIN_MS 40
#define LIMIT_MAX_MS 640

enum hang { HANG_OVERRIDE, HANG_LOAD, HANG_PROBE, HANG_UNBIND, HANG_CLEAR, HANG_GIVE_BACK };

static const struct {
	const char *name;
	const char *fault; /* a format, for every function that hangs */
	bool binds;        /* the others are bound; else they are released, or held */
	bool without_host; /* there is such a hang when no host driver has the functions */
	bool with_hold;
} hangs[] = {
	[HANG_OVERRIDE] = { "override",
			    "write sys/bus/pci/devices/0000:%02u:00.0/driver_override hang\n", true,
			    true, true },
	[HANG_LOAD] = { "load", "load vfio-pci hang\n", false, true, true },
	[HANG_PROBE] = { "probe", "probe 0000:%02u:00.0 hang\n", true, true, true },
	[HANG_UNBIND] = { "unbind", "remove 0000:%02u:00.0 hang\n", true, false, true },
	[HANG_CLEAR] = { "clear",
			 "write sys/bus/pci/devices/0000:%02u:00.0/driver_override hang after=1\n",
			 false, true, false },
	[HANG_GIVE_BACK] = { "give back", "probe 0000:%02u:00.0 hang\n", false, false, false },
};

struct combination {
	enum hang hang;
	unsigned int which; /* a bit for each function that hangs */
	bool builtin;       /* vfio-pci */
	bool has_host;      /* a built-in driver has the functions */
	bool hold;
};

static const struct combination *now;
static bool failed;

static bool should_hang(unsigned int function)
{
	return now->hang != HANG_LOAD && now->which & 1U << function;
}

static bool is_hung(unsigned int function)
{
	return fake_now->devices[function].locked;
}

/* When all hang, the time may be over before the last one is tried. */
static bool is_given_up(unsigned int function)
{
	return should_hang(function) && !is_hung(function) && now->which == 15;
}

static void fail(unsigned int function, const char *phrase, const char *text)
{
	printf("  %s, functions %x, vfio-pci %s, %s, %s: %02u:00.0 %s %s\n", hangs[now->hang].name,
	       now->which, now->builtin ? "built in" : "a module",
	       now->has_host ? "with a host driver" : "without a driver",
	       now->hold ? "hold" : "release", function + 1, phrase, text);
	failed = true;
}

/* --- the machine ---------------------------------------------------------------------------- */

static void add_text(struct fake *fake, const char *text)
{
	if (machine_parse(fake, "", "this machine", text, strlen(text)))
		abort();
}

static void add_fault(struct fake *fake, const char *format, unsigned int number)
{
	char text[FAULT_PATH_SIZE];
	unsigned int line;
	int length = snprintf(text, sizeof(text), format, number);

	if (fault_parse(&fake->faults, text, (size_t)length, &line))
		abort();
}

static void make_faults(struct fake *fake)
{
	unsigned int i;

	if (now->hang == HANG_LOAD)
		add_fault(fake, hangs[HANG_LOAD].fault, 0);
	for (i = 0; i < FUNCTIONS && now->hang != HANG_LOAD; i++) {
		if (!hangs[now->hang].binds)
			add_fault(fake,
				  now->has_host ? "probe 0000:%02u:00.0 EIO once\n"
						: "probe 0000:%02u:00.0 EIO\n",
				  i + 1);
		if (should_hang(i))
			add_fault(fake, hangs[now->hang].fault, i + 1);
	}
}

static void make_machine(struct fake *fake)
{
	char line[128];
	unsigned int i;

	fake_start(fake);
	add_text(fake, now->builtin ? "driver vfio-pci builtin" : "driver vfio-pci module");
	add_text(fake, "driver host builtin");
	for (i = 1; i <= FUNCTIONS; i++) {
		(void)snprintf(line, sizeof(line),
			       "pci 0000:%02u:00.0 10de:2191 10de:2191 030000 group=%u %s", i, i,
			       now->has_host ? "driver=host" : "");
		add_text(fake, line);
		(void)snprintf(line, sizeof(line), "file etc/vfio-prebind.conf %02u:00.0 %s", i,
			       now->hold ? "on-failure=hold" : "");
		add_text(fake, line);
	}
	add_text(fake, "file proc/cmdline root=/dev/vda1");
	make_faults(fake);
	fake->log_what = FAKE_LOG_WRITES;
}

/* --- what must be in the end ---------------------------------------------------------------- */

/* What the report has to say of the function. */
static const char *expected_outcome(unsigned int function)
{
	if (is_hung(function))
		return now->hang == HANG_GIVE_BACK ? "released" : "stuck";
	if (hangs[now->hang].binds && !is_given_up(function))
		return "bound";
	if (!now->hold)
		return "released";
	return now->has_host ? "stuck" : "held"; /* the host driver never released it */
}

static const char *driver_link(struct fake *fake, unsigned int function)
{
	static char path[64];
	const char *slash;
	uint32_t link;

	(void)snprintf(path, sizeof(path), "sys/bus/pci/devices/0000:%02u:00.0/driver",
		       function + 1);
	if (tree_find(&fake->tree, path, false, &link))
		return "";
	slash = strrchr(tree_content(&fake->tree, link), '/');
	return slash ? slash + 1 : "";
}

static void check_end(struct fake *fake, unsigned int function, const char *outcome)
{
	const struct fake_device *device = &fake->devices[function];
	const char *driver = driver_link(fake, function);

	if (!strcmp(outcome, "bound") && (device->locked || strcmp(driver, "vfio-pci")))
		fail(function, "is not bound, but has", driver);
	if (!strcmp(outcome, "released") && device->override[0])
		fail(function, "still has the override", device->override);
	if (!strcmp(outcome, "released") && !device->locked &&
	    strcmp(driver, now->has_host ? "host" : ""))
		fail(function, "is not with its host driver, but has", driver);
	if (!strcmp(outcome, "held") && (*driver || strcmp(device->override, "vfio-pci")))
		fail(function, "is not held, but has", driver);
	if (should_hang(function) && !is_hung(function) && !is_given_up(function))
		fail(function, "does not hang:", "the combination tests nothing");
}

static void check_report(struct fake *fake, const struct boot_report *report, unsigned int function)
{
	struct pci_address address = { .bus = (uint8_t)(function + 1) };
	const struct boot_device *device = boot_report_find(report, &address);
	const char *outcome = expected_outcome(function);

	check_end(fake, function, outcome);
	if (!device) {
		fail(function, "is not in", "the report");
		return;
	}
	if (strcmp(device->outcome, outcome))
		fail(function, outcome, device->why);
	if (strcmp(device->driver, driver_link(fake, function)))
		fail(function, "has, as the report says,", device->driver);
	/* of several failures the first is told */
	if (is_hung(function) && hangs[now->hang].binds && !strstr(device->why, "ETIMEDOUT"))
		fail(function, "hangs, and the reason is", device->why);
}

/* A load that waits for another one hangs as well. */
static void check_loads(struct fake *fake)
{
	static const char load[] = "load vfio-pci";
	const char *first =
		fake->log.used ? memmem(fake->log.data, fake->log.used, load, strlen(load)) : NULL;
	size_t rest = first ? (size_t)(fake->log.data + fake->log.used - first) - 1 : 0;

	if (first && memmem(first + 1, rest, load, strlen(load)))
		fail(0, "is not all:", "the module was loaded twice");
}

static void check(struct fake *fake)
{
	struct boot_report report;
	const char *text;
	uint32_t file;
	unsigned int i;

	check_loads(fake);
	if (tree_find(&fake->tree, REPORT_DIRECTORY "/" REPORT_NAME, true, &file)) {
		fail(0, "has no", "report");
		return;
	}
	text = tree_content(&fake->tree, file);
	if (boot_report_parse(text, strlen(text), &report)) {
		fail(0, "has a bad", "report");
		return;
	}
	for (i = 0; i < FUNCTIONS; i++)
		check_report(fake, &report, i);
	boot_report_free(&report);
}

/* --- all of them ---------------------------------------------------------------------------- */

/* In a process of its own. */
static int run(const struct combination *combination)
{
	bool disturbed;
	int limit_ms = LIMIT_MIN_MS, status;

	now = combination;
	if (!process_machine())
		return 1;
	do {
		make_machine(fake_now);
		status = process_boot(limit_ms, &disturbed);
	} while (disturbed && (limit_ms *= 2) <= LIMIT_MAX_MS);
	if (disturbed)
		fail(0, "is not all:", "this machine is too busy");
	if (status != STATUS_NOT_AS_CONFIGURED)
		fail(0, "is not all:", "the exit status is wrong");
	check(fake_now);
	if (failed)
		fwrite(fake_now->log.data, 1, fake_now->log.used, stdout);
	fflush(stdout);
	return failed;
}

static bool exists(const struct combination *c)
{
	if (c->hang == HANG_LOAD)
		return !c->builtin && c->which == 1;
	return (c->has_host || hangs[c->hang].without_host) &&
	       (!c->hold || hangs[c->hang].with_hold);
}

/* The n-th of all numbers, taken apart; false: there is none of this number. */
static bool combination_of(unsigned int n, struct combination *c)
{
	/* each function alone, each two of them, all */
	static const unsigned int which[] = { 1, 2, 4, 8, 3, 5, 9, 6, 10, 12, 15 };

	c->builtin = n & 1;
	c->has_host = n & 2;
	c->hold = n & 4;
	n /= 8;
	c->which = which[n % ARRAY_SIZE(which)];
	c->hang = (enum hang)(n / ARRAY_SIZE(which));
	return c->hang < ARRAY_SIZE(hangs);
}

/* Whether the next of the combinations to end was good. */
static bool end_one(void)
{
	int status;

	return wait(&status) > 0 && WIFEXITED(status) && !WEXITSTATUS(status);
}

int main(void)
{
	struct combination c;
	unsigned int n, running = 0, count = 0, bad = 0;

	for (n = 0; combination_of(n, &c); n++) {
		pid_t pid;

		if (!exists(&c))
			continue;
		if (running == AT_ONCE) {
			bad += !end_one();
			running--;
		}
		fflush(stdout);
		pid = fork();
		if (!pid)
			_exit(run(&c));
		if (pid < 0)
			return 1;
		running++;
		count++;
	}
	while (running--)
		bad += !end_one();
	printf("# %u combinations of what hangs\n%u passed, %u failed\n", count, count - bad, bad);
	return bad != 0;
}

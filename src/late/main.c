// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * vfio-prebind-late: run by udev for each event of a PCI function, and gives those to vfio-pci that
 * the rules mean and that were not there at the boot stage. udev waits for it before it loads any
 * module for the function: it ends in bounded time, and sets the overrides first.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/error.h"
#include "core/outcome.h"
#include "core/report.h"
#include "core/selector.h"
#include "kernel/clock.h"
#include "kernel/log.h"
#include "kernel/stage.h"
#include "late/choose.h"
#include "late/lock.h"
#include "late/make.h"
#include "late/report.h"

/* More than the stage of another event may take; udev's own limit is 180 (event_timeout=). */
#define LOCK_SECONDS (2 * STAGE_MS / 1000)

/* How often functions are offered again: for a good second in total. */
#define PATIENCE 6

static const char usage[] =
	"Usage: ACTION=add|bind vfio-prebind-late ADDRESS\n"
	"\n"
	"Binds a PCI function that appears after the boot to vfio-pci, if a rule of the\n"
	"booted configuration means it, and makes virtual functions. Run by udev, with\n"
	"the properties of the event.\n";

static void log_function(const struct match *match, const struct outcome *outcome, const char *why)
{
	bool problem = outcome_is_problem(match, outcome);
	struct text line = { 0 };

	outcome_describe(match, outcome, why, &line);
	log_line(problem ? LOG_LEVEL_WARNING : LOG_LEVEL_INFO, "%s", text_string(&line));
	text_free(&line);
}

/* A function that is gone by now has no report, and must not keep one. */
static int report_function(struct fs *fs, const struct choice *choice, const struct report *report,
			   size_t match)
{
	const struct match *function = &choice->decision.matches.list[match];
	const struct outcome *outcome = &report->outcomes[match];
	const char *why = choice_refusal(choice, match);
	int r = 0;

	if (outcome->state != OUTCOME_GONE)
		r = late_report_write(fs, report, match, why);
	log_function(function, outcome, why);
	return r;
}

/* 0, or the first error: each function is reported by itself. */
static int report_all(struct fs *fs, const struct choice *choice, const struct execution *execution)
{
	const struct report report = {
		.version = VERSION,
		.inputs = &choice->inputs,
		.decision = &choice->decision,
		.outcomes = execution->outcomes,
		.times = &execution->times,
	};
	size_t i;
	int result = 0;

	for (i = 0; i < choice->decision.matches.count; i++) {
		int r = report_function(fs, choice, &report, i);

		result = result ? result : r;
	}
	return result;
}

/* Whether the event's function was bound, even if it is gone again, or gone before it was. */
static bool is_settled(const struct choice *choice, const struct execution *execution,
		       const struct event *event)
{
	const struct matches *matches = &choice->decision.matches;
	size_t i;

	for (i = 0; i < matches->count; i++) {
		const struct match *match = &matches->list[i];
		enum outcome_state state = execution->outcomes[i].state;

		if (!pci_address_compare(&match->device->address, &event->address))
			return match->verdict == VERDICT_ALREADY || state == OUTCOME_BOUND ||
			       state == OUTCOME_GONE;
	}
	return false;
}

static int carry_out(struct fs *fs, struct choice *choice, const struct event *event,
		     uint64_t start)
{
	uint64_t decided = monotonic_us();
	struct execution *execution = stage_begin(fs, &choice->decision, start);
	int cut;

	if (!execution)
		return -ENOMEM;
	execution->hotplug = true;
	execution->patience = PATIENCE;
	execution->times.decide = decided - start;
	cut = stage_execute(execution);
	if (cut)
		log_line(LOG_LEVEL_ERROR, "a step did not finish: %s", error_text(cut));
	execution->times.total = monotonic_us() - start;
	choice->is_over |= is_settled(choice, execution, event);
	return report_all(fs, choice, execution);
}

static void log_errors(const struct diagnostics *errors)
{
	size_t i;

	for (i = 0; i < errors->count; i++) {
		struct text line = { 0 };

		diagnostic_format(&errors->list[i], &line);
		log_line(LOG_LEVEL_WARNING, "%s", text_string(&line));
		text_free(&line);
	}
}

static int take(struct fs *fs, const struct event *event, bool *is_over)
{
	struct choice choice = { 0 };
	uint64_t start;
	int r = late_lock(fs, LATE_LOCK, LOCK_SECONDS);

	if (r)
		return r;
	start = monotonic_us();
	(void)alarm(STAGE_MS / 1000); /* whatever else goes wrong, the event goes on */
	r = choice_make(fs, event, &choice);
	if (!r && choice.decision.matches.count)
		r = carry_out(fs, &choice, event, start);
	log_errors(&choice.inputs.errors);
	*is_over = choice.is_over;
	choice_free(&choice);
	return r;
}

/* What a driver is bound to already is taken only by its add event. */
static int make_and_take(struct fs *fs, const struct event *event, bool *is_over)
{
	struct making making = { 0 };
	int made = making_begin(fs, event, &making);
	int r = event->is_bind && !making.count ? 0 : take(fs, event, is_over);

	making_end(&making);
	return made ? made : r;
}

/*
 * An event of the kernel's own has a number, which one that "udevadm test" makes up has not, and no
 * SYNTH_UUID.
 */
static bool is_kernels_own(void)
{
	return getenv("SEQNUM") && !getenv("SYNTH_UUID");
}

static int run(const struct event *event, bool *is_over)
{
	struct fs *fs;
	int r = fs_open("/", &fs);

	if (r)
		return r;
	r = make_and_take(fs, event, is_over);
	fs_close(fs);
	return r;
}

/*
 * The exit status. The property is for the rest of the rules, which are to load no module: udev
 * drops what a program that failed has printed. What came to the address of a function that is gone
 * has an event of its own.
 */
static enum status tell_udev(const struct event *event, bool is_over, int error)
{
	if (!is_over || event->is_bind)
		return error ? STATUS_FAILED : STATUS_OK;
	puts("VFIO_PREBIND_NO_MODULE=1");
	return STATUS_OK;
}

static bool is_action(const char *action)
{
	return !strcmp(action, "add") || !strcmp(action, "bind");
}

int main(int argc, char **argv)
{
	struct event event = { .is_new = is_kernels_own(), .id = PCI_ID_ANY };
	const char *action = getenv("ACTION"), *id = getenv("PCI_ID");
	bool is_over = false;
	int r;

	if (argc != 2 || !action || !is_action(action) ||
	    pci_address_parse(argv[1], strlen(argv[1]), false, &event.address)) {
		fputs(usage, stderr);
		return STATUS_USAGE;
	}
	event.is_bind = !strcmp(action, "bind");
	if (id && selector_parse_id(id, strlen(id), &event.id))
		event.id = PCI_ID_ANY;
	log_setup(true, LOG_LEVEL_INFO);
	r = run(&event, &is_over);
	if (r)
		log_line(LOG_LEVEL_ERROR, "%s: the %s event failed: %s", argv[1], action,
			 error_text(r));
	return tell_udev(&event, is_over, r);
}

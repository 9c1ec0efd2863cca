// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * vfio-prebind-boot: runs once in the initramfs, before udev, and gives the listed functions
 * to vfio-pci. Reads its inputs, decides, carries the decision out, says what came of it.
 * The boot goes on whatever happens here.
 */
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "boot/announce.h"
#include "boot/supervise.h"
#include "core/decision.h"
#include "core/error.h"
#include "core/outcome.h"
#include "core/report.h"
#include "kernel/execute.h"
#include "kernel/fs.h"
#include "kernel/inputs.h"
#include "kernel/log.h"

/*
 * The stage as a whole. Of that: the work; if a step of it does not end, the rest of the work
 * without that function; if that does not end either, the release of what is not bound.
 */
#define STAGE_SECONDS 10
#define EXECUTE_MS 4500
#define RESUME_MS 2500
#define SETTLE_MS 2000

struct options {
	const char *sysroot;
	bool dry_run;
	bool help;
	bool version;
};

/* Written by the supervised process, read by its parent. */
struct shared {
	struct times times;
	struct progress progress;
	size_t last; /* the match that settling leaves for the end */
	struct outcome outcomes[];
};

struct stage {
	struct fs *fs;
	struct inputs inputs;
	struct decision decision;
	struct shared *shared;
};

static const char usage[] =
	"Usage: vfio-prebind-boot [--dry-run [--sysroot DIR]]\n"
	"\n"
	"Binds the PCI functions that /etc/vfio-prebind.conf lists to vfio-pci.\n"
	"Meant to run in the initramfs, before udev.\n"
	"\n"
	"  --sysroot DIR  take /etc, /proc, /sys and /run below DIR\n"
	"  --dry-run      change nothing, print the report\n"
	"  --help         print this and exit\n"
	"  --version      print the version and exit\n"
	"\n"
	"Exit status: 0 all is as configured, 1 something is not, 2 wrong use, 3 it failed.\n";

static int parse_options(int argc, char **argv, struct options *options)
{
	static const struct option table[] = {
		{ "sysroot", required_argument, NULL, 's' },
		{ "dry-run", no_argument, NULL, 'n' },
		{ "help", no_argument, NULL, 'h' },
		{ "version", no_argument, NULL, 'V' },
		{ NULL, 0, NULL, 0 },
	};
	int option;

	*options = (struct options){ .sysroot = "/" };
	while ((option = getopt_long(argc, argv, "hV", table, NULL)) != -1) {
		switch (option) {
		case 's':
			options->sysroot = optarg;
			break;
		case 'n':
			options->dry_run = true;
			break;
		case 'h':
			options->help = true;
			break;
		case 'V':
			options->version = true;
			break;
		default:
			return -EINVAL;
		}
	}
	if (strcmp(options->sysroot, "/") && !options->dry_run)
		return -EINVAL; /* modules would go into this kernel, not into that machine */
	return optind == argc ? 0 : -EINVAL;
}

static int stage_prepare(struct stage *stage, const char *sysroot)
{
	uint64_t start = monotonic_us(), read;
	int r = fs_open(sysroot, &stage->fs);

	if (!r)
		r = inputs_read(stage->fs, CONFIG_IMAGE, &stage->inputs);
	read = monotonic_us();
	if (!r)
		r = decision_make(&stage->inputs, &stage->decision);
	if (r)
		return r;
	stage->shared = supervise_memory(sizeof(struct shared) +
					 stage->decision.matches.count * sizeof(struct outcome));
	if (!stage->shared)
		return -ENOMEM;
	stage->shared->times.start = start;
	stage->shared->times.read = read - start;
	stage->shared->times.decide = monotonic_us() - read;
	return 0;
}

static void execute(void *data)
{
	struct stage *stage = data;
	struct shared *shared = stage->shared;

	execute_plan(stage->fs, &stage->decision.matches, &stage->decision.plan, shared->outcomes,
		     &shared->progress);
}

static void settle(void *data)
{
	struct stage *stage = data;
	uint64_t start = monotonic_us();

	settle_plan(stage->fs, &stage->decision.matches, stage->shared->outcomes,
		    stage->shared->last);
	stage->shared->times.settle = monotonic_us() - start;
}

static void execute_and_settle(void *data)
{
	execute(data);
	settle(data);
}

/* Neither the work nor the release ended: nobody can say what the rest has. */
static void mark_stuck(struct stage *stage)
{
	size_t i;

	for (i = 0; i < stage->decision.matches.count; i++)
		if (stage->shared->outcomes[i].state == OUTCOME_OPEN)
			stage->shared->outcomes[i].state = OUTCOME_STUCK;
}

/* The match that the work was at when it was cut off comes last from here on. */
static size_t blame(struct stage *stage, int error)
{
	return blame_cut(&stage->decision.matches, &stage->decision.plan, &stage->shared->progress,
			 error, stage->shared->outcomes);
}

/* Runs work in a process of its own; if it does not end by itself, notes whose fault that is. */
static int stage_try(struct stage *stage, void (*work)(void *data), int ms)
{
	int r = supervise(work, stage, ms);

	if (r) {
		log_line(LOG_LEVEL_ERROR, "the work did not end by itself: %s", error_text(r));
		stage->shared->last = blame(stage, r);
	}
	return r;
}

static void stage_execute(struct stage *stage)
{
	int r;

	if (!stage->decision.plan.count)
		return;
	stage->shared->last = stage->decision.matches.count;
	if (!stage_try(stage, execute_and_settle, EXECUTE_MS))
		return;
	r = stage_try(stage, execute_and_settle, RESUME_MS);
	if (!r)
		return;
	while (stage->shared->progress.done < stage->decision.plan.count)
		(void)blame(stage, r); /* the rest has no more time: it is only released */
	if (stage_try(stage, settle, SETTLE_MS))
		mark_stuck(stage);
}

static int stage_report(struct stage *stage, bool dry_run, enum status *status)
{
	struct report report = {
		.version = VERSION,
		.inputs = &stage->inputs,
		.decision = &stage->decision,
		.outcomes = stage->shared->outcomes,
		.times = &stage->shared->times,
		.dry_run = dry_run,
	};
	struct text text = { 0 };
	int r;

	memcpy(stage->shared->times.steps, stage->shared->progress.us,
	       sizeof(stage->shared->times.steps));
	stage->shared->times.total = monotonic_us() - stage->shared->times.start;
	report_write(&report, &text);
	r = text_error(&text);
	if (!r && dry_run)
		r = fputs(text.data, stdout) < 0 || fflush(stdout) ? -EIO : 0;
	else if (!r)
		r = fs_replace(stage->fs, REPORT_DIRECTORY, REPORT_NAME, text.data, text.length);
	text_free(&text);
	*status = report_status(&report);
	return r;
}

static void stage_free(struct stage *stage)
{
	decision_free(&stage->decision);
	inputs_free(&stage->inputs);
	fs_close(stage->fs);
}

static enum status run(const struct options *options)
{
	struct stage stage = { 0 };
	enum status status = STATUS_FAILED;
	int r = stage_prepare(&stage, options->sysroot);

	if (!r) {
		if (stage.inputs.cmdline.debug)
			log_setup(!options->dry_run, LOG_LEVEL_DEBUG);
		announce_decision(&stage.inputs, &stage.decision);
		if (!options->dry_run)
			stage_execute(&stage);
		announce(&stage.inputs, &stage.decision, stage.shared->outcomes);
		r = stage_report(&stage, options->dry_run, &status);
	}
	if (r) {
		log_line(LOG_LEVEL_ERROR, "failed: %s", error_text(r));
		status = STATUS_FAILED;
	}
	stage_free(&stage);
	return status;
}

int main(int argc, char **argv)
{
	struct options options;

	if (parse_options(argc, argv, &options)) {
		fputs(usage, stderr);
		return STATUS_USAGE;
	}
	if (options.help || options.version) {
		fputs(options.help ? usage : "vfio-prebind-boot " VERSION "\n", stdout);
		return STATUS_OK;
	}
	log_setup(!options.dry_run, LOG_LEVEL_INFO);
	(void)alarm(STAGE_SECONDS); /* whatever else goes wrong, the boot goes on */
	return run(&options);
}

// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * vfio-prebind-boot: runs once in the initramfs, before udev, and gives the listed functions to
 * vfio-pci. Reads its inputs, decides, executes the decision, and reports the result. The boot goes
 * on whatever happens here.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "boot/announce.h"
#include "core/decision.h"
#include "core/error.h"
#include "core/outcome.h"
#include "core/report.h"
#include "kernel/clock.h"
#include "kernel/fs.h"
#include "kernel/inputs.h"
#include "kernel/log.h"
#include "kernel/stage.h"
#include "kernel/supervise.h"

/* Within the limit of the stage: its last hundredth is for what follows the log. */
#define LOG_MS (STAGE_MS / 100 * 99)

/* Exists only in a kernel that was started to dump a crashed one (fs/proc/vmcore.c). */
#define CRASH_DUMP "proc/vmcore"

struct options {
	const char *sysroot;
	bool dry_run;
	bool help;
	bool version;
};

struct stage {
	uint64_t start;
	struct fs *fs;
	struct inputs inputs;
	struct decision decision;
	struct execution *execution; /* in memory that the supervised processes share */
	int cut;                     /* why the last one that did not end was killed, or 0 */
};

static const char usage[] =
	"Usage: vfio-prebind-boot [--dry-run [--sysroot DIR]]\n"
	"\n"
	"Binds the PCI functions in the image's configuration to vfio-pci, before udev starts.\n"
	"\n"
	"  --dry-run      change nothing, print the report\n"
	"  --sysroot DIR  read /etc, /proc and /sys below DIR\n"
	"  --help         print this help and exit\n"
	"  --version      print the version and exit\n";

/* A loop instead of getopt_long(3), which is 1 % of the program. */
static int parse_options(int argc, char **argv, struct options *options)
{
	int i;

	*options = (struct options){ .sysroot = "/" };
	for (i = 1; i < argc; i++) {
		if (!strcmp(argv[i], "--sysroot") && i + 1 < argc)
			options->sysroot = argv[++i];
		else if (!strcmp(argv[i], "--dry-run"))
			options->dry_run = true;
		else if (!strcmp(argv[i], "--help"))
			options->help = true;
		else if (!strcmp(argv[i], "--version"))
			options->version = true;
		else
			return -EINVAL;
	}
	/* modules would go into this kernel, not into that machine */
	return strcmp(options->sysroot, "/") && !options->dry_run ? -EINVAL : 0;
}

static int stage_prepare(struct stage *stage)
{
	uint64_t read;
	int r = inputs_read(stage->fs, CONFIG_IMAGE, &stage->inputs);

	read = monotonic_us();
	if (!r)
		r = decision_make(&stage->inputs, &stage->decision);
	if (r)
		return r;
	stage->execution = stage_begin(stage->fs, &stage->decision, stage->start);
	if (!stage->execution)
		return -ENOMEM;
	stage->execution->times.read = read - stage->start;
	stage->execution->times.decide = monotonic_us() - read;
	return 0;
}

/* A refusal goes to whoever started the program by hand, not to the kernel log. */
static bool is_refused(struct fs *fs, enum status *status)
{
	const char *why = NULL;

	*status = STATUS_FAILED;
	if (!fs_is_in_memory(fs)) {
		why = "refused: this is not an initramfs, its root is on a disk";
	} else if (fs_exists(fs, REPORT_DIRECTORY "/" REPORT_NAME)) {
		why = "refused: the boot stage has already run, see "
		      "/" REPORT_DIRECTORY "/" REPORT_NAME;
	} else if (fs_exists(fs, CRASH_DUMP)) {
		*status = STATUS_OK;
		log_line(LOG_LEVEL_NOTICE,
			 "this is a crash kernel: every function is left to its host driver");
		return true;
	}
	if (!why)
		return false;
	log_setup(false, LOG_LEVEL_INFO);
	log_line(LOG_LEVEL_ERROR, "%s", why);
	return true;
}

/*
 * The next image is built from this file: it keeps which cards the rules were pinned to. With
 * vfio_prebind.enable=0 it is not written: nothing may be bound later in this boot either.
 */
static int stage_remember(struct stage *stage)
{
	cleanup_free char *data = NULL;
	size_t length = 0;
	int r;

	if (!stage->inputs.cmdline.enable ||
	    fs_read(stage->fs, CONFIG_PATH, IMAGE_FILE_MAX, &data, &length))
		return 0; /* already reported as unreadable */
	r = fs_replace(stage->fs, REPORT_DIRECTORY, MEMORY_NAME, 0600, data, length);
	if (!r)
		return 0;
	return diagnostics_add_error(&stage->inputs.errors, "/" REPORT_DIRECTORY "/" MEMORY_NAME,
				     "cannot be written", r);
}

static int stage_report(struct stage *stage, bool dry_run, enum status *status)
{
	struct report report = {
		.version = VERSION,
		.inputs = &stage->inputs,
		.decision = &stage->decision,
		.outcomes = stage->execution->outcomes,
		.times = &stage->execution->times,
		.dry_run = dry_run,
	};
	struct text text = { 0 };
	int r;

	stage->execution->times.total = monotonic_us() - stage->start;
	report_write(&report, &text);
	r = text_error(&text);
	if (!r && dry_run)
		r = fputs(text.data, stdout) < 0 || fflush(stdout) ? -EIO : 0;
	else if (!r)
		r = fs_replace(stage->fs, REPORT_DIRECTORY, REPORT_NAME, 0644, text.data,
			       text.length);
	text_free(&text);
	*status = report_status(&report);
	return r;
}

static void log_all(void *data)
{
	struct stage *stage = data;

	announce(&stage->inputs, &stage->decision, stage->execution->outcomes, stage->cut);
}

/* A slow console may take longer than the time left: the report has what is not logged. */
static void stage_log(struct stage *stage)
{
	unsigned int left = stage_ms_left(stage->start, LOG_MS);

	if (left && supervise(log_all, stage, (int)left))
		log_line(LOG_LEVEL_WARNING, "the rest is in /" REPORT_DIRECTORY "/" REPORT_NAME);
}

static void stage_free(struct stage *stage)
{
	decision_free(&stage->decision);
	inputs_free(&stage->inputs);
	fs_close(stage->fs);
}

/* The report is written before the log: a slow console must not delay it. */
static enum status run(const struct options *options, uint64_t start)
{
	struct stage stage = { .start = start };
	enum status status = STATUS_FAILED;
	int r = fs_open(options->sysroot, &stage.fs);

	if (!r && !options->dry_run && is_refused(stage.fs, &status)) {
		stage_free(&stage);
		return status;
	}
	if (!r)
		r = stage_prepare(&stage);
	if (!r) {
		if (stage.inputs.cmdline.debug)
			log_setup(!options->dry_run, LOG_LEVEL_DEBUG);
		if (!options->dry_run) {
			stage.cut = stage_execute(stage.execution);
			r = stage_remember(&stage);
		}
		if (!r)
			r = stage_report(&stage, options->dry_run, &status);
		if (options->dry_run)
			log_all(&stage);
		else
			stage_log(&stage);
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
	uint64_t start = monotonic_us();
	struct options options;

	(void)alarm(STAGE_MS / 1000); /* whatever else goes wrong, the boot goes on */
	if (parse_options(argc, argv, &options)) {
		fputs(usage, stderr);
		return STATUS_USAGE;
	}
	if (options.help || options.version) {
		fputs(options.help ? usage : "vfio-prebind-boot " VERSION "\n", stdout);
		return STATUS_OK;
	}
	log_setup(!options.dry_run, LOG_LEVEL_INFO);
	return run(&options, start);
}

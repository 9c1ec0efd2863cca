// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Runs each case's machine in memory as often as it has operations and allocations: each time
 * another one fails, in each of the ways below. Prints a line for each case and kind of run.
 *   faults MACHINES CASE...
 */
#include "faults/faults.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fake/machine.h"
#include "faults/allocations.h"

#define CONFIG_FILE "etc/vfio-prebind.conf"
#define CONFIG_DROP_INS "etc/vfio-prebind.conf.d"
#define SHOWN_FAILURES 5

/* What the K-th operation does. */
static const char *const operation_faults[] = { "ENOENT", "ENODEV", "EBUSY",  "EINVAL",
						"EIO",    "EACCES", "ENOMEM", "EINTR",
						"short",  "hang",   "crash" };

struct fake fake;

/* A hook of the leak checker: what is left behind is counted here, run by run. */
int __lsan_is_turned_off(void);
int __lsan_is_turned_off(void)
{
	return 1;
}

bool run_fail(struct run *run, const char *device, const char *phrase)
{
	struct subject *subject = run->subject;

	if (subject->failures++ >= SHOWN_FAILURES)
		return false;
	printf("  %s, %s: %s (%s): %s%s%s\n    status %d, changes:\n", subject->name,
	       subject->kind->name, run->what, run->fault ? run->fault->path : "",
	       device ? device : "", device ? " " : "", phrase, run->status);
	fwrite(fake.log.data, 1, fake.log.used, stdout);
	puts("    kernel log:");
	fwrite(fake.kmsg.data, 1, fake.kmsg.used, stdout);
	return false;
}

/* --- the runs ------------------------------------------------------------------------------- */

void run_start(const struct subject *subject)
{
	fake_copy(&fake, &subject->start);
	fake_now = &fake;
	fake.log_what = FAKE_LOG_WRITES;
	allocations = (struct allocations){ .live = allocations.live };
}

/* The run itself, and what must hold after it; a run's first is the measure of the others. */
static void run_and_check(struct run *run, long live)
{
	struct subject *subject = run->subject;
	bool is_first = !subject->runs, was_cut;

	run->status = subject->kind->run(run);
	allocations.fail = 0;
	if (is_first) {
		fake_copy(&subject->end, &fake);
		subject->operations = fake.operations;
		subject->allocations = allocations.count;
	}
	(void)subject->kind->check(run);
	subject->runs++;
	was_cut = fake.was_cut;
	fake_start(&fake); /* frees what a program leaves to the end of its process */
	if (!is_first && allocations.live != live && !was_cut)
		(void)run_fail(run, NULL, "leaves memory behind");
}

static void run_operation(struct subject *subject, unsigned long k, const char *what)
{
	struct run run = { .subject = subject };
	unsigned int line;

	run_start(subject);
	(void)snprintf(run.what, sizeof(run.what), "operation %lu %s once", k, what);
	if (fault_parse(&fake.faults, run.what, strlen(run.what), &line))
		abort();
	run.fault = &fake.faults.list[fake.faults.count - 1];
	run_and_check(&run, allocations.live);
}

static void run_allocation(struct subject *subject, unsigned long k, bool and_later)
{
	struct run run = { .subject = subject };

	run_start(subject);
	(void)snprintf(run.what, sizeof(run.what), "allocation %lu%s fails", k,
		       and_later ? " and every later one" : "");
	allocations.fail = k;
	allocations.and_later = and_later;
	run_and_check(&run, allocations.live);
}

static void run_all(struct subject *subject)
{
	struct run first = { .subject = subject, .what = "nothing more" };
	unsigned long k;
	size_t i;

	run_start(subject);
	run_and_check(&first, allocations.live);
	for (k = 1; k <= subject->operations; k++)
		for (i = 0; i < ARRAY_SIZE(operation_faults); i++)
			run_operation(subject, k, operation_faults[i]);
	for (k = 1; k <= subject->allocations; k++) {
		run_allocation(subject, k, false);
		run_allocation(subject, k, true);
	}
}

/* --- the machines --------------------------------------------------------------------------- */

/* The text of an image's configuration from a case's expectation. */
static int put_image(struct fake *machine, const char *directory)
{
	static char text[1024 * 1024];
	char path[FAKE_PATH_SIZE];
	size_t length;
	uint32_t old;
	FILE *stream;
	char *end;

	(void)snprintf(path, sizeof(path), "%s/expected.image", directory);
	stream = fopen(path, "r");
	if (!stream)
		return -errno;
	length = fread(text, 1, sizeof(text) - 1, stream);
	fclose(stream);
	text[length] = '\0';
	end = strstr(text, "--- warnings");
	if (!end)
		return -EBADMSG;
	if (!tree_find(&machine->tree, CONFIG_FILE, false, &old))
		tree_remove(&machine->tree, old);
	if (!tree_find(&machine->tree, CONFIG_DROP_INS, false, &old))
		tree_remove(&machine->tree, old);
	return tree_add_file(&machine->tree, CONFIG_FILE, text, (size_t)(end - text)) < 0 ? -ENOSPC
											  : 0;
}

static struct subject *subject_start(const char *directory, const struct kind *kind)
{
	static struct subject subject;

	fake_free(&subject.start);
	fake_free(&subject.end);
	memset(&subject, 0, sizeof(subject));
	subject.name = strrchr(directory, '/') ? strrchr(directory, '/') + 1 : directory;
	subject.kind = kind;
	fake_start(&subject.start);
	return &subject;
}

static bool subject_end(const struct subject *subject, int r)
{
	bool good = !r && !subject->failures;

	if (r)
		printf("  %s\n", strerror(-r));
	printf("%sok - %s, %s: %lu operations, %lu allocations, %lu runs\n", good ? "" : "not ",
	       subject->name, subject->kind->name, subject->operations, subject->allocations,
	       subject->runs);
	return good;
}

static bool test_boot(const char *machines, const char *directory, const struct kind *kind)
{
	struct subject *subject = subject_start(directory, kind);
	bool of_image = kind == &boot_of_image;
	int r = machine_read_case(&subject->start, machines, directory, of_image, NULL);

	if (!r && of_image)
		r = put_image(&subject->start, directory);
	if (r == -ENOENT && of_image)
		return true; /* the case is about something else */
	if (!r)
		r = boot_prepare(subject);
	if (!r)
		run_all(subject);
	return subject_end(subject, r);
}

static bool test_image(const char *machines, const char *directory)
{
	struct subject *subject = subject_start(directory, &image_config);
	int r = machine_read_case(&subject->start, machines, directory, false, NULL);

	subject->start.faults.count = 0; /* they are about the boot */
	if (!r)
		run_all(subject);
	image_config_end();
	return subject_end(subject, r);
}

int main(int argc, char **argv)
{
	bool good = argc > 2;
	int i;

	(void)signal(SIGALRM, SIG_IGN); /* the boot program's limit is for one boot */
	for (i = 2; i < argc; i++) {
		good = test_boot(argv[1], argv[i], &boot_of_files) && good;
		good = test_boot(argv[1], argv[i], &boot_of_image) && good;
		good = test_image(argv[1], argv[i]) && good;
	}
	return !good;
}

// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Runs the boot program, its main() and all, on a case's machine in memory, and prints what it
 * did: exit status, kernel log, every change in order, what each function has in the end, report.
 *   boot [--image] [--config FILE] MACHINES CASE
 */
#include <stdio.h>
#include <string.h>

#include "core/report.h"
#include "fake/machine.h"

/* main() of src/boot/main.c, renamed by the build */
int boot_main(int argc, char **argv);

int __lsan_is_turned_off(void);

static struct fake fake;
static bool was_cut;

/* A hook of the leak checker: work that was cut off leaves its memory to the end of its process. */
int __lsan_is_turned_off(void)
{
	return was_cut;
}

static void print_arena(const char *head, const struct arena *arena)
{
	printf("--- %s\n", head);
	if (arena->used)
		fwrite(arena->data, 1, arena->used, stdout);
}

/* A slow console must not cost the report: only the work itself logs before it, what libkmod says.
 */
static void print_logged_early(void)
{
	const char *line = fake.kmsg.data, *end = line + fake.kmsg_at_replace;

	for (; line < end; line = (const char *)memchr(line, '\n', (size_t)(end - line)) + 1)
		if (strncmp(line + strlen("<n> "), "libkmod: ", strlen("libkmod: ")) != 0)
			puts("--- logged before the report was written");
}

static void print_functions(void)
{
	size_t i;

	puts("--- functions");
	for (i = 0; i < fake.device_count; i++) {
		const struct fake_device *device = &fake.devices[i];

		printf("%s", device->name);
		if (device->gone)
			printf(" gone");
		if (device->driver != NO_DRIVER)
			printf(" driver=%s", fake.drivers[device->driver].name);
		if (device->override[0])
			printf(" override=%s", device->override);
		putchar('\n');
	}
}

static void print_report(void)
{
	uint32_t file;

	puts("--- report");
	if (tree_find(&fake.tree, REPORT_DIRECTORY "/" REPORT_NAME, true, &file))
		puts("there is none");
	else
		fputs(tree_content(&fake.tree, file), stdout);
}

static void run(void)
{
	char name[] = "vfio-prebind-boot";
	char *arguments[] = { name, NULL };

	fake.log_what = FAKE_LOG_WRITES;
	fake_now = &fake;
	printf("--- exit status\n%d\n", boot_main(1, arguments));
	was_cut = fake.was_cut;
	print_arena("kernel log", &fake.kmsg);
	print_logged_early();
	print_arena("changes", &fake.log);
	print_functions();
	print_report();
}

int main(int argc, char **argv)
{
	const char *config = NULL;
	bool image = false;
	int i = 1, r;

	if (i < argc && !strcmp(argv[i], "--image"))
		image = ++i;
	if (i + 1 < argc && !strcmp(argv[i], "--config")) {
		config = argv[i + 1];
		i += 2;
	}
	if (argc - i != 2) {
		fputs("Usage: boot [--image] [--config FILE] MACHINES CASE\n", stderr);
		return 2;
	}
	fake_start(&fake);
	r = machine_read_case(&fake, argv[i], argv[i + 1], image, config);
	if (!r)
		run();
	fake_free(&fake);
	return r ? 1 : 0;
}

// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Any bytes in modprobe.d: each directive has a command, lies in a line of its file, in order, and
 * of two files with the same name only the first is read.
 */
#include <string.h>

#include "fuzz/fuzz.h"
#include "host/machine/modprobe_conf.h"

#define BLANKS " \t"

static const struct fuzz_place places[] = {
	{ "etc/modprobe.d/a.conf", false },     /* a */
	{ "run/modprobe.d/b.conf", false },     /* b */
	{ "lib/modprobe.d/a.conf", false },     /* c */
	{ "usr/lib/modprobe.d/d.conf", false }, /* d */
	{ "etc/modprobe.d/no.txt", false },     /* e: not a name that is read */
};

static const char text[] = "directory etc\n";

struct seen {
	struct fs *fs;
	char file[FS_PATH_SIZE];
	unsigned int line;
};

static unsigned int count_lines(struct fs *fs, const char *path)
{
	cleanup_free char *data = NULL;
	unsigned int lines = 1;
	size_t length, i;

	HOLDS(!fs_read(fs, path, SIZE_MAX, &data, &length));
	for (i = 0; i < length; i++)
		lines += data[i] == '\n';
	return lines;
}

static void see(void *data, const struct modprobe_line *line)
{
	struct seen *seen = data;

	HOLDS(*line->command && !strpbrk(line->command, BLANKS "\n"));
	HOLDS(!strpbrk(line->module, BLANKS "\n") && !strchr(line->rest, '\n'));
	HOLDS(*line->module || !*line->rest);
	HOLDS(line->rest[strspn(line->rest, BLANKS)] == *line->rest);
	if (strcmp(line->file, seen->file)) {
		HOLDS(strlen(line->file) < sizeof(seen->file) && line->file[0] == '/');
		memcpy(seen->file, line->file, strlen(line->file) + 1);
		seen->line = 0;
	}
	HOLDS(line->line >= seen->line && line->line);
	HOLDS(line->line <= count_lines(seen->fs, line->file + 1));
	HOLDS(line->last >= line->line && line->start < line->end);
	HOLDS(line->last <= count_lines(seen->fs, line->file + 1));
	seen->line = line->line;
	HOLDS(!strstr(line->file, "no.txt"));
	HOLDS(strcmp(line->file, "/lib/modprobe.d/a.conf") ||
	      !fs_exists(seen->fs, "etc/modprobe.d/a.conf"));
	(void)module_is_vfio(line->module, strlen(line->module));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct fuzz_machine machine = FUZZ_MACHINE(text, places);
	struct seen seen = { .fs = fuzz_machine_start(&machine, data, size) };

	HOLDS(!modprobe_conf_read(seen.fs, see, &seen));
	return 0;
}

// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The drop-in, and the two lines at the end of /etc/default/grub.
 */
#include "host/loader/grub_defaults.h"

#include <string.h>

#include "host/base/spawn.h"
#include "host/loader/note.h"

#define SCRIPT_MAX ((size_t)1024 * 1024)
#define HEAD                                                                                      \
	"# Written by \"vfio-prebind iommu --enable\"; \"vfio-prebind iommu --disable\" removes " \
	"it.\n"
#define ASSIGNMENT "GRUB_CMDLINE_LINUX_DEFAULT=\"$GRUB_CMDLINE_LINUX_DEFAULT "

/* The directory of drop-ins is Debian's addition to grub-mkconfig(8). */
bool grub_has_drop_ins(struct fs *fs)
{
	static const char name[] = "default/grub.d";
	cleanup_free char *data = NULL;
	size_t length;

	return !fs_read(fs, "usr/sbin/grub-mkconfig", SCRIPT_MAX, &data, &length) &&
	       memmem(data, length, name, strlen(name));
}

/* Not for the recovery entries: they are the way back should the words do harm. */
static void add_assignment(const struct loader_job *job, struct text *out)
{
	text_printf(out, HEAD ASSIGNMENT "%s\"\n", job->words);
}

void grub_drop_in_enable(struct loader_job *job)
{
	cleanup_free char *data = NULL;
	struct text drop_in = { 0 };

	add_assignment(job, &drop_in);
	if (loader_read(job, GRUB_DROP_IN, &data) && !text_error(&drop_in) &&
	    strcmp(data, drop_in.data) != 0) {
		loader_write(job, GRUB_DROP_IN, drop_in.data);
		job->is_changed = true;
	}
	text_free(&drop_in);
}

/* The words in it, without the quotes and the variable around them. */
static void take_back(struct loader_job *job, char *data)
{
	char *end = strrchr(data, '"');

	if (!strstr(data, ASSIGNMENT) || !end)
		return;
	*end = '\0';
	loader_take_back(job, strstr(data, ASSIGNMENT) + strlen(ASSIGNMENT));
}

void grub_drop_in_disable(struct loader_job *job)
{
	cleanup_free char *data = NULL;

	if (!loader_read(job, GRUB_DROP_IN, &data))
		return;
	take_back(job, data);
	if (!job->is_captured)
		loader_write(job, GRUB_DROP_IN, HEAD);
	job->is_changed = true;
}

/* Adds the file without our two lines, wherever they are. */
static void add_others(const char *data, struct text *out)
{
	const char *ours = strstr(data, HEAD), *end;

	if (!ours || (ours != data && ours[-1] != '\n')) {
		text_puts(out, data);
		return;
	}
	text_add(out, data, (size_t)(ours - data));
	end = ours + strlen(HEAD);
	if (!strncmp(end, ASSIGNMENT, strlen(ASSIGNMENT))) {
		end += strcspn(end, "\n");
		end += *end == '\n';
	}
	text_puts(out, end);
}

static void write_file(struct loader_job *job, const char *data, const struct text *new)
{
	if (text_error(new) || !strcmp(data, text_string(new)))
		return;
	loader_write(job, GRUB_DEFAULTS, text_string(new));
	job->is_changed = true;
}

void grub_file_enable(struct loader_job *job, const char *note)
{
	cleanup_free char *data = NULL;
	struct text new = { 0 };

	if (!loader_read(job, GRUB_DEFAULTS, &data))
		return;
	add_others(data, &new);
	if (new.length &&new.data[new.length - 1] != '\n')
		text_puts(&new, "\n");
	add_assignment(job, &new);
	if (strcmp(data, text_string(&new)) != 0)
		loader_write_note(job, note, job->words, "");
	if (!job->problem.length)
		write_file(job, data, &new);
	text_free(&new);
}

void grub_file_disable(struct loader_job *job)
{
	cleanup_free char *data = NULL;
	struct text new = { 0 };

	if (!loader_read(job, GRUB_DEFAULTS, &data))
		return;
	add_others(data, &new);
	write_file(job, data, &new);
	job->is_changed = true;
	text_free(&new);
}

const char *grub_command(struct fs *fs)
{
	if (refresh_is_by_proxmox(fs))
		return "proxmox-boot-tool refresh";
	if (run_has(fs, "update-grub"))
		return "update-grub";
	return run_has(fs, "grub2-mkconfig") ? "grub2-mkconfig -o /boot/grub2/grub.cfg"
					     : "grub-mkconfig -o /boot/grub/grub.cfg";
}

void grub_run(struct loader_job *job)
{
	char *words[4] = { strdup(grub_command(job->fs)) }, *save = NULL;
	const char *argv[4] = { 0 };
	size_t i;

	argv[0] = words[0] ? strtok_r(words[0], " ", &save) : NULL;
	for (i = 1; argv[i - 1] && i < ARRAY_SIZE(argv) - 1; i++)
		argv[i] = strtok_r(NULL, " ", &save);
	if (argv[0])
		loader_run(job, argv);
	free(words[0]);
}

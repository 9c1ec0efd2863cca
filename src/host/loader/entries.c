// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * kernel-install(8) for each kernel, and proxmox-boot-tool(8), which copies to its own partitions.
 */
#include "host/loader/entries.h"

#include <string.h>

#include "core/error.h"
#include "host/base/spawn.h"
#include "host/image/inspect.h"

#define PROXMOX_ESPS "etc/kernel/proxmox-boot-uuids"

static const char *const proxmox[] = { "proxmox-boot-tool", "refresh", NULL };

/* The arguments of a program, started or shown. */
typedef void see_fn(void *data, const char *const argv[]);

static const char *kernel_path(struct fs *fs, const char *kernel, char path[FS_PATH_SIZE])
{
	static const char *const places[] = { "/boot/vmlinuz-%s", "/lib/modules/%s/vmlinuz" };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(places); i++)
		if (!fs_path(path, places[i], kernel) && fs_exists(fs, path + 1))
			return path;
	return NULL;
}

/* kernel-install of systemd 252 has no "add-all". 0 or negative errno. */
static int each_kernel(struct fs *fs, see_fn *see, void *data)
{
	struct image *files = NULL;
	size_t count = 0, i;
	int r = images_find(fs, &files, &count);

	for (i = 0; i < count; i++) {
		char path[FS_PATH_SIZE];
		const char *argv[] = { "kernel-install", "add", files[i].kernel,
				       kernel_path(fs, files[i].kernel, path), NULL };

		if (argv[3] && (!i || strcmp(files[i].kernel, files[i - 1].kernel)))
			see(data, argv);
	}
	images_free(files, count);
	return r;
}

static int each_command(struct fs *fs, see_fn *see, void *data)
{
	if (!fs_exists(fs, PROXMOX_ESPS) || !run_has(fs, proxmox[0]))
		return each_kernel(fs, see, data);
	see(data, proxmox);
	return 0;
}

/* What went wrong with one kernel ends it. */
static void run(void *data, const char *const argv[])
{
	struct loader_job *job = data;

	if (!job->problem.length)
		loader_run(job, argv);
}

void entries_refresh(struct loader_job *job)
{
	int r = each_command(job->fs, run, job);

	if (r)
		text_printf(&job->problem, "the kernels cannot be listed: %s", error_text(r));
}

static void say(void *data, const char *const argv[])
{
	struct text *out = data;
	size_t i;

	text_puts(out, out->length ? ", then run '" : "run '");
	for (i = 0; argv[i]; i++)
		text_printf(out, "%s%s", i ? " " : "", argv[i]);
	text_puts(out, "'");
}

void entries_explain_refresh(struct fs *fs, struct text *out)
{
	size_t before = out->length;
	int r = each_command(fs, say, out);

	if (r || out->length == before)
		text_puts(out, ", then run kernel-install(8) for each kernel");
}

/* Hands on each command as one string. */
struct joiner {
	entries_command_fn *see;
	void *data;
	int error;
};

static void join(void *data, const char *const argv[])
{
	struct joiner *joiner = data;
	struct text command = { 0 };
	size_t i;

	for (i = 0; argv[i]; i++)
		text_printf(&command, "%s%s", i ? " " : "", argv[i]);
	if (text_error(&command))
		joiner->error = text_error(&command);
	else
		joiner->see(joiner->data, text_string(&command));
	text_free(&command);
}

int entries_each_command(struct fs *fs, entries_command_fn *see, void *data)
{
	struct joiner joiner = { see, data, 0 };
	int r = each_command(fs, join, &joiner);

	return r ? r : joiner.error;
}

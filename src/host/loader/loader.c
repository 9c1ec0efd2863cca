// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * GRUB with drop-ins, and which boot loader there is. Those that keep the command line in one
 * file are in words.c.
 */
#include "host/loader/loader.h"

#include <errno.h>
#include <string.h>

#include "core/error.h"
#include "host/base/atomic_file.h"
#include "host/base/spawn.h"
#include "host/loader/words.h"

#define DROP_IN "etc/default/grub.d/vfio-prebind.cfg"
#define GRUB_CONFIG "boot/grub/grub.cfg"
#define GRUB_CONFIG_MAX ((size_t)4 * 1024 * 1024)
#define SCRIPT_MAX ((size_t)1024 * 1024)
#define DROP_IN_HEAD                                                                               \
	"# Written by \"vfio-prebind iommu --enable\"; \"vfio-prebind iommu --disable\" takes it " \
	"away.\n"

/* systemd-boot leaves its name in UTF-16, behind four bytes of attributes. */
#define LOADER_INFO "sys/firmware/efi/efivars/LoaderInfo-4a67b082-0a4c-41cf-b6c7-440b29bb8c4f"

static bool file_has(struct fs *fs, const char *path, size_t max, const char *needle, size_t size)
{
	cleanup_free char *data = NULL;
	size_t length;

	return !fs_read(fs, path, max, &data, &length) && memmem(data, length, needle, size);
}

/* The directory of drop-ins is Debian's addition to grub-mkconfig. */
static bool has_grub_drop_ins(struct fs *fs)
{
	static const char name[] = "default/grub.d";

	return fs_exists(fs, "etc/default/grub") &&
	       file_has(fs, "usr/sbin/grub-mkconfig", SCRIPT_MAX, name, sizeof(name) - 1);
}

static bool is_systemd_boot(struct fs *fs)
{
	static const char name[] = "s\0y\0s\0t\0e\0m\0d\0-\0b\0o\0o\0t";

	return file_has(fs, LOADER_INFO, 4096, name, sizeof(name));
}

enum loader loader_find(struct fs *fs)
{
	bool has_kernel_install = run_has(fs, "kernel-install");

	if (has_kernel_install && is_systemd_boot(fs))
		return LOADER_KERNEL_INSTALL;
	if (run_has(fs, "grubby"))
		return LOADER_GRUBBY;
	if (has_grub_drop_ins(fs))
		return LOADER_GRUB;
	if (has_kernel_install &&
	    (fs_exists(fs, "etc/kernel/cmdline") || fs_exists(fs, "boot/loader/loader.conf") ||
	     fs_exists(fs, "boot/efi/loader/loader.conf") ||
	     fs_exists(fs, "efi/loader/loader.conf")))
		return LOADER_KERNEL_INSTALL;
	return LOADER_UNKNOWN;
}

const char *loader_name(enum loader loader)
{
	static const char *const names[] = {
		[LOADER_UNKNOWN] = "unknown",
		[LOADER_GRUB] = "GRUB",
		[LOADER_GRUBBY] = "grubby",
		[LOADER_KERNEL_INSTALL] = "systemd-boot",
	};

	return names[loader];
}

bool loader_is_enabled(struct fs *fs, enum loader loader)
{
	return fs_exists(fs, loader == LOADER_GRUB ? DROP_IN : LOADER_STATE);
}

static void regenerate_grub(struct loader_job *job)
{
	static const char *const debian[] = { "update-grub", NULL };
	static const char *const other[] = { "grub-mkconfig", "-o", "/" GRUB_CONFIG, NULL };

	loader_run(job, run_has(job->fs, debian[0]) ? debian : other);
}

static bool drop_in_is(struct loader_job *job, const struct text *wanted)
{
	cleanup_free char *data = NULL;
	size_t length;

	return !fs_read(job->fs, DROP_IN, SCRIPT_MAX, &data, &length) &&
	       text_is(data, length, text_string(wanted));
}

/* Not the recovery entries': they are the way back should the words do harm. */
static void enable_grub(struct loader_job *job)
{
	struct text drop_in = { 0 };
	bool is_there;

	text_printf(&drop_in,
		    DROP_IN_HEAD "GRUB_CMDLINE_LINUX_DEFAULT=\"$GRUB_CMDLINE_LINUX_DEFAULT %s\"\n",
		    job->words);
	is_there = drop_in_is(job, &drop_in);
	if (!is_there && !text_error(&drop_in))
		loader_write(job, DROP_IN, text_string(&drop_in));
	text_free(&drop_in);
	/* it may have been cut short between file and regeneration */
	if (!job->problem.length && (!is_there || !file_has(job->fs, GRUB_CONFIG, GRUB_CONFIG_MAX,
							    job->words, strlen(job->words))))
		regenerate_grub(job);
}

/* The file goes last: as long as it is there, the next --disable finishes this one. */
static void disable_grub(struct loader_job *job)
{
	int r;

	if (!fs_exists(job->fs, DROP_IN))
		return;
	if (!job->is_captured)
		loader_write(job, DROP_IN, DROP_IN_HEAD);
	if (!job->problem.length)
		regenerate_grub(job);
	if (job->problem.length)
		return;
	r = remove_file(job->sysroot, DROP_IN);
	if (r)
		text_printf(&job->problem, "/" DROP_IN " cannot be removed: %s", error_text(r));
	else
		text_puts(&job->done, "removed /" DROP_IN "\n");
}

void loader_enable(struct loader_job *job, enum loader loader)
{
	if (loader == LOADER_GRUB)
		enable_grub(job);
	else
		words_enable(job, loader);
}

void loader_disable(struct loader_job *job, enum loader loader)
{
	if (loader == LOADER_GRUB)
		disable_grub(job);
	else
		words_disable(job, loader);
}

// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What goes into an image, under faults: either what goes in without them, or somebody is told.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "faults/faults.h"
#include "host/image/config_text.h"
#include "host/needs/storage.h"
#include "kernel/inputs.h"
#include "kernel/pci_scan.h"

struct image {
	struct config config;
	struct diagnostics told;
	struct pci_devices devices;
	struct protection protection;
	struct text text;
};

/* Of the first run, in which nothing goes wrong, and of the run that is being checked. */
static struct image first, now;

static void image_free(struct image *image)
{
	config_free(&image->config);
	diagnostics_free(&image->told);
	pci_devices_free(&image->devices);
	protection_free(&image->protection);
	text_free(&image->text);
	memset(image, 0, sizeof(*image));
}

/* As make() of src/cli/image_config.c, which reads the real machine. */
static int make(struct fs *fs, struct image *image)
{
	struct diagnostics bad = { 0 };
	int r = inputs_read_config(fs, CONFIG_HOST, &image->config, &bad);

	if (!r && image->config.unreadable)
		r = -EIO;
	if (!r)
		r = pci_scan(fs, &image->devices, &image->told);
	if (!r)
		r = pci_read_all(fs, &image->devices, &image->told);
	if (!r)
		r = storage_find(fs, &image->protection, &image->told);
	if (!r)
		r = image_write(&image->config, &bad, &image->devices, &image->protection, NULL,
				&image->text, &image->told);
	if (!r)
		r = text_error(&image->text);
	diagnostics_free(&bad);
	return r;
}

static int run(struct run *run)
{
	struct fs *fs;
	int r;

	(void)run;
	r = fs_open("/", &fs);
	if (r)
		return r;
	r = make(fs, &now);
	fs_close(fs);
	return r;
}

static bool is_first(const struct image *image)
{
	return image->text.length == first.text.length &&
	       !memcmp(text_string(&image->text), text_string(&first.text), first.text.length);
}

/* Whether there is a diagnostic that the first run did not have. */
static bool is_told(void)
{
	size_t i, j;

	for (i = 0; i < now.told.count; i++) {
		const struct diagnostic *told = &now.told.list[i];

		for (j = 0; j < first.told.count; j++)
			if (!strcmp(told->file, first.told.list[j].file) &&
			    !strcmp(told->text, first.told.list[j].text))
				break;
		if (j == first.told.count)
			return true;
	}
	return false;
}

/* Whether the fault is an answer: it is not there, or what is called like a controller is none. */
static bool is_answer(const struct run *run)
{
	if (!run->fault)
		return false;
	return run->fault->error == ENOENT ||
	       (run->fault->error == EINVAL && strstr(run->fault->path, "/../nvme"));
}

static bool check_text(struct run *run)
{
	if (fake.log.used)
		return run_fail(run, NULL, "writing an image changed the machine");
	if (run->status || is_first(&now) || is_answer(run))
		return true;
	if (!run->fault)
		return run_fail(run, NULL, "is another image, for want of memory");
	return is_told() || run_fail(run, NULL, "is another image, and nobody is told");
}

static bool check(struct run *run)
{
	bool good;

	if (!run->subject->runs) {
		first = now;
		memset(&now, 0, sizeof(now));
		return true;
	}
	good = check_text(run);
	image_free(&now);
	return good;
}

void image_config_end(void)
{
	image_free(&first);
}

const struct kind image_config = { "written into an image", run, check };

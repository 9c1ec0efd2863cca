// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Which images are built, and in which order.
 */
#include "cli/apply/build.h"

#include <errno.h>
#include <string.h>

#include "cli/apply/entries.h"
#include "core/error.h"
#include "host/image/fresh.h"

static bool is_of_kernel_before(const struct apply *apply, size_t i)
{
	return i && !strcmp(apply->files[i].kernel, apply->files[i - 1].kernel);
}

/* update-initramfs takes a kernel, and its hooks make the copies elsewhere. */
static bool is_copy(const struct apply *apply, size_t i)
{
	return is_of_kernel_before(apply, i) &&
	       (apply->results[i].way == WAY_COPY || apply->results[i].way == WAY_UPDATE_INITRAMFS);
}

/* One with its copies, or one alone. */
static bool is_up_to_date(const struct apply *apply, size_t i)
{
	bool is_current = apply->results[i].is_current;

	while (++i < apply->count && is_copy(apply, i))
		is_current &= apply->results[i].is_current;
	return is_current;
}

static int verify_one(struct apply *apply, size_t i)
{
	struct result *result = &apply->results[i];
	int r;

	verification_free(&result->verified);
	r = image_verify(apply->next_boot.machine.fs, &apply->files[i], &apply->claim,
			 &result->verified);
	if (r)
		complain("cannot verify the images: %s", error_text(r));
	return r;
}

int apply_verify(struct apply *apply)
{
	size_t i;
	int r = 0;

	for (i = 0; !r && i < apply->count; i++)
		r = verify_one(apply, i);
	return r;
}

static void generate_one(struct apply *apply, size_t i)
{
	const struct image *file = &apply->files[i];
	struct result *result = &apply->results[i];

	if (!result->is_due || is_copy(apply, i))
		return;
	complain("%zu of %zu: %s rebuilds /%s", i + 1, apply->count, image_way_program(result->way),
		 file->path);
	generate(apply->next_boot.machine.fs, result->way, file, &apply->claim, &result->problem);
	result->is_generated = !result->problem.length;
}

/* A copy is made again with the image that it is of. */
static void find_due(struct apply *apply, size_t i)
{
	struct result *result = &apply->results[i];

	if (is_copy(apply, i))
		result->is_due = apply->results[i - 1].is_due;
	else
		result->is_due = apply->files[i].path && result->way != WAY_COPY &&
				 !is_up_to_date(apply, i);
}

bool apply_find_due(struct apply *apply)
{
	struct fs *fs = apply->next_boot.machine.fs;
	bool has_current = false;
	size_t i;

	for (i = 0; i < apply->count; i++) {
		struct result *result = &apply->results[i];

		result->way = image_find_way(fs, apply->generator, &apply->files[i]);
		result->is_current =
			!apply->options->force && result->verified.state == IMAGE_VERIFIED &&
			!result->verified.problem.length && image_is_fresh(fs, &apply->files[i]);
		has_current |= result->is_current;
	}
	for (i = 0; i < apply->count; i++)
		find_due(apply, i);
	return has_current;
}

/* Copies come last. No partition is open while a generator's hooks may mount it. */
int apply_build(struct apply *apply)
{
	bool has_run = false, has_current = apply_find_due(apply);
	size_t i;

	apply_close_entries(apply);
	for (i = 0; i < apply->count; i++) {
		generate_one(apply, i);
		has_run |= apply->results[i].is_generated || apply->results[i].problem.length;
	}
	if (apply_refresh(apply))
		return -EIO;
	if (!has_run && !apply->has_refreshed && has_current)
		complain("no image was built: 'vfio-prebind apply --force' rebuilds them anyway");
	return has_run || apply->has_refreshed ? apply_verify(apply) : 0;
}

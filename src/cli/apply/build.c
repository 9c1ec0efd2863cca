// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Which images are built, and in which order.
 */
#include "cli/apply/build.h"

#include <string.h>

#include "core/error.h"
#include "host/image/fresh.h"
#include "host/image/generate.h"

static bool is_of_kernel_before(const struct apply *apply, size_t i)
{
	return i && !strcmp(apply->files[i].kernel, apply->files[i - 1].kernel);
}

/* update-initramfs takes a kernel, and its hooks make the copies elsewhere. */
static bool is_copy(const struct apply *apply, size_t i)
{
	return apply->generator == GENERATOR_INITRAMFS_TOOLS && is_of_kernel_before(apply, i);
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

	if (!file->path || is_copy(apply, i) || is_up_to_date(apply, i))
		return;
	complain("%zu of %zu: %s generates /%s", i + 1, apply->count,
		 image_generator_name(apply->generator), file->path);
	generate(apply->next_boot.machine.fs, apply->generator, file, &apply->claim,
		 &result->problem);
	result->is_generated = !result->problem.length;
}

/* What is up to date stays as it is, unless it is to be made all the same. */
int apply_build(struct apply *apply)
{
	struct fs *fs = apply->next_boot.machine.fs;
	bool has_run = false, has_current = false;
	size_t i;

	for (i = 0; i < apply->count; i++) {
		struct result *result = &apply->results[i];

		result->is_current =
			!apply->options->force && result->verified.state == IMAGE_VERIFIED &&
			!result->verified.problem.length && image_is_fresh(fs, &apply->files[i]);
		has_current |= result->is_current;
	}
	for (i = 0; i < apply->count; i++) {
		generate_one(apply, i);
		has_run |= apply->results[i].is_generated || apply->results[i].problem.length;
	}
	if (!has_run && has_current)
		complain("no image was built: 'vfio-prebind apply --force' builds them all the "
			 "same");
	return has_run ? apply_verify(apply) : 0;
}

// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Dangers in the images on disk: what is configured is not what will boot.
 */
#include <errno.h>
#include <string.h>

#include "host/danger/danger.h"
#include "host/image/config_lines.h"

#define CURE "run 'vfio-prebind apply'"

void check_images(struct check *check)
{
	struct claim claim;
	size_t i;

	if (check->looks)
		return;
	if (images_find(check->machine->fs, &check->images, &check->image_count))
		check->image_count = 0; /* no kernel that can be found: nothing to say of it */
	check->looks = calloc(check->image_count + 1, sizeof(*check->looks));
	if (!check->looks) {
		check->error = -ENOMEM;
		images_free(check->images, check->image_count);
		check->images = NULL;
		check->image_count = 0;
		return;
	}
	claim = next_boot_claim(check->next_boot);
	for (i = 0; i < check->image_count; i++)
		if (image_verify(check->machine->fs, &check->images[i], &claim, &check->looks[i]))
			check->error = -ENOMEM;
}

static struct finding *add_image_finding(struct check *check, const struct image *image)
{
	struct finding *finding = finding_add(check, NULL, NULL);

	text_puts(&finding->kernel, image->kernel);
	if (image->path)
		text_printf(&finding->cause, "the image /%s ", image->path);
	text_puts(&finding->cure, CURE);
	return finding;
}

void find_image_limit(struct check *check)
{
	const struct diagnostics *errors = &check->next_boot->inputs.errors;
	struct finding *finding;
	size_t i;

	for (i = 0; i < errors->count; i++) {
		if (strcmp(errors->list[i].file, IMAGE_OWN_NAME))
			continue;
		finding = finding_add(check, NULL, NULL);
		text_puts(&finding->cause, errors->list[i].text);
		text_puts(&finding->cure, "name the devices with fewer rules");
	}
}

static void add_in_state(struct check *check, enum image_state state)
{
	size_t i;

	check_images(check);
	for (i = 0; i < check->image_count; i++)
		if (check->looks[i].state == state)
			text_puts(&add_image_finding(check, &check->images[i])->cause,
				  text_string(&check->looks[i].problem));
}

void find_image_missing(struct check *check)
{
	size_t i;

	if (!check_has_rules(check))
		return;
	check_images(check);
	for (i = 0; i < check->image_count; i++)
		if (check->looks[i].state == IMAGE_MISSING)
			text_printf(&add_image_finding(check, &check->images[i])->cause,
				    "the kernel %s has no image: nothing is bound when it boots",
				    check->images[i].kernel);
}

void find_image_broken(struct check *check)
{
	add_in_state(check, IMAGE_DAMAGED);
	add_in_state(check, IMAGE_SECRET);
}

void find_image_stale(struct check *check)
{
	add_in_state(check, IMAGE_OUT_OF_DATE);
}

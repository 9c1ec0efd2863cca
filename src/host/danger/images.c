// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Dangers in the images on disk: what is configured is not what will boot.
 */
#include <errno.h>
#include <string.h>

#include "host/danger/danger.h"
#include "host/image/cpio.h"

#define CURE "run vfio-prebind apply"

void check_images(struct check *check)
{
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
	for (i = 0; i < check->image_count; i++)
		check->looks[i].error = image_inspect(check->machine->fs, &check->images[i],
						      &check->looks[i].contents);
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

void find_image_missing(struct check *check)
{
	size_t i;

	if (!check_has_rules(check))
		return;
	check_images(check);
	for (i = 0; i < check->image_count; i++)
		if (!check->images[i].path)
			text_printf(&add_image_finding(check, &check->images[i])->cause,
				    "the kernel %s has no image: nothing is bound when it boots",
				    check->images[i].kernel);
}

/* What is wrong with an image that has our configuration; NULL: nothing. */
static const char *find_fault(const struct image_contents *contents)
{
	if (!contents->has_program)
		return "has the configuration, but not the program vfio-prebind-boot";
	if (!contents->has_start)
		return "has the program, but nothing that starts it";
	if (!contents->is_before_udev)
		return "starts vfio-prebind-boot after udev, which is too late";
	if (!contents->has_module)
		return "has no vfio-pci";
	return NULL;
}

static void look_inside(struct check *check, const struct image *image,
			const struct image_look *look)
{
	const char *fault;

	if (look->error == -ENOMEM) {
		check->error = look->error;
		return;
	}
	if (look->error) {
		text_printf(&add_image_finding(check, image)->cause, "cannot be read: %s",
			    cpio_error_text(look->error));
		return;
	}
	fault = look->contents.has_config ? find_fault(&look->contents) : NULL;
	if (fault)
		text_puts(&add_image_finding(check, image)->cause, fault);
}

void find_image_broken(struct check *check)
{
	size_t i;

	if (!check_has_rules(check))
		return;
	check_images(check);
	for (i = 0; i < check->image_count; i++)
		if (check->images[i].path)
			look_inside(check, &check->images[i], &check->looks[i]);
}

static void compare_configuration(struct check *check, size_t image, const char *digest,
				  bool is_empty)
{
	const struct image_contents *contents = &check->looks[image].contents;
	const struct image *file = &check->images[image];

	if (is_empty && contents->has_config)
		text_puts(&add_image_finding(check, file)->cause,
			  "still has a configuration, and nothing is configured now");
	else if (!is_empty && !contents->has_config)
		text_puts(&add_image_finding(check, file)->cause,
			  "was built without this configuration");
	else if (!is_empty && strcmp(contents->digest, digest))
		text_puts(&add_image_finding(check, file)->cause,
			  "was built with another configuration than that of now");
}

void find_image_stale(struct check *check)
{
	struct claim claim;
	size_t i;

	if (!check->next_boot)
		return;
	claim = next_boot_claim(check->next_boot);
	check_images(check);
	for (i = 0; i < check->image_count; i++)
		if (check->images[i].path && !check->looks[i].error)
			compare_configuration(check, i, claim.digest, !claim.is_configured);
}

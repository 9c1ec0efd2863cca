// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Dangers in the images on disk: they do not match the configuration.
 */
#include <errno.h>
#include <string.h>

#include "host/danger/danger.h"
#include "host/image/card_news.h"
#include "host/image/config_lines.h"
#include "host/image/generator.h"

void check_images(struct check *check)
{
	struct claim claim;
	size_t i;

	if (check->looks)
		return;
	if (images_find(check->machine->fs, &check->images, &check->image_count))
		check->image_count = 0; /* no kernel was found: nothing to report */
	if (check->boot)
		entries_drop_loaded(&check->boot->entries, check->images, &check->image_count);
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
	return finding;
}

/* The generator of the newest image that could be read. */
static enum image_generator find_generator(const struct check *check)
{
	enum image_generator newest = GENERATOR_UNKNOWN;
	size_t i;

	for (i = 0; i < check->image_count; i++)
		if (check->looks[i].contents.generator != GENERATOR_UNKNOWN)
			newest = check->looks[i].contents.generator;
	return generator_choose(check->machine->fs, newest);
}

/* Whether apply asks which card a line means, and does nothing without an answer. */
static bool has_question(const struct check *check)
{
	size_t i;

	for (i = 0; i < check->recalled.written.count; i++)
		if (card_news_asks(&check->recalled, i, &check->devices,
				   &check->machine->protection))
			return true;
	return false;
}

static bool stops_apply(const struct check *check)
{
	size_t i;

	for (i = 0; i < check->count; i++)
		if (check->list[i].danger->flags & DANGER_STOPS_APPLY)
			return true;
	return check->next_boot->inputs.errors.count || check->machine->files.refused.count;
}

bool cure_by_rebuilding(const struct check *check, struct text *out)
{
	enum image_generator generator = find_generator(check);

	if (stops_apply(check))
		text_puts(out, "fix the errors above, then ");
	else if (has_question(check))
		text_puts(out, "decide about the changed cards above, then ");
	generator_explain_rebuild(check->machine->fs, generator, out);
	return generator != GENERATOR_UNKNOWN;
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
		text_puts(&finding->cure, "list the devices with fewer rules");
	}
}

static void add_in_state(struct check *check, enum image_state state)
{
	size_t i;

	check_images(check);
	for (i = 0; i < check->image_count; i++) {
		struct finding *finding;

		if (check->looks[i].state != state)
			continue;
		finding = add_image_finding(check, &check->images[i]);
		text_puts(&finding->cause, text_string(&check->looks[i].problem));
		if (state == IMAGE_UNKNOWN)
			text_puts(&finding->cure, "run 'vfio-prebind check' as root");
		else
			(void)cure_by_rebuilding(check, &finding->cure);
	}
}

void find_image_missing(struct check *check)
{
	struct fs *fs = check->machine->fs;
	size_t i;

	if (!check_has_rules(check))
		return;
	check_images(check);
	for (i = 0; i < check->image_count; i++) {
		const char *kernel = check->images[i].kernel;
		struct finding *finding;

		if (check->looks[i].state != IMAGE_MISSING)
			continue;
		finding = add_image_finding(check, &check->images[i]);
		text_printf(&finding->cause,
			    "no initramfs image found for the kernel %s: nothing is bound when it "
			    "boots",
			    kernel);
		generator_explain_creation(fs, kernel, &finding->cure);
	}
}

void find_image_broken(struct check *check)
{
	add_in_state(check, IMAGE_DAMAGED);
	if (check_has_rules(check))
		add_in_state(check, IMAGE_UNKNOWN);
}

void find_image_stale(struct check *check)
{
	add_in_state(check, IMAGE_OUT_OF_DATE);
}

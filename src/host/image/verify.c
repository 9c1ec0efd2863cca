// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Compares the content of an image with what it must contain, and describes what is wrong with it.
 */
#include "host/image/verify.h"

#include <errno.h>
#include <string.h>

#include "core/identity.h"
#include "core/match.h"
#include "host/image/config_lines.h"
#include "host/image/generator.h"

const char *claim_digest(const struct claim *claim)
{
	return claim->is_configured && claim->config->digest ? claim->config->digest : "";
}

static void set(struct verification *result, enum image_state state, const char *problem)
{
	result->state = state;
	text_puts(&result->problem, problem);
}

/* A pin on a removed device does no harm, and is needed when the device is back. */
static bool is_empty_place(const struct rule *rule, const struct pci_devices *devices)
{
	struct pci_range range = selector_range(&rule->selector, devices);
	size_t i;

	if (rule->exclude || rule->selector.kind == SELECTOR_ID)
		return false;
	for (i = 0; i < range.count; i++)
		if (selector_matches(&rule->selector, devices, pci_at(&range, i)))
			return false;
	return true;
}

/* The next rule of the files at *i or after, and *i after it; NULL: there are no more. */
static const struct rule *next_rule(const struct config *config, size_t count, size_t *i,
				    const struct pci_devices *devices)
{
	while (*i < count) {
		const struct rule *rule = &config->rules[(*i)++];

		if (strcmp(rule->source.file, IMAGE_OWN_NAME) && !is_empty_place(rule, devices))
			return rule;
	}
	return NULL;
}

static void explain_rule(const struct text *built, const struct text *now, struct text *problem)
{
	if (!built->length)
		text_printf(problem, "was built without '%s'", text_string(now));
	else if (!now->length)
		text_printf(problem, "was built with '%s', which is no longer included",
			    text_string(built));
	else
		text_printf(problem, "was built with '%s' instead of '%s'", text_string(built),
			    text_string(now));
}

/* Each rule with its pin, as in an image. Protection is compared by its effect. */
static int compare_rules(const struct config *image, size_t image_rules, const struct claim *claim,
			 struct text *problem)
{
	size_t i = 0, k = 0;
	int r = 0;

	while (!r && !problem->length) {
		const struct rule *built = next_rule(image, image_rules, &i, claim->devices);
		const struct rule *now =
			next_rule(claim->config, claim->image_rules, &k, claim->devices);
		struct text built_text = { 0 }, now_text = { 0 };

		if (!built && !now)
			break;
		if (built)
			rule_format(built, &built_text);
		if (now)
			rule_format(now, &now_text);
		r = text_error(&built_text) ? -ENOMEM : text_error(&now_text);
		if (!r && strcmp(text_string(&built_text), text_string(&now_text)) != 0)
			explain_rule(&built_text, &now_text, problem);
		text_free(&built_text);
		text_free(&now_text);
	}
	return r;
}

/* The rules of the image and those of the kernel command line, which come after them at boot. */
static int join_rules(const struct config *image, const struct claim *claim, struct config *joined)
{
	size_t more = claim->config->count - claim->image_rules;

	*joined = (struct config){ .count = image->count + more };
	joined->rules = calloc(joined->count + 1, sizeof(*joined->rules));
	if (!joined->rules)
		return -ENOMEM;
	if (image->count)
		memcpy(joined->rules, image->rules, image->count * sizeof(*image->rules));
	if (more)
		memcpy(joined->rules + image->count, claim->config->rules + claim->image_rules,
		       more * sizeof(*image->rules));
	return 0;
}

static void compare_matches(const struct matches *built, const struct matches *now,
			    struct text *problem)
{
	char address[PCI_ADDRESS_SIZE];
	size_t i;

	for (i = 0; i < built->count || i < now->count; i++) {
		const struct match *was = i < built->count ? &built->list[i] : NULL;
		const struct match *is = i < now->count ? &now->list[i] : NULL;

		if (was && is && was->device == is->device && was->verdict == is->verdict)
			continue;
		/* both are in the order of the devices: the first one that only one has */
		if (was && is && was->device < is->device)
			is = NULL;
		pci_address_format(is ? &is->device->address : &was->device->address, address);
		text_printf(problem, "was built %s %s",
			    is && is->verdict == VERDICT_EXCLUDED ? "before the host needed"
								  : "when the host still needed",
			    address);
		return;
	}
}

/* A change in what the host needs matters only if a rule concerns it. */
static int compare_decisions(const struct config *image, const struct claim *claim,
			     struct text *problem)
{
	struct matches built = { 0 }, now = { 0 };
	struct config joined;
	int r = join_rules(image, claim, &joined);

	if (!r)
		r = matches_find(&joined, claim->devices, &built);
	if (!r)
		r = matches_find(claim->config, claim->devices, &now);
	if (!r)
		compare_matches(&built, &now, problem);
	matches_free(&built);
	matches_free(&now);
	free(joined.rules);
	return r;
}

static int compare(struct config *image, const struct claim *claim, struct text *problem)
{
	size_t image_rules = image->count; /* more come with what is looked for */
	int r;

	if (strcmp(image->digest, claim_digest(claim)) != 0) {
		text_puts(problem, "was built from an older configuration");
		return 0;
	}
	if (!claim->devices)
		return 0;
	r = identities_resolve(image, claim->devices);
	if (!r)
		r = compare_rules(image, image_rules, claim, problem);
	return r || problem->length ? r : compare_decisions(image, claim, problem);
}

static int verify_config(const struct text *text, const struct claim *claim,
			 struct verification *result)
{
	struct diagnostics errors = { 0 };
	struct config image = { 0 };
	int r = config_add_file(&image, &errors, "image", text_string(text), text->length,
				CONFIG_IMAGE);

	if (!r && result->contents.is_config_cut) {
		set(result, IMAGE_DAMAGED, "contains a configuration that is too long to verify");
	} else if (!r && (image.unreadable || !image.digest)) {
		set(result, IMAGE_DAMAGED, "contains a damaged or truncated configuration");
	} else if (!r) {
		result->state = IMAGE_OUT_OF_DATE; /* if there is a problem */
		r = compare(&image, claim, &result->problem);
	}
	config_free(&image);
	diagnostics_free(&errors);
	return r;
}

static const char *missing_part(const struct image_contents *contents)
{
	if (!contents->has_program)
		return "lacks the boot program";
	if (!contents->has_start)
		return "lacks the script or unit that starts the boot program";
	if (!contents->is_before_udev)
		return "starts the boot program too late: after udev";
	if (!contents->has_module)
		return "lacks the vfio-pci module for its kernel";
	return NULL;
}

static int verify_configured(const struct text *text, const struct claim *claim,
			     struct verification *result)
{
	const struct image_contents *contents = &result->contents;
	const char *missing = missing_part(contents);
	int r = 0;

	if (!contents->has_program && !contents->has_config && !contents->has_start)
		set(result, IMAGE_OUT_OF_DATE, "contains nothing from vfio-prebind");
	else if (!text->length)
		set(result, IMAGE_OUT_OF_DATE, "contains no configuration");
	else
		r = verify_config(text, claim, result);
	if (r || result->problem.length)
		return r;
	if (missing)
		set(result, IMAGE_DAMAGED, missing);
	else
		result->state = IMAGE_VERIFIED;
	return 0;
}

/* dracut --add includes an empty configuration and everything else for vfio_prebind.devices=. */
static void verify_unconfigured(const struct text *text, struct verification *result)
{
	const struct image_contents *contents = &result->contents;

	if (text->length)
		set(result, IMAGE_OUT_OF_DATE,
		    "still contains a configuration, although nothing is configured");
	else if (contents->generator != GENERATOR_DRACUT &&
		 (contents->has_program || contents->has_start))
		set(result, IMAGE_OUT_OF_DATE,
		    "still contains the boot stage, although nothing is configured");
}

/* Judges the result of image_inspect(). */
static int judge_inspection(int r, const struct text *config, struct verification *result)
{
	if (r == -ENOMEM || text_error(config))
		return -ENOMEM;
	if (r == -EACCES || r == -EPERM) {
		set(result, IMAGE_UNKNOWN, "is readable by root only");
	} else if (r) {
		result->state = IMAGE_DAMAGED;
		text_printf(&result->problem, "cannot be read: %s", cpio_error_text(r));
	}
	return 0;
}

/* Compares the inspected content, with this configuration, to the claim. 0 or -ENOMEM. */
static int judge_contents(int r, const struct text *config, const struct claim *claim,
			  struct verification *result)
{
	r = judge_inspection(r, config, result);
	/* with nothing configured, damage does not concern us */
	if (!r && result->state == IMAGE_DAMAGED && !claim->is_configured)
		result->state = IMAGE_UNKNOWN;
	if (!r && !result->problem.length && claim->is_configured)
		r = verify_configured(config, claim, result);
	else if (!r && !result->problem.length)
		verify_unconfigured(config, result);
	if (!r)
		r = text_error(&result->problem);
	if (r)
		verification_free(result);
	return r;
}

int image_verify_parts(struct fs *fs, const char *kernel, const struct cpio_part *parts,
		       size_t count, const struct claim *claim, struct verification *result)
{
	struct text config = { 0 };
	int r;

	memset(result, 0, sizeof(*result));
	r = image_inspect_parts(fs, kernel, parts, count, &result->contents, &config);
	r = judge_contents(r, &config, claim, result);
	text_free(&config);
	return r;
}

int image_verify(struct fs *fs, const struct image *image, const struct claim *claim,
		 struct verification *result)
{
	struct text config = { 0 };
	int r = 0;

	memset(result, 0, sizeof(*result));
	if (!image->path && claim->is_configured) {
		result->state = IMAGE_MISSING;
		text_puts(&result->problem, "no initramfs image found for this kernel: ");
		generator_explain_creation(fs, image->kernel, &result->problem);
		r = text_error(&result->problem);
	} else if (image->path) {
		r = image_inspect(fs, image, &result->contents, &config);
		r = judge_contents(r, &config, claim, result);
	}
	text_free(&config);
	if (r)
		verification_free(result);
	return r;
}

void verification_free(struct verification *result)
{
	text_free(&result->problem);
}

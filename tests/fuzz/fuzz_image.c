// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Configuration, image, configuration: what image_write() wrote of any text is read back without a
 * word, decides the same of the same functions, and is written again as the same, also by who
 * remembers it. An input of an odd length is for a host that needs two disks: no image ever
 * wants those, whatever the memory says, which is what comes after a NUL byte.
 *
 * One difference is meant (design): a storage controller that is listed by its address is refused
 * from the files, which do not name its ID, and taken from the image, where the pin names it.
 */
#include <string.h>

#include "fuzz/fuzz.h"
#include "host/image/config_text.h"

struct side {
	struct config config;
	struct diagnostics errors;
	struct matches matches;
};

static void read_side(struct side *side, const char *text, size_t size, enum config_dialect dialect)
{
	memset(side, 0, sizeof(*side));
	HOLDS(!config_add_file(&side->config, &side->errors, "f", text, size, dialect));
	HOLDS(!matches_find(&side->config, fuzz_devices(), &side->matches));
}

static void free_side(struct side *side)
{
	matches_free(&side->matches);
	diagnostics_free(&side->errors);
	config_free(&side->config);
}

static void write_side(const struct side *side, const struct protection *protection,
		       const struct config *memory, struct text *out)
{
	struct diagnostics warnings = { 0 };

	HOLDS(!image_write(&side->config, &side->errors, fuzz_devices(), protection, memory, out,
			   &warnings));
	HOLDS(out->length <= IMAGE_FILE_MAX);
	fuzz_check_diagnostics(&warnings);
	diagnostics_free(&warnings);
}

static const struct match *find(const struct matches *matches, const struct pci_device *device)
{
	size_t i;

	for (i = 0; i < matches->count; i++)
		if (matches->list[i].device == device)
			return &matches->list[i];
	return NULL;
}

static void compare_match(const struct match *files, const struct match *image)
{
	if (files && files->verdict == VERDICT_STORAGE && image &&
	    image->verdict != VERDICT_STORAGE)
		return;
	HOLDS(!files == !image);
	if (!files)
		return;
	HOLDS(files->verdict == image->verdict);
	/* an image names the members of a group one by one */
	HOLDS(files->by_group || !image->by_group);
	HOLDS(files->rule->source.line == image->rule->source.line);
	HOLDS(files->wanted_by->source.line == image->wanted_by->source.line);
	HOLDS(!strcmp(files->wanted_by->driver, image->wanted_by->driver));
	HOLDS(files->wanted_by->on_failure == image->wanted_by->on_failure);
	HOLDS(files->wanted_by->take_builtin == image->wanted_by->take_builtin);
}

static bool has_unpinned(const struct config *config)
{
	size_t i;

	for (i = 0; i < config->count; i++)
		if (!config->rules[i].pin)
			return true;
	return false;
}

/* The members of a group are written as rules of their own, which would be added to once more. */
static bool has_group(const struct config *config)
{
	size_t i;

	for (i = 0; i < config->count; i++)
		if (config->rules[i].group)
			return true;
	return false;
}

static void check_same(const struct side *files, const struct text *text)
{
	const struct pci_devices *devices = fuzz_devices();
	struct protection nothing = { 0 };
	struct text again = { 0 };
	struct side image;
	size_t i;

	read_side(&image, text_string(text), text->length, CONFIG_IMAGE);
	HOLDS(image.errors.count == files->errors.count);
	for (i = 0; i < devices->count; i++)
		compare_match(find(&files->matches, &devices->list[i]),
			      find(&image.matches, &devices->list[i]));
	/* an image does not say which of its rules were not to be pinned */
	for (i = 0; has_unpinned(&files->config) && i < image.config.count; i++)
		image.config.rules[i].pin = false;
	write_side(&image, &nothing, NULL, &again);
	HOLDS(!!again.length == !!text->length);
	/* the head differs: the digest of the image is of the pinned rules */
	if (text->length && !has_group(&files->config))
		HOLDS(!strcmp(strchr(text->data, '\n'), strchr(again.data, '\n')));
	text_free(&again);
	free_side(&image);
}

/* The next image of the same configuration, on the same machine. */
static void check_remembered(const struct side *files, const struct text *text)
{
	struct protection nothing = { 0 };
	struct text again = { 0 };
	struct side image;

	if (has_group(&files->config))
		return;
	read_side(&image, text_string(text), text->length, CONFIG_IMAGE);
	write_side(files, &nothing, &image.config, &again);
	HOLDS(!strcmp(text_string(text), text_string(&again)));
	text_free(&again);
	free_side(&image);
}

/* Whatever the text was, 08:00.0 and the drive behind VMD are this host's. */
static void check_protected(struct side *files, const struct config *memory)
{
	const struct pci_address disks[] = { { .bus = 8 }, { .domain = 0x10000, .bus = 0xe1 } };
	struct protection protection = { 0 };
	struct text out = { 0 };
	struct side image;
	size_t i;

	for (i = 0; i < files->config.count; i++)
		files->config.rules[i].pin = true; /* none is for another machine */
	for (i = 0; i < ARRAY_SIZE(disks); i++)
		HOLDS(!protection_add(&protection, &disks[i], "/"));
	write_side(files, &protection, memory, &out);
	read_side(&image, text_string(&out), out.length, CONFIG_IMAGE);
	for (i = 0; i < ARRAY_SIZE(disks); i++) {
		const struct match *match =
			find(&image.matches, pci_devices_find(fuzz_devices(), &disks[i]));

		HOLDS(!match || match->verdict != VERDICT_WANTED);
	}
	free_side(&image);
	text_free(&out);
	protection_free(&protection);
}

static void check_memory(struct side *files, const char *text, size_t size)
{
	struct side memory;

	read_side(&memory, text, size, CONFIG_IMAGE);
	check_protected(files, &memory.config);
	free_side(&memory);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const uint8_t *end = size ? memchr(data, '\0', size) : NULL;
	size_t length = end ? (size_t)(end - data) : size;
	struct protection nothing = { 0 };
	struct text out = { 0 };
	struct side files;

	read_side(&files, (const char *)data, length, CONFIG_HOST);
	if (end && size % 2) {
		check_memory(&files, (const char *)end + 1, size - length - 1);
	} else if (size % 2) {
		check_protected(&files, NULL);
	} else if (files.config.count < 500 && files.errors.count < 100) {
		/* more than this and the image leaves something out, in words */
		write_side(&files, &nothing, NULL, &out);
		check_same(&files, &out);
		check_remembered(&files, &out);
		text_free(&out);
	}
	free_side(&files);
	return 0;
}

// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The directives of a machine, one function each; fake/pci.c has those that make many files.
 */
#include "fake/machine.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/text.h"
#include "fake/directive.h"
#include "fake/load.h"

#define INCLUDE_DEPTH_MAX 4

int directive_fail(const struct directive *directive, const char *phrase)
{
	fprintf(stderr, "%s:%u: %s\n", directive->name, directive->line, phrase);
	return -EINVAL;
}

char *directive_word(char **rest)
{
	char *word = *rest + strspn(*rest, " \t");

	if (!*word)
		return NULL;
	*rest = word + strcspn(word, " \t");
	if (**rest)
		*(*rest)++ = '\0';
	return word;
}

/* \n, \r, \t, \\ and \xNN, in place. The length, or -1. */
static long unescape(char *text)
{
	char *in = text, *out = text;
	uint32_t value;

	for (; *in; in++) {
		if (*in != '\\') {
			*out++ = *in;
			continue;
		}
		in++;
		if (*in == 'n')
			*out++ = '\n';
		else if (*in == 't')
			*out++ = '\t';
		else if (*in == 'r')
			*out++ = '\r';
		else if (*in == '\\')
			*out++ = '\\';
		else if (*in == 'x' && in[1] && !hex_parse(in + 1, 2, 2, 2, &value)) {
			*out++ = (char)value;
			in += 2;
		} else
			return -1;
	}
	*out = '\0';
	return out - text;
}

/* file PATH TEXT: one more line of a file */
static int add_file(struct directive *directive, char *rest)
{
	char *path = directive_word(&rest);
	long length = unescape(rest);

	if (!path || length < 0)
		return directive_fail(directive, "file takes a path and a text");
	if (tree_add_file(&directive->fake->tree, path, rest, (size_t)length) < 0 ||
	    tree_add_file(&directive->fake->tree, path, "\n", 1) < 0)
		return directive_fail(directive, "the file cannot be added there");
	return 0;
}

/* fill PATH COUNT TEXT: bytes at a file's end, without a newline */
static int add_fill(struct directive *directive, char *rest)
{
	char *path = directive_word(&rest), *count = directive_word(&rest);
	long length = count ? unescape(rest) : -1, times = count ? atol(count) : 0, i;
	char *bytes;
	int64_t r;

	if (length < 0 || times < 0)
		return directive_fail(directive, "fill takes a path, a count and a text");
	bytes = malloc((size_t)(length * times) + 1);
	if (!bytes)
		return -ENOMEM;
	for (i = 0; i < times; i++)
		memcpy(bytes + i * length, rest, (size_t)length);
	r = tree_add_file(&directive->fake->tree, path, bytes, (size_t)(length * times));
	free(bytes);
	return r < 0 ? directive_fail(directive, "the file cannot be added there") : 0;
}

static int add_directory(struct directive *directive, char *rest)
{
	char *path = directive_word(&rest);

	if (!path || tree_make_directory(&directive->fake->tree, path) < 0)
		return directive_fail(directive, "the directory cannot be added");
	return 0;
}

static int add_link(struct directive *directive, char *rest)
{
	char *path = directive_word(&rest), *target = directive_word(&rest);

	if (!target || tree_add_link(&directive->fake->tree, path, target) < 0)
		return directive_fail(directive, "the link cannot be added");
	return 0;
}

/* remove PATH...: a function's address takes all that it has */
static int remove_paths(struct directive *directive, char *rest)
{
	struct fake *fake = directive->fake;
	char *path;

	while ((path = directive_word(&rest))) {
		uint32_t node;

		if (fake_find_device(fake, path))
			fake_vanish(fake, path);
		else if (!tree_find(&fake->tree, path, false, &node))
			tree_remove(&fake->tree, node);
		else
			return directive_fail(directive, "there is nothing to remove there");
	}
	return 0;
}

static int add_driver(struct directive *directive, char *rest)
{
	static const char *const states[] = {
		[DRIVER_ABSENT] = "absent",
		[DRIVER_MODULE] = "module",
		[DRIVER_LOADED] = "loaded",
		[DRIVER_BUILTIN] = "builtin",
	};
	char *name = directive_word(&rest), *state = directive_word(&rest);
	struct fake *fake = directive->fake;
	size_t i;
	int driver;

	for (i = 0; state && i < ARRAY_SIZE(states); i++)
		if (!strcmp(state, states[i]))
			break;
	if (!state || i == ARRAY_SIZE(states))
		return directive_fail(directive,
				      "driver takes a name and absent, module, loaded or "
				      "builtin");
	driver = fake_add_driver(fake, name, (enum driver_state)i);
	if (driver == NO_DRIVER)
		return directive_fail(directive, "too many drivers");
	if (fake->drivers[driver].state == (enum driver_state)i)
		return 0;
	if (fake_has_driver(fake, driver))
		return directive_fail(directive, "the driver is there already");
	fake->drivers[driver].state = (enum driver_state)i;
	if (fake_has_driver(fake, driver))
		fake_show_driver(fake, driver);
	return 0;
}

static int include(struct directive *directive, char *rest)
{
	char path[FAKE_PATH_SIZE], *name = directive_word(&rest);

	if (!name || directive->depth == INCLUDE_DEPTH_MAX)
		return directive_fail(directive, "include takes the name of a machine");
	(void)snprintf(path, sizeof(path), "%s/%s", directive->machines, name);
	return load_machine(directive->fake, directive->machines, path, directive->depth + 1);
}

/* What the built-in drivers would have taken. */
static void bind_rest(struct fake *fake)
{
	size_t i;

	for (i = 0; i < fake->device_count; i++) {
		struct fake_device *device = &fake->devices[i];

		if (device->driver == NO_DRIVER && !device->gone && !device->override[0] &&
		    fake_has_driver(fake, device->host))
			fake_bind(fake, device, device->host);
	}
}

/* load NAME...: modules are loaded and take what matches; "*": all, as on a booted machine */
static int load_drivers(struct directive *directive, char *rest)
{
	struct fake *fake = directive->fake;
	char *name;
	size_t i;

	while ((name = directive_word(&rest))) {
		for (i = 0; !strcmp(name, "*") && i < fake->driver_count; i++)
			if (fake->drivers[i].state == DRIVER_MODULE)
				(void)fake_load(fake, fake->drivers[i].name);
		if (!strcmp(name, "*"))
			bind_rest(fake);
		else if (fake_load(fake, name))
			return directive_fail(directive, "there is no such module");
	}
	return 0;
}

static int set_running(struct directive *directive, char *rest)
{
	(void)rest;
	directive->fake->is_running = true;
	return 0;
}

/* override DRIVER ADDRESS...: as if it had been written into driver_override */
static int override(struct directive *directive, char *rest)
{
	char *driver = directive_word(&rest), *address;

	while (driver && (address = directive_word(&rest))) {
		struct fake_device *device = fake_find_device(directive->fake, address);

		if (!device || strlen(driver) >= sizeof(device->override))
			return directive_fail(directive, "override takes a driver and addresses");
		memcpy(device->override, driver, strlen(driver) + 1);
	}
	return 0;
}

static const struct {
	const char *name;
	int (*run)(struct directive *directive, char *rest);
} directives[] = {
	{ "include", include },
	{ "pci", directive_pci },
	{ "driver", add_driver },
	{ "file", add_file },
	{ "fill", add_fill },
	{ "directory", add_directory },
	{ "link", add_link },
	{ "remove", remove_paths },
	{ "block", directive_block },
	{ "slaves", directive_slaves },
	{ "load", load_drivers },
	{ "override", override },
	{ "running", set_running },
	{ "sriov", directive_sriov },
	{ "virtual", directive_virtual },
};

static int run_line(struct directive *directive, char *line)
{
	char *name = directive_word(&line);
	size_t i;

	if (!name || *name == '#')
		return 0;
	for (i = 0; i < ARRAY_SIZE(directives); i++)
		if (!strcmp(name, directives[i].name))
			return directives[i].run(directive, line);
	return directive_fail(directive, "there is no such directive");
}

int load_text(struct fake *fake, const char *machines, const char *name, const char *text,
	      size_t length, unsigned int depth)
{
	struct directive directive = { fake, machines, name, 0, depth };
	const char *end = text + length;
	int r = 0;

	while (!r && text < end) {
		const char *newline = memchr(text, '\n', (size_t)(end - text));
		size_t size = (size_t)((newline ? newline : end) - text);
		char *line = strndup(text, size);

		if (!line)
			return -ENOMEM;
		directive.line++;
		r = run_line(&directive, line);
		free(line);
		text += size + 1;
	}
	return r;
}

int machine_parse(struct fake *fake, const char *machines, const char *name, const char *text,
		  size_t length)
{
	return load_text(fake, machines, name, text, length, 0);
}

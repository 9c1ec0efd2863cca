// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The kernel silently ignores a parameter with an unknown name: one of a module that is built in or
 * not loaded, and one without a dot, which init gets.
 */
#include "host/others/parameters.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "core/selector.h"

#define NAME_SIZE 64

/* The modules whose parameters are known, by the kernel's names for them. */
static const struct module {
	const char *name;
	const char *shown;
	const char *parameters[8];
} modules[] = {
	{ "vfio_pci",
	  "vfio-pci",
	  { "ids", "nointxmask", "disable_vga", "disable_idle_d3", "enable_sriov",
	    "disable_denylist" } },
	{ "vfio", "vfio", { "enable_unsafe_noiommu_mode" } },
	{ "vfio_iommu_type1",
	  "vfio_iommu_type1",
	  { "allow_unsafe_interrupts", "disable_hugepages", "dma_entry_limit" } },
	{ "vfio_prebind", "vfio_prebind", { "enable", "devices", "debug" } },
	{ "pci_stub", "pci-stub", { "ids" } },
};

static const struct module *find_module(const char *name, size_t length)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(modules); i++)
		if (text_is_name(name, length, modules[i].name))
			return &modules[i];
	return NULL;
}

static bool has_parameter(const struct module *module, const char *name, size_t length)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(module->parameters) && module->parameters[i]; i++)
		if (text_is_name(name, length, module->parameters[i]))
			return true;
	return false;
}

static bool is_identifier(const char *name, size_t length)
{
	size_t i;

	for (i = 0; i < length; i++)
		if (!isalnum((unsigned char)name[i]) && name[i] != '_')
			return false;
	return length;
}

/* A newer kernel may have one that is not in the table. */
static bool kernel_has(struct fs *fs, const char *module, const char *name, size_t length)
{
	char path[FS_PATH_SIZE];

	return is_identifier(name, length) &&
	       !fs_path(path, "sys/module/%s/parameters/%.*s", module, (int)length, name) &&
	       fs_exists(fs, path);
}

static bool kernel_has_module(struct fs *fs, const char *name, size_t length)
{
	char path[FS_PATH_SIZE];

	return is_identifier(name, length) &&
	       !fs_path(path, "sys/module/%.*s", (int)length, name) && fs_exists(fs, path);
}

static bool is_list(const struct module *module, const char *name, size_t length)
{
	return text_is_name(name, length, "ids") ||
	       (!strcmp(module->name, "vfio_prebind") && text_is_name(name, length, "devices"));
}

static bool is_device(const char *text, size_t length)
{
	struct selector selector;
	struct parse_error error;

	if (length > 2 && text[0] == '0' && (text[1] == 'x' || text[1] == 'X')) {
		text += 2; /* vfio-pci accepts this before a number */
		length -= 2;
	}
	return length && !selector_parse(text, length, &selector, &error);
}

bool is_device_list(const char *text, size_t length)
{
	const char *end = text + length, *comma;
	bool has_any = false;

	for (; text < end; text = comma + 1) {
		comma = memchr(text, ',', (size_t)(end - text));
		if (!comma)
			comma = end;
		if (comma == text)
			continue;
		if (!is_device(text, (size_t)(comma - text)))
			return false;
		has_any = true;
	}
	return has_any;
}

static bool starts_with(const struct cmdline_word *word, const char *prefix)
{
	size_t i;

	for (i = 0; prefix[i]; i++)
		if (i == word->name_length ||
		    (prefix[i] == '_' ? !strchr("-_", word->name[i])
				      : tolower((unsigned char)word->name[i]) != prefix[i]))
			return false;
	return true;
}

/* What was probably meant by a parameter with a list of devices. */
static const char *suggestion(const struct cmdline_word *word)
{
	if (!is_device_list(word->value, word->value_length))
		return "";
	if (starts_with(word, "vfio_prebind"))
		return "; did you mean vfio_prebind.devices=?";
	if (starts_with(word, "pci_stub") || starts_with(word, "pcistub"))
		return "; did you mean pci-stub.ids=?";
	return "; did you mean ids= of vfio-pci?";
}

/* Judges a parameter of a known module. */
static bool judge(struct parameter_reader *reader, struct fs *fs, const struct module *module,
		  const char *name, size_t length, const struct cmdline_word *word,
		  struct text *why)
{
	if (!has_parameter(module, name, length)) {
		if (kernel_has(fs, module->name, name, length))
			return false;
		text_printf(why, "%s has no parameter '", module->shown);
		text_add(why, name, length);
		text_printf(why, "'%s", suggestion(word));
		return true;
	}
	if (!is_list(module, name, length))
		return false;
	if (!word->has_value) {
		text_puts(why, "it requires '=' and a list of devices");
		return true;
	}
	(void)snprintf(reader->list, sizeof(reader->list), "%s.%s", module->shown,
		       text_is_name(name, length, "ids") ? "ids" : "devices");
	return false;
}

/* Whether a parameter that no module has is meant for us or for vfio-pci, by its name. */
static bool is_meant(struct fs *fs, const struct cmdline_word *word)
{
	const char *dot = memchr(word->name, '.', word->name_length);

	if (starts_with(word, "vfio_prebind") || starts_with(word, "pcistub"))
		return true;
	if (text_is(word->name, word->name_length, "ids"))
		return is_device_list(word->value, word->value_length);
	if (!starts_with(word, "vfio") && !starts_with(word, "pci_stub"))
		return false;
	if (!dot)
		return word->has_value;
	/* another module of vfio's: only what is a list of devices is surely meant for vfio-pci */
	return is_device_list(word->value, word->value_length) &&
	       !kernel_has_module(fs, word->name, (size_t)(dot - word->name));
}

bool parameter_has_no_effect(struct parameter_reader *reader, struct fs *fs, const char *module,
			     const struct cmdline_word *word, struct text *why)
{
	struct parameter_reader before = *reader;
	const char *dot = memchr(word->name, '.', word->name_length);
	const struct module *known;

	reader->list[0] = '\0';
	if (before.list[0] && !word->has_value && is_device_list(word->text, word->length)) {
		*reader = before;
		text_printf(why, "white space ends the list of %s= before it", before.list);
		return true;
	}
	if (module) {
		known = find_module(module, strlen(module));
		return known && judge(reader, fs, known, word->name, word->name_length, word, why);
	}
	known = dot ? find_module(word->name, (size_t)(dot - word->name)) : NULL;
	if (known)
		return judge(reader, fs, known, dot + 1,
			     word->name_length - (size_t)(dot + 1 - word->name), word, why);
	if (!is_meant(fs, word))
		return false;
	text_printf(why, "the kernel has no parameter by this name%s", suggestion(word));
	return true;
}

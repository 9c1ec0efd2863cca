// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A file of loader/entries: its name, and after a '~' its text. Its id is its name in lower case
 * without a counter; no string has a newline or a blank at its ends; versions have an order; its
 * copy as a rescue entry differs in what it has to.
 */
#include <ctype.h>
#include <errno.h>
#include <string.h>

#include "fuzz/fuzz.h"
#include "host/entries/type1.h"
#include "host/base/version.h"
#include "host/rescue/rescue_file.h"

static void check_string(const char *string)
{
	if (!string)
		return;
	HOLDS(*string && !strchr(string, '\n'));
	HOLDS(!strchr(" \t", *string) && !strchr(" \t\r", string[strlen(string) - 1]));
}

static int sign(int value)
{
	return (value > 0) - (value < 0);
}

static void check_versions(const char *a, const char *b)
{
	HOLDS(!version_compare(a, a));
	HOLDS(sign(version_compare(a, b)) == -sign(version_compare(b, a)));
}

static void check(const char *name, const struct boot_entry *entry)
{
	const char *id = entry->id;
	size_t i;

	HOLDS(strlen(id) <= strlen(name) && strlen(id) > strlen(".conf"));
	HOLDS(!strcmp(id + strlen(id) - strlen(".conf"), ".conf"));
	for (i = 0; id[i]; i++)
		HOLDS(!isupper((unsigned char)id[i]));
	check_string(entry->title);
	check_string(entry->kernel);
	check_string(entry->words);
	check_string(entry->version);
	for (i = 0; i < entry->image_count; i++)
		check_string(entry->images[i]);
	check_versions(entry->version, entry->id);
	check_versions(entry->title, entry->version);
}

/* What starts a kernel has a copy that starts the same one with the boot stage off. */
static void check_rescue(const char *text, size_t length, const struct boot_entry *entry)
{
	struct boot_entry copy = { 0 };
	struct text out = { 0 };
	size_t i;

	if (rescue_file_text(text, length, &out))
		return;
	HOLDS(!type1_parse("copy.conf", text_string(&out), out.length, &copy));
	HOLDS(!copy.kernel == !entry->kernel && entry_is_turned_off(&copy));
	HOLDS(!entry->kernel || !strcmp(copy.kernel, entry->kernel));
	HOLDS(copy.image_count == entry->image_count);
	for (i = 0; i < copy.image_count; i++)
		HOLDS(!strcmp(copy.images[i], entry->images[i]));
	entry_free(&copy);
	text_free(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *end = memchr(data, '~', size);
	size_t length = end ? (size_t)(end - (const char *)data) : 0;
	struct boot_entry entry = { 0 };
	struct text name = { 0 };
	int r;

	if (!end)
		return 0;
	text_add(&name, (const char *)data, strnlen((const char *)data, length));
	text_puts(&name, ".conf");
	r = type1_parse(text_string(&name), end + 1, size - length - 1, &entry);
	HOLDS(!r || r == -E2BIG || (r == -EINVAL && name.length == strlen(".conf")));
	if (!r) {
		check(text_string(&name), &entry);
		check_rescue(end + 1, size - length - 1, &entry);
	}
	entry_free(&entry);
	text_free(&name);
	return 0;
}

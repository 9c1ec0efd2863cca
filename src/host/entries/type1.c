// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A key and a value a line.
 */
#include "host/entries/type1.h"

#include <ctype.h>
#include <errno.h>
#include <string.h>
#include <strings.h>

#include "core/text.h"

#define DIGITS "0123456789"
#define BLANKS " \t"

/* Where the counter "+LEFT" or "+LEFT-DONE" starts that ends at end; NULL: there is none. */
static const char *find_counter(const char *name, const char *end)
{
	const char *plus = memrchr(name, '+', (size_t)(end - name)), *at;
	size_t digits;

	if (!plus || plus == name)
		return NULL;
	digits = strspn(plus + 1, DIGITS);
	at = plus + 1 + digits;
	if (digits && *at == '-') {
		digits = strspn(at + 1, DIGITS);
		at += 1 + digits;
	}
	return digits && at == end ? plus : NULL;
}

int type1_set_id(struct boot_entry *entry, const char *name, const char *suffix)
{
	size_t length = strlen(name), suffix_length = strlen(suffix), i;
	const char *end = name + length - suffix_length, *counter;
	struct text id = { 0 };
	int r;

	if (length <= suffix_length || strcasecmp(end, suffix) != 0)
		return -EINVAL;
	counter = find_counter(name, end);
	if (counter)
		entry->has_no_tries = strspn(counter + 1, "0") == strspn(counter + 1, DIGITS);
	text_add(&id, name, (size_t)((counter ? counter : end) - name));
	text_puts(&id, suffix);
	for (i = 0; i < id.length; i++)
		id.data[i] = (char)tolower((unsigned char)id.data[i]);
	r = text_error(&id) ? -ENOMEM : entry_set(&entry->id, id.data, id.length);
	text_free(&id);
	return r;
}

static int add_words(struct boot_entry *entry, const char *value, size_t length)
{
	struct text words = { 0 };
	int r;

	if (!entry->words)
		return entry_set(&entry->words, value, length);
	text_printf(&words, "%s ", entry->words);
	text_add(&words, value, length);
	r = text_error(&words) ? -ENOMEM : entry_set(&entry->words, words.data, words.length);
	text_free(&words);
	return r;
}

/* What is no number is ignored (systemd 258, src/boot/boot.c); no image has thousands. */
static void set_profile(struct boot_entry *entry, const char *value, size_t length)
{
	unsigned int profile = 0;
	size_t i;

	for (i = 0; i < length && isdigit((unsigned char)value[i]); i++)
		if (profile < 1000)
			profile = 10 * profile + (unsigned int)(value[i] - '0');
	if (length && i == length)
		entry->profile = profile;
}

static int add_pair(struct boot_entry *entry, const char *key, size_t key_length, const char *value,
		    size_t length)
{
	const struct {
		const char *key;
		char **string;
	} strings[] = {
		{ "title", &entry->title },       { "version", &entry->version },
		{ "sort-key", &entry->sort_key }, { "machine-id", &entry->machine_id },
		{ "linux", &entry->kernel },      { "uki", &entry->kernel },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(strings); i++)
		if (text_is(key, key_length, strings[i].key)) {
			entry->is_unified |= !strcmp(strings[i].key, "uki");
			return entry_set(strings[i].string, value, length);
		}
	if (text_is(key, key_length, "initrd"))
		return entry_add_image(entry, value, length);
	if (text_is(key, key_length, "profile"))
		set_profile(entry, value, length);
	return text_is(key, key_length, "options") ? add_words(entry, value, length) : 0;
}

static int parse_line(struct boot_entry *entry, const char *line, size_t length)
{
	const char *end = line + length, *value;
	size_t key_length;

	while (end > line && strchr(BLANKS "\r", end[-1]))
		end--;
	while (line < end && strchr(BLANKS, *line))
		line++;
	for (value = line; value < end && !strchr(BLANKS, *value);)
		value++;
	key_length = (size_t)(value - line);
	while (value < end && strchr(BLANKS, *value))
		value++;
	if (line == end || *line == '#' || value == end)
		return 0;
	return add_pair(entry, line, key_length, value, (size_t)(end - value));
}

int type1_parse(const char *name, const char *text, size_t length, struct boot_entry *entry)
{
	struct boot_entry result = { .loader = BOOT_SYSTEMD };
	const char *end = text + strnlen(text, length);
	int r = type1_set_id(&result, name, ".conf");

	while (!r && text < end) {
		const char *newline = memchr(text, '\n', (size_t)(end - text));
		size_t n = (size_t)((newline ? newline : end) - text);

		r = parse_line(&result, text, n);
		text += n + (newline != NULL);
	}
	if (r)
		entry_free(&result);
	else
		*entry = result;
	return r;
}

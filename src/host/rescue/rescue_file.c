// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A copy of an entry, line by line.
 */
#include "host/rescue/rescue_file.h"

#include <errno.h>
#include <string.h>

#include "host/entries/type1.h"

#define BLANKS " \t"
#define WORD "vfio_prebind.enable=0"
#define NAME "~" RESCUE_ID
#define TITLE_END " (devices stay with the host)"

int rescue_file_path(const struct boot_entry *source, char out[FS_PATH_SIZE])
{
	const char *name = strrchr(source->file, '/');

	return fs_path(out, "%.*s" NAME ".conf", name ? (int)(name + 1 - source->file) : 0,
		       source->file);
}

static bool is_key(const char *line, size_t length, const char *key)
{
	size_t n = strlen(key);

	return length > n && !memcmp(line, key, n) && strchr(BLANKS, line[n]);
}

/*
 * Sets what was found, so that what is missing can be added. Each line of options has our word:
 * GRUB takes the first one only.
 */
static void copy_line(const char *line, size_t length, struct text *out, bool *has_title,
		      bool *has_options)
{
	if (!length || *line == '#' || is_key(line, length, "version"))
		return;
	text_add(out, line, length);
	if (is_key(line, length, "title")) {
		text_puts(out, TITLE_END);
		*has_title = true;
	} else if (is_key(line, length, "options")) {
		text_puts(out, " " WORD);
		*has_options = true;
	}
	text_puts(out, "\n");
}

static void copy(const char *source, size_t length, struct text *out)
{
	bool has_title = false, has_options = false;
	const char *end = source + length;

	text_puts(out, "# Written by \"vfio-prebind rescue --install\"; \"vfio-prebind rescue "
		       "--remove\" removes it.\n");
	while (source < end) {
		const char *newline = memchr(source, '\n', (size_t)(end - source));
		const char *next = newline ? newline : end;
		size_t n = (size_t)(next - source);

		while (n && strchr(BLANKS "\r", source[n - 1]))
			n--;
		while (n && strchr(BLANKS, *source)) {
			source++;
			n--;
		}
		copy_line(source, n, out, &has_title, &has_options);
		source = next + (newline != NULL);
	}
	text_puts(out, "version    " NAME "\n");
	if (!has_title)
		text_puts(out, "title      Linux" TITLE_END "\n");
	if (!has_options)
		text_puts(out, "options    " WORD "\n");
}

int rescue_file_text(const char *source, size_t length, struct text *out)
{
	struct boot_entry entry = { 0 };
	struct text result = { 0 };
	int r = memchr(source, '\0', length) ? -EBADMSG : 0;

	if (!r) {
		copy(source, length, &result);
		r = text_error(&result);
	}
	if (!r)
		r = type1_parse("x.conf", text_string(&result), result.length, &entry);
	if (!r && !entry_is_turned_off(&entry))
		r = -EOPNOTSUPP;
	entry_free(&entry);
	if (r)
		text_free(&result);
	else
		*out = result;
	return r;
}

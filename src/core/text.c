// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Growing strings and the shared scanners. Knows nothing of PCI.
 */
#include "core/text.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static bool text_reserve(struct text *text, size_t more)
{
	size_t size = text->size ? text->size : 256;
	char *data;

	if (text->error)
		return false;
	if (more >= SIZE_MAX / 2 - text->length)
		goto failed;
	while (size <= text->length + more)
		size *= 2;
	if (size == text->size)
		return true;
	data = realloc(text->data, size);
	if (!data)
		goto failed;
	text->data = data;
	text->size = size;
	return true;
failed:
	text->error = -ENOMEM;
	return false;
}

void text_free(struct text *text)
{
	free(text->data);
	memset(text, 0, sizeof(*text));
}

void text_add(struct text *text, const char *bytes, size_t length)
{
	if (!text_reserve(text, length))
		return;
	memcpy(text->data + text->length, bytes, length);
	text->length += length;
	text->data[text->length] = '\0';
}

void text_puts(struct text *text, const char *string)
{
	text_add(text, string, strlen(string));
}

void text_printf(struct text *text, const char *format, ...)
{
	va_list args;
	int length;

	va_start(args, format);
	length = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (length < 0 || !text_reserve(text, (size_t)length)) {
		text->error = -ENOMEM;
		return;
	}
	va_start(args, format);
	(void)vsnprintf(text->data + text->length, (size_t)length + 1, format, args);
	va_end(args);
	text->length += (size_t)length;
}

const char *text_string(const struct text *text)
{
	return text->data ? text->data : "";
}

int text_error(const struct text *text)
{
	return text->error;
}

void text_json(struct text *text, const char *string)
{
	if (!string) {
		text_puts(text, "null");
		return;
	}
	text_puts(text, "\"");
	for (; *string; string++) {
		unsigned char c = (unsigned char)*string;

		if (c == '"' || c == '\\')
			text_printf(text, "\\%c", c);
		else if (c < 0x20 || c > 0x7e)
			text_printf(text, "\\u%04x", c);
		else
			text_add(text, string, 1);
	}
	text_puts(text, "\"");
}

void text_escape(struct text *text, const char *string)
{
	for (; *string; string++) {
		unsigned char c = (unsigned char)*string;

		if (c <= 0x20 || c >= 0x7f || c == '%')
			text_printf(text, "%%%02x", c);
		else
			text_add(text, string, 1);
	}
}

int text_unescape(char *word)
{
	char *out = word;

	while (*word) {
		uint32_t value = (unsigned char)*word++;

		if (value == '%') {
			if (!word[0] || hex_parse(word, 2, 2, 2, &value) || !value)
				return -EINVAL;
			word += 2;
		}
		*out++ = (char)value;
	}
	*out = '\0';
	return 0;
}

/* Length in bytes of the character at c; 0: not UTF-8, or cut off. */
static size_t utf8_length(const unsigned char *c, size_t length)
{
	size_t more = c[0] < 0x80   ? 0
		      : c[0] < 0xc2 ? length
		      : c[0] < 0xe0 ? 1
		      : c[0] < 0xf0 ? 2
				    : 3;
	size_t i;

	if (c[0] > 0xf4 || more >= length)
		return 0;
	for (i = 1; i <= more; i++)
		if ((c[i] & 0xc0) != 0x80)
			return 0;
	/* an overlong form, a surrogate, beyond U+10FFFF */
	if ((c[0] == 0xe0 && c[1] < 0xa0) || (c[0] == 0xed && c[1] >= 0xa0) ||
	    (c[0] == 0xf0 && c[1] < 0x90) || (c[0] == 0xf4 && c[1] >= 0x90))
		return 0;
	return more + 1;
}

/* U+200E and U+200F, U+2028 to U+202E, U+2066 to U+2069. */
static bool is_direction(const unsigned char *c)
{
	if (c[0] != 0xe2)
		return false;
	if (c[1] == 0x81)
		return c[2] >= 0xa6 && c[2] <= 0xa9;
	return c[1] == 0x80 && (c[2] == 0x8e || c[2] == 0x8f || (c[2] >= 0xa8 && c[2] <= 0xae));
}

/*
 * Some terminals treat U+0080 to U+009F as ESC and a letter. What changes the direction of writing,
 * or begins a line, shows the text that follows as another one.
 */
static bool is_control(const unsigned char *c, size_t length)
{
	if (length == 1)
		return *c < ' ' || *c == 0x7f;
	if (length == 2)
		return (c[0] == 0xc2 && c[1] < 0xa0) || (c[0] == 0xd8 && c[1] == 0x9c);
	return length == 3 && is_direction(c);
}

void text_plain(char *bytes, size_t length, const char *kept)
{
	unsigned char *c = (unsigned char *)bytes, *end = c + length;

	while (c < end) {
		size_t size = utf8_length(c, (size_t)(end - c));
		bool is_bad = !size || is_control(c, size);

		if (size == 1 && *c && strchr(kept, *c))
			is_bad = false;
		if (!size)
			size = 1;
		if (is_bad)
			memset(c, '?', size);
		c += size;
	}
}

void text_add_plain(struct text *text, const char *bytes, size_t length, const char *kept)
{
	size_t start = text->length;

	text_add(text, bytes, length);
	if (text->length > start)
		text_plain(text->data + start, text->length - start, kept);
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

int hex_parse(const char *text, size_t length, unsigned int min, unsigned int max, uint32_t *value)
{
	uint32_t result = 0;
	size_t i;

	if (length < min || length > max)
		return -EINVAL;
	for (i = 0; i < length; i++) {
		int digit = hex_digit(text[i]);

		if (digit < 0)
			return -EINVAL;
		result = result << 4 | (uint32_t)digit;
	}
	*value = result;
	return 0;
}

bool text_is(const char *text, size_t length, const char *word)
{
	return strlen(word) == length && !memcmp(text, word, length);
}

bool text_is_name(const char *text, size_t length, const char *name)
{
	size_t i;

	for (i = 0; i < length && name[i]; i++)
		if (text[i] != name[i] &&
		    !((text[i] == '-' || text[i] == '_') && (name[i] == '-' || name[i] == '_')))
			return false;
	return i == length && !name[i];
}

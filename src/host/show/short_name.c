// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Names as in pci.ids, shortened.
 */
#include "host/show/short_name.h"

#include <string.h>
#include <strings.h>

#include "core/util.h"

struct span {
	const char *start;
	size_t length;
};

static bool span_is(struct span span, const char *word)
{
	return span.length == strlen(word) && !strncasecmp(span.start, word, span.length);
}

/* The last word, without the '.' and ',' after it. */
static struct span last_word(struct span text)
{
	size_t end = text.length, start;

	while (end && strchr(" .,", text.start[end - 1]))
		end--;
	for (start = end; start && text.start[start - 1] != ' '; start--)
		;
	return (struct span){ text.start + start, end - start };
}

/* What is between '[' and the ']' at the end; of length 0: nothing. */
static struct span in_brackets(const char *name)
{
	size_t length = strlen(name);
	const char *open = strrchr(name, '[');

	if (!open || name[length - 1] != ']')
		return (struct span){ name, 0 };
	return (struct span){ open + 1, (size_t)(name + length - 1 - (open + 1)) };
}

static bool is_one_of(struct span word, const char *const *words, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (span_is(word, words[i]))
			return true;
	return false;
}

void short_vendor(const char *vendor, struct text *out)
{
	static const char *const company[] = {
		"corporation",    "corp",          "inc",         "ltd",          "co",
		"company",        "limited",       "gmbh",        "ag",           "llc",
		"technology",     "technologies",  "electronics", "systems",      "semiconductor",
		"semiconductors", "international", "group",       "subsidiaries", "and",
	};
	struct span name = in_brackets(vendor), word;
	const char *comma = strchr(vendor, ',');

	if (!name.length) {
		name = (struct span){ vendor, comma ? (size_t)(comma - vendor) : strlen(vendor) };
		for (;;) {
			word = last_word(name);
			if (word.start == name.start ||
			    (!is_one_of(word, company, ARRAY_SIZE(company)) && *word.start != '('))
				break;
			name.length = (size_t)(word.start - name.start);
		}
		name.length = (size_t)(word.start + word.length - name.start);
	}
	if (span_is(name, "AMD/ATI"))
		name.length = strlen("AMD");
	text_add(out, name.start, name.length);
}

void short_product(const char *product, struct text *out)
{
	static const char *const kinds[] = { "mode", "controller", "bridge",
					     "port", "device",     "interface" };
	struct span name = in_brackets(product);

	if (!name.length || is_one_of(last_word(name), kinds, ARRAY_SIZE(kinds)))
		name = (struct span){ product, strlen(product) };
	text_add(out, name.start, name.length);
}

/* Whether the word at text is one that a class beside it makes superfluous. */
static bool is_filler(struct span word, struct span next)
{
	static const char *const fillers[] = { "controller", "adapter" };

	if (span_is(word, "host") && is_one_of(next, fillers, ARRAY_SIZE(fillers)))
		return true;
	return is_one_of(word, fillers, ARRAY_SIZE(fillers));
}

static struct span next_word(const char *text)
{
	text += strspn(text, " ");
	return (struct span){ text, strcspn(text, " ") };
}

/* Something stays: of "Controller" all. */
static void add_without_fillers(const char *product, struct text *out)
{
	size_t start = out->length;
	struct span word, next;

	for (word = next_word(product); word.length; word = next) {
		next = next_word(word.start + word.length);
		if (is_filler(word, next))
			continue;
		text_puts(out, out->length > start ? " " : "");
		text_add(out, word.start, word.length);
	}
	if (out->length == start)
		text_puts(out, product);
}

/* SCSI, RAID and SAS. */
static bool is_hba(uint32_t class)
{
	return class >> 8 == 0x0100 || class >> 8 == 0x0104 || class >> 8 == 0x0107;
}

void brief_name(uint32_t class, const char *product, const char *vendor, struct text *out)
{
	struct span code_name = in_brackets(product);
	struct text name = { 0 };

	if (is_hba(class) && code_name.length && code_name.start > product + 1)
		text_add(&name, product, (size_t)(code_name.start - 1 - product));
	else
		short_product(product, &name);
	add_without_fillers(text_string(&name), out);
	text_free(&name);
	text_puts(out, ", ");
	short_vendor(vendor, out);
}

const char *short_class(uint32_t class)
{
	static const struct {
		uint32_t class;
		const char *name;
	} classes[] = {
		{ 0x0104, "RAID" },        { 0x0106, "SATA" },          { 0x0107, "SAS" },
		{ 0x0108, "NVMe" },        { 0x0200, "Ethernet" },      { 0x0207, "InfiniBand" },
		{ 0x0280, "Network" },     { 0x0300, "VGA" },           { 0x0302, "3D" },
		{ 0x0380, "Display" },     { 0x0401, "Audio" },         { 0x0403, "Audio" },
		{ 0x0480, "Multimedia" },  { 0x0500, "Memory" },        { 0x0580, "Memory" },
		{ 0x0600, "Host bridge" }, { 0x0601, "ISA bridge" },    { 0x0604, "PCI bridge" },
		{ 0x0700, "Serial" },      { 0x0780, "Comm." },         { 0x0805, "SD card" },
		{ 0x0806, "IOMMU" },       { 0x0880, "System" },        { 0x0b40, "Co-processor" },
		{ 0x0c03, "USB" },         { 0x0c04, "Fibre Channel" }, { 0x0c05, "SMBus" },
		{ 0x0c06, "InfiniBand" },  { 0x0c07, "IPMI" },          { 0x0c80, "Serial bus" },
		{ 0x0d11, "Bluetooth" },   { 0x1080, "Encryption" },    { 0x1180, "Signal" },
		{ 0x1200, "Accelerator" }, { 0x1300, "Instrument." },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(classes); i++)
		if (class >> 8 == classes[i].class)
			return classes[i].name;
	return NULL;
}

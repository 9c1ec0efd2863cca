// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Lines of an image's configuration, and how many of them there may be.
 */
#include "host/image/config_lines.h"

#include <string.h>

#include "core/serial.h"
#include "host/image/pin.h"
#include "kernel/fs.h"

/* Errors of the files that go into the image; the host command shows all of them. */
#define ERRORS_MAX 200

/* For what may be left out: rules that want functions, and the reasons for others. */
#define WANTED_MAX ((size_t)1024 * 1024)

/* A rule of a file or one of our own at most, with its card and what that is of, a serial number.
 */
#define RULE_LINE_MAX ((size_t)3 * FS_PATH_SIZE + 896)
#define OWN_LINE_MAX ((size_t)256)
#define SERIAL_LINE_MAX ((size_t)8 + SERIAL_SIZE)

/*
 * What must not be left out always fits: one more wanted rule, every exclusion, what the host
 * needs, the serial numbers, and the errors.
 */
_Static_assert(WANTED_MAX + 8 * RULE_LINE_MAX + CONFIG_RULES_MAX * RULE_LINE_MAX +
			       PCI_DEVICES_MAX * (OWN_LINE_MAX + SERIAL_LINE_MAX) +
			       (ERRORS_MAX + 4) * (IMAGE_LINE_MAX + 1) <=
		       IMAGE_FILE_MAX,
	       "an image may be damaged by its own writer");

int lines_warn(struct image_lines *lines, const struct rule *rule, struct text *message)
{
	int r = text_error(message);

	if (!r)
		r = diagnostics_add(lines->warnings, rule->source.file, rule->source.line, 0,
				    text_string(message));
	text_free(message);
	return r;
}

static void write_source(const char *mark, const char *file, unsigned int line, struct text *out)
{
	text_printf(out, "@%s ", mark);
	text_escape(out, file);
	text_printf(out, ":%u", line);
}

/* One line; a phrase that does not fit is cut and ends in "...". */
static void write_error(const char *file, unsigned int line, unsigned int column,
			const char *phrase, struct text *out)
{
	size_t start = out->length, length = strlen(phrase), room;

	write_source("error", file, line, out);
	text_printf(out, ":%u ", column);
	room = IMAGE_LINE_MAX - (out->length - start);
	if (length <= room)
		text_puts(out, phrase);
	else
		text_printf(out, "%.*s...", (int)room - 3, phrase);
	text_puts(out, "\n");
}

bool lines_are_long(const struct image_lines *lines)
{
	return lines->out->length > WANTED_MAX;
}

/* Written once for consecutive cards of a rule. */
static void write_from(struct image_lines *lines, const char *from)
{
	if (!from || (lines->from && !strcmp(lines->from, from)))
		return;
	text_printf(lines->out, "@from %s\n", from);
	lines->from = from;
}

/*
 * A wanted rule may be left out, with a warning; without a "!" another rule would take what it must
 * not.
 */
void lines_add_rule(struct image_lines *lines, const struct rule *rule)
{
	if (!rule->exclude && (lines->wanted == CONFIG_RULES_MAX || lines_are_long(lines))) {
		lines->is_full = true;
		return;
	}
	lines->wanted += !rule->exclude;
	if (rule->identity.is_set)
		write_from(lines, rule->identity.from);
	write_source("rule", rule->source.file, rule->source.line, lines->out);
	text_puts(lines->out, " ");
	rule_format(rule, lines->out);
	text_puts(lines->out, "\n");
	if (!rule->identity.is_set)
		return;
	text_puts(lines->out, "@card ");
	pin_format(rule, lines->out);
	text_puts(lines->out, "\n");
}

/* Warns now and in every boot report. */
int lines_leave_out(struct image_lines *lines, const struct rule *rule,
		    const struct pci_address *taken, const char *why, const char *what)
{
	char address[PCI_ADDRESS_SIZE];
	struct text message = { 0 };

	pci_address_format(taken, address);
	text_puts(&message, "left out of the image: ");
	rule_format(rule, &message);
	text_printf(&message, " would take %s, which this host %s for ", address, why);
	text_add_plain(&message, what, strlen(what), "");
	if (lines_are_long(lines))
		lines->is_full = true;
	else
		write_error(rule->source.file, rule->source.line, 0, text_string(&message),
			    lines->out);
	return lines_warn(lines, rule, &message);
}

void lines_add_errors(struct image_lines *lines, const struct diagnostics *bad)
{
	size_t i;

	for (i = 0; i < bad->count && i < ERRORS_MAX; i++)
		write_error(bad->list[i].file, bad->list[i].line, bad->list[i].column,
			    bad->list[i].text, lines->out);
	if (i < bad->count)
		text_printf(lines->out, "@error " IMAGE_OWN_NAME ":0:0 and %zu more errors\n",
			    bad->count - i);
}

int lines_add_full(struct image_lines *lines)
{
	static const char message[] = "too many rules for an image: the last ones are left out";

	write_error(IMAGE_OWN_NAME, 0, 0, message, lines->out);
	return diagnostics_add(lines->warnings, IMAGE_OWN_NAME, 0, 0, message);
}

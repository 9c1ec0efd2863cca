// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What import has found, and what the configuration says of it already.
 */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "cli/import/finds.h"
#include "core/cmdline.h"
#include "core/error.h"
#include "core/match.h"
#include "host/machine/modprobe_conf.h"

/* Of a line or a word; all of it would fill the screen with whatever is in a file. */
#define SHOWN_MAX ((size_t)400)

/* Whoever has more than this is not a person; what reads them is quadratic. */
#define FINDS_MAX 1000

void import_plain(struct text *out, const char *text, size_t length)
{
	size_t start = out->length, i;

	for (i = 0; i < length; i++)
		text_add(out, text[i] == '\t' ? " " : &text[i], 1);
	if (out->length > start)
		text_plain(out->data + start, out->length - start, "");
}

static void add_shown(struct text *out, const char *text, size_t length)
{
	import_plain(out, text, length < SHOWN_MAX ? length : SHOWN_MAX);
	text_puts(out, length < SHOWN_MAX ? "" : "...");
}

static void free_find(struct import_find *find)
{
	text_free(&find->file);
	text_free(&find->text);
	text_free(&find->problem);
}

void import_find_add(struct import *import, const char *file, unsigned int line,
		     enum import_cure cure, const char *text, size_t length)
{
	struct import_find *finds = NULL;

	if (import->find_count < FINDS_MAX)
		finds = realloc(import->finds, (import->find_count + 1) * sizeof(*finds));
	if (finds) {
		import->finds = finds;
		import->last = &finds[import->find_count++];
	} else {
		import->error = import->find_count < FINDS_MAX ? -ENOMEM : -E2BIG;
		free_find(&import->spare);
		import->last = &import->spare;
	}
	*import->last = (struct import_find){ .line = line, .cure = cure };
	import_plain(&import->last->file, file, strlen(file));
	add_shown(&import->last->text, text, length);
}

void import_problem(struct import *import, const char *format, ...)
{
	struct text *out = &import->last->problem;
	char *problem;
	va_list args;
	int length;

	va_start(args, format);
	length = vasprintf(&problem, format, args);
	va_end(args);
	if (length < 0) {
		import->error = -ENOMEM;
		return;
	}
	text_puts(out, out->length ? "; " : "");
	import_plain(out, problem, (size_t)length);
	free(problem);
}

void import_unreadable(struct import *import, const char *path, int error)
{
	struct text shown = { 0 };

	if (error == -ENOMEM)
		import->error = error;
	if (!error || error == -ENOENT || error == -ENOMEM)
		return;
	text_printf(&shown, "/%s", path);
	import_find_add(import, text_string(&shown), 0, IMPORT_FILE, "", 0);
	import_problem(import, "cannot be read: %s", error_text(error));
	text_free(&shown);
}

bool import_has_problem(const struct import *import)
{
	size_t i;

	for (i = 0; i < import->find_count; i++)
		if (import->finds[i].problem.length)
			return true;
	return false;
}

/* What is not there is settled by the same words only. */
static bool speaks_of(const struct rule *rule, const struct import_rule *wanted,
		      const struct pci_devices *devices)
{
	if (wanted->device)
		return rule_selects(rule, devices, wanted->device);
	return selector_equals(&rule->selector, &wanted->rule.selector) &&
	       !memcmp(&rule->id, &wanted->rule.id, sizeof(rule->id)) &&
	       rule->class_digits == wanted->rule.class_digits && rule->class == wanted->rule.class;
}

/* "!" wins over all, else the last rule counts. The kernel command line may go away. */
static void find_configured(struct import *import, struct import_rule *wanted)
{
	const struct config *config = &import->machine->inputs.config;
	size_t i;

	for (i = 0; i < config->count; i++) {
		const struct rule *rule = &config->rules[i];

		if (strcmp(rule->source.file, CMDLINE_NAME) &&
		    (!wanted->there || !wanted->there->exclude) &&
		    speaks_of(rule, wanted, &import->machine->inputs.devices))
			wanted->there = rule;
	}
	if (wanted->there && !wanted->there->exclude &&
	    strcmp(wanted->there->driver, wanted->rule.driver)) {
		import_plain(&import->warnings, wanted->there->source.file,
			     strlen(wanted->there->source.file));
		text_printf(&import->warnings,
			    ":%u has driver=%s for what was given to %s before\n",
			    wanted->there->source.line, wanted->there->driver, wanted->rule.driver);
	}
}

/* A parameter given twice has the last value, and who gave it twice may not know. */
static void warn_of_ids(struct import *import)
{
	if (import->has_other_ids)
		text_puts(&import->warnings,
			  "ids= of vfio-pci is set more than once, to different IDs: the kernel "
			  "heeds the last only, so that it may not have taken all of these\n");
}

static int texts_error(const struct import *import)
{
	size_t i;

	for (i = 0; i < import->find_count; i++)
		if (text_error(&import->finds[i].file) || text_error(&import->finds[i].text) ||
		    text_error(&import->finds[i].problem))
			return -ENOMEM;
	for (i = 0; i < import->rule_count; i++)
		if (text_error(&import->rules[i].sources) || text_error(&import->rules[i].notes))
			return -ENOMEM;
	return text_error(&import->warnings);
}

int import_look(struct import *import, struct machine *machine)
{
	size_t i;

	import->machine = machine;
	import_look_for_words(import);
	import_look_for_lines(import);
	warn_of_ids(import);
	for (i = 0; i < import->rule_count; i++)
		find_configured(import, &import->rules[i]);
	return import->error ? import->error : texts_error(import);
}

void import_free(struct import *import)
{
	size_t i;

	for (i = 0; i < import->find_count; i++)
		free_find(&import->finds[i]);
	free_find(&import->spare);
	for (i = 0; i < import->rule_count; i++) {
		text_free(&import->rules[i].sources);
		text_free(&import->rules[i].notes);
	}
	free(import->ids);
	free(import->finds);
	free(import->rules);
	text_free(&import->warnings);
}

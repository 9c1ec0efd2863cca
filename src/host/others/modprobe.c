// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * modprobe.d: options, soft dependencies, commands and aliases about vfio.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "host/machine/kernel_modules.h"
#include "host/machine/modprobe_conf.h"
#include "host/others/look.h"
#include "host/others/parameters.h"
#include "kernel/inputs.h"

#define BLANKS " \t\r\v\f"

static bool mentions_vfio(const char *text)
{
	return strstr(text, "vfio");
}

/* Adds the directive as a line, or, with text in front, the part that the text describes. */
static void add_directive(struct settings *settings, const struct modprobe_line *line,
			  const char *front)
{
	struct text shown = { 0 };

	text_printf(&shown, "%s%s %s%s%s", front, line->command, line->module,
		    *line->rest ? " " : "", line->rest);
	setting_add(settings, SETTING_MODPROBE, line->file, line->line,
		    *front ? SETTING_WORD : SETTING_LINE, text_string(&shown), shown.length);
	settings->last->last_line = line->last;
	if (!*front)
		setting_cut(settings, line->start, line->end);
	if (text_error(&shown))
		settings->error = text_error(&shown);
	text_free(&shown);
}

/* Cuts one word of the rest of a directive, with the blank before it. */
static void cut_word(struct settings *settings, const struct modprobe_line *line, const char *word,
		     size_t length)
{
	size_t start = line->rest_start + (size_t)(word - line->rest);

	setting_cut(settings, start - 1, start + length);
}

static size_t count_options(const char *options)
{
	struct cmdline_word word;
	size_t position = 0, count = 0;

	while (cmdline_next_word(options, strlen(options), &position, &word))
		count++;
	return count;
}

/* An option to delete: the whole line if it is the only one. */
static void add_option(struct settings *settings, const struct modprobe_line *line,
		       const struct cmdline_word *word, bool is_alone)
{
	if (is_alone) {
		add_directive(settings, line, "");
		return;
	}
	setting_add(settings, SETTING_MODPROBE, line->file, line->line, SETTING_WORD, word->text,
		    word->length);
	settings->last->last_line = line->last;
	setting_plain(&settings->last->whole, line->text, strlen(line->text));
	cut_word(settings, line, word->text, word->length);
}

/* The kernel reads them as it reads its command line: kernel/module/main.c, parse_args(). */
static void see_options(struct settings *settings, const struct modprobe_line *line)
{
	struct parameter_reader reader = { 0 };
	struct cmdline_word word;
	size_t position = 0, count = count_options(line->rest);
	bool is_stub = text_is_name(line->module, strlen(line->module), "pci_stub");
	bool is_ours = is_stub ||
		       text_is_name(line->module, strlen(line->module), RULE_DRIVER_DEFAULT);

	while (cmdline_next_word(line->rest, strlen(line->rest), &position, &word)) {
		struct text why = { 0 };
		bool is_void = parameter_has_no_effect(&reader, settings->machine->fs, line->module,
						       &word, &why);

		if (is_void || (is_ours && text_is_name(word.name, word.name_length, "ids")))
			add_option(settings, line, &word, count == 1);
		if (is_void) {
			settings->last->is_idle = true;
			setting_no_effect(settings, settings->last, "%s", text_string(&why));
		} else if (is_ours && text_is_name(word.name, word.name_length, "ids")) {
			settings->last->is_stub = is_stub;
			setting_give_ids(settings, word.value, word.value_length);
		}
		if (text_error(&why))
			settings->error = text_error(&why);
		text_free(&why);
	}
}

/* "softdep nouveau pre: vfio-pci": the line can be deleted only if it has nothing else. */
static void see_softdep(struct settings *settings, const struct modprobe_line *line)
{
	size_t vfio = 0, others = 0, length;
	const char *at;

	for (at = line->rest; *(at += strspn(at, BLANKS)); at += length) {
		length = strcspn(at, BLANKS);
		if (module_is_vfio(at, length))
			vfio++;
		else if (at[length - 1] != ':')
			others++;
	}
	if (!vfio || module_is_vfio(line->module, strlen(line->module)))
		return;
	add_directive(settings, line, others ? "the vfio modules in " : "");
	settings->last->is_idle = true;
	for (at = line->rest; others && *(at += strspn(at, BLANKS)); at += length) {
		length = strcspn(at, BLANKS);
		if (module_is_vfio(at, length))
			cut_word(settings, line, at, length);
	}
}

static void see_directive(void *data, const struct modprobe_line *line)
{
	struct settings *settings = data;
	bool is_install = !strcmp(line->command, "install");

	if (!strcmp(line->command, "options")) {
		see_options(settings, line);
	} else if (!strcmp(line->command, "softdep")) {
		see_softdep(settings, line);
	} else if ((is_install && (mentions_vfio(line->module) || mentions_vfio(line->rest))) ||
		   (!strcmp(line->command, "alias") && !strncmp(line->module, "pci:", 4) &&
		    module_is_vfio(line->rest, strcspn(line->rest, BLANKS)))) {
		add_directive(settings, line, "");
		setting_problem(settings, settings->last,
				is_install ? "an install command cannot be translated"
					   : "an alias for vfio-pci cannot be translated");
	}
}

static void failed(void *data, const char *path, int error)
{
	settings_unreadable(data, path, error);
}

/* Only modprobe reads the options, and it loads nothing that is built in. */
static void mark_builtin(struct settings *settings)
{
	size_t i;

	if (kernel_index_has(settings->machine->fs, settings->machine->inputs.kernel,
			     "modules.builtin", RULE_DRIVER_DEFAULT) <= 0)
		return;
	for (i = 0; i < settings->count; i++)
		if (settings->list[i].source == SETTING_MODPROBE && settings->list[i].ids.length &&
		    !settings->list[i].is_stub)
			setting_no_effect(settings, &settings->list[i],
					  "vfio-pci is built into the kernel %s and reads only "
					  "vfio-pci.ids= on the kernel command line",
					  settings->machine->inputs.kernel);
}

void settings_look_into_modprobe(struct settings *settings)
{
	int r = modprobe_conf_read_all(settings->machine->fs, see_directive, failed, settings);

	if (r)
		settings->error = r;
	mark_builtin(settings);
}

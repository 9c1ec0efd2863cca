// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Dangers from what else is set for vfio on this machine.
 */
#include <errno.h>
#include <string.h>

#include "core/cmdline.h"
#include "host/danger/danger.h"
#include "host/loader/removal.h"
#include "host/others/look.h"

static const struct settings *settings_of(struct check *check)
{
	int r;

	if (check->has_settings)
		return &check->settings;
	check->has_settings = true;
	r = settings_look(&check->settings, check->machine);
	if (r)
		check->error = r;
	return &check->settings;
}

/* "3", or "3,4" of a line that is continued */
static void add_lines(const struct setting *setting, struct text *out)
{
	text_printf(out, "%u", setting->line);
	if (setting->last_line > setting->line)
		text_printf(out, ",%u", setting->last_line);
}

static void add_sed(const struct setting *setting, const char *options, const char *command,
		    const char *word, const char *end, struct text *out)
{
	text_printf(out, "sed %s'", options);
	add_lines(setting, out);
	text_printf(out, "%s%s%s' %s", command, word, end, text_string(&setting->file));
}

/* The line is commented out where it is, or the file hidden by a copy without it. */
static void cure_by_sed(const struct setting *setting, struct text *out)
{
	static const char etc[] = "/etc/";
	bool is_word = setting->cure == SETTING_WORD;
	const char *word = is_word ? text_string(&setting->text) : "";
	bool is_hidden = strncmp(text_string(&setting->file), etc, strlen(etc)) != 0;
	const char *options = is_hidden ? is_word ? "-E " : "" : is_word ? "-i -E " : "-i ";

	text_puts(out, "run ");
	add_sed(setting, options, is_word ? "s/[[:blank:]]+" : "s/^/#/", word,
		is_word ? "([[:blank:]]|$)/\\1/" : "", out);
	if (is_hidden)
		text_printf(out, " >/etc/modprobe.d%s", strrchr(text_string(&setting->file), '/'));
	text_puts(out, ", then vfio-prebind apply");
}

static void cure_by_hand(const struct setting *setting, struct text *out)
{
	text_printf(out, "remove %s from line %u of %s, then run vfio-prebind apply",
		    text_string(&setting->text), setting->line, text_string(&setting->file));
}

/* Whether a shell takes it as it is. */
static bool is_plain_path(const char *path)
{
	for (; *path; path++)
		if (*path != '/' && !loader_word_is_tame(path, 1))
			return false;
	return true;
}

static void cure_setting(const struct check *check, const struct setting *setting, struct text *out)
{
	const char *text = text_string(&setting->text), *file = text_string(&setting->file);

	if (setting->source == SETTING_RUNNING ||
	    (setting->source == SETTING_LOADER && !strstr(file, "dracut")))
		loader_explain_removal(check->machine->fs, text, setting->text.length, NULL, out);
	else if (setting->source != SETTING_LOADER && is_plain_path(file) &&
		 (setting->cure == SETTING_LINE || loader_word_is_tame(text, setting->text.length)))
		cure_by_sed(setting, out);
	else
		cure_by_hand(setting, out);
}

/* With its place, unless it is on the command line, where it is the subject of the sentence. */
static struct finding *add_finding(struct check *check, const struct setting *setting)
{
	struct finding *finding = finding_add(check, NULL, NULL);

	if (setting->source == SETTING_RUNNING) {
		text_printf(&finding->cause, "%s on the kernel command line",
			    text_string(&setting->text));
		return finding;
	}
	finding->file = strdup(text_string(&setting->file));
	finding->text =
		strdup(text_string(setting->whole.length ? &setting->whole : &setting->text));
	finding->line = setting->line;
	if (!finding->file || !finding->text)
		check->error = -ENOMEM;
	return finding;
}

void find_modprobe_ids(struct check *check)
{
	const struct settings *settings;
	size_t i;

	if (!check_has_rules(check))
		return;
	settings = settings_of(check);
	for (i = 0; i < settings->count; i++) {
		const struct setting *setting = &settings->list[i];
		struct finding *finding;
		bool is_word = setting->source == SETTING_RUNNING;

		if (!setting->ids.length || setting->no_effect.length ||
		    (!is_word && setting->source != SETTING_MODPROBE))
			continue;
		finding = add_finding(check, setting);
		text_printf(&finding->cause,
			    "%s every device with these IDs, whatever the rules say; vfio-prebind "
			    "import makes rules of them",
			    is_word ? ": vfio-pci takes"
				    : "vfio-pci has an option ids= besides: it takes");
		cure_setting(check, setting, &finding->cure);
	}
}

void find_no_effect(struct check *check)
{
	const struct settings *settings = settings_of(check);
	size_t i;

	for (i = 0; i < settings->count; i++) {
		const struct setting *setting = &settings->list[i];
		struct finding *finding;

		if (!setting->no_effect.length ||
		    (setting->source == SETTING_RUNNING && setting_is_in_file(settings, setting)))
			continue;
		finding = add_finding(check, setting);
		if (setting->source != SETTING_RUNNING)
			text_puts(&finding->cause, text_string(&setting->text));
		text_printf(&finding->cause, " has no effect: %s",
			    text_string(&setting->no_effect));
		cure_setting(check, setting, &finding->cure);
	}
}

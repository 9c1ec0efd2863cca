// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Dangers of other settings for vfio on this machine.
 */
#include <ctype.h>
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

/* Comments the line out or removes the word, in the file or in a copy that hides it. */
static void cure_by_sed(const struct setting *setting, struct text *out)
{
	static const char etc[] = "/etc/";
	const char *file = text_string(&setting->file), *word = text_string(&setting->text);
	bool is_hidden = strncmp(file, etc, strlen(etc)) != 0;

	text_printf(out, "run 'sed %s", is_hidden ? "" : "-i ");
	add_lines(setting, out);
	if (setting->cure == SETTING_LINE)
		text_puts(out, "s/^/#/");
	else
		text_printf(out, "s/\\\\s%s%s//", word,
			    isalnum((unsigned char)word[strlen(word) - 1]) ? "\\\\b" : "");
	text_printf(out, " %s", file);
	if (is_hidden)
		text_printf(out, " >/etc/modprobe.d%s", strrchr(file, '/'));
	text_puts(out, "', then 'vfio-prebind apply'");
}

static void cure_by_hand(const struct setting *setting, struct text *out)
{
	text_printf(out, "remove %s from line %u of %s, then run 'vfio-prebind apply'",
		    text_string(&setting->text), setting->line, text_string(&setting->file));
}

/* Whether the path needs no quotes in a shell. */
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

	if (setting->source == SETTING_CMDLINE ||
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

	if (setting->source == SETTING_CMDLINE) {
		text_printf(&finding->cause, "%s on the kernel command line",
			    text_string(&setting->text));
		return finding;
	}
	finding->file = strdup(text_string(&setting->file));
	if (setting->text.length)
		finding->text = strdup(
			text_string(setting->whole.length ? &setting->whole : &setting->text));
	finding->line = setting->line;
	if (!finding->file || (setting->text.length && !finding->text))
		check->error = -ENOMEM;
	return finding;
}

/* Whether it is the word that the setting shows, without its quotes and perhaps cut short. */
static bool is_same_word(const struct cmdline_word *word, const struct setting *setting)
{
	const char *text = text_string(&setting->text), *dots = strstr(text, "...");
	struct text shown = { 0 };
	bool is_same;

	setting_plain(&shown, word->name, word->name_length);
	text_puts(&shown, word->has_value ? "=" : "");
	setting_plain(&shown, word->value, word->value_length);
	is_same = dots ? !strncmp(text_string(&shown), text, (size_t)(dots - text))
		       : !strcmp(text_string(&shown), text);
	text_free(&shown);
	return is_same;
}

/*
 * Whether the word was typed into the boot loader for this boot only: the next command line does
 * not contain it.
 */
static bool is_over(const struct check *check, const struct setting *setting)
{
	const struct config_file *next = check->machine->cmdline;
	struct cmdline_word word;
	size_t position = 0;

	if (setting->source != SETTING_CMDLINE)
		return false;
	while (cmdline_next_word(next->data, next->length, &position, &word))
		if (is_same_word(&word, setting))
			return false;
	return true;
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
		bool is_word = setting->source == SETTING_CMDLINE;
		struct finding *finding;
		const char *driver;

		if (!setting->ids.length || setting->no_effect.length || is_over(check, setting) ||
		    (!is_word && setting->source != SETTING_MODPROBE))
			continue;
		finding = add_finding(check, setting);
		driver = setting->is_stub ? "pci-stub" : "vfio-pci";
		text_printf(&finding->cause,
			    is_word ? ": %s takes" : "%s also has the option ids=: it takes",
			    driver);
		text_puts(&finding->cause, " every device with these IDs, whatever the rules say; "
					   "'vfio-prebind import' turns them into rules");
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

		if (!setting->no_effect.length || is_over(check, setting) ||
		    (setting->source == SETTING_CMDLINE && setting_is_in_file(settings, setting)))
			continue;
		finding = add_finding(check, setting);
		if (setting->source != SETTING_CMDLINE)
			text_puts(&finding->cause, text_string(&setting->text));
		text_printf(&finding->cause, " has no effect: %s",
			    text_string(&setting->no_effect));
		cure_setting(check, setting, &finding->cure);
	}
}

/* What it is, as the subject of a sentence. */
static const char *subject(const struct setting *setting)
{
	static const char *const subjects[] = {
		[SETTING_OVERRIDE] = "driverctl",
		[SETTING_UDEV] = "a udev rule",
		[SETTING_UNIT] = "a service",
		[SETTING_SCRIPT] = "a script",
	};

	return subjects[setting->source];
}

/* "0000:01:00.0, 0000:01:00.1 to vfio-pci" */
static void add_given(const struct setting *setting, struct text *out)
{
	size_t i;

	for (i = 0; i < setting->rule_count; i++) {
		text_puts(out, i ? ", " : "");
		selector_format(&setting->rules[i].selector, out);
	}
	if (i)
		text_printf(out, " to %s", setting->rules[0].driver);
}

/* "; it names 0000:01:00.0" */
static void add_named(const struct setting *setting, struct text *out)
{
	size_t i;

	for (i = 0; i < setting->named_count; i++) {
		char address[PCI_ADDRESS_SIZE];

		pci_address_format(&setting->named[i], address);
		text_printf(out, "%s%s", i ? ", " : "; it names ", address);
	}
}

static void cure_program(const struct setting *setting, struct text *out)
{
	const char *file = text_string(&setting->file);

	text_puts(out, "add what it binds to /etc/vfio-prebind.conf, then ");
	if (setting->source == SETTING_UNIT)
		text_printf(out, "run 'systemctl disable %s'", strrchr(file, '/') + 1);
	else if (setting->source == SETTING_UDEV)
		text_printf(out, "remove line %u of %s", setting->line, file);
	else
		text_printf(out, "remove %s and run 'vfio-prebind apply'", file);
}

/* The rules still take the device; what the other one does with it later is unknown. */
static void see_binder(struct check *check, const struct setting *setting)
{
	struct finding *finding = add_finding(check, setting);

	if (setting->source == SETTING_CMDLINE) {
		text_printf(&finding->cause, ": %s", text_string(&setting->problem));
		cure_setting(check, setting, &finding->cure);
	} else if (setting->problem.length) {
		text_printf(&finding->cause, "%s also binds devices", subject(setting));
		if (setting->source == SETTING_UDEV || setting->source == SETTING_OVERRIDE)
			text_printf(&finding->cause, ": %s", text_string(&setting->problem));
		else
			add_named(setting, &finding->cause);
		cure_program(setting, &finding->cure);
	} else {
		text_printf(&finding->cause, "%s also gives ", subject(setting));
		add_given(setting, &finding->cause);
		text_puts(&finding->cure, "run 'vfio-prebind import --write --apply', then "
					  "'vfio-prebind apply'");
	}
}

void find_other_binder(struct check *check)
{
	const struct settings *settings;
	size_t i;

	if (!check_has_rules(check))
		return;
	settings = settings_of(check);
	for (i = 0; i < settings->count; i++) {
		const struct setting *setting = &settings->list[i];
		bool is_word = setting->source == SETTING_CMDLINE && !setting->ids.length;

		if (setting->source >= SETTING_OVERRIDE
			    ? !setting->is_idle
			    : is_word && setting->problem.length && !is_over(check, setting))
			see_binder(check, setting);
	}
}

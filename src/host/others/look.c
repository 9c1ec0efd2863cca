// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Determines which of several lists of IDs the kernel reads.
 */
#include "host/others/look.h"

#include <string.h>

/* kmod passes the options of modprobe.d in the order of file names, whatever their directory. */
static bool comes_later(const struct setting *a, const struct setting *b)
{
	const char *a_name = strrchr(text_string(&a->file), '/');
	const char *b_name = strrchr(text_string(&b->file), '/');
	int order;

	if (a->source != b->source)
		return a->source == SETTING_CMDLINE;
	order = a_name && b_name ? strcmp(a_name, b_name) : 0;
	return order ? order > 0 : a > b;
}

static bool reaches_the_kernel(const struct setting *setting)
{
	return setting->ids.length && !setting->is_stub && !setting->no_effect.length &&
	       (setting->source == SETTING_CMDLINE || setting->source == SETTING_MODPROBE);
}

/* The last value of a repeated parameter wins; kmod appends the command line to modprobe.d's. */
static void mark_overridden(struct settings *settings)
{
	const struct setting *last = NULL;
	struct text place = { 0 };
	size_t i;

	for (i = 0; i < settings->count; i++)
		if (reaches_the_kernel(&settings->list[i]) &&
		    (!last || comes_later(&settings->list[i], last)))
			last = &settings->list[i];
	for (i = 0; last && i < settings->count; i++) {
		struct setting *setting = &settings->list[i];

		if (setting == last || !reaches_the_kernel(setting) ||
		    !strcmp(text_string(&setting->ids), text_string(&last->ids)))
			continue;
		text_free(&place);
		setting_place(last, &place);
		setting_no_effect(
			settings, setting,
			"the kernel reads only the last list of IDs for vfio-pci, %s (%s)",
			text_string(&last->ids), text_string(&place));
	}
	if (text_error(&place))
		settings->error = text_error(&place);
	text_free(&place);
}

int settings_look(struct settings *settings, struct machine *machine)
{
	settings->machine = machine;
	settings_look_for_words(settings);
	settings_look_into_modprobe(settings);
	settings_look_for_overrides(settings);
	settings_look_for_lists(settings);
	settings_look_into_udev(settings);
	settings_look_for_scripts(settings);
	settings_look_for_units(settings);
	mark_overridden(settings);
	return settings->error ? settings->error : settings_error(settings);
}

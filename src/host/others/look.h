/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Looks for settings in all places.
 */
#ifndef VFIO_PREBIND_OTHERS_LOOK_H
#define VFIO_PREBIND_OTHERS_LOOK_H

#include "host/others/settings.h"

/* Looks everywhere. 0 or negative errno; settings_free() in any case. */
must_check int settings_look(struct settings *settings, struct machine *machine);

/* --- the readers, one per kind of file ------------------------------------------------------- */

void settings_look_for_words(struct settings *settings);     /* words.c */
void settings_look_into_modprobe(struct settings *settings); /* modprobe.c */
void settings_look_for_lists(struct settings *settings);     /* modules.c */
void settings_look_for_overrides(struct settings *settings); /* overrides.c */
void settings_look_into_udev(struct settings *settings);     /* udev.c */
void settings_look_for_units(struct settings *settings);     /* units.c */
void settings_look_for_scripts(struct settings *settings);   /* scripts.c */

#endif

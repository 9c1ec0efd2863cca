/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The dangers that an edit of the configuration file adds: those of the new rules, without those of
 * the current rules.
 */
#ifndef VFIO_PREBIND_CONFIG_NEW_DANGERS_H
#define VFIO_PREBIND_CONFIG_NEW_DANGERS_H

#include "host/config/edit.h"
#include "host/danger/danger.h"
#include "host/machine/machine.h"

/* Called for each of them, in order. */
typedef void new_danger_fn(void *data, const struct finding *finding, bool is_new);

/* Looks for what add looks for, and tells what was there before, too. 0 or negative errno. */
must_check int new_dangers_find(const struct edit *edit, struct machine *machine,
				new_danger_fn *tell, void *data);

/*
 * Whether apply refuses a configuration with this danger, as for each rule that would be left out
 * of the images.
 */
bool danger_stops_apply(const struct machine *machine, const struct finding *finding);

#endif

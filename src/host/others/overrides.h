/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A rule for a device and the driver that something else gives it.
 */
#ifndef VFIO_PREBIND_OTHERS_OVERRIDES_H
#define VFIO_PREBIND_OTHERS_OVERRIDES_H

#include "host/others/settings.h"

/*
 * The rule for a device, an address or an ID, with conditions ("" or " class=03"). false: they are
 * invalid, or there is no memory.
 */
bool override_parse(struct settings *settings, const char *device, const char *conditions,
		    const char *driver, struct rule *rule);

#endif

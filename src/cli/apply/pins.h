/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which card each line means, before apply puts it into images: a line follows its card, and only a
 * person gives it another one.
 */
#ifndef VFIO_PREBIND_CLI_APPLY_PINS_H
#define VFIO_PREBIND_CLI_APPLY_PINS_H

#include "host/machine/next_boot.h"

/*
 * Pins the lines with these selectors, "A,B", to what they name now, and shows what changes.
 * selectors may be NULL. STATUS_OK, or another status after a message: no line has one of the
 * selectors, or it failed.
 */
enum status pins_renew(struct next_boot *next_boot, const char *selectors);

/*
 * Shows where each card has gone that has moved. Where one is gone and another is in its place,
 * asks which one the line means, and pins it again if it is the new one; without a terminal that is
 * an error unless force. STATUS_OK, or another status after a message.
 */
enum status pins_settle(struct next_boot *next_boot, bool force);

/*
 * The same without asking and without remembering anything: STATUS_NOT_AS_CONFIGURED after the
 * questions that pins_settle() would ask.
 */
enum status pins_preview(struct next_boot *next_boot, bool force);

#endif

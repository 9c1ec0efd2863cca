/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Programs that cannot be translated: whether they bind devices, and which ones they name.
 */
#ifndef VFIO_PREBIND_OTHERS_MENTIONS_H
#define VFIO_PREBIND_OTHERS_MENTIONS_H

#include "host/others/settings.h"

/*
 * The line, outside of comments, in which a program first mentions a driver override, of a new ID
 * of a driver, or of vfio-pci. 0: nowhere.
 */
unsigned int mentions_binding(const char *text, size_t length);

/*
 * Notes that the last setting, whose text this is, cannot be translated, and which devices of this
 * machine it names. what is the subject: "a script".
 */
void mentions_refuse(struct settings *settings, const char *what, const char *text, size_t length);

#endif

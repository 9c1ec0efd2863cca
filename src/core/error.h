/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Texts for errno values. klibc and glibc use different ones, and both programs must give the same
 * report on the same machine.
 */
#ifndef VFIO_PREBIND_ERROR_H
#define VFIO_PREBIND_ERROR_H

/* "device or resource busy (EBUSY)"; takes errno or its negative. Never NULL; constant. */
const char *error_text(int error);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What an errno means in words. klibc and glibc word it differently, and the same machine
 * must give the same report from both programs.
 */
#ifndef VFIO_PREBIND_ERROR_H
#define VFIO_PREBIND_ERROR_H

/* "device or resource busy (EBUSY)"; takes errno or its negative. Never NULL; constant. */
const char *error_text(int error);

#endif

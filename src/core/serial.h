/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Device Serial Numbers of PCI Express cards: parsing and printing them, and which of them are not
 * unique. No I/O: src/kernel/serial.c reads them from the cards.
 *
 * Relied on: lspci and the kernel's serial_number attribute (drivers/pci/pci-sysfs.c,
 * serial_number_show()) print the upper byte first: "52-54-00-ff-ff-12-34-56".
 */
#ifndef VFIO_PREBIND_SERIAL_H
#define VFIO_PREBIND_SERIAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/util.h"

/* A printed number and its NUL. */
#define SERIAL_SIZE 24

/* Eight bytes of two hexadecimal digits with '-' between them, all of the text. 0, or -EINVAL. */
must_check int serial_parse(const char *text, size_t length, uint64_t *serial);

void serial_format(uint64_t serial, char out[SERIAL_SIZE]);

/* Whether the number can name one card: not all zeros or ones, and not a constant of many cards. */
bool serial_is_unique(uint64_t serial);

#endif

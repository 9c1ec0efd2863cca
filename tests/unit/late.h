/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The machine of the late program's tests, as lines: a board with four ports that has booted with a
 * rule for one of two identical cards.
 */
#ifndef VFIO_PREBIND_TESTS_LATE_H
#define VFIO_PREBIND_TESTS_LATE_H

#include "unit/late_event.h"

#define LISTED "0000:01:00.0"
#define TWIN "0000:02:00.0"
#define OTHER "0000:03:00.0"

/* The configuration of an image that pins the listed card by its serial number and knows its twin.
 */
#define BOOTED                                                                              \
	"file run/vfio-prebind/config @image 2 sha256:00\n"                                 \
	"file run/vfio-prebind/config @serial 52-54-00-ff-ff-00-00-01\n"                    \
	"file run/vfio-prebind/config @serial 52-54-00-ff-ff-00-00-02\n"                    \
	"file run/vfio-prebind/config @from 01:00.0\n"                                      \
	"file run/vfio-prebind/config @rule /etc/vfio-prebind.conf:3 01:00.0 id=8086:10d3 " \
	"subsystem=8086:a01f serial=52-54-00-ff-ff-00-00-01\n"                              \
	"file run/vfio-prebind/config @card 0000:00:1c.0/00.0 0000:01:00.0\n"               \
	"file run/vfio-prebind/config @end\n"

/* The boot stage saw the board, and no card. */
#define SEEN(more)                                                                          \
	"file run/vfio-prebind/boot.json {\"format\":1,\"kernel\":\"6\",\"enabled\":true,"  \
	"\"dry_run\":false,\"digest\":null,\"devices\":[],\"seen\":[\"0000:00:00.0\","      \
	"\"0000:00:1c.0\",\"0000:00:1c.1\",\"0000:00:1c.2\",\"0000:00:1c.3\",\"0000:00:1f." \
	"0\"" more "]}\n"

#define CMDLINE "file proc/cmdline root=/dev/vda1\n"

/* How a card is there: with its host driver, bound or not. */
#define CARD(address, port, group, host, serial)                                             \
	"pci " address " 8086:10d3 8086:a01f 020000 parent=0000:00:1c." port " group=" group \
	" " host "=e1000e serial=52-54-00-ff-ff-00-00-0" serial "\n"

#define LISTED_CARD(host) CARD(LISTED, "0", "10", host, "1")
#define TWIN_CARD(host) CARD(TWIN, "1", "11", host, "2")

/* A drive at the address of the listed card, with a partition. */
#define DRIVE                                                                                    \
	"file run/vfio-prebind/config 144d:a808\n"                                               \
	"pci 0000:01:00.0 144d:a808 144d:a801 010802 parent=0000:00:1c.0 group=10 driver=nvme\n" \
	"block 0000:01:00.0/nvme/nvme0/nvme0n1 259:0\n"                                          \
	"block 0000:01:00.0/nvme/nvme0/nvme0n1/nvme0n1p1 259:1\n"                                \
	"file dev/nvme0n1 disk\nfile dev/nvme0n1p1 partition\n"

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which functions a udev event is the moment to take: those that the boot stage did not see and
 * that a rule of the booted configuration means, decided as at boot. Reads only.
 *
 * Relied on: the kernel sends a function's add event before any driver may bind to it
 * (drivers/base/core.c, device_add()) and probes right after, without waiting for udev; an event
 * that somebody asked for ("udevadm trigger") has SYNTH_UUID (lib/kobject_uevent.c).
 */
#ifndef VFIO_PREBIND_LATE_CHOOSE_H
#define VFIO_PREBIND_LATE_CHOOSE_H

#include <stdbool.h>

#include "core/decision.h"
#include "core/text.h"
#include "kernel/fs.h"

/* The event of a function: it was added, or a driver was bound to it. */
struct event {
	struct pci_address address;
	struct pci_id id; /* of what was there then; PCI_ID_ANY: not known */
	bool is_bind;     /* a driver was bound */
	bool is_new;      /* the kernel has just done it; nobody asked for the event */
};

struct choice {
	struct inputs inputs;     /* errors: only what keeps the event from being decided about */
	struct decision decision; /* only of these functions */
	struct text refusal;      /* why the event's function is not taken, if it is no verdict */
	bool is_over;             /* the event's function is gone, or was taken before */
};

/*
 * Chooses the function of the event, if it is new, whatever its driver is by now: what uses it for
 * a disk is asked first. Every other one, and the event's if it is not new, only without a driver:
 * their own events may come after one that loads a driver for them. None that has a report since
 * it appeared: it was taken or not, and may have been given away since. Only if it was not, and
 * this is its own event, the function is tried again. Waits a moment, a few times, if something
 * cannot be read: another function may just be going. *choice is zeroed; choice_free() in any case.
 * 0, or -ENOMEM.
 */
must_check int choice_make(struct fs *fs, const struct event *event, struct choice *choice);

/*
 * Chooses the function of the event, if it is a physical one whose virtual ones the rules want, and
 * nothing else. Waits as choice_make() does. *choice is zeroed; choice_free() in any case. 0, or
 * -ENOMEM.
 */
must_check int choice_find_physical(struct fs *fs, const struct event *event,
				    struct choice *choice);
void choice_free(struct choice *choice);

/* choice->refusal, if the match is what it is about, or NULL. */
const char *choice_refusal(const struct choice *choice, size_t match);

#endif

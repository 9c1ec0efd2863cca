/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A function after a boot, and what its card has in common with those that an image speaks of.
 *
 * Two cards can only be told apart by what they show: a card without a number of its own that is
 * where a pinned one without a number was is taken for it, by people too.
 */
#ifndef VFIO_PREBIND_TESTS_SUBJECT_H
#define VFIO_PREBIND_TESTS_SUBJECT_H

#include "property/oracle.h"

/* One function after one boot. */
struct subject {
	const struct scene *scene;
	const struct image *image;
	const struct state *boot;
	int card;
	unsigned int function;
};

/* Of the subject's card at boot, and of the pin's when it was pinned. */
int slot_now(const struct subject *subject);
int slot_then(const struct pin *pin);

/* Whether the pin's card showed a number that named it alone. */
bool was_unique(const struct subject *subject, const struct pin *pin);

/* Whether the card is of the pin's kind, and has such a function. */
bool is_twin_of(const struct subject *subject, const struct pin *pin, int card);

/* Whether a card shows the pin's number at boot. */
bool number_is_shown(const struct subject *subject, const struct pin *pin);

bool some_twin_is_mute(const struct subject *subject, const struct pin *pin,
		       const struct state *state);

/* Whether a card of the pin's kind was known with it by the number of this card; NOWHERE: by any.
 */
bool is_known(const struct subject *subject, const struct pin *pin, int card);

/* Whether another card in the pinned one's place may be taken for it, or replaces it. */
bool may_stand_for(const struct subject *subject, const struct pin *pin, int card);

/* Whether the pin's rule may take the subject: its card, or what cannot be told from it. */
bool pin_allows(const struct subject *subject, const struct pin *pin);

#endif

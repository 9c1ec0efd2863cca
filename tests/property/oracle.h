/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What must come of a scene, told from the cards themselves: which card is which is known here, and
 * nothing of the code that finds them again is used.
 */
#ifndef VFIO_PREBIND_TESTS_ORACLE_H
#define VFIO_PREBIND_TESTS_ORACLE_H

#include "property/scene.h"

#define PINS_MAX 128

/* A function that a rule of an image, or what the host needs, speaks of. */
struct pin {
	const struct rule_meant *rule; /* NULL: the host needs it */
	int card;
	unsigned int function;
	const struct state *state; /* in which it was pinned */
	bool is_member;            /* of the group of what the rule names */
	bool is_doubtful;          /* a later rule may have taken its group from it */
};

struct image {
	const struct state *state; /* in which it was built */
	struct pin pins[PINS_MAX];
	size_t count;
};

/*
 * What an image that is built in this state speaks of. Its builder knows the image that was booted
 * before; NULL: it does not.
 */
void oracle_image(const struct scene *scene, const struct state *state, const struct image *booted,
		  struct image *image);

/* What is wrong with this function after a boot with the image, or NULL. */
const char *oracle_judge(const struct scene *scene, const struct image *image,
			 const struct state *boot, int card, unsigned int function, bool is_bound);

/* Marks the traits that depend on what is pinned. */
void oracle_mark_traits(struct scene *scene, const struct image *image);

/* --- what a card shows ---------------------------------------------------------------------- */

enum view {
	VIEW_NONE,   /* no number, or none that could be a card's own */
	VIEW_NUMBER, /* the card's */
	VIEW_MUTE,   /* it cannot be read */
};

enum view view_of(const struct scene *scene, const struct state *state, int card,
		  unsigned int function);

/* Whether the function shows a number that no other card in the machine shows. */
bool view_is_unique(const struct scene *scene, const struct state *state, int card,
		    unsigned int function);

/* Whether another card in the machine has the same number, shown or not. */
bool view_has_clone(const struct scene *scene, const struct state *state, int card);

/* Whether what the rule says holds for the function in this state, its place included. */
bool rule_means(const struct scene *scene, const struct state *state, const struct rule_meant *rule,
		int card, unsigned int function);

bool card_is_storage(const struct scene *scene, int card, unsigned int function);

#endif

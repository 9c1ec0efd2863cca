// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Which cards can be told apart.
 */
#include "property/subject.h"

int slot_now(const struct subject *subject)
{
	return subject->boot->slot_of[subject->card];
}

int slot_then(const struct pin *pin)
{
	return pin->state->slot_of[pin->card];
}

bool was_unique(const struct subject *subject, const struct pin *pin)
{
	return view_is_unique(subject->scene, pin->state, pin->card, pin->function);
}

bool is_twin_of(const struct subject *subject, const struct pin *pin, int card)
{
	return scene_is_twin(subject->scene, pin->card, card) &&
	       pin->function < subject->scene->cards[card].model->count;
}

bool number_is_shown(const struct subject *subject, const struct pin *pin)
{
	const struct scene *scene = subject->scene;
	int card;

	for (card = 0; card < (int)scene->card_count; card++)
		if (subject->boot->slot_of[card] != NOWHERE && is_twin_of(subject, pin, card) &&
		    scene->cards[card].number == scene->cards[pin->card].number &&
		    view_of(scene, subject->boot, card, pin->function) == VIEW_NUMBER)
			return true;
	return false;
}

bool some_twin_is_mute(const struct subject *subject, const struct pin *pin,
		       const struct state *state)
{
	int card;

	for (card = 0; card < (int)subject->scene->card_count; card++)
		if (state->slot_of[card] != NOWHERE && state->is_mute[card] &&
		    is_twin_of(subject, pin, card))
			return true;
	return false;
}

/* Whether a card with this one's number was there with the pinned one, mute or not. */
static bool was_there(const struct subject *subject, const struct pin *pin, int card)
{
	const struct scene *scene = subject->scene;
	const struct state *state = pin->state;
	int other;

	for (other = 0; other < (int)scene->card_count; other++)
		if (state->slot_of[other] != NOWHERE && scene_is_twin(scene, card, other) &&
		    scene->cards[other].number == scene->cards[card].number)
			return true;
	return false;
}

/* Whether the card was taken for one that is gone, whose place it is in: then the image forgets it.
 */
static bool stood_for(const struct subject *subject, int card)
{
	const struct image *image = subject->image;
	size_t i;

	for (i = 0; i < image->count; i++)
		if (image->pins[i].state != image->state &&
		    image->state->slot_of[image->pins[i].card] == NOWHERE &&
		    image->state->slot_of[card] == slot_then(&image->pins[i]))
			return true;
	return false;
}

bool is_known(const struct subject *subject, const struct pin *pin, int card)
{
	const struct scene *scene = subject->scene;
	const struct state *state = pin->state;
	int other;

	for (other = 0; other < (int)scene->card_count; other++)
		if (state->slot_of[other] != NOWHERE && is_twin_of(subject, pin, other) &&
		    (card == NOWHERE || scene->cards[other].number == scene->cards[card].number) &&
		    !stood_for(subject, other) &&
		    view_is_unique(scene, state, other, pin->function))
			return true;
	return false;
}

bool may_stand_for(const struct subject *subject, const struct pin *pin, int card)
{
	const struct scene *scene = subject->scene;
	enum view view = view_of(scene, subject->boot, card, pin->function);

	if (!is_twin_of(subject, pin, card))
		return false;
	if (!was_unique(subject, pin) && view == VIEW_MUTE)
		return !is_known(subject, pin, NOWHERE);
	if (!was_unique(subject, pin))
		return view == VIEW_NONE || !is_known(subject, pin, card);
	if (view != VIEW_NUMBER)
		return false;
	if (scene->cards[card].number == scene->cards[pin->card].number)
		return true;
	return !was_there(subject, pin, card) && !number_is_shown(subject, pin) &&
	       !some_twin_is_mute(subject, pin, subject->boot);
}

/* Whether another card shows the number that named the pinned one: a card with it is the card. */
static bool shows_number_of(const struct subject *subject, const struct pin *pin)
{
	const struct scene *scene = subject->scene;

	return was_unique(subject, pin) && is_twin_of(subject, pin, subject->card) &&
	       scene->cards[subject->card].number == scene->cards[pin->card].number &&
	       view_of(scene, subject->boot, subject->card, pin->function) == VIEW_NUMBER;
}

bool pin_allows(const struct subject *subject, const struct pin *pin)
{
	if (pin->function != subject->function)
		return false;
	return subject->card == pin->card || shows_number_of(subject, pin) ||
	       (slot_now(subject) == slot_then(pin) && may_stand_for(subject, pin, subject->card));
}

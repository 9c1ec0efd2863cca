// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What cards show, what rules mean, and what an image speaks of.
 */
#include "property/oracle.h"

#include <stdlib.h>

bool card_is_storage(const struct scene *scene, int card, unsigned int function)
{
	return scene->cards[card].model->functions[function].class >> 16 == 0x01;
}

enum view view_of(const struct scene *scene, const struct state *state, int card,
		  unsigned int function)
{
	const struct card *self = &scene->cards[card];
	bool is_below_port = scene->slots[state->slot_of[card]].bridge != ANY;

	if (state->is_mute[card])
		return VIEW_MUTE;
	if (!self->number || self->is_constant)
		return VIEW_NONE;
	if (function && self->is_first_only && !is_below_port)
		return VIEW_NONE;
	return VIEW_NUMBER;
}

bool view_has_clone(const struct scene *scene, const struct state *state, int card)
{
	int other;

	for (other = 0; other < (int)scene->card_count; other++)
		if (other != card && state->slot_of[other] != NOWHERE &&
		    scene->cards[other].number == scene->cards[card].number)
			return true;
	return false;
}

bool view_is_unique(const struct scene *scene, const struct state *state, int card,
		    unsigned int function)
{
	int other;

	if (view_of(scene, state, card, function) != VIEW_NUMBER)
		return false;
	for (other = 0; other < (int)scene->card_count; other++)
		if (other != card && state->slot_of[other] != NOWHERE && !state->is_mute[other] &&
		    scene->cards[other].number == scene->cards[card].number)
			return false;
	return true;
}

/* --- rules ---------------------------------------------------------------------------------- */

static bool is_or_any(int wanted, unsigned int value)
{
	return wanted == ANY || (unsigned int)wanted == value;
}

static bool ids_hold(const struct scene *scene, const struct rule_meant *rule, int card,
		     unsigned int function)
{
	const struct card *self = &scene->cards[card];
	const struct model_function *model = &self->model->functions[function];

	return is_or_any(rule->vendor, self->model->vendor) && is_or_any(rule->id, model->device) &&
	       is_or_any(rule->subvendor, self->model->subvendor) &&
	       is_or_any(rule->subdevice, self->subdevice) &&
	       is_or_any(rule->class, model->class >> 16);
}

static bool place_holds(const struct scene *scene, const struct state *state,
			const struct rule_meant *rule, int card)
{
	int slot = state->slot_of[card];

	if (rule->slot != ANY)
		return slot == rule->slot;
	return scene->slots[slot].device == rule->device &&
	       scene_bus_of(scene, state, slot) == rule->bus;
}

bool rule_means(const struct scene *scene, const struct state *state, const struct rule_meant *rule,
		int card, unsigned int function)
{
	if (!ids_hold(scene, rule, card, function))
		return false;
	if (rule->by_id)
		return true;
	if (!is_or_any(rule->function, function))
		return false;
	if (!rule->number)
		return place_holds(scene, state, rule, card);
	return view_of(scene, state, card, function) == VIEW_NUMBER &&
	       scene->cards[card].number == rule->number;
}

/* --- images --------------------------------------------------------------------------------- */

enum answer { NO, MAYBE, YES };

static void add_pin(struct image *image, const struct rule_meant *rule, int card,
		    unsigned int function)
{
	if (image->count == PINS_MAX)
		abort();
	image->pins[image->count++] = (struct pin){
		.rule = rule, .card = card, .function = function, .state = image->state
	};
}

static bool is_excluded(const struct scene *scene, const struct state *state, int card,
			unsigned int function)
{
	size_t i;

	for (i = 0; i < scene->rule_count; i++)
		if (scene->rules[i].exclude &&
		    rule_means(scene, state, &scene->rules[i], card, function))
			return true;
	return false;
}

/* Whether the rule names a card of this function's kind because an earlier image knew it. */
static bool knows_twin(const struct scene *scene, const struct image *booted,
		       const struct rule_meant *rule, int card, unsigned int function)
{
	size_t i;

	for (i = 0; booted && i < booted->count; i++)
		if (booted->pins[i].rule == rule && !booted->pins[i].is_member &&
		    booted->pins[i].function == function &&
		    scene_is_twin(scene, booted->pins[i].card, card))
			return true;
	return false;
}

static bool has_pins(const struct image *booted, const struct rule_meant *rule)
{
	size_t i;

	for (i = 0; booted && i < booted->count; i++)
		if (booted->pins[i].rule == rule)
			return true;
	return false;
}

/* Whether a later rule names the function, and so decides whether its group is wanted. */
static enum answer is_overruled(const struct scene *scene, const struct state *state,
				const struct image *booted, const struct rule_meant *rule, int card,
				unsigned int function)
{
	enum answer answer = NO;

	while (++rule < scene->rules + scene->rule_count) {
		if (rule->exclude)
			continue;
		if (has_pins(booted, rule)) {
			if (knows_twin(scene, booted, rule, card, function))
				answer = MAYBE;
		} else if (rule_means(scene, state, rule, card, function) &&
			   (!rule->number || view_is_unique(scene, state, card, function))) {
			return YES;
		}
	}
	return answer;
}

static void add_members(const struct scene *scene, struct image *image, const struct image *booted,
			const struct rule_meant *rule, int card, unsigned int function)
{
	const struct state *state = image->state;
	int group = scene_group(scene, state, card, function), other;
	enum answer overruled = is_overruled(scene, state, booted, rule, card, function);
	unsigned int member;

	if (group == ANY || overruled == YES || is_excluded(scene, state, card, function))
		return;
	for (other = 0; other < (int)scene->card_count; other++)
		for (member = 0; member < scene->cards[other].model->count; member++)
			if (state->slot_of[other] != NOWHERE &&
			    scene_group(scene, state, other, member) == group &&
			    !card_is_storage(scene, other, member) &&
			    !rule_means(scene, state, rule, other, member)) {
				add_pin(image, rule, other, member);
				image->pins[image->count - 1].is_member = true;
				image->pins[image->count - 1].is_doubtful = overruled == MAYBE;
			}
}

static void add_rule(const struct scene *scene, struct image *image, const struct image *booted,
		     const struct rule_meant *rule)
{
	unsigned int function;
	int card;

	for (card = 0; card < (int)scene->card_count; card++)
		for (function = 0; function < scene->cards[card].model->count; function++) {
			if (image->state->slot_of[card] == NOWHERE ||
			    !rule_means(scene, image->state, rule, card, function))
				continue;
			/* a number that two cards show means neither */
			if (rule->number && !view_is_unique(scene, image->state, card, function))
				continue;
			add_pin(image, rule, card, function);
			if (rule->group)
				add_members(scene, image, booted, rule, card, function);
		}
}

/* Whether nothing takes the group away from some function that the rule named and that is there. */
static bool asks_for_group(const struct scene *scene, const struct state *state,
			   const struct image *booted, const struct rule_meant *rule)
{
	size_t i;

	for (i = 0; i < booted->count; i++) {
		const struct pin *pin = &booted->pins[i];

		if (pin->rule == rule && !pin->is_member && state->slot_of[pin->card] != NOWHERE &&
		    !is_excluded(scene, state, pin->card, pin->function) &&
		    is_overruled(scene, state, booted, rule, pin->card, pin->function) == NO)
			return true;
	}
	return false;
}

/* A rule keeps the cards that it had, wherever they are. */
static void keep_pins(const struct scene *scene, struct image *image, const struct image *booted,
		      const struct rule_meant *rule)
{
	bool asks = asks_for_group(scene, image->state, booted, rule);
	size_t i;

	for (i = 0; i < booted->count; i++) {
		struct pin kept = booted->pins[i];

		if (kept.rule != rule)
			continue;
		kept.is_doubtful |= kept.is_member && !asks;
		add_pin(image, rule, kept.card, kept.function);
		image->pins[image->count - 1] = kept;
	}
}

void oracle_image(const struct scene *scene, const struct state *state, const struct image *booted,
		  struct image *image)
{
	size_t i;

	*image = (struct image){ .state = state };
	for (i = 0; i < scene->rule_count; i++) {
		if (has_pins(booted, &scene->rules[i]))
			keep_pins(scene, image, booted, &scene->rules[i]);
		else if (!scene->rules[i].by_id)
			add_rule(scene, image, booted, &scene->rules[i]);
	}
	for (i = 0; i < scene->card_count; i++)
		if (scene->cards[i].needs && state->slot_of[i] != NOWHERE)
			add_pin(image, NULL, (int)i, 0);
}

/* --- traits --------------------------------------------------------------------------------- */

static void mark_pin(struct scene *scene, const struct pin *pin)
{
	const struct card *self = &scene->cards[pin->card];
	bool *traits = scene->traits;
	size_t i, k;

	traits[TRAIT_FIRST_ONLY] |= self->number && !self->is_constant && self->is_first_only &&
				    pin->function;
	for (i = 0; i < scene->card_count; i++) {
		if (!scene_is_twin(scene, pin->card, (int)i))
			continue;
		traits[TRAIT_TWINS] |= (int)i != pin->card;
		traits[TRAIT_CONSTANT] |= scene->cards[i].is_constant;
		for (k = 0; k < scene->state_count; k++)
			traits[TRAIT_UNREADABLE] |= scene->states[k].is_mute[i] &&
						    scene->states[k].slot_of[i] != NOWHERE;
	}
}

static void mark_rule(struct scene *scene, const struct rule_meant *rule)
{
	size_t i;

	scene->traits[TRAIT_EXCLUSION] |= rule->exclude;
	scene->traits[TRAIT_GROUP] |= rule->group;
	for (i = 0; i < scene->card_count; i++)
		scene->traits[TRAIT_PROTECTED_IDS] |= scene->cards[i].needs && !rule->exclude &&
						      rule->vendor != ANY &&
						      ids_hold(scene, rule, (int)i, 0);
}

void oracle_mark_traits(struct scene *scene, const struct image *image)
{
	size_t i;

	for (i = 0; i < image->count; i++)
		if (image->pins[i].rule)
			mark_pin(scene, &image->pins[i]);
	for (i = 0; i < scene->rule_count; i++)
		mark_rule(scene, &scene->rules[i]);
	mark_rule(scene, &scene->on_cmdline);
}

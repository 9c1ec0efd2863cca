// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What must be bound, what may be, and what must not. What is bound and was not meant is wrong.
 */
#include "property/subject.h"

/* --- what is excluded ----------------------------------------------------------------------- */

/* Whether the place of a card without a number holds one that may be taken for it. */
static bool place_is_taken(const struct subject *subject, const struct pin *pin)
{
	int card = scene_card_in(subject->scene, subject->boot, slot_then(pin));

	return card != NOWHERE && (card == pin->card || may_stand_for(subject, pin, card));
}

/* The card itself is there, somewhere. */
static bool excludes_card(const struct subject *subject, const struct pin *pin)
{
	const struct scene *scene = subject->scene;

	if (slot_now(subject) == slot_then(pin))
		return true;
	if (!was_unique(subject, pin))
		return !place_is_taken(subject, pin) && !is_known(subject, pin, pin->card);
	return !view_has_clone(scene, subject->boot, pin->card);
}

/* Another card is where it was. */
static bool excludes_place(const struct subject *subject, const struct pin *pin)
{
	if (slot_now(subject) != slot_then(pin))
		return false;
	if (!was_unique(subject, pin))
		return true;
	return subject->boot->slot_of[pin->card] == NOWHERE && !number_is_shown(subject, pin) &&
	       !some_twin_is_mute(subject, pin, subject->boot);
}

static bool pin_excludes(const struct subject *subject, const struct pin *pin)
{
	if (pin->function != subject->function)
		return false;
	return subject->card == pin->card ? excludes_card(subject, pin)
					  : excludes_place(subject, pin);
}

static const char *find_exclusion(const struct subject *subject)
{
	const struct scene *scene = subject->scene;
	size_t i;

	for (i = 0; i < subject->image->count; i++) {
		const struct pin *pin = &subject->image->pins[i];

		if ((!pin->rule || pin->rule->exclude) && pin_excludes(subject, pin))
			return pin->rule ? "is excluded" : "is what the host needs";
	}
	for (i = 0; i < scene->rule_count; i++)
		if (scene->rules[i].exclude && scene->rules[i].by_id &&
		    rule_means(scene, subject->boot, &scene->rules[i], subject->card,
			       subject->function))
			return "is excluded by its ID";
	return NULL;
}

/* --- what is wanted ------------------------------------------------------------------------- */

static bool is_pinned(const struct image *image, const struct rule_meant *rule)
{
	size_t i;

	for (i = 0; i < image->count; i++)
		if (image->pins[i].rule == rule)
			return true;
	return false;
}

/* Rules that mean what is there at boot: by ID, and for a place where nothing was. */
static bool open_rule_names(const struct subject *subject, const struct rule_meant *rule)
{
	return !rule->exclude && !is_pinned(subject->image, rule) &&
	       rule_means(subject->scene, subject->boot, rule, subject->card, subject->function);
}

static bool open_rule_allows(const struct subject *subject, const struct rule_meant *rule)
{
	if (card_is_storage(subject->scene, subject->card, subject->function) && rule->id == ANY)
		return false;
	return open_rule_names(subject, rule);
}

/* Whether the rule names the function, so that its group matters. */
static bool rule_names(const struct subject *subject, const struct rule_meant *rule)
{
	size_t i;

	for (i = 0; i < subject->image->count; i++)
		if (subject->image->pins[i].rule == rule &&
		    pin_allows(subject, &subject->image->pins[i]))
			return true;
	return open_rule_names(subject, rule);
}

static bool rule_allows(const struct subject *subject, const struct rule_meant *rule)
{
	return is_pinned(subject->image, rule) ? rule_names(subject, rule)
					       : open_rule_allows(subject, rule);
}

/* Whether the rule reaches the function through the group of another one. */
static bool group_allows(const struct subject *subject, const struct rule_meant *rule)
{
	const struct scene *scene = subject->scene;
	const struct state *boot = subject->boot;
	struct subject other = *subject;
	int group = scene_group(scene, boot, subject->card, subject->function);

	if (!rule->group || card_is_storage(scene, subject->card, subject->function) ||
	    (is_pinned(subject->image, rule) && subject->image->state->has_groups))
		return false;
	for (other.card = 0; other.card < (int)scene->card_count; other.card++)
		for (other.function = 0; other.function < scene->cards[other.card].model->count;
		     other.function++)
			if (boot->slot_of[other.card] != NOWHERE &&
			    scene_group(scene, boot, other.card, other.function) == group &&
			    rule_names(&other, rule))
				return true;
	return false;
}

static bool is_allowed(const struct subject *subject)
{
	const struct scene *scene = subject->scene;
	size_t i;

	for (i = 0; i < scene->rule_count; i++)
		if (!scene->rules[i].exclude && (rule_allows(subject, &scene->rules[i]) ||
						 group_allows(subject, &scene->rules[i])))
			return true;
	return scene->devices.length && open_rule_allows(subject, &scene->on_cmdline);
}

/* Whether what the host needs is among what the rule takes, so that all of it is left out. */
static bool may_be_left_out(const struct scene *scene, const struct state *state,
			    const struct rule_meant *rule)
{
	unsigned int function;
	int own, card;

	if (stack_is_unlocated(scene->stack) && (rule->by_id || rule->group || scene->has_memory))
		return true; /* what replaces a missing card may be the host's */
	for (own = 0; own < (int)scene->card_count; own++) {
		if (!scene->cards[own].needs || state->slot_of[own] == NOWHERE)
			continue;
		for (card = 0; card < (int)scene->card_count; card++)
			for (function = 0; function < scene->cards[card].model->count; function++)
				if (state->slot_of[card] != NOWHERE &&
				    rule_means(scene, state, rule, card, function) &&
				    (card == own ||
				     (rule->group && scene_group(scene, state, card, function) ==
							     scene_group(scene, state, own, 0))))
					return true;
	}
	return false;
}

/* Whether nothing leaves it open which function is the pin's card, and where. */
static bool is_found(const struct subject *subject, const struct pin *pin)
{
	const struct scene *scene = subject->scene;
	const struct state *boot = subject->boot;

	if (boot->slot_of[pin->card] == NOWHERE || boot->is_mute[pin->card])
		return false;
	if (!was_unique(subject, pin))
		return boot->slot_of[pin->card] == slot_then(pin) &&
		       (!scene->cards[pin->card].number || scene->cards[pin->card].is_constant ||
			(!view_has_clone(scene, boot, pin->card) &&
			 !view_has_clone(scene, pin->state, pin->card)));
	if (view_of(scene, boot, pin->card, pin->function) != VIEW_NUMBER)
		return false;
	return boot->slot_of[pin->card] == slot_then(pin) ||
	       (!view_has_clone(scene, boot, pin->card) && !some_twin_is_mute(subject, pin, boot));
}

/* Whether all numbers of the machine name their cards. */
static bool all_are_named(const struct scene *scene, const struct state *state)
{
	int card;

	for (card = 0; card < (int)scene->card_count; card++)
		if (state->slot_of[card] != NOWHERE &&
		    (state->is_mute[card] ||
		     (scene->cards[card].number && !scene->cards[card].is_constant &&
		      view_has_clone(scene, state, card))))
			return false;
	return true;
}

/* The pinned card is gone, and this one is new and in its place. */
static bool replaces(const struct subject *subject, const struct pin *pin)
{
	const struct scene *scene = subject->scene;

	return slot_now(subject) == slot_then(pin) && was_unique(subject, pin) &&
	       subject->boot->slot_of[pin->card] == NOWHERE &&
	       may_stand_for(subject, pin, subject->card) &&
	       view_is_unique(scene, subject->boot, subject->card, pin->function) &&
	       !view_has_clone(scene, subject->boot, subject->card) &&
	       all_are_named(scene, pin->state) && all_are_named(scene, subject->image->state);
}

static bool is_due_to(const struct subject *subject, const struct pin *pin)
{
	const struct scene *scene = subject->scene;

	if (!pin->rule || pin->rule->exclude || pin->is_doubtful ||
	    pin->function != subject->function)
		return false;
	if (pin->card == subject->card ? !is_found(subject, pin) : !replaces(subject, pin))
		return false;
	/* what the earlier image left out it has not told to the next one */
	return !may_be_left_out(scene, pin->state, pin->rule) &&
	       !may_be_left_out(scene, subject->image->state, pin->rule);
}

/* A number that could not be read at the build may have been the one that a "!" names. */
static bool may_have_number(const struct subject *subject, const struct rule_meant *rule)
{
	const struct state *built = subject->image->state;
	struct rule_meant ids = *rule;

	if (!rule->number || built->slot_of[subject->card] == NOWHERE ||
	    !built->is_mute[subject->card])
		return false;
	ids.by_id = true;
	return rule_means(subject->scene, built, &ids, subject->card, subject->function);
}

/* Whether some "!" may be about the function. */
static bool may_be_excluded(const struct subject *subject)
{
	const struct scene *scene = subject->scene;
	size_t i;

	for (i = 0; i < subject->image->count; i++) {
		const struct pin *pin = &subject->image->pins[i];

		if (pin->function != subject->function || (pin->rule && !pin->rule->exclude))
			continue;
		if (pin->card == subject->card || slot_then(pin) == slot_now(subject) ||
		    (is_twin_of(subject, pin, subject->card) && !is_found(subject, pin)))
			return true;
	}
	for (i = 0; i < scene->rule_count; i++) {
		const struct rule_meant *rule = &scene->rules[i];

		if (rule->exclude &&
		    (may_have_number(subject, rule) ||
		     (!is_pinned(subject->image, rule) &&
		      rule_means(scene, subject->boot, rule, subject->card, subject->function))))
			return true;
	}
	return false;
}

static bool is_due(const struct subject *subject)
{
	const struct scene *scene = subject->scene;
	size_t i;

	if (may_be_excluded(subject) || !subject->boot->has_groups) /* vfio-pci needs a group */
		return false;
	for (i = 0; i < subject->image->count; i++)
		if (is_due_to(subject, &subject->image->pins[i]))
			return true;
	for (i = 0; i < scene->rule_count; i++)
		if (scene->rules[i].by_id && open_rule_allows(subject, &scene->rules[i]) &&
		    !may_be_left_out(scene, subject->image->state, &scene->rules[i]))
			return true;
	return false;
}

const char *oracle_judge(const struct scene *scene, const struct image *image,
			 const struct state *boot, int card, unsigned int function, bool is_bound)
{
	const struct subject subject = { scene, image, boot, card, function };
	const char *exclusion;

	if (!is_bound)
		return is_due(&subject) ? "is pinned, there and alone, and is not bound" : NULL;
	exclusion = find_exclusion(&subject);
	if (exclusion)
		return exclusion;
	return is_allowed(&subject) ? NULL : "is another card than the one that was meant";
}

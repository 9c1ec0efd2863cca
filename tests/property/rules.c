// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Rules as people write them, each with what was meant by it.
 */
#include <stdio.h>
#include <string.h>

#include "property/scene.h"

static const struct rule_meant nothing = {
	.slot = ANY,
	.function = ANY,
	.vendor = ANY,
	.id = ANY,
	.subvendor = ANY,
	.subdevice = ANY,
	.class = ANY,
};

static const struct model_function *function_of(const struct scene *scene, int card,
						unsigned int function)
{
	return &scene->cards[card].model->functions[function];
}

static void name_ids(const struct scene *scene, int card, unsigned int function,
		     struct rule_meant *rule)
{
	rule->vendor = scene->cards[card].model->vendor;
	rule->id = function_of(scene, card, function)->device;
}

static void name_subsystem(const struct scene *scene, int card, struct rule_meant *rule)
{
	rule->subvendor = scene->cards[card].model->subvendor;
	rule->subdevice = scene->cards[card].subdevice;
}

/* --- what is meant -------------------------------------------------------------------------- */

static void mean_ids(const struct scene *scene, struct random *random, int card,
		     unsigned int function, struct rule_meant *rule)
{
	rule->by_id = true;
	name_ids(scene, card, function, rule);
	if (random_chance(random, 30)) {
		name_subsystem(scene, card, rule);
	} else if (random_chance(random, 20)) { /* a whole vendor */
		rule->id = ANY;
		rule->class = (int)(function_of(scene, card, function)->class >> 16);
	}
}

static void mean_place(const struct scene *scene, struct random *random, int card,
		       unsigned int function, struct rule_meant *rule)
{
	const struct state *state = &scene->states[0];
	int slot = state->slot_of[card];

	rule->bus = scene_bus_of(scene, state, slot);
	rule->device = scene->slots[slot].device;
	if (!random_chance(random, 20))
		rule->function = (int)function;
	if (scene->slots[slot].bridge != ANY && random_chance(random, 30))
		rule->slot = slot;
}

/* As "add" writes them, or less. */
static void add_conditions(const struct scene *scene, struct random *random, int card,
			   unsigned int function, struct rule_meant *rule)
{
	const struct card *self = &scene->cards[card];

	if (random_chance(random, 8))
		rule->class = (int)(function_of(scene, card, function)->class >> 16);
	if (rule->function == ANY || random_chance(random, 60))
		return;
	name_ids(scene, card, function, rule);
	if (random_chance(random, 70))
		name_subsystem(scene, card, rule);
	if (random_chance(random, 50) && self->number && !self->is_constant &&
	    !scene->states[0].is_mute[card])
		rule->number = self->number;
}

/* --- what is written ------------------------------------------------------------------------ */

static void write_pair(int vendor, int device, struct text *out)
{
	text_printf(out, "%04x:", (unsigned int)vendor);
	text_printf(out, device == ANY ? "*" : "%04x", (unsigned int)device);
}

static void write_function(int function, struct text *out)
{
	text_printf(out, function == ANY ? ".*" : ".%d", function);
}

/* From the root bus down, the address first and then device and function of each. */
static void write_path(const struct scene *scene, int bridge, struct text *out)
{
	const struct bridge *self = &scene->bridges[bridge];

	if (self->above == ANY) {
		text_printf(out, "00:%02x.%u/", self->device, self->function);
		return;
	}
	write_path(scene, self->above, out);
	text_printf(out, "%02x.%u/", self->device, self->function);
}

static void write_selector(const struct scene *scene, const struct rule_meant *rule,
			   struct text *out)
{
	if (rule->by_id) {
		write_pair(rule->vendor, rule->id, out);
		if (rule->subvendor != ANY) {
			text_puts(out, ":");
			write_pair(rule->subvendor, rule->subdevice, out);
		}
		return;
	}
	if (rule->slot != ANY) {
		write_path(scene, scene->slots[rule->slot].bridge, out);
		text_printf(out, "%02x", rule->device);
	} else {
		text_printf(out, "%02x:%02x", rule->bus, rule->device);
	}
	write_function(rule->function, out);
}

static void write_conditions(const struct rule_meant *rule, struct text *out)
{
	int byte;

	if (!rule->by_id && rule->vendor != ANY) {
		text_puts(out, " id=");
		write_pair(rule->vendor, rule->id, out);
	}
	if (!rule->by_id && rule->subvendor != ANY) {
		text_puts(out, " subsystem=");
		write_pair(rule->subvendor, rule->subdevice, out);
	}
	if (rule->class != ANY)
		text_printf(out, " class=%02x", (unsigned int)rule->class);
	if (rule->number)
		text_puts(out, " serial=");
	for (byte = 7; rule->number && byte >= 0; byte--)
		text_printf(out, "%02x%s", (unsigned int)(rule->number >> 8 * byte) & 0xff,
			    byte ? "-" : "");
}

static void write_rule(const struct scene *scene, struct rule_meant *rule)
{
	if (rule->exclude)
		text_puts(&rule->text, "!");
	write_selector(scene, rule, &rule->text);
	write_conditions(rule, &rule->text);
	if (rule->group)
		text_puts(&rule->text, " group=yes");
}

/* --- which ---------------------------------------------------------------------------------- */

/* The card that matters, its twin, one of the host's, or any in the machine. */
static int choose_card(const struct scene *scene, struct random *random, size_t rule)
{
	unsigned int first = random_below(random, (unsigned int)scene->card_count);
	unsigned int what = rule ? random_below(random, 100) : 0;
	size_t i;

	if (what < 40 && scene->focus != NOWHERE)
		return scene->focus;
	for (i = 0; i < 2 * scene->card_count; i++) {
		int card = (int)((first + i) % scene->card_count);
		bool any = i >= scene->card_count || what >= 75;

		if (scene->states[0].slot_of[card] == NOWHERE)
			continue;
		if (any ||
		    (what < 55 && scene->focus != NOWHERE &&
		     scene_is_twin(scene, scene->focus, card)) ||
		    (what >= 55 && scene->cards[card].needs))
			return card;
	}
	return NOWHERE;
}

static void add_rule(struct scene *scene, struct random *random)
{
	struct rule_meant *rule = &scene->rules[scene->rule_count];
	int card = choose_card(scene, random, scene->rule_count);
	unsigned int function;

	if (card == NOWHERE)
		return;
	*rule = nothing;
	function = random_below(random, (unsigned int)scene->cards[card].model->count);
	if (random_chance(random, scene->rule_count ? 30 : 10)) {
		mean_ids(scene, random, card, function, rule);
	} else {
		mean_place(scene, random, card, function, rule);
		add_conditions(scene, random, card, function, rule);
	}
	rule->exclude = scene->rule_count && random_chance(random, 15);
	rule->group = !rule->exclude && random_chance(random, 15);
	write_rule(scene, rule);
	scene->rule_count++;
}

/* On the command line of the boot, which no image has seen: IDs, rather those of the host's own. */
static void add_devices(struct scene *scene, struct random *random)
{
	struct rule_meant rule = nothing;
	int card = choose_card(scene, random, 1);

	if (card == NOWHERE)
		return;
	mean_ids(scene, random, card, 0, &rule);
	rule.class = ANY;
	write_selector(scene, &rule, &scene->devices);
	rule.text = (struct text){ 0 };
	scene->on_cmdline = rule;
}

void scene_add_rules(struct scene *scene, struct random *random)
{
	unsigned int count = 1 + random_below(random, 4);

	while (count-- > 0)
		add_rule(scene, random);
	scene->on_cmdline = nothing;
	if (random_chance(random, 15))
		add_devices(scene, random);
}

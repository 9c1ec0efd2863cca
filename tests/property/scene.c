// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The board, its cards and where they are.
 */
#include "property/scene.h"

#include <stdio.h>
#include <string.h>

/* What Realtek puts into all of its cards, and what is no number. */
static const uint64_t constants[] = { 0x01000000684ce000, UINT64_MAX };

static const struct model models[] = {
	{ 0x144d, 0x144d, 0xa801, DISKS_NVME, 1, { { 0xa80a, 0x010802, "nvme" } } },
	{ 0x1987, 0x1987, 0x5016, DISKS_NVME, 1, { { 0x5016, 0x010802, "nvme" } } },
	{ 0x1000, 0x1000, 0x3090, DISKS_SCSI, 1, { { 0x0097, 0x010700, "mpt3sas" } } },
	{ 0x1b21, 0x1b21, 0x2116, DISKS_SCSI, 1, { { 0x1064, 0x010601, "ahci" } } },
	{ 0x8086, 0x8086, 0xa01f, DISKS_NETWORK, 1, { { 0x10d3, 0x020000, "e1000e" } } },
	{ 0x10ec, 0x10ec, 0x8168, DISKS_NETWORK, 1, { { 0x8168, 0x020000, "r8169" } } },
	{ 0x8086,
	  0x8086,
	  0x0001,
	  DISKS_NETWORK,
	  2,
	  { { 0x1521, 0x020000, "igb" }, { 0x1521, 0x020000, "igb" } } },
	{ 0x10de,
	  0x1462,
	  0x3790,
	  DISKS_NONE,
	  4,
	  { { 0x2184, 0x030000, "nouveau" },
	    { 0x1aeb, 0x040300, "snd_hda_intel" },
	    { 0x1aec, 0x0c0330, "xhci_hcd" },
	    { 0x1aed, 0x0c8000, "nvidia-gpu" } } },
	{ 0x1002,
	  0x1da2,
	  0xe387,
	  DISKS_NONE,
	  2,
	  { { 0x67df, 0x030000, "amdgpu" }, { 0xaaf0, 0x040300, "snd_hda_intel" } } },
	{ 0x1912, 0x1912, 0x0014, DISKS_NONE, 1, { { 0x0014, 0x0c0330, "xhci_hcd" } } },
};

/* --- questions ------------------------------------------------------------------------------ */

int scene_card_in(const struct scene *scene, const struct state *state, int slot)
{
	size_t card;

	for (card = 0; card < scene->card_count; card++)
		if (state->slot_of[card] == slot)
			return (int)card;
	return NOWHERE;
}

unsigned int scene_bus_of(const struct scene *scene, const struct state *state, int slot)
{
	int bridge = scene->slots[slot].bridge;

	return bridge == ANY ? 0 : state->bus_below[bridge];
}

void scene_address(const struct scene *scene, const struct state *state, int card,
		   unsigned int function, char out[ADDRESS_SIZE])
{
	int slot = state->slot_of[card];

	(void)snprintf(out, ADDRESS_SIZE, "0000:%02x:%02x.%u",
		       scene_bus_of(scene, state, slot) & 0xff, scene->slots[slot].device & 0x1f,
		       function & 7);
}

int scene_group(const struct scene *scene, const struct state *state, int card,
		unsigned int function)
{
	int slot = scene->slots[state->slot_of[card]].group;

	if (!state->has_groups)
		return ANY;
	return (int)state->first_group + slot * FUNCTIONS_MAX +
	       (scene->has_split_groups ? (int)function : 0);
}

bool scene_is_twin(const struct scene *scene, int a, int b)
{
	return scene->cards[a].model == scene->cards[b].model &&
	       scene->cards[a].subdevice == scene->cards[b].subdevice;
}

/* --- the board ------------------------------------------------------------------------------ */

static int add_bridge(struct scene *scene, int above, unsigned int device, unsigned int function)
{
	scene->bridges[scene->bridge_count] = (struct bridge){ above, device, function };
	return (int)scene->bridge_count++;
}

static void add_slot(struct scene *scene, int bridge, unsigned int device)
{
	int slot = (int)scene->slot_count++;

	scene->slots[slot] = (struct slot){ bridge, device, slot };
}

/* Bridges in the order in which buses are numbered. */
static void make_board(struct scene *scene, struct random *random)
{
	unsigned int ports = 3 + random_below(random, 3), i;

	if (random_chance(random, 40))
		add_slot(scene, ANY, 0x10); /* part of the board */
	for (i = 0; i < ports; i++)
		add_slot(scene, add_bridge(scene, ANY, 0x1c, i), 0);
	if (random_chance(random, 30)) { /* a switch */
		int up = add_bridge(scene, add_bridge(scene, ANY, 0x1d, 0), 0, 0);

		add_slot(scene, add_bridge(scene, up, 0, 0), 0);
		add_slot(scene, add_bridge(scene, up, 8, 0), 0);
	}
	if (random_chance(random, 20)) { /* two slots on one bus */
		int bridge = add_bridge(scene, ANY, 0x1e, 0);

		add_slot(scene, bridge, 1);
		add_slot(scene, bridge, 2);
		scene->slots[scene->slot_count - 1].group = (int)scene->slot_count - 2;
	}
	for (i = 1; i < scene->slot_count; i++)
		if (random_chance(random, 8)) /* ports that do not isolate */
			scene->slots[i].group = scene->slots[i - 1].group;
	scene->has_split_groups = random_chance(random, 10);
}

/* Whether the bridge has a card somewhere below. */
static bool is_used(const struct scene *scene, const struct state *state, int bridge)
{
	size_t i;

	for (i = 0; i < scene->slot_count; i++)
		if (scene->slots[i].bridge == bridge &&
		    scene_card_in(scene, state, (int)i) != NOWHERE)
			return true;
	for (i = 0; i < scene->bridge_count; i++)
		if (scene->bridges[i].above == bridge) /* a switch is there itself */
			return true;
	return false;
}

void scene_number_buses(const struct scene *scene, struct state *state)
{
	unsigned int bus = state->first_bus;
	size_t i;

	for (i = 0; i < scene->bridge_count; i++)
		state->bus_below[i] =
			state->has_empty_buses || is_used(scene, state, (int)i) ? bus++ : 0;
}

/* --- the cards ------------------------------------------------------------------------------ */

static void number_card(struct scene *scene, struct random *random, int index)
{
	struct card *card = &scene->cards[index];
	unsigned int kind = random_below(random, 100);

	card->is_constant = kind < 10;
	if (kind < 10)
		card->number = constants[random_below(random, ARRAY_SIZE(constants))];
	else if (kind < 30)
		card->number = 0;
	else
		card->number = 0x525400ffff000100 + (uint64_t)index;
	card->is_first_only = card->model->count > 1 && random_chance(random, 60);
}

/* Of a model, or a twin: the number may be the twin's, too. */
static void add_card(struct scene *scene, struct random *random, const struct model *model,
		     int twin)
{
	int index = (int)scene->card_count++, state;
	struct card *card = &scene->cards[index];

	card->model = twin == NOWHERE ? model : scene->cards[twin].model;
	card->subdevice = twin == NOWHERE ? model->subdevice : scene->cards[twin].subdevice;
	number_card(scene, random, index);
	if (twin == NOWHERE || random_chance(random, 20)) {
		card->subdevice += random_chance(random, 30); /* another maker's */
	} else if (random_chance(random, 12)) {
		card->number = scene->cards[twin].number;
		card->is_constant = scene->cards[twin].is_constant;
	}
	for (state = 0; state < STATES_MAX; state++)
		scene->states[state].slot_of[index] = NOWHERE;
}

/* What is part of the board stays there, and nothing else gets there. */
static bool fits(const struct scene *scene, int card, int slot)
{
	return slot == NOWHERE ||
	       scene->cards[card].is_onboard == (scene->slots[slot].bridge == ANY);
}

static void insert(const struct scene *scene, struct random *random, struct state *state, int card)
{
	unsigned int first = random_below(random, (unsigned int)scene->slot_count);
	size_t i;

	for (i = 0; i < scene->slot_count; i++) {
		int slot = (int)((first + i) % scene->slot_count);

		if (scene_card_in(scene, state, slot) != NOWHERE || !fits(scene, card, slot))
			continue;
		state->slot_of[card] = slot;
		return;
	}
}

/* Some stay outside, to come later. */
static void make_cards(struct scene *scene, struct random *random)
{
	size_t count = 4 + random_below(random, 6), i;

	for (i = 0; i < count; i++) {
		int twin = i && random_chance(random, 55)
				   ? (int)random_below(random, (unsigned int)i)
				   : NOWHERE;

		add_card(scene, random, &models[random_below(random, ARRAY_SIZE(models))], twin);
		scene->cards[i].is_onboard = !i && scene->slots[0].bridge == ANY;
		if (random_chance(random, 85))
			insert(scene, random, &scene->states[0], (int)i);
	}
	for (i = 0; i < count; i++)
		scene->states[0].is_mute[i] = random_chance(random, 3);
}

/* --- what happens --------------------------------------------------------------------------- */

static int any_card(const struct scene *scene, struct random *random)
{
	return (int)random_below(random, (unsigned int)scene->card_count);
}

static void swap(const struct scene *scene, struct state *state, int a, int b)
{
	int slot = state->slot_of[a];

	if (!fits(scene, a, state->slot_of[b]) || !fits(scene, b, slot))
		return;
	state->slot_of[a] = state->slot_of[b];
	state->slot_of[b] = slot;
}

/* A twin, where there is one: that is what confuses. */
static int any_partner(const struct scene *scene, struct random *random, int card)
{
	int first = any_card(scene, random);
	size_t i;

	for (i = 0; i < scene->card_count; i++) {
		int other = (int)(((size_t)first + i) % scene->card_count);

		if (other != card && scene_is_twin(scene, card, other))
			return other;
	}
	return first;
}

/* The one that matters, its twin, or any. */
static int choose_card(const struct scene *scene, struct random *random)
{
	if (scene->focus == NOWHERE || random_chance(random, 40))
		return any_card(scene, random);
	return random_chance(random, 50) ? scene->focus : any_partner(scene, random, scene->focus);
}

static void change_once(const struct scene *scene, struct random *random, struct state *state)
{
	int card = choose_card(scene, random);

	switch (random_below(random, 4)) {
	case 0:
		state->slot_of[card] = NOWHERE;
		break;
	case 1:
		state->slot_of[card] = NOWHERE;
		insert(scene, random, state, card);
		break;
	case 2:
		swap(scene, state, card, any_partner(scene, random, card));
		break;
	default:
		swap(scene, state, card, any_card(scene, random));
	}
}

void scene_change(const struct scene *scene, struct random *random, struct state *state)
{
	unsigned int times = random_below(random, 5), card;

	while (times-- > 0)
		change_once(scene, random, state);
	for (card = 0; card < scene->card_count; card++)
		state->is_mute[card] = random_chance(random, 3);
	state->first_bus = 1 + random_below(random, 3);
	state->first_group = random_below(random, 20);
	state->has_empty_buses = random_chance(random, 30);
	scene_number_buses(scene, state);
}

/* One that the host does without, rather with a twin. */
static void choose_focus(struct scene *scene, struct random *random)
{
	unsigned int tries;

	scene->focus = NOWHERE;
	for (tries = 0; tries < 20; tries++) {
		int card = any_card(scene, random);

		if (scene->cards[card].needs || scene->states[0].slot_of[card] == NOWHERE)
			continue;
		scene->focus = card;
		if (scene_is_twin(scene, card, any_partner(scene, random, card)))
			return;
	}
}

/* A new card of the same kind in the slot of the one that matters. */
static void replace(struct scene *scene, struct random *random)
{
	struct state *states = scene->states;

	add_card(scene, random, NULL, scene->focus);
	states[1] = states[0];
	swap(scene, &states[1], scene->focus, (int)scene->card_count - 1);
	scene_number_buses(scene, &states[1]);
	states[2] = states[1];
	scene->state_count = 3;
	scene->has_memory = random_chance(random, 50);
	scene->traits[TRAIT_REBUILT] = true;
	scene->traits[TRAIT_MEMORY] = scene->has_memory;
}

static void make_states(struct scene *scene, struct random *random)
{
	struct state *states = scene->states;

	scene->state_count = 2;
	states[1] = states[0];
	if (scene->focus != NOWHERE && random_chance(random, 15))
		replace(scene, random);
	scene_change(scene, random, &states[scene->state_count - 1]);
}

void scene_make(struct scene *scene, uint64_t seed, uint64_t number)
{
	static const char *const builtin[] = { "nvme", "ahci", "xhci_hcd", "e1000e" };
	struct random random;

	random_start(&random, seed, number);
	memset(scene, 0, sizeof(*scene));
	make_board(scene, &random);
	make_cards(scene, &random);
	scene->states[0].first_bus = 1;
	scene->states[0].has_groups = !random_chance(&random, 4);
	scene->states[0].has_empty_buses = random_chance(&random, 30);
	scene_number_buses(scene, &scene->states[0]);
	scene_add_stack(scene, &random);
	choose_focus(scene, &random);
	make_states(scene, &random);
	scene->states[scene->state_count - 1].has_groups = true;
	if (random_chance(&random, 10))
		scene->builtin = builtin[random_below(&random, ARRAY_SIZE(builtin))];
	scene_add_rules(scene, &random);
}

void scene_free(struct scene *scene)
{
	size_t i;

	for (i = 0; i < scene->rule_count; i++)
		text_free(&scene->rules[i].text);
	text_free(&scene->devices);
}

// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A scene as the files that a case has.
 */
#include "property/scene.h"

static void write_bridge_address(const struct scene *scene, const struct state *state, int bridge,
				 struct text *out)
{
	const struct bridge *self = &scene->bridges[bridge];

	text_printf(out, "0000:%02x:%02x.%u",
		    self->above == ANY ? 0 : state->bus_below[self->above], self->device,
		    self->function);
}

static void write_way(const struct scene *scene, const struct state *state, int bridge,
		      struct text *out)
{
	if (bridge == ANY) {
		text_puts(out, "pci0000:00/");
		return;
	}
	write_way(scene, state, scene->bridges[bridge].above, out);
	write_bridge_address(scene, state, bridge, out);
	text_puts(out, "/");
}

void scene_write_path(const struct scene *scene, const struct state *state, int card,
		      unsigned int function, struct text *out)
{
	char address[ADDRESS_SIZE];

	write_way(scene, state, scene->slots[state->slot_of[card]].bridge, out);
	scene_address(scene, state, card, function, address);
	text_puts(out, address);
}

/* A bridge is in the group of a slot below it that shares one. */
static int group_of_bridge(const struct scene *scene, const struct state *state, int bridge)
{
	size_t i;

	for (i = 0; i < scene->slot_count; i++)
		if (scene->slots[i].bridge == bridge && scene->slots[i].group != (int)i)
			return (int)state->first_group + scene->slots[i].group * FUNCTIONS_MAX;
	return (int)state->first_group + (SLOTS_MAX + bridge) * FUNCTIONS_MAX;
}

static void write_parent(const struct scene *scene, const struct state *state, int bridge,
			 struct text *out)
{
	if (bridge == ANY)
		return;
	text_puts(out, " parent=");
	write_bridge_address(scene, state, bridge, out);
}

static void write_bridges(const struct scene *scene, const struct state *state, struct text *out)
{
	int i;

	for (i = 0; i < (int)scene->bridge_count; i++) {
		text_puts(out, "pci ");
		write_bridge_address(scene, state, i, out);
		text_puts(out, " 8086:3420 8086:0000 060400 driver=pcieport");
		if (state->has_groups)
			text_printf(out, " group=%d", group_of_bridge(scene, state, i));
		write_parent(scene, state, scene->bridges[i].above, out);
		text_puts(out, "\n");
	}
}

static void write_serial(const struct card *card, bool is_mute, unsigned int function,
			 struct text *out)
{
	int byte;

	text_puts(out, " serial=");
	if (is_mute)
		text_puts(out, "unreadable");
	else if (!card->number || (function && card->is_first_only))
		text_puts(out, "none");
	else
		for (byte = 7; byte >= 0; byte--)
			text_printf(out, "%02x%s", (unsigned int)(card->number >> 8 * byte) & 0xff,
				    byte ? "-" : "");
}

static void write_function(const struct scene *scene, const struct state *state, int card,
			   unsigned int function, struct text *out)
{
	const struct card *self = &scene->cards[card];
	const struct model_function *model = &self->model->functions[function];
	char address[ADDRESS_SIZE];

	scene_address(scene, state, card, function, address);
	text_printf(out, "pci %s %04x:%04x %04x:%04x %06x host=%s", address, self->model->vendor,
		    model->device, self->model->subvendor, self->subdevice, model->class,
		    model->host);
	if (state->has_groups)
		text_printf(out, " group=%d", scene_group(scene, state, card, function));
	write_parent(scene, state, scene->slots[state->slot_of[card]].bridge, out);
	write_serial(self, state->is_mute[card], function, out);
	text_puts(out, "\n");
}

static void write_cards(const struct scene *scene, const struct state *state, struct text *out)
{
	unsigned int function;
	int card;

	for (card = 0; card < (int)scene->card_count; card++) {
		if (state->slot_of[card] == NOWHERE)
			continue;
		for (function = 0; function < scene->cards[card].model->count; function++)
			write_function(scene, state, card, function, out);
	}
}

void scene_write(const struct scene *scene, const struct state *state, bool is_running,
		 struct text *out)
{
	text_puts(out, "driver pcieport builtin\n");
	if (scene->builtin)
		text_printf(out, "driver %s builtin\n", scene->builtin);
	write_bridges(scene, state, out);
	write_cards(scene, state, out);
	text_puts(out, "file proc/sys/kernel/osrelease 6.12.0\nfile proc/swaps Filename\n"
		       "file proc/self/mountinfo 22 28 0:20 / /sys rw - sysfs sysfs rw\n");
	text_puts(out, "file proc/cmdline ro");
	if (!is_running && scene->devices.length)
		text_printf(out, " vfio_prebind.devices=%s", text_string(&scene->devices));
	text_puts(out, "\n");
	if (is_running)
		scene_write_stack(scene, state, out);
}

void scene_write_rules(const struct scene *scene, struct text *out)
{
	size_t i;

	for (i = 0; i < scene->rule_count; i++)
		text_printf(out, "%s\n", text_string(&scene->rules[i].text));
}

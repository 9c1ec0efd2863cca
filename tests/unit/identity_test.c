// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Which function is the card that an image was built for.
 */
#include "unit/unit.h"

#include <string.h>

#include "core/identity.h"
#include "core/serial.h"

#define PORTS 4
#define PORT(port) (1U << (port))

/* A card in the slot below a port; 0 is no card, and no number. */
struct card {
	uint16_t device;
	uint64_t serial;
	enum pci_serial state;
};

/* Versions of the formatter differ on braces in macros. */
/* clang-format off */
#define NUMBERED(serial) { 0x10d3, (serial), PCI_SERIAL_KNOWN }
#define PLAIN { 0x10d3, 0, PCI_SERIAL_NONE }
#define UNREADABLE { 0x10d3, 0, PCI_SERIAL_UNKNOWN }
#define EMPTY { 0, 0, 0 }
#define OTHER(serial) { 0x1533, (serial), PCI_SERIAL_KNOWN }
/* clang-format on */

/*
 * Ports 00:1c.0 to 00:1c.3; the card below each has the next free bus, so that a card that comes or
 * goes renumbers those behind it, as firmware does.
 */
static void plug(struct pci_device *list, const struct card cards[PORTS],
		 struct pci_devices *devices)
{
	uint8_t bus = 1;
	size_t i;

	*devices = (struct pci_devices){ .list = list };
	for (i = 0; i < PORTS; i++)
		list[devices->count++] = (struct pci_device){
			.address = { 0, 0, 0x1c, (int8_t)i },
			.id = { 0x8086, 0xa110, 0x8086, 0 },
			.class = 0x060400,
			.parent = -1,
		};
	for (i = 0; i < PORTS; i++) {
		if (!cards[i].device)
			continue;
		list[devices->count++] = (struct pci_device){
			.address = { 0, bus++, 0, 0 },
			.id = { 0x8086, cards[i].device, 0x8086, 0xa01f },
			.class = 0x020000,
			.parent = (int)i,
			.serial = cards[i].serial,
			.serial_state = cards[i].state,
		};
	}
	assert_int_equal(pci_devices_sort(devices), 0);
}

/* The rule that an image has for the card below a port, and the numbers of its kind. */
static void pin(const struct card cards[PORTS], size_t port, const char *selector,
		struct config *config)
{
	struct pci_device list[2 * PORTS];
	struct pci_devices devices;
	size_t i;

	plug(list, cards, &devices);
	unit_config(selector, config);
	config->serials = calloc(PORTS, sizeof(*config->serials));
	for (i = PORTS; i < devices.count; i++) {
		struct pci_device *device = &list[i];
		struct rule *rule = &config->rules[0];

		if (device->serial_state == PCI_SERIAL_KNOWN)
			config->serials[config->serial_count++] = device->serial;
		config->has_unknown_serial |= device->serial_state == PCI_SERIAL_UNKNOWN;
		if (device->parent != (int)port)
			continue;
		rule->id = device->id;
		rule->serial = device->serial;
		rule->identity = (struct identity){ .is_set = true, .was = device->address };
		assert_int_equal(identity_place(&devices, device, &rule->identity.place), 0);
	}
	devices.list = NULL;
	pci_devices_free(&devices);
}

struct scene {
	struct card before[PORTS], after[PORTS];
	enum identity_fate fate;
	unsigned int ports; /* a bit for each whose card the rule means */
};

/* A bit for each port whose card a rule selects. */
static unsigned int find_selected(const struct config *config, const struct pci_devices *devices)
{
	unsigned int ports = 0;
	size_t i, k;

	for (i = PORTS; i < devices->count; i++)
		for (k = 0; k < config->count; k++)
			if (rule_selects(&config->rules[k], devices, &devices->list[i]))
				ports |= PORT(devices->list[i].parent);
	return ports;
}

/* The card below port 1 is pinned, then the cards are those of after. */
static void play(const struct scene *scene, const char *selector, size_t number)
{
	struct pci_device list[2 * PORTS];
	struct pci_devices devices;
	struct config config;
	unsigned int ports;

	pin(scene->before, 1, selector, &config);
	plug(list, scene->after, &devices);
	assert_int_equal(identities_resolve(&config, &devices), 0);
	ports = find_selected(&config, &devices);
	if (config.rules[0].identity.fate != scene->fate || ports != scene->ports)
		fail_msg("scene %zu: fate %d, ports %#x", number,
			 (int)config.rules[0].identity.fate, ports);
	config_free(&config);
	devices.list = NULL;
	pci_devices_free(&devices);
}

static void the_card_is_found_wherever_it_is(void **state)
{
	static const struct scene scenes[] = {
		{ { NUMBERED(1), NUMBERED(2), NUMBERED(3) }, /* nothing changed */
		  { NUMBERED(1), NUMBERED(2), NUMBERED(3) },
		  IDENTITY_FOUND,
		  PORT(1) },
		{ { EMPTY, NUMBERED(2), NUMBERED(3) }, /* one is added in front */
		  { NUMBERED(9), NUMBERED(2), NUMBERED(3) },
		  IDENTITY_MOVED,
		  PORT(1) },
		{ { NUMBERED(1), NUMBERED(2) }, /* two swap */
		  { NUMBERED(2), NUMBERED(1) },
		  IDENTITY_MOVED,
		  PORT(0) },
		{ { NUMBERED(1), NUMBERED(2), NUMBERED(3) }, /* it is gone */
		  { NUMBERED(1), EMPTY, NUMBERED(3) },
		  IDENTITY_MISSING,
		  0 },
		{ { NUMBERED(1), NUMBERED(2), NUMBERED(3) }, /* a twin is in its place */
		  { NUMBERED(1), NUMBERED(3), EMPTY },
		  IDENTITY_MISSING,
		  0 },
		{ { NUMBERED(1), NUMBERED(2) }, /* a new one is in its place */
		  { NUMBERED(1), NUMBERED(8) },
		  IDENTITY_REPLACED,
		  PORT(1) },
		{ { NUMBERED(1), NUMBERED(2), UNREADABLE }, /* which may have been there before */
		  { NUMBERED(1), NUMBERED(8) },
		  IDENTITY_MISSING,
		  0 },
		{ { NUMBERED(1), NUMBERED(2) }, /* one without a number is in its place */
		  { NUMBERED(1), PLAIN },
		  IDENTITY_MISSING,
		  0 },
		{ { NUMBERED(1), NUMBERED(2) }, /* another model with its number */
		  { NUMBERED(1), OTHER(2) },
		  IDENTITY_MISSING,
		  0 },
		{ { NUMBERED(1), NUMBERED(2) }, /* the number is in two slots now */
		  { NUMBERED(2), NUMBERED(2) },
		  IDENTITY_FOUND,
		  PORT(1) },
		{ { NUMBERED(1), NUMBERED(2) }, /* in two slots, and neither is its place */
		  { NUMBERED(2), EMPTY, NUMBERED(2) },
		  IDENTITY_MISSING,
		  0 },
		{ { NUMBERED(1), NUMBERED(2) }, /* and a new one is in its place, */
		  { NUMBERED(2), NUMBERED(8), NUMBERED(2) },
		  IDENTITY_MISSING,
		  0 },
		{ { NUMBERED(1), NUMBERED(2) }, /* or one without a number */
		  { NUMBERED(2), PLAIN, NUMBERED(2) },
		  IDENTITY_MISSING,
		  0 },
		{ { NUMBERED(1), NUMBERED(2) }, /* a twin's number cannot be read */
		  { UNREADABLE, NUMBERED(2) },
		  IDENTITY_FOUND,
		  PORT(1) },
		{ { NUMBERED(1), NUMBERED(2) }, /* which of the two it is cannot be told */
		  { NUMBERED(2), UNREADABLE },
		  IDENTITY_UNKNOWN,
		  0 },
		{ { PLAIN, PLAIN, PLAIN }, /* without numbers the place decides */
		  { EMPTY, PLAIN, PLAIN },
		  IDENTITY_MOVED,
		  PORT(1) },
		{ { PLAIN, PLAIN, PLAIN }, /* also when nothing is there */
		  { PLAIN, EMPTY, PLAIN },
		  IDENTITY_MISSING,
		  0 },
		{ { PLAIN, PLAIN }, { PLAIN, OTHER(5) }, IDENTITY_MISSING, 0 },
		{ { PLAIN, PLAIN, NUMBERED(3) }, /* the host's numbered twin is in the place */
		  { PLAIN, NUMBERED(3), EMPTY },
		  IDENTITY_MISSING,
		  0 },
		{ { PLAIN, PLAIN }, { UNREADABLE, PLAIN }, IDENTITY_FOUND, PORT(1) },
		{ { PLAIN, PLAIN, NUMBERED(3) }, /* what is in the place may be the twin */
		  { PLAIN, UNREADABLE, EMPTY },
		  IDENTITY_UNKNOWN,
		  0 },
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(scenes); i++)
		play(&scenes[i], "02:00.0\n", i);
}

/* A function that the scan left out may be the card: a new one in its place is no replacement. */
static void nothing_is_inferred_from_a_partial_scan(void **state)
{
	static const struct card before[PORTS] = { NUMBERED(1), NUMBERED(2) };
	static const struct card after[PORTS] = { NUMBERED(1), NUMBERED(8) };
	struct pci_device list[2 * PORTS];
	struct pci_devices devices;
	struct config config;

	(void)state;
	pin(before, 1, "02:00.0\n", &config);
	plug(list, after, &devices);
	devices.is_partial = true;
	assert_int_equal(identities_resolve(&config, &devices), 0);
	assert_int_equal(config.rules[0].identity.fate, IDENTITY_UNKNOWN);
	assert_false(rule_selects(&config.rules[0], &devices, &list[PORTS + 1]));
	config_free(&config);
	devices.list = NULL;
	pci_devices_free(&devices);
}

/* Never too little is excluded: the card, or else its place and whatever may be the card. */
static void an_exclusion_follows_its_card(void **state)
{
	static const struct scene scenes[] = {
		{ { NUMBERED(1), NUMBERED(2) },
		  { NUMBERED(2), NUMBERED(1) },
		  IDENTITY_MOVED,
		  PORT(0) },
		{ { NUMBERED(1), NUMBERED(2) }, { EMPTY, OTHER(7) }, IDENTITY_MISSING, PORT(1) },
		{ { NUMBERED(1), NUMBERED(2) }, { UNREADABLE, EMPTY }, IDENTITY_UNKNOWN, PORT(0) },
		{ { NUMBERED(1), NUMBERED(2) },
		  { UNREADABLE, OTHER(7), NUMBERED(1) },
		  IDENTITY_UNKNOWN,
		  PORT(1) | PORT(0) },
		{ { PLAIN, PLAIN }, { PLAIN, PLAIN }, IDENTITY_FOUND, PORT(1) },
		{ { PLAIN, PLAIN }, { PLAIN, OTHER(7) }, IDENTITY_MISSING, PORT(1) | PORT(0) },
		{ { PLAIN, PLAIN, PLAIN, NUMBERED(4) }, /* it is one of those without a number */
		  { EMPTY, EMPTY, PLAIN, NUMBERED(4) },
		  IDENTITY_MISSING,
		  PORT(2) },
		{ { PLAIN, PLAIN, NUMBERED(3) }, /* a numbered one is in its place */
		  { PLAIN, NUMBERED(3), EMPTY },
		  IDENTITY_MISSING,
		  PORT(1) | PORT(0) },
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(scenes); i++)
		play(&scenes[i], "!02:00.0\n", i);
}

static void numbers_that_two_slots_have_are_none(void **state)
{
	static const struct card cards[PORTS] = { NUMBERED(4), NUMBERED(5), NUMBERED(4),
						  NUMBERED(4) };
	struct pci_device list[2 * PORTS];
	struct pci_devices devices;

	(void)state;
	plug(list, cards, &devices);
	list[PORTS].is_virtual = true;
	assert_int_equal(identity_serial(&devices, &list[PORTS]), 4);
	assert_int_equal(identity_serial(&devices, &list[PORTS + 1]), 5);
	assert_int_equal(identity_serial(&devices, &list[PORTS + 2]), 0);
	assert_int_equal(identity_serial(&devices, &list[PORTS + 3]), 0);
	devices.list = NULL;
	pci_devices_free(&devices);
}

static void numbers_are_read_and_printed_as_lspci_does(void **state)
{
	static const char *const bad[] = { "",
					   "52-54-00-ff-ff-12-34",
					   "52-54-00-ff-ff-12-34-5",
					   "52-54-00-ff-ff-12-34-56-78",
					   "52:54:00:ff:ff:12:34:56",
					   "52-54-00-ff-ff-12-34-5g" };
	static const char good[] = "52-54-00-ff-ff-12-34-56";
	char printed[SERIAL_SIZE];
	uint64_t serial;
	size_t i;

	(void)state;
	assert_int_equal(serial_parse(good, strlen(good), &serial), 0);
	assert_true(serial == 0x525400ffff123456);
	serial_format(serial, printed);
	assert_string_equal(printed, good);
	for (i = 0; i < ARRAY_SIZE(bad); i++)
		assert_int_not_equal(serial_parse(bad[i], strlen(bad[i]), &serial), 0);
	assert_true(serial_is_unique(serial));
	assert_false(serial_is_unique(0));
	assert_false(serial_is_unique(UINT64_MAX));
	assert_false(serial_is_unique(0x01000000684ce000));
}

UNIT_MAIN(cmocka_unit_test(the_card_is_found_wherever_it_is),
	  cmocka_unit_test(nothing_is_inferred_from_a_partial_scan),
	  cmocka_unit_test(an_exclusion_follows_its_card),
	  cmocka_unit_test(numbers_that_two_slots_have_are_none),
	  cmocka_unit_test(numbers_are_read_and_printed_as_lspci_does))

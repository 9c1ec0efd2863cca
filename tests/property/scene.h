/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A story: the cards that there are, the slots of a board, what is in which slot when an image is
 * built and when it is booted, what the host needs, and the rules. Which card is which the test
 * knows by its index, whatever the code under test makes of what the card shows.
 *
 * A story has two states, or three: replaced (booted with the first image), rebuilt there, booted
 * again.
 */
#ifndef VFIO_PREBIND_TESTS_SCENE_H
#define VFIO_PREBIND_TESTS_SCENE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/text.h"
#include "property/random.h"

#define BRIDGES_MAX 12
#define SLOTS_MAX 10
#define CARDS_MAX 14
#define FUNCTIONS_MAX 4
#define STATES_MAX 3
#define RULES_MAX 8
#define BELOW_MAX 2
#define ANY (-1)
#define NOWHERE (-1)

/* What stories are counted by: so many of each there must be. */
enum trait {
	TRAIT_TWINS,      /* a pinned card has a twin */
	TRAIT_CONSTANT,   /* a pinned card or its twin has a constant for a number */
	TRAIT_FIRST_ONLY, /* a pinned function takes function 0's number */
	TRAIT_UNREADABLE, /* the configuration space of a pinned card or its twin cannot be read */
	TRAIT_PROTECTED_IDS, /* a rule with the IDs of what the host needs */
	TRAIT_EXCLUSION,
	TRAIT_GROUP,
	TRAIT_REBUILT, /* three states */
	TRAIT_MEMORY,  /* and who rebuilds knows the image that was booted */
	TRAITS,
};

struct model_function {
	uint16_t device;
	uint32_t class;
	const char *host; /* driver */
};

enum disks {
	DISKS_NONE,
	DISKS_NVME,
	DISKS_SCSI,
	DISKS_NETWORK, /* those of a server that is reached through it */
};

struct model {
	uint16_t vendor, subvendor, subdevice;
	enum disks disks;
	size_t count;
	struct model_function functions[FUNCTIONS_MAX];
};

struct card {
	const struct model *model;
	uint16_t subdevice;
	uint64_t number;    /* Device Serial Number; 0: without the capability */
	bool is_constant;   /* of many cards */
	bool is_first_only; /* only in function 0 */
	bool is_onboard;    /* part of the board, on its root bus */
	unsigned int needs; /* bit mask of the functions that the host needs */
};

struct bridge {
	int above; /* index; ANY: on the root bus */
	unsigned int device, function;
};

/* Where a card can be: below a bridge, or on the root bus, where a slot is no card's. */
struct slot {
	int bridge; /* index; ANY: the root bus */
	unsigned int device;
	int group; /* the slot whose group it shares, or itself */
};

/* The machine at one time. */
struct state {
	int slot_of[CARDS_MAX];  /* NOWHERE: not in the machine */
	bool is_mute[CARDS_MAX]; /* the card answers no read of its configuration space */
	unsigned int first_bus, first_group;
	bool has_empty_buses; /* a bridge with nothing below takes a bus number */
	bool has_groups;
	unsigned int bus_below[BRIDGES_MAX]; /* computed: 0 without one */
};

/* A rule as it was meant; what it says is in text. */
struct rule_meant {
	bool exclude, group;
	bool by_id; /* vendor ... subdevice say what; otherwise a place: */
	int slot;   /* by path; ANY: by address: */
	unsigned int bus, device;
	int function;   /* ANY: of the whole slot */
	int vendor, id; /* conditions, and the selector by ID; ANY */
	int subvendor, subdevice;
	int class;       /* base class; ANY */
	uint64_t number; /* serial=; 0: not said */
	struct text text;
};

struct scene {
	struct bridge bridges[BRIDGES_MAX];
	struct slot slots[SLOTS_MAX];
	struct card cards[CARDS_MAX];
	struct state states[STATES_MAX];
	struct rule_meant rules[RULES_MAX];
	size_t bridge_count, slot_count, card_count, state_count, rule_count;
	bool has_split_groups;        /* each function of a card has a group of its own */
	bool has_memory;              /* who rebuilds knows the image that was booted */
	const char *builtin;          /* a driver that is part of the kernel, or NULL */
	unsigned int stack;           /* what the host needs: stack_name() */
	int below[BELOW_MAX];         /* the cards below it; NOWHERE */
	int data;                     /* another card with a mounted disk; NOWHERE */
	int focus;                    /* the card that most of it is about; NOWHERE */
	struct text devices;          /* vfio_prebind.devices= of the boot, or "" */
	struct rule_meant on_cmdline; /* the same */
	bool traits[TRAITS];
};

/* Makes the story of this number. scene_free() it. */
void scene_make(struct scene *scene, uint64_t seed, uint64_t number);
void scene_free(struct scene *scene);

/* --- questions ------------------------------------------------------------------------------ */

/* The card in a slot, NOWHERE if there is none. */
int scene_card_in(const struct scene *scene, const struct state *state, int slot);

unsigned int scene_bus_of(const struct scene *scene, const struct state *state, int slot);

/* "0000:03:00.1": the function of a card that is in the machine. */
#define ADDRESS_SIZE 16
void scene_address(const struct scene *scene, const struct state *state, int card,
		   unsigned int function, char out[ADDRESS_SIZE]);

/* The IOMMU group; ANY: there are none. */
int scene_group(const struct scene *scene, const struct state *state, int card,
		unsigned int function);

/* Same IDs and subsystem. */
bool scene_is_twin(const struct scene *scene, int a, int b);

/* --- what is in the other files ------------------------------------------------------------- */

/* Gives numbers to the buses; whenever cards have moved. */
void scene_number_buses(const struct scene *scene, struct state *state);

/* Moves, adds, removes and mutes cards. */
void scene_change(const struct scene *scene, struct random *random, struct state *state);

/* Chooses what the host needs in the first state, and marks those functions. */
void scene_add_stack(struct scene *scene, struct random *random);

/* Lines of a machine: the disks and interfaces of the running host, and what it has mounted. */
void scene_write_stack(const struct scene *scene, const struct state *state, struct text *out);

/* Stacks, and what the one with this number is called. */
#define STACKS 26
const char *stack_name(unsigned int stack);

/* Whether the disks of what is mounted cannot be found. */
bool stack_is_unlocated(unsigned int stack);

/* Rules about cards of the first state. */
void scene_add_rules(struct scene *scene, struct random *random);

/* The machine as in tests/README.md: in the initramfs, or running with what the host needs. */
void scene_write(const struct scene *scene, const struct state *state, bool is_running,
		 struct text *out);

/* What follows "sys/devices/" in the way to a function. */
void scene_write_path(const struct scene *scene, const struct state *state, int card,
		      unsigned int function, struct text *out);

/* The configuration. */
void scene_write_rules(const struct scene *scene, struct text *out);

#endif

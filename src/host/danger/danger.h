/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The dangers that a configuration can hold for this machine: a table with a stable code and
 * one function for each. Shared by check, which looks for all of them, and by add, which looks
 * for those that a new line would bring. Reads only, prints nothing.
 */
#ifndef VFIO_PREBIND_DANGER_H
#define VFIO_PREBIND_DANGER_H

#include "core/match.h"
#include "core/text.h"
#include "host/entries/judge.h"
#include "host/guests/guests.h"
#include "host/image/recall.h"
#include "host/image/verify.h"
#include "host/machine/next_boot.h"
#include "host/others/settings.h"

enum severity {
	SEVERITY_ERROR,   /* it will not work, or the host loses what it needs */
	SEVERITY_WARNING, /* probably not what was meant */
	SEVERITY_NOTE,    /* works, and is good to know */
};

/* Which verbs look for a danger besides check. */
#define DANGER_TOLD_BY_ADD 1U
#define DANGER_REFUSED_BY_ADD 2U /* if it is an error; a warning is told */
#define DANGER_STOPS_APPLY 4U    /* the rule does not get into an image */

struct check;

struct danger {
	const char *code; /* documented in vfio-prebind-diagnostics(7), never changes */
	enum severity severity;
	unsigned int flags;
	void (*find)(struct check *check);
};

/* One danger that is there. */
struct finding {
	const struct danger *danger;
	enum severity severity;
	char *file;          /* owned; NULL: in no file */
	unsigned int line;   /* 0: the file as a whole */
	unsigned int column; /* 0: the line as a whole */
	char *text;          /* owned; the line; NULL: the machine has it, or there is none */
	bool has_device;
	struct pci_address device;
	struct text kernel;  /* the release it is about; empty: all */
	struct text cause;   /* a sentence without full stop */
	struct text cure;    /* the same, with the command for this machine */
	struct text instead; /* what helps whoever is about to add the rule; empty: nothing */
};

/* What the functions look at, and what they found. */
struct check {
	struct machine *machine;
	const struct next_boot *next_boot; /* NULL: images are not looked at */
	const struct boot_machine *boot;   /* NULL: boot entries are not looked at */
	const struct config *config;       /* the rules in question, in their order */
	const struct check *before;        /* the rules as they are; NULL: nothing will change */
	struct pci_devices devices;        /* as the boot stage will find them */
	struct matches matches;            /* of config, as it is written, on devices */
	struct recalled recalled;          /* of config: the cards that the booted image knew */
	struct config next;                /* the rules that an image has of config, resolved */
	struct matches taken; /* of next: each with the rule of config that it is of; NULL: ours */
	struct image *images; /* after check_images() */
	struct verification *looks; /* one for each */
	size_t image_count;
	struct settings settings; /* once they were looked for */
	bool has_settings;
	struct guests guests; /* after check_guests() */
	bool has_guests;

	const struct danger *danger; /* the one that is looked for */
	struct finding *list;
	size_t count;
	struct finding spare; /* what finding_add() hands out without memory */
	int error;            /* 0 or negative errno; sticks */
};

/*
 * Prepares check for the rules in config, which lives longer; NULL: those of the host.
 * 0 or negative errno; check_close() in any case.
 */
must_check int check_open(struct check *check, struct machine *machine,
			  const struct config *config);
void check_close(struct check *check);

/* Looks for the dangers with any of the flags; 0: for all. 0 or negative errno. */
must_check int check_run(struct check *check, unsigned int flags);

const char *severity_word(enum severity severity);

/*
 * For the functions. A finding of the danger that is looked for, about rule and device, each
 * may be NULL. Never returns NULL: without memory check->error is set.
 */
struct finding *finding_add(struct check *check, const struct rule *rule,
			    const struct pci_device *device);

/*
 * The match of a function, an element of check->devices, by what the rules say; NULL: none names
 * it. For dangers of the lines themselves.
 */
const struct match *check_match(const struct check *check, const struct pci_device *device);

/*
 * The match of a function that the next boot binds, or that has vfio-pci already; NULL: it is left
 * alone. A rule follows its card here. For dangers of what is taken.
 */
const struct match *check_taken(const struct check *check, const struct pci_device *device);

/* Whether the danger that is looked for was found for the line of rule and this function. */
bool check_has_reported(const struct check *check, const struct rule *rule,
			const struct pci_address *address);
/* Whether the function is taken by what is about to change, and not yet: then that is to blame. */
bool check_is_newly_taken(const struct check *check, const struct match *match);

/* How many GPUs the rules leave to the host. *chief is the boot GPU, or the first GPU. */
size_t check_count_left(const struct check *check, const struct pci_device **chief);

/* Whether add refuses the function, which no rule takes: the host needs it, or has no other GPU. */
bool check_must_stay(const struct check *check, const struct pci_device *device);

/* Finds the images and looks into them, once. Without memory check->error is set. */
void check_images(struct check *check);

/* Reads the definitions of guests, once. Without memory check->error is set. */
void check_guests(struct check *check);

/* Whether any rule wants functions at all. */
bool check_has_rules(const struct check *check);

/* "0000:01:00.0", and with the rule unless it names that place: "... (wanted by 10de:2191)" */
void describe_device(const struct pci_device *device, struct text *out);
void describe_taken(const struct check *check, const struct match *match, struct text *out);

/* "10de:2191 subsystem=1043:17ef class=030000": what the conditions of a rule are about. */
void describe_conditions(const struct pci_device *device, struct text *out);

/* The rule's selector, and '!', as a shell takes it in a command that a message quotes. */
void escape_selector(const struct rule *rule, struct text *out);

/* How to take the rule's selector away, as an imperative: "run vfio-prebind remove ...". */
void cure_by_removing(const struct rule *rule, struct text *out);

/* The same for one function that a rule reaches among others: "run vfio-prebind add '!...'". */
void cure_by_excluding(const struct match *match, struct text *out);

/*
 * How to make the images again, after check_images(): "run 'vfio-prebind apply'", which refuses a
 * configuration with errors, and one that others can change. false: there is no generator here,
 * which is said instead.
 */
bool cure_by_rebuilding(const struct check *check, struct text *out);

/* rules.c */
void find_syntax(struct check *check);
void find_unreadable(struct check *check);
void find_ignored_file(struct check *check);
void find_insecure(struct check *check);
void find_no_match(struct check *check);
void find_bridge(struct check *check);
void find_excluded(struct check *check);
void find_vendor_wildcard(struct check *check);
void find_storage_unnamed(struct check *check);
/* cards.c */
void find_card_changed(struct check *check);
/* twins.c */
void find_twin(struct check *check);
void find_twin_by_place(struct check *check);
/* card.c */
void find_card_partial(struct check *check);
/* late.c */
void find_not_at_boot(struct check *check);
/* groups.c */
void find_group_partial(struct check *check);
/* devices.c */
void find_only_gpu(struct check *check);
void find_boot_vga(struct check *check);
void find_mounted(struct check *check);
void find_disks_unknown(struct check *check);
void find_default_route(struct check *check);
void find_builtin_driver(struct check *check);
/* passthrough.c */
void find_framebuffer(struct check *check);
void find_virtual_functions(struct check *check);
void find_no_reset(struct check *check);
/* guests.c */
void find_guest_takes_needed(struct check *check);
void find_guest_address(struct check *check);
/* kernel.c */
void find_disabled(struct check *check);
void find_vfio_missing(struct check *check);
void find_vfio_blacklisted(struct check *check);
/* others.c */
void find_modprobe_ids(struct check *check);
void find_no_effect(struct check *check);
void find_other_binder(struct check *check);
/* iommu.c */
void find_iommu_off(struct check *check);
void find_no_group(struct check *check);
/* images.c */
void find_image_limit(struct check *check);
void find_image_missing(struct check *check);
void find_image_broken(struct check *check);
void find_image_stale(struct check *check);
/* entries.c */
void find_entry_stale(struct check *check);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The dangers of a configuration on this machine: a table with a stable code and a function for
 * each. Shared by check, which looks for all of them, and by add, which looks for those that a new
 * line would cause. Reads only, prints nothing.
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
	SEVERITY_NOTE,    /* works, for information */
};

/* Which verbs look for a danger besides check. */
#define DANGER_TOLD_BY_ADD 1U
#define DANGER_REFUSED_BY_ADD 2U /* if it is an error; a warning is printed */
#define DANGER_STOPS_APPLY 4U    /* the rule is left out of the images */

struct check;

struct danger {
	const char *code; /* stable; documented in vfio-prebind-diagnostics(7) */
	enum severity severity;
	unsigned int flags;
	void (*find)(struct check *check);
};

/* One danger that was found. */
struct finding {
	const struct danger *danger;
	enum severity severity;
	char *file;          /* owned; NULL: in no file */
	unsigned int line;   /* 0: the file as a whole */
	unsigned int column; /* 0: the line as a whole */
	char *text; /* owned; the line; NULL: it is in the machine's files, or there is none */
	bool has_device;
	struct pci_address device;
	struct text kernel;  /* the kernel release it concerns; empty: all */
	struct text cause;   /* a sentence without a full stop */
	struct text cure;    /* the same: what to do, with the commands for this machine */
	struct text instead; /* advice for someone who is about to add the rule; empty: none */
};

/* The input of the functions, and their findings. */
struct check {
	struct machine *machine;
	const struct next_boot *next_boot; /* NULL: do not look at images */
	const struct boot_machine *boot;   /* NULL: do not look at boot entries */
	const struct config *config;       /* the rules to check, in order */
	const struct check *before;        /* the current rules; NULL: nothing will change */
	struct pci_devices devices;        /* as the boot stage will find them */
	struct matches matches;            /* of config, as it is written, on devices */
	struct recalled recalled;          /* of config: the cards that the booted image knew */
	struct config next;                /* the rules that an image has of config, resolved */
	struct matches taken; /* of next: the rule of config that each comes from; NULL: ours */
	struct image *images; /* after check_images() */
	struct verification *looks; /* one per image */
	size_t image_count;
	struct settings settings; /* true once they have been looked for */
	bool has_settings;
	struct guests guests; /* after check_guests() */
	bool has_guests;

	const struct danger *danger; /* the danger that is being looked for */
	struct finding *list;
	size_t count;
	struct finding spare; /* what finding_add() returns without memory */
	int error;            /* 0 or the first negative errno */
};

/*
 * Prepares check for the rules in config, which must outlive it; NULL: those of the host. 0 or
 * negative errno; check_close() in any case.
 */
must_check int check_open(struct check *check, struct machine *machine,
			  const struct config *config);
void check_close(struct check *check);

/* Looks for the dangers with any of these flags; 0: for all. 0 or negative errno. */
must_check int check_run(struct check *check, unsigned int flags);

const char *severity_word(enum severity severity);

/*
 * For the functions: a new finding of the current danger, about rule and device, which may be NULL.
 * Never returns NULL: without memory check->error is set.
 */
struct finding *finding_add(struct check *check, const struct rule *rule,
			    const struct pci_device *device);

/*
 * The match of a function, an element of check->devices, by the rules as written; NULL: no rule
 * names it. For dangers of the lines themselves.
 */
const struct match *check_match(const struct check *check, const struct pci_device *device);

/*
 * The match of a function that the next boot binds, or that is already bound; NULL: it stays as it
 * is. Here a rule follows its card. For dangers of what is taken.
 */
const struct match *check_taken(const struct check *check, const struct pci_device *device);

/* Whether the current danger was already found for this line and this function. */
bool check_has_reported(const struct check *check, const struct rule *rule,
			const struct pci_address *address);
/*
 * Whether the pending change takes the function, which is not taken now: then the change is the
 * cause.
 */
bool check_is_newly_taken(const struct check *check, const struct match *match);

/* How many GPUs the rules leave to the host. *chief is the boot GPU, or the first GPU. */
size_t check_count_left(const struct check *check, const struct pci_device **chief);

/* Whether add refuses the function, which no rule takes: the host needs it, or has no other GPU. */
bool check_must_stay(const struct check *check, const struct pci_device *device);

/* Finds the images and inspects them, once. Without memory check->error is set. */
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

/* The rule's selector, with '!', escaped for a shell, for a command in a message. */
void escape_selector(const struct rule *rule, struct text *out);

/* How to remove the rule's selector, as an imperative: "run vfio-prebind remove ...". */
void cure_by_removing(const struct rule *rule, struct text *out);

/* The same for one of several functions that a rule matches: "run vfio-prebind add '!...'". */
void cure_by_excluding(const struct match *match, struct text *out);

/*
 * How to rebuild the images, after check_images(): "run 'vfio-prebind apply'", which refuses a
 * configuration with errors, and one that others can change. false: no supported generator is
 * installed, and out says so.
 */
bool cure_by_rebuilding(const struct check *check, struct text *out);

/* rules.c */
void find_syntax(struct check *check);
void find_unreadable(struct check *check);
void find_not_pinned(struct check *check);
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
void find_vfs_too_many(struct check *check);
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

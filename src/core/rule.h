/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A rule: one selector with its conditions and options, and where it was written. A line with a
 * list of selectors becomes one rule per selector. Reading one line, printing one rule;
 * src/core/config.c reads files of them. No I/O.
 */
#ifndef VFIO_PREBIND_RULE_H
#define VFIO_PREBIND_RULE_H

#include <stdbool.h>

#include "core/diagnostic.h"
#include "core/pci.h"
#include "core/selector.h"
#include "core/text.h"
#include "core/vfs.h"

#define RULE_DRIVER_DEFAULT "vfio-pci"

enum on_failure {
	ON_FAILURE_RELEASE, /* give the device back to its host driver */
	ON_FAILURE_HOLD,    /* leave it without a driver */
};

/* Where a rule was written. */
struct source {
	const char *file;  /* owned by the configuration that holds the rule */
	unsigned int line; /* from 1; 0: not from a file with lines */
};

/* The fate of the card that an image was built for: src/core/identity.h. */
enum identity_fate {
	IDENTITY_OPEN,     /* not searched yet */
	IDENTITY_FOUND,    /* it is where it was */
	IDENTITY_MOVED,    /* it is elsewhere */
	IDENTITY_REPLACED, /* a card of the same kind that the image does not know is in its place
			    */
	IDENTITY_MISSING,  /* it was not found */
	IDENTITY_UNKNOWN,  /* a serial number needed to tell cannot be read */
};

/* The card of a rule in an image, with the rule's id, subsystem and serial. */
struct identity {
	bool is_set;
	bool is_open; /* with group=yes: the members are those at boot */
	enum identity_fate fate;
	const char *from; /* the rule of a file that it comes from; owned by the configuration */
	struct selector place;  /* the path to it from its root bus when the image was built */
	struct pci_address was; /* its address then */
};

struct rule {
	struct source source;
	struct selector selector;
	bool exclude; /* "!": never these functions */
	bool is_own;  /* a "!" of ours, for what the host needs: vfs= is still possible */

	/* conditions: all must match */
	struct pci_id id;          /* PCI_ANY where not given */
	uint32_t class;            /* a prefix of class_digits digits */
	unsigned int class_digits; /* 0, 2, 4 or 6 */
	uint64_t serial;           /* 0: not given */

	/* options */
	struct vfs
		vfs; /* the host keeps what the rule names, and its virtual functions are meant */
	bool group;  /* not with vfs */
	bool take_builtin;
	bool pin;      /* only the image builder asks */
	bool headless; /* the host needs no GPU; of a file as a whole, see struct config */
	enum on_failure on_failure;
	char driver[PCI_DRIVER_SIZE];

	struct identity identity; /* in an image only */
};

/*
 * A place alone may hold anything later: whether the rule says which card is meant, or which kind.
 * Inline, since the boot program does not ask.
 */
static inline bool rule_is_pinned(const struct rule *rule)
{
	return rule->identity.is_set || rule->serial || rule->selector.kind == SELECTOR_ID;
}

/* A rule without selector and conditions, with every option at its default. */
extern const struct rule rule_defaults;

enum line_kind {
	LINE_EMPTY, /* blank, or a comment alone */
	LINE_SET,   /* defaults were changed */
	LINE_RULES, /* each of its selectors was passed to add */
};

/* Takes a copy of the rule. 0 or negative errno, which ends rule_parse_line(). */
typedef int rule_add_fn(void *data, const struct rule *rule);

/*
 * Reads [text, text + length), one line without its end. A "set" line changes *defaults;
 * a line of rules calls add(data, rule) for each selector, once the whole line is known
 * to be good. 0 and *kind; -EINVAL with *error filled; or what add returned.
 */
must_check int rule_parse_line(const char *text, size_t length, struct rule *defaults,
			       rule_add_fn *add, void *data, enum line_kind *kind,
			       struct parse_error *error);

/* The same for a list of selectors alone, "a,b,c". */
must_check int rule_parse_list(const char *text, size_t length, const struct rule *defaults,
			       rule_add_fn *add, void *data, struct parse_error *error);

/* One line that rule_parse_line() reads back as the same rule. */
void rule_format(const struct rule *rule, struct text *out);

#endif

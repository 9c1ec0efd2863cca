/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What "import" knows: what gives devices to vfio-pci in ways of old, where it stands, and the
 * rules that say the same for this machine. Reads only; shows nothing.
 *
 * Everything that is read may be anybody's bytes. What is kept of it for showing is plain text, and
 * what is too long ends in "...".
 */
#ifndef VFIO_PREBIND_IMPORT_FINDS_H
#define VFIO_PREBIND_IMPORT_FINDS_H

#include <stdbool.h>
#include <stddef.h>

#include "core/rule.h"
#include "core/text.h"
#include "host/machine/machine.h"

/* How to get rid of it. */
enum import_cure {
	IMPORT_LINE, /* the line goes */
	IMPORT_WORD, /* only the words go */
	IMPORT_FILE, /* the file goes */
};

struct import_find {
	struct text file;  /* "/etc/default/grub", CMDLINE_NAME */
	unsigned int line; /* 0: the file as a whole */
	struct text text;  /* the line, or the words */
	enum import_cure cure;
	bool is_idle;        /* takes no device by itself */
	struct text problem; /* why it cannot be imported: then it must stay; empty: it can */
};

struct import_rule {
	struct rule rule;
	const struct pci_device *device; /* of the host; NULL: what is named is not there */
	struct text sources;             /* a line each: "/etc/default/grub:6: 10de:2184" */
	size_t source_count;
	struct text notes;        /* a line each */
	const struct rule *there; /* of the host's configuration: settles it already; or NULL */
};

struct import {
	struct machine *machine;
	struct import_find *finds;
	size_t find_count;
	struct import_find *last;  /* the one that was added last; rules are added for it */
	struct import_find spare;  /* what it is without memory */
	struct import_rule *rules; /* at most CONFIG_RULES_MAX, one a function */
	size_t rule_count;
	struct text warnings; /* a line each */
	char *ids;            /* the first value of ids= */
	bool has_other_ids;   /* and not the only one */
	size_t additions;     /* how often a source was added to a rule */
	int error;            /* 0 or negative errno; sticks */
};

/* Looks everywhere. 0 or negative errno; import_free() in any case. */
must_check int import_look(struct import *import, struct machine *machine);
void import_free(struct import *import);

/* Whether something is there that cannot be imported. */
bool import_has_problem(const struct import *import);

/* --- for the files that look ---------------------------------------------------------------- */

/* words.c: kernel command lines and dracut.conf. lines.c: the rest. */
void import_look_for_words(struct import *import);
void import_look_for_lines(struct import *import);

/* Adds a find, the last from now on. */
void import_find_add(struct import *import, const char *file, unsigned int line,
		     enum import_cure cure, const char *text, size_t length);

/* Says why the last find cannot be imported, besides what was said before. */
format_like(2, 3) void import_problem(struct import *import, const char *format, ...);

/* A file that is there and cannot be read: a find with a problem. -ENOENT is nothing. */
void import_unreadable(struct import *import, const char *path, int error);

/* The rules for the value of ids=, quotes still in it; of the last find. */
void import_ids(struct import *import, const char *value, size_t length);

/* The rule for one address and driver; of the last find. */
void import_override(struct import *import, const struct rule *rule);

/* text_add_plain(), in one line: a tab becomes a blank. */
void import_plain(struct text *out, const char *text, size_t length);

#endif

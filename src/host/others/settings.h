/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What else on this machine gives devices to vfio-pci, or looks as if it did: parameters of the
 * kernel, modprobe.d, driverctl, scripts. One reader for check, which warns of them, and
 * for import, which makes rules of them. Reads only; shows nothing.
 *
 * Everything that is read may be anybody's bytes. What is kept of it for showing is plain text, and
 * what is too long ends in "...".
 */
#ifndef VFIO_PREBIND_OTHERS_SETTINGS_H
#define VFIO_PREBIND_OTHERS_SETTINGS_H

#include <stdbool.h>
#include <stddef.h>

#include "core/rule.h"
#include "core/text.h"
#include "host/machine/machine.h"

/* Where it is, which says what reads it. */
enum setting_source {
	SETTING_UNREADABLE,
	SETTING_CMDLINE,  /* the command line of this boot */
	SETTING_LOADER,   /* a file that kernel command lines come from */
	SETTING_MODPROBE, /* modprobe.d */
	SETTING_MODULES,  /* a list of modules to load */
	SETTING_OVERRIDE, /* driverctl */
	SETTING_UDEV,     /* a udev rule */
	SETTING_UNIT,     /* a unit of systemd */
	SETTING_SCRIPT,   /* a program that is not translated */
};

/* How to get rid of it. */
enum setting_cure {
	SETTING_LINE, /* the line goes */
	SETTING_WORD, /* only the words go */
	SETTING_FILE, /* the file goes */
};

/* Bytes of the file that go: [start, end). */
struct setting_cut {
	size_t start;
	size_t end;
};

struct setting {
	enum setting_source source;
	struct text file;       /* "/etc/default/grub", CMDLINE_NAME */
	unsigned int line;      /* 0: the file as a whole */
	unsigned int last_line; /* of a directive that is continued */
	struct text text;       /* the line, or the words */
	struct text whole;      /* of words in modprobe.d: the line that they are on */
	enum setting_cure cure;
	struct setting_cut *cuts; /* owned; none for SETTING_FILE, or where they are not known */
	size_t cut_count;
	bool is_deleted; /* by who has the list */
	bool is_idle;    /* takes no device by itself */

	bool is_stub;       /* keeps its devices for pci-stub, not for vfio-pci */
	struct text ids;    /* what it gives to vfio-pci: the value of ids=, quotes in it */
	struct rule *rules; /* and the devices that it names one by one; owned */
	size_t rule_count;
	struct pci_address *named; /* devices that a program names, for whatever; owned */
	size_t named_count;
	struct text no_effect; /* why it does nothing although it looks so; empty: nothing speaks
				  for that */
	struct text problem;   /* why it cannot be translated: then it stays; empty: it can */
};

struct settings {
	struct machine *machine;
	struct setting *list; /* owned */
	size_t count;
	struct setting *last; /* the one that was added last */
	struct setting spare; /* what it is without memory */
	int error;            /* 0 or negative errno; sticks */
};

void settings_free(struct settings *settings);

/* 0, or -ENOMEM when a part of any text was lost. */
must_check int settings_error(const struct settings *settings);

/* "/etc/default/grub:6" */
void setting_place(const struct setting *setting, struct text *out);

/* Whether a file has the words of the command line too, and so brings them. */
bool setting_is_in_file(const struct settings *settings, const struct setting *setting);

/* Says why the setting cannot be translated, besides what was said before. */
format_like(3, 4) void setting_problem(struct settings *settings, struct setting *setting,
				       const char *format, ...);

/* text_add_plain(), in one line: a tab becomes a blank. */
void setting_plain(struct text *out, const char *text, size_t length);

/* --- for the readers ---------------------------------------------------------------------------
 */

/* Adds a setting, the last from now on. */
struct setting *setting_add(struct settings *settings, enum setting_source source, const char *file,
			    unsigned int line, enum setting_cure cure, const char *text,
			    size_t length);

/* Bytes of its file that belong to the last setting. An empty range is none. */
void setting_cut(struct settings *settings, size_t start, size_t end);

/* What the last setting gives to vfio-pci: the value of ids=. */
void setting_give_ids(struct settings *settings, const char *value, size_t length);

/* One device that the last setting gives to a driver. */
void setting_give(struct settings *settings, const struct rule *rule);

/* A device that the last setting names. */
void setting_name(struct settings *settings, const struct pci_address *address);

/* Why the setting has no effect. Of several reasons the first stays. */
format_like(3, 4) void setting_no_effect(struct settings *settings, struct setting *setting,
					 const char *format, ...);

/* What is there and cannot be read: a setting with a problem. -ENOENT is nothing. */
void settings_unreadable(struct settings *settings, const char *path, int error);

/*
 * Reads a file. false when it is not there, or cannot be read, which is then a setting. The caller
 * frees *content.
 */
must_check bool settings_read(struct settings *settings, const char *path, char **content,
			      size_t *length);

/* Calls see with the path of each file of the directory, in byte order, that counts:
 * drop_in_counts().
 */
typedef void setting_file_fn(struct settings *settings, const char *path, const char *name);
void settings_each_file(struct settings *settings, const char *directory, const char *suffix,
			setting_file_fn *see);

/*
 * The same of several directories, the first of which hides files of the same name in the others,
 * as a link to /dev/null does.
 */
void settings_each_unhidden(struct settings *settings, const char *const *directories, size_t count,
			    const char *suffix, setting_file_fn *see);

#endif

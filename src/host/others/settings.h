/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What else on this machine gives devices to vfio-pci, or appears to: parameters of the kernel,
 * modprobe.d, driverctl, scripts. One reader for check, which warns of them, and for import, which
 * makes rules of them. Reads only; prints nothing.
 *
 * The input is untrusted. Texts kept for output are plain, and a long one ends in "...".
 */
#ifndef VFIO_PREBIND_OTHERS_SETTINGS_H
#define VFIO_PREBIND_OTHERS_SETTINGS_H

#include <stdbool.h>
#include <stddef.h>

#include "core/rule.h"
#include "core/text.h"
#include "host/machine/machine.h"

/* Where it is, which determines the reader. */
enum setting_source {
	SETTING_UNREADABLE,
	SETTING_CMDLINE,  /* the command line of this boot */
	SETTING_LOADER,   /* a file that kernel command lines come from */
	SETTING_MODPROBE, /* modprobe.d */
	SETTING_MODULES,  /* a list of modules to load */
	SETTING_OVERRIDE, /* driverctl */
	SETTING_UDEV,     /* a udev rule */
	SETTING_UNIT,     /* a unit of systemd */
	SETTING_SCRIPT,   /* a program that cannot be translated */
};

/* How to get rid of it. */
enum setting_cure {
	SETTING_LINE, /* delete the line */
	SETTING_WORD, /* delete only the words */
	SETTING_FILE, /* delete the file */
};

/* Bytes of the file to delete: [start, end). */
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
	bool is_deleted; /* by the owner of the list */
	bool is_idle;    /* takes no device by itself */

	bool is_stub;       /* keeps its devices for pci-stub, not for vfio-pci */
	struct text ids;    /* what it gives to vfio-pci: the value of ids=, with its quotes */
	struct rule *rules; /* and the devices that it names one by one; owned */
	size_t rule_count;
	struct pci_address *named; /* devices that a program names, for any purpose; owned */
	size_t named_count;
	struct text no_effect; /* why it has no effect; empty: no reason known */
	struct text problem;   /* why it cannot be translated and must stay; empty: it can */
};

struct settings {
	struct machine *machine;
	struct setting *list; /* owned */
	size_t count;
	struct setting *last; /* the one that was added last */
	struct setting spare; /* used without memory */
	int error;            /* 0 or negative errno; sticks */
};

void settings_free(struct settings *settings);

/* 0, or -ENOMEM when a part of any text was lost. */
must_check int settings_error(const struct settings *settings);

/* "/etc/default/grub:6" */
void setting_place(const struct setting *setting, struct text *out);

/* Whether a file has the words of the command line too, and so is their source. */
bool setting_is_in_file(const struct settings *settings, const struct setting *setting);

/* Adds a reason why the setting cannot be translated. */
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

/* Why the setting has no effect. The first of several reasons is kept. */
format_like(3, 4) void setting_no_effect(struct settings *settings, struct setting *setting,
					 const char *format, ...);

/* Adds a setting with a problem for a file that cannot be read. Ignores -ENOENT. */
void settings_unreadable(struct settings *settings, const char *path, int error);

/*
 * Reads a file. false when it is not there, or cannot be read, which is then a setting. The caller
 * frees *content.
 */
must_check bool settings_read(struct settings *settings, const char *path, char **content,
			      size_t *length);

/*
 * Calls see with the path of each file of the directory, in byte order, that is read:
 * drop_in_counts().
 */
typedef void setting_file_fn(struct settings *settings, const char *path, const char *name);
void settings_each_file(struct settings *settings, const char *directory, const char *suffix,
			setting_file_fn *see);

/*
 * The same for several directories, the first of which hides files of the same name in the others,
 * as a link to /dev/null does.
 */
void settings_each_unhidden(struct settings *settings, const char *const *directories, size_t count,
			    const char *suffix, setting_file_fn *see);

#endif

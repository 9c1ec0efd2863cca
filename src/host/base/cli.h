/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the verbs of the host command share: the table of verbs and options, from which
 * --help is printed, and the messages. A verb's own work is in a file of its name.
 */
#ifndef VFIO_PREBIND_BASE_CLI_H
#define VFIO_PREBIND_BASE_CLI_H

#include <stdbool.h>

#include "core/diagnostic.h"
#include "core/report.h"
#include "host/base/privilege.h"

/* One long option. Exactly one of value and flag is set. */
struct cli_option {
	const char *name;     /* without "--" */
	const char *argument; /* what --help calls its argument; NULL: it takes none */
	const char *help;
	const char **value;
	bool *flag;
};

/* A row of the table in main.c. */
struct verb {
	const char *name;
	const char *arguments; /* "" or "DEVICE" ..., as --help shows it */
	const char *does;      /* one line for "vfio-prebind --help" */
	const char *about;     /* a paragraph for "vfio-prebind VERB --help" */
	const char *example;   /* a whole command line */
	enum privilege keeps;  /* one that may also do less gives up more by itself */
	enum status (*run)(const struct verb *verb, int argc, char **argv);
};

/* The options that most verbs have. */
#define CLI_SYSROOT(value)                                                             \
	(struct cli_option)                                                            \
	{                                                                              \
		"sysroot", "DIR", "use /etc, /proc and /sys below DIR", &(value), NULL \
	}
#define CLI_JSON(flag)                                                              \
	(struct cli_option)                                                         \
	{                                                                           \
		"json", NULL, "print JSON: see vfio-prebind-json(5)", NULL, &(flag) \
	}

/*
 * Reads the options of a verb; options ends with a row without a name. argv[0] is the verb.
 * Returns the index of the first argument that is no option; argc when there is none.
 * Prints what is wrong, or with --help the help, and returns -1 with *status set.
 */
must_check int cli_parse(const struct verb *verb, const struct cli_option *options, int argc,
			 char **argv, enum status *status);

/* privilege_keep(); false after a message. */
must_check bool keep_privilege(enum privilege privilege);

/*
 * Keeps other programs from changing this machine until this process ends, after it waited for
 * those that are at it; a captured machine, sysroot not "/", has no lock. false after a message.
 */
must_check bool lock_machine(const char *sysroot);

/* printf(), with text_plain(): for what is read of files and devices. */
format_like(1, 2) void print_plain(const char *format, ...);

/* "vfio-prebind: " and the message, on standard error, with text_plain(). */
format_like(1, 2) void complain(const char *format, ...);

/* complain() and then STATUS_USAGE. */
format_like(2, 3) enum status misuse(const struct verb *verb, const char *format, ...);

/* misuse() by an argument where the verb has none. */
enum status refuse_argument(const struct verb *verb, const char *word);

/* Each entry as complain() does, behind kind: "warning" or "error". */
void complain_all(const char *kind, const struct diagnostics *diagnostics);

#endif

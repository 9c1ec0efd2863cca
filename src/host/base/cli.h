/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the verbs of the host command share: the table of verbs and options, from which --help is
 * printed, and the messages. The work of a verb is in a file with its name.
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
	const char *argument; /* the name of its argument in --help; NULL: it takes none */
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
	enum privilege keeps;  /* a verb that needs less drops more itself */
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
 * Reads the options of a verb; options ends with a row without a name. argv[0] is the verb. Returns
 * the index of the first argument that is not an option; argc if there is none. Prints an error, or
 * with --help the help, and returns -1 with *status set.
 */
must_check int cli_parse(const struct verb *verb, const struct cli_option *options, int argc,
			 char **argv, enum status *status);

/* privilege_keep(); false after a message. */
must_check bool keep_privilege(enum privilege privilege);

/*
 * Keeps other instances from changing this machine until this process ends; waits for one that is
 * running. A captured machine, sysroot not "/", has no lock. false after a message.
 */
must_check bool lock_machine(const char *sysroot);

/* printf(), with text_plain(): for texts from files and devices. */
format_like(1, 2) void print_plain(const char *format, ...);

/* "vfio-prebind: " and the message, on standard error, with text_plain(). */
format_like(1, 2) void complain(const char *format, ...);

/* complain() and then STATUS_USAGE. */
format_like(2, 3) enum status misuse(const struct verb *verb, const char *format, ...);

/* misuse() for an argument of a verb that takes none. */
enum status refuse_argument(const struct verb *verb, const char *word);

/* complain() for each entry, with kind before it: "warning" or "error". */
void complain_all(const char *kind, const struct diagnostics *diagnostics);

#endif

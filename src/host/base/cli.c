// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Options, help and messages of the host command.
 */
#include "host/base/cli.h"

#include <errno.h>
#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "core/error.h"
#include "host/base/colour.h"
#include "host/base/lock.h"
#include "host/base/nearest.h"
#include "host/base/sysroot.h"

/* More than any verb has options, including the common ones and the end. */
#define OPTIONS_MAX 16
/* What getopt returns: for the first of the verb's own options; for the common ones. */
#define HELP_OPTION 256
#define COLOR_OPTION 257
#define FIRST_OPTION 258

/* How long to wait for the lock silently, and how long in total. */
#define LOCK_SILENT_MS 1000
#define LOCK_SECONDS 60

/* Shown if there was no memory for the message. */
static const char no_memory[] = "out of memory";

/* NULL without memory. The caller frees it. */
static char *format_plain(const char *format, va_list args)
{
	char *text;

	if (vasprintf(&text, format, args) < 0)
		return NULL; /* the content is undefined */
	text_plain(text, strlen(text), "\t\n");
	return text;
}

static void complain_args(const char *format, va_list args)
{
	cleanup_free char *text = format_plain(format, args);

	(void)fflush(stdout); /* so that both appear in order if they go to the same place */
	fprintf(stderr, "vfio-prebind: %s\n", text ? text : no_memory);
}

void print_plain(const char *format, ...)
{
	cleanup_free char *text = NULL;
	va_list args;

	va_start(args, format);
	text = format_plain(format, args);
	va_end(args);
	fputs(text ? text : no_memory, stdout);
}

void complain(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	complain_args(format, args);
	va_end(args);
}

enum status misuse(const struct verb *verb, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	complain_args(format, args);
	va_end(args);
	complain("see 'vfio-prebind %s --help'", verb->name);
	return STATUS_USAGE;
}

void complain_all(const char *kind, const struct diagnostics *diagnostics)
{
	size_t i;

	for (i = 0; i < diagnostics->count; i++) {
		struct text line = { 0 };

		diagnostic_format(&diagnostics->list[i], &line);
		complain("%s: %s", kind, text_string(&line));
		text_free(&line);
	}
}

bool keep_privilege(enum privilege privilege)
{
	int r = privilege_keep(privilege);

	if (r)
		complain("cannot give up privileges: %s", error_text(r));
	return !r;
}

static void complain_lock(pid_t holder, const char *what_now)
{
	struct text who = { 0 };

	lock_describe(holder, &who);
	complain(LOCK_PATH " is locked by %s; %s", text_string(&who), what_now);
	text_free(&who);
}

static void complain_no_lock(int error)
{
	if (error == -EPERM)
		complain(LOCK_PATH " cannot be used: users other than root can lock it or "
				   "replace it; remove /run/vfio-prebind and run the command "
				   "again");
	else
		complain(LOCK_PATH " cannot be locked: %s", error_text(error));
}

bool lock_machine(const char *sysroot)
{
	pid_t holder = 0;
	int fd, r;

	if (sysroot_is_captured(sysroot))
		return true;
	fd = lock_open("/");
	r = fd < 0 ? fd : lock_wait(fd, LOCK_SILENT_MS, &holder);
	if (r == -ETIMEDOUT) {
		complain_lock(holder, "waiting for it to end");
		r = lock_wait(fd, LOCK_SECONDS * 1000 - LOCK_SILENT_MS, &holder);
	}
	if (!r)
		return true; /* the descriptor stays open: closing it would unlock */
	if (r == -ETIMEDOUT)
		complain_lock(holder, "nothing was done; run the command again when it has ended");
	else
		complain_no_lock(r);
	if (fd >= 0)
		close(fd);
	return false;
}

static void print_option(const char *name, const char *argument, const char *help)
{
	struct text left = { 0 };

	text_printf(&left, "--%s%s%s", name, argument ? " " : "", argument ? argument : "");
	printf("  %-18s %s\n", text_string(&left), help);
	text_free(&left);
}

static void print_help(const struct verb *verb, const struct cli_option *options)
{
	printf("Usage: vfio-prebind %s [OPTION...]%s%s\n\n%s\n\n", verb->name,
	       *verb->arguments ? " " : "", verb->arguments, verb->about);
	for (; options->name; options++)
		print_option(options->name, options->argument, options->help);
	print_option("color", "WHEN", "auto (the default), always or never");
	print_option("help", NULL, "print this help and exit");
	printf("\nExample: %s\n", verb->example);
}

static void fill_table(const struct cli_option *options, struct option table[OPTIONS_MAX])
{
	size_t i;

	for (i = 0; options[i].name && i < OPTIONS_MAX - 3; i++)
		table[i] = (struct option){ options[i].name,
					    options[i].argument ? required_argument : no_argument,
					    NULL, FIRST_OPTION + (int)i };
	table[i] = (struct option){ "color", required_argument, NULL, COLOR_OPTION };
	table[i + 1] = (struct option){ "help", no_argument, NULL, HELP_OPTION };
	table[i + 2] = (struct option){ NULL, 0, NULL, 0 };
}

/* word is what getopt_long() does not accept; known: a known option that takes no argument. */
static enum status refuse_option(const struct verb *verb, const struct option *table,
				 const char *word, bool known)
{
	int length = (int)strcspn(word, "=");
	struct nearest nearest = { 0 };

	if (known)
		return misuse(verb, "option '%.*s' takes no argument", length, word);
	if (strncmp(word, "--", 2) != 0)
		return misuse(verb, "unknown option '%s'", word);
	for (; table->name; table++)
		nearest_try(&nearest, word + 2, (size_t)length - 2, table->name);
	return nearest.name ? misuse(verb, "unknown option '%.*s'; did you mean '--%s'?", length,
				     word, nearest.name)
			    : misuse(verb, "unknown option '%.*s'", length, word);
}

/* An option that every verb has, or an unknown one. */
static enum status take_common(const struct verb *verb, const struct cli_option *options,
			       const struct option *table, int option, const char *word)
{
	if (option == HELP_OPTION || option == 'h')
		print_help(verb, options);
	else if (option == ':')
		return misuse(verb, "option '%s' requires an argument", word);
	else if (option == COLOR_OPTION)
		return misuse(verb, "--color takes auto, always or never, not '%s'", optarg);
	else
		return refuse_option(verb, table, word, optopt >= HELP_OPTION);
	return STATUS_OK;
}

int cli_parse(const struct verb *verb, const struct cli_option *options, int argc, char **argv,
	      enum status *status)
{
	struct option table[OPTIONS_MAX];
	int option;

	fill_table(options, table);
	opterr = 0;
	while ((option = getopt_long(argc, argv, ":h", table, NULL)) != -1) {
		const struct cli_option *own = options + (option - FIRST_OPTION);

		if (option == COLOR_OPTION && colour_choose(optarg))
			continue;
		if (option < FIRST_OPTION) {
			*status = take_common(verb, options, table, option, argv[optind - 1]);
			return -1;
		}
		if (own->flag)
			*own->flag = true;
		else
			*own->value = optarg;
	}
	return optind;
}

enum status refuse_argument(const struct verb *verb, const char *word)
{
	return misuse(verb, "unexpected argument '%s'", word);
}

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
#include "host/base/lock.h"
#include "host/base/sysroot.h"

/* A verb has fewer options than this, "help" and the end included. */
#define OPTIONS_MAX 16
#define HELP_OPTION 1000

/* How long to wait for the lock in silence, and how long in all. */
#define LOCK_SILENT_MS 1000
#define LOCK_SECONDS 60

/* What there was no memory for. */
static const char no_memory[] = "out of memory";

/* NULL without memory. The caller frees it. */
static char *format_plain(const char *format, va_list args)
{
	char *text;

	if (vasprintf(&text, format, args) < 0)
		return NULL; /* what it points to is not defined */
	text_plain(text, strlen(text), "\t\n");
	return text;
}

static void complain_args(const char *format, va_list args)
{
	cleanup_free char *text = format_plain(format, args);

	(void)fflush(stdout); /* so that both stand in order where they go to one place */
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
	complain("see vfio-prebind %s --help", verb->name);
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
		complain_lock(holder, "nothing was done: run the command again once it has ended");
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
	print_option("help", NULL, "print this and exit");
	printf("\nExample: %s\n", verb->example);
}

static void fill_table(const struct cli_option *options, struct option table[OPTIONS_MAX])
{
	size_t i;

	for (i = 0; options[i].name && i < OPTIONS_MAX - 2; i++)
		table[i] = (struct option){ options[i].name,
					    options[i].argument ? required_argument : no_argument,
					    NULL, (int)i };
	table[i] = (struct option){ "help", no_argument, NULL, HELP_OPTION };
	table[i + 1] = (struct option){ NULL, 0, NULL, 0 };
}

int cli_parse(const struct verb *verb, const struct cli_option *options, int argc, char **argv,
	      enum status *status)
{
	struct option table[OPTIONS_MAX];
	int option;

	fill_table(options, table);
	opterr = 0;
	while ((option = getopt_long(argc, argv, ":h", table, NULL)) != -1) {
		if (option == 'h' || option == HELP_OPTION) {
			print_help(verb, options);
			*status = STATUS_OK;
			return -1;
		}
		if (option == '?' || option == ':') {
			*status = misuse(verb,
					 option == ':' ? "%s needs an argument"
						       : "there is no option %s here",
					 argv[optind - 1]);
			return -1;
		}
		if (options[option].flag)
			*options[option].flag = true;
		else
			*options[option].value = optarg;
	}
	return optind;
}

// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * vfio-prebind: the host command. Finds the verb and hands over.
 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "cli/verbs.h"

static const struct verb {
	const char *name;
	verb_fn *run;
	const char *does;
} verbs[] = {
	{ "image-config", verb_image_config,
	  "write the configuration that goes into an image (for the image hooks)" },
};

void complain(const char *format, ...)
{
	va_list args;

	fputs("vfio-prebind: ", stderr);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputc('\n', stderr);
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

static void print_usage(FILE *stream)
{
	size_t i;

	fputs("Usage: vfio-prebind VERB [OPTION...]\n\n"
	      "Gives PCI devices to virtual machines: see vfio-prebind(8).\n\n",
	      stream);
	for (i = 0; i < ARRAY_SIZE(verbs); i++)
		fprintf(stream, "  %-14s %s\n", verbs[i].name, verbs[i].does);
	fputs("\n\"vfio-prebind VERB --help\" tells more.\n\n"
	      "Exit status: 0 all is well, 1 something is not as configured, 2 wrong use, "
	      "3 it failed.\n",
	      stream);
}

int main(int argc, char **argv)
{
	size_t i;

	if (argc < 2) {
		print_usage(stderr);
		return STATUS_USAGE;
	}
	if (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h")) {
		print_usage(stdout);
		return STATUS_OK;
	}
	if (!strcmp(argv[1], "--version") || !strcmp(argv[1], "-V")) {
		puts("vfio-prebind " VERSION);
		return STATUS_OK;
	}
	for (i = 0; i < ARRAY_SIZE(verbs); i++)
		if (!strcmp(argv[1], verbs[i].name))
			return (int)verbs[i].run(argc - 1, argv + 1);
	complain("there is no verb '%s': see vfio-prebind --help", argv[1]);
	return STATUS_USAGE;
}

// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * vfio-prebind: the host command. Finds the verb and hands over.
 */
#include <stdio.h>
#include <string.h>

#include "cli/verbs.h"

static const struct verb verbs[] = {
	{ "image-config", "", "write the configuration that goes into an image (for the hooks)",
	  "Writes the configuration as it goes into an image: all files in one, addresses\n"
	  "pinned to the IDs that this machine has there, without rules that would take the\n"
	  "disks of this host. Writes nothing when nothing is configured. The hooks of\n"
	  "initramfs-tools and dracut call it.",
	  "vfio-prebind image-config", verb_image_config },
};

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
			return (int)verbs[i].run(&verbs[i], argc - 1, argv + 1);
	complain("there is no verb '%s': see vfio-prebind --help", argv[1]);
	return STATUS_USAGE;
}

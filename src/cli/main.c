// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * vfio-prebind: the host command. Finds the verb and hands over.
 */
#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "cli/verbs.h"
#include "host/base/nearest.h"

static enum status verb_help(const struct verb *verb, int argc, char **argv);

static const struct verb verbs[] = {
	{ "setup", "", "ask which card a guest gets, and do all that it needs",
	  "Asks on the terminal: turn on the IOMMU, which card, build the images, reboot. Each\n"
	  "question names the command that does the same. Run again after the reboot, it prints\n"
	  "what libvirt or QEMU needs. An interrupted setup leaves nothing behind but what the\n"
	  "commands that it has run did.",
	  "vfio-prebind setup", PRIVILEGE_ALL, verb_setup },
	{ "groups", "", "show the IOMMU groups with their devices",
	  "Shows each PCI function with its IOMMU group, driver and rule, and what there is to\n"
	  "know before it is given away: the screen, what the host lives on, who shares its "
	  "group.\n"
	  "Exits 1 when the IOMMU is off.",
	  "vfio-prebind groups", PRIVILEGE_READ, verb_groups },
	{ "add", "SELECTOR... [KEY=VALUE...]", "add devices to the configuration",
	  "Adds a line for each selector to /etc/vfio-prebind.conf, as vfio-prebind.conf(5) has "
	  "them:\n"
	  "an address with the ID of what is there, an ID or a path as it is, '!SELECTOR' to keep\n"
	  "devices out. Refuses what the host cannot do without: its disks, its only GPU, its\n"
	  "network. Changes nothing when the selector is there already.",
	  "vfio-prebind add --group 01:00.0", PRIVILEGE_WRITE, verb_add },
	{ "remove", "SELECTOR... [KEY=VALUE...]", "take devices out of the configuration",
	  "Takes selectors out of /etc/vfio-prebind.conf: what add has added, and what was "
	  "written\n"
	  "by hand; with KEY=VALUE only from lines that have it. Says which other line still "
	  "takes\n"
	  "the device. Exits 1 when there was nothing to remove.",
	  "vfio-prebind remove --group 01:00.0", PRIVILEGE_WRITE, verb_remove },
	{ "check", "", "find errors and dangers in the configuration, with the way out",
	  "Shows every error of the configuration with the place, and every danger that it holds\n"
	  "for this machine: a code, the cause, the cure. Codes: vfio-prebind-diagnostics(7).\n"
	  "Exits 1 when there is anything.",
	  "vfio-prebind check --json", PRIVILEGE_READ, verb_check },
	{ "plan", "", "show what the next boot will do, device by device",
	  "Shows what the boot stage will do with the configuration as it is now, with the "
	  "reason,\n"
	  "once the images are made from it. With --json in the format of the boot report.\n"
	  "Exits 1 when something cannot be as configured.",
	  "vfio-prebind plan", PRIVILEGE_READ, verb_plan },
	{ "status", "", "compare what is configured, what is bound and what is in the images",
	  "Shows each function that is configured or given away: what is wanted, what it has and\n"
	  "why; whether its IOMMU group can be used; and whether the booted image and those on "
	  "disk\n"
	  "are made from the configuration as it is now; and what the boot loader starts. Exits 1\n"
	  "when something is not right, 4 when a reboot is all that is missing.",
	  "vfio-prebind status", PRIVILEGE_READ, verb_status },
	{ "apply", "", "put the configuration into the images of all kernels, and verify it",
	  "Shows what the next boot will do, generates the initramfs images of all installed\n"
	  "kernels with initramfs-tools or dracut, whichever this machine uses, and looks into\n"
	  "each: the configuration, the boot program, what starts it before udev, and vfio-pci\n"
	  "must be in it. Refuses a configuration with errors, or one that others than root can\n"
	  "write. An image is the old or the new one, whenever this is interrupted.",
	  "vfio-prebind apply", PRIVILEGE_ALL, verb_apply },
	{ "iommu", "", "whether the IOMMU is on, and turn it on",
	  "Shows whether the IOMMU is on, what firmware and kernel command line say, and what to\n"
	  "do. --enable adds what this machine needs to the kernel command line, through GRUB's\n"
	  "/etc/default/grub.d, grubby or /etc/kernel/cmdline; --disable takes back exactly that.\n"
	  "Exits 1 when the IOMMU is off.",
	  "vfio-prebind iommu --enable", PRIVILEGE_ALL, verb_iommu },
	{ "bind", "DEVICE... [KEY=VALUE...]", "give devices to vfio-pci now, without a reboot",
	  "Does for the named functions what the boot stage does: sets the driver override, loads\n"
	  "vfio-pci, takes them from their drivers, and looks who has them then. Refuses what "
	  "holds\n"
	  "a mounted filesystem or swap and, without --force, the screen, the only GPU, the "
	  "default\n"
	  "route. A graphics driver may not let go: a reboot is the sure way.",
	  "vfio-prebind bind --slot 01:00.0", PRIVILEGE_ALL, verb_bind },
	{ "release", "DEVICE...", "give devices back to the drivers of the host now",
	  "Clears the driver override, takes the functions from vfio-pci, and lets the host's "
	  "driver\n"
	  "have them, which is loaded if need be. Refuses what a virtual machine has open. The "
	  "next\n"
	  "boot takes them again as long as a rule says so.",
	  "vfio-prebind release --slot 01:00.0", PRIVILEGE_ALL, verb_release },
	{ "export", "FORMAT DEVICE...", "print what a virtual machine needs to get devices",
	  "Prints the devices as FORMAT: elements for libvirt's XML, options for virt-install,\n"
	  "arguments for QEMU, or commands for Proxmox. The functions of one card become one\n"
	  "device of the guest. Warns, and exits 1, when a virtual machine could not have a\n"
	  "device now. FORMAT is libvirt, virt-install, qemu or proxmox.",
	  "vfio-prebind export libvirt --group 01:00.0", PRIVILEGE_READ, verb_export },
	{ "import", "", "translate what gave devices to vfio-pci before",
	  "Reads what gives devices to vfio-pci in other ways: ids= on the kernel command line,\n"
	  "in the files of boot loaders and in modprobe.d, driverctl, udev rules, scripts, "
	  "services,\n"
	  "and the lists of modules of initramfs-tools and dracut. Prints the equal "
	  "configuration,\n"
	  "with each ID narrowed to the devices that it matches here, and says what is to be "
	  "deleted\n"
	  "then: --write adds the rules, --apply deletes, --undo takes the deletions back. "
	  "Exits 1\n"
	  "when something cannot be translated.",
	  "vfio-prebind import --write --apply", PRIVILEGE_WRITE, verb_import },
	{ "image-config", "", "write the configuration that goes into an image (for the hooks)",
	  "Writes the configuration as it goes into an image: all files in one, addresses\n"
	  "pinned to the IDs that this machine has there, without rules that would take the\n"
	  "disks of this host. Writes nothing when nothing is configured. The hooks of\n"
	  "initramfs-tools and dracut call it.",
	  "vfio-prebind image-config", PRIVILEGE_WRITE, verb_image_config },
	{ "complete", "VERB", "print what can be typed after a command (for the shells)",
	  "Prints a line for each device or rule that VERB can take: how it is typed, a tab, and\n"
	  "what it is. The completions of bash, zsh and fish call it.",
	  "vfio-prebind complete release", PRIVILEGE_READ, verb_complete },
	{ "help", "[VERB]", "print the commands, or the options of one",
	  "Prints what vfio-prebind VERB --help prints; without a VERB the list of the commands.",
	  "vfio-prebind help add", PRIVILEGE_READ, verb_help },
};

static void print_usage(FILE *stream)
{
	size_t i;

	fputs("Usage: vfio-prebind VERB [OPTION...]\n\n"
	      "Gives PCI devices to virtual machines: see vfio-prebind(8).\n\n",
	      stream);
	for (i = 0; i < ARRAY_SIZE(verbs); i++)
		fprintf(stream, "  %-14s %s\n", verbs[i].name, verbs[i].does);
	fputs("\nRun 'vfio-prebind help VERB' for the options of a command.\n\n"
	      "Exit status: 0 success, 1 something is not as configured, 2 usage error, "
	      "3 failure.\n",
	      stream);
}

static enum status run_verb(const struct verb *verb, int argc, char **argv)
{
	return keep_privilege(verb->keeps) ? verb->run(verb, argc, argv) : STATUS_FAILED;
}

/* NULL, after a message: there is none of this name. */
static const struct verb *find_verb(const char *name)
{
	struct nearest nearest = { 0 };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(verbs); i++) {
		if (!strcmp(name, verbs[i].name))
			return &verbs[i];
		nearest_try(&nearest, name, strlen(name), verbs[i].name);
	}
	if (nearest.name)
		complain("unknown command '%s'; did you mean '%s'?", name, nearest.name);
	else
		complain("unknown command '%s'", name);
	complain("see 'vfio-prebind --help'");
	return NULL;
}

static enum status verb_help(const struct verb *verb, int argc, char **argv)
{
	static const struct cli_option none[] = { { 0 } };
	static char option[] = "--help";
	char *words[] = { NULL, option, NULL };
	enum status status = STATUS_OK;
	int r = cli_parse(verb, none, argc, argv, &status);

	if (r < 0)
		return status;
	if (r == argc) {
		print_usage(stdout);
		return STATUS_OK;
	}
	if (r + 1 < argc)
		return refuse_argument(verb, argv[r + 1]);
	verb = find_verb(argv[r]);
	words[0] = argv[r];
	return verb ? verb->run(verb, 2, words) : STATUS_USAGE;
}

int main(int argc, char **argv)
{
	const char *first = argc < 2 ? "" : argv[1];
	const struct verb *verb;

	privilege_start();
	setlocale(LC_CTYPE, ""); /* the names of devices are UTF-8 */
	if (argc < 2) {
		print_usage(stderr);
		return STATUS_USAGE;
	}
	if (!strcmp(first, "--help") || !strcmp(first, "-h")) {
		print_usage(stdout);
		return STATUS_OK;
	}
	if (!strcmp(first, "--version") || !strcmp(first, "-V")) {
		puts("vfio-prebind " VERSION);
		return STATUS_OK;
	}
	verb = find_verb(first);
	return verb ? (int)run_verb(verb, argc - 1, argv + 1) : STATUS_USAGE;
}

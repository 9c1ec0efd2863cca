// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * vfio-prebind: the host command. Finds the verb and runs it.
 */
#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "cli/verbs.h"
#include "host/base/nearest.h"
#include "host/devices/filter.h"

static enum status verb_help(const struct verb *verb, int argc, char **argv);

static const struct verb verbs[] = {
	{ "setup", "", "choose a card for a guest and set it up, step by step",
	  "Asks on the terminal: turn on the IOMMU, choose a card, rebuild the images, reboot.\n"
	  "Each question names the command that does the same. Run it again after the reboot: it\n"
	  "prints what the guest needs. An interrupted setup leaves only what the commands that\n"
	  "it has run did.",
	  "vfio-prebind setup", PRIVILEGE_ALL, verb_setup },
	{ "groups", FILTER_ARGUMENTS, "show the IOMMU groups with their devices",
	  "Shows each PCI function by IOMMU group, with its driver and rule, and what matters\n"
	  "before it is passed through: the boot GPU, what the host needs, virtual functions.\n"
	  "With arguments only devices of a kind (" FILTER_KINDS ") or those\n"
	  "that a selector names. Exits 1 when the IOMMU is off.\n"
	  "\n"
	  "Columns: GROUP ADDRESS TYPE NAME DRIVER NOTES RULE (the default),\n"
	  "         ID SUBSYSTEM CLASS FULLNAME RESET.",
	  "vfio-prebind groups gpu", PRIVILEGE_READ, verb_groups },
	{ "add", "SELECTOR... [KEY=VALUE...]", "add devices to the configuration",
	  "Adds a line for each selector to /etc/vfio-prebind.conf: an address, with the ID of "
	  "the\n"
	  "device that is there; an ID or a path, as it is; '!SELECTOR' excludes devices. The "
	  "keys\n"
	  "are in vfio-prebind.conf(5). Refuses what the host cannot do without: its disks, its\n"
	  "only GPU, its network. Changes nothing if the selector is already listed.",
	  "vfio-prebind add --group 01:00.0", PRIVILEGE_WRITE, verb_add },
	{ "remove", "SELECTOR... [KEY=VALUE...]", "remove devices from the configuration",
	  "Removes selectors from /etc/vfio-prebind.conf, whether add or an editor wrote them; "
	  "with\n"
	  "KEY=VALUE only from lines with that key. Names any other line that still takes the\n"
	  "device. Exits 1 when there was nothing to remove.",
	  "vfio-prebind remove --group 01:00.0", PRIVILEGE_WRITE, verb_remove },
	{ "edit", "[FILE]", "edit the configuration, and check it before it is saved",
	  "Opens a copy of /etc/vfio-prebind.conf, or of FILE in /etc/vfio-prebind.conf.d, in\n"
	  "$SUDO_EDITOR, $VISUAL or $EDITOR. Then shows its errors and the dangers that it adds, "
	  "as\n"
	  "check does, and asks before it replaces the file. Does nothing if the editor fails, or\n"
	  "if the file was changed meanwhile.",
	  "vfio-prebind edit 10-gpu.conf", PRIVILEGE_WRITE, verb_edit },
	{ "check", "", "find errors and dangers in the configuration, and how to fix them",
	  "Shows each error in the configuration with its place, and each danger for this "
	  "machine:\n"
	  "a code, the cause, the cure. vfio-prebind-diagnostics(7) explains the codes.\n"
	  "Exits 1 when there is an error or a warning.",
	  "vfio-prebind check --json", PRIVILEGE_READ, verb_check },
	{ "plan", "", "show what the next boot will do, device by device",
	  "Shows what the boot stage will do with the current configuration, and why, once the\n"
	  "images are rebuilt. With --json in the format of the boot report.\n"
	  "Exits 1 when a device will not be bound as configured.",
	  "vfio-prebind plan", PRIVILEGE_READ, verb_plan },
	{ "status", FILTER_ARGUMENTS,
	  "compare what is configured, what is bound and what is in the images",
	  "Shows each function that is configured or bound to vfio-pci: the driver it should "
	  "have,\n"
	  "the driver it has, and why; whether a guest can use its IOMMU group; whether the "
	  "booted\n"
	  "image and those on disk match the configuration; and what the boot loader starts. With\n"
	  "arguments only devices of a kind (" FILTER_KINDS ") or those that a\n"
	  "selector names, and the exit status is about these.\n"
	  "Exits 1 when something is wrong, 4 when only a reboot is missing.",
	  "vfio-prebind status", PRIVILEGE_READ, verb_status },
	{ "apply", "", "rebuild the images of all kernels with the configuration, and verify them",
	  "Shows what the next boot will do, rebuilds the initramfs images of all installed\n"
	  "kernels with initramfs-tools or dracut, whichever this machine uses, and verifies "
	  "each:\n"
	  "the configuration, the boot program, what starts it before udev, and vfio-pci must be\n"
	  "in it. Refuses a configuration with errors, or one that users other than root can\n"
	  "write. If it is interrupted, each image is either the old or the new one.",
	  "vfio-prebind apply", PRIVILEGE_ALL, verb_apply },
	{ "iommu", "", "show whether the IOMMU is on, or turn it on",
	  "Shows whether the IOMMU is on, what the firmware and the kernel command line say, and\n"
	  "what to do. --enable adds what this machine needs to the kernel command line, through "
	  "GRUB's\n"
	  "/etc/default/grub.d, grubby or /etc/kernel/cmdline; --disable takes back exactly that.\n"
	  "Exits 1 when the IOMMU is off.",
	  "vfio-prebind iommu --enable", PRIVILEGE_ALL, verb_iommu },
	{ "rescue", "", "show, add or remove a boot entry that leaves all devices to the host",
	  "Shows whether the boot menu has a rescue entry, which has vfio_prebind.enable=0. "
	  "--install\n"
	  "adds one: a copy of the default entry, which follows kernel upgrades and is never the\n"
	  "default. --remove removes it. GRUB and boot entries in files can have one; a unified\n"
	  "kernel image cannot.",
	  "vfio-prebind rescue --install", PRIVILEGE_ALL, verb_rescue },
	{ "bind", "DEVICE... [KEY=VALUE...]", "bind devices to vfio-pci now, without a reboot",
	  "Does for the named functions what the boot stage does: sets the driver override, loads\n"
	  "vfio-pci, unbinds them from their drivers, and verifies the result. Refuses what holds\n"
	  "a mounted filesystem or swap and, without --force, the boot GPU, the only GPU, the\n"
	  "default route. A graphics driver may not release its device: a reboot is safe.",
	  "vfio-prebind bind --slot 01:00.0", PRIVILEGE_ALL, verb_bind },
	{ "release", "DEVICE...", "give devices back to their host drivers now",
	  "Clears the driver override, unbinds the functions from vfio-pci, and binds them to "
	  "their\n"
	  "host drivers, which it loads if necessary. Refuses what a virtual machine has open. "
	  "The\n"
	  "next boot binds them to vfio-pci again as long as a rule lists them.",
	  "vfio-prebind release --slot 01:00.0", PRIVILEGE_ALL, verb_release },
	{ "export", "FORMAT DEVICE...", "print what a virtual machine needs to get devices",
	  "Prints the devices as FORMAT: elements for libvirt's XML, options for virt-install,\n"
	  "arguments for QEMU, or commands for Proxmox. The functions of one card become one\n"
	  "device of the guest. Warns, and exits 1, when a virtual machine could not have a\n"
	  "device now. FORMAT is libvirt, virt-install, qemu or proxmox.",
	  "vfio-prebind export libvirt --group 01:00.0", PRIVILEGE_READ, verb_export },
	{ "import", "", "translate other ways of binding devices to vfio-pci",
	  "Finds what else gives devices to vfio-pci: ids= on the kernel command line, in the "
	  "files\n"
	  "of boot loaders and in modprobe.d, driverctl, udev rules, scripts, services, and the\n"
	  "module lists of initramfs-tools and dracut. Prints the same as a configuration, with\n"
	  "each ID narrowed to the devices that it matches here, and names what to delete:\n"
	  "--write adds the rules, --apply deletes, --undo restores what --apply deleted.\n"
	  "Exits 1 when something cannot be translated.",
	  "vfio-prebind import --write --apply", PRIVILEGE_WRITE, verb_import },
	{ "image-config", "", "write the configuration that goes into an image (for the hooks)",
	  "Writes the configuration as it goes into an image: all files in one, each line pinned\n"
	  "to the cards of this machine, without rules that would take the disks of this host.\n"
	  "Writes nothing when nothing is configured. The hooks of initramfs-tools and dracut\n"
	  "call it.",
	  "vfio-prebind image-config", PRIVILEGE_WRITE, verb_image_config },
	{ "complete", "VERB", "list what can follow a command (for shell completion)",
	  "Prints a line for each device or rule that VERB accepts: what to type, a tab, and a\n"
	  "description. The completions of bash, zsh and fish call it.",
	  "vfio-prebind complete release", PRIVILEGE_READ, verb_complete },
	{ "help", "[VERB]", "list the commands, or show the help of one",
	  "Prints what vfio-prebind VERB --help prints; without VERB, the list of commands.",
	  "vfio-prebind help add", PRIVILEGE_READ, verb_help },
};

static void print_usage(FILE *stream)
{
	size_t i;

	fputs("Usage: vfio-prebind VERB [OPTION...]\n\n"
	      "Binds PCI devices to vfio-pci for virtual machines. See vfio-prebind(8).\n\n",
	      stream);
	for (i = 0; i < ARRAY_SIZE(verbs); i++)
		fprintf(stream, "  %-14s %s\n", verbs[i].name, verbs[i].does);
	fputs("\nRun 'vfio-prebind help VERB' for the options of a command.\n\n"
	      "Exit status: 0 success, 1 something is not as configured, 2 usage error, 3 "
	      "failure,\n"
	      "4 a reboot is pending (status, setup).\n",
	      stream);
}

static enum status run_verb(const struct verb *verb, int argc, char **argv)
{
	return keep_privilege(verb->keeps) ? verb->run(verb, argc, argv) : STATUS_FAILED;
}

/* NULL, after a message: unknown. */
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

// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * vfio-prebind setup: leads from nothing to a guest with a card, by questions. Does nothing itself:
 * each step is a command that it shows and runs.
 */
#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#include "cli/setup/ask.h"
#include "cli/setup/cards.h"
#include "cli/setup/run.h"
#include "cli/verbs.h"
#include "core/error.h"
#include "host/base/spawn.h"
#include "host/base/sysroot.h"
#include "host/entries/read.h"
#include "host/rescue/rescue.h"
#include "host/machine/iommu_next.h"
#include "host/machine/next_boot.h"

#define WORDS(...) ((const char *const[]){ __VA_ARGS__, NULL })

struct setup {
	const char *sysroot;
	struct next_boot next_boot;
	struct iommu iommu;
	const char *listed; /* an address that the configuration lists; "": none */
};

/* Asks whether to run the command, which the question names. false: no, or it failed. */
static bool offer(const struct setup *setup, const char *question, const char *const words[])
{
	struct text text = { 0 };
	bool is_wanted;
	int r;

	text_printf(&text, "%s '", question);
	run_format(words, &text);
	text_puts(&text, "'");
	is_wanted = ask_yes(text_string(&text), true);
	text_free(&text);
	if (!is_wanted)
		return false;
	r = run_verb_shown(setup->sysroot, words);
	putchar('\n');
	if (r < 0)
		complain("cannot start: %s", error_text(r));
	return !r;
}

static enum status stop(const char *why)
{
	puts(why);
	return STATUS_OK;
}

/* A way back, should a screen stay dark; where the boot menu can have one and does not yet. */
static void offer_rescue(const struct setup *setup)
{
	struct boot_machine machine = { 0 };
	struct rescue rescue = { 0 };
	bool can = !boot_machine_use(&machine, setup->next_boot.machine.fs) &&
		   !boot_machine_read(&machine);

	if (can)
		rescue_find(&machine, &rescue);
	can = can && !rescue.entry &&
	      (rescue.way == RESCUE_BY_GRUB || rescue.way == RESCUE_BY_FILE);
	boot_machine_close(&machine);
	if (can)
		(void)offer(setup, "Add a boot entry that leaves all devices to the host?",
			    WORDS("rescue", "--install"));
}

/* Never on a captured machine, where there is nothing to reboot. */
static enum status offer_reboot(const struct setup *setup, const char *then)
{
	static const char *const reboot[] = { "reboot", NULL };

	if (sysroot_is_captured(setup->sysroot) || !ask_yes("Reboot now? 'reboot'", false)) {
		printf("Run 'reboot', then %s\n", then);
		return STATUS_PENDING;
	}
	return run_program(reboot) ? STATUS_FAILED : STATUS_PENDING;
}

/* --- the steps ------------------------------------------------------------------------------- */

static enum status turn_on_iommu(const struct setup *setup)
{
	struct text cause = { 0 }, cure = { 0 };

	iommu_explain(&setup->iommu, &cause, &cure);
	print_plain("The IOMMU is off: %s.\nNo device can be passed through without it.\n",
		    text_string(&cause));
	print_plain("%s.\n\n", text_string(&cure));
	text_free(&cause);
	text_free(&cure);
	if (iommu_outlook(&setup->iommu) == IOMMU_WILL_BE_ON)
		return offer_reboot(setup, "'vfio-prebind setup' again.");
	if (iommu_outlook(&setup->iommu) == IOMMU_UNDESCRIBED ||
	    iommu_outlook(&setup->iommu) == IOMMU_OF_XEN)
		return STATUS_NOT_AS_CONFIGURED;
	if (!offer(setup, "Turn it on?", WORDS("iommu", "--enable")))
		return stop("Nothing else was done. Run 'vfio-prebind setup' again once it is on.");
	return offer_reboot(setup, "'vfio-prebind setup' again.");
}

static enum status apply(const struct setup *setup)
{
	if (run_verb_shown(setup->sysroot, WORDS("check")))
		puts("\nRead the findings above before you continue.");
	putchar('\n');
	if (!offer(setup, "Rebuild the images with the configuration?", WORDS("apply")))
		return stop("The card is in the configuration. It takes effect with 'vfio-prebind "
			    "apply' and a reboot; 'vfio-prebind remove' undoes it.");
	offer_rescue(setup);
	return offer_reboot(setup,
			    "'vfio-prebind setup' again to see how the guest gets the card.");
}

static enum status choose_card(struct setup *setup)
{
	struct machine *machine = &setup->next_boot.machine;
	enum status status = STATUS_OK;
	struct cards cards;
	size_t number;
	int r = cards_find(&cards, machine);

	if (r) {
		complain("setup failed: %s", error_text(r));
		status = STATUS_FAILED;
	} else if (!cards.count) {
		puts("This machine has no card that can be passed through; 'vfio-prebind groups' "
		     "shows why.");
		cards_print(&cards, machine);
		status = STATUS_NOT_AS_CONFIGURED;
	} else {
		puts("Which card should the guest get?\n\n  0  none");
		cards_print(&cards, machine);
		putchar('\n');
		number = ask_number("Number?", cards.count, cards_choose(&cards));
		if (!number)
			status = stop("Nothing was changed.");
		else if (offer(setup, "Add it?",
			       WORDS("add", "--group", cards.list[number - 1].address)))
			status = apply(setup);
		else
			status = stop("Nothing was changed.");
	}
	cards_free(&cards);
	return status;
}

/* virt-manager has no command: its dialogue in words. */
static void explain_virt_manager(const char *address)
{
	printf("In virt-manager: open the virtual machine, choose 'Show virtual hardware "
	       "details',\n"
	       "'Add Hardware' and 'PCI Host Device', select %s, then 'Finish'. Do\n"
	       "this for each function of the card. Or add to the XML, with 'virsh edit':\n",
	       address);
}

/* Where Proxmox keeps the definitions of its guests. */
static bool is_proxmox(const struct setup *setup)
{
	return fs_exists(setup->next_boot.machine.fs, "etc/pve");
}

static enum status explain_guest(const struct setup *setup)
{
	static const char *const formats[] = { NULL, "libvirt", "qemu", "proxmox" };
	const char *address = setup->listed;
	size_t number;

	puts("The card is ready. What runs the guest?\n\n  0  nothing to print\n  1  libvirt or "
	     "virt-manager\n  2  QEMU\n  3  Proxmox\n");
	number = ask_number("Number?", 3, is_proxmox(setup) ? 3 : 1);
	if (!number)
		return STATUS_OK;
	if (number == 1)
		explain_virt_manager(address);
	else
		puts(number == 2 ? "Add these arguments to QEMU's, with '-machine q35':"
				 : "Replace VMID with the number of the guest, whose machine is "
				   "q35:");
	return run_verb_shown(setup->sysroot, WORDS("export", formats[number], "--group", address))
		       ? STATUS_NOT_AS_CONFIGURED
		       : STATUS_OK;
}

/* What is configured already: ready, waiting for a reboot, not in the images, or wrong. */
static enum status go_on(struct setup *setup)
{
	int r = run_verb_shown(setup->sysroot, WORDS("status"));

	putchar('\n');
	switch (r) {
	case STATUS_OK:
		return explain_guest(setup);
	case STATUS_PENDING:
		return offer_reboot(setup, "'vfio-prebind setup' again.");
	case STATUS_NOT_AS_CONFIGURED:
		return apply(setup);
	default:
		return STATUS_FAILED;
	}
}

/* The first function that the configuration takes; it names the card for export. */
static const char *find_listed(const struct next_boot *next_boot, char address[PCI_ADDRESS_SIZE])
{
	size_t i;

	address[0] = '\0';
	for (i = 0; !address[0] && i < next_boot->decision.matches.count; i++)
		if (!next_boot->decision.matches.list[i].rule->exclude)
			pci_address_format(&next_boot->decision.matches.list[i].device->address,
					   address);
	return address;
}

static enum status run_setup(struct setup *setup)
{
	const struct machine *machine = &setup->next_boot.machine;
	char address[PCI_ADDRESS_SIZE];

	if (machine->inputs.no_devices) {
		complain("cannot list the PCI devices");
		return STATUS_FAILED;
	}
	iommu_read(machine->fs, &machine->inputs.devices, &machine->files, &setup->iommu);
	if (!setup->iommu.groups)
		return turn_on_iommu(setup);
	setup->listed = find_listed(&setup->next_boot, address);
	if (!machine_is_configured(machine))
		return choose_card(setup);
	if (setup->listed[0] && !ask_yes("A card is in the configuration. Add another one?", false))
		return go_on(setup);
	return choose_card(setup);
}

enum status verb_setup(const struct verb *verb, int argc, char **argv)
{
	struct setup setup = { .sysroot = "/" };
	const struct cli_option table[] = {
		CLI_SYSROOT(setup.sysroot),
		{ 0 },
	};
	enum status status;
	int r = cli_parse(verb, table, argc, argv, &status);

	if (r < 0)
		return status;
	if (r < argc)
		return refuse_argument(verb, argv[r]);
	if (!ask_can())
		return misuse(verb,
			      "setup asks questions and needs a terminal; without one, use the "
			      "commands 'vfio-prebind iommu', 'add', 'check' and 'apply'");
	if (!sysroot_is_captured(setup.sysroot) && geteuid()) {
		complain("setup changes the system: run 'sudo vfio-prebind setup'");
		return STATUS_FAILED;
	}
	status = next_boot_open(&setup.next_boot, setup.sysroot) ? STATUS_FAILED
								 : run_setup(&setup);
	next_boot_close(&setup.next_boot);
	return status;
}

// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * libvirt, virt-install, QEMU and Proxmox.
 */
#include <stdio.h>
#include <string.h>

#include "cli/export/formats.h"

/*
 * The function number in the guest. A device without a function 0 is not found by the guest, so
 * the lowest function of the card takes that place.
 */
static unsigned int guest_function(const struct export_card *card, size_t i)
{
	return (unsigned int)(card->functions[i]->address.function -
			      card->functions[0]->address.function);
}

static unsigned int guest_bus(const struct export_card *card)
{
	return EXPORT_FIRST_BUS + (unsigned int)card->index;
}

/* --- libvirt ------------------------------------------------------------------------------- */

static void begin_libvirt(bool iommufd)
{
	(void)iommufd;
	puts("<!-- managed='no': the host has bound these functions to vfio-pci before the guest\n"
	     "     starts, and libvirt must not give them back to host drivers when it ends. -->");
}

static void print_guest_address(const struct export_card *card, size_t i)
{
	printf("  <address type='pci' domain='0x0000' bus='0x%02x' slot='0x00' "
	       "function='0x%x'%s/>\n",
	       guest_bus(card), guest_function(card, i), i ? "" : " multifunction='on'");
}

static void print_libvirt(const struct export_card *card, bool iommufd)
{
	size_t i;

	(void)iommufd;
	if (card->count > 1)
		printf("<!-- If the guest has another controller with index %u, choose a free "
		       "index, and\n     use it as the bus (0x%02x) of the functions below. -->\n"
		       "<controller type='pci' index='%u' model='pcie-root-port'/>\n",
		       guest_bus(card), guest_bus(card), guest_bus(card));
	for (i = 0; i < card->count; i++) {
		const struct pci_address *address = &card->functions[i]->address;

		printf("<hostdev mode='subsystem' type='pci' managed='no'>\n"
		       "  <source>\n"
		       "    <address domain='0x%04x' bus='0x%02x' slot='0x%02x' function='0x%x'/>\n"
		       "  </source>\n",
		       address->domain, address->bus, address->device,
		       (unsigned int)address->function);
		if (card->count > 1)
			print_guest_address(card, i);
		puts("</hostdev>");
	}
}

/* --- virt-install -------------------------------------------------------------------------- */

/* The name that libvirt gives the function ("virsh nodedev-list"), which has any domain. */
static void print_virt_install(const struct export_card *card, bool iommufd)
{
	size_t i;

	(void)iommufd;
	if (card->count > 1)
		printf("--controller type=pci,index=%u,model=pcie-root-port\n", guest_bus(card));
	for (i = 0; i < card->count; i++) {
		const struct pci_address *address = &card->functions[i]->address;

		/* no option sets managed=, but one sets any attribute */
		printf("--hostdev pci_%04x_%02x_%02x_%x,xpath0.set=./@managed,xpath0.value=no",
		       address->domain, address->bus, address->device,
		       (unsigned int)address->function);
		if (card->count > 1)
			printf(",address.type=pci,address.bus=%u,address.function=%u%s",
			       guest_bus(card), guest_function(card, i),
			       i ? "" : ",address.multifunction=on");
		putchar('\n');
	}
}

/* --- QEMU ---------------------------------------------------------------------------------- */

static void begin_qemu(bool iommufd)
{
	if (iommufd)
		fputs("-object iommufd,id=vfio-prebind ", stdout);
}

/* host= takes no domain over ffff (hw/core/qdev-properties-system.c), as VMD's are. */
static void print_qemu(const struct export_card *card, bool iommufd)
{
	unsigned int port = guest_bus(card);
	size_t i;

	if (card->index)
		putchar(' ');
	if (card->count > 1)
		printf("-device pcie-root-port,id=vfio-prebind-%u,chassis=%u ", port, port);
	for (i = 0; i < card->count; i++) {
		const struct pci_device *device = card->functions[i];
		char name[PCI_ADDRESS_SIZE];

		pci_address_format(&device->address, name);
		printf("%s-device vfio-pci,%s%s", i ? " " : "",
		       device->address.domain > 0xffff ? "sysfsdev=/sys/bus/pci/devices/" : "host=",
		       name);
		if (card->count > 1)
			printf(",bus=vfio-prebind-%u,addr=00.%u%s", port, guest_function(card, i),
			       i ? "" : ",multifunction=on");
		if (iommufd)
			fputs(",iommufd=vfio-prebind", stdout);
	}
}

static void end_qemu(void)
{
	putchar('\n');
}

/* --- Proxmox ------------------------------------------------------------------------------- */

/*
 * A slot without a function is all of its functions; Proxmox makes one device of several functions
 * of what one hostpci has (qm(1), "PCI Passthrough").
 */
static void print_proxmox(const struct export_card *card, bool iommufd)
{
	const struct pci_address *address = &card->functions[0]->address;
	size_t i;

	(void)iommufd;
	printf("qm set VMID -hostpci%zu '%04x:%02x:%02x", card->index, address->domain,
	       address->bus, address->device);
	if (!card->is_whole || card->count == 1) {
		printf(".%x", (unsigned int)address->function);
		for (i = 1; i < card->count; i++) {
			char name[PCI_ADDRESS_SIZE];

			pci_address_format(&card->functions[i]->address, name);
			printf(";%s", name);
		}
	}
	puts(",pcie=1'");
}

/* ------------------------------------------------------------------------------------------- */

static const struct export_format formats[] = {
	{ .name = "libvirt",
	  .begin = begin_libvirt,
	  .print = print_libvirt,
	  .takes_wide_domains = true },
	{ .name = "virt-install", .print = print_virt_install, .takes_wide_domains = true },
	{ .name = "qemu",
	  .begin = begin_qemu,
	  .print = print_qemu,
	  .end = end_qemu,
	  .takes_iommufd = true,
	  .takes_wide_domains = true },
	/* PVE::QemuServer::PCI: hostpci0 to hostpci15, and domains of four digits */
	{ .name = "proxmox", .print = print_proxmox, .cards_max = 16 },
};

const struct export_format *export_format_find(const char *name)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(formats); i++)
		if (!strcmp(formats[i].name, name))
			return &formats[i];
	return NULL;
}

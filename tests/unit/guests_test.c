// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Which functions the definitions of guests name, and where that is written.
 */
#include "unit/unit.h"

#include <errno.h>
#include <string.h>

#include "host/guests/libvirt.h"
#include "host/guests/proxmox.h"

#define DOMAIN "file " LIBVIRT_DOMAINS "/a.xml "
#define GUEST "file " PROXMOX_GUESTS "/101.conf "
#define MAPPINGS "file " PROXMOX_MAPPINGS " "
#define ADDRESS "<source><address domain='0x0000' bus='0x01' slot='0x00' function='0x0'/></source>"

/* A line per function: "guest file:line:column [option] [mapping=M] address [ids] [managed]". */
static void describe(const struct guest_device *guest, struct text *out)
{
	char address[PCI_ADDRESS_SIZE];

	pci_address_format(&guest->address, address);
	text_printf(out, "%s %s:%u:%u", guest->guest, strrchr(guest->file, '/') + 1, guest->line,
		    guest->column);
	if (guest->option)
		text_printf(out, " %s", guest->option);
	if (guest->mapping)
		text_printf(out, " mapping=%s", guest->mapping);
	text_printf(out, " %s", address);
	if (guest->id.vendor != PCI_ANY)
		text_printf(out, " %x:%x", (unsigned int)guest->id.vendor,
			    (unsigned int)guest->id.device);
	if (guest->id.subvendor != PCI_ANY)
		text_printf(out, ":%x:%x", (unsigned int)guest->id.subvendor,
			    (unsigned int)guest->id.subdevice);
	text_puts(out, guest->is_managed ? " managed\n" : "\n");
}

/* What both readers find on a machine with these lines, and then what they could not read. */
static void assert_read(const char *lines, const char *expected)
{
	struct fs *fs = unit_machine(NULL, lines);
	struct guests guests = { 0 };
	struct text found = { 0 };
	size_t i;

	assert_int_equal(libvirt_read(fs, &guests), 0);
	assert_int_equal(proxmox_read(fs, &guests), 0);
	for (i = 0; i < guests.count; i++) {
		/* the column is in the text of the line */
		assert_true(guests.list[i].column <= strlen(guests.list[i].text));
		assert_null(strchr(guests.list[i].text, '\n'));
		describe(&guests.list[i], &found);
	}
	for (i = 0; i < guests.errors.count; i++) {
		diagnostic_format(&guests.errors.list[i], &found);
		text_puts(&found, "\n");
	}
	assert_string_equal(text_string(&found), expected);
	text_free(&found);
	guests_free(&guests);
	unit_machine_end(fs);
}

static void a_domain_names_its_devices(void **state)
{
	(void)state;
	assert_read(DOMAIN "<domain type='kvm'><name>win</name><devices>\\n"
			   "<hostdev mode='subsystem' type='pci' managed='yes'>" ADDRESS
			   "<address type='pci' domain='0x0' bus='0x05' slot='0x00' "
			   "function='0x0'/></hostdev>\\n"
			   "<interface type='hostdev' managed='yes'><source>"
			   "<address type='pci' bus='2' slot='0x1f' function='7'/>"
			   "</source></interface>\\n"
			   "<disk type='nvme' device='disk'><source type='pci' managed='yes' "
			   "namespace='1'><address domain='0x10000' bus='3'/></source></disk>\\n"
			   "<hostdev type='pci'>" ADDRESS "</hostdev>\\n"
			   "<hostdev type='pci' managed='no'>" ADDRESS "</hostdev>\\n"
			   "</devices></domain>\\n",
		    "win a.xml:2:60 0000:01:00.0 managed\n"
		    "win a.xml:3:49 0000:02:1f.7 managed\n"
		    "win a.xml:4:80 10000:03:00.0 managed\n"
		    "win a.xml:5:29 0000:01:00.0\n"
		    "win a.xml:6:42 0000:01:00.0\n");
}

static void the_name_may_come_last(void **state)
{
	(void)state;
	assert_read(DOMAIN "<domain><devices><hostdev type='pci'>" ADDRESS "</hostdev></devices>"
			   "<name>a&amp;b</name></domain>",
		    "a&b a.xml:1:46 0000:01:00.0\n");
}

static void other_elements_name_nothing(void **state)
{
	(void)state;
	assert_read(DOMAIN
		    "<domain><name>n</name><devices>"
		    "<hostdev type='usb'>" ADDRESS "</hostdev>"
		    "<hostdev type='mdev' managed='yes'>" ADDRESS "</hostdev>"
		    "<disk type='file'>" ADDRESS "</disk>"
		    "<interface type='network'>" ADDRESS "</interface>"
		    "<hostdev type='pci'><x>" ADDRESS "</x></hostdev>"
		    "<hostdev type='pci'><source><x><address/></x></source></hostdev>"
		    "<x><hostdev type='pci'>" ADDRESS "</hostdev></x>"
		    "</devices><hostdev type='pci'>" ADDRESS "</hostdev></domain>\n"
		    "file " LIBVIRT_DOMAINS "/b.xml <network><devices><hostdev type='pci'>" ADDRESS
		    "</hostdev></devices></network>\n"
		    "file " LIBVIRT_DOMAINS "/c.bak <domain><devices><hostdev type='pci'>" ADDRESS
		    "</hostdev></devices></domain>\n",
		    "");
}

static void a_damaged_domain_is_ignored(void **state)
{
	(void)state;
	assert_read(DOMAIN "<domain><devices><hostdev type='pci'>" ADDRESS "</hostdev></domain>",
		    "/etc/libvirt/qemu/a.xml:1: not a libvirt domain definition: mismatched "
		    "tag; the file is ignored\n");
	assert_read(DOMAIN "<!DOCTYPE d [<!ENTITY a 'b'>]>\\n<domain><devices><hostdev "
			   "type='pci'>" ADDRESS "</hostdev></devices></domain>",
		    "/etc/libvirt/qemu/a.xml:1: not a libvirt domain definition: document "
		    "type declaration; the file is ignored\n");
	assert_read(DOMAIN "<domain>\\n<devices><hostdev type='pci'><source><address bus='256'/>"
			   "</source></hostdev><hostdev type='pci'>" ADDRESS "</hostdev></devices>"
			   "</domain>",
		    " a.xml:2:105 0000:01:00.0\n"
		    "/etc/libvirt/qemu/a.xml:2: not a PCI address; ignored\n");
}

static void a_guest_of_proxmox_names_its_devices(void **state)
{
	(void)state;
	assert_read(GUEST "#hostpci9: 0000:09:00\\nname: win\\n"
			  "hostpci0: 0000:01:00,pcie=1,x-vga=1\\n"
			  "hostpci1: pcie=1,host=02:00.0;0000:02:00.1\\n"
			  "hostpci2: 0000:03:00.0,mdev=nvidia-63\\n"
			  "hostpci3:   0000:04:00.9\\n"
			  "hostpci: 05:00\\nhostpcix: 06:00\\nxhostpci1: 07:00\\n"
			  "[snap]\\nhostpci5: 0000:08:00\\n",
		    "101 101.conf:3:11 hostpci0 0000:01:00.* managed\n"
		    "101 101.conf:4:23 hostpci1 0000:02:00.0 managed\n"
		    "101 101.conf:4:31 hostpci1 0000:02:00.1 managed\n"
		    "/etc/pve/qemu-server/101.conf:6:13: not a PCI address; ignored\n");
}

static void a_mapping_is_that_of_this_node(void **state)
{
	static const char mappings[] = MAPPINGS
		"other\\n\\tmap id=1:2,node=pve,path=0000:09:00.0\\n\\n"
		"gpu\\n\\tdescription map node=pve,path=0000:08:00\\n"
		"\\tmap id=10de:2191,iommugroup=1,node=pve,path=0000:01:00,"
		"subsystem-id=1043:17ef\\n"
		"\\tmap id=10de:2191,node=pve2,path=0000:02:00\\n"
		"\\tmap id=x,node=pve,path=0000:03:00.0;0000:03:00.1\\n\\tmdev 1\\n\n"
		"file etc/hostname pve.example.org\\n\n" GUEST
		"hostpci0: mapping=gpu,pcie=1\\nhostpci1: mapping=none\\n";
	static const char nowhere[] = MAPPINGS "gpu\\n\\tmap path=0000:01:00.0\\n\n" GUEST
					       "hostpci0: mapping=gpu\\n";

	(void)state;
	assert_read(mappings, "101 pci.cfg:6:46 hostpci0 mapping=gpu 0000:01:00.* "
			      "10de:2191:1043:17ef managed\n"
			      "101 pci.cfg:8:25 hostpci0 mapping=gpu 0000:03:00.0 managed\n"
			      "101 pci.cfg:8:38 hostpci0 mapping=gpu 0000:03:00.1 managed\n");
	assert_read(nowhere, "");
}

static void an_id_keeps_other_functions_from_a_guest(void **state)
{
	struct fs *fs = unit_machine("desktop-igpu-dgpu", NULL);
	struct inputs inputs = { 0 };
	const struct pci_devices *devices = &inputs.devices;
	struct guest_device guest = { .id = PCI_ID_ANY };
	const struct pci_device *audio;

	(void)state;
	unit_inputs(fs, "", &inputs);
	audio = &devices->list[unit_device(devices, "0000:01:00.1")];
	guest.address = audio->address;
	assert_true(guest_device_is(&guest, devices, audio));
	guest.id.vendor = 0x1234;
	assert_false(guest_device_is(&guest, devices, audio));
	/* of a slot, the first function has the IDs */
	guest.address.function = PCI_ANY;
	assert_false(guest_device_is(&guest, devices, audio));
	guest.id = devices->list[unit_device(devices, "0000:01:00.0")].id;
	assert_true(guest_device_is(&guest, devices, audio));
	guest.address.bus++;
	assert_false(guest_device_is(&guest, devices, audio));
	inputs_free(&inputs);
	unit_machine_end(fs);
}

static void more_functions_than_the_limit_are_an_error(void **state)
{
	struct guests guests = { 0 };
	const struct guest_device one = { .guest = "g", .file = "f", .text = "t" };
	size_t i;

	(void)state;
	for (i = 0; i < GUEST_DEVICES_MAX; i++)
		assert_int_equal(guests_add(&guests, &one), 0);
	assert_int_equal(guests_add(&guests, &one), -E2BIG);
	assert_int_equal(guests.count, GUEST_DEVICES_MAX);
	guests_free(&guests);
}

UNIT_MAIN(cmocka_unit_test(a_domain_names_its_devices), cmocka_unit_test(the_name_may_come_last),
	  cmocka_unit_test(other_elements_name_nothing),
	  cmocka_unit_test(a_damaged_domain_is_ignored),
	  cmocka_unit_test(a_guest_of_proxmox_names_its_devices),
	  cmocka_unit_test(a_mapping_is_that_of_this_node),
	  cmocka_unit_test(an_id_keeps_other_functions_from_a_guest),
	  cmocka_unit_test(more_functions_than_the_limit_are_an_error))

// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Writes to one function, and looks at what came of it.
 */
#include "kernel/pci_driver.h"

#include <errno.h>
#include <string.h>
#include <time.h>

#include "kernel/pci_function.h"

#define CLEAR_ATTEMPTS 3
#define PATIENCE_NS 20000000L /* with a patience of 5 a pause stays below a second */

int driver_set_override(struct fs *fs, const struct pci_address *address, const char *text)
{
	char path[FS_PATH_SIZE];
	int r = pci_path(path, address, "/driver_override");

	return r ? r : fs_write(fs, path, text);
}

static int write_probe(struct fs *fs, const struct pci_address *address)
{
	char name[PCI_ADDRESS_SIZE];

	pci_address_format(address, name);
	return fs_write(fs, "sys/bus/pci/drivers_probe", name);
}

bool driver_has(struct fs *fs, const struct pci_address *address, const char *driver)
{
	char now[PCI_DRIVER_SIZE];

	return !pci_read_driver(fs, address, now) && !strcmp(now, driver);
}

/* The kernel refuses it when another driver has the function (drivers/base/bus.c, unbind_store()).
 */
int driver_unbind(struct fs *fs, const struct pci_address *address, const char *driver)
{
	char name[PCI_ADDRESS_SIZE], path[FS_PATH_SIZE];
	int r;

	pci_address_format(address, name);
	r = fs_path(path, "sys/bus/pci/drivers/%s/unbind", driver);
	if (!r)
		r = fs_write(fs, path, name);
	if (driver_has(fs, address, ""))
		return 0;
	return r ? r : -EBUSY;
}

int driver_make_way(struct fs *fs, const struct pci_address *address, const char *wanted,
		    char unbound[PCI_DRIVER_SIZE])
{
	char driver[PCI_DRIVER_SIZE];
	int r = pci_read_driver(fs, address, driver);

	if (r || !driver[0] || !strcmp(driver, wanted))
		return r;
	r = driver_unbind(fs, address, driver);
	if (!r)
		memcpy(unbound, driver, PCI_DRIVER_SIZE);
	return r;
}

/*
 * power/control refuses the word; it is missing in a kernel without power management, where a
 * reader of driver_override waits (until Linux 7.1).
 */
void driver_wait(struct fs *fs, const struct pci_address *address)
{
	char path[FS_PATH_SIZE], override[PCI_DRIVER_SIZE];
	int r = pci_path(path, address, "/power/control");

	if (!r)
		r = fs_write(fs, path, "wait");
	if (r)
		r = pci_read_override(fs, address, override);
	(void)r; /* that it has returned is all */
}

int driver_probe(struct fs *fs, const struct pci_address *address, const char *wanted,
		 unsigned int *patience)
{
	struct timespec pause = { .tv_nsec = PATIENCE_NS };
	int r = 0;

	for (; !driver_has(fs, address, wanted); pause.tv_nsec *= 2) {
		r = write_probe(fs, address);
		if (driver_has(fs, address, wanted))
			break;
		if (!*patience || !driver_is_held(fs, address, wanted))
			return r ? r : -ENODEV;
		(*patience)--;
		(void)nanosleep(&pause, NULL);
	}
	return 0;
}

/* Retries transient failures: with an override set, no host driver can bind. */
static int clear_override(struct fs *fs, const struct pci_address *address)
{
	int attempts = CLEAR_ATTEMPTS, r;

	do
		r = driver_set_override(fs, address, "\n");
	while (r && --attempts && pci_is_there(fs, address));
	return r;
}

/* One that was never set needs no clearing: what failed to set it fails to clear it too. */
static bool has_no_override(struct fs *fs, const struct pci_address *address)
{
	char override[PCI_DRIVER_SIZE];

	return !pci_read_override(fs, address, override) && !override[0];
}

int driver_lift_override(struct fs *fs, const struct pci_address *address)
{
	int r = clear_override(fs, address);

	return r && has_no_override(fs, address) ? 0 : r;
}

/* The host driver may come later: it is no failure if none takes the function. */
void driver_offer_to_host(struct fs *fs, const struct pci_address *address)
{
	if (driver_has(fs, address, ""))
		(void)write_probe(fs, address);
}

int driver_release(struct fs *fs, const struct pci_address *address)
{
	int r = driver_lift_override(fs, address);

	if (!r)
		driver_offer_to_host(fs, address);
	return r && !pci_is_there(fs, address) ? 0 : r; /* its override is gone with it */
}

bool driver_is_held(struct fs *fs, const struct pci_address *address, const char *wanted)
{
	char override[PCI_DRIVER_SIZE];

	return driver_has(fs, address, "") && !pci_read_override(fs, address, override) &&
	       !strcmp(override, wanted);
}

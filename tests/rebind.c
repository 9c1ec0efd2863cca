// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Runs the host command, its main() and all, on a case's machine in memory, as if that were the
 * machine that it runs on, and prints what it did: its output, its exit status when that is not 0,
 * every change in order, what each function that is given away or held has in the end.
 *   rebind MACHINES CASE VERB...
 */
#include <pci/pci.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "fake/machine.h"
#include "host/machine/config_files.h"
#include "kernel/inputs.h"

#define NAMES "tests/pci.ids"

/* main() of src/cli/main.c, renamed by the build */
int host_main(int argc, char **argv);

/* Replaces the functions of these names, by the linker's --wrap. */
uid_t __wrap_geteuid(void);
int __wrap_config_files_read(struct config_files *files, struct fs *fs, struct config *config,
			     struct diagnostics *errors);
struct pci_access *__wrap_pci_alloc(void);
struct pci_access *__real_pci_alloc(void);

static struct fake fake;

uid_t __wrap_geteuid(void)
{
	return 0;
}

/* The configuration is opened by descriptors, which the machine in memory has not. */
int __wrap_config_files_read(struct config_files *files, struct fs *fs, struct config *config,
			     struct diagnostics *errors)
{
	(void)files;
	return inputs_read_config(fs, CONFIG_HOST, config, errors);
}

/* The names are the same wherever this runs. */
struct pci_access *__wrap_pci_alloc(void)
{
	struct pci_access *names = __real_pci_alloc();

	pci_set_name_list_path(names, strdup(NAMES), 1);
	names->id_lookup_mode = PCI_LOOKUP_NO_HWDB;
	return names;
}

static void print_functions(void)
{
	size_t i;

	for (i = 0; i < fake.device_count; i++) {
		const struct fake_device *device = &fake.devices[i];
		const char *driver =
			device->driver == NO_DRIVER ? "none" : fake.drivers[device->driver].name;

		if (device->override[0] || strstr(driver, "vfio"))
			printf("%s driver=%s override=%s\n", device->name, driver,
			       device->override);
	}
}

static void run(int argc, char **argv)
{
	int status;

	fake.log_what = FAKE_LOG_WRITES;
	fake_now = &fake;
	status = host_main(argc, argv);
	fflush(stdout);
	if (status)
		printf("status %d\n", status);
	fwrite(fake.kmsg.data, 1, fake.kmsg.used, stdout);
	puts(fake.log.used ? "--- changes" : "--- no change");
	fwrite(fake.log.data, 1, fake.log.used, stdout);
	print_functions();
}

int main(int argc, char **argv)
{
	int r;

	if (argc < 4) {
		fputs("Usage: rebind MACHINES CASE VERB...\n", stderr);
		return 2;
	}
	fake_start(&fake);
	r = machine_read_case(&fake, argv[1], argv[2], false, NULL);
	if (!r)
		run(argc - 2, argv + 2);
	fake_free(&fake);
	return r ? 1 : 0;
}

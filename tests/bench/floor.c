// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The least that giving functions to vfio-pci takes: the writes and the modules, with nothing to
 * find out and nothing to tell.
 *
 * Usage: floor MODULE-FILE... -- ADDRESS...
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static int write_file(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY), r;

	if (fd < 0)
		return -1;
	r = write(fd, text, strlen(text)) == (ssize_t)strlen(text) ? 0 : -1;
	close(fd);
	return r;
}

static int override(const char *address)
{
	char path[128];

	(void)snprintf(path, sizeof(path), "/sys/bus/pci/devices/%s/driver_override", address);
	return write_file(path, "vfio-pci");
}

static int load(const char *file)
{
	int fd = open(file, O_RDONLY), r;

	if (fd < 0)
		return -1;
	r = (int)syscall(__NR_finit_module, fd, "", strstr(file, ".ko.") ? 4 : 0);
	close(fd);
	return r && errno != EEXIST ? -1 : 0;
}

/* Whether vfio-pci has the function: it took it as it was loaded, if it was. */
static int look(const char *address)
{
	char path[128], target[256];
	ssize_t length;

	(void)snprintf(path, sizeof(path), "/sys/bus/pci/devices/%s/driver", address);
	length = readlink(path, target, sizeof(target) - 1);
	if (length < 0)
		return -1;
	target[length] = '\0';
	return strstr(target, "/vfio-pci") ? 0 : -1;
}

static int probe(const char *address)
{
	return write_file("/sys/bus/pci/drivers_probe", address);
}

int main(int argc, char **argv)
{
	int first = 1, i, failed = 0;

	while (first < argc && strcmp(argv[first], "--"))
		first++;
	for (i = first + 1; i < argc; i++)
		failed |= override(argv[i]);
	for (i = 1; i < first; i++)
		failed |= load(argv[i]);
	for (i = first + 1; i < argc; i++)
		failed |= look(argv[i]) && (probe(argv[i]) || look(argv[i]));
	return failed ? 1 : 0;
}

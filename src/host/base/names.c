// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Chooses the list of names for libpci, and keeps libpci from ending the program silently.
 */
#include "host/base/names.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "core/error.h"
#include "host/base/cli.h"

/* Of a list of names; that of 2026 has 1.4 MiB. */
#define NAMES_MAX ((off_t)16 * 1024 * 1024)

/* libpci calls this for a list of names that it cannot read, and must not get control back. */
static __attribute__((noreturn)) format_like(1, 2) void fail(char *format, ...)
{
	char message[256];
	va_list args;

	va_start(args, format);
	(void)vsnprintf(message, sizeof(message), format, args);
	va_end(args);
	complain("libpci failed: %s", message);
	exit(STATUS_FAILED);
}

static format_like(1, 2) void ignore(char *format, ...)
{
	(void)format;
}

/* libpci reads to the end, and unpacks what gzip(1) has packed. 0 or negative errno. */
static int check_list(int fd)
{
	unsigned char magic[2];
	struct stat st;

	if (fstat(fd, &st))
		return -errno;
	if (st.st_size > NAMES_MAX)
		return -EFBIG;
	if (pread(fd, magic, sizeof(magic), 0) == sizeof(magic) && magic[0] == 0x1f &&
	    magic[1] == 0x8b)
		return -EBADMSG;
	return 0;
}

/* A descriptor, since a path could lead out of the captured machine. 0 or negative errno. */
static int use_list(struct names *names, struct fs *fs, const char *place)
{
	char *path;
	int r;

	names->fd = fs_open_file(fs, place);
	if (names->fd < 0)
		return names->fd;
	r = check_list(names->fd);
	if (r)
		return r;
	if (asprintf(&path, "/proc/self/fd/%d", names->fd) < 0)
		return -ENOMEM;
	pci_set_name_list_path(names->access, path, 1);
	names->access->id_lookup_mode = PCI_LOOKUP_NO_HWDB;
	return 0;
}

/* A captured machine's own list, so that its names are not those of this machine. */
static void choose_list(struct names *names, struct fs *fs)
{
	static const char *const places[] = { "usr/share/misc/pci.ids",
					      "usr/share/hwdata/pci.ids" };
	int r = -ENOENT;
	size_t i;

	for (i = 0; r == -ENOENT && i < ARRAY_SIZE(places); i++) {
		r = use_list(names, fs, places[i]);
		if (r && r != -ENOENT)
			complain("warning: /%s: ignored: %s", places[i], error_text(r));
	}
}

struct pci_access *names_get(struct names *names, struct fs *fs, bool is_captured)
{
	if (names->access)
		return names->access;
	names->access = pci_alloc();
	names->fd = -1;
	/* pci_init() would set these, and end the program where there is no PCI bus */
	names->access->error = fail;
	names->access->warning = ignore;
	names->access->debug = ignore;
	if (is_captured)
		choose_list(names, fs);
	return names->access;
}

void names_free(struct names *names)
{
	if (!names->access)
		return;
	pci_cleanup(names->access);
	cleanup_close_fd(&names->fd);
}

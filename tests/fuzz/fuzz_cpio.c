// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * An initramfs image of any bytes, as "apply" and "status" look into it: archives behind each
 * other, compressed or not.
 */
#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "fuzz/fuzz.h"
#include "host/image/cpio.h"

/* Files of no length take hardly any input each. */
#define FILES_MAX 1000

static int visit(void *data, const struct cpio_file *file)
{
	size_t *count = data;

	HOLDS(strlen(file->name) < CPIO_NAME_MAX);
	HOLDS(file->name[0] != '/' && strncmp(file->name, "./", 2) != 0);
	HOLDS(file->length <= CPIO_DATA_MAX && file->length <= file->size);
	HOLDS(!file->data[file->length]);
	return ++*count < FILES_MAX ? 0 : -ECANCELED;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static int fd = -1;
	size_t i;

	if (fd < 0)
		fd = memfd_create("image", MFD_CLOEXEC);
	HOLDS(fd >= 0 && !ftruncate(fd, (off_t)size));
	HOLDS(pwrite(fd, data, size, 0) == (ssize_t)size && !lseek(fd, 0, SEEK_SET));
	/* the file, and a section in the middle of it */
	for (i = 0; i < 2; i++) {
		const struct cpio_part part = { fd, i * size / 4, i ? size / 2 : UINT64_MAX };
		size_t count = 0;
		int r = cpio_walk(&part, visit, &count);

		HOLDS(!r || r == -EBADMSG || r == -EFBIG || r == -E2BIG || r == -ENOMEM ||
		      r == -ECANCELED);
	}
	return 0;
}

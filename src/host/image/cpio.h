/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The files in an initramfs image, one after another. An image is what the kernel accepts
 * (Documentation/driver-api/early-userspace/buffer-format.rst): "newc" cpio archives with zeros
 * between them, the last one compressed or not. libarchive unpacks; the archives themselves are
 * read here, since libarchive ends at the first trailer. Makes no judgement, writes nothing.
 */
#ifndef VFIO_PREBIND_IMAGE_CPIO_H
#define VFIO_PREBIND_IMAGE_CPIO_H

#include <stddef.h>
#include <stdint.h>

#include "core/util.h"

/* How much of each file's content is passed on. */
#define CPIO_DATA_MAX ((size_t)1024 * 1024)

/* A name longer than the kernel's PATH_MAX is damage. */
#define CPIO_NAME_MAX 4096

/* More than any machine could unpack in its initramfs; cpio_error_text() names these numbers. */
#define CPIO_UNPACKED_MAX ((uint64_t)4 << 30)
#define CPIO_FILES_MAX 1000000

struct cpio_file {
	const char *name; /* without a leading "./" or "/" */
	unsigned int mode;
	unsigned int links;
	uint64_t size;
	const char *data; /* its start, or a link's target; NUL-terminated */
	size_t length;    /* of data */
};

/* An image: a file, or the section of a unified kernel image that holds one. */
struct cpio_part {
	int fd;
	uint64_t start;
	uint64_t length; /* UINT64_MAX: to the end of the file */
};

/* 0, or negative errno, which ends the walk. The file is valid until it returns. */
typedef int cpio_visit_fn(void *data, const struct cpio_file *file);

/*
 * Calls visit for every file of the image. Ignores what follows a compressed archive. 0; -EBADMSG
 * when it is damaged, truncated, not within its file or not an image; -EFBIG over
 * CPIO_UNPACKED_MAX; -E2BIG over CPIO_FILES_MAX; -ENOMEM; what visit or read(2) returned.
 */
must_check int cpio_walk(const struct cpio_part *part, cpio_visit_fn *visit, void *data);

/* Why cpio_walk() ended, as error_text() would say it for other errors. */
const char *cpio_error_text(int error);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Inspects an initramfs image on disk: whether it contains our part, completely and before udev.
 * Reads cpio archives with and without compression through libarchive; runs nothing, unpacks
 * nothing to disk.
 */
#ifndef VFIO_PREBIND_IMAGE_INSPECT_H
#define VFIO_PREBIND_IMAGE_INSPECT_H

#include <stdbool.h>
#include <stddef.h>

#include "core/text.h"
#include "core/util.h"
#include "host/image/config_text.h"
#include "host/image/cpio.h"
#include "kernel/fs.h"

/* The longest release of a kernel, with its NUL (the kernel's own limit is 65). */
#define KERNEL_NAME_SIZE 128

enum image_generator {
	GENERATOR_UNKNOWN,
	GENERATOR_INITRAMFS_TOOLS,
	GENERATOR_DRACUT,
};

/* An installed kernel and one of its images. */
struct image {
	char *kernel; /* owned: the release, a directory of /lib/modules */
	char *path;   /* owned: below the sysroot, without a leading '/'; NULL: no image found */
};

/* The content of an image. */
struct image_contents {
	enum image_generator generator;
	bool has_program;
	bool has_config;
	bool is_config_cut;       /* longer than this program reads */
	char digest[DIGEST_SIZE]; /* of the configuration in it; "" without one */
	bool has_start;           /* the init-top script, the unit or the hook */
	bool is_before_udev;      /* and the order of the image puts it before udev */
	bool has_module;          /* vfio-pci, as a module in it or built in to that kernel */
};

/*
 * All installed kernels in the order of their versions, newest last, with their images: boot/ and
 * the other places where distributions keep them. A kernel with images in several places (a copy on
 * the EFI system partition) has an element for each, next to each other; a directory of
 * /lib/modules with neither kernel nor image is left over from a removed kernel and has no element.
 * Images inside unified kernels (*.efi) are not found. 0 and *files (owned by the caller,
 * images_free()) with *count; negative errno.
 */
must_check int images_find(struct fs *fs, struct image **files, size_t *count);

/* Why images_find() has found none, in words. */
const char *images_absence(struct fs *fs);
void images_free(struct image *files, size_t count);

/*
 * 0, *contents and, unless config is NULL, the text of the configuration in it, empty without one;
 * text_error(). -EBADMSG when it is not a readable image; negative errno.
 */
must_check int image_inspect(struct fs *fs, const struct image *file,
			     struct image_contents *contents, struct text *config);

/* The same for parts that a boot loader loads one after another, for this kernel. */
must_check int image_inspect_parts(struct fs *fs, const char *kernel, const struct cpio_part *parts,
				   size_t count, struct image_contents *contents,
				   struct text *config);

/* "initramfs-tools", "dracut" or "unknown" */
const char *image_generator_name(enum image_generator generator);

/*
 * Letters, digits and "._+~-", not starting with '-' or '.': safe as part of a path and as an
 * argument of a program.
 */
bool is_kernel_name(const char *name);

#endif

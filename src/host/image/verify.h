/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Whether an image on disk matches the current configuration, and if not, why: the shared answer of
 * apply, status and check.
 */
#ifndef VFIO_PREBIND_IMAGE_VERIFY_H
#define VFIO_PREBIND_IMAGE_VERIFY_H

#include "core/config.h"
#include "core/text.h"
#include "host/image/inspect.h"

/* What each image must contain. All is borrowed. */
struct claim {
	bool is_configured; /* false: nothing; then nothing of ours may be in it */
	/* what image-config writes now, read back, and after it the kernel command line's rules */
	const struct config *config;
	size_t image_rules;                /* the first of them: those of an image */
	const struct pci_devices *devices; /* as the next boot finds them; NULL: unknown */
};

enum image_state {
	IMAGE_VERIFIED,    /* it is correct and complete */
	IMAGE_MISSING,     /* the kernel has no image */
	IMAGE_UNKNOWN,     /* only root can read it; or it is unreadable and does not matter */
	IMAGE_DAMAGED,     /* it is unreadable, lacks a part, or starts the stage too late */
	IMAGE_OUT_OF_DATE, /* it differs from an image that would be built now */
};

struct verification {
	enum image_state state;
	struct image_contents contents; /* as far as it could be read */
	struct text problem;            /* a phrase that follows its name; "": none */
};

/* "sha256:..." of the configuration as it is now; "" when nothing is configured. */
const char *claim_digest(const struct claim *claim);

/* Verifies the image. 0 and *result, verification_free(); or -ENOMEM. */
must_check int image_verify(struct fs *fs, const struct image *image, const struct claim *claim,
			    struct verification *result);

/* The same for the parts of a boot loader: image_inspect_parts(). */
must_check int image_verify_parts(struct fs *fs, const char *kernel, const struct cpio_part *parts,
				  size_t count, const struct claim *claim,
				  struct verification *result);
void verification_free(struct verification *result);

#endif

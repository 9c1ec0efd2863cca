/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Boot entries: what a boot loader can start, as its own files say it. Data only; who reads which
 * files is in the other headers of this directory.
 */
#ifndef VFIO_PREBIND_ENTRIES_ENTRY_H
#define VFIO_PREBIND_ENTRIES_ENTRY_H

#include <stdbool.h>
#include <stddef.h>

#include "core/diagnostic.h"
#include "core/text.h"
#include "kernel/fs.h"

/* More of these than any boot loader shows are an error, and none is read beyond. */
#define ENTRIES_MAX 512
#define ENTRY_IMAGES_MAX 16
#define PLACES_MAX 16

/* What the id of the entry has in it that "vfio-prebind rescue" makes: a copy of another. */
#define RESCUE_ID "vfio-prebind-rescue"

enum boot_loader {
	BOOT_UNKNOWN,
	BOOT_GRUB,
	BOOT_SYSTEMD, /* systemd-boot */
	BOOT_STUB,    /* the firmware starts unified kernel images by itself */
};

/* A filesystem that boot entries are on. */
struct boot_place {
	struct fs *fs;
	bool is_own;  /* fs is of a partition that is not mounted, and belongs to this place */
	char *name;   /* owned: "/dev/disk/by-uuid/..." of such a partition; "": it is mounted */
	char *prefix; /* owned: its root in fs, with '/' at the end; "": that of fs */
};

/* Strings are owned; NULL: the entry has none. */
struct boot_entry {
	enum boot_loader loader;
	size_t place; /* in the list of places */
	char *id;     /* what the loader's default names: "arch.conf", "gnulinux-simple-..." */
	char *title;  /* as in the menu */
	char *kernel; /* its path: as the entry writes it, and once found, below the place's fs */
	bool is_unified;      /* kernel is a unified kernel image, which holds images and words */
	unsigned int profile; /* of that image */
	char *images[ENTRY_IMAGES_MAX]; /* in the order in which they are loaded; paths as above */
	size_t image_count;             /* of a unified image: of its addons that have one */
	char *words;                    /* of the kernel command line */
	char *own_words;                /* those without what addons append; NULL: all are */
	char *file;                     /* what has these words, below the place's fs */
	char *release;                  /* of the kernel; NULL: not known */
	char *unread;    /* a phrase: why kernel and images cannot be read; NULL: they were found */
	bool is_missing; /* since one of them is not there */
	bool is_default, is_booted;

	/* what the order of a menu depends on */
	char *version, *sort_key, *machine_id;
	bool has_no_tries; /* its boot counter is at 0 */
	char *filesystem;  /* the UUID of that which kernel and images are on; NULL: the place's */
};

struct boot_entries {
	struct boot_entry *list; /* owned; entries_free() */
	size_t count;
	struct boot_place places[PLACES_MAX];
	size_t place_count;
	struct diagnostics errors; /* what could not be read */
	bool is_secret;            /* some of it, since only root may */
};

/* Appends an entry, whose strings are taken over, also on failure. 0, -E2BIG or -ENOMEM. */
must_check int entries_add(struct boot_entries *entries, struct boot_entry *entry);

/* Appends a place; name and prefix are copied. 0 with *index; -E2BIG or -ENOMEM. */
must_check int entries_add_place(struct boot_entries *entries, struct fs *fs, const char *name,
				 const char *prefix, size_t *index);

/* "/boot/efi/...", "/dev/disk/by-uuid/...:/EFI/...": a path below the place's fs, as people see it.
 */
void place_add_path(const struct boot_place *place, const char *path, struct text *out);

/* What about this path below the place's fs cannot be read: diagnostics_add_error(). 0 or -ENOMEM.
 */
must_check int entries_add_error(struct boot_entries *entries, const struct boot_place *place,
				 const char *path, const char *what, int error);

/* Appends a copy of the path. 0, -E2BIG or -ENOMEM. */
must_check int entry_add_image(struct boot_entry *entry, const char *path, size_t length);

/* Replaces an owned string by a copy of [value, value + length). 0 or -ENOMEM. */
must_check int entry_set(char **string, const char *value, size_t length);

/* Whether its words turn the boot stage off: the last vfio_prebind.enable= is 0. */
bool entry_is_turned_off(const struct boot_entry *entry);

/* Its words without those that addons of a unified image append: "" if there are none. */
const char *entry_own_words(const struct boot_entry *entry);

void entry_free(struct boot_entry *entry);
void entries_free(struct boot_entries *entries);

/* "GRUB", "systemd-boot", "firmware" or "unknown". */
const char *boot_loader_name(enum boot_loader loader);

#endif

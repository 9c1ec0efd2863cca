/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Whether a boot entry will do what the configuration asks for, and if not, why: the one answer of
 * status, check and plan. Nothing is said of an image that was not read.
 */
#ifndef VFIO_PREBIND_ENTRIES_JUDGE_H
#define VFIO_PREBIND_ENTRIES_JUDGE_H

#include "host/entries/places.h"
#include "host/image/verify.h"

enum entry_state {
	ENTRY_VERIFIED,
	ENTRY_TURNED_OFF,  /* its words have vfio_prebind.enable=0 */
	ENTRY_MISSING,     /* it loads no image, or one that is not there */
	ENTRY_DAMAGED,     /* its image is, as image_verify_parts() says */
	ENTRY_OUT_OF_DATE, /* the same */
	ENTRY_UNKNOWN,     /* it could not be read */
};

struct entry_verdict {
	enum entry_state state;
	bool is_problem; /* in this entry: to turn the boot stage off is one in the default only */
	struct text
		why; /* of an image that was read, a phrase that follows its name; "": nothing */
};

/* claim is what its images must hold. 0 and *verdict, entry_free_verdict(); or -ENOMEM. */
must_check int entry_judge(const struct boot_machine *machine, const struct boot_entry *entry,
			   const struct claim *claim, struct entry_verdict *verdict);
void entry_free_verdict(struct entry_verdict *verdict);

/*
 * Judges all entries, images that several load only once. 0 and *verdicts, one for each, which
 * entries_free_verdicts() frees; or -ENOMEM.
 */
must_check int entries_judge(const struct boot_machine *machine, const struct claim *claim,
			     struct entry_verdict **verdicts);
void entries_free_verdicts(const struct boot_machine *machine, struct entry_verdict *verdicts);

/*
 * Takes the kernels out of files that have no image by name, and that an entry loads one for: a
 * unified image, or a file by another name.
 */
void entries_drop_loaded(const struct boot_entries *entries, struct image *files, size_t *count);

/* 'the default boot entry "Debian" (/boot/vmlinuz-6.1.0)'. */
void entry_name(const struct boot_machine *machine, const struct boot_entry *entry,
		struct text *out);

/* "the boot entry 'Debian' loads an image that was built ...": what is wrong, as a sentence. */
void entry_explain(const struct boot_machine *machine, const struct boot_entry *entry,
		   const struct entry_verdict *verdict, struct text *out);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the fuzz targets share: libFuzzer's entry, a way to say that a property does not hold,
 * functions that rules are tried on, and machines whose files an input replaces.
 *
 * libFuzzer hands over a copy of the input on the heap that ends where the input ends, so that a
 * step beyond it shows.
 */
#ifndef VFIO_PREBIND_TESTS_FUZZ_H
#define VFIO_PREBIND_TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>

#include "core/decision.h"
#include "fake/kernel.h"
#include "kernel/fs.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Ends the run with a message, as a crash of its own. */
#define HOLDS(condition) ((condition) ? (void)0 : fuzz_fail(#condition, __FILE__, __LINE__))
_Noreturn void fuzz_fail(const char *condition, const char *file, int line);

/*
 * The functions of a machine that has a bit of everything: bridges, twins, a domain above ffff,
 * groups, storage, drivers. Read once; never freed.
 */
const struct pci_devices *fuzz_devices(void);

/* A piece of an input, which is "aTEXT~bTEXT...": a letter, and what follows up to a '~'. */
struct fuzz_piece {
	size_t letter; /* 0 for 'a'; whatever the byte is, below the count that was asked for */
	const char *text;
	size_t length;
};

/* Takes the next piece off the input. false: no more. */
bool fuzz_next_piece(const uint8_t **data, size_t *size, size_t letters, struct fuzz_piece *piece);

/* A place in a machine that an input may put something else into. */
struct fuzz_place {
	const char *path;
	bool is_link;
};

/* The machine of a target. */
struct fuzz_machine {
	const char *text; /* the language is in tests/README.md */
	const struct fuzz_place *places;
	size_t count;
	struct fake original, now;
	struct fs *fs;
};

#define FUZZ_MACHINE(text_, places_)                                               \
	(struct fuzz_machine)                                                      \
	{                                                                          \
		.text = (text_), .places = (places_), .count = ARRAY_SIZE(places_) \
	}

/*
 * The machine for one run: as its text says, with what the input has for its places. Valid until
 * the next run.
 */
struct fs *fuzz_machine_start(struct fuzz_machine *machine, const uint8_t *data, size_t size);

/* Whether the string is UTF-8 without control characters, as all that goes to a terminal must be.
 */
bool fuzz_is_plain(const char *text);

/* No diagnostic may be empty or have a control byte in it: it goes to a log as one line. */
void fuzz_check_diagnostics(const struct diagnostics *diagnostics);

/* What rule_format() prints of a rule must be read back as the same. */
void fuzz_check_rule(const struct rule *rule);

#endif

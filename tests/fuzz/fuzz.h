/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the fuzz targets share: libFuzzer's entry, a way to say that a property does not hold, and
 * machines whose functions the rules are tried on.
 */
#ifndef VFIO_PREBIND_TESTS_FUZZ_H
#define VFIO_PREBIND_TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>

#include "core/decision.h"
#include "fake/kernel.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Ends the run with a message, as a crash of its own. */
#define HOLDS(condition) ((condition) ? (void)0 : fuzz_fail(#condition, __FILE__, __LINE__))
_Noreturn void fuzz_fail(const char *condition, const char *file, int line);

/*
 * The functions of a machine that has a bit of everything: bridges, twins, a domain above ffff,
 * groups, storage, drivers. Read once; never freed.
 */
const struct pci_devices *fuzz_devices(void);

/* A copy of the bytes that ends where they end, so that a step beyond them shows. */
char *fuzz_copy(const uint8_t *data, size_t size);

/* No diagnostic may be empty or have a control byte in it: it goes to a log as one line. */
void fuzz_check_diagnostics(const struct diagnostics *diagnostics);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The configuration: the rules of all files in order, and what was wrong in them. A bad line never
 * affects a good one. No I/O: src/kernel/inputs.c reads the files.
 *
 * Two dialects. On the host a file is what vfio-prebind.conf(5) says. In an image,
 * src/host/image/config_text.c has put all files into one, whose lines name their source:
 *
 *   @image 2 DIGEST                   the first line; DIGEST is a word shorter than DIGEST_SIZE
 *   @serial SERIAL                    the number of a card that the host knew; SERIAL_UNKNOWN:
 *                                     there are others, which no number names alone
 *   @from RULE                        the rule of a file, without its options, whose cards follow
 *   @rule FILE:LINE RULE              FILE with text_escape()
 *   @card PLACE ADDRESS [open]        the card of the rule above: src/core/identity.h
 *   @error FILE:LINE:COLUMN PHRASE    a line that was wrong already on the host
 *   @end                              the last line
 *
 * On the host an error affects only its own line. In an image an error means damage, and the lost
 * line may have been a "!": then the whole configuration is unreadable.
 *
 * Version 1 had neither @serial, @from nor @card. A file in an image that does not start with
 * "@image" is read as on the host.
 */
#ifndef VFIO_PREBIND_CONFIG_H
#define VFIO_PREBIND_CONFIG_H

#include <stddef.h>

#include "core/diagnostic.h"
#include "core/rule.h"

/*
 * Limits, in bytes without the end of line, and in rules. Exceeding one is an error; nothing is
 * cut.
 */
#define CONFIG_LINE_MAX 1024
#define CONFIG_FILE_MAX ((size_t)64 * 1024)
#define IMAGE_LINE_MAX 4096
#define IMAGE_FILE_MAX ((size_t)16 * 1024 * 1024)
#define CONFIG_RULES_MAX 4096 /* of all files */
#define IMAGE_RULES_MAX (5 * CONFIG_RULES_MAX + PCI_DEVICES_MAX)
#define CONFIG_SERIALS_MAX PCI_DEVICES_MAX
#define IMAGE_VERSION "2"
#define SERIAL_UNKNOWN "unknown"
/* The file name of lines that the image builder adds: "!" for what the host needs. */
#define IMAGE_OWN_NAME "image-config"

#define CONFIG_TOO_LONG "file longer than 64 KiB: ignored"

/* "sha256:", 64 digits and the NUL. */
#define DIGEST_SIZE 72

enum config_dialect {
	CONFIG_HOST,
	CONFIG_IMAGE,
};

struct config {
	struct rule *rules; /* owned; config_free() */
	size_t count, room; /* rules, and how many have room */
	char **files;       /* owned; the names that rule.source.file points to */
	size_t file_count;
	uint64_t *serials; /* owned; numbers of cards that an image knows */
	size_t serial_count;
	bool has_unknown_serial; /* others exist, without a unique number */
	bool headless;           /* a file says that the host needs no GPU */
	bool unreadable;         /* something exists but could not be read: see the diagnostics */
	char *digest; /* owned; of the configuration an image was made from; NULL: not an image's */
};

void config_free(struct config *config);

/*
 * Adds the rules of one file. What is wrong goes to errors with the file's name; a file
 * over its limit adds nothing but an error. 0, or -ENOMEM.
 */
must_check int config_add_file(struct config *config, struct diagnostics *errors, const char *file,
			       const char *text, size_t length, enum config_dialect dialect);

/*
 * Adds rules for a list of selectors at byte offset (from 0) of a file without lines, whatever the
 * limit is. 0, or -ENOMEM.
 */
must_check int config_add_list(struct config *config, struct diagnostics *errors, const char *file,
			       const char *text, size_t length, size_t offset);

/* Adds a copy of the rule, whatever the limit is. 0, or -ENOMEM. */
must_check int config_add_rule(struct config *config, const struct rule *rule);

/* Adds "!ADDRESS", as from that file, whatever the limit is. 0, or -ENOMEM. */
must_check int config_exclude(struct config *config, const char *file,
			      const struct pci_address *address);

/* A copy of name that lives as long as the configuration; NULL: no memory. */
must_check const char *config_keep_name(struct config *config, const char *name, size_t length);

#endif

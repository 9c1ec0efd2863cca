// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Machines of the fuzz targets, as text: they are run from anywhere.
 */
#include "fuzz/fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fake/machine.h"
#include "kernel/pci_scan.h"

static const char machine[] =
	"driver serial builtin\n"
	"pci 0000:00:00.0 8086:3ec2 1458:5000 060000 group=0\n"
	"pci 0000:00:01.0 8086:1901 1458:5000 060400 group=1 driver=pcieport\n"
	"pci 0000:00:02.0 8086:2f04 1043:8600 060400 group=2 driver=pcieport\n"
	"pci 0000:00:03.0 8086:2f08 1043:8600 060400 group=3 driver=pcieport\n"
	"pci 0000:00:0e.0 8086:467f 1028:0b19 010400 group=4 host=vmd\n"
	"pci 0000:01:00.0 10de:2184 1462:3790 030000 parent=0000:00:01.0 group=1 host=nouveau\n"
	"pci 0000:01:00.1 10de:1aeb 1462:3790 040300 parent=0000:00:01.0 group=1\n"
	"pci 0000:01:00.2 10de:1aec 1462:3790 0c0330 parent=0000:00:01.0 group=1\n"
	"pci 0000:01:00.3 10de:1aed 1462:3790 0c8000 parent=0000:00:01.0 group=1\n"
	"pci 0000:03:00.0 1002:67df 1da2:e387 030000 parent=0000:00:02.0 group=30 boot_vga=1\n"
	"pci 0000:03:00.1 1002:aaf0 1da2:aaf0 040300 parent=0000:00:02.0 group=30\n"
	"pci 0000:04:00.0 1002:67df 1da2:e387 030000 parent=0000:00:03.0 group=31\n"
	"pci 0000:04:00.1 1002:aaf0 1da2:aaf0 040300 parent=0000:00:03.0 group=31\n"
	"pci 0000:05:00.0 9710:9912 a000:1000 070002 driver=serial\n"
	"pci 0000:06:00.0 10b5:8747 10b5:8747 060400 group=15 driver=pcieport\n"
	"pci 0000:07:00.0 10b5:8747 10b5:8747 060400 parent=0000:06:00.0 group=16\n"
	"pci 0000:08:00.0 144d:a80c 144d:a801 010802 parent=0000:07:00.0 group=17 host=nvme\n"
	"pci 10000:e0:06.0 8086:464d 1028:0b19 060400 parent=0000:00:0e.0 group=4\n"
	"pci 10000:e1:00.0 15b7:5011 15b7:5011 010802 parent=10000:e0:06.0 group=4 host=nvme\n";

_Noreturn void fuzz_fail(const char *condition, const char *file, int line)
{
	fprintf(stderr, "%s:%d: this does not hold: %s\n", file, line, condition);
	abort();
}

static void machine_start(struct fake *fake, const char *text)
{
	fake_start(fake);
	HOLDS(!machine_parse(fake, ".", "the machine", text, strlen(text)));
}

const struct pci_devices *fuzz_devices(void)
{
	static struct pci_devices devices;
	static struct fake fake;
	struct diagnostics errors = { 0 };
	struct fs *fs;

	if (devices.count)
		return &devices;
	machine_start(&fake, machine);
	fake_now = &fake;
	HOLDS(!fs_open("/", &fs));
	HOLDS(!pci_scan(fs, &devices, &errors) && !pci_read_all(fs, &devices, &errors));
	HOLDS(!errors.count);
	fs_close(fs);
	return &devices;
}

bool fuzz_next_piece(const uint8_t **data, size_t *size, size_t letters, struct fuzz_piece *piece)
{
	const uint8_t *text = *data, *end = text + *size, *stop;

	while (text < end && *text == '~')
		text++;
	if (text == end)
		return false;
	stop = memchr(text, '~', (size_t)(end - text));
	if (!stop)
		stop = end;
	piece->letter = (uint8_t)(*text - 'a') % letters;
	piece->text = (const char *)text + 1;
	piece->length = (size_t)(stop - text) - 1;
	*data = stop;
	*size = (size_t)(end - stop);
	return true;
}

/* A NUL ends the target of a link, as it ends a string. */
static void replace(struct fake *fake, const struct fuzz_place *place,
		    const struct fuzz_piece *piece)
{
	char target[FS_PATH_SIZE] = "";
	uint32_t old;

	if (!tree_find(&fake->tree, place->path, false, &old))
		tree_remove(&fake->tree, old);
	if (!place->is_link) {
		(void)tree_add_file(&fake->tree, place->path, piece->text, piece->length);
		return;
	}
	if (piece->length < sizeof(target))
		memcpy(target, piece->text, piece->length);
	(void)tree_add_link(&fake->tree, place->path, target);
}

struct fs *fuzz_machine_start(struct fuzz_machine *fuzzed, const uint8_t *data, size_t size)
{
	struct fuzz_piece piece;

	if (!fuzzed->fs) {
		machine_start(&fuzzed->original, fuzzed->text);
		fake_now = &fuzzed->now;
		HOLDS(!fs_open("/", &fuzzed->fs));
	}
	fake_copy(&fuzzed->now, &fuzzed->original);
	fake_now = &fuzzed->now;
	while (fuzz_next_piece(&data, &size, fuzzed->count, &piece))
		replace(&fuzzed->now, &fuzzed->places[piece.letter], &piece);
	return fuzzed->fs;
}

/*
 * The bytes of the character that text starts with; 0: it is none that may be shown: no UTF-8,
 * written longer than needed, or a control character.
 */
static size_t shown_length(const unsigned char *text)
{
	static const uint32_t least[] = { ' ', 0xa0, 0x800, 0x10000 };
	size_t more = *text < 0x80 ? 0 : *text < 0xe0 ? 1 : *text < 0xf0 ? 2 : 3, i;
	uint32_t code = more ? *text & (0x3fU >> more) : *text;

	for (i = 1; i <= more; i++) {
		if ((text[i] & 0xc0) != 0x80)
			return 0;
		code = code << 6 | (text[i] & 0x3fU);
	}
	if (code < least[more] || code == 0x7f || code > 0x10ffff || (code >> 11) == 0x1b ||
	    (*text & 0xc0) == 0x80 || *text > 0xf4)
		return 0;
	return more + 1;
}

bool fuzz_is_plain(const char *text)
{
	while (*text) {
		size_t length = shown_length((const unsigned char *)text);

		if (!length)
			return false;
		text += length;
	}
	return true;
}

void fuzz_check_diagnostics(const struct diagnostics *diagnostics)
{
	size_t i;

	for (i = 0; i < diagnostics->count; i++) {
		const char *text = diagnostics->list[i].text;

		HOLDS(*text);
		HOLDS(strlen(text) < IMAGE_LINE_MAX);
		HOLDS(fuzz_is_plain(text));
	}
}

static int keep_rule(void *data, const struct rule *rule)
{
	*(struct rule *)data = *rule;
	return 0;
}

void fuzz_check_rule(const struct rule *rule)
{
	struct rule again, defaults = rule_defaults;
	struct text line = { 0 }, same = { 0 };
	struct parse_error error;
	enum line_kind kind;

	rule_format(rule, &line);
	HOLDS(!text_error(&line) && fuzz_is_plain(line.data));
	HOLDS(!rule_parse_line(line.data, line.length, &defaults, keep_rule, &again, &kind,
			       &error));
	HOLDS(kind == LINE_RULES);
	rule_format(&again, &same);
	HOLDS(!strcmp(line.data, text_string(&same)));
	text_free(&line);
	text_free(&same);
}

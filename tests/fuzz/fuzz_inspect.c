// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * An initramfs image with any bytes in the files that "apply" and "status" look at: each piece of
 * the input is a file of the archive. What is said to be in the image is in it, and the digest is
 * printable.
 */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "fuzz/fuzz.h"
#include "host/image/inspect.h"

#define IMAGE "boot/initrd.img-6.1"

static const char text[] = "directory boot\ndirectory lib/modules/6.1\n";

static const struct fuzz_place places[] = { { IMAGE, false } };

enum { PROGRAM, CONFIG, MODULE };

/* What an archive may have. */
static const struct {
	const char *name;
	unsigned int mode;
} files[] = {
	[PROGRAM] = { "usr/lib/vfio-prebind/vfio-prebind-boot", S_IFREG | 0755 },           /* a */
	[CONFIG] = { "etc/vfio-prebind.conf", S_IFREG | 0644 },                             /* b */
	[MODULE] = { "usr/lib/modules/6.1/kernel/vfio-pci.ko.xz", S_IFREG | 0644 },         /* c */
	{ "scripts/init-top/ORDER", S_IFREG | 0644 },                                       /* d */
	{ "scripts/init-top/00-vfio-prebind", S_IFREG | 0755 },                             /* e */
	{ "scripts/functions", S_IFREG | 0644 },                                            /* f */
	{ "usr/lib/systemd/system/vfio-prebind.service", S_IFREG | 0644 },                  /* g */
	{ "etc/systemd/system/vfio-prebind.service", S_IFREG | 0644 },                      /* h */
	{ "etc/systemd/system/sysinit.target.wants/vfio-prebind.service", S_IFLNK | 0777 }, /* i */
	{ "var/lib/dracut/hooks/cmdline/00-vfio-prebind.sh", S_IFREG | 0755 },              /* j */
	{ "./usr/lib/vfio-prebind/vfio-prebind-boot", S_IFLNK | 0777 },                     /* k */
	{ "etc/vfio-prebind.conf", S_IFDIR | 0755 },                                        /* l */
};

static void add_padding(struct text *archive)
{
	text_add(archive, "\0\0\0", -archive->length & 3);
}

/* A field of a header: eight digits. */
static void set_field(char *header, size_t field, size_t value)
{
	char *digit = header + 6 + field * 8 + 8;
	size_t i;

	for (i = 0; i < 8; i++, value >>= 4)
		*--digit = "0123456789abcdef"[value & 0xf];
}

static void add_file(struct text *archive, const char *name, unsigned int mode, const char *data,
		     size_t length)
{
	char header[110];
	size_t i;

	memcpy(header, "070701", 6);
	for (i = 0; i < 13; i++)
		set_field(header, i, 0);
	set_field(header, 1, mode);
	set_field(header, 4, 1); /* links */
	set_field(header, 6, length);
	set_field(header, 11, strlen(name) + 1);
	text_add(archive, header, sizeof(header));
	text_add(archive, name, strlen(name) + 1);
	add_padding(archive);
	text_add(archive, data, length);
	add_padding(archive);
}

/* Which files the archive has: a bit for each. */
static unsigned int make_archive(const uint8_t *data, size_t size, struct text *archive)
{
	struct fuzz_piece piece;
	unsigned int has = 0;

	while (fuzz_next_piece(&data, &size, ARRAY_SIZE(files), &piece)) {
		add_file(archive, files[piece.letter].name, files[piece.letter].mode, piece.text,
			 piece.length);
		has |= 1U << piece.letter;
	}
	add_file(archive, "TRAILER!!!", 0, "", 0);
	return has;
}

static void check(const struct image_contents *contents, unsigned int has)
{
	HOLDS(!contents->has_program || has & 1U << PROGRAM);
	HOLDS(!contents->has_config || has & 1U << CONFIG);
	HOLDS(contents->has_module == !!(has & 1U << MODULE));
	HOLDS(!*contents->digest || contents->has_config);
	HOLDS(memchr(contents->digest, '\0', sizeof(contents->digest)));
	HOLDS(fuzz_is_plain(contents->digest));
	HOLDS(!contents->is_before_udev || contents->has_start);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct fuzz_machine machine = FUZZ_MACHINE(text, places);
	struct fs *fs = fuzz_machine_start(&machine, data, 0);
	char kernel[] = "6.1", path[] = IMAGE;
	const struct image file = { kernel, path };
	struct image_contents contents;
	struct text archive = { 0 };
	unsigned int has = make_archive(data, size, &archive);

	HOLDS(!text_error(&archive));
	HOLDS(tree_add_file(&machine.now.tree, IMAGE, archive.data, archive.length) >= 0);
	HOLDS(!image_inspect(fs, &file, &contents, NULL));
	check(&contents, has);
	text_free(&archive);
	return 0;
}

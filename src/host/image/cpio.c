// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Reads cpio archives, as they are or through libarchive's filters. No number in them is trusted.
 */
#include "host/image/cpio.h"

#include <archive.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "core/error.h"
#include "core/text.h"

#define READ_SIZE ((size_t)32 * 1024)
#define MAGIC_SIZE 6
#define TRAILER "TRAILER!!!"

/* Fields of a header after the magic, eight hexadecimal digits each. */
enum field {
	FIELD_MODE = 1,
	FIELD_LINKS = 4,
	FIELD_SIZE = 6,
	FIELD_NAME_SIZE = 11,
	FIELD_COUNT = 13,
};

#define FIELD_WIDTH 8
#define HEADER_SIZE (MAGIC_SIZE + FIELD_COUNT * FIELD_WIDTH)

struct source {
	const struct cpio_part *part;
	uint64_t left;           /* of the part, not read yet */
	struct archive *archive; /* not NULL: reads what it unpacks, not the part */
	uint64_t position;
	char buffer[READ_SIZE];
	size_t used, filled; /* of buffer */
};

struct walk {
	struct source source;
	cpio_visit_fn *visit;
	void *data;
	size_t files;
	char name[CPIO_NAME_MAX + 1];
	char *content; /* owned */
	size_t room;   /* of content */
};

/* libarchive's errors are about the data, unless there was no memory. */
static int archive_error(struct archive *archive)
{
	return archive_errno(archive) == ENOMEM ? -ENOMEM : -EBADMSG;
}

/* Reads the next bytes of the part, READ_SIZE at most; 0 at its end. */
static ssize_t read_part(struct source *source, char out[READ_SIZE])
{
	size_t size = source->left < READ_SIZE ? (size_t)source->left : READ_SIZE;
	ssize_t n;

	do
		n = read(source->part->fd, out, size);
	while (n < 0 && errno == EINTR);
	if (n > 0)
		source->left -= (size_t)n;
	return n;
}

/* Seeks to this byte of the part. 0 or negative errno. */
static int seek_part(struct source *source, uint64_t offset)
{
	const struct cpio_part *part = source->part;

	source->left = part->length - offset;
	return lseek(part->fd, (off_t)(part->start + offset), SEEK_SET) < 0 ? -errno : 0;
}

static int fill(struct source *source)
{
	ssize_t n = source->archive ? archive_read_data(source->archive, source->buffer,
							sizeof(source->buffer))
				    : read_part(source, source->buffer);

	if (n < 0)
		return source->archive ? archive_error(source->archive) : -errno;
	source->used = 0;
	source->filled = (size_t)n;
	return 0;
}

/*
 * Reads the next size bytes, or skips them without out. -ENODATA at the end, -EBADMSG in the
 * middle.
 */
static int take(struct source *source, char *out, uint64_t size)
{
	uint64_t left = size;

	while (left) {
		size_t n = source->filled - source->used;
		int r;

		if (!n) {
			r = fill(source);
			if (r)
				return r;
			if (!source->filled)
				return left == size ? -ENODATA : -EBADMSG;
			continue;
		}
		if (n > left)
			n = (size_t)left;
		if (out)
			memcpy(out + (size - left), source->buffer + source->used, n);
		source->used += n;
		left -= n;
	}
	source->position += size;
	return source->position > CPIO_UNPACKED_MAX ? -EFBIG : 0;
}

/* Inside an archive, the end of the file means that it is truncated. */
static int take_all(struct source *source, char *out, uint64_t size)
{
	int r = take(source, out, size);

	return r == -ENODATA ? -EBADMSG : r;
}

/* Fields start at multiples of four, counted from their header. */
static int take_padding(struct source *source, uint64_t size)
{
	return take_all(source, NULL, -size & 3);
}

static int parse_header(const char *header, uint32_t fields[FIELD_COUNT])
{
	size_t i;

	for (i = 0; i < FIELD_COUNT; i++)
		if (hex_parse(header + i * FIELD_WIDTH, FIELD_WIDTH, FIELD_WIDTH, FIELD_WIDTH,
			      &fields[i]))
			return -EBADMSG;
	return 0;
}

static int take_name(struct walk *walk, uint32_t size)
{
	int r;

	if (!size || size > CPIO_NAME_MAX)
		return -EBADMSG;
	r = take_all(&walk->source, walk->name, size);
	if (!r)
		r = take_padding(&walk->source, HEADER_SIZE + size);
	if (!r && walk->name[size - 1])
		r = -EBADMSG;
	return r;
}

static const char *plain_name(const char *name)
{
	while (*name == '/' || (name[0] == '.' && name[1] == '/'))
		name++;
	return name;
}

/* Makes room for size bytes of a file's content; old content may be lost. */
static int make_room(struct walk *walk, size_t size)
{
	if (size <= walk->room)
		return 0;
	free(walk->content);
	walk->content = malloc(size);
	walk->room = walk->content ? size : 0;
	return walk->content ? 0 : -ENOMEM;
}

static int take_content(struct walk *walk, const uint32_t fields[FIELD_COUNT])
{
	struct cpio_file file = {
		.name = plain_name(walk->name),
		.mode = fields[FIELD_MODE],
		.links = fields[FIELD_LINKS],
		.size = fields[FIELD_SIZE],
	};
	int r;

	file.length = file.size < CPIO_DATA_MAX ? (size_t)file.size : CPIO_DATA_MAX;
	if (++walk->files > CPIO_FILES_MAX)
		return -E2BIG;
	r = make_room(walk, file.length + 1);
	if (r)
		return r;
	file.data = walk->content;
	r = take_all(&walk->source, walk->content, file.length);
	if (!r)
		r = take_all(&walk->source, NULL, file.size - file.length);
	if (!r)
		r = take_padding(&walk->source, file.size);
	walk->content[file.length] = '\0';
	return r ? r : walk->visit(walk->data, &file);
}

/* Reads one file, after its magic. */
static int take_file(struct walk *walk, bool *is_trailer)
{
	uint32_t fields[FIELD_COUNT];
	char header[HEADER_SIZE - MAGIC_SIZE];
	int r = take_all(&walk->source, header, sizeof(header));

	if (!r)
		r = parse_header(header, fields);
	if (!r)
		r = take_name(walk, fields[FIELD_NAME_SIZE]);
	if (r)
		return r;
	*is_trailer = !strcmp(walk->name, TRAILER);
	return *is_trailer ? take_all(&walk->source, NULL, fields[FIELD_SIZE])
			   : take_content(walk, fields);
}

/* Skips the zeros between archives. 0, also at the end. */
static int skip_zeros(struct source *source)
{
	int r = 0;

	do {
		size_t start = source->used;

		while (source->used < source->filled && !source->buffer[source->used])
			source->used++;
		source->position += source->used - start;
		if (source->position > CPIO_UNPACKED_MAX)
			return -EFBIG;
		if (source->used < source->filled)
			return 0;
		r = fill(source);
	} while (!r && source->filled);
	return r;
}

/* Reads up to the next magic. -ENODATA when nothing follows. */
static int take_magic(struct source *source, char magic[MAGIC_SIZE])
{
	int r = skip_zeros(source);

	if (!r)
		r = take(source, magic, 1);
	return r ? r : take_all(source, magic + 1, MAGIC_SIZE - 1);
}

static bool is_cpio(const char magic[MAGIC_SIZE])
{
	return !memcmp(magic, "070701", MAGIC_SIZE) || !memcmp(magic, "070702", MAGIC_SIZE);
}

/*
 * Reads the archives from here to the end of the source. 0; -ENOMSG, after the magic, if something
 * other than an archive follows.
 */
static int walk_archives(struct walk *walk)
{
	char magic[MAGIC_SIZE];
	bool at_end = true, seen = false;
	int r;

	while (!(r = take_magic(&walk->source, magic))) {
		if (!is_cpio(magic))
			return at_end ? -ENOMSG : -EBADMSG;
		r = take_file(walk, &at_end);
		if (r)
			return r;
		seen = true;
	}
	if (r == -ENODATA)
		return at_end && seen ? 0 : -EBADMSG;
	return r;
}

/* What libarchive unpacks. */
struct packed {
	struct source source;
	char buffer[READ_SIZE];
};

static la_ssize_t read_packed(struct archive *archive, void *data, const void **buffer)
{
	struct packed *packed = data;
	ssize_t n = read_part(&packed->source, packed->buffer);

	if (n < 0)
		archive_set_error(archive, errno, "read");
	*buffer = packed->buffer;
	return n;
}

/* What the kernel unpacks, without LZO: libarchive would start a program for it. */
static int open_filter(struct archive *archive, struct packed *packed)
{
	if (archive_read_support_filter_gzip(archive) != ARCHIVE_OK ||
	    archive_read_support_filter_bzip2(archive) != ARCHIVE_OK ||
	    archive_read_support_filter_lzma(archive) != ARCHIVE_OK ||
	    archive_read_support_filter_xz(archive) != ARCHIVE_OK ||
	    archive_read_support_filter_lz4(archive) != ARCHIVE_OK ||
	    archive_read_support_filter_zstd(archive) != ARCHIVE_OK ||
	    archive_read_support_format_raw(archive) != ARCHIVE_OK)
		return -ENOSYS;
	if (archive_read_open(archive, packed, NULL, read_packed, NULL) != ARCHIVE_OK)
		return archive_error(archive);
	return 0;
}

static int walk_compressed(struct walk *walk, uint64_t start)
{
	cleanup_free struct packed *packed = calloc(1, sizeof(*packed));
	struct archive *archive = packed ? archive_read_new() : NULL;
	struct archive_entry *entry;
	int r;

	if (!archive)
		return -ENOMEM;
	packed->source.part = walk->source.part;
	r = seek_part(&packed->source, start);
	if (!r)
		r = open_filter(archive, packed);
	if (!r && archive_read_next_header(archive, &entry) != ARCHIVE_OK)
		r = archive_error(archive);
	/* one filter and the reader of the file; the kernel unpacks once */
	if (!r && archive_filter_count(archive) != 2)
		r = -EBADMSG;
	walk->source.archive = archive;
	walk->source.position = walk->source.used = walk->source.filled = 0;
	if (!r)
		r = walk_archives(walk);
	archive_read_free(archive);
	return r == -ENOMSG ? -EBADMSG : r;
}

/*
 * Determines the real end of the part. 0; -EBADMSG: it is not within its file; -EFBIG; negative
 * errno.
 */
static int find_end(struct cpio_part *part)
{
	uint64_t size, left;
	struct stat st;

	if (fstat(part->fd, &st))
		return -errno;
	size = (uint64_t)st.st_size;
	if (part->start > size)
		return -EBADMSG;
	left = size - part->start;
	if (part->length == UINT64_MAX)
		part->length = left;
	if (part->length > left)
		return -EBADMSG;
	return part->length > CPIO_UNPACKED_MAX ? -EFBIG : 0;
}

int cpio_walk(const struct cpio_part *part, cpio_visit_fn *visit, void *data)
{
	cleanup_free struct walk *walk = calloc(1, sizeof(*walk));
	struct cpio_part whole = *part;
	int r;

	if (!walk)
		return -ENOMEM;
	r = find_end(&whole);
	if (r)
		return r;
	walk->source.part = &whole;
	walk->visit = visit;
	walk->data = data;
	r = seek_part(&walk->source, 0);
	if (!r)
		r = walk_archives(walk);
	if (r == -ENOMSG)
		r = walk_compressed(walk, walk->source.position - MAGIC_SIZE);
	free(walk->content);
	return r;
}

const char *cpio_error_text(int error)
{
	switch (error) {
	case -EBADMSG:
		return "damaged, truncated or not an initramfs";
	case -EFBIG:
		return "unpacks to more than 4 GiB";
	case -E2BIG:
		return "contains more than 1,000,000 files";
	}
	return error_text(error);
}

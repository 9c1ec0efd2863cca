// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The kernel command line, /etc/fstab and the list of Proxmox's boot tool.
 */
#include "host/needs/configured.h"

#include <errno.h>
#include <libmount/libmount.h>
#include <stdio.h>
#include <string.h>

#include "core/cmdline.h"
#include "kernel/inputs.h"

#define FSTAB "etc/fstab"
#define RESUME "sys/power/resume"
#define PROXMOX_ESPS "etc/kernel/proxmox-boot-uuids"
#define FILE_MAX ((size_t)1024 * 1024)

/* "8:2", "UUID=...", "/dev/...". */
static int search_resume(struct search *search, const char *device)
{
	unsigned long major, minor;
	char *end;

	if (*device < '0' || *device > '9')
		return search_source(search, device);
	major = strtoul(device, &end, 10);
	if (*end != ':' || end[1] < '0' || end[1] > '9')
		return 0;
	minor = strtoul(end + 1, &end, 10);
	if (*end || (!major && !minor) || major > 0xfff || minor > 0xfffff)
		return 0;
	return search_number(search, (unsigned int)major, (unsigned int)minor);
}

static int parse_cmdline(struct search *search, char *data, size_t length)
{
	struct cmdline_word word;
	size_t position = 0;
	int r = 0;

	search_for(search, "resuming from hibernation");
	while (!r && cmdline_next_word(data, length, &position, &word)) {
		char device[FS_PATH_SIZE];

		if (!text_is(word.name, word.name_length, "resume") || !word.value ||
		    word.value_length >= sizeof(device))
			continue;
		memcpy(device, word.value, word.value_length);
		device[word.value_length] = '\0';
		r = search_resume(search, device);
	}
	return r;
}

/* What the initramfs told the kernel: it may come from the initramfs's own configuration. */
static int search_kernel_resume(struct search *search)
{
	char number[32];
	int r = fs_read_attribute(search->fs, RESUME, number, sizeof(number));

	search_for(search, "resuming from hibernation");
	return r ? search_missed(search, RESUME, r) : search_resume(search, number);
}

static bool has_option(struct libmnt_fs *entry, const char *name)
{
	return !mnt_fs_get_option(entry, name, NULL, NULL);
}

/* An EFI system partition is often mounted only on access. */
static bool is_boot(const char *target)
{
	return !strcmp(target, "/boot") || !strcmp(target, "/boot/efi") || !strcmp(target, "/efi");
}

static int search_entry(struct search *search, struct libmnt_fs *entry)
{
	const char *source = mnt_fs_get_source(entry), *target = mnt_fs_get_target(entry);

	if (!source || !target)
		return 0;
	if (!is_boot(target) && (has_option(entry, "noauto") || has_option(entry, "nofail")))
		return 0;
	search_for(search, mnt_fs_is_swaparea(entry) ? "swap" : target);
	return search_source(search, source);
}

static int search_entries(struct search *search, struct libmnt_table *table)
{
	struct libmnt_iter *iterator = mnt_new_iter(MNT_ITER_FORWARD);
	struct libmnt_fs *entry;
	int r = iterator ? 0 : -ENOMEM;

	while (!r && !mnt_table_next_fs(table, iterator, &entry))
		r = search_entry(search, entry);
	mnt_free_iter(iterator);
	return r;
}

/* An invalid line is reported; the others are used. */
static int skip_line(struct libmnt_table *table, const char *name, int line)
{
	(void)table;
	(void)name;
	(void)line;
	return 1;
}

static int parse_fstab(struct search *search, char *data, size_t length)
{
	struct libmnt_table *table = mnt_new_table();
	FILE *stream = fmemopen(data, length, "r");
	int r = table && stream ? 0 : -ENOMEM;

	if (!r && (mnt_table_set_parser_errcb(table, skip_line) ||
		   mnt_table_parse_stream(table, stream, FSTAB)))
		r = search_missed(search, FSTAB, -EBADMSG);
	else if (!r)
		r = search_entries(search, table);
	if (stream)
		fclose(stream);
	mnt_unref_table(table);
	return r;
}

/* The UUIDs of EFI system partitions, one per line; they are mounted only to be written. */
static int parse_esps(struct search *search, char *data, size_t length)
{
	char *line, *save = NULL;
	int r = 0;

	(void)length;
	search_for(search, "an EFI system partition");
	for (line = strtok_r(data, "\n", &save); !r && line; line = strtok_r(NULL, "\n", &save)) {
		char source[64];

		if ((size_t)snprintf(source, sizeof(source), "UUID=%s", line) < sizeof(source))
			r = search_source(search, source);
	}
	return r;
}

static int search_file(struct search *search, const char *path, size_t max,
		       int (*parse)(struct search *search, char *data, size_t length))
{
	cleanup_free char *data = NULL;
	size_t length = 0;
	int r = fs_read(search->fs, path, max, &data, &length);

	if (!r && memchr(data, '\0', length)) /* would end the text for its parser */
		r = -EBADMSG;
	if (r)
		return search_missed(search, path, r);
	return length ? parse(search, data, length) : 0;
}

int configured_find(struct search *search)
{
	int r = search_file(search, CMDLINE_PATH, CMDLINE_MAX, parse_cmdline);

	if (!r)
		r = search_kernel_resume(search);
	if (!r)
		r = search_file(search, FSTAB, FILE_MAX, parse_fstab);
	if (!r)
		r = search_file(search, PROXMOX_ESPS, FILE_MAX, parse_esps);
	return r;
}

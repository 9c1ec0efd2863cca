// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Sections of unified kernel images.
 */
#include "host/entries/uki.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "core/text.h"
#include "host/entries/pe.h"
#include "host/image/inspect.h"

/* A section of text that is longer is damage. */
#define SECTION_MAX ((size_t)64 * 1024)

/* As much as there is of size bytes; the number of bytes or negative errno. */
static ssize_t read_at(int fd, uint64_t offset, void *out, size_t size)
{
	size_t done = 0;

	while (done < size) {
		ssize_t n = pread(fd, (char *)out + done, size - done, (off_t)(offset + done));

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -errno;
		if (!n)
			break;
		done += (size_t)n;
	}
	return (ssize_t)done;
}

/* A file, of which this profile counts. */
struct pe {
	int fd;
	unsigned int profile;
	unsigned char *head; /* owned; close_pe() */
	size_t length;
};

static void close_pe(struct pe *pe)
{
	free(pe->head);
}

/* 0 or negative errno; close_pe() in any case. */
static int open_pe(struct pe *pe, int fd, unsigned int profile)
{
	ssize_t n;

	*pe = (struct pe){ .fd = fd, .profile = profile, .head = malloc(PE_HEAD_MAX) };
	n = pe->head ? read_at(fd, 0, pe->head, PE_HEAD_MAX) : -ENOMEM;
	if (n > 0)
		pe->length = (size_t)n;
	return n < 0 ? (int)n : 0;
}

static int find_section(const struct pe *pe, const char *name, uint32_t *start, uint32_t *size)
{
	return pe_find_section(pe->head, pe->length, pe->profile, name, start, size);
}

/* A section of text, which a NUL may end; NULL: there is none. 0 or negative errno. */
static int read_section(const struct pe *pe, const char *name, char **text)
{
	uint32_t start, size;
	int r = find_section(pe, name, &start, &size);
	ssize_t n;

	*text = NULL;
	if (r || size > SECTION_MAX)
		return r == -ENOENT ? 0 : -EBADMSG;
	*text = calloc(1, (size_t)size + 1);
	if (!*text)
		return -ENOMEM;
	n = read_at(pe->fd, start, *text, size);
	if (n < 0)
		return (int)n;
	return (size_t)n == size ? 0 : -EBADMSG;
}

/* The value of a key of os-release(5), without its quotes. 0, -ENOENT or -ENOMEM. */
static int read_os_release(const char *text, const char *key, char **value)
{
	size_t length = strlen(key);

	for (; *text; text += strcspn(text, "\n"), text += *text == '\n') {
		const char *at = text + length;
		size_t n;

		if (strncmp(text, key, length) != 0 || *at != '=')
			continue;
		at++;
		n = strcspn(at, "\n");
		if (n >= 2 && strchr("\"'", *at) && at[n - 1] == *at) {
			at++;
			n -= 2;
		}
		return entry_set(value, at, n);
	}
	return -ENOENT;
}

/* The first of the keys that the text has; none is no error. */
static int read_first(const char *text, const char *const keys[], char **value)
{
	int r = -ENOENT;

	for (; r == -ENOENT && *keys; keys++)
		r = read_os_release(text, *keys, value);
	return r == -ENOENT ? 0 : r;
}

/* As systemd-boot does: the version is its last choice, since .uname tells that of the kernel. */
static int take_os_release(struct boot_entry *entry, const char *text)
{
	static const char *const titles[] = { "PRETTY_NAME", "NAME", "ID", NULL };
	static const char *const versions[] = { "IMAGE_VERSION", "VERSION", "VERSION_ID",
						"BUILD_ID", NULL };
	static const char *const sort_keys[] = { "IMAGE_ID", "ID", NULL };
	int r = read_first(text, titles, &entry->title);

	if (!r)
		r = read_first(text, versions, &entry->version);
	return r ? r : read_first(text, sort_keys, &entry->sort_key);
}

/* The stub makes blanks of what separates words, and takes those at the ends away. */
static void clean_words(char *words)
{
	size_t start = strspn(words, " \t\n\v\f\r"), length = strlen(words + start), i;

	memmove(words, words + start, length + 1);
	for (i = 0; i < length; i++)
		if ((unsigned char)words[i] < ' ')
			words[i] = ' ';
	while (length && words[length - 1] == ' ')
		words[--length] = '\0';
}

static int append(char **string, const char *format, const char *value)
{
	struct text text = { 0 };
	int r;

	text_puts(&text, *string ? *string : "");
	text_printf(&text, format, value);
	r = text_error(&text) ? -ENOMEM : entry_set(string, text.data, text.length);
	text_free(&text);
	return r;
}

/* As systemd-boot shows a profile: with its TITLE, its ID or its number. */
static int take_profile_title(struct boot_entry *entry, const char *text)
{
	cleanup_free char *title = NULL, *id = NULL;
	char number[16];
	int r = read_os_release(text, "TITLE", &title);

	if (!r || r == -ENOENT)
		r = read_os_release(text, "ID", &id);
	if (r && r != -ENOENT)
		return r;
	if (title || !entry->profile)
		return title ? append(&entry->title, " (%s)", title) : 0;
	(void)snprintf(number, sizeof(number), "%u", entry->profile + 1);
	return id ? append(&entry->title, " (%s)", id)
		  : append(&entry->title, " (Profile #%s)", number);
}

/* "arch.efi@safe", "arch.efi@1": in lower case, as all ids. */
static int take_profile_id(struct boot_entry *entry, const char *text)
{
	cleanup_free char *id = NULL;
	char number[16], *c;
	int r = entry->profile ? read_os_release(text, "ID", &id) : -ENOENT;

	if (!entry->profile || (r && r != -ENOENT))
		return r == -ENOENT ? 0 : r;
	for (c = id; c && *c; c++)
		*c = (char)tolower((unsigned char)*c);
	(void)snprintf(number, sizeof(number), "%u", entry->profile);
	return append(&entry->id, "@%s", id ? id : number);
}

static int take_texts(const struct pe *pe, struct boot_entry *entry)
{
	cleanup_free char *os_release = NULL, *profile = NULL;
	int r = read_section(pe, ".osrel", &os_release);

	if (!r && os_release)
		r = take_os_release(entry, os_release);
	if (!r)
		r = read_section(pe, PE_PROFILE, &profile);
	if (!r && profile)
		r = take_profile_title(entry, profile);
	if (!r && profile)
		r = take_profile_id(entry, profile);
	if (!r)
		r = read_section(pe, ".cmdline", &entry->words);
	if (!r && entry->words)
		clean_words(entry->words);
	return r;
}

static int take_release(const struct pe *pe, uint32_t kernel, struct boot_entry *entry)
{
	cleanup_free char *release = NULL;
	int r = read_section(pe, ".uname", &release);

	if (r)
		return r;
	if (release)
		release[strcspn(release, " \n")] = '\0';
	if (release && is_kernel_name(release))
		return entry_set(&entry->release, release, strlen(release));
	r = kernel_read_release(pe->fd, kernel, &entry->release);
	return r == -ENOENT ? 0 : r;
}

int uki_read(int fd, struct boot_entry *entry)
{
	uint32_t start, size;
	struct pe pe;
	int r = open_pe(&pe, fd, entry->profile);

	if (!r && find_section(&pe, ".linux", &start, &size))
		r = -ENOEXEC;
	if (!r)
		r = take_texts(&pe, entry);
	if (!r)
		r = take_release(&pe, start, entry);
	close_pe(&pe);
	return r;
}

unsigned int uki_count_profiles(int fd)
{
	unsigned int count = 0;
	uint32_t start, size;
	struct pe pe;

	if (!open_pe(&pe, fd, 0))
		while (count < UKI_PROFILES_MAX && !find_section(&pe, PE_PROFILE, &start, &size))
			pe.profile = ++count;
	close_pe(&pe);
	return count;
}

/* What the stub takes of it: see addons.h. */
static int take_addon(const struct pe *pe, const struct uki_stub *stub, struct uki_addon *addon)
{
	uint32_t start, size;
	int r = find_section(pe, ".uname", &start, &size);
	cleanup_free char *release = NULL;

	if (!r && stub->release)
		r = read_section(pe, ".uname", &release);
	if (release && !r && strncmp(stub->release, release, size) != 0)
		return -ENOEXEC;
	if (r && r != -ENOENT)
		return r;
	if (!find_section(pe, ".linux", &start, &size))
		return -ENOEXEC;
	addon->has_image = !find_section(pe, ".initrd", &start, &size) ||
			   !find_section(pe, ".ucode", &start, &size);
	r = read_section(pe, ".cmdline", &addon->words);
	if (!r && addon->words)
		clean_words(addon->words);
	return r;
}

int uki_read_addon(int fd, const struct uki_stub *stub, struct uki_addon *addon)
{
	struct uki_addon result = { 0 };
	struct pe pe;
	int r = open_pe(&pe, fd, 0);

	if (!r && pe_machine(pe.head, pe.length) != stub->machine)
		r = pe_machine(pe.head, pe.length) ? -ENOEXEC : -EBADMSG;
	if (!r)
		r = take_addon(&pe, stub, &result);
	close_pe(&pe);
	if (r)
		free(result.words);
	else
		*addon = result;
	return r;
}

int uki_read_stub(int fd, unsigned int profile, struct uki_stub *stub)
{
	struct uki_stub result = { 0 };
	struct pe pe;
	int r = open_pe(&pe, fd, profile);

	if (!r)
		r = read_section(&pe, ".sdmagic", &result.magic);
	if (!r)
		r = read_section(&pe, ".uname", &result.release);
	result.machine = pe_machine(pe.head, pe.length);
	close_pe(&pe);
	if (r)
		uki_free_stub(&result);
	else
		*stub = result;
	return r;
}

void uki_free_stub(struct uki_stub *stub)
{
	free(stub->magic);
	free(stub->release);
}

int uki_find_image(int fd, unsigned int profile, const char *name, struct cpio_part *part)
{
	uint32_t start, size;
	struct pe pe;
	int r = open_pe(&pe, fd, profile);

	if (!r)
		r = find_section(&pe, name, &start, &size);
	if (!r)
		*part = (struct cpio_part){ fd, start, size };
	close_pe(&pe);
	return r;
}

/* Documentation/arch/x86/boot.rst: "HdrS", and where the text of the version is, less 0x200. */
int kernel_read_release(int fd, uint64_t start, char **release)
{
	enum { AT_MAGIC = 0x202, AT_VERSION = 0x20e, SETUP = 0x200 };
	unsigned char header[AT_VERSION + 2];
	char text[KERNEL_NAME_SIZE] = "";
	uint64_t at;

	if (read_at(fd, start, header, sizeof(header)) != sizeof(header) ||
	    memcmp(header + AT_MAGIC, "HdrS", 4) != 0)
		return -ENOENT;
	at = start + SETUP + header[AT_VERSION] + ((uint64_t)header[AT_VERSION + 1] << 8);
	if (read_at(fd, at, text, sizeof(text) - 1) < 0)
		return -ENOENT;
	text[strcspn(text, " ")] = '\0';
	return is_kernel_name(text) ? entry_set(release, text, strlen(text)) : -ENOENT;
}

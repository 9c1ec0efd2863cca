// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Sections of unified kernel images.
 */
#include "host/entries/uki.h"

#include <errno.h>
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

/* The start of the file. 0 and *head, owned by the caller, with *length; or negative errno. */
static int read_head(int fd, unsigned char **head, size_t *length)
{
	unsigned char *data = malloc(PE_HEAD_MAX);
	ssize_t n = data ? read_at(fd, 0, data, PE_HEAD_MAX) : -ENOMEM;

	if (n < 0) {
		free(data);
		return (int)n;
	}
	*head = data;
	*length = (size_t)n;
	return 0;
}

/* A section of text, without what a NUL ends; NULL: there is none. 0 or negative errno. */
static int read_section(int fd, const unsigned char *head, size_t length, const char *name,
			char **text)
{
	uint32_t start, size;
	int r = pe_find_section(head, length, name, &start, &size);
	ssize_t n;

	*text = NULL;
	if (r || size > SECTION_MAX)
		return r == -ENOENT ? 0 : -EBADMSG;
	*text = calloc(1, (size_t)size + 1);
	if (!*text)
		return -ENOMEM;
	n = read_at(fd, start, *text, size);
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

/* The stub makes blanks of what separates words, and takes those at the end away. */
static int take_words(struct boot_entry *entry, char *words)
{
	size_t length = strlen(words), i;

	for (i = 0; i < length; i++)
		if ((unsigned char)words[i] < ' ')
			words[i] = ' ';
	while (length && words[length - 1] == ' ')
		length--;
	return entry_set(&entry->words, words, length);
}

static int take_sections(int fd, const unsigned char *head, size_t length, struct boot_entry *entry)
{
	cleanup_free char *os_release = NULL, *release = NULL, *words = NULL;
	uint32_t start, size;
	int r = pe_find_section(head, length, ".linux", &start, &size);

	if (r)
		return -ENOEXEC;
	r = read_section(fd, head, length, ".osrel", &os_release);
	if (!r && os_release)
		r = take_os_release(entry, os_release);
	if (!r)
		r = read_section(fd, head, length, ".cmdline", &words);
	if (!r && words)
		r = take_words(entry, words);
	if (!r)
		r = read_section(fd, head, length, ".uname", &release);
	if (r)
		return r;
	if (release)
		release[strcspn(release, " \n")] = '\0';
	if (release && is_kernel_name(release))
		return entry_set(&entry->release, release, strlen(release));
	r = kernel_read_release(fd, start, &entry->release);
	return r == -ENOENT ? 0 : r;
}

int uki_read(int fd, struct boot_entry *entry)
{
	cleanup_free unsigned char *head = NULL;
	size_t length = 0;
	int r = read_head(fd, &head, &length);

	return r ? r : take_sections(fd, head, length, entry);
}

int uki_find_images(int fd, struct cpio_part parts[UKI_IMAGES_MAX], size_t *count)
{
	static const char *const names[UKI_IMAGES_MAX] = { ".ucode", ".initrd" };
	cleanup_free unsigned char *head = NULL;
	size_t length = 0, found = 0, i;
	int r = read_head(fd, &head, &length);

	for (i = 0; !r && i < ARRAY_SIZE(names); i++) {
		uint32_t start, size;

		r = pe_find_section(head, length, names[i], &start, &size);
		if (!r)
			parts[found++] = (struct cpio_part){ fd, start, size };
		else if (r == -ENOENT)
			r = 0;
	}
	if (!r)
		*count = found;
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

// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Reads the addons that the boot stub of a unified kernel image finds.
 */
#include "host/entries/addons.h"

#include <errno.h>
#include <string.h>
#include <strings.h>

#include "core/error.h"
#include "core/text.h"
#include "host/base/efi.h"
#include "host/base/version.h"
#include "host/entries/uki.h"

#define GLOBAL "loader/addons"
#define SUFFIX ".addon.efi"
#define DIGITS "0123456789"

/* '~' is older than each release of that version. */
#define STUB "systemd-stub "
#define STUB_WITH_WORDS STUB "254~"
#define STUB_WITH_IMAGES STUB "257~"

struct search {
	const struct boot_machine *machine;
	struct boot_entry *entry;
	const char *version; /* "systemd-stub 257.7 ..."; NULL: another stub */
	struct uki_stub stub;
};

static bool is_since(const struct search *search, const char *version)
{
	return search->version && version_compare(search->version, version) >= 0;
}

static int set_unread(const struct search *search, const char *path, const char *why)
{
	const struct boot_place *place = &search->machine->entries.places[search->entry->place];
	struct text text = { 0 };
	int r;

	text_puts(&text, "its addons were not read: ");
	place_add_path(place, path, &text);
	text_printf(&text, ": %s", why);
	r = text_error(&text) ? -ENOMEM : entry_set(&search->entry->unread, text.data, text.length);
	text_free(&text);
	return r;
}

static int add_words(struct boot_entry *entry, const char *words)
{
	const char *own = entry->words ? entry->words : "";
	struct text text = { 0 };
	int r = 0;

	text_printf(&text, "%s%s%s", own, *own ? " " : "", words);
	if (!entry->own_words)
		r = entry_set(&entry->own_words, own, strlen(own));
	if (!r)
		r = text_error(&text) ? -ENOMEM : entry_set(&entry->words, text.data, text.length);
	text_free(&text);
	return r;
}

static int take(const struct search *search, const char *path, const struct uki_addon *addon)
{
	struct boot_entry *entry = search->entry;
	int r = addon->words && *addon->words ? add_words(entry, addon->words) : 0;

	if (!r && addon->has_image && is_since(search, STUB_WITH_IMAGES))
		r = entry_add_image(entry, path, strlen(path));
	return r == -E2BIG ? set_unread(search, path, "there are too many") : r;
}

static int read_addon(const struct search *search, const char *path)
{
	const struct boot_place *place = &search->machine->entries.places[search->entry->place];
	cleanup_close int fd = fs_open_file(place->fs, path);
	struct uki_addon addon;
	int r;

	if (fd == -EISDIR)
		return 0;
	if (!search->version)
		return set_unread(search, path, "the boot stub of the image is unknown");
	if (!is_since(search, STUB_WITH_WORDS))
		return 0;
	if (efi_is_secure(search->machine->fs))
		return set_unread(search, path, "Secure Boot may refuse it");
	r = fd < 0 ? fd : uki_read_addon(fd, &search->stub, &addon);
	if (r == -ENOEXEC || r == -ENOMEM)
		return r == -ENOMEM ? r : 0;
	if (r)
		return set_unread(search, path,
				  r == -EBADMSG ? "damaged or truncated" : error_text(r));
	r = take(search, path, &addon);
	free(addon.words);
	return r;
}

static bool is_addon(const char *name)
{
	size_t length = strlen(name), suffix = strlen(SUFFIX);

	return length > suffix && *name != '.' && !strcasecmp(name + length - suffix, SUFFIX);
}

static int read_directory(const struct search *search, const char *directory)
{
	struct boot_entry *entry = search->entry;
	struct fs *fs = search->machine->entries.places[entry->place].fs;
	char path[FS_PATH_SIZE];
	char **names = NULL;
	size_t count = 0, i;
	int r = fs_list(fs, directory, &names, &count);

	if (r == -ENOENT || r == -ENOTDIR || r == -ENOMEM)
		return r == -ENOMEM ? r : 0;
	if (r)
		return set_unread(search, directory, error_text(r));
	for (i = 0; !r && i < count && !entry->unread; i++) {
		if (!is_addon(names[i]))
			continue;
		r = fs_path(path, "%s/%s", directory, names[i]);
		r = r ? set_unread(search, directory, error_text(r)) : read_addon(search, path);
	}
	fs_free_names(names, count);
	return r;
}

/* As src/boot/util.c, remove_boot_count(): "arch+3-1.efi" is "arch.efi", by the first '+' only. */
static void remove_counter(char *path)
{
	char *plus = strchr(path, '+'), *end = plus;
	size_t digits;

	do {
		digits = end ? strspn(end + 1, DIGITS) : 0;
		end += digits ? digits + 1 : 0;
	} while (digits && *end == '-');
	if (digits && (!*end || *end == '.'))
		memmove(plus, end, strlen(end) + 1);
}

static int read_directories(const struct search *search)
{
	const struct boot_entry *entry = search->entry;
	const char *prefix = search->machine->entries.places[entry->place].prefix;
	char path[FS_PATH_SIZE];
	int r = fs_path(path, "%s" GLOBAL, prefix);

	if (!r)
		r = read_directory(search, path);
	if (r || entry->unread)
		return r;
	r = fs_path(path, "%s.extra.d", entry->kernel);
	if (r)
		return set_unread(search, entry->kernel, error_text(r));
	remove_counter(path + strlen(prefix));
	return read_directory(search, path);
}

static int read_for_stub(struct search *search, int fd)
{
	static const char profiles[] = "it has profiles, which its boot stub may not know";

	search->version = search->stub.magic ? strstr(search->stub.magic, STUB) : NULL;
	if (uki_count_profiles(fd) && !is_since(search, STUB_WITH_IMAGES))
		return entry_set(&search->entry->unread, profiles, strlen(profiles));
	return read_directories(search);
}

int addons_read(const struct boot_machine *machine, struct boot_entry *entry)
{
	struct search search = { .machine = machine, .entry = entry };
	cleanup_close int fd = -1;
	int r;

	if (!entry->is_unified || entry->unread)
		return 0;
	fd = fs_open_file(machine->entries.places[entry->place].fs, entry->kernel);
	r = fd < 0 ? fd : uki_read_stub(fd, entry->profile, &search.stub);
	if (r)
		return r == -ENOMEM ? r : 0; /* whoever looks into it says so */
	r = read_for_stub(&search, fd);
	uki_free_stub(&search.stub);
	return r;
}

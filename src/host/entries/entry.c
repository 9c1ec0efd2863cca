// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Lists of boot entries.
 */
#include "host/entries/entry.h"

#include <errno.h>
#include <string.h>

#include "core/cmdline.h"

int entry_set(char **string, const char *value, size_t length)
{
	char *copy = strndup(value, length);

	if (!copy)
		return -ENOMEM;
	free(*string);
	*string = copy;
	return 0;
}

int entry_add_image(struct boot_entry *entry, const char *path, size_t length)
{
	if (entry->image_count == ENTRY_IMAGES_MAX)
		return -E2BIG;
	return entry_set(&entry->images[entry->image_count++], path, length);
}

int entries_add(struct boot_entries *entries, struct boot_entry *entry)
{
	struct boot_entry *larger;

	if (entries->count == ENTRIES_MAX) {
		entry_free(entry);
		return -E2BIG;
	}
	larger = realloc(entries->list, (entries->count + 1) * sizeof(*larger));
	if (!larger) {
		entry_free(entry);
		return -ENOMEM;
	}
	entries->list = larger;
	larger[entries->count++] = *entry;
	return 0;
}

int entries_add_place(struct boot_entries *entries, struct fs *fs, const char *name,
		      const char *prefix, size_t *index)
{
	struct boot_place *place = &entries->places[entries->place_count];

	if (entries->place_count == PLACES_MAX)
		return -E2BIG;
	*place = (struct boot_place){ .fs = fs, .name = strdup(name), .prefix = strdup(prefix) };
	*index = entries->place_count++;
	return place->name && place->prefix ? 0 : -ENOMEM;
}

void place_add_path(const struct boot_place *place, const char *path, struct text *out)
{
	if (*place->name)
		text_printf(out, "%s:/%s", place->name, path + strlen(place->prefix));
	else
		text_printf(out, "/%s", path + strspn(path, "/"));
}

int entries_add_error(struct boot_entries *entries, const struct boot_place *place,
		      const char *path, const char *what, int error)
{
	struct text file = { 0 };
	int r;

	entries->is_secret |= error == -EACCES || error == -EPERM;
	place_add_path(place, path, &file);
	r = text_error(&file)
		    ? -ENOMEM
		    : diagnostics_add_error(&entries->errors, text_string(&file), what, error);
	text_free(&file);
	return r;
}

bool entry_is_turned_off(const struct boot_entry *entry)
{
	const char *words = entry->words;
	struct diagnostics errors = { 0 };
	struct config config = { 0 };
	struct cmdline cmdline;
	int r = words ? cmdline_parse(words, strlen(words), &cmdline, &config, &errors) : -ENOENT;

	config_free(&config);
	diagnostics_free(&errors);
	return !r && !cmdline.enable;
}

const char *entry_own_words(const struct boot_entry *entry)
{
	const char *words = entry->own_words ? entry->own_words : entry->words;

	return words ? words : "";
}

void entry_free(struct boot_entry *entry)
{
	size_t i;

	for (i = 0; i < entry->image_count; i++)
		free(entry->images[i]);
	free(entry->id);
	free(entry->title);
	free(entry->kernel);
	free(entry->words);
	free(entry->own_words);
	free(entry->file);
	free(entry->release);
	free(entry->unread);
	free(entry->version);
	free(entry->sort_key);
	free(entry->machine_id);
	free(entry->filesystem);
	memset(entry, 0, sizeof(*entry));
}

void entries_free(struct boot_entries *entries)
{
	size_t i;

	for (i = 0; i < entries->count; i++)
		entry_free(&entries->list[i]);
	free(entries->list);
	for (i = 0; i < entries->place_count; i++) {
		if (entries->places[i].is_own)
			fs_close(entries->places[i].fs);
		free(entries->places[i].name);
		free(entries->places[i].prefix);
	}
	diagnostics_free(&entries->errors);
	memset(entries, 0, sizeof(*entries));
}

const char *boot_loader_name(enum boot_loader loader)
{
	static const char *const names[] = {
		[BOOT_UNKNOWN] = "unknown",
		[BOOT_GRUB] = "GRUB",
		[BOOT_SYSTEMD] = "systemd-boot",
		[BOOT_STUB] = "firmware",
	};

	return names[loader];
}

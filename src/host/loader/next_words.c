// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Which file of which boot loader has the words. What a boot loader reads at boot, its entries, is
 * asked before what they are made from.
 *
 * Of several entries the default is taken, or else the first one, if it has the root filesystem of
 * this boot: which one is booted is chosen at boot. Not looked at: partitions that are not mounted.
 */
#include "host/loader/next_words.h"

#include <errno.h>
#include <string.h>

#include "host/entries/read.h"
#include "host/loader/grub_words.h"
#include "host/loader/find.h"
#include "host/loader/kernel_cmdline.h"
#include "host/loader/next_entries.h"
#include "kernel/inputs.h"

#define FILE_MAX ((size_t)4 * 1024 * 1024)
#define DEFAULTS "etc/default/grub"

/* One search. */
struct search {
	struct fs *fs;
	const char *running;
	size_t length;
	struct next_words *next;
};

/* The last value of a parameter; NULL: it is not there. */
static const char *find_value(const char *text, size_t length, const char *name, size_t *size)
{
	const char *value = NULL;
	struct cmdline_word word;
	size_t position = 0;

	while (cmdline_next_word(text, length, &position, &word))
		if (text_is_name(word.name, word.name_length, name)) {
			value = word.value;
			*size = word.value_length;
		}
	return value;
}

/* What has another root filesystem boots another system, which os-prober found for one. */
static bool is_of_this_system(const struct search *search, const char *words, size_t length)
{
	size_t own_length = 0, size = 0;
	const char *own = find_value(search->running, search->length, "root", &own_length);
	const char *root = find_value(words, length, "root", &size);

	return !own || !root || (size == own_length && !memcmp(own, root, size));
}

/* Takes the words of a file if they are of this system. 0; -ENOENT: they are not; -ENOMEM. */
static int take(struct search *search, const char *path, const char *words, size_t length)
{
	struct next_words *next = search->next;

	if (!is_of_this_system(search, words, length))
		return -ENOENT;
	text_add(&next->words, words, length);
	return text_error(&next->words) ? -ENOMEM : fs_path(next->file, "%s", path);
}

static int read_file(struct search *search, const char *path, char **data, size_t *length)
{
	int r = fs_read(search->fs, path, FILE_MAX, data, length);

	search->next->is_secret |= r == -EACCES || r == -EPERM;
	return r;
}

/* Of the entries that the next boot may be, the first one. */
static int take_entry(struct search *search, const struct boot_machine *machine)
{
	struct next_entries entries;
	int r = next_entries_find(machine, &entries);
	size_t i;

	for (i = 0; !r && i < entries.count; i++)
		if (entries.list[i]->words)
			return take(search, entries.list[i]->file, entries.list[i]->words,
				    strlen(entries.list[i]->words));
	return r ? r : -ENOENT;
}

static int read_entries(struct search *search)
{
	struct boot_machine machine;
	int r = boot_machine_use(&machine, search->fs);

	if (!r)
		r = boot_machine_read(&machine);
	search->next->is_secret |= machine.entries.is_secret;
	if (!r)
		r = take_entry(search, &machine);
	boot_machine_close(&machine);
	return r;
}

static int read_variables(struct search *search, struct grub_variables *variables, const char *path)
{
	cleanup_free char *data = NULL;
	size_t length;
	int r = read_file(search, path, &data, &length);

	if (!r)
		grub_variables_read(variables, data);
	return r;
}

static void read_drop_ins(struct search *search, struct grub_variables *variables)
{
	char path[FS_PATH_SIZE], **names = NULL;
	size_t count = 0, i;

	if (fs_list(search->fs, DEFAULTS ".d", &names, &count))
		return;
	for (i = 0; i < count; i++)
		if (drop_in_counts(names[i], ".cfg") && !fs_path(path, DEFAULTS ".d/%s", names[i]))
			(void)read_variables(search, variables, path); /* as a shell does */
	fs_free_names(names, count);
}

static int read_defaults(struct search *search)
{
	struct grub_variables variables = { 0 };
	int r = read_variables(search, &variables, DEFAULTS);

	if (!r) {
		read_drop_ins(search, &variables);
		text_puts(&variables.linux_words, " ");
		text_puts(&variables.linux_words, text_string(&variables.linux_defaults));
		r = text_error(&variables.linux_defaults) || text_error(&variables.linux_words)
			    ? -ENOMEM
			    : take(search, DEFAULTS, text_string(&variables.linux_words),
				   variables.linux_words.length);
	}
	grub_variables_free(&variables);
	return r;
}

/* Lines that start with '#' are comments. */
static int take_lines(struct search *search, const char *path, const char *data, bool only_first)
{
	struct text words = { 0 };
	const char *line;
	int r;

	for (line = data; *line; line += strspn(line, "\n")) {
		size_t length = strcspn(line, "\n");

		if (*line != '#') {
			text_add(&words, line, length);
			text_puts(&words, " ");
		}
		line += length;
		if (only_first)
			break;
	}
	r = text_error(&words);
	if (!r)
		r = take(search, path, text_string(&words), words.length);
	text_free(&words);
	return r;
}

static int read_lines(struct search *search, const char *path, bool only_first)
{
	cleanup_free char *data = NULL;
	size_t length;
	int r = read_file(search, path, &data, &length);

	return r ? r : take_lines(search, path, data, only_first);
}

/* Files that hold the words and nothing else. */
static int read_plain(struct search *search)
{
	static const char *const files[] = { KERNEL_CMDLINE, "boot/firmware/cmdline.txt" };
	int r = -ENOENT;
	size_t i;

	for (i = 0; r && r != -ENOMEM && i < ARRAY_SIZE(files); i++)
		r = read_lines(search, files[i], false);
	return r;
}

/* What proxmox-boot-tool(8) makes entries of, by the firmware: only root can look at them. */
static int read_proxmox(struct search *search)
{
	return fs_exists(search->fs, "sys/firmware/efi") ? read_lines(search, KERNEL_CMDLINE, true)
							 : read_defaults(search);
}

static int find_words(struct search *search)
{
	static int (*const places[][3])(struct search * search) = {
		[LOADER_UNKNOWN] = { read_entries, read_defaults, read_plain },
		[LOADER_GRUB] = { read_entries, read_defaults, read_plain },
		[LOADER_GRUB_FILE] = { read_entries, read_defaults, read_plain },
		[LOADER_GRUBBY] = { read_entries, read_defaults, read_plain },
		[LOADER_KERNEL_INSTALL] = { read_entries, read_plain },
		[LOADER_SDBOOTUTIL] = { read_entries, read_plain },
		[LOADER_PROXMOX] = { read_entries, read_proxmox },
		[LOADER_KERNELSTUB] = { read_entries },
		[LOADER_OSTREE] = { read_entries },
	};
	enum loader loader = loader_find(search->fs);
	int r = -ENOENT;
	size_t i;

	for (i = 0; r && r != -ENOMEM && i < ARRAY_SIZE(places[loader]); i++)
		if (places[loader][i])
			r = places[loader][i](search);
	return r == -ENOMEM ? r : 0;
}

static bool is_named(const struct cmdline_word *word, const char *const *names, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (text_is_name(word->name, word->name_length, names[i]))
			return true;
	return false;
}

bool next_words_is_ours(const struct cmdline_word *word)
{
	static const char *const names[] = { "vfio_prebind.enable", "vfio_prebind.devices",
					     "vfio_prebind.debug" };

	return is_named(word, names, ARRAY_SIZE(names));
}

bool next_words_is_setting(const struct cmdline_word *word)
{
	static const char *const names[] = {
		"intel_iommu",      "amd_iommu",          "iommu",        "iommu.passthrough",
		"iommu.strict",     "module_blacklist",   "vfio_pci.ids", "pci_stub.ids",
		"xen_pciback.hide", "modprobe.blacklist",
	};

	return next_words_is_ours(word) || is_named(word, names, ARRAY_SIZE(names));
}

/* Of a word that both have, that of the file is enough. */
bool next_words_have(const struct next_words *next, const struct cmdline_word *wanted)
{
	struct cmdline_word word;
	size_t position = 0;

	while (cmdline_next_word(text_string(&next->words), next->words.length, &position, &word))
		if (word.length == wanted->length && !memcmp(word.text, wanted->text, word.length))
			return true;
	return false;
}

static void add_word(const struct cmdline_word *word, struct text *line)
{
	text_puts(line, line->length ? " " : "");
	text_add(line, word->text, word->length);
}

static bool has_open_quote(const struct text *text)
{
	bool is_open = false;
	size_t i;

	for (i = 0; i < text->length; i++)
		is_open ^= text->data[i] == '"';
	return is_open;
}

/* On one line, whatever the file has between its words. */
static void add_words(const struct text *words, struct text *line)
{
	struct cmdline_word word;
	size_t position = 0;

	while (cmdline_next_word(text_string(words), words->length, &position, &word)) {
		add_word(&word, line);
	}
}

/* What this boot has besides: root= names a disk that must stay with the host, wherever from. */
static void keep_others(const struct search *search, struct text *line)
{
	struct cmdline_word word;
	size_t position = 0;

	while (cmdline_next_word(search->running, search->length, &position, &word)) {
		if (next_words_is_setting(&word) || next_words_have(search->next, &word))
			continue;
		add_word(&word, line);
	}
}

int next_words_read(struct fs *fs, const char *running, size_t length, struct next_words *next)
{
	struct search search = { fs, running, length, next };
	int r;

	memset(next, 0, sizeof(*next));
	r = find_words(&search);
	if (!r && *next->file) {
		add_words(&next->words, &next->line);
		if (!has_open_quote(&next->line))
			keep_others(&search, &next->line);
		next->is_secret = false;
	} else if (!r) {
		text_add(&next->line, running, length);
	}
	if (!r)
		r = text_error(&next->line);
	if (r)
		next_words_free(next);
	return r;
}

void next_words_free(struct next_words *next)
{
	text_free(&next->line);
	text_free(&next->words);
}

// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The entry's own file, or what boot loaders that are not read here take their words from.
 */
#include "host/loader/by_hand.h"

#include <string.h>

#include "host/base/spawn.h"
#include "host/entries/read.h"
#include "host/loader/kernel_cmdline.h"
#include "host/loader/find.h"
#include "host/loader/word_list.h"

/* Files that are read at boot, or from which the menu is made by the command after it. */
static const struct likely {
	const char *file, *command;
} likely[] = {
	{ "etc/default/limine", "limine-update" },
	{ "boot/limine.conf", NULL },
	{ "boot/refind_linux.conf", NULL },
	{ "boot/firmware/cmdline.txt", NULL },
	{ "etc/default/u-boot", "u-boot-update" },
	{ "boot/extlinux/extlinux.conf", NULL },
	{ "etc/zipl.conf", "zipl" },
	{ KERNEL_CMDLINE, NULL },
};

/* The default; otherwise the only one. */
static const struct boot_entry *find_entry(const struct boot_entries *entries)
{
	size_t i;

	for (i = 0; i < entries->count; i++)
		if (entries->list[i].is_default)
			return &entries->list[i];
	return entries->count == 1 ? &entries->list[0] : NULL;
}

static void explain_likely(struct fs *fs, const char *words, struct text *out)
{
	size_t i;

	text_printf(out, "add %s to the kernel command line", words);
	for (i = 0; i < ARRAY_SIZE(likely); i++)
		if (fs_exists(fs, likely[i].file))
			break;
	if (i < ARRAY_SIZE(likely))
		text_printf(out, ", which may be in /%s", likely[i].file);
	else
		text_puts(out, " in the boot loader's configuration");
	if (i < ARRAY_SIZE(likely) && likely[i].command && run_has(fs, likely[i].command))
		text_printf(out, ", run '%s'", likely[i].command);
}

/* mkinitcpio(8) puts that file into the unified images that it makes. */
static void explain_unified(struct fs *fs, const char *words, struct text *out)
{
	text_printf(out, "add %s to /" KERNEL_CMDLINE, words);
	if (run_has(fs, "mkinitcpio"))
		text_puts(out, ", run 'mkinitcpio -P'");
	else
		text_puts(out, ", if the unified kernel image is made from that, and make it "
			       "again");
}

static void explain_entry(const struct boot_machine *machine, const struct boot_entry *entry,
			  const char *words, struct text *out)
{
	if (entry->is_unified) {
		explain_unified(machine->fs, words, out);
		return;
	}
	text_printf(out, "add %s to the words of the kernel in ", words);
	place_add_path(&machine->entries.places[entry->place], entry->file, out);
}

/* One option for each word: rpm-ostree(1) takes no list. */
static void explain_ostree(const char *words, struct text *out)
{
	size_t length;

	text_puts(out, "run 'rpm-ostree kargs");
	for (; *(words = words_skip(words)); words += length) {
		length = words_length(words);
		text_puts(out, " --append-if-missing=");
		text_add(out, words, length);
	}
	text_puts(out, "'");
}

void loader_explain_by_hand(struct fs *fs, const char *words, struct text *out)
{
	const struct boot_entry *entry = NULL;
	struct boot_machine machine;
	int r = boot_machine_use(&machine, fs);

	if (!r)
		r = boot_machine_read(&machine);
	if (!r)
		entry = find_entry(&machine.entries);
	if (loader_find(fs) == LOADER_OSTREE)
		explain_ostree(words, out);
	else if (entry && entry->file)
		explain_entry(&machine, entry, words, out);
	else
		explain_likely(fs, words, out);
	text_puts(out, ", then reboot");
	boot_machine_close(&machine);
}

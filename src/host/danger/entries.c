// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Dangers in what the boot loader starts.
 */
#include <errno.h>
#include <string.h>

#include "host/danger/danger.h"
#include "host/image/generator.h"
#include "host/loader/grub_defaults.h"
#include "host/loader/refresh.h"
#include "host/loader/removal.h"

/* Whether the dangers of images already cover every image that the entry loads. */
static bool loads_known_images(const struct check *check, const struct boot_entry *entry)
{
	size_t i, k;

	if (!entry->image_count || check->boot->entries.places[entry->place].is_own)
		return false;
	for (i = 0; i < entry->image_count; i++) {
		for (k = 0; k < check->image_count; k++)
			if (check->images[k].path &&
			    !strcmp(check->images[k].path, entry->images[i]))
				break;
		if (k == check->image_count)
			return false;
	}
	return true;
}

/* Whether the kernel is installed and has no image: apply makes none where there is none. */
static bool lacks_image(const struct check *check, const struct boot_entry *entry)
{
	size_t i;

	for (i = 0; entry->release && i < check->image_count; i++)
		if (!check->images[i].path && !strcmp(check->images[i].kernel, entry->release))
			return true;
	return false;
}

/* An entry of GRUB for missing files disappears when the menu is regenerated. */
static void cure(const struct check *check, const struct boot_entry *entry, struct text *out)
{
	struct text command = { 0 };

	if (entry->loader == BOOT_GRUB && entry->is_missing && !check->boot->is_proxmox) {
		text_printf(out, "run '%s'", grub_command(check->machine->fs));
		return;
	}
	if (lacks_image(check, entry)) {
		generator_explain_creation(check->machine->fs, entry->release, out);
		return;
	}
	if (!cure_by_rebuilding(check, out))
		return;
	entry_add_refresh(check->boot, entry, &command); /* which apply runs */
	if (!command.length)
		text_puts(out, ", then update the boot loader's files");
	text_free(&command);
}

static void add_finding(struct check *check, const struct boot_entry *entry,
			const struct entry_verdict *verdict)
{
	struct finding *finding = finding_add(check, NULL, NULL);

	if (entry->release)
		text_puts(&finding->kernel, entry->release);
	entry_explain(check->boot, entry, verdict, &finding->cause);
	cure(check, entry, &finding->cure);
}

void find_entry_stale(struct check *check)
{
	const struct claim claim = next_boot_claim(check->next_boot);
	struct entry_verdict *verdicts;
	size_t i;

	if (!check->boot)
		return;
	check_images(check);
	if (entries_judge(check->boot, &claim, &verdicts)) {
		check->error = -ENOMEM;
		return;
	}
	for (i = 0; i < check->boot->entries.count; i++) {
		const struct boot_entry *entry = &check->boot->entries.list[i];

		if (verdicts[i].is_problem && verdicts[i].state != ENTRY_TURNED_OFF &&
		    !loads_known_images(check, entry))
			add_finding(check, entry, &verdicts[i]);
	}
	entries_free_verdicts(check->boot, verdicts);
}

// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Pins rules, and writes pins and protection into the image's configuration.
 */
#include "host/image/config_text.h"

#include <errno.h>
#include <sha256.h>
#include <string.h>

#include "host/image/asking.h"
#include "host/image/card_news.h"
#include "host/image/config_lines.h"
#include "host/image/pin.h"
#include "host/image/recall.h"

struct writer {
	struct recalled rules;
	const struct pci_devices *devices;
	const struct protection *protection;
	struct image_lines lines;
};

static int warn_of_open_group(struct writer *writer, const struct rule *rule)
{
	struct text message = { 0 };

	rule_format(rule, &message);
	text_puts(&message, " has no IOMMU group now: group=yes applies to the group that "
			    "it has at boot");
	return lines_warn(&writer->lines, rule, &message);
}

/* Without a unique number, a card can only be identified by its place. */
static int warn_of_unknown(struct writer *writer, const struct rule *rule,
			   const struct pci_device *device)
{
	char address[PCI_ADDRESS_SIZE];
	struct text message = { 0 };

	if (device->serial_state != PCI_SERIAL_UNKNOWN)
		return 0;
	pci_address_format(&device->address, address);
	text_printf(&message, "the serial number of %s cannot be read: only its place is pinned",
		    address);
	return lines_warn(&writer->lines, rule, &message);
}

/* The rule matches nothing now. An exclusion may be for a later device. */
static int write_unpinned(struct writer *writer, const struct rule *rule)
{
	struct text message = { 0 };

	lines_add_rule(&writer->lines, rule);
	if (rule->exclude)
		return 0;
	rule_format(rule, &message);
	text_puts(&message, " is not pinned: it matches no function in this machine");
	return lines_warn(&writer->lines, rule, &message);
}

static int write_pinned(struct writer *writer, const struct rule *rule)
{
	bool one_place = selector_is_one_place(&rule->selector);
	size_t i, pinned = 0;
	int r = 0;

	for (i = 0; !r && i < writer->devices->count; i++) {
		const struct pci_device *device = &writer->devices->list[i];
		struct rule narrow;

		if (!pin_means(rule, writer->devices, device) ||
		    (!one_place && pci_is_bridge(device)))
			continue;
		narrow = pin_make(rule, writer->devices, device);
		lines_add_rule(&writer->lines, &narrow);
		r = warn_of_unknown(writer, rule, device);
		if (!r && narrow.identity.is_open)
			r = warn_of_open_group(writer, &narrow);
		pinned++;
	}
	return r || pinned ? r : write_unpinned(writer, rule);
}

/* The other members of the groups of the rule's functions. */
static void write_members(struct writer *writer, size_t index)
{
	const struct rule *rule = &writer->rules.written.rules[index];
	const struct pci_devices *devices = writer->devices;
	size_t i, k;

	for (i = 0; i < devices->count; i++) {
		if (!asking_for_group(&writer->rules, index, devices, &devices->list[i]))
			continue;
		for (k = 0; k < devices->count; k++) {
			struct rule pinned;

			if (!pin_takes_member(rule, &devices->list[i], &devices->list[k]) ||
			    asking_means(&writer->rules, index, devices, &devices->list[k]))
				continue;
			pinned = pin_make_member(rule, devices, &devices->list[k]);
			lines_add_rule(&writer->lines, &pinned);
		}
	}
}

static const struct protected_device *find_needed(const struct writer *writer,
						  const struct rule *now)
{
	return protection_find(writer->protection, &writer->rules.now, writer->devices, now);
}

static const struct pci_device *find_doubtful(const struct writer *writer, const struct rule *now)
{
	return protection_find_doubtful(writer->protection, &writer->rules.now, writer->devices,
					now);
}

/* Before all other rules: one that names a function wins over one that reaches it by its group. */
static void write_groups(struct writer *writer)
{
	size_t i;

	for (i = 0; i < writer->rules.written.count; i++) {
		const struct rule *rule = &writer->rules.written.rules[i];
		const struct rule *now = &writer->rules.now.rules[i];

		if (rule->group && (!rule->identity.is_set || rule->identity.is_open) &&
		    pin_is_wanted(rule) && !find_needed(writer, now) && !find_doubtful(writer, now))
			write_members(writer, i);
	}
}

/* The card that an earlier image knew; its group may have become known. */
static int write_recalled(struct writer *writer, size_t index, const struct rule *known)
{
	const struct pci_device *card =
		recalled_find(&writer->rules.now.rules[index], writer->devices);
	struct rule rule = *known;
	struct text message = { 0 };
	int r = 0;

	if (!rule.group || (card && card->group >= 0))
		rule.identity.is_open = false;
	lines_add_rule(&writer->lines, &rule);
	card_news_explain(&writer->rules, index, writer->devices, writer->protection, &message);
	if (message.length || message.error)
		r = lines_warn(&writer->lines, &rule, &message);
	if (!r && rule.identity.is_open)
		r = warn_of_open_group(writer, &rule);
	return r;
}

/* Exclusions must all fit: if there are too many, each is one line, as in the files. */
static int write_plain(struct writer *writer, size_t index)
{
	const struct rule **of = writer->rules.of;

	if (!index || of[index - 1] != of[index])
		lines_add_rule(&writer->lines, of[index]);
	return 0;
}

static int write_one(struct writer *writer, size_t index)
{
	const struct rule *rule = &writer->rules.written.rules[index];
	const struct rule *now = &writer->rules.now.rules[index];
	const struct protected_device *reason = find_needed(writer, now);
	const struct pci_device *doubtful = find_doubtful(writer, now);
	struct rule alone = *rule;

	if (reason)
		return lines_leave_out(&writer->lines, rule, &reason->address, "needs",
				       reason->what);
	if (doubtful)
		return lines_leave_out(&writer->lines, rule, &doubtful->address, "may need",
				       writer->protection->unlocated.list[0].file);
	if (!pin_is_wanted(rule) || (rule->exclude && lines_are_long(&writer->lines)))
		return write_plain(writer, index);
	if (writer->rules.of[index]->group &&
	    asking_has_no_effect(&writer->rules, index, writer->devices)) {
		if (!rule->group)
			return 0; /* a member of the group */
		alone.group = false;
	}
	return rule->identity.is_set ? write_recalled(writer, index, &alone)
				     : write_pinned(writer, &alone);
}

static int warn_unlocated(struct writer *writer)
{
	const struct diagnostics *unlocated = &writer->protection->unlocated;
	size_t i;
	int r = 0;

	for (i = 0; !r && i < unlocated->count; i++) {
		struct text message = { 0 };

		text_printf(&message, "%s: storage controllers are bound only by address",
			    unlocated->list[i].text);
		r = text_error(&message);
		if (!r)
			r = diagnostics_add(writer->lines.warnings, unlocated->list[i].file, 0, 0,
					    text_string(&message));
		text_free(&message);
	}
	return r;
}

static bool speaks_of_this_machine(const struct config *config)
{
	size_t i;

	for (i = 0; i < config->count; i++)
		if (config->rules[i].pin)
			return true;
	return false;
}

/* So that neither a rule of the kernel command line nor a damaged line can take them. */
static void write_protection(struct writer *writer)
{
	size_t i;

	for (i = 0; i < writer->protection->count; i++) {
		const struct pci_device *device =
			pci_devices_find(writer->devices, &writer->protection->list[i].address);
		struct rule rule = rule_defaults;

		if (!device || pci_is_bridge(device))
			continue;
		rule.source.file = IMAGE_OWN_NAME;
		rule.exclude = rule.is_own = true;
		rule.selector.kind = SELECTOR_ADDRESS;
		rule.selector.address = device->address;
		rule = pin_make(&rule, writer->devices, device);
		lines_add_rule(&writer->lines, &rule);
	}
}

int image_digest(const struct config *config, char digest[DIGEST_SIZE])
{
	static const char prefix[] = "sha256:";
	struct text text = { 0 };
	size_t i;
	int r;

	for (i = 0; i < config->count; i++) {
		rule_format(&config->rules[i], &text);
		text_puts(&text, config->rules[i].pin ? "\n" : " pin=no\n");
	}
	r = text_error(&text);
	memcpy(digest, prefix, sizeof(prefix));
	if (!r)
		SHA256Data((const uint8_t *)text_string(&text), text.length,
			   digest + sizeof(prefix) - 1);
	text_free(&text);
	return r;
}

static int write_rules(struct writer *writer, const struct diagnostics *bad)
{
	size_t i;
	int r = recalled_list_serials(&writer->rules, writer->devices, writer->lines.out);

	if (!r && speaks_of_this_machine(&writer->rules.written)) {
		write_protection(writer);
		r = warn_unlocated(writer);
	}
	write_groups(writer);
	for (i = 0; !r && i < writer->rules.written.count; i++)
		r = write_one(writer, i);
	if (!r && writer->lines.is_full)
		r = lines_add_full(&writer->lines);
	if (r)
		return r;
	lines_add_errors(&writer->lines, bad);
	text_puts(writer->lines.out, "@end\n");
	return text_error(writer->lines.out);
}

int image_write(const struct config *config, const struct diagnostics *bad,
		const struct pci_devices *devices, const struct protection *protection,
		const struct config *memory, struct text *out, struct diagnostics *warnings)
{
	struct writer writer = { .devices = devices,
				 .protection = protection,
				 .lines = { .out = out, .warnings = warnings } };
	char digest[DIGEST_SIZE];
	int r;

	if (!config->count && !bad->count)
		return 0;
	r = image_digest(config, digest);
	if (r)
		return r;
	text_printf(out, "@image " IMAGE_VERSION " %s\n", digest);
	r = recall(config, memory, devices, &writer.rules);
	if (!r)
		r = write_rules(&writer, bad);
	recalled_free(&writer.rules);
	return r;
}

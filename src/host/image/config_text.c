// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Pinning, and the text that carries it and the protection into the image.
 */
#include "host/image/config_text.h"

#include <errno.h>
#include <sha256.h>
#include <string.h>

#include "core/match.h"
#include "core/serial.h"
#include "host/image/pin.h"
#include "kernel/fs.h"

/* Errors of the files that go into the image; the host command shows all of them. */
#define ERRORS_MAX 200

/* Of what may be left out, rules that want functions and why others were left out. */
#define WANTED_MAX ((size_t)1024 * 1024)

/* A rule of a file and one of our own at most, each with its card, and a serial number. */
#define RULE_LINE_MAX ((size_t)3 * FS_PATH_SIZE + 640)
#define OWN_LINE_MAX ((size_t)256)
#define SERIAL_LINE_MAX ((size_t)8 + SERIAL_SIZE)

/*
 * What must not be left out always fits: the last rule of the wanted, every exclusion, whatever the
 * host needs, the serial numbers, and the errors.
 */
_Static_assert(WANTED_MAX + 8 * RULE_LINE_MAX + CONFIG_RULES_MAX * RULE_LINE_MAX +
			       PCI_DEVICES_MAX * (OWN_LINE_MAX + SERIAL_LINE_MAX) +
			       (ERRORS_MAX + 4) * (IMAGE_LINE_MAX + 1) <=
		       IMAGE_FILE_MAX,
	       "an image may be damaged by its own writer");

struct writer {
	const struct config *config;
	const struct pci_devices *devices;
	const struct protection *protection;
	struct text *out;
	struct diagnostics *warnings;
	size_t wanted; /* rules without "!" so far */
	bool is_full;  /* others were left out: image_write() says so */
};

static int warn(struct writer *writer, const struct rule *rule, struct text *message)
{
	int r = text_error(message);

	if (!r)
		r = diagnostics_add(writer->warnings, rule->source.file, rule->source.line, 0,
				    text_string(message));
	text_free(message);
	return r;
}

static void write_source(const char *mark, const char *file, unsigned int line, struct text *out)
{
	text_printf(out, "@%s ", mark);
	text_escape(out, file);
	text_printf(out, ":%u", line);
}

/* One line; of a phrase that does not fit into it the end becomes "...". */
static void write_error(const char *file, unsigned int line, unsigned int column,
			const char *phrase, struct text *out)
{
	size_t start = out->length, length = strlen(phrase), room;

	write_source("error", file, line, out);
	text_printf(out, ":%u ", column);
	room = IMAGE_LINE_MAX - (out->length - start);
	if (length <= room)
		text_puts(out, phrase);
	else
		text_printf(out, "%.*s...", (int)room - 3, phrase);
	text_puts(out, "\n");
}

static bool is_long(const struct writer *writer)
{
	return writer->out->length > WANTED_MAX;
}

/* A want may be left out and told; without its "!" another rule would take what it must not. */
static void write_rule(struct writer *writer, const struct rule *rule)
{
	if (!rule->exclude && (writer->wanted == CONFIG_RULES_MAX || is_long(writer))) {
		writer->is_full = true;
		return;
	}
	writer->wanted += !rule->exclude;
	write_source("rule", rule->source.file, rule->source.line, writer->out);
	text_puts(writer->out, " ");
	rule_format(rule, writer->out);
	text_puts(writer->out, "\n");
	if (!rule->identity.is_set)
		return;
	text_puts(writer->out, "@card ");
	pin_format(rule, writer->out);
	text_puts(writer->out, "\n");
}

/* Says it now and in every boot report. */
static int leave_out(struct writer *writer, const struct rule *rule,
		     const struct pci_address *taken, const char *why, const char *what)
{
	char address[PCI_ADDRESS_SIZE];
	struct text message = { 0 };

	pci_address_format(taken, address);
	text_puts(&message, "left out of the image: ");
	rule_format(rule, &message);
	text_printf(&message, " would take %s, which this host %s for ", address, why);
	text_add_plain(&message, what, strlen(what), "");
	if (is_long(writer))
		writer->is_full = true;
	else
		write_error(rule->source.file, rule->source.line, 0, text_string(&message),
			    writer->out);
	return warn(writer, rule, &message);
}

static int warn_of_open_group(struct writer *writer, const struct rule *rule)
{
	struct text message = { 0 };

	rule_format(rule, &message);
	text_puts(&message, " has no IOMMU group now: group=yes means those that it shares one "
			    "with at boot");
	return warn(writer, rule, &message);
}

/* Without a number that names it, a card can only be told by its place. */
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
	return warn(writer, rule, &message);
}

/* Nothing of what the rule names was there. An exclusion may well be for later. */
static int write_unpinned(struct writer *writer, const struct rule *rule)
{
	struct text message = { 0 };

	write_rule(writer, rule);
	if (rule->exclude)
		return 0;
	rule_format(rule, &message);
	text_puts(&message, " is not pinned: it matches no function of this machine");
	return warn(writer, rule, &message);
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
		write_rule(writer, &narrow);
		r = warn_of_unknown(writer, rule, device);
		if (!r && narrow.identity.is_open)
			r = warn_of_open_group(writer, &narrow);
		pinned++;
	}
	return r || pinned ? r : write_unpinned(writer, rule);
}

static bool is_excluded(const struct writer *writer, const struct pci_device *device)
{
	size_t i;

	for (i = 0; i < writer->config->count; i++)
		if (writer->config->rules[i].exclude &&
		    rule_selects(&writer->config->rules[i], writer->devices, device))
			return true;
	return false;
}

/*
 * What else is in the groups of what the rule names now. As with the files, neither a bridge nor
 * what is excluded asks for its group.
 */
static void write_members(struct writer *writer, const struct rule *rule)
{
	const struct pci_devices *devices = writer->devices;
	size_t i, k;

	for (i = 0; i < devices->count; i++) {
		if (!pin_means(rule, devices, &devices->list[i]) ||
		    pci_is_bridge(&devices->list[i]) || is_excluded(writer, &devices->list[i]))
			continue;
		for (k = 0; k < devices->count; k++) {
			struct rule pinned;

			if (!pin_takes_member(rule, &devices->list[i], &devices->list[k]) ||
			    pin_means(rule, devices, &devices->list[k]))
				continue;
			pinned = pin_make_member(rule, devices, &devices->list[k]);
			write_rule(writer, &pinned);
		}
	}
}

static const struct protected_device *find_needed(const struct writer *writer,
						  const struct rule *rule)
{
	return protection_find(writer->protection, writer->config, writer->devices, rule);
}

static const struct pci_device *find_doubtful(const struct writer *writer, const struct rule *rule)
{
	return protection_find_doubtful(writer->protection, writer->config, writer->devices, rule);
}

/* Before all other rules: one that names a function wins over one that reaches it by its group. */
static void write_groups(struct writer *writer)
{
	size_t i;

	for (i = 0; i < writer->config->count; i++) {
		const struct rule *rule = &writer->config->rules[i];

		if (rule->group && !rule->identity.is_set && pin_is_wanted(rule) &&
		    !find_needed(writer, rule) && !find_doubtful(writer, rule))
			write_members(writer, rule);
	}
}

/* Exclusions must all fit: of too many, a slot stays one line. */
static bool is_pinned(const struct writer *writer, const struct rule *rule)
{
	return pin_is_wanted(rule) && !(rule->exclude && is_long(writer));
}

static int write_one(struct writer *writer, const struct rule *rule)
{
	const struct protected_device *reason = find_needed(writer, rule);
	const struct pci_device *doubtful = find_doubtful(writer, rule);

	if (reason)
		return leave_out(writer, rule, &reason->address, "needs", reason->what);
	if (doubtful)
		return leave_out(writer, rule, &doubtful->address, "may need",
				 writer->protection->unlocated.list[0].file);
	if (is_pinned(writer, rule))
		return write_pinned(writer, rule);
	write_rule(writer, rule);
	return 0;
}

static int warn_unlocated(struct writer *writer)
{
	const struct diagnostics *unlocated = &writer->protection->unlocated;
	size_t i;
	int r = 0;

	for (i = 0; !r && i < unlocated->count; i++) {
		struct text message = { 0 };

		text_printf(&message, "%s: storage controllers are taken only by address",
			    unlocated->list[i].text);
		r = text_error(&message);
		if (!r)
			r = diagnostics_add(writer->warnings, unlocated->list[i].file, 0, 0,
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

/* So that neither the kernel command line nor a damaged line can take them. */
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
		rule.exclude = true;
		rule.selector.kind = SELECTOR_ADDRESS;
		rule.selector.address = device->address;
		rule = pin_make(&rule, writer->devices, device);
		write_rule(writer, &rule);
	}
}

static void write_errors(const struct diagnostics *bad, struct text *out)
{
	size_t i;

	for (i = 0; i < bad->count && i < ERRORS_MAX; i++)
		write_error(bad->list[i].file, bad->list[i].line, bad->list[i].column,
			    bad->list[i].text, out);
	if (i < bad->count)
		text_printf(out, "@error " IMAGE_OWN_NAME ":0:0 and %zu more errors\n",
			    bad->count - i);
}

static int write_full(struct writer *writer)
{
	static const char message[] = "too many rules for an image: the last ones are left out";

	write_error(IMAGE_OWN_NAME, 0, 0, message, writer->out);
	return diagnostics_add(writer->warnings, IMAGE_OWN_NAME, 0, 0, message);
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

int image_write(const struct config *config, const struct diagnostics *bad,
		const struct pci_devices *devices, const struct protection *protection,
		struct text *out, struct diagnostics *warnings)
{
	struct writer writer = { config, devices, protection, out, warnings, 0, false };
	char digest[DIGEST_SIZE];
	size_t i;
	int r;

	if (!config->count && !bad->count)
		return 0;
	r = image_digest(config, digest);
	if (r)
		return r;
	text_printf(out, "@image " IMAGE_VERSION " %s\n", digest);
	pin_list_serials(devices, out);
	if (speaks_of_this_machine(config)) {
		write_protection(&writer);
		r = warn_unlocated(&writer);
	}
	write_groups(&writer);
	for (i = 0; !r && i < config->count; i++)
		r = write_one(&writer, &config->rules[i]);
	if (!r && writer.is_full)
		r = write_full(&writer);
	if (r)
		return r;
	write_errors(bad, out);
	text_puts(out, "@end\n");
	return text_error(out);
}

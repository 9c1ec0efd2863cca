// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Groups, processor, firmware and command line, put together.
 *
 * Relied on: firmware with VT-d turned on publishes an ACPI table DMAR, with AMD-Vi an IVRS; of the
 * two only Intel's driver waits for a parameter, unless the kernel is built with
 * INTEL_IOMMU_DEFAULT_ON.
 */
#include "host/machine/iommu.h"

#include <errno.h>
#include <string.h>

#include "host/loader/removal.h"
#include "kernel/inputs.h"

#define CPUINFO_MAX ((size_t)4 * 1024 * 1024)
#define TABLES "sys/firmware/acpi/tables/"

static enum iommu_vendor read_processor(struct fs *fs)
{
	cleanup_free char *data = NULL;
	size_t length;

	if (fs_read(fs, "proc/cpuinfo", CPUINFO_MAX, &data, &length))
		return IOMMU_OTHER;
	if (strstr(data, "GenuineIntel"))
		return IOMMU_INTEL;
	if (strstr(data, "AuthenticAMD") || strstr(data, "HygonGenuine"))
		return IOMMU_AMD;
	return IOMMU_OTHER;
}

/* The first function is the bridge on which the buses hang, part of the processor's chipset. */
static enum iommu_vendor find_chipset(const struct pci_devices *devices)
{
	int32_t vendor = devices->count ? devices->list[0].id.vendor : PCI_ANY;

	if (vendor == 0x8086)
		return IOMMU_INTEL;
	return vendor == 0x1022 || vendor == 0x1d94 ? IOMMU_AMD : IOMMU_OTHER;
}

/* A table tells more than a processor that a hypervisor made up. */
static enum iommu_vendor find_vendor(const struct iommu *iommu, const struct pci_devices *devices)
{
	enum iommu_vendor vendor = IOMMU_OTHER;

	if (iommu->has_dmar != iommu->has_ivrs)
		return iommu->has_dmar ? IOMMU_INTEL : IOMMU_AMD;
	vendor = read_processor(iommu->fs);
	return vendor == IOMMU_OTHER ? find_chipset(devices) : vendor;
}

static size_t count_groups(const struct pci_devices *devices)
{
	struct pci_range all = pci_devices_all(devices, PCI_BY_GROUP);
	size_t count = 0, i;

	for (i = 0; i < all.count; i++)
		count += pci_at(&all, i)->group >= 0 &&
			 (!i || pci_at(&all, i)->group != pci_at(&all, i - 1)->group);
	return count;
}

/* The next of a parameter's options, which commas separate; NULL: no more. */
static const char *next_option(const struct cmdline_word *word, const char *option, size_t *length)
{
	const char *end = word->value + word->value_length, *comma;

	option = option ? option + *length + 1 : word->value;
	if (option >= end)
		return NULL;
	comma = memchr(option, ',', (size_t)(end - option));
	*length = (size_t)((comma ? comma : end) - option);
	return option;
}

/* The kernel's drivers compare the start of an option only. */
static bool option_is(const char *option, size_t length, const char *wanted)
{
	return length >= strlen(wanted) && !memcmp(option, wanted, strlen(wanted));
}

static bool turns_off(const struct cmdline_word *word)
{
	const char *option = NULL;
	size_t length;

	while ((option = next_option(word, option, &length)))
		if (option_is(option, length, "off"))
			return true;
	return false;
}

/* drivers/iommu/intel/iommu.c, intel_iommu_setup(): the last of "on" and "off" counts. */
static void read_intel(struct iommu *iommu, const struct cmdline_word *word,
		       struct cmdline_word *off)
{
	const char *option = NULL;
	size_t length;

	while ((option = next_option(word, option, &length))) {
		if (option_is(option, length, "on")) {
			iommu->has_intel_on = true;
			off->text = NULL;
		} else if (option_is(option, length, "off")) {
			iommu->has_intel_on = false;
			*off = *word;
		}
	}
}

/*
 * arch/x86/kernel/pci-dma.c, iommu_setup(), and drivers/iommu/amd/init.c,
 * parse_amd_iommu_options(): one "off" counts, whatever comes after it. A word of the other
 * vendor's driver does nothing here.
 */
static void read_words(struct iommu *iommu)
{
	struct cmdline_word word, intel_off = { 0 };
	size_t position = 0;

	while (cmdline_next_word(iommu->cmdline->data, iommu->cmdline->length, &position, &word)) {
		bool is_amd = text_is_name(word.name, word.name_length, "amd_iommu");

		if (iommu->vendor != IOMMU_AMD &&
		    text_is_name(word.name, word.name_length, "intel_iommu"))
			read_intel(iommu, &word, &intel_off);
		else if (((is_amd && iommu->vendor != IOMMU_INTEL) ||
			  text_is_name(word.name, word.name_length, "iommu")) &&
			 turns_off(&word))
			iommu->off = word;
	}
	if (!iommu->off.text)
		iommu->off = intel_off;
}

void iommu_read(struct fs *fs, const struct pci_devices *devices, const struct config_file *cmdline,
		struct iommu *iommu)
{
	memset(iommu, 0, sizeof(*iommu));
	iommu->fs = fs;
	iommu->groups = count_groups(devices);
	iommu->has_dmar = fs_exists(fs, TABLES "DMAR");
	iommu->has_ivrs = fs_exists(fs, TABLES "IVRS");
	iommu->vendor = find_vendor(iommu, devices);
	iommu->loader = loader_find(fs);
	iommu->is_enabled = loader_is_enabled(fs, iommu->loader);
	iommu->cmdline = cmdline;
	read_words(iommu);
}

const char *iommu_vendor_name(const struct iommu *iommu)
{
	static const char *const names[] = { [IOMMU_INTEL] = "Intel", [IOMMU_AMD] = "AMD" };

	return names[iommu->vendor];
}

const char *iommu_table(const struct iommu *iommu)
{
	if (iommu->has_dmar)
		return "DMAR";
	return iommu->has_ivrs ? "IVRS" : NULL;
}

bool iommu_is_on_by_itself(const struct iommu *iommu)
{
	return iommu->groups && iommu->vendor == IOMMU_INTEL && !iommu->has_intel_on;
}

/* The word without the options that turn it off; nothing when there are no others. */
static void without_off(const struct cmdline_word *word, struct text *out)
{
	const char *option = NULL;
	size_t length;

	while ((option = next_option(word, option, &length))) {
		if (option_is(option, length, "off"))
			continue;
		if (out->length)
			text_puts(out, ",");
		else
			text_printf(out, "%.*s=", (int)word->name_length, word->name);
		text_add(out, option, length);
	}
}

static void explain_word(const struct iommu *iommu, struct text *cause, struct text *cure)
{
	const struct cmdline_word *off = &iommu->off;
	struct text rest = { 0 };

	without_off(off, &rest);
	text_add(cause, off->text, off->length);
	text_puts(cause, " on the kernel command line turns it off");
	loader_explain_removal(iommu->fs, off->text, off->length,
			       rest.length ? text_string(&rest) : NULL, cure);
	text_free(&rest);
}

static void explain_firmware(const struct iommu *iommu, bool needs_word, struct text *cause,
			     struct text *cure)
{
	static const char *const names[] = {
		[IOMMU_OTHER] = "the IOMMU (VT-d or AMD-Vi)",
		[IOMMU_INTEL] = "VT-d",
		[IOMMU_AMD] = "IOMMU (AMD-Vi) and SVM",
	};
	static const char *const tables[] = {
		[IOMMU_OTHER] = "neither a DMAR nor an IVRS table",
		[IOMMU_INTEL] = "no DMAR table",
		[IOMMU_AMD] = "no IVRS table",
	};

	text_printf(cause, "the firmware describes no IOMMU (%s)", tables[iommu->vendor]);
	text_printf(cure, "turn on %s in the firmware setup, if the machine has it",
		    names[iommu->vendor]);
	if (needs_word && !iommu->is_enabled)
		text_puts(cure, "; then run vfio-prebind iommu --enable and reboot");
}

void iommu_explain_off(const struct iommu *iommu, struct text *cause, struct text *cure)
{
	bool needs_word = iommu->vendor == IOMMU_INTEL && !iommu->has_intel_on;

	if (iommu->off.text) {
		explain_word(iommu, cause, cure);
	} else if (!iommu_table(iommu)) {
		explain_firmware(iommu, needs_word, cause, cure);
	} else if (needs_word) {
		text_puts(cause, "the kernel command line has no " LOADER_INTEL);
		text_puts(cure, iommu->is_enabled ? "reboot; the next boot has it"
						  : "run vfio-prebind iommu --enable and reboot");
	} else {
		text_puts(cause, "the firmware describes one, but the kernel does not use it");
		text_puts(cure, "see journalctl -k -g 'DMAR|AMD-Vi|IOMMU'");
	}
}

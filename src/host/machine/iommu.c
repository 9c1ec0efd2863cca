// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Combines groups, processor, firmware and command lines.
 *
 * Relied on: firmware with VT-d turned on publishes an ACPI table DMAR, with AMD-Vi an IVRS, on
 * Arm with an SMMU an IORT, and for virtio-iommu a VIOT.
 */
#include "host/machine/iommu.h"

#include <errno.h>
#include <string.h>

#define CPUINFO_MAX ((size_t)4 * 1024 * 1024)
#define TABLES "sys/firmware/acpi/tables/"

static const char *const tables[] = {
	[IOMMU_DMAR] = "DMAR",
	[IOMMU_IVRS] = "IVRS",
	[IOMMU_IORT] = "IORT",
	[IOMMU_VIOT] = "VIOT",
};

static enum iommu_vendor find_processor(const char *cpuinfo)
{
	if (strstr(cpuinfo, "GenuineIntel"))
		return IOMMU_INTEL;
	if (strstr(cpuinfo, "AuthenticAMD") || strstr(cpuinfo, "HygonGenuine"))
		return IOMMU_AMD;
	return strstr(cpuinfo, "CPU implementer") ? IOMMU_ARM : IOMMU_OTHER;
}

/* The first function is the bridge on which the buses hang, part of the processor's chipset. */
static enum iommu_vendor find_chipset(const struct pci_devices *devices)
{
	int32_t vendor = devices->count ? devices->list[0].id.vendor : PCI_ANY;

	if (vendor == 0x8086)
		return IOMMU_INTEL;
	return vendor == 0x1022 || vendor == 0x1d94 ? IOMMU_AMD : IOMMU_OTHER;
}

static enum iommu_table find_table(struct fs *fs)
{
	char path[FS_PATH_SIZE];
	size_t i;

	for (i = IOMMU_DMAR; i < ARRAY_SIZE(tables); i++)
		if (!fs_path(path, TABLES "%s", tables[i]) && fs_exists(fs, path))
			return (enum iommu_table)i;
	return IOMMU_NO_TABLE;
}

/* A firmware table is better evidence than a processor that a hypervisor presents. */
static enum iommu_vendor find_vendor(const struct iommu *iommu, const char *cpuinfo,
				     const struct pci_devices *devices)
{
	static const enum iommu_vendor vendors[] = {
		[IOMMU_DMAR] = IOMMU_INTEL,
		[IOMMU_IVRS] = IOMMU_AMD,
		[IOMMU_IORT] = IOMMU_ARM,
		[IOMMU_VIOT] = IOMMU_OTHER,
	};
	enum iommu_vendor vendor = find_processor(cpuinfo);

	if (iommu->table && vendors[iommu->table] != IOMMU_OTHER)
		return vendors[iommu->table];
	return vendor == IOMMU_OTHER ? find_chipset(devices) : vendor;
}

static bool attribute_is(struct fs *fs, const char *path, const char *wanted)
{
	char value[64];

	return !fs_read_attribute(fs, path, value, sizeof(value)) && !strcmp(value, wanted);
}

/* A flag that x86 processors have under a hypervisor only; elsewhere the firmware's name. */
static bool is_guest(struct fs *fs, const char *cpuinfo)
{
	static const char flag[] = " hypervisor";
	const char *at = strstr(cpuinfo, flag);

	return (at && strchr(" \n", at[strlen(flag)])) ||
	       attribute_is(fs, "sys/class/dmi/id/sys_vendor", "QEMU");
}

static bool is_xen(struct fs *fs)
{
	cleanup_free char *data = NULL;
	size_t length;

	return !fs_read(fs, "proc/xen/capabilities", 4096, &data, &length) &&
	       strstr(data, "control_d");
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

/* The last of "on" and "off" among the options, if any. */
static void read_switch(const struct cmdline_word *word, bool *has_off, bool *is_on)
{
	const char *option = NULL;
	size_t length;

	*has_off = false;
	while ((option = next_option(word, option, &length))) {
		if (option_is(option, length, "on"))
			*is_on = true;
		if (!option_is(option, length, "off"))
			continue;
		*has_off = true;
		*is_on = false;
	}
}

static bool is_intel_word(const struct iommu *iommu, const struct cmdline_word *word)
{
	return iommu->vendor != IOMMU_AMD &&
	       text_is_name(word->name, word->name_length, "intel_iommu");
}

/*
 * arch/x86/kernel/pci-dma.c, iommu_setup(), and drivers/iommu/amd/init.c,
 * parse_amd_iommu_options(). A word of the other vendor's driver does nothing here.
 */
static bool is_other_word(const struct iommu *iommu, const struct cmdline_word *word)
{
	if (text_is_name(word->name, word->name_length, "amd_iommu"))
		return iommu->vendor != IOMMU_INTEL;
	return text_is_name(word->name, word->name_length, "iommu");
}

bool iommu_next_off_word(const struct iommu *iommu, const struct iommu_words *words,
			 size_t *position, struct cmdline_word *word)
{
	const struct config_file *cmdline = words->cmdline;
	bool has_off, is_on;

	while (iommu->vendor != IOMMU_ARM &&
	       cmdline_next_word(cmdline->data, cmdline->length, position, word)) {
		read_switch(word, &has_off, &is_on);
		if (has_off && (is_other_word(iommu, word) ||
				(is_intel_word(iommu, word) && !words->has_intel_on)))
			return true;
	}
	return false;
}

/*
 * drivers/iommu/intel/iommu.c, intel_iommu_setup(): the last of "on" and "off" wins. For the other
 * words one "off" is enough, whatever follows it.
 */
static void read_words(const struct iommu *iommu, const struct config_file *cmdline,
		       struct iommu_words *words)
{
	struct cmdline_word word;
	size_t position = 0;
	bool has_off;

	words->cmdline = cmdline;
	while (cmdline_next_word(cmdline->data, cmdline->length, &position, &word))
		if (is_intel_word(iommu, &word))
			read_switch(&word, &has_off, &words->has_intel_on);
	position = 0;
	words->is_off = iommu_next_off_word(iommu, words, &position, &word);
}

void iommu_read(struct fs *fs, const struct pci_devices *devices, const struct config_files *files,
		struct iommu *iommu)
{
	cleanup_free char *cpuinfo = NULL;
	size_t length;
	bool known = !fs_read(fs, "proc/cpuinfo", CPUINFO_MAX, &cpuinfo, &length);

	memset(iommu, 0, sizeof(*iommu));
	iommu->fs = fs;
	iommu->groups = count_groups(devices);
	iommu->table = find_table(fs);
	iommu->has_devicetree = fs_exists(fs, "sys/firmware/devicetree/base");
	iommu->vendor = find_vendor(iommu, known ? cpuinfo : "", devices);
	iommu->is_xen = is_xen(fs);
	iommu->is_guest = !iommu->is_xen && is_guest(fs, known ? cpuinfo : "");
	read_words(iommu, config_files_find(files, CMDLINE_OF_THIS_BOOT), &iommu->running);
	read_words(iommu, config_files_find(files, CMDLINE_NAME), &iommu->next);
	iommu->from = &files->next;
}

const char *iommu_vendor_name(const struct iommu *iommu)
{
	static const char *const names[] = {
		[IOMMU_OTHER] = NULL,
		[IOMMU_INTEL] = "Intel",
		[IOMMU_AMD] = "AMD",
		[IOMMU_ARM] = "Arm",
	};

	return names[iommu->vendor];
}

const char *iommu_table_name(const struct iommu *iommu)
{
	return tables[iommu->table];
}

void iommu_word_without_off(const struct cmdline_word *word, struct text *out)
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

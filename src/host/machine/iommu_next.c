// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Predicts the IOMMU at the next boot from the known facts.
 *
 * Relied on: only Intel's driver waits for a parameter, unless the kernel is built with
 * INTEL_IOMMU_DEFAULT_ON. The others use what the firmware describes.
 */
#include "host/machine/iommu_next.h"

#include <string.h>

#include "host/loader/by_hand.h"
#include "host/loader/find.h"
#include "host/loader/removal.h"

#define KERNEL_CONFIG_MAX ((size_t)4 * 1024 * 1024)

/*
 * How the running kernel is built, if its configuration is readable: assumes the same for the next
 * one.
 */
static bool is_built_to_be_on(struct fs *fs)
{
	static const char option[] = "\nCONFIG_INTEL_IOMMU_DEFAULT_ON=y\n";
	static const char *const places[] = { "boot/config-%s", "lib/modules/%s/config" };
	char kernel[128], path[FS_PATH_SIZE];
	size_t length, i;

	if (fs_read_attribute(fs, "proc/sys/kernel/osrelease", kernel, sizeof(kernel)))
		return false;
	for (i = 0; i < ARRAY_SIZE(places); i++) {
		cleanup_free char *data = NULL;

		if (!fs_path(path, places[i], kernel) &&
		    !fs_read(fs, path, KERNEL_CONFIG_MAX, &data, &length))
			return strstr(data, option);
	}
	return false;
}

bool iommu_is_on_by_itself(const struct iommu *iommu)
{
	return iommu->groups && iommu->vendor == IOMMU_INTEL &&
	       (!iommu->running.has_intel_on || is_built_to_be_on(iommu->fs));
}

static bool is_asked(const struct iommu *iommu)
{
	return iommu->vendor != IOMMU_INTEL || iommu->next.has_intel_on ||
	       iommu_is_on_by_itself(iommu);
}

/* Whether the next boot has different words, which make the difference. */
static bool words_turn_it_on(const struct iommu *iommu)
{
	return iommu->running.is_off ||
	       (iommu->vendor == IOMMU_INTEL && !iommu->running.has_intel_on);
}

enum iommu_outlook iommu_outlook(const struct iommu *iommu)
{
	if (iommu->next.is_off)
		return IOMMU_TURNED_OFF;
	if (iommu->groups)
		return is_asked(iommu) ? IOMMU_WILL_BE_ON : IOMMU_NOT_ASKED;
	if (iommu->is_xen)
		return IOMMU_OF_XEN;
	if (!iommu->table)
		return IOMMU_UNDESCRIBED;
	if (!is_asked(iommu))
		return IOMMU_NOT_ASKED;
	return words_turn_it_on(iommu) ? IOMMU_WILL_BE_ON : IOMMU_UNUSED;
}

/* "iommu=off and amd_iommu=off on the kernel command line turn it off" */
static void explain_words(const struct iommu *iommu, struct text *cause, struct text *cure)
{
	struct removal removal = { .fs = iommu->fs };
	struct cmdline_word word;
	size_t position = 0, count = 0;

	while (iommu_next_off_word(iommu, &iommu->next, &position, &word)) {
		struct text rest = { 0 };

		iommu_word_without_off(&word, &rest);
		text_puts(cause, count++ ? " and " : "");
		text_add(cause, word.text, word.length);
		removal_add(&removal, word.text, word.length,
			    rest.length ? text_string(&rest) : NULL);
		text_free(&rest);
	}
	text_printf(cause, " on the kernel command line turn%s it off", count == 1 ? "s" : "");
	removal_explain(&removal, cure);
}

/* "iommu --enable" refuses where no program keeps the words, or none that it starts. */
static void explain_enabling(const struct iommu *iommu, struct text *cure)
{
	if (!loader_can_change(loader_find(iommu->fs)))
		loader_explain_by_hand(iommu->fs, LOADER_INTEL, cure);
	else
		text_puts(cure, "run 'vfio-prebind iommu --enable', then reboot");
}

static void explain_unasked(const struct iommu *iommu, struct text *cause, struct text *cure)
{
	if (iommu->groups && *iommu->from->file)
		text_printf(cause,
			    "this boot's command line has " LOADER_INTEL ", but /%s does not",
			    iommu->from->file);
	else
		text_puts(cause, "the kernel command line has no " LOADER_INTEL);
	explain_enabling(iommu, cure);
}

static void explain_table(const struct iommu *iommu, struct text *cause)
{
	static const char *const missing[] = {
		[IOMMU_OTHER] = "neither a DMAR nor an IVRS table",
		[IOMMU_INTEL] = "no DMAR table",
		[IOMMU_AMD] = "no IVRS table",
		[IOMMU_ARM] = "no IORT table",
	};

	if (iommu->has_devicetree)
		text_puts(cause, "the device tree describes no IOMMU that the kernel uses");
	else
		text_printf(cause, "the firmware describes no IOMMU (%s)", missing[iommu->vendor]);
}

static void explain_firmware(const struct iommu *iommu, struct text *cause, struct text *cure)
{
	static const char *const names[] = {
		[IOMMU_OTHER] = "turn on the IOMMU (VT-d or AMD-Vi) in the firmware setup",
		[IOMMU_INTEL] = "turn on VT-d in the firmware setup",
		[IOMMU_AMD] = "turn on IOMMU (AMD-Vi) and SVM in the firmware setup",
		[IOMMU_ARM] = "turn on the SMMU in the firmware setup",
	};

	if (iommu->is_guest) {
		text_puts(cause, "this is a virtual machine without a virtual IOMMU");
		text_puts(cure, "add one on its host, if the hypervisor supports it (QEMU: -device "
				"intel-iommu or virtio-iommu)");
	} else {
		explain_table(iommu, cause);
		text_printf(cure, "%s, if the machine supports it",
			    iommu->has_devicetree
				    ? "use a device tree that describes the SMMU and its devices"
				    : names[iommu->vendor]);
	}
	if (!is_asked(iommu)) {
		text_puts(cure, "; then ");
		explain_enabling(iommu, cure);
	}
}

/* It is off now, and the words of the next boot turn it on. */
static void explain_change(const struct iommu *iommu, struct text *cause, struct text *cure)
{
	struct cmdline_word word;
	size_t position = 0;

	if (iommu->running.is_off) {
		while (iommu_next_off_word(iommu, &iommu->running, &position, &word)) {
			text_puts(cause, cause->length ? " and " : "");
			text_add(cause, word.text, word.length);
		}
		text_puts(cause, " on this boot's command line turned it off");
	} else {
		text_puts(cause, "this boot's command line has no " LOADER_INTEL);
	}
	text_puts(cure, "reboot: the next boot turns it on");
}

void iommu_explain(const struct iommu *iommu, struct text *cause, struct text *cure)
{
	switch (iommu_outlook(iommu)) {
	case IOMMU_WILL_BE_ON:
		explain_change(iommu, cause, cure);
		return;
	case IOMMU_TURNED_OFF:
		explain_words(iommu, cause, cure);
		return;
	case IOMMU_NOT_ASKED:
		explain_unasked(iommu, cause, cure);
		return;
	case IOMMU_UNDESCRIBED:
		explain_firmware(iommu, cause, cure);
		return;
	case IOMMU_OF_XEN:
		text_puts(cause,
			  "this is the control domain of Xen, which keeps the IOMMU to itself");
		text_puts(cure, "give devices to guests with Xen's own tools: see xl(1), "
				"pci-assignable-add");
		return;
	case IOMMU_UNUSED:
		text_puts(cause, "the firmware describes one, but the kernel does not use it");
		text_puts(cure, "see 'journalctl -k -g DMAR\\|AMD-Vi\\|IOMMU\\|SMMU'");
		return;
	}
}

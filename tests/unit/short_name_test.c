// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What people call a card.
 */
#include "unit/unit.h"

#include <string.h>

#include "host/show/short_name.h"

struct names {
	const char *full, *brief;
};

typedef void shorten_fn(const char *name, struct text *out);

static void check_all(shorten_fn *shorten, const struct names *names, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++) {
		struct text out = { 0 };

		shorten(names[i].full, &out);
		assert_string_equal(text_string(&out), names[i].brief);
		text_free(&out);
	}
}

static void a_vendor_is_no_company(void **state)
{
	static const struct names names[] = {
		{ "Advanced Micro Devices, Inc. [AMD/ATI]", "AMD" },
		{ "Advanced Micro Devices, Inc. [AMD]", "AMD" },
		{ "Intel Corporation", "Intel" },
		{ "Samsung Electronics Co Ltd", "Samsung" },
		{ "Realtek Semiconductor Co., Ltd.", "Realtek" },
		{ "Broadcom Inc. and subsidiaries", "Broadcom" },
		{ "MAXIO Technology (Hangzhou) Ltd.", "MAXIO" },
		{ "Silicon Motion, Inc.", "Silicon Motion" },
		{ "SK hynix", "SK hynix" },
		{ "Co", "Co" },
		{ "Inc., Ltd.", "Inc" },
		{ "", "" },
		{ "[]", "[]" },
		{ "]", "]" },
		{ " ", "" },
	};

	(void)state;
	check_all(short_vendor, names, ARRAY_SIZE(names));
}

static void a_product_is_in_brackets(void **state)
{
	static const struct names names[] = {
		{ "TU116M [GeForce GTX 1660 Ti Mobile]", "GeForce GTX 1660 Ti Mobile" },
		{ "Navi 31 [Radeon RX 7900 XT/7900 XTX]", "Radeon RX 7900 XT/7900 XTX" },
		{ "MT27710 Family [ConnectX-4 Lx]", "ConnectX-4 Lx" },
		{ "6-Port SATA Controller [AHCI mode]", "6-Port SATA Controller [AHCI mode]" },
		{ "SATA [RAID Mode]", "SATA [RAID Mode]" },
		{ "NVMe SSD Controller SM981", "NVMe SSD Controller SM981" },
		{ "[X] Y", "[X] Y" },
		{ "[]", "[]" },
		{ "]", "]" },
		{ "[", "[" },
		{ "", "" },
	};

	(void)state;
	check_all(short_product, names, ARRAY_SIZE(names));
}

static void a_brief_name_has_the_product_first(void **state)
{
	static const struct {
		const char *product, *vendor, *brief;
		uint32_t class;
	} names[] = {
		{ "SAS2008 PCI-Express Fusion-MPT SAS-2 [Falcon]", "Broadcom / LSI",
		  "SAS2008 PCI-Express Fusion-MPT SAS-2, Broadcom / LSI", 0x010700 },
		{ "[Falcon]", "X", "Falcon, X", 0x010700 },
		{ "TU116M [GeForce GTX 1660 Ti Mobile]", "NVIDIA Corporation",
		  "GeForce GTX 1660 Ti Mobile, NVIDIA", 0 },
		{ "Matisse USB 3.0 Host Controller", "Advanced Micro Devices, Inc. [AMD]",
		  "Matisse USB 3.0, AMD", 0 },
		{ "Ethernet Controller X710 for 10GbE SFP+", "Intel Corporation",
		  "Ethernet X710 for 10GbE SFP+, Intel", 0 },
		{ "FCH SATA Controller [AHCI mode]", "AMD", "FCH SATA [AHCI mode], AMD", 0 },
		{ "8th Gen Core Processor Host Bridge", "Intel Corporation",
		  "8th Gen Core Processor Host Bridge, Intel", 0 },
		{ "Wi-Fi 6 AX200 adapter", "Intel Corporation", "Wi-Fi 6 AX200, Intel", 0 },
		{ "Host Controller", "X", "Host Controller, X", 0 },
		{ "", "X", ", X", 0 },
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(names); i++) {
		struct text out = { 0 };

		brief_name(names[i].class, names[i].product, names[i].vendor, &out);
		assert_string_equal(text_string(&out), names[i].brief);
		text_free(&out);
	}
}

static void classes_have_short_names(void **state)
{
	(void)state;
	assert_string_equal(short_class(0x030000), "VGA");
	assert_string_equal(short_class(0x010802), "NVMe");
	assert_null(short_class(0xff0000));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_vendor_is_no_company),
		cmocka_unit_test(a_product_is_in_brackets),
		cmocka_unit_test(a_brief_name_has_the_product_first),
		cmocka_unit_test(classes_have_short_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

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
		cmocka_unit_test(classes_have_short_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

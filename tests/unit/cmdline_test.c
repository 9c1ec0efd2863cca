// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The kernel command line.
 */
#include "unit/unit.h"

#include <string.h>

struct expected {
	const char *text;
	bool enable, debug;
	size_t rules, errors;
};

static void check(const struct expected *expected, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++) {
		struct diagnostics errors = { 0 };
		struct config config = { 0 };
		struct cmdline cmdline = { 0 };

		assert_int_equal(cmdline_parse(expected[i].text, strlen(expected[i].text), &cmdline,
					       &config, &errors),
				 0);
		if (cmdline.enable != expected[i].enable || cmdline.debug != expected[i].debug ||
		    config.count != expected[i].rules || errors.count != expected[i].errors)
			fail_msg("%s: enable %d debug %d rules %zu errors %zu", expected[i].text,
				 cmdline.enable, cmdline.debug, config.count, errors.count);
		config_free(&config);
		diagnostics_free(&errors);
	}
}

static void without_parameters_all_is_at_its_default(void **state)
{
	static const struct expected table[] = {
		{ "", true, false, 0, 0 },
		{ "\n", true, false, 0, 0 },
		{ "ro quiet splash\n", true, false, 0, 0 },
		{ "vfio-pci.ids=10de:2191", true, false, 0, 0 },
		{ "vfio_prebind.enabled=0 vfio_prebind.enabl=0 vfio_prebind=0", true, false, 0, 0 },
		{ "avfio_prebind.enable=0 vfio_prebind.enable.0", true, false, 0, 0 },
		{ "VFIO_PREBIND.ENABLE=0", true, false, 0, 0 },
	};

	(void)state;
	check(table, ARRAY_SIZE(table));
}

static void truth_is_what_the_kernel_takes_for_it(void **state)
{
	static const struct expected table[] = {
		{ "vfio_prebind.enable=0", false, false, 0, 0 },
		{ "vfio_prebind.enable=n", false, false, 0, 0 },
		{ "vfio_prebind.enable=N", false, false, 0, 0 },
		{ "vfio_prebind.enable=no", false, false, 0, 0 },
		{ "vfio_prebind.enable=off", false, false, 0, 0 },
		{ "vfio_prebind.enable=false", false, false, 0, 0 },
		{ "vfio_prebind.debug", true, true, 0, 0 },
		{ "vfio_prebind.debug=1", true, true, 0, 0 },
		{ "vfio_prebind.debug=y vfio_prebind.enable=Y", true, true, 0, 0 },
		{ "vfio_prebind.debug=on", true, true, 0, 0 },
		{ "vfio_prebind.debug=", true, false, 0, 1 },
		{ "vfio_prebind.enable=2", true, false, 0, 1 },
		{ "vfio_prebind.enable=00", true, false, 0, 1 },
	};

	(void)state;
	check(table, ARRAY_SIZE(table));
}

static void the_last_one_wins(void **state)
{
	static const struct expected table[] = {
		{ "vfio_prebind.enable=0 vfio_prebind.enable=1", true, false, 0, 0 },
		{ "vfio_prebind.enable=1 vfio_prebind.enable=0", false, false, 0, 0 },
		{ "vfio_prebind.enable=0 vfio_prebind.enable", true, false, 0, 0 },
		{ "vfio_prebind.enable=0 vfio_prebind.enable=x", false, false, 0, 1 },
		{ "vfio_prebind.devices=x vfio_prebind.devices=01:00.0", true, false, 1, 0 },
		{ "vfio_prebind.devices=01:00.0 vfio_prebind.devices=", true, false, 0, 0 },
		{ "vfio_prebind.devices=01:00.0 vfio_prebind.devices", true, false, 0, 0 },
	};

	(void)state;
	check(table, ARRAY_SIZE(table));
}

static void dashes_quotes_and_white_space_are_the_kernels(void **state)
{
	static const struct expected table[] = {
		{ "vfio-prebind.enable=0", false, false, 0, 0 },
		{ "vfio-prebind-enable=0", true, false, 0, 0 },
		{ "\"vfio_prebind.enable=0\"", false, false, 0, 0 },
		{ "vfio_prebind.enable=\"0\"", false, false, 0, 0 },
		{ "vfio_prebind.enable=\"0", false, false, 0, 0 },
		{ "\tvfio_prebind.enable=0\v", false, false, 0, 0 },
		{ "a=\"x vfio_prebind.enable=0 y\"", true, false, 0, 0 },
		{ "a=\"x vfio_prebind.enable=0", true, false, 0, 0 },
		{ "-- vfio_prebind.enable=0", true, false, 0, 0 },
		{ "--vfio_prebind.enable=0 vfio_prebind.debug", true, true, 0, 0 },
		{ "vfio_prebind.devices=\"01:00.0,10de:2191\"", true, false, 2, 0 },
		{ "\"", true, false, 0, 0 },
	};

	(void)state;
	check(table, ARRAY_SIZE(table));
}

static void a_nul_byte_ends_it(void **state)
{
	static const char text[] = "vfio_prebind.debug\0vfio_prebind.enable=0";
	struct diagnostics errors = { 0 };
	struct config config = { 0 };
	struct cmdline cmdline;

	(void)state;
	assert_int_equal(cmdline_parse(text, sizeof(text), &cmdline, &config, &errors), 0);
	assert_true(cmdline.enable);
	assert_true(cmdline.debug);
	config_free(&config);
}

static void an_error_names_the_column(void **state)
{
	static const char text[] = "ro vfio_prebind.devices=01:00.0,zz";
	struct diagnostics errors = { 0 };
	struct config config = { 0 };
	struct cmdline cmdline;

	(void)state;
	assert_int_equal(cmdline_parse(text, strlen(text), &cmdline, &config, &errors), 0);
	assert_int_equal(errors.count, 1);
	assert_string_equal(errors.list[0].file, CMDLINE_NAME);
	assert_int_equal(errors.list[0].column, strlen(text) - 1);
	config_free(&config);
	diagnostics_free(&errors);
}

static void its_rules_come_after_those_of_the_files(void **state)
{
	static const char text[] = "vfio_prebind.devices=01:00.0";
	struct diagnostics errors = { 0 };
	struct config config;
	struct cmdline cmdline;

	(void)state;
	unit_config("01:00.0 on-failure=hold\n", &config);
	assert_int_equal(cmdline_parse(text, strlen(text), &cmdline, &config, &errors), 0);
	assert_int_equal(config.count, 2);
	assert_string_equal(config.rules[1].source.file, CMDLINE_NAME);
	assert_int_equal(config.rules[1].on_failure, ON_FAILURE_RELEASE);
	config_free(&config);
}

static void a_disk_that_is_named_by_path_says_its_function(void **state)
{
	static const struct {
		const char *text, *addresses;
	} table[] = {
		{ "root=/dev/disk/by-path/pci-0000:00:1f.2-ata-1-part2", "0000:00:1f.2 " },
		{ "resume=/dev/disk/by-path/pci-10000:e1:00.0-nvme-1 ro", "10000:e1:00.0 " },
		{ "cryptdevice=/dev/disk/by-path/virtio-pci-0000:00:05.0:root", "0000:00:05.0 " },
		{ "root=/dev/disk/by-path/pci-0000:00:0e.0-pci-10000:e1:00.0-nvme-1-part2",
		  "0000:00:0e.0 10000:e1:00.0 " },
		{ "root=/dev/disk/by-path/virtio-pci-0000:00:05.0-part1", "0000:00:05.0 " },
		{ "rd.luks.data=x=\"/dev/disk/by-path/platform-40.pcie-pci-0000:01:00.0-nvme-1\"",
		  "0000:01:00.0 " },
		{ "root=/dev/sda2 resume=/dev/disk/by-path/pci-0000:00:14.0-usb-0:1:1.0-scsi-0:0",
		  "- 0000:00:14.0 " },
		{ "root=/dev/disk/by-path/pci-0000:00:1f.9-ata-1", "- " },
		{ "root=/dev/disk/by-id/pci-0000:00:1f.2", "- " },
		{ "root=/dev/disk/by-path/pci-", "- " },
		{ "root=/dev/disk/by-path/pci-0000:00:05.", "- " },
		{ "root=/dev/disk/by-path/", "- " },
		{ "root=UUID=1234 /dev", "" },
		{ "/dev/", "- " },
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(table); i++) {
		const char *text = table[i].text, *name;
		size_t position = 0, length;
		struct text found = { 0 };

		while (cmdline_next_device(text, strlen(text), &position, &name, &length)) {
			char printed[PCI_ADDRESS_SIZE] = "-";
			struct pci_address address;
			size_t at = 0;

			while (cmdline_next_function(name, length, &at, &address)) {
				pci_address_format(&address, printed);
				text_printf(&found, "%s ", printed);
			}
			if (*printed == '-')
				text_puts(&found, "- ");
		}
		assert_string_equal(text_string(&found), table[i].addresses);
		text_free(&found);
	}
}

/* What lib/cmdline.c, next_arg(), makes of them. */
static void words_are_the_kernels(void **state)
{
	static const struct {
		const char *text, *words;
	} table[] = {
		{ "", "" },
		{ " \t\n", "" },
		{ "ro quiet\n", "[ro][quiet]" },
		{ "  a=1\v\fb=2\r", "[a|1][b|2]" },
		{ "a=\"1 2\" b", "[a|1 2][b]" },
		{ "\"a=1 2\" b", "[a|1 2][b]" },
		{ "\"a b\"", "[a b]" },
		{ "a=x\"1 2\"y b", "[a|x\"1 2\"y][b]" },
		{ "a=\"1 2", "[a|1 2]" },
		{ "\"a", "[a]" },
		{ "a= b", "[a|][b]" },
		{ "=a b", "[=a][b]" },
		{ "=a=b", "[=a|b]" },
		{ "a=b=c", "[a|b=c]" },
		{ "\"\" a", "[][a]" },
		{ "quiet\xc2\xa0"
		  "a=1",
		  "[quiet\xc2][a|1]" },
		{ "a -- b", "[a]" },
		{ "a \"--\" b", "[a]" },
		{ "a --=x --b", "[a][--|x][--b]" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(table); i++) {
		struct text found = { 0 };
		struct cmdline_word word;
		size_t position = 0;

		while (cmdline_next_word(table[i].text, strlen(table[i].text), &position, &word)) {
			text_printf(&found, "[%.*s", (int)word.name_length, word.name);
			assert_true(word.value >= word.text);
			assert_true(word.has_value || !word.value_length);
			if (word.has_value)
				text_printf(&found, "|%.*s", (int)word.value_length, word.value);
			text_puts(&found, "]");
		}
		assert_string_equal(text_string(&found), table[i].words);
		text_free(&found);
	}
}

UNIT_MAIN(cmocka_unit_test(without_parameters_all_is_at_its_default),
	  cmocka_unit_test(truth_is_what_the_kernel_takes_for_it),
	  cmocka_unit_test(the_last_one_wins),
	  cmocka_unit_test(dashes_quotes_and_white_space_are_the_kernels),
	  cmocka_unit_test(a_nul_byte_ends_it), cmocka_unit_test(an_error_names_the_column),
	  cmocka_unit_test(its_rules_come_after_those_of_the_files),
	  cmocka_unit_test(words_are_the_kernels),
	  cmocka_unit_test(a_disk_that_is_named_by_path_says_its_function))

// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What goes into the image, and that it means the same when it is read back.
 */
#include "unit/unit.h"

#include <errno.h>
#include <string.h>

#include "host/image/config_text.h"
#include "host/needs/storage.h"

struct test {
	struct fs *fs;
	struct inputs inputs;
	struct protection protection;
	struct diagnostics warnings;
	struct text out;
	struct config again; /* the image, read back */
	struct diagnostics bad;
};

static void start(struct test *test, const char *machine, const char *config)
{
	memset(test, 0, sizeof(*test));
	test->fs = unit_machine(machine, NULL);
	unit_inputs(test->fs, config, &test->inputs);
	assert_int_equal(storage_find(test->fs, &test->protection, &test->warnings), 0);
	assert_int_equal(image_write(&test->inputs.config, &test->inputs.errors,
				     &test->inputs.devices, &test->protection, NULL, &test->out,
				     &test->warnings),
			 0);
	assert_true(test->out.length <= IMAGE_FILE_MAX);
	if (test->out.length)
		assert_int_equal(config_add_file(&test->again, &test->bad, "image", test->out.data,
						 test->out.length, CONFIG_IMAGE),
				 0);
}

static void end(struct test *test)
{
	text_free(&test->out);
	diagnostics_free(&test->warnings);
	diagnostics_free(&test->bad);
	protection_free(&test->protection);
	config_free(&test->again);
	inputs_free(&test->inputs);
	unit_machine_end(test->fs);
}

static void assert_line(const struct test *test, const char *line)
{
	if (!strstr(text_string(&test->out), line))
		fail_msg("no line '%s' in:\n%s", line, text_string(&test->out));
}

static void nothing_configured_writes_nothing(void **state)
{
	struct test test;

	(void)state;
	start(&test, "twins", "# only a comment\n");
	assert_int_equal(test.out.length, 0);
	end(&test);
}

static void a_place_is_pinned_and_an_id_is_not(void **state)
{
	struct test test;

	(void)state;
	start(&test, "twins", "04:00.0\n1002:aaf0\n00:02.0/00.1\n!03:00.0\n");
	assert_line(&test, ":1 0000:04:00.0 id=1002:67df subsystem=1da2:e387\n");
	assert_line(&test, ":2 1002:aaf0\n");
	assert_line(&test, ":3 0000:00:02.0/00.1 id=1002:aaf0 subsystem=1da2:aaf0\n");
	assert_line(&test, ":4 !0000:03:00.0 id=1002:67df subsystem=1da2:e387\n");
	assert_int_equal(test.warnings.count, 0);
	end(&test);
}

static void a_slot_becomes_its_functions_that_fulfil_the_conditions(void **state)
{
	struct test test;

	(void)state;
	start(&test, "desktop-igpu-dgpu", "01:00.* class=04 driver=x\n00:01.0/00.* class=0c03\n");
	assert_line(&test, ":1 0000:01:00.1 id=10de:1aeb subsystem=1462:3790 class=04 driver=x\n");
	assert_line(&test, ":2 0000:00:01.0/00.2 id=10de:1aec subsystem=1462:3790 class=0c03\n");
	assert_null(strstr(test.out.data, "01:00.0 "));
	end(&test);
}

static void what_is_not_there_stays_unpinned_with_a_warning(void **state)
{
	struct test test;

	(void)state;
	start(&test, "twins", "05:00.0\n05:00.*\n");
	assert_line(&test, ":1 0000:05:00.0\n");
	assert_line(&test, ":2 0000:05:00.*\n");
	assert_int_equal(test.warnings.count, 2);
	assert_int_equal(test.warnings.list[1].line, 2);
	end(&test);
}

static void pin_no_is_left_as_it_is(void **state)
{
	struct test test;

	(void)state;
	start(&test, "twins", "set pin=no\n04:00.0\n05:00.*\n");
	assert_line(&test, ":2 0000:04:00.0\n");
	assert_line(&test, ":3 0000:05:00.*\n");
	assert_int_equal(test.warnings.count, 0);
	end(&test);
}

static void a_rule_that_takes_the_hosts_disk_is_left_out_and_says_so(void **state)
{
	static const char *const rules[] = {
		"01:00.0",
		"01:00.*",
		"144d:a80a",
		"144d:* class=01",
		"00:1a.0/00.0",
		"00:1a.0/00.*",
		"01:00.0 id=144d:a80a",
		"8086:7a62",
		"00:17.0",
		"02:00.0 group=yes",
		"144d:a80c",
		"1000:0097:1000:3090",
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(rules); i++) {
		struct test test;

		start(&test, "storage", rules[i]);
		assert_int_equal(test.warnings.count, 1);
		assert_int_equal(test.bad.count, 1);
		assert_non_null(strstr(test.bad.list[0].text, "left out of the image"));
		assert_null(strstr(test.out.data, "@rule /etc"));
		end(&test);
	}
}

static void no_image_ever_wants_what_the_host_lives_on(void **state)
{
	static const char config[] = "10de:*\n144d:* class=01\n144d:a80c\n01:00.0\n";
	static const char cmdline[] = "144d:a80a,144d:a80c,1000:0097,8086:7a62";
	struct matches matches;
	struct test test;
	size_t i, j;

	(void)state;
	start(&test, "storage", config);
	assert_int_equal(
		config_add_list(&test.again, &test.bad, "cmdline", cmdline, strlen(cmdline), 0), 0);
	assert_int_equal(matches_find(&test.again, &test.inputs.devices, &matches), 0);
	for (i = 0; i < matches.count; i++)
		for (j = 0; j < test.protection.count; j++)
			if (!pci_address_compare(&matches.list[i].device->address,
						 &test.protection.list[j].address))
				assert_int_equal(matches.list[i].verdict, VERDICT_EXCLUDED);
	matches_free(&matches);
	end(&test);
}

static void the_root_disk_in_the_group_leaves_the_rule_out(void **state)
{
	struct test test;

	(void)state;
	start(&test, "one-group", "01:00.0 group=yes\n02:00.0\n");
	assert_int_equal(test.warnings.count, 1);
	assert_line(&test, "left out of the image: 0000:01:00.0 group=yes");
	assert_line(&test, ":2 0000:02:00.0 id=");
	end(&test);
}

static void the_last_rule_decides_whether_the_group_is_wanted(void **state)
{
	static const char *const unwanted[] = {
		"04:00.0 group=yes\n04:00.0\n",
		"04:00.0 group=yes\n1002:67df\n",
		"04:00.0 group=yes\nset pin=no\n04:00.*\n",
		"04:00.0 group=yes\n!1002:67df\n",
	};
	static const char *const wanted[] = {
		"04:00.0\n04:00.0 group=yes\n",
		"04:00.0 group=yes\n03:00.0\n",
		"04:00.0 group=yes\n1002:67df serial=00-00-00-00-00-00-00-01\n",
		"04:00.0 group=yes\n04:00.0 serial=00-00-00-00-00-00-00-01\n",
		"04:00.* group=yes\n04:00.0\n",
	};
	struct test test;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(unwanted); i++) {
		start(&test, "twins", unwanted[i]);
		assert_null(strstr(test.out.data, "1002:aaf0"));
		assert_null(strstr(test.out.data, "group=yes"));
		end(&test);
	}
	for (i = 0; i < ARRAY_SIZE(wanted); i++) {
		start(&test, "twins", wanted[i]);
		assert_line(&test, " 0000:04:00.1 id=1002:aaf0 subsystem=1da2:aaf0");
		assert_line(&test, "group=yes");
		end(&test);
	}
}

/* A bridge is never taken, and so neither is its group through it. */
static void a_bridge_in_the_root_disks_group_leaves_no_rule_out(void **state)
{
	struct test test;

	(void)state;
	start(&test, "one-group", "00:1c.1 group=yes\n");
	assert_int_equal(test.warnings.count, 0);
	assert_line(&test, ":1 0000:00:1c.1 id=8086:1c12 subsystem=1043:844d group=yes");
	end(&test);
}

static void what_was_wrong_on_the_host_is_in_the_image(void **state)
{
	struct test test;

	(void)state;
	start(&test, "twins", "bad\n04:00.0\n");
	assert_int_equal(test.bad.count, 1);
	assert_int_equal(test.bad.list[0].line, 1);
	assert_string_equal(test.bad.list[0].text, test.inputs.errors.list[0].text);
	end(&test);
}

static void thousands_of_bad_lines_make_no_image_too_large(void **state)
{
	struct text config = { 0 };
	struct test test;
	size_t i;

	(void)state;
	for (i = 0; i < 30000; i++)
		text_puts(&config, "x\n");
	start(&test, "twins", config.data);
	assert_true(test.bad.count > 100);
	text_free(&config);
	end(&test);
}

static void thousands_of_rules_make_no_image_too_large(void **state)
{
	struct text config = { 0 };
	struct test test;
	size_t i;

	(void)state;
	for (i = 0; i < CONFIG_RULES_MAX; i++)
		text_puts(&config, "01:00.*\n");
	start(&test, "desktop-igpu-dgpu", config.data);
	assert_int_equal(test.bad.count, 1);
	assert_false(test.again.unreadable);
	/* the protection of the root disk is among what is left in */
	assert_line(&test, "!0000:02:00.0");
	text_free(&config);
	end(&test);
}

static void every_exclusion_is_in_whatever_else_is_left_out(void **state)
{
	struct text config = { 0 };
	struct test test;
	size_t i, exclusions = 0;

	(void)state;
	for (i = 0; i < CONFIG_RULES_MAX / 2; i++)
		text_puts(&config, "01:00.*\n!01:00.*\n");
	start(&test, "desktop-igpu-dgpu", config.data);
	for (i = 0; i < test.again.count; i++)
		exclusions += test.again.rules[i].exclude &&
			      (!i || test.again.rules[i].source.line !=
					     test.again.rules[i - 1].source.line);
	assert_int_equal(exclusions, CONFIG_RULES_MAX / 2 + 1); /* and the disk of the host */
	assert_int_equal(test.bad.count, 1);
	assert_false(test.again.unreadable);
	text_free(&config);
	end(&test);
}

/* The place of a line is at most 3 bytes for each of a path, and that of a path FS_PATH_SIZE. */
static void no_line_is_longer_than_its_reader_takes(void **state)
{
	struct config config = { 0 };
	struct diagnostics bad = { 0 }, none = { 0 };
	struct pci_devices devices = { 0 };
	struct protection protection = { 0 };
	struct text out = { 0 };
	char name[FS_PATH_SIZE], phrase[3 * IMAGE_LINE_MAX];

	(void)state;
	memset(name, ' ', sizeof(name));
	name[sizeof(name) - 1] = '\0';
	memset(phrase, 'x', sizeof(phrase));
	phrase[sizeof(phrase) - 1] = '\0';
	assert_int_equal(diagnostics_add(&bad, name, 1, 1, phrase), 0);
	assert_int_equal(image_write(&config, &bad, &devices, &protection, NULL, &out, &none), 0);
	assert_int_equal(
		config_add_file(&config, &none, "image", out.data, out.length, CONFIG_IMAGE), 0);
	assert_false(config.unreadable);
	assert_int_equal(none.count, 1);
	assert_string_equal(none.list[0].text + strlen(none.list[0].text) - 4, "x...");
	text_free(&out);
	diagnostics_free(&bad);
	diagnostics_free(&none);
	config_free(&config);
}

/* What is decided from the image is what is decided from the files, but that the pin names an ID.
 */
static void the_image_makes_the_plan_of_the_files(void **state)
{
	static const char *const machines[] = {
		"desktop-igpu-dgpu", "twins", "acs", "no-iommu", "server-sriov", "serial-builtin"
	};
	static const char config[] =
		"10de:2184,10de:1aeb on-failure=hold\n01:00.* take-builtin=no\n04:00.0\n"
		"00:03.1/00.0/10.0/00.*\n1002:* class=0403\n!03:00.1\n08:00.0 group=yes\n"
		"set driver=pci-stub\n02:00.0\n3b:00.0 subsystem=1028:1f99\n!00:02.0/00.*\n";
	size_t i, j;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(machines); i++) {
		struct matches files, image;
		struct test test;

		start(&test, machines[i], config);
		assert_int_equal(matches_find(&test.inputs.config, &test.inputs.devices, &files),
				 0);
		assert_int_equal(matches_find(&test.again, &test.inputs.devices, &image), 0);
		for (j = 0; j < files.count; j++) {
			if (files.list[j].verdict == VERDICT_STORAGE)
				continue;
			assert_true(j < image.count);
			assert_ptr_equal(files.list[j].device, image.list[j].device);
			assert_int_equal(files.list[j].verdict, image.list[j].verdict);
			assert_string_equal(files.list[j].wanted_by->driver,
					    image.list[j].wanted_by->driver);
			assert_int_equal(files.list[j].rule->source.line,
					 image.list[j].rule->source.line);
		}
		matches_free(&files);
		matches_free(&image);
		end(&test);
	}
}

static void digest_of(const char *text, char digest[DIGEST_SIZE])
{
	struct config config;

	unit_config(text, &config);
	assert_int_equal(image_digest(&config, digest), 0);
	config_free(&config);
}

static void the_digest_is_of_what_the_rules_say(void **state)
{
	static const char *const others[] = {
		"01:00.1\n",
		"01:00.0 group=yes\n",
		"!01:00.0\n",
		"01:00.0\n01:00.0\n",
		"set pin=no\n01:00.0\n",
		"01:00.0 on-failure=hold\n",
		"01:00.0 driver=x\n",
		"",
	};
	char first[DIGEST_SIZE], second[DIGEST_SIZE];
	size_t i;

	(void)state;
	digest_of("01:00.0\n", first);
	assert_int_equal(strncmp(first, "sha256:", 7), 0);
	assert_int_equal(strlen(first), DIGEST_SIZE - 1);
	digest_of("# why\n\n   0000:01:00.0\tgroup=no # here\n", second);
	assert_string_equal(first, second);
	for (i = 0; i < ARRAY_SIZE(others); i++) {
		digest_of(others[i], second);
		assert_string_not_equal(first, second);
	}
}

static void a_protected_function_is_named_once_with_its_first_reason(void **state)
{
	struct protection protection = { 0 };
	struct pci_address address = { .bus = 1 }, other = { .bus = 2 };

	(void)state;
	assert_int_equal(protection_add(&protection, &address, "/"), 0);
	assert_int_equal(protection_add(&protection, &address, "/home"), 0);
	assert_int_equal(protection_add(&protection, &other, "swap"), 0);
	assert_int_equal(protection.count, 2);
	assert_string_equal(protection.list[0].what, "/");
	protection_free(&protection);
	assert_int_equal(protection.count, 0);
}

UNIT_MAIN(cmocka_unit_test(nothing_configured_writes_nothing),
	  cmocka_unit_test(a_place_is_pinned_and_an_id_is_not),
	  cmocka_unit_test(a_slot_becomes_its_functions_that_fulfil_the_conditions),
	  cmocka_unit_test(what_is_not_there_stays_unpinned_with_a_warning),
	  cmocka_unit_test(pin_no_is_left_as_it_is),
	  cmocka_unit_test(a_rule_that_takes_the_hosts_disk_is_left_out_and_says_so),
	  cmocka_unit_test(no_image_ever_wants_what_the_host_lives_on),
	  cmocka_unit_test(the_root_disk_in_the_group_leaves_the_rule_out),
	  cmocka_unit_test(the_last_rule_decides_whether_the_group_is_wanted),
	  cmocka_unit_test(a_bridge_in_the_root_disks_group_leaves_no_rule_out),
	  cmocka_unit_test(what_was_wrong_on_the_host_is_in_the_image),
	  cmocka_unit_test(thousands_of_bad_lines_make_no_image_too_large),
	  cmocka_unit_test(thousands_of_rules_make_no_image_too_large),
	  cmocka_unit_test(every_exclusion_is_in_whatever_else_is_left_out),
	  cmocka_unit_test(no_line_is_longer_than_its_reader_takes),
	  cmocka_unit_test(the_image_makes_the_plan_of_the_files),
	  cmocka_unit_test(the_digest_is_of_what_the_rules_say),
	  cmocka_unit_test(a_protected_function_is_named_once_with_its_first_reason))

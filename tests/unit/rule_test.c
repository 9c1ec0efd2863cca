// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The language of one line.
 */
#include "unit/unit.h"

#include <errno.h>
#include <string.h>

#include "core/rule.h"

struct collected {
	struct rule rules[8];
	size_t count;
	int refuse; /* what add returns */
};

static int add(void *data, const struct rule *rule)
{
	struct collected *collected = data;

	if (collected->refuse)
		return collected->refuse;
	assert_true(collected->count < ARRAY_SIZE(collected->rules));
	collected->rules[collected->count++] = *rule;
	return 0;
}

static int parse(const char *line, struct rule *defaults, struct collected *collected,
		 struct parse_error *error)
{
	enum line_kind kind = LINE_EMPTY;

	memset(collected, 0, sizeof(*collected));
	return rule_parse_line(line, strlen(line), defaults, add, collected, &kind, error);
}

static void a_line_is_read_back_as_the_same_rule(void **state)
{
	static const struct {
		const char *in, *out;
	} table[] = {
		{ "10de:2191", "10de:2191" },
		{ "  01:00.0\t# comment", "0000:01:00.0" },
		{ "01:00.0 id=10DE:2191", "0000:01:00.0 id=10de:2191" },
		{ "01:00.0 id=10de:*", "0000:01:00.0 id=10de:*" },
		{ "01:00.0 id=10de:2191:1043:17ef",
		  "0000:01:00.0 id=10de:2191 subsystem=1043:17ef" },
		{ "01:00.0 id=10de:2191:1043:*", "0000:01:00.0 id=10de:2191 subsystem=1043:*" },
		{ "01:00.0 subsystem=1043:17ef", "0000:01:00.0 subsystem=1043:17ef" },
		{ "10de:* class=03", "10de:* class=03" },
		{ "10de:* class=0C03", "10de:* class=0c03" },
		{ "10de:* class=000030", "10de:* class=000030" },
		{ "01:00.* group=yes on-failure=hold take-builtin=no driver=pci-stub",
		  "0000:01:00.* group=yes driver=pci-stub on-failure=hold take-builtin=no" },
		{ "01:00.0 group=no on-failure=release take-builtin=yes driver=vfio-pci",
		  "0000:01:00.0" },
		{ "!00:01.0/00.0 class=03", "!0000:00:01.0/00.0 class=03" },
		{ "01:00.0 vfs=4", "0000:01:00.0 vfs=4" },
		{ "01:00.0 on-failure=hold vfs=065535@0,0002-4,65534 driver=pci-stub",
		  "0000:01:00.0 vfs=65535@0,2-4,65534 driver=pci-stub on-failure=hold" },
		{ "8086:1572 vfs=8@3-3", "8086:1572 vfs=8@3" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(table); i++) {
		struct rule defaults = rule_defaults;
		struct collected first, second;
		struct parse_error error;
		struct text out = { 0 };

		assert_int_equal(parse(table[i].in, &defaults, &first, &error), 0);
		assert_int_equal(first.count, 1);
		rule_format(&first.rules[0], &out);
		assert_string_equal(text_string(&out), table[i].out);
		assert_int_equal(parse(out.data, &defaults, &second, &error), 0);
		assert_memory_equal(&first.rules[0].id, &second.rules[0].id, sizeof(struct pci_id));
		assert_memory_equal(&first.rules[0].vfs, &second.rules[0].vfs, sizeof(struct vfs));
		text_free(&out);
	}
}

/* id=10de:2191:*:17ef: only the subsystem device is said. */
static void a_subsystem_device_alone_is_not_lost(void **state)
{
	struct rule defaults = rule_defaults;
	struct collected first, second;
	struct parse_error error;
	struct text out = { 0 };

	(void)state;
	assert_int_equal(parse("01:00.0 id=10de:2191:*:17ef", &defaults, &first, &error), 0);
	rule_format(&first.rules[0], &out);
	assert_int_equal(parse(out.data, &defaults, &second, &error), 0);
	assert_memory_equal(&first.rules[0].id, &second.rules[0].id, sizeof(struct pci_id));
	text_free(&out);
}

static void a_wrong_line_adds_nothing_and_says_where(void **state)
{
	static const struct {
		const char *line;
		size_t offset;
		const char *phrase; /* a part of it */
	} table[] = {
		{ "10de:2191,vga", 10, "'vga'" },
		{ "10de:2191,", 10, "expected an address" },
		{ "! 10de:2191", 1, "expected an address" },
		{ "10de:2191 grup=yes", 10, "unknown key 'grup'; did you mean group?" },
		{ "10de:2191 on_failure=hold", 10, "did you mean on-failure?" },
		{ "10de:2191 nothing=1", 10, "unknown key 'nothing'" },
		{ "10de:2191 group", 10, "expected KEY=VALUE, not 'group'" },
		{ "10de:2191 group=", 16, "group= takes yes or no" },
		{ "10de:2191 group=YES", 16, "group= takes yes or no" },
		{ "10de:2191 take-builtin=1", 23, "takes yes or no" },
		{ "10de:2191 on-failure=keep", 21, "release or hold" },
		{ "10de:2191 id=10de", 13, "id= takes" },
		{ "10de:2191 subsystem=1043", 20, "subsystem= takes" },
		{ "10de:2191 subsystem=1043:17ef:1:2", 20, "subsystem= takes" },
		{ "10de:2191 subsystem=1043:17ef:0001:0002", 20, "subsystem= takes" },
		{ "10de:2191 class=3", 16, "class= takes" },
		{ "10de:2191 class=0x", 16, "class= takes" },
		{ "10de:2191 class=03000000", 16, "class= takes" },
		{ "10de:2191 class=", 16, "class= takes" },
		{ "10de:2191 driver=", 17, "driver= takes" },
		{ "10de:2191 driver=-v", 17, "driver= takes" },
		{ "10de:2191 driver=a/b", 17, "driver= takes" },
		{ "10de:2191 driver=a.ko", 17, "driver= takes" },
		{ "10de:2191 group=yes group=yes", 20, "twice" },
		{ "01:00.0 vfs=", 12, "vfs= takes 1 to 65535" },
		{ "01:00.0 vfs=0", 12, "vfs= takes" },
		{ "01:00.0 vfs=65536", 12, "vfs= takes" },
		{ "01:00.0 vfs=4294967297", 12, "vfs= takes" },
		{ "01:00.0 vfs=0x4", 12, "vfs= takes" },
		{ "01:00.0 vfs=-4", 12, "vfs= takes" },
		{ "01:00.0 vfs=4@", 12, "vfs= takes" },
		{ "01:00.0 vfs=4@4", 12, "vfs= takes" },
		{ "01:00.0 vfs=4@0-4", 12, "vfs= takes" },
		{ "01:00.0 vfs=4@2-1", 12, "vfs= takes" },
		{ "01:00.0 vfs=4@1-", 12, "vfs= takes" },
		{ "01:00.0 vfs=4@-1", 12, "vfs= takes" },
		{ "01:00.0 vfs=4@0,", 12, "vfs= takes" },
		{ "01:00.0 vfs=4@0@1", 12, "vfs= takes" },
		{ "01:00.0 vfs=4,0", 12, "vfs= takes" },
		{ "01:00.0 vfs=@0", 12, "vfs= takes" },
		{ "01:00.0 vfs=9@0,1,2,3,4,5,6,7,8", 12, "vfs= takes" },
		{ "01:00.0 vfs=4 group=yes", 8, "cannot be used together" },
		{ "01:00.0 group=yes vfs=4", 8, "cannot be used together" },
		{ "!01:00.0 vfs=4", 9, "on a line with '!'" },
		{ "set vfs=4", 4, "cannot be used with set" },
		{ "10de:2191 pin=no", 10, "requires a line with set" },
		{ "!10de:2191 group=yes", 11, "on a line with '!'" },
		{ "set", 3, "requires" },
		{ "set   # nothing", 6, "requires" },
		{ "set id=10de:2191", 4, "cannot be used with set" },
		{ "set class=03", 4, "cannot be used with set" },
		{ "10de:2191\r", 9, "carriage return" },
		{ "10de\r:2191", 4, "printable" },
		{ "10de:2191 \xc3\xa9", 10, "printable" },
		{ "10de:2191\x7f", 9, "printable" },
		{ "SET group=yes", 0, "'SET'" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(table); i++) {
		struct rule defaults = rule_defaults, before = defaults;
		struct collected collected;
		struct parse_error error = { 0 };

		assert_int_equal(parse(table[i].line, &defaults, &collected, &error), -EINVAL);
		assert_int_equal(collected.count, 0);
		assert_int_equal(error.offset, table[i].offset);
		if (!strstr(error.phrase, table[i].phrase))
			fail_msg("%s: '%s' lacks '%s'", table[i].line, error.phrase,
				 table[i].phrase);
		assert_memory_equal(&defaults, &before, sizeof(before));
	}
}

static void a_nul_byte_is_found_anywhere(void **state)
{
	static const char line[] = "10de:2191 # a\0b";
	struct rule defaults = rule_defaults;
	struct collected collected = { 0 };
	struct parse_error error;
	enum line_kind kind;

	(void)state;
	assert_int_equal(rule_parse_line(line, sizeof(line) - 1, &defaults, add, &collected, &kind,
					 &error),
			 -EINVAL);
	assert_int_equal(error.offset, 13);
	assert_int_equal(collected.count, 0);
}

static void any_byte_is_allowed_in_a_comment(void **state)
{
	struct rule defaults = rule_defaults;
	struct collected collected;
	struct parse_error error;

	(void)state;
	assert_int_equal(parse("10de:2191 #\xff\x01\r", &defaults, &collected, &error), 0);
	assert_int_equal(collected.count, 1);
	assert_int_equal(parse("#\xc3\xa9 10de:2191", &defaults, &collected, &error), 0);
	assert_int_equal(collected.count, 0);
}

static void set_changes_what_comes_after_it(void **state)
{
	struct rule defaults = rule_defaults;
	struct collected collected;
	struct parse_error error;

	(void)state;
	assert_int_equal(parse("set on-failure=hold group=yes pin=no take-builtin=no driver=x",
			       &defaults, &collected, &error),
			 0);
	assert_int_equal(parse("10de:2191,01:00.0 group=no", &defaults, &collected, &error), 0);
	assert_int_equal(collected.count, 2);
	assert_int_equal(collected.rules[1].on_failure, ON_FAILURE_HOLD);
	assert_false(collected.rules[1].group);
	assert_false(collected.rules[1].pin);
	assert_false(collected.rules[1].take_builtin);
	assert_string_equal(collected.rules[1].driver, "x");
	assert_true(defaults.group);
}

static void what_add_returns_ends_the_line(void **state)
{
	struct rule defaults = rule_defaults;
	struct collected collected = { .refuse = -E2BIG };
	struct parse_error error;
	enum line_kind kind;

	(void)state;
	assert_int_equal(rule_parse_line("10de:2191", 9, &defaults, add, &collected, &kind, &error),
			 -E2BIG);
	assert_int_equal(rule_parse_list("10de:2191,10de:1aeb", 19, &defaults, add, &collected,
					 &error),
			 -E2BIG);
}

static void a_list_with_a_bad_selector_adds_none_of_it(void **state)
{
	struct rule defaults = rule_defaults;
	struct collected collected = { 0 };
	struct parse_error error;

	(void)state;
	assert_int_equal(rule_parse_list("10de:2191,x", 11, &defaults, add, &collected, &error),
			 -EINVAL);
	assert_int_equal(error.offset, 10);
	assert_int_equal(collected.count, 0);
	assert_int_equal(
		rule_parse_list("10de:2191,01:00.0", 17, &defaults, add, &collected, &error), 0);
	assert_int_equal(collected.count, 2);
}

static void a_driver_name_has_a_limit_and_reaches_it(void **state)
{
	char line[] = "10de:2191 "
		      "driver=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
	struct rule defaults = rule_defaults;
	struct collected collected;
	struct parse_error error;

	(void)state;
	line[17 + PCI_DRIVER_SIZE] = '\0';
	assert_int_equal(parse(line, &defaults, &collected, &error), -EINVAL);
	line[17 + PCI_DRIVER_SIZE - 1] = '\0';
	assert_int_equal(parse(line, &defaults, &collected, &error), 0);
	assert_int_equal(strlen(collected.rules[0].driver), PCI_DRIVER_SIZE - 1);
}

static bool holds(const char *line, const struct pci_device *device)
{
	struct rule defaults = rule_defaults;
	struct collected collected;
	struct parse_error error;

	assert_int_equal(parse(line, &defaults, &collected, &error), 0);
	return rule_conditions_hold(&collected.rules[0], device);
}

static void conditions_hold_all_or_not(void **state)
{
	const struct pci_device device = { .id = { 0x10de, 0x2191, 0x1043, 0x17ef },
					   .class = 0x030080 };

	(void)state;
	assert_true(holds("01:00.0", &device));
	assert_true(holds("01:00.0 id=10de:2191 subsystem=1043:17ef class=03", &device));
	assert_true(holds("01:00.0 class=0300", &device));
	assert_true(holds("01:00.0 class=030080", &device));
	assert_false(holds("01:00.0 class=030000", &device));
	assert_false(holds("01:00.0 class=0302", &device));
	assert_false(holds("01:00.0 class=04", &device));
	assert_false(holds("01:00.0 id=10de:2192", &device));
	assert_false(holds("01:00.0 id=10de:2191 subsystem=1043:0000", &device));
	assert_false(holds("01:00.0 id=10de:2191:1043:0000", &device));
}

static void an_id_is_named_only_with_both_halves(void **state)
{
	static const struct {
		const char *line;
		bool named;
	} table[] = { { "10de:2191", true },
		      { "10de:*", false },
		      { "01:00.0", false },
		      { "01:00.0 id=10de:2191", true },
		      { "01:00.0 id=10de:*", false },
		      { "10de:* class=0108", false },
		      { "01:00.0 subsystem=1043:17ef", false } };
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(table); i++) {
		struct rule defaults = rule_defaults;
		struct collected collected;
		struct parse_error error;

		assert_int_equal(parse(table[i].line, &defaults, &collected, &error), 0);
		assert_int_equal(rule_names_id(&collected.rules[0]), table[i].named);
	}
}

static void a_list_says_which_virtual_functions_the_driver_gets(void **state)
{
	static const struct {
		const char *line;
		const char *has; /* a letter for each of six */
	} table[] = {
		{ "01:00.0 vfs=6", "yyyyyy" },   { "01:00.0 vfs=4", "yyyynn" },
		{ "01:00.0 vfs=6@0", "ynnnnn" }, { "01:00.0 vfs=6@5,1-2", "nyynny" },
		{ "01:00.0", "nnnnnn" },
	};
	size_t i;
	unsigned int k;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(table); i++) {
		struct rule defaults = rule_defaults;
		struct collected collected;
		struct parse_error error;

		assert_int_equal(parse(table[i].line, &defaults, &collected, &error), 0);
		for (k = 0; k < 6; k++)
			assert_int_equal(vfs_has(&collected.rules[0].vfs, k),
					 table[i].has[k] == 'y');
	}
}

static void a_list_has_a_limit_and_reaches_it(void **state)
{
	struct rule defaults = rule_defaults;
	struct collected collected;
	struct parse_error error;

	(void)state;
	assert_int_equal(parse("01:00.0 vfs=8@0,1,2,3,4,5,6,7", &defaults, &collected, &error), 0);
	assert_true(vfs_has(&collected.rules[0].vfs, 7));
	defaults.group = true;
	assert_int_equal(parse("01:00.0 vfs=2", &defaults, &collected, &error), -EINVAL);
	assert_int_equal(parse("01:00.0 vfs=2 group=no", &defaults, &collected, &error), 0);
}

UNIT_MAIN(cmocka_unit_test(a_line_is_read_back_as_the_same_rule),
	  cmocka_unit_test(a_subsystem_device_alone_is_not_lost),
	  cmocka_unit_test(a_wrong_line_adds_nothing_and_says_where),
	  cmocka_unit_test(a_nul_byte_is_found_anywhere),
	  cmocka_unit_test(any_byte_is_allowed_in_a_comment),
	  cmocka_unit_test(set_changes_what_comes_after_it),
	  cmocka_unit_test(what_add_returns_ends_the_line),
	  cmocka_unit_test(a_list_with_a_bad_selector_adds_none_of_it),
	  cmocka_unit_test(a_driver_name_has_a_limit_and_reaches_it),
	  cmocka_unit_test(conditions_hold_all_or_not),
	  cmocka_unit_test(a_list_says_which_virtual_functions_the_driver_gets),
	  cmocka_unit_test(a_list_has_a_limit_and_reaches_it),
	  cmocka_unit_test(an_id_is_named_only_with_both_halves))

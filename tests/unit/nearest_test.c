// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Which name is meant.
 */
#include "unit/unit.h"

#include <string.h>

#include "host/base/nearest.h"

static size_t distance(const char *word, const char *name)
{
	return nearest_distance(word, strlen(word), name);
}

static void counts_each_change(void **state)
{
	(void)state;
	assert_int_equal(distance("status", "status"), 0);
	assert_int_equal(distance("statsu", "status"), 1);
	assert_int_equal(distance("stauts", "status"), 1);
	assert_int_equal(distance("satus", "status"), 1);
	assert_int_equal(distance("statuss", "status"), 1);
	assert_int_equal(distance("stadus", "status"), 1);
	assert_int_equal(distance("", "add"), 3);
	assert_int_equal(distance("add", ""), 3);
	assert_int_equal(distance("kitten", "sitting"), 3);
	assert_int_equal(distance("ca", "abc"), 3);
}

static void long_words_are_near_nothing(void **state)
{
	char word[NEAREST_MAX + 1];

	(void)state;
	memset(word, 'a', NEAREST_MAX);
	word[NEAREST_MAX] = '\0';
	assert_int_equal(distance(word, "add"), NEAREST_MAX);
	assert_int_equal(distance("add", word), NEAREST_MAX);
	word[NEAREST_MAX - 1] = '\0';
	assert_int_equal(distance(word, word), 0);
}

static const char *meant(const char *word)
{
	static const char *const names[] = { "add", "apply", "export", "import", "image-config" };
	struct nearest nearest = { 0 };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(names); i++)
		nearest_try(&nearest, word, strlen(word), names[i]);
	return nearest.name;
}

static void names_only_what_is_near(void **state)
{
	(void)state;
	assert_string_equal(meant("ad"), "add");
	assert_string_equal(meant("aply"), "apply");
	assert_string_equal(meant("imprt"), "import");
	assert_string_equal(meant("expotr"), "export");
	assert_string_equal(meant("image_conf"), "image-config");
	assert_null(meant("a"));
	assert_null(meant("frobnicate"));
	assert_null(meant(""));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(counts_each_change),
		cmocka_unit_test(long_words_are_near_nothing),
		cmocka_unit_test(names_only_what_is_near),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Where the rules of a file are that is being edited, among those of the others.
 */
#include "unit/unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "host/config/edit.h"

#define MAIN "/etc/vfio-prebind.conf"
#define DROP_IN(name) "/etc/vfio-prebind.conf.d/" name ".conf"
#define CMDLINE "vfio_prebind.devices="

static void read_file(struct config *config, const char *name, const char *text)
{
	struct diagnostics errors = { 0 };

	assert_int_equal(config_add_file(config, &errors, name, text, strlen(text), CONFIG_HOST),
			 0);
	assert_int_equal(errors.count, 0);
}

/* The places that the rules name, in their order, with a new file of this name. */
static const char *order_with(const char *name)
{
	static char order[256];
	struct config now = { 0 }, parsed = { 0 }, view = { 0 };
	struct edit edit = { .name = name };
	size_t i;

	read_file(&now, MAIN, "01:00.0\n");
	read_file(&now, DROP_IN("20-a"), "02:00.0\n");
	read_file(&now, DROP_IN("40-b"), "03:00.0\n");
	read_file(&now, CMDLINE, "04:00.0\n");
	text_puts(&edit.text, "0f:00.0\n0f:00.1\n");
	assert_int_equal(edit_preview(&edit, &now, &parsed, &view), 0);
	order[0] = '\0';
	for (i = 0; i < view.count; i++)
		(void)snprintf(order + strlen(order), sizeof(order) - strlen(order), "%x.%x ",
			       view.rules[i].selector.address.bus,
			       view.rules[i].selector.address.function);
	free(view.rules);
	config_free(&parsed);
	config_free(&now);
	text_free(&edit.text);
	return order;
}

static void a_file_has_its_place_among_the_others(void **state)
{
	(void)state;
	assert_string_equal(order_with(MAIN), "f.0 f.1 2.0 3.0 4.0 ");
	assert_string_equal(order_with(DROP_IN("10-new")), "1.0 f.0 f.1 2.0 3.0 4.0 ");
	assert_string_equal(order_with(DROP_IN("20-a")), "1.0 f.0 f.1 3.0 4.0 ");
	assert_string_equal(order_with(DROP_IN("30-new")), "1.0 2.0 f.0 f.1 3.0 4.0 ");
	assert_string_equal(order_with(DROP_IN("50-new")), "1.0 2.0 3.0 f.0 f.1 4.0 ");
}

UNIT_MAIN(cmocka_unit_test(a_file_has_its_place_among_the_others))

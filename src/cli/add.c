// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * vfio-prebind add: what the command line names, in lines of its own.
 */
#include <errno.h>
#include <stdio.h>

#include "cli/verbs.h"
#include "core/error.h"
#include "host/config/add_rules.h"
#include "host/devices/device_args.h"

static enum status expand(struct selection *selection, const struct selection_reach *reach,
			  const struct machine *machine)
{
	struct text why = { 0 };
	int r = selection_expand(selection, &machine->inputs.devices, reach, &why);

	if (r == -ENOMEM)
		complain("%s", error_text(r));
	else if (r)
		complain("refused: %s", text_string(&why));
	text_free(&why);
	return !r ? STATUS_OK : r == -ENOMEM ? STATUS_FAILED : STATUS_NOT_AS_CONFIGURED;
}

static enum status add_all(struct adding *adding, const struct selection *selection)
{
	struct addition *list = calloc(selection->count + 1, sizeof(*list));
	enum status status;
	size_t i;

	if (!list) {
		complain("%s", error_text(-ENOMEM));
		return STATUS_FAILED;
	}
	for (i = 0; i < selection->count; i++)
		list[i] = (struct addition){ .rule = selection->rules[i], .keys = selection->keys };
	status = adding_run(adding, list, selection->count);
	free(list);
	return status;
}

enum status verb_add(const struct verb *verb, int argc, char **argv)
{
	const char *sysroot = "/";
	struct selection_reach reach = { 0 };
	struct selection selection = { 0 };
	struct adding adding = { 0 };
	const struct cli_option table[] = {
		{ "group", NULL, "add each device of the IOMMU group, by address", NULL,
		  &reach.group },
		{ "slot", NULL, "add each function of the slot, by address", NULL, &reach.slot },
		{ "force", NULL, "add what would be refused", NULL, &adding.force },
		CLI_SYSROOT(sysroot),
		{ 0 },
	};
	enum status status;
	int r = cli_parse(verb, table, argc, argv, &status);

	if (r < 0)
		return status;
	if (!selection_read(verb, argc, argv, r, &selection, &status)) {
		status = adding_open(&adding, sysroot);
		if (!status)
			status = expand(&selection, &reach, &adding.machine);
		if (!status)
			status = add_all(&adding, &selection);
		adding_close(&adding);
	}
	selection_free(&selection);
	return status;
}

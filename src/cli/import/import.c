// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * vfio-prebind import: translates other ways of giving devices to vfio-pci, and deletes them.
 */
#include "cli/import/translation.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "cli/import/carry_out.h"
#include "cli/import/show.h"
#include "cli/verbs.h"
#include "core/error.h"
#include "host/config/add_rules.h"

struct options {
	const char *sysroot;
	bool write;
	bool apply;
	bool undo;
	bool force;
	bool json;
};

/* Without the functions, every ID would seem to match nothing. */
static enum status look(struct import *import, struct machine *machine)
{
	int r;

	complain_all("warning", &machine->inputs.errors);
	if (machine->inputs.no_devices) {
		complain("cannot list the PCI devices");
		return STATUS_FAILED;
	}
	r = import_look(import, machine);
	if (r)
		complain("import failed: %s", error_text(r));
	return r ? STATUS_FAILED : STATUS_OK;
}

static enum status show(const struct options *options, struct import *import)
{
	struct machine machine;
	enum status status = STATUS_FAILED;
	int r = 0;

	if (!machine_open(&machine, options->sysroot))
		status = look(import, &machine);
	if (!status)
		r = options->json ? import_print_json(import) : import_print(import);
	if (r) {
		complain("cannot write the output: %s", error_text(r));
		status = STATUS_FAILED;
	} else if (!status && !options->json) {
		import_print_problems(import);
		import_print_advice(import, false);
	}
	if (!status && import_has_problem(import))
		status = STATUS_NOT_AS_CONFIGURED;
	machine_close(&machine);
	return status;
}

/* The comments are owned by texts. */
static size_t make_additions(const struct import *import, struct addition *list,
			     struct text *comments)
{
	const char *last = "";
	size_t count = 0, i;

	for (i = 0; i < import->rule_count; i++) {
		const struct import_rule *rule = &import->rules[i];

		if (rule->there)
			continue;
		import_comment(rule, &comments[i]);
		list[count] = (struct addition){ .rule = rule->rule, .may_be_absent = true };
		if (strcmp(text_string(&comments[i]), last))
			list[count].comment = text_string(&comments[i]);
		last = text_string(&comments[i]);
		count++;
	}
	return count;
}

static enum status add_rules(struct adding *adding, const struct import *import)
{
	struct addition *list = calloc(import->rule_count + 1, sizeof(*list));
	struct text *comments = calloc(import->rule_count + 1, sizeof(*comments));
	enum status status = STATUS_OK;
	size_t count, i;

	if (!list || !comments) {
		complain("%s", error_text(-ENOMEM));
		free(list);
		free(comments);
		return STATUS_FAILED;
	}
	count = make_additions(import, list, comments);
	for (i = 0; i < import->rule_count; i++)
		if (text_error(&comments[i]))
			status = STATUS_FAILED;
	if (status)
		complain("%s", error_text(-ENOMEM));
	else if (count)
		status = adding_run(adding, list, count);
	else
		puts(import->rule_count ? "everything is already configured" : "nothing to add");
	for (i = 0; i < import->rule_count; i++)
		text_free(&comments[i]);
	free(comments);
	free(list);
	return status;
}

static enum status write_found(const struct options *options, struct adding *adding,
			       struct import *import)
{
	enum status status = look(import, &adding->machine);

	if (status)
		return status;
	import_print_problems(import);
	if (options->write)
		status = add_rules(adding, import);
	if (!status && options->apply)
		status = import_apply(import, options->write, options->force);
	if (status)
		return status;
	import_print_advice(import, options->write);
	return options->apply || !import_has_problem(import) ? STATUS_OK : STATUS_NOT_AS_CONFIGURED;
}

static enum status change(const struct options *options, struct import *import)
{
	struct adding adding = { .force = options->force };
	enum status status = adding_open(&adding, options->sysroot);

	if (!status)
		status = write_found(options, &adding, import);
	adding_close(&adding);
	return status;
}

/* NULL: they can be used together. */
static const char *contradiction(const struct options *options)
{
	bool changes = options->write || options->apply;

	if (options->force && !changes)
		return "--force requires --write or --apply";
	if (options->json && (changes || options->undo))
		return "--json cannot be used together with --write, --apply or --undo";
	if (options->undo && changes)
		return "--undo cannot be used together with --write or --apply";
	return NULL;
}

enum status verb_import(const struct verb *verb, int argc, char **argv)
{
	struct options options = { .sysroot = "/" };
	const struct cli_option table[] = {
		{ "write", NULL, "add the rules to the configuration", NULL, &options.write },
		{ "apply", NULL, "delete what the rules replace", NULL, &options.apply },
		{ "undo", NULL, "undo the last --apply", NULL, &options.undo },
		{ "force", NULL, "do even what would be refused", NULL, &options.force },
		CLI_JSON(options.json),
		CLI_SYSROOT(options.sysroot),
		{ 0 },
	};
	struct import import = { 0 };
	enum status status;
	int r = cli_parse(verb, table, argc, argv, &status);

	if (r < 0)
		return status;
	if (r < argc)
		return refuse_argument(verb, argv[r]);
	if (contradiction(&options))
		return misuse(verb, "%s", contradiction(&options));
	if (options.undo)
		return import_undo(options.sysroot);
	if (options.write || options.apply) {
		status = change(&options, &import);
	} else {
		if (!keep_privilege(PRIVILEGE_READ))
			return STATUS_FAILED;
		status = show(&options, &import);
	}
	import_free(&import);
	return status;
}

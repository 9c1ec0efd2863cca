// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * From matches to actions. The order is the whole point: overrides come before the
 * module, so that nothing else can take a function in between; a driver loses its
 * function only when the new one is known to be there.
 */
#include "core/plan.h"

#include <errno.h>
#include <string.h>

#define ACTIONS_PER_MATCH 4

void plan_free(struct plan *plan)
{
	free(plan->list);
	memset(plan, 0, sizeof(*plan));
}

static void add_action(struct plan *plan, enum action_kind kind, size_t match, const char *driver)
{
	plan->list[plan->count++] = (struct action){ kind, match, driver };
}

static void add_for_each(struct plan *plan, const struct matches *matches, enum action_kind kind)
{
	size_t i;

	for (i = 0; i < matches->count; i++) {
		const struct match *match = &matches->list[i];

		if (match->verdict != VERDICT_WANTED)
			continue;
		if (kind == ACTION_UNBIND && !match->device->driver[0])
			continue;
		add_action(plan, kind, i, match->rule->driver);
	}
}

static bool is_loaded(const struct plan *plan, const char *driver)
{
	size_t i;

	for (i = 0; i < plan->count; i++)
		if (plan->list[i].kind == ACTION_LOAD && !strcmp(plan->list[i].driver, driver))
			return true;
	return false;
}

static void add_loads(struct plan *plan, const struct matches *matches)
{
	size_t i;

	for (i = 0; i < matches->count; i++) {
		const struct match *match = &matches->list[i];

		if (match->verdict == VERDICT_WANTED && !is_loaded(plan, match->rule->driver))
			add_action(plan, ACTION_LOAD, i, match->rule->driver);
	}
}

int plan_build(const struct matches *matches, struct plan *plan)
{
	struct plan result = { 0 };

	result.list = calloc(matches->count * ACTIONS_PER_MATCH + 1, sizeof(*result.list));
	if (!result.list)
		return -ENOMEM;
	add_for_each(&result, matches, ACTION_OVERRIDE);
	add_loads(&result, matches);
	add_for_each(&result, matches, ACTION_UNBIND);
	add_for_each(&result, matches, ACTION_PROBE);
	*plan = result;
	return 0;
}

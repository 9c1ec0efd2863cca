// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Of all that is wrong, the first thing to be done: what comes later may depend on it.
 */
#include "cli/status/status.h"

#include <string.h>

#include "host/machine/iommu_next.h"
#include "host/show/table.h"

static struct json_object *rows_of(struct json_object *top, const char *key)
{
	return json_object_object_get(top, key);
}

/* "": it is null. */
static const char *member(struct json_object *row, const char *key)
{
	const char *value = json_object_get_string(json_object_object_get(row, key));

	return value ? value : "";
}

/* The first row whose member is this; NULL: there is none. */
static struct json_object *find_row(struct json_object *rows, const char *key, const char *value)
{
	size_t i;

	for (i = 0; i < json_object_array_length(rows); i++) {
		struct json_object *row = json_object_array_get_idx(rows, i);

		if (!strcmp(member(row, key), value))
			return row;
	}
	return NULL;
}

/* Functions that a rule wants, of them those in this state; NULL: in any. */
static size_t count_wanted(struct json_object *top, const char *state)
{
	struct json_object *rows = rows_of(top, "functions");
	size_t count = 0, i;

	for (i = 0; i < json_object_array_length(rows); i++) {
		struct json_object *row = json_object_array_get_idx(rows, i);

		count += *member(row, "wanted") && (!state || !strcmp(member(row, "state"), state));
	}
	return count;
}

static bool explain_errors(const struct status_view *view, struct text *out)
{
	if (!view->next_boot.inputs.errors.count && !view->next_boot.machine.files.refused.count)
		return false;
	text_puts(out, "the configuration has errors; 'vfio-prebind check' shows how to fix them");
	return true;
}

static bool explain_iommu(const struct status_view *view, struct json_object *top, struct text *out)
{
	const struct iommu *iommu = &view->next_boot.iommu;

	if (!count_wanted(top, NULL) || (iommu->groups && iommu_outlook(iommu) == IOMMU_WILL_BE_ON))
		return false;
	text_printf(out, "the IOMMU %s. 'vfio-prebind iommu' says what to do",
		    iommu->groups ? "will be off at the next boot" : "is off");
	return true;
}

static bool explain_images(const struct status_view *view, struct json_object *top,
			   struct text *out)
{
	struct json_object *missing = find_row(rows_of(top, "images"), "state", "missing");

	if (view->is_stale && view->generator == GENERATOR_UNKNOWN) {
		text_puts(out, "the images cannot be rebuilt: ");
		generator_explain_unknown(view->next_boot.machine.fs, out);
	} else if (view->is_stale) {
		text_puts(out, "an image does not match the configuration. Run 'vfio-prebind "
			       "apply', then reboot");
	} else if (missing) {
		text_printf(out, "kernel %s: %s", member(missing, "kernel"),
			    member(missing, "why"));
	}
	return out->length;
}

static bool explain_entries(const struct status_view *view, struct json_object *top,
			    struct text *out)
{
	struct json_object *entry = find_row(rows_of(top, "entries"), SHOW_MARK, "bad");

	if (view->refresh.length)
		text_printf(out,
			    "the boot loader has a copy that does not match the configuration. "
			    "Run '%s', then reboot",
			    text_string(&view->refresh));
	else if (entry)
		text_printf(out, "boot entry %s: %s", member(entry, "entry"), member(entry, "why"));
	return out->length;
}

/* Nothing on disk makes up for what was booted. */
static bool explain_booted(const struct status_view *view, struct json_object *top,
			   struct text *out)
{
	struct json_object *booted = json_object_array_get_idx(rows_of(top, "images"), 0);

	if (strcmp(member(booted, "state"), STATUS_OUT_OF_DATE))
		return false;
	if (!view->count)
		text_puts(out, images_absence(view->next_boot.machine.fs));
	else if (!view->has_newer && !view->is_missing)
		text_puts(out, "this boot was not started with one of these images: see what the "
			       "boot loader boots");
	return out->length;
}

static bool explain_functions(struct json_object *top, struct text *out)
{
	struct json_object *row = find_row(rows_of(top, "functions"), SHOW_MARK, "bad");

	if (!row)
		return false;
	text_printf(out, "%s is %s", member(row, "address"), member(row, "state"));
	if (*member(row, "why"))
		text_printf(out, ": %s", member(row, "why"));
	return true;
}

static bool explain_groups(struct json_object *top, struct text *out)
{
	struct json_object *rows = rows_of(top, "groups");
	size_t i;

	for (i = 0; i < json_object_array_length(rows); i++) {
		struct json_object *row = json_object_array_get_idx(rows, i);

		if (json_object_get_boolean(json_object_object_get(row, "viable_after_reboot")))
			continue;
		text_printf(out, "no guest can use IOMMU group %s", member(row, "iommu_group"));
		if (*member(row, "cure"))
			text_printf(out, ": %s", member(row, "cure"));
		return true;
	}
	return false;
}

static bool explain_rules(struct json_object *top, struct text *out)
{
	struct json_object *row = json_object_array_get_idx(rows_of(top, "errors"), 0);

	if (row)
		text_printf(out, "%s:%s: %s. 'vfio-prebind check' says what to do",
			    member(row, "file"), member(row, "line"), member(row, "text"));
	return row;
}

/* Of chosen functions only what is about them: images, if one is not bound. */
static void explain_problem(const struct status_view *view, struct json_object *top,
			    struct text *out)
{
	bool all = !filter_is_set(&view->filter);
	bool boots = all || find_row(rows_of(top, "functions"), "state", "not bound");
	struct text why = { 0 };

	if ((all && explain_errors(view, &why)) || explain_iommu(view, top, &why) ||
	    (boots && (explain_images(view, top, &why) || explain_entries(view, top, &why) ||
		       explain_booted(view, top, &why))) ||
	    explain_functions(top, &why) || explain_groups(top, &why) || explain_rules(top, &why))
		text_printf(out, "Not ready: %s.", text_string(&why));
	else
		text_puts(out, "Not ready: see below.");
	text_free(&why);
}

static void explain_pending(struct json_object *top, struct text *out)
{
	size_t wanted = count_wanted(top, NULL), waiting = count_wanted(top, STATUS_WAITS);

	if (!waiting)
		text_puts(out, "Pending: reboot for the configuration to take effect.");
	else if (wanted == 1)
		text_puts(out, "Pending: reboot to bind the configured device.");
	else if (waiting == wanted)
		text_printf(out, "Pending: reboot to bind the %zu configured devices.", wanted);
	else
		text_printf(out, "Pending: reboot to bind %zu of %zu configured devices.", waiting,
			    wanted);
}

void status_add_sentence(const struct status_view *view, struct json_object *top, struct text *out)
{
	size_t wanted = count_wanted(top, NULL);

	if (view->next_boot.inputs.no_devices)
		text_puts(out, "Not ready: no PCI device was found.");
	else if (view->is_problem)
		explain_problem(view, top, out);
	else if (view->is_pending)
		explain_pending(top, out);
	else if (!wanted && find_row(rows_of(top, "functions"), "state", "kept"))
		text_puts(out, "Ready: the virtual functions are there.");
	else if (!wanted)
		text_puts(out, filter_is_set(&view->filter) ? "Not configured."
							    : "Nothing is configured.");
	else if (wanted == 1)
		text_puts(out, "Ready: the configured device is bound.");
	else
		text_printf(out, "Ready: the %zu configured devices are bound.", wanted);
}

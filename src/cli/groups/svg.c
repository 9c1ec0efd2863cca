// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * One row per function, bridges first and what is below them after, further to the right. A frame
 * spans the rows that follow each other and are of one group.
 */
#include "cli/groups/svg.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "host/machine/viability.h"
#include "host/show/short_name.h"

/* Of user units: at 100 %, pixels. */
#define WIDTH 980
#define TOP 56
#define ROW 28
#define ROW_WITH_NOTES 44
#define GAP 6 /* between frames */
#define LEFT 24
#define INDENT 26
#define DRIVER_X 640
#define RULE_X 770
#define GROUP_X (WIDTH - 20)

struct row {
	const struct pci_device *device;
	struct json_object *json;
	int depth, y, height;
};

struct drawing {
	const struct pci_devices *devices;
	struct row *rows; /* from top to bottom */
	int *row_of;      /* of a function in devices, its row */
	size_t count;
	int height;
	struct text *out;
};

/* For the text of an element or an attribute; of control characters nothing is left. */
static void add_escaped(struct text *out, const char *string)
{
	for (; *string; string++) {
		if (*string == '&')
			text_puts(out, "&amp;");
		else if (*string == '<')
			text_puts(out, "&lt;");
		else if (*string == '>')
			text_puts(out, "&gt;");
		else if (*string == '"')
			text_puts(out, "&quot;");
		else if ((unsigned char)*string >= ' ')
			text_add(out, string, 1);
	}
}

/* NULL: the member is null or not there. */
static const char *member(const struct row *row, const char *key)
{
	struct json_object *value = NULL;

	if (!json_object_object_get_ex(row->json, key, &value))
		return NULL;
	return json_object_get_string(value);
}

static void add_text(struct text *out, int x, int y, const char *style, const char *string)
{
	text_printf(out, "<text x=\"%d\" y=\"%d\" class=\"%s\">", x, y, style);
	add_escaped(out, string);
	text_puts(out, "</text>\n");
}

/* --- where everything is --------------------------------------------------------------------- */

/* The function and then all that is below it. */
static void place(struct drawing *drawing, size_t index, int depth)
{
	size_t i;

	drawing->row_of[index] = (int)drawing->count;
	drawing->rows[drawing->count++] =
		(struct row){ .device = &drawing->devices->list[index], .depth = depth };
	for (i = 0; i < drawing->devices->count; i++)
		if (drawing->devices->list[i].parent == (int)index && drawing->row_of[i] < 0)
			place(drawing, i, depth + 1);
}

static void place_all(struct drawing *drawing)
{
	size_t i;

	for (i = 0; i < drawing->devices->count; i++)
		drawing->row_of[i] = -1;
	for (i = 0; i < drawing->devices->count; i++)
		if (drawing->devices->list[i].parent < 0)
			place(drawing, i, 0);
}

static void find_json(struct drawing *drawing, struct json_object *rows)
{
	char address[PCI_ADDRESS_SIZE];
	size_t i, k;

	for (i = 0; i < drawing->count; i++) {
		struct row *row = &drawing->rows[i];

		pci_address_format(&row->device->address, address);
		for (k = 0; !row->json && k < json_object_array_length(rows); k++) {
			struct row other = { .json = json_object_array_get_idx(rows, k) };

			if (!strcmp(member(&other, "address"), address))
				row->json = other.json;
		}
	}
}

static bool is_framed_with_next(const struct drawing *drawing, size_t i)
{
	return i + 1 < drawing->count && drawing->rows[i].device->group >= 0 &&
	       drawing->rows[i].device->group == drawing->rows[i + 1].device->group;
}

/* What the frames do not show; the caller frees it. */
static struct text make_notes(const struct row *row)
{
	const char *uses = member(row, "host_uses"), *blocked_by = member(row, "blocked_by");
	struct text notes = { 0 };

	if (row->device->boot_vga)
		text_puts(&notes, "boot GPU");
	if (uses && !pci_is_bridge(row->device))
		text_printf(&notes, "%sthe host needs it for %s", notes.length ? "; " : "", uses);
	if (blocked_by && !pci_is_bridge(row->device))
		text_printf(&notes, "%s%s keeps its group from a guest", notes.length ? "; " : "",
			    blocked_by);
	return notes;
}

static void set_heights(struct drawing *drawing)
{
	int y = TOP;
	size_t i;

	for (i = 0; i < drawing->count; i++) {
		struct row *row = &drawing->rows[i];
		struct text notes = make_notes(row);

		row->y = y;
		row->height = notes.length ? ROW_WITH_NOTES : ROW;
		text_free(&notes);
		y += row->height + (is_framed_with_next(drawing, i) ? 0 : GAP);
	}
	drawing->height = y + 10;
}

/* --- what is drawn --------------------------------------------------------------------------- */

static void draw_head(const struct drawing *drawing)
{
	text_printf(drawing->out,
		    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		    "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" "
		    "viewBox=\"0 0 %d %d\">\n"
		    "<style>\n"
		    "text { font: 13px sans-serif; fill: #222 }\n"
		    ".title { font-size: 15px; font-weight: bold }\n"
		    ".head { font-size: 11px; fill: #666 }\n"
		    ".address { font-family: monospace; font-weight: bold }\n"
		    ".bridge { fill: #777 }\n"
		    ".notes { font-size: 11px; fill: #a04000 }\n"
		    ".group { font-size: 11px; text-anchor: end; fill: #444 }\n"
		    ".driver { font-family: monospace; font-size: 12px }\n"
		    ".vfio { font-family: monospace; font-size: 12px; font-weight: bold; "
		    "fill: #0a6b2d }\n"
		    ".rule { font-size: 12px; fill: #0a6b2d }\n"
		    ".problem { font-size: 12px; fill: #b00020 }\n"
		    "</style>\n"
		    "<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>\n",
		    WIDTH, drawing->height, WIDTH, drawing->height);
	add_text(drawing->out, LEFT - 8, 24, "title", "PCI functions and IOMMU groups");
	add_text(drawing->out, LEFT, TOP - 8, "head", "function");
	add_text(drawing->out, DRIVER_X, TOP - 8, "head", "driver now");
	add_text(drawing->out, RULE_X, TOP - 8, "head", "next boot");
}

/* The frame that begins with this row. */
static void draw_frame(const struct drawing *drawing, size_t first)
{
	const struct row *row = &drawing->rows[first], *last = row;
	/* neighbouring numbers get colours that are far apart */
	int hue = row->device->group * 137 % 360;
	char label[32];

	while (is_framed_with_next(drawing, (size_t)(last - drawing->rows)))
		last++;
	text_printf(drawing->out,
		    "<rect x=\"8\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"5\" "
		    "fill=\"hsl(%d,65%%,96%%)\" stroke=\"hsl(%d,55%%,55%%)\"/>\n",
		    row->y, WIDTH - 16, last->y + last->height - row->y, hue, hue);
	(void)snprintf(label, sizeof(label), "group %d", row->device->group);
	add_text(drawing->out, GROUP_X, row->y + 18, "group", label);
}

/* From the bridge above down to the row. */
static void draw_branch(const struct drawing *drawing, const struct row *row)
{
	const struct row *above;
	int x;

	if (row->device->parent < 0)
		return;
	above = &drawing->rows[drawing->row_of[row->device->parent]];
	x = LEFT + above->depth * INDENT + 6;
	text_printf(drawing->out, "<path d=\"M%d %dV%dH%d\" fill=\"none\" stroke=\"#999\"/>\n", x,
		    above->y + 22, row->y + 14, LEFT + row->depth * INDENT - 4);
}

static void draw_function(const struct drawing *drawing, const struct row *row)
{
	const struct pci_device *device = row->device;
	const char *class = short_class(device->class), *outcome = member(row, "outcome");
	const char *mark = member(row, "mark");
	int x = LEFT + row->depth * INDENT, y = row->y + 18;
	struct text name = { 0 }, notes = make_notes(row);

	add_text(drawing->out, x, y, "address", member(row, "address"));
	text_printf(&name, "%s: %s", class ? class : member(row, "class_name"),
		    member(row, "short_name"));
	add_text(drawing->out, x + 108, y, pci_is_bridge(device) ? "bridge" : "name",
		 text_string(&name));
	text_free(&name);
	if (notes.length)
		add_text(drawing->out, x + 108, y + 16, "notes", text_string(&notes));
	text_free(&notes);
	if (device->driver[0])
		add_text(drawing->out, DRIVER_X, y,
			 driver_is_vfio(device->driver) ? "vfio" : "driver", device->driver);
	if (outcome)
		add_text(drawing->out, RULE_X, y, mark && !strcmp(mark, "bad") ? "problem" : "rule",
			 outcome);
}

static void draw_all(const struct drawing *drawing)
{
	size_t i;

	draw_head(drawing);
	for (i = 0; i < drawing->count; i++)
		if (drawing->rows[i].device->group >= 0 &&
		    !(i && is_framed_with_next(drawing, i - 1)))
			draw_frame(drawing, i);
	for (i = 0; i < drawing->count; i++)
		draw_branch(drawing, &drawing->rows[i]);
	for (i = 0; i < drawing->count; i++)
		draw_function(drawing, &drawing->rows[i]);
	text_puts(drawing->out, "</svg>\n");
}

int svg_draw(const struct pci_devices *devices, struct json_object *rows, struct text *out)
{
	cleanup_free struct row *list = calloc(devices->count + 1, sizeof(*list));
	cleanup_free int *row_of = calloc(devices->count + 1, sizeof(*row_of));
	struct drawing drawing = { .devices = devices, .rows = list, .row_of = row_of, .out = out };

	if (!list || !row_of)
		return -ENOMEM;
	place_all(&drawing);
	find_json(&drawing, rows);
	set_heights(&drawing);
	draw_all(&drawing);
	return text_error(out);
}

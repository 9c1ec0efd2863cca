// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Rows by number, id and title.
 */
#include "host/entries/grub_menu.h"

#include <errno.h>
#include <string.h>

#include "core/text.h"

static size_t count_children(const struct grub_menu *menu, const struct grub_node *parent)
{
	size_t count = 0, i;

	for (i = 0; i < menu->count; i++)
		count += menu->nodes[i]->parent == parent;
	return count;
}

int grub_menu_add(struct grub_menu *menu, struct grub_node *parent, const char *title,
		  const char *id, struct grub_node **out)
{
	struct grub_node *node;

	if (menu->count == GRUB_NODES_MAX)
		return -E2BIG;
	node = calloc(1, sizeof(*node));
	if (!node)
		return -ENOMEM;
	node->parent = parent;
	node->number = count_children(menu, parent);
	node->entry = GRUB_NO_ENTRY;
	node->title = strdup(title);
	node->id = strdup(id);
	menu->nodes[menu->count++] = node;
	*out = node;
	return node->title && node->id ? 0 : -ENOMEM;
}

/* One level of a default, up to a single '>'; ">>" is a '>' of its name. */
static void take_level(const char **at, struct text *level)
{
	for (; **at && !(**at == '>' && (*at)[1] != '>'); ++*at) {
		*at += **at == '>';
		text_add(level, *at, 1);
	}
	*at += **at == '>';
}

/* A number, or else an id or a title; what is not there is the first row. */
static const struct grub_node *find_row(const struct grub_menu *menu,
					const struct grub_node *parent, const char *name)
{
	bool is_number = *name && !name[strspn(name, "0123456789")];
	size_t number = is_number ? strtoul(name, NULL, 10) : 0, i;
	const struct grub_node *first = NULL;

	for (i = 0; i < menu->count; i++) {
		const struct grub_node *node = menu->nodes[i];

		if (node->parent != parent)
			continue;
		first = first ? first : node;
		if (is_number ? node->number == number
			      : !strcmp(name, node->id) || !strcmp(name, node->title))
			return *name ? node : first;
	}
	return first;
}

int grub_menu_find(const struct grub_menu *menu, const char *name, const struct grub_node **node)
{
	const struct grub_node *row = NULL;
	int r;

	do {
		struct text level = { 0 };

		take_level(&name, &level);
		r = text_error(&level);
		if (!r)
			row = find_row(menu, row, text_string(&level));
		text_free(&level);
	} while (!r && row && row->is_submenu);
	if (!r)
		*node = row;
	return r;
}

void grub_menu_free(struct grub_menu *menu)
{
	while (menu->count) {
		struct grub_node *node = menu->nodes[--menu->count];

		free(node->title);
		free(node->id);
		free(node);
	}
}

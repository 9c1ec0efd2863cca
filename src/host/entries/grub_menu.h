/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The rows of GRUB's menu and its submenus, also those that start no Linux: a default is a number
 * among them, an id or a title. For src/host/entries/grub.c alone.
 */
#ifndef VFIO_PREBIND_ENTRIES_GRUB_MENU_H
#define VFIO_PREBIND_ENTRIES_GRUB_MENU_H

#include "host/entries/entry.h"

#define GRUB_NODES_MAX ((size_t)2 * ENTRIES_MAX)
#define GRUB_NO_ENTRY SIZE_MAX

/* A row of the menu or of a submenu. */
struct grub_node {
	struct grub_node *parent; /* NULL: of the menu */
	size_t number;            /* among its siblings, from 0 */
	size_t entry;             /* GRUB_NO_ENTRY: a submenu, or it starts no Linux */
	bool is_submenu;
	char *title, *id; /* owned */
};

struct grub_menu {
	struct grub_node *nodes[GRUB_NODES_MAX]; /* owned; grub_menu_free() */
	size_t count;
};

/* Appends a row to parent. 0 and *node; -E2BIG: more than GRUB_NODES_MAX; -ENOMEM. */
must_check int grub_menu_add(struct grub_menu *menu, struct grub_node *parent, const char *title,
			     const char *id, struct grub_node **node);

/*
 * The row that GRUB starts when its variable "default" is this: "0", an id or a title, "1>2" in a
 * submenu. 0 and *node, NULL: the menu or submenu has no row; or -ENOMEM.
 */
must_check int grub_menu_find(const struct grub_menu *menu, const char *name,
			      const struct grub_node **node);

void grub_menu_free(struct grub_menu *menu);

#endif

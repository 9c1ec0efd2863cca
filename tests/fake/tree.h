/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A file system in memory: directories, files, symbolic links, and path lookup as the kernel does
 * it. Knows nothing of PCI; what a write to a file means is in fake/kernel.c.
 */
#ifndef VFIO_PREBIND_TESTS_TREE_H
#define VFIO_PREBIND_TESTS_TREE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "fake/arena.h"

/* The root's index; as a child or a sibling: none. */
#define TREE_ROOT 0U

enum node_type {
	NODE_DIRECTORY,
	NODE_FILE,
	NODE_LINK,
};

/* Who answers reads and writes of a file. */
enum node_attribute {
	ATTRIBUTE_PLAIN, /* the content; nobody may write */
	ATTRIBUTE_OVERRIDE,
	ATTRIBUTE_POWER,
	ATTRIBUTE_PROBE,
	ATTRIBUTE_BIND,
	ATTRIBUTE_UNBIND,
	ATTRIBUTE_NUMVFS, /* from here on they can be read, too */
	ATTRIBUTE_AUTOPROBE,
};

struct node {
	uint32_t parent;
	uint32_t child;
	uint32_t next;
	uint32_t name;    /* offset in strings */
	uint32_t content; /* offset in strings: bytes of a file, target of a link */
	uint32_t length;
	uint8_t type;
	uint8_t attribute;
	uint16_t owner; /* index of the device or driver that answers */
};

struct tree {
	struct arena nodes;
	struct arena strings;
};

void tree_start(struct tree *tree);
void tree_copy(struct tree *to, const struct tree *from);
void tree_free(struct tree *tree);

struct node *tree_node(const struct tree *tree, uint32_t index);
const char *tree_name(const struct tree *tree, uint32_t index);
const char *tree_content(const struct tree *tree, uint32_t index);

/* Follows links but, unless follow is set, the last one. 0 and *index, or negative errno. */
int tree_find(const struct tree *tree, const char *path, bool follow, uint32_t *index);

/* The entry of this name, TREE_ROOT when there is none. */
uint32_t tree_child(const struct tree *tree, uint32_t directory, const char *name, size_t length);

/* A directory at path with all above it. The index, or negative errno. */
int64_t tree_make_directory(struct tree *tree, const char *path);

/*
 * A file or link at path, with the directories above it; replaces what was there. A file that is
 * there gets the bytes added at its end instead. The index, or negative errno.
 */
int64_t tree_add_file(struct tree *tree, const char *path, const char *bytes, size_t length);
int64_t tree_add_link(struct tree *tree, const char *path, const char *target);

/* Makes the content these bytes. */
void tree_set_content(struct tree *tree, uint32_t index, const char *bytes, size_t length);

/* Takes it out with all below it. Links to it dangle. */
void tree_remove(struct tree *tree, uint32_t index);

#endif

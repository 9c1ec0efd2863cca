// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Nodes are indices into one array, names and contents offsets into another: a tree is copied with
 * two memcpy(). What is removed stays in the arrays, unreachable.
 */
#include "fake/tree.h"

#include <errno.h>
#include <limits.h>
#include <string.h>

#define LINKS_MAX 40 /* as in include/linux/namei.h */

void tree_start(struct tree *tree)
{
	tree->nodes.used = 0;
	tree->strings.used = 0;
	(void)arena_add(&tree->strings, "", 0);
	(void)arena_take(&tree->nodes, sizeof(struct node)); /* the root */
}

void tree_copy(struct tree *to, const struct tree *from)
{
	arena_copy(&to->nodes, &from->nodes);
	arena_copy(&to->strings, &from->strings);
}

void tree_free(struct tree *tree)
{
	arena_free(&tree->nodes);
	arena_free(&tree->strings);
}

struct node *tree_node(const struct tree *tree, uint32_t index)
{
	return (struct node *)(void *)tree->nodes.data + index;
}

const char *tree_name(const struct tree *tree, uint32_t index)
{
	return tree->strings.data + tree_node(tree, index)->name;
}

const char *tree_content(const struct tree *tree, uint32_t index)
{
	return tree->strings.data + tree_node(tree, index)->content;
}

/* Most names differ in a byte: what calls to strncmp() cost shows where sanitizers watch them. */
static bool name_is(const char *other, const char *name, size_t length)
{
	size_t i;

	for (i = 0; i < length; i++)
		if (other[i] != name[i])
			return false;
	return !other[length];
}

uint32_t tree_child(const struct tree *tree, uint32_t directory, const char *name, size_t length)
{
	uint32_t index = tree_node(tree, directory)->child;

	for (; index; index = tree_node(tree, index)->next)
		if (name_is(tree_name(tree, index), name, length))
			return index;
	return TREE_ROOT;
}

static int walk(const struct tree *tree, const char *path, bool follow, unsigned int *links,
		uint32_t *index);

/* One step from the directory *index to its entry. */
static int step(const struct tree *tree, const char *name, size_t length, bool follow,
		unsigned int *links, uint32_t *index)
{
	uint32_t child;

	if (tree_node(tree, *index)->type != NODE_DIRECTORY)
		return -ENOTDIR;
	if (length > NAME_MAX)
		return -ENAMETOOLONG;
	if (length == 1 && *name == '.')
		return 0;
	if (length == 2 && !memcmp(name, "..", 2)) {
		*index = tree_node(tree, *index)->parent;
		return 0;
	}
	child = tree_child(tree, *index, name, length);
	if (!child)
		return -ENOENT;
	if (tree_node(tree, child)->type == NODE_LINK && follow) {
		if (++*links > LINKS_MAX)
			return -ELOOP;
		return walk(tree, tree_content(tree, child), true, links, index);
	}
	*index = child;
	return 0;
}

static int walk(const struct tree *tree, const char *path, bool follow, unsigned int *links,
		uint32_t *index)
{
	if (*path == '/')
		*index = TREE_ROOT;
	while (*path) {
		size_t length;
		bool last;
		int r;

		while (*path == '/')
			path++;
		length = strcspn(path, "/");
		if (!length)
			break;
		last = !path[length + strspn(path + length, "/")];
		r = step(tree, path, length, follow || !last || path[length] == '/', links, index);
		if (r)
			return r;
		path += length;
		if (*path == '/' && tree_node(tree, *index)->type != NODE_DIRECTORY)
			return -ENOTDIR;
	}
	return 0;
}

int tree_find(const struct tree *tree, const char *path, bool follow, uint32_t *index)
{
	uint32_t result = TREE_ROOT;
	unsigned int links = 0;
	int r;

	if (!*path)
		return -ENOENT;
	r = walk(tree, path, follow, &links, &result);
	if (!r)
		*index = result;
	return r;
}

static uint32_t add_node(struct tree *tree, uint32_t parent, const char *name, size_t length,
			 enum node_type type)
{
	uint32_t index = (uint32_t)(tree->nodes.used / sizeof(struct node));
	uint32_t string = arena_add(&tree->strings, name, length);
	struct node *node;

	(void)arena_take(&tree->nodes, sizeof(struct node));
	node = tree_node(tree, index);
	node->parent = parent;
	node->name = string;
	node->type = (uint8_t)type;
	node->next = tree_node(tree, parent)->child;
	tree_node(tree, parent)->child = index;
	return index;
}

/* The directory that path's last element is in, made when it is not there. */
static int make_parents(struct tree *tree, const char *path, const char **last, uint32_t *index)
{
	*index = TREE_ROOT;
	for (;;) {
		size_t length = strcspn(path, "/");
		unsigned int links = 0;
		int r;

		if (!path[length]) {
			*last = path;
			return length ? 0 : -EINVAL;
		}
		r = length ? step(tree, path, length, true, &links, index) : 0;
		if (r == -ENOENT)
			*index = add_node(tree, *index, path, length, NODE_DIRECTORY);
		else if (r)
			return r;
		path += length + 1;
	}
}

int64_t tree_make_directory(struct tree *tree, const char *path)
{
	const char *last;
	uint32_t parent, index;
	int r = make_parents(tree, path, &last, &parent);

	if (r)
		return r;
	if (tree_node(tree, parent)->type != NODE_DIRECTORY)
		return -ENOTDIR;
	index = tree_child(tree, parent, last, strlen(last));
	if (!index)
		return add_node(tree, parent, last, strlen(last), NODE_DIRECTORY);
	return tree_node(tree, index)->type == NODE_DIRECTORY ? (int64_t)index : -ENOTDIR;
}

int64_t tree_add_file(struct tree *tree, const char *path, const char *bytes, size_t length)
{
	const char *last;
	uint32_t parent, index, content;
	int r = make_parents(tree, path, &last, &parent);

	if (r)
		return r;
	if (tree_node(tree, parent)->type != NODE_DIRECTORY)
		return -ENOTDIR;
	index = tree_child(tree, parent, last, strlen(last));
	if (!index)
		index = add_node(tree, parent, last, strlen(last), NODE_FILE);
	if (tree_node(tree, index)->type != NODE_FILE)
		return -EISDIR;
	r = (int)tree_node(tree, index)->length;
	content = arena_take(&tree->strings, (size_t)r + length + 1);
	memcpy(tree->strings.data + content, tree_content(tree, index), (size_t)r);
	if (length)
		memcpy(tree->strings.data + content + r, bytes, length);
	tree_node(tree, index)->content = content;
	tree_node(tree, index)->length = (uint32_t)((size_t)r + length);
	return index;
}

int64_t tree_add_link(struct tree *tree, const char *path, const char *target)
{
	const char *last;
	uint32_t parent, index;
	int r = make_parents(tree, path, &last, &parent);

	if (r)
		return r;
	if (tree_node(tree, parent)->type != NODE_DIRECTORY)
		return -ENOTDIR;
	index = tree_child(tree, parent, last, strlen(last));
	if (index)
		tree_remove(tree, index);
	index = add_node(tree, parent, last, strlen(last), NODE_LINK);
	tree_set_content(tree, index, target, strlen(target));
	return index;
}

void tree_set_content(struct tree *tree, uint32_t index, const char *bytes, size_t length)
{
	uint32_t content = arena_add(&tree->strings, bytes, length);

	tree_node(tree, index)->content = content;
	tree_node(tree, index)->length = (uint32_t)length;
}

void tree_remove(struct tree *tree, uint32_t index)
{
	uint32_t *link;

	if (index == TREE_ROOT)
		return;
	link = &tree_node(tree, tree_node(tree, index)->parent)->child;
	while (*link && *link != index)
		link = &tree_node(tree, *link)->next;
	if (*link)
		*link = tree_node(tree, index)->next;
}

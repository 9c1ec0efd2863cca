// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Walks a path name by name, with a descriptor for each, as the kernel would below this root.
 */
#include "host/machine/trust.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#define LINKS_MAX 40 /* as in the kernel */

struct walk {
	const struct trust *trust;
	const char *file;    /* of the configuration, as messages name it */
	struct place at;     /* where it is now */
	char rest[PATH_MAX]; /* the remaining names */
	unsigned int links;
	struct text refusal; /* the first; empty: none */
};

/* Why it is not trusted, as a phrase that follows its name; false: it is. */
static bool is_foreign(const struct stat *st, uid_t owner, char phrase[PHRASE_SIZE])
{
	if (st->st_uid && st->st_uid != owner)
		(void)snprintf(phrase, PHRASE_SIZE,
			       "is owned by user %u, not by root: use chown root",
			       (unsigned int)st->st_uid);
	else if (!S_ISLNK(st->st_mode) && st->st_mode & (S_IWGRP | S_IWOTH))
		(void)snprintf(phrase, PHRASE_SIZE, "is writable by %s (mode %04o): use chmod go-w",
			       st->st_mode & S_IWOTH ? "everybody" : "its group",
			       (unsigned int)(st->st_mode & 07777));
	else
		return false;
	return true;
}

static void check_owner(struct walk *walk, const struct stat *st)
{
	const char *path = text_string(&walk->at.path);
	char phrase[PHRASE_SIZE];

	if (walk->refusal.length || !is_foreign(st, walk->trust->owner, phrase))
		return;
	if (!strcmp(path, walk->file) && S_ISLNK(st->st_mode))
		text_puts(&walk->refusal, "the link ");
	else if (*walk->rest || S_ISLNK(st->st_mode))
		text_printf(&walk->refusal, "%s leads to it and ", *path ? path : "/");
	text_puts(&walk->refusal, phrase);
}

/* Removes the first name from the rest; false: there is none. */
static bool next_name(struct walk *walk, char name[NAME_MAX + 1])
{
	size_t skip = strspn(walk->rest, "/"), length = strcspn(walk->rest + skip, "/");
	char *after = walk->rest + skip + length;

	if (!length || length > NAME_MAX)
		return false;
	memcpy(name, walk->rest + skip, length);
	name[length] = '\0';
	after += strspn(after, "/");
	memmove(walk->rest, after, strlen(after) + 1);
	return true;
}

/* Removes the last name of the path. */
static void step_back(struct place *at)
{
	const char *slash = at->path.length ? strrchr(at->path.data, '/') : NULL;

	if (slash) {
		at->path.length = (size_t)(slash - at->path.data);
		at->path.data[at->path.length] = '\0';
	}
}

static int duplicate(int fd)
{
	int copy = fcntl(fd, F_DUPFD_CLOEXEC, 0);

	return copy < 0 ? -errno : copy;
}

/* An absolute link starts at the root that was given, not at that of this machine. */
static int follow_link(struct walk *walk, int link)
{
	char target[PATH_MAX], rest[PATH_MAX];
	ssize_t n = readlinkat(link, "", target, sizeof(target) - 1);
	int root, length;

	if (n < 0)
		return -errno;
	target[n] = '\0';
	if (++walk->links > LINKS_MAX)
		return -ELOOP;
	length = snprintf(rest, sizeof(rest), "%s/%s", target, walk->rest);
	if (length < 0 || (size_t)length >= sizeof(rest))
		return -ENAMETOOLONG;
	strcpy(walk->rest, rest);
	if (target[0] != '/') {
		step_back(&walk->at);
		return 0;
	}
	root = duplicate(walk->trust->root.fd);
	if (root < 0)
		return root;
	place_close(&walk->at);
	walk->at.fd = root;
	return 0;
}

/*
 * The last one is opened for reading, if it can be a file; others, and links, only to continue
 * from.
 */
static int open_name(const struct walk *walk, const char *name)
{
	int flags = O_NOFOLLOW | O_CLOEXEC;
	struct stat st;

	if (fstatat(walk->at.fd, name, &st, AT_SYMLINK_NOFOLLOW))
		return -1;
	if (*walk->rest || S_ISLNK(st.st_mode))
		return openat(walk->at.fd, name, flags | O_PATH);
	if (S_ISREG(st.st_mode) || S_ISDIR(st.st_mode))
		return openat(walk->at.fd, name, flags | O_RDONLY | O_NONBLOCK | O_NOCTTY);
	errno = EOPNOTSUPP;
	return -1;
}

static bool is_root(const struct walk *walk)
{
	struct stat root, here;

	return !fstat(walk->trust->root.fd, &root) && !fstat(walk->at.fd, &here) &&
	       root.st_dev == here.st_dev && root.st_ino == here.st_ino;
}

static int step(struct walk *walk, const char *name)
{
	cleanup_close int fd = -1;
	struct stat st;
	int left = walk->at.fd, r = 0;

	if (!strcmp(name, "..") && is_root(walk))
		name = ".";
	fd = open_name(walk, name);
	if (fd < 0)
		r = -errno;
	/* without read permission, its owner and mode can still be seen */
	if (fd < 0 ? fstatat(left, name, &st, AT_SYMLINK_NOFOLLOW) : fstat(fd, &st))
		return r ? r : -errno;
	if (!strcmp(name, ".."))
		step_back(&walk->at);
	else if (strcmp(name, ".") != 0)
		text_printf(&walk->at.path, "/%s", name);
	check_owner(walk, &st);
	if (r)
		return r;
	if (S_ISLNK(st.st_mode))
		return follow_link(walk, fd);
	walk->at.fd = fd;
	fd = left;
	return 0;
}

static int walk_down(struct walk *walk)
{
	char name[NAME_MAX + 1];
	struct stat st;
	int r = 0;

	if (!walk->at.path.length) {
		if (fstat(walk->at.fd, &st))
			return -errno;
		check_owner(walk, &st);
	}
	while (!r && next_name(walk, name))
		r = step(walk, name);
	if (!r && *walk->rest)
		r = -ENAMETOOLONG;
	return r ? r : text_error(&walk->at.path);
}

int trust_open_file(struct trust *trust, const struct place *from, const char *path,
		    const char *file, struct place *found)
{
	struct walk walk = { .trust = trust, .file = file, .at.fd = duplicate(from->fd) };
	int r = walk.at.fd < 0 ? walk.at.fd : fs_path(walk.rest, "%s", path);

	text_puts(&walk.at.path, text_string(&from->path));
	if (!r)
		r = walk_down(&walk);
	if (r != -ENOENT && text_error(&walk.refusal))
		r = -ENOMEM;
	else if (r != -ENOENT && walk.refusal.length &&
		 diagnostics_add(&trust->refused, file, 0, 0, text_string(&walk.refusal)))
		r = -ENOMEM;
	text_free(&walk.refusal);
	if (r)
		place_close(&walk.at);
	else
		*found = walk.at;
	return r;
}

void place_close(struct place *place)
{
	if (place->fd >= 0)
		close(place->fd);
	text_free(&place->path);
	place->fd = -1;
}

int trust_open(struct trust *trust, struct fs *fs)
{
	struct stat st;

	memset(trust, 0, sizeof(*trust));
	trust->root.fd = duplicate(fs_root(fs));
	if (trust->root.fd < 0)
		return trust->root.fd;
	if (fstat(trust->root.fd, &st))
		return -errno;
	trust->owner = st.st_uid == geteuid() ? st.st_uid : 0;
	return 0;
}

void trust_close(struct trust *trust)
{
	place_close(&trust->root);
	diagnostics_free(&trust->refused);
}

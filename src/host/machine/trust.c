// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Owner and mode of the files that the configuration is read from, and of all that leads to
 * them. Names are walked down one by one, each by a descriptor, as the kernel would.
 */
#include "host/machine/trust.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "core/text.h"
#include "kernel/inputs.h"

#define LINKS_MAX 40 /* as the kernel has it */

/* From a directory along the names in rest. */
struct walk {
	const char *file;    /* of the configuration, as people know it */
	uid_t owner;         /* besides root */
	int at;              /* owned; where it has come to */
	struct text trail;   /* the same for people, without a last "/" */
	char rest[PATH_MAX]; /* the names that are left */
	unsigned int links;
	bool is_refused;
	struct diagnostics *refused;
};

/* What is wrong with it as a phrase for behind its name; false: nothing. */
static bool is_foreign(const struct stat *st, uid_t owner, char phrase[PHRASE_SIZE])
{
	if (st->st_uid && st->st_uid != owner)
		(void)snprintf(phrase, PHRASE_SIZE,
			       "belongs to user %u, not to root: chown root it",
			       (unsigned int)st->st_uid);
	else if (!S_ISLNK(st->st_mode) && st->st_mode & (S_IWGRP | S_IWOTH))
		(void)snprintf(phrase, PHRASE_SIZE, "%s may write it (mode %04o): chmod go-w it",
			       st->st_mode & S_IWOTH ? "everybody" : "its group",
			       (unsigned int)(st->st_mode & 07777));
	else
		return false;
	return true;
}

static int judge(struct walk *walk, const struct stat *st)
{
	struct text text = { 0 };
	char phrase[PHRASE_SIZE];
	int r;

	if (!is_foreign(st, walk->owner, phrase))
		return 0;
	walk->is_refused = true;
	if (!strcmp(text_string(&walk->trail), walk->file) && S_ISLNK(st->st_mode))
		text_puts(&text, "the link ");
	else if (*walk->rest || S_ISLNK(st->st_mode))
		text_printf(&text, "%s%s leads to it and ", text_string(&walk->trail),
			    walk->trail.length ? "" : "/");
	text_puts(&text, phrase);
	r = text_error(&text);
	if (!r)
		r = diagnostics_add(walk->refused, walk->file, 0, 0, text_string(&text));
	text_free(&text);
	return r;
}

/* Cuts the first name off the rest; NULL: there is none. */
static const char *next_name(struct walk *walk, char name[NAME_MAX + 1])
{
	size_t skip = strspn(walk->rest, "/"), length = strcspn(walk->rest + skip, "/");
	char *behind = walk->rest + skip + length;

	if (!length || length > NAME_MAX)
		return NULL;
	memcpy(name, walk->rest + skip, length);
	name[length] = '\0';
	behind += strspn(behind, "/");
	memmove(walk->rest, behind, strlen(behind) + 1);
	return name;
}

/* The trail goes back by one name. */
static void step_back(struct walk *walk)
{
	const char *slash = walk->trail.length ? strrchr(walk->trail.data, '/') : NULL;

	if (slash) {
		walk->trail.length = (size_t)(slash - walk->trail.data);
		walk->trail.data[walk->trail.length] = '\0';
	}
}

/* An absolute link leads out of a captured machine, for whoever reads the file as well. */
static int follow(struct walk *walk, int link)
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
		step_back(walk);
		return 0;
	}
	root = open("/", O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (root < 0)
		return -errno;
	close(walk->at);
	walk->at = root;
	text_free(&walk->trail);
	return 0;
}

static int step(struct walk *walk, const char *name)
{
	cleanup_close int fd = openat(walk->at, name, O_PATH | O_NOFOLLOW | O_CLOEXEC);
	struct stat st;
	int r, left = walk->at;

	if (fd < 0 || fstat(fd, &st))
		return -errno;
	if (!strcmp(name, ".."))
		step_back(walk);
	else if (strcmp(name, ".") != 0)
		text_printf(&walk->trail, "/%s", name);
	r = judge(walk, &st);
	if (r)
		return r;
	if (S_ISLNK(st.st_mode))
		return follow(walk, fd);
	walk->at = fd;
	fd = left;
	return 0;
}

/* To the end, or to the first that is refused. 0 or negative errno. */
static int walk_down(struct walk *walk, const char *path)
{
	char name[NAME_MAX + 1];
	struct stat st;
	int r = fs_path(walk->rest, "%s", path);

	if (!r && !walk->trail.length) /* the root; the directory of drop-ins has been judged */
		r = fstat(walk->at, &st) ? -errno : judge(walk, &st);
	while (!r && !walk->is_refused && next_name(walk, name))
		r = step(walk, name);
	return r;
}

/*
 * Checks what path leads to from the directory at, which people know as trail; *end, when it is
 * not NULL, is a descriptor of that, or -1 when nothing is there or the walk ended before.
 */
static int check_one(const struct walk *start, int at, const char *trail, const char *path,
		     int *end)
{
	struct walk walk = *start;
	struct stat st;
	int r;

	/* not there: of no concern who may make it, unless a link says that it is ours */
	if (fstatat(at, path, &st, AT_SYMLINK_NOFOLLOW))
		return errno == ENOENT ? 0 : -errno;
	walk.at = fcntl(at, F_DUPFD_CLOEXEC, 0);
	if (walk.at < 0)
		return -errno;
	text_puts(&walk.trail, trail);
	r = walk_down(&walk, path);
	if (!r && end && !*walk.rest) {
		*end = walk.at;
		walk.at = -1;
	}
	if (walk.at >= 0)
		close(walk.at);
	text_free(&walk.trail);
	return r == -ENOENT ? 0 : r;
}

static int check_drop_ins(struct fs *fs, const struct walk *start, int directory)
{
	char **names = NULL, file[FS_PATH_SIZE];
	struct walk here = *start;
	size_t count = 0, i;
	int r = fs_list(fs, CONFIG_DIRECTORY, &names, &count);

	for (i = 0; !r && i < count; i++) {
		if (!drop_in_counts(names[i], CONFIG_SUFFIX))
			continue;
		here.file = file;
		r = fs_path(file, "/" CONFIG_DIRECTORY "/%s", names[i]);
		if (!r)
			r = check_one(&here, directory, "/" CONFIG_DIRECTORY, names[i], NULL);
	}
	fs_free_names(names, count);
	return r;
}

int trust_check(struct fs *fs, struct diagnostics *refused)
{
	struct walk walk = { .file = "/" CONFIG_PATH, .at = -1, .refused = refused };
	cleanup_close int directory = -1;
	struct stat st;
	int r;

	if (fstat(fs_root(fs), &st))
		return -errno;
	walk.owner = st.st_uid == geteuid() ? st.st_uid : 0;
	r = check_one(&walk, fs_root(fs), "", CONFIG_PATH, NULL);
	walk.file = "/" CONFIG_DIRECTORY;
	if (!r)
		r = check_one(&walk, fs_root(fs), "", CONFIG_DIRECTORY, &directory);
	if (!r && directory >= 0)
		r = check_drop_ins(fs, &walk, directory);
	return r;
}

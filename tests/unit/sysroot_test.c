// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Paths of a captured machine stay in it, with openat2(2) and without.
 */
#include "unit/unit.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>

#include "host/base/sysroot.h"

#define CONTENT_MAX 16
#define CHAIN 60 /* links, more than the kernel follows */

struct place {
	char path[64];
	struct fs *fs;
};

/* What is in the tree besides etc/plain, which says "in"; the secret beside the tree says "out". */
static const struct {
	const char *name, *target;
} links[] = {
	{ "etc/absolute", "/etc/plain" },
	{ "etc/upward", "../../../../../../../../etc/plain" },
	{ "etc/secret", "../../secret" },
	{ "etc/secret-from-root", "/../secret" },
	{ "etc/slashes", "//etc///.//plain" },
	{ "etc/here", "." },
	{ "etc/relative", "../usr/lib/../../etc/plain" },
	{ "root", "/" },
	{ "above", ".." },
	{ "lib", "usr/lib" },
	{ "loop", "loop" },
	{ "tick", "tock" },
	{ "tock", "tick" },
	{ "proc", "/proc" },
};

/* What reading a path gives: content, or an error. */
static const struct {
	const char *path, *content;
	int error;
} reads[] = {
	{ "etc/plain", "in", 0 },
	{ "/etc/plain", "in", 0 },
	{ "etc/absolute", "in", 0 },
	{ "etc/upward", "in", 0 },
	{ "etc/slashes", "in", 0 },
	{ "etc/relative", "in", 0 },
	{ "etc/here/here/plain", "in", 0 },
	{ "root/root/etc/plain", "in", 0 },
	{ "above/above/etc/plain", "in", 0 },
	{ "../../../etc/plain", "in", 0 },
	{ "usr/../etc/plain", "in", 0 },
	{ "lib/../lib/../../etc/plain", "in", 0 },
	{ "etc/secret", NULL, -ENOENT },
	{ "etc/secret-from-root", NULL, -ENOENT },
	{ "../secret", NULL, -ENOENT },
	{ "root/../secret", NULL, -ENOENT },
	{ "proc/self/cmdline", NULL, -ELOOP },
	{ "loop", NULL, -ELOOP },
	{ "tick", NULL, -ELOOP },
	{ "chain", NULL, -ELOOP },
	{ "etc/nothing", NULL, -ENOENT },
	{ "etc/nothing/../plain", NULL, -ENOENT },
	{ "nothing/etc/plain", NULL, -ENOENT },
	{ "etc/plain/../plain", NULL, -ENOTDIR },
	{ "etc/plain/plain", NULL, -ENOTDIR },
	{ "etc", NULL, -EISDIR },
	{ "etc/fifo", NULL, -EOPNOTSUPP },
};

static void put(int root, const char *path, const char *content)
{
	cleanup_close int fd = openat(root, path, O_WRONLY | O_CREAT, 0644);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, content, strlen(content)), strlen(content));
}

static void make_chain(int root)
{
	char name[32], next[32] = "etc/plain";
	int i;

	for (i = 0; i <= CHAIN; i++) {
		(void)snprintf(name, sizeof(name), i == CHAIN ? "chain" : "chain%d", i);
		assert_int_equal(symlinkat(next, root, name), 0);
		strcpy(next, name);
	}
}

static int setup(void **state)
{
	struct place *place = calloc(1, sizeof(*place));
	cleanup_close int base = -1;
	cleanup_close int root = -1;
	char tree[80];
	size_t i;

	if (!place)
		return -1;
	*state = place;
	strcpy(place->path, "/tmp/sysroot_test.XXXXXX");
	if (!mkdtemp(place->path))
		return -1;
	(void)snprintf(tree, sizeof(tree), "%s/tree", place->path);
	base = open(place->path, O_PATH);
	assert_int_equal(mkdirat(base, "tree", 0755), 0);
	put(base, "secret", "out");
	root = openat(base, "tree", O_PATH);
	assert_int_equal(mkdirat(root, "etc", 0755), 0);
	assert_int_equal(mkdirat(root, "usr", 0755), 0);
	assert_int_equal(mkdirat(root, "usr/lib", 0755), 0);
	assert_int_equal(mkfifoat(root, "etc/fifo", 0644), 0);
	put(root, "etc/plain", "in");
	make_chain(root);
	for (i = 0; i < ARRAY_SIZE(links); i++)
		assert_int_equal(symlinkat(links[i].target, root, links[i].name), 0);
	return sysroot_open(tree, &place->fs);
}

static int teardown(void **state)
{
	struct place *place = *state;
	char command[sizeof(place->path) + 16];
	int r;

	fs_close(place->fs);
	(void)snprintf(command, sizeof(command), "rm -rf %s", place->path);
	r = system(command);
	free(place);
	return r;
}

/* openat2() is not there from here on, for this process and its children. */
static int setup_without_openat2(void **state)
{
	struct sock_filter filter[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_openat2, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	const struct sock_fprog program = { ARRAY_SIZE(filter), filter };

	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) ||
	    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program))
		return -1;
	return syscall(SYS_openat2, AT_FDCWD, "/", NULL, 0) == -1 && errno == ENOSYS ? setup(state)
										     : -1;
}

static void no_path_leaves_the_tree(void **state)
{
	struct place *place = *state;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(reads); i++) {
		char *data = NULL;
		size_t length;
		int r = fs_read(place->fs, reads[i].path, CONTENT_MAX, &data, &length);

		if (r != reads[i].error)
			fail_msg("%s: %d", reads[i].path, r);
		if (!r)
			assert_string_equal(data, reads[i].content);
		free(data);
	}
}

static void a_link_is_read_and_not_followed(void **state)
{
	struct place *place = *state;
	char target[64];
	size_t i;

	for (i = 0; i < ARRAY_SIZE(links); i++) {
		assert_int_equal(fs_read_link(place->fs, links[i].name, target, sizeof(target)), 0);
		assert_string_equal(target, links[i].target);
	}
	assert_int_equal(fs_read_link(place->fs, "root/etc/absolute", target, sizeof(target)), 0);
	assert_string_equal(target, "/etc/plain");
	assert_int_equal(fs_read_link(place->fs, "etc/plain", target, sizeof(target)), -EINVAL);
	assert_int_equal(fs_read_link(place->fs, "etc/nothing", target, sizeof(target)), -ENOENT);
	assert_int_equal(fs_read_link(place->fs, "etc/absolute", target, 10), -EMSGSIZE);
}

static void what_is_outside_does_not_exist(void **state)
{
	struct place *place = *state;
	struct stat st;

	assert_true(fs_exists(place->fs, "etc/absolute"));
	assert_true(fs_exists(place->fs, "etc/fifo"));
	assert_false(fs_exists(place->fs, "etc/secret"));
	assert_false(fs_exists(place->fs, "../secret"));
	assert_int_equal(fs_stat(place->fs, "etc/secret", &st), -ENOENT);
	assert_int_equal(fs_stat(place->fs, "etc/upward", &st), 0);
	assert_int_equal(st.st_size, 2);
}

static void a_list_is_of_the_tree(void **state)
{
	struct place *place = *state;
	char **names = NULL;
	size_t count = 0, i;

	assert_int_equal(fs_list(place->fs, "root/above/..", &names, &count), 0);
	for (i = 0; i < count; i++)
		assert_string_not_equal(names[i], "secret");
	assert_int_equal(count, 2 + CHAIN + 1 + 7);
	fs_free_names(names, count);
	assert_int_equal(fs_list(place->fs, "etc/fifo", &names, &count), -ENOTDIR);
	assert_int_equal(fs_list(place->fs, "proc", &names, &count), -ELOOP);
}

static void an_attribute_is_no_device(void **state)
{
	struct place *place = *state;
	char value[CONTENT_MAX];

	assert_int_equal(fs_read_attribute(place->fs, "etc/absolute", value, sizeof(value)), 0);
	assert_string_equal(value, "in");
	assert_int_equal(fs_read_attribute(place->fs, "etc/fifo", value, sizeof(value)),
			 -EOPNOTSUPP);
	assert_int_equal(fs_read_attribute(place->fs, "etc/secret", value, sizeof(value)), -ENOENT);
}

#define WITH(setup, test) cmocka_unit_test_setup_teardown(test, setup, teardown)

UNIT_MAIN(WITH(setup, no_path_leaves_the_tree), WITH(setup, a_link_is_read_and_not_followed),
	  WITH(setup, what_is_outside_does_not_exist), WITH(setup, a_list_is_of_the_tree),
	  WITH(setup, an_attribute_is_no_device),
	  WITH(setup_without_openat2, no_path_leaves_the_tree),
	  WITH(setup_without_openat2, a_link_is_read_and_not_followed),
	  WITH(setup_without_openat2, what_is_outside_does_not_exist),
	  WITH(setup_without_openat2, a_list_is_of_the_tree),
	  WITH(setup_without_openat2, an_attribute_is_no_device))

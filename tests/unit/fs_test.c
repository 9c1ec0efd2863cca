// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The real file layer, on a directory of its own.
 */
#include "unit/unit.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct place {
	char path[64];
	struct fs *fs;
};

static int setup(void **state)
{
	struct place *place = calloc(1, sizeof(*place));

	if (!place)
		return -1;
	*state = place;
	strcpy(place->path, "/tmp/fs_test.XXXXXX");
	return mkdtemp(place->path) && !fs_open(place->path, &place->fs) ? 0 : -1;
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

static void put(const struct place *place, const char *name, const char *data, size_t length)
{
	cleanup_close int root = open(place->path, O_RDONLY | O_DIRECTORY);
	cleanup_close int fd = openat(root, name, O_WRONLY | O_CREAT | O_TRUNC, 0644);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, data, length), length);
}

static void make_link(const struct place *place, const char *target, const char *name)
{
	cleanup_close int root = open(place->path, O_RDONLY | O_DIRECTORY);

	assert_int_equal(symlinkat(target, root, name), 0);
}

static void a_root_that_is_no_directory_is_an_error(void **state)
{
	struct fs *fs;

	(void)state;
	assert_int_equal(fs_open("/nonexistent", &fs), -ENOENT);
	assert_int_equal(fs_open("/dev/null", &fs), -ENOTDIR);
	fs_close(NULL);
}

static void a_file_is_read_up_to_its_limit_and_not_beyond(void **state)
{
	struct place *place = *state;
	char *text = malloc(9000), *data = NULL;
	size_t length;

	assert_non_null(text);
	memset(text, 'x', 9000);
	text[5] = '\0';
	put(place, "a", text, 9000);
	assert_int_equal(fs_read(place->fs, "a", 9000, &data, &length), 0);
	assert_int_equal(length, 9000);
	assert_memory_equal(data, text, 9000);
	assert_int_equal(data[9000], '\0');
	free(data);
	assert_int_equal(fs_read(place->fs, "a", 8999, &data, &length), -EFBIG);
	put(place, "empty", "", 0);
	assert_int_equal(fs_read(place->fs, "empty", 0, &data, &length), 0);
	assert_int_equal(length, 0);
	free(data);
	free(text);
}

static void what_is_no_file_is_not_read(void **state)
{
	struct place *place = *state;
	char *data, path[128];
	size_t length;

	assert_int_equal(fs_read(place->fs, "none", 9, &data, &length), -ENOENT);
	assert_int_equal(fs_read(place->fs, ".", 9, &data, &length), -EISDIR);
	(void)snprintf(path, sizeof(path), "%s/fifo", place->path);
	assert_int_equal(mkfifo(path, 0600), 0);
	/* nor does it wait for somebody to write into it */
	assert_int_equal(fs_read(place->fs, "fifo", 9, &data, &length), -EOPNOTSUPP);
	make_link(place, "loop", "loop");
	assert_int_equal(fs_read(place->fs, "loop", 9, &data, &length), -ELOOP);
}

static void an_attribute_is_one_line_that_fits(void **state)
{
	struct place *place = *state;
	char big[5000], text[8];

	put(place, "a", "0x10de\n", 7);
	assert_int_equal(fs_read_attribute(place->fs, "a", text, sizeof(text)), 0);
	assert_string_equal(text, "0x10de");
	assert_int_equal(fs_read_attribute(place->fs, "a", text, 6), -EMSGSIZE);
	assert_int_equal(fs_read_attribute(place->fs, "a", text, 7), 0);
	put(place, "b", "x", 1);
	assert_int_equal(fs_read_attribute(place->fs, "b", text, sizeof(text)), 0);
	assert_string_equal(text, "x");
	put(place, "c", "a\0b\n", 4);
	assert_int_equal(fs_read_attribute(place->fs, "c", text, sizeof(text)), -EINVAL);
	memset(big, 'x', sizeof(big));
	put(place, "d", big, sizeof(big));
	assert_int_equal(fs_read_attribute(place->fs, "d", text, sizeof(text)), -EMSGSIZE);
	assert_int_equal(fs_read_attribute(place->fs, "none", text, sizeof(text)), -ENOENT);
}

static void a_link_is_read_whole_or_not_at_all(void **state)
{
	struct place *place = *state;
	char text[8];

	make_link(place, "1234567", "a");
	assert_int_equal(fs_read_link(place->fs, "a", text, sizeof(text)), 0);
	assert_string_equal(text, "1234567");
	assert_int_equal(fs_read_link(place->fs, "a", text, 7), -EMSGSIZE);
	assert_int_equal(fs_read_link(place->fs, ".", text, sizeof(text)), -EINVAL);
	assert_int_equal(fs_read_link(place->fs, "none", text, sizeof(text)), -ENOENT);
}

static void a_directory_is_listed_in_byte_order(void **state)
{
	struct place *place = *state;
	char **names = NULL;
	size_t count;

	assert_int_equal(fs_list(place->fs, ".", &names, &count), 0);
	assert_int_equal(count, 0);
	fs_free_names(names, count);
	put(place, "b", "", 0);
	put(place, "B", "", 0);
	put(place, ".h", "", 0);
	put(place, "\xc3\xa9", "", 0);
	assert_int_equal(fs_list(place->fs, ".", &names, &count), 0);
	assert_int_equal(count, 4);
	assert_string_equal(names[0], ".h");
	assert_string_equal(names[1], "B");
	assert_string_equal(names[2], "b");
	assert_string_equal(names[3], "\xc3\xa9");
	fs_free_names(names, count);
	assert_int_equal(fs_list(place->fs, "b", &names, &count), -ENOTDIR);
	assert_int_equal(fs_list(place->fs, "none", &names, &count), -ENOENT);
}

static void existence_is_that_of_a_links_target(void **state)
{
	struct place *place = *state;

	put(place, "a", "", 0);
	make_link(place, "a", "good");
	make_link(place, "none", "dangling");
	assert_true(fs_exists(place->fs, "a"));
	assert_true(fs_exists(place->fs, "good"));
	assert_false(fs_exists(place->fs, "dangling"));
	assert_false(fs_exists(place->fs, "none"));
}

static void a_write_goes_into_a_file_that_is_there(void **state)
{
	struct place *place = *state;
	char text[16];

	assert_int_equal(fs_write(place->fs, "none", "x"), -ENOENT);
	assert_false(fs_exists(place->fs, "none"));
	put(place, "a", "", 0);
	assert_int_equal(fs_write(place->fs, "a", "vfio-pci\n"), 0);
	assert_int_equal(fs_read_attribute(place->fs, "a", text, sizeof(text)), 0);
	assert_string_equal(text, "vfio-pci");
	assert_int_equal(fs_write(place->fs, ".", "x"), -EISDIR);
}

static void a_write_that_the_kernel_refuses_returns_its_errno(void **state)
{
	struct fs *fs;

	(void)state;
	assert_int_equal(fs_open("/dev", &fs), 0);
	assert_int_equal(fs_write(fs, "full", "x"), -ENOSPC);
	fs_close(fs);
}

static void a_file_is_replaced_as_a_whole(void **state)
{
	struct place *place = *state;
	char text[16];

	assert_int_equal(fs_replace(place->fs, "run", "a", 0644, "one\n", 4), 0);
	assert_int_equal(fs_replace(place->fs, "run", "a", 0644, "two\n", 4), 0);
	assert_int_equal(fs_read_attribute(place->fs, "run/a", text, sizeof(text)), 0);
	assert_string_equal(text, "two");
	assert_false(fs_exists(place->fs, "run/.a.new"));
}

static unsigned int mode_of(struct place *place, const char *name)
{
	struct stat st;

	assert_int_equal(fs_stat(place->fs, name, &st), 0);
	return st.st_mode & 07777;
}

static void a_report_is_for_all_to_read_whatever_the_umask(void **state)
{
	static const mode_t masks[] = { 0, 077, 022, 0777 };
	struct place *place = *state;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(masks); i++) {
		char directory[16], file[32];
		int r;

		(void)snprintf(directory, sizeof(directory), "run%zu", i);
		(void)snprintf(file, sizeof(file), "run%zu/a", i);
		umask(masks[i]);
		r = fs_replace(place->fs, directory, "a", 0644, "", 0);
		umask(022);
		assert_int_equal(r, 0);
		assert_int_equal(mode_of(place, directory), 0755);
		assert_int_equal(mode_of(place, file), 0644);
	}
}

static void what_is_for_root_only_stays_so_when_it_is_replaced(void **state)
{
	struct place *place = *state;

	assert_int_equal(fs_replace(place->fs, "run", "secret", 0644, "", 0), 0);
	assert_int_equal(fs_replace(place->fs, "run", "secret", 0600, "", 0), 0);
	assert_int_equal(mode_of(place, "run/secret"), 0600);
}

static void replacing_makes_nothing_where_a_link_points(void **state)
{
	struct place *place = *state;

	assert_int_equal(fs_replace(place->fs, "run", "x", 0644, "", 0), 0);
	make_link(place, "../none", "run/a");
	make_link(place, "../none", "run/.a.new");
	make_link(place, "none", "dangling");
	assert_int_equal(fs_replace(place->fs, "run", "a", 0644, "new", 3), 0);
	assert_true(fs_replace(place->fs, "dangling", "a", 0644, "new", 3) < 0);
	assert_false(fs_exists(place->fs, "none"));
	assert_int_equal(mode_of(place, "run/a"), 0644);
}

static void replacing_follows_no_link(void **state)
{
	struct place *place = *state;
	char text[16];

	put(place, "victim", "safe", 4);
	assert_int_equal(fs_replace(place->fs, "run", "x", 0644, "", 0), 0);
	make_link(place, "../victim", "run/a");
	make_link(place, "../victim", "run/.a.new");
	assert_int_equal(fs_replace(place->fs, "run", "a", 0644, "new", 3), 0);
	assert_int_equal(fs_read_attribute(place->fs, "victim", text, sizeof(text)), 0);
	assert_string_equal(text, "safe");
	assert_int_equal(fs_read_link(place->fs, "run/a", text, sizeof(text)), -EINVAL);
	make_link(place, "run", "elsewhere");
	assert_true(fs_replace(place->fs, "elsewhere", "b", 0644, "x", 1) < 0);
	assert_false(fs_exists(place->fs, "run/b"));
}

static void a_replacement_that_fails_leaves_what_was_there(void **state)
{
	struct place *place = *state;
	char name[FS_PATH_SIZE];

	memset(name, 'x', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	assert_int_equal(fs_replace(place->fs, "run", name, 0644, "", 0), -ENAMETOOLONG);
	assert_int_equal(fs_replace(place->fs, "none/none", "a", 0644, "", 0), -ENOENT);
	put(place, "file", "safe", 4);
	assert_int_equal(fs_replace(place->fs, "file", "a", 0644, "", 0), -ENOTDIR);
	assert_int_equal(fs_replace(place->fs, ".", "run/x", 0644, "", 0), -ENOENT);
	assert_int_equal(fs_replace(place->fs, "run", "d", 0644, "", 0), 0);
	/* a directory of that name cannot be replaced by a file */
	assert_int_equal(fs_replace(place->fs, "run/e", "x", 0644, "", 0), 0);
	assert_int_equal(fs_replace(place->fs, "run", "e", 0644, "", 0), -EISDIR);
	assert_false(fs_exists(place->fs, "run/.e.new"));
}

static void a_path_that_does_not_fit_is_an_error(void **state)
{
	char path[FS_PATH_SIZE];

	(void)state;
	assert_int_equal(fs_path(path, "%*s", FS_PATH_SIZE - 1, ""), 0);
	assert_int_equal(fs_path(path, "%*s", FS_PATH_SIZE, ""), -ENAMETOOLONG);
	assert_int_equal(fs_path(path, "a/%s", "b"), 0);
	assert_string_equal(path, "a/b");
}

static void a_file_is_opened_to_be_read_in_pieces(void **state)
{
	struct place *place = *state;
	char text[4];
	int fd;

	put(place, "a", "abc", 3);
	fd = fs_open_file(place->fs, "a");
	assert_true(fd >= 0);
	assert_int_equal(read(fd, text, sizeof(text)), 3);
	assert_true(write(fd, "x", 1) < 0);
	close(fd);
	assert_int_equal(fs_open_file(place->fs, "none"), -ENOENT);
	assert_int_equal(fs_open_file(place->fs, "."), -EISDIR);
}

static void what_a_file_is_is_told_of_a_links_target(void **state)
{
	struct place *place = *state;
	struct stat st;

	put(place, "a", "abc", 3);
	make_link(place, "a", "link");
	assert_int_equal(fs_stat(place->fs, "link", &st), 0);
	assert_true(S_ISREG(st.st_mode));
	assert_int_equal(st.st_size, 3);
	assert_int_equal(fs_stat(place->fs, "none", &st), -ENOENT);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

static void procfs_is_no_root_in_memory_and_a_tmpfs_is_one(void **state)
{
	struct fs *fs;

	(void)state;
	assert_int_equal(fs_open("/proc", &fs), 0);
	assert_false(fs_is_in_memory(fs));
	fs_close(fs);
	if (fs_open("/dev/shm", &fs))
		skip();
	assert_true(fs_is_in_memory(fs));
	fs_close(fs);
}

UNIT_MAIN(TEST(procfs_is_no_root_in_memory_and_a_tmpfs_is_one),
	  TEST(a_file_is_opened_to_be_read_in_pieces),
	  TEST(what_a_file_is_is_told_of_a_links_target),
	  cmocka_unit_test(a_root_that_is_no_directory_is_an_error),
	  TEST(a_file_is_read_up_to_its_limit_and_not_beyond), TEST(what_is_no_file_is_not_read),
	  TEST(an_attribute_is_one_line_that_fits), TEST(a_link_is_read_whole_or_not_at_all),
	  TEST(a_directory_is_listed_in_byte_order), TEST(existence_is_that_of_a_links_target),
	  TEST(a_write_goes_into_a_file_that_is_there),
	  cmocka_unit_test(a_write_that_the_kernel_refuses_returns_its_errno),
	  TEST(a_file_is_replaced_as_a_whole), TEST(a_report_is_for_all_to_read_whatever_the_umask),
	  TEST(what_is_for_root_only_stays_so_when_it_is_replaced),
	  TEST(replacing_makes_nothing_where_a_link_points), TEST(replacing_follows_no_link),
	  TEST(a_replacement_that_fails_leaves_what_was_there),
	  cmocka_unit_test(a_path_that_does_not_fit_is_an_error))

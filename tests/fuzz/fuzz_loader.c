// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Any bytes in the files of boot loaders, and in our note of what was added there. The next boot
 * has the settings of one file, or all that this boot has. After "iommu --enable" the words are in
 * the file, after "--disable" the others are what they were.
 */
#include <ctype.h>
#include <string.h>

#include "fuzz/fuzz.h"
#include "host/base/atomic_file.h"
#include "host/loader/kernel_cmdline.h"
#include "host/loader/next_words.h"
#include "host/loader/note.h"
#include "host/loader/word_list.h"
#include "host/loader/words.h"

#define BLANKS " \t\n\v\f\r"

static const char text[] = "file proc/cmdline BOOT_IMAGE=/vmlinuz root=/dev/sda2 ro\n";

static const struct fuzz_place places[] = {
	{ KERNEL_CMDLINE, false },               /* a */
	{ LOADER_STATE, false },                 /* b */
	{ "usr/lib/kernel/cmdline", false },     /* c */
	{ "proc/cmdline", false },               /* d */
	{ "etc/default/grub", false },           /* e */
	{ "etc/default/grub.d/a.cfg", false },   /* f */
	{ "boot/grub/grub.cfg", false },         /* g */
	{ "boot/loader/entries/a.conf", false }, /* h */
	{ "boot/grub2/grubenv", false },         /* i */
};

static struct fuzz_machine machine = FUZZ_MACHINE(text, places);

/* Replaces src/host/base/atomic_file.c. */
int replace_file(const char *sysroot, const char *path, const char *data, size_t length)
{
	(void)sysroot;
	HOLDS(!remove_file(sysroot, path));
	HOLDS(tree_add_file(&machine.now.tree, path, data, length) >= 0);
	return 0;
}

int remove_file(const char *sysroot, const char *path)
{
	uint32_t file;

	(void)sysroot;
	if (!tree_find(&machine.now.tree, path, false, &file))
		tree_remove(&machine.now.tree, file);
	return 0;
}

static bool is_ours(const char *word, size_t length)
{
	return text_is(word, length, LOADER_INTEL) || text_is(word, length, LOADER_PASSTHROUGH);
}

/* All words but ours, one space between. */
static void other_words(const char *line, struct text *out)
{
	while (*(line += strspn(line, BLANKS))) {
		size_t length = strcspn(line, BLANKS);

		if (!is_ours(line, length)) {
			text_add(out, line, length);
			text_puts(out, " ");
		}
		line += length;
	}
}

/* What the file has now: its text without our words, and whether all of ours are there. */
static void look(struct fs *fs, struct text *others, bool *has_all)
{
	cleanup_free char *data = NULL;
	size_t length;

	*has_all = false;
	if (fs_read(fs, KERNEL_CMDLINE, SIZE_MAX, &data, &length))
		return;
	other_words(data, others);
	*has_all = words_have_all(data, LOADER_INTEL " " LOADER_PASSTHROUGH);
}

typedef void change_fn(struct loader_job *job);

static void disable(struct loader_job *job)
{
	(void)words_disable(job); /* without a note there is nothing to do */
}

/* Whether it went well; if not, nothing was changed. */
static bool run(struct loader_job *job, change_fn *change)
{
	text_free(&job->done);
	change(job);
	HOLDS(!job->problem.length || (!job->done.length && fuzz_is_plain(job->problem.data)));
	return !job->problem.length;
}

static void check(struct loader_job *job)
{
	struct text before = { 0 }, enabled = { 0 }, disabled = { 0 };
	bool is_there = fs_exists(job->fs, KERNEL_CMDLINE),
	     has_note = fs_exists(job->fs, LOADER_STATE);
	bool has_all;

	look(job->fs, &before, &has_all);
	if (!run(job, words_enable))
		return text_free(&before);
	look(job->fs, &enabled, &has_all);
	/* what a new file starts with may have them */
	HOLDS(has_all || (!is_there && !fs_exists(job->fs, KERNEL_CMDLINE)));
	HOLDS(!is_there || !strcmp(text_string(&before), text_string(&enabled)));
	HOLDS(run(job, words_enable) && !strstr(text_string(&job->done), "wrote"));
	/* a command line of this boot that cannot be read keeps it from removing a file of its own
	 */
	if (run(job, disable)) {
		look(job->fs, &disabled, &has_all);
		if (fs_exists(job->fs, KERNEL_CMDLINE))
			HOLDS(!strcmp(text_string(&enabled), text_string(&disabled)));
		else
			HOLDS(!is_there || has_note); /* which may say that it was made here */
	}
	text_free(&before);
	text_free(&enabled);
	text_free(&disabled);
}

static void check_next(const struct next_words *next, const char *running, size_t length)
{
	const char *line = text_string(&next->line);
	struct cmdline_word word;
	size_t position = 0;

	HOLDS(*next->file || !next->words.length);
	if (!*next->file) {
		HOLDS(next->line.length == length && !memcmp(line, running, length));
		return;
	}
	while (cmdline_next_word(line, next->line.length, &position, &word))
		HOLDS(!next_words_is_setting(&word) || next_words_have(next, &word));
	for (position = 0;
	     cmdline_next_word(text_string(&next->words), next->words.length, &position, &word);)
		HOLDS(memmem(line, next->line.length, word.text, word.length));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct loader_job job = { .loader = LOADER_KERNEL_INSTALL,
				  .fs = fuzz_machine_start(&machine, data, size),
				  .sysroot = "/",
				  .is_captured = true,
				  .words = LOADER_INTEL " " LOADER_PASSTHROUGH };
	cleanup_free char *running = NULL;
	struct next_words next;
	size_t length = 0;

	if (fs_read(job.fs, "proc/cmdline", SIZE_MAX, &running, &length))
		length = 0;
	HOLDS(!next_words_read(job.fs, running ? running : "", length, &next));
	check_next(&next, running, length);
	kernel_cmdline_add(text_string(*next.file ? &next.words : &next.line), &job.first);
	check(&job);
	next_words_free(&next);
	loader_job_free(&job);
	return 0;
}

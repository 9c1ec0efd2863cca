// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Services of systemd that bind devices, by themselves or by a script that they run.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "host/others/look.h"
#include "host/others/mentions.h"
#include "kernel/inputs.h"

#define BLANKS " \t\r\"';"
#define FILE_MAX ((size_t)1024 * 1024)

/* A service runs a script or two; a limit against hostile files. */
#define SCRIPTS_MAX 16

static const char *const directories[] = { "etc/systemd/system", "run/systemd/system",
					   "usr/local/lib/systemd/system", "usr/lib/systemd/system",
					   "lib/systemd/system" };

/* Where a service binds devices. */
struct found {
	unsigned int line; /* 0: nowhere */
	char *script; /* the script that binds them, if it is not the line itself; owned; or NULL */
	size_t length;
	size_t scripts; /* read so far */
};

/* Programs of the distribution are not read: they bind what the line tells them. */
static bool is_script(const char *path)
{
	static const char *const programs[] = { "usr/bin/", "usr/sbin/", "bin/", "sbin/",
						"dev/",     "proc/",     "sys/", "run/" };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(programs); i++)
		if (!strncmp(path, programs[i], strlen(programs[i])))
			return false;
	return *path && strlen(path) < FS_PATH_SIZE;
}

/* Whether a word of an Exec line, "-/usr/local/bin/x", is a script that binds devices. */
static bool word_binds(struct settings *settings, const char *word, struct found *found)
{
	cleanup_free char *content = NULL;
	size_t length;

	word += strcspn(word, "/");
	word += *word == '/';
	if (!is_script(word) || ++found->scripts > SCRIPTS_MAX ||
	    fs_read(settings->machine->fs, word, FILE_MAX, &content, &length) ||
	    !mentions_binding(content, length))
		return false;
	found->script = content;
	found->length = length;
	content = NULL;
	return true;
}

static bool line_binds(struct settings *settings, const char *line, size_t length,
		       struct found *found)
{
	static const char exec[] = "Exec";
	cleanup_free char *copy = NULL;
	char *word, *rest;

	if (length < strlen(exec) || memcmp(line, exec, strlen(exec)) != 0)
		return false;
	if (mentions_binding(line, length))
		return true;
	copy = strndup(line, length);
	if (!copy) {
		settings->error = -ENOMEM;
		return false;
	}
	for (rest = copy; (word = strtok_r(rest, BLANKS, &rest));)
		if (word_binds(settings, word, found))
			return true;
	return false;
}

static void find_binding(struct settings *settings, const char *text, size_t length,
			 struct found *found)
{
	const char *end = text + length, *newline;
	unsigned int number = 1;

	for (; !found->line && text < end; text = newline + 1, number++) {
		newline = memchr(text, '\n', (size_t)(end - text));
		if (!newline)
			newline = end;
		if (line_binds(settings, text, (size_t)(newline - text), found))
			found->line = number;
	}
}

/* Whether an entry of a directory of wants is the unit, or an instance of it: "a@b.service". */
static bool is_unit(const char *entry, const char *name)
{
	const char *at = strchr(name, '@');
	size_t length = at && at[1] == '.' ? (size_t)(at + 1 - name) : 0;

	return !strcmp(entry, name) || (length && !strncmp(entry, name, length));
}

/* Whether a directory, "multi-user.target.wants", has the unit. */
static bool wants(struct fs *fs, const char *directory, const char *wanting, const char *name)
{
	char path[FS_PATH_SIZE], **names = NULL;
	size_t count = 0, i;
	bool found = false;

	if ((!drop_in_counts(wanting, ".wants") && !drop_in_counts(wanting, ".requires")) ||
	    fs_path(path, "%s/%s", directory, wanting) || fs_list(fs, path, &names, &count))
		return false;
	for (i = 0; i < count; i++)
		found |= is_unit(names[i], name);
	fs_free_names(names, count);
	return found;
}

/* A service that is not enabled does nothing. */
static bool is_enabled(struct fs *fs, const char *name)
{
	bool found = false;
	size_t i, k;

	for (i = 0; !found && i < ARRAY_SIZE(directories); i++) {
		char **names = NULL;
		size_t count = 0;

		if (fs_list(fs, directories[i], &names, &count))
			continue;
		for (k = 0; k < count; k++)
			found |= wants(fs, directories[i], names[k], name);
		fs_free_names(names, count);
	}
	return found;
}

static void see_unit(struct settings *settings, const char *path, const char *name)
{
	struct found found = { 0 };
	cleanup_free char *content = NULL;
	char file[FS_PATH_SIZE + 1];
	size_t length = 0;

	if (strstr(name, "vfio-prebind") || !settings_read(settings, path, &content, &length))
		return;
	find_binding(settings, content, length, &found);
	if (found.line && is_enabled(settings->machine->fs, name)) {
		(void)snprintf(file, sizeof(file), "/%s", path);
		setting_add(settings, SETTING_UNIT, file, found.line, SETTING_FILE, "", 0);
		mentions_refuse(settings, "a service that binds devices",
				found.script ? found.script : content,
				found.script ? found.length : length);
	}
	free(found.script);
}

void settings_look_for_units(struct settings *settings)
{
	settings_each_unhidden(settings, directories, ARRAY_SIZE(directories), ".service",
			       see_unit);
}

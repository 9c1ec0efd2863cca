// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What has its place in lines or files of its own: modprobe.d, lists of modules, driverctl.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "cli/import/finds.h"
#include "host/machine/modprobe_conf.h"
#include "kernel/inputs.h"

#define FILE_MAX ((size_t)1024 * 1024)
#define BLANKS " \t\r\v\f"

static bool mentions_vfio(const char *text)
{
	return strstr(text, "vfio");
}

/* Adds the directive as a line, or, with something in front, what that says of it. */
static void add_directive(struct import *import, const struct modprobe_line *line,
			  const char *front)
{
	struct text shown = { 0 };

	text_printf(&shown, "%s%s %s%s%s", front, line->command, line->module,
		    *line->rest ? " " : "", line->rest);
	import_find_add(import, line->file, line->line, *front ? IMPORT_WORD : IMPORT_LINE,
			text_string(&shown), shown.length);
	if (text_error(&shown))
		import->error = text_error(&shown);
	text_free(&shown);
}

/*
 * The options of vfio_pci: those that are not ids= stay, and with them the line. Shown is the line
 * when it goes as a whole. Nothing is added when there is no ids=.
 */
static void see_options(struct import *import, const char *file, unsigned int number,
			const char *shown, const char *options)
{
	size_t others = 0, length;
	const char *at;

	for (at = options; *(at += strspn(at, BLANKS)); at += strcspn(at, BLANKS))
		others += strncmp(at, "ids=", 4) != 0;
	for (at = options; *(at += strspn(at, BLANKS)); at += length) {
		length = strcspn(at, BLANKS);
		if (strncmp(at, "ids=", 4))
			continue;
		import_find_add(import, file, number, others ? IMPORT_WORD : IMPORT_LINE,
				others ? at : shown, others ? length : strlen(shown));
		import_ids(import, at + 4, length - 4);
	}
}

static void see_module_options(struct import *import, const struct modprobe_line *line)
{
	struct text shown = { 0 };

	text_printf(&shown, "options %s %s", line->module, line->rest);
	see_options(import, line->file, line->line, text_string(&shown), line->rest);
	if (text_error(&shown))
		import->error = text_error(&shown);
	text_free(&shown);
}

/* "softdep nouveau pre: vfio-pci": nothing else may be in it, if the line is to go. */
static void see_softdep(struct import *import, const struct modprobe_line *line)
{
	size_t vfio = 0, others = 0, length;
	const char *at;

	for (at = line->rest; *(at += strspn(at, BLANKS)); at += length) {
		length = strcspn(at, BLANKS);
		if (module_is_vfio(at, length))
			vfio++;
		else if (at[length - 1] != ':')
			others++;
	}
	if (!vfio || module_is_vfio(line->module, strlen(line->module)))
		return;
	add_directive(import, line, others ? "the modules of vfio in " : "");
	import->last->is_idle = true;
}

static void see_directive(void *data, const struct modprobe_line *line)
{
	struct import *import = data;
	bool is_install = !strcmp(line->command, "install");

	if (!strcmp(line->command, "options") &&
	    text_is_name(line->module, strlen(line->module), RULE_DRIVER_DEFAULT)) {
		see_module_options(import, line);
	} else if (!strcmp(line->command, "softdep")) {
		see_softdep(import, line);
	} else if ((is_install && (mentions_vfio(line->module) || mentions_vfio(line->rest))) ||
		   (!strcmp(line->command, "alias") && !strncmp(line->module, "pci:", 4) &&
		    module_is_vfio(line->rest, strcspn(line->rest, BLANKS)))) {
		add_directive(import, line, "");
		import_problem(import, is_install ? "a command in the place of a module is not "
						    "translated"
						  : "what an alias gives to vfio-pci is not "
						    "translated");
	}
}

static void modprobe_failed(void *data, const char *path, int error)
{
	import_unreadable(data, path, error);
}

/*
 * What belongs into modprobe.d and was written into a list of modules, as it was told for years: it
 * had no effect there, but what it was to say is clear.
 */
static bool is_misplaced(const char *word, size_t length)
{
	return text_is(word, length, "options") || text_is(word, length, "softdep");
}

/* One line of a list of modules, which may have options behind the name; NUL-terminated. */
static void see_module(struct import *import, const char *file, unsigned int number,
		       const char *line)
{
	size_t before = import->find_count, length;
	const char *module;

	line += strspn(line, BLANKS);
	module = line;
	length = strcspn(line, BLANKS);
	if (is_misplaced(line, length)) {
		if (!mentions_vfio(line))
			return;
		module += length + strspn(line + length, BLANKS);
		length = strcspn(module, BLANKS);
	} else if (!module_is_vfio(line, length)) {
		return;
	}
	if (text_is_name(module, length, RULE_DRIVER_DEFAULT))
		see_options(import, file, number, line, module + length);
	if (import->find_count > before)
		return;
	import_find_add(import, file, number, IMPORT_LINE, line, strlen(line));
	import->last->is_idle = true;
}

static void read_modules(struct import *import, const char *path)
{
	cleanup_free char *content = NULL;
	char file[FS_PATH_SIZE + 1];
	unsigned int number = 1;
	size_t length = 0;
	char *line, *end, *stop;
	int r = fs_read(import->machine->fs, path, FILE_MAX, &content, &length);

	if (r) {
		import_unreadable(import, path, r);
		return;
	}
	(void)snprintf(file, sizeof(file), "/%s", path);
	for (line = content; line < content + length; line = stop + 1, number++) {
		stop = memchr(line, '\n', (size_t)(content + length - line));
		if (!stop)
			stop = content + length;
		*stop = '\0';
		for (end = line; end < stop; end++)
			if (!*end) /* so that what is behind it is not lost */
				*end = '\t';
		line[strcspn(line, "#")] = '\0';
		if (line[strspn(line, BLANKS)] != ';')
			see_module(import, file, number, line);
	}
}

typedef void see_file_fn(struct import *import, const char *path, const char *name);

static void look_into(struct import *import, const char *directory, see_file_fn *see)
{
	char **names = NULL;
	size_t count = 0, i;
	int r = fs_list(import->machine->fs, directory, &names, &count);

	if (r)
		import_unreadable(import, directory, r);
	for (i = 0; i < count; i++) {
		char path[FS_PATH_SIZE];

		r = fs_path(path, "%s/%s", directory, names[i]);
		if (r)
			import_unreadable(import, directory, r);
		else
			see(import, path, names[i]);
	}
	fs_free_names(names, count);
}

static void see_modules_load(struct import *import, const char *path, const char *name)
{
	char target[FS_PATH_SIZE];

	if (!drop_in_counts(name, ".conf") ||
	    /* Debian's modules.conf is /etc/modules, which is read by itself */
	    (!fs_read_link(import->machine->fs, path, target, sizeof(target)) &&
	     !strcmp(target, "../modules")))
		return;
	read_modules(import, path);
}

static int take_rule(void *data, const struct rule *rule)
{
	*(struct rule *)data = *rule;
	return 0;
}

/* The address of the name and the driver of the content are a line of our language. */
static void translate_override(struct import *import, const char *address, const char *driver)
{
	struct rule rule, defaults = rule_defaults;
	struct text line = { 0 };
	struct parse_error error;
	enum line_kind kind = LINE_EMPTY;
	int r;

	if (!strcmp(driver, "none")) {
		import_problem(import, "driverctl keeps every driver from %s, which no rule says",
			       address);
		return;
	}
	text_printf(&line, "%s driver=%s", address, driver);
	r = text_error(&line);
	if (!r)
		r = rule_parse_line(text_string(&line), line.length, &defaults, take_rule, &rule,
				    &kind, &error);
	if (r == -ENOMEM)
		import->error = r;
	else if (r || kind != LINE_RULES || rule.selector.kind != SELECTOR_ADDRESS ||
		 !selector_is_one_place(&rule.selector) || strpbrk(address, BLANKS "\n#,") ||
		 strpbrk(driver, BLANKS "\n#"))
		import_problem(import, "this is not the address and driver of a PCI device");
	else
		import_override(import, &rule);
	text_free(&line);
}

/* driverctl's save_override() writes the driver and a newline to BUS-DEVICE; empty is nothing. */
static void see_override(struct import *import, const char *path, const char *name)
{
	cleanup_free char *content = NULL;
	char file[FS_PATH_SIZE + 1];
	size_t length = 0;
	int r = fs_read(import->machine->fs, path, FILE_MAX, &content, &length);

	if (r) {
		import_unreadable(import, path, r);
		return;
	}
	(void)snprintf(file, sizeof(file), "/%s", path);
	while (length && content[length - 1] == '\n')
		content[--length] = '\0';
	import_find_add(import, file, 0, IMPORT_FILE, content, length);
	if (!length)
		import->last->is_idle = true;
	else if (strlen(content) != length || strncmp(name, "pci-", 4))
		import_problem(import, "this is not the address and driver of a PCI device");
	else
		translate_override(import, name + 4, content);
}

/* A script may set driver_override for a twin, or anything else. */
static void see_script(struct import *import, const char *path, const char *name)
{
	cleanup_free char *content = NULL;
	char file[FS_PATH_SIZE + 1];
	size_t length = 0;
	int r = fs_read(import->machine->fs, path, FILE_MAX, &content, &length);

	(void)name;
	if (r) {
		import_unreadable(import, path, r);
		return;
	}
	if (!memmem(content, length, "vfio", 4))
		return;
	(void)snprintf(file, sizeof(file), "/%s", path);
	import_find_add(import, file, 0, IMPORT_FILE, "", 0);
	import_problem(import, "a script about vfio is not translated");
}

void import_look_for_lines(struct import *import)
{
	int r = modprobe_conf_read_all(import->machine->fs, see_directive, modprobe_failed, import);

	if (r)
		import->error = r;
	look_into(import, "etc/driverctl.d", see_override);
	read_modules(import, "etc/initramfs-tools/modules");
	read_modules(import, "etc/modules");
	look_into(import, "etc/modules-load.d", see_modules_load);
	look_into(import, "etc/initramfs-tools/scripts/init-top", see_script);
	look_into(import, "etc/initramfs-tools/scripts/init-premount", see_script);
}

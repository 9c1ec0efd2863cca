// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Loads kernel modules through libkmod, which is linked statically into the boot program and
 * dynamically into the host program; runs modprobe when libkmod fails. The only file that includes
 * <libkmod.h>. Must not use what klibc's stdio lacks, print anything itself, or use a shell.
 */
#include "kernel/modules.h"

#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <syslog.h>

#include <libkmod.h>

#include "core/error.h"
#include "kernel/modprobe.h"

#define LOG_LINE_SIZE 512
#define LOG_FORMAT_SIZE 256
#define CUT_MARK "[cut]"

/* The kernel's MODULE_NAME_LEN (include/linux/module.h), with its final NUL, on 64-bit machines. */
#define MODULE_NAME_SIZE 56

/* Where libkmod's words go. */
struct log_target {
	module_log_fn *log;
	void *data;
};

static void cleanup_kmod_context(struct kmod_ctx **context)
{
	if (!*context)
		return;
	/* Its last message, at LOG_INFO, is of no use. */
	kmod_set_log_priority(*context, LOG_ERR);
	kmod_unref(*context);
}

static void cleanup_kmod_list(struct kmod_list **list)
{
	kmod_module_unref_list(*list);
}

static void cleanup_kmod_module(struct kmod_module **module)
{
	kmod_module_unref(*module);
}

/* Ends a line: without its newline, and with a mark if @length says that it did not fit. */
static void finish_line(char *line, size_t size, int length)
{
	size_t end;

	if (length < 0)
		line[0] = '\0';
	else if ((size_t)length >= size)
		memcpy(line + size - sizeof(CUT_MARK), CUT_MARK, sizeof(CUT_MARK));

	end = strlen(line);
	while (end && line[end - 1] == '\n')
		line[--end] = '\0';
}

/*
 * Copies a printf format with %m replaced by the text of @error, because klibc's printf does not
 * know it, and libkmod uses it. Returns false if it does not fit; a partial format must not be
 * used.
 */
static bool expand_error(char *out, size_t size, const char *format, int error)
{
	const char *text = error_text(error);
	size_t used = 0;

	while (*format) {
		bool is_error = format[0] == '%' && format[1] == 'm';
		bool is_pair = format[0] == '%' && format[1];
		size_t length = is_error ? strlen(text) : is_pair ? 2 : 1;

		if (length >= size - used)
			return false;
		memcpy(out + used, is_error ? text : format, length);
		used += length;
		format += is_pair ? 2 : 1;
	}
	out[used] = '\0';
	return true;
}

static void log_from_libkmod(void *data, int priority, const char *file, int line_number,
			     const char *function, const char *format, va_list args)
{
	const struct log_target *target = data;
	char expanded[LOG_FORMAT_SIZE];
	char line[LOG_LINE_SIZE];
	int error = errno;
	int length;

	(void)file;
	(void)line_number;
	(void)function;

	if (!expand_error(expanded, sizeof(expanded), format, error)) {
		target->log(target->data, priority, "libkmod: message too long " CUT_MARK);
		return;
	}
	length = vsnprintf(line, sizeof(line), expanded, args);
	finish_line(line, sizeof(line), length);
	target->log(target->data, priority, line);
}

static format_like(3, 4) void tell(const struct log_target *target, int priority,
				   const char *format, ...)
{
	char line[LOG_LINE_SIZE];
	va_list args;
	int length;

	va_start(args, format);
	length = vsnprintf(line, sizeof(line), format, args);
	va_end(args);
	finish_line(line, sizeof(line), length);
	target->log(target->data, priority, line);
}

/*
 * libkmod calls this instead of a shell for a dependency with an `install` command:
 * KMOD_PROBE_IGNORE_COMMAND is for the named module alone (libkmod-module.c,
 * __kmod_module_get_probe_list()).
 */
static int insert_instead(struct kmod_module *module, const char *command, void *data)
{
	const struct log_target *target = data;

	tell(target, LOG_INFO, "%s: not running its install command: %s",
	     kmod_module_get_name(module), command);
	return kmod_module_insert_module(module, 0, kmod_module_get_options(module));
}

/* libkmod would also accept an alias pattern, and it uses the name in a path below /sys/module. */
static bool is_module_name(const char *name)
{
	size_t length = strspn(name, "abcdefghijklmnopqrstuvwxyz"
				     "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");

	return length && length < MODULE_NAME_SIZE && !name[length] && name[0] != '-';
}

static bool is_in_kernel(struct kmod_ctx *context, const char *name)
{
	__attribute__((cleanup(cleanup_kmod_module))) struct kmod_module *module = NULL;
	int state;

	if (kmod_module_new_from_name(context, name, &module) < 0)
		return false;
	state = kmod_module_get_initstate(module);
	return state == KMOD_MODULE_LIVE || state == KMOD_MODULE_BUILTIN;
}

/* One entry, unless modprobe.d makes the name an alias of several. */
static int probe_each(struct kmod_list *list, const struct log_target *target)
{
	struct kmod_list *entry;

	for (entry = list; entry; entry = kmod_list_next(list, entry)) {
		__attribute__((cleanup(cleanup_kmod_module))) struct kmod_module *module =
			kmod_module_get_module(entry);
		int error = kmod_module_probe_insert_module(module, KMOD_PROBE_IGNORE_COMMAND, NULL,
							    insert_instead, target, NULL);

		/* A positive value would mean a blacklist, and none is applied here. */
		if (error && error != -EEXIST)
			return error < 0 ? error : -EPERM;
	}
	return 0;
}

static int load_with_libkmod(const char *name, struct log_target *target)
{
	__attribute__((cleanup(cleanup_kmod_context))) struct kmod_ctx *context = NULL;
	__attribute__((cleanup(cleanup_kmod_list))) struct kmod_list *list = NULL;
	int error;

	context = kmod_new(NULL, NULL);
	if (!context)
		return -ENOMEM;
	kmod_set_log_fn(context, log_from_libkmod, target);
	/* The priority of the kernel's refusals of a module. */
	kmod_set_log_priority(context, LOG_INFO);

	if (is_in_kernel(context, name))
		return 0;

	error = kmod_module_new_from_lookup(context, name, &list);
	/* libkmod's error for a missing index file. */
	if (error == -ENOSYS)
		return -ENOENT;
	if (error < 0)
		return error;
	return list ? probe_each(list, target) : -ENOENT;
}

/* Instead of the install command of a module that only its device asks for. */
static int refuse_install(struct kmod_module *module, const char *command, void *data)
{
	tell(data, LOG_WARNING, "%s: not loaded, because it has an install command: %s",
	     kmod_module_get_name(module), command);
	return -ENOENT;
}

static bool is_modalias(const char *text)
{
	size_t length = strspn(text, "abcdefghijklmnopqrstuvwxyz"
				     "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789:");

	return length && !text[length] && strchr(text, ':');
}

int module_load_alias(const char *modalias, module_log_fn *log, void *data)
{
	struct log_target target = { .log = log, .data = data };
	__attribute__((cleanup(cleanup_kmod_context))) struct kmod_ctx *context = NULL;
	__attribute__((cleanup(cleanup_kmod_list))) struct kmod_list *list = NULL;
	struct kmod_list *entry;
	int result = -ENOENT;

	if (!is_modalias(modalias))
		return -EINVAL;
	context = kmod_new(NULL, NULL);
	if (!context)
		return -ENOMEM;
	kmod_set_log_fn(context, log_from_libkmod, &target);
	kmod_set_log_priority(context, LOG_INFO);
	if (kmod_module_new_from_lookup(context, modalias, &list) < 0)
		return -ENOENT;
	for (entry = list; entry; entry = kmod_list_next(list, entry)) {
		__attribute__((cleanup(cleanup_kmod_module))) struct kmod_module *module =
			kmod_module_get_module(entry);
		int error = kmod_module_probe_insert_module(module, KMOD_PROBE_APPLY_BLACKLIST,
							    NULL, refuse_install, &target, NULL);

		/* a positive value is the blacklist's */
		if (!error || error == -EEXIST)
			result = 0;
		else if (result && error < 0)
			result = error;
	}
	return result;
}

int module_load(const char *name, module_log_fn *log, void *data)
{
	struct log_target target = { .log = log, .data = data };
	const char *modprobe;
	int error, second_error;

	if (!is_module_name(name)) {
		tell(&target, LOG_ERR, "%s: not a module name", name);
		return -EINVAL;
	}
	error = load_with_libkmod(name, &target);
	if (!error)
		return 0;

	modprobe = modprobe_find();
	if (!modprobe) {
		tell(&target, LOG_ERR, "%s: cannot be loaded: %s", name, error_text(error));
		return error;
	}
	tell(&target, LOG_WARNING, "%s: libkmod cannot load it: %s; now trying %s", name,
	     error_text(error), modprobe);
	second_error = modprobe_run(modprobe, name);
	if (!second_error)
		return 0;
	tell(&target, LOG_ERR, "%s: %s cannot load it either", name, modprobe);
	return error;
}

// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Faults read from text, matched against operations, and the record of operations.
 */
#include "fake/fault.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fake/kernel.h"

static const char *const operation_names[] = {
	[OPERATION_READ] = "read",     [OPERATION_LIST] = "list",   [OPERATION_LINK] = "link",
	[OPERATION_EXISTS] = "exists", [OPERATION_WRITE] = "write", [OPERATION_REPLACE] = "replace",
	[OPERATION_LOAD] = "load",     [OPERATION_PROBE] = "probe", [OPERATION_REMOVE] = "remove",
	[OPERATION_LOG] = "log",
};

static const struct {
	int error;
	const char *name;
} error_names[] = {
	{ EPERM, "EPERM" },
	{ ENOENT, "ENOENT" },
	{ EINTR, "EINTR" },
	{ EIO, "EIO" },
	{ ENXIO, "ENXIO" },
	{ E2BIG, "E2BIG" },
	{ ENOEXEC, "ENOEXEC" },
	{ EAGAIN, "EAGAIN" },
	{ ENOMEM, "ENOMEM" },
	{ EACCES, "EACCES" },
	{ EBUSY, "EBUSY" },
	{ EEXIST, "EEXIST" },
	{ ENODEV, "ENODEV" },
	{ ENOTDIR, "ENOTDIR" },
	{ EISDIR, "EISDIR" },
	{ EINVAL, "EINVAL" },
	{ EFBIG, "EFBIG" },
	{ ENOSPC, "ENOSPC" },
	{ EROFS, "EROFS" },
	{ ELOOP, "ELOOP" },
	{ EMSGSIZE, "EMSGSIZE" },
	{ ENOSYS, "ENOSYS" },
	{ ENAMETOOLONG, "ENAMETOOLONG" },
	{ EKEYREJECTED, "EKEYREJECTED" },
};

const char *fault_error_name(int error)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(error_names); i++)
		if (error_names[i].error == error)
			return error_names[i].name;
	return "an errno without a name here";
}

static bool parse_unplugging(const char *what, struct fault *fault)
{
	static const struct {
		const char *name;
		void (*unplug)(struct fake *fake, const char *name);
	} table[] = { { "vanish=", fake_vanish },
		      { "replug=", fake_replug },
		      { "exchange=", fake_exchange } };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(table); i++) {
		size_t length = strlen(table[i].name);

		if (strncmp(what, table[i].name, length) ||
		    strlen(what + length) >= sizeof(fault->vanish))
			continue;
		memcpy(fault->vanish, what + length, strlen(what + length) + 1);
		fault->unplug = table[i].unplug;
		fault->once = true;
		return true;
	}
	return false;
}

static bool parse_what(const char *what, struct fault *fault)
{
	size_t i;

	if (parse_unplugging(what, fault))
		return true;
	fault->ignored = !strcmp(what, "ignored");
	if (fault->ignored)
		return true;
	fault->short_write = !strcmp(what, "short");
	fault->cut = !strcmp(what, "hang") || !strcmp(what, "crash");
	if (fault->short_write || fault->cut) {
		fault->error = fault->short_write ? EIO : *what == 'h' ? ETIMEDOUT : ECANCELED;
		return true;
	}
	for (i = 0; i < ARRAY_SIZE(error_names); i++)
		if (!strcmp(what, error_names[i].name))
			fault->error = error_names[i].error;
	return fault->error;
}

static bool parse_fault(char *line, struct fault *fault)
{
	char *save, *name = strtok_r(line, " \t", &save);
	char *path = strtok_r(NULL, " \t", &save), *what = strtok_r(NULL, " \t", &save);
	char *option, *end;
	size_t i;

	memset(fault, 0, sizeof(*fault));
	if (!what || !parse_what(what, fault))
		return false;
	while ((option = strtok_r(NULL, " \t", &save))) {
		fault->once |= !strcmp(option, "once");
		if (!strncmp(option, "after=", 6))
			fault->after = strtoul(option + 6, NULL, 10);
		else if (strcmp(option, "once"))
			return false;
	}
	if (!strcmp(name, "operation")) {
		fault->at = strtoul(path, &end, 10);
		return fault->at && !*end;
	}
	if (strlen(path) >= sizeof(fault->path))
		return false;
	memcpy(fault->path, path, strlen(path) + 1);
	for (i = 0; i < ARRAY_SIZE(operation_names); i++) {
		fault->operation = (enum operation)i;
		if (!strcmp(name, operation_names[i]))
			return true;
	}
	return false;
}

int fault_parse(struct fault_plan *plan, const char *text, size_t length, unsigned int *line)
{
	const char *end = text + length;

	for (*line = 1; text < end; (*line)++) {
		const char *newline = memchr(text, '\n', (size_t)(end - text));
		size_t size = (size_t)((newline ? newline : end) - text);
		char copy[FAULT_PATH_SIZE + 128];

		if (size >= sizeof(copy))
			return -EINVAL;
		memcpy(copy, text, size);
		copy[size] = '\0';
		copy[strcspn(copy, "#")] = '\0';
		text += size + 1;
		if (!copy[strspn(copy, " \t")])
			continue;
		if (plan->count == FAULTS_MAX || !parse_fault(copy, &plan->list[plan->count]))
			return -EINVAL;
		plan->count++;
	}
	return 0;
}

static bool applies(struct fault *fault, const struct fake *fake, enum operation operation,
		    const char *path)
{
	if (fault->spent)
		return false;
	if (fault->at)
		return fault->at == fake->operations;
	if (fault->operation != operation || strcmp(fault->path, path))
		return false;
	if (!fault->after)
		return true;
	fault->after--;
	return false;
}

/* A write to a file of a function waits for its lock; what a load waits for, others wait for too.
 */
static void cut_off(struct fake *fake, enum operation operation, const char *path, int error)
{
	int driver = fake_find_driver(fake, path);
	size_t i;

	if (operation == OPERATION_LOAD && driver != NO_DRIVER)
		fake->drivers[driver].loading = true;
	for (i = 0; operation == OPERATION_WRITE && i < fake->device_count; i++)
		if (strstr(path, fake->devices[i].name))
			fake->devices[i].locked = true;
	(void)fault_leave(fake, operation, path, NULL, -error);
	fake_cut(fake, error);
}

int fault_uncounted(struct fake *fake, enum operation operation, const char *path)
{
	size_t i;

	for (i = 0; i < fake->faults.count; i++) {
		struct fault *fault = &fake->faults.list[i];

		if (fault->at || !applies(fault, fake, operation, path))
			continue;
		fault->spent = fault->once;
		return fault->cut && !fake->supervised ? 0 : -fault->error;
	}
	return 0;
}

int fault_enter(struct fake *fake, enum operation operation, const char *path, size_t *arrives)
{
	size_t i;

	fake->operations++;
	if (fake->operations == fake->killed_at)
		longjmp(fake->killed, 1);
	for (i = 0; i < fake->faults.count; i++) {
		struct fault *fault = &fake->faults.list[i];

		if (!applies(fault, fake, operation, path))
			continue;
		if (fault->at)
			(void)snprintf(fault->path, sizeof(fault->path), "%s", path);
		fault->spent = fault->once;
		if (fault->vanish[0]) {
			fault->unplug(fake, fault->vanish);
			continue;
		}
		if (fault->cut && fake->supervised)
			cut_off(fake, operation, path, fault->error);
		if (arrives)
			*arrives = fault->short_write ? *arrives / 2 : 0;
		return -fault->error;
	}
	return 0;
}

int fault_leave(struct fake *fake, enum operation operation, const char *path, const char *text,
		int r)
{
	bool is_change = operation >= OPERATION_WRITE;
	char line[FAKE_PATH_SIZE + 256];
	int length;

	if (fake->log_what == FAKE_LOG_NONE || (fake->log_what == FAKE_LOG_WRITES && !is_change))
		return r;
	length = snprintf(line, sizeof(line), "%s %s", operation_names[operation], path);
	if (text)
		length += snprintf(line + length, sizeof(line) - (size_t)length, " '%.*s'",
				   (int)strcspn(text, "\n"), text);
	if (r == -ETIMEDOUT || r == -ECANCELED)
		length += snprintf(line + length, sizeof(line) - (size_t)length, ": cut off");
	else if (r)
		length += snprintf(line + length, sizeof(line) - (size_t)length, ": %s",
				   fault_error_name(-r));
	arena_add_line(&fake->log, line, (size_t)length);
	return r;
}

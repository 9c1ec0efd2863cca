// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The reader of /run/vfio-prebind/boot.json; src/core/report.c writes it.
 */
#include "host/machine/boot_report.h"

#include <errno.h>
#include <json-c/json.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "core/report.h"

/* The largest that the boot stage can write is well below. */
#define REPORT_MAX ((size_t)16 * 1024 * 1024)
#define DEPTH_MAX 16
/* Of one function. */
#define LATE_MAX ((size_t)64 * 1024)

/* Reads a string member: *value, "" for null or absence. false: not a string. */
static bool read_string(struct json_object *object, const char *key, const char **value)
{
	struct json_object *member = NULL;

	*value = "";
	if (!json_object_object_get_ex(object, key, &member) || !member)
		return true;
	if (!json_object_is_type(member, json_type_string))
		return false;
	*value = json_object_get_string(member);
	/* a NUL inside would make two readers see two strings */
	return strlen(*value) == (size_t)json_object_get_string_len(member);
}

static bool read_number(struct json_object *object, const char *key, int64_t max, int64_t *value)
{
	struct json_object *member = NULL;

	if (!json_object_object_get_ex(object, key, &member) ||
	    !json_object_is_type(member, json_type_int))
		return false;
	*value = json_object_get_int64(member);
	return *value >= 0 && *value <= max;
}

static bool read_flag(struct json_object *object, const char *key, bool *value)
{
	struct json_object *member = NULL;

	if (!json_object_object_get_ex(object, key, &member) ||
	    !json_object_is_type(member, json_type_boolean))
		return false;
	*value = json_object_get_boolean(member);
	return true;
}

static bool read_digest(struct json_object *json, char digest[DIGEST_SIZE])
{
	const char *text;

	if (!read_string(json, "digest", &text) || strlen(text) >= DIGEST_SIZE)
		return false;
	memcpy(digest, text, strlen(text) + 1);
	return true;
}

static bool read_device(struct json_object *object, struct boot_device *device)
{
	struct json_object *rule = NULL;
	const char *address;
	int64_t line;

	if (!json_object_is_type(object, json_type_object) ||
	    !read_string(object, "address", &address) ||
	    pci_address_parse(address, strlen(address), false, &device->address) ||
	    !read_string(object, "outcome", &device->outcome) ||
	    !read_string(object, "driver", &device->driver) ||
	    !read_string(object, "driver_before", &device->driver_before) ||
	    !read_string(object, "why", &device->why) ||
	    !json_object_object_get_ex(object, "rule", &rule) ||
	    !json_object_is_type(rule, json_type_object) ||
	    !read_string(rule, "file", &device->file) || !read_number(rule, "line", INT_MAX, &line))
		return false;
	device->line = (unsigned int)line;
	return true;
}

static int read_devices(struct boot_report *report)
{
	struct json_object *list = NULL;
	size_t count, i;

	if (!json_object_object_get_ex(report->json, "devices", &list) ||
	    !json_object_is_type(list, json_type_array))
		return -EBADMSG;
	count = json_object_array_length(list);
	if (count > PCI_DEVICES_MAX)
		return -EBADMSG;
	report->devices = calloc(count + 1, sizeof(*report->devices));
	if (!report->devices)
		return -ENOMEM;
	for (i = 0; i < count; i++)
		if (!read_device(json_object_array_get_idx(list, i), &report->devices[i]))
			return -EBADMSG;
	report->count = count;
	return 0;
}

static int compare_addresses(const void *a, const void *b)
{
	return pci_address_compare(a, b);
}

/* May be missing: earlier versions wrote reports without it. */
static int read_seen(struct boot_report *report)
{
	struct json_object *list = NULL;
	size_t count, i;

	if (!json_object_object_get_ex(report->json, "seen", &list))
		return 0;
	count = json_object_is_type(list, json_type_array) ? json_object_array_length(list)
							   : SIZE_MAX;
	if (count > PCI_DEVICES_MAX)
		return -EBADMSG;
	report->seen = calloc(count + 1, sizeof(*report->seen));
	if (!report->seen)
		return -ENOMEM;
	for (i = 0; i < count; i++) {
		struct json_object *element = json_object_array_get_idx(list, i);
		const char *text = json_object_is_type(element, json_type_string)
					   ? json_object_get_string(element)
					   : "";

		if (pci_address_parse(text, strlen(text), false, &report->seen[i]))
			return -EBADMSG;
	}
	qsort(report->seen, count, sizeof(*report->seen), compare_addresses);
	report->seen_count = count;
	return 0;
}

/* The members of a later format are unknown; a dry run is not a boot. */
static int read_report(struct boot_report *report)
{
	bool dry_run;
	int64_t format;
	int r;

	if (!json_object_is_type(report->json, json_type_object) ||
	    !read_number(report->json, "format", INT_MAX, &format))
		return -EBADMSG;
	if (format != REPORT_FORMAT)
		return -EPROTONOSUPPORT;
	if (!read_flag(report->json, "dry_run", &dry_run) || dry_run ||
	    !read_flag(report->json, "enabled", &report->enabled) ||
	    !read_string(report->json, "kernel", &report->kernel) ||
	    !read_digest(report->json, report->digest))
		return -EBADMSG;
	r = read_devices(report);
	return r ? r : read_seen(report);
}

/* Parses one JSON value, with white space after it. */
static int parse_json(const char *text, size_t length, struct json_object **json)
{
	struct json_tokener *tokener = json_tokener_new_ex(DEPTH_MAX);
	int r = 0;

	if (!tokener)
		return -ENOMEM;
	json_tokener_set_flags(tokener, JSON_TOKENER_STRICT | JSON_TOKENER_VALIDATE_UTF8 |
						JSON_TOKENER_ALLOW_TRAILING_CHARS);
	*json = json_tokener_parse_ex(tokener, text, (int)length);
	if (json_tokener_get_error(tokener) != json_tokener_success) {
		r = -EBADMSG;
	} else {
		size_t end = json_tokener_get_parse_end(tokener);

		while (end < length && (text[end] == '\n' || text[end] == ' '))
			end++;
		if (end < length)
			r = -EBADMSG;
	}
	json_tokener_free(tokener);
	return r;
}

int boot_report_parse(const char *text, size_t length, struct boot_report *report)
{
	struct boot_report result = { 0 };
	int r = length > REPORT_MAX ? -EFBIG : parse_json(text, length, &result.json);

	if (!r)
		r = read_report(&result);
	if (r) {
		boot_report_free(&result);
		return r;
	}
	*report = result;
	return 0;
}

int boot_report_read(struct fs *fs, struct boot_report *report)
{
	cleanup_free char *text = NULL;
	size_t length;
	int r = fs_read(fs, REPORT_DIRECTORY "/" REPORT_NAME, REPORT_MAX, &text, &length);

	return r ? r : boot_report_parse(text, length, report);
}

static int add_device(struct boot_report *report, const struct boot_device *device)
{
	struct boot_device *list =
		realloc(report->devices, (report->count + 1) * sizeof(*report->devices));

	if (!list)
		return -ENOMEM;
	report->devices = list;
	list[report->count++] = *device;
	return 0;
}

/* Takes over json. */
static int add_late(struct boot_report *report, struct json_object *json)
{
	struct boot_device device = { 0 };
	int64_t format;

	if (json_object_array_add(report->late, json)) {
		json_object_put(json);
		return -ENOMEM;
	}
	if (!json_object_is_type(json, json_type_object) ||
	    !read_number(json, "format", INT_MAX, &format) || format != LATE_FORMAT ||
	    !read_device(json, &device))
		return 0;
	return add_device(report, &device);
}

static int read_late(struct fs *fs, const char *name, struct boot_report *report)
{
	cleanup_free char *text = NULL;
	struct json_object *json = NULL;
	char path[FS_PATH_SIZE];
	size_t length;
	int r = fs_path(path, LATE_DIRECTORY "/%s", name);

	if (!r)
		r = fs_read(fs, path, LATE_MAX, &text, &length);
	if (!r)
		r = parse_json(text, length, &json);
	if (!r)
		return add_late(report, json);
	json_object_put(json);
	return r == -ENOMEM ? r : 0;
}

int boot_report_add_late(struct fs *fs, struct boot_report *report)
{
	char **names = NULL;
	size_t count = 0, i;
	int r = fs_list(fs, LATE_DIRECTORY, &names, &count);

	if (r)
		return r == -ENOMEM ? r : 0;
	report->late = json_object_new_array();
	if (!report->late)
		r = -ENOMEM;
	for (i = 0; !r && i < count && i < PCI_DEVICES_MAX; i++)
		r = read_late(fs, names[i], report);
	fs_free_names(names, count);
	return r;
}

void boot_report_free(struct boot_report *report)
{
	json_object_put(report->late);
	free(report->devices);
	free(report->seen);
	json_object_put(report->json);
	memset(report, 0, sizeof(*report));
}

const struct boot_device *boot_report_find(const struct boot_report *report,
					   const struct pci_address *address)
{
	size_t i;

	for (i = report->count; i > 0; i--)
		if (!pci_address_compare(&report->devices[i - 1].address, address))
			return &report->devices[i - 1];
	return NULL;
}

bool boot_report_saw(const struct boot_report *report, const struct pci_address *address)
{
	return report->seen_count && bsearch(address, report->seen, report->seen_count,
					     sizeof(*report->seen), compare_addresses);
}

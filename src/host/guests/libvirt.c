// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Reads libvirt's domains with expat. A document type declaration, which libvirt never writes, ends
 * the parsing: without one there are no entities to expand.
 */
#include "host/guests/libvirt.h"

#include <errno.h>
#include <expat.h>
#include <string.h>

#define YES "yes"

/* The elements above an address. */
enum level {
	LEVEL_DOMAIN,
	LEVEL_DEVICES,
	LEVEL_DEVICE, /* hostdev, interface, disk */
	LEVEL_SOURCE,
	LEVEL_ADDRESS,
};

struct reader {
	XML_Parser parser;
	struct guests *guests;
	size_t first; /* of guests: those of this file */
	const char *file, *data;
	size_t length;
	unsigned int depth;   /* open elements */
	unsigned int matched; /* how many of them, from the root on, lead to an address */
	bool is_disk;
	bool is_managed;
	bool in_name; /* of the domain */
	struct text name;
	int error; /* 0 or negative errno; ends the reading */
};

static const char *attribute(const char **attributes, const char *name)
{
	for (; *attributes; attributes += 2)
		if (!strcmp(attributes[0], name))
			return attributes[1];
	return NULL;
}

static bool attribute_is(const char **attributes, const char *name, const char *value)
{
	const char *found = attribute(attributes, name);

	return found && !strcmp(found, value);
}

static bool is_device(struct reader *reader, const char *element, const char **attributes)
{
	static const struct {
		const char *element, *type;
	} kinds[] = { { "hostdev", "pci" }, { "interface", "hostdev" }, { "disk", "nvme" } };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(kinds); i++)
		if (!strcmp(element, kinds[i].element) &&
		    attribute_is(attributes, "type", kinds[i].type))
			break;
	if (i == ARRAY_SIZE(kinds))
		return false;
	reader->is_disk = !strcmp(element, "disk");
	reader->is_managed = attribute_is(attributes, "managed", YES);
	return true;
}

/* Whether the element is the next one above an address. */
static bool leads_on(struct reader *reader, const char *element, const char **attributes)
{
	switch ((enum level)reader->matched) {
	case LEVEL_DOMAIN:
		return !strcmp(element, "domain");
	case LEVEL_DEVICES:
		return !strcmp(element, "devices");
	case LEVEL_DEVICE:
		return is_device(reader, element, attributes);
	case LEVEL_SOURCE:
		if (strcmp(element, "source"))
			return false;
		if (reader->is_disk) /* which has the attribute here */
			reader->is_managed = attribute_is(attributes, "managed", YES);
		return true;
	case LEVEL_ADDRESS:
		return !strcmp(element, "address") &&
		       (!attribute(attributes, "type") || attribute_is(attributes, "type", "pci"));
	}
	return false;
}

/* libvirt reads numbers as strtoul() does with base 0; a missing one is 0. */
static int read_number(const char **attributes, const char *name, unsigned long max,
		       unsigned long *value)
{
	const char *text = attribute(attributes, name);
	char *end;

	*value = 0;
	if (!text)
		return 0;
	if (*text < '0' || *text > '9')
		return -EINVAL;
	errno = 0;
	*value = strtoul(text, &end, 0);
	return errno || *end || *value > max ? -EINVAL : 0;
}

static int read_address(const char **attributes, struct pci_address *address)
{
	unsigned long domain, bus, slot, function;

	if (read_number(attributes, "domain", UINT32_MAX, &domain) ||
	    read_number(attributes, "bus", 0xff, &bus) ||
	    read_number(attributes, "slot", 0x1f, &slot) ||
	    read_number(attributes, "function", 7, &function))
		return -EINVAL;
	*address = (struct pci_address){ .domain = (uint32_t)domain,
					 .bus = (uint8_t)bus,
					 .device = (uint8_t)slot,
					 .function = (int8_t)function };
	return 0;
}

/* Adds a diagnostic for expat's current place. 0 or -ENOMEM. */
static int say(const struct reader *reader, const char *what)
{
	return diagnostics_add(&reader->guests->errors, reader->file,
			       (unsigned int)XML_GetCurrentLineNumber(reader->parser), 0, what);
}

static int add_device(const struct reader *reader, const char **attributes)
{
	long offset = XML_GetCurrentByteIndex(reader->parser);
	struct guest_device device = {
		.guest = "", /* name_devices() */
		.file = reader->file,
		.line = (unsigned int)XML_GetCurrentLineNumber(reader->parser),
		.id = PCI_ID_ANY,
		.is_managed = reader->is_managed,
	};

	if (read_address(attributes, &device.address))
		return say(reader, "not a PCI address; ignored");
	if (offset < 0 || (size_t)offset > reader->length)
		return -EINVAL;
	guest_device_locate(&device, reader->data, (size_t)offset);
	return guests_add(reader->guests, &device);
}

static void stop(struct reader *reader, int error)
{
	reader->error = error;
	(void)XML_StopParser(reader->parser, XML_FALSE); /* it is running */
}

static void XMLCALL start_element(void *data, const char *element, const char **attributes)
{
	struct reader *reader = data;
	int r = 0;

	reader->in_name = reader->depth == 1 && reader->matched == 1 && !strcmp(element, "name");
	if (reader->matched == reader->depth && leads_on(reader, element, attributes)) {
		if (reader->matched++ == LEVEL_ADDRESS)
			r = add_device(reader, attributes);
	}
	reader->depth++;
	if (r)
		stop(reader, r);
}

static void XMLCALL end_element(void *data, const char *element)
{
	struct reader *reader = data;

	(void)element;
	reader->in_name = false;
	reader->depth--;
	if (reader->matched > reader->depth)
		reader->matched = reader->depth;
}

static void XMLCALL add_characters(void *data, const char *characters, int length)
{
	struct reader *reader = data;

	if (reader->in_name)
		text_add(&reader->name, characters, (size_t)length);
}

static void XMLCALL refuse_doctype(void *data, const char *name, const char *system_id,
				   const char *public_id, int has_subset)
{
	(void)name;
	(void)system_id;
	(void)public_id;
	(void)has_subset;
	stop(data, -EBADMSG);
}

/* The name may follow the devices. 0 or -ENOMEM. */
static int name_devices(const struct reader *reader)
{
	size_t i;

	for (i = reader->first; i < reader->guests->count; i++) {
		char *name = strdup(text_string(&reader->name));

		if (!name)
			return -ENOMEM;
		free((char *)reader->guests->list[i].guest);
		reader->guests->list[i].guest = name;
	}
	return text_error(&reader->name);
}

/* libvirt does not start a domain that it cannot read: ignores the whole file. */
static int refuse(const struct reader *reader)
{
	struct text what = { 0 };
	int r;

	guests_cut(reader->guests, reader->first);
	if (reader->error && reader->error != -EBADMSG)
		return reader->error;
	text_printf(&what, "not a libvirt domain definition: %s; the file is ignored",
		    reader->error ? "document type declaration"
				  : XML_ErrorString(XML_GetErrorCode(reader->parser)));
	r = text_error(&what) ? -ENOMEM : say(reader, text_string(&what));
	text_free(&what);
	return r;
}

static int parse_domain(void *context, const char *file, const char *data, size_t length,
			struct guests *guests)
{
	struct reader reader = { .parser = XML_ParserCreate(NULL),
				 .guests = guests,
				 .first = guests->count,
				 .file = file,
				 .data = data,
				 .length = length };
	int r;

	(void)context;
	if (!reader.parser)
		return -ENOMEM;
	XML_SetUserData(reader.parser, &reader);
	XML_SetElementHandler(reader.parser, start_element, end_element);
	XML_SetCharacterDataHandler(reader.parser, add_characters);
	XML_SetStartDoctypeDeclHandler(reader.parser, refuse_doctype);
	if (XML_Parse(reader.parser, data, (int)length, XML_TRUE) == XML_STATUS_OK)
		r = name_devices(&reader);
	else
		r = refuse(&reader);
	XML_ParserFree(reader.parser);
	text_free(&reader.name);
	return r;
}

int libvirt_read(struct fs *fs, struct guests *guests)
{
	return guests_read_directory(fs, LIBVIRT_DOMAINS, ".xml", parse_domain, NULL, guests);
}

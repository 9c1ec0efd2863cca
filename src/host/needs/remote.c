// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The attributes of scsi_transport_iscsi.c and of nvmf_get_address() in nvme/host/fabrics.c.
 */
#include "host/needs/remote.h"

#include <errno.h>
#include <string.h>

#define CONNECTIONS "sys/class/iscsi_connection"

int remote_option(const char *options, const char *key, char *out, size_t size)
{
	const char *p = options;

	for (; p; p = strchr(p, ',')) {
		size_t length;

		p += *p == ',';
		if (strncmp(p, key, strlen(key)) != 0)
			continue;
		p += strlen(key);
		length = strcspn(p, ",");
		if (length >= size)
			return -EMSGSIZE;
		memcpy(out, p, length);
		out[length] = '\0';
		return 0;
	}
	return -ENOENT;
}

/* The component of the path that follows this one, copied. false: there is none. */
static bool component_after(const char *path, const char *before, char *out, size_t size)
{
	const char *p = strstr(path, before);
	size_t length = p ? strcspn(p + strlen(before), "/") : 0;

	if (!length || length >= size)
		return false;
	memcpy(out, p + strlen(before), length);
	out[length] = '\0';
	return true;
}

/* Connection 0 of a session: Linux makes one for each. */
static int read_session(struct fs *fs, const char *session, char address[REMOTE_ADDRESS_SIZE])
{
	static const char *const attributes[] = { "address", "persistent_address" };
	size_t i;
	int r = -ENOENT;

	for (i = 0; r == -ENOENT && i < ARRAY_SIZE(attributes); i++) {
		char path[FS_PATH_SIZE];

		r = fs_path(path, CONNECTIONS "/connection%s:0/%s", session, attributes[i]);
		if (!r)
			r = fs_read_attribute(fs, path, address, REMOTE_ADDRESS_SIZE);
	}
	return r == -ENOENT ? 0 : r;
}

static int read_fabrics(struct fs *fs, const char *controller, char address[REMOTE_ADDRESS_SIZE])
{
	char path[FS_PATH_SIZE], options[512];
	int r = fs_path(path, "sys/class/nvme/%s/address", controller);

	if (!r)
		r = fs_read_attribute(fs, path, options, sizeof(options));
	if (!r)
		r = remote_option(options, "traddr=", address, REMOTE_ADDRESS_SIZE);
	return r == -ENOENT ? 0 : r;
}

int remote_server(struct fs *fs, const char *target, char address[REMOTE_ADDRESS_SIZE])
{
	char name[64];

	*address = '\0';
	if (component_after(target, "/session", name, sizeof(name)))
		return read_session(fs, name, address);
	if (component_after(target, "/nvme-fabrics/ctl/", name, sizeof(name)))
		return read_fabrics(fs, name, address);
	return component_after(target, "/block/nbd", name, sizeof(name)) ||
			       component_after(target, "/block/rbd", name, sizeof(name))
		       ? 0
		       : -ENOENT;
}

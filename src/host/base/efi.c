// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Text in UTF-16 after four bytes of attributes, as in efivarfs.
 */
#include "host/base/efi.h"

#include <errno.h>
#include <string.h>

#define VARIABLES "sys/firmware/efi/efivars"
#define SECURE VARIABLES "/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c"
#define VENDOR "4a67b082-0a4c-41cf-b6c7-440b29bb8c4f"
#define ATTRIBUTES_SIZE 4

int efi_read(struct fs *fs, const char *name, char out[EFI_TEXT_SIZE])
{
	cleanup_free char *data = NULL;
	char path[FS_PATH_SIZE];
	size_t length, i, n = 0;
	int r = fs_path(path, VARIABLES "/%s-" VENDOR, name);

	if (!r)
		r = fs_read(fs, path, ATTRIBUTES_SIZE + 2 * EFI_TEXT_SIZE, &data, &length);
	if (r)
		return r == -EFBIG ? -EMSGSIZE : r;
	if (length < ATTRIBUTES_SIZE)
		return -EBADMSG;
	for (i = ATTRIBUTES_SIZE; i + 1 < length && (data[i] || data[i + 1]); i += 2) {
		bool is_ascii = !data[i + 1] && data[i] >= ' ' && data[i] < 0x7f;

		if (n == EFI_TEXT_SIZE - 1)
			return -EMSGSIZE;
		out[n++] = is_ascii ? data[i] : '?';
	}
	out[n] = '\0';
	return 0;
}

bool efi_is_secure(struct fs *fs)
{
	cleanup_free char *data = NULL;
	size_t length;

	return !fs_read(fs, SECURE, ATTRIBUTES_SIZE + 1, &data, &length) &&
	       length == ATTRIBUTES_SIZE + 1 && data[ATTRIBUTES_SIZE] == 1;
}

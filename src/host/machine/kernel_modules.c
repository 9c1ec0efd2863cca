// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Reads depmod's indexes as text.
 */
#include "host/machine/kernel_modules.h"

#include <string.h>

#include "core/text.h"

#define INDEX_MAX ((size_t)16 * 1024 * 1024)

/* Whether an index of depmod's (modules.dep, modules.builtin) names the module's file. */
static bool has_line(const char *data, const char *module)
{
	while (*data) {
		size_t length = strcspn(data, ":\n");
		const char *slash = memrchr(data, '/', length);
		const char *name = slash ? slash + 1 : data;
		size_t rest = length - (size_t)(name - data);
		const char *suffix = memmem(name, rest, ".ko", 3);

		if (suffix && text_is_name(name, (size_t)(suffix - name), module))
			return true;
		data += strcspn(data, "\n");
		data += *data == '\n';
	}
	return false;
}

int kernel_index_has(struct fs *fs, const char *kernel, const char *index, const char *module)
{
	cleanup_free char *data = NULL;
	char path[FS_PATH_SIZE];
	size_t length;
	int r = fs_path(path, "lib/modules/%s/%s", kernel, index);

	if (!r)
		r = fs_read(fs, path, INDEX_MAX, &data, &length);
	return r ? r : has_line(data, module);
}

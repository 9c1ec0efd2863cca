// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Capabilities, by libcap-ng.
 */
#include "host/base/privilege.h"

#include <cap-ng.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <sys/prctl.h>
#include <sys/stat.h>

#define WORKING (CAPNG_EFFECTIVE | CAPNG_PERMITTED)

static const struct {
	unsigned int capability;
	enum privilege from;
} kept[] = {
	{ CAP_DAC_READ_SEARCH, PRIVILEGE_READ },
	{ CAP_SYS_ADMIN, PRIVILEGE_READ }, /* until privilege_drop_admin() */
	{ CAP_DAC_OVERRIDE, PRIVILEGE_WRITE },
	{ CAP_CHOWN, PRIVILEGE_WRITE },
	{ CAP_FOWNER, PRIVILEGE_WRITE },
};

/* Of the process, like its capabilities. */
static bool keeps_all = true;

int privilege_keep(enum privilege privilege)
{
	bool is_kept[ARRAY_SIZE(kept)];
	size_t i;

	if (privilege == PRIVILEGE_ALL)
		return 0;
	keeps_all = false;
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
		return -errno;
	if (capng_get_caps_process())
		return -EIO;
	for (i = 0; i < ARRAY_SIZE(kept); i++)
		is_kept[i] = privilege >= kept[i].from &&
			     capng_have_capability(CAPNG_PERMITTED, kept[i].capability);
	capng_clear(CAPNG_SELECT_CAPS);
	for (i = 0; i < ARRAY_SIZE(kept); i++)
		if (is_kept[i] && capng_update(CAPNG_ADD, WORKING, kept[i].capability))
			return -EINVAL;
	return capng_apply(CAPNG_SELECT_CAPS) ? -EPERM : 0;
}

int privilege_drop_admin(void)
{
	if (keeps_all)
		return 0;
	if (capng_get_caps_process())
		return -EIO;
	if (!capng_have_capability(CAPNG_PERMITTED, CAP_SYS_ADMIN))
		return 0;
	if (capng_update(CAPNG_DROP, WORKING, CAP_SYS_ADMIN))
		return -EINVAL;
	return capng_apply(CAPNG_SELECT_CAPS) ? -EPERM : 0;
}

void privilege_start(void)
{
	int fd;

	do
		fd = open("/dev/null", O_RDWR);
	while (fd >= 0 && fd <= STDERR_FILENO);
	closefrom(STDERR_FILENO + 1);
	(void)umask(umask(S_IWGRP | S_IWOTH) | S_IWGRP | S_IWOTH);
}

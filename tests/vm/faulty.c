// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Stands in for the boot program: crashes at once, or, built with -DHANG, does not end before
 * SIGKILL, the one signal that it does not block.
 */
#include <signal.h>
#include <unistd.h>

int main(void)
{
#ifdef HANG
	sigset_t all;

	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, NULL);
	for (;;)
		pause();
#else
	return raise(SIGSEGV);
#endif
}

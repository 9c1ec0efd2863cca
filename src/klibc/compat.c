// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The functions of compat.h: a few system calls that klibc has no stub for, and getdelim(). Becomes
 * an empty object with any other C library. Must not depend on libkmod or on our own code.
 */
#include "compat.h"

#ifdef __KLIBC__

#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

/* The kernel returns errors as -4095..-1 (include/linux/err.h, MAX_ERRNO). */
#define MAX_ERRNO 4095UL

#define FIRST_LINE_SIZE 128

static long raw_syscall(long number, const long *arg)
{
#if defined(__x86_64__)
	register long r10 __asm__("r10") = arg[3];
	register long r8 __asm__("r8") = arg[4];
	register long r9 __asm__("r9") = arg[5];
	long result;

	__asm__ volatile("syscall"
			 : "=a"(result)
			 : "a"(number), "D"(arg[0]), "S"(arg[1]), "d"(arg[2]), "r"(r10), "r"(r8),
			   "r"(r9)
			 : "rcx", "r11", "memory");
	return result;
#elif defined(__aarch64__)
	register long x8 __asm__("x8") = number;
	register long x0 __asm__("x0") = arg[0];
	register long x1 __asm__("x1") = arg[1];
	register long x2 __asm__("x2") = arg[2];
	register long x3 __asm__("x3") = arg[3];
	register long x4 __asm__("x4") = arg[4];
	register long x5 __asm__("x5") = arg[5];

	__asm__ volatile("svc 0"
			 : "+r"(x0)
			 : "r"(x8), "r"(x1), "r"(x2), "r"(x3), "r"(x4), "r"(x5)
			 : "memory");
	return x0;
#else
#error "no system call for this architecture with klibc; use BOOT_CC='musl-gcc -static'"
#endif
}

long syscall(long number, ...)
{
	long arg[6];
	va_list args;
	long result;
	int i;

	va_start(args, number);
	for (i = 0; i < 6; i++)
		arg[i] = va_arg(args, long);
	va_end(args);

	result = raw_syscall(number, arg);
	if ((unsigned long)result >= -MAX_ERRNO) {
		errno = (int)-result;
		return -1;
	}
	return result;
}

int clock_gettime(clockid_t clock, struct timespec *now)
{
	return (int)syscall(__NR_clock_gettime, (long)clock, now);
}

int clock_nanosleep(clockid_t clock, int flags, const struct timespec *request,
		    struct timespec *remain)
{
	long result = syscall(__NR_clock_nanosleep, (long)clock, (long)flags, request, remain);

	return result < 0 ? errno : 0;
}

char *get_current_dir_name(void)
{
	char path[PATH_MAX];

	return getcwd(path, sizeof(path)) ? strdup(path) : NULL;
}

/* Room for one more byte and the final NUL; false when there is no memory. */
static _Bool make_room(char **line, size_t *size, size_t used)
{
	size_t wanted = *line && *size ? *size * 2 : FIRST_LINE_SIZE;
	char *larger;

	if (*line && used + 2 <= *size)
		return 1;
	if (used + 2 > (size_t)SSIZE_MAX / 2) {
		errno = EOVERFLOW;
		return 0;
	}
	if (wanted < used + 2)
		wanted = used + 2;
	larger = realloc(*line, wanted);
	if (!larger)
		return 0;
	*line = larger;
	*size = wanted;
	return 1;
}

ssize_t getdelim(char **line, size_t *size, int delimiter, FILE *file)
{
	size_t used = 0;
	int byte;

	do {
		byte = getc(file);
		if (byte == EOF)
			break;
		if (!make_room(line, size, used))
			return -1;
		(*line)[used++] = (char)byte;
	} while (byte != delimiter);

	if (!used || ferror(file))
		return -1;
	(*line)[used] = '\0';
	return (ssize_t)used;
}

#endif /* __KLIBC__ */

// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Runs programs in turn, each after the same reset, and prints a line for each run: the name, and
 * microseconds of wall clock and of processor time, those of its children included.
 *
 * Usage: measure ROUNDS RESET [NAME COMMAND]...    (words between blanks, no shell)
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static long long now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec * 1000000LL + time.tv_nsec / 1000;
}

static long long microseconds(const struct timeval *time)
{
	return time->tv_sec * 1000000LL + time->tv_usec;
}

static _Noreturn void execute(const char *command)
{
	char *words[64] = { 0 }, *copy = strdup(command), *rest = copy;
	size_t count = 0;

	while (copy && count + 1 < sizeof(words) / sizeof(*words) &&
	       (words[count] = strtok_r(rest, " ", &rest)))
		count++;
	if (count)
		execvp(words[0], words);
	_exit(127);
}

/* The first run that does not end well ends everything. */
static void run(const char *name, const char *command)
{
	long long start = now(), wall;
	struct rusage used;
	int status;
	pid_t child = fork();

	if (!child)
		execute(command);
	if (child < 0 || wait4(child, &status, 0, &used) != child || status) {
		fprintf(stderr, "measure: failed: %s\n", command);
		exit(1);
	}
	wall = now() - start;
	if (name)
		printf("%s %lld %lld\n", name, wall,
		       microseconds(&used.ru_utime) + microseconds(&used.ru_stime));
}

int main(int argc, char **argv)
{
	int round, i;

	if (argc < 5 || argc % 2 == 0)
		return 2;
	for (round = 0; round < atoi(argv[1]); round++) {
		for (i = 3; i < argc; i += 2) {
			run(NULL, argv[2]);
			run(argv[i], argv[i + 1]);
		}
	}
	return 0;
}

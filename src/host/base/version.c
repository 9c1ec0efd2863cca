// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Compares versions by their separators and their runs of digits and letters.
 */
#include "host/base/version.h"

#include <string.h>

#define DIGITS "0123456789"
#define LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define SEPARATORS "~-^."

static int compare_lengths(size_t a, size_t b)
{
	return a < b ? -1 : a > b;
}

/* The version without this separator here is newer. Otherwise both move past their separators. */
static int compare_separator(const char **a, const char **b, char separator)
{
	int has_a = **a == separator, has_b = **b == separator;

	if (has_a && has_b) {
		++*a;
		++*b;
	}
	return has_b - has_a;
}

/* Digits are newer than letters, a larger number is newer, and so is a later letter in ASCII. */
static int compare_runs(const char **a, const char **b)
{
	size_t digits_a = strspn(*a, DIGITS), digits_b = strspn(*b, DIGITS), n, m;
	int r;

	if (!digits_a != !digits_b)
		return digits_a ? 1 : -1;
	if (digits_a) {
		size_t zeros_a = strspn(*a, "0"), zeros_b = strspn(*b, "0");

		*a += zeros_a;
		*b += zeros_b;
		n = digits_a - zeros_a;
		m = digits_b - zeros_b;
		r = compare_lengths(n, m);
		if (!r)
			r = memcmp(*a, *b, n);
	} else {
		n = strspn(*a, LETTERS);
		m = strspn(*b, LETTERS);
		r = memcmp(*a, *b, n < m ? n : m);
		if (!r)
			r = compare_lengths(n, m);
	}
	*a += n;
	*b += m;
	return r;
}

int version_compare(const char *a, const char *b)
{
	static const char valid[] = DIGITS LETTERS SEPARATORS;
	int r;

	a = a ? a : "";
	b = b ? b : "";
	for (;;) {
		a += strcspn(a, valid);
		b += strcspn(b, valid);
		r = compare_separator(&a, &b, '~');
		if (r)
			return r;
		if (!*a || !*b)
			return !!*a - !!*b;
		r = compare_separator(&a, &b, '-');
		if (!r)
			r = compare_separator(&a, &b, '^');
		if (!r)
			r = compare_separator(&a, &b, '.');
		if (!r)
			r = compare_runs(&a, &b);
		if (r)
			return r;
	}
}

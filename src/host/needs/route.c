// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * From routing tables to PCI functions. The tables are those of net/ipv4/fib_trie.c,
 * fib_route_seq_show(), and net/ipv6/route.c, rt6_native_seq_show().
 */
#include "host/needs/route.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "core/pci.h"
#include "core/text.h"

#define TABLE_MAX ((size_t)4 * 1024 * 1024)
#define INTERFACE_SIZE 16
#define FIELDS_MAX 16
#define FLAG_UP 0x0001U
#define FLAG_REJECT 0x0200U
#define LOOPBACK "lo"

/* The columns of a table. */
struct table {
	const char *path;
	int family;
	size_t fields;
	size_t interface, destination, mask, flags, metric;
	int metric_base;
};

static const struct table tables[] = {
	{ "proc/net/route", AF_INET, 8, 0, 1, 7, 3, 6, 10 },
	{ "proc/net/ipv6_route", AF_INET6, 10, 9, 0, 1, 8, 5, 16 },
};

struct route {
	uint8_t destination[16];
	unsigned int prefix;
	unsigned long metric;
	const char *interface;
};

/* What to look for in the tables, and where to collect it. */
struct query {
	struct fs *fs;
	const char *what; /* NULL: the interface's name */
	int family;       /* of the server */
	uint8_t server[16];
	bool has_best; /* the longest prefix that the server has, and of these the best metric */
	unsigned int prefix;
	unsigned long metric;
	struct protection *found;
	bool is_found;
	unsigned int visits;
	int error; /* the first error that did not end the search */
};

static int walk_interface(struct query *query, const char *interface, const char *what,
			  unsigned int depth);

/* A missing interface carries nothing. 0, or -ENOMEM. */
static int note(struct query *query, int error)
{
	if (error == -ENOMEM)
		return error;
	if (error && error != -ENOENT && !query->error)
		query->error = error;
	return 0;
}

static bool is_interface(const char *name)
{
	return *name && strlen(name) < INTERFACE_SIZE && !strchr(name, '/') && strcmp(name, ".") &&
	       strcmp(name, "..");
}

static int add_functions(struct query *query, const char *target, const char *what)
{
	struct pci_address address;
	int r = 0;

	while (!r && pci_path_next(&target, &address)) {
		r = protection_add(query->found, &address, what);
		query->is_found = true;
	}
	return r;
}

/* lower_NAME: the interfaces below this one. */
static int walk_lower(struct query *query, const char *interface, const char *what,
		      unsigned int depth)
{
	static const char prefix[] = "lower_";
	char path[FS_PATH_SIZE];
	char **names = NULL;
	size_t count = 0, i;
	int r = fs_path(path, "sys/class/net/%s", interface);

	if (!r)
		r = fs_list(query->fs, path, &names, &count);
	if (r)
		return note(query, r);
	for (i = 0; !r && i < count; i++)
		if (!strncmp(names[i], prefix, strlen(prefix)))
			r = walk_interface(query, names[i] + strlen(prefix), what, depth + 1);
	fs_free_names(names, count);
	return r;
}

static int walk_interface(struct query *query, const char *interface, const char *what,
			  unsigned int depth)
{
	char path[FS_PATH_SIZE], target[FS_PATH_SIZE];
	int r;

	if (!is_interface(interface))
		return 0;
	if (depth == ROUTE_DEPTH_MAX || query->visits == ROUTE_VISITS_MAX)
		return note(query, -E2BIG);
	query->visits++;
	r = fs_path(path, "sys/class/net/%s", interface);
	if (!r)
		r = fs_read_link(query->fs, path, target, sizeof(target));
	if (r)
		return note(query, r);
	r = add_functions(query, target, what);
	return r ? r : walk_lower(query, interface, what, depth);
}

/* Splits the line into its fields. Returns their number, or 0 if there are too many. */
static size_t split(char *line, char *fields[FIELDS_MAX])
{
	size_t count = 0;
	char *save = NULL, *field = strtok_r(line, " \t", &save);

	for (; field; field = strtok_r(NULL, " \t", &save)) {
		if (count == FIELDS_MAX)
			return 0;
		fields[count++] = field;
	}
	return count;
}

static int parse_bytes(const char *digits, uint8_t *out, size_t size)
{
	size_t i;

	for (i = 0; i < size; i++) {
		uint32_t byte;

		if (strlen(digits) < 2 || hex_parse(digits, 2, 2, 2, &byte))
			return -EINVAL;
		out[i] = (uint8_t)byte;
		digits += 2;
	}
	return *digits ? -EINVAL : 0;
}

/* IPv4 is written as a number of this machine with a mask, IPv6 as bytes with a length. */
static int parse_destination(const struct table *table, char *fields[FIELDS_MAX],
			     struct route *route)
{
	const char *destination = fields[table->destination], *mask = fields[table->mask];
	uint32_t number, bits;

	if (hex_parse(mask, strlen(mask), 1, 8, &bits))
		return -EINVAL;
	if (table->family == AF_INET6) {
		route->prefix = bits;
		return bits > 128 ? -EINVAL : parse_bytes(destination, route->destination, 16);
	}
	if (hex_parse(destination, strlen(destination), 8, 8, &number))
		return -EINVAL;
	memcpy(route->destination, &number, sizeof(number));
	route->prefix = (unsigned int)__builtin_popcount(bits);
	return 0;
}

/* Splits a line into its fields. 0, or -EINVAL for a route that carries nothing. */
static int parse_route(const struct table *table, char *line, struct route *route)
{
	char *fields[FIELDS_MAX], *end;
	const char *digits;
	uint32_t flags;

	if (split(line, fields) < table->fields)
		return -EINVAL;
	digits = fields[table->flags];
	if (hex_parse(digits, strlen(digits), 1, 8, &flags) || !(flags & FLAG_UP) ||
	    flags & FLAG_REJECT)
		return -EINVAL;
	route->interface = fields[table->interface];
	route->metric = strtoul(fields[table->metric], &end, table->metric_base);
	return *end ? -EINVAL : parse_destination(table, fields, route);
}

static bool leads_to(const struct route *route, const uint8_t *server)
{
	unsigned int bit;

	for (bit = 0; bit < route->prefix; bit++)
		if ((route->destination[bit / 8] ^ server[bit / 8]) & (0x80U >> bit % 8))
			return false;
	return true;
}

static int add_default(struct query *query, const struct route *route)
{
	if (route->prefix)
		return 0;
	return walk_interface(query, route->interface, query->what ? query->what : route->interface,
			      0);
}

static int find_best(struct query *query, const struct route *route)
{
	if (!leads_to(route, query->server) ||
	    (query->has_best &&
	     (route->prefix < query->prefix ||
	      (route->prefix == query->prefix && route->metric >= query->metric))))
		return 0;
	query->has_best = true;
	query->prefix = route->prefix;
	query->metric = route->metric;
	return 0;
}

/* One route with several next hops has a line for each. */
static int add_best(struct query *query, const struct route *route)
{
	if (!leads_to(route, query->server) || route->prefix != query->prefix ||
	    route->metric != query->metric)
		return 0;
	query->is_found |= !strcmp(route->interface, LOOPBACK);
	return walk_interface(query, route->interface, query->what, 0);
}

/* Calls step for each route of a table. A missing table is empty. */
static int read_table(struct query *query, const struct table *table,
		      int (*step)(struct query *query, const struct route *route))
{
	cleanup_free char *data = NULL;
	size_t length = 0;
	char *line, *save = NULL;
	int r = fs_read(query->fs, table->path, TABLE_MAX, &data, &length);

	if (r)
		return note(query, r);
	while ((line = memchr(data, '\0', length))) /* would end the table */
		*line = ' ';
	for (line = strtok_r(data, "\n", &save); !r && line; line = strtok_r(NULL, "\n", &save)) {
		struct route route = { 0 };

		if (!parse_route(table, line, &route))
			r = step(query, &route);
	}
	return r;
}

static int find_default(struct query *query)
{
	size_t i;
	int r = 0;

	for (i = 0; !r && i < ARRAY_SIZE(tables); i++)
		r = read_table(query, &tables[i], add_default);
	return r;
}

int route_find(struct fs *fs, struct protection *found)
{
	struct query query = { .fs = fs, .found = found };
	int r = find_default(&query);

	return r ? r : query.error;
}

/* The address of a server, "fe80::1%eth0" with the interface that it names. 0 or -EINVAL. */
static int parse_server(const char *address, struct query *query, char interface[INTERFACE_SIZE])
{
	char host[INET6_ADDRSTRLEN];
	size_t length = strcspn(address, "%");

	if (length >= sizeof(host) || (address[length] && !is_interface(address + length + 1)))
		return -EINVAL;
	memcpy(host, address, length);
	host[length] = '\0';
	if (address[length])
		memcpy(interface, address + length + 1, strlen(address + length + 1) + 1);
	query->family = strchr(host, ':') ? AF_INET6 : AF_INET;
	return inet_pton(query->family, host, query->server) == 1 ? 0 : -EINVAL;
}

static int find_server(struct query *query)
{
	const struct table *table = &tables[query->family == AF_INET6];
	int r = read_table(query, table, find_best);

	return r || !query->has_best ? r : read_table(query, table, add_best);
}

int route_find_server(struct fs *fs, const char *address, const char *what,
		      struct protection *protection, bool *is_found)
{
	struct query query = { .fs = fs, .found = protection, .what = what };
	char interface[INTERFACE_SIZE] = "";
	int r = *address ? parse_server(address, &query, interface) : 0;

	if (r)
		return r;
	if (*interface)
		r = walk_interface(&query, interface, what, 0);
	else if (*address)
		r = find_server(&query);
	if (!r && !query.is_found)
		r = find_default(&query);
	*is_found = query.is_found;
	return r ? r : query.error;
}

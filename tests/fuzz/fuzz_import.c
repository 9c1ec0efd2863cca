// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Any bytes in the files that import reads: modprobe.d, lists of modules, driverctl, boot loaders,
 * udev rules, services and their scripts, dracut.conf, the kernel command line. What it finds is
 * printable, its rules are read again as the same, and no rule takes a bridge.
 */
#include <errno.h>
#include <string.h>

#include "cli/import/translation.h"
#include "fuzz/fuzz.h"

static const char text[] = "file proc/cmdline ro\n"
			   "file proc/sys/kernel/osrelease 6\n"
			   "link etc/systemd/system/a.target.wants/a.service ../a.service\n";

static const struct fuzz_place places[] = {
	{ "etc/modprobe.d/vfio.conf", false },         /* a */
	{ "lib/modprobe.d/vfio.conf", false },         /* b */
	{ "etc/modules", false },                      /* c */
	{ "etc/modules-load.d/vfio.conf", false },     /* d */
	{ "etc/driverctl.d/pci-0000:01:00.0", false }, /* e */
	{ "etc/default/grub", false },                 /* f */
	{ "boot/loader/entries/a.conf", false },       /* g */
	{ "etc/dracut.conf.d/vfio.conf", false },      /* h */
	{ "proc/cmdline", false },                     /* i */
	{ "etc/udev/rules.d/a.rules", false },         /* j */
	{ "etc/systemd/system/a.service", false },     /* k */
	{ "usr/local/bin/a", false },                  /* l */
	{ "lib/modules/6/modules.alias", false },      /* m */
	{ "lib/modules/6/modules.builtin", false },    /* n */
	{ "etc/libvirt/qemu/a.xml", false },           /* o */
};

static bool is_text_plain(const struct text *out)
{
	return fuzz_is_plain(text_string(out)) && strlen(text_string(out)) == out->length;
}

/* Lines, each of which is printable and ends. */
static bool are_lines_plain(const struct text *lines)
{
	struct text copy = { 0 };
	bool is_plain;
	size_t i;

	text_add(&copy, text_string(lines), lines->length);
	for (i = 0; i < copy.length; i++)
		if (copy.data[i] == '\n')
			copy.data[i] = ' ';
	is_plain = is_text_plain(&copy);
	text_free(&copy);
	return is_plain && (!lines->length || lines->data[lines->length - 1] == '\n');
}

static void check_setting(const struct setting *setting)
{
	size_t i;

	HOLDS(setting->file.length && is_text_plain(&setting->file));
	HOLDS(is_text_plain(&setting->text) && is_text_plain(&setting->whole));
	HOLDS(is_text_plain(&setting->problem) && is_text_plain(&setting->no_effect));
	HOLDS(setting->last_line >= setting->line);
	HOLDS(!setting->cut_count || setting->cure != SETTING_FILE);
	for (i = 0; i < setting->cut_count; i++)
		HOLDS(setting->cuts[i].start < setting->cuts[i].end);
}

static void check(const struct import *import)
{
	size_t i;

	for (i = 0; i < import->settings.count; i++)
		check_setting(&import->settings.list[i]);
	for (i = 0; i < import->rule_count; i++) {
		const struct import_rule *rule = &import->rules[i];

		HOLDS(!rule->device || !pci_is_bridge(rule->device));
		HOLDS(rule->sources.length && are_lines_plain(&rule->sources));
		HOLDS(are_lines_plain(&rule->notes));
		fuzz_check_rule(&rule->rule);
	}
	HOLDS(are_lines_plain(&import->warnings));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct fuzz_machine fuzzed = FUZZ_MACHINE(text, places);
	struct machine machine = { .sysroot = "/", .inputs.devices = *fuzz_devices() };
	struct import import = { 0 };
	int r;

	machine.fs = fuzz_machine_start(&fuzzed, data, size);
	HOLDS(!config_files_read_cmdline(&machine.files, machine.fs, &machine.running,
					 &machine.cmdline));
	r = import_look(&import, &machine);
	HOLDS(!r || r == -E2BIG);
	check(&import);
	import_free(&import);
	config_files_free(&machine.files);
	return 0;
}

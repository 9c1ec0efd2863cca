// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What the files of boot loaders say.
 */
#include "unit/unit.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "host/entries/grub.h"
#include "host/entries/pe.h"
#include "host/entries/type1.h"
#include "host/base/version.h"

/* --- versions ------------------------------------------------------------------------------- */

static void versions_have_the_order_of_their_specification(void **state)
{
	/* each is older than the next */
	static const char *const ascending[] = {
		"122.1~rc1", "122.1",     "123~rc1-1", "123",     "123-a",  "123-a.1", "123-1",
		"123-1.1",   "123^post1", "123.a-1",   "123.1-1", "123a-1", "124-1",
	};
	static const char *const same[] = { "1.2_3", "1.2+3" };
	size_t i;

	(void)state;
	for (i = 0; i + 1 < ARRAY_SIZE(ascending); i++)
		if (version_compare(ascending[i], ascending[i + 1]) >= 0 ||
		    version_compare(ascending[i + 1], ascending[i]) <= 0)
			fail_msg("%s is not older than %s", ascending[i], ascending[i + 1]);
	assert_int_equal(version_compare(same[0], same[1]), 0);
	assert_true(version_compare("6.1.0-9-amd64", "6.1.0-28-amd64") < 0);
	assert_int_equal(version_compare("007", "7"), 0);
	assert_int_equal(version_compare(NULL, ""), 0);
	assert_true(version_compare(NULL, "1") < 0);
}

/* --- type 1 --------------------------------------------------------------------------------- */

static void parse_type1(const char *name, const char *text, struct boot_entry *entry)
{
	memset(entry, 0, sizeof(*entry));
	assert_int_equal(type1_parse(name, text, strlen(text), entry), 0);
}

static void an_entry_has_what_its_lines_say(void **state)
{
	static const char text[] = "# comment\n"
				   "title\t Arch Linux \r\n"
				   "linux /a\nlinux /vmlinuz-linux\n"
				   "initrd /ucode.img\ninitrd /initramfs.img\n"
				   "options root=/dev/sda2\n  options   quiet\n"
				   "version 6.1\nsort-key arch\nmachine-id 0123\n"
				   "titles no\nefi\n"
				   "architecture x64";
	struct boot_entry entry;

	(void)state;
	parse_type1("Arch.conf", text, &entry);
	assert_string_equal(entry.id, "arch.conf");
	assert_string_equal(entry.title, "Arch Linux");
	assert_string_equal(entry.kernel, "/vmlinuz-linux");
	assert_int_equal(entry.image_count, 2);
	assert_string_equal(entry.images[0], "/ucode.img");
	assert_string_equal(entry.images[1], "/initramfs.img");
	assert_string_equal(entry.words, "root=/dev/sda2 quiet");
	assert_string_equal(entry.version, "6.1");
	assert_string_equal(entry.sort_key, "arch");
	assert_string_equal(entry.machine_id, "0123");
	assert_false(entry.is_unified);
	entry_free(&entry);
	parse_type1("a.conf", "uki /EFI/Linux/a.efi", &entry);
	assert_true(entry.is_unified);
	assert_string_equal(entry.kernel, "/EFI/Linux/a.efi");
	assert_int_equal(entry.profile, 0);
	entry_free(&entry);
	parse_type1("a.conf", "uki /a.efi\nprofile 12\nprofile 1x\nprofile -1", &entry);
	assert_int_equal(entry.profile, 12);
	entry_free(&entry);
	parse_type1("a.conf", "uki /a.efi\nprofile 4294967296", &entry);
	assert_int_equal(entry.profile, 4294);
	entry_free(&entry);
}

static void a_boot_counter_is_no_part_of_the_id(void **state)
{
	static const struct {
		const char *name, *id;
		bool has_no_tries;
	} table[] = {
		{ "a+3.conf", "a.conf", false },
		{ "a+2-1.conf", "a.conf", false },
		{ "a+0-3.conf", "a.conf", true },
		{ "a+0.conf", "a.conf", true },
		{ "a+10-0.CONF", "a.conf", false },
		{ "a+.conf", "a+.conf", false },
		{ "a+3-.conf", "a+3-.conf", false },
		{ "a+3x.conf", "a+3x.conf", false },
		{ "+3.conf", "+3.conf", false },
		{ "6.1+deb13.conf", "6.1+deb13.conf", false },
		{ "6.1+deb13+1.conf", "6.1+deb13.conf", false },
	};
	struct boot_entry entry = { 0 };
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(table); i++) {
		assert_int_equal(type1_set_id(&entry, table[i].name, ".conf"), 0);
		assert_string_equal(entry.id, table[i].id);
		assert_int_equal(entry.has_no_tries, table[i].has_no_tries);
		entry_free(&entry);
	}
	assert_int_equal(type1_set_id(&entry, ".conf", ".conf"), -EINVAL);
	assert_int_equal(type1_set_id(&entry, "a.efi", ".conf"), -EINVAL);
}

static void too_many_images_are_an_error(void **state)
{
	struct text text = { 0 };
	struct boot_entry entry;
	size_t i;

	(void)state;
	for (i = 0; i <= ENTRY_IMAGES_MAX; i++)
		text_printf(&text, "initrd /%zu\n", i);
	assert_int_equal(type1_parse("a.conf", text.data, text.length, &entry), -E2BIG);
	text_free(&text);
}

/* --- GRUB ----------------------------------------------------------------------------------- */

static struct boot_entries read_grub(const char *config, const char *environment,
				     struct boot_entries *imported)
{
	struct boot_entries entries = { 0 }, none = { 0 };
	const struct grub_files files = { config, strlen(config), environment,
					  environment ? strlen(environment) : 0,
					  imported ? imported : &none };

	assert_int_equal(grub_read(&files, &entries), 0);
	return entries;
}

static const char *default_title(const struct boot_entries *entries)
{
	size_t i;

	for (i = 0; i < entries->count; i++)
		if (entries->list[i].is_default)
			return entries->list[i].title;
	return "none";
}

#define HEAD "# GRUB Environment Block\n"
#define MENU                                                                                      \
	"menuentry 'A' --class x $menuentry_id_option 'ida' {\n linux /a ro\n initrd /i\n}\n"     \
	"menuentry \"Firmware\" --id fw { fwsetup }\n"                                            \
	"submenu 'More > these' --id sub {\n"                                                     \
	" menuentry 'B' --id idb { linux /b; initrd /u /i }\n menuentry C {\nlinux /c x=\"1 2\" " \
	"'q r' \\\n  y\n}\n}\nmenuentry D { linux /d }\n"

static void an_entry_has_what_its_commands_load(void **state)
{
	struct boot_entries entries = read_grub(
		"menuentry_id_option=''\nset a=quiet\n" MENU
		"menuentry E {\n if [ x$unset = xy ]; then\n  search --fs-uuid --set=root hint\n"
		" else\n  search --no-floppy --fs-uuid --set=root 12-34\n fi\n"
		" linux\t($root)/e ${a} $unset b#c # comment\n}\n",
		NULL, NULL);

	(void)state;
	assert_int_equal(entries.count, 5);
	assert_string_equal(entries.list[0].title, "A");
	assert_string_equal(entries.list[0].id, "ida");
	assert_string_equal(entries.list[0].kernel, "/a");
	assert_string_equal(entries.list[0].words, "ro");
	assert_string_equal(entries.list[0].images[0], "/i");
	assert_int_equal(entries.list[1].image_count, 2);
	assert_string_equal(entries.list[2].words, "\"x=1 2\" \"q r\" y");
	assert_string_equal(entries.list[4].filesystem, "12-34");
	assert_string_equal(entries.list[4].words, "quiet b#c");
	entries_free(&entries);
}

static void a_default_is_a_number_an_id_or_a_title(void **state)
{
	static const struct {
		const char *name, *title;
	} table[] = {
		{ "0", "A" },
		{ "1", "none" },
		{ "2", "B" },
		{ "2>1", "C" },
		{ "3", "D" },
		{ "9", "A" },
		{ "ida", "A" },
		{ "D", "D" },
		{ "sub>idb", "B" },
		{ "sub>C", "C" },
		{ "More >> these>C", "C" },
		{ "idb", "A" },
		{ "sub>9", "B" },
		{ "", "A" },
		{ "none", "A" },
		{ "0>1", "A" },
		{ "3x", "A" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(table); i++) {
		struct boot_entries entries;
		char config[1024];

		snprintf(config, sizeof(config), "set default=\"%s\"\n" MENU, table[i].name);
		entries = read_grub(config, NULL, NULL);
		if (strcmp(default_title(&entries), table[i].title) != 0)
			fail_msg("%s is %s", table[i].name, default_title(&entries));
		entries_free(&entries);
	}
}

static void conditions_choose_the_default(void **state)
{
	static const char config[] =
		"if [ -s $prefix/grubenv ]; then\n  load_env\nfi\n"
		"if [ \"${next_entry}\" ] ; then\n  set default=\"${next_entry}\"\n"
		"elif [ \"$saved_entry\" != '' ]; then set default=\"${saved_entry}\"\n"
		"else\n  set default=3\nfi\n"
		"function f {\n  set default=0\n  menuentry never { linux /n }\n}\n" MENU;
	static const struct {
		const char *environment, *title;
	} table[] = {
		{ NULL, "D" },
		{ HEAD "next_entry=\nsaved_entry=sub>idb\n####", "B" },
		{ HEAD "next_entry=ida\nsaved_entry=sub>idb\n####", "A" },
		{ "next_entry=ida\n", "D" },
		{ HEAD "#next_entry=ida\nsaved_entry=\\i\\\\da\n", "A" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(table); i++) {
		struct boot_entries entries = read_grub(config, table[i].environment, NULL);

		assert_int_equal(entries.count, 4);
		assert_string_equal(default_title(&entries), table[i].title);
		entries_free(&entries);
	}
}

/* What only GRUB can tell, it must be asked for: no entry is said to be the default. */
static void a_condition_may_have_many_words(void **state)
{
	struct boot_entries entries = read_grub(
		"set default=1\nif [ x = x -a y = y -a z = z ]; then :\nfi\n" MENU, NULL, NULL);

	(void)state;
	assert_string_equal(default_title(&entries), "none");
	entries_free(&entries);
}

static void add_imported(struct boot_entries *imported, const char *name, const char *text)
{
	struct boot_entry entry;

	parse_type1(name, text, &entry);
	assert_int_equal(entries_add(imported, &entry), 0);
}

static void imported_entries_are_in_the_menu(void **state)
{
	struct boot_entries imported = { 0 }, entries;

	(void)state;
	add_imported(&imported, "id-6.1.conf", "linux /6.1\n");
	add_imported(&imported, "id-6.9.conf", "title Old\nlinux /6.9\noptions ${opts} $more\n");
	add_imported(&imported, "id-6.10.conf", "title New\nlinux /6.10\ninitrd /i $extra\n");
	add_imported(&imported, "efi.conf", "title EFI\nefi /x\n");
	entries = read_grub("set default=1\nblscfg\nmenuentry Z { linux /z }\n",
			    HEAD "opts=ro\\\nquiet\nextra=/a /b\ndefault_kernelopts=x\n",
			    &imported);
	assert_int_equal(entries.count, 4);
	assert_string_equal(entries.list[2].title, "/6.1");
	assert_string_equal(entries.list[0].id, "id-6.10");
	assert_string_equal(entries.list[0].words, "x");
	assert_int_equal(entries.list[0].image_count, 3);
	assert_string_equal(entries.list[0].images[2], "/b");
	assert_string_equal(entries.list[1].words, "ro\nquiet ");
	assert_string_equal(default_title(&entries), "Old");
	entries_free(&entries);
	entries_free(&imported);
}

static void damaged_menus_end(void **state)
{
	static const char *const table[] = {
		"menuentry",
		"menuentry {",
		"menuentry 'a",
		"submenu x {\nsubmenu y {",
		"}\n}\nfi\nelse",
		"if [",
		"if [ ]\nfi",
		"menuentry a {\nmenuentry b {\nlinux /b\n}\n}",
		"set",
		"set =",
		"$",
		"${",
		"${a",
		"\\",
		"menuentry \"$",
		"else menuentry a { linux",
		"search --fs-uuid",
	};
	struct text deep = { 0 };
	struct boot_entries entries = { 0 };
	struct grub_files files = { .imported = &entries };
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(table); i++) {
		entries = read_grub(table[i], NULL, NULL);
		entries_free(&entries);
	}
	for (i = 0; i < 100; i++)
		text_puts(&deep, "submenu x {\n");
	files.config = deep.data;
	files.config_length = deep.length;
	assert_int_equal(grub_read(&files, &entries), -E2BIG);
	entries_free(&entries);
	text_free(&deep);
}

/* --- PE files ------------------------------------------------------------------------------- */

static void put(unsigned char *at, size_t bytes, uint32_t value)
{
	while (bytes--) {
		*at++ = (unsigned char)value;
		value >>= 8;
	}
}

/* Sections .a and .initrd of a file whose headers end where the second section's header does. */
static size_t make_pe(unsigned char out[256])
{
	memset(out, 0, 256);
	memcpy(out, "MZ", 2);
	put(out + 0x3c, 4, 64);
	memcpy(out + 64, "PE\0\0", 4);
	put(out + 70, 2, 2);
	put(out + 84, 2, 8); /* optional header */
	memcpy(out + 96, ".a", 2);
	memcpy(out + 136, ".initrd", 7);
	put(out + 144, 4, 5);
	put(out + 152, 4, 512);
	put(out + 156, 4, 1024);
	return 176;
}

static void a_section_is_found_by_its_name(void **state)
{
	unsigned char file[256];
	size_t length = make_pe(file), i;
	uint32_t start = 0, size = 0;

	(void)state;
	assert_int_equal(pe_find_section(file, length, 0, ".initrd", &start, &size), 0);
	assert_int_equal(start, 1024);
	assert_int_equal(size, 5);
	put(file + 144, 4, 1000); /* what is beyond the raw data is not in the file */
	assert_int_equal(pe_find_section(file, length, 0, ".initrd", &start, &size), 0);
	assert_int_equal(size, 512);
	assert_int_equal(pe_find_section(file, length, 0, ".linux", &start, &size), -ENOENT);
	assert_int_equal(pe_find_section(file, length, 0, ".init", &start, &size), -ENOENT);
	for (i = 0; i < length; i++)
		assert_int_equal(pe_find_section(file, i, 0, ".initrd", &start, &size), -EBADMSG);
	put(file + 0x3c, 4, 0xffffffff);
	assert_int_equal(pe_find_section(file, length, 0, ".initrd", &start, &size), -EBADMSG);
}

/* A section by this name whose content is so many bytes. */
static void put_section(unsigned char *file, size_t index, const char *name, unsigned int size)
{
	unsigned char *section = file + 64 + 4 + 20 + 40 * index;

	memset(section, 0, 40);
	memcpy(section, name, strlen(name));
	put(section + 8, 4, size);
	put(section + 16, 4, 512);
	put(section + 20, 4, 1024);
	put(file + 64 + 4 + 2, 2, (unsigned int)index + 1);
}

static void assert_size(const unsigned char *file, unsigned int profile, const char *name,
			unsigned int expected)
{
	uint32_t start, size = 0;
	int r = pe_find_section(file, 1024, profile, name, &start, &size);

	assert_int_equal(r, expected ? 0 : -ENOENT);
	assert_int_equal(size, expected);
}

static void a_profile_overrides_what_comes_before_all(void **state)
{
	unsigned char file[1024] = { 0 };

	(void)state;
	(void)make_pe(file);
	put(file + 64 + 4 + 16, 2, 0);
	put_section(file, 0, ".cmdline", 1);
	put_section(file, 1, ".initrd", 2);
	assert_size(file, 0, ".cmdline", 1); /* without profiles */
	assert_size(file, 7, ".cmdline", 1);
	assert_size(file, 0, PE_PROFILE, 0);
	put_section(file, 2, PE_PROFILE, 3);
	put_section(file, 3, ".cmdline", 4);
	put_section(file, 4, PE_PROFILE, 5);
	put_section(file, 5, ".initrd", 6);
	put_section(file, 6, ".initrd", 7);
	put_section(file, 7, ".ucode", 8);
	assert_size(file, 0, ".cmdline", 4);
	assert_size(file, 0, ".initrd", 2);
	assert_size(file, 0, PE_PROFILE, 3);
	assert_size(file, 0, ".ucode", 0); /* is of the other profile */
	assert_size(file, 1, ".cmdline", 1);
	assert_size(file, 1, ".initrd", 6); /* the first one */
	assert_size(file, 1, PE_PROFILE, 5);
	assert_size(file, 2, PE_PROFILE, 0);
	assert_size(file, UINT_MAX, ".initrd", 2);
}

static void a_file_is_for_one_kind_of_processor(void **state)
{
	unsigned char file[256];
	size_t length = make_pe(file);

	(void)state;
	put(file + 64 + 4, 2, 0xaa64);
	assert_int_equal(pe_machine(file, length), 0xaa64);
	assert_int_equal(pe_machine(file, length - 1), 0);
}

UNIT_MAIN(cmocka_unit_test(versions_have_the_order_of_their_specification),
	  cmocka_unit_test(an_entry_has_what_its_lines_say),
	  cmocka_unit_test(a_boot_counter_is_no_part_of_the_id),
	  cmocka_unit_test(too_many_images_are_an_error),
	  cmocka_unit_test(an_entry_has_what_its_commands_load),
	  cmocka_unit_test(a_default_is_a_number_an_id_or_a_title),
	  cmocka_unit_test(conditions_choose_the_default),
	  cmocka_unit_test(a_condition_may_have_many_words),
	  cmocka_unit_test(imported_entries_are_in_the_menu), cmocka_unit_test(damaged_menus_end),
	  cmocka_unit_test(a_section_is_found_by_its_name),
	  cmocka_unit_test(a_profile_overrides_what_comes_before_all),
	  cmocka_unit_test(a_file_is_for_one_kind_of_processor))

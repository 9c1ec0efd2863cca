// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Loading modules, with a libkmod and a modprobe that do as the test says.
 */
#include "unit/unit.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <syslog.h>

#include <libkmod.h>

#include "kernel/modules.h"

/* What the libkmod below does, and what was asked of it. */
static struct {
	bool no_context, by_name_fails, no_modprobe;
	int state;          /* of kmod_module_get_initstate() */
	int lookup;         /* what the lookup returns */
	int entries;        /* how many modules it finds */
	int insert[2];      /* what inserting each returns */
	int modprobe;       /* its exit status */
	bool with_install;  /* one of the dependencies has an install command */
	const char *format; /* of a line that libkmod logs */
	unsigned int flags; /* of the last insertion */
	int inserted, by_hand, contexts, modules, lists;
} kmod;

static struct {
	char text[2048];
	int worst;
} words;

static int context_marker, module_marker;

typedef void log_fn(void *data, int priority, const char *file, int line, const char *fn,
		    const char *format, va_list args);
static log_fn *log_function;
static void *log_data;

static void log_as_libkmod(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	errno = EBUSY;
	log_function(log_data, LOG_ERR, "f", 1, "fn", format, args);
	va_end(args);
}

struct kmod_ctx *kmod_new(const char *dirname, const char *const *config_paths)
{
	(void)dirname;
	(void)config_paths;
	kmod.contexts += !kmod.no_context;
	return kmod.no_context ? NULL : (struct kmod_ctx *)&context_marker;
}

struct kmod_ctx *kmod_unref(struct kmod_ctx *ctx)
{
	kmod.contexts -= ctx != NULL;
	return NULL;
}

void kmod_set_log_fn(struct kmod_ctx *ctx, log_fn *function, const void *data)
{
	(void)ctx;
	log_function = function;
	log_data = (void *)(uintptr_t)data;
}

void kmod_set_log_priority(struct kmod_ctx *ctx, int priority)
{
	(void)ctx;
	(void)priority;
}

int kmod_module_new_from_name(struct kmod_ctx *ctx, const char *name, struct kmod_module **mod)
{
	(void)ctx;
	(void)name;
	if (kmod.by_name_fails)
		return -ENOMEM;
	kmod.modules++;
	*mod = (struct kmod_module *)&module_marker;
	return 0;
}

int kmod_module_get_initstate(const struct kmod_module *mod)
{
	(void)mod;
	return kmod.state;
}

struct kmod_module *kmod_module_unref(struct kmod_module *mod)
{
	kmod.modules -= mod != NULL;
	return NULL;
}

int kmod_module_new_from_lookup(struct kmod_ctx *ctx, const char *alias, struct kmod_list **list)
{
	(void)ctx;
	(void)alias;
	if (kmod.format)
		log_as_libkmod(kmod.format, "x");
	if (!kmod.lookup && kmod.entries) {
		kmod.lists++;
		*list = (struct kmod_list *)&kmod.entries;
	}
	return kmod.lookup;
}

int kmod_module_unref_list(struct kmod_list *list)
{
	kmod.lists -= list != NULL;
	return 0;
}

struct kmod_list *kmod_list_next(const struct kmod_list *list, const struct kmod_list *curr)
{
	(void)list;
	(void)curr;
	return kmod.inserted < kmod.entries ? (struct kmod_list *)&kmod.entries : NULL;
}

struct kmod_module *kmod_module_get_module(const struct kmod_list *entry)
{
	(void)entry;
	kmod.modules++;
	return (struct kmod_module *)&module_marker;
}

int kmod_module_probe_insert_module(
	struct kmod_module *mod, unsigned int flags, const char *extra_options,
	int (*run_install)(struct kmod_module *m, const char *cmdline, void *data),
	const void *data,
	void (*print_action)(struct kmod_module *m, bool install, const char *options))
{
	(void)extra_options;
	(void)print_action;
	kmod.flags = flags;
	if (kmod.with_install) {
		int r = run_install(mod, "/bin/evil", (void *)(uintptr_t)data);

		kmod.inserted++;
		return r;
	}
	return kmod.insert[kmod.inserted++];
}

int kmod_module_insert_module(struct kmod_module *mod, unsigned int flags, const char *options)
{
	(void)mod;
	(void)flags;
	assert_string_equal(options, "a=b");
	kmod.by_hand++;
	return 0;
}

const char *kmod_module_get_options(const struct kmod_module *mod)
{
	(void)mod;
	return "a=b";
}

const char *kmod_module_get_name(const struct kmod_module *mod)
{
	(void)mod;
	return "vfio";
}

int access(const char *path, int mode)
{
	(void)mode;
	return kmod.no_modprobe || strcmp(path, "/usr/sbin/modprobe") ? -1 : 0;
}

/* In the child. */
int execve(const char *path, char *const argv[], char *const envp[])
{
	bool good = !strcmp(path, "/usr/sbin/modprobe") && !strcmp(argv[1], "--") &&
		    !strcmp(argv[2], "vfio-pci") && !argv[3] &&
		    !strcmp(envp[1], "MODPROBE_OPTIONS=--ignore-install --syslog");

	_exit(good ? kmod.modprobe : 99);
}

static void log_word(void *data, int priority, const char *text)
{
	assert_ptr_equal(data, &words);
	if (priority < words.worst)
		words.worst = priority;
	assert_null(strchr(text, '\n'));
	(void)snprintf(words.text + strlen(words.text), sizeof(words.text) - strlen(words.text),
		       "%s|", text);
}

static int load(const char *name)
{
	int r;

	memset(&words, 0, sizeof(words));
	words.worst = LOG_DEBUG;
	r = module_load(name, log_word, &words);
	assert_int_equal(kmod.contexts, 0);
	assert_int_equal(kmod.modules, 0);
	assert_int_equal(kmod.lists, 0);
	return r;
}

static int setup(void **state)
{
	(void)state;
	memset(&kmod, 0, sizeof(kmod));
	kmod.state = -ENOENT;
	kmod.entries = 1;
	kmod.no_modprobe = true;
	return 0;
}

static void a_name_that_is_none_is_refused_before_anything(void **state)
{
	static const char *const names[] = {
		"",    "-x",     "a/b",  "../a",
		"a b", "pci:v*", "a.ko", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(names); i++) {
		assert_int_equal(load(names[i]), -EINVAL);
		assert_int_equal(words.worst, LOG_ERR);
	}
	assert_int_equal(kmod.inserted, 0);
}

static void what_is_in_the_kernel_is_not_loaded_again(void **state)
{
	(void)state;
	kmod.state = KMOD_MODULE_LIVE;
	assert_int_equal(load("vfio-pci"), 0);
	kmod.state = KMOD_MODULE_BUILTIN;
	assert_int_equal(load("vfio-pci"), 0);
	assert_int_equal(kmod.inserted, 0);
}

static void a_module_is_inserted_with_what_it_needs(void **state)
{
	(void)state;
	kmod.state = KMOD_MODULE_COMING;
	kmod.entries = 2;
	assert_int_equal(load("vfio-pci"), 0);
	assert_int_equal(kmod.inserted, 2);
	assert_int_equal(kmod.flags, KMOD_PROBE_IGNORE_COMMAND);
}

static void one_that_came_meanwhile_is_success(void **state)
{
	(void)state;
	kmod.insert[0] = -EEXIST;
	kmod.by_name_fails = true;
	assert_int_equal(load("vfio-pci"), 0);
}

static void an_install_command_is_not_run(void **state)
{
	(void)state;
	kmod.with_install = true;
	assert_int_equal(load("vfio-pci"), 0);
	assert_int_equal(kmod.by_hand, 1);
	assert_non_null(strstr(words.text, "not running its install command: /bin/evil"));
}

static void each_failure_has_its_errno_and_a_word(void **state)
{
	(void)state;
	kmod.no_context = true;
	assert_int_equal(load("vfio-pci"), -ENOMEM);
	kmod.no_context = false;
	kmod.lookup = -ENOSYS;
	assert_int_equal(load("vfio-pci"), -ENOENT);
	kmod.lookup = -EIO;
	assert_int_equal(load("vfio-pci"), -EIO);
	kmod.lookup = 0;
	kmod.entries = 0;
	assert_int_equal(load("vfio-pci"), -ENOENT);
	kmod.entries = 1;
	kmod.insert[0] = -EKEYREJECTED;
	assert_int_equal(load("vfio-pci"), -EKEYREJECTED);
	assert_int_equal(words.worst, LOG_ERR);
	assert_non_null(strstr(words.text, "vfio-pci: cannot be loaded"));
	kmod.inserted = 0;
	kmod.insert[0] = 1;
	assert_int_equal(load("vfio-pci"), -EPERM);
}

static void modprobe_is_tried_once_when_libkmod_fails(void **state)
{
	(void)state;
	kmod.no_modprobe = false;
	kmod.lookup = -EIO;
	assert_int_equal(load("vfio-pci"), 0);
	assert_int_equal(words.worst, LOG_WARNING);
	assert_non_null(strstr(words.text, "now trying /usr/sbin/modprobe"));
	kmod.modprobe = 1;
	assert_int_equal(load("vfio-pci"), -EIO);
	assert_int_equal(words.worst, LOG_ERR);
	assert_non_null(strstr(words.text, "cannot load it either"));
}

static void the_words_of_libkmod_are_passed_on(void **state)
{
	char format[400];

	(void)state;
	kmod.lookup = -EIO;
	kmod.format = "%s failed: %m (100%%)\n";
	(void)load("vfio-pci");
	assert_non_null(strstr(words.text, "x failed: device or resource busy (EBUSY) (100%)|"));
	memset(format, 'y', sizeof(format) - 1);
	format[sizeof(format) - 1] = '\0';
	kmod.format = format;
	(void)load("vfio-pci");
	assert_non_null(strstr(words.text, "message too long [cut]"));
	kmod.format = "%600s";
	(void)load("vfio-pci");
	assert_non_null(strstr(words.text, "[cut]|"));
}

static int load_alias(const char *modalias)
{
	int r;

	memset(&words, 0, sizeof(words));
	words.worst = LOG_DEBUG;
	kmod.inserted = 0;
	r = module_load_alias(modalias, log_word, &words);
	assert_int_equal(kmod.contexts, 0);
	assert_int_equal(kmod.modules, 0);
	assert_int_equal(kmod.lists, 0);
	return r;
}

static void an_alias_loads_what_udev_would_load(void **state)
{
	(void)state;
	assert_int_equal(load_alias("pci:v000010DEd00002191"), 0);
	assert_int_equal(kmod.flags, KMOD_PROBE_APPLY_BLACKLIST);
	/* of several modules one is enough */
	kmod.entries = 2;
	kmod.insert[0] = -EIO;
	assert_int_equal(load_alias("pci:v000010DEd00002191"), 0);
	kmod.insert[1] = -EPERM;
	assert_true(load_alias("pci:v000010DEd00002191") < 0);
}

static void an_alias_without_a_module_that_may_be_loaded_is_none(void **state)
{
	(void)state;
	kmod.insert[0] = KMOD_PROBE_APPLY_BLACKLIST;
	assert_int_equal(load_alias("pci:v000010DEd00002191"), -ENOENT);
	kmod.with_install = true;
	assert_int_equal(load_alias("pci:v000010DEd00002191"), -ENOENT);
	assert_non_null(strstr(words.text, "/bin/evil"));
	assert_int_equal(kmod.by_hand, 0);
	kmod.with_install = false;
	kmod.entries = 0;
	assert_int_equal(load_alias("pci:v000010DEd00002191"), -ENOENT);
	kmod.lookup = -EIO;
	assert_int_equal(load_alias("pci:v000010DEd00002191"), -ENOENT);
	kmod.no_context = true;
	assert_int_equal(load_alias("pci:v000010DEd00002191"), -ENOMEM);
}

static void what_is_no_alias_is_refused(void **state)
{
	static const char *const names[] = { "", "vfio-pci", "pci", "pci:v*", "pci:/x", "pci: x" };
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(names); i++)
		assert_int_equal(load_alias(names[i]), -EINVAL);
}

#define TEST(name) cmocka_unit_test_setup(name, setup)

UNIT_MAIN(TEST(a_name_that_is_none_is_refused_before_anything),
	  TEST(what_is_in_the_kernel_is_not_loaded_again),
	  TEST(a_module_is_inserted_with_what_it_needs), TEST(one_that_came_meanwhile_is_success),
	  TEST(an_install_command_is_not_run), TEST(each_failure_has_its_errno_and_a_word),
	  TEST(modprobe_is_tried_once_when_libkmod_fails), TEST(the_words_of_libkmod_are_passed_on),
	  TEST(an_alias_loads_what_udev_would_load),
	  TEST(an_alias_without_a_module_that_may_be_loaded_is_none),
	  TEST(what_is_no_alias_is_refused))

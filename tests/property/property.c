// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Builds images of random machines on the kernel in memory, boots them on machines whose cards have
 * moved, and asks the oracle about every function.
 *   property SEED COUNT         so many stories of this seed
 *   property SEED NUMBER show   one of them, with its machines and rules
 */
#include <errno.h>
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "core/report.h"
#include "fake/machine.h"
#include "host/image/config_text.h"
#include "host/machine/memory.h"
#include "host/machine/serials.h"
#include "host/needs/storage.h"
#include "kernel/inputs.h"
#include "kernel/pci_scan.h"
#include "property/oracle.h"

#define CONFIG "etc/vfio-prebind.conf"
#define MEMORY REPORT_DIRECTORY "/" MEMORY_NAME
#define DRIVER "vfio-pci"
#define SHOWN_FAILURES 3

/* main() of src/boot/main.c, renamed by the build */
int boot_main(int argc, char **argv);

static struct fake fake;

/* The stories so far. */
struct run {
	uint64_t seed;
	bool is_shown; /* also when all is right */
	unsigned long count, failures, boots, bound;
	unsigned long traits[TRAITS], stacks[STACKS];
};

static const struct {
	const char *name;
	unsigned int percent; /* of the stories, at least */
} shares[TRAITS] = {
	[TRAIT_TWINS] = { "identical cards", 30 },
	[TRAIT_CONSTANT] = { "a constant for a number", 5 },
	[TRAIT_FIRST_ONLY] = { "a number in function 0 only", 5 },
	[TRAIT_UNREADABLE] = { "a configuration space that cannot be read", 5 },
	[TRAIT_PROTECTED_IDS] = { "a rule with the IDs of a protected disk", 5 },
	[TRAIT_EXCLUSION] = { "an exclusion", 5 },
	[TRAIT_GROUP] = { "group=yes", 5 },
	[TRAIT_REBUILT] = { "replaced, rebuilt, booted", 5 },
	[TRAIT_MEMORY] = { "replaced, rebuilt with a memory, booted", 5 },
};

/* --- the machine ---------------------------------------------------------------------------- */

static int load(const struct scene *scene, const struct state *state, bool is_running,
		const struct text *config)
{
	struct text machine = { 0 };
	int r;

	scene_write(scene, state, is_running, &machine);
	fake_start(&fake);
	fake_now = &fake;
	r = text_error(&machine);
	if (!r)
		r = machine_parse(&fake, "", "machine", machine.data, machine.length);
	if (!r && tree_add_file(&fake.tree, CONFIG, text_string(config), config->length) < 0)
		r = -ENOSPC;
	text_free(&machine);
	return r;
}

/* As machine_read_devices() and machine_write_image() of the host command. */
static int write_image(struct fs *fs, struct text *out)
{
	struct config config = { 0 }, memory = { 0 };
	struct diagnostics bad = { 0 }, told = { 0 };
	struct pci_devices devices = { 0 };
	struct protection protection = { 0 };
	int r = inputs_read_config(fs, CONFIG_HOST, &config, &bad);

	if (!r)
		r = memory_read(fs, &config, &memory, &told);
	if (!r)
		r = pci_scan(fs, &devices, &told);
	if (!r)
		r = pci_read_all(fs, &devices, &told);
	if (!r)
		r = storage_find(fs, &protection, &told);
	if (!r)
		serials_read_for_image(fs, &config, &memory, &protection, &devices);
	if (!r)
		r = image_write(&config, &bad, &devices, &protection, &memory, out, &told);
	if (!r && bad.count)
		r = -EINVAL;
	config_free(&config);
	config_free(&memory);
	diagnostics_free(&bad);
	diagnostics_free(&told);
	pci_devices_free(&devices);
	protection_free(&protection);
	return r;
}

/* booted is what the boot stage has left, NULL: nothing. */
static int build(const struct scene *scene, const struct state *state, const struct text *booted,
		 struct text *out)
{
	struct text rules = { 0 };
	struct fs *fs = NULL;
	int r;

	scene_write_rules(scene, &rules);
	r = load(scene, state, true, &rules);
	if (!r && booted &&
	    tree_add_file(&fake.tree, MEMORY, text_string(booted), booted->length) < 0)
		r = -ENOSPC;
	if (!r)
		r = fs_open("/", &fs);
	if (!r)
		r = write_image(fs, out);
	fs_close(fs);
	text_free(&rules);
	return r;
}

static int boot(const struct scene *scene, const struct state *state, const struct text *image)
{
	char name[] = "vfio-prebind-boot";
	char *arguments[] = { name, NULL };
	int r = load(scene, state, false, image);

	if (r)
		return r;
	fake.log_what = FAKE_LOG_WRITES;
	optind = 0;
	(void)boot_main(1, arguments);
	return 0;
}

static bool is_bound(const struct scene *scene, const struct state *state, int card,
		     unsigned int function)
{
	char address[ADDRESS_SIZE];
	const struct fake_device *device;

	scene_address(scene, state, card, function, address);
	device = fake_find_device(&fake, address);
	return device->driver != NO_DRIVER && !strcmp(fake.drivers[device->driver].name, DRIVER);
}

/* --- a story ------------------------------------------------------------------------------- */

/* An image that is built in one state and booted in the next. */
struct step {
	struct scene *scene;
	const struct state *built, *booted;
	const struct step *before; /* whose image is known to this one's builder, or NULL */
	struct text text;
	struct image image;
};

static void print(const char *head, const struct text *text)
{
	printf("--- %s\n", head);
	fwrite(text_string(text), 1, text->length, stdout);
}

/* As the files of a case. */
static void show(const struct step *step)
{
	struct text machine = { 0 }, boot_machine = { 0 }, rules = { 0 };

	scene_write(step->scene, step->built, true, &machine);
	scene_write(step->scene, step->booted, false, &boot_machine);
	scene_write_rules(step->scene, &rules);
	print("machine", &machine);
	print("machine.boot", &boot_machine);
	print("etc/vfio-prebind.conf", &rules);
	print("image", &step->text);
	puts("--- kernel log");
	fwrite(fake.kmsg.data, 1, fake.kmsg.used, stdout);
	text_free(&machine);
	text_free(&boot_machine);
	text_free(&rules);
}

static bool judge_function(const struct step *step, int card, unsigned int function,
			   struct run *run)
{
	bool bound = is_bound(step->scene, step->booted, card, function);
	const char *wrong =
		oracle_judge(step->scene, &step->image, step->booted, card, function, bound);
	char address[ADDRESS_SIZE];

	run->bound += bound;
	if (!wrong)
		return true;
	scene_address(step->scene, step->booted, card, function, address);
	printf("story %lu: %s %s\n", run->count, address, wrong);
	return false;
}

/* Asks about every function. */
static bool judge(const struct step *step, struct run *run)
{
	unsigned int function;
	bool good = true;
	int card;

	for (card = 0; card < (int)step->scene->card_count; card++) {
		if (step->booted->slot_of[card] == NOWHERE)
			continue;
		for (function = 0; function < step->scene->cards[card].model->count; function++)
			good = judge_function(step, card, function, run) && good;
	}
	return good;
}

static bool play_step(struct step *step, struct run *run)
{
	const struct step *before = step->before;
	int r = build(step->scene, step->built, before ? &before->text : NULL, &step->text);
	bool good = false;

	if (!r)
		r = boot(step->scene, step->booted, &step->text);
	oracle_image(step->scene, step->built, before ? &before->image : NULL, &step->image);
	if (r)
		printf("story %lu: %s\n", run->count, strerror(-r));
	else
		good = judge(step, run);
	run->boots++;
	if (run->is_shown || (!good && run->failures < SHOWN_FAILURES))
		show(step);
	return good;
}

static bool play_steps(struct scene *scene, struct run *run)
{
	struct step steps[STATES_MAX - 1] = { 0 };
	bool good = true;
	size_t i;

	for (i = 0; i + 1 < scene->state_count; i++) {
		steps[i].scene = scene;
		steps[i].built = &scene->states[i];
		steps[i].booted = &scene->states[i + 1];
		steps[i].before = i && scene->has_memory ? &steps[i - 1] : NULL;
		good = play_step(&steps[i], run) && good;
	}
	oracle_mark_traits(scene, &steps[0].image);
	for (i = 0; i < ARRAY_SIZE(steps); i++)
		text_free(&steps[i].text);
	return good;
}

static void play(struct run *run)
{
	struct scene scene;
	size_t i;

	scene_make(&scene, run->seed, run->count);
	if (!play_steps(&scene, run)) {
		run->failures++;
		printf("again: property %llu %lu show\n", (unsigned long long)run->seed,
		       run->count);
	}
	run->count++;
	run->stacks[scene.stack]++;
	for (i = 0; i < TRAITS; i++)
		run->traits[i] += scene.traits[i];
	scene_free(&scene);
}

/* --- the run -------------------------------------------------------------------------------- */

static unsigned int result(bool good, const char *what, unsigned long count, unsigned long of)
{
	printf("%sok - %s: %lu of %lu\n", good ? "" : "not ", what, count, of);
	return good;
}

static int report(const struct run *run)
{
	unsigned int passed, i;

	passed = result(!run->failures, "as it must be", run->count - run->failures, run->count);
	for (i = 0; i < TRAITS; i++)
		passed += result(run->traits[i] * 100 >= shares[i].percent * run->count,
				 shares[i].name, run->traits[i], run->count);
	for (i = 0; i < STACKS; i++)
		passed += result(run->stacks[i], stack_name(i), run->stacks[i], run->count);
	printf("# %lu boots, %lu functions bound\n", run->boots, run->bound);
	printf("%u passed, %u failed\n", passed, 1 + TRAITS + STACKS - passed);
	return passed != 1 + TRAITS + STACKS;
}

int main(int argc, char **argv)
{
	struct run run = { 0 };
	unsigned long number;
	int r;

	if (argc < 3) {
		fputs("Usage: property SEED COUNT, or property SEED NUMBER show\n", stderr);
		return 2;
	}
	(void)signal(SIGALRM, SIG_IGN); /* the boot program's limit is for one boot */
	run.seed = strtoull(argv[1], NULL, 10);
	number = strtoul(argv[2], NULL, 10);
	printf("# seed %llu\n", (unsigned long long)run.seed);
	run.is_shown = argc > 3;
	if (run.is_shown) {
		run.count = number;
		play(&run);
		r = run.failures != 0;
	} else {
		while (run.count < number)
			play(&run);
		r = report(&run);
	}
	fake_free(&fake);
	return r;
}

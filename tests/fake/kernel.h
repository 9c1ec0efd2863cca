/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A kernel in memory: the tree that src/kernel sees, and what the PCI bus does when something is
 * written into it or a module is loaded. fake/fs.c, fake/modules.c, fake/supervise.c and fake/log.c
 * replace the files of the same name in src/kernel.
 *
 * It is as unkind as the real one to whoever touches a function whose probe or removal does not
 * end: its lock stays taken, also when the process is killed, and the load of a module that is at
 * such a probe waits for ever, as does everyone who loads it again. More unkind: drivers_probe
 * always waits for the lock.
 *
 * All state is in one struct, which is copied with a few memcpy(): one machine is loaded, and each
 * of many thousand runs starts from a copy.
 */
#ifndef VFIO_PREBIND_TESTS_KERNEL_H
#define VFIO_PREBIND_TESTS_KERNEL_H

#include <setjmp.h>
#include <stdbool.h>

#include "core/pci.h"
#include "fake/fault.h"
#include "fake/tree.h"

#define FAKE_DEVICES_MAX 640
#define FAKE_DRIVERS_MAX 64
#define FAKE_SHARED_MAX 8
#define FAKE_OVERRIDE_SIZE 128
#define FAKE_PATH_SIZE 512
#define NO_DRIVER (-1)

enum driver_state {
	DRIVER_ABSENT,  /* there is no such module */
	DRIVER_MODULE,  /* there is a module, not loaded */
	DRIVER_LOADED,  /* a loaded module */
	DRIVER_BUILTIN, /* part of the kernel */
};

struct fake_driver {
	char name[PCI_DRIVER_SIZE];
	enum driver_state state;
	bool loading; /* whoever loads it again waits for the first */
};

struct fake_device {
	char name[PCI_ADDRESS_SIZE];
	char path[FAKE_PATH_SIZE]; /* below sys/devices */
	char override[FAKE_OVERRIDE_SIZE];
	int driver;      /* index; NO_DRIVER */
	int host;        /* the driver that would take it; NO_DRIVER */
	int group;       /* -1 without one */
	size_t physical; /* of a virtual function: the index of its physical one, plus 1 */
	unsigned int total_vfs, vfs; /* of a physical function */
	bool no_autoprobe;
	bool gone;
	bool locked;    /* something that does not end holds its device_lock */
	bool attaching; /* just plugged in: its host driver is about to bind to it */
};

/* What fake.log gets. */
enum fake_log {
	FAKE_LOG_NONE,
	FAKE_LOG_WRITES, /* writes, module loads, replaced files and the code's own log lines */
	FAKE_LOG_ALL,    /* every operation */
};

struct fake {
	struct tree tree;
	struct fake_device devices[FAKE_DEVICES_MAX];
	size_t device_count;
	struct fake_driver drivers[FAKE_DRIVERS_MAX];
	size_t driver_count;
	struct arena virtuals; /* lines: functions that appear when their physical one has them */

	struct fault_plan faults;
	unsigned long operations; /* so far */
	unsigned long killed_at;  /* the operation before which the whole program ends; 0: never */
	jmp_buf killed;           /* not copied: where it ends */
	uint64_t clock_us;
	uint64_t alarm_us; /* when it goes off, on that clock; 0: it is off */
	bool is_running;   /* it has left the initramfs: the root is on a disk */
	enum fake_log log_what;
	struct arena log;       /* lines: what was done and what came of it */
	struct arena kmsg;      /* lines: what the code said through log_line() */
	size_t kmsg_at_replace; /* so much of it before a file was replaced */

	/* not copied */
	void *shared[FAKE_SHARED_MAX]; /* what supervise_memory() gave; freed with the machine */
	size_t shared_count;
	jmp_buf cut;     /* where a hanging or crashing operation returns to */
	bool supervised; /* this process is the work's */
	bool was_cut; /* memory of the code under test is lost then, as it is with a killed child */
};

/* The machine that fs_open() and module_load() act on. */
extern struct fake *fake_now;

/* An empty machine. What was in it is freed. The first time, *fake must be zeroed. */
void fake_start(struct fake *fake);
void fake_copy(struct fake *to, const struct fake *from);
void fake_free(struct fake *fake);

/* The index of a driver, added as state when nobody spoke of it before; -1 when there are too many.
 */
int fake_add_driver(struct fake *fake, const char *name, enum driver_state state);

/* Adds a function whose directory is in the tree already; gives it its driver. 0 or -ENOSPC. */
int fake_add_device(struct fake *fake, const struct fake_device *device);

struct fake_device *fake_find_device(struct fake *fake, const char *name);
int fake_find_driver(const struct fake *fake, const char *name);

/* Whether the kernel knows the driver now. */
bool fake_has_driver(const struct fake *fake, int driver);

/* Puts the driver's directory into the tree, without looking for functions that it could take. */
void fake_show_driver(struct fake *fake, int driver);

/* Gives the function to the driver and takes it away, without asking anyone. */
void fake_bind(struct fake *fake, struct fake_device *device, int driver);
void fake_unbind(struct fake *fake, struct fake_device *device);

/* The driver registers and takes all functions that match. 0, or -ENOENT. */
int fake_load(struct fake *fake, const char *name);

/* Takes the function's lock for a moment. Hangs when something else holds it. */
void fake_lock(struct fake *fake, const struct fake_device *device);

/*
 * The process is at something that does not end (ETIMEDOUT), or dies in the kernel (ECANCELED).
 * Does not return. Belongs to whatever takes the place of src/kernel/supervise.c.
 */
_Noreturn void fake_cut(struct fake *fake, int error);

/* A file of the function, which answers writes to it if it is not ATTRIBUTE_PLAIN. */
void fake_add_attribute(struct fake *fake, const struct fake_device *device, const char *name,
			const char *value, enum node_attribute attribute);

/* Each driver that is there tries the function, if it has none and drivers may bind to it. */
void fake_probe(struct fake *fake, struct fake_device *device);

/* What the kernel does with a write to a file of this attribute. 0 or negative errno. */
int fake_store(struct fake *fake, uint32_t file, const char *text, size_t length);

/* Unplugs the function. */
void fake_vanish(struct fake *fake, const char *name);

/* The same, and one like it is plugged in: it has no override, and its host driver if loaded. */
void fake_replug(struct fake *fake, const char *name);

/* The same, but of another kind, 8086:15f3, with igc for its host driver, which is loaded. */
void fake_exchange(struct fake *fake, const char *name);

#endif

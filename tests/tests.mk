# SPDX-License-Identifier: GPL-2.0-or-later
#
# The tests that need no virtual machine; included by the Makefile. Each target ends in a line
# "N passed, N failed":
#   check-unit  unit tests, with gcc and clang, ASan and UBSan
#   check-edit  the configuration file under add and remove: at once, killed, mode and owner
#   check-commands tests/commands, what the host command says; COMMANDS=: only these
#   check-images initramfs images of every compression, whole and broken, as apply sees them
#   check-killed iommu --enable and --disable killed at every step
#   check-loaders apply and iommu with programs that act like those of each boot loader
#   check-apply apply with programs that act like the generators: what they get, killed, synced
#   check-security what the host command keeps of its privileges, and links in its way
#   check-hostile captured machines that somebody has made to do harm
#   check-bench system calls and instructions of the boot program on captured machines
#   check-drift manual pages and completions against --help and the tables in the sources
#   check-faults tests/cases, with each operation and each allocation failing in turn
#   check-next-boot what plan says of each machine against what the next boot does there; MACHINES=
#   check-property random machines whose cards move between image and boot; PROPERTY_SEED=, PROPERTY_COUNT=
#   check-advice what the messages advise, done on copies of the machines; SCENES='machines/twins'
#   check-pages doc/guides, done on captured machines; PAGES=: only these
#   check-hang  the boot program and its supervisor while functions and modules hang
#   check-cases tests/cases, with the klibc and the glibc program; CASES=: only these
#   fuzz        each target for TIME seconds or RUNS executions; fuzz-smoke: for a few thousand
#   coverage    lines of src/core and src/kernel that unit tests and cases reach
# All is built below $(BUILD)/test, one directory for each variant of compiler and flags.

TEST_GCC ?= gcc
TEST_CLANG ?= clang
TIME ?= 60
UNIT_VARIANTS ?= gcc clang

# What "make check" runs, the longest first; "make test" runs check-advice, too.
quick_checks := check-hang check-hostile check-next-boot check-cases check-commands check-unit fuzz-smoke check-lint check-faults check-property \
	check-bench check-killed check-images check-security check-edit check-apply check-loaders check-drift check-pages

# They make and remove thousands of small files: in memory, where that has room and runs programs.
test_tmpdir = $(shell [ -w /dev/shm ] && ! grep -q ' /dev/shm .*noexec' /proc/mounts && \
	[ "$$(df -k --output=avail /dev/shm | tail -n 1)" -gt 1048576 ] && echo /dev/shm || echo /tmp)
$(quick_checks) check-advice: export TMPDIR ?= $(test_tmpdir)

test_packages := $(HOST_PACKAGES) cmocka
test_cflags = $(eval test_cflags := $(call pkg_config,--cflags,$(test_packages)))$(test_cflags)
test_libs = $(eval test_libs := $(call pkg_config,--libs,$(test_packages)))$(test_libs)
TEST_SANITIZE := -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
TEST_DEFINES = $(DEFINES) -Itests

test_fake := $(wildcard tests/fake/*.c)
test_faults := $(wildcard tests/faults/*.c)
test_property := $(wildcard tests/property/*.c)
test_units := $(patsubst tests/unit/%.c,%,$(wildcard tests/unit/*_test.c))
test_fuzzers := $(patsubst tests/fuzz/%.c,%,$(wildcard tests/fuzz/fuzz_*.c))
# what the machine in memory takes the place of
test_replaced := src/kernel/clock.c src/kernel/fs.c src/kernel/modules.c src/kernel/log.c src/kernel/supervise.c
# of the host command: what the tests look at by itself
test_host := src/host/image/config_text.c src/host/image/card_news.c src/host/image/config_lines.c src/host/image/recall.c src/host/image/asking.c src/host/image/pin.c src/host/image/protection.c \
	$(wildcard src/host/guests/*.c src/host/needs/*.c) src/host/base/lock.c src/host/base/atomic_file.c src/host/base/sysroot.c \
	src/host/base/nearest.c src/host/base/version.c src/host/show/short_name.c \
	$(addprefix src/host/entries/,entry.c type1.c grub.c grub_entry.c grub_menu.c grub_script.c pe.c) \
	src/host/rescue/rescue_file.c src/host/config/edit_lines.c
test_shared := $(core) $(filter-out $(test_replaced),$(kernel)) $(test_host)
# the units that are about the real ones
test_real_units := fs_test supervise_test log_test modules_test lock_test sysroot_test late_lock_test

comma := ,
test_wrap := $(patsubst %,-Wl$(comma)--wrap=%,malloc calloc realloc strdup strndup free)

# $(call test_variant,NAME,COMPILER,FLAGS): objects and programs of one variant
define test_variant
$(1) := $(BUILD)/test/$(1)
$(1)_shared := $(test_shared:src/%.c=$(BUILD)/test/$(1)/src/%.o)
$(1)_fake := $(test_fake:tests/%.c=$(BUILD)/test/$(1)/tests/%.o)
$(1)_units := $(test_units:%=$(BUILD)/test/$(1)/unit/%)
$(1)_programs := $(addprefix $(BUILD)/test/$(1)/,expand boot hang faults property rebind vfio-prebind-boot \
	vfio-prebind)

$(BUILD)/test/$(1)/src/%.o: src/%.c Makefile tests/tests.mk
	@mkdir -p $$(@D)
	$$(call say,$(1),$$<)
	$$(Q)$(2) $$(WARNINGS) $(3) $$(TEST_DEFINES) $$(test_cflags) -MMD -MP -c -o $$@ $$<

$(BUILD)/test/$(1)/tests/%.o: tests/%.c Makefile tests/tests.mk
	@mkdir -p $$(@D)
	$$(call say,$(1),$$<)
	$$(Q)$(2) $$(WARNINGS) $(3) $$(TEST_DEFINES) $$(test_cflags) -MMD -MP -c -o $$@ $$<

$(BUILD)/test/$(1)/boot_main.o: src/boot/main.c Makefile tests/tests.mk
	@mkdir -p $$(@D)
	$$(Q)$(2) $$(WARNINGS) -Wno-missing-prototypes -Dmain=boot_main $(3) $$(TEST_DEFINES) \
		-MMD -MP -c -o $$@ $$<

$(BUILD)/test/$(1)/late_main.o: src/late/main.c Makefile tests/tests.mk
	@mkdir -p $$(@D)
	$$(Q)$(2) $$(WARNINGS) -Wno-missing-prototypes -Dmain=late_main $(3) $$(TEST_DEFINES) \
		$$(test_cflags) -MMD -MP -c -o $$@ $$<

$(BUILD)/test/$(1)/host_main.o: src/cli/main.c Makefile tests/tests.mk
	@mkdir -p $$(@D)
	$$(Q)$(2) $$(WARNINGS) -Wno-missing-prototypes -Dmain=host_main $(3) $$(TEST_DEFINES) \
		$$(test_cflags) -MMD -MP -c -o $$@ $$<

$(BUILD)/test/$(1)/expand: $(BUILD)/test/$(1)/tests/expand.o
$(BUILD)/test/$(1)/boot: $(BUILD)/test/$(1)/tests/boot.o $(BUILD)/test/$(1)/boot_main.o \
	$(BUILD)/test/$(1)/src/boot/announce.o
# real processes on the machine in memory
$(BUILD)/test/$(1)/hang: $(addprefix $(BUILD)/test/$(1)/,tests/hang/hang.o tests/hang/process.o boot_main.o src/boot/announce.o \
	src/kernel/supervise.o src/host/machine/boot_report.o) $$($(1)_shared) \
	$$(filter-out %/fake/supervise.o,$$($(1)_fake))
$(BUILD)/test/$(1)/hang: private link_flags = -Wl$(comma)--wrap=supervise
$(BUILD)/test/$(1)/faults: $(test_faults:tests/%.c=$(BUILD)/test/$(1)/tests/%.o) \
	$(addprefix $(BUILD)/test/$(1)/,boot_main.o src/boot/announce.o src/host/machine/boot_report.o)
$(BUILD)/test/$(1)/faults: private link_flags = $(test_wrap)
$(BUILD)/test/$(1)/property: $(test_property:tests/%.c=$(BUILD)/test/$(1)/tests/%.o) \
	$(addprefix $(BUILD)/test/$(1)/,boot_main.o src/boot/announce.o src/host/machine/memory.o src/host/machine/boot_report.o src/host/machine/serials.o)
$(BUILD)/test/$(1)/rebind: $(addprefix $(BUILD)/test/$(1)/,tests/rebind.o host_main.o) \
	$(patsubst src/%.c,$(BUILD)/test/$(1)/src/%.o,$(filter-out src/cli/main.c,$(host)))
$(BUILD)/test/$(1)/rebind: private link_flags = -Wl,--wrap=geteuid,--wrap=config_files_read,--wrap=pci_alloc
$(addprefix $(BUILD)/test/$(1)/,expand boot faults property rebind): $$($(1)_shared) $$($(1)_fake)

# the real programs with this variant's C library and flags
$(BUILD)/test/$(1)/vfio-prebind-boot: $(boot_sources:src/%.c=$(BUILD)/test/$(1)/src/%.o)
$(BUILD)/test/$(1)/vfio-prebind: $(host_sources:src/%.c=$(BUILD)/test/$(1)/src/%.o)

$$($(1)_units): $(BUILD)/test/$(1)/unit/%: $(BUILD)/test/$(1)/tests/unit/%.o $$($(1)_shared)
$(addprefix $(BUILD)/test/$(1)/unit/,$(filter-out $(test_real_units),$(test_units))): \
	$(BUILD)/test/$(1)/tests/unit/unit.o $$($(1)_fake)
$(addprefix $(BUILD)/test/$(1)/unit/,$(filter $(test_real_units),$(test_units))): \
	$(test_replaced:src/%.c=$(BUILD)/test/$(1)/src/%.o)

# of the late program all but main() and the lock, which have one of their own here
$(addprefix $(BUILD)/test/$(1)/unit/,late_test late_unplug_test late_reads_test late_faults_test make_test): $(BUILD)/test/$(1)/late_main.o \
	$(patsubst src/%.c,$(BUILD)/test/$(1)/src/%.o,$(filter-out src/late/main.c src/late/lock.c src/late/modules.c,$(late)) \
	src/host/machine/boot_report.c src/host/sriov/sriov.c)
$(BUILD)/test/$(1)/unit/late_lock_test: $(BUILD)/test/$(1)/src/late/lock.o

$$($(1)_programs) $$($(1)_units):
	@mkdir -p $$(@D)
	$$(call say,$(1),$$@)
	$$(Q)$(2) $(3) $$(link_flags) -o $$@ $$(filter %.o,$$^) $$(test_libs)

-include $$(wildcard $(BUILD)/test/$(1)/*.d $(BUILD)/test/$(1)/*/*.d \
	$(BUILD)/test/$(1)/*/*/*.d $(BUILD)/test/$(1)/*/*/*/*.d $(BUILD)/test/$(1)/*/*/*/*/*.d)
endef

$(eval $(call test_variant,gcc,$(TEST_GCC),-O1 -g $(TEST_SANITIZE)))
$(eval $(call test_variant,clang,$(TEST_CLANG),-O1 -g $(TEST_SANITIZE)))
$(eval $(call test_variant,coverage,$(TEST_GCC),-O0 -g --coverage))

.PHONY: check-unit check-cases
check-unit: $(foreach variant,$(UNIT_VARIANTS),$($(variant)_units))
	@tests/run-unit $^

check-cases: $(BUILD)/vfio-prebind-boot $(gcc_programs)
	@BUILD=$(BUILD) tests/run-cases $(CASES)

.PHONY: check-next-boot
check-next-boot: $(BUILD)/vfio-prebind $(gcc)/expand $(gcc)/boot
	@BUILD=$(BUILD) tests/next-boot $(MACHINES)

.PHONY: check-advice
check-advice: $(BUILD)/vfio-prebind $(gcc)/expand $(gcc)/boot
	@BUILD=$(BUILD) tests/advice $(SCENES)

.PHONY: check-pages
check-pages: $(BUILD)/vfio-prebind $(gcc)/expand $(gcc)/boot $(gcc)/rebind
	@BUILD=$(BUILD) tests/pages $(PAGES)

.PHONY: check-hang
check-hang: $(gcc)/hang
	@$<

# Other stories with another seed; a failure prints how to see its story again.
PROPERTY_SEED ?= 20261127
PROPERTY_COUNT ?= 10000

.PHONY: check-property
check-property: $(gcc)/property
	@$< $(PROPERTY_SEED) $(PROPERTY_COUNT)

# Each operation and each allocation of each case fails once; CASES=: only these.
.PHONY: check-faults
check-faults: $(gcc)/faults
	@tests/run-faults $< $(CASES)

# The host command on captured machines; COMMANDS=: only these.
.PHONY: check-edit
check-edit: $(gcc_programs)
	@BUILD=$(BUILD) tests/edit

.PHONY: check-commands bench
check-commands: $(gcc_programs)
	@BUILD=$(BUILD) tests/run-commands $(COMMANDS)

.PHONY: check-killed
check-killed: $(BUILD)/vfio-prebind $(gcc)/expand
	@BUILD=$(BUILD) tests/run-killed

.PHONY: check-security
check-security: $(BUILD)/vfio-prebind $(gcc)/expand
	@BUILD=$(BUILD) tests/security

.PHONY: check-hostile
check-hostile: $(BUILD)/vfio-prebind $(gcc)/expand
	@BUILD=$(BUILD) tests/hostile

.PHONY: check-loaders
check-loaders: $(BUILD)/vfio-prebind $(gcc)/expand
	@BUILD=$(BUILD) tests/loaders $(SYSTEMS)

.PHONY: check-apply
check-apply: $(BUILD)/vfio-prebind $(gcc)/expand
	@BUILD=$(BUILD) tests/apply

.PHONY: check-images
check-images: $(gcc_programs)
	@BUILD=$(BUILD) tests/run-images

# What the boot program costs on captured machines, in system calls and instructions.
.PHONY: check-bench
check-bench: $(BUILD)/vfio-prebind-boot
	@BUILD=$(BUILD) tests/bench/scan

# The same; the reading verbs against the shell loop that everybody knows; and the boot program against
# a shell script in a virtual machine, as root.
bench: $(BUILD)/vfio-prebind $(gcc)/expand check-bench
	@BUILD=$(BUILD) tests/bench/host
	@BUILD=$(BUILD) tests/bench/boot

# --- coverage -------------------------------------------------------------------------------

# A test that fails here fails in its own target too; only what was reached matters here.
.PHONY: coverage
coverage: $(coverage_units) $(filter-out %/faults,$(coverage_programs))
	$(Q)find $(coverage) -name '*.gcda' -delete
	$(Q)tests/run-unit $(coverage_units) >$(coverage)/unit.log || tail -n 1 $(coverage)/unit.log
	$(Q)TEST_PROGRAMS=$(coverage) KLIBC_BOOT= tests/run-cases >$(coverage)/cases.log || \
		tail -n 1 $(coverage)/cases.log
	$(Q)tests/coverage $(coverage) $(core) $(kernel)

# --- fuzzing --------------------------------------------------------------------------------

# A target takes what it needs out of one archive: the sources with the machine in memory below
# them. That machine is not what is tested, and without the sanitizers it is several times as fast.
fuzz_dir := $(BUILD)/test/fuzz
fuzz_sanitize := -fno-omit-frame-pointer -fsanitize=address,undefined,fuzzer-no-link \
	-fno-sanitize-recover=all
fuzz_sources := $(filter-out $(test_replaced),$(core) $(kernel) \
	$(wildcard src/host/*/*.c src/cli/import/*.c))
fuzz_archive := $(fuzz_dir)/sources.a
fuzz_programs := $(test_fuzzers:%=$(fuzz_dir)/%)

$(fuzz_dir)/tests/fake/%.o: private fuzz_sanitize :=

$(fuzz_dir)/%.o: %.c Makefile tests/tests.mk
	@mkdir -p $(@D)
	$(call say,fuzz,$<)
	$(Q)$(TEST_CLANG) $(WARNINGS) -O2 -g $(fuzz_sanitize) $(TEST_DEFINES) \
		$(test_cflags) -MMD -MP -c -o $@ $<

$(fuzz_archive): $(patsubst %.c,$(fuzz_dir)/%.o,$(fuzz_sources) $(test_fake) tests/fuzz/fuzz.c)
	$(Q)rm -f $@
	$(Q)ar rcs $@ $^

$(fuzz_programs): $(fuzz_dir)/%: $(fuzz_dir)/tests/fuzz/%.o $(fuzz_archive)
	$(call say,fuzz,$@)
	$(Q)$(TEST_CLANG) -fsanitize=address,undefined,fuzzer -o $@ $^ $(test_libs)

-include $(wildcard $(addprefix $(fuzz_dir)/,tests/*/*.d src/*/*.d src/*/*/*.d))

# FUZZ_TARGETS: only these; RUNS: so many executions each, instead of TIME.
FUZZ_TARGETS ?= $(test_fuzzers)
FUZZ_SMOKE_RUNS ?= 5000

.PHONY: fuzz fuzz-smoke
fuzz: $(FUZZ_TARGETS:%=$(fuzz_dir)/%)
	@tests/fuzz/run $(fuzz_dir) $(if $(RUNS),-runs=$(RUNS),-max_total_time=$(TIME)) $(FUZZ_TARGETS)

fuzz-smoke: $(FUZZ_TARGETS:%=$(fuzz_dir)/%)
	@tests/fuzz/run $(fuzz_dir) -runs=$(FUZZ_SMOKE_RUNS) $(FUZZ_TARGETS)

# What the quick checks run, so that they can be started at once.
.PHONY: check-programs
check-programs: all $(gcc_programs) $(gcc_units) $(clang_units) $(fuzz_programs)

# --- manual pages and completions -----------------------------------------------------------

.PHONY: check-drift
check-drift: $(BUILD)/vfio-prebind
	@BUILD=$(BUILD) tests/drift

# SPDX-License-Identifier: GPL-2.0-or-later
#
# Builds vfio-prebind-boot (for the initramfs), vfio-prebind and vfio-prebind-late (for the host),
# installs and tests them. "make help" lists what there is.

VERSION := 0.1.0

BUILD ?= build
PREFIX ?= /usr/local
SBINDIR ?= $(PREFIX)/sbin
LIBDIR ?= $(PREFIX)/lib/vfio-prebind
PKG_CONFIG ?= pkg-config
CC ?= cc
CFLAGS ?= -O2 -g

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.SUFFIXES:

# "make V=1" shows the commands.
Q := $(if $(V),,@)
say = @$(if $(V),:,printf '  %-8s %s\n' $(1) $(2))

# $(call pkg_config,OPTION,PACKAGES): its answer; the first package that is missing ends make.
pkg_config = $(shell $(PKG_CONFIG) --print-errors $(1) $(2))$(if $(filter-out 0,$(.SHELLSTATUS)),\
	$(error libraries to build with are missing: run 'make deps'))

include src/klibc/kmod.mk

WARNINGS := -std=gnu11 -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
	-Wpointer-arith -Wvla -Wwrite-strings -Wundef -Wimplicit-fallthrough \
	-Werror=implicit-function-declaration -Werror=incompatible-pointer-types \
	-Werror=int-conversion $(WERROR)
DEFINES := -D_GNU_SOURCE -DVERSION='"$(VERSION)"' -Isrc

core := $(wildcard src/core/*.c)
kernel := $(wildcard src/kernel/*.c)
boot := $(wildcard src/boot/*.c)
late := $(wildcard src/late/*.c)
host := $(wildcard src/cli/*.c src/cli/*/*.c src/host/*/*.c)

manuals := $(patsubst doc/%.scd,$(BUILD)/doc/%,$(wildcard doc/*.scd))

# The boot program is these, whole; includes run one way: cli -> host -> kernel -> core.
# The late program takes the reader of the boot report and what it knows of virtual functions from the host program,
# and has modprobe for libkmod.
boot_sources := $(boot) $(core) $(kernel)
host_sources := $(host) $(core) $(kernel)
late_sources := $(late) src/host/machine/boot_report.c src/host/sriov/sriov.c $(core) $(filter-out src/kernel/modules.c,$(kernel))

.PHONY: all
all: $(BUILD)/vfio-prebind-boot $(BUILD)/vfio-prebind $(BUILD)/vfio-prebind-late $(manuals)
	$(if $(MAKECMDGOALS)$(findstring s,$(firstword -$(MAKEFLAGS))),,\
		@echo "Next, as root: 'make install', then 'vfio-prebind setup', which asks what to do.")

# --- the boot program -----------------------------------------------------------------------

boot_objects := $(boot_sources:src/%.c=$(BUILD)/boot/%.o)

$(boot_objects): $(BUILD)/boot/%.o: src/%.c $(BOOT_DEPS) Makefile
	@mkdir -p $(@D)
	$(call say,BOOT-CC,$<)
	$(Q)$(BOOT_CC) $(WARNINGS) $(BOOT_CFLAGS) $(BOOT_CPPFLAGS) $(DEFINES) -MMD -MP -c -o $@ $<

$(BUILD)/vfio-prebind-boot: $(boot_objects) $(BOOT_LIBS)
	$(call say,BOOT-LD,$@)
	$(Q)$(BOOT_CC) $(BOOT_LDFLAGS) -o $@.debug $(boot_objects) $(BOOT_LDLIBS)
	$(Q)$(STRIP) -s -R .comment -R .note.gnu.build-id -o $@ $@.debug

STRIP ?= strip
SIZE ?= size

.PHONY: size
size: $(BUILD)/vfio-prebind-boot
	@printf 'vfio-prebind-boot: %s bytes, the limit is 81920; its largest objects:\n' \
		"$$(stat -c %s $<)"
	@$(SIZE) $(boot_objects) $(filter %.o %.a,$(BOOT_LIBS)) | sort -k 4 -n -r | \
		awk 'NR <= 10 { printf "  %6d  %s\n", $$4, $$6 }'
	@[ "$$(stat -c %s $<)" -le 81920 ]

# --- the host programs -----------------------------------------------------------------------

HOST_PACKAGES := libkmod mount blkid libmd libpci smartcols json-c libarchive libcap-ng expat
# Asked when it is first used, and then once for all objects.
host_cflags = $(eval host_cflags := $(call pkg_config,--cflags,$(HOST_PACKAGES)))$(host_cflags)
host_libs = $(eval host_libs := $(call pkg_config,--libs,$(HOST_PACKAGES)))$(host_libs)
host_objects := $(host_sources:src/%.c=$(BUILD)/host/%.o)
# Behind the user's, which can add to these and not take from them.
HOST_CFLAGS = $(CFLAGS) -fPIE -fstack-protector-strong -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2
HOST_LDFLAGS = $(LDFLAGS) -pie -Wl,-z,relro -Wl,-z,now -Wl,-z,noexecstack

# What udev runs: with fewer libraries, since each costs time at every event.
LATE_PACKAGES := json-c
late_libs = $(eval late_libs := $(call pkg_config,--libs,$(LATE_PACKAGES)))$(late_libs)
late_objects := $(late_sources:src/%.c=$(BUILD)/host/%.o)

$(sort $(host_objects) $(late_objects)): $(BUILD)/host/%.o: src/%.c Makefile
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$(Q)$(CC) $(WARNINGS) $(HOST_CFLAGS) $(DEFINES) $(host_cflags) -MMD -MP -c -o $@ $<

$(BUILD)/vfio-prebind: $(host_objects)
	$(call say,LD,$@)
	$(Q)$(CC) $(HOST_CFLAGS) $(HOST_LDFLAGS) -o $@ $(host_objects) $(host_libs)

$(BUILD)/vfio-prebind-late: $(late_objects)
	$(call say,LD,$@)
	$(Q)$(CC) $(HOST_CFLAGS) $(HOST_LDFLAGS) -o $@ $(late_objects) $(late_libs)

# --- install --------------------------------------------------------------------------------

# Each generator's part: yes or no. Directories from pkg-config where it knows them.
INITRAMFS_TOOLS ?= yes
DRACUT ?= yes
# Generators live in /usr whatever PREFIX is; an absolute directory may be given instead.
INITRAMFS_TOOLS_DIR ?= /usr/share/initramfs-tools
DRACUT_MODULES_DIR ?= $(eval DRACUT_MODULES_DIR := $(or \
	$(shell $(PKG_CONFIG) --variable=dracutmodulesdir dracut 2>/dev/null),\
	/usr/lib/dracut/modules.d))$(DRACUT_MODULES_DIR)
UDEV_RULES_DIR ?= /usr/lib/udev/rules.d
SYSCONFDIR ?= /etc
MANDIR ?= $(PREFIX)/share/man
DATADIR ?= $(PREFIX)/share/vfio-prebind
BASH_COMPLETIONS_DIR ?= $(PREFIX)/share/bash-completion/completions
ZSH_COMPLETIONS_DIR ?= $(PREFIX)/share/zsh/site-functions
FISH_COMPLETIONS_DIR ?= $(PREFIX)/share/fish/vendor_completions.d
INSTALL ?= install

hook_dir = $(DESTDIR)$(INITRAMFS_TOOLS_DIR)/hooks
script_dir = $(DESTDIR)$(INITRAMFS_TOOLS_DIR)/scripts/init-top
udev_rules = $(DESTDIR)$(UDEV_RULES_DIR)/60-vfio-prebind.rules
dracut_dir = $(DESTDIR)$(DRACUT_MODULES_DIR)/50vfio-prebind
bash_completion = $(DESTDIR)$(BASH_COMPLETIONS_DIR)/vfio-prebind
zsh_completion = $(DESTDIR)$(ZSH_COMPLETIONS_DIR)/_vfio-prebind
fish_completion = $(DESTDIR)$(FISH_COMPLETIONS_DIR)/vfio-prebind.fish
substitute = sed -e 's|@SBINDIR@|$(SBINDIR)|g' -e 's|@LIBDIR@|$(LIBDIR)|g'

# A script with its placeholders filled in: $(call install_script,source,destination,mode)
define install_script
	$(Q)$(substitute) $(1) >$(BUILD)/$(notdir $(1)).tmp
	$(Q)$(INSTALL) -D -m $(3) $(BUILD)/$(notdir $(1)).tmp $(2)
	$(Q)rm -f $(BUILD)/$(notdir $(1)).tmp
endef

.PHONY: install install-programs install-manuals install-schema install-completions \
	install-initramfs-tools install-dracut uninstall
install: install-programs install-manuals install-schema install-completions \
	$(if $(filter yes,$(INITRAMFS_TOOLS)),install-initramfs-tools) \
	$(if $(filter yes,$(DRACUT)),install-dracut)
	$(if $(DESTDIR),,@echo "Next: 'vfio-prebind setup', which asks what to do, or 'vfio-prebind groups'.")

install-programs: all
	$(INSTALL) -D -m 0755 $(BUILD)/vfio-prebind $(DESTDIR)$(SBINDIR)/vfio-prebind
	$(INSTALL) -D -m 0755 $(BUILD)/vfio-prebind-boot $(DESTDIR)$(LIBDIR)/vfio-prebind-boot
	$(INSTALL) -D -m 0755 $(BUILD)/vfio-prebind-late $(DESTDIR)$(LIBDIR)/vfio-prebind-late
	$(INSTALL) -D -m 0755 hook/rescue/grub $(DESTDIR)$(LIBDIR)/rescue/grub
	$(call install_script,hook/rescue/vfio-prebind.install,$(DESTDIR)$(LIBDIR)/rescue/vfio-prebind.install,0755)
	$(call install_script,conf/60-vfio-prebind.rules,$(udev_rules),0644)
	@# never over a configuration that somebody has written
	[ -e $(DESTDIR)$(SYSCONFDIR)/vfio-prebind.conf ] || \
		$(INSTALL) -D -m 0644 conf/vfio-prebind.conf $(DESTDIR)$(SYSCONFDIR)/vfio-prebind.conf

install-manuals: $(manuals)
	$(foreach page,$(manuals),$(INSTALL) -D -m 0644 $(page) \
		$(DESTDIR)$(MANDIR)/man$(subst .,,$(suffix $(page)))/$(notdir $(page)) &&) true

install-schema:
	$(INSTALL) -D -m 0644 doc/vfio-prebind.schema.json $(DESTDIR)$(DATADIR)/vfio-prebind.schema.json

install-completions:
	$(INSTALL) -D -m 0644 doc/completions/vfio-prebind.bash $(bash_completion)
	$(INSTALL) -D -m 0644 doc/completions/_vfio-prebind $(zsh_completion)
	$(INSTALL) -D -m 0644 doc/completions/vfio-prebind.fish $(fish_completion)

install-initramfs-tools: install-programs
	$(call install_script,hook/vfio-prebind,$(hook_dir)/vfio-prebind,0755)
	$(INSTALL) -D -m 0755 hook/00-vfio-prebind $(script_dir)/00-vfio-prebind

install-dracut: install-programs
	$(call install_script,module-setup/module-setup.sh,$(dracut_dir)/module-setup.sh,0755)
	$(INSTALL) -D -m 0644 module-setup/vfio-prebind.service $(dracut_dir)/vfio-prebind.service
	$(INSTALL) -D -m 0755 hook/00-vfio-prebind $(dracut_dir)/vfio-prebind.sh

# The configuration stays if somebody has written in it.
uninstall:
	[ -n '$(DESTDIR)' ] || [ ! -x $(SBINDIR)/vfio-prebind ] || $(SBINDIR)/vfio-prebind rescue --remove
	rm -f $(DESTDIR)$(SBINDIR)/vfio-prebind $(DESTDIR)$(LIBDIR)/vfio-prebind-boot
	rm -f $(DESTDIR)$(LIBDIR)/vfio-prebind-late $(udev_rules)
	rm -rf $(DESTDIR)$(LIBDIR)/rescue
	rm -f $(hook_dir)/vfio-prebind $(script_dir)/00-vfio-prebind
	rm -rf $(dracut_dir)
	rm -f $(bash_completion) $(zsh_completion) $(fish_completion)
	rm -f $(DESTDIR)$(DATADIR)/vfio-prebind.schema.json
	rm -f $(foreach page,$(manuals),\
		$(DESTDIR)$(MANDIR)/man$(subst .,,$(suffix $(page)))/$(notdir $(page)))
	! cmp -s conf/vfio-prebind.conf $(DESTDIR)$(SYSCONFDIR)/vfio-prebind.conf || \
		rm -f $(DESTDIR)$(SYSCONFDIR)/vfio-prebind.conf
	rmdir $(DESTDIR)$(LIBDIR) $(DESTDIR)$(DATADIR) 2>/dev/null || true

# --- tests ----------------------------------------------------------------------------------

-include tests/tests.mk

.PHONY: check check-lint check-vm check-vm-all check-tutorial compare compare-late test demo deps
check:
	+$(Q)tests/all $(quick_checks)

check-lint: all
	$(Q)BUILD=$(BUILD) tests/lint

# Boots virtual machines with images from the real generators; as root.
check-vm:
	$(Q)BUILD=$(BUILD) tests/vm/run

# The same, with the boots that have something wrong in them on every system.
check-vm-all:
	$(Q)BUILD=$(BUILD) VM_FAULTS=all tests/vm/run

# Boots one machine with this and with other ways to bind, and makes doc/compare.md of it; as root.
compare:
	$(Q)BUILD=$(BUILD) tests/vm/compare

# The same for what appears after the boot, and doc/compare-late.md.
compare-late:
	$(Q)BUILD=$(BUILD) tests/vm/compare-late

# Types doc/tutorial.md into a virtual machine, and the answers to setup; as root, with a network.
check-tutorial:
	$(Q)BUILD=$(BUILD) tests/vm/tutorial
	$(Q)BUILD=$(BUILD) tests/vm/tutorial tests/vm/setup.md

# From a fresh Debian or Ubuntu machine to the last line: N passed, N failed.
test: deps
	+$(Q)tests/all check-advice $(quick_checks) -- check-vm

# From a fresh Debian machine to a booted virtual machine that shows its GPUs.
demo: deps
	$(Q)BUILD=$(BUILD) tests/vm/demo

# What building needs, what testing needs, and of these what no package manager here can name.
BUILD_PACKAGES := gcc libc6-dev make pkg-config patch xz-utils klibc-utils libklibc-dev libkmod-dev libmount-dev libblkid-dev \
	libmd-dev libpci-dev libsmartcols-dev libjson-c-dev libarchive-dev libcap-ng-dev libexpat1-dev scdoc
TEST_PACKAGES := clang clang-format llvm libclang-rt-dev libcmocka-dev musl-tools lcov liblzma-dev libzstd-dev \
	libssl-dev zlib1g-dev shellcheck dash busybox git jq mmdebstrap debian-archive-keyring qemu-system-x86 qemu-utils \
	seabios ovmf ipxe-qemu e2fsprogs dosfstools mtools fdisk cpio zstd xz-utils lz4 bzip2 libvirt-clients libxml2-utils strace valgrind kmod pciutils util-linux bsdutils zsh fish python3-jsonschema
NEEDED_COMMANDS := gcc make pkg-config klcc scdoc clang clang-format shellcheck busybox jq git \
	mmdebstrap qemu-system-x86_64 mke2fs mkfs.vfat mcopy sfdisk cpio zstd lz4 bzip2 virt-xml-validate xmllint strace valgrind musl-gcc \
	readelf unshare
NEEDED_LIBRARIES := libkmod mount blkid libmd libpci smartcols json-c libarchive libcap-ng expat cmocka

deps:
	$(Q)BUILD_PACKAGES='$(BUILD_PACKAGES)' TEST_PACKAGES='$(TEST_PACKAGES)' \
		COMMANDS='$(NEEDED_COMMANDS)' LIBRARIES='$(NEEDED_LIBRARIES)' tests/deps
	$(Q)$(MAKE) --no-print-directory kmod-source

# --- packages -------------------------------------------------------------------------------

.PHONY: dist deb rpm check-packages

# Archives and packages in $(BUILD), from one kmod source.
dist deb rpm: $(BOOT_KMOD_HEADER)
	$(Q)BUILD='$(BUILD)' VERSION='$(VERSION)' KMOD_SRC='$(BOOT_KMOD_SRC)' packaging/$@

# Builds, installs, upgrades and removes them in clean Debian roots; as root, with a network.
check-packages:
	$(Q)BUILD=$(BUILD) tests/packages

# --- the rest -------------------------------------------------------------------------------

.PHONY: clean help
clean:
	rm -rf $(filter-out $(BUILD)/kmod-src,$(wildcard $(BUILD)/*))

help:
	@echo 'make                 build the programs into $(BUILD)/'
	@echo 'make install         install them and the parts for initramfs-tools and dracut; options:'
	@echo '                     DESTDIR= PREFIX=$(PREFIX) INITRAMFS_TOOLS=yes|no DRACUT=yes|no'
	@echo 'make uninstall       take it all away again, but not a configuration that was edited'
	@echo 'make size            the size of the boot program'
	@echo 'make deps            install what building and testing need (Debian, Ubuntu; as root)'
	@echo "make kmod-source     fetch kmod's source, which the boot program is built from; part of make deps"
	@echo 'make demo            see it work in a virtual machine (as root)'
	@echo 'make check           unit tests, cases, a short fuzzing, lint'
	@echo 'make check-vm        boot virtual machines (as root)'
	@echo 'make check-vm-all    the same, with the boots that have faults in them on Debian 12 too'
	@echo 'make compare         boot them with other ways to bind, too, and make doc/compare.md (as root)'
	@echo 'make compare-late    the same for what appears after the boot, and doc/compare-late.md (as root)'
	@echo 'make check-tutorial  do what doc/tutorial.md says, in a virtual machine (as root, with a network)'
	@echo 'make test            deps, check and check-vm'
	@echo 'make fuzz TIME=60    fuzz each target for so many seconds'
	@echo 'make coverage        line coverage of src/core and src/kernel'
	@echo 'make bench           what the boot stage and the reading verbs cost (as root: with a virtual machine)'
	@echo 'make dist            a release: the sources, and beside them kmod'"'"'s, to build without a network'
	@echo 'make deb             a Debian package, made with debhelper'
	@echo 'make rpm             an rpm for systems with dracut'
	@echo 'make check-packages  install, upgrade and remove them in clean roots (as root, with a network)'
	@echo 'Building: BOOT_CC="musl-gcc -static", BOOT_LINK=dynamic, KMOD_SRC=directory, V=1'

# The first line says that a page has tables, which scdoc does not say by itself.
$(manuals): $(BUILD)/doc/%: doc/%.scd
	@mkdir -p $(@D)
	$(call say,MAN,$@)
	$(Q){ printf '%s\n' "'\\\" t" && scdoc <$<; } >$@

-include $(boot_objects:.o=.d) $(sort $(host_objects:.o=.d) $(late_objects:.o=.d))

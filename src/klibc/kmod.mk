# SPDX-License-Identifier: GPL-2.0-or-later
#
# How the boot program is compiled and linked; included by the Makefile.
#
# In:  BUILD      directory for everything that is made                       build
#      BOOT_LINK  static, or dynamic: the distribution's own libkmod          static
#      BOOT_CC    compiler: klcc, "musl-gcc -static", "gcc -static"; cc when dynamic
#      KMOD_SRC   a kmod source tree; empty: fetched from the distribution into $(BUILD)/kmod-src
#      KMOD_SUITE the release to fetch it from, if not this machine's
#      BOOT_EXTRA_CFLAGS  added to what is below, for example -g or -ffile-prefix-map=
# Out: BOOT_CPPFLAGS BOOT_CFLAGS   compile our files:  $(BOOT_CC) $(BOOT_CPPFLAGS) $(BOOT_CFLAGS) -c
#      BOOT_DEPS                   prerequisites of every object so compiled
#      BOOT_LDFLAGS BOOT_LDLIBS    link:  $(BOOT_CC) $(BOOT_LDFLAGS) -o ... OBJECTS $(BOOT_LDLIBS)
#      BOOT_LIBS                   prerequisites of the linked program
# Must not use CFLAGS and LDFLAGS: what suits the host's C library breaks a klibc program.

BUILD ?= build
BOOT_LINK ?= static
PKG_CONFIG ?= pkg-config
KMOD_SRC ?=
KMOD_SUITE ?=
BOOT_EXTRA_CFLAGS ?=

KMOD_MK_DIR := $(patsubst %/,%,$(dir $(lastword $(MAKEFILE_LIST))))
BOOT_FLAGS_FILE := $(BUILD)/boot/flags

BOOT_CFLAGS := -Os -ffunction-sections -fdata-sections -Werror=implicit-function-declaration \
	$(BOOT_EXTRA_CFLAGS)
BOOT_LDFLAGS := -Wl,--gc-sections -Wl,-z,noseparate-code

ifeq ($(BOOT_LINK),static)

BOOT_CC ?= klcc
BOOT_KMOD_SRC := $(or $(KMOD_SRC:%/=%),$(BUILD)/kmod-src)
BOOT_KMOD_HEADER := $(BOOT_KMOD_SRC)/libkmod/libkmod.h
BOOT_CFLAGS += -fno-asynchronous-unwind-tables -fno-unwind-tables
BOOT_CPPFLAGS := -include $(KMOD_MK_DIR)/compat.h -I$(BOOT_KMOD_SRC)/libkmod
BOOT_LIBS := $(BUILD)/boot/libkmod.a
BOOT_LDLIBS := $(BOOT_LIBS)
BOOT_DEPS := $(BOOT_KMOD_HEADER) $(KMOD_MK_DIR)/compat.h $(BOOT_FLAGS_FILE)

ifeq ($(KMOD_SRC),)
$(BOOT_KMOD_HEADER):
	$(Q)$(KMOD_MK_DIR)/get-kmod-source $(BUILD)/kmod-src $(KMOD_SUITE)
else
$(BOOT_KMOD_HEADER):
	@echo "KMOD_SRC=$(KMOD_SRC) is not a kmod source tree: it has no libkmod/libkmod.h" >&2
	@false
endif

# A make of its own, because only now is it known which files this kmod has.
$(BUILD)/boot/libkmod.a: $(BOOT_DEPS) $(wildcard $(KMOD_MK_DIR)/*.[ch] $(KMOD_MK_DIR)/*/*.h) \
		$(KMOD_MK_DIR)/libkmod.mk \
		$(wildcard $(BOOT_KMOD_SRC)/libkmod/*.[ch] $(BOOT_KMOD_SRC)/shared/*.[ch])
	+@$(MAKE) --no-print-directory -f $(KMOD_MK_DIR)/libkmod.mk BUILD='$(BUILD)' \
		BOOT_CC='$(BOOT_CC)' BOOT_CFLAGS='$(BOOT_CFLAGS)' AR='$(AR)' \
		KMOD_SRC='$(BOOT_KMOD_SRC)' BOOT_FLAGS_FILE='$(BOOT_FLAGS_FILE)'
	@touch $@

else ifeq ($(BOOT_LINK),dynamic)

BOOT_CC ?= cc
BOOT_CPPFLAGS := $(shell $(PKG_CONFIG) --cflags libkmod)
BOOT_LDLIBS := $(shell $(PKG_CONFIG) --libs libkmod)
BOOT_LIBS :=
BOOT_DEPS := $(BOOT_FLAGS_FILE)

else
$(error BOOT_LINK=$(BOOT_LINK): it is static or dynamic)
endif

# Written only when the compiler or its flags change, so that only then everything is made anew.
BOOT_FLAGS := $(BOOT_LINK) | $(BOOT_CC) | $(BOOT_CPPFLAGS) $(BOOT_CFLAGS) | $(BOOT_LDFLAGS)
ifneq ($(strip $(BOOT_FLAGS)),$(strip $(file <$(BOOT_FLAGS_FILE))))
.PHONY: boot-flags-changed
$(BOOT_FLAGS_FILE): boot-flags-changed
endif
$(BOOT_FLAGS_FILE):
	@mkdir -p $(@D)
	@printf '%s\n' '$(subst ','\'',$(BOOT_FLAGS))' >$@

# SPDX-License-Identifier: GPL-2.0-or-later
#
# How the boot program is compiled and linked; included by the Makefile.
#
# In:  BUILD      directory for all output                                    build
#      BOOT_LINK  static, or dynamic: the distribution's own libkmod          static
#      BOOT_CC    compiler: klcc, "musl-gcc -static", "gcc -static"; cc when dynamic
#      KMOD_SRC   a kmod source tree                                          $(BUILD)/kmod-src
#      KMOD_SUITE the release whose source "make kmod-source" fetches, if not this machine's
#      BOOT_EXTRA_CFLAGS  added to what is below, for example -g or -ffile-prefix-map=
#      Q say      from the Makefile: how a command is shown
# Out: BOOT_CPPFLAGS BOOT_CFLAGS   compile our files:  $(BOOT_CC) $(BOOT_CPPFLAGS) $(BOOT_CFLAGS) -c
#      BOOT_DEPS                   prerequisites of every object so compiled
#      BOOT_LDFLAGS BOOT_LDLIBS    link:  $(BOOT_CC) $(BOOT_LDFLAGS) -o ... OBJECTS $(BOOT_LDLIBS)
#      BOOT_LIBS                   prerequisites of the linked program
#      BOOT_KMOD_SRC BOOT_KMOD_HEADER   the source tree, and a file that every such tree has
# Must not use CFLAGS and LDFLAGS: what suits the host's C library breaks a klibc program.

BUILD ?= build
BOOT_LINK ?= static
PKG_CONFIG ?= pkg-config
KMOD_SRC ?=
KMOD_SUITE ?=
BOOT_EXTRA_CFLAGS ?=

KMOD_MK_DIR := $(patsubst %/,%,$(dir $(lastword $(MAKEFILE_LIST))))
BOOT_FLAGS_FILE := $(BUILD)/boot/flags

BOOT_CFLAGS := -ffunction-sections -fdata-sections -Werror=implicit-function-declaration \
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
kmod_missing := no kmod source: run 'make kmod-source', or use KMOD_SRC=directory or BOOT_LINK=dynamic
else
kmod_missing := KMOD_SRC=$(KMOD_SRC) is not a kmod source tree: it has no libkmod/libkmod.h
endif

# An existing source tree stays as it is.
.PHONY: kmod-source
kmod-source: $(if $(KMOD_SRC),$(BOOT_KMOD_HEADER))
	$(Q)[ -e $(BOOT_KMOD_HEADER) ] || $(KMOD_MK_DIR)/get-kmod-source $(BOOT_KMOD_SRC) $(KMOD_SUITE)

$(BOOT_KMOD_HEADER):
	$(error $(kmod_missing))

# libkmod's files are those that the source has, except one for each compression and signature
# library, and the temporary files of depmod, which klibc has no mkstemp() for.
kmod_sources := $(filter-out $(addprefix $(BOOT_KMOD_SRC)/,\
	libkmod/libkmod-file-%.c libkmod/libkmod-signature-%.c shared/tmpfile-util.c), \
	$(wildcard $(BOOT_KMOD_SRC)/libkmod/*.c $(BOOT_KMOD_SRC)/shared/*.c))
kmod_objects := $(kmod_sources:$(BOOT_KMOD_SRC)/%.c=$(BUILD)/boot/kmod/%.o) $(BUILD)/boot/kmod/compat.o

# Not -w: it would silence the errors too. What is left on are gcc's and clang's default warnings;
# of these the ones that cut pointers are errors, and #warning is known (see kmod-config.h).
kmod_warnings := -Werror=implicit-function-declaration -Werror=implicit-int -Werror=int-conversion \
	-Werror=incompatible-pointer-types -Werror=int-to-pointer-cast \
	-Werror=pointer-to-int-cast -Werror=return-type -Wno-cpp -Wno-unused-result \
	-Wno-constant-conversion -Wno-builtin-macro-redefined

$(BUILD)/boot/libkmod.a: $(kmod_objects)
	$(if $(kmod_sources),,$(error kmod's source was fetched by this make: run make again))
	$(call say,BOOT-AR,$@)
	$(Q)rm -f $@
	$(Q)$(AR) rcs $@ $(kmod_objects)

$(BUILD)/boot/kmod/compat.o: $(KMOD_MK_DIR)/compat.c $(BOOT_DEPS)
	@mkdir -p $(@D)
	$(call say,BOOT-CC,$<)
	$(Q)$(BOOT_CC) -std=gnu11 $(BOOT_CFLAGS) -Wall -Wextra $(kmod_warnings) -MMD -MP -c -o $@ $<

$(BUILD)/boot/kmod/%.o: $(BOOT_KMOD_SRC)/%.c $(BOOT_DEPS)
	@mkdir -p $(@D)
	$(call say,BOOT-CC,$<)
	$(Q)$(BOOT_CC) -std=gnu11 $(BOOT_CFLAGS) $(kmod_warnings) -include $(KMOD_MK_DIR)/kmod-config.h \
		-I$(KMOD_MK_DIR)/include -I$(BOOT_KMOD_SRC) -I$(BOOT_KMOD_SRC)/libkmod -MMD -MP -c -o $@ $<

-include $(kmod_objects:.o=.d)

else ifeq ($(BOOT_LINK),dynamic)

BOOT_CC ?= cc
BOOT_CPPFLAGS := $(shell $(PKG_CONFIG) --cflags libkmod)
BOOT_LDLIBS := $(shell $(PKG_CONFIG) --libs libkmod)
BOOT_LIBS :=
BOOT_DEPS := $(BOOT_FLAGS_FILE)

.PHONY: kmod-source
kmod-source:

else
$(error BOOT_LINK=$(BOOT_LINK): it is static or dynamic)
endif

# Small before fast, as far as the compiler goes: gcc has -Oz since version 12, and only on x86 does it
# align tables to 32 bytes unless it is told not to.
boot_cc_takes = $(shell $(BOOT_CC) $(1) -Werror -c -x c /dev/null -o /dev/null 2>/dev/null && echo $(1))
BOOT_CFLAGS := $(or $(call boot_cc_takes,-Oz),-Os) $(call boot_cc_takes,-malign-data=abi) \
	$(call boot_cc_takes,-fno-move-loop-invariants) $(BOOT_CFLAGS)

# Written only when the compiler or its flags change: only then is everything built again.
BOOT_FLAGS := $(BOOT_LINK) | $(BOOT_CC) | $(BOOT_CPPFLAGS) $(BOOT_CFLAGS) | $(BOOT_LDFLAGS)
ifneq ($(strip $(BOOT_FLAGS)),$(strip $(file <$(BOOT_FLAGS_FILE))))
.PHONY: boot-flags-changed
$(BOOT_FLAGS_FILE): boot-flags-changed
endif
$(BOOT_FLAGS_FILE):
	@mkdir -p $(@D)
	@printf '%s\n' '$(subst ','\'',$(BOOT_FLAGS))' >$@

# SPDX-License-Identifier: GPL-2.0-or-later
#
# Compiles libkmod into a static library; started by kmod.mk once the source is there, with BUILD,
# BOOT_CC, BOOT_CFLAGS, AR, KMOD_SRC and BOOT_FLAGS_FILE on its command line. Owns the list of
# libkmod's files, which is whatever the source has but the decompressors, and the warnings that
# third-party code must pass. Must not be included by another Makefile.

MAKEFLAGS += --no-builtin-rules
.DELETE_ON_ERROR:
.SUFFIXES:

here := $(patsubst %/,%,$(dir $(lastword $(MAKEFILE_LIST))))
out := $(BUILD)/boot/kmod
library := $(BUILD)/boot/libkmod.a

sources := $(filter-out $(KMOD_SRC)/libkmod/libkmod-file-%.c, \
	$(wildcard $(KMOD_SRC)/libkmod/*.c $(KMOD_SRC)/shared/*.c))
objects := $(patsubst $(KMOD_SRC)/%.c,$(out)/%.o,$(sources)) $(out)/compat.o

# Not -w: it would silence the errors too. What is left on are gcc's and clang's default warnings;
# of these the ones that cut pointers are errors, and #warning is known (see kmod-config.h).
warnings := -Werror=implicit-function-declaration -Werror=implicit-int -Werror=int-conversion \
	-Werror=incompatible-pointer-types -Werror=int-to-pointer-cast \
	-Werror=pointer-to-int-cast -Werror=return-type -Wno-cpp -Wno-unused-result \
	-Wno-constant-conversion

compile = $(BOOT_CC) -std=gnu11 $(BOOT_CFLAGS) $(warnings) -include $(here)/kmod-config.h \
	-I$(here)/include -I$(KMOD_SRC) -I$(KMOD_SRC)/libkmod -MMD -MP -c -o $@ $<

$(library): $(objects)
	@rm -f $@
	$(AR) rcs $@ $(objects)

$(out)/compat.o: $(here)/compat.c $(BOOT_FLAGS_FILE)
	@mkdir -p $(@D)
	$(BOOT_CC) -std=gnu11 $(BOOT_CFLAGS) -Wall -Wextra $(warnings) -MMD -MP -c -o $@ $<

$(out)/%.o: $(KMOD_SRC)/%.c $(BOOT_FLAGS_FILE)
	@mkdir -p $(@D)
	$(compile)

-include $(objects:.o=.d)

# make -f benches/programs.mk OUT=DIR RELEASE=DIR: the programs of the benchmarks, and the libraries that they
# compare with, where these can be had.

CC ?= cc
CARGO ?= cargo
CFLAGS := -std=c11 -O2 -g -Wall -Wextra
LIBRARY := -L$(RELEASE) -lvirmemctl -Wl,-rpath,$(RELEASE)
# Measure domains through the library.
PROGRAMS := get_set tuning many list lookup threads idle bulk
# Needs the header of valgrind; made when it is asked for.
COUNTED := instructions
COMMON := measure domains peer
HAS_LIBCGROUP := $(shell echo '\#include <libcgroup.h>' | $(CC) -E -xc - >/dev/null 2>&1 && echo yes)
HAS_CARGO := $(shell command -v $(CARGO))

.PHONY: all cgroups-rs
all: $(PROGRAMS:%=$(OUT)/%) $(OUT)/holder $(OUT)/libvirtd $(OUT)/remote $(OUT)/esx $(if $(HAS_LIBCGROUP),$(OUT)/libcgroup.so) $(if $(HAS_CARGO),cgroups-rs)

$(OUT):
	mkdir -p $@

$(OUT)/%.o: benches/%.c $(wildcard benches/*.h) | $(OUT)
	$(CC) $(CFLAGS) -Iinclude -c -o $@ $<

$(PROGRAMS:%=$(OUT)/%) $(OUT)/$(COUNTED): $(OUT)/%: $(OUT)/%.o $(COMMON:%=$(OUT)/%.o)
	$(CC) -o $@ $^ $(LIBRARY) -ldl -pthread

$(OUT)/holder: $(OUT)/holder.o
	$(CC) -o $@ $^

# Not linked with the library, but load it.
$(OUT)/libvirtd $(OUT)/remote $(OUT)/esx: $(OUT)/%: $(OUT)/%.o $(OUT)/measure.o $(OUT)/loaded.o
	$(CC) -o $@ $^ -ldl -pthread

$(OUT)/libcgroup.so: benches/peers/libcgroup.c benches/peer.h | $(OUT)
	$(CC) $(CFLAGS) -shared -fPIC -o $@ $< -lcgroup

# Without it the rows that need it are skipped.
cgroups-rs:
	-$(CARGO) build --quiet --release --manifest-path benches/peers/cgroups-rs/Cargo.toml --target-dir $(OUT)/cgroups-rs

# libvirmemctl: build, try, test, install. README.md says how.

PREFIX ?= /usr/local
DESTDIR ?=
LIBDIR ?= $(PREFIX)/lib
BINDIR ?= $(PREFIX)/bin
INCLUDEDIR ?= $(PREFIX)/include
SHAREDIR ?= $(PREFIX)/share
MANDIR ?= $(SHAREDIR)/man
UNITDIR ?= $(PREFIX)/lib/systemd/system
CARGO ?= cargo
# Cargo for what is installed, without this machine's folders in it.
PLAIN_CARGO := CARGO='$(CARGO)' build/cargo
CC ?= cc
CFLAGS ?= -O2 -g -Wall -Wextra
STRICT ?= 0

VERSION := $(shell sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -n 1)
TARGET := $(or $(CARGO_TARGET_DIR),target)
# The profile of Cargo.toml that is built.
PROFILE ?= release
# Options for `make crates`: --no-verify packages without compiling.
PACKAGE_FLAGS ?=
BUILD := $(TARGET)/$(PROFILE)
LIBRARY := $(BUILD)/libvirmemctl.so
SONAME := $(BUILD)/libvirmemctl.so.0
# The part for hosts that systemd runs, which the library loads from its own folder.
PART := $(BUILD)/libvirmemctl_systemd.so
# The command, which holds a library of its own and is built in less time.
COMMAND := $(TARGET)/quick/virmemctl
# The part and its debug information, where they are installed.
PRIVATE := $(LIBDIR)/virmemctl
# Manual pages; those that are generated have the date of this one.
MAN := $(TARGET)/man
DATE = $(shell sed -n 's/^\.Dd //p' docs/man/libvirmemctl.3)
DEMO := $(BUILD)/memtune
DROPIN := $(TARGET)/dropin
SMALL := libvirt-qemu.so.0 libvirt-lxc.so.0
# Under sudo, root may not have cargo; an existing build is used then.
HAS_CARGO := $(shell command -v $(CARGO))
BUILT := $(if $(HAS_CARGO),library,$(SONAME))
BUILT_PART := $(if $(HAS_CARGO),part,$(PART))

# Debian packages for the build, and for the full tests.
DEPS_BUILD := gcc make binutils
DEPS := $(DEPS_BUILD) pkg-config python3 valgrind libvirt-dev libvirt0 user-mode-linux busybox-static debootstrap \
	python3-libvirt libsys-virt-perl collectd-core prometheus-libvirt-exporter libvirt-clients qemu-system-x86 cpio \
	tmux debhelper lintian mandoc doxygen libvirt-daemon-system libvirt-daemon-driver-qemu libvirt-daemon-driver-lxc \
	openssh-server openssh-client netcat-openbsd openssl sasl2-bin libsasl2-modules polkitd dbus iproute2 \
	golang-go golang-github-vmware-govmomi-dev
# Debian packages for the benchmarks.
DEPS_BENCH := $(DEPS_BUILD) python3 valgrind libcgroup-dev
# Debian packages for the tests with a real libvirtd.
DEPS_LIBVIRT := libvirt-daemon-system libvirt-daemon-driver-qemu libvirt-clients python3-libvirt qemu-system-x86 \
	dnsmasq-base dbus iproute2 busybox-static cpio

.PHONY: all library part command man doc header dropin demo run-demo fuzz fuzz-packets check check-libvirt check-races bench bench-programs \
	bench-libvirt bench-instructions bench-plot top-picture deps deps-build deps-libvirt deps-bench deps-fuzz \
	install uninstall deb crates tarball check-reproducible clean

all: library part command man

# With the crate type alone there is link-time optimization: cargo has none for a library that is also linked
# to Rust programs. A program linked with -lvirmemctl loads the SONAME, which cargo does not create.
library:
	$(PLAIN_CARGO) rustc --profile $(PROFILE) --lib --crate-type cdylib
	build/strip $(LIBRARY)
	ln -sf libvirmemctl.so $(SONAME)

part:
	$(PLAIN_CARGO) build --profile $(PROFILE) --package virmemctl-systemd
	build/strip $(PART)

# It looks for the part where that is installed.
command:
	VIRMEMCTL_LIBDIR=$(PRIVATE) $(PLAIN_CARGO) build --profile quick --package virmemctl-cli

# Those of the command, and of the functions that libvirt does not have, are generated.
man: command
	rm -rf $(MAN)
	install -d $(MAN)
	$(COMMAND) manual $(MAN) '$(DATE)'
	install -m 644 docs/man/*.[1-8] $(MAN)
	$(CARGO) run --quiet --package virmemctl-manual -- $(MAN)

# HTML of the C API in target/doc/c, and of the Rust API in target/doc/virmemctl. Warnings are errors.
doc:
	install -d $(TARGET)/doc
	RUSTDOCFLAGS='-D warnings' $(CARGO) doc --no-deps --package virmemctl --target-dir $(TARGET)
	DOCUMENTATION=$(TARGET)/doc doxygen docs/Doxyfile

$(LIBRARY):
	$(MAKE) library

$(COMMAND):
	$(MAKE) command

$(MAN)/virmemctl.1:
	$(MAKE) man

$(SONAME): $(LIBRARY)
	ln -sf libvirmemctl.so $@

$(PART):
	$(MAKE) part

header:
	$(CARGO) run --package virmemctl-header -- include/virmemctl.h

# A folder for LD_LIBRARY_PATH with libvirt's library names, for programs built for libvirt.
dropin: $(BUILT) $(BUILT_PART)
	install -d $(DROPIN)
	ln -sf ../release/libvirmemctl.so $(DROPIN)/libvirt.so.0
	out=$$(build/out-dir $(LIBRARY)) && install -m 755 $(SMALL:%="$$out/dropin/%") $(DROPIN)

# The release library where it has been built; else one that takes half the time to build.
demo:
	$(MAKE) --no-print-directory run-demo PROFILE=$(if $(wildcard $(LIBRARY)),$(PROFILE),quick)

# The part takes longer to build than the library, and is used only where systemd runs.
run-demo: $(BUILT) $(if $(wildcard /run/systemd/system),$(BUILT_PART))
	$(CC) $(CFLAGS) -Iinclude -o $(DEMO) demo/memtune.c -L$(BUILD) -lvirmemctl -Wl,-rpath,$(abspath $(BUILD))
	$(DEMO)

check:
	STRICT=$(STRICT) tests/run

# Tests with a real libvirtd and QEMU guests; they take several minutes.
check-libvirt: dropin
	STRICT=$(STRICT) tests/run libvirtd

# Domains that another process makes anew, ends and renames, ten thousand times each; takes half an hour.
check-races:
	VIRMEMCTL_TEST_CHANGES=10000 VIRMEMCTL_TEST_SECONDS=3600 STRICT=$(STRICT) \
		tests/run c domains_come_and_go domains_renamed --on kernel-v1,uml-v2

# Ratios of what calls cost to bare system calls and to other libraries; docs/performance.md describes them.
bench: bench-programs
	benches/run

# The same of a QEMU guest, of another host and of ESX against libvirt's client and daemon; the table keeps all.
bench-libvirt: bench-programs
	benches/run libvirtd
	benches/run remote
	benches/run esx

# The figures and the plot of docs/performance.md, from the last `make bench`.
bench-plot:
	benches/plot

# docs/top.svg, which shows `virmemctl top` with some domains: as root, on cgroup v1, with tmux.
top-picture: $(COMMAND)
	benches/confined /usr/bin/python3 -B tests/cli/picture.py $(abspath $(COMMAND)) $(abspath docs/top.svg)

bench-programs: $(BUILT)
	$(MAKE) --no-print-directory -f benches/programs.mk OUT=$(TARGET)/bench RELEASE=$(abspath $(BUILD))

bench-instructions: $(BUILT)
	benches/instructions --renew

# Each fuzz target for FUZZ_SECONDS; a finding is a failure.
fuzz:
	FUZZ_SECONDS=$(or $(FUZZ_SECONDS),60) fuzz/run

# The packets of libvirt's protocol, which come from other hosts: a number of inputs.
fuzz-packets:
	FUZZ_RUNS=$(or $(FUZZ_RUNS),1000000) fuzz/run packets

deps-build:
	tests/install-packages $(DEPS_BUILD)

# If creating the file system for the systemd tests, downloading the kernel for QEMU, or building the vSphere
# simulator, fails, those tests report it. The kernel is not installed.
deps:
	tests/install-packages $(DEPS)
	-timeout -k 10 600 tests/make-systemd-root $(TARGET)/systemd-root
	-timeout -k 10 600 tests/make-kernel $(TARGET)/kernel
	-timeout -k 10 600 tests/esx/make-simulator $(TARGET)/esx

# libFuzzer is C++.
deps-fuzz:
	tests/install-packages $(DEPS_BUILD) g++

deps-libvirt:
	tests/install-packages $(DEPS_LIBVIRT)
	tests/make-kernel $(TARGET)/kernel
	tests/libvirtd/make-guest $(TARGET)/libvirtd $(TARGET)/kernel

deps-bench:
	tests/install-packages $(DEPS_BENCH)

install: $(LIBRARY) $(PART) $(COMMAND) $(MAN)/virmemctl.1
	install -d $(DESTDIR)$(BINDIR) $(DESTDIR)$(SHAREDIR)/bash-completion/completions \
		$(DESTDIR)$(SHAREDIR)/zsh/site-functions $(DESTDIR)$(SHAREDIR)/fish/vendor_completions.d
	install -m 755 -s $(COMMAND) $(DESTDIR)$(BINDIR)/virmemctl
	$(COMMAND) completion bash > $(DESTDIR)$(SHAREDIR)/bash-completion/completions/virmemctl
	$(COMMAND) completion zsh > $(DESTDIR)$(SHAREDIR)/zsh/site-functions/_virmemctl
	$(COMMAND) completion fish > $(DESTDIR)$(SHAREDIR)/fish/vendor_completions.d/virmemctl.fish
	install -d $(DESTDIR)$(LIBDIR)/pkgconfig $(DESTDIR)$(INCLUDEDIR)/virmemctl/libvirt
	install -m 755 $(BUILD)/libvirmemctl.so $(DESTDIR)$(LIBDIR)/libvirmemctl.so.0.$(VERSION)
	ln -sf libvirmemctl.so.0.$(VERSION) $(DESTDIR)$(LIBDIR)/libvirmemctl.so.0
	ln -sf libvirmemctl.so.0 $(DESTDIR)$(LIBDIR)/libvirmemctl.so
	install -m 644 $(BUILD)/libvirmemctl.so.debug $(DESTDIR)$(LIBDIR)/libvirmemctl.so.debug
	install -d $(DESTDIR)$(PRIVATE)/dropin
	install -m 755 $(PART) $(DESTDIR)$(PRIVATE)/libvirmemctl_systemd.so
	install -m 644 $(PART).debug $(DESTDIR)$(PRIVATE)/libvirmemctl_systemd.so.debug
	ln -sf ../../libvirmemctl.so.0.$(VERSION) $(DESTDIR)$(PRIVATE)/dropin/libvirt.so.0
	out=$$(build/out-dir $(LIBRARY)) && \
		install -m 755 $(SMALL:%="$$out/dropin/%") $(DESTDIR)$(PRIVATE)/dropin
	install -m 644 include/virmemctl.h $(DESTDIR)$(INCLUDEDIR)/virmemctl/
	install -m 644 include/libvirt/*.h $(DESTDIR)$(INCLUDEDIR)/virmemctl/libvirt/
	sed -e 's|@LIBDIR@|$(LIBDIR)|' -e 's|@INCLUDEDIR@|$(INCLUDEDIR)|' -e 's|@VERSION@|$(VERSION)|' \
		virmemctl.pc.in > $(DESTDIR)$(LIBDIR)/pkgconfig/virmemctl.pc
	install -d $(DESTDIR)$(UNITDIR)
	sed -e 's|@BINDIR@|$(BINDIR)|' cli/virmemctl-autostart.service.in > $(DESTDIR)$(UNITDIR)/virmemctl-autostart.service
	for page in $(MAN)/*; do \
		install -D -m 644 "$$page" "$(DESTDIR)$(MANDIR)/man$${page##*.}/$${page##*/}" || exit; \
	done

# Debian packages. lintian's errors are errors.
deb:
	build/deb $(TARGET)/deb
	lintian --fail-on error $(TARGET)/deb/*.changes

# The crates as cargo would publish them, each compiled from its package.
crates:
	$(CARGO) package --workspace --exclude virmemctl-header --exclude virmemctl-manual $(PACKAGE_FLAGS)

# The sources of the last commit, with checksums.
tarball:
	build/tarball $(TARGET)/dist

# Two builds in different folders give the same libraries; takes several minutes.
check-reproducible:
	build/check-reproducible $(TARGET)/reproducible

uninstall:
	rm -f $(DESTDIR)$(BINDIR)/virmemctl $(DESTDIR)$(SHAREDIR)/bash-completion/completions/virmemctl \
		$(DESTDIR)$(SHAREDIR)/zsh/site-functions/_virmemctl \
		$(DESTDIR)$(SHAREDIR)/fish/vendor_completions.d/virmemctl.fish
	rm -f $(DESTDIR)$(UNITDIR)/virmemctl-autostart.service
	rm -f $(DESTDIR)$(MANDIR)/man1/virmemctl.1 $(DESTDIR)$(MANDIR)/man1/virmemctl-*.1 \
		$(DESTDIR)$(MANDIR)/man3/libvirmemctl.3 $(DESTDIR)$(MANDIR)/man3/virMemctl*.3 \
		$(DESTDIR)$(MANDIR)/man5/virmemctl.xml.5 $(DESTDIR)$(MANDIR)/man7/virmemctl.7
	rm -f $(DESTDIR)$(LIBDIR)/libvirmemctl.so $(DESTDIR)$(LIBDIR)/libvirmemctl.so.0 \
		$(DESTDIR)$(LIBDIR)/libvirmemctl.so.0.$(VERSION) $(DESTDIR)$(LIBDIR)/libvirmemctl.so.debug \
		$(DESTDIR)$(PRIVATE)/libvirmemctl_systemd.so $(DESTDIR)$(PRIVATE)/libvirmemctl_systemd.so.debug \
		$(DESTDIR)$(LIBDIR)/pkgconfig/virmemctl.pc
	rm -rf $(DESTDIR)$(INCLUDEDIR)/virmemctl $(DESTDIR)$(PRIVATE)/dropin
	-rmdir --ignore-fail-on-non-empty $(DESTDIR)$(PRIVATE)

clean:
	$(CARGO) clean

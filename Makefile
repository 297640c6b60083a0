# libvirmemctl: build, try, test, install. README.md says how.

PREFIX ?= /usr/local
DESTDIR ?=
LIBDIR ?= $(PREFIX)/lib
INCLUDEDIR ?= $(PREFIX)/include
CARGO ?= cargo
CC ?= cc
CFLAGS ?= -O2 -g -Wall -Wextra
STRICT ?= 0

VERSION := $(shell sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -n 1)
TARGET := $(or $(CARGO_TARGET_DIR),target)
RELEASE := $(TARGET)/release
LIBRARY := $(RELEASE)/libvirmemctl.so
SONAME := $(RELEASE)/libvirmemctl.so.0
DEMO := $(RELEASE)/memtune
DROPIN := $(TARGET)/dropin
SMALL := libvirt-qemu.so.0 libvirt-lxc.so.0
# Under sudo, root may not have cargo; an existing build is used then.
BUILT := $(if $(shell command -v $(CARGO)),all,$(SONAME))

# Debian packages for the build, and for the full tests.
DEPS_BUILD := gcc make binutils
DEPS := $(DEPS_BUILD) pkg-config python3 valgrind libvirt-dev libvirt0 user-mode-linux busybox-static debootstrap \
	python3-libvirt libsys-virt-perl collectd-core prometheus-libvirt-exporter
# Debian packages for the tests with a real libvirtd. The guest's kernel is downloaded, not installed.
DEPS_LIBVIRT := libvirt-daemon-system libvirt-daemon-driver-qemu libvirt-clients python3-libvirt qemu-system-x86 \
	dnsmasq-base dbus iproute2 busybox-static cpio

.PHONY: all header dropin demo fuzz check check-libvirt deps deps-build deps-libvirt install uninstall clean

# A program linked with -lvirmemctl loads the SONAME, which cargo does not create.
all:
	$(CARGO) build --release
	ln -sf libvirmemctl.so $(SONAME)

$(LIBRARY):
	$(CARGO) build --release

$(SONAME): $(LIBRARY)
	ln -sf libvirmemctl.so $@

header:
	$(CARGO) build
	out=$$(build/out-dir $(TARGET)/debug/libvirmemctl.so) && cp "$$out/virmemctl.h" include/virmemctl.h

# A folder for LD_LIBRARY_PATH with libvirt's library names, for programs built for libvirt.
dropin: $(BUILT)
	install -d $(DROPIN)
	ln -sf ../release/libvirmemctl.so $(DROPIN)/libvirt.so.0
	out=$$(build/out-dir $(LIBRARY)) && install -m 755 $(SMALL:%="$$out/dropin/%") $(DROPIN)

demo: $(BUILT)
	$(CC) $(CFLAGS) -Iinclude -o $(DEMO) demo/memtune.c -L$(RELEASE) -lvirmemctl -Wl,-rpath,$(abspath $(RELEASE))
	$(DEMO)

check: dropin
	STRICT=$(STRICT) tests/run

# Tests with a real libvirtd and QEMU guests; they take several minutes.
check-libvirt: dropin
	STRICT=$(STRICT) tests/run libvirtd

# Each fuzz target for FUZZ_SECONDS; a finding is a failure.
fuzz:
	FUZZ_SECONDS=$(or $(FUZZ_SECONDS),60) fuzz/run

deps-build:
	tests/install-packages $(DEPS_BUILD)

# If creating the file system for the systemd tests fails, those tests report it.
deps:
	tests/install-packages $(DEPS)
	-timeout -k 10 600 tests/make-systemd-root $(TARGET)/systemd-root

deps-libvirt:
	tests/install-packages $(DEPS_LIBVIRT)
	tests/libvirtd/make-guest $(TARGET)/libvirtd

install: $(LIBRARY)
	install -d $(DESTDIR)$(LIBDIR)/pkgconfig $(DESTDIR)$(INCLUDEDIR)/virmemctl/libvirt
	install -m 755 $(RELEASE)/libvirmemctl.so $(DESTDIR)$(LIBDIR)/libvirmemctl.so.0.$(VERSION)
	ln -sf libvirmemctl.so.0.$(VERSION) $(DESTDIR)$(LIBDIR)/libvirmemctl.so.0
	ln -sf libvirmemctl.so.0 $(DESTDIR)$(LIBDIR)/libvirmemctl.so
	install -d $(DESTDIR)$(LIBDIR)/virmemctl/dropin
	ln -sf ../../libvirmemctl.so.0.$(VERSION) $(DESTDIR)$(LIBDIR)/virmemctl/dropin/libvirt.so.0
	out=$$(build/out-dir $(LIBRARY)) && \
		install -m 755 $(SMALL:%="$$out/dropin/%") $(DESTDIR)$(LIBDIR)/virmemctl/dropin
	install -m 644 include/virmemctl.h $(DESTDIR)$(INCLUDEDIR)/virmemctl/
	install -m 644 include/libvirt/*.h $(DESTDIR)$(INCLUDEDIR)/virmemctl/libvirt/
	sed -e 's|@LIBDIR@|$(LIBDIR)|' -e 's|@INCLUDEDIR@|$(INCLUDEDIR)|' -e 's|@VERSION@|$(VERSION)|' \
		virmemctl.pc.in > $(DESTDIR)$(LIBDIR)/pkgconfig/virmemctl.pc

uninstall:
	rm -f $(DESTDIR)$(LIBDIR)/libvirmemctl.so $(DESTDIR)$(LIBDIR)/libvirmemctl.so.0 \
		$(DESTDIR)$(LIBDIR)/libvirmemctl.so.0.$(VERSION) $(DESTDIR)$(LIBDIR)/pkgconfig/virmemctl.pc
	rm -rf $(DESTDIR)$(INCLUDEDIR)/virmemctl $(DESTDIR)$(LIBDIR)/virmemctl/dropin
	-rmdir --ignore-fail-on-non-empty $(DESTDIR)$(LIBDIR)/virmemctl

clean:
	$(CARGO) clean

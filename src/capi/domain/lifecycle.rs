//! The life of domains: starting, pausing and stopping them.

use crate::capi::boundary::call::change_domain;
use crate::capi::boundary::guard::guard;
use crate::capi::boundary::handles;
use crate::capi::boundary::handles::expect_connect;
use crate::capi::boundary::strings::required_bytes;
use crate::capi::types::handles::{virConnectPtr, virDomainPtr};
use crate::model::virErrorDomain::VIR_FROM_DOMAIN;
use libc::{c_char, c_int, c_uint};
use std::ptr::null_mut;

/// Starts a domain from a document, without storing a definition: it goes when
/// it ends, unless a definition of the same name and uuid is there.
///
/// `xmlDesc` is a `<domain>` document. `flags` are bits of virDomainCreateFlags;
/// the test driver knows VIR_DOMAIN_START_VALIDATE, this host that and
/// VIR_DOMAIN_START_PAUSED: the program begins when the domain is resumed.
///
/// On this host (cgroup:///) the document's type is `cgroup`, that of `<os>` is
/// `exe`, and `<init>` is the program, an absolute path, which `<initarg>`s follow.
/// It is in its group, with the limits of `<memtune>` set, before it begins. It is
/// no child of the caller's, which sees no SIGCHLD of it; it leads a session of its
/// own, and goes on when the caller ends. It reads /dev/null; what it writes, to
/// standard output and standard error, goes behind what stands in
/// /var/log/virmemctl/NAME.log (session: $XDG_STATE_HOME/virmemctl/log). No other
/// file is open. Signals are as at first, the umask is 022, the directory
/// `<initdir>` or `/`. The environment is PATH, HOME, VIRMEMCTL_NAME,
/// VIRMEMCTL_UUID and each `<initenv name='…'>`, which comes in the place of one of
/// these. `<inituser>` and `<initgroup>`, names or numbers (`+1000` is always a
/// number), say whose rights it has; the group of a user without `<initgroup>` is
/// the user's own, the other groups are the user's. What is left, such as resource
/// limits, the niceness and namespaces, is the caller's.
///
/// Returns a domain for virDomainFree, or NULL: VIR_ERR_INVALID_CONN;
/// VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG when
/// `xmlDesc` is NULL and for unknown flags; VIR_ERR_XML_DETAIL, VIR_ERR_XML_ERROR
/// and others for what is wrong with the document; VIR_ERR_OPERATION_FAILED when
/// the name or the uuid is another domain's; VIR_ERR_OPERATION_INVALID when the
/// domain runs. On this host also VIR_ERR_SYSTEM_ERROR with errno in int1 when the
/// program cannot be started (ENOENT where there is none), VIR_ERR_CONFIG_UNSUPPORTED
/// for another type, and for a user or group that is not known,
/// VIR_ERR_OPERATION_FAILED when its min_guarantee cannot be given,
/// VIR_ERR_OPERATION_UNSUPPORTED for VIR_DOMAIN_START_AUTODESTROY, as there is no
/// daemon, and on qemu:/// and lxc:///. Nothing is left of what was not started.
///
/// # Safety
/// `xmlDesc` is NULL or ends with a NUL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainCreateXML(
    conn: virConnectPtr,
    xmlDesc: *const c_char,
    flags: c_uint,
) -> virDomainPtr {
    // SAFETY: this function's contract is the same.
    unsafe { create("virDomainCreateXML", conn, xmlDesc, flags) }
}

/// # Safety
/// `xmlDesc` is NULL or ends with a NUL.
unsafe fn create(
    function: &str,
    conn: virConnectPtr,
    xmlDesc: *const c_char,
    flags: c_uint,
) -> virDomainPtr {
    guard(function, conn, null_mut(), || {
        let connect = expect_connect(conn, VIR_FROM_DOMAIN)?;
        // SAFETY: by this function's contract.
        let xml = unsafe { required_bytes("xmlDesc", xmlDesc, VIR_FROM_DOMAIN) }?;
        handles::new_domain(conn, connect.connection().create_xml(xml, flags)?)
    })
}

/// Starts a domain from a document: the first name of virDomainCreateXML.
///
/// # Safety
/// As for virDomainCreateXML.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainCreateLinux(
    conn: virConnectPtr,
    xmlDesc: *const c_char,
    flags: c_uint,
) -> virDomainPtr {
    // SAFETY: this function's contract is the same.
    unsafe { create("virDomainCreateLinux", conn, xmlDesc, flags) }
}

/// Starts a domain from its definition.
///
/// Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a
/// read-only connection; VIR_ERR_NO_DOMAIN; VIR_ERR_INTERNAL_ERROR from the test
/// driver when it runs, VIR_ERR_OPERATION_INVALID on this host; there, what fails as
/// it does in virDomainCreateXML.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainCreate(domain: virDomainPtr) -> c_int {
    change_domain("virDomainCreate", domain, |domain| domain.create(0))
}

/// Starts a domain from its definition.
///
/// `flags` are bits of virDomainCreateFlags; the test driver knows none, this host
/// VIR_DOMAIN_START_PAUSED.
///
/// Returns as virDomainCreate does, VIR_ERR_INVALID_ARG for unknown flags.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainCreateWithFlags(domain: virDomainPtr, flags: c_uint) -> c_int {
    change_domain("virDomainCreateWithFlags", domain, |domain| domain.create(flags))
}

/// Stops a domain at once, whatever its guest is about.
///
/// Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a
/// read-only connection; VIR_ERR_NO_DOMAIN; VIR_ERR_OPERATION_INVALID when it
/// does not run.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainDestroy(domain: virDomainPtr) -> c_int {
    change_domain("virDomainDestroy", domain, |domain| domain.destroy(0))
}

/// Stops a domain at once.
///
/// `flags` are bits of virDomainDestroyFlagsValues: VIR_DOMAIN_DESTROY_GRACEFUL.
///
/// On this host all processes of the domain's group are ended, however fast they
/// start others: by cgroup.kill (Linux 5.14), else frozen and killed. When it
/// returns they have gone, and so have the group and, unless it is defined, the
/// domain. With VIR_DOMAIN_DESTROY_GRACEFUL the domain's first process gets SIGTERM
/// alone, and 10 s: VIR_ERR_OPERATION_FAILED when the domain goes on.
///
/// Returns as virDomainDestroy does, VIR_ERR_INVALID_ARG for unknown flags. On this
/// host also VIR_ERR_OPERATION_UNSUPPORTED for a guest of libvirtd's or systemd's,
/// which alone can stop it, and VIR_ERR_SYSTEM_ERROR with ETIMEDOUT in int1 when
/// processes are left after 20 s.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainDestroyFlags(domain: virDomainPtr, flags: c_uint) -> c_int {
    change_domain("virDomainDestroyFlags", domain, |domain| domain.destroy(flags))
}

/// Asks the guest to power off; the definition's `<on_poweroff>` says what
/// follows.
///
/// On this host the domain's first process gets SIGTERM, and ends when it likes;
/// VIR_DOMAIN_EVENT_STOPPED tells that all have. One that is paused gets it when it
/// is resumed.
///
/// Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a
/// read-only connection; VIR_ERR_NO_DOMAIN; VIR_ERR_INTERNAL_ERROR from the test
/// driver when it does not run.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainShutdown(domain: virDomainPtr) -> c_int {
    change_domain("virDomainShutdown", domain, |domain| domain.shutdown(0))
}

/// Asks the guest to power off.
///
/// `flags` are bits of virDomainShutdownFlagValues; the test driver knows none, this
/// host VIR_DOMAIN_SHUTDOWN_SIGNAL, which is what it does.
///
/// Returns as virDomainShutdown does, VIR_ERR_INVALID_ARG for unknown flags.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainShutdownFlags(domain: virDomainPtr, flags: c_uint) -> c_int {
    change_domain("virDomainShutdownFlags", domain, |domain| domain.shutdown(flags))
}

/// Asks the guest to reboot; the definition's `<on_reboot>` says what follows.
///
/// `flags` are bits of virDomainRebootFlagValues.
///
/// Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a
/// read-only connection; VIR_ERR_INVALID_ARG for unknown flags;
/// VIR_ERR_NO_DOMAIN; VIR_ERR_OPERATION_INVALID when it does not run.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainReboot(domain: virDomainPtr, flags: c_uint) -> c_int {
    change_domain("virDomainReboot", domain, |domain| domain.reboot(flags))
}

/// Resets a domain at once, as the button of a machine does.
///
/// `flags` is 0. Returns as virDomainReboot does.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainReset(domain: virDomainPtr, flags: c_uint) -> c_int {
    change_domain("virDomainReset", domain, |domain| domain.reset(flags))
}

/// Takes the processors from a domain until virDomainResume.
///
/// On this host its processes are frozen: by cgroup.freeze, or on cgroup v1 in a
/// group of the freezer hierarchy, which stays until the domain ends. Pausing one
/// that is paused does nothing.
///
/// Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a
/// read-only connection; VIR_ERR_NO_DOMAIN; VIR_ERR_INTERNAL_ERROR from the test
/// driver when it is paused or does not run. On this host
/// VIR_ERR_OPERATION_INVALID when it does not run, VIR_ERR_OPERATION_UNSUPPORTED for
/// a guest of libvirtd's or systemd's and where there is no freezer.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainSuspend(domain: virDomainPtr) -> c_int {
    change_domain("virDomainSuspend", domain, |domain| domain.suspend())
}

/// Gives the processors back to a domain that virDomainSuspend took them from.
///
/// Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a
/// read-only connection; VIR_ERR_NO_DOMAIN; VIR_ERR_INTERNAL_ERROR from the test
/// driver when it is not paused, VIR_ERR_OPERATION_INVALID on this host.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainResume(domain: virDomainPtr) -> c_int {
    change_domain("virDomainResume", domain, |domain| domain.resume())
}

/// Sends the guest a non-maskable interrupt.
///
/// `flags` is 0. Returns as virDomainReboot does.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainInjectNMI(domain: virDomainPtr, flags: c_uint) -> c_int {
    change_domain("virDomainInjectNMI", domain, |domain| domain.inject_nmi(flags))
}

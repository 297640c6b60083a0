//! Starting, pausing and stopping of domains.

use crate::capi::boundary::call::{change_domain, on_connect};
use crate::capi::boundary::handles::{self};
use crate::capi::boundary::strings::required_bytes;
use crate::capi::types::handles::{virConnectPtr, virDomainPtr};
use crate::model::virErrorDomain::VIR_FROM_DOMAIN;
use libc::{c_char, c_int, c_uint};
use std::ptr::null_mut;

/// Starts a transient domain from a document; with a definition of the same name and UUID, the
/// domain is that persistent one.
///
/// `xmlDesc` is a `<domain>` document. `flags` are bits of virDomainCreateFlags; the test driver
/// supports VIR_DOMAIN_START_VALIDATE, this host also VIR_DOMAIN_START_PAUSED: the program is
/// started when the domain is resumed.
///
/// On this host (cgroup:///) the document's type is `cgroup`, the type of `<os>` is `exe`, and
/// `<init>` is the absolute path of the program, with `<initarg>` elements as arguments. The
/// process is in its cgroup, with the limits of `<memtune>` set, before the program starts. It
/// is not a child of the caller, which gets no SIGCHLD; it is the leader of a new session and
/// keeps running when the caller exits. Its standard input is /dev/null; standard output and
/// standard error are appended to /var/log/virmemctl/NAME.log (session:
/// $XDG_STATE_HOME/virmemctl/log), as is a line about its end: the exit status or the signal. A log
/// of more than 1 MiB is put aside at a start, as NAME.log.1 and NAME.log.2; the older half of one
/// that grows beyond 16 MiB is removed. No other file is open. Signal dispositions are the default,
/// the umask is 022, the working directory `<initdir>` or `/`. The environment is PATH, HOME,
/// VIRMEMCTL_NAME, VIRMEMCTL_UUID and each `<initenv name='…'>`, which overrides these.
/// `<inituser>` and `<initgroup>`, names or numeric IDs (`+1000` is always an ID), are its user
/// and group; the default group is the user's primary one, and the supplementary groups are the
/// user's. Resource limits, niceness, namespaces and the like are inherited from the caller.
///
/// Returns a domain for virDomainFree, or NULL: VIR_ERR_INVALID_CONN; VIR_ERR_OPERATION_DENIED
/// on a read-only connection; VIR_ERR_INVALID_ARG when `xmlDesc` is NULL and for unknown flags;
/// VIR_ERR_XML_DETAIL, VIR_ERR_XML_ERROR and others for an invalid document;
/// VIR_ERR_OPERATION_FAILED when the name or the UUID belongs to another domain;
/// VIR_ERR_OPERATION_INVALID when the domain is running. On this host also VIR_ERR_SYSTEM_ERROR
/// with errno in int1 when the program cannot be started (ENOENT if it does not exist),
/// VIR_ERR_CONFIG_UNSUPPORTED for another type, for an unknown user or group, and for an unknown
/// child of `<memtune>`, `<cputune>`, `<blkiotune>` or `<numatune>`,
/// VIR_ERR_OPERATION_FAILED when its min_guarantee cannot be satisfied,
/// VIR_ERR_OPERATION_UNSUPPORTED for VIR_DOMAIN_START_AUTODESTROY, as there is no daemon, and on
/// qemu:/// and lxc:///. Nothing remains of a failed start.
///
/// # Safety
/// `xmlDesc` is NULL or a NUL-terminated string.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainCreateXML(
    conn: virConnectPtr,
    xmlDesc: *const c_char,
    flags: c_uint,
) -> virDomainPtr {
    // SAFETY: this function's contract is the same.
    unsafe { create("virDomainCreateXML", conn, xmlDesc, flags) }
}

/// # Safety
/// `xmlDesc` is NULL or a NUL-terminated string.
unsafe fn create(
    function: &str,
    conn: virConnectPtr,
    xmlDesc: *const c_char,
    flags: c_uint,
) -> virDomainPtr {
    on_connect(function, conn, VIR_FROM_DOMAIN, null_mut(), |connect| {
        // SAFETY: by this function's contract.
        let xml = unsafe { required_bytes("xmlDesc", xmlDesc, VIR_FROM_DOMAIN) }?;
        handles::new_domain(conn, connect.connection().create_xml(xml, flags)?)
    })
}

/// Starts a domain from a document: the old name of virDomainCreateXML.
///
/// # Safety
/// As for virDomainCreateXML.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainCreateLinux(
    conn: virConnectPtr,
    xmlDesc: *const c_char,
    flags: c_uint,
) -> virDomainPtr {
    // SAFETY: this function's contract is the same.
    unsafe { create("virDomainCreateLinux", conn, xmlDesc, flags) }
}

/// Starts a domain from its definition.
///
/// Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a read-only connection;
/// VIR_ERR_NO_DOMAIN; VIR_ERR_INTERNAL_ERROR from the test driver when it is running,
/// VIR_ERR_OPERATION_INVALID on this host, and there the errors of virDomainCreateXML.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainCreate(domain: virDomainPtr) -> c_int {
    change_domain("virDomainCreate", domain, |domain| domain.create(0))
}

/// Starts a domain from its definition.
///
/// `flags` are bits of virDomainCreateFlags; the test driver supports none, this host
/// VIR_DOMAIN_START_PAUSED.
///
/// Returns as virDomainCreate does, VIR_ERR_INVALID_ARG for unknown flags.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainCreateWithFlags(
    domain: virDomainPtr,
    flags: c_uint,
) -> c_int {
    change_domain("virDomainCreateWithFlags", domain, |domain| domain.create(flags))
}

/// Stops a domain immediately.
///
/// Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a read-only connection;
/// VIR_ERR_NO_DOMAIN; VIR_ERR_OPERATION_INVALID when it is not running.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainDestroy(domain: virDomainPtr) -> c_int {
    change_domain("virDomainDestroy", domain, |domain| domain.destroy(0))
}

/// Stops a domain immediately.
///
/// `flags` are bits of virDomainDestroyFlagsValues: VIR_DOMAIN_DESTROY_GRACEFUL.
///
/// On this host all processes of the domain's cgroup are killed, however fast they fork: by
/// cgroup.kill (Linux 5.14), else frozen and killed. When the call returns, the processes and
/// the cgroup no longer exist, nor does a transient domain. With VIR_DOMAIN_DESTROY_GRACEFUL
/// only the domain's first process gets SIGTERM, and 10 seconds: VIR_ERR_OPERATION_FAILED when
/// the domain is still running then.
///
/// Returns as virDomainDestroy does, VIR_ERR_INVALID_ARG for unknown flags. On this host also
/// VIR_ERR_OPERATION_UNSUPPORTED for a guest of libvirtd's or systemd's, which have to stop it,
/// and VIR_ERR_SYSTEM_ERROR with ETIMEDOUT in int1 when processes remain after 20 seconds.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainDestroyFlags(
    domain: virDomainPtr,
    flags: c_uint,
) -> c_int {
    change_domain("virDomainDestroyFlags", domain, |domain| domain.destroy(flags))
}

/// Asks the guest to power off; the definition's `<on_poweroff>` is the action that follows.
///
/// On this host the domain's first process gets SIGTERM; VIR_DOMAIN_EVENT_STOPPED reports the
/// exit of all its processes. A paused domain gets the signal when it is resumed.
///
/// Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a read-only connection;
/// VIR_ERR_NO_DOMAIN; VIR_ERR_INTERNAL_ERROR from the test driver when it is not running.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainShutdown(domain: virDomainPtr) -> c_int {
    change_domain("virDomainShutdown", domain, |domain| domain.shutdown(0))
}

/// Asks the guest to power off.
///
/// `flags` are bits of virDomainShutdownFlagValues; the test driver supports none, this host
/// VIR_DOMAIN_SHUTDOWN_SIGNAL, its only method.
///
/// Returns as virDomainShutdown does, VIR_ERR_INVALID_ARG for unknown flags.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainShutdownFlags(
    domain: virDomainPtr,
    flags: c_uint,
) -> c_int {
    change_domain("virDomainShutdownFlags", domain, |domain| domain.shutdown(flags))
}

/// Asks the guest to reboot; the definition's `<on_reboot>` is the action that follows.
///
/// `flags` are bits of virDomainRebootFlagValues.
///
/// Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a read-only connection;
/// VIR_ERR_INVALID_ARG for unknown flags; VIR_ERR_NO_DOMAIN; VIR_ERR_OPERATION_INVALID when it
/// is not running.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainReboot(domain: virDomainPtr, flags: c_uint) -> c_int {
    change_domain("virDomainReboot", domain, |domain| domain.reboot(flags))
}

/// Resets a domain immediately, like the reset button of a machine.
///
/// `flags` is 0. Returns as virDomainReboot does.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainReset(domain: virDomainPtr, flags: c_uint) -> c_int {
    change_domain("virDomainReset", domain, |domain| domain.reset(flags))
}

/// Pauses a domain until virDomainResume.
///
/// On this host its processes are frozen: by cgroup.freeze, or on cgroup v1 in a group of the
/// freezer hierarchy, which remains until the domain stops. Pausing a paused domain does
/// nothing.
///
/// Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a read-only connection;
/// VIR_ERR_NO_DOMAIN; VIR_ERR_INTERNAL_ERROR from the test driver when it is paused or not
/// running. On this host VIR_ERR_OPERATION_INVALID when it is not running,
/// VIR_ERR_OPERATION_UNSUPPORTED for a guest of libvirtd's or systemd's and where there is no
/// freezer.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainSuspend(domain: virDomainPtr) -> c_int {
    change_domain("virDomainSuspend", domain, |domain| domain.suspend())
}

/// Resumes a domain that virDomainSuspend paused.
///
/// Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a
/// read-only connection; VIR_ERR_NO_DOMAIN; VIR_ERR_INTERNAL_ERROR from the test
/// driver when it is not paused, VIR_ERR_OPERATION_INVALID on this host.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainResume(domain: virDomainPtr) -> c_int {
    change_domain("virDomainResume", domain, |domain| domain.resume())
}

/// Sends the guest a non-maskable interrupt.
///
/// `flags` is 0. Returns as virDomainReboot does.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainInjectNMI(domain: virDomainPtr, flags: c_uint) -> c_int {
    change_domain("virDomainInjectNMI", domain, |domain| domain.inject_nmi(flags))
}

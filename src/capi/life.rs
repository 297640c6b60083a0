//! The life of domains: starting, pausing and stopping them.

use super::call::done;
use super::guard::{Called, guard};
use super::handles::{self, expect_connect};
use super::strings::required_bytes;
use super::types::{virConnectPtr, virDomainPtr};
use crate::model::virErrorDomain::VIR_FROM_DOMAIN;
use libc::{c_char, c_int, c_uint};
use std::ptr::null_mut;

/// Starts a domain from a document, without storing a definition: it goes when
/// it ends, unless a definition of the same name and uuid is there.
///
/// `xmlDesc` is a `<domain>` document. `flags` are bits of virDomainCreateFlags;
/// the test driver knows VIR_DOMAIN_START_VALIDATE.
///
/// Returns a domain for virDomainFree, or NULL: VIR_ERR_INVALID_CONN;
/// VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG when
/// `xmlDesc` is NULL and for unknown flags; VIR_ERR_XML_DETAIL, VIR_ERR_XML_ERROR
/// and others for what is wrong with the document; VIR_ERR_OPERATION_FAILED when
/// the name or the uuid is another domain's; VIR_ERR_OPERATION_INVALID when the
/// domain runs.
///
/// # Safety
/// `xmlDesc` is NULL or ends with a NUL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainCreateXML(
    conn: virConnectPtr,
    xmlDesc: *const c_char,
    flags: c_uint,
) -> virDomainPtr {
    guard(Called::On(conn), null_mut(), || {
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
    unsafe { virDomainCreateXML(conn, xmlDesc, flags) }
}

/// Starts a domain from its definition.
///
/// Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a
/// read-only connection; VIR_ERR_NO_DOMAIN; VIR_ERR_INTERNAL_ERROR from the test
/// driver when it runs.
///
/// # Safety
/// None is asked for: what is no domain is told.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainCreate(domain: virDomainPtr) -> c_int {
    done(domain, |domain| domain.create(0))
}

/// Starts a domain from its definition.
///
/// `flags` are bits of virDomainCreateFlags; the test driver knows none.
///
/// Returns as virDomainCreate does, VIR_ERR_INVALID_ARG for unknown flags.
///
/// # Safety
/// None is asked for: what is no domain is told.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainCreateWithFlags(domain: virDomainPtr, flags: c_uint) -> c_int {
    done(domain, |domain| domain.create(flags))
}

/// Stops a domain at once, whatever its guest is about.
///
/// Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a
/// read-only connection; VIR_ERR_NO_DOMAIN; VIR_ERR_OPERATION_INVALID when it
/// does not run.
///
/// # Safety
/// None is asked for: what is no domain is told.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainDestroy(domain: virDomainPtr) -> c_int {
    done(domain, |domain| domain.destroy(0))
}

/// Stops a domain at once.
///
/// `flags` are bits of virDomainDestroyFlagsValues; the test driver knows
/// VIR_DOMAIN_DESTROY_GRACEFUL.
///
/// Returns as virDomainDestroy does, VIR_ERR_INVALID_ARG for unknown flags.
///
/// # Safety
/// None is asked for: what is no domain is told.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainDestroyFlags(domain: virDomainPtr, flags: c_uint) -> c_int {
    done(domain, |domain| domain.destroy(flags))
}

/// Asks the guest to power off; the definition's `<on_poweroff>` says what
/// follows.
///
/// Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a
/// read-only connection; VIR_ERR_NO_DOMAIN; VIR_ERR_INTERNAL_ERROR from the test
/// driver when it does not run.
///
/// # Safety
/// None is asked for: what is no domain is told.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainShutdown(domain: virDomainPtr) -> c_int {
    done(domain, |domain| domain.shutdown(0))
}

/// Asks the guest to power off.
///
/// `flags` are bits of virDomainShutdownFlagValues; the test driver knows none.
///
/// Returns as virDomainShutdown does, VIR_ERR_INVALID_ARG for unknown flags.
///
/// # Safety
/// None is asked for: what is no domain is told.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainShutdownFlags(domain: virDomainPtr, flags: c_uint) -> c_int {
    done(domain, |domain| domain.shutdown(flags))
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
/// None is asked for: what is no domain is told.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainReboot(domain: virDomainPtr, flags: c_uint) -> c_int {
    done(domain, |domain| domain.reboot(flags))
}

/// Resets a domain at once, as the button of a machine does.
///
/// `flags` is 0. Returns as virDomainReboot does.
///
/// # Safety
/// None is asked for: what is no domain is told.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainReset(domain: virDomainPtr, flags: c_uint) -> c_int {
    done(domain, |domain| domain.reset(flags))
}

/// Takes the processors from a domain until virDomainResume.
///
/// Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a
/// read-only connection; VIR_ERR_NO_DOMAIN; VIR_ERR_INTERNAL_ERROR from the test
/// driver when it is paused or does not run.
///
/// # Safety
/// None is asked for: what is no domain is told.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainSuspend(domain: virDomainPtr) -> c_int {
    done(domain, |domain| domain.suspend())
}

/// Gives the processors back to a domain that virDomainSuspend took them from.
///
/// Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a
/// read-only connection; VIR_ERR_NO_DOMAIN; VIR_ERR_INTERNAL_ERROR from the test
/// driver when it is not paused.
///
/// # Safety
/// None is asked for: what is no domain is told.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainResume(domain: virDomainPtr) -> c_int {
    done(domain, |domain| domain.resume())
}

/// Sends the guest a non-maskable interrupt.
///
/// `flags` is 0. Returns as virDomainReboot does.
///
/// # Safety
/// None is asked for: what is no domain is told.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainInjectNMI(domain: virDomainPtr, flags: c_uint) -> c_int {
    done(domain, |domain| domain.inject_nmi(flags))
}

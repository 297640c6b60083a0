//! Statistics of many domains in one call.

use crate::api::{Domain, Record};
use crate::capi::boundary::arrays::count;
use crate::capi::boundary::call::on_connect;
use crate::capi::boundary::guard::{guard, guard_quiet};
use crate::capi::boundary::handles::{self, expect_domain};
use crate::capi::boundary::memory::array_to_c;
use crate::capi::boundary::objects::DomainHandle;
use crate::capi::boundary::strings::null;
use crate::capi::boundary::typed_params;
use crate::capi::domain::handle::virDomainFree;
use crate::capi::typed_params::free::virTypedParamsFree;
use crate::capi::types::handles::{virConnectPtr, virDomainPtr};
use crate::capi::types::statistics::{virDomainStatsRecord, virDomainStatsRecordPtr};
use crate::model::virErrorDomain::VIR_FROM_DOMAIN;
use crate::model::{Error, Result};
use libc::{c_int, c_uint};
use std::ptr::null_mut;
use std::sync::Arc;

/// Gets statistics of every domain that matches a filter.
///
/// `stats` are bits of virDomainStatsTypes and of virMemctlDomainStatsTypes, 0 for all that the
/// driver knows; unknown statistics are omitted, unless `flags` hold
/// VIR_CONNECT_GET_ALL_DOMAINS_STATS_ENFORCE_STATS. `flags` are bits of
/// virConnectGetAllDomainStatsFlags. `retStats` receives an array of records with a NULL
/// after the last, which the caller frees with virDomainStatsRecordListFree. docs/statistics.md says
/// what each field of this host's domains means; with VIR_CONNECT_GET_ALL_DOMAINS_STATS_NOWAIT the
/// monitors of virtual machines are not asked.
///
/// Returns the number of records, or -1: VIR_ERR_INVALID_CONN, VIR_ERR_INVALID_ARG when
/// `retStats` is NULL and for unknown flags, VIR_ERR_ARGUMENT_UNSUPPORTED for an unknown group.
///
/// # Safety
/// `retStats` is NULL or points to room for a pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virConnectGetAllDomainStats(
    conn: virConnectPtr,
    stats: c_uint,
    retStats: *mut *mut virDomainStatsRecordPtr,
    flags: c_uint,
) -> c_int {
    on_connect("virConnectGetAllDomainStats", conn, VIR_FROM_DOMAIN, -1, |connect| {
        if retStats.is_null() {
            return Err(null("retStats", VIR_FROM_DOMAIN));
        }
        let found = connect.connection().all_stats(stats, flags)?;
        // SAFETY: not NULL, so room by this function's contract.
        unsafe { write_records(conn, found, retStats) }
    })
}

/// Gets statistics of these domains.
///
/// `doms` is an array of domains of one connection with a NULL after the last; a domain that no
/// longer exists is omitted. The rest is as for virConnectGetAllDomainStats.
///
/// Returns the number of records, or -1: VIR_ERR_INVALID_DOMAIN, VIR_ERR_INVALID_ARG when `doms`
/// or `retStats` is NULL, there is no domain in `doms`, or the domains are not of one
/// connection, and for unknown flags, VIR_ERR_ARGUMENT_UNSUPPORTED for an unknown group.
///
/// # Safety
/// `doms` is NULL or an array that ends with a NULL; `retStats` is NULL or points
/// to room for a pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainListGetStats(
    doms: *mut virDomainPtr,
    stats: c_uint,
    retStats: *mut *mut virDomainStatsRecordPtr,
    flags: c_uint,
) -> c_int {
    // SAFETY: by this function's contract, an array that is not NULL has a first.
    let first = if doms.is_null() { null_mut() } else { unsafe { doms.read() } };
    guard("virDomainListGetStats", first, -1, || {
        for (name, absent) in [("doms", doms.is_null()), ("retStats", retStats.is_null())] {
            if absent {
                return Err(null(name, VIR_FROM_DOMAIN));
            }
        }
        // SAFETY: not NULL, so an array that ends by this function's contract.
        let handles = unsafe { read_handles(doms) }?;
        let Some(first) = handles.first() else {
            return Err(Error::unfit_arg(VIR_FROM_DOMAIN, "doms is empty, expected a domain"));
        };
        if handles.iter().any(|handle| handle.connect() != first.connect()) {
            let detail = "doms has domains of several connections, expected one connection";
            return Err(Error::unfit_arg(VIR_FROM_DOMAIN, detail));
        }
        let domains: Vec<&Domain> = handles.iter().map(|handle| handle.domain()).collect();
        let found = first.domain().connection().listed_stats(&domains, stats, flags)?;
        // SAFETY: not NULL, so room by this function's contract.
        unsafe { write_records(first.connect(), found, retStats) }
    })
}

/// # Safety
/// `doms` is an array that ends with a NULL.
unsafe fn read_handles(doms: *mut virDomainPtr) -> Result<Vec<Arc<DomainHandle>>> {
    // SAFETY: each place up to the NULL can be read, by this function's contract.
    let each = (0..).map(|index| unsafe { doms.add(index).read() });
    each.take_while(|domain| !domain.is_null()).map(expect_domain).collect()
}

/// # Safety
/// `place` has room for a pointer.
unsafe fn write_records(
    conn: virConnectPtr,
    records: Vec<Record>,
    place: *mut *mut virDomainStatsRecordPtr,
) -> Result<c_int> {
    let number = count(records.len())?;
    let (domains, params): (Vec<Domain>, Vec<_>) = records.into_iter().unzip();
    let handles = handles::new_domains(conn, domains)?;
    let records = handles.into_iter().zip(&params).map(|(dom, values)| {
        let nparams = c_int::try_from(values.len()).unwrap_or(c_int::MAX);
        let record = virDomainStatsRecord { dom, params: typed_params::allocate(values), nparams };
        array_to_c(std::iter::once(record))
    });
    let array = array_to_c(records.collect::<Vec<_>>().into_iter());
    // SAFETY: by this function's contract.
    unsafe { place.write(array) };
    Ok(number)
}

/// Frees an array of records with its contents; the domains are released by virDomainFree. If
/// `stats` is empty, the last error is unchanged.
///
/// # Safety
/// `stats` is NULL or from virConnectGetAllDomainStats or virDomainListGetStats and
/// not freed before.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainStatsRecordListFree(stats: *mut virDomainStatsRecordPtr) {
    guard_quiet((), || {
        if stats.is_null() {
            return;
        }
        // SAFETY: by this function's contract, all of it is from malloc, and the
        // array ends with a NULL.
        unsafe {
            let each = (0..).map(|index| stats.add(index).read());
            for record in each.take_while(|record| !record.is_null()) {
                virDomainFree((*record).dom);
                virTypedParamsFree((*record).params, (*record).nparams);
                libc::free(record.cast());
            }
            libc::free(stats.cast());
        }
    });
}

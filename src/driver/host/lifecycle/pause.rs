//! Freezes and thaws domains.

use crate::driver::host::cgroup::freezer::{FREEZE_WAIT, Freezer};
use crate::driver::host::context::Context;
use crate::driver::host::error::{Failed, system};
use crate::driver::host::open_domains::Live;
use crate::model::{Result, virErrorNumber};

/// Freezes a domain's processes.
///
/// Errors: VIR_ERR_OPERATION_UNSUPPORTED on a host without a freezer.
pub fn freeze(context: &Context, live: &Live) -> Result<()> {
    let name = &live.domain.identity.name;
    let freezer = Freezer::make(&context.host, &live.group)
        .during(format_args!("make a freezer group for domain '{name}'"))?;
    let freezer = freezer.ok_or_else(|| {
        context.error(
            virErrorNumber::VIR_ERR_OPERATION_UNSUPPORTED,
            "no hierarchy with the freezer controller is mounted on this host",
        )
    })?;
    freezer.freeze(FREEZE_WAIT).map_err(|errno| {
        // Some may be frozen already.
        let _ = freezer.thaw();
        system(errno, format_args!("freeze the processes of domain '{name}'"))
    })
}

/// Thaws a domain's processes.
///
/// Errors: VIR_ERR_OPERATION_INVALID when they are not frozen.
pub fn thaw(context: &Context, live: &Live) -> Result<()> {
    let name = &live.domain.identity.name;
    let doing = format_args!("thaw the processes of domain '{name}'");
    match Freezer::find(&context.host, &live.group).during(doing)? {
        Some(freezer) if freezer.is_frozen().during(doing)? => freezer.thaw().during(doing),
        _ => Err(context.error(
            virErrorNumber::VIR_ERR_OPERATION_INVALID,
            format!("domain '{name}' is not paused"),
        )),
    }
}

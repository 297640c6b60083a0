//! Admission: whether the host can give a domain its guarantee, checked before it starts.

use crate::driver::host::cgroup::hierarchy::Host;
use crate::driver::host::cgroup::open_group::OpenGroup;
use crate::driver::host::error::{refused, says_gone};
use crate::driver::host::inventory::discovery;
use crate::driver::host::inventory::domain::HostDomain;
use crate::driver::host::limits::controllers::memory;
use crate::driver::host::node::meminfo;
use crate::model::parameters::memory::MemoryField;
use crate::model::units::Kib;
use crate::model::{Result, virErrorNumber};

/// Refuses a guarantee that the host cannot give to a new domain beside those that run;
/// `in_use` is the memory that its processes have already. A guarantee of 0 is always
/// admitted.
///
/// Errors: VIR_ERR_OPERATION_FAILED with what is asked and what can be given.
pub fn check(host: &Host, domains: &[HostDomain], wanted: Kib, in_use: Kib) -> Result<()> {
    if wanted == Kib(0) {
        return Ok(());
    }
    let meminfo = meminfo::text(host)?;
    let value = |name| meminfo::value(&meminfo, name);
    decide(wanted, in_use, promised(host, domains)?, value("MemTotal")?, value("MemAvailable")?)
}

/// What the running domains are guaranteed.
fn promised(host: &Host, domains: &[HostDomain]) -> Result<Kib> {
    let mut sum = Kib(0);
    for domain in domains {
        sum = sum.plus(guarantee(host, domain)?);
    }
    Ok(sum)
}

/// What a domain is guaranteed by the kernel or, where the kernel has no such file, by
/// its definition.
fn guarantee(host: &Host, domain: &HostDomain) -> Result<Kib> {
    let Some(group) = &domain.group else {
        return Ok(Kib(0));
    };
    let field = MemoryField::MinGuarantee;
    let held = match host.memory.open(group) {
        Ok(dir) => {
            let open = OpenGroup::new(host, group, &dir);
            match memory::guarantee(host.memory.version, &open) {
                Err(error) if says_gone(&error) => None,
                held => held?,
            }
        }
        Err(_) => None,
    };
    if let Some(held) = held {
        return Ok(held);
    }
    let live = discovery::refreshed(host, domain).live()?;
    Ok(live.and_then(|definition| definition.memtune.get(field)).unwrap_or_default())
}

fn decide(wanted: Kib, in_use: Kib, promised: Kib, total: Kib, available: Kib) -> Result<()> {
    let left = Kib(total.0.saturating_sub(promised.0));
    let fail = |reason: String| {
        let detail = format!("min_guarantee is {wanted}, and the host can give {reason}");
        Err(refused(virErrorNumber::VIR_ERR_OPERATION_FAILED, detail))
    };
    if wanted > left {
        return fail(format!(
            "{left}: of its {total}, {promised} are guaranteed to running domains"
        ));
    }
    let most = available.plus(in_use);
    if wanted > most {
        return fail(format!(
            "{most} now: {available} are available, and the process uses {in_use}"
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_figures_are_told() {
        let decide = |wanted, in_use, promised| {
            decide(Kib(wanted), Kib(in_use), Kib(promised), Kib(1000), Kib(400))
        };
        for (wanted, in_use, promised) in [(400, 0, 600), (500, 100, 500), (0, 0, 2000)] {
            assert_eq!(decide(wanted, in_use, promised), Ok(()), "{wanted} {in_use} {promised}");
        }
        for (wanted, in_use, promised, figures) in [
            (401, 0, 0, ["401 KiB", "400 KiB"]),
            (501, 100, 0, ["501 KiB", "500 KiB"]),
            (300, 0, 701, ["300 KiB", "299 KiB"]),
            (1, 0, 1001, ["1 KiB", "0 KiB"]),
        ] {
            let error = decide(wanted, in_use, promised).unwrap_err();
            assert_eq!(error.code(), virErrorNumber::VIR_ERR_OPERATION_FAILED);
            for figure in figures {
                assert!(error.detail().contains(figure), "{figure} in {error}");
            }
        }
    }
}

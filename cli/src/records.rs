//! Statistics of domains, with their limits where the host's statistics have none.

use std::sync::Mutex;
use std::thread;
use virmemctl::api::{Domain, Record};
use virmemctl::model::flags::AFFECT_LIVE;
use virmemctl::model::typed::TypedParam;

/// What stands before a memory parameter's name among the statistics.
const PREFIX: &str = "memtune.";
/// How many domains are asked for at the same time: as many calls of one client as a daemon serves by
/// default.
const THREADS: usize = 5;

/// Adds the memory parameters of running domains to the records that have none: those of libvirt's daemons
/// and of test drivers. It is a call for each domain. One that cannot be asked has none.
pub fn add_limits(records: &mut [Record]) {
    let is_bare =
        |(_, params): &&mut Record| !params.iter().any(|param| param.field.starts_with(PREFIX));
    let mut bare: Vec<&mut Record> = records.iter_mut().filter(is_bare).collect();
    let count = bare.len().min(THREADS);
    let queue = Mutex::new(bare.iter_mut());
    let next = || queue.lock().ok()?.next();
    let work = || {
        while let Some((domain, params)) = next() {
            params.extend(limits(domain));
        }
    };
    thread::scope(|scope| {
        for _ in 1..count {
            // With fewer threads it is done all the same.
            _ = thread::Builder::new().spawn_scoped(scope, work);
        }
        work();
    });
}

fn limits(domain: &Domain) -> Vec<TypedParam> {
    let params = domain.memory_parameters(AFFECT_LIVE).unwrap_or_default();
    let named =
        |param: TypedParam| TypedParam::new(format!("{PREFIX}{}", param.field), param.value);
    params.into_iter().map(named).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use virmemctl::api::Connection;

    #[test]
    fn limits_are_added_where_there_are_none() {
        let connection = Connection::open(Some("test:///default"), 0).unwrap();
        let domain = connection.lookup_by_name("test").unwrap();
        let told = TypedParam::text("memtune.hard_limit", "told");
        let mut records = vec![(domain.clone(), vec![told.clone()])];
        records.extend((0..20).map(|_| (domain.clone(), Vec::new())));
        add_limits(&mut records);
        let names = |at: usize| -> Vec<&str> {
            records[at].1.iter().map(|param| param.field.as_str()).collect()
        };
        assert_eq!(names(0), ["memtune.hard_limit"]);
        for at in 1..=20 {
            let wanted = ["memtune.hard_limit", "memtune.soft_limit", "memtune.swap_hard_limit"];
            assert_eq!(names(at), wanted);
        }
    }
}

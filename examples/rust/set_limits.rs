//! Caps a domain's memory, guarantees it a part of that where the kernel can, and shows what holds:
//! `cargo run --example set_limits -- URI DOMAIN MIB`.

use std::process::ExitCode;
use virmemctl::{Connection, Domain, ErrorCode, Impact, Memtune, Result, Size};

fn cap(domain: &Domain, limit: Size) -> Result<()> {
    let wanted = Memtune::new().hard_limit(limit);
    let guaranteed = wanted.clone().min_guarantee(Size(limit.0 / 2));
    match domain.tune(&guaranteed, Impact::Live) {
        Err(error) if has_no_guarantee(error.code()) => domain.tune(&wanted, Impact::Live),
        done => done,
    }
}

/// cgroup v1 has no guarantee, nor has libvirt's test driver.
fn has_no_guarantee(code: ErrorCode) -> bool {
    matches!(
        code,
        ErrorCode::VIR_ERR_OPERATION_UNSUPPORTED | ErrorCode::VIR_ERR_ARGUMENT_UNSUPPORTED
    )
}

fn show(domain: &Domain) -> Result<()> {
    let held: Memtune = domain.tuned(Impact::Live)?;
    for (name, value) in [
        ("hard limit", held.get_hard_limit()),
        ("guarantee", held.get_min_guarantee()),
        ("memory and swap", held.get_swap_hard_limit()),
    ] {
        let text = value.map_or_else(|| "unknown here".to_owned(), |size| size.to_string());
        println!("{}: {name}: {text}", domain.name());
    }
    Ok(())
}

fn run(uri: &str, name: &str, mib: u64) -> Result<()> {
    let connection = Connection::open(Some(uri), 0)?;
    let domain = connection.lookup_by_name(name)?;
    cap(&domain, Size::mib(mib))?;
    show(&domain)
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [uri, name, mib] = arguments.as_slice() else {
        eprintln!("usage: set_limits URI DOMAIN MIB");
        return ExitCode::from(2);
    };
    let Ok(mib) = mib.parse() else {
        eprintln!("MIB is '{mib}', expected a number of MiB");
        return ExitCode::from(2);
    };
    match run(uri, name, mib) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

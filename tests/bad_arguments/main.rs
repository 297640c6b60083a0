//! Calls every exported function with invalid arguments: NULL, handles of another kind, freed
//! handles, negative numbers. Each call runs in its own process, so that a crash is attributed to
//! the function.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![allow(unsafe_code)]

mod calls;
mod prototypes;

use calls::{Answer, Library, Outcome, in_child};
use prototypes::{Prototype, prototypes, states, stubs};

const INVALID_CONN: i64 = 6;
const INVALID_DOMAIN: i64 = 7;
const INVALID_ARG: i64 = 8;
const NO_SUPPORT: i64 = 3;

/// Functions that answer an invalid handle without an error, as libvirt's do: error functions,
/// which must not change the error that they report.
const QUIET: [&str; 4] =
    ["virConnGetLastError", "virConnCopyLastError", "virConnResetLastError", "virConnSetErrorFunc"];

/// Functions whose failure value may come without an error: they report errors, look up something
/// optional, or return a number that means none. Without an event loop, libvirt's event loop
/// functions fail without an error too.
const NOTHING_IS_AN_ANSWER: [&str; 13] = [
    "virEventAddHandle",
    "virEventRemoveHandle",
    "virEventAddTimeout",
    "virEventRemoveTimeout",
    "virGetLastError",
    "virSaveLastError",
    "virConnGetLastError",
    "virConnCopyLastError",
    "virCopyLastError",
    "virTypedParamsGet",
    "virTypedParamsGetString",
    "virTypedParamsAddStringList",
    "virDomainGetID",
];

/// Handle parameters that may be NULL: `any domain`.
const OPTIONAL_HANDLES: [(&str, &str); 2] = [
    ("virConnectDomainEventRegisterAny", "virDomainPtr"),
    ("virMemctlConnectMemoryEventRegister", "virDomainPtr"),
];

/// Functions that block or call back by design.
const WAITS: [&str; 1] = ["virEventRunDefaultImpl"];

fn implemented() -> Vec<Prototype> {
    let states = states();
    let mut known = prototypes();
    known.retain(|prototype| !WAITS.contains(&prototype.name.as_str()));
    let known_names: Vec<&str> = known.iter().map(|prototype| prototype.name.as_str()).collect();
    for (name, state) in &states {
        assert!(
            state != "implemented"
                || WAITS.contains(&name.as_str())
                || known_names.contains(&name.as_str()),
            "{name} has no prototype in the header"
        );
    }
    known
}

/// What is wrong with an outcome, if anything.
fn complaint(prototype: &Prototype, outcome: &Outcome) -> Option<String> {
    let answer = match outcome {
        Outcome::Died(signal) => return Some(format!("ended by signal {signal}")),
        Outcome::Answered(answer) => answer,
    };
    let failed = prototype.has_failed(answer.value)?;
    let may_be_quiet = NOTHING_IS_AN_ANSWER.contains(&prototype.name.as_str());
    if failed && answer.code == 0 && !may_be_quiet {
        return Some(format!("failed ({}) and left no error", answer.value));
    }
    if failed && answer.code != 0 && answer.callbacks != 1 {
        return Some(format!("told the error handler {} times", answer.callbacks));
    }
    if !failed && (answer.code != 0 || answer.callbacks != 0) {
        return Some(format!("answered {} and left error {}", answer.value, answer.code));
    }
    None
}

/// What is wrong with the outcome of a call with an invalid handle.
fn refused(prototype: &Prototype, code: i64, outcome: &Outcome) -> Option<String> {
    let quiet = QUIET.contains(&prototype.name.as_str());
    let answer = match outcome {
        Outcome::Died(signal) => return Some(format!("ended by signal {signal}")),
        Outcome::Answered(answer) => answer,
    };
    if quiet {
        return (answer.code != 0).then(|| format!("left error {}", answer.code));
    }
    if prototype.has_failed(answer.value) == Some(false) {
        return Some(format!("answered {}", answer.value));
    }
    (answer.code != code || answer.callbacks != 1).then(|| {
        format!(
            "left error {}, told {} times; expected {code}, once",
            answer.code, answer.callbacks
        )
    })
}

/// The invalid handles that a parameter must refuse, and the expected error code.
fn wrong_handles(library: &Library, kind: &str) -> Option<(i64, Vec<(&'static str, usize)>)> {
    let both = library.handles();
    let buffer = library.buffer();
    let common =
        [("NULL", 0), ("a small number", 1), ("an odd address", buffer + 1), ("zeroes", buffer)];
    let (code, mut wrong) = match kind {
        "virConnectPtr" => (
            INVALID_CONN,
            vec![("a domain", both.domain), ("a closed connection", both.closed_connection)],
        ),
        "virDomainPtr" => (
            INVALID_DOMAIN,
            vec![("a connection", both.connection), ("a freed domain", both.freed_domain)],
        ),
        _ => return None,
    };
    wrong.extend(common);
    Some((code, wrong))
}

#[test]
fn an_invalid_handle_is_refused() {
    let library = Library::open();
    let mut complaints = Vec::new();
    let mut calls = 0;
    for prototype in implemented() {
        for (place, kind) in prototype.parameters.iter().enumerate() {
            let Some((code, wrong)) = wrong_handles(&library, kind) else { continue };
            for (what, handle) in wrong {
                if handle == 0 && OPTIONAL_HANDLES.contains(&(&prototype.name, kind)) {
                    continue;
                }
                let mut arguments = library.plain_arguments(&prototype);
                arguments[place] = handle;
                let outcome = in_child(|| library.call(&prototype.name, &arguments));
                calls += 1;
                let wrong = refused(&prototype, code, &outcome);
                complaints
                    .extend(wrong.map(|text| format!("{} with {what}: {text}", prototype.name)));
            }
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
    assert!(calls > 100, "{calls} calls");
}

#[test]
fn nulls_and_negative_numbers_do_no_harm() {
    let library = Library::open();
    let mut complaints = Vec::new();
    for prototype in implemented() {
        for number in [0, 1, -1, i32::MAX, i32::MIN] {
            for scratch in [false, true] {
                // A large size promises a buffer of that size, which only NULL does not contradict.
                if scratch && number > 1 {
                    continue;
                }
                for read_only in [false, true] {
                    let arguments = library.odd_arguments(&prototype, number, scratch, read_only);
                    let outcome = in_child(|| library.call(&prototype.name, &arguments));
                    let pointers = if scratch { "pointers to zeroes" } else { "NULL pointers" };
                    let wrong = complaint(&prototype, &outcome);
                    complaints.extend(wrong.map(|text| {
                        format!("{} with {pointers}, numbers {number}: {text}", prototype.name)
                    }));
                }
            }
        }
    }
    complaints.dedup();
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

#[test]
fn a_stub_fails_with_no_support() {
    let library = Library::open();
    let stubs = stubs();
    for stub in &stubs {
        let (handle, invalid) = match stub.handle.as_str() {
            "virConnectPtr" => (library.handles().connection, INVALID_CONN),
            "virDomainPtr" => (library.handles().domain, INVALID_DOMAIN),
            _ => (library.buffer(), NO_SUPPORT),
        };
        let mut given = [library.buffer(); 12];
        given[0] = handle;
        let mut lacking = given;
        lacking[stub.checked.unwrap_or(12) - 1] = 0;
        let missing = if stub.checked.is_some() { INVALID_ARG } else { NO_SUPPORT };
        for (arguments, expected) in [(given, NO_SUPPORT), (lacking, missing), ([0; 12], invalid)] {
            match in_child(|| library.call(&stub.name, &arguments)) {
                Outcome::Answered(Answer { code, callbacks: 1, .. }) if code == expected => {}
                other => panic!("{}: {other:?}, expected {expected}", stub.name),
            }
        }
    }
    assert!(stubs.len() > 100, "{} stubs", stubs.len());
}

#[test]
fn a_crash_and_a_wrong_result_are_detected() {
    let library = Library::open();
    // SAFETY: this is a child process, which ends here.
    let crash = in_child(|| unsafe { libc::abort() });
    assert!(matches!(crash, Outcome::Died(libc::SIGABRT)), "{crash:?}");
    let prototypes = implemented();
    let free = prototypes.iter().find(|prototype| prototype.name == "virDomainFree").unwrap();
    let outcome = in_child(|| library.call("virDomainFree", &[0; 12]));
    assert_eq!(refused(free, INVALID_DOMAIN, &outcome), None);
    assert!(refused(free, INVALID_CONN, &outcome).is_some());
    let silent = Outcome::Answered(Answer { value: -1, code: 0, callbacks: 0 });
    assert!(complaint(free, &silent).is_some());
    assert!(complaint(free, &crash).is_some());
}

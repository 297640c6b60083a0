//! The scripts that a contributor starts first.

#![allow(clippy::unwrap_used)]

mod common;

use std::path::Path;
use std::process::{Command, Output};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// Where a system's own programs are, but not a user's cargo.
const PLAIN_PATH: &str = "/usr/bin:/bin";

fn run(program: &str, arguments: &[&str], path: &str) -> Output {
    let mut command = Command::new(Path::new(ROOT).join(program));
    command.args(arguments).env("PATH", path).env_remove("STRICT").env_remove("CARGO");
    command.output().unwrap()
}

fn text(output: &Output) -> String {
    let text = [output.stdout.clone(), output.stderr.clone()].concat();
    String::from_utf8(text).unwrap()
}

/// There is no `make` where it looks, so that it fails if it does anything else.
#[test]
fn the_ci_job_says_what_it_does() {
    let folder = tempfile::tempdir().unwrap();
    for tool in ["bash", "sed", "dirname", "env"] {
        std::os::unix::fs::symlink(Path::new("/usr/bin").join(tool), folder.path().join(tool))
            .unwrap();
    }
    let path = folder.path().to_str().unwrap();
    let shown = run(".ci/run", &["--help"], path);
    assert!(shown.status.success(), "{}", text(&shown));
    assert!(text(&shown).contains("make check STRICT=1"), "{}", text(&shown));
    assert_eq!(run(".ci/run", &["--bogus"], path).status.code(), Some(2));
}

#[test]
fn without_cargo_its_tests_are_skipped() {
    if ["/usr/bin/cargo", "/bin/cargo"].iter().any(|cargo| Path::new(cargo).exists()) {
        common::skip(
            "without_cargo_its_tests_are_skipped",
            "cargo is one of the system's programs",
        );
        return;
    }
    if !Path::new(ROOT).join("target/release/libvirmemctl.so").exists() {
        common::skip("without_cargo_its_tests_are_skipped", "needs the release library");
        return;
    }
    let shown = run("tests/run", &["cargo", "layers"], PLAIN_PATH);
    let words = text(&shown);
    assert!(words.contains("SKIP cargo : needs cargo"), "{words}");
    // Other tests may be at work, whose groups a run finds left: that is not what is tested here.
    assert!(!words.contains("FAIL cargo"), "{words}");
}

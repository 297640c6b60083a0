//! Helpers for the integration tests.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

pub mod layout;

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use virmemctl::api::{Connection, Domain};
use virmemctl::model::typed::{TypedParam, Value};
use virmemctl::model::virErrorNumber;

/// No limit.
pub const UNLIMITED: u64 = 9_007_199_254_740_991;

/// A host of plain files, removed when dropped.
pub struct MadeUpHost {
    dir: tempfile::TempDir,
}

impl MadeUpHost {
    pub fn new(kind: &str) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let host = Self { dir };
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hosts/make-host");
        let status = Command::new(script).arg(kind).arg(host.root()).status().unwrap();
        assert!(status.success(), "make-host {kind}");
        host
    }

    pub fn root(&self) -> PathBuf {
        self.dir.path().join("root")
    }

    pub fn uri(&self, scheme: &str) -> String {
        format!("{scheme}:///system?root={}", self.root().display())
    }

    pub fn open(&self) -> Connection {
        Connection::open(Some(&self.uri("cgroup")), 0).unwrap()
    }

    /// Every file below a directory of the host, with its content.
    pub fn files(&self, below: &str) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut files = BTreeMap::new();
        collect(&self.root().join(below), &mut files);
        files
    }
}

fn collect(dir: &Path, files: &mut BTreeMap<PathBuf, Vec<u8>>) {
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        let kind = std::fs::symlink_metadata(&path).unwrap().file_type();
        if kind.is_dir() {
            collect(&path, files);
        } else if kind.is_file() {
            files.insert(path.clone(), std::fs::read(&path).unwrap_or_default());
        }
    }
}

pub fn names(connection: &Connection) -> Vec<String> {
    let mut names: Vec<String> =
        connection.domains(0).unwrap().iter().map(|domain| domain.name().to_owned()).collect();
    names.sort();
    names
}

pub fn params(values: &[(&str, u64)]) -> Vec<TypedParam> {
    let param = |(name, kib): &(&str, u64)| TypedParam {
        field: (*name).into(),
        value: Value::ULLong(*kib),
    };
    values.iter().map(param).collect()
}

pub fn set(domain: &Domain, values: &[(&str, u64)]) -> Result<(), virErrorNumber> {
    domain.set_memory_parameters(&params(values), 0).map_err(|error| error.code())
}

pub fn get(domain: &Domain) -> Vec<(String, u64)> {
    let value = |param: TypedParam| match param.value {
        Value::ULLong(kib) => (param.field.into(), kib),
        other => panic!("{} is {other:?}", param.field),
    };
    domain.memory_parameters(0).unwrap().into_iter().map(value).collect()
}

pub fn value(domain: &Domain, name: &str) -> u64 {
    let found = get(domain).into_iter().find(|(field, _)| field == name);
    found.unwrap_or_else(|| panic!("no {name}")).1
}

/// Tells the runner that a test is skipped, and why.
pub fn skip(name: &str, reason: &str) {
    println!("SKIP {name}: {reason}");
    if let Some(log) = std::env::var_os("VIRMEMCTL_SKIP_LOG") {
        let mut file = std::fs::OpenOptions::new().append(true).create(true).open(log).unwrap();
        writeln!(file, "{name}: {reason}").unwrap();
    }
}

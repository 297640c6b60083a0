//! Protection on a hierarchy of plain files.

use super::*;
use crate::model::virErrorDomain;
use crate::sys::Errno;
use proptest::prelude::*;
use std::cell::Cell;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

const MOUNT: &str = "sys/fs/cgroup";
const HOST_KIB: u64 = 1 << 20;

/// The domains' groups, in two groups above each other.
const DOMAINS: [&str; 3] = ["m/a", "m/s/b", "m/s/c"];
const ABOVE: [&str; 2] = ["m", "m/s"];
/// A group of another program's, beside a domain.
const FOREIGN: &str = "m/s/foreign";

/// A host with an empty cgroup v2 hierarchy.
struct Tree {
    temp: tempfile::TempDir,
    host: Host,
    paths: Paths,
}

impl Tree {
    fn new() -> Self {
        let temp = tempfile::tempdir().unwrap();
        let write = |path: &str, text: String| {
            let path = temp.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        write("proc/self/mountinfo", format!("31 24 0:31 / /{MOUNT} rw - cgroup2 none rw\n"));
        write("proc/meminfo", format!("MemTotal: {HOST_KIB} kB\nMemAvailable: {HOST_KIB} kB\n"));
        write(&format!("{MOUNT}/cgroup.controllers"), "memory\n".to_owned());
        let path = |text: &str| RelPath::new(text).unwrap();
        let paths = Paths {
            parent: path("m"),
            records: path("run/virmemctl"),
            domains: path("etc/virmemctl/domains"),
            logs: path("var/log/virmemctl"),
            boot: String::new(),
            session: false,
        };
        let tree = Self { host: Host::find(temp.path()).unwrap(), temp, paths };
        ABOVE.iter().chain(&DOMAINS).chain(&[FOREIGN]).for_each(|group| tree.make(group));
        tree
    }

    fn path(&self, group: &str) -> PathBuf {
        self.temp.path().join(MOUNT).join(group)
    }

    fn make(&self, group: &str) {
        fs::create_dir_all(self.path(group)).unwrap();
        self.put(group, 0);
        fs::write(self.path(group).join("memory.max"), "max\n").unwrap();
    }

    fn remove(&self, group: &str) {
        fs::remove_dir_all(self.path(group)).unwrap();
    }

    fn put(&self, group: &str, kib: u64) {
        fs::write(self.path(group).join("memory.min"), format!("{}\n", kib * 1024)).unwrap();
    }

    fn held(&self, group: &str) -> u64 {
        let text = fs::read_to_string(self.path(group).join("memory.min")).unwrap();
        text.lines().next().unwrap().parse::<u64>().unwrap() / 1024
    }

    fn set(&self, group: &str, kib: u64) -> Result<Kib> {
        self.set_kept(group, kib, &|| Ok(()))
    }

    /// A set where each write is followed by a call.
    fn set_kept(&self, group: &str, kib: u64, kept: &dyn Fn() -> Result<()>) -> Result<Kib> {
        let group = RelPath::new(group).unwrap();
        let dir = self.host.memory.open(&group).unwrap();
        let keep = |_: &RelPath| Some(Box::new(Kept(kept)) as Box<dyn ValueMirror>);
        Protection::new(&self.host, &self.paths, Box::new(keep)).set(&group, &dir, Kib(kib))
    }

    fn sweep(&self) {
        Protection::new(&self.host, &self.paths, Box::new(|_| None)).sweep();
    }

    fn notes(&self) -> Vec<String> {
        let entries = fs::read_dir(self.temp.path().join("run/virmemctl/guarantees"));
        let entries = entries.into_iter().flatten();
        let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        names.filter(|name| name != ".lock").collect()
    }

    /// What the children of each group above domains claim.
    fn claims(&self) -> [(&'static str, u64); 2] {
        let sum = |groups: &[&str]| groups.iter().map(|group| self.held(group)).sum();
        [("m", sum(&["m/a", "m/s"])), ("m/s", sum(&["m/s/b", "m/s/c", FOREIGN]))]
    }

    fn all(&self) -> Vec<(&'static str, u64)> {
        ["m", "m/s", "m/a", "m/s/b", "m/s/c"].map(|group| (group, self.held(group))).to_vec()
    }
}

struct Kept<'a>(&'a dyn Fn() -> Result<()>);

impl ValueMirror for Kept<'_> {
    fn update(
        &self,
        _: &[&'static ControlFile],
        _: &crate::driver::host::limits::control_file::Held,
        _: &OpenGroup<'_>,
    ) -> Result<()> {
        (self.0)()
    }
}

#[test]
fn the_groups_above_carry_it_and_get_it_back() {
    let tree = Tree::new();
    tree.put("m", 100);
    assert_eq!(tree.set("m/s/b", 64), Ok(Kib(0)));
    assert_eq!(tree.all(), [("m", 100), ("m/s", 64), ("m/a", 0), ("m/s/b", 64), ("m/s/c", 0)]);
    assert_eq!(tree.set("m/a", 40), Ok(Kib(0)));
    assert_eq!(tree.set("m/s/c", 8), Ok(Kib(0)));
    assert_eq!(tree.all(), [("m", 112), ("m/s", 72), ("m/a", 40), ("m/s/b", 64), ("m/s/c", 8)]);
    assert_eq!(tree.set("m/s/b", 4), Ok(Kib(64)));
    assert_eq!(tree.all(), [("m", 100), ("m/s", 12), ("m/a", 40), ("m/s/b", 4), ("m/s/c", 8)]);
    tree.remove("m/s/c");
    tree.sweep();
    assert_eq!((tree.held("m"), tree.held("m/s")), (100, 4));
    tree.remove("m/s/b");
    tree.remove("m/a");
    tree.sweep();
    assert_eq!((tree.held("m"), tree.held("m/s")), (100, 0));
    assert_eq!(tree.notes(), Vec::<String>::new());
}

#[test]
fn the_order_of_writes_never_lets_a_claim_be_larger_than_what_is_above() {
    let tree = Tree::new();
    let seen = Cell::new(0);
    let keep = || {
        seen.set(seen.get() + 1);
        assert!(tree.held("m/s") <= tree.held("m") && tree.held("m/s/b") <= tree.held("m/s"));
        Ok(())
    };
    for kib in [64, 128, 4, 0] {
        tree.set_kept("m/s/b", kib, &keep).unwrap();
    }
    assert_eq!(seen.get(), 12);
}

#[test]
fn a_refusal_changes_nothing() {
    let tree = Tree::new();
    tree.set("m/a", 64).unwrap();
    let (before, notes) = (tree.all(), tree.notes());
    let code = |result: Result<Kib>| {
        let error = result.unwrap_err();
        assert_eq!(tree.all(), before, "{error}");
        assert_eq!(tree.notes(), notes, "{error}");
        (error.code(), error.detail().to_owned())
    };
    let (what, detail) = code(tree.set("m/s/b", HOST_KIB - 60));
    assert_eq!(what, virErrorNumber::VIR_ERR_OPERATION_FAILED);
    assert!(detail.contains("1048580 KiB") && detail.contains("1048576 KiB"), "{detail}");
    fs::write(tree.path("m/s/memory.max"), "4194304\n").unwrap();
    let (what, detail) = code(tree.set("m/s/b", 4100));
    assert_eq!(what, virErrorNumber::VIR_ERR_OPERATION_FAILED);
    assert!(detail.contains("'m/s' to 4100 KiB") && detail.contains("4096 KiB"), "{detail}");
    // Each write in its turn is refused by whoever keeps it.
    for refused in 1..=3 {
        let calls = Cell::new(0);
        let keep = || {
            calls.set(calls.get() + 1);
            let error = || Error::system(virErrorDomain::VIR_FROM_CGROUP, 16, "keep it");
            if calls.get() == refused { Err(error()) } else { Ok(()) }
        };
        code(tree.set_kept("m/s/b", 8, &keep));
        assert!(calls.get() >= refused);
    }
}

#[test]
fn a_group_above_that_cannot_be_written_is_named() {
    let tree = Tree::new();
    let file = tree.path("m/memory.min");
    fs::remove_file(&file).unwrap();
    fs::write(tree.path("m/real"), "0\n").unwrap();
    // Read as a file, refused as a link: what fails is the kernel's to say.
    std::os::unix::fs::symlink("real", &file).unwrap();
    let error = tree.set("m/s/b", 64).unwrap_err();
    assert_eq!(error.code(), virErrorNumber::VIR_ERR_SYSTEM_ERROR);
    assert_eq!(error.ints().0, Errno::LOOP.raw_os_error());
    assert!(error.detail().contains("'m'"), "{error}");
    assert_eq!((tree.held("m/s"), tree.held("m/s/b")), (0, 0));
}

#[test]
fn what_an_operator_sets_meanwhile_stays() {
    let tree = Tree::new();
    tree.put("m", 16);
    tree.set("m/a", 64).unwrap();
    tree.put("m", 200);
    tree.set("m/a", 0).unwrap();
    assert_eq!(tree.held("m"), 200);
    assert_eq!(tree.notes(), Vec::<String>::new());
    tree.set("m/a", 300).unwrap();
    tree.put("m", 4);
    tree.sweep();
    assert_eq!(tree.held("m"), 4);
}

#[test]
fn a_new_group_of_the_same_name_was_never_raised() {
    let tree = Tree::new();
    tree.set("m/s/b", 64).unwrap();
    // Both stand for a moment, so that they differ by inode.
    fs::rename(tree.path("m/s"), tree.path("old")).unwrap();
    tree.make("m/s");
    tree.put("m/s", 64);
    tree.sweep();
    assert_eq!((tree.held("m"), tree.held("m/s")), (64, 64));
    assert_eq!(tree.notes().len(), 1);
}

#[derive(Debug, Clone)]
enum Step {
    Set(usize, u64),
    /// A set that is killed behind its nth write.
    Killed(usize, u64, u32),
    Operator(usize, u64),
    Foreign(u64),
    Sweep,
}

/// An operator's values for a group are never what a sum of others gives.
const OPERATOR: [u64; 2] = [8, 4];
const CLAIM: u64 = 64;

fn step() -> impl Strategy<Value = Step> {
    let claim = || (0..64_u64).prop_map(|n| n * CLAIM);
    prop_oneof![
        4 => (0..3_usize, claim()).prop_map(|(domain, kib)| Step::Set(domain, kib)),
        2 => (0..3_usize, claim(), 1..4_u32).prop_map(|(domain, kib, n)| Step::Killed(domain, kib, n)),
        1 => (0..2_usize, claim()).prop_map(|(above, kib)| Step::Operator(above, kib + OPERATOR[above])),
        1 => claim().prop_map(Step::Foreign),
        1 => Just(Step::Sweep),
    ]
}

struct Killed;

fn killed(tree: &Tree, group: &str, kib: u64, nth: u32) {
    let writes = Cell::new(0);
    let keep = || {
        writes.set(writes.get() + 1);
        if writes.get() == nth { std::panic::resume_unwind(Box::new(Killed)) } else { Ok(()) }
    };
    let _ = catch_unwind(AssertUnwindSafe(|| tree.set_kept(group, kib, &keep)));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..Default::default() })]

    /// Whatever is set, killed and written by others: what was set is carried to
    /// the top, and at the end each group holds what its operator gives it.
    #[test]
    fn nothing_is_lost_and_nothing_stays(steps in prop::collection::vec(step(), 1..24)) {
        let tree = Tree::new();
        let mut operators = [0, 0];
        for step in &steps {
            match step {
                Step::Set(domain, kib) => {
                    let before = tree.set(DOMAINS[*domain], *kib).unwrap();
                    prop_assert_eq!(tree.held(DOMAINS[*domain]), *kib);
                    if *kib > 0 && *kib >= before.0 {
                        let levels = if *domain == 0 { 1 } else { 2 };
                        for (group, claims) in tree.claims().into_iter().take(levels) {
                            prop_assert!(tree.held(group) >= claims, "{group} below {claims}");
                        }
                    }
                }
                Step::Killed(domain, kib, nth) => killed(&tree, DOMAINS[*domain], *kib, *nth),
                Step::Operator(above, kib) => {
                    tree.put(ABOVE[*above], *kib);
                    operators[*above] = *kib;
                }
                Step::Foreign(kib) => tree.put(FOREIGN, *kib),
                Step::Sweep => tree.sweep(),
            }
        }
        DOMAINS.iter().for_each(|domain| tree.remove(domain));
        tree.remove(FOREIGN);
        tree.sweep();
        prop_assert_eq!(tree.held("m/s"), operators[1]);
        // Its claim may have been carried above too, together with a domain's.
        tree.put("m/s", 0);
        tree.sweep();
        prop_assert_eq!(tree.held("m"), operators[0]);
        prop_assert!(tree.notes().is_empty());
    }
}

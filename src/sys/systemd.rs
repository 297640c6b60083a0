//! The part for systemd, a library of its own (systemd/): found, loaded, and called through
//! its C interface.

use super::Errno;
use super::own_file;
use super::shared_library::{LoadError, SharedLibrary};
use once_cell::sync::OnceCell;
use std::ffi::c_int;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use virmemctl_systemd_interface::{
    self as interface, ChangeUnit, Device, ENTRY, Entry, FAILED, FILE, Functions, Kind, OnUnit,
    Reason, Text, VERSION,
};

/// The place for the reason of a failed call.
const REASON_ROOM: usize = 1024;

/// The folder beside the library that has the part once it is installed: it is no library to link with.
const INSTALLED: &str = "virmemctl";

/// Where the part also may be, for programs that this crate is linked into.
const LIBDIR: Option<&str> = option_env!("VIRMEMCTL_LIBDIR");

static PART: OnceCell<Part> = OnceCell::new();

/// The loaded part.
#[derive(Clone, Copy)]
pub struct Part(&'static Functions);

/// A unit's property: its name and its value.
pub type Property = (&'static str, Value);

/// What a property holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A 64-bit number.
    Number(u64),
    /// Yes or no.
    Flag(bool),
    /// A text.
    Text(String),
    /// 32-bit numbers.
    Numbers(Vec<u32>),
    /// Bytes.
    Bytes(Vec<u8>),
    /// Paths of devices, with a 64-bit number each.
    Devices(Vec<(String, u64)>),
}

impl Part {
    /// The part, which is loaded at the first call. A failure is not remembered: the part
    /// may be installed meanwhile.
    pub fn get() -> Result<Self, String> {
        PART.get_or_try_init(|| load(&places()?)).copied()
    }

    /// Starts a transient unit.
    pub fn start(self, unit: &str, properties: &[Property]) -> Result<(), String> {
        change(self.0.start, unit, properties)
    }

    /// Sets properties of a unit at runtime; does nothing for one that does not exist.
    pub fn set(self, unit: &str, properties: &[Property]) -> Result<(), String> {
        change(self.0.set, unit, properties)
    }

    /// Stops a unit.
    pub fn stop(self, unit: &str) -> Result<(), String> {
        ask(self.0.stop, unit).map(|_| ())
    }

    /// Whether systemd has the unit loaded.
    pub fn exists(self, unit: &str) -> Result<bool, String> {
        ask(self.0.exists, unit).map(|answer| answer != 0)
    }
}

/// A directory where the part may be, and who may own it and the part: root, this program's
/// user, and the owner of the file that holds this code, whom this program trusts already.
struct Place {
    directory: PathBuf,
    owners: Vec<u32>,
}

/// The directory of the library, or of the program that it is linked into, where builds have the
/// part; `virmemctl` below it, where it is installed; then the one that was named at the build.
fn places() -> Result<Vec<Place>, String> {
    let unknown =
        |errno: Errno| format!("{FILE}: this library's own directory is not known: {errno}");
    let own = own_file::path().map_err(unknown)?;
    let directory = own.parent().unwrap_or(Path::new("/")).to_owned();
    let mut owners = vec![0, rustix::process::geteuid().as_raw()];
    let named = LIBDIR.map(PathBuf::from).filter(|directory| directory.is_absolute());
    let named = named.map(|directory| Place { directory, owners: owners.clone() });
    owners.extend(std::fs::symlink_metadata(&own).map(|file| file.uid()));
    let installed = Place { directory: directory.join(INSTALLED), owners: owners.clone() };
    Ok([Place { directory, owners }, installed].into_iter().chain(named).collect())
}

/// Loads the part from the first place that has it.
fn load(places: &[Place]) -> Result<Part, String> {
    let mut missing = Vec::new();
    for Place { directory, owners } in places {
        let path = directory.join(FILE);
        let path = path.display();
        match SharedLibrary::load(directory, FILE, owners) {
            Ok(library) => {
                return functions(&library).map_err(|reason| format!("{path}: {reason}"));
            }
            Err(error @ LoadError::Open(Errno::NOENT | Errno::NOTDIR)) => {
                missing.push(format!("{path}: {error}"));
            }
            Err(error) => return Err(format!("{path}: {error}")),
        }
    }
    Err(missing.join("; "))
}

/// The functions of a library, if it is the part in this version.
fn functions(library: &SharedLibrary) -> Result<Part, String> {
    let entry = library.symbol(ENTRY).ok_or_else(|| {
        format!("has no {}: it belongs to another version of libvirmemctl", ENTRY.to_string_lossy())
    })?;
    // SAFETY: the interface says what the function of that name is.
    let functions = unsafe {
        let entry: Entry = std::mem::transmute(entry.as_ptr());
        entry().as_ref()
    };
    let found = functions.map_or((0, 0), |functions| (functions.version, functions.size));
    match functions {
        Some(functions) if found.0 == VERSION && found.1 as usize >= size_of::<Functions>() => {
            Ok(Part(functions))
        }
        _ => Err(format!(
            "its interface has version {} and size {}, expected {VERSION} and at least {}",
            found.0,
            found.1,
            size_of::<Functions>()
        )),
    }
}

fn change(call: ChangeUnit, unit: &str, properties: &[Property]) -> Result<(), String> {
    let devices: Vec<Vec<Device>> = properties.iter().map(devices).collect();
    let properties = properties.iter().zip(&devices);
    let properties: Vec<interface::Property> = properties.map(property).collect();
    // SAFETY: the arguments are as the interface says, and outlive the call.
    let call = |reason| unsafe { call(text(unit), properties.as_ptr(), properties.len(), reason) };
    answer(call).map(|_| ())
}

fn ask(call: OnUnit, unit: &str) -> Result<c_int, String> {
    // SAFETY: the arguments are as the interface says, and outlive the call.
    answer(|reason| unsafe { call(text(unit), reason) })
}

/// Makes a call, which gets the place for its reason.
fn answer(call: impl FnOnce(*mut Reason) -> c_int) -> Result<c_int, String> {
    let mut bytes = vec![0; REASON_ROOM];
    let mut reason = Reason { bytes: bytes.as_mut_ptr(), room: bytes.len(), len: 0 };
    match call(&raw mut reason) {
        FAILED => {
            bytes.truncate(reason.len);
            Err(String::from_utf8_lossy(&bytes).into_owned())
        }
        value => Ok(value),
    }
}

fn text(text: &str) -> Text {
    Text { bytes: text.as_ptr(), len: text.len() }
}

/// The devices of a property, as the interface has them.
fn devices((_, value): &Property) -> Vec<Device> {
    let Value::Devices(devices) = value else { return Vec::new() };
    devices.iter().map(|(path, number)| Device { path: text(path), number: *number }).collect()
}

fn property(((name, value), devices): (&Property, &Vec<Device>)) -> interface::Property {
    let empty: &[u32] = &[];
    let none: &[u8] = &[];
    let (kind, number, content, numbers) = match value {
        Value::Number(number) => (Kind::Number, *number, none, empty),
        Value::Flag(flag) => (Kind::Flag, u64::from(*flag), none, empty),
        Value::Text(content) => (Kind::Text, 0, content.as_bytes(), empty),
        Value::Numbers(numbers) => (Kind::Numbers, 0, none, numbers.as_slice()),
        Value::Bytes(bytes) => (Kind::Bytes, 0, bytes.as_slice(), empty),
        Value::Devices(_) => (Kind::Devices, 0, none, empty),
    };
    interface::Property {
        name: text(name),
        kind: kind as u32,
        number,
        text: Text { bytes: content.as_ptr(), len: content.len() },
        numbers: numbers.as_ptr(),
        devices: devices.as_ptr(),
        count: numbers.len().max(devices.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::{PermissionsExt, chown, symlink};
    use std::process::Command;

    /// The interface in C, for parts that are made here.
    const INTERFACE: &str = "
        #include <stdint.h>
        #include <stdio.h>
        #include <string.h>
        struct text { const char *bytes; size_t len; };
        struct device { struct text path; uint64_t number; };
        struct property { struct text name; uint32_t kind; uint64_t number; struct text text;
                          const uint32_t *numbers; const struct device *devices; size_t count; };
        struct reason { char *bytes; size_t room; size_t len; };
        typedef int change(struct text, const struct property *, size_t, struct reason *);
        typedef int on_unit(struct text, struct reason *);
        struct functions { uint32_t version, size; change *start, *set; on_unit *stop, *exists; };
        struct functions *virmemctl_systemd_v2(void);
    ";

    /// A part that reports what it is given.
    const REPORTS: &str = r#"
        static int fail(struct reason *reason, struct text unit, const struct property *p, size_t n)
        {
            FILE *out = fmemopen(reason->bytes, reason->room, "w");
            fprintf(out, "%.*s", (int)unit.len, unit.bytes);
            for (; n; n--, p++) {
                fprintf(out, ", %.*s ", (int)p->name.len, p->name.bytes);
                if (p->kind == 1) fprintf(out, "number %llu", (unsigned long long)p->number);
                if (p->kind == 2) fprintf(out, "flag %llu", (unsigned long long)p->number);
                if (p->kind == 3) fprintf(out, "text %.*s", (int)p->text.len, p->text.bytes);
                for (size_t i = 0; p->kind == 4 && i < p->count; i++) fprintf(out, "%u;", p->numbers[i]);
                for (size_t i = 0; p->kind == 5 && i < p->text.len; i++)
                    fprintf(out, "%02x", (unsigned char)p->text.bytes[i]);
                for (size_t i = 0; p->kind == 6 && i < p->count; i++)
                    fprintf(out, "%.*s=%llu;", (int)p->devices[i].path.len, p->devices[i].path.bytes,
                            (unsigned long long)p->devices[i].number);
            }
            fflush(out);
            reason->len = ftell(out);
            fclose(out);
            return -1;
        }
        static int start(struct text unit, const struct property *p, size_t n, struct reason *reason)
        { return fail(reason, unit, p, n); }
        static int set(struct text unit, const struct property *p, size_t n, struct reason *reason)
        { (void)unit; (void)reason; return n == 1 && p->number == UINT64_MAX ? 0 : -1; }
        static int stop(struct text unit, struct reason *reason)
        { return fail(reason, unit, NULL, 0); }
        static int exists(struct text unit, struct reason *reason)
        { (void)reason; return unit.len == 1; }
        static struct functions all = { 2, sizeof(all), start, set, stop, exists };
        struct functions *virmemctl_systemd_v2(void) { return &all; }
    "#;

    /// Makes a part in the directory, from C.
    fn make(directory: &Path, source: &str) {
        let file = directory.join("part.c");
        std::fs::write(&file, format!("{INTERFACE}{source}")).unwrap();
        let part = directory.join(FILE);
        let compiler =
            Command::new("cc").args(["-shared", "-fPIC", "-o"]).arg(part).arg(file).status();
        assert!(compiler.unwrap().success());
    }

    fn place(directory: &Path) -> Place {
        let owners = vec![0, rustix::process::geteuid().as_raw()];
        Place { directory: directory.to_owned(), owners }
    }

    /// Why the part of a directory is not loaded; the reason begins with its file.
    fn refusal(directory: &Path) -> String {
        let reason = load(&[place(directory)]).err().unwrap();
        let file = format!("{}: ", directory.join(FILE).display());
        reason.strip_prefix(&file).unwrap_or_else(|| panic!("{reason}")).to_owned()
    }

    #[test]
    fn calls() {
        let temp = tempfile::tempdir().unwrap();
        make(temp.path(), REPORTS);
        let empty = tempfile::tempdir().unwrap();
        let part = load(&[place(empty.path()), place(temp.path())]).unwrap();
        let properties = [
            ("A", Value::Number(u64::MAX)),
            ("B", Value::Flag(true)),
            ("C", Value::Text("some \u{e4}".to_owned())),
            ("D", Value::Numbers(vec![7, u32::MAX])),
            ("E", Value::Bytes(vec![15, 0, 255])),
            ("F", Value::Devices(vec![("/dev/a".to_owned(), u64::MAX), ("/dev/b".to_owned(), 5)])),
            ("G", Value::Devices(Vec::new())),
        ];
        let told = "x.scope, A number 18446744073709551615, B flag 1, C text some \u{e4}, \
                    D 7;4294967295;, E 0f00ff, F /dev/a=18446744073709551615;/dev/b=5;, G ";
        assert_eq!(part.start("x.scope", &properties), Err(told.to_owned()));
        assert_eq!(part.set("x", &properties[..1]), Ok(()));
        assert_eq!(part.set("x", &properties[1..]), Err(String::new()));
        assert_eq!(part.stop(""), Err(String::new()));
        assert_eq!((part.exists("x"), part.exists("xy")), (Ok(true), Ok(false)));
    }

    #[test]
    fn missing() {
        let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let gone = "No such file or directory (os error 2)";
        assert_eq!(refusal(one.path()), gone);
        assert_eq!(refusal(&one.path().join("no-directory")), gone);
        let files =
            [&one, &two].map(|temp| format!("{}: {gone}", temp.path().join(FILE).display()));
        // Beside a program the name may be that of a file: the command is called virmemctl too.
        std::fs::write(one.path().join(INSTALLED), "").unwrap();
        assert!(refusal(&one.path().join(INSTALLED)).starts_with("Not a directory"));
        make(two.path(), REPORTS);
        assert!(load(&[place(&one.path().join(INSTALLED)), place(two.path())]).is_ok());
        std::fs::remove_file(two.path().join(FILE)).unwrap();
        let both = load(&[place(one.path()), place(two.path())]);
        assert_eq!(both.err().unwrap(), files.join("; "));
    }

    #[test]
    fn other_versions() {
        for (source, reason) in [
            (
                "int other;",
                "has no virmemctl_systemd_v2: it belongs to another version of libvirmemctl",
            ),
            (
                "struct functions *virmemctl_systemd_v2(void) \
                 { static struct functions f = { 3, 40 }; return &f; }",
                "its interface has version 3 and size 40, expected 2 and at least 40",
            ),
            (
                "struct functions *virmemctl_systemd_v2(void) \
                 { static struct functions f = { 2, 32 }; return &f; }",
                "its interface has version 2 and size 32, expected 2 and at least 40",
            ),
            (
                "struct functions *virmemctl_systemd_v2(void) { return NULL; }",
                "its interface has version 0 and size 0, expected 2 and at least 40",
            ),
        ] {
            let temp = tempfile::tempdir().unwrap();
            make(temp.path(), source);
            assert_eq!(refusal(temp.path()), reason);
        }
        let temp = tempfile::tempdir().unwrap();
        std::fs::write(temp.path().join(FILE), "no library").unwrap();
        assert!(refusal(temp.path()).contains("file too short"), "{}", refusal(temp.path()));
    }

    #[test]
    fn what_others_may_have_made() {
        let temp = tempfile::tempdir().unwrap();
        let part = temp.path().join(FILE);
        let mode = |path: &Path, mode| {
            std::fs::set_permissions(path, PermissionsExt::from_mode(mode)).unwrap();
        };
        make(temp.path(), REPORTS);
        let expected = "expected that its group and others may not write it";
        mode(&part, 0o775);
        assert_eq!(refusal(temp.path()), format!("has mode 775, {expected}"));
        mode(&part, 0o755);
        mode(temp.path(), 0o1777);
        assert_eq!(refusal(temp.path()), format!("its directory has mode 1777, {expected}"));
        mode(temp.path(), 0o755);
        if rustix::process::geteuid().is_root() {
            chown(&part, Some(1234), None).unwrap();
            assert_eq!(refusal(temp.path()), "belongs to user 1234, expected 0");
            chown(temp.path(), Some(1234), None).unwrap();
            assert_eq!(refusal(temp.path()), "its directory belongs to user 1234, expected 0");
            let trusting = Place { owners: vec![0, 1234], ..place(temp.path()) };
            assert!(load(&[trusting]).is_ok());
            chown(temp.path(), Some(0), None).unwrap();
            chown(&part, Some(0), None).unwrap();
        }
        std::fs::rename(&part, temp.path().join("other.so")).unwrap();
        symlink("other.so", &part).unwrap();
        assert!(refusal(temp.path()).starts_with("Too many levels of symbolic links"));
        std::fs::remove_file(&part).unwrap();
        std::fs::create_dir(&part).unwrap();
        assert_eq!(refusal(temp.path()), "is not a regular file");
    }

    #[test]
    fn the_place_of_this_program() {
        let own = std::fs::canonicalize("/proc/self/exe").unwrap();
        let places = places().unwrap();
        assert_eq!(Some(places[0].directory.as_path()), own.parent());
        assert!(places[0].owners.contains(&std::fs::metadata(&own).unwrap().uid()));
    }
}

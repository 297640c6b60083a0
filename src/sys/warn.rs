//! Words for the user of the program, on standard error.

use std::io::Write;
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether the program wants warnings.
static SHOWN: AtomicBool = AtomicBool::new(false);

/// Has warnings printed from now on, for a program whose standard error is its user's.
pub fn show_warnings() {
    SHOWN.store(true, Ordering::Relaxed);
}

/// Prints a line. A failure to do so is ignored.
pub fn print(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// Prints a warning if the program wants them, or $LIBVIRT_DEBUG asks for warnings or more (1 to 3,
/// or the names of those levels); a library has no business there otherwise.
pub fn warn(what: std::fmt::Arguments<'_>) {
    let level = std::env::var("LIBVIRT_DEBUG").unwrap_or_default();
    let levels = ["1", "2", "3", "debug", "info", "warning", "warn"];
    if SHOWN.load(Ordering::Relaxed) || levels.contains(&level.as_str()) {
        print(&format!("libvirmemctl: warning: {what}"));
    }
}

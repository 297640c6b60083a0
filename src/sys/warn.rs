//! Words for the user of the program, on standard error.

use std::io::Write;

/// Prints a line. A failure to do so is ignored.
pub fn print(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// Prints a warning if $LIBVIRT_DEBUG asks for warnings or more (1 to 3, or
/// the names of those levels); a library has no business there otherwise.
pub fn warn(what: std::fmt::Arguments<'_>) {
    let level = std::env::var("LIBVIRT_DEBUG").unwrap_or_default();
    if ["1", "2", "3", "debug", "info", "warning", "warn"].contains(&level.as_str()) {
        print(&format!("libvirmemctl: warning: {what}"));
    }
}

//! Warnings for the user of the program, on standard error.

/// Prints a warning if $LIBVIRT_DEBUG asks for warnings or more (1 to 3, or
/// the names of those levels); a library has no business there otherwise.
pub fn warn(what: std::fmt::Arguments<'_>) {
    let level = std::env::var("LIBVIRT_DEBUG").unwrap_or_default();
    if ["1", "2", "3", "debug", "info", "warning", "warn"].contains(&level.as_str()) {
        eprintln!("libvirmemctl: warning: {what}");
    }
}

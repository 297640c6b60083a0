//! Kernel version and architecture, by uname(2).

/// The machine's architecture.
pub fn arch() -> String {
    rustix::system::uname().machine().to_string_lossy().into_owned()
}

/// The kernel's version as libvirt counts it: 1,000,000 * major + 1,000 * minor + release.
pub fn kernel_version() -> u64 {
    let name = rustix::system::uname();
    let release = name.release().to_string_lossy();
    let mut numbers = release
        .split(|c: char| !c.is_ascii_digit())
        .map(|digits| digits.parse::<u64>().unwrap_or(0));
    let mut next = || numbers.next().unwrap_or(0);
    next() * 1_000_000 + next() * 1_000 + next()
}

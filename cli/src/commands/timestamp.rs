//! The time of day in UTC, as libvirt writes it.

use std::time::SystemTime;

/// Now: `2026-01-31 23:59:59.999+0000`.
pub fn now() -> String {
    text(SystemTime::now())
}

fn text(time: SystemTime) -> String {
    let text = humantime::format_rfc3339_millis(time).to_string();
    format!("{}+0000", text.trim_end_matches('Z').replacen('T', " ", 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn as_libvirt() {
        let time = SystemTime::UNIX_EPOCH + Duration::from_millis(951_782_400_007);
        assert_eq!(text(time), "2000-02-29 00:00:00.007+0000");
    }
}

//! The time of day in UTC, as libvirt writes it.

use std::time::{SystemTime, UNIX_EPOCH};

const DAY: u64 = 86_400;

/// Now: `2026-01-31 23:59:59.999+0000`.
pub fn now() -> String {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    text(since.as_secs(), since.subsec_millis())
}

fn text(seconds: u64, milliseconds: u32) -> String {
    let (year, month, day) = date(seconds / DAY);
    let rest = seconds % DAY;
    let (hour, minute, second) = (rest / 3600, rest / 60 % 60, rest % 60);
    format!("{year}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}.{milliseconds:03}+0000")
}

/// Year, month and day of a number of days since 1970.
fn date(days: u64) -> (u64, u64, u64) {
    let is_leap = |year: u64| {
        year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
    };
    let (mut year, mut rest) = (1970, days);
    while rest >= 365 + u64::from(is_leap(year)) {
        rest -= 365 + u64::from(is_leap(year));
        year += 1;
    }
    let february = 28 + u64::from(is_leap(year));
    let mut month = 1;
    for length in [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30] {
        if rest < length {
            break;
        }
        rest -= length;
        month += 1;
    }
    (year, month, rest + 1)
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn days() {
        for (seconds, expected) in [
            (0, "1970-01-01 00:00:00.007+0000"),
            (951_782_399, "2000-02-28 23:59:59.007+0000"),
            (951_782_400, "2000-02-29 00:00:00.007+0000"),
            (1_798_761_599, "2026-12-31 23:59:59.007+0000"),
            (4_107_542_400, "2100-03-01 00:00:00.007+0000"),
        ] {
            assert_eq!(text(seconds, 7), expected);
        }
    }
}

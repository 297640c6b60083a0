//! Which columns fit into the width of a terminal, and how wide they are.

use super::columns::{COLUMNS, Column, HISTORY_RANK};

/// What stands before a row: whether it is selected.
pub const MARK: u16 = 1;

/// The least width of a history.
const HISTORY: u16 = 10;

/// How wide names get where there is room.
const NAME: u16 = 32;

/// Which part of the width names have before the less important columns.
const NAME_PART: u16 = 4;

/// The columns that fit.
#[derive(Default)]
pub struct Fit {
    /// With their widths; the first is that of the names.
    pub columns: Vec<(usize, &'static Column, u16)>,
    /// The width of the history; 0 without.
    pub history: u16,
}

/// Those that fit, with the room that names of this length want.
pub fn fit(width: u16, longest_name: u16) -> Fit {
    let room = width.saturating_sub(MARK);
    let name = longest_name.min(room / NAME_PART);
    let mut wanted: Vec<(u8, Option<usize>, u16)> = COLUMNS
        .iter()
        .enumerate()
        .map(|(place, column)| (column.rank, Some(place), width_of(column, name)))
        .collect();
    wanted.push((HISTORY_RANK, None, HISTORY));
    wanted.sort_by_key(|(rank, ..)| *rank);
    let (mut used, mut kept, mut history) = (0_u16, Vec::new(), 0);
    for (_, place, width) in wanted {
        let blank = if used == 0 { 0 } else { 1 };
        // Names are cut where there is no room for them.
        if used > 0 && used.saturating_add(blank + width) > room {
            break;
        }
        used = used.saturating_add(blank + width);
        match place {
            Some(place) => kept.push(place),
            None => history = width,
        }
    }
    kept.sort_unstable();
    let columns = kept.iter().filter_map(|place| {
        let column = COLUMNS.get(*place)?;
        Some((*place, column, width_of(column, name)))
    });
    let mut fit = Fit { columns: columns.collect(), history };
    fit.widen(room.saturating_sub(used), longest_name);
    fit
}

/// The width of a column, where names have this one.
fn width_of(column: &Column, name: u16) -> u16 {
    if column.is_text() { column.width.max(name) } else { column.width }
}

impl Fit {
    /// Gives room that is left to the names, and the rest to the history.
    fn widen(&mut self, left: u16, longest_name: u16) {
        let Some((_, _, name)) = self.columns.first_mut() else { return };
        let wanted = if self.history == 0 { u16::MAX } else { longest_name.min(NAME) };
        let more = wanted.saturating_sub(*name).min(left);
        *name += more;
        if self.history > 0 {
            self.history += left - more;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heads(fit: &Fit) -> Vec<&str> {
        fit.columns.iter().map(|(_, column, _)| column.head).collect()
    }

    fn all(fit: &Fit) -> u16 {
        let columns = fit.columns.iter().map(|(_, _, width)| width + 1).sum::<u16>();
        if fit.history > 0 { columns + fit.history } else { columns.saturating_sub(1) }
    }

    #[test]
    fn a_narrow_terminal_keeps_name_and_use() {
        assert_eq!(heads(&fit(20, 5)), ["Name", "Used"]);
        assert_eq!(heads(&fit(1, 5)), ["Name"]);
        assert_eq!(heads(&fit(0, 5)), ["Name"]);
    }

    #[test]
    fn a_wide_one_has_all_and_no_room_is_left() {
        for width in 20..300 {
            let fit = fit(width, 20);
            assert_eq!(all(&fit), width - MARK, "{width}");
        }
        assert_eq!(fit(80, 30).columns[0].2, 20);
        let wide = fit(200, 20);
        assert_eq!(wide.columns.len(), COLUMNS.len());
        assert_eq!(wide.columns[0].2, 20);
    }
}

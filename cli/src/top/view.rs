//! Which rows are shown, in which order, and which of them is selected.

use super::columns::COLUMNS;
use super::row::Row;
use super::rows::Rows;
use std::cmp::Ordering;
use virmemctl::model::domain::Uuid;

/// The rows that pass the filter, in order, and the part of them that is in view.
#[derive(Debug, Default)]
pub struct View {
    /// Which of the columns orders the rows.
    pub sort: usize,
    /// Whether the order is the other way round.
    pub is_reversed: bool,
    /// What the names of shown domains contain; case does not count.
    pub filter: String,
    /// The selected domain: it stays selected wherever its row goes.
    pub selected: Option<Uuid>,
    shown: Vec<Uuid>,
    first: usize,
    height: usize,
}

impl View {
    /// Rows with this in their names, in the order of this column.
    pub fn new(filter: String, sort: usize, is_reversed: bool) -> Self {
        Self { filter, sort, is_reversed, ..Self::default() }
    }

    /// Puts the rows in order again, after anything has changed.
    pub fn arrange(&mut self, rows: &Rows) {
        let before = self.place();
        let wanted = self.filter.to_lowercase();
        let passes = |row: &&Row| row.name.to_lowercase().contains(&wanted);
        let mut found: Vec<&Row> = rows.iter().filter(passes).collect();
        found.sort_by(|one, other| self.compare(one, other));
        self.shown = found.iter().map(|row| row.uuid).collect();
        if self.selected.is_some() && self.place().is_none() {
            self.select(before.unwrap_or(0));
        }
        self.scroll();
    }

    fn compare(&self, one: &Row, other: &Row) -> Ordering {
        let by_column =
            COLUMNS.get(self.sort).map_or(Ordering::Equal, |column| column.compare(one, other));
        let order = if self.is_reversed { by_column.reverse() } else { by_column };
        order.then_with(|| one.name.cmp(&other.name)).then_with(|| one.uuid.cmp(&other.uuid))
    }

    /// How many rows are shown.
    pub fn len(&self) -> usize {
        self.shown.len()
    }

    /// The domains in view, from the top.
    pub fn in_view(&self) -> &[Uuid] {
        let end = self.first.saturating_add(self.height).min(self.shown.len());
        self.shown.get(self.first..end).unwrap_or_default()
    }

    /// Says how many rows there is room for.
    pub fn set_height(&mut self, height: usize) {
        self.height = height;
        self.scroll();
    }

    /// Selects another row, so many further down, or up; at first the one at the top.
    pub fn step(&mut self, rows: isize) {
        match self.place() {
            Some(place) => self.select(place.saturating_add_signed(rows)),
            None => self.select(self.first),
        }
    }

    /// Selects another row, so many pages further down, or up.
    pub fn page(&mut self, pages: isize) {
        let height = isize::try_from(self.height.max(1)).unwrap_or(isize::MAX);
        self.step(pages.saturating_mul(height));
    }

    /// Selects the row at this place, or the last one.
    pub fn select(&mut self, place: usize) {
        let last = self.shown.len().saturating_sub(1);
        self.selected = self.shown.get(place.min(last)).copied();
        self.scroll();
    }

    /// Selects none; the view is at the top again.
    pub fn unselect(&mut self) {
        (self.selected, self.first) = (None, 0);
    }

    /// Orders by the column that is so many further to the right, or the left.
    pub fn sort_by_next(&mut self, columns: isize) {
        let last = COLUMNS.len().saturating_sub(1);
        self.sort = self.sort.saturating_add_signed(columns).min(last);
        self.is_reversed = false;
    }

    /// Where the selected domain is.
    fn place(&self) -> Option<usize> {
        let selected = self.selected?;
        self.shown.iter().position(|uuid| *uuid == selected)
    }

    /// Brings the selected row into view; no room is left empty.
    fn scroll(&mut self) {
        if let Some(place) = self.place() {
            let least = place.saturating_add(1).saturating_sub(self.height);
            self.first = self.first.clamp(least.min(place), place);
        }
        self.first = self.first.min(self.shown.len().saturating_sub(self.height));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::top::figures::Figures;
    use crate::top::row::Reading;
    use std::time::Instant;
    use virmemctl::model::units::Kib;

    /// Domains with these uuids and uses; their names are `D` and the uuid.
    fn rows(uses: &[(u128, u64)]) -> Rows {
        let reading = |(uuid, used): &(u128, u64)| {
            let figures = Figures { used: Some(Kib(*used)), ..Figures::default() };
            Reading { uuid: Uuid::from_u128(*uuid), name: format!("D{uuid}"), figures }
        };
        let mut rows = Rows::default();
        rows.replace(uses.iter().map(reading).collect(), Instant::now());
        rows
    }

    fn of(uses: &[(u128, u64)], height: usize) -> View {
        let mut view = View { sort: 1, height, ..View::default() };
        view.arrange(&rows(uses));
        view
    }

    fn seen(view: &View) -> Vec<u128> {
        view.in_view().iter().map(Uuid::as_u128).collect()
    }

    const FIVE: [(u128, u64); 5] = [(1, 50), (2, 40), (3, 30), (4, 20), (5, 10)];

    #[test]
    fn order_and_filter() {
        let mut view = of(&[(1, 10), (2, 30), (3, 20)], 9);
        assert_eq!(seen(&view), [2, 3, 1]);
        view.is_reversed = true;
        view.arrange(&rows(&[(1, 10), (2, 30), (3, 20)]));
        assert_eq!(seen(&view), [1, 3, 2]);
        view.filter = "d3".to_owned();
        view.arrange(&rows(&[(1, 10), (2, 30), (3, 20)]));
        assert_eq!((seen(&view), view.len()), (vec![3], 1));
    }

    #[test]
    fn the_selection_stays_on_its_domain() {
        let mut view = of(&FIVE, 3);
        view.step(1);
        assert_eq!(view.selected, Some(Uuid::from_u128(1)));
        view.arrange(&rows(&[(1, 1), (2, 40), (3, 30), (4, 20), (5, 10)]));
        assert_eq!(view.selected, Some(Uuid::from_u128(1)));
        assert_eq!(seen(&view), [4, 5, 1]);
        // One that ended hands over to the one that takes its place.
        view.arrange(&rows(&[(2, 40), (3, 30), (4, 20), (5, 10)]));
        assert_eq!(view.selected, Some(Uuid::from_u128(5)));
        view.arrange(&rows(&[]));
        assert_eq!((view.selected, seen(&view)), (None, vec![]));
    }

    #[test]
    fn without_a_selection_the_view_stays_at_the_top() {
        let mut view = of(&FIVE, 2);
        view.arrange(&rows(&[(1, 1), (2, 40), (3, 30), (4, 20), (5, 60)]));
        assert_eq!(seen(&view), [5, 2]);
    }

    #[test]
    fn steps_and_pages_stop_at_the_ends() {
        let mut view = of(&FIVE, 2);
        view.step(-1);
        view.step(-1);
        assert_eq!((view.selected.map(|uuid| uuid.as_u128()), seen(&view)), (Some(1), vec![1, 2]));
        view.page(1);
        assert_eq!(seen(&view), [2, 3]);
        view.page(9);
        assert_eq!((view.selected.map(|uuid| uuid.as_u128()), seen(&view)), (Some(5), vec![4, 5]));
        view.set_height(4);
        assert_eq!(seen(&view), [2, 3, 4, 5]);
        view.set_height(0);
        assert_eq!(seen(&view), []);
        view.unselect();
        view.set_height(1);
        assert_eq!(seen(&view), [1]);
    }

    #[test]
    fn sort_columns_have_ends() {
        let mut view = of(&FIVE, 2);
        view.is_reversed = true;
        view.sort_by_next(-5);
        assert_eq!((view.sort, view.is_reversed), (0, false));
        view.sort_by_next(100);
        assert_eq!(view.sort, COLUMNS.len() - 1);
    }
}

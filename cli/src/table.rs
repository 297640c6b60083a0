//! Tables as virsh prints them: columns three blanks apart, a line of dashes below the head.

/// A table.
pub struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    /// One with a head.
    pub fn new<T: Into<String>>(head: impl IntoIterator<Item = T>) -> Self {
        Self { rows: vec![head.into_iter().map(Into::into).collect()] }
    }

    /// Adds a row.
    pub fn push<T: Into<String>>(&mut self, row: impl IntoIterator<Item = T>) {
        self.rows.push(row.into_iter().map(Into::into).collect());
    }

    /// The text.
    pub fn text(&self) -> String {
        let widths = self.widths(0);
        let all: usize = widths.iter().map(|width| width + 3).sum();
        let mut lines = self.rows.iter().map(|row| line(row, &widths));
        let head = lines.next().unwrap_or_default();
        format!("{head}{}\n{}", "-".repeat(all), lines.collect::<String>())
    }

    /// The rows without the head.
    pub fn rows(&self) -> String {
        let widths = self.widths(1);
        self.rows.iter().skip(1).map(|row| line(row, &widths)).collect()
    }

    /// How wide the columns are, from this row on.
    fn widths(&self, first: usize) -> Vec<usize> {
        let columns = self.rows.first().map_or(0, Vec::len);
        let cell = |row: &Vec<String>, column: usize| {
            row.get(column).map_or(0, |cell| cell.chars().count())
        };
        let width =
            |column| self.rows.iter().skip(first).map(|row| cell(row, column)).max().unwrap_or(0);
        (0..columns).map(width).collect()
    }
}

/// A row; its last cell has no blanks behind it.
fn line(row: &[String], widths: &[usize]) -> String {
    let mut line = String::new();
    for (column, (value, width)) in row.iter().zip(widths).enumerate() {
        line.push(' ');
        line.push_str(value);
        if column + 1 < widths.len() {
            let blanks = width.saturating_sub(value.chars().count()) + 2;
            line.push_str(&" ".repeat(blanks));
        }
    }
    line + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_the_width_of_their_widest_cell() {
        let mut table = Table::new(["Id", "Name", "State"]);
        table.push(["1", "test", "running"]);
        let wanted = " Id   Name   State\n----------------------\n 1    test   running\n";
        assert_eq!(table.text(), wanted);
        assert_eq!(table.rows(), " 1   test   running\n");
    }
}

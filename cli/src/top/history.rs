//! A line of the last values.

use std::collections::VecDeque;

/// How many values are kept.
const KEPT: usize = 120;

/// Bars of growing height.
const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
/// The same for terminals without them.
const PLAIN: [char; 8] = ['.', ':', '-', '=', '+', '*', '#', '@'];

/// The last values, one of each tick.
#[derive(Debug, Clone, Default)]
pub struct History(VecDeque<Option<u64>>);

impl History {
    /// Adds a value; none where it is not known.
    pub fn push(&mut self, value: Option<u64>) {
        if self.0.len() == KEPT {
            self.0.pop_front();
        }
        self.0.push_back(value);
    }

    /// A bar for each of the last `width` values, the newest at the end, as high as the value is of
    /// the greatest among them.
    pub fn line(&self, width: usize, unicode: bool) -> String {
        let shown = || self.0.iter().skip(self.0.len().saturating_sub(width));
        let most = shown().flatten().copied().max().unwrap_or(0).max(1);
        let bars = if unicode { BARS } else { PLAIN };
        let bar =
            |value: &Option<u64>| value.and_then(|value| bars.get(step(value, most))).copied();
        let bars: String = shown().map(|value| bar(value).unwrap_or(' ')).collect();
        format!("{bars:>width$}")
    }
}

/// Which of the bars shows a value.
fn step(value: u64, most: u64) -> usize {
    let steps = u128::from(value) * (BARS.len() as u128 - 1) / u128::from(most.max(1));
    usize::try_from(steps).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(values: &[Option<u64>]) -> History {
        let mut history = History::default();
        values.iter().for_each(|value| history.push(*value));
        history
    }

    #[test]
    fn bars_are_as_high_as_the_greatest_of_those_shown() {
        let history = of(&[Some(1000), Some(0), None, Some(50), Some(100)]);
        assert_eq!(history.line(4, true), "▁ ▄█");
        assert_eq!(history.line(6, true), " █▁ ▁▁");
        assert_eq!(history.line(4, false), ". =@");
        assert_eq!(of(&[Some(0)]).line(1, true), "▁");
        assert_eq!(of(&[Some(u64::MAX)]).line(1, true), "█");
        assert_eq!(of(&[]).line(0, true), "");
    }

    #[test]
    fn the_oldest_is_forgotten() {
        let history = of(&vec![Some(1); 500]);
        assert_eq!(history.0.len(), KEPT);
    }
}

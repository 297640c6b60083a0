//! What the groups above a domain must hold for its guarantee to count. Pure:
//! nothing here touches a file.
//!
//! The kernel caps a group's memory.min by that of every group above it, and
//! shares it out where the groups below claim more than there is. So each group
//! on the way to the top is to hold at least the sum of its children's.

use crate::model::units::Kib;

/// A group above the domain.
#[derive(Debug, Clone, Copy)]
pub struct Level {
    /// Its memory.min; unlimited for the root, which caps nothing.
    pub held: Kib,
    /// The sum of its children's memory.min, but for the one that leads to the
    /// domain.
    pub others: Kib,
    /// The most memory that it may have.
    pub most: Kib,
}

/// Why a guarantee could not be kept.
#[derive(Debug, PartialEq, Eq)]
pub enum Refusal {
    /// All guarantees together are more than the host's memory.
    Host { sum: Kib },
    /// Those below a group are more than it may have.
    Group { level: usize, sum: Kib },
}

/// What a group is to hold instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Raise {
    /// Which one, counted from the domain up.
    pub level: usize,
    /// Its memory.min.
    pub to: Kib,
}

/// What rises on the way from the domain up, the topmost first: so that no
/// group's children ever claim more than it holds. `levels` begin with the
/// domain's parent and end with the root. Nothing rises for a domain that wants
/// nothing.
pub fn raises(levels: &[Level], wanted: Kib, host: Kib) -> Result<Vec<Raise>, Refusal> {
    if wanted == Kib(0) {
        return Ok(Vec::new());
    }
    // What is claimed by domains and what is to be written differ where a group
    // holds more than its children claim.
    let (mut claim, mut child) = (wanted, wanted);
    let mut raises = Vec::new();
    for (level, Level { held, others, most }) in levels.iter().enumerate() {
        claim = claim.plus(*others);
        if claim > *most {
            return Err(Refusal::Group { level, sum: claim });
        }
        let needed = child.plus(*others);
        if needed > *held {
            raises.push(Raise { level, to: needed });
        }
        child = needed.max(*held);
    }
    if claim > host {
        return Err(Refusal::Host { sum: claim });
    }
    raises.reverse();
    Ok(raises)
}

/// The values of a group whose memory.min was raised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Raised {
    /// What others want it to hold: what it goes back to at the end.
    pub base: Kib,
    /// What it held before it was written last.
    pub before: Kib,
    /// What was written then: it holds the one or the other, as the writer may have been
    /// interrupted.
    pub written: Kib,
}

impl Raised {
    /// What others want a group to hold: what it held at first, or what they have written
    /// since.
    pub fn base(raised: Option<Self>, held: Kib) -> Kib {
        match raised {
            Some(raised) if [raised.before, raised.written].contains(&held) => raised.base,
            _ => held,
        }
    }
}

/// What a group that was raised is to hold, now that its children claim this
/// much: no less than they need or others want, and no more than it holds.
pub fn lowered_protection(base: Kib, held: Kib, claims: Kib) -> Kib {
    base.max(claims).min(held)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::units::UNLIMITED;

    const HOST: Kib = Kib(1 << 20);

    fn level(held: u64, others: u64) -> Level {
        Level { held: Kib(held), others: Kib(others), most: UNLIMITED }
    }

    fn root(others: u64) -> Level {
        Level { held: UNLIMITED, ..level(0, others) }
    }

    fn rises(levels: &[Level], wanted: u64) -> Vec<(usize, u64)> {
        let raises = raises(levels, Kib(wanted), HOST).unwrap();
        raises.iter().map(|raise| (raise.level, raise.to.0)).collect()
    }

    #[test]
    fn each_group_above_holds_what_its_children_claim() {
        let nothing: Vec<(usize, u64)> = Vec::new();
        for (levels, wanted, expected) in [
            (vec![level(0, 0), level(0, 0), root(0)], 64, vec![(1, 64), (0, 64)]),
            (vec![level(0, 16), level(0, 4), root(0)], 64, vec![(1, 84), (0, 80)]),
            // What is enough already is left alone.
            (vec![level(100, 0), level(200, 50), root(9)], 64, nothing.clone()),
            (vec![level(100, 0), level(100, 50), root(0)], 64, vec![(1, 150)]),
            (vec![level(100, 80), level(100, 50), root(0)], 64, vec![(1, 194), (0, 144)]),
            (vec![level(10, 80), root(0)], 0, nothing.clone()),
            (vec![root(0)], 64, nothing),
        ] {
            assert_eq!(rises(&levels, wanted), expected, "{levels:?}");
        }
    }

    #[test]
    fn what_cannot_be_kept_is_refused() {
        let host = |levels: &[Level], wanted| raises(levels, wanted, HOST).unwrap_err();
        let sum = |sum| Refusal::Host { sum: Kib(sum) };
        assert_eq!(host(&[root(0)], Kib(HOST.0 + 1)), sum(HOST.0 + 1));
        assert_eq!(host(&[level(0, 7), root(9)], HOST), sum(HOST.0 + 16));
        assert_eq!(host(&[level(0, 0), root(0)], UNLIMITED), Refusal::Host { sum: UNLIMITED });
        // What a group holds beyond its children's claims is nobody's guarantee.
        assert!(raises(&[level(HOST.0, 7), root(9)], Kib(1), HOST).is_ok());
        let narrow = Level { most: Kib(99), ..level(0, 40) };
        assert_eq!(
            host(&[level(0, 0), narrow, root(0)], Kib(60)),
            Refusal::Group { level: 1, sum: Kib(100) }
        );
        assert!(raises(&[level(0, 0), narrow, root(0)], Kib(59), HOST).is_ok());
    }

    #[test]
    fn what_others_wrote_is_theirs() {
        let raised = Some(Raised { base: Kib(7), before: Kib(10), written: Kib(20) });
        for (held, base) in [(10, 7), (20, 7), (15, 15), (0, 0), (99, 99)] {
            assert_eq!(Raised::base(raised, Kib(held)), Kib(base));
        }
        assert_eq!(Raised::base(None, Kib(5)), Kib(5));
        for (base, held, claims, expected) in
            [(0, 64, 0, 0), (100, 128, 64, 100), (0, 128, 64, 64), (0, 50, 64, 50)]
        {
            assert_eq!(lowered_protection(Kib(base), Kib(held), Kib(claims)), Kib(expected));
        }
    }
}

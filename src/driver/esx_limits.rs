//! Limits of documents that ESX alone has: other drivers refuse them, since nothing would follow from them.

use crate::model::virErrorDomain::VIR_FROM_DOMAIN;
use crate::model::virErrorNumber::VIR_ERR_CONFIG_UNSUPPORTED;
use crate::model::{Error, Result};
use crate::xml::definition::Definition;

/// What is wrong with the first of them in a definition. A reservation of nothing and a limit that is none say
/// nothing.
pub fn first(definition: &Definition) -> Option<String> {
    let allocation = definition.cputune.allocation;
    let limits = [
        (
            definition.memtune.shares().is_some(),
            ("memtune", "memory_shares"),
            "<soft_limit> or <min_guarantee>",
        ),
        (
            allocation.reservation.is_some_and(|megahertz| megahertz > 0),
            ("cputune", "reservation"),
            "<shares>",
        ),
        (
            allocation.limit.is_some_and(|megahertz| megahertz >= 0),
            ("cputune", "limit"),
            "<global_quota>",
        ),
    ];
    let (_, (parent, name), instead) = limits.into_iter().find(|(is_given, ..)| *is_given)?;
    Some(format!("<{parent}> has <{name}>, which only ESX has, expected {instead} here"))
}

/// Refuses a definition with one of them: VIR_ERR_CONFIG_UNSUPPORTED.
pub fn check(definition: &Definition) -> Result<()> {
    match first(definition) {
        Some(wrong) => Err(Error::new(VIR_FROM_DOMAIN, VIR_ERR_CONFIG_UNSUPPORTED, wrong)),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::xml::tree;

    fn told(inside: &str) -> Option<String> {
        let document = format!(
            "<domain type='cgroup'><name>n</name><memory>1</memory><os><type>exe</type></os>{inside}</domain>"
        );
        let root = tree::parse(document.as_bytes(), VIR_FROM_DOMAIN).unwrap();
        first(&Definition::read_unchecked(&root).unwrap())
    }

    #[test]
    fn what_a_group_has_no_file_for() {
        for (inside, words) in [
            (
                "<memtune><memory_shares>normal</memory_shares></memtune>",
                ["<memory_shares>", "<soft_limit>"],
            ),
            (
                "<memtune><memory_shares>0</memory_shares></memtune>",
                ["<memory_shares>", "only ESX"],
            ),
            (
                "<cputune><reservation unit='MHz'>1</reservation></cputune>",
                ["<reservation>", "<shares>"],
            ),
            ("<cputune><limit>0</limit></cputune>", ["<limit>", "<global_quota>"]),
        ] {
            let told = told(inside).unwrap_or_default();
            assert!(words.iter().all(|word| told.contains(word)), "{inside}: {told}");
        }
        for inside in [
            "",
            "<memtune><min_guarantee>0</min_guarantee></memtune>",
            "<cputune><shares>5</shares><reservation>0</reservation><limit>-1</limit></cputune>",
        ] {
            assert_eq!(told(inside), None, "{inside}");
        }
    }
}

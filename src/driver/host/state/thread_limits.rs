//! Tuning elements of single threads, caches and guest cells, and nodes that a service chooses. A domain of type
//! cgroup is one group, so that nothing would follow from them: its document must not hold them.

use crate::xml::tree::Element;

/// The children of tuning elements that a group cannot hold.
const CHILDREN: [(&str, &[&str]); 2] = [
    (
        "cputune",
        &[
            "emulator_period",
            "emulator_quota",
            "iothread_period",
            "iothread_quota",
            "vcpupin",
            "iothreadpin",
            "vcpusched",
            "emulatorsched",
            "iothreadsched",
            "cachetune",
            "memorytune",
        ],
    ),
    ("numatune", &["memnode"]),
];

/// The elements whose placement a service of the host would choose: libvirt asks numad.
const PLACED: [&[&str]; 2] = [&["vcpu"], &["numatune", "memory"]];

/// What is wrong with the first of them in a document.
pub fn first(domain: &Element) -> Option<String> {
    of_threads(domain).or_else(|| placed(domain))
}

fn of_threads(domain: &Element) -> Option<String> {
    CHILDREN.iter().find_map(|(parent, names)| {
        let parents = domain.elements().filter(|element| element.name == *parent);
        let mut children = parents.flat_map(Element::elements);
        let child = children.find(|child| names.contains(&child.name.as_str()) && says(child))?;
        Some(format!(
            "<{parent}> has <{}>, which a domain of this type cannot have: it is limited and pinned as a whole",
            child.name
        ))
    })
}

/// A period and a quota of 0 are none.
fn says(child: &Element) -> bool {
    child.text().trim() != "0"
}

fn placed(domain: &Element) -> Option<String> {
    PLACED.iter().find_map(|path| {
        let found = path.iter().try_fold(domain, |element, name| element.child(name))?;
        (found.attribute("placement") == Some("auto")).then(|| {
            format!(
                "<{}> has placement 'auto', expected 'static': nothing would choose CPUs or nodes",
                found.name
            )
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::virErrorDomain::VIR_FROM_DOMAIN;
    use crate::xml::tree;

    fn told(inside: &str) -> Option<String> {
        let document = format!("<domain type='cgroup'><name>n</name>{inside}</domain>");
        first(&tree::parse(document.as_bytes(), VIR_FROM_DOMAIN).unwrap())
    }

    #[test]
    fn what_a_group_cannot_hold_is_named() {
        for (inside, named) in [
            ("<cputune><emulator_quota>5000</emulator_quota></cputune>", "<emulator_quota>"),
            (
                "<cputune><shares>5</shares><iothread_period>5000</iothread_period></cputune>",
                "<iothread_period>",
            ),
            ("<cputune><vcpupin vcpu='9' cpuset='0'/></cputune>", "<vcpupin>"),
            ("<cputune/><cputune><vcpusched scheduler='fifo'/></cputune>", "<vcpusched>"),
            ("<cputune><emulatorsched scheduler='idle'/></cputune>", "<emulatorsched>"),
            ("<cputune><cachetune vcpus='0'/></cputune>", "<cachetune>"),
            ("<cputune><memorytune vcpus='0'/></cputune>", "<memorytune>"),
            ("<numatune><memnode cellid='0' nodeset='0'/></numatune>", "<memnode>"),
            ("<numatune><memory placement='auto'/></numatune>", "<memory> has placement"),
            ("<vcpu placement='auto'>2</vcpu>", "<vcpu> has placement"),
        ] {
            let told = told(inside).unwrap_or_default();
            assert!(told.contains(named), "{inside}: {told}");
        }
    }

    #[test]
    fn what_it_can_hold_is_not() {
        for inside in [
            "<cputune><shares>5</shares><quota>5000</quota><global_quota>5000</global_quota></cputune>",
            "<cputune><emulator_quota>0</emulator_quota><emulatorpin cpuset='0'/></cputune>",
            "<numatune><memory mode='strict' placement='static' nodeset='0'/></numatune>",
            "<vcpu placement='static'>2</vcpu><memory placement='auto'>1</memory>",
        ] {
            assert_eq!(told(inside), None, "{inside}");
        }
    }
}

//! What is written of a document is read again and written the same: documents that fuzzing found.

use super::*;

/// What is written of a document the first and the second time.
fn twice(document: &str, read: fn(&Element) -> Result<Definition>) -> [String; 2] {
    let write = |text: &str| {
        let root = tree::parse(text.as_bytes(), virErrorDomain::VIR_FROM_DOMAIN).unwrap();
        read(&root).unwrap().to_document(None, true, false)
    };
    let first = write(document);
    let second = write(&first);
    [first, second]
}

#[test]
fn elements_of_another_namespace_are_not_merged_into_known_ones() {
    for inner in ["<vcpu xmlns='urn:a'/>", "<vcpu xmlns='urn:a' placement='x'>7</vcpu>"] {
        for read in [Definition::read, Definition::read_unchecked] {
            let [first, second] = twice(&whole(inner), read);
            assert_eq!(second, first, "{inner}");
            assert!(first.contains("<vcpu placement='static'>1</vcpu>"), "{first}");
            assert!(first.contains("<vcpu xmlns='urn:a'"), "{first}");
        }
    }
}

#[test]
fn prefixes_that_nothing_written_uses_are_not_declared() {
    for (inner, declares) in
        [("<uuid a:x='1'>00000000-0000-4000-8000-000000000001</uuid>", false), ("<a:x/>", true)]
    {
        let text = whole(inner).replace("<domain ", "<domain xmlns:a='urn:a' ");
        let [first, second] = twice(&text, Definition::read_unchecked);
        assert_eq!(second, first, "{inner}");
        assert_eq!(first.contains("xmlns:a="), declares, "{first}");
    }
}

#[test]
fn completed_attributes_and_children_stand_before_unknown_ones() {
    for inner in [
        "<seclabel zz='1' type='dynamic' model='selinux'/>",
        "<devices><interface type='direct'><source zz='1' dev='e'/><mac address='52:54:00:00:00:01'/>
            </interface></devices>",
        "<devices><interface type='network'><zz/><source network='n'/>
            <mac address='52:54:00:00:00:01'/>
            <bandwidth><zz/><outbound average='0' burst='5'/></bandwidth></interface></devices>",
    ] {
        let [first, second] = twice(&whole(inner), Definition::read);
        assert_eq!(second, first, "{inner}");
    }
}

#[test]
fn a_panic_device_of_text_alone_is_left_out() {
    let [first, second] = twice(&whole("<devices><panic>x</panic></devices>"), Definition::read);
    assert_eq!(second, first);
    assert!(!first.contains("panic"), "{first}");
}

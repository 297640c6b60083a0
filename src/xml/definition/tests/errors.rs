//! Refused documents and libvirt's error codes for them.

use super::*;
use crate::model::virErrorNumber;
use virErrorDomain::{VIR_FROM_DOMAIN, VIR_FROM_NONE, VIR_FROM_XML};
use virErrorNumber::{
    VIR_ERR_CONFIG_UNSUPPORTED as UNSUPPORTED, VIR_ERR_INTERNAL_ERROR as INTERNAL,
    VIR_ERR_INVALID_ARG as INVALID, VIR_ERR_XML_ERROR as XML,
};

#[test]
fn wrong_values() {
    for (inner, code, domain) in [
        ("<vcpu>0</vcpu>", INTERNAL, VIR_FROM_DOMAIN),
        ("<vcpu/>", XML, VIR_FROM_DOMAIN),
        ("<vcpu current='3'>2</vcpu>", UNSUPPORTED, VIR_FROM_DOMAIN),
        ("<vcpu current='x'>2</vcpu>", XML, VIR_FROM_XML),
        ("<vcpu placement='x'>2</vcpu>", XML, VIR_FROM_XML),
        ("<vcpu cpuset='x'>2</vcpu>", INVALID, VIR_FROM_NONE),
        ("<vcpu cpuset='0,^0'>2</vcpu>", UNSUPPORTED, VIR_FROM_DOMAIN),
        ("<vcpus><vcpu id='1' enabled='yes'/></vcpus>", XML, VIR_FROM_DOMAIN),
        ("<vcpus><vcpu id='0'/></vcpus>", XML, VIR_FROM_XML),
        ("<uuid>12</uuid>", INTERNAL, VIR_FROM_DOMAIN),
        ("<title>a&#10;b</title>", XML, VIR_FROM_DOMAIN),
        ("<iothreads>x</iothreads>", XML, VIR_FROM_DOMAIN),
        ("<iothreadids><iothread id='0'/></iothreadids>", XML, VIR_FROM_XML),
        ("<cputune><shares>1</shares></cputune>", UNSUPPORTED, VIR_FROM_DOMAIN),
        ("<cputune><shares>-1</shares></cputune>", XML, VIR_FROM_DOMAIN),
        ("<cputune><period>999</period></cputune>", UNSUPPORTED, VIR_FROM_DOMAIN),
        ("<cputune><reservation>-1</reservation></cputune>", UNSUPPORTED, VIR_FROM_DOMAIN),
        ("<cputune><reservation unit='GHz'>1</reservation></cputune>", XML, VIR_FROM_XML),
        ("<cputune><limit>-2</limit></cputune>", UNSUPPORTED, VIR_FROM_DOMAIN),
        ("<cputune><limit unit='mhz'>1</limit></cputune>", XML, VIR_FROM_XML),
        ("<cputune><limit>low</limit></cputune>", XML, VIR_FROM_DOMAIN),
        ("<memtune><memory_shares>medium</memory_shares></memtune>", XML, VIR_FROM_XML),
        ("<memtune><memory_shares>-1</memory_shares></memtune>", XML, VIR_FROM_XML),
        ("<memtune><memory_shares unit='KiB'>1</memory_shares></memtune>", XML, VIR_FROM_XML),
        ("<cputune><vcpupin vcpu='0'/></cputune>", INTERNAL, VIR_FROM_DOMAIN),
        ("<cputune><iothreadpin iothread='1' cpuset='0'/></cputune>", UNSUPPORTED, VIR_FROM_DOMAIN),
        ("<blkiotune><device/></blkiotune>", UNSUPPORTED, VIR_FROM_DOMAIN),
        ("<numatune><memory mode='strict'/></numatune>", UNSUPPORTED, VIR_FROM_DOMAIN),
        ("<numatune><memnode cellid='0' nodeset='0'/></numatune>", XML, VIR_FROM_DOMAIN),
        ("<on_poweroff>coredump-destroy</on_poweroff>", UNSUPPORTED, VIR_FROM_DOMAIN),
    ] {
        let error = read(inner).expect_err(inner);
        assert_eq!((error.code(), error.domain()), (code, domain), "{inner}: {error}");
    }
}

#[test]
fn no_name() {
    let text = b"<domain type='test'><memory>1</memory></domain>";
    let domain = tree::parse(text, VIR_FROM_DOMAIN).unwrap();
    assert_eq!(Definition::read(&domain).unwrap_err().code(), virErrorNumber::VIR_ERR_NO_NAME);
}

#[test]
fn a_slash_is_reported_after_parse_errors() {
    for (kind, code) in [("test", XML), ("nonsense", UNSUPPORTED)] {
        let text = format!(
            "<domain type='{kind}'><name>a/b</name><memory>1</memory><os><type>hvm</type></os></domain>"
        );
        let domain = tree::parse(text.as_bytes(), VIR_FROM_DOMAIN).unwrap();
        assert_eq!(Definition::read(&domain).unwrap_err().code(), code);
    }
}

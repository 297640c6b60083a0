//! Documents written as libvirt writes them.

use super::*;

#[test]
fn memtune_rules() {
    let inner = "<memtune><hard_limit unit='MiB'>1</hard_limit><hard_limit>7</hard_limit>\
        <soft_limit/><min_guarantee>0</min_guarantee></memtune>";
    let memtune = read(inner).unwrap().memtune;
    assert_eq!(memtune.get(MemoryField::HardLimit), Some(Kib(1024)));
    assert_eq!(memtune.get(MemoryField::SoftLimit), None);
    assert_eq!(memtune.get(MemoryField::MinGuarantee), Some(Kib(0)));
}

#[test]
fn virtual_cpus() {
    for (inner, text) in [
        ("", "<vcpu placement='static'>1</vcpu>\n"),
        (
            "<vcpu cpuset='0-3,^2,7' current='1'>4</vcpu>",
            "<vcpu placement='static' cpuset='0-1,3,7' current='1'>4</vcpu>\n",
        ),
        ("<vcpu placement='auto' cpuset='1'>2</vcpu>", "<vcpu placement='auto'>2</vcpu>\n"),
        (
            "<vcpu>2</vcpu><vcpus><vcpu id='0' enabled='yes' order='5'/></vcpus>",
            "<vcpu placement='static' current='1'>2</vcpu>\n<vcpus>\n  \
          <vcpu id='0' enabled='yes' hotpluggable='no' order='5'/>\n  \
          <vcpu id='1' enabled='no' hotpluggable='yes'/>\n</vcpus>\n",
        ),
        ("<numatune><memory placement='auto'/></numatune>", "<vcpu placement='auto'>1</vcpu>\n"),
    ] {
        assert_eq!(written(inner, &["vcpu", "vcpus"]), text, "{inner}");
    }
}

#[test]
fn threads_for_input_and_output() {
    let names = ["iothreads", "iothreadids"];
    assert_eq!(written("<iothreads>2</iothreads>", &names), "<iothreads>2</iothreads>\n");
    assert_eq!(
        written("<iothreads>2</iothreads><iothreadids><iothread id='1'/></iothreadids>", &names),
        "<iothreads>2</iothreads>\n<iothreadids>\n  <iothread id='1'/>\n  <iothread id='2'/>\n\
         </iothreadids>\n"
    );
}

#[test]
fn tuning() {
    for (inner, name, text) in [
        (
            "<vcpu>2</vcpu><cputune><vcpupin vcpu='1' cpuset='1'/><vcpupin vcpu='0' cpuset='0-2,^1'/>\
          <quota>-1</quota><shares>5</shares></cputune><cputune><period>2000</period></cputune>",
            "cputune",
            "<cputune>\n  <shares>5</shares>\n  <period>2000</period>\n  <quota>-1</quota>\n  \
          <vcpupin vcpu='0' cpuset='0,2'/>\n  <vcpupin vcpu='1' cpuset='1'/>\n</cputune>\n",
        ),
        ("<cputune/>", "cputune", ""),
        (
            "<cputune><limit>2000</limit><reservation unit='MHz'>500</reservation><limit>7</limit>\
             <shares>5</shares><emulatorpin cpuset='0'/></cputune>",
            "cputune",
            "<cputune>\n  <shares>5</shares>\n  <reservation unit='MHz'>500</reservation>\n  \
          <limit unit='MHz'>2000</limit>\n  <emulatorpin cpuset='0'/>\n</cputune>\n",
        ),
        ("<cputune><reservation>0</reservation><limit>-1</limit></cputune>", "cputune", ""),
        (
            "<memtune><memory_shares>high</memory_shares><swap_soft_limit>5</swap_soft_limit></memtune>",
            "memtune",
            "<memtune>\n  <swap_soft_limit unit='KiB'>5</swap_soft_limit>\n  \
          <memory_shares>high</memory_shares>\n</memtune>\n",
        ),
        (
            "<memtune><memory_shares> 010 </memory_shares></memtune>",
            "memtune",
            "<memtune>\n  <memory_shares>10</memory_shares>\n</memtune>\n",
        ),
        ("<memtune><memory_shares/></memtune>", "memtune", ""),
        (
            "<blkiotune><weight>x</weight><device><path>/a</path><write_bytes_sec>-1</write_bytes_sec>\
          <weight>7</weight></device><device><path>/b</path></device></blkiotune>",
            "blkiotune",
            "<blkiotune>\n  <device>\n    <path>/a</path>\n    <weight>7</weight>\n    \
          <write_bytes_sec>18446744073709551615</write_bytes_sec>\n  </device>\n</blkiotune>\n",
        ),
        (
            "<numatune><memory nodeset='0-1,^1'/></numatune>",
            "numatune",
            "<numatune>\n  <memory mode='strict' nodeset='0'/>\n</numatune>\n",
        ),
        (
            "<vcpu placement='auto'>1</vcpu>",
            "numatune",
            "<numatune>\n  <memory mode='strict' placement='auto'/>\n</numatune>\n",
        ),
    ] {
        assert_eq!(written(inner, &[name]), text, "{inner}");
    }
}

#[test]
fn metadata_as_libxml2_writes_it() {
    for (inner, text) in [
        ("<metadata/>", "<metadata/>\n"),
        ("<metadata><x/>text<a:x/></metadata>", "<metadata/>\n"),
        (
            "<metadata><x xmlns='urn:x'/><y xmlns='urn:x'/></metadata>",
            "<metadata>\n  <x xmlns=\"urn:x\"/>\n</metadata>\n",
        ),
        (
            "<metadata><a:x xmlns:a='urn:x'><!-- c --><b> <c/> </b></a:x></metadata>",
            "<metadata>\n  <a:x xmlns:a=\"urn:x\">\n    <!-- c -->\n    <b>\n      <c/>\n    </b>\n  \
          </a:x>\n</metadata>\n",
        ),
        (
            "<metadata><a:x xmlns:a='urn:x'>  <b/> t <c><d/></c></a:x></metadata>",
            "<metadata>\n  <a:x xmlns:a=\"urn:x\"><b/> t <c><d/></c></a:x>\n</metadata>\n",
        ),
        (
            "<metadata><a:x xmlns:a='u' b=\"&lt;&#9;&#10;\u{e9}'&quot;\">&gt;&amp;\"'\u{e9}</a:x></metadata>",
            "<metadata>\n  <a:x xmlns:a=\"u\" b=\"&lt;&#9;&#10;&#xE9;'&quot;\">&gt;&amp;\"'\u{e9}</a:x>\n\
          </metadata>\n",
        ),
    ] {
        assert_eq!(written(inner, &["metadata"]), text, "{inner}");
    }
}

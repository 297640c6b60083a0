use super::*;
use crate::driver::remote::target::parameters::Proxy;
use crate::model::uri::Uri;
use crate::model::virErrorDomain::VIR_FROM_REMOTE;

fn target(text: &str) -> Target {
    Target::parse(&Uri::parse(text).unwrap()).unwrap()
}

#[test]
fn names_that_the_server_opens() {
    for (uri, name) in [
        ("qemu+tcp://u@h:1/system?foo=a%20b;x=y&no_verify=1#f", "qemu:///system?foo=a%20b&x=y#f"),
        ("qemu+tcp://h", "qemu://"),
        ("qemu+unix:///system", "qemu:///system"),
        ("qemu://h/system", "qemu:///system"),
        ("test+tcp://h/default?name=xen:///", "xen:///"),
        ("remote+unix:///", ""),
        ("qemu:///system?driver=remote&Socket=/a", "qemu:///system"),
        ("lxc+unix:///?mode=legacy", "lxc:///"),
    ] {
        assert_eq!(target(uri).name, name, "{uri}");
    }
}

#[test]
fn carriers() {
    for (uri, transport) in [
        ("qemu+UNIX:///system", TransportKind::Unix),
        ("qemu:///system", TransportKind::Unix),
        ("qemu://host/system", TransportKind::Tls),
        ("qemu+libssh2://host/system", TransportKind::Ssh),
        ("test+ext:///default?command=a", TransportKind::Ext),
    ] {
        assert_eq!(target(uri).transport, transport, "{uri}");
    }
}

#[test]
fn what_is_refused() {
    use crate::model::virErrorNumber::VIR_ERR_INVALID_ARG;
    for uri in [
        "qemu+unix://host/system",
        "qemu+bogus:///system",
        "qemu+tcp://host:65536/system",
        "qemu+unix:///system?mode=other",
        "qemu+ssh://host/system?proxy=other",
        "qemu+ssh://host/system?sshauth=agent,other",
        "qemu+libssh://host/system?known_hosts_verify=other",
        "qemu+tls://host/system?tls_priority=SECURE256",
        "qemu+tcp:joe:secret@host",
        "qemu+tls://host/system?no_verify=yes",
    ] {
        let error = Target::parse(&Uri::parse(uri).unwrap()).unwrap_err();
        assert_eq!((error.code(), error.domain()), (VIR_ERR_INVALID_ARG, VIR_FROM_REMOTE), "{uri}");
    }
}

#[test]
fn parameters_that_exclude_each_other() {
    use crate::model::virErrorDomain::VIR_FROM_RPC;
    use crate::model::virErrorNumber::{VIR_ERR_INVALID_ARG, VIR_ERR_OPERATION_UNSUPPORTED};
    let of = |uri: &str| {
        let error = Target::parse(&Uri::parse(uri).unwrap()).unwrap_err();
        (error.code(), error.domain())
    };
    assert_eq!(
        of("qemu+ssh://host/system?mode=direct"),
        (VIR_ERR_OPERATION_UNSUPPORTED, VIR_FROM_REMOTE)
    );
    assert_eq!(
        of("qemu+ssh://host/system?proxy=native&netcat=nc"),
        (VIR_ERR_INVALID_ARG, VIR_FROM_RPC)
    );
}

#[test]
fn sockets() {
    for (uri, read_only, user, path) in [
        ("test+unix:///default", false, None, "/run/libvirt/libvirt-sock"),
        ("test+unix:///default", true, None, "/run/libvirt/libvirt-sock-ro"),
        ("test+unix:///default", true, Some("/u"), "/u/libvirt-sock"),
        ("test+unix:///default?mode=direct", false, None, "/run/libvirt/virttestd-sock"),
        ("qemu+unix:///system?mode=direct", false, None, "/run/libvirt/virtqemud-sock"),
        ("qemu+unix:///system?mode=legacy", false, None, "/run/libvirt/libvirt-sock"),
        ("qemu+unix:///session?mode=direct", false, Some("/u"), "/u/virtqemud-sock"),
        ("qemu+unix:///system?socket=/a%20b", true, None, "/a b"),
    ] {
        assert_eq!(socket(&target(uri), read_only, user), path, "{uri}");
    }
}

#[test]
fn command_lines_of_ssh() {
    let line = |uri: &str| {
        let program = ssh_program(&target(uri), false);
        format!("{} {}", program.path, program.arguments.join(" "))
    };
    assert_eq!(
        line("qemu+ssh://me@host:2222/system?proxy=native&no_tty=1&keyfile=/k"),
        "ssh -p 2222 -l me -i /k -T -e none -o BatchMode=yes -- host virt-ssh-helper 'qemu:///system'"
    );
    assert!(line("qemu+ssh://host/system?command=/s&no_verify=1&socket=/a'b").starts_with(
        "/s -T -e none -o StrictHostKeyChecking=no -- host sh -c 'if '\\''nc'\\'' -q 2>&1 |"
    ));
    let keys = line(
        "qemu+libssh://me:secret@h/system?known_hosts=/a%20b%25&known_hosts_verify=auto&sshauth=privkey,password",
    );
    assert!(
        keys.starts_with(
            "ssh -l me -T -e none -o StrictHostKeyChecking=accept-new -o UserKnownHostsFile=\"/a b%%\" \
             -o GlobalKnownHostsFile=none -o PreferredAuthentications=publickey,password -- h "
        ),
        "{keys}"
    );
    assert_eq!(target("qemu+ssh://host/system?proxy=netcat").parameters.proxy, Proxy::Netcat);
}

//! The command line.

use crate::commands::Command;
use clap::Parser;

const AFTER: &str = "Words without an option in front are the values of a command's options, in their order: \
`memtune --domain web --hard-limit 512M` is `memtune web 512M`. Sizes have a unit (b, k, M, G, T, P, E), KiB where \
there is none; -1 is no limit.\n\nExit status: 0 done; 1 failed, with the reason on standard error; 2 a command line \
that is not understood.\n\nEnvironment: LIBVIRT_DEFAULT_URI is the host where -c names none. With VIRMEMCTL_DRIVER=remote \
qemu:///system and lxc:///system are asked of libvirt's daemon. virmemctl(7) has the URIs.\n\nExamples:\n  \
virmemctl run --name web --memory 512M -- python3 -m http.server\n  virmemctl limits\n  virmemctl -c qemu+ssh://root@web1/system -c qemu+ssh://root@web2/system limits\n  \
virmemctl memtune web \
--hard-limit 1G\n  virmemctl event web --all --loop --timeout 60\n  virmemctl destroy web";

/// Limits, guarantees and watches the memory of this host's domains: virtual machines, containers
/// and process groups.
#[derive(Parser)]
#[command(name = "virmemctl", version, after_help = AFTER, subcommand_required = true, infer_subcommands = false)]
pub struct Arguments {
    /// The host: cgroup:///system, cgroup:///session, qemu+ssh://HOST/system, test:///default, ...;
    /// $LIBVIRT_DEFAULT_URI where it is not given. `limits` takes several, each behind a -c of its own
    #[arg(short, long, value_name = "URI", global = true, display_order = 897)]
    pub connect: Vec<String>,
    /// Changes nothing
    #[arg(short, long, display_order = 898)]
    pub readonly: bool,
    /// Prints values alone: no heads of tables, no messages, no empty lines
    #[arg(short, long, display_order = 899)]
    pub quiet: bool,
    /// Prints JSON
    #[arg(long, global = true, display_order = 900)]
    pub json: bool,
    /// What is to be done
    #[command(subcommand)]
    pub command: Command,
}

//! The commands, by subject.

mod affect;
mod autostart;
mod block;
mod completion;
mod cpus;
mod describe;
mod doctor;
mod documents;
mod event;
mod event_line;
mod event_object;
mod event_text;
mod event_words;
mod host;
mod lifecycle;
mod limits;
mod list;
mod manual;
mod memory;
mod metadata;
mod node;
mod run;
mod shell_words;
mod statistics;
mod timestamp;
mod top;
mod tuning;
mod values;

use crate::execute::Execute;
use clap::Subcommand;

/// Declares the commands: each is a variant with the arguments of its type.
macro_rules! commands {
    ($($(#[$doc:meta])* $name:ident($arguments:ty),)*) => {
        /// The commands.
        #[derive(Subcommand)]
        pub enum Command {
            $($(#[$doc])* $name($arguments),)*
        }

        impl Command {
            /// The command that was given.
            pub fn given(&self) -> &dyn Execute {
                match self {
                    $(Self::$name(arguments) => arguments,)*
                }
            }
        }
    };
}

commands! {
    /// List domains
    List(list::List),
    /// Limits, guarantee and use of all domains, one line each
    Limits(limits::Limits),
    /// Information about a domain
    Dominfo(describe::Dominfo),
    /// The state of a domain
    Domstate(describe::Domstate),
    /// The id of a domain, by name or uuid
    Domid(describe::Domid),
    /// The name of a domain, by id or uuid
    Domname(describe::Domname),
    /// The uuid of a domain, by name or id
    Domuuid(describe::Domuuid),
    /// A domain's document
    Dumpxml(documents::Dumpxml),
    /// Define a domain from a document, without starting it
    Define(documents::Define),
    /// Remove a domain's definition
    Undefine(documents::Undefine),
    /// Create and start a transient domain from a document
    Create(documents::Create),
    /// Create and start a domain from the command line
    Run(run::Run),
    /// Make a running process and its descendants a domain
    Attach(run::Attach),
    /// Start a defined domain
    Start(lifecycle::Start),
    /// Ask a domain to end
    Shutdown(lifecycle::Shutdown),
    /// Ask a domain to reboot
    Reboot(lifecycle::Reboot),
    /// End a domain at once
    Destroy(lifecycle::Destroy),
    /// Pause a domain
    Suspend(lifecycle::Suspend),
    /// Let a paused domain go on
    Resume(lifecycle::Resume),
    /// Start a domain with the host
    Autostart(autostart::Autostart),
    /// Start the domains that start with the host and do not run
    AutostartAll(autostart::AutostartAll),
    /// Rename a domain that is not running
    Domrename(lifecycle::Domrename),
    /// Show or set a domain's description or title
    Desc(metadata::Desc),
    /// Show, set or remove an application's metadata of a domain
    Metadata(metadata::Metadata),
    /// Get or set memory parameters
    Memtune(tuning::Memtune),
    /// Get or set block I/O parameters
    Blkiotune(tuning::Blkiotune),
    /// Get or set scheduler parameters
    Schedinfo(tuning::Schedinfo),
    /// Get or set NUMA parameters
    Numatune(tuning::Numatune),
    /// Change the memory of a domain
    Setmem(memory::Setmem),
    /// Change the most memory of a domain
    Setmaxmem(memory::Setmaxmem),
    /// Memory statistics of a domain
    Dommemstat(memory::Dommemstat),
    /// A hard limit that leaves a domain room
    Suggest(memory::Suggest),
    /// Take memory back from a domain
    Reclaim(memory::Reclaim),
    /// Statistics of one or several domains
    Domstats(statistics::Domstats),
    /// All domains by what they use, live; their limits can be changed
    Top(top::Top),
    /// How much domains wait for memory, CPU and I/O
    Pressure(statistics::Pressure),
    /// Wait for events of domains, and print them
    Event(event::Event),
    /// CPU time of a domain
    CpuStats(cpus::CpuStats),
    /// Information about the virtual CPUs of a domain
    Vcpuinfo(cpus::Vcpuinfo),
    /// How many virtual CPUs a domain has
    Vcpucount(cpus::Vcpucount),
    /// Get or set the CPUs that a virtual CPU may run on
    Vcpupin(cpus::Vcpupin),
    /// Get or set the CPUs that the emulator, or the whole program, may run on
    Emulatorpin(cpus::Emulatorpin),
    /// Statistics of a domain's disk
    Domblkstat(block::Domblkstat),
    /// Information about the host
    Nodeinfo(node::Nodeinfo),
    /// The host's CPUs
    Nodecpumap(node::Nodecpumap),
    /// CPU time of the host
    Nodecpustats(node::Nodecpustats),
    /// Memory of the host
    Nodememstats(node::Nodememstats),
    /// Free memory of the host's NUMA cells
    Freecell(node::Freecell),
    /// Get or set memory parameters of the host (samepage merging)
    NodeMemoryTune(node::NodeMemoryTune),
    /// What the host and its hypervisor can do, as a document
    Capabilities(host::Capabilities),
    /// What this host offers for limits, what it lacks, and what to do about it
    Doctor(doctor::Doctor),
    /// The host's name
    Hostname(host::Hostname),
    /// The URI of the connection
    Uri(host::Uri),
    /// The versions of library and host
    Version(host::Version),
    /// The script with which a shell completes command lines
    Completion(completion::Completion),
    /// Write the manual pages of virmemctl
    #[command(hide = true)]
    Manual(manual::Manual),
    /// What the next word of a command line may be
    #[command(hide = true)]
    Complete(completion::Complete),
}

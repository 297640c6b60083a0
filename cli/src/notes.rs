//! What the help and the manual page of a command say beside its options: notes and examples.

use clap::Command;

/// The beginning of the paragraph of examples, a line for each.
pub const EXAMPLES: &str = "Examples:\n";

/// A command's notes, in paragraphs, and command lines as examples, without the program's name.
struct Notes {
    command: &'static str,
    text: &'static str,
    examples: &'static [&'static str],
}

const NOTES: &[Notes] = &[
    Notes {
        command: "run",
        text: "The program goes on when the command has ended. What it prints is in /var/log/virmemctl/NAME.log. \
            `destroy` ends it; a definition that --persistent has kept is removed by `undefine`.\n\n\
            A domain without --swap-hard-limit may use as much swap as there is, beside --memory. --guarantee needs \
            cgroup v2: on v1 it is checked before the start, and not held.",
        examples: &[
            "run --name web --memory 512M --swap-hard-limit 512M -- python3 -m http.server",
            "run --name build --memory 2G --cpu-percent 150 --user nobody --directory /tmp -- make -j4",
        ],
    },
    Notes {
        command: "attach",
        text: "The process and its descendants are moved into a group of their own, and out of those that they are \
            in. Memory that they have already stays charged there.\n\n\
            The domain ends with its last process. `memtune DOMAIN --hard-limit -1` removes a limit. `destroy` and \
            `shutdown` end the process itself; virmemctl(7) says how it is let go.",
        examples: &["attach 4711 build", "memtune build --hard-limit 2G --swap-hard-limit 2G"],
    },
    Notes {
        command: "destroy",
        text: "All processes of the domain are killed (SIGKILL), also those of one that was attached; `shutdown` \
            asks them to end (SIGTERM). A definition stays, for `start`; `undefine` removes it.",
        examples: &["destroy web"],
    },
    Notes {
        command: "shutdown",
        text: "A program, or an attached process, gets SIGTERM.",
        examples: &["shutdown web"],
    },
    Notes {
        command: "undefine",
        text: "A domain that runs goes on, and is gone when it ends. Its log, /var/log/virmemctl/NAME.log, stays.",
        examples: &["undefine web"],
    },
    Notes {
        command: "define",
        text: "virmemctl.xml(5) describes the document; `-` is standard input.",
        examples: &["define web.xml"],
    },
    Notes {
        command: "create",
        text: "virmemctl.xml(5) describes the document; `-` is standard input. `run` makes one from the command line.",
        examples: &["create web.xml"],
    },
    Notes {
        command: "autostart",
        text: "virmemctl-autostart.service starts marked domains, once at boot, if it is enabled.",
        examples: &["autostart web", "autostart web --disable"],
    },
    Notes {
        command: "autostart-all",
        text: "It is what virmemctl-autostart.service runs at boot. Domains that run already stay as they are.",
        examples: &["autostart-all"],
    },
    Notes {
        command: "memtune",
        text: "Without a limit it shows those in force, in KiB. A size is in KiB, or has a unit (b, k, M, G, T, P, \
            E); -1 is no limit. All limits of one command are set, or none.\n\n\
            A hard limit below the memory in use is set once memory was reclaimed down to it; else the command fails, \
            and nothing is changed. --min-guarantee and --swap-soft-limit need cgroup v2, \
            --memory-shares needs ESX, which has low as -1, normal as -2 and high as -3 in what is shown. virmemctl(7) \
            tells what each limit does.",
        examples: &[
            "memtune web",
            "memtune web --hard-limit 1G --swap-hard-limit 1G",
            "memtune web --min-guarantee 256M",
            "memtune web --hard-limit -1 --swap-hard-limit -1",
        ],
    },
    Notes {
        command: "schedinfo",
        text: "Without --set it shows the values in force. cpu_shares is a weight among domains that want CPU time; \
            global_quota is the most CPU time in each global_period, in microseconds, -1 for no limit; \
            cpu_limit_percent is the same in percent of one CPU, 0 for no limit.",
        examples: &[
            "schedinfo web",
            "schedinfo web --set cpu_limit_percent=50",
            "schedinfo web --set cpu_shares=512",
        ],
    },
    Notes {
        command: "blkiotune",
        text: "Without a value it shows those in force. A list of devices is PATH,NUMBER,PATH,NUMBER…; the number 0 \
            removes what a device has, and devices that are not named stay as they are.",
        examples: &["blkiotune web", "blkiotune web --device-write-bytes-sec /dev/vda,10485760"],
    },
    Notes {
        command: "setmem",
        text: "It needs a virtual machine with a memory balloon, and a monitor that nobody else uses: a free QMP \
            socket of QEMU, or the API socket of Firecracker or cloud-hypervisor.",
        examples: &["setmem vm1 512M"],
    },
    Notes {
        command: "suggest",
        text: "Of a virtual machine it is the guest's memory, what its monitor needs beside, and a margin; of another \
            domain the most that it has used, and a margin. It is better after the usual work was done. Nothing is \
            changed.",
        examples: &["suggest vm1"],
    },
    Notes {
        command: "reclaim",
        text: "It needs cgroup v2 and Linux 5.19. Caches go first; no limit is changed, and nothing is killed. It \
            prints how much came, which may be less.",
        examples: &["reclaim web 64M"],
    },
    Notes {
        command: "limits",
        text: "Used is all memory of the group, page cache included; Working set is what of it was used lately; \
            Guarantee is held on cgroup v2 alone; Swap hard limit is of memory and swap together. A - is what this \
            host does not have, or a daemon does not tell. JSON has the same in KiB.\n\n\
            Several hosts, each behind a -c of its own, are asked at the same time, and a column tells the host: that \
            of the URI, or what was given where it has none. Standard error has the reason of each that does not \
            answer, and the exit status is 1. JSON is an array then, with an object for each host: host, uri, and \
            domains or error.",
        examples: &[
            "limits",
            "limits web build",
            "-c qemu+ssh://root@web1/system -c qemu+ssh://root@web2/system limits",
        ],
    },
    Notes {
        command: "pressure",
        text: "some is the share of the last 10, 60 and 300 seconds in which at least one process of the domain \
            waited, full that in which all waited. It needs cgroup v2 and pressure stall information: `doctor` tells \
            whether they are there.",
        examples: &["pressure", "pressure web"],
    },
    Notes {
        command: "domstats",
        text: "Without a group it shows all. Names beside libvirt's: memtune.* are memory parameters and usage, \
            memctl.working_set and memctl.swap, in KiB; memctl.events.* count limits that were reached and processes \
            that were killed; memctl.psi.* is pressure (cgroup v2).",
        examples: &["domstats web", "domstats --memtune --usage --events"],
    },
    Notes {
        command: "event",
        text: "It ends after one event, or with --loop when the time is over or it is interrupted; its status is 1 if \
            none has come. A host's domains have lifecycle, tunable (values that were set, and the old ones), \
            balloon-change, metadata-change and memory; --list also names those that libvirt has besides.\n\n\
            memory is: high, max: the soft limit, or the hard limit, was reached (cgroup v2); oom: no more memory could be \
            had; oom_kill: the kernel has killed a process, with its pid where that is known; pressure: --some or \
            --full was exceeded.",
        examples: &[
            "event --all --loop --timestamp",
            "event web --event memory --loop --timeout 3600",
            "event web --event memory --loop --some 150000:1000000",
        ],
    },
];

/// The parser with notes at its commands.
pub fn with_notes(parser: Command) -> Command {
    parser.mut_subcommands(|command| {
        match NOTES.iter().find(|notes| notes.command == command.get_name()) {
            Some(notes) => command.after_help(notes.help()),
            None => command,
        }
    })
}

impl Notes {
    fn help(&self) -> String {
        let examples: Vec<String> =
            self.examples.iter().map(|example| format!("  virmemctl {example}")).collect();
        format!("{}\n\n{EXAMPLES}{}", self.text, examples.join("\n"))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::arguments::Arguments;
    use crate::positional;
    use clap::CommandFactory;
    use std::ffi::OsString;

    #[test]
    fn examples_are_command_lines() {
        for example in NOTES.iter().flat_map(|notes| notes.examples) {
            let mut parser = with_notes(Arguments::command());
            let words = format!("virmemctl {example}");
            let words = words.split(' ').map(OsString::from);
            let named = positional::named(&mut parser, words).unwrap();
            let parsed = parser.try_get_matches_from_mut(named);
            assert!(parsed.is_ok(), "{example}: {}", parsed.unwrap_err());
        }
    }

    #[test]
    fn notes_are_at_their_commands() {
        let parser = with_notes(Arguments::command());
        for notes in NOTES {
            let command = parser.find_subcommand(notes.command).unwrap();
            let help = command.get_after_help().unwrap().to_string();
            assert!(help.starts_with(notes.text) && help.contains(EXAMPLES), "{}", notes.command);
        }
    }
}

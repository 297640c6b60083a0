//! The definition of a running domain as it is shown: with what is in force.

use super::cgroup::controller::Controller;
use super::cgroup::open_group::OpenGroup;
use super::driver::HostDriver;
use super::lifecycle::definition_commit::DefinitionCommit;
use super::lifecycle::in_force;
use super::limits::controllers::cpuset;
use super::limits::engine::Engine;
use super::limits::family;
use super::node::numbers;
use super::open_domains::Live;
use super::threads::{self, Role};
use crate::xml::definition::Definition;

impl HostDriver {
    /// Puts what is in force of CPU time, CPUs, memory nodes and block I/O in place of what a running domain's
    /// definition says. What cannot be read stays as it is.
    pub fn show_in_force(&self, live: &Live, definition: &mut Definition) {
        let (host, engine) = (&self.context.host, Engine::new(&self.context));
        let commit = DefinitionCommit::new(&self.context, &live.domain.identity);
        let (group, version) = (live.open_group(host), engine.version());
        if let Ok(held) = engine.get(&family::Scheduler, &group, &commit) {
            in_force::set_cpu_time(&mut definition.cputune, version, &held);
        }
        if let Ok(held) = engine.get(&family::Numa, &group, &commit) {
            let all = numbers::nodes(host);
            in_force::set_nodes(&mut definition.numatune, cpuset::nodes(&held), &all);
        }
        if let Ok(params) = self.live_blkio(live) {
            let weight = default_weight(&group);
            // What the kernel tells fits.
            let _ = in_force::set_block_io(&mut definition.blkiotune, host, &params, weight);
        }
        self.show_pins(live, definition);
    }

    /// Puts the CPUs that the emulator and virtual CPUs of a running domain may run on in place of what its
    /// definition says, as far as that can be told without its monitor.
    fn show_pins(&self, live: &Live, definition: &mut Definition) {
        let host = &self.context.host;
        let otherwise = definition.vcpus.cpuset.clone().unwrap_or_else(|| numbers::cpus(host));
        let threads = threads::all(host, live, false).unwrap_or_default();
        let cputune = &mut definition.cputune;
        let emulator = if self.is_pinned_by_group(live) {
            self.group_pin(live).ok().flatten()
        } else if live.domain.is_qemu && !threads::are_told(&threads) {
            None
        } else {
            threads.iter().find(|thread| thread.role == Role::Other).and_then(|it| it.allowed(host))
        };
        if let Some(now) = emulator {
            cputune.emulatorpin = in_force::pin(cputune.emulatorpin.as_ref(), now, &otherwise);
        }
        for thread in threads.iter().filter(|_| live.domain.is_qemu) {
            let Role::Vcpu(number) = thread.role else { continue };
            let Some(now) = thread.allowed(host) else { continue };
            if number >= definition.vcpus.max.into() {
                continue;
            }
            if let Some(pin) = in_force::pin(cputune.vcpupin.get(&number), now, &otherwise) {
                cputune.vcpupin.insert(number, pin);
            }
        }
    }
}

/// The weight of a new group: that of CFQ on v1, 100 otherwise.
fn default_weight(group: &OpenGroup<'_>) -> u32 {
    let has_cfq = group.dir_of(Controller::Io).is_ok_and(|dir| dir.has("blkio.weight"));
    if has_cfq { 500 } else { 100 }
}

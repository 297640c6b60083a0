//! The complete driver trait.

use super::definitions::Definitions;
use super::devices::Devices;
use super::domains::Domains;
use super::events::Events;
use super::life::Life;
use super::node::Node;
use super::parameters::Parameters;
use super::size::Size;
use super::statistics::Statistics;
use super::threads::Threads;

/// A connection of a driver to a hypervisor or host.
pub trait Driver:
    Node + Domains + Definitions + Life + Parameters + Size + Threads + Devices + Statistics + Events
{
}

impl<D> Driver for D where
    D: Node
        + Domains
        + Definitions
        + Life
        + Parameters
        + Size
        + Threads
        + Devices
        + Statistics
        + Events
{
}

//! The trait of a driver as a whole.

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

/// A hypervisor, a host or a stand-in for one.
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

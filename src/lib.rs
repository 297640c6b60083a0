//! libvirt's API for tuning the memory of domains, without a daemon: this host's virtual machines, containers
//! and process groups by the kernel's cgroup files, v1 and v2.
//!
//! The library `libvirmemctl.so` has libvirt's C functions. This crate offers the same to Rust programs:
//!
//! ```
//! use virmemctl::{Connection, Impact, Memtune, Size};
//!
//! // cgroup:///system is this host; test:///default is one in memory, which needs no rights.
//! let connection = Connection::open(Some("test:///default"), 0)?;
//! for domain in connection.domains(0)? {
//!     println!("{} {}", domain.name(), domain.info()?.memory);
//! }
//! let domain = connection.lookup_by_name("test")?;
//! domain.tune(&Memtune::new().hard_limit(Size::gib(1)), Impact::Live)?;
//! let held: Memtune = domain.tuned(Impact::Live)?;
//! assert_eq!(held.get_hard_limit(), Some(Size::gib(1)));
//! # Ok::<(), virmemctl::Error>(())
//! ```
//!
//! An [`Error`] has libvirt's code, an enumeration; of a failed system call also its [errno](Error::errno):
//!
//! ```
//! use virmemctl::{Connection, ErrorCode};
//!
//! let connection = Connection::open(Some("test:///default"), 0)?;
//! match connection.lookup_by_name("none") {
//!     Err(error) if error.code() == ErrorCode::VIR_ERR_NO_DOMAIN => {}
//!     other => panic!("{other:?}"),
//! }
//! # Ok::<(), virmemctl::Error>(())
//! ```
//!
//! Events are waited for, one by one or by an iterator, or come by the C functions' event loop:
//!
//! ```
//! use std::time::Duration;
//! use virmemctl::model::constants::virDomainEventID::VIR_DOMAIN_EVENT_ID_LIFECYCLE;
//! use virmemctl::model::event::EventKind;
//! use virmemctl::Connection;
//!
//! let connection = Connection::open(Some("test:///default"), 0)?;
//! let domain = connection.lookup_by_name("test")?;
//! let mut events = connection.events()?;
//! events.add(VIR_DOMAIN_EVENT_ID_LIFECYCLE as i32, Some(&domain))?;
//! domain.suspend()?;
//! let event = events.next(Some(Duration::from_secs(10)))?.ok_or("nothing has come")?;
//! assert_eq!(event.domain.ok_or("of no domain")?.name, "test");
//! assert!(matches!(event.kind, EventKind::Lifecycle { .. }));
//!
//! domain.resume()?;
//! for event in events.iter().take(1) {
//!     println!("{:?}", event?);
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! What libvirt documents for a C function holds for the method of its name; flags are libvirt's numbers, in
//! [`model::constants`]. [`tune`] has types for parameters in the place of names and flags.
//!
//! The layers, from top to bottom: [`capi`] is the C interface, [`api`] its safe Rust equivalent, [`driver`]
//! gives access to hosts, [`model`] has the data types, and `xml`, `store` and `sys` handle documents, state
//! files and kernel interfaces. ARCHITECTURE.md has the details.

pub mod api;
#[allow(unsafe_code)]
pub mod capi;
pub mod driver;
#[cfg(feature = "fuzzing")]
#[doc(hidden)]
pub mod fuzzing;
pub mod model;
mod sorting;
mod store;
#[allow(unsafe_code)]
mod sys;
mod xml;

pub use api::tune::{self, Blkiotune, Cputune, Impact, Memtune, Numatune, Shares};
pub use api::{Connection, Domain, EventIter, EventStream};
pub use model::units::{Kib as Size, UNLIMITED};
pub use model::virErrorNumber as ErrorCode;
pub use model::{Error, Result};

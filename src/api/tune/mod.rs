//! Tuning by types: of each family a struct with a method for each parameter, in the place of names, types
//! and flags.
//!
//! ```
//! use virmemctl::{Connection, Impact, Memtune, Size};
//!
//! let connection = Connection::open(Some("test:///default"), 0)?;
//! let domain = connection.lookup_by_name("test")?;
//! let wanted = Memtune::new().hard_limit(Size::mib(512)).soft_limit(Size::mib(256));
//! domain.tune(&wanted, Impact::Current)?;
//! let held: Memtune = domain.tuned(Impact::Current)?;
//! assert_eq!(held.get_hard_limit(), Some(Size::mib(512)));
//! # Ok::<(), virmemctl::Error>(())
//! ```

mod devices;
mod domain;
mod families;
mod impact;
mod tunable;
mod value;

pub use crate::model::parameters::shares::Shares;
pub use devices::DeviceValues;
pub use families::{Blkiotune, Cputune, Memtune, Numatune};
pub use impact::Impact;
pub use tunable::Tune;

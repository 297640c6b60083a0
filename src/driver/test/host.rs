//! The state of a host in memory.

use crate::model::domain::{Identity, Info, State, StateReason, Summary, Uuid};
use crate::model::flags::Affect;
use crate::model::memtune::{MemoryField, Memtune};
use crate::model::units::Kib;
use crate::model::{Error, Result, virErrorDomain, virErrorNumber};
use crate::xml::domain::Definition;
use std::collections::BTreeMap;
use std::time::{SystemTime, UNIX_EPOCH};

/// libvirt's uuid for the domain `test` of test:///default.
const DEFAULT_UUID: Uuid = Uuid::from_u128(0x6695_eb01_f6a4_8304_79aa_97f2_502e_193f);

/// The reason that libvirt's test driver gives for the state of a domain that
/// it was opened with: unknown.
const REASON_UNKNOWN: i32 = 0;

/// A domain of the test host.
pub struct Guest {
    name: String,
    uuid: Uuid,
    id: Option<i32>,
    pub(super) state: StateReason,
    pub(super) persistent: bool,
    managed_save: bool,
    max_memory: Kib,
    memory: Kib,
    vcpus: u16,
    live: Memtune,
    config: Memtune,
}

impl Guest {
    /// A domain from its definition; it runs when it is given a number.
    pub fn new(definition: &Definition, id: Option<i32>, state: State, persistent: bool) -> Self {
        Self {
            name: definition.name.clone(),
            uuid: definition.uuid.unwrap_or_else(Uuid::new_v4),
            id,
            state: StateReason { state, reason: REASON_UNKNOWN },
            persistent,
            managed_save: false,
            max_memory: definition.memory,
            memory: definition.current_memory,
            vcpus: definition.vcpus,
            live: definition.memtune.clone(),
            config: definition.memtune.clone(),
        }
    }

    /// What a list says of it.
    pub fn summary(&self) -> Summary {
        Summary {
            identity: Identity { name: self.name.clone(), uuid: self.uuid, id: self.id },
            state: self.state.state,
            persistent: self.persistent,
            autostart: false,
            managed_save: self.managed_save,
            snapshots: false,
            checkpoints: false,
        }
    }

    /// Its size; the CPU time is the wall clock's, so that it always grows.
    pub fn info(&self) -> Info {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Info {
            state: self.state.state,
            max_memory: self.max_memory,
            memory: self.memory,
            vcpus: self.vcpus,
            cpu_time: u64::try_from(now.as_nanos()).unwrap_or(u64::MAX),
        }
    }

    /// The three parameters, unlimited where none was given.
    pub fn memory(&self, affect: Affect) -> Result<Memtune> {
        let stored = if self.resolve(affect)?.config { &self.config } else { &self.live };
        Ok(MemoryField::LIBVIRT.iter().map(|field| (*field, stored.limit(*field))).collect())
    }

    /// Stores values just as they are given.
    pub fn set_memory(&mut self, wanted: &Memtune, affect: Affect) -> Result<()> {
        affect.check_one()?;
        let affect = self.resolve(affect)?;
        let mut merged = self.live.clone();
        merged.merge(wanted);
        check_swap(wanted, &merged)?;
        if affect.live {
            self.live = merged;
        }
        if affect.config {
            self.config.merge(wanted);
        }
        if self.id.is_none() {
            self.live = self.config.clone();
        }
        Ok(())
    }

    fn resolve(&self, affect: Affect) -> Result<Affect> {
        affect.resolve(&self.name, self.id.is_some(), self.persistent)
    }
}

/// A hard limit above the swap hard limit is refused when either is being set,
/// compared with what is live.
fn check_swap(wanted: &Memtune, merged: &Memtune) -> Result<()> {
    let concerned = [MemoryField::HardLimit, MemoryField::SwapHardLimit];
    let (hard, swap) = (merged.limit(concerned[0]), merged.limit(concerned[1]));
    if hard > swap && concerned.iter().any(|field| wanted.get(*field).is_some()) {
        return Err(Error::new(
            virErrorDomain::VIR_FROM_TEST,
            virErrorNumber::VIR_ERR_INVALID_ARG,
            format!("hard_limit {hard} is above swap_hard_limit {swap}, expected at most that"),
        ));
    }
    Ok(())
}

/// All domains of a test host.
#[derive(Default)]
pub struct Host {
    guests: BTreeMap<Uuid, Guest>,
    last_id: i32,
}

impl Host {
    /// The host of test:///default, with its one running domain.
    pub fn with_default_domain() -> Self {
        let mut host = Self::default();
        let definition = Definition {
            kind: "test".to_owned(),
            id: None,
            name: "test".to_owned(),
            uuid: Some(DEFAULT_UUID),
            memory: Kib(8_388_608),
            current_memory: Kib(2_097_152),
            vcpus: 2,
            memtune: Memtune::default(),
        };
        host.add(&definition, State::VIR_DOMAIN_RUNNING, true, false);
        host
    }

    /// Adds a domain; it takes the next number if its state is an active one.
    pub fn add(
        &mut self,
        definition: &Definition,
        state: State,
        persistent: bool,
        managed_save: bool,
    ) {
        let id = state.is_active().then(|| {
            self.last_id += 1;
            self.last_id
        });
        let mut guest = Guest::new(definition, id, state, persistent);
        guest.managed_save = managed_save;
        self.guests.insert(guest.uuid, guest);
    }

    /// Its domains.
    pub fn guests(&self) -> impl Iterator<Item = &Guest> {
        self.guests.values()
    }

    /// The domain that a handle means; VIR_ERR_NO_DOMAIN when it has gone.
    pub fn guest(&mut self, domain: &Identity) -> Result<&mut Guest> {
        self.guests.get_mut(&domain.uuid).ok_or_else(|| {
            Error::new(
                virErrorDomain::VIR_FROM_TEST,
                virErrorNumber::VIR_ERR_NO_DOMAIN,
                format!("'{}' ({}) is no longer there", domain.name, domain.uuid),
            )
        })
    }

    /// Whether a domain of that name or uuid is there.
    pub fn has(&self, definition: &Definition) -> bool {
        self.guests
            .values()
            .any(|guest| guest.name == definition.name || Some(guest.uuid) == definition.uuid)
    }
}

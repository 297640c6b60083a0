//! The state of a test host.

use super::hardware::Hardware;
use super::network::Network;
use super::test_domain::{FIRST_TIME, Running, TestDomain};
use crate::driver::Listeners;
use crate::model::constants::virDomainEventType;
use crate::model::domain::{Identity, State, StateReason, Uuid};
use crate::model::event::{Event, EventKind};
use crate::model::{Error, Result, virErrorDomain, virErrorNumber};
use crate::xml::definition::Definition;
use crate::xml::tree;
use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The reason for the state of domains present when the host was opened, as in libvirt's
/// test driver: unknown.
const REASON_UNKNOWN: i32 = 0;

/// The domain of test:///default.
const DEFAULT_DOMAIN: &str = "<domain type='test'>
  <name>test</name>
  <uuid>6695eb01-f6a4-8304-79aa-97f2502e193f</uuid>
  <memory>8388608</memory>
  <currentMemory>2097152</currentMemory>
  <vcpu>2</vcpu>
  <os><type>hvm</type></os>
  <devices>
    <disk type='file' device='disk'>
      <source file='/guest/diskimage1'/>
      <target dev='vda' bus='virtio'/>
      <address type='pci' domain='0x0000' bus='0x01' slot='0x00' function='0x0'/>
    </disk>
    <interface type='network'>
      <mac address='aa:bb:cc:dd:ee:ff'/>
      <source network='default'/>
      <target dev='testnet0'/>
      <address type='pci' domain='0x0000' bus='0x00' slot='0x01' function='0x0'/>
    </interface>
    <memballoon model='virtio'>
      <address type='pci' domain='0x0000' bus='0x00' slot='0x02' function='0x0'/>
    </memballoon>
  </devices>
</domain>";

/// The domains of a test host.
#[derive(Default)]
pub struct Host {
    guests: BTreeMap<Uuid, TestDomain>,
    names: BTreeMap<String, Uuid>,
    last_id: i32,
    /// The host's hardware.
    pub hardware: Hardware,
    /// Its networks by name.
    pub networks: BTreeMap<String, Network>,
}

impl Host {
    /// The host of test:///default, with a running domain.
    pub fn with_default_domain() -> Result<Self> {
        let mut host = Self { hardware: Hardware::with_default_cells(), ..Self::default() };
        host.networks.insert("default".to_owned(), Network::DEFAULT);
        let document = tree::parse(DEFAULT_DOMAIN.as_bytes(), virErrorDomain::VIR_FROM_TEST)?;
        host.add(Definition::read(&document)?, State::VIR_DOMAIN_RUNNING, true)?;
        Ok(host)
    }

    /// Adds a domain; it gets the next id if its state is active.
    pub fn add(
        &mut self,
        mut definition: Definition,
        state: State,
        persistent: bool,
    ) -> Result<&mut TestDomain> {
        definition.uuid.get_or_insert_with(Uuid::new_v4);
        definition.devices.name_interfaces()?;
        let running = state.is_active().then(|| Running::new(self.next_id(), definition.clone()));
        let guest = self.get_or_add(&definition);
        guest.set_state(state, REASON_UNKNOWN);
        guest.running = running;
        guest.config = persistent.then_some(definition);
        guest.persistent = persistent;
        Ok(guest)
    }

    /// The domain with a definition's uuid: the existing one, or a new one that is shut off.
    pub fn get_or_add(&mut self, definition: &Definition) -> &mut TestDomain {
        let uuid = definition.uuid.unwrap_or_else(Uuid::new_v4);
        self.names.insert(definition.name.clone(), uuid);
        self.guests.entry(uuid).or_insert_with(|| TestDomain {
            name: definition.name.clone(),
            uuid,
            state: StateReason { state: State::VIR_DOMAIN_SHUTOFF, reason: REASON_UNKNOWN },
            running: None,
            config: None,
            persistent: false,
            autostart: false,
            managed_save: false,
            io_threads: Vec::new(),
            clock: FIRST_TIME,
        })
    }

    /// The id of the next domain that starts.
    pub fn next_id(&mut self) -> i32 {
        self.last_id += 1;
        self.last_id
    }

    /// All domains.
    pub fn guests(&self) -> impl Iterator<Item = &TestDomain> {
        self.guests.values()
    }

    /// The domain of a handle; VIR_ERR_NO_DOMAIN if it no longer exists.
    pub fn guest(&mut self, domain: &Identity) -> Result<&mut TestDomain> {
        self.guests.get_mut(&domain.uuid).ok_or_else(|| {
            Error::new(
                virErrorDomain::VIR_FROM_TEST,
                virErrorNumber::VIR_ERR_NO_DOMAIN,
                format!("'{}' ({}) no longer exists", domain.name, domain.uuid),
            )
        })
    }

    /// Removes a domain.
    pub fn remove(&mut self, uuid: Uuid) {
        if let Some(guest) = self.guests.remove(&uuid) {
            self.names.remove(&guest.name);
        }
    }

    /// The domain with that uuid.
    pub fn by_uuid(&self, uuid: Uuid) -> Option<&TestDomain> {
        self.guests.get(&uuid)
    }

    /// The domain with that name.
    pub fn by_name(&self, name: &str) -> Option<&TestDomain> {
        self.by_uuid(*self.names.get(name)?)
    }

    /// Renames a domain; the name must be unused.
    pub fn rename(&mut self, domain: &Identity, name: &str) -> Result<&mut TestDomain> {
        let before = self.guest(domain)?.name.clone();
        self.names.remove(&before);
        self.names.insert(name.to_owned(), domain.uuid);
        let guest = self.guest(domain)?;
        name.clone_into(&mut guest.name);
        if let Some(config) = &mut guest.config {
            name.clone_into(&mut config.name);
        }
        Ok(guest)
    }

    /// Whether a domain with that name or uuid exists.
    pub fn has(&self, definition: &Definition) -> bool {
        let uuid = definition.uuid.and_then(|uuid| self.by_uuid(uuid));
        uuid.is_some() || self.by_name(&definition.name).is_some()
    }
}

/// A host shared by connections, with its event listeners.
pub struct Shared {
    host: Mutex<Host>,
    listeners: Listeners,
}

impl Shared {
    /// A host without listeners.
    pub fn new(host: Host) -> Self {
        Self { host: Mutex::new(host), listeners: Listeners::default() }
    }

    /// The host. A poisoned lock is ignored: every change is a single store.
    pub fn host(&self) -> MutexGuard<'_, Host> {
        self.host.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The event listeners.
    pub fn listeners(&self) -> &Listeners {
        &self.listeners
    }

    /// Changes the host. Events, also those before a failure, are enqueued in order and
    /// delivered after the host is unlocked.
    pub fn change<T>(
        &self,
        work: impl FnOnce(&mut Host, &mut ChangeEvents) -> Result<T>,
    ) -> Result<T> {
        let mut host = self.host();
        let mut events = ChangeEvents { listeners: &self.listeners, needs_wakeup: false };
        let result = work(&mut host, &mut events);
        let needs_wakeup = events.needs_wakeup;
        drop(host);
        if needs_wakeup {
            self.listeners.schedule();
        }
        result
    }
}

/// Collects the events of a change.
pub struct ChangeEvents<'s> {
    listeners: &'s Listeners,
    needs_wakeup: bool,
}

impl ChangeEvents<'_> {
    /// Adds an event of a domain.
    pub fn add(&mut self, domain: Identity, kind: EventKind) {
        self.needs_wakeup |= self.listeners.enqueue(Event { domain: Some(domain), kind });
    }

    /// Adds a lifecycle event; `detail` is a value of the matching detail enumeration.
    pub fn add_lifecycle(&mut self, domain: Identity, event: virDomainEventType, detail: i32) {
        self.add(domain, EventKind::Lifecycle { event: event as i32, detail });
    }
}

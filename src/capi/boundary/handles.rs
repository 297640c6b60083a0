//! The table of the handles that C holds, with their reference counts.
//!
//! A handle is a reserved address with no memory behind it, and this table says what it
//! stands for. Whatever C passes is looked up here and never dereferenced, so NULL, a handle
//! of another type and one that was released are recognized: an address is reused only after
//! millions of others.

use crate::api::{Connection, Domain};
use crate::capi::boundary::objects::{Connect, DomainHandle};
use crate::capi::types::handles::{virConnectPtr, virDomainPtr};
use crate::model::{Error, Result, virErrorDomain, virErrorNumber};
use crate::sys::Addresses;
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

#[derive(Clone)]
enum Object {
    Connect(Arc<Connect>),
    Domain(Arc<DomainHandle>),
}

/// The types of handle.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// virConnectPtr
    Connect,
    /// virDomainPtr
    Domain,
}

impl Object {
    fn kind(&self) -> Kind {
        match self {
            Self::Connect(_) => Kind::Connect,
            Self::Domain(_) => Kind::Domain,
        }
    }
}

struct Entry {
    object: Object,
    references: usize,
}

/// The valid handles.
struct Table {
    /// A tree: leak checkers find its memory from the root.
    entries: BTreeMap<usize, Entry>,
    /// How many handles were ever made.
    made: usize,
}

static TABLE: RwLock<Table> = RwLock::new(Table { entries: BTreeMap::new(), made: 0 });
static ADDRESSES: LazyLock<Option<Addresses>> = LazyLock::new(Addresses::reserve);

impl Table {
    /// Inserts an object with one reference. The object's own address becomes the handle
    /// where no addresses could be reserved.
    fn insert(&mut self, object: Object, own: usize) -> usize {
        let handle = ADDRESSES.map_or(own, |addresses| {
            loop {
                let handle = addresses.number(self.made);
                self.made = self.made.wrapping_add(1);
                if !self.entries.contains_key(&handle) {
                    break handle;
                }
            }
        });
        self.entries.insert(handle, Entry { object, references: 1 });
        handle
    }

    fn get(&self, handle: usize, kind: Kind) -> Option<&Entry> {
        self.entries.get(&handle).filter(|entry| entry.object.kind() == kind)
    }

    fn get_mut(&mut self, handle: usize, kind: Kind) -> Option<&mut Entry> {
        self.entries.get_mut(&handle).filter(|entry| entry.object.kind() == kind)
    }
}

fn table() -> RwLockReadGuard<'static, Table> {
    TABLE.read().unwrap_or_else(PoisonError::into_inner)
}

fn table_mut() -> RwLockWriteGuard<'static, Table> {
    TABLE.write().unwrap_or_else(PoisonError::into_inner)
}

fn find(handle: usize, kind: Kind) -> Option<Object> {
    table().get(handle, kind).map(|entry| entry.object.clone())
}

/// The connection of a handle; `None` for an invalid one.
pub fn connect(handle: virConnectPtr) -> Option<Arc<Connect>> {
    match find(handle as usize, Kind::Connect)? {
        Object::Connect(connect) => Some(connect),
        Object::Domain(_) => None,
    }
}

/// The domain of a handle; `None` for an invalid one.
pub fn domain(handle: virDomainPtr) -> Option<Arc<DomainHandle>> {
    match find(handle as usize, Kind::Domain)? {
        Object::Domain(domain) => Some(domain),
        Object::Connect(_) => None,
    }
}

/// The connection of a handle; VIR_ERR_INVALID_CONN in the domain `from` for an invalid one.
pub fn expect_connect(handle: virConnectPtr, from: virErrorDomain) -> Result<Arc<Connect>> {
    connect(handle).ok_or_else(|| invalid_connect(handle, from))
}

/// VIR_ERR_INVALID_CONN
pub fn invalid_connect(handle: virConnectPtr, from: virErrorDomain) -> Error {
    let what = format!("{handle:?} is not an open connection");
    Error::new(from, virErrorNumber::VIR_ERR_INVALID_CONN, what)
}

/// The domain of a handle; VIR_ERR_INVALID_DOMAIN for an invalid one.
pub fn expect_domain(handle: virDomainPtr) -> Result<Arc<DomainHandle>> {
    domain(handle).ok_or_else(|| invalid_domain(handle))
}

/// VIR_ERR_INVALID_DOMAIN
pub fn invalid_domain(handle: virDomainPtr) -> Error {
    Error::new(
        virErrorDomain::VIR_FROM_DOM,
        virErrorNumber::VIR_ERR_INVALID_DOMAIN,
        format!("{handle:?} is not a valid domain handle"),
    )
}

/// A new handle to a connection, with one reference.
pub fn new_connect(connection: Connection) -> virConnectPtr {
    let connect = Arc::new(Connect::new(connection));
    let own = Arc::as_ptr(&connect) as usize;
    table_mut().insert(Object::Connect(connect), own) as virConnectPtr
}

/// A new handle to a domain, with one reference; it holds a reference to its connection.
/// VIR_ERR_INVALID_CONN when that was closed in the meantime.
pub fn new_domain(handle: virConnectPtr, domain: Domain) -> Result<virDomainPtr> {
    let made = new_domains(handle, vec![domain])?;
    made.first().copied().ok_or_else(|| invalid_connect(handle, virErrorDomain::VIR_FROM_DOMAIN))
}

/// New handles to domains of one connection: all of them, or none.
pub fn new_domains(handle: virConnectPtr, domains: Vec<Domain>) -> Result<Vec<virDomainPtr>> {
    let new = |domain| Arc::new(DomainHandle::new(handle, domain));
    let domains: Vec<Arc<DomainHandle>> = domains.into_iter().map(new).collect();
    let mut table = table_mut();
    let open = table.get_mut(handle as usize, Kind::Connect);
    open.ok_or_else(|| invalid_connect(handle, virErrorDomain::VIR_FROM_DOMAIN))?.references +=
        domains.len();
    let insert = |domain: Arc<DomainHandle>| {
        let own = Arc::as_ptr(&domain) as usize;
        table.insert(Object::Domain(domain), own) as virDomainPtr
    };
    Ok(domains.into_iter().map(insert).collect())
}

/// Adds a reference to a handle; false if it is invalid.
pub fn retain(handle: usize, kind: Kind) -> bool {
    table_mut().get_mut(handle, kind).map(|entry| entry.references += 1).is_some()
}

/// Removes a reference to a handle; how many are left, or `None` if it is invalid.
pub fn release(handle: usize, kind: Kind) -> Option<usize> {
    // Objects are dropped after the table is unlocked.
    let mut dropped = Vec::new();
    let mut table = table_mut();
    let left = remove_reference(&mut table, handle, kind, &mut dropped);
    if let Some(Object::Domain(domain)) = dropped.first().cloned() {
        remove_reference(&mut table, domain.connect() as usize, Kind::Connect, &mut dropped);
    }
    drop(table);
    left
}

fn remove_reference(
    table: &mut Table,
    handle: usize,
    kind: Kind,
    dropped: &mut Vec<Object>,
) -> Option<usize> {
    let entry = table.get_mut(handle, kind)?;
    entry.references -= 1;
    let left = entry.references;
    if left == 0 {
        dropped.extend(table.entries.remove(&handle).map(|entry| entry.object));
    }
    Some(left)
}

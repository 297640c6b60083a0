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
use std::collections::{BTreeMap, btree_map};
use std::sync::atomic::{AtomicUsize, Ordering};
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

/// The valid handles, in several trees with a lock each, so that calls on different handles
/// rarely share one. Leak checkers find the memory of a tree from its root.
static SHARDS: [Shard; COUNT] = [const { RwLock::new(BTreeMap::new()) }; COUNT];
/// Takes the place of a shard that there cannot be: a remainder is below COUNT.
static NONE: Shard = RwLock::new(BTreeMap::new());
const COUNT: usize = 64;

type Shard = RwLock<BTreeMap<usize, Entry>>;

/// How many handles were ever made.
static MADE: AtomicUsize = AtomicUsize::new(0);
static ADDRESSES: LazyLock<Option<Addresses>> = LazyLock::new(Addresses::reserve);

/// Inserts an object with one reference. The object's own address becomes the handle where no
/// addresses could be reserved.
fn insert(object: Object, own: usize) -> usize {
    loop {
        let made = MADE.fetch_add(1, Ordering::Relaxed);
        let handle = ADDRESSES.map_or(own, |addresses| addresses.number(made));
        if let btree_map::Entry::Vacant(place) = shard_mut(handle).entry(handle) {
            place.insert(Entry { object, references: 1 });
            return handle;
        }
    }
}

fn is_of(entry: &Entry, kind: Kind) -> bool {
    entry.object.kind() == kind
}

fn shard_of(handle: usize) -> &'static Shard {
    SHARDS.get(handle / Addresses::STEP % COUNT).unwrap_or(&NONE)
}

fn shard(handle: usize) -> RwLockReadGuard<'static, BTreeMap<usize, Entry>> {
    shard_of(handle).read().unwrap_or_else(PoisonError::into_inner)
}

fn shard_mut(handle: usize) -> RwLockWriteGuard<'static, BTreeMap<usize, Entry>> {
    shard_of(handle).write().unwrap_or_else(PoisonError::into_inner)
}

fn find(handle: usize, kind: Kind) -> Option<Object> {
    let shard = shard(handle);
    shard.get(&handle).filter(|entry| is_of(entry, kind)).map(|entry| entry.object.clone())
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
    insert(Object::Connect(connect), own) as virConnectPtr
}

/// A new handle to a domain, with one reference; it holds a reference to its connection.
/// VIR_ERR_INVALID_CONN when that was closed in the meantime.
pub fn new_domain(handle: virConnectPtr, domain: Domain) -> Result<virDomainPtr> {
    hold(handle, 1)?;
    Ok(insert_domain(handle, domain))
}

/// New handles to domains of one connection: all of them, or none.
pub fn new_domains(handle: virConnectPtr, domains: Vec<Domain>) -> Result<Vec<virDomainPtr>> {
    hold(handle, domains.len())?;
    Ok(domains.into_iter().map(|domain| insert_domain(handle, domain)).collect())
}

/// Adds references to a connection, for so many domains.
fn hold(handle: virConnectPtr, count: usize) -> Result<()> {
    if add_references(handle as usize, Kind::Connect, count) {
        return Ok(());
    }
    Err(invalid_connect(handle, virErrorDomain::VIR_FROM_DOMAIN))
}

fn insert_domain(handle: virConnectPtr, domain: Domain) -> virDomainPtr {
    let domain = Arc::new(DomainHandle::new(handle, domain));
    let own = Arc::as_ptr(&domain) as usize;
    insert(Object::Domain(domain), own) as virDomainPtr
}

/// Adds a reference to a handle; false if it is invalid.
pub fn retain(handle: usize, kind: Kind) -> bool {
    add_references(handle, kind, 1)
}

fn add_references(handle: usize, kind: Kind, count: usize) -> bool {
    let mut shard = shard_mut(handle);
    let entry = shard.get_mut(&handle).filter(|entry| is_of(entry, kind));
    entry.map(|entry| entry.references += count).is_some()
}

/// Removes a reference to a handle; how many are left, or `None` if it is invalid.
pub fn release(handle: usize, kind: Kind) -> Option<usize> {
    let (left, removed) = remove_reference(handle, kind)?;
    if let Some(Object::Domain(domain)) = &removed {
        remove_reference(domain.connect() as usize, Kind::Connect);
    }
    Some(left)
}

/// How many references are left, and the object that had the last one: it is to be dropped
/// while nothing is locked.
fn remove_reference(handle: usize, kind: Kind) -> Option<(usize, Option<Object>)> {
    let mut shard = shard_mut(handle);
    let entry = shard.get_mut(&handle).filter(|entry| is_of(entry, kind))?;
    entry.references -= 1;
    let left = entry.references;
    let removed = if left == 0 { shard.remove(&handle) } else { None };
    Some((left, removed.map(|entry| entry.object)))
}

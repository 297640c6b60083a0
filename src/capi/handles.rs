//! The handles that C holds, and how often.
//!
//! A handle is an address of its own with nothing behind it, and this table says
//! what it stands for. Whatever C passes in is looked up here and never followed,
//! so that NULL, a handle of another kind and one that was given back are told
//! apart from a good one: an address comes again only after millions of others.

use super::last_error::{Handler, OwnedError};
use super::types::{virConnectPtr, virDomainPtr};
use crate::api::{Connection, Domain};
use crate::model::{Error, Result, virErrorDomain, virErrorNumber};
use crate::sys::Addresses;
use std::collections::BTreeMap;
use std::ffi::CString;
use std::sync::{
    Arc, LazyLock, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard,
};

/// What stands behind a virConnectPtr.
pub struct Connect {
    connection: Connection,
    kind: CString,
    last_error: Mutex<OwnedError>,
    handler: Mutex<Handler>,
}

impl Connect {
    /// The connection.
    pub fn connection(&self) -> &Connection {
        &self.connection
    }

    /// The hypervisor's name; lives as long as the handle.
    pub fn kind(&self) -> &CString {
        &self.kind
    }

    /// The connection's own last error.
    pub fn last_error(&self) -> MutexGuard<'_, OwnedError> {
        self.last_error.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The connection's own error handler.
    pub fn handler(&self) -> MutexGuard<'_, Handler> {
        self.handler.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What stands behind a virDomainPtr.
pub struct DomainHandle {
    domain: Domain,
    name: CString,
    connect: usize,
}

impl DomainHandle {
    /// The domain.
    pub fn domain(&self) -> &Domain {
        &self.domain
    }

    /// Its name; lives as long as the handle.
    pub fn name(&self) -> &CString {
        &self.name
    }

    /// The connection that it was looked up on.
    pub fn connect(&self) -> virConnectPtr {
        self.connect as virConnectPtr
    }
}

#[derive(Clone)]
enum Object {
    Connect(Arc<Connect>),
    Domain(Arc<DomainHandle>),
}

/// The kinds of handle.
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

/// What the handles stand for.
struct Table {
    /// A tree, whose memory a leak checker can follow from its root.
    entries: BTreeMap<usize, Entry>,
    /// How many handles there were.
    made: usize,
}

static TABLE: RwLock<Table> = RwLock::new(Table { entries: BTreeMap::new(), made: 0 });
static ADDRESSES: LazyLock<Option<Addresses>> = LazyLock::new(Addresses::reserve);

impl Table {
    /// Enters an object, held once. Its own address is its handle where no others
    /// could be reserved.
    fn enter(&mut self, object: Object, own: usize) -> usize {
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

/// The connection behind a handle.
pub fn connect(handle: virConnectPtr) -> Option<Arc<Connect>> {
    match find(handle as usize, Kind::Connect)? {
        Object::Connect(connect) => Some(connect),
        Object::Domain(_) => None,
    }
}

/// The domain behind a handle.
pub fn domain(handle: virDomainPtr) -> Option<Arc<DomainHandle>> {
    match find(handle as usize, Kind::Domain)? {
        Object::Domain(domain) => Some(domain),
        Object::Connect(_) => None,
    }
}

/// The connection behind a handle; VIR_ERR_INVALID_CONN from `from` if it is none.
pub fn expect_connect(handle: virConnectPtr, from: virErrorDomain) -> Result<Arc<Connect>> {
    connect(handle).ok_or_else(|| invalid_connect(handle, from))
}

/// VIR_ERR_INVALID_CONN
pub fn invalid_connect(handle: virConnectPtr, from: virErrorDomain) -> Error {
    let what = format!("{handle:?} is no open connection");
    Error::new(from, virErrorNumber::VIR_ERR_INVALID_CONN, what)
}

/// The domain behind a handle; VIR_ERR_INVALID_DOMAIN if it is none.
pub fn expect_domain(handle: virDomainPtr) -> Result<Arc<DomainHandle>> {
    domain(handle).ok_or_else(|| invalid_domain(handle))
}

/// VIR_ERR_INVALID_DOMAIN
pub fn invalid_domain(handle: virDomainPtr) -> Error {
    Error::new(
        virErrorDomain::VIR_FROM_DOM,
        virErrorNumber::VIR_ERR_INVALID_DOMAIN,
        format!("{handle:?} is no domain that is held"),
    )
}

/// A new handle to a connection, held once.
pub fn new_connect(connection: Connection) -> virConnectPtr {
    let connect = Arc::new(Connect {
        kind: CString::new(connection.kind()).unwrap_or_default(),
        connection,
        last_error: Mutex::new(OwnedError::none()),
        handler: Mutex::new(Handler::NONE),
    });
    let own = Arc::as_ptr(&connect) as usize;
    table_mut().enter(Object::Connect(connect), own) as virConnectPtr
}

/// A new handle to a domain, held once; it holds its connection too.
/// VIR_ERR_INVALID_CONN when that was closed meanwhile.
pub fn new_domain(handle: virConnectPtr, domain: Domain) -> Result<virDomainPtr> {
    let domain = Arc::new(DomainHandle {
        name: CString::new(domain.name()).unwrap_or_default(),
        domain,
        connect: handle as usize,
    });
    let own = Arc::as_ptr(&domain) as usize;
    let mut table = table_mut();
    let open = table.get_mut(handle as usize, Kind::Connect);
    open.ok_or_else(|| invalid_connect(handle, virErrorDomain::VIR_FROM_DOMAIN))?.references += 1;
    Ok(table.enter(Object::Domain(domain), own) as virDomainPtr)
}

/// New handles to domains of one connection: all of them, or none.
pub fn new_domains(handle: virConnectPtr, domains: Vec<Domain>) -> Result<Vec<virDomainPtr>> {
    let mut handles = Vec::with_capacity(domains.len());
    for domain in domains {
        match new_domain(handle, domain) {
            Ok(domain) => handles.push(domain),
            Err(error) => {
                for made in handles {
                    give_back(made as usize, Kind::Domain);
                }
                return Err(error);
            }
        }
    }
    Ok(handles)
}

/// Holds a handle once more; false if it is none of that kind.
pub fn hold(handle: usize, kind: Kind) -> bool {
    table_mut().get_mut(handle, kind).map(|entry| entry.references += 1).is_some()
}

/// Gives a handle back once; how often it is still held, or `None` if it is
/// none of that kind.
pub fn give_back(handle: usize, kind: Kind) -> Option<usize> {
    // Whatever ends with its last reference ends after the table is free again.
    let mut ended = Vec::new();
    let mut table = table_mut();
    let left = release(&mut table, handle, kind, &mut ended);
    if let Some(Object::Domain(domain)) = ended.first().cloned() {
        release(&mut table, domain.connect, Kind::Connect, &mut ended);
    }
    drop(table);
    left
}

fn release(table: &mut Table, handle: usize, kind: Kind, ended: &mut Vec<Object>) -> Option<usize> {
    let entry = table.get_mut(handle, kind)?;
    entry.references -= 1;
    let left = entry.references;
    if left == 0 {
        ended.extend(table.entries.remove(&handle).map(|entry| entry.object));
    }
    Some(left)
}

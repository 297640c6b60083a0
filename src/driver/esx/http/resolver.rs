//! Addresses of host names: looked up by the thread that calls, without one of the library's, and kept.

use std::collections::HashMap;
use std::net::{SocketAddr, ToSocketAddrs};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use ureq::Error;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs};
use ureq::unversioned::transport::NextTimeout;

/// The most addresses of a name that are tried.
const MOST: usize = 16;

/// The addresses of names with their ports.
#[derive(Debug, Clone, Default)]
pub struct Resolver(Arc<Mutex<HashMap<String, Vec<SocketAddr>>>>);

impl Resolver {
    /// Has names looked up again, whose addresses are not to be reached.
    pub fn forget(&self) {
        self.known().clear();
    }

    fn known(&self) -> MutexGuard<'_, HashMap<String, Vec<SocketAddr>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn addresses(&self, place: String) -> Result<Vec<SocketAddr>, Error> {
        if let Some(known) = self.known().get(&place) {
            return Ok(known.clone());
        }
        let found = place.to_socket_addrs().map_err(|_| Error::HostNotFound)?;
        let found: Vec<SocketAddr> = found.take(MOST).collect();
        if found.is_empty() {
            return Err(Error::HostNotFound);
        }
        self.known().insert(place, found.clone());
        Ok(found)
    }
}

impl ureq::unversioned::resolver::Resolver for Resolver {
    fn resolve(
        &self,
        uri: &Uri,
        _config: &Config,
        _timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        let place = uri.scheme().zip(uri.authority());
        let place = place.and_then(|(scheme, at)| DefaultResolver::host_and_port(scheme, at));
        let found = self.addresses(place.ok_or(Error::HostNotFound)?)?;
        let mut addresses = self.empty();
        found.into_iter().for_each(|address| addresses.push(address));
        Ok(addresses)
    }
}

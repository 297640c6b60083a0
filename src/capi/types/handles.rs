//! Handles: opaque types.

/// A connection to a host. Opaque; released by virConnectClose.
pub struct _virConnect {
    _opaque: [u8; 0],
}
/// A connection to a host.
pub type virConnect = _virConnect;
/// A handle to a connection.
pub type virConnectPtr = *mut virConnect;

/// A domain. Opaque; released by virDomainFree.
pub struct _virDomain {
    _opaque: [u8; 0],
}
/// A domain: a guest, a container or a process group.
pub type virDomain = _virDomain;
/// A handle to a domain.
pub type virDomainPtr = *mut virDomain;

/// A virtual network. Opaque; this library has none.
pub struct _virNetwork {
    _opaque: [u8; 0],
}
/// A virtual network.
pub type virNetwork = _virNetwork;
/// A handle to a virtual network.
pub type virNetworkPtr = *mut virNetwork;

/// A storage pool. Opaque; this library has none.
pub struct _virStoragePool {
    _opaque: [u8; 0],
}
/// A storage pool.
pub type virStoragePool = _virStoragePool;
/// A handle to a storage pool.
pub type virStoragePoolPtr = *mut virStoragePool;

/// A network interface of the host. Opaque; this library has none.
pub struct _virInterface {
    _opaque: [u8; 0],
}
/// A network interface of the host.
pub type virInterface = _virInterface;
/// A handle to a network interface of the host.
pub type virInterfacePtr = *mut virInterface;

/// A device of the host. Opaque; this library has none.
pub struct _virNodeDevice {
    _opaque: [u8; 0],
}
/// A device of the host.
pub type virNodeDevice = _virNodeDevice;
/// A handle to a device of the host.
pub type virNodeDevicePtr = *mut virNodeDevice;

/// A storage volume. Opaque; this library has none.
pub struct _virStorageVol {
    _opaque: [u8; 0],
}
/// A storage volume.
pub type virStorageVol = _virStorageVol;
/// A handle to a storage volume.
pub type virStorageVolPtr = *mut virStorageVol;

/// A network filter. Opaque; this library has none.
pub struct _virNWFilter {
    _opaque: [u8; 0],
}
/// A network filter.
pub type virNWFilter = _virNWFilter;
/// A handle to a network filter.
pub type virNWFilterPtr = *mut virNWFilter;

/// A binding of a network filter. Opaque; this library has none.
pub struct _virNWFilterBinding {
    _opaque: [u8; 0],
}
/// A binding of a network filter.
pub type virNWFilterBinding = _virNWFilterBinding;
/// A handle to a binding of a network filter.
pub type virNWFilterBindingPtr = *mut virNWFilterBinding;

/// A secret. Opaque; this library has none.
pub struct _virSecret {
    _opaque: [u8; 0],
}
/// A secret.
pub type virSecret = _virSecret;
/// A handle to a secret.
pub type virSecretPtr = *mut virSecret;

//! The types of the C API, laid out as libvirt 9.0.0's.

mod jobs;
mod node;
mod statistics;
mod thread;

pub use jobs::*;
pub use node::*;
pub use statistics::*;
pub use thread::*;

use crate::model::constants::{VIR_TYPED_PARAM_FIELD_LENGTH, virErrorLevel};
use libc::{
    c_char, c_double, c_int, c_longlong, c_uchar, c_uint, c_ulong, c_ulonglong, c_ushort, c_void,
};

/// A connection to a host. Opaque; virConnectClose gives it back.
pub struct _virConnect {
    _opaque: [u8; 0],
}
/// A connection to a host.
pub type virConnect = _virConnect;
/// A handle to a connection.
pub type virConnectPtr = *mut virConnect;

/// A domain. Opaque; virDomainFree gives it back.
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

/// An error. The strings of one that virGetLastError or virConnGetLastError
/// gives belong to the library; those of a copy are freed by virResetError.
#[repr(C)]
pub struct _virError {
    /// What kind of error: a virErrorNumber.
    pub code: c_int,
    /// Which part of the library raised it: a virErrorDomain.
    pub domain: c_int,
    /// What went wrong, for a person to read.
    pub message: *mut c_char,
    /// How bad it is.
    pub level: virErrorLevel,
    /// Always NULL.
    pub conn: virConnectPtr,
    /// Always NULL.
    pub dom: virDomainPtr,
    /// The message's phrase for the code.
    pub str1: *mut c_char,
    /// The message's detail, or NULL.
    pub str2: *mut c_char,
    /// Always NULL.
    pub str3: *mut c_char,
    /// The errno of a VIR_ERR_SYSTEM_ERROR, the line of a VIR_ERR_XML_DETAIL.
    pub int1: c_int,
    /// Of no meaning.
    pub int2: c_int,
    /// Always NULL.
    pub net: virNetworkPtr,
}
/// An error.
pub type virError = _virError;
/// A pointer to an error.
pub type virErrorPtr = *mut virError;

/// A function that is told of every error, once for each public call that fails.
///
/// `error` is the calling thread's last error and belongs to the library; the
/// function may call the library.
pub type virErrorFunc = Option<unsafe extern "C" fn(userData: *mut c_void, error: virErrorPtr)>;

/// The value of a typed parameter; which member holds it, the type tells.
#[repr(C)]
pub union _virTypedParameterValue {
    /// VIR_TYPED_PARAM_INT
    pub i: c_int,
    /// VIR_TYPED_PARAM_UINT
    pub ui: c_uint,
    /// VIR_TYPED_PARAM_LLONG
    pub l: c_longlong,
    /// VIR_TYPED_PARAM_ULLONG
    pub ul: c_ulonglong,
    /// VIR_TYPED_PARAM_DOUBLE
    pub d: c_double,
    /// VIR_TYPED_PARAM_BOOLEAN: 0 or 1
    pub b: c_char,
    /// VIR_TYPED_PARAM_STRING: from malloc, freed by virTypedParamsClear
    pub s: *mut c_char,
}

/// A named value whose type travels with it.
#[repr(C)]
pub struct _virTypedParameter {
    /// The name, ended by a NUL.
    pub field: [c_char; VIR_TYPED_PARAM_FIELD_LENGTH],
    /// Which type the value has: a virTypedParameterType.
    pub r#type: c_int,
    /// The value.
    pub value: _virTypedParameterValue,
}
/// A named value whose type travels with it.
pub type virTypedParameter = _virTypedParameter;
/// A pointer to one typed parameter or to an array of them.
pub type virTypedParameterPtr = *mut virTypedParameter;

/// The first name of virTypedParameter, for memory parameters.
pub type virMemoryParameter = _virTypedParameter;
/// The first name of virTypedParameterPtr, for memory parameters.
pub type virMemoryParameterPtr = *mut virMemoryParameter;
/// The first name of virTypedParameter, for scheduler parameters.
pub type virSchedParameter = _virTypedParameter;
/// The first name of virTypedParameterPtr, for scheduler parameters.
pub type virSchedParameterPtr = *mut virSchedParameter;
/// The first name of virTypedParameter, for block I/O parameters.
pub type virBlkioParameter = _virTypedParameter;
/// The first name of virTypedParameterPtr, for block I/O parameters.
pub type virBlkioParameterPtr = *mut virBlkioParameter;

/// What virDomainGetInfo tells.
#[repr(C)]
pub struct _virDomainInfo {
    /// The state: a virDomainState.
    pub state: c_uchar,
    /// The most memory that the domain may have, in KiB.
    pub maxMem: c_ulong,
    /// The memory that it has, in KiB.
    pub memory: c_ulong,
    /// Its virtual CPUs.
    pub nrVirtCpu: c_ushort,
    /// The CPU time that it used, in nanoseconds.
    pub cpuTime: c_ulonglong,
}
/// What virDomainGetInfo tells.
pub type virDomainInfo = _virDomainInfo;
/// A pointer to a virDomainInfo.
pub type virDomainInfoPtr = *mut virDomainInfo;

/// A credential that a driver asks for.
#[repr(C)]
pub struct _virConnectCredential {
    /// What it is about: a virConnectCredentialType.
    pub r#type: c_int,
    /// What to ask the user.
    pub prompt: *const c_char,
    /// More to show to the user.
    pub challenge: *const c_char,
    /// The answer where the user gives none.
    pub defresult: *const c_char,
    /// The answer, from malloc.
    pub result: *mut c_char,
    /// The length of the answer.
    pub resultlen: c_uint,
}
/// A credential that a driver asks for.
pub type virConnectCredential = _virConnectCredential;
/// A pointer to one credential or to an array of them.
pub type virConnectCredentialPtr = *mut virConnectCredential;

/// A function that fills in `ncred` credentials: 0 when it did, -1 when not.
pub type virConnectAuthCallbackPtr = Option<
    unsafe extern "C" fn(
        cred: virConnectCredentialPtr,
        ncred: c_uint,
        cbdata: *mut c_void,
    ) -> c_int,
>;

/// How a program answers when a driver asks for credentials.
#[repr(C)]
pub struct _virConnectAuth {
    /// The credential types that the callback can give.
    pub credtype: *mut c_int,
    /// How many they are.
    pub ncredtype: c_uint,
    /// The function that is asked.
    pub cb: virConnectAuthCallbackPtr,
    /// Passed to the function.
    pub cbdata: *mut c_void,
}
/// How a program answers when a driver asks for credentials.
pub type virConnectAuth = _virConnectAuth;
/// A pointer to a virConnectAuth.
pub type virConnectAuthPtr = *mut virConnectAuth;

//! What is told of a domain and its devices.

use crate::capi::types::handles::virDomainPtr;
use crate::capi::types::typed_params::virTypedParameterPtr;
use libc::{c_char, c_int, c_longlong, c_uint, c_ulonglong, size_t};

/// A statistic of a domain's memory.
#[repr(C)]
pub struct _virDomainMemoryStat {
    /// What it tells: a virDomainMemoryStatTags.
    pub tag: c_int,
    /// The value.
    pub val: c_ulonglong,
}
/// A statistic of a domain's memory.
pub type virDomainMemoryStatStruct = _virDomainMemoryStat;
/// A pointer to one statistic or to an array of them.
pub type virDomainMemoryStatPtr = *mut virDomainMemoryStatStruct;

/// What a disk did; -1 where that is not known.
#[repr(C)]
pub struct _virDomainBlockStats {
    /// Reads that were asked for.
    pub rd_req: c_longlong,
    /// Bytes that were read.
    pub rd_bytes: c_longlong,
    /// Writes that were asked for.
    pub wr_req: c_longlong,
    /// Bytes that were written.
    pub wr_bytes: c_longlong,
    /// Errors.
    pub errs: c_longlong,
}
/// What a disk did.
pub type virDomainBlockStatsStruct = _virDomainBlockStats;
/// A pointer to a virDomainBlockStatsStruct.
pub type virDomainBlockStatsPtr = *mut virDomainBlockStatsStruct;

/// What a network interface did; -1 where that is not known.
#[repr(C)]
pub struct _virDomainInterfaceStats {
    /// Bytes that came in.
    pub rx_bytes: c_longlong,
    /// Packets that came in.
    pub rx_packets: c_longlong,
    /// Errors of what came in.
    pub rx_errs: c_longlong,
    /// Packets that came in and were dropped.
    pub rx_drop: c_longlong,
    /// Bytes that went out.
    pub tx_bytes: c_longlong,
    /// Packets that went out.
    pub tx_packets: c_longlong,
    /// Errors of what went out.
    pub tx_errs: c_longlong,
    /// Packets that were to go out and were dropped.
    pub tx_drop: c_longlong,
}
/// What a network interface did.
pub type virDomainInterfaceStatsStruct = _virDomainInterfaceStats;
/// A pointer to a virDomainInterfaceStatsStruct.
pub type virDomainInterfaceStatsPtr = *mut virDomainInterfaceStatsStruct;

/// How large a disk is, in bytes.
#[repr(C)]
pub struct _virDomainBlockInfo {
    /// As the guest sees it.
    pub capacity: c_ulonglong,
    /// What it takes on the host.
    pub allocation: c_ulonglong,
    /// Where what it takes on the host ends.
    pub physical: c_ulonglong,
}
/// How large a disk is.
pub type virDomainBlockInfo = _virDomainBlockInfo;
/// A pointer to a virDomainBlockInfo.
pub type virDomainBlockInfoPtr = *mut virDomainBlockInfo;

/// What is wrong with a disk.
#[repr(C)]
pub struct _virDomainDiskError {
    /// The disk's name in the guest, from malloc.
    pub disk: *mut c_char,
    /// A virDomainDiskErrorCode.
    pub error: c_int,
}
/// What is wrong with a disk.
pub type virDomainDiskError = _virDomainDiskError;
/// A pointer to one error or to an array of them.
pub type virDomainDiskErrorPtr = *mut virDomainDiskError;

/// A file system that a guest uses; virDomainFSInfoFree frees it.
#[repr(C)]
pub struct _virDomainFSInfo {
    /// Where it is mounted.
    pub mountpoint: *mut c_char,
    /// Its device's name in the guest.
    pub name: *mut c_char,
    /// Its kind.
    pub fstype: *mut c_char,
    /// How many disks it is on.
    pub ndevAlias: size_t,
    /// The names of these disks in the guest.
    pub devAlias: *mut *mut c_char,
}
/// A file system that a guest uses.
pub type virDomainFSInfo = _virDomainFSInfo;
/// A pointer to a virDomainFSInfo.
pub type virDomainFSInfoPtr = *mut virDomainFSInfo;

/// An IP address of a network interface.
#[repr(C)]
pub struct _virDomainInterfaceIPAddress {
    /// A virIPAddrType.
    pub r#type: c_int,
    /// The address as text.
    pub addr: *mut c_char,
    /// The length of its network's prefix, in bits.
    pub prefix: c_uint,
}
/// An IP address of a network interface.
pub type virDomainIPAddress = _virDomainInterfaceIPAddress;
/// A pointer to one address or to an array of them.
pub type virDomainIPAddressPtr = *mut virDomainIPAddress;

/// A network interface of a domain; virDomainInterfaceFree frees it.
#[repr(C)]
pub struct _virDomainInterface {
    /// Its name.
    pub name: *mut c_char,
    /// Its hardware address, or NULL.
    pub hwaddr: *mut c_char,
    /// How many IP addresses it has.
    pub naddrs: c_uint,
    /// These addresses.
    pub addrs: virDomainIPAddressPtr,
}
/// A network interface of a domain.
pub type virDomainInterface = _virDomainInterface;
/// A pointer to a virDomainInterface.
pub type virDomainInterfacePtr = *mut virDomainInterface;

/// How the hypervisor answers for a domain.
#[repr(C)]
pub struct _virDomainControlInfo {
    /// A virDomainControlState.
    pub state: c_uint,
    /// More about the state: a virDomainControlErrorReason where it is an error.
    pub details: c_uint,
    /// For how long, in milliseconds.
    pub stateTime: c_ulonglong,
}
/// How the hypervisor answers for a domain.
pub type virDomainControlInfo = _virDomainControlInfo;
/// A pointer to a virDomainControlInfo.
pub type virDomainControlInfoPtr = *mut virDomainControlInfo;

/// The statistics of a domain; virDomainStatsRecordListFree frees them.
#[repr(C)]
pub struct _virDomainStatsRecord {
    /// The domain.
    pub dom: virDomainPtr,
    /// What is told of it.
    pub params: virTypedParameterPtr,
    /// How many parameters there are.
    pub nparams: c_int,
}
/// The statistics of a domain.
pub type virDomainStatsRecord = _virDomainStatsRecord;
/// A pointer to a virDomainStatsRecord.
pub type virDomainStatsRecordPtr = *mut virDomainStatsRecord;

//! Statistics and information about domains and their devices.

use crate::capi::types::handles::virDomainPtr;
use crate::capi::types::typed_params::virTypedParameterPtr;
use libc::{c_char, c_int, c_longlong, c_uint, c_ulonglong, size_t};

/// A statistic of a domain's memory.
#[repr(C)]
pub struct _virDomainMemoryStat {
    /// The statistic: a virDomainMemoryStatTags.
    pub tag: c_int,
    /// The value.
    pub val: c_ulonglong,
}
/// A statistic of a domain's memory.
pub type virDomainMemoryStatStruct = _virDomainMemoryStat;
/// A pointer to one statistic or to an array of them.
pub type virDomainMemoryStatPtr = *mut virDomainMemoryStatStruct;

/// Statistics of a disk; -1 for unknown values.
#[repr(C)]
pub struct _virDomainBlockStats {
    /// Read requests.
    pub rd_req: c_longlong,
    /// Bytes read.
    pub rd_bytes: c_longlong,
    /// Write requests.
    pub wr_req: c_longlong,
    /// Bytes written.
    pub wr_bytes: c_longlong,
    /// Errors.
    pub errs: c_longlong,
}
/// Statistics of a disk.
pub type virDomainBlockStatsStruct = _virDomainBlockStats;
/// A pointer to a virDomainBlockStatsStruct.
pub type virDomainBlockStatsPtr = *mut virDomainBlockStatsStruct;

/// Statistics of a network interface; -1 for unknown values.
#[repr(C)]
pub struct _virDomainInterfaceStats {
    /// Bytes received.
    pub rx_bytes: c_longlong,
    /// Packets received.
    pub rx_packets: c_longlong,
    /// Receive errors.
    pub rx_errs: c_longlong,
    /// Received packets that were dropped.
    pub rx_drop: c_longlong,
    /// Bytes transmitted.
    pub tx_bytes: c_longlong,
    /// Packets transmitted.
    pub tx_packets: c_longlong,
    /// Transmit errors.
    pub tx_errs: c_longlong,
    /// Packets that were dropped instead of transmitted.
    pub tx_drop: c_longlong,
}
/// Statistics of a network interface.
pub type virDomainInterfaceStatsStruct = _virDomainInterfaceStats;
/// A pointer to a virDomainInterfaceStatsStruct.
pub type virDomainInterfaceStatsPtr = *mut virDomainInterfaceStatsStruct;

/// Sizes of a disk, in bytes.
#[repr(C)]
pub struct _virDomainBlockInfo {
    /// The size that the guest sees.
    pub capacity: c_ulonglong,
    /// The size of its data on the host.
    pub allocation: c_ulonglong,
    /// The size of its container on the host.
    pub physical: c_ulonglong,
}
/// Sizes of a disk.
pub type virDomainBlockInfo = _virDomainBlockInfo;
/// A pointer to a virDomainBlockInfo.
pub type virDomainBlockInfoPtr = *mut virDomainBlockInfo;

/// An error of a disk.
#[repr(C)]
pub struct _virDomainDiskError {
    /// The disk's name in the guest, from malloc.
    pub disk: *mut c_char,
    /// A virDomainDiskErrorCode.
    pub error: c_int,
}
/// An error of a disk.
pub type virDomainDiskError = _virDomainDiskError;
/// A pointer to one error or to an array of them.
pub type virDomainDiskErrorPtr = *mut virDomainDiskError;

/// A file system that a guest uses; virDomainFSInfoFree frees it.
#[repr(C)]
pub struct _virDomainFSInfo {
    /// The mount point.
    pub mountpoint: *mut c_char,
    /// Its device's name in the guest.
    pub name: *mut c_char,
    /// The file system type.
    pub fstype: *mut c_char,
    /// The number of disks that it is on.
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
    /// The number of its IP addresses.
    pub naddrs: c_uint,
    /// These addresses.
    pub addrs: virDomainIPAddressPtr,
}
/// A network interface of a domain.
pub type virDomainInterface = _virDomainInterface;
/// A pointer to a virDomainInterface.
pub type virDomainInterfacePtr = *mut virDomainInterface;

/// The state of the control interface of a domain.
#[repr(C)]
pub struct _virDomainControlInfo {
    /// A virDomainControlState.
    pub state: c_uint,
    /// More about the state: a virDomainControlErrorReason where it is an error.
    pub details: c_uint,
    /// The time in this state, in milliseconds.
    pub stateTime: c_ulonglong,
}
/// The state of the control interface of a domain.
pub type virDomainControlInfo = _virDomainControlInfo;
/// A pointer to a virDomainControlInfo.
pub type virDomainControlInfoPtr = *mut virDomainControlInfo;

/// The statistics of a domain; virDomainStatsRecordListFree frees them.
#[repr(C)]
pub struct _virDomainStatsRecord {
    /// The domain.
    pub dom: virDomainPtr,
    /// Its statistics.
    pub params: virTypedParameterPtr,
    /// The number of parameters.
    pub nparams: c_int,
}
/// The statistics of a domain.
pub type virDomainStatsRecord = _virDomainStatsRecord;
/// A pointer to a virDomainStatsRecord.
pub type virDomainStatsRecordPtr = *mut virDomainStatsRecord;

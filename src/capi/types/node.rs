//! Information about the host.

use crate::model::constants::{
    VIR_NODE_CPU_STATS_FIELD_LENGTH, VIR_NODE_MEMORY_STATS_FIELD_LENGTH, VIR_SECURITY_DOI_BUFLEN,
    VIR_SECURITY_LABEL_BUFLEN, VIR_SECURITY_MODEL_BUFLEN,
};
use libc::{c_char, c_int, c_uint, c_ulong, c_ulonglong};

/// The result of virNodeGetInfo.
#[repr(C)]
pub struct _virNodeInfo {
    /// The CPU model, NUL-terminated.
    pub model: [c_char; 32],
    /// The memory, in KiB.
    pub memory: c_ulong,
    /// The number of online CPUs.
    pub cpus: c_uint,
    /// Their clock, in MHz.
    pub mhz: c_uint,
    /// NUMA cells.
    pub nodes: c_uint,
    /// Sockets in a cell.
    pub sockets: c_uint,
    /// Cores in a socket.
    pub cores: c_uint,
    /// Threads in a core.
    pub threads: c_uint,
}
/// The result of virNodeGetInfo.
pub type virNodeInfo = _virNodeInfo;
/// A pointer to a virNodeInfo.
pub type virNodeInfoPtr = *mut virNodeInfo;

/// A statistic of the host's CPUs.
#[repr(C)]
pub struct _virNodeCPUStats {
    /// One of the VIR_NODE_CPU_STATS_ names, NUL-terminated.
    pub field: [c_char; VIR_NODE_CPU_STATS_FIELD_LENGTH],
    /// The value, in nanoseconds.
    pub value: c_ulonglong,
}
/// A statistic of the host's CPUs.
pub type virNodeCPUStats = _virNodeCPUStats;
/// A pointer to one statistic or to an array of them.
pub type virNodeCPUStatsPtr = *mut virNodeCPUStats;

/// A statistic of the host's memory.
#[repr(C)]
pub struct _virNodeMemoryStats {
    /// One of the VIR_NODE_MEMORY_STATS_ names, NUL-terminated.
    pub field: [c_char; VIR_NODE_MEMORY_STATS_FIELD_LENGTH],
    /// The value, in KiB.
    pub value: c_ulonglong,
}
/// A statistic of the host's memory.
pub type virNodeMemoryStats = _virNodeMemoryStats;
/// A pointer to one statistic or to an array of them.
pub type virNodeMemoryStatsPtr = *mut virNodeMemoryStats;

/// The security model of a host.
#[repr(C)]
pub struct _virSecurityModel {
    /// The model's name, NUL-terminated.
    pub model: [c_char; VIR_SECURITY_MODEL_BUFLEN],
    /// Its domain of interpretation, NUL-terminated.
    pub doi: [c_char; VIR_SECURITY_DOI_BUFLEN],
}
/// The security model of a host.
pub type virSecurityModel = _virSecurityModel;
/// A pointer to a virSecurityModel.
pub type virSecurityModelPtr = *mut virSecurityModel;

/// The security label of a domain.
#[repr(C)]
pub struct _virSecurityLabel {
    /// The label, NUL-terminated.
    pub label: [c_char; VIR_SECURITY_LABEL_BUFLEN],
    /// 1 where it is enforced.
    pub enforcing: c_int,
}
/// The security label of a domain.
pub type virSecurityLabel = _virSecurityLabel;
/// A pointer to a virSecurityLabel.
pub type virSecurityLabelPtr = *mut virSecurityLabel;

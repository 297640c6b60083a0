//! Callbacks for domain events. A driver need not support each of the events.

use crate::capi::types::handles::{virConnectPtr, virDomainPtr};
use crate::capi::types::typed_params::virTypedParameterPtr;
use libc::{c_char, c_int, c_longlong, c_uint, c_ulonglong, c_void};

/// An address of a graphics connection.
#[repr(C)]
pub struct _virDomainEventGraphicsAddress {
    /// Its family: a virDomainEventGraphicsAddressType.
    pub family: c_int,
    /// The host or the path.
    pub node: *mut c_char,
    /// The port.
    pub service: *mut c_char,
}
/// An address of a graphics connection.
pub type virDomainEventGraphicsAddress = _virDomainEventGraphicsAddress;
/// A pointer to an address of a graphics connection.
pub type virDomainEventGraphicsAddressPtr = *mut virDomainEventGraphicsAddress;

/// An identity of a graphics client.
#[repr(C)]
pub struct _virDomainEventGraphicsSubjectIdentity {
    /// The type of identity.
    pub r#type: *mut c_char,
    /// The name.
    pub name: *mut c_char,
}
/// An identity of a graphics client.
pub type virDomainEventGraphicsSubjectIdentity = _virDomainEventGraphicsSubjectIdentity;
/// A pointer to an identity of a graphics client.
pub type virDomainEventGraphicsSubjectIdentityPtr = *mut virDomainEventGraphicsSubjectIdentity;

/// The identities of a graphics client.
#[repr(C)]
pub struct _virDomainEventGraphicsSubject {
    /// The number of identities.
    pub nidentity: c_int,
    /// The identities.
    pub identities: virDomainEventGraphicsSubjectIdentityPtr,
}
/// The identities of a graphics client.
pub type virDomainEventGraphicsSubject = _virDomainEventGraphicsSubject;
/// A pointer to the identities of a graphics client.
pub type virDomainEventGraphicsSubjectPtr = *mut virDomainEventGraphicsSubject;

/// Called for VIR_DOMAIN_EVENT_ID_LIFECYCLE: `event` is a virDomainEventType, `detail` from the
/// enumeration of that type. Its result is ignored.
pub type virConnectDomainEventCallback = Option<
    unsafe extern "C-unwind" fn(
        conn: virConnectPtr,
        dom: virDomainPtr,
        event: c_int,
        detail: c_int,
        opaque: *mut c_void,
    ) -> c_int,
>;

/// The type of any callback, cast by VIR_DOMAIN_EVENT_CALLBACK; and that of callbacks for
/// VIR_DOMAIN_EVENT_ID_REBOOT and VIR_DOMAIN_EVENT_ID_CONTROL_ERROR.
pub type virConnectDomainEventGenericCallback = Option<
    unsafe extern "C-unwind" fn(conn: virConnectPtr, dom: virDomainPtr, opaque: *mut c_void),
>;

/// Called for VIR_DOMAIN_EVENT_ID_RTC_CHANGE; the offset is in seconds.
pub type virConnectDomainEventRTCChangeCallback = Option<
    unsafe extern "C-unwind" fn(
        conn: virConnectPtr,
        dom: virDomainPtr,
        utcoffset: c_longlong,
        opaque: *mut c_void,
    ),
>;

/// Called for VIR_DOMAIN_EVENT_ID_WATCHDOG; `action` is a virDomainEventWatchdogAction.
pub type virConnectDomainEventWatchdogCallback = Option<
    unsafe extern "C-unwind" fn(
        conn: virConnectPtr,
        dom: virDomainPtr,
        action: c_int,
        opaque: *mut c_void,
    ),
>;

/// Called for VIR_DOMAIN_EVENT_ID_IO_ERROR; `action` is a virDomainEventIOErrorAction.
pub type virConnectDomainEventIOErrorCallback = Option<
    unsafe extern "C-unwind" fn(
        conn: virConnectPtr,
        dom: virDomainPtr,
        srcPath: *const c_char,
        devAlias: *const c_char,
        action: c_int,
        opaque: *mut c_void,
    ),
>;

/// Called for VIR_DOMAIN_EVENT_ID_IO_ERROR_REASON.
pub type virConnectDomainEventIOErrorReasonCallback = Option<
    unsafe extern "C-unwind" fn(
        conn: virConnectPtr,
        dom: virDomainPtr,
        srcPath: *const c_char,
        devAlias: *const c_char,
        action: c_int,
        reason: *const c_char,
        opaque: *mut c_void,
    ),
>;

/// Called for VIR_DOMAIN_EVENT_ID_GRAPHICS; `phase` is a virDomainEventGraphicsPhase.
pub type virConnectDomainEventGraphicsCallback = Option<
    unsafe extern "C-unwind" fn(
        conn: virConnectPtr,
        dom: virDomainPtr,
        phase: c_int,
        local: *const virDomainEventGraphicsAddress,
        remote: *const virDomainEventGraphicsAddress,
        authScheme: *const c_char,
        subject: *const virDomainEventGraphicsSubject,
        opaque: *mut c_void,
    ),
>;

/// Called for VIR_DOMAIN_EVENT_ID_BLOCK_JOB and VIR_DOMAIN_EVENT_ID_BLOCK_JOB_2; `status` is a
/// virConnectDomainEventBlockJobStatus.
pub type virConnectDomainEventBlockJobCallback = Option<
    unsafe extern "C-unwind" fn(
        conn: virConnectPtr,
        dom: virDomainPtr,
        disk: *const c_char,
        r#type: c_int,
        status: c_int,
        opaque: *mut c_void,
    ),
>;

/// Called for VIR_DOMAIN_EVENT_ID_DISK_CHANGE; `reason` is a
/// virConnectDomainEventDiskChangeReason.
pub type virConnectDomainEventDiskChangeCallback = Option<
    unsafe extern "C-unwind" fn(
        conn: virConnectPtr,
        dom: virDomainPtr,
        oldSrcPath: *const c_char,
        newSrcPath: *const c_char,
        devAlias: *const c_char,
        reason: c_int,
        opaque: *mut c_void,
    ),
>;

/// Called for VIR_DOMAIN_EVENT_ID_TRAY_CHANGE; `reason` is a virDomainEventTrayChangeReason.
pub type virConnectDomainEventTrayChangeCallback = Option<
    unsafe extern "C-unwind" fn(
        conn: virConnectPtr,
        dom: virDomainPtr,
        devAlias: *const c_char,
        reason: c_int,
        opaque: *mut c_void,
    ),
>;

/// Called for VIR_DOMAIN_EVENT_ID_PMWAKEUP; `reason` has no meaning yet.
pub type virConnectDomainEventPMWakeupCallback = Option<
    unsafe extern "C-unwind" fn(
        conn: virConnectPtr,
        dom: virDomainPtr,
        reason: c_int,
        opaque: *mut c_void,
    ),
>;

/// Called for VIR_DOMAIN_EVENT_ID_PMSUSPEND; `reason` has no meaning yet.
pub type virConnectDomainEventPMSuspendCallback = Option<
    unsafe extern "C-unwind" fn(
        conn: virConnectPtr,
        dom: virDomainPtr,
        reason: c_int,
        opaque: *mut c_void,
    ),
>;

/// Called for VIR_DOMAIN_EVENT_ID_BALLOON_CHANGE; `actual` is in KiB.
pub type virConnectDomainEventBalloonChangeCallback = Option<
    unsafe extern "C-unwind" fn(
        conn: virConnectPtr,
        dom: virDomainPtr,
        actual: c_ulonglong,
        opaque: *mut c_void,
    ),
>;

/// Called for VIR_DOMAIN_EVENT_ID_PMSUSPEND_DISK; `reason` has no meaning yet.
pub type virConnectDomainEventPMSuspendDiskCallback = Option<
    unsafe extern "C-unwind" fn(
        conn: virConnectPtr,
        dom: virDomainPtr,
        reason: c_int,
        opaque: *mut c_void,
    ),
>;

/// Called for VIR_DOMAIN_EVENT_ID_DEVICE_REMOVED.
pub type virConnectDomainEventDeviceRemovedCallback = Option<
    unsafe extern "C-unwind" fn(
        conn: virConnectPtr,
        dom: virDomainPtr,
        devAlias: *const c_char,
        opaque: *mut c_void,
    ),
>;

/// Called for VIR_DOMAIN_EVENT_ID_DEVICE_ADDED.
pub type virConnectDomainEventDeviceAddedCallback = Option<
    unsafe extern "C-unwind" fn(
        conn: virConnectPtr,
        dom: virDomainPtr,
        devAlias: *const c_char,
        opaque: *mut c_void,
    ),
>;

/// Called for VIR_DOMAIN_EVENT_ID_DEVICE_REMOVAL_FAILED.
pub type virConnectDomainEventDeviceRemovalFailedCallback = Option<
    unsafe extern "C-unwind" fn(
        conn: virConnectPtr,
        dom: virDomainPtr,
        devAlias: *const c_char,
        opaque: *mut c_void,
    ),
>;

/// Called for VIR_DOMAIN_EVENT_ID_METADATA_CHANGE; `type` is a virDomainMetadataType, `nsuri` an
/// element's namespace, else NULL.
pub type virConnectDomainEventMetadataChangeCallback = Option<
    unsafe extern "C-unwind" fn(
        conn: virConnectPtr,
        dom: virDomainPtr,
        r#type: c_int,
        nsuri: *const c_char,
        opaque: *mut c_void,
    ),
>;

/// Called for VIR_DOMAIN_EVENT_ID_MIGRATION_ITERATION.
pub type virConnectDomainEventMigrationIterationCallback = Option<
    unsafe extern "C-unwind" fn(
        conn: virConnectPtr,
        dom: virDomainPtr,
        iteration: c_int,
        opaque: *mut c_void,
    ),
>;

/// Called for VIR_DOMAIN_EVENT_ID_JOB_COMPLETED; the parameters are freed after the call.
pub type virConnectDomainEventJobCompletedCallback = Option<
    unsafe extern "C-unwind" fn(
        conn: virConnectPtr,
        dom: virDomainPtr,
        params: virTypedParameterPtr,
        nparams: c_int,
        opaque: *mut c_void,
    ),
>;

/// Called for VIR_DOMAIN_EVENT_ID_TUNABLE; the parameters are freed after the call.
pub type virConnectDomainEventTunableCallback = Option<
    unsafe extern "C-unwind" fn(
        conn: virConnectPtr,
        dom: virDomainPtr,
        params: virTypedParameterPtr,
        nparams: c_int,
        opaque: *mut c_void,
    ),
>;

/// Called for VIR_DOMAIN_EVENT_ID_AGENT_LIFECYCLE; `state` is a
/// virConnectDomainEventAgentLifecycleState, `reason` a
/// virConnectDomainEventAgentLifecycleReason.
pub type virConnectDomainEventAgentLifecycleCallback = Option<
    unsafe extern "C-unwind" fn(
        conn: virConnectPtr,
        dom: virDomainPtr,
        state: c_int,
        reason: c_int,
        opaque: *mut c_void,
    ),
>;

/// Called for VIR_DOMAIN_EVENT_ID_BLOCK_THRESHOLD; both sizes are in bytes.
pub type virConnectDomainEventBlockThresholdCallback = Option<
    unsafe extern "C-unwind" fn(
        conn: virConnectPtr,
        dom: virDomainPtr,
        dev: *const c_char,
        path: *const c_char,
        threshold: c_ulonglong,
        excess: c_ulonglong,
        opaque: *mut c_void,
    ),
>;

/// Called for VIR_DOMAIN_EVENT_ID_MEMORY_FAILURE; `recipient` is a
/// virDomainMemoryFailureRecipientType, `action` a virDomainMemoryFailureActionType, `flags` are
/// bits of virDomainMemoryFailureFlags.
pub type virConnectDomainEventMemoryFailureCallback = Option<
    unsafe extern "C-unwind" fn(
        conn: virConnectPtr,
        dom: virDomainPtr,
        recipient: c_int,
        action: c_int,
        flags: c_uint,
        opaque: *mut c_void,
    ),
>;

/// Called for VIR_DOMAIN_EVENT_ID_MEMORY_DEVICE_SIZE_CHANGE; `size` is in KiB.
pub type virConnectDomainEventMemoryDeviceSizeChangeCallback = Option<
    unsafe extern "C-unwind" fn(
        conn: virConnectPtr,
        dom: virDomainPtr,
        alias: *const c_char,
        size: c_ulonglong,
        opaque: *mut c_void,
    ),
>;

/// Called for memory events: `event` is a virMemctlMemoryEventType, `params` are its details, which
/// are freed after the call.
pub type virMemctlConnectMemoryEventCallback = Option<
    unsafe extern "C-unwind" fn(
        conn: virConnectPtr,
        dom: virDomainPtr,
        event: c_int,
        params: virTypedParameterPtr,
        nparams: c_int,
        opaque: *mut c_void,
    ),
>;

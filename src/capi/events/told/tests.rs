//! Callbacks of each type get what their events tell.

use super::{CloseFunction, Function, Reference, Told};
use crate::api::Connection;
use crate::capi::boundary::guard::guard_quiet;
use crate::capi::boundary::handles::{self, Kind};
use crate::capi::types::callbacks::virConnectCloseFunc;
use crate::capi::types::domain_events::*;
use crate::capi::types::handles::{virConnectPtr, virDomainPtr};
use crate::capi::types::typed_params::virTypedParameterPtr;
use crate::model::constants::virMemctlMemoryEventType::VIR_MEMCTL_MEMORY_EVENT_OOM;
use crate::model::event::EventKind as E;
use crate::model::event::{Graphics, GraphicsAddress, GraphicsIdentity};
use crate::model::typed::{TypedParam, Value};
use libc::{c_char, c_int, c_longlong, c_uint, c_ulonglong, c_void};
use std::cell::RefCell;
use std::ffi::CStr;

thread_local! {
    static CALLED: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// What an argument says.
trait Shown {
    fn shown(self) -> String;
}

macro_rules! shown {
    ($($number:ty)*) => {
        $(impl Shown for $number {
            fn shown(self) -> String {
                self.to_string()
            }
        })*
    };
}
shown!(c_int c_uint c_longlong c_ulonglong);

impl Shown for *const c_char {
    fn shown(self) -> String {
        if self.is_null() {
            return "NULL".to_owned();
        }
        // SAFETY: a text, which is held as long as the call.
        unsafe { CStr::from_ptr(self) }.to_string_lossy().into_owned()
    }
}

impl Shown for virTypedParameterPtr {
    fn shown(self) -> String {
        if self.is_null() {
            return "NULL".to_owned();
        }
        // SAFETY: the arrays of these tests have a parameter of this type, held as long as the call.
        let param = unsafe { &*self };
        let field = param.field.as_ptr();
        // SAFETY: as above.
        unsafe { format!("{}={}", field.shown(), param.value.ul) }
    }
}

impl Shown for *const virDomainEventGraphicsAddress {
    fn shown(self) -> String {
        // SAFETY: held as long as the call.
        let of = unsafe { &*self };
        format!(
            "{}/{}/{}",
            of.family,
            of.node.cast_const().shown(),
            of.service.cast_const().shown()
        )
    }
}

impl Shown for *const virDomainEventGraphicsSubject {
    fn shown(self) -> String {
        // SAFETY: held as long as the call.
        let of = unsafe { &*self };
        let count = usize::try_from(of.nidentity).unwrap();
        let identity = |place| {
            // SAFETY: there are that many.
            let of = unsafe { &*of.identities.add(place) };
            format!("{}={}", of.r#type.cast_const().shown(), of.name.cast_const().shown())
        };
        (0..count).map(identity).collect::<Vec<_>>().join("+")
    }
}

/// Notes a call: whose, of which domain, and the other arguments.
fn called(conn: virConnectPtr, dom: virDomainPtr, opaque: *mut c_void, arguments: &[String]) {
    let handle = handles::domain(dom).unwrap();
    assert!(handle.connect() == conn, "a domain of another connection");
    let call = format!("{} {}: {}", opaque.addr(), handle.domain().name(), arguments.join(" "));
    CALLED.with_borrow_mut(|calls| calls.push(call));
}

/// A callback of this type, which notes its arguments.
macro_rules! callback {
    ($type:ty, ($($value:ident: $of:ty),*)) => {
        callback!($type, ($($value: $of),*), (), ())
    };
    ($type:ty, ($($value:ident: $of:ty),*), $result:ty, $returned:expr) => {{
        unsafe extern "C-unwind" fn function(
            conn: virConnectPtr,
            dom: virDomainPtr,
            $($value: $of,)*
            opaque: *mut c_void,
        ) -> $result {
            called(conn, dom, opaque, &[$($value.shown()),*]);
            $returned
        }
        let callback: $type = Some(function);
        untyped(callback.unwrap())
    }};
}

fn untyped<F: Copy>(function: F) -> Function {
    assert_eq!(size_of::<F>(), size_of::<Function>());
    // SAFETY: a function pointer, which is called with its real type only.
    unsafe { std::mem::transmute_copy(&function) }
}

fn text(text: &str) -> String {
    text.to_owned()
}

const BIG: u64 = 0xfedc_ba98_7654_3210;

fn params() -> Vec<TypedParam> {
    vec![TypedParam::new("field", Value::ULLong(BIG))]
}

fn graphics(subject: Vec<GraphicsIdentity>) -> E {
    let local = GraphicsAddress { family: 0, node: text("here"), service: text("5900") };
    let remote = GraphicsAddress { family: 1, node: text("there"), service: text("49152") };
    E::Graphics(Box::new(Graphics { phase: 2, local, remote, auth_scheme: text("sasl"), subject }))
}

fn identity(kind: &str, name: &str) -> GraphicsIdentity {
    GraphicsIdentity { kind: text(kind), name: text(name) }
}

#[allow(clippy::too_many_lines)] // one row for each event
fn cases() -> Vec<(E, Function, &'static str)> {
    let watchdog = callback!(virConnectDomainEventWatchdogCallback, (action: c_int));
    let generic = callback!(virConnectDomainEventGenericCallback, ());
    let io_error = callback!(
        virConnectDomainEventIOErrorCallback,
        (source: *const c_char, alias: *const c_char, action: c_int)
    );
    let block_job = callback!(
        virConnectDomainEventBlockJobCallback,
        (disk: *const c_char, job: c_int, status: c_int)
    );
    let graphical = callback!(
        virConnectDomainEventGraphicsCallback,
        (
            phase: c_int,
            local: *const virDomainEventGraphicsAddress,
            remote: *const virDomainEventGraphicsAddress,
            scheme: *const c_char,
            subject: *const virDomainEventGraphicsSubject
        )
    );
    let disk_change = callback!(
        virConnectDomainEventDiskChangeCallback,
        (old: *const c_char, new: *const c_char, alias: *const c_char, reason: c_int)
    );
    let metadata_change =
        callback!(virConnectDomainEventMetadataChangeCallback, (kind: c_int, uri: *const c_char));
    let tunable = callback!(
        virConnectDomainEventTunableCallback,
        (params: virTypedParameterPtr, count: c_int)
    );
    let threshold = callback!(
        virConnectDomainEventBlockThresholdCallback,
        (
            device: *const c_char,
            path: *const c_char,
            threshold: c_ulonglong,
            excess: c_ulonglong
        )
    );
    vec![
        (
            E::Lifecycle { event: 5, detail: -2 },
            callback!(
                virConnectDomainEventCallback,
                (event: c_int, detail: c_int),
                c_int,
                -1
            ),
            "5 -2",
        ),
        (E::Reboot, generic, ""),
        (
            E::RtcChange { utc_offset: -0x1_2345_6789 },
            callback!(virConnectDomainEventRTCChangeCallback, (offset: c_longlong)),
            "-4886718345",
        ),
        (E::Watchdog { action: -3 }, watchdog, "-3"),
        (
            E::IoError { source: text("/disk"), alias: text("virtio0"), action: 2 },
            io_error,
            "/disk virtio0 2",
        ),
        (
            graphics(vec![identity("user", "me"), identity("group", "us")]),
            graphical,
            "2 0/here/5900 1/there/49152 sasl user=me+group=us",
        ),
        (graphics(Vec::new()), graphical, "2 0/here/5900 1/there/49152 sasl "),
        (
            E::IoErrorReason {
                source: text("/disk"),
                alias: text("virtio0"),
                action: 1,
                reason: text("enospc"),
            },
            callback!(
                virConnectDomainEventIOErrorReasonCallback,
                (
                    source: *const c_char,
                    alias: *const c_char,
                    action: c_int,
                    reason: *const c_char
                )
            ),
            "/disk virtio0 1 enospc",
        ),
        (E::ControlError, generic, ""),
        (E::BlockJob { disk: text("/disk"), job: 2, status: 3 }, block_job, "/disk 2 3"),
        (
            E::DiskChange { old: Some(text("/old")), new: None, alias: text("ide0"), reason: 1 },
            disk_change,
            "/old NULL ide0 1",
        ),
        (
            E::DiskChange { old: None, new: Some(text("/new")), alias: text("ide0"), reason: 0 },
            disk_change,
            "NULL /new ide0 0",
        ),
        (
            E::TrayChange { alias: text("ide0"), reason: 1 },
            callback!(
                virConnectDomainEventTrayChangeCallback,
                (alias: *const c_char, reason: c_int)
            ),
            "ide0 1",
        ),
        (
            E::PmWakeup { reason: 4 },
            callback!(virConnectDomainEventPMWakeupCallback, (reason: c_int)),
            "4",
        ),
        (
            E::PmSuspend { reason: 5 },
            callback!(virConnectDomainEventPMSuspendCallback, (reason: c_int)),
            "5",
        ),
        (
            E::BalloonChange { actual: BIG },
            callback!(virConnectDomainEventBalloonChangeCallback, (actual: c_ulonglong)),
            "18364758544493064720",
        ),
        (
            E::PmSuspendDisk { reason: 6 },
            callback!(virConnectDomainEventPMSuspendDiskCallback, (reason: c_int)),
            "6",
        ),
        (
            E::DeviceRemoved { alias: text("net0") },
            callback!(virConnectDomainEventDeviceRemovedCallback, (alias: *const c_char)),
            "net0",
        ),
        (E::BlockJob2 { disk: text("vda"), job: 4, status: 0 }, block_job, "vda 4 0"),
        (E::Tunable { params: params() }, tunable, "field=18364758544493064720 1"),
        (E::Tunable { params: Vec::new() }, tunable, "NULL 0"),
        (
            E::AgentLifecycle { state: 1, reason: 2 },
            callback!(
                virConnectDomainEventAgentLifecycleCallback,
                (state: c_int, reason: c_int)
            ),
            "1 2",
        ),
        (
            E::DeviceAdded { alias: text("net1") },
            callback!(virConnectDomainEventDeviceAddedCallback, (alias: *const c_char)),
            "net1",
        ),
        (
            E::MigrationIteration { iteration: 7 },
            callback!(virConnectDomainEventMigrationIterationCallback, (iteration: c_int)),
            "7",
        ),
        (
            E::JobCompleted { params: params() },
            callback!(
                virConnectDomainEventJobCompletedCallback,
                (params: virTypedParameterPtr, count: c_int)
            ),
            "field=18364758544493064720 1",
        ),
        (
            E::DeviceRemovalFailed { alias: text("net2") },
            callback!(virConnectDomainEventDeviceRemovalFailedCallback, (alias: *const c_char)),
            "net2",
        ),
        (E::MetadataChange { kind: 2, uri: Some(text("urn:x")) }, metadata_change, "2 urn:x"),
        (E::MetadataChange { kind: 1, uri: None }, metadata_change, "1 NULL"),
        (
            E::BlockThreshold {
                device: text("vda[1]"),
                path: Some(text("/disk")),
                threshold: BIG,
                excess: BIG - 1,
            },
            threshold,
            "vda[1] /disk 18364758544493064720 18364758544493064719",
        ),
        (
            E::BlockThreshold { device: text("vdb"), path: None, threshold: 1, excess: 0 },
            threshold,
            "vdb NULL 1 0",
        ),
        (
            E::MemoryFailure { recipient: 1, action: 3, flags: 0x8000_0003 },
            callback!(
                virConnectDomainEventMemoryFailureCallback,
                (recipient: c_int, action: c_int, flags: c_uint)
            ),
            "1 3 2147483651",
        ),
        (
            E::MemoryDeviceSizeChange { alias: text("dimm0"), size: BIG },
            callback!(
                virConnectDomainEventMemoryDeviceSizeChangeCallback,
                (alias: *const c_char, size: c_ulonglong)
            ),
            "dimm0 18364758544493064720",
        ),
        (
            E::Memory { kind: VIR_MEMCTL_MEMORY_EVENT_OOM, params: params(), listener: None },
            callback!(
                virMemctlConnectMemoryEventCallback,
                (event: c_int, params: virTypedParameterPtr, count: c_int)
            ),
            "2 field=18364758544493064720 1",
        ),
    ]
}

#[test]
fn callbacks_of_each_type_get_what_is_told() {
    let connection = Connection::open(Some("test:///default"), 0).unwrap();
    let domain = connection.lookup_by_name("test").unwrap();
    let conn = handles::new_connect(connection);
    let mut wrong = Vec::new();
    for (kind, function, expected) in cases() {
        let dom = handles::new_domain(conn, domain.clone()).unwrap();
        let opaque = std::ptr::without_provenance_mut(0x123);
        let told = Told { function, conn, opaque };
        let held = Reference(dom as usize, Kind::Domain);
        // SAFETY: the function is of the type of its event.
        guard_quiet((), || unsafe { told.of_domain(held, &kind) });
        let calls = CALLED.take();
        if calls != [format!("291 test: {expected}")] {
            wrong.push(format!("{kind:?}: {calls:?}"));
        }
        assert!(handles::domain(dom).is_none(), "the domain's handle is left");
    }
    assert_eq!(wrong, [""; 0]);
    handles::release(conn as usize, Kind::Connect);
}

#[test]
fn the_loss_of_a_connection_is_told() {
    unsafe extern "C-unwind" fn closed(conn: virConnectPtr, reason: c_int, opaque: *mut c_void) {
        let call = format!("{} {reason} {}", conn.addr(), opaque.addr());
        CALLED.with_borrow_mut(|calls| calls.push(call));
    }
    let _: virConnectCloseFunc = Some(closed);
    let conn = std::ptr::without_provenance_mut(0x1000);
    let opaque = std::ptr::without_provenance_mut(0x123);
    let told = Told { function: untyped(closed as CloseFunction), conn, opaque };
    // SAFETY: the function is of the type of its event.
    guard_quiet((), || unsafe { told.of_connection(&E::Closed { reason: 2 }) });
    assert_eq!(CALLED.take(), ["4096 2 291"]);
}

#[test]
fn every_event_of_libvirt_is_told() {
    let mut numbers: Vec<i32> = cases().iter().map(|(kind, ..)| kind.number()).collect();
    numbers.retain(|number| *number < 100);
    numbers.sort_unstable();
    numbers.dedup();
    assert!(numbers.into_iter().eq(0..27));
}

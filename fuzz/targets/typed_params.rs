//! Typed parameters through the exported C functions, on the test driver: whatever an array
//! holds, no call panics, reads behind the array, leaks, or changes anything when it is refused.
#![no_main]

use arbitrary::{Arbitrary, Unstructured};
use fuzz::checks::fixed_point;
use fuzz::documents::words;
use fuzz::guarded::Guarded;
use libc::{c_char, c_int, c_uint, c_void};
use libfuzzer_sys::{Corpus, fuzz_target};
use std::ffi::{CStr, CString};
use std::ptr::{null, null_mut};
use std::sync::LazyLock;
use virmemctl::capi::connection::open::*;
use virmemctl::capi::domain::{definitions::*, handle::*, lifecycle::*};
use virmemctl::capi::errors::{handlers::*, thread::*};
use virmemctl::capi::parameters::{blkio::*, block_iotune::*, interface::*};
use virmemctl::capi::parameters::{memory::*, numa::*, perf::*, scheduler::*};
use virmemctl::capi::typed_params::{add::*, add_strings::*, free::*, get::*};
use virmemctl::capi::types::error::virErrorPtr;
use virmemctl::capi::types::handles::{virConnectPtr, virDomainPtr};
use virmemctl::capi::types::typed_params::{virTypedParameter, virTypedParameterPtr};
use virmemctl::fuzzing::documents::{Form, of_user};

const DOCUMENT: &CStr = c"<domain type='test'><name>fuzz</name>
<uuid>00000000-0000-4000-8000-0000000000fa</uuid><memory>2048</memory><vcpu>2</vcpu>
<os><type>hvm</type></os><devices>
<disk type='file'><source file='/a'/><target dev='vda' bus='virtio'/></disk>
<interface type='bridge'><mac address='52:54:00:00:00:01'/><source bridge='b'/><target dev='n0'/>
</interface></devices></domain>";

const DEVICES: [&CStr; 6] = [c"vda", c"n0", c"52:54:00:00:00:01", c"/a", c"", c"other"];

/// Names of parameters, and texts that are none.
static NAMES: LazyLock<Vec<String>> = LazyLock::new(|| words("src/model/constants"));

#[derive(Arbitrary, Debug)]
enum Name {
    Known(u8),
    Text(String),
    NoNul(u8),
    Bytes([u8; 80]),
}

#[derive(Arbitrary, Debug)]
enum Kind {
    Valid(u8),
    Any(c_int),
}

#[derive(Arbitrary, Debug)]
enum Number {
    Small(u8),
    Any(i64),
    Double(f64),
    Edge(u8),
}

#[derive(Arbitrary, Debug)]
struct Param {
    name: Name,
    kind: Kind,
    value: Number,
    /// The value of a string; none for NULL.
    text: Option<Vec<u8>>,
}

#[derive(Arbitrary, Debug)]
enum Count {
    Exact,
    Less(u8),
    Negative(c_int),
}

#[derive(Arbitrary, Debug)]
enum Flags {
    Few(u8),
    Any(c_uint),
}

#[derive(Arbitrary, Debug)]
enum Call {
    Set { family: u8, device: u8, params: Vec<Param>, count: Count, flags: Flags },
    SetNull { family: u8, device: u8, count: c_int, flags: Flags },
    Get { family: u8, device: u8, room: i8, flags: Flags, is_null: bool },
    SetWhatIsGot { family: u8, device: u8 },
    Read { params: Vec<Param>, name: Name },
    Add { params: Vec<Param>, text: String },
}

type Set = unsafe extern "C-unwind" fn(virDomainPtr, virTypedParameterPtr, c_int, c_uint) -> c_int;
type SetOn = unsafe extern "C-unwind" fn(
    virDomainPtr,
    *const c_char,
    virTypedParameterPtr,
    c_int,
    c_uint,
) -> c_int;
type Get =
    unsafe extern "C-unwind" fn(virDomainPtr, virTypedParameterPtr, *mut c_int, c_uint) -> c_int;
type GetOn = unsafe extern "C-unwind" fn(
    virDomainPtr,
    *const c_char,
    virTypedParameterPtr,
    *mut c_int,
    c_uint,
) -> c_int;

#[derive(Clone, Copy)]
enum Family {
    Whole(Set, Get),
    Device(SetOn, GetOn),
    Perf,
}

const FAMILIES: [Family; 7] = [
    Family::Whole(virDomainSetMemoryParameters, virDomainGetMemoryParameters),
    Family::Whole(virDomainSetSchedulerParametersFlags, virDomainGetSchedulerParametersFlags),
    Family::Whole(virDomainSetBlkioParameters, virDomainGetBlkioParameters),
    Family::Whole(virDomainSetNumaParameters, virDomainGetNumaParameters),
    Family::Device(virDomainSetInterfaceParameters, virDomainGetInterfaceParameters),
    Family::Device(virDomainSetBlockIoTune, virDomainGetBlockIoTune),
    Family::Perf,
];

unsafe extern "C-unwind" fn silent(_: *mut c_void, _: virErrorPtr) {}

struct Connection(virConnectPtr);
// SAFETY: libvirt's connections may be used by any thread.
unsafe impl Send for Connection {}
// SAFETY: as above.
unsafe impl Sync for Connection {}

static CONNECTION: LazyLock<Connection> = LazyLock::new(|| {
    // SAFETY: valid arguments.
    unsafe {
        virSetErrorFunc(null_mut(), Some(silent));
        let connection = virConnectOpen(c"test:///default".as_ptr());
        assert!(!connection.is_null());
        Connection(connection)
    }
});

impl Name {
    fn field(&self) -> [c_char; 80] {
        let mut field = [0_u8; 80];
        let mut put = |bytes: &[u8]| {
            let length = bytes.len().min(79);
            field[..length].copy_from_slice(&bytes[..length]);
        };
        match self {
            Self::Known(number) => put(NAMES[usize::from(*number) % NAMES.len()].as_bytes()),
            Self::Text(text) => put(text.as_bytes()),
            Self::NoNul(byte) => field = [(*byte).max(1); 80],
            Self::Bytes(bytes) => field = *bytes,
        }
        field.map(|byte| c_char::from_ne_bytes([byte]))
    }

    /// The name, ended with a NUL in any case.
    fn text(&self) -> CString {
        let bytes = self.field().map(|c| c.to_ne_bytes()[0]);
        let length = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
        CString::new(&bytes[..length]).unwrap()
    }
}

impl Param {
    fn kind(&self) -> c_int {
        match self.kind {
            Kind::Valid(number) => c_int::from(number % 7 + 1),
            Kind::Any(number) => number,
        }
    }

    fn bits(&self) -> u64 {
        match self.value {
            Number::Small(number) => u64::from(number),
            Number::Any(number) => number.cast_unsigned(),
            Number::Double(number) => number.to_bits(),
            Number::Edge(number) => (1_u64 << (number & 63)).wrapping_sub(u64::from(number >> 6)),
        }
    }
}

/// An array of a caller's; nothing may be read behind it, nor behind its texts.
struct Array {
    memory: Guarded,
    texts: Vec<Guarded>,
    count: usize,
}

impl Array {
    fn new(params: &[Param]) -> Self {
        let size = size_of_all(params.len());
        let mut array = Self { memory: Guarded::new(size), texts: Vec::new(), count: params.len() };
        let place = array.place();
        for (index, param) in params.iter().enumerate() {
            // SAFETY: room for that many; the value is as large as a number of 64 bits.
            unsafe {
                let place = place.add(index);
                place.write_bytes(0, 1);
                (&raw mut (*place).field).write(param.name.field());
                (&raw mut (*place).r#type).write(param.kind());
                (&raw mut (*place).value).cast::<u64>().write(param.bits());
                if param.kind() == 7 {
                    (&raw mut (*place).value.s).write(array.text(param.text.as_deref()));
                }
            }
        }
        array
    }

    fn text(&mut self, text: Option<&[u8]>) -> *mut c_char {
        let Some(text) = text else { return null_mut() };
        let text: Vec<u8> = text.iter().copied().filter(|byte| *byte != 0).chain([0]).collect();
        let mut memory = Guarded::new(text.len());
        let place = memory.put(&text);
        self.texts.push(memory);
        place.cast()
    }

    fn place(&mut self) -> virTypedParameterPtr {
        self.memory.last(size_of_all(self.count), align_of::<virTypedParameter>()).cast()
    }
}

fn size_of_all(count: usize) -> usize {
    count * size_of::<virTypedParameter>()
}

impl Count {
    fn of(&self, count: usize) -> c_int {
        let count = c_int::try_from(count).unwrap();
        match self {
            Self::Exact => count,
            Self::Less(less) => (count - c_int::from(*less)).max(0),
            Self::Negative(number) => (*number).min(0),
        }
    }
}

impl Flags {
    fn value(&self) -> c_uint {
        match self {
            Self::Few(number) => c_uint::from(number & 7),
            Self::Any(number) => *number,
        }
    }
}

struct Domain(virDomainPtr);

impl Domain {
    /// A new running domain.
    fn new() -> Self {
        // SAFETY: valid arguments.
        unsafe {
            let domain = virDomainDefineXML(CONNECTION.0, DOCUMENT.as_ptr());
            assert!(!domain.is_null());
            assert_eq!(virDomainCreate(domain), 0);
            Self(domain)
        }
    }

    fn document(&self, flags: c_uint) -> String {
        // SAFETY: a valid domain; the text is the caller's.
        unsafe {
            let text = virDomainGetXMLDesc(self.0, flags);
            assert!(!text.is_null());
            let copy = CStr::from_ptr(text).to_str().unwrap().to_owned();
            libc::free(text.cast());
            copy
        }
    }

    /// All that is set: running and defined, with secrets.
    fn state(&self) -> [String; 2] {
        [self.document(1), self.document(3)]
    }

    fn set(
        &self,
        family: u8,
        device: u8,
        params: virTypedParameterPtr,
        count: c_int,
        flags: c_uint,
    ) -> c_int {
        // SAFETY: an array of at least that many parameters, or NULL.
        unsafe {
            match FAMILIES[usize::from(family) % FAMILIES.len()] {
                Family::Whole(set, _) => set(self.0, params, count, flags),
                Family::Device(set, _) => set(self.0, device_name(device), params, count, flags),
                Family::Perf => virDomainSetPerfEvents(self.0, params, count, flags),
            }
        }
    }

    fn get(
        &self,
        family: u8,
        device: u8,
        params: virTypedParameterPtr,
        count: *mut c_int,
        flags: c_uint,
    ) -> c_int {
        // SAFETY: an array of at least that many parameters, or NULL.
        unsafe {
            match FAMILIES[usize::from(family) % FAMILIES.len()] {
                Family::Whole(_, get) => get(self.0, params, count, flags),
                Family::Device(_, get) => get(self.0, device_name(device), params, count, flags),
                Family::Perf => self.perf_events(flags),
            }
        }
    }

    /// A get that allocates the array; nothing is stored in the caller's.
    fn perf_events(&self, flags: c_uint) -> c_int {
        let (mut params, mut count) = (null_mut(), 0);
        // SAFETY: room for a pointer and a number; the array is the caller's.
        unsafe {
            let result = virDomainGetPerfEvents(self.0, &raw mut params, &raw mut count, flags);
            virTypedParamsFree(params, count);
            result.min(-1)
        }
    }

    /// What a refused call did not change, and what an accepted one says again.
    fn check_set(&self, result: c_int, held: &mut [String; 2], again: impl FnOnce() -> c_int) {
        // SAFETY: no arguments.
        let code = unsafe { virGetLastErrorCode() };
        let after = self.state();
        if result == 0 {
            assert_eq!((again(), &self.state()), (0, &after), "set twice");
            *held = after;
        } else {
            assert_eq!(result, -1);
            assert_ne!(code, 0, "refused without an error");
            assert_eq!(&after, held, "refused, and changed");
        }
    }

    /// Makes a call; `held` is the state before and after it.
    fn call(&self, call: &Call, held: &mut [String; 2]) {
        match call {
            Call::Set { family, device, params, count, flags } => {
                let mut array = Array::new(params);
                let (count, flags) = (count.of(params.len()), flags.value());
                let place = array.place();
                let set = || self.set(*family, *device, place, count, flags);
                self.check_set(set(), held, set);
            }
            Call::SetNull { family, device, count, flags } => {
                let result = self.set(*family, *device, null_mut(), *count, flags.value());
                assert_eq!((result, &self.state()), (-1, &*held));
            }
            Call::Get { family, device, room, flags, is_null } => {
                let mut memory = Guarded::new(size_of_all(128));
                let mut count = c_int::from(*room);
                let length = usize::try_from(*room).unwrap_or(0);
                let place = memory.last(size_of_all(length), align_of::<virTypedParameter>());
                let place = if *is_null { null_mut() } else { place.cast() };
                let result = self.get(*family, *device, place, &raw mut count, flags.value());
                assert_eq!(&self.state(), held, "a get changed something");
                if result == 0 && length > 0 {
                    assert!(count >= 0 && count <= c_int::from(*room));
                    // SAFETY: what the call has stored.
                    unsafe { virTypedParamsClear(place, count) };
                }
            }
            Call::SetWhatIsGot { family, device } => self.set_what_is_got(*family, *device, held),
            Call::Read { params, name } => read(params, name),
            Call::Add { params, text } => add(params, text),
        }
    }

    fn set_what_is_got(&self, family: u8, device: u8, held: &mut [String; 2]) {
        let mut memory = Guarded::new(size_of_all(64));
        let mut count = 64;
        let place = memory.last(size_of_all(64), align_of::<virTypedParameter>()).cast();
        if self.get(family, device, place, &raw mut count, 0) == 0 && count > 0 {
            let set = || self.set(family, device, place, count, 0);
            self.check_set(set(), held, set);
            // SAFETY: what the call has stored.
            unsafe { virTypedParamsClear(place, count) };
        }
    }
}

impl Drop for Domain {
    fn drop(&mut self) {
        // SAFETY: a valid domain.
        unsafe {
            assert_eq!((virDomainDestroy(self.0), virDomainUndefine(self.0)), (0, 0));
            virDomainFree(self.0);
        }
    }
}

fn device_name(number: u8) -> *const c_char {
    DEVICES.get(usize::from(number % 8)).map_or(null(), |name| name.as_ptr())
}

/// Each function that reads an array.
fn read(params: &[Param], name: &Name) {
    let mut array = Array::new(params);
    let (count, name) = (Count::Exact.of(params.len()), name.text());
    let (place, name) = (array.place(), name.as_ptr());
    let (mut int, mut uint, mut long, mut ulong) = (0, 0, 0, 0);
    let (mut double, mut boolean, mut text) = (0.0, 0, null());
    // SAFETY: an array of that many parameters, and room for a value of each type.
    unsafe {
        virTypedParamsGet(place, count, name);
        virTypedParamsGetInt(place, count, name, &raw mut int);
        virTypedParamsGetUInt(place, count, name, &raw mut uint);
        virTypedParamsGetLLong(place, count, name, &raw mut long);
        virTypedParamsGetULLong(place, count, name, &raw mut ulong);
        virTypedParamsGetDouble(place, count, name, &raw mut double);
        virTypedParamsGetBoolean(place, count, name, &raw mut boolean);
        virTypedParamsGetString(place, count, name, &raw mut text);
    }
}

/// Each function that makes an array grow; the array is freed in the end.
fn add(params: &[Param], text: &str) {
    let (mut array, mut count, mut room): (virTypedParameterPtr, _, _) = (null_mut(), 0, 0);
    let text = CString::new(text.replace('\0', "")).unwrap();
    for param in params {
        let name = param.name.text();
        let name = name.as_ptr();
        let bits = param.bits();
        let (int, long) = (bits as c_int, bits.cast_signed());
        let (array, count, room) = (&raw mut array, &raw mut count, &raw mut room);
        // SAFETY: an array that only these functions have changed.
        unsafe {
            match param.kind() {
                1 => virTypedParamsAddInt(array, count, room, name, int),
                2 => virTypedParamsAddUInt(array, count, room, name, int.cast_unsigned()),
                3 => virTypedParamsAddLLong(array, count, room, name, long),
                4 => virTypedParamsAddULLong(array, count, room, name, bits),
                5 => virTypedParamsAddDouble(array, count, room, name, f64::from_bits(bits)),
                6 => virTypedParamsAddBoolean(array, count, room, name, int),
                7 => virTypedParamsAddString(array, count, room, name, text.as_ptr()),
                kind => {
                    let kind = kind % 9;
                    virTypedParamsAddFromString(array, count, room, name, kind, text.as_ptr())
                }
            };
        }
        assert!(unsafe { *count <= *room });
    }
    // SAFETY: as above.
    unsafe { virTypedParamsFree(array, count) };
}

fn run(calls: &[Call]) {
    let domain = Domain::new();
    let mut held = domain.state();
    calls.iter().for_each(|call| domain.call(call, &mut held));
    let [_, document] = held;
    assert!(fixed_point("after it was set", document.as_bytes(), |xml| of_user(xml, Form::Whole)));
    // SAFETY: no arguments.
    unsafe { virResetLastError() };
}

/// The memory that is allocated. The runner switches the allocator's caches off.
fn in_use() -> usize {
    // SAFETY: no arguments.
    unsafe { libc::mallinfo2() }.uordblks
}

/// How many handles that were freed the library may remember, and more.
const HANDLES: usize = 4000;

/// Whether leaks can be told: not with the allocator's caches, and not before the library
/// remembers as many freed handles as it ever does.
static COUNTS: LazyLock<bool> = LazyLock::new(|| {
    let tunables = std::env::var("GLIBC_TUNABLES").unwrap_or_default();
    let counts = tunables.contains("glibc.malloc.tcache_count=0");
    (0..if counts { HANDLES } else { 0 }).for_each(|_| run(&[]));
    counts
});

/// How often the same calls have to need more memory to be a leak.
const TIMES: usize = 4;

fuzz_target!(|data: &[u8]| -> Corpus {
    let mut input = Unstructured::new(data);
    let Ok(calls) = Vec::<Call>::arbitrary(&mut input) else { return Corpus::Reject };
    let leaks = |calls: &[Call]| {
        let before = in_use();
        run(calls);
        in_use() > before
    };
    let is_leak = (0..if *COUNTS { TIMES } else { 1 }).all(|_| leaks(&calls)) && *COUNTS;
    assert!(!is_leak, "each time more memory is in use: {calls:?}");
    Corpus::Keep
});

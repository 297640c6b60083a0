//! Calls functions of the C library by name, each in its own process.

use crate::prototypes::Prototype;
use std::ffi::{CString, c_void};
use std::io::{Read, Write};
use std::os::fd::FromRawFd;
use std::sync::atomic::{AtomicI64, Ordering::SeqCst};
use std::sync::{Mutex, MutexGuard, PoisonError};

const MOST_ARGUMENTS: usize = 12;
const SECONDS: u32 = 20;
const BUFFER_BYTES: usize = 65536;

/// A function's return value, the code of the last error, and how often the error handler was called.
#[derive(Debug)]
pub struct Answer {
    pub value: i64,
    pub code: i64,
    pub callbacks: i64,
}

/// How a call ended.
#[derive(Debug)]
pub enum Outcome {
    Answered(Answer),
    Died(i32),
}

/// Handles of each kind, valid and freed.
#[derive(Clone, Copy)]
pub struct Handles {
    pub connection: usize,
    pub domain: usize,
    pub closed_connection: usize,
    pub freed_domain: usize,
    read_only_connection: usize,
    read_only_domain: usize,
}

/// A process forked while another thread is in the library could not use the library.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// The C library, loaded on its own, for one test at a time.
pub struct Library {
    _turn: MutexGuard<'static, ()>,
    library: *mut c_void,
    handles: Handles,
    buffer: Vec<u64>,
}

type Anything = unsafe extern "C" fn(
    usize,
    usize,
    usize,
    usize,
    usize,
    usize,
    usize,
    usize,
    usize,
    usize,
    usize,
    usize,
) -> i64;

static CALLBACKS: AtomicI64 = AtomicI64::new(0);

extern "C" fn count(_data: *mut c_void, _error: *mut c_void) {
    CALLBACKS.fetch_add(1, SeqCst);
}

extern "C" fn do_nothing() -> i64 {
    0
}

impl Library {
    /// Loads the library that cargo built with this test, and opens a connection and a domain.
    pub fn open() -> Self {
        let turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
        let path = std::env::current_exe().unwrap().with_file_name("libvirmemctl.so");
        let path = CString::new(path.to_str().unwrap()).unwrap();
        // SAFETY: the path is a C string, and loading the library has no requirements.
        let library = unsafe { libc::dlopen(path.as_ptr(), libc::RTLD_NOW | libc::RTLD_LOCAL) };
        assert!(!library.is_null(), "{path:?} does not load");
        let none = Handles {
            connection: 0,
            domain: 0,
            closed_connection: 0,
            freed_domain: 0,
            read_only_connection: 0,
            read_only_domain: 0,
        };
        let mut opened =
            Self { _turn: turn, library, handles: none, buffer: vec![0; BUFFER_BYTES / 8] };
        opened.raw("virSetErrorFunc", &[0, count as *const () as usize]);
        opened.handles = opened.make_handles();
        opened
    }

    fn make_handles(&self) -> Handles {
        let uri = c"test:///default".as_ptr() as usize;
        let connection = self.handle("virConnectOpen", &[uri]);
        let read_only_connection = self.handle("virConnectOpenReadOnly", &[uri]);
        let closed_connection = self.handle("virConnectOpen", &[uri]);
        let freed_domain = self.look_up(connection);
        let handles = Handles {
            connection,
            domain: self.look_up(connection),
            closed_connection,
            freed_domain,
            read_only_connection,
            read_only_domain: self.look_up(read_only_connection),
        };
        self.raw("virDomainFree", &[freed_domain]);
        self.raw("virConnectClose", &[closed_connection]);
        handles
    }

    fn look_up(&self, connection: usize) -> usize {
        self.handle("virDomainLookupByName", &[connection, c"test".as_ptr() as usize])
    }

    fn handle(&self, function: &str, arguments: &[usize]) -> usize {
        let value = self.raw(function, arguments);
        assert_ne!(value, 0, "{function}");
        usize::try_from(value).unwrap()
    }

    /// Calls a function with any parameters: extra arguments are ignored.
    fn raw(&self, function: &str, arguments: &[usize]) -> i64 {
        let name = CString::new(function).unwrap();
        // SAFETY: the handle is the open library's, and the name is a C string.
        let symbol = unsafe { libc::dlsym(self.library, name.as_ptr()) };
        assert!(!symbol.is_null(), "{function} is not in the library");
        let mut a = [0; MOST_ARGUMENTS];
        for (place, argument) in a.iter_mut().zip(arguments) {
            *place = *argument;
        }
        // SAFETY: integers and pointers are passed the same way, one word each; that their values
        // are invalid is the purpose of the test.
        unsafe {
            let function: Anything = std::mem::transmute(symbol);
            function(a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[8], a[9], a[10], a[11])
        }
    }

    /// Calls a function and reports the outcome.
    pub fn call(&self, function: &str, arguments: &[usize]) -> Answer {
        self.raw("virResetLastError", &[]);
        CALLBACKS.store(0, SeqCst);
        let value = self.raw(function, arguments);
        let callbacks = CALLBACKS.load(SeqCst);
        Answer { value, code: self.raw("virGetLastErrorCode", &[]) & 0xffff_ffff, callbacks }
    }

    pub fn handles(&self) -> Handles {
        self.handles
    }

    /// The address of a zeroed buffer.
    pub fn buffer(&self) -> usize {
        self.buffer.as_ptr() as usize
    }

    /// Valid handles, pointers to zeros, numbers that are 1.
    pub fn plain_arguments(&self, prototype: &Prototype) -> Vec<usize> {
        self.odd_arguments(prototype, 1, true, false)
    }

    /// Valid handles, `number` for each number, NULL or zeros for each pointer.
    pub fn odd_arguments(
        &self,
        prototype: &Prototype,
        number: i32,
        zeroes: bool,
        read_only: bool,
    ) -> Vec<usize> {
        let handles = &self.handles;
        // Each pointer gets its own part: aliasing would violate the requirements of any function.
        let part = |place: usize| self.buffer() + place * (BUFFER_BYTES / MOST_ARGUMENTS / 16 * 16);
        let argument = |(place, kind): (usize, &String)| match kind.as_str() {
            "virConnectPtr" if read_only => handles.read_only_connection,
            "virConnectPtr" => handles.connection,
            "virDomainPtr" if read_only => handles.read_only_domain,
            "virDomainPtr" => handles.domain,
            _ if is_function(kind) && zeroes => do_nothing as *const () as usize,
            _ if is_pointer(kind) && zeroes => part(place),
            _ if is_function(kind) || is_pointer(kind) => 0,
            // Words that hold a narrower number.
            _ => i64::from(number).cast_unsigned() as usize,
        };
        let mut arguments: Vec<usize> =
            prototype.parameters.iter().enumerate().map(argument).collect();
        arguments.resize(MOST_ARGUMENTS, 0);
        arguments
    }
}

fn is_function(kind: &str) -> bool {
    kind.ends_with("Callback") || kind.ends_with("Func") || kind.ends_with("FuncPtr")
}

fn is_pointer(kind: &str) -> bool {
    kind.ends_with('*') || kind.ends_with("Ptr")
}

/// Runs the call in a child process, which is killed if it takes too long.
pub fn in_child(call: impl FnOnce() -> Answer) -> Outcome {
    let mut ends = [0; 2];
    // SAFETY: room for two descriptors.
    assert_eq!(unsafe { libc::pipe2(ends.as_mut_ptr(), libc::O_CLOEXEC) }, 0);
    // SAFETY: both descriptors are new and owned by this function.
    let (mut from, mut to) =
        unsafe { (std::fs::File::from_raw_fd(ends[0]), std::fs::File::from_raw_fd(ends[1])) };
    // SAFETY: only this thread uses the library; the child calls it and then exits.
    let pid = unsafe { libc::fork() };
    assert!(pid >= 0);
    if pid == 0 {
        // SAFETY: no requirement.
        unsafe { libc::alarm(SECONDS) };
        let answer = call();
        let text = format!("{} {} {}", answer.value, answer.code, answer.callbacks);
        let _ = to.write_all(text.as_bytes());
        // SAFETY: as above.
        unsafe { libc::_exit(0) };
    }
    drop(to);
    let mut text = String::new();
    from.read_to_string(&mut text).unwrap();
    let mut status = 0;
    // SAFETY: the process is this one's child.
    assert_eq!(unsafe { libc::waitpid(pid, &raw mut status, 0) }, pid);
    if libc::WIFSIGNALED(status) {
        return Outcome::Died(libc::WTERMSIG(status));
    }
    let numbers: Vec<i64> = text.split(' ').map(|number| number.parse().unwrap()).collect();
    Outcome::Answered(Answer { value: numbers[0], code: numbers[1], callbacks: numbers[2] })
}

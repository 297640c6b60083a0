//! The client of one connection: many calls in flight, their replies in any order, and no thread of
//! its own.
//!
//! Of the threads that wait for a reply, one reads; it hands on what is for the others, and reading
//! itself when its own reply has come. While no call is in progress the event loop reads.

mod end;
mod input;
mod keepalive;
#[cfg(feature = "fuzzing")]
pub mod packets;
mod pending;
mod reply;

pub use end::End;
pub use pending::Tick;

use super::protocol::{Call, Decoder, Encoder, Kind, Message, Program, message};
use super::transport::{Transport, wait_for};
use crate::model::Result;
use crate::sys::poll::{POLLIN, POLLOUT};
use input::{Input, Packet};
use keepalive::{PING, PONG};
use pending::{Pending, Turn};
use reply::Reply;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError, TryLockError};
use std::time::Duration;

/// What is called with each event, and with the connection's end.
pub type Told = Box<dyn Fn(Happening) + Send + Sync>;

/// Something that happens without a call.
pub enum Happening {
    /// The server tells of an event.
    Message(Message),
    /// The connection has ended.
    End(End),
}

/// A call that was sent.
pub struct Started<R> {
    serial: u32,
    /// Its program and procedure, and the procedure's name.
    procedure: (Program, i32),
    name: &'static str,
    decode: fn(&mut Decoder<'_>) -> Result<R>,
}

/// Messages of a procedure that have to be sent.
struct Owed {
    procedure: i32,
    number: AtomicU32,
}

/// The client of one connection.
pub struct Client {
    transport: Box<dyn Transport>,
    /// Held while a packet is sent.
    output: Mutex<()>,
    /// Keepalive messages that have to be sent: pings, and answers to pings.
    owed: [Owed; 2],
    /// Held by the thread whose turn it is to read.
    input: Mutex<Input>,
    pending: Pending,
    told: OnceLock<Told>,
}

impl Client {
    /// The client of a connection that is established.
    pub fn new(transport: Box<dyn Transport>) -> Self {
        Self {
            transport,
            output: Mutex::new(()),
            owed: [PING, PONG].map(|procedure| Owed { procedure, number: AtomicU32::new(0) }),
            input: Mutex::new(Input::new()),
            pending: Pending::new(),
            told: OnceLock::new(),
        }
    }

    /// Has events told to this function, once for all.
    pub fn tell(&self, told: Told) {
        _ = self.told.set(told);
    }

    /// The transport.
    pub fn transport(&self) -> &dyn Transport {
        self.transport.as_ref()
    }

    /// Whether the connection has not ended.
    pub fn is_alive(&self) -> bool {
        self.ended().is_none()
    }

    /// How the connection has ended, if it has.
    pub fn ended(&self) -> Option<End> {
        self.pending.end()
    }

    /// Calls a procedure.
    ///
    /// Errors: the server's, as it sends them; VIR_ERR_SYSTEM_ERROR if the connection ends meanwhile;
    /// VIR_ERR_INTERNAL_ERROR if it had ended; VIR_ERR_RPC for an answer that breaks the protocol's
    /// rules. All of VIR_FROM_RPC.
    pub fn call<R>(&self, call: Call<R>) -> Result<R> {
        self.finish(self.start(call)?)
    }

    /// Sends a call. [`Self::finish`] has to follow, so that its reply is taken.
    pub fn start<R>(&self, call: Call<R>) -> Result<Started<R>> {
        let Call { name, output, decode } = call;
        let procedure = output.procedure();
        let serial = self.pending.begin()?;
        match output.packet(serial).map(|packet| self.send(&packet)) {
            Ok(Ok(())) => {}
            Ok(Err(error)) => self.end(End::Lost(error)),
            Err(refused) => {
                self.pending.forget(serial);
                return Err(refused);
            }
        }
        Ok(Started { serial, procedure, name, decode })
    }

    /// Waits for the reply of a call that was sent; its result.
    pub fn finish<R>(&self, started: Started<R>) -> Result<R> {
        let packet = self.wait(started.serial)?;
        let reply = Reply { packet, procedure: started.procedure, name: started.name };
        (started.decode)(&mut Decoder::new(reply.checked()?.payload()))
    }

    /// Waits for a reply: reads until it is there, or lets another thread read.
    fn wait(&self, serial: u32) -> Result<Packet> {
        loop {
            match self.pending.wait(serial)? {
                Turn::Answered(packet) => return Ok(packet),
                Turn::Read => {
                    let read = self.read_until(serial);
                    self.pending.stop_reading();
                    if let Err(end) = read {
                        self.end(end);
                    }
                }
            }
        }
    }

    /// Reads packets until a call's reply has come, and hands on all that have come with it.
    fn read_until(&self, serial: u32) -> std::result::Result<(), End> {
        let mut input = lock(&self.input);
        let mut has_come = false;
        loop {
            while let Some(packet) = input.take()? {
                has_come |= self.hand_on(packet)? == Some(serial);
            }
            if has_come {
                return Ok(());
            }
            if !self.transport.is_buffered() {
                self.wait_for_input()?;
            }
            input.receive(self.transport())?;
        }
    }

    /// Waits for input, and keeps the connection alive meanwhile.
    fn wait_for_input(&self) -> std::result::Result<(), End> {
        loop {
            let until = self.tick()?;
            if wait_for(self.transport.descriptor(), POLLIN, until) {
                return Ok(());
            }
        }
    }

    /// Sends a ping if one is due; after which time the next may be, if ever.
    fn tick(&self) -> std::result::Result<Option<Duration>, End> {
        loop {
            match self.pending.tick() {
                Tick::Never => return Ok(None),
                Tick::After(time) => return Ok(Some(time)),
                Tick::Ping => self.owe(PING),
                Tick::Lost => return Err(End::Silent),
            }
        }
    }

    /// Reads what has arrived, without waiting; for the event loop. Returns after which time it has
    /// to be called again although nothing arrives.
    pub fn poll(&self) -> Option<Duration> {
        if !self.is_alive() {
            return None;
        }
        if self.pending.start_reading() {
            let read = self.read_available();
            self.pending.stop_reading();
            if let Err(end) = read {
                self.end(end);
                return None;
            }
        }
        self.tick().unwrap_or_else(|end| {
            self.end(end);
            None
        })
    }

    fn read_available(&self) -> std::result::Result<(), End> {
        let mut input = lock(&self.input);
        loop {
            while let Some(packet) = input.take()? {
                self.hand_on(packet)?;
            }
            let now = Some(Duration::ZERO);
            let is_any =
                self.transport.is_buffered() || wait_for(self.transport.descriptor(), POLLIN, now);
            if !is_any || !input.receive(self.transport())? {
                return Ok(());
            }
        }
    }

    /// Gives a packet to whom it is for; a reply's serial number.
    fn hand_on(&self, packet: Packet) -> std::result::Result<Option<u32>, End> {
        self.pending.heard();
        let header = packet.header;
        if header.kind == Kind::Reply {
            self.pending.answer(header.serial, packet).map_err(End::Broken)?;
            return Ok(Some(header.serial));
        }
        if header.program == Program::Keepalive {
            if header.procedure == PING {
                self.owe(PONG);
            }
            return Ok(None);
        }
        // An event that cannot be decoded, or that is unknown, is nobody's.
        let mut payload = Decoder::new(packet.payload());
        if let Ok(Some(message)) = message(header.program, header.procedure, &mut payload) {
            self.happened(Happening::Message(message));
        }
        Ok(None)
    }

    fn happened(&self, what: Happening) {
        if let Some(told) = self.told.get() {
            told(what);
        }
    }

    fn send(&self, packet: &[u8]) -> Result<()> {
        let guard = lock(&self.output);
        let sent = self.send_all(packet);
        drop(guard);
        self.send_owed();
        sent
    }

    fn send_all(&self, packet: &[u8]) -> Result<()> {
        self.transport.send_all(packet, &|| self.wait_for_room())
    }

    /// Waits until the stream takes more. A server that reads nothing is one that answers nothing.
    fn wait_for_room(&self) -> Result<()> {
        loop {
            let until = self.tick().map_err(|end| {
                let error = end.error();
                self.end(end);
                error
            })?;
            if wait_for(self.transport.descriptor(), POLLOUT, until) {
                return Ok(());
            }
        }
    }

    /// Notes a keepalive message that has to be sent, and sends it if that does not have to wait.
    fn owe(&self, procedure: i32) {
        let owed = self.owed.iter().filter(|owed| owed.procedure == procedure);
        owed.for_each(|owed| _ = owed.number.fetch_add(1, Ordering::SeqCst));
        self.send_owed();
    }

    /// Sends the keepalive messages. Where a thread is sending a call, that thread does: the one that
    /// reads must not wait for it.
    fn send_owed(&self) {
        while self.owed.iter().any(|owed| owed.number.load(Ordering::SeqCst) > 0) {
            let guard = match self.output.try_lock() {
                Ok(guard) => guard,
                Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner(),
                Err(TryLockError::WouldBlock) => return,
            };
            for owed in &self.owed {
                let message = Encoder::message(Program::Keepalive, owed.procedure);
                let packet = message.packet(0).unwrap_or_default();
                // One answers all. Whether the connection is lost the next read will tell.
                if owed.number.swap(0, Ordering::SeqCst) > 0 {
                    _ = self.send_all(&packet);
                }
            }
            drop(guard);
        }
    }

    /// Has pings sent after so long a silence; the connection ends when so many got no answer.
    pub fn keep_alive(&self, interval: Duration, count: u32) {
        self.pending.keep_alive(interval, count);
    }

    /// Ends the connection, for the first reason that is given.
    pub fn end(&self, end: End) {
        let complaint = self.transport.complaint();
        if self.pending.end_with(end.with_complaint(complaint)) {
            self.transport.shut_down();
            if let Some(end) = self.pending.end() {
                self.happened(Happening::End(end));
            }
        }
    }
}

/// Locks it, also after a panic of a thread that held it.
pub fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

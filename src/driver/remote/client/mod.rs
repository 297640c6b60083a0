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
pub type NotificationHandler = Box<dyn Fn(Notification) + Send + Sync>;

/// What the server sends, or what ends the connection, outside of any call.
pub enum Notification {
    /// An event message of the server.
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

/// How many keepalive messages of a procedure have to be sent.
struct KeepaliveQueue {
    procedure: i32,
    count: AtomicU32,
}

/// The client of one connection.
pub struct Client {
    transport: Box<dyn Transport>,
    /// Held while a packet is sent.
    output: Mutex<()>,
    /// Keepalive messages that have to be sent: pings, and answers to pings.
    keepalives: [KeepaliveQueue; 2],
    /// Held by the thread whose turn it is to read.
    input: Mutex<Input>,
    pending: Pending,
    handler: OnceLock<NotificationHandler>,
}

impl Client {
    /// The client of a connection that is established.
    pub fn new(transport: Box<dyn Transport>) -> Self {
        Self {
            transport,
            output: Mutex::new(()),
            keepalives: [PING, PONG]
                .map(|procedure| KeepaliveQueue { procedure, count: AtomicU32::new(0) }),
            input: Mutex::new(Input::new()),
            pending: Pending::new(),
            handler: OnceLock::new(),
        }
    }

    /// Sets the function that is called with each notification; the first call counts.
    pub fn set_handler(&self, handler: NotificationHandler) {
        _ = self.handler.set(handler);
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
                has_come |= self.dispatch(packet)? == Some(serial);
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
                Tick::Ping => self.queue_keepalive(PING),
                Tick::Lost => return Err(End::KeepaliveTimeout),
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
                self.dispatch(packet)?;
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
    fn dispatch(&self, packet: Packet) -> std::result::Result<Option<u32>, End> {
        self.pending.received();
        let header = packet.header;
        if header.kind == Kind::Reply {
            self.pending.answer(header.serial, packet).map_err(End::ProtocolError)?;
            return Ok(Some(header.serial));
        }
        if header.program == Program::Keepalive {
            if header.procedure == PING {
                self.queue_keepalive(PONG);
            }
            return Ok(None);
        }
        // An event that cannot be decoded, or that is unknown, is nobody's.
        let mut payload = Decoder::new(packet.payload());
        if let Ok(Some(message)) = message(header.program, header.procedure, &mut payload) {
            self.notify(Notification::Message(message));
        }
        Ok(None)
    }

    fn notify(&self, notification: Notification) {
        if let Some(handler) = self.handler.get() {
            handler(notification);
        }
    }

    fn send(&self, packet: &[u8]) -> Result<()> {
        let guard = lock(&self.output);
        let sent = self.send_all(packet);
        drop(guard);
        self.flush_keepalives();
        sent
    }

    fn send_all(&self, packet: &[u8]) -> Result<()> {
        self.transport.send_all(packet, &|| self.wait_writable())
    }

    /// Waits until the stream takes more. A server that reads nothing is one that answers nothing.
    fn wait_writable(&self) -> Result<()> {
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
    fn queue_keepalive(&self, procedure: i32) {
        let queue = self.keepalives.iter().filter(|queue| queue.procedure == procedure);
        queue.for_each(|queue| _ = queue.count.fetch_add(1, Ordering::SeqCst));
        self.flush_keepalives();
    }

    /// Sends the keepalive messages. Where a thread is sending a call, that thread does: the one that
    /// reads must not wait for it.
    fn flush_keepalives(&self) {
        while self.keepalives.iter().any(|queue| queue.count.load(Ordering::SeqCst) > 0) {
            let guard = match self.output.try_lock() {
                Ok(guard) => guard,
                Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner(),
                Err(TryLockError::WouldBlock) => return,
            };
            for queue in &self.keepalives {
                let message = Encoder::message(Program::Keepalive, queue.procedure);
                let packet = message.packet(0).unwrap_or_default();
                // One answers all. Whether the connection is lost the next read will tell.
                if queue.count.swap(0, Ordering::SeqCst) > 0 {
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
        let error_output = self.transport.error_output();
        if self.pending.end_with(end.with_error_output(error_output)) {
            self.transport.shut_down();
            if let Some(end) = self.pending.end() {
                self.notify(Notification::End(end));
            }
        }
    }
}

/// Locks it, also after a panic of a thread that held it.
pub fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

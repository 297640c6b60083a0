//! Events of the server: their registration there, and their way to the listeners.

use super::client::{Client, Notification, lock};
use super::messages;
use super::protocol::{
    connect_domain_event_callback_deregister_any, connect_domain_event_callback_register_any,
    connect_register_close_callback,
};
use super::socket_watch::SocketWatch;
use crate::driver::{Descriptor, Listeners, Poll};
use crate::model::Result;
use crate::model::event::{Event, EventKind};
use std::sync::{Arc, Mutex, Weak};
use std::time::Duration;

/// A kind of event that is registered with the server, and the number of its callback there.
struct Registered {
    kind: i32,
    number: i32,
}

/// The events of a connection.
pub struct RemoteEvents {
    client: Arc<Client>,
    pub listeners: Listeners,
    registered: Mutex<Vec<Registered>>,
    is_close_registered: Mutex<bool>,
    /// What the event loop watches, once it does.
    watch: Mutex<Option<Arc<SocketWatch>>>,
}

impl RemoteEvents {
    pub fn new(client: Arc<Client>) -> Arc<Self> {
        let new = Arc::new_cyclic(|events: &Weak<Self>| Self {
            client: Arc::clone(&client),
            listeners: Listeners::of(events.clone()),
            registered: Mutex::default(),
            is_close_registered: Mutex::default(),
            watch: Mutex::default(),
        });
        let events = Arc::downgrade(&new);
        client.set_handler(Box::new(move |notification| {
            if let Some(events) = events.upgrade() {
                events.notify(notification);
            }
        }));
        new
    }

    /// Registers for the server's message of the loss of its hypervisor.
    pub fn register_close(&self) -> Result<()> {
        let mut is_registered = lock(&self.is_close_registered);
        if !*is_registered {
            self.client.call(connect_register_close_callback())?;
            *is_registered = true;
        }
        Ok(())
    }

    /// Registers a kind of event with the server, for all domains, unless it is.
    pub fn register(&self, kind: i32) -> Result<()> {
        let mut registered = lock(&self.registered);
        if registered.iter().all(|each| each.kind != kind) {
            let call = connect_domain_event_callback_register_any(kind, None);
            registered.push(Registered { kind, number: self.client.call(call)? });
        }
        Ok(())
    }

    /// Reports the end of the connection again, if it has ended, to a listener that was added later.
    pub fn notify_end_again(&self) {
        if let Some(end) = self.client.ended() {
            self.notify(Notification::End(end));
        }
    }

    fn notify(&self, notification: Notification) {
        let event = match notification {
            Notification::Message(message) => messages::event(message),
            Notification::End(end) => {
                if let Some(watch) = lock(&self.watch).as_ref() {
                    watch.stop();
                }
                Event { domain: None, kind: EventKind::Closed { reason: end.reason() as i32 } }
            }
        };
        if self.listeners.enqueue(event) {
            // The timeout of a program's own loop fires when this thread's call has ended, the watch now.
            if let Some(watch) = lock(&self.watch).as_ref() {
                watch.wake();
            }
            self.listeners.schedule();
        }
    }
}

impl Poll for RemoteEvents {
    fn poll(&self) -> Option<Duration> {
        if let Some(watch) = lock(&self.watch).as_ref() {
            watch.clear();
        }
        self.client.poll()
    }

    fn descriptor(&self) -> Option<Descriptor> {
        let mut watch = lock(&self.watch);
        if watch.is_none() {
            *watch = SocketWatch::of(&self.client).ok().map(Arc::new);
            if let (Some(watch), Some(_)) = (watch.as_ref(), self.client.ended()) {
                watch.stop();
            }
        }
        watch.clone().map(|watch| watch as Descriptor)
    }

    /// Takes back what nobody listens to any more.
    fn listeners_removed(&self) {
        let mut registered = lock(&self.registered);
        let is_over = |each: &mut Registered| !self.listeners.are_any_of(each.kind);
        let over: Vec<Registered> = registered.extract_if(.., is_over).collect();
        // Locked until it is done: the server refuses a second registration.
        for each in over {
            // The server's own end, or this connection's, has taken it back else.
            _ = self.client.call(connect_domain_event_callback_deregister_any(each.number));
        }
    }
}

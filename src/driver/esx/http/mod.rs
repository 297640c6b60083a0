//! HTTP: messages are posted, over TLS as the URI wants.

mod client;
mod proxy;
mod resolver;
mod tls;

pub use client::{Client, Message};

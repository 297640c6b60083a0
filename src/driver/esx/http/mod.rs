//! HTTP: messages are posted, over TLS as the URI wants.

mod client;
mod tls;

pub use client::Client;

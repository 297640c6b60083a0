//! libvirmemctl's part for hosts that systemd runs: the calls over D-Bus, which need an
//! asynchronous runtime and a thread that stays. libvirmemctl loads it when it first needs
//! systemd (src/sys/systemd); what is to be set, and how long to wait, is decided there.

#[allow(unsafe_code)]
mod boundary;
mod units;

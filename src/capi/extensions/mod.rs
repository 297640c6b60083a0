//! Functions beside libvirt's main library: this library's own, libvirt-qemu's and libvirt-lxc's.

pub mod lxc;
pub mod memctl;
pub mod qemu;

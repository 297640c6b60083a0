//! Functions that are not in libvirt's main library: this library's own, and those of
//! libvirt-qemu and libvirt-lxc.

pub mod lxc;
pub mod memctl;
pub mod qemu;

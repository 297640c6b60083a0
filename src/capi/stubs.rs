//! The functions of libvirt that are not implemented, made by build.rs from the
//! symbol table: each fails with VIR_ERR_NO_SUPPORT.

include!(concat!(env!("OUT_DIR"), "/stubs.rs"));

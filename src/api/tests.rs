//! What reaches a driver whose host checks every call itself.

use super::{Connection, Domain};
use crate::driver::{
    Definitions, Devices, Domains, EachParameter, Events, Lifecycle, Listeners, Node, Parameters,
    Size, Statistics, Threads,
};
use crate::model::cpuset::CpuSet;
use crate::model::domain::{Identity, Key, Uuid};
use crate::model::parameters::Family;
use crate::model::typed::{TypedParam, Value};
use crate::model::units::Kib;
use crate::model::{Error, Result, Sent, virErrorDomain, virErrorNumber};
use std::sync::Arc;

/// Flags that no function has.
const ODD: u32 = 0x4000_0000;

/// Fails every call with what it was given.
struct Echo;

fn echo<T>(given: impl std::fmt::Debug) -> Result<T> {
    Err(Error::sent(Sent { code: 9999, message: format!("{given:?}"), ..Sent::default() }))
}

impl Node for Echo {
    fn kind(&self) -> Result<&str> {
        Ok("Echo")
    }

    fn error_domain(&self) -> virErrorDomain {
        virErrorDomain::VIR_FROM_REMOTE
    }

    fn check_flags(&self, _given: u32, _known: u32) -> Result<()> {
        Ok(())
    }

    fn cpu_time(&self, cpu: i32, flags: u32) -> Result<Vec<crate::model::node::NodeStat>> {
        echo((cpu, flags))
    }

    fn set_node_memory(&self, params: &[TypedParam], flags: u32) -> Result<()> {
        echo((params.len(), flags))
    }

    fn some_cells_free_memory(&self, start: usize, most: usize) -> Result<Vec<u64>> {
        echo((start, most))
    }
}

impl Domains for Echo {
    fn find_domain(&self, key: Key<'_>) -> Result<Option<Identity>> {
        let uuid = Uuid::from_bytes([1; 16]);
        Ok(Some(Identity { name: key.to_string(), uuid, id: None }))
    }

    fn listed(&self, flags: u32) -> Result<Vec<Identity>> {
        echo(flags)
    }
}

impl Parameters for Echo {
    fn check_get(&self, _family: Family, _flags: u32) -> Result<()> {
        Ok(())
    }

    fn check_set(&self, _family: Family, _params: &[TypedParam], _flags: u32) -> Result<()> {
        Ok(())
    }

    fn parameter_count(&self, _: &Identity, _: Family, device: &str, flags: u32) -> Result<usize> {
        echo((device, flags))
    }

    fn parameters(
        &self,
        _domain: &Identity,
        _family: Family,
        device: &str,
        flags: u32,
        _each: EachParameter<'_>,
    ) -> Result<()> {
        echo((device, flags))
    }

    fn set_parameters(
        &self,
        _domain: &Identity,
        _family: Family,
        _device: &str,
        params: &[TypedParam],
        flags: u32,
    ) -> Result<()> {
        echo((params.len(), flags))
    }
}

impl Size for Echo {
    fn set_memory_size(&self, _domain: &Identity, size: Kib, flags: u32) -> Result<()> {
        echo((size.0, flags))
    }

    fn vcpu_count(&self, _domain: &Identity, flags: u32) -> Result<u16> {
        echo(flags)
    }
}

impl Threads for Echo {
    fn check_iothread_id(&self, _id: u32) -> Result<()> {
        Ok(())
    }

    fn pin_vcpu(&self, _: &Identity, vcpu: u32, _cpus: CpuSet, flags: u32) -> Result<()> {
        echo((vcpu, flags))
    }

    fn add_iothread(&self, _domain: &Identity, id: u32, flags: u32) -> Result<()> {
        echo((id, flags))
    }
}

impl Statistics for Echo {
    fn check_memory_peek(&self, _flags: u32) -> Result<()> {
        Ok(())
    }

    fn memory_peek(&self, _: &Identity, start: u64, _: &mut [u8], flags: u32) -> Result<()> {
        echo((start, flags))
    }

    fn cpu_range(
        &self,
        _domain: &Identity,
        first: usize,
        most: usize,
        flags: u32,
    ) -> Result<Vec<Vec<TypedParam>>> {
        echo((first, most, flags))
    }
}

impl Events for Echo {
    fn listeners(&self) -> Result<&Listeners> {
        echo(())
    }
}

impl Definitions for Echo {}
impl Devices for Echo {}
impl Lifecycle for Echo {}

fn domain() -> Domain {
    Connection::with_driver(Arc::new(Echo)).lookup_by_name("d").unwrap()
}

/// What a call told that it was given.
fn given<T: std::fmt::Debug>(result: Result<T>) -> String {
    let error = result.unwrap_err();
    assert_eq!(error.code(), virErrorNumber::VIR_ERR_INTERNAL_ERROR);
    assert_eq!(error.as_sent().map(|sent| sent.code), Some(9999), "{error}");
    error.message()
}

#[test]
fn flags_and_numbers_come_as_they_were_given() {
    let domain = domain();
    let connection = domain.connection();
    let flags = ODD | 4;
    assert_eq!(given(connection.domains(flags).map(drop)), format!("{flags}"));
    assert_eq!(given(connection.cpu_time(-1, flags)), format!("(-1, {flags})"));
    assert_eq!(given(connection.cells_free_memory(90, 7)), "(90, 7)");
    assert_eq!(given(domain.set_memory_size(Kib(7), flags)), format!("(7, {flags})"));
    assert_eq!(given(domain.vcpu_count(ODD)), format!("{ODD}"));
    assert_eq!(given(domain.pin_vcpu(5, CpuSet::below(1), flags)), format!("(5, {flags})"));
    assert_eq!(given(domain.add_iothread(0, flags)), format!("(0, {flags})"));
    assert_eq!(given(domain.memory_peek(3, &mut [0], 0)), "(3, 0)");
    assert_eq!(given(domain.cpu_each(400, 2, flags)), format!("(400, 2, {flags})"));
}

#[test]
fn parameters_come_unchecked() {
    let domain = domain();
    let odd = [TypedParam::new("odd", Value::Unknown(99)), TypedParam::text("odd", "")];
    let disk = Family::BlockIoTune;
    assert_eq!(given(domain.parameter_count(disk, "vda", ODD)), format!("(\"vda\", {ODD})"));
    assert_eq!(given(domain.parameters(disk, "vda", ODD)), format!("(\"vda\", {ODD})"));
    assert_eq!(given(domain.set_parameters(disk, "", &odd, ODD)), format!("(2, {ODD})"));
    let set = domain.connection().set_node_memory(&odd, ODD);
    assert_eq!(given(set), format!("(2, {ODD})"));
}

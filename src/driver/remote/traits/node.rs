//! The host.

use crate::driver::remote::driver::RemoteDriver;
use crate::driver::remote::protocol::{
    self, Call, c_text, connect_baseline_cpu, connect_baseline_hypervisor_cpu,
    connect_get_capabilities, connect_get_cpu_model_names, connect_get_domain_capabilities,
    connect_get_hostname, connect_get_lib_version, connect_get_sysinfo, connect_get_version,
    connect_is_secure, connect_list_defined_interfaces, connect_list_defined_networks,
    connect_list_defined_storage_pools, connect_list_interfaces, connect_list_networks,
    connect_list_nwfilters, connect_list_secrets, connect_list_storage_pools,
    connect_num_of_defined_interfaces, connect_num_of_defined_networks,
    connect_num_of_defined_storage_pools, connect_num_of_interfaces, connect_num_of_networks,
    connect_num_of_nwfilters, connect_num_of_secrets, connect_num_of_storage_pools,
    node_get_cells_free_memory, node_get_cpu_map, node_get_cpu_stats, node_get_free_memory,
    node_get_free_pages, node_get_info, node_get_memory_parameters, node_get_memory_stats,
    node_get_security_model, node_list_devices, node_num_of_devices, node_set_memory_parameters,
};
use crate::driver::{Node, ObjectKind, ObjectState};
use crate::model::capabilities::GuestKindQuery;
use crate::model::cpuset::CpuSet;
use crate::model::node::{NodeInfo, NodeStat, SecurityModel};
use crate::model::typed::TypedParam;
use crate::model::units::Kib;
use crate::model::{Error, Result, virErrorDomain, virErrorNumber};

/// The most names of objects, and of devices, in one answer.
const OBJECTS: usize = 16384;
const DEVICES: usize = 65536;

fn at_most(most: usize, allowed: usize) -> i32 {
    i32::try_from(most.min(allowed)).unwrap_or(i32::MAX)
}

/// The calls that count objects of a kind, and that list their names.
struct ObjectCalls {
    count: fn() -> Call<i32>,
    names: fn(i32) -> Call<Vec<String>>,
}

fn object_calls(kind: ObjectKind, state: ObjectState) -> Result<ObjectCalls> {
    use ObjectState::{Active, Defined};
    let calls = |count, names| Ok(ObjectCalls { count, names });
    match (kind, state) {
        (ObjectKind::Network, Active) => calls(connect_num_of_networks, connect_list_networks),
        (ObjectKind::Network, Defined) => {
            calls(connect_num_of_defined_networks, connect_list_defined_networks)
        }
        (ObjectKind::StoragePool, Active) => {
            calls(connect_num_of_storage_pools, connect_list_storage_pools)
        }
        (ObjectKind::StoragePool, Defined) => {
            calls(connect_num_of_defined_storage_pools, connect_list_defined_storage_pools)
        }
        (ObjectKind::Interface, Active) => {
            calls(connect_num_of_interfaces, connect_list_interfaces)
        }
        (ObjectKind::Interface, Defined) => {
            calls(connect_num_of_defined_interfaces, connect_list_defined_interfaces)
        }
        (ObjectKind::Filter, _) => calls(connect_num_of_nwfilters, connect_list_nwfilters),
        (ObjectKind::Secret, _) => calls(connect_num_of_secrets, connect_list_secrets),
        _ => kind.unsupported(),
    }
}

/// The most NUMA cells that are asked for.
const CELLS: i32 = 1024;

impl Node for RemoteDriver {
    fn kind(&self) -> Result<&str> {
        self.hypervisor_type()
    }

    fn error_domain(&self) -> virErrorDomain {
        self.error_domain
    }

    fn finds(&self, kind: ObjectKind) -> Result<virErrorDomain> {
        let detail = "of a daemon's objects besides domains only their number and names are known";
        Err(Error::new(kind.error_domain(), virErrorNumber::VIR_ERR_NO_SUPPORT, detail))
    }

    fn object_count(&self, kind: ObjectKind, state: ObjectState) -> Result<usize> {
        let calls = object_calls(kind, state)?;
        Ok(usize::try_from(self.call((calls.count)())?).unwrap_or_default())
    }

    fn object_names(
        &self,
        kind: ObjectKind,
        state: ObjectState,
        most: usize,
    ) -> Result<Vec<String>> {
        let calls = object_calls(kind, state)?;
        self.call((calls.names)(at_most(most, OBJECTS)))
    }

    fn device_count(&self, capability: Option<&str>, flags: u32) -> Result<usize> {
        let call = node_num_of_devices(capability.map(str::as_bytes), flags);
        Ok(usize::try_from(self.call(call)?).unwrap_or_default())
    }

    fn device_names(
        &self,
        capability: Option<&str>,
        most: usize,
        flags: u32,
    ) -> Result<Vec<String>> {
        let most = at_most(most, DEVICES);
        self.call(node_list_devices(capability.map(str::as_bytes), most, flags))
    }

    fn check_flags(&self, _given: u32, _known: u32) -> Result<()> {
        Ok(())
    }

    fn version(&self) -> Result<u64> {
        self.call(connect_get_version())
    }

    fn library_version(&self) -> Result<u64> {
        self.call(connect_get_lib_version())
    }

    fn hostname(&self) -> Result<String> {
        self.call(connect_get_hostname())
    }

    fn is_alive(&self) -> Result<bool> {
        Ok(self.client().is_alive())
    }

    fn set_keep_alive(&self, interval: i32, count: u32) -> Result<bool> {
        self.keep_alive(interval, count)
    }

    fn is_encrypted(&self) -> Result<bool> {
        Ok(self.is_server_secure()? && self.client().transport().is_encrypted())
    }

    fn is_secure(&self) -> Result<bool> {
        Ok(self.is_server_secure()? && self.client().transport().is_secure())
    }

    fn node_info(&self) -> Result<NodeInfo> {
        let found = self.call(node_get_info())?;
        let number = |number: i32| u32::try_from(number).unwrap_or_default();
        Ok(NodeInfo {
            model: c_text(&found.model),
            memory: Kib(found.memory),
            cpus: number(found.cpus),
            mhz: number(found.mhz),
            nodes: number(found.nodes),
            sockets: number(found.sockets),
            cores: number(found.cores),
            threads: number(found.threads),
        })
    }

    fn cpu_map(&self, flags: u32) -> Result<Vec<bool>> {
        let found = self.call(node_get_cpu_map(1, 1, flags))?;
        let online = CpuSet::from_bytes(&found.cpumap);
        let number = u16::try_from(found.ret).unwrap_or_default();
        Ok((0..number).map(|cpu| online.contains(cpu)).collect())
    }

    fn cpu_time(&self, cpu: i32, flags: u32) -> Result<Vec<NodeStat>> {
        let number = self.call(node_get_cpu_stats(cpu, 0, flags))?.nparams;
        Ok(stats(self.call(node_get_cpu_stats(cpu, number, flags))?.params))
    }

    fn memory_use(&self, cell: i32, flags: u32) -> Result<Vec<NodeStat>> {
        let number = self.call(node_get_memory_stats(0, cell, flags))?.nparams;
        Ok(stats(self.call(node_get_memory_stats(number, cell, flags))?.params))
    }

    fn free_memory(&self) -> Result<u64> {
        self.call(node_get_free_memory())
    }

    fn cells_free_memory(&self) -> Result<Vec<u64>> {
        self.call(node_get_cells_free_memory(0, CELLS))
    }

    fn some_cells_free_memory(&self, start: usize, most: usize) -> Result<Vec<u64>> {
        let number = |number: usize| i32::try_from(number).unwrap_or(i32::MAX);
        self.call(node_get_cells_free_memory(number(start), number(most)))
    }

    fn free_pages(
        &self,
        sizes: &[u32],
        start: i32,
        cells: u32,
        flags: u32,
    ) -> Result<(Vec<u64>, usize)> {
        let counts = self.call(node_get_free_pages(sizes, start, cells, flags))?;
        let number = counts.len();
        Ok((counts, number))
    }

    fn node_memory(&self, flags: u32) -> Result<Vec<TypedParam>> {
        let flags = self.get_flags(flags)?;
        let number = self.call(node_get_memory_parameters(0, flags))?.nparams;
        Ok(self.call(node_get_memory_parameters(number, flags))?.params)
    }

    fn set_node_memory(&self, params: &[TypedParam], flags: u32) -> Result<()> {
        self.call(node_set_memory_parameters(params, flags))
    }

    fn security_model(&self) -> Result<SecurityModel> {
        let found = self.call(node_get_security_model())?;
        Ok(SecurityModel { model: c_text(&found.model), doi: c_text(&found.doi) })
    }

    fn capabilities(&self) -> Result<String> {
        self.call(connect_get_capabilities())
    }

    fn sysinfo(&self, flags: u32) -> Result<String> {
        self.call(connect_get_sysinfo(flags))
    }

    fn cpu_models(&self, arch: &str, flags: u32) -> Result<Vec<String>> {
        Ok(self.call(connect_get_cpu_model_names(arch.as_bytes(), 1, flags))?.models)
    }

    fn baseline_cpu(&self, cpus: &[&[u8]], flags: u32) -> Result<String> {
        self.call(connect_baseline_cpu(cpus, flags))
    }

    fn baseline_hypervisor_cpu(
        &self,
        of: &GuestKindQuery<'_>,
        cpus: &[&[u8]],
        flags: u32,
    ) -> Result<String> {
        let [emulator, arch, machine, virttype] = words(of);
        self.call(connect_baseline_hypervisor_cpu(emulator, arch, machine, virttype, cpus, flags))
    }

    fn domain_capabilities(&self, of: &GuestKindQuery<'_>, flags: u32) -> Result<String> {
        let [emulator, arch, machine, virttype] = words(of);
        self.call(connect_get_domain_capabilities(emulator, arch, machine, virttype, flags))
    }
}

impl RemoteDriver {
    fn is_server_secure(&self) -> Result<bool> {
        Ok(self.call(connect_is_secure())? != 0)
    }
}

fn words<'q>(of: &'q GuestKindQuery<'_>) -> [Option<&'q [u8]>; 4] {
    let words = [&of.emulator, &of.arch, &of.machine, &of.virt_type];
    words.map(|word| word.as_deref().map(str::as_bytes))
}

fn stats(found: Vec<protocol::NodeStat>) -> Vec<NodeStat> {
    let one = |stat: protocol::NodeStat| NodeStat { name: stat.field.into(), value: stat.value };
    found.into_iter().map(one).collect()
}

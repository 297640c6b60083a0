//! Scheduler, block I/O, NUMA, interface and disk parameters, and performance events.

/// The CPU weight: ULLONG.
pub const VIR_DOMAIN_SCHEDULER_CPU_SHARES: &str = "cpu_shares";
/// The period of the whole domain's quota, in microseconds: ULLONG.
pub const VIR_DOMAIN_SCHEDULER_GLOBAL_PERIOD: &str = "global_period";
/// The CPU time of the whole domain per period, in microseconds: LLONG.
pub const VIR_DOMAIN_SCHEDULER_GLOBAL_QUOTA: &str = "global_quota";
/// The period of each virtual CPU's quota, in microseconds: ULLONG.
pub const VIR_DOMAIN_SCHEDULER_VCPU_PERIOD: &str = "vcpu_period";
/// The CPU time of each virtual CPU per period, in microseconds: LLONG.
pub const VIR_DOMAIN_SCHEDULER_VCPU_QUOTA: &str = "vcpu_quota";
/// The period of the emulator's quota, in microseconds: ULLONG.
pub const VIR_DOMAIN_SCHEDULER_EMULATOR_PERIOD: &str = "emulator_period";
/// The CPU time of the emulator per period, in microseconds: LLONG.
pub const VIR_DOMAIN_SCHEDULER_EMULATOR_QUOTA: &str = "emulator_quota";
/// The period of each I/O thread's quota, in microseconds: ULLONG.
pub const VIR_DOMAIN_SCHEDULER_IOTHREAD_PERIOD: &str = "iothread_period";
/// The CPU time of each I/O thread per period, in microseconds: LLONG.
pub const VIR_DOMAIN_SCHEDULER_IOTHREAD_QUOTA: &str = "iothread_quota";
/// The CPU time of the whole domain, in percent of one CPU: ULLONG, 150 for one and a half, 0 for no
/// limit. It is VIR_DOMAIN_SCHEDULER_GLOBAL_QUOTA by the period that is in force.
pub const VIR_MEMCTL_SCHEDULER_CPU_LIMIT_PERCENT: &str = "cpu_limit_percent";
/// The weight of the credit scheduler: UINT.
pub const VIR_DOMAIN_SCHEDULER_WEIGHT: &str = "weight";
/// The cap of the credit scheduler: UINT.
pub const VIR_DOMAIN_SCHEDULER_CAP: &str = "cap";
/// The CPU time that the allocation scheduler guarantees, in MHz: LLONG, at least 0.
pub const VIR_DOMAIN_SCHEDULER_RESERVATION: &str = "reservation";
/// The most CPU time that the allocation scheduler gives, in MHz: LLONG; -1 for no limit.
pub const VIR_DOMAIN_SCHEDULER_LIMIT: &str = "limit";
/// The weight of the allocation scheduler: INT. A number, or -1 for the host's low, -2 for its normal,
/// -3 for its high weight.
pub const VIR_DOMAIN_SCHEDULER_SHARES: &str = "shares";

/// The block I/O weight: UINT.
pub const VIR_DOMAIN_BLKIO_WEIGHT: &str = "weight";
/// Weights of devices, `path,number,path,number…`: STRING.
pub const VIR_DOMAIN_BLKIO_DEVICE_WEIGHT: &str = "device_weight";
/// Reads per second from devices, `path,number,path,number…`: STRING.
pub const VIR_DOMAIN_BLKIO_DEVICE_READ_IOPS: &str = "device_read_iops_sec";
/// Writes per second to devices, `path,number,path,number…`: STRING.
pub const VIR_DOMAIN_BLKIO_DEVICE_WRITE_IOPS: &str = "device_write_iops_sec";
/// Bytes read per second from devices, `path,number,path,number…`: STRING.
pub const VIR_DOMAIN_BLKIO_DEVICE_READ_BPS: &str = "device_read_bytes_sec";
/// Bytes written per second to devices, `path,number,path,number…`: STRING.
pub const VIR_DOMAIN_BLKIO_DEVICE_WRITE_BPS: &str = "device_write_bytes_sec";
/// Latency targets of devices in microseconds, `path,number,path,number…`: STRING. A soft limit for
/// the others: while the domain's requests to the device take longer on average, the kernel holds
/// back those of groups with a larger target or none. Not one of libvirt's parameters.
pub const VIR_MEMCTL_BLKIO_DEVICE_LATENCY: &str = "device_latency_usec";

/// The memory allocation mode, a virDomainNumatuneMemMode: INT.
pub const VIR_DOMAIN_NUMA_MODE: &str = "numa_mode";
/// The NUMA nodes that memory is allocated from, such as `0-1,3`: STRING.
pub const VIR_DOMAIN_NUMA_NODESET: &str = "numa_nodeset";

/// The average inbound rate, in KiB/s: UINT.
pub const VIR_DOMAIN_BANDWIDTH_IN_AVERAGE: &str = "inbound.average";
/// The peak inbound rate, in KiB/s: UINT.
pub const VIR_DOMAIN_BANDWIDTH_IN_PEAK: &str = "inbound.peak";
/// The amount that may arrive at the peak rate in one burst, in KiB: UINT.
pub const VIR_DOMAIN_BANDWIDTH_IN_BURST: &str = "inbound.burst";
/// The guaranteed inbound rate, in KiB/s: UINT.
pub const VIR_DOMAIN_BANDWIDTH_IN_FLOOR: &str = "inbound.floor";
/// The average outbound rate, in KiB/s: UINT.
pub const VIR_DOMAIN_BANDWIDTH_OUT_AVERAGE: &str = "outbound.average";
/// The peak outbound rate, in KiB/s: UINT.
pub const VIR_DOMAIN_BANDWIDTH_OUT_PEAK: &str = "outbound.peak";
/// The amount that may be sent at the peak rate in one burst, in KiB: UINT.
pub const VIR_DOMAIN_BANDWIDTH_OUT_BURST: &str = "outbound.burst";

/// Bytes per second, reads and writes together: ULLONG.
pub const VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_BYTES_SEC: &str = "total_bytes_sec";
/// Bytes read per second: ULLONG.
pub const VIR_DOMAIN_BLOCK_IOTUNE_READ_BYTES_SEC: &str = "read_bytes_sec";
/// Bytes written per second: ULLONG.
pub const VIR_DOMAIN_BLOCK_IOTUNE_WRITE_BYTES_SEC: &str = "write_bytes_sec";
/// I/O operations per second, reads and writes together: ULLONG.
pub const VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_IOPS_SEC: &str = "total_iops_sec";
/// Read operations per second: ULLONG.
pub const VIR_DOMAIN_BLOCK_IOTUNE_READ_IOPS_SEC: &str = "read_iops_sec";
/// Write operations per second: ULLONG.
pub const VIR_DOMAIN_BLOCK_IOTUNE_WRITE_IOPS_SEC: &str = "write_iops_sec";
/// The maximum of VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_BYTES_SEC during a burst: ULLONG.
pub const VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_BYTES_SEC_MAX: &str = "total_bytes_sec_max";
/// The maximum of VIR_DOMAIN_BLOCK_IOTUNE_READ_BYTES_SEC during a burst: ULLONG.
pub const VIR_DOMAIN_BLOCK_IOTUNE_READ_BYTES_SEC_MAX: &str = "read_bytes_sec_max";
/// The maximum of VIR_DOMAIN_BLOCK_IOTUNE_WRITE_BYTES_SEC during a burst: ULLONG.
pub const VIR_DOMAIN_BLOCK_IOTUNE_WRITE_BYTES_SEC_MAX: &str = "write_bytes_sec_max";
/// The maximum of VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_IOPS_SEC during a burst: ULLONG.
pub const VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_IOPS_SEC_MAX: &str = "total_iops_sec_max";
/// The maximum of VIR_DOMAIN_BLOCK_IOTUNE_READ_IOPS_SEC during a burst: ULLONG.
pub const VIR_DOMAIN_BLOCK_IOTUNE_READ_IOPS_SEC_MAX: &str = "read_iops_sec_max";
/// The maximum of VIR_DOMAIN_BLOCK_IOTUNE_WRITE_IOPS_SEC during a burst: ULLONG.
pub const VIR_DOMAIN_BLOCK_IOTUNE_WRITE_IOPS_SEC_MAX: &str = "write_iops_sec_max";
/// How long VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_BYTES_SEC_MAX may last, in seconds: ULLONG.
pub const VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_BYTES_SEC_MAX_LENGTH: &str = "total_bytes_sec_max_length";
/// How long VIR_DOMAIN_BLOCK_IOTUNE_READ_BYTES_SEC_MAX may last, in seconds: ULLONG.
pub const VIR_DOMAIN_BLOCK_IOTUNE_READ_BYTES_SEC_MAX_LENGTH: &str = "read_bytes_sec_max_length";
/// How long VIR_DOMAIN_BLOCK_IOTUNE_WRITE_BYTES_SEC_MAX may last, in seconds: ULLONG.
pub const VIR_DOMAIN_BLOCK_IOTUNE_WRITE_BYTES_SEC_MAX_LENGTH: &str = "write_bytes_sec_max_length";
/// How long VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_IOPS_SEC_MAX may last, in seconds: ULLONG.
pub const VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_IOPS_SEC_MAX_LENGTH: &str = "total_iops_sec_max_length";
/// How long VIR_DOMAIN_BLOCK_IOTUNE_READ_IOPS_SEC_MAX may last, in seconds: ULLONG.
pub const VIR_DOMAIN_BLOCK_IOTUNE_READ_IOPS_SEC_MAX_LENGTH: &str = "read_iops_sec_max_length";
/// How long VIR_DOMAIN_BLOCK_IOTUNE_WRITE_IOPS_SEC_MAX may last, in seconds: ULLONG.
pub const VIR_DOMAIN_BLOCK_IOTUNE_WRITE_IOPS_SEC_MAX_LENGTH: &str = "write_iops_sec_max_length";
/// The size of one I/O operation, in bytes; a larger request counts as several: ULLONG.
pub const VIR_DOMAIN_BLOCK_IOTUNE_SIZE_IOPS_SEC: &str = "size_iops_sec";
/// The name of the group of disks that share their limits: STRING.
pub const VIR_DOMAIN_BLOCK_IOTUNE_GROUP_NAME: &str = "group_name";

/// The maximum polling time, in nanoseconds: ULLONG.
pub const VIR_DOMAIN_IOTHREAD_POLL_MAX_NS: &str = "poll_max_ns";
/// The growth of the polling time, in nanoseconds: UINT.
pub const VIR_DOMAIN_IOTHREAD_POLL_GROW: &str = "poll_grow";
/// The reduction of the polling time, in nanoseconds: UINT.
pub const VIR_DOMAIN_IOTHREAD_POLL_SHRINK: &str = "poll_shrink";
/// The minimum number of threads in the pool: INT.
pub const VIR_DOMAIN_IOTHREAD_THREAD_POOL_MIN: &str = "thread_pool_min";
/// The maximum number of threads in the pool: INT.
pub const VIR_DOMAIN_IOTHREAD_THREAD_POOL_MAX: &str = "thread_pool_max";

/// Count `cmt`: BOOLEAN.
pub const VIR_PERF_PARAM_CMT: &str = "cmt";
/// Count `mbmt`: BOOLEAN.
pub const VIR_PERF_PARAM_MBMT: &str = "mbmt";
/// Count `mbml`: BOOLEAN.
pub const VIR_PERF_PARAM_MBML: &str = "mbml";
/// Count `cache_misses`: BOOLEAN.
pub const VIR_PERF_PARAM_CACHE_MISSES: &str = "cache_misses";
/// Count `cache_references`: BOOLEAN.
pub const VIR_PERF_PARAM_CACHE_REFERENCES: &str = "cache_references";
/// Count `instructions`: BOOLEAN.
pub const VIR_PERF_PARAM_INSTRUCTIONS: &str = "instructions";
/// Count `cpu_cycles`: BOOLEAN.
pub const VIR_PERF_PARAM_CPU_CYCLES: &str = "cpu_cycles";
/// Count `branch_instructions`: BOOLEAN.
pub const VIR_PERF_PARAM_BRANCH_INSTRUCTIONS: &str = "branch_instructions";
/// Count `branch_misses`: BOOLEAN.
pub const VIR_PERF_PARAM_BRANCH_MISSES: &str = "branch_misses";
/// Count `bus_cycles`: BOOLEAN.
pub const VIR_PERF_PARAM_BUS_CYCLES: &str = "bus_cycles";
/// Count `stalled_cycles_frontend`: BOOLEAN.
pub const VIR_PERF_PARAM_STALLED_CYCLES_FRONTEND: &str = "stalled_cycles_frontend";
/// Count `stalled_cycles_backend`: BOOLEAN.
pub const VIR_PERF_PARAM_STALLED_CYCLES_BACKEND: &str = "stalled_cycles_backend";
/// Count `ref_cpu_cycles`: BOOLEAN.
pub const VIR_PERF_PARAM_REF_CPU_CYCLES: &str = "ref_cpu_cycles";
/// Count `cpu_clock`: BOOLEAN.
pub const VIR_PERF_PARAM_CPU_CLOCK: &str = "cpu_clock";
/// Count `task_clock`: BOOLEAN.
pub const VIR_PERF_PARAM_TASK_CLOCK: &str = "task_clock";
/// Count `page_faults`: BOOLEAN.
pub const VIR_PERF_PARAM_PAGE_FAULTS: &str = "page_faults";
/// Count `context_switches`: BOOLEAN.
pub const VIR_PERF_PARAM_CONTEXT_SWITCHES: &str = "context_switches";
/// Count `cpu_migrations`: BOOLEAN.
pub const VIR_PERF_PARAM_CPU_MIGRATIONS: &str = "cpu_migrations";
/// Count `page_faults_min`: BOOLEAN.
pub const VIR_PERF_PARAM_PAGE_FAULTS_MIN: &str = "page_faults_min";
/// Count `page_faults_maj`: BOOLEAN.
pub const VIR_PERF_PARAM_PAGE_FAULTS_MAJ: &str = "page_faults_maj";
/// Count `alignment_faults`: BOOLEAN.
pub const VIR_PERF_PARAM_ALIGNMENT_FAULTS: &str = "alignment_faults";
/// Count `emulation_faults`: BOOLEAN.
pub const VIR_PERF_PARAM_EMULATION_FAULTS: &str = "emulation_faults";

/// The name of `vcpupin%u` in a tunable event.
pub const VIR_DOMAIN_TUNABLE_CPU_VCPUPIN: &str = "cputune.vcpupin%u";
/// The name of `emulatorpin` in a tunable event.
pub const VIR_DOMAIN_TUNABLE_CPU_EMULATORPIN: &str = "cputune.emulatorpin";
/// The name of `iothreadpin%u` in a tunable event.
pub const VIR_DOMAIN_TUNABLE_CPU_IOTHREADSPIN: &str = "cputune.iothreadpin%u";
/// The name of `cpu_shares` in a tunable event.
pub const VIR_DOMAIN_TUNABLE_CPU_CPU_SHARES: &str = "cputune.cpu_shares";
/// The name of `global_period` in a tunable event.
pub const VIR_DOMAIN_TUNABLE_CPU_GLOBAL_PERIOD: &str = "cputune.global_period";
/// The name of `global_quota` in a tunable event.
pub const VIR_DOMAIN_TUNABLE_CPU_GLOBAL_QUOTA: &str = "cputune.global_quota";
/// The name of `vcpu_period` in a tunable event.
pub const VIR_DOMAIN_TUNABLE_CPU_VCPU_PERIOD: &str = "cputune.vcpu_period";
/// The name of `vcpu_quota` in a tunable event.
pub const VIR_DOMAIN_TUNABLE_CPU_VCPU_QUOTA: &str = "cputune.vcpu_quota";
/// The name of `emulator_period` in a tunable event.
pub const VIR_DOMAIN_TUNABLE_CPU_EMULATOR_PERIOD: &str = "cputune.emulator_period";
/// The name of `emulator_quota` in a tunable event.
pub const VIR_DOMAIN_TUNABLE_CPU_EMULATOR_QUOTA: &str = "cputune.emulator_quota";
/// The name of `iothread_period` in a tunable event.
pub const VIR_DOMAIN_TUNABLE_CPU_IOTHREAD_PERIOD: &str = "cputune.iothread_period";
/// The name of `iothread_quota` in a tunable event.
pub const VIR_DOMAIN_TUNABLE_CPU_IOTHREAD_QUOTA: &str = "cputune.iothread_quota";
/// The name of `disk` in a tunable event.
pub const VIR_DOMAIN_TUNABLE_BLKDEV_DISK: &str = "blkdeviotune.disk";
/// The name of `total_bytes_sec` in a tunable event.
pub const VIR_DOMAIN_TUNABLE_BLKDEV_TOTAL_BYTES_SEC: &str = "blkdeviotune.total_bytes_sec";
/// The name of `read_bytes_sec` in a tunable event.
pub const VIR_DOMAIN_TUNABLE_BLKDEV_READ_BYTES_SEC: &str = "blkdeviotune.read_bytes_sec";
/// The name of `write_bytes_sec` in a tunable event.
pub const VIR_DOMAIN_TUNABLE_BLKDEV_WRITE_BYTES_SEC: &str = "blkdeviotune.write_bytes_sec";
/// The name of `total_iops_sec` in a tunable event.
pub const VIR_DOMAIN_TUNABLE_BLKDEV_TOTAL_IOPS_SEC: &str = "blkdeviotune.total_iops_sec";
/// The name of `read_iops_sec` in a tunable event.
pub const VIR_DOMAIN_TUNABLE_BLKDEV_READ_IOPS_SEC: &str = "blkdeviotune.read_iops_sec";
/// The name of `write_iops_sec` in a tunable event.
pub const VIR_DOMAIN_TUNABLE_BLKDEV_WRITE_IOPS_SEC: &str = "blkdeviotune.write_iops_sec";
/// The name of `total_bytes_sec_max` in a tunable event.
pub const VIR_DOMAIN_TUNABLE_BLKDEV_TOTAL_BYTES_SEC_MAX: &str = "blkdeviotune.total_bytes_sec_max";
/// The name of `read_bytes_sec_max` in a tunable event.
pub const VIR_DOMAIN_TUNABLE_BLKDEV_READ_BYTES_SEC_MAX: &str = "blkdeviotune.read_bytes_sec_max";
/// The name of `write_bytes_sec_max` in a tunable event.
pub const VIR_DOMAIN_TUNABLE_BLKDEV_WRITE_BYTES_SEC_MAX: &str = "blkdeviotune.write_bytes_sec_max";
/// The name of `total_iops_sec_max` in a tunable event.
pub const VIR_DOMAIN_TUNABLE_BLKDEV_TOTAL_IOPS_SEC_MAX: &str = "blkdeviotune.total_iops_sec_max";
/// The name of `read_iops_sec_max` in a tunable event.
pub const VIR_DOMAIN_TUNABLE_BLKDEV_READ_IOPS_SEC_MAX: &str = "blkdeviotune.read_iops_sec_max";
/// The name of `write_iops_sec_max` in a tunable event.
pub const VIR_DOMAIN_TUNABLE_BLKDEV_WRITE_IOPS_SEC_MAX: &str = "blkdeviotune.write_iops_sec_max";
/// The name of `size_iops_sec` in a tunable event.
pub const VIR_DOMAIN_TUNABLE_BLKDEV_SIZE_IOPS_SEC: &str = "blkdeviotune.size_iops_sec";
/// The name of `group_name` in a tunable event.
pub const VIR_DOMAIN_TUNABLE_BLKDEV_GROUP_NAME: &str = "blkdeviotune.group_name";
/// The name of `total_bytes_sec_max_length` in a tunable event.
pub const VIR_DOMAIN_TUNABLE_BLKDEV_TOTAL_BYTES_SEC_MAX_LENGTH: &str =
    "blkdeviotune.total_bytes_sec_max_length";
/// The name of `read_bytes_sec_max_length` in a tunable event.
pub const VIR_DOMAIN_TUNABLE_BLKDEV_READ_BYTES_SEC_MAX_LENGTH: &str =
    "blkdeviotune.read_bytes_sec_max_length";
/// The name of `write_bytes_sec_max_length` in a tunable event.
pub const VIR_DOMAIN_TUNABLE_BLKDEV_WRITE_BYTES_SEC_MAX_LENGTH: &str =
    "blkdeviotune.write_bytes_sec_max_length";
/// The name of `total_iops_sec_max_length` in a tunable event.
pub const VIR_DOMAIN_TUNABLE_BLKDEV_TOTAL_IOPS_SEC_MAX_LENGTH: &str =
    "blkdeviotune.total_iops_sec_max_length";
/// The name of `read_iops_sec_max_length` in a tunable event.
pub const VIR_DOMAIN_TUNABLE_BLKDEV_READ_IOPS_SEC_MAX_LENGTH: &str =
    "blkdeviotune.read_iops_sec_max_length";
/// The name of `write_iops_sec_max_length` in a tunable event.
pub const VIR_DOMAIN_TUNABLE_BLKDEV_WRITE_IOPS_SEC_MAX_LENGTH: &str =
    "blkdeviotune.write_iops_sec_max_length";

/// The memory allocation mode of a domain's NUMA nodes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virDomainNumatuneMemMode {
    /// From these nodes alone, or not at all.
    VIR_DOMAIN_NUMATUNE_MEM_STRICT = 0,
    /// From these nodes first.
    VIR_DOMAIN_NUMATUNE_MEM_PREFERRED = 1,
    /// From these nodes in turn.
    VIR_DOMAIN_NUMATUNE_MEM_INTERLEAVE = 2,
    /// From these nodes alone, by the group's cpuset and not by a policy.
    VIR_DOMAIN_NUMATUNE_MEM_RESTRICTIVE = 3,
}

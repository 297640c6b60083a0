/*
 * virmemctl.h: libvirt's C API for memory tuning, and a few functions of
 * libvirmemctl's own (virMemctl*).
 *
 * Made by cbindgen from the sources of libvirmemctl: `make header`. Not to be
 * edited. SPDX-License-Identifier: MIT OR Apache-2.0
 */

#ifndef VIRMEMCTL_H
#define VIRMEMCTL_H

#include <sys/types.h>
/* Whether the API is at least of this libvirt version. */
#define LIBVIR_CHECK_VERSION(major, minor, micro) \
    ((major) * 1000000 + (minor) * 1000 + (micro) <= LIBVIR_VERSION_NUMBER)

/* Casts a function for virConnectDomainEventRegisterAny. */
#define VIR_DOMAIN_EVENT_CALLBACK(cb) \
    ((virConnectDomainEventGenericCallback)(void (*)(void))(cb))

/* Maps of CPUs: a bit for each, the lowest of the first byte for CPU 0. */
#define VIR_USE_CPU(cpumap, cpu) ((cpumap)[(cpu) / 8] |= (1 << ((cpu) % 8)))
#define VIR_UNUSE_CPU(cpumap, cpu) ((cpumap)[(cpu) / 8] &= ~(1 << ((cpu) % 8)))
#define VIR_CPU_USED(cpumap, cpu) ((cpumap)[(cpu) / 8] & (1 << ((cpu) % 8)))
/* How many bytes a map of so many CPUs takes. */
#define VIR_CPU_MAPLEN(cpus) (((cpus) + 7) / 8)
/* One virtual CPU's map of an array of them. */
#define VIR_GET_CPUMAP(cpumaps, maplen, vcpu) (&((cpumaps)[(vcpu) * (maplen)]))
#define VIR_COPY_CPUMAP(cpumaps, maplen, vcpu, cpumap) \
    memcpy(cpumap, VIR_GET_CPUMAP(cpumaps, maplen, vcpu), maplen)
/* How many CPUs a host of this virNodeInfo may have. */
#define VIR_NODEINFO_MAXCPUS(nodeinfo) \
    ((nodeinfo).nodes * (nodeinfo).sockets * (nodeinfo).cores * (nodeinfo).threads)

/* The first names of the typed parameter's structure. */
#define _virMemoryParameter _virTypedParameter
#define _virSchedParameter _virTypedParameter
#define _virBlkioParameter _virTypedParameter

/** How long a job has run, in milliseconds: ULLONG. */
#define VIR_DOMAIN_JOB_TIME_ELAPSED "time_elapsed"

/** How long it will run still, in milliseconds: ULLONG. */
#define VIR_DOMAIN_JOB_TIME_REMAINING "time_remaining"

/** How much data there is, in bytes: ULLONG. */
#define VIR_DOMAIN_JOB_DATA_TOTAL "data_total"

/** How much of it is done, in bytes: ULLONG. */
#define VIR_DOMAIN_JOB_DATA_PROCESSED "data_processed"

/** How much of it is left, in bytes: ULLONG. */
#define VIR_DOMAIN_JOB_DATA_REMAINING "data_remaining"

/** How much memory there is, in bytes: ULLONG. */
#define VIR_DOMAIN_JOB_MEMORY_TOTAL "memory_total"

/** How much of it is done, in bytes: ULLONG. */
#define VIR_DOMAIN_JOB_MEMORY_PROCESSED "memory_processed"

/** How much of it is left, in bytes: ULLONG. */
#define VIR_DOMAIN_JOB_MEMORY_REMAINING "memory_remaining"

/** How much there is on disks, in bytes: ULLONG. */
#define VIR_DOMAIN_JOB_DISK_TOTAL "disk_total"

/** How much of it is done, in bytes: ULLONG. */
#define VIR_DOMAIN_JOB_DISK_PROCESSED "disk_processed"

/** How much of it is left, in bytes: ULLONG. */
#define VIR_DOMAIN_JOB_DISK_REMAINING "disk_remaining"

/** The most memory that the domain may use, in KiB: ULLONG. */
#define VIR_DOMAIN_MEMORY_HARD_LIMIT "hard_limit"

/** The memory that the domain is held to under contention, in KiB: ULLONG. */
#define VIR_DOMAIN_MEMORY_SOFT_LIMIT "soft_limit"

/** The memory that the domain is guaranteed, in KiB: ULLONG. */
#define VIR_DOMAIN_MEMORY_MIN_GUARANTEE "min_guarantee"

/** The most memory plus swap that the domain may use, in KiB: ULLONG. */
#define VIR_DOMAIN_MEMORY_SWAP_HARD_LIMIT "swap_hard_limit"

/** The swap, alone, above which the domain is slowed down, in KiB: ULLONG. Not among libvirt's parameters. */
#define VIR_MEMCTL_MEMORY_SWAP_SOFT_LIMIT "swap_soft_limit"

/** The time that the host's CPUs spent in the kernel, in nanoseconds. */
#define VIR_NODE_CPU_STATS_KERNEL "kernel"

/** The time that the host's CPUs spent in user processes, in nanoseconds. */
#define VIR_NODE_CPU_STATS_USER "user"

/** The time that the host's CPUs had nothing to do, in nanoseconds. */
#define VIR_NODE_CPU_STATS_IDLE "idle"

/** The time that the host's CPUs waited for input and output, in nanoseconds. */
#define VIR_NODE_CPU_STATS_IOWAIT "iowait"

/** The time that the host's CPUs spent in interrupts, in nanoseconds. */
#define VIR_NODE_CPU_STATS_INTR "intr"

/** How busy the host's CPUs are, in percent. */
#define VIR_NODE_CPU_STATS_UTILIZATION "utilization"

/** The host's memory, in KiB. */
#define VIR_NODE_MEMORY_STATS_TOTAL "total"

/** The host's memory that nothing uses, in KiB. */
#define VIR_NODE_MEMORY_STATS_FREE "free"

/** The host's memory that holds buffers, in KiB. */
#define VIR_NODE_MEMORY_STATS_BUFFERS "buffers"

/** The host's memory that holds cached files, in KiB. */
#define VIR_NODE_MEMORY_STATS_CACHED "cached"

/** The CPU time that a domain used, in nanoseconds: ULLONG. */
#define VIR_DOMAIN_CPU_STATS_CPUTIME "cpu_time"

/** The CPU time that a domain spent in user processes, in nanoseconds: ULLONG. */
#define VIR_DOMAIN_CPU_STATS_USERTIME "user_time"

/** The CPU time that a domain spent in the kernel, in nanoseconds: ULLONG. */
#define VIR_DOMAIN_CPU_STATS_SYSTEMTIME "system_time"

/** The CPU time that a domain's virtual CPUs used, in nanoseconds: ULLONG. */
#define VIR_DOMAIN_CPU_STATS_VCPUTIME "vcpu_time"

/** Bytes that were read: LLONG. */
#define VIR_DOMAIN_BLOCK_STATS_READ_BYTES "rd_bytes"

/** Reads that were asked for: LLONG. */
#define VIR_DOMAIN_BLOCK_STATS_READ_REQ "rd_operations"

/** The time that reads took, in nanoseconds: LLONG. */
#define VIR_DOMAIN_BLOCK_STATS_READ_TOTAL_TIMES "rd_total_times"

/** Bytes that were written: LLONG. */
#define VIR_DOMAIN_BLOCK_STATS_WRITE_BYTES "wr_bytes"

/** Writes that were asked for: LLONG. */
#define VIR_DOMAIN_BLOCK_STATS_WRITE_REQ "wr_operations"

/** The time that writes took, in nanoseconds: LLONG. */
#define VIR_DOMAIN_BLOCK_STATS_WRITE_TOTAL_TIMES "wr_total_times"

/** Flushes that were asked for: LLONG. */
#define VIR_DOMAIN_BLOCK_STATS_FLUSH_REQ "flush_operations"

/** The time that flushes took, in nanoseconds: LLONG. */
#define VIR_DOMAIN_BLOCK_STATS_FLUSH_TOTAL_TIMES "flush_total_times"

/** Errors of the disk: LLONG. */
#define VIR_DOMAIN_BLOCK_STATS_ERRS "errs"

/** The share of CPU time: ULLONG. */
#define VIR_DOMAIN_SCHEDULER_CPU_SHARES "cpu_shares"

/** The period of the whole domain's quota, in microseconds: ULLONG. */
#define VIR_DOMAIN_SCHEDULER_GLOBAL_PERIOD "global_period"

/** The CPU time of the whole domain in a period, in microseconds: LLONG. */
#define VIR_DOMAIN_SCHEDULER_GLOBAL_QUOTA "global_quota"

/** The period of each virtual CPU's quota, in microseconds: ULLONG. */
#define VIR_DOMAIN_SCHEDULER_VCPU_PERIOD "vcpu_period"

/** The CPU time of each virtual CPU in a period, in microseconds: LLONG. */
#define VIR_DOMAIN_SCHEDULER_VCPU_QUOTA "vcpu_quota"

/** The period of the emulator's quota, in microseconds: ULLONG. */
#define VIR_DOMAIN_SCHEDULER_EMULATOR_PERIOD "emulator_period"

/** The CPU time of the emulator in a period, in microseconds: LLONG. */
#define VIR_DOMAIN_SCHEDULER_EMULATOR_QUOTA "emulator_quota"

/** The period of each I/O thread's quota, in microseconds: ULLONG. */
#define VIR_DOMAIN_SCHEDULER_IOTHREAD_PERIOD "iothread_period"

/** The CPU time of each I/O thread in a period, in microseconds: LLONG. */
#define VIR_DOMAIN_SCHEDULER_IOTHREAD_QUOTA "iothread_quota"

/** The weight of the credit scheduler: UINT. */
#define VIR_DOMAIN_SCHEDULER_WEIGHT "weight"

/** The cap of the credit scheduler: UINT. */
#define VIR_DOMAIN_SCHEDULER_CAP "cap"

/** The reservation of the allocation scheduler: LLONG. */
#define VIR_DOMAIN_SCHEDULER_RESERVATION "reservation"

/** The limit of the allocation scheduler: LLONG. */
#define VIR_DOMAIN_SCHEDULER_LIMIT "limit"

/** The shares of the allocation scheduler: INT. */
#define VIR_DOMAIN_SCHEDULER_SHARES "shares"

/** The share of block I/O time: UINT. */
#define VIR_DOMAIN_BLKIO_WEIGHT "weight"

/** Weights of devices, `path,number,path,number…`: STRING. */
#define VIR_DOMAIN_BLKIO_DEVICE_WEIGHT "device_weight"

/** Reads a second from devices, `path,number,path,number…`: STRING. */
#define VIR_DOMAIN_BLKIO_DEVICE_READ_IOPS "device_read_iops_sec"

/** Writes a second to devices, `path,number,path,number…`: STRING. */
#define VIR_DOMAIN_BLKIO_DEVICE_WRITE_IOPS "device_write_iops_sec"

/** Bytes a second read from devices, `path,number,path,number…`: STRING. */
#define VIR_DOMAIN_BLKIO_DEVICE_READ_BPS "device_read_bytes_sec"

/** Bytes a second written to devices, `path,number,path,number…`: STRING. */
#define VIR_DOMAIN_BLKIO_DEVICE_WRITE_BPS "device_write_bytes_sec"

/** How strictly memory comes from the nodes, a virDomainNumatuneMemMode: INT. */
#define VIR_DOMAIN_NUMA_MODE "numa_mode"

/** The nodes that memory comes from, such as `0-1,3`: STRING. */
#define VIR_DOMAIN_NUMA_NODESET "numa_nodeset"

/** The average rate of what comes in, in KiB a second: UINT. */
#define VIR_DOMAIN_BANDWIDTH_IN_AVERAGE "inbound.average"

/** The highest rate of what comes in, in KiB a second: UINT. */
#define VIR_DOMAIN_BANDWIDTH_IN_PEAK "inbound.peak"

/** What may come in at the highest rate at once, in KiB: UINT. */
#define VIR_DOMAIN_BANDWIDTH_IN_BURST "inbound.burst"

/** The rate that is guaranteed to what comes in, in KiB a second: UINT. */
#define VIR_DOMAIN_BANDWIDTH_IN_FLOOR "inbound.floor"

/** The average rate of what goes out, in KiB a second: UINT. */
#define VIR_DOMAIN_BANDWIDTH_OUT_AVERAGE "outbound.average"

/** The highest rate of what goes out, in KiB a second: UINT. */
#define VIR_DOMAIN_BANDWIDTH_OUT_PEAK "outbound.peak"

/** What may go out at the highest rate at once, in KiB: UINT. */
#define VIR_DOMAIN_BANDWIDTH_OUT_BURST "outbound.burst"

/** Bytes a second that are read or written: ULLONG. */
#define VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_BYTES_SEC "total_bytes_sec"

/** Bytes a second that are read: ULLONG. */
#define VIR_DOMAIN_BLOCK_IOTUNE_READ_BYTES_SEC "read_bytes_sec"

/** Bytes a second that are written: ULLONG. */
#define VIR_DOMAIN_BLOCK_IOTUNE_WRITE_BYTES_SEC "write_bytes_sec"

/** Operations a second that are read or written: ULLONG. */
#define VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_IOPS_SEC "total_iops_sec"

/** Operations a second that are reads: ULLONG. */
#define VIR_DOMAIN_BLOCK_IOTUNE_READ_IOPS_SEC "read_iops_sec"

/** Operations a second that are writes: ULLONG. */
#define VIR_DOMAIN_BLOCK_IOTUNE_WRITE_IOPS_SEC "write_iops_sec"

/** The most of VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_BYTES_SEC in a burst: ULLONG. */
#define VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_BYTES_SEC_MAX "total_bytes_sec_max"

/** The most of VIR_DOMAIN_BLOCK_IOTUNE_READ_BYTES_SEC in a burst: ULLONG. */
#define VIR_DOMAIN_BLOCK_IOTUNE_READ_BYTES_SEC_MAX "read_bytes_sec_max"

/** The most of VIR_DOMAIN_BLOCK_IOTUNE_WRITE_BYTES_SEC in a burst: ULLONG. */
#define VIR_DOMAIN_BLOCK_IOTUNE_WRITE_BYTES_SEC_MAX "write_bytes_sec_max"

/** The most of VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_IOPS_SEC in a burst: ULLONG. */
#define VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_IOPS_SEC_MAX "total_iops_sec_max"

/** The most of VIR_DOMAIN_BLOCK_IOTUNE_READ_IOPS_SEC in a burst: ULLONG. */
#define VIR_DOMAIN_BLOCK_IOTUNE_READ_IOPS_SEC_MAX "read_iops_sec_max"

/** The most of VIR_DOMAIN_BLOCK_IOTUNE_WRITE_IOPS_SEC in a burst: ULLONG. */
#define VIR_DOMAIN_BLOCK_IOTUNE_WRITE_IOPS_SEC_MAX "write_iops_sec_max"

/** How long VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_BYTES_SEC_MAX may last, in seconds: ULLONG. */
#define VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_BYTES_SEC_MAX_LENGTH "total_bytes_sec_max_length"

/** How long VIR_DOMAIN_BLOCK_IOTUNE_READ_BYTES_SEC_MAX may last, in seconds: ULLONG. */
#define VIR_DOMAIN_BLOCK_IOTUNE_READ_BYTES_SEC_MAX_LENGTH "read_bytes_sec_max_length"

/** How long VIR_DOMAIN_BLOCK_IOTUNE_WRITE_BYTES_SEC_MAX may last, in seconds: ULLONG. */
#define VIR_DOMAIN_BLOCK_IOTUNE_WRITE_BYTES_SEC_MAX_LENGTH "write_bytes_sec_max_length"

/** How long VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_IOPS_SEC_MAX may last, in seconds: ULLONG. */
#define VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_IOPS_SEC_MAX_LENGTH "total_iops_sec_max_length"

/** How long VIR_DOMAIN_BLOCK_IOTUNE_READ_IOPS_SEC_MAX may last, in seconds: ULLONG. */
#define VIR_DOMAIN_BLOCK_IOTUNE_READ_IOPS_SEC_MAX_LENGTH "read_iops_sec_max_length"

/** How long VIR_DOMAIN_BLOCK_IOTUNE_WRITE_IOPS_SEC_MAX may last, in seconds: ULLONG. */
#define VIR_DOMAIN_BLOCK_IOTUNE_WRITE_IOPS_SEC_MAX_LENGTH "write_iops_sec_max_length"

/** The bytes that count as one operation: ULLONG. */
#define VIR_DOMAIN_BLOCK_IOTUNE_SIZE_IOPS_SEC "size_iops_sec"

/** The group of disks that share their limits: STRING. */
#define VIR_DOMAIN_BLOCK_IOTUNE_GROUP_NAME "group_name"

/** The longest time to poll for, in nanoseconds: ULLONG. */
#define VIR_DOMAIN_IOTHREAD_POLL_MAX_NS "poll_max_ns"

/** What the time to poll grows by, in nanoseconds: UINT. */
#define VIR_DOMAIN_IOTHREAD_POLL_GROW "poll_grow"

/** What the time to poll shrinks by, in nanoseconds: UINT. */
#define VIR_DOMAIN_IOTHREAD_POLL_SHRINK "poll_shrink"

/** The fewest threads of the pool: INT. */
#define VIR_DOMAIN_IOTHREAD_THREAD_POOL_MIN "thread_pool_min"

/** The most threads of the pool: INT. */
#define VIR_DOMAIN_IOTHREAD_THREAD_POOL_MAX "thread_pool_max"

/** Count `cmt`: BOOLEAN. */
#define VIR_PERF_PARAM_CMT "cmt"

/** Count `mbmt`: BOOLEAN. */
#define VIR_PERF_PARAM_MBMT "mbmt"

/** Count `mbml`: BOOLEAN. */
#define VIR_PERF_PARAM_MBML "mbml"

/** Count `cache_misses`: BOOLEAN. */
#define VIR_PERF_PARAM_CACHE_MISSES "cache_misses"

/** Count `cache_references`: BOOLEAN. */
#define VIR_PERF_PARAM_CACHE_REFERENCES "cache_references"

/** Count `instructions`: BOOLEAN. */
#define VIR_PERF_PARAM_INSTRUCTIONS "instructions"

/** Count `cpu_cycles`: BOOLEAN. */
#define VIR_PERF_PARAM_CPU_CYCLES "cpu_cycles"

/** Count `branch_instructions`: BOOLEAN. */
#define VIR_PERF_PARAM_BRANCH_INSTRUCTIONS "branch_instructions"

/** Count `branch_misses`: BOOLEAN. */
#define VIR_PERF_PARAM_BRANCH_MISSES "branch_misses"

/** Count `bus_cycles`: BOOLEAN. */
#define VIR_PERF_PARAM_BUS_CYCLES "bus_cycles"

/** Count `stalled_cycles_frontend`: BOOLEAN. */
#define VIR_PERF_PARAM_STALLED_CYCLES_FRONTEND "stalled_cycles_frontend"

/** Count `stalled_cycles_backend`: BOOLEAN. */
#define VIR_PERF_PARAM_STALLED_CYCLES_BACKEND "stalled_cycles_backend"

/** Count `ref_cpu_cycles`: BOOLEAN. */
#define VIR_PERF_PARAM_REF_CPU_CYCLES "ref_cpu_cycles"

/** Count `cpu_clock`: BOOLEAN. */
#define VIR_PERF_PARAM_CPU_CLOCK "cpu_clock"

/** Count `task_clock`: BOOLEAN. */
#define VIR_PERF_PARAM_TASK_CLOCK "task_clock"

/** Count `page_faults`: BOOLEAN. */
#define VIR_PERF_PARAM_PAGE_FAULTS "page_faults"

/** Count `context_switches`: BOOLEAN. */
#define VIR_PERF_PARAM_CONTEXT_SWITCHES "context_switches"

/** Count `cpu_migrations`: BOOLEAN. */
#define VIR_PERF_PARAM_CPU_MIGRATIONS "cpu_migrations"

/** Count `page_faults_min`: BOOLEAN. */
#define VIR_PERF_PARAM_PAGE_FAULTS_MIN "page_faults_min"

/** Count `page_faults_maj`: BOOLEAN. */
#define VIR_PERF_PARAM_PAGE_FAULTS_MAJ "page_faults_maj"

/** Count `alignment_faults`: BOOLEAN. */
#define VIR_PERF_PARAM_ALIGNMENT_FAULTS "alignment_faults"

/** Count `emulation_faults`: BOOLEAN. */
#define VIR_PERF_PARAM_EMULATION_FAULTS "emulation_faults"

/** The name of `vcpupin%u` in a tunable event. */
#define VIR_DOMAIN_TUNABLE_CPU_VCPUPIN "cputune.vcpupin%u"

/** The name of `emulatorpin` in a tunable event. */
#define VIR_DOMAIN_TUNABLE_CPU_EMULATORPIN "cputune.emulatorpin"

/** The name of `iothreadpin%u` in a tunable event. */
#define VIR_DOMAIN_TUNABLE_CPU_IOTHREADSPIN "cputune.iothreadpin%u"

/** The name of `cpu_shares` in a tunable event. */
#define VIR_DOMAIN_TUNABLE_CPU_CPU_SHARES "cputune.cpu_shares"

/** The name of `global_period` in a tunable event. */
#define VIR_DOMAIN_TUNABLE_CPU_GLOBAL_PERIOD "cputune.global_period"

/** The name of `global_quota` in a tunable event. */
#define VIR_DOMAIN_TUNABLE_CPU_GLOBAL_QUOTA "cputune.global_quota"

/** The name of `vcpu_period` in a tunable event. */
#define VIR_DOMAIN_TUNABLE_CPU_VCPU_PERIOD "cputune.vcpu_period"

/** The name of `vcpu_quota` in a tunable event. */
#define VIR_DOMAIN_TUNABLE_CPU_VCPU_QUOTA "cputune.vcpu_quota"

/** The name of `emulator_period` in a tunable event. */
#define VIR_DOMAIN_TUNABLE_CPU_EMULATOR_PERIOD "cputune.emulator_period"

/** The name of `emulator_quota` in a tunable event. */
#define VIR_DOMAIN_TUNABLE_CPU_EMULATOR_QUOTA "cputune.emulator_quota"

/** The name of `iothread_period` in a tunable event. */
#define VIR_DOMAIN_TUNABLE_CPU_IOTHREAD_PERIOD "cputune.iothread_period"

/** The name of `iothread_quota` in a tunable event. */
#define VIR_DOMAIN_TUNABLE_CPU_IOTHREAD_QUOTA "cputune.iothread_quota"

/** The name of `disk` in a tunable event. */
#define VIR_DOMAIN_TUNABLE_BLKDEV_DISK "blkdeviotune.disk"

/** The name of `total_bytes_sec` in a tunable event. */
#define VIR_DOMAIN_TUNABLE_BLKDEV_TOTAL_BYTES_SEC "blkdeviotune.total_bytes_sec"

/** The name of `read_bytes_sec` in a tunable event. */
#define VIR_DOMAIN_TUNABLE_BLKDEV_READ_BYTES_SEC "blkdeviotune.read_bytes_sec"

/** The name of `write_bytes_sec` in a tunable event. */
#define VIR_DOMAIN_TUNABLE_BLKDEV_WRITE_BYTES_SEC "blkdeviotune.write_bytes_sec"

/** The name of `total_iops_sec` in a tunable event. */
#define VIR_DOMAIN_TUNABLE_BLKDEV_TOTAL_IOPS_SEC "blkdeviotune.total_iops_sec"

/** The name of `read_iops_sec` in a tunable event. */
#define VIR_DOMAIN_TUNABLE_BLKDEV_READ_IOPS_SEC "blkdeviotune.read_iops_sec"

/** The name of `write_iops_sec` in a tunable event. */
#define VIR_DOMAIN_TUNABLE_BLKDEV_WRITE_IOPS_SEC "blkdeviotune.write_iops_sec"

/** The name of `total_bytes_sec_max` in a tunable event. */
#define VIR_DOMAIN_TUNABLE_BLKDEV_TOTAL_BYTES_SEC_MAX "blkdeviotune.total_bytes_sec_max"

/** The name of `read_bytes_sec_max` in a tunable event. */
#define VIR_DOMAIN_TUNABLE_BLKDEV_READ_BYTES_SEC_MAX "blkdeviotune.read_bytes_sec_max"

/** The name of `write_bytes_sec_max` in a tunable event. */
#define VIR_DOMAIN_TUNABLE_BLKDEV_WRITE_BYTES_SEC_MAX "blkdeviotune.write_bytes_sec_max"

/** The name of `total_iops_sec_max` in a tunable event. */
#define VIR_DOMAIN_TUNABLE_BLKDEV_TOTAL_IOPS_SEC_MAX "blkdeviotune.total_iops_sec_max"

/** The name of `read_iops_sec_max` in a tunable event. */
#define VIR_DOMAIN_TUNABLE_BLKDEV_READ_IOPS_SEC_MAX "blkdeviotune.read_iops_sec_max"

/** The name of `write_iops_sec_max` in a tunable event. */
#define VIR_DOMAIN_TUNABLE_BLKDEV_WRITE_IOPS_SEC_MAX "blkdeviotune.write_iops_sec_max"

/** The name of `size_iops_sec` in a tunable event. */
#define VIR_DOMAIN_TUNABLE_BLKDEV_SIZE_IOPS_SEC "blkdeviotune.size_iops_sec"

/** The name of `group_name` in a tunable event. */
#define VIR_DOMAIN_TUNABLE_BLKDEV_GROUP_NAME "blkdeviotune.group_name"

/** The name of `total_bytes_sec_max_length` in a tunable event. */
#define VIR_DOMAIN_TUNABLE_BLKDEV_TOTAL_BYTES_SEC_MAX_LENGTH "blkdeviotune.total_bytes_sec_max_length"

/** The name of `read_bytes_sec_max_length` in a tunable event. */
#define VIR_DOMAIN_TUNABLE_BLKDEV_READ_BYTES_SEC_MAX_LENGTH "blkdeviotune.read_bytes_sec_max_length"

/** The name of `write_bytes_sec_max_length` in a tunable event. */
#define VIR_DOMAIN_TUNABLE_BLKDEV_WRITE_BYTES_SEC_MAX_LENGTH "blkdeviotune.write_bytes_sec_max_length"

/** The name of `total_iops_sec_max_length` in a tunable event. */
#define VIR_DOMAIN_TUNABLE_BLKDEV_TOTAL_IOPS_SEC_MAX_LENGTH "blkdeviotune.total_iops_sec_max_length"

/** The name of `read_iops_sec_max_length` in a tunable event. */
#define VIR_DOMAIN_TUNABLE_BLKDEV_READ_IOPS_SEC_MAX_LENGTH "blkdeviotune.read_iops_sec_max_length"

/** The name of `write_iops_sec_max_length` in a tunable event. */
#define VIR_DOMAIN_TUNABLE_BLKDEV_WRITE_IOPS_SEC_MAX_LENGTH "blkdeviotune.write_iops_sec_max_length"


/**
 * How often a group is searched for processes that were started while others were
 * being moved.
 */
#define PASSES_MAX 64

/**
 * The API version that this header stands for: 1,000,000 * major + 1,000 * minor + release.
 */
#define LIBVIR_VERSION_NUMBER 9000000

/**
 * The length of a raw uuid in bytes.
 */
#define VIR_UUID_BUFLEN 16

/**
 * The length of a uuid as text, its NUL included.
 */
#define VIR_UUID_STRING_BUFLEN 37

/**
 * The value of a memory parameter that means "no limit", in KiB.
 */
#define VIR_DOMAIN_MEMORY_PARAM_UNLIMITED 9007199254740991

/**
 * The length of the name of a host's CPU statistic, its NUL included.
 */
#define VIR_NODE_CPU_STATS_FIELD_LENGTH 80

/**
 * The length of the name of a host's memory statistic, its NUL included.
 */
#define VIR_NODE_MEMORY_STATS_FIELD_LENGTH 80

/**
 * The length of a security label, its NUL included.
 */
#define VIR_SECURITY_LABEL_BUFLEN (4096 + 1)

/**
 * The length of the name of a security model, its NUL included.
 */
#define VIR_SECURITY_MODEL_BUFLEN (256 + 1)

/**
 * The length of a security model's domain of interpretation, its NUL included.
 */
#define VIR_SECURITY_DOI_BUFLEN (256 + 1)



/**
 * A flag of virConnectGetAllDomainStats and virDomainListGetStats: a group of
 * statistics that is not known is an error. It stands apart, as an enumeration
 * holds it on no 32-bit machine.
 */
#define VIR_CONNECT_GET_ALL_DOMAINS_STATS_ENFORCE_STATS 2147483648

/**
 * The length of a typed parameter's name, its NUL included.
 */
#define VIR_TYPED_PARAM_FIELD_LENGTH 80

/**
 * The older name of VIR_TYPED_PARAM_FIELD_LENGTH for memory parameters.
 */
#define VIR_DOMAIN_MEMORY_FIELD_LENGTH VIR_TYPED_PARAM_FIELD_LENGTH

/**
 * The older name of VIR_TYPED_PARAM_FIELD_LENGTH for scheduler parameters.
 */
#define VIR_DOMAIN_SCHED_FIELD_LENGTH VIR_TYPED_PARAM_FIELD_LENGTH

/**
 * The older name of VIR_TYPED_PARAM_FIELD_LENGTH for block I/O parameters.
 */
#define VIR_DOMAIN_BLKIO_FIELD_LENGTH VIR_TYPED_PARAM_FIELD_LENGTH

/**
 * How bad an error is.
 */
typedef enum virErrorLevel {
  VIR_ERR_NONE = 0,
  VIR_ERR_WARNING = 1,
  VIR_ERR_ERROR = 2,
} virErrorLevel;

/**
 * Where an error comes from, numbered as in libvirt 9.0.0 (`virErrorDomain`).
 *
 * Those without a description belong to libvirt's other drivers and are never
 * raised here; they stand so that programs that name them compile.
 */
typedef enum virErrorDomain {
  /**
   * No part in particular: typed parameters, connecting.
   */
  VIR_FROM_NONE = 0,
  VIR_FROM_XEN = 1,
  VIR_FROM_XEND = 2,
  VIR_FROM_XENSTORE = 3,
  VIR_FROM_SEXPR = 4,
  /**
   * A document.
   */
  VIR_FROM_XML = 5,
  /**
   * A domain handle.
   */
  VIR_FROM_DOM = 6,
  VIR_FROM_RPC = 7,
  VIR_FROM_PROXY = 8,
  VIR_FROM_CONF = 9,
  /**
   * The host driver, for qemu:/// URIs.
   */
  VIR_FROM_QEMU = 10,
  VIR_FROM_NET = 11,
  /**
   * The test driver.
   */
  VIR_FROM_TEST = 12,
  VIR_FROM_REMOTE = 13,
  VIR_FROM_OPENVZ = 14,
  VIR_FROM_XENXM = 15,
  VIR_FROM_STATS_LINUX = 16,
  /**
   * The host driver, for lxc:/// URIs.
   */
  VIR_FROM_LXC = 17,
  VIR_FROM_STORAGE = 18,
  VIR_FROM_NETWORK = 19,
  /**
   * The public functions for domains and their definitions.
   */
  VIR_FROM_DOMAIN = 20,
  VIR_FROM_UML = 21,
  VIR_FROM_NODEDEV = 22,
  VIR_FROM_XEN_INOTIFY = 23,
  VIR_FROM_SECURITY = 24,
  VIR_FROM_VBOX = 25,
  VIR_FROM_INTERFACE = 26,
  VIR_FROM_ONE = 27,
  VIR_FROM_ESX = 28,
  VIR_FROM_PHYP = 29,
  VIR_FROM_SECRET = 30,
  VIR_FROM_CPU = 31,
  VIR_FROM_XENAPI = 32,
  VIR_FROM_NWFILTER = 33,
  VIR_FROM_HOOK = 34,
  VIR_FROM_DOMAIN_SNAPSHOT = 35,
  VIR_FROM_AUDIT = 36,
  VIR_FROM_SYSINFO = 37,
  VIR_FROM_STREAMS = 38,
  VIR_FROM_VMWARE = 39,
  VIR_FROM_EVENT = 40,
  VIR_FROM_LIBXL = 41,
  VIR_FROM_LOCKING = 42,
  VIR_FROM_HYPERV = 43,
  VIR_FROM_CAPABILITIES = 44,
  /**
   * A URI.
   */
  VIR_FROM_URI = 45,
  VIR_FROM_AUTH = 46,
  VIR_FROM_DBUS = 47,
  VIR_FROM_PARALLELS = 48,
  VIR_FROM_DEVICE = 49,
  VIR_FROM_SSH = 50,
  VIR_FROM_LOCKSPACE = 51,
  VIR_FROM_INITCTL = 52,
  VIR_FROM_IDENTITY = 53,
  /**
   * The host driver, and what the kernel answered it.
   */
  VIR_FROM_CGROUP = 54,
  VIR_FROM_ACCESS = 55,
  VIR_FROM_SYSTEMD = 56,
  VIR_FROM_BHYVE = 57,
  VIR_FROM_CRYPTO = 58,
  VIR_FROM_FIREWALL = 59,
  VIR_FROM_POLKIT = 60,
  VIR_FROM_THREAD = 61,
  VIR_FROM_ADMIN = 62,
  VIR_FROM_LOGGING = 63,
  VIR_FROM_XENXL = 64,
  VIR_FROM_PERF = 65,
  VIR_FROM_LIBSSH = 66,
  VIR_FROM_RESCTRL = 67,
  VIR_FROM_FIREWALLD = 68,
  VIR_FROM_DOMAIN_CHECKPOINT = 69,
  VIR_FROM_TPM = 70,
  VIR_FROM_BPF = 71,
  VIR_FROM_CH = 72,
} virErrorDomain;

/**
 * Error codes, numbered as in libvirt 9.0.0 (`virErrorNumber`).
 *
 * Those without a description of their own belong to libvirt's other drivers
 * and are never raised here; they stand so that programs that name them compile.
 */
typedef enum virErrorNumber {
  /**
   * No error.
   */
  VIR_ERR_OK = 0,
  /**
   * Something inside the library went wrong; also a URI that cannot be parsed.
   */
  VIR_ERR_INTERNAL_ERROR = 1,
  /**
   * Memory could not be allocated.
   */
  VIR_ERR_NO_MEMORY = 2,
  /**
   * The driver of this connection, or this library, does not implement the function.
   */
  VIR_ERR_NO_SUPPORT = 3,
  VIR_ERR_UNKNOWN_HOST = 4,
  /**
   * No driver takes the URI.
   */
  VIR_ERR_NO_CONNECT = 5,
  /**
   * A connection was expected and the pointer is none that is open.
   */
  VIR_ERR_INVALID_CONN = 6,
  /**
   * A domain was expected and the pointer is none that is held.
   */
  VIR_ERR_INVALID_DOMAIN = 7,
  /**
   * An argument is not among the values that the function accepts.
   */
  VIR_ERR_INVALID_ARG = 8,
  /**
   * The operation was understood and could not be completed.
   */
  VIR_ERR_OPERATION_FAILED = 9,
  VIR_ERR_GET_FAILED = 10,
  VIR_ERR_POST_FAILED = 11,
  VIR_ERR_HTTP_ERROR = 12,
  VIR_ERR_SEXPR_SERIAL = 13,
  VIR_ERR_NO_XEN = 14,
  VIR_ERR_XEN_CALL = 15,
  VIR_ERR_OS_TYPE = 16,
  VIR_ERR_NO_KERNEL = 17,
  VIR_ERR_NO_ROOT = 18,
  VIR_ERR_NO_SOURCE = 19,
  VIR_ERR_NO_TARGET = 20,
  VIR_ERR_NO_NAME = 21,
  VIR_ERR_NO_OS = 22,
  VIR_ERR_NO_DEVICE = 23,
  VIR_ERR_NO_XENSTORE = 24,
  VIR_ERR_DRIVER_FULL = 25,
  VIR_ERR_CALL_FAILED = 26,
  /**
   * A document is well formed but says something that cannot be.
   */
  VIR_ERR_XML_ERROR = 27,
  /**
   * A domain of that name or uuid exists.
   */
  VIR_ERR_DOM_EXIST = 28,
  /**
   * The connection is read-only.
   */
  VIR_ERR_OPERATION_DENIED = 29,
  /**
   * A file could not be opened.
   */
  VIR_ERR_OPEN_FAILED = 30,
  VIR_ERR_READ_FAILED = 31,
  VIR_ERR_PARSE_FAILED = 32,
  VIR_ERR_CONF_SYNTAX = 33,
  VIR_ERR_WRITE_FAILED = 34,
  /**
   * A document is not well formed; int1 is the line.
   */
  VIR_ERR_XML_DETAIL = 35,
  VIR_ERR_INVALID_NETWORK = 36,
  VIR_ERR_NETWORK_EXIST = 37,
  /**
   * The kernel refused; int1 is the errno.
   */
  VIR_ERR_SYSTEM_ERROR = 38,
  VIR_ERR_RPC = 39,
  VIR_ERR_GNUTLS_ERROR = 40,
  VIR_WAR_NO_NETWORK = 41,
  /**
   * No domain is found by that name, id or uuid, or it has gone since.
   */
  VIR_ERR_NO_DOMAIN = 42,
  VIR_ERR_NO_NETWORK = 43,
  VIR_ERR_INVALID_MAC = 44,
  VIR_ERR_AUTH_FAILED = 45,
  VIR_ERR_INVALID_STORAGE_POOL = 46,
  VIR_ERR_INVALID_STORAGE_VOL = 47,
  VIR_WAR_NO_STORAGE = 48,
  VIR_ERR_NO_STORAGE_POOL = 49,
  VIR_ERR_NO_STORAGE_VOL = 50,
  VIR_WAR_NO_NODE = 51,
  VIR_ERR_INVALID_NODE_DEVICE = 52,
  VIR_ERR_NO_NODE_DEVICE = 53,
  VIR_ERR_NO_SECURITY_MODEL = 54,
  /**
   * The operation does not fit the state of the domain.
   */
  VIR_ERR_OPERATION_INVALID = 55,
  VIR_WAR_NO_INTERFACE = 56,
  VIR_ERR_NO_INTERFACE = 57,
  VIR_ERR_INVALID_INTERFACE = 58,
  VIR_ERR_MULTIPLE_INTERFACES = 59,
  VIR_WAR_NO_NWFILTER = 60,
  VIR_ERR_INVALID_NWFILTER = 61,
  VIR_ERR_NO_NWFILTER = 62,
  VIR_ERR_BUILD_FIREWALL = 63,
  VIR_WAR_NO_SECRET = 64,
  VIR_ERR_INVALID_SECRET = 65,
  VIR_ERR_NO_SECRET = 66,
  /**
   * A configuration that this host cannot carry out.
   */
  VIR_ERR_CONFIG_UNSUPPORTED = 67,
  /**
   * Waiting for something took too long.
   */
  VIR_ERR_OPERATION_TIMEOUT = 68,
  VIR_ERR_MIGRATE_PERSIST_FAILED = 69,
  VIR_ERR_HOOK_SCRIPT_FAILED = 70,
  VIR_ERR_INVALID_DOMAIN_SNAPSHOT = 71,
  VIR_ERR_NO_DOMAIN_SNAPSHOT = 72,
  VIR_ERR_INVALID_STREAM = 73,
  /**
   * A parameter name that the driver does not know.
   */
  VIR_ERR_ARGUMENT_UNSUPPORTED = 74,
  VIR_ERR_STORAGE_PROBE_FAILED = 75,
  VIR_ERR_STORAGE_POOL_BUILT = 76,
  VIR_ERR_SNAPSHOT_REVERT_RISKY = 77,
  VIR_ERR_OPERATION_ABORTED = 78,
  VIR_ERR_AUTH_CANCELLED = 79,
  VIR_ERR_NO_DOMAIN_METADATA = 80,
  VIR_ERR_MIGRATE_UNSAFE = 81,
  /**
   * A number is too large.
   */
  VIR_ERR_OVERFLOW = 82,
  VIR_ERR_BLOCK_COPY_ACTIVE = 83,
  /**
   * This kernel or this host lacks what the operation needs.
   */
  VIR_ERR_OPERATION_UNSUPPORTED = 84,
  VIR_ERR_SSH = 85,
  VIR_ERR_AGENT_UNRESPONSIVE = 86,
  /**
   * The resource is in use.
   */
  VIR_ERR_RESOURCE_BUSY = 87,
  /**
   * The caller may not do this.
   */
  VIR_ERR_ACCESS_DENIED = 88,
  VIR_ERR_DBUS_SERVICE = 89,
  VIR_ERR_STORAGE_VOL_EXIST = 90,
  VIR_ERR_CPU_INCOMPATIBLE = 91,
  VIR_ERR_XML_INVALID_SCHEMA = 92,
  VIR_ERR_MIGRATE_FINISH_OK = 93,
  VIR_ERR_AUTH_UNAVAILABLE = 94,
  VIR_ERR_NO_SERVER = 95,
  VIR_ERR_NO_CLIENT = 96,
  VIR_ERR_AGENT_UNSYNCED = 97,
  VIR_ERR_LIBSSH = 98,
  VIR_ERR_DEVICE_MISSING = 99,
  VIR_ERR_INVALID_NWFILTER_BINDING = 100,
  VIR_ERR_NO_NWFILTER_BINDING = 101,
  VIR_ERR_INVALID_DOMAIN_CHECKPOINT = 102,
  VIR_ERR_NO_DOMAIN_CHECKPOINT = 103,
  VIR_ERR_NO_DOMAIN_BACKUP = 104,
  VIR_ERR_INVALID_NETWORK_PORT = 105,
  VIR_ERR_NETWORK_PORT_EXIST = 106,
  VIR_ERR_NO_NETWORK_PORT = 107,
  VIR_ERR_NO_HOSTNAME = 108,
  VIR_ERR_CHECKPOINT_INCONSISTENT = 109,
  VIR_ERR_MULTIPLE_DOMAINS = 110,
} virErrorNumber;

/**
 * Flags of virConnectOpenAuth.
 */
typedef enum virConnectFlags {
  VIR_CONNECT_RO = 1,
  VIR_CONNECT_NO_ALIASES = 2,
} virConnectFlags;

/**
 * What a credential is about. No driver of this library asks for any.
 */
typedef enum virConnectCredentialType {
  VIR_CRED_USERNAME = 1,
  VIR_CRED_AUTHNAME = 2,
  VIR_CRED_LANGUAGE = 3,
  VIR_CRED_CNONCE = 4,
  VIR_CRED_PASSPHRASE = 5,
  VIR_CRED_ECHOPROMPT = 6,
  VIR_CRED_NOECHOPROMPT = 7,
  VIR_CRED_REALM = 8,
  VIR_CRED_EXTERNAL = 9,
} virConnectCredentialType;

/**
 * The type of a typed parameter's value.
 */
typedef enum virTypedParameterType {
  VIR_TYPED_PARAM_INT = 1,
  VIR_TYPED_PARAM_UINT = 2,
  VIR_TYPED_PARAM_LLONG = 3,
  VIR_TYPED_PARAM_ULLONG = 4,
  VIR_TYPED_PARAM_DOUBLE = 5,
  VIR_TYPED_PARAM_BOOLEAN = 6,
  VIR_TYPED_PARAM_STRING = 7,
} virTypedParameterType;

/**
 * Flags about typed parameters that go with a function's own.
 */
typedef enum virTypedParameterFlags {
  VIR_TYPED_PARAM_STRING_OKAY = 4,
} virTypedParameterFlags;

/**
 * What of a domain a function looks at or changes.
 */
typedef enum virDomainModificationImpact {
  VIR_DOMAIN_AFFECT_CURRENT = 0,
  VIR_DOMAIN_AFFECT_LIVE = 1,
  VIR_DOMAIN_AFFECT_CONFIG = 2,
} virDomainModificationImpact;

/**
 * The state of a domain.
 */
typedef enum virDomainState {
  VIR_DOMAIN_NOSTATE = 0,
  VIR_DOMAIN_RUNNING = 1,
  VIR_DOMAIN_BLOCKED = 2,
  VIR_DOMAIN_PAUSED = 3,
  VIR_DOMAIN_SHUTDOWN = 4,
  VIR_DOMAIN_SHUTOFF = 5,
  VIR_DOMAIN_CRASHED = 6,
  VIR_DOMAIN_PMSUSPENDED = 7,
} virDomainState;

/**
 * Why a domain is in VIR_DOMAIN_NOSTATE.
 */
typedef enum virDomainNostateReason {
  VIR_DOMAIN_NOSTATE_UNKNOWN = 0,
} virDomainNostateReason;

/**
 * Why a domain is in VIR_DOMAIN_RUNNING.
 */
typedef enum virDomainRunningReason {
  VIR_DOMAIN_RUNNING_UNKNOWN = 0,
  VIR_DOMAIN_RUNNING_BOOTED = 1,
  VIR_DOMAIN_RUNNING_MIGRATED = 2,
  VIR_DOMAIN_RUNNING_RESTORED = 3,
  VIR_DOMAIN_RUNNING_FROM_SNAPSHOT = 4,
  VIR_DOMAIN_RUNNING_UNPAUSED = 5,
  VIR_DOMAIN_RUNNING_MIGRATION_CANCELED = 6,
  VIR_DOMAIN_RUNNING_SAVE_CANCELED = 7,
  VIR_DOMAIN_RUNNING_WAKEUP = 8,
  VIR_DOMAIN_RUNNING_CRASHED = 9,
  VIR_DOMAIN_RUNNING_POSTCOPY = 10,
  VIR_DOMAIN_RUNNING_POSTCOPY_FAILED = 11,
} virDomainRunningReason;

/**
 * Why a domain is in VIR_DOMAIN_BLOCKED.
 */
typedef enum virDomainBlockedReason {
  VIR_DOMAIN_BLOCKED_UNKNOWN = 0,
} virDomainBlockedReason;

/**
 * Why a domain is in VIR_DOMAIN_PAUSED.
 */
typedef enum virDomainPausedReason {
  VIR_DOMAIN_PAUSED_UNKNOWN = 0,
  VIR_DOMAIN_PAUSED_USER = 1,
  VIR_DOMAIN_PAUSED_MIGRATION = 2,
  VIR_DOMAIN_PAUSED_SAVE = 3,
  VIR_DOMAIN_PAUSED_DUMP = 4,
  VIR_DOMAIN_PAUSED_IOERROR = 5,
  VIR_DOMAIN_PAUSED_WATCHDOG = 6,
  VIR_DOMAIN_PAUSED_FROM_SNAPSHOT = 7,
  VIR_DOMAIN_PAUSED_SHUTTING_DOWN = 8,
  VIR_DOMAIN_PAUSED_SNAPSHOT = 9,
  VIR_DOMAIN_PAUSED_CRASHED = 10,
  VIR_DOMAIN_PAUSED_STARTING_UP = 11,
  VIR_DOMAIN_PAUSED_POSTCOPY = 12,
  VIR_DOMAIN_PAUSED_POSTCOPY_FAILED = 13,
} virDomainPausedReason;

/**
 * Why a domain is in VIR_DOMAIN_SHUTDOWN.
 */
typedef enum virDomainShutdownReason {
  VIR_DOMAIN_SHUTDOWN_UNKNOWN = 0,
  VIR_DOMAIN_SHUTDOWN_USER = 1,
} virDomainShutdownReason;

/**
 * Why a domain is in VIR_DOMAIN_SHUTOFF.
 */
typedef enum virDomainShutoffReason {
  VIR_DOMAIN_SHUTOFF_UNKNOWN = 0,
  VIR_DOMAIN_SHUTOFF_SHUTDOWN = 1,
  VIR_DOMAIN_SHUTOFF_DESTROYED = 2,
  VIR_DOMAIN_SHUTOFF_CRASHED = 3,
  VIR_DOMAIN_SHUTOFF_MIGRATED = 4,
  VIR_DOMAIN_SHUTOFF_SAVED = 5,
  VIR_DOMAIN_SHUTOFF_FAILED = 6,
  VIR_DOMAIN_SHUTOFF_FROM_SNAPSHOT = 7,
  VIR_DOMAIN_SHUTOFF_DAEMON = 8,
} virDomainShutoffReason;

/**
 * Why a domain is in VIR_DOMAIN_CRASHED.
 */
typedef enum virDomainCrashedReason {
  VIR_DOMAIN_CRASHED_UNKNOWN = 0,
  VIR_DOMAIN_CRASHED_PANICKED = 1,
} virDomainCrashedReason;

/**
 * Why a domain is in VIR_DOMAIN_PMSUSPENDED.
 */
typedef enum virDomainPMSuspendedReason {
  VIR_DOMAIN_PMSUSPENDED_UNKNOWN = 0,
} virDomainPMSuspendedReason;

/**
 * Why a domain is suspended to disk.
 */
typedef enum virDomainPMSuspendedDiskReason {
  VIR_DOMAIN_PMSUSPENDED_DISK_UNKNOWN = 0,
} virDomainPMSuspendedDiskReason;

/**
 * Filters of virConnectListAllDomains: groups of flags, a domain passes a group when one of its flags holds or none is given.
 */
typedef enum virConnectListAllDomainsFlags {
  VIR_CONNECT_LIST_DOMAINS_ACTIVE = 1,
  VIR_CONNECT_LIST_DOMAINS_INACTIVE = 2,
  VIR_CONNECT_LIST_DOMAINS_PERSISTENT = 4,
  VIR_CONNECT_LIST_DOMAINS_TRANSIENT = 8,
  VIR_CONNECT_LIST_DOMAINS_RUNNING = 16,
  VIR_CONNECT_LIST_DOMAINS_PAUSED = 32,
  VIR_CONNECT_LIST_DOMAINS_SHUTOFF = 64,
  VIR_CONNECT_LIST_DOMAINS_OTHER = 128,
  VIR_CONNECT_LIST_DOMAINS_MANAGEDSAVE = 256,
  VIR_CONNECT_LIST_DOMAINS_NO_MANAGEDSAVE = 512,
  VIR_CONNECT_LIST_DOMAINS_AUTOSTART = 1024,
  VIR_CONNECT_LIST_DOMAINS_NO_AUTOSTART = 2048,
  VIR_CONNECT_LIST_DOMAINS_HAS_SNAPSHOT = 4096,
  VIR_CONNECT_LIST_DOMAINS_NO_SNAPSHOT = 8192,
  VIR_CONNECT_LIST_DOMAINS_HAS_CHECKPOINT = 16384,
  VIR_CONNECT_LIST_DOMAINS_NO_CHECKPOINT = 32768,
} virConnectListAllDomainsFlags;

/**
 * How a domain is started.
 */
typedef enum virDomainCreateFlags {
  VIR_DOMAIN_NONE = 0,
  VIR_DOMAIN_START_PAUSED = 1,
  VIR_DOMAIN_START_AUTODESTROY = 2,
  VIR_DOMAIN_START_BYPASS_CACHE = 4,
  VIR_DOMAIN_START_FORCE_BOOT = 8,
  VIR_DOMAIN_START_VALIDATE = 16,
  VIR_DOMAIN_START_RESET_NVRAM = 32,
} virDomainCreateFlags;

/**
 * How a domain is defined.
 */
typedef enum virDomainDefineFlags {
  VIR_DOMAIN_DEFINE_VALIDATE = 1,
} virDomainDefineFlags;

/**
 * What goes, and what stays, with a domain's definition.
 */
typedef enum virDomainUndefineFlagsValues {
  VIR_DOMAIN_UNDEFINE_MANAGED_SAVE = 1,
  VIR_DOMAIN_UNDEFINE_SNAPSHOTS_METADATA = 2,
  VIR_DOMAIN_UNDEFINE_NVRAM = 4,
  VIR_DOMAIN_UNDEFINE_KEEP_NVRAM = 8,
  VIR_DOMAIN_UNDEFINE_CHECKPOINTS_METADATA = 16,
  VIR_DOMAIN_UNDEFINE_TPM = 32,
  VIR_DOMAIN_UNDEFINE_KEEP_TPM = 64,
} virDomainUndefineFlagsValues;

/**
 * How a guest is told to shut down.
 */
typedef enum virDomainShutdownFlagValues {
  VIR_DOMAIN_SHUTDOWN_DEFAULT = 0,
  VIR_DOMAIN_SHUTDOWN_ACPI_POWER_BTN = 1,
  VIR_DOMAIN_SHUTDOWN_GUEST_AGENT = 2,
  VIR_DOMAIN_SHUTDOWN_INITCTL = 4,
  VIR_DOMAIN_SHUTDOWN_SIGNAL = 8,
  VIR_DOMAIN_SHUTDOWN_PARAVIRT = 16,
} virDomainShutdownFlagValues;

/**
 * How a guest is told to reboot.
 */
typedef enum virDomainRebootFlagValues {
  VIR_DOMAIN_REBOOT_DEFAULT = 0,
  VIR_DOMAIN_REBOOT_ACPI_POWER_BTN = 1,
  VIR_DOMAIN_REBOOT_GUEST_AGENT = 2,
  VIR_DOMAIN_REBOOT_INITCTL = 4,
  VIR_DOMAIN_REBOOT_SIGNAL = 8,
  VIR_DOMAIN_REBOOT_PARAVIRT = 16,
} virDomainRebootFlagValues;

/**
 * How a domain is stopped.
 */
typedef enum virDomainDestroyFlagsValues {
  VIR_DOMAIN_DESTROY_DEFAULT = 0,
  VIR_DOMAIN_DESTROY_GRACEFUL = 1,
  VIR_DOMAIN_DESTROY_REMOVE_LOGS = 2,
} virDomainDestroyFlagsValues;

/**
 * How a domain's memory is saved and restored.
 */
typedef enum virDomainSaveRestoreFlags {
  VIR_DOMAIN_SAVE_BYPASS_CACHE = 1,
  VIR_DOMAIN_SAVE_RUNNING = 2,
  VIR_DOMAIN_SAVE_PAUSED = 4,
  VIR_DOMAIN_SAVE_RESET_NVRAM = 8,
} virDomainSaveRestoreFlags;

/**
 * What a domain's XML shows.
 */
typedef enum virDomainXMLFlags {
  VIR_DOMAIN_XML_SECURE = 1,
  VIR_DOMAIN_XML_INACTIVE = 2,
  VIR_DOMAIN_XML_UPDATE_CPU = 4,
  VIR_DOMAIN_XML_MIGRATABLE = 8,
} virDomainXMLFlags;

/**
 * What the XML of a saved image shows.
 */
typedef enum virDomainSaveImageXMLFlags {
  VIR_DOMAIN_SAVE_IMAGE_XML_SECURE = 1,
} virDomainSaveImageXMLFlags;

/**
 * A text that a domain carries.
 */
typedef enum virDomainMetadataType {
  VIR_DOMAIN_METADATA_DESCRIPTION = 0,
  VIR_DOMAIN_METADATA_TITLE = 1,
  VIR_DOMAIN_METADATA_ELEMENT = 2,
} virDomainMetadataType;

/**
 * What of a domain's life an action belongs to.
 */
typedef enum virDomainLifecycle {
  VIR_DOMAIN_LIFECYCLE_POWEROFF = 0,
  VIR_DOMAIN_LIFECYCLE_REBOOT = 1,
  VIR_DOMAIN_LIFECYCLE_CRASH = 2,
} virDomainLifecycle;

/**
 * What is done when a guest powers off, reboots or crashes.
 */
typedef enum virDomainLifecycleAction {
  VIR_DOMAIN_LIFECYCLE_ACTION_DESTROY = 0,
  VIR_DOMAIN_LIFECYCLE_ACTION_RESTART = 1,
  VIR_DOMAIN_LIFECYCLE_ACTION_RESTART_RENAME = 2,
  VIR_DOMAIN_LIFECYCLE_ACTION_PRESERVE = 3,
  VIR_DOMAIN_LIFECYCLE_ACTION_COREDUMP_DESTROY = 4,
  VIR_DOMAIN_LIFECYCLE_ACTION_COREDUMP_RESTART = 5,
} virDomainLifecycleAction;

/**
 * How a device is changed.
 */
typedef enum virDomainDeviceModifyFlags {
  VIR_DOMAIN_DEVICE_MODIFY_CURRENT = 0,
  VIR_DOMAIN_DEVICE_MODIFY_LIVE = 1,
  VIR_DOMAIN_DEVICE_MODIFY_CONFIG = 2,
  VIR_DOMAIN_DEVICE_MODIFY_FORCE = 4,
} virDomainDeviceModifyFlags;

/**
 * What a domain is busy with.
 */
typedef enum virDomainJobType {
  VIR_DOMAIN_JOB_NONE = 0,
  VIR_DOMAIN_JOB_BOUNDED = 1,
  VIR_DOMAIN_JOB_UNBOUNDED = 2,
  VIR_DOMAIN_JOB_COMPLETED = 3,
  VIR_DOMAIN_JOB_FAILED = 4,
  VIR_DOMAIN_JOB_CANCELLED = 5,
} virDomainJobType;

/**
 * Flags of virDomainGetJobStats.
 */
typedef enum virDomainGetJobStatsFlags {
  VIR_DOMAIN_JOB_STATS_COMPLETED = 1,
  VIR_DOMAIN_JOB_STATS_KEEP_COMPLETED = 2,
} virDomainGetJobStatsFlags;

/**
 * A number of a CPU that means all of them.
 */
typedef enum virNodeGetCPUStatsAllCPUs {
  VIR_NODE_CPU_STATS_ALL_CPUS = -1,
} virNodeGetCPUStatsAllCPUs;

/**
 * A number of a NUMA cell that means all of them.
 */
typedef enum virNodeGetMemoryStatsAllCells {
  VIR_NODE_MEMORY_STATS_ALL_CELLS = -1,
} virNodeGetMemoryStatsAllCells;

/**
 * How a CPU compares with the host's.
 */
typedef enum virCPUCompareResult {
  VIR_CPU_COMPARE_ERROR = -1,
  VIR_CPU_COMPARE_INCOMPATIBLE = 0,
  VIR_CPU_COMPARE_IDENTICAL = 1,
  VIR_CPU_COMPARE_SUPERSET = 2,
} virCPUCompareResult;

/**
 * Flags of virConnectCompareCPU.
 */
typedef enum virConnectCompareCPUFlags {
  VIR_CONNECT_COMPARE_CPU_FAIL_INCOMPATIBLE = 1,
  VIR_CONNECT_COMPARE_CPU_VALIDATE_XML = 2,
} virConnectCompareCPUFlags;

/**
 * Flags of virConnectBaselineCPU.
 */
typedef enum virConnectBaselineCPUFlags {
  VIR_CONNECT_BASELINE_CPU_EXPAND_FEATURES = 1,
  VIR_CONNECT_BASELINE_CPU_MIGRATABLE = 2,
} virConnectBaselineCPUFlags;

/**
 * What a statistic of a domain's memory tells; amounts are in KiB.
 */
typedef enum virDomainMemoryStatTags {
  VIR_DOMAIN_MEMORY_STAT_SWAP_IN = 0,
  VIR_DOMAIN_MEMORY_STAT_SWAP_OUT = 1,
  VIR_DOMAIN_MEMORY_STAT_MAJOR_FAULT = 2,
  VIR_DOMAIN_MEMORY_STAT_MINOR_FAULT = 3,
  VIR_DOMAIN_MEMORY_STAT_UNUSED = 4,
  VIR_DOMAIN_MEMORY_STAT_AVAILABLE = 5,
  VIR_DOMAIN_MEMORY_STAT_ACTUAL_BALLOON = 6,
  VIR_DOMAIN_MEMORY_STAT_RSS = 7,
  VIR_DOMAIN_MEMORY_STAT_USABLE = 8,
  VIR_DOMAIN_MEMORY_STAT_LAST_UPDATE = 9,
  VIR_DOMAIN_MEMORY_STAT_DISK_CACHES = 10,
  VIR_DOMAIN_MEMORY_STAT_HUGETLB_PGALLOC = 11,
  VIR_DOMAIN_MEMORY_STAT_HUGETLB_PGFAIL = 12,
  VIR_DOMAIN_MEMORY_STAT_NR = 13,
} virDomainMemoryStatTags;

/**
 * What the addresses of virDomainMemoryPeek are.
 */
typedef enum virDomainMemoryFlags {
  VIR_MEMORY_VIRTUAL = 1,
  VIR_MEMORY_PHYSICAL = 2,
} virDomainMemoryFlags;

/**
 * Groups of statistics.
 */
typedef enum virDomainStatsTypes {
  VIR_DOMAIN_STATS_STATE = 1,
  VIR_DOMAIN_STATS_CPU_TOTAL = 2,
  VIR_DOMAIN_STATS_BALLOON = 4,
  VIR_DOMAIN_STATS_VCPU = 8,
  VIR_DOMAIN_STATS_INTERFACE = 16,
  VIR_DOMAIN_STATS_BLOCK = 32,
  VIR_DOMAIN_STATS_PERF = 64,
  VIR_DOMAIN_STATS_IOTHREAD = 128,
  VIR_DOMAIN_STATS_MEMORY = 256,
  VIR_DOMAIN_STATS_DIRTYRATE = 512,
  VIR_DOMAIN_STATS_VM = 1024,
} virDomainStatsTypes;

/**
 * Flags of virConnectGetAllDomainStats and virDomainListGetStats.
 */
typedef enum virConnectGetAllDomainStatsFlags {
  VIR_CONNECT_GET_ALL_DOMAINS_STATS_ACTIVE = 1,
  VIR_CONNECT_GET_ALL_DOMAINS_STATS_INACTIVE = 2,
  VIR_CONNECT_GET_ALL_DOMAINS_STATS_PERSISTENT = 4,
  VIR_CONNECT_GET_ALL_DOMAINS_STATS_TRANSIENT = 8,
  VIR_CONNECT_GET_ALL_DOMAINS_STATS_RUNNING = 16,
  VIR_CONNECT_GET_ALL_DOMAINS_STATS_PAUSED = 32,
  VIR_CONNECT_GET_ALL_DOMAINS_STATS_SHUTOFF = 64,
  VIR_CONNECT_GET_ALL_DOMAINS_STATS_OTHER = 128,
  VIR_CONNECT_GET_ALL_DOMAINS_STATS_NOWAIT = 536870912,
  VIR_CONNECT_GET_ALL_DOMAINS_STATS_BACKING = 1073741824,
} virConnectGetAllDomainStatsFlags;

/**
 * How the hypervisor answers for a domain.
 */
typedef enum virDomainControlState {
  VIR_DOMAIN_CONTROL_OK = 0,
  VIR_DOMAIN_CONTROL_JOB = 1,
  VIR_DOMAIN_CONTROL_OCCUPIED = 2,
  VIR_DOMAIN_CONTROL_ERROR = 3,
} virDomainControlState;

/**
 * Why the hypervisor does not answer for a domain.
 */
typedef enum virDomainControlErrorReason {
  VIR_DOMAIN_CONTROL_ERROR_REASON_NONE = 0,
  VIR_DOMAIN_CONTROL_ERROR_REASON_UNKNOWN = 1,
  VIR_DOMAIN_CONTROL_ERROR_REASON_MONITOR = 2,
  VIR_DOMAIN_CONTROL_ERROR_REASON_INTERNAL = 3,
} virDomainControlErrorReason;

/**
 * Where the addresses of interfaces come from.
 */
typedef enum virDomainInterfaceAddressesSource {
  VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_LEASE = 0,
  VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_AGENT = 1,
  VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_ARP = 2,
} virDomainInterfaceAddressesSource;

/**
 * The kind of an IP address.
 */
typedef enum virIPAddrType {
  VIR_IP_ADDR_TYPE_IPV4 = 0,
  VIR_IP_ADDR_TYPE_IPV6 = 1,
} virIPAddrType;

/**
 * Kinds of messages about a domain.
 */
typedef enum virDomainMessageType {
  VIR_DOMAIN_MESSAGE_DEPRECATION = 1,
  VIR_DOMAIN_MESSAGE_TAINTING = 2,
} virDomainMessageType;

/**
 * What is wrong with a disk.
 */
typedef enum virDomainDiskErrorCode {
  VIR_DOMAIN_DISK_ERROR_NONE = 0,
  VIR_DOMAIN_DISK_ERROR_UNSPEC = 1,
  VIR_DOMAIN_DISK_ERROR_NO_SPACE = 2,
} virDomainDiskErrorCode;

/**
 * What virDomainGetGuestInfo is to tell.
 */
typedef enum virDomainGuestInfoTypes {
  VIR_DOMAIN_GUEST_INFO_USERS = 1,
  VIR_DOMAIN_GUEST_INFO_OS = 2,
  VIR_DOMAIN_GUEST_INFO_TIMEZONE = 4,
  VIR_DOMAIN_GUEST_INFO_HOSTNAME = 8,
  VIR_DOMAIN_GUEST_INFO_FILESYSTEM = 16,
  VIR_DOMAIN_GUEST_INFO_DISKS = 32,
  VIR_DOMAIN_GUEST_INFO_INTERFACES = 64,
} virDomainGuestInfoTypes;

/**
 * Where the guest's name is taken from.
 */
typedef enum virDomainGetHostnameFlags {
  VIR_DOMAIN_GET_HOSTNAME_LEASE = 1,
  VIR_DOMAIN_GET_HOSTNAME_AGENT = 2,
} virDomainGetHostnameFlags;

/**
 * Flags of virDomainSetTime.
 */
typedef enum virDomainSetTimeFlags {
  VIR_DOMAIN_TIME_SYNC = 1,
} virDomainSetTimeFlags;

/**
 * How strictly memory comes from its NUMA nodes.
 */
typedef enum virDomainNumatuneMemMode {
  VIR_DOMAIN_NUMATUNE_MEM_STRICT = 0,
  VIR_DOMAIN_NUMATUNE_MEM_PREFERRED = 1,
  VIR_DOMAIN_NUMATUNE_MEM_INTERLEAVE = 2,
  VIR_DOMAIN_NUMATUNE_MEM_RESTRICTIVE = 3,
} virDomainNumatuneMemMode;

/**
 * What of a domain's virtual CPUs a function looks at or changes.
 */
typedef enum virDomainVcpuFlags {
  VIR_DOMAIN_VCPU_CURRENT = 0,
  VIR_DOMAIN_VCPU_LIVE = 1,
  VIR_DOMAIN_VCPU_CONFIG = 2,
  VIR_DOMAIN_VCPU_MAXIMUM = 4,
  VIR_DOMAIN_VCPU_GUEST = 8,
  VIR_DOMAIN_VCPU_HOTPLUGGABLE = 16,
} virDomainVcpuFlags;

/**
 * What of a domain's memory a function looks at or changes.
 */
typedef enum virDomainMemoryModFlags {
  VIR_DOMAIN_MEM_CURRENT = 0,
  VIR_DOMAIN_MEM_LIVE = 1,
  VIR_DOMAIN_MEM_CONFIG = 2,
  VIR_DOMAIN_MEM_MAXIMUM = 4,
} virDomainMemoryModFlags;

/**
 * What a virtual CPU does.
 */
typedef enum virVcpuState {
  VIR_VCPU_OFFLINE = 0,
  VIR_VCPU_RUNNING = 1,
  VIR_VCPU_BLOCKED = 2,
} virVcpuState;

/**
 * What virVcpuInfo's cpu is when it is no number of a CPU.
 */
typedef enum virVcpuHostCpuState {
  VIR_VCPU_INFO_CPU_OFFLINE = -1,
  VIR_VCPU_INFO_CPU_UNAVAILABLE = -2,
} virVcpuHostCpuState;

/**
 * The types of memory parameters, under the names that they had before typed parameters.
 */
typedef enum virMemoryParameterType {
  VIR_DOMAIN_MEMORY_PARAM_INT = 1,
  VIR_DOMAIN_MEMORY_PARAM_UINT = 2,
  VIR_DOMAIN_MEMORY_PARAM_LLONG = 3,
  VIR_DOMAIN_MEMORY_PARAM_ULLONG = 4,
  VIR_DOMAIN_MEMORY_PARAM_DOUBLE = 5,
  VIR_DOMAIN_MEMORY_PARAM_BOOLEAN = 6,
} virMemoryParameterType;

/**
 * The types of scheduler parameters, under the names that they had before typed parameters.
 */
typedef enum virSchedParameterType {
  VIR_DOMAIN_SCHED_FIELD_INT = 1,
  VIR_DOMAIN_SCHED_FIELD_UINT = 2,
  VIR_DOMAIN_SCHED_FIELD_LLONG = 3,
  VIR_DOMAIN_SCHED_FIELD_ULLONG = 4,
  VIR_DOMAIN_SCHED_FIELD_DOUBLE = 5,
  VIR_DOMAIN_SCHED_FIELD_BOOLEAN = 6,
} virSchedParameterType;

/**
 * The types of block I/O parameters, under the names that they had before typed parameters.
 */
typedef enum virBlkioParameterType {
  VIR_DOMAIN_BLKIO_PARAM_INT = 1,
  VIR_DOMAIN_BLKIO_PARAM_UINT = 2,
  VIR_DOMAIN_BLKIO_PARAM_LLONG = 3,
  VIR_DOMAIN_BLKIO_PARAM_ULLONG = 4,
  VIR_DOMAIN_BLKIO_PARAM_DOUBLE = 5,
  VIR_DOMAIN_BLKIO_PARAM_BOOLEAN = 6,
} virBlkioParameterType;

/**
 * Bits: what a file is ready for.
 */
typedef enum virEventHandleType {
  VIR_EVENT_HANDLE_READABLE = 1,
  VIR_EVENT_HANDLE_WRITABLE = 2,
  VIR_EVENT_HANDLE_ERROR = 4,
  VIR_EVENT_HANDLE_HANGUP = 8,
} virEventHandleType;

/**
 * The kinds of event of virConnectDomainEventRegisterAny.
 */
typedef enum virDomainEventID {
  VIR_DOMAIN_EVENT_ID_LIFECYCLE = 0,
  VIR_DOMAIN_EVENT_ID_REBOOT = 1,
  VIR_DOMAIN_EVENT_ID_RTC_CHANGE = 2,
  VIR_DOMAIN_EVENT_ID_WATCHDOG = 3,
  VIR_DOMAIN_EVENT_ID_IO_ERROR = 4,
  VIR_DOMAIN_EVENT_ID_GRAPHICS = 5,
  VIR_DOMAIN_EVENT_ID_IO_ERROR_REASON = 6,
  VIR_DOMAIN_EVENT_ID_CONTROL_ERROR = 7,
  VIR_DOMAIN_EVENT_ID_BLOCK_JOB = 8,
  VIR_DOMAIN_EVENT_ID_DISK_CHANGE = 9,
  VIR_DOMAIN_EVENT_ID_TRAY_CHANGE = 10,
  VIR_DOMAIN_EVENT_ID_PMWAKEUP = 11,
  VIR_DOMAIN_EVENT_ID_PMSUSPEND = 12,
  VIR_DOMAIN_EVENT_ID_BALLOON_CHANGE = 13,
  VIR_DOMAIN_EVENT_ID_PMSUSPEND_DISK = 14,
  VIR_DOMAIN_EVENT_ID_DEVICE_REMOVED = 15,
  VIR_DOMAIN_EVENT_ID_BLOCK_JOB_2 = 16,
  VIR_DOMAIN_EVENT_ID_TUNABLE = 17,
  VIR_DOMAIN_EVENT_ID_AGENT_LIFECYCLE = 18,
  VIR_DOMAIN_EVENT_ID_DEVICE_ADDED = 19,
  VIR_DOMAIN_EVENT_ID_MIGRATION_ITERATION = 20,
  VIR_DOMAIN_EVENT_ID_JOB_COMPLETED = 21,
  VIR_DOMAIN_EVENT_ID_DEVICE_REMOVAL_FAILED = 22,
  VIR_DOMAIN_EVENT_ID_METADATA_CHANGE = 23,
  VIR_DOMAIN_EVENT_ID_BLOCK_THRESHOLD = 24,
  VIR_DOMAIN_EVENT_ID_MEMORY_FAILURE = 25,
  VIR_DOMAIN_EVENT_ID_MEMORY_DEVICE_SIZE_CHANGE = 26,
} virDomainEventID;

/**
 * What happened in the life of a domain.
 */
typedef enum virDomainEventType {
  VIR_DOMAIN_EVENT_DEFINED = 0,
  VIR_DOMAIN_EVENT_UNDEFINED = 1,
  VIR_DOMAIN_EVENT_STARTED = 2,
  VIR_DOMAIN_EVENT_SUSPENDED = 3,
  VIR_DOMAIN_EVENT_RESUMED = 4,
  VIR_DOMAIN_EVENT_STOPPED = 5,
  VIR_DOMAIN_EVENT_SHUTDOWN = 6,
  VIR_DOMAIN_EVENT_PMSUSPENDED = 7,
  VIR_DOMAIN_EVENT_CRASHED = 8,
} virDomainEventType;

/**
 * How a domain came to be defined.
 */
typedef enum virDomainEventDefinedDetailType {
  VIR_DOMAIN_EVENT_DEFINED_ADDED = 0,
  VIR_DOMAIN_EVENT_DEFINED_UPDATED = 1,
  VIR_DOMAIN_EVENT_DEFINED_RENAMED = 2,
  VIR_DOMAIN_EVENT_DEFINED_FROM_SNAPSHOT = 3,
} virDomainEventDefinedDetailType;

/**
 * How a definition went.
 */
typedef enum virDomainEventUndefinedDetailType {
  VIR_DOMAIN_EVENT_UNDEFINED_REMOVED = 0,
  VIR_DOMAIN_EVENT_UNDEFINED_RENAMED = 1,
} virDomainEventUndefinedDetailType;

/**
 * How a domain started.
 */
typedef enum virDomainEventStartedDetailType {
  VIR_DOMAIN_EVENT_STARTED_BOOTED = 0,
  VIR_DOMAIN_EVENT_STARTED_MIGRATED = 1,
  VIR_DOMAIN_EVENT_STARTED_RESTORED = 2,
  VIR_DOMAIN_EVENT_STARTED_FROM_SNAPSHOT = 3,
  VIR_DOMAIN_EVENT_STARTED_WAKEUP = 4,
} virDomainEventStartedDetailType;

/**
 * Why a domain was suspended.
 */
typedef enum virDomainEventSuspendedDetailType {
  VIR_DOMAIN_EVENT_SUSPENDED_PAUSED = 0,
  VIR_DOMAIN_EVENT_SUSPENDED_MIGRATED = 1,
  VIR_DOMAIN_EVENT_SUSPENDED_IOERROR = 2,
  VIR_DOMAIN_EVENT_SUSPENDED_WATCHDOG = 3,
  VIR_DOMAIN_EVENT_SUSPENDED_RESTORED = 4,
  VIR_DOMAIN_EVENT_SUSPENDED_FROM_SNAPSHOT = 5,
  VIR_DOMAIN_EVENT_SUSPENDED_API_ERROR = 6,
  VIR_DOMAIN_EVENT_SUSPENDED_POSTCOPY = 7,
  VIR_DOMAIN_EVENT_SUSPENDED_POSTCOPY_FAILED = 8,
} virDomainEventSuspendedDetailType;

/**
 * Why a domain was resumed.
 */
typedef enum virDomainEventResumedDetailType {
  VIR_DOMAIN_EVENT_RESUMED_UNPAUSED = 0,
  VIR_DOMAIN_EVENT_RESUMED_MIGRATED = 1,
  VIR_DOMAIN_EVENT_RESUMED_FROM_SNAPSHOT = 2,
  VIR_DOMAIN_EVENT_RESUMED_POSTCOPY = 3,
  VIR_DOMAIN_EVENT_RESUMED_POSTCOPY_FAILED = 4,
} virDomainEventResumedDetailType;

/**
 * Why a domain stopped.
 */
typedef enum virDomainEventStoppedDetailType {
  VIR_DOMAIN_EVENT_STOPPED_SHUTDOWN = 0,
  VIR_DOMAIN_EVENT_STOPPED_DESTROYED = 1,
  VIR_DOMAIN_EVENT_STOPPED_CRASHED = 2,
  VIR_DOMAIN_EVENT_STOPPED_MIGRATED = 3,
  VIR_DOMAIN_EVENT_STOPPED_SAVED = 4,
  VIR_DOMAIN_EVENT_STOPPED_FAILED = 5,
  VIR_DOMAIN_EVENT_STOPPED_FROM_SNAPSHOT = 6,
} virDomainEventStoppedDetailType;

/**
 * Who asked for a shutdown.
 */
typedef enum virDomainEventShutdownDetailType {
  VIR_DOMAIN_EVENT_SHUTDOWN_FINISHED = 0,
  VIR_DOMAIN_EVENT_SHUTDOWN_GUEST = 1,
  VIR_DOMAIN_EVENT_SHUTDOWN_HOST = 2,
} virDomainEventShutdownDetailType;

/**
 * Where to a guest suspended itself.
 */
typedef enum virDomainEventPMSuspendedDetailType {
  VIR_DOMAIN_EVENT_PMSUSPENDED_MEMORY = 0,
  VIR_DOMAIN_EVENT_PMSUSPENDED_DISK = 1,
} virDomainEventPMSuspendedDetailType;

/**
 * How a guest crashed.
 */
typedef enum virDomainEventCrashedDetailType {
  VIR_DOMAIN_EVENT_CRASHED_PANICKED = 0,
  VIR_DOMAIN_EVENT_CRASHED_CRASHLOADED = 1,
} virDomainEventCrashedDetailType;

/**
 * What follows when a watchdog fires.
 */
typedef enum virDomainEventWatchdogAction {
  VIR_DOMAIN_EVENT_WATCHDOG_NONE = 0,
  VIR_DOMAIN_EVENT_WATCHDOG_PAUSE = 1,
  VIR_DOMAIN_EVENT_WATCHDOG_RESET = 2,
  VIR_DOMAIN_EVENT_WATCHDOG_POWEROFF = 3,
  VIR_DOMAIN_EVENT_WATCHDOG_SHUTDOWN = 4,
  VIR_DOMAIN_EVENT_WATCHDOG_DEBUG = 5,
  VIR_DOMAIN_EVENT_WATCHDOG_INJECTNMI = 6,
} virDomainEventWatchdogAction;

/**
 * What follows an I/O error.
 */
typedef enum virDomainEventIOErrorAction {
  VIR_DOMAIN_EVENT_IO_ERROR_NONE = 0,
  VIR_DOMAIN_EVENT_IO_ERROR_PAUSE = 1,
  VIR_DOMAIN_EVENT_IO_ERROR_REPORT = 2,
} virDomainEventIOErrorAction;

/**
 * What a graphics client does.
 */
typedef enum virDomainEventGraphicsPhase {
  VIR_DOMAIN_EVENT_GRAPHICS_CONNECT = 0,
  VIR_DOMAIN_EVENT_GRAPHICS_INITIALIZE = 1,
  VIR_DOMAIN_EVENT_GRAPHICS_DISCONNECT = 2,
} virDomainEventGraphicsPhase;

/**
 * The kind of a graphics client's address.
 */
typedef enum virDomainEventGraphicsAddressType {
  VIR_DOMAIN_EVENT_GRAPHICS_ADDRESS_IPV4 = 0,
  VIR_DOMAIN_EVENT_GRAPHICS_ADDRESS_IPV6 = 1,
  VIR_DOMAIN_EVENT_GRAPHICS_ADDRESS_UNIX = 2,
} virDomainEventGraphicsAddressType;

/**
 * How a block job stands.
 */
typedef enum virConnectDomainEventBlockJobStatus {
  VIR_DOMAIN_BLOCK_JOB_COMPLETED = 0,
  VIR_DOMAIN_BLOCK_JOB_FAILED = 1,
  VIR_DOMAIN_BLOCK_JOB_CANCELED = 2,
  VIR_DOMAIN_BLOCK_JOB_READY = 3,
} virConnectDomainEventBlockJobStatus;

/**
 * Why a disk's source changed.
 */
typedef enum virConnectDomainEventDiskChangeReason {
  VIR_DOMAIN_EVENT_DISK_CHANGE_MISSING_ON_START = 0,
  VIR_DOMAIN_EVENT_DISK_DROP_MISSING_ON_START = 1,
} virConnectDomainEventDiskChangeReason;

/**
 * What a tray does.
 */
typedef enum virDomainEventTrayChangeReason {
  VIR_DOMAIN_EVENT_TRAY_CHANGE_OPEN = 0,
  VIR_DOMAIN_EVENT_TRAY_CHANGE_CLOSE = 1,
} virDomainEventTrayChangeReason;

/**
 * Whether a guest's agent is there.
 */
typedef enum virConnectDomainEventAgentLifecycleState {
  VIR_CONNECT_DOMAIN_EVENT_AGENT_LIFECYCLE_STATE_CONNECTED = 1,
  VIR_CONNECT_DOMAIN_EVENT_AGENT_LIFECYCLE_STATE_DISCONNECTED = 2,
} virConnectDomainEventAgentLifecycleState;

/**
 * Why a guest's agent came or went.
 */
typedef enum virConnectDomainEventAgentLifecycleReason {
  VIR_CONNECT_DOMAIN_EVENT_AGENT_LIFECYCLE_REASON_UNKNOWN = 0,
  VIR_CONNECT_DOMAIN_EVENT_AGENT_LIFECYCLE_REASON_DOMAIN_STARTED = 1,
  VIR_CONNECT_DOMAIN_EVENT_AGENT_LIFECYCLE_REASON_CHANNEL = 2,
} virConnectDomainEventAgentLifecycleReason;

/**
 * Whose memory failed.
 */
typedef enum virDomainMemoryFailureRecipientType {
  VIR_DOMAIN_EVENT_MEMORY_FAILURE_RECIPIENT_HYPERVISOR = 0,
  VIR_DOMAIN_EVENT_MEMORY_FAILURE_RECIPIENT_GUEST = 1,
} virDomainMemoryFailureRecipientType;

/**
 * What was done about a memory failure.
 */
typedef enum virDomainMemoryFailureActionType {
  VIR_DOMAIN_EVENT_MEMORY_FAILURE_ACTION_IGNORE = 0,
  VIR_DOMAIN_EVENT_MEMORY_FAILURE_ACTION_INJECT = 1,
  VIR_DOMAIN_EVENT_MEMORY_FAILURE_ACTION_FATAL = 2,
  VIR_DOMAIN_EVENT_MEMORY_FAILURE_ACTION_RESET = 3,
} virDomainMemoryFailureActionType;

/**
 * Bits: more about a memory failure.
 */
typedef enum virDomainMemoryFailureFlags {
  VIR_DOMAIN_MEMORY_FAILURE_ACTION_REQUIRED = 1,
  VIR_DOMAIN_MEMORY_FAILURE_RECURSIVE = 2,
} virDomainMemoryFailureFlags;

/**
 * Why a connection was lost.
 */
typedef enum virConnectCloseReason {
  VIR_CONNECT_CLOSE_REASON_ERROR = 0,
  VIR_CONNECT_CLOSE_REASON_EOF = 1,
  VIR_CONNECT_CLOSE_REASON_KEEPALIVE = 2,
  VIR_CONNECT_CLOSE_REASON_CLIENT = 3,
} virConnectCloseReason;

/**
 * Flags of virDomainSetMemoryParameters that are not among libvirt's, for
 * cgroup:///, qemu:/// and lxc:/// connections.
 */
typedef enum virMemctlMemoryFlags {
  /**
   * Writes a lower hard limit at once. Without it, use is brought down first
   * on cgroup v2, and EBUSY is the answer where it cannot be; with it the
   * kernel kills processes of the domain to make room. cgroup v1 refuses such
   * a limit with and without it.
   */
  VIR_MEMCTL_FORCE = (1 << 30),
} virMemctlMemoryFlags;

/**
 * A connection to a host. Opaque; released by virConnectClose.
 */
typedef struct _virConnect _virConnect;

/**
 * A domain. Opaque; released by virDomainFree.
 */
typedef struct _virDomain _virDomain;

/**
 * A network interface of the host. Opaque; this library has none.
 */
typedef struct _virInterface _virInterface;

/**
 * A virtual network. Opaque; this library has none.
 */
typedef struct _virNetwork _virNetwork;

/**
 * A device of the host. Opaque; this library has none.
 */
typedef struct _virNodeDevice _virNodeDevice;

/**
 * A storage pool. Opaque; this library has none.
 */
typedef struct _virStoragePool _virStoragePool;

/**
 * A connection to a host.
 */
typedef struct _virConnect virConnect;

/**
 * A handle to a connection.
 */
typedef virConnect *virConnectPtr;

/**
 * Called when a connection is lost; `reason` is a virConnectCloseReason.
 */
typedef void (*virConnectCloseFunc)(virConnectPtr conn, int reason, void *opaque);

/**
 * Frees the argument of a callback; called once, when it is no longer used.
 */
typedef void (*virFreeCallback)(void *opaque);

/**
 * A credential that a driver requests.
 */
typedef struct _virConnectCredential {
  /**
   * The type: a virConnectCredentialType.
   */
  int type;
  /**
   * The prompt for the user.
   */
  const char *prompt;
  /**
   * Additional text for the user.
   */
  const char *challenge;
  /**
   * The default answer.
   */
  const char *defresult;
  /**
   * The answer, from malloc.
   */
  char *result;
  /**
   * The length of the answer.
   */
  unsigned int resultlen;
} _virConnectCredential;

/**
 * A credential that a driver requests.
 */
typedef struct _virConnectCredential virConnectCredential;

/**
 * A pointer to one credential or to an array of them.
 */
typedef virConnectCredential *virConnectCredentialPtr;

/**
 * A function that fills in `ncred` credentials: 0, or -1 on failure.
 */
typedef int (*virConnectAuthCallbackPtr)(virConnectCredentialPtr cred,
                                         unsigned int ncred,
                                         void *cbdata);

/**
 * The credentials callback of a program.
 */
typedef struct _virConnectAuth {
  /**
   * The credential types that the callback supports.
   */
  int *credtype;
  /**
   * The number of types.
   */
  unsigned int ncredtype;
  /**
   * The callback.
   */
  virConnectAuthCallbackPtr cb;
  /**
   * The argument of the callback.
   */
  void *cbdata;
} _virConnectAuth;

/**
 * The credentials callback of a program.
 */
typedef struct _virConnectAuth virConnectAuth;

/**
 * A pointer to a virConnectAuth.
 */
typedef virConnectAuth *virConnectAuthPtr;

/**
 * A domain: a guest, a container or a process group.
 */
typedef struct _virDomain virDomain;

/**
 * A handle to a domain.
 */
typedef virDomain *virDomainPtr;

/**
 * The result of virDomainGetVcpus for a virtual CPU.
 */
typedef struct _virVcpuInfo {
  /**
   * Its number.
   */
  unsigned int number;
  /**
   * Its state: a virVcpuState.
   */
  int state;
  /**
   * The CPU time used, in nanoseconds.
   */
  unsigned long long cpuTime;
  /**
   * The host CPU that it runs on, or a virVcpuHostCpuState.
   */
  int cpu;
} _virVcpuInfo;

/**
 * The result of virDomainGetVcpus for a virtual CPU.
 */
typedef struct _virVcpuInfo virVcpuInfo;

/**
 * A pointer to one virVcpuInfo or to an array of them.
 */
typedef virVcpuInfo *virVcpuInfoPtr;

/**
 * An IP address of a network interface.
 */
typedef struct _virDomainInterfaceIPAddress {
  /**
   * A virIPAddrType.
   */
  int type;
  /**
   * The address as text.
   */
  char *addr;
  /**
   * The length of its network's prefix, in bits.
   */
  unsigned int prefix;
} _virDomainInterfaceIPAddress;

/**
 * An IP address of a network interface.
 */
typedef struct _virDomainInterfaceIPAddress virDomainIPAddress;

/**
 * A pointer to one address or to an array of them.
 */
typedef virDomainIPAddress *virDomainIPAddressPtr;

/**
 * A network interface of a domain; virDomainInterfaceFree frees it.
 */
typedef struct _virDomainInterface {
  /**
   * Its name.
   */
  char *name;
  /**
   * Its hardware address, or NULL.
   */
  char *hwaddr;
  /**
   * The number of its IP addresses.
   */
  unsigned int naddrs;
  /**
   * These addresses.
   */
  virDomainIPAddressPtr addrs;
} _virDomainInterface;

/**
 * A network interface of a domain.
 */
typedef struct _virDomainInterface virDomainInterface;

/**
 * A pointer to a virDomainInterface.
 */
typedef virDomainInterface *virDomainInterfacePtr;

/**
 * The value of a typed parameter; the type determines the member.
 */
typedef union _virTypedParameterValue {
  /**
   * VIR_TYPED_PARAM_INT
   */
  int i;
  /**
   * VIR_TYPED_PARAM_UINT
   */
  unsigned int ui;
  /**
   * VIR_TYPED_PARAM_LLONG
   */
  long long l;
  /**
   * VIR_TYPED_PARAM_ULLONG
   */
  unsigned long long ul;
  /**
   * VIR_TYPED_PARAM_DOUBLE
   */
  double d;
  /**
   * VIR_TYPED_PARAM_BOOLEAN: 0 or 1
   */
  char b;
  /**
   * VIR_TYPED_PARAM_STRING: from malloc, freed by virTypedParamsClear
   */
  char *s;
} _virTypedParameterValue;

/**
 * A named value with its type.
 */
typedef struct _virTypedParameter {
  /**
   * The name, NUL-terminated.
   */
  char field[VIR_TYPED_PARAM_FIELD_LENGTH];
  /**
   * The type of the value: a virTypedParameterType.
   */
  int type;
  /**
   * The value.
   */
  union _virTypedParameterValue value;
} _virTypedParameter;

/**
 * A named value with its type.
 */
typedef struct _virTypedParameter virTypedParameter;

/**
 * A pointer to one typed parameter or to an array of them.
 */
typedef virTypedParameter *virTypedParameterPtr;

/**
 * A file system that a guest uses; virDomainFSInfoFree frees it.
 */
typedef struct _virDomainFSInfo {
  /**
   * The mount point.
   */
  char *mountpoint;
  /**
   * Its device's name in the guest.
   */
  char *name;
  /**
   * The file system type.
   */
  char *fstype;
  /**
   * The number of disks that it is on.
   */
  size_t ndevAlias;
  /**
   * The names of these disks in the guest.
   */
  char **devAlias;
} _virDomainFSInfo;

/**
 * A file system that a guest uses.
 */
typedef struct _virDomainFSInfo virDomainFSInfo;

/**
 * A pointer to a virDomainFSInfo.
 */
typedef virDomainFSInfo *virDomainFSInfoPtr;

/**
 * The result of virDomainGetIOThreadInfo for an I/O thread.
 */
typedef struct _virDomainIOThreadInfo {
  /**
   * Its number.
   */
  unsigned int iothread_id;
  /**
   * The host CPUs that it may run on: CPU n when bit n % 8 of byte n / 8 is set.
   */
  unsigned char *cpumap;
  /**
   * The length of the map in bytes.
   */
  int cpumaplen;
} _virDomainIOThreadInfo;

/**
 * The result of virDomainGetIOThreadInfo for an I/O thread.
 */
typedef struct _virDomainIOThreadInfo virDomainIOThreadInfo;

/**
 * A pointer to a virDomainIOThreadInfo.
 */
typedef virDomainIOThreadInfo *virDomainIOThreadInfoPtr;

/**
 * The progress of a domain's job; times in milliseconds, sizes in bytes.
 */
typedef struct _virDomainJobInfo {
  /**
   * A virDomainJobType.
   */
  int type;
  /**
   * The elapsed time.
   */
  unsigned long long timeElapsed;
  /**
   * The estimated remaining time.
   */
  unsigned long long timeRemaining;
  /**
   * The total amount of data.
   */
  unsigned long long dataTotal;
  /**
   * The processed part of it.
   */
  unsigned long long dataProcessed;
  /**
   * The remaining part of it.
   */
  unsigned long long dataRemaining;
  /**
   * The amount of memory.
   */
  unsigned long long memTotal;
  /**
   * The processed part of it.
   */
  unsigned long long memProcessed;
  /**
   * The remaining part of it.
   */
  unsigned long long memRemaining;
  /**
   * The amount of data on disks.
   */
  unsigned long long fileTotal;
  /**
   * The processed part of it.
   */
  unsigned long long fileProcessed;
  /**
   * The remaining part of it.
   */
  unsigned long long fileRemaining;
} _virDomainJobInfo;

/**
 * The progress of a domain's job.
 */
typedef struct _virDomainJobInfo virDomainJobInfo;

/**
 * A pointer to a virDomainJobInfo.
 */
typedef virDomainJobInfo *virDomainJobInfoPtr;

/**
 * The result of virDomainGetInfo.
 */
typedef struct _virDomainInfo {
  /**
   * The state: a virDomainState.
   */
  unsigned char state;
  /**
   * The maximum memory, in KiB.
   */
  unsigned long maxMem;
  /**
   * The memory, in KiB.
   */
  unsigned long memory;
  /**
   * The number of virtual CPUs.
   */
  unsigned short nrVirtCpu;
  /**
   * The CPU time used, in nanoseconds.
   */
  unsigned long long cpuTime;
} _virDomainInfo;

/**
 * The result of virDomainGetInfo.
 */
typedef struct _virDomainInfo virDomainInfo;

/**
 * A pointer to a virDomainInfo.
 */
typedef virDomainInfo *virDomainInfoPtr;

/**
 * A device of the host.
 */
typedef struct _virNodeDevice virNodeDevice;

/**
 * A handle to a device of the host.
 */
typedef virNodeDevice *virNodeDevicePtr;

/**
 * A network interface of the host.
 */
typedef struct _virInterface virInterface;

/**
 * A handle to a network interface of the host.
 */
typedef virInterface *virInterfacePtr;

/**
 * A virtual network.
 */
typedef struct _virNetwork virNetwork;

/**
 * A handle to a virtual network.
 */
typedef virNetwork *virNetworkPtr;

/**
 * A storage pool.
 */
typedef struct _virStoragePool virStoragePool;

/**
 * A handle to a storage pool.
 */
typedef virStoragePool *virStoragePoolPtr;

/**
 * An error. The strings of one that virGetLastError or virConnGetLastError
 * gives belong to the library; those of a copy are freed by virResetError.
 */
typedef struct _virError {
  /**
   * The error code: a virErrorNumber.
   */
  int code;
  /**
   * The error domain: a virErrorDomain.
   */
  int domain;
  /**
   * The message.
   */
  char *message;
  /**
   * The severity.
   */
  enum virErrorLevel level;
  /**
   * Always NULL.
   */
  virConnectPtr conn;
  /**
   * Always NULL.
   */
  virDomainPtr dom;
  /**
   * The phrase for the code in the message.
   */
  char *str1;
  /**
   * The message's detail, or NULL.
   */
  char *str2;
  /**
   * Always NULL.
   */
  char *str3;
  /**
   * The errno of a VIR_ERR_SYSTEM_ERROR, the line of a VIR_ERR_XML_DETAIL.
   */
  int int1;
  /**
   * Unused.
   */
  int int2;
  /**
   * Always NULL.
   */
  virNetworkPtr net;
} _virError;

/**
 * An error.
 */
typedef struct _virError virError;

/**
 * A pointer to an error.
 */
typedef virError *virErrorPtr;

/**
 * Called for every error, once for each public call that fails.
 *
 * `error` is the calling thread's last error and belongs to the library; the
 * function may call the library.
 */
typedef void (*virErrorFunc)(void *userData, virErrorPtr error);

/**
 * Called for VIR_DOMAIN_EVENT_ID_LIFECYCLE: `event` is a virDomainEventType, `detail` from the
 * enumeration of that type. Its result is ignored.
 */
typedef int (*virConnectDomainEventCallback)(virConnectPtr conn,
                                             virDomainPtr dom,
                                             int event,
                                             int detail,
                                             void *opaque);

/**
 * The type of any callback, cast by VIR_DOMAIN_EVENT_CALLBACK; and that of callbacks for
 * VIR_DOMAIN_EVENT_ID_REBOOT and VIR_DOMAIN_EVENT_ID_CONTROL_ERROR.
 */
typedef void (*virConnectDomainEventGenericCallback)(virConnectPtr conn,
                                                     virDomainPtr dom,
                                                     void *opaque);

/**
 * Called when a file is ready; `events` are bits of virEventHandleType.
 */
typedef void (*virEventHandleCallback)(int watch, int fd, int events, void *opaque);

/**
 * A function of an event loop that adds a file descriptor: returns a watch, or -1. `ff`, unless
 * it is NULL, must be called with `opaque` after the watch is removed, and not from inside the
 * function that removes it.
 */
typedef int (*virEventAddHandleFunc)(int fd,
                                     int event,
                                     virEventHandleCallback cb,
                                     void *opaque,
                                     virFreeCallback ff);

/**
 * A function of an event loop that changes the events of a watch.
 */
typedef void (*virEventUpdateHandleFunc)(int watch, int event);

/**
 * A function of an event loop that removes a watch: 0, or -1.
 */
typedef int (*virEventRemoveHandleFunc)(int watch);

/**
 * Called when a timeout has expired.
 */
typedef void (*virEventTimeoutCallback)(int timer, void *opaque);

/**
 * A function of an event loop that adds a timeout, which expires every `timeout` milliseconds
 * and is disabled when that is negative: returns a timer, or -1. `ff` is as for
 * virEventAddHandleFunc.
 */
typedef int (*virEventAddTimeoutFunc)(int timeout,
                                      virEventTimeoutCallback cb,
                                      void *opaque,
                                      virFreeCallback ff);

/**
 * A function of an event loop that changes the interval of a timeout.
 */
typedef void (*virEventUpdateTimeoutFunc)(int timer, int timeout);

/**
 * A function of an event loop that removes a timeout: 0, or -1.
 */
typedef int (*virEventRemoveTimeoutFunc)(int timer);

/**
 * The result of virNodeGetInfo.
 */
typedef struct _virNodeInfo {
  /**
   * The CPU model, NUL-terminated.
   */
  char model[32];
  /**
   * The memory, in KiB.
   */
  unsigned long memory;
  /**
   * The number of online CPUs.
   */
  unsigned int cpus;
  /**
   * Their clock, in MHz.
   */
  unsigned int mhz;
  /**
   * NUMA cells.
   */
  unsigned int nodes;
  /**
   * Sockets in a cell.
   */
  unsigned int sockets;
  /**
   * Cores in a socket.
   */
  unsigned int cores;
  /**
   * Threads in a core.
   */
  unsigned int threads;
} _virNodeInfo;

/**
 * The result of virNodeGetInfo.
 */
typedef struct _virNodeInfo virNodeInfo;

/**
 * A pointer to a virNodeInfo.
 */
typedef virNodeInfo *virNodeInfoPtr;

/**
 * The security model of a host.
 */
typedef struct _virSecurityModel {
  /**
   * The model's name, NUL-terminated.
   */
  char model[VIR_SECURITY_MODEL_BUFLEN];
  /**
   * Its domain of interpretation, NUL-terminated.
   */
  char doi[VIR_SECURITY_DOI_BUFLEN];
} _virSecurityModel;

/**
 * The security model of a host.
 */
typedef struct _virSecurityModel virSecurityModel;

/**
 * A pointer to a virSecurityModel.
 */
typedef virSecurityModel *virSecurityModelPtr;

/**
 * A statistic of the host's CPUs.
 */
typedef struct _virNodeCPUStats {
  /**
   * One of the VIR_NODE_CPU_STATS_ names, NUL-terminated.
   */
  char field[VIR_NODE_CPU_STATS_FIELD_LENGTH];
  /**
   * The value, in nanoseconds.
   */
  unsigned long long value;
} _virNodeCPUStats;

/**
 * A statistic of the host's CPUs.
 */
typedef struct _virNodeCPUStats virNodeCPUStats;

/**
 * A pointer to one statistic or to an array of them.
 */
typedef virNodeCPUStats *virNodeCPUStatsPtr;

/**
 * A statistic of the host's memory.
 */
typedef struct _virNodeMemoryStats {
  /**
   * One of the VIR_NODE_MEMORY_STATS_ names, NUL-terminated.
   */
  char field[VIR_NODE_MEMORY_STATS_FIELD_LENGTH];
  /**
   * The value, in KiB.
   */
  unsigned long long value;
} _virNodeMemoryStats;

/**
 * A statistic of the host's memory.
 */
typedef struct _virNodeMemoryStats virNodeMemoryStats;

/**
 * A pointer to one statistic or to an array of them.
 */
typedef virNodeMemoryStats *virNodeMemoryStatsPtr;

/**
 * Statistics of a disk; -1 for unknown values.
 */
typedef struct _virDomainBlockStats {
  /**
   * Read requests.
   */
  long long rd_req;
  /**
   * Bytes read.
   */
  long long rd_bytes;
  /**
   * Write requests.
   */
  long long wr_req;
  /**
   * Bytes written.
   */
  long long wr_bytes;
  /**
   * Errors.
   */
  long long errs;
} _virDomainBlockStats;

/**
 * Statistics of a disk.
 */
typedef struct _virDomainBlockStats virDomainBlockStatsStruct;

/**
 * A pointer to a virDomainBlockStatsStruct.
 */
typedef virDomainBlockStatsStruct *virDomainBlockStatsPtr;

/**
 * Sizes of a disk, in bytes.
 */
typedef struct _virDomainBlockInfo {
  /**
   * The size that the guest sees.
   */
  unsigned long long capacity;
  /**
   * The size of its data on the host.
   */
  unsigned long long allocation;
  /**
   * The size of its container on the host.
   */
  unsigned long long physical;
} _virDomainBlockInfo;

/**
 * Sizes of a disk.
 */
typedef struct _virDomainBlockInfo virDomainBlockInfo;

/**
 * A pointer to a virDomainBlockInfo.
 */
typedef virDomainBlockInfo *virDomainBlockInfoPtr;

/**
 * An error of a disk.
 */
typedef struct _virDomainDiskError {
  /**
   * The disk's name in the guest, from malloc.
   */
  char *disk;
  /**
   * A virDomainDiskErrorCode.
   */
  int error;
} _virDomainDiskError;

/**
 * An error of a disk.
 */
typedef struct _virDomainDiskError virDomainDiskError;

/**
 * A pointer to one error or to an array of them.
 */
typedef virDomainDiskError *virDomainDiskErrorPtr;

/**
 * The statistics of a domain; virDomainStatsRecordListFree frees them.
 */
typedef struct _virDomainStatsRecord {
  /**
   * The domain.
   */
  virDomainPtr dom;
  /**
   * Its statistics.
   */
  virTypedParameterPtr params;
  /**
   * The number of parameters.
   */
  int nparams;
} _virDomainStatsRecord;

/**
 * The statistics of a domain.
 */
typedef struct _virDomainStatsRecord virDomainStatsRecord;

/**
 * A pointer to a virDomainStatsRecord.
 */
typedef virDomainStatsRecord *virDomainStatsRecordPtr;

/**
 * The state of the control interface of a domain.
 */
typedef struct _virDomainControlInfo {
  /**
   * A virDomainControlState.
   */
  unsigned int state;
  /**
   * More about the state: a virDomainControlErrorReason where it is an error.
   */
  unsigned int details;
  /**
   * The time in this state, in milliseconds.
   */
  unsigned long long stateTime;
} _virDomainControlInfo;

/**
 * The state of the control interface of a domain.
 */
typedef struct _virDomainControlInfo virDomainControlInfo;

/**
 * A pointer to a virDomainControlInfo.
 */
typedef virDomainControlInfo *virDomainControlInfoPtr;

/**
 * Statistics of a network interface; -1 for unknown values.
 */
typedef struct _virDomainInterfaceStats {
  /**
   * Bytes received.
   */
  long long rx_bytes;
  /**
   * Packets received.
   */
  long long rx_packets;
  /**
   * Receive errors.
   */
  long long rx_errs;
  /**
   * Received packets that were dropped.
   */
  long long rx_drop;
  /**
   * Bytes transmitted.
   */
  long long tx_bytes;
  /**
   * Packets transmitted.
   */
  long long tx_packets;
  /**
   * Transmit errors.
   */
  long long tx_errs;
  /**
   * Packets that were dropped instead of transmitted.
   */
  long long tx_drop;
} _virDomainInterfaceStats;

/**
 * Statistics of a network interface.
 */
typedef struct _virDomainInterfaceStats virDomainInterfaceStatsStruct;

/**
 * A pointer to a virDomainInterfaceStatsStruct.
 */
typedef virDomainInterfaceStatsStruct *virDomainInterfaceStatsPtr;

/**
 * A statistic of a domain's memory.
 */
typedef struct _virDomainMemoryStat {
  /**
   * The statistic: a virDomainMemoryStatTags.
   */
  int tag;
  /**
   * The value.
   */
  unsigned long long val;
} _virDomainMemoryStat;

/**
 * A statistic of a domain's memory.
 */
typedef struct _virDomainMemoryStat virDomainMemoryStatStruct;

/**
 * A pointer to one statistic or to an array of them.
 */
typedef virDomainMemoryStatStruct *virDomainMemoryStatPtr;

/**
 * The security label of a domain.
 */
typedef struct _virSecurityLabel {
  /**
   * The label, NUL-terminated.
   */
  char label[VIR_SECURITY_LABEL_BUFLEN];
  /**
   * 1 where it is enforced.
   */
  int enforcing;
} _virSecurityLabel;

/**
 * The security label of a domain.
 */
typedef struct _virSecurityLabel virSecurityLabel;

/**
 * A pointer to a virSecurityLabel.
 */
typedef virSecurityLabel *virSecurityLabelPtr;

/**
 * Called for VIR_DOMAIN_EVENT_ID_RTC_CHANGE; the offset is in seconds.
 */
typedef void (*virConnectDomainEventRTCChangeCallback)(virConnectPtr conn,
                                                       virDomainPtr dom,
                                                       long long utcoffset,
                                                       void *opaque);

/**
 * Called for VIR_DOMAIN_EVENT_ID_WATCHDOG; `action` is a virDomainEventWatchdogAction.
 */
typedef void (*virConnectDomainEventWatchdogCallback)(virConnectPtr conn,
                                                      virDomainPtr dom,
                                                      int action,
                                                      void *opaque);

/**
 * Called for VIR_DOMAIN_EVENT_ID_IO_ERROR; `action` is a virDomainEventIOErrorAction.
 */
typedef void (*virConnectDomainEventIOErrorCallback)(virConnectPtr conn,
                                                     virDomainPtr dom,
                                                     const char *srcPath,
                                                     const char *devAlias,
                                                     int action,
                                                     void *opaque);

/**
 * Called for VIR_DOMAIN_EVENT_ID_IO_ERROR_REASON.
 */
typedef void (*virConnectDomainEventIOErrorReasonCallback)(virConnectPtr conn,
                                                           virDomainPtr dom,
                                                           const char *srcPath,
                                                           const char *devAlias,
                                                           int action,
                                                           const char *reason,
                                                           void *opaque);

/**
 * An address of a graphics connection.
 */
typedef struct _virDomainEventGraphicsAddress {
  /**
   * Its family: a virDomainEventGraphicsAddressType.
   */
  int family;
  /**
   * The host or the path.
   */
  char *node;
  /**
   * The port.
   */
  char *service;
} _virDomainEventGraphicsAddress;

/**
 * An address of a graphics connection.
 */
typedef struct _virDomainEventGraphicsAddress virDomainEventGraphicsAddress;

/**
 * An identity of a graphics client.
 */
typedef struct _virDomainEventGraphicsSubjectIdentity {
  /**
   * The type of identity.
   */
  char *type;
  /**
   * The name.
   */
  char *name;
} _virDomainEventGraphicsSubjectIdentity;

/**
 * An identity of a graphics client.
 */
typedef struct _virDomainEventGraphicsSubjectIdentity virDomainEventGraphicsSubjectIdentity;

/**
 * A pointer to an identity of a graphics client.
 */
typedef virDomainEventGraphicsSubjectIdentity *virDomainEventGraphicsSubjectIdentityPtr;

/**
 * The identities of a graphics client.
 */
typedef struct _virDomainEventGraphicsSubject {
  /**
   * The number of identities.
   */
  int nidentity;
  /**
   * The identities.
   */
  virDomainEventGraphicsSubjectIdentityPtr identities;
} _virDomainEventGraphicsSubject;

/**
 * The identities of a graphics client.
 */
typedef struct _virDomainEventGraphicsSubject virDomainEventGraphicsSubject;

/**
 * Called for VIR_DOMAIN_EVENT_ID_GRAPHICS; `phase` is a virDomainEventGraphicsPhase.
 */
typedef void (*virConnectDomainEventGraphicsCallback)(virConnectPtr conn,
                                                      virDomainPtr dom,
                                                      int phase,
                                                      const virDomainEventGraphicsAddress *local,
                                                      const virDomainEventGraphicsAddress *remote,
                                                      const char *authScheme,
                                                      const virDomainEventGraphicsSubject *subject,
                                                      void *opaque);

/**
 * Called for VIR_DOMAIN_EVENT_ID_BLOCK_JOB and VIR_DOMAIN_EVENT_ID_BLOCK_JOB_2; `status` is a
 * virConnectDomainEventBlockJobStatus.
 */
typedef void (*virConnectDomainEventBlockJobCallback)(virConnectPtr conn,
                                                      virDomainPtr dom,
                                                      const char *disk,
                                                      int type,
                                                      int status,
                                                      void *opaque);

/**
 * Called for VIR_DOMAIN_EVENT_ID_DISK_CHANGE; `reason` is a
 * virConnectDomainEventDiskChangeReason.
 */
typedef void (*virConnectDomainEventDiskChangeCallback)(virConnectPtr conn,
                                                        virDomainPtr dom,
                                                        const char *oldSrcPath,
                                                        const char *newSrcPath,
                                                        const char *devAlias,
                                                        int reason,
                                                        void *opaque);

/**
 * Called for VIR_DOMAIN_EVENT_ID_TRAY_CHANGE; `reason` is a virDomainEventTrayChangeReason.
 */
typedef void (*virConnectDomainEventTrayChangeCallback)(virConnectPtr conn,
                                                        virDomainPtr dom,
                                                        const char *devAlias,
                                                        int reason,
                                                        void *opaque);

/**
 * Called for VIR_DOMAIN_EVENT_ID_PMWAKEUP; `reason` has no meaning yet.
 */
typedef void (*virConnectDomainEventPMWakeupCallback)(virConnectPtr conn,
                                                      virDomainPtr dom,
                                                      int reason,
                                                      void *opaque);

/**
 * Called for VIR_DOMAIN_EVENT_ID_PMSUSPEND; `reason` has no meaning yet.
 */
typedef void (*virConnectDomainEventPMSuspendCallback)(virConnectPtr conn,
                                                       virDomainPtr dom,
                                                       int reason,
                                                       void *opaque);

/**
 * Called for VIR_DOMAIN_EVENT_ID_BALLOON_CHANGE; `actual` is in KiB.
 */
typedef void (*virConnectDomainEventBalloonChangeCallback)(virConnectPtr conn,
                                                           virDomainPtr dom,
                                                           unsigned long long actual,
                                                           void *opaque);

/**
 * Called for VIR_DOMAIN_EVENT_ID_PMSUSPEND_DISK; `reason` has no meaning yet.
 */
typedef void (*virConnectDomainEventPMSuspendDiskCallback)(virConnectPtr conn,
                                                           virDomainPtr dom,
                                                           int reason,
                                                           void *opaque);

/**
 * Called for VIR_DOMAIN_EVENT_ID_DEVICE_REMOVED.
 */
typedef void (*virConnectDomainEventDeviceRemovedCallback)(virConnectPtr conn,
                                                           virDomainPtr dom,
                                                           const char *devAlias,
                                                           void *opaque);

/**
 * Called for VIR_DOMAIN_EVENT_ID_DEVICE_ADDED.
 */
typedef void (*virConnectDomainEventDeviceAddedCallback)(virConnectPtr conn,
                                                         virDomainPtr dom,
                                                         const char *devAlias,
                                                         void *opaque);

/**
 * Called for VIR_DOMAIN_EVENT_ID_DEVICE_REMOVAL_FAILED.
 */
typedef void (*virConnectDomainEventDeviceRemovalFailedCallback)(virConnectPtr conn,
                                                                 virDomainPtr dom,
                                                                 const char *devAlias,
                                                                 void *opaque);

/**
 * Called for VIR_DOMAIN_EVENT_ID_METADATA_CHANGE; `type` is a virDomainMetadataType, `nsuri` an
 * element's namespace, else NULL.
 */
typedef void (*virConnectDomainEventMetadataChangeCallback)(virConnectPtr conn,
                                                            virDomainPtr dom,
                                                            int type,
                                                            const char *nsuri,
                                                            void *opaque);

/**
 * Called for VIR_DOMAIN_EVENT_ID_MIGRATION_ITERATION.
 */
typedef void (*virConnectDomainEventMigrationIterationCallback)(virConnectPtr conn,
                                                                virDomainPtr dom,
                                                                int iteration,
                                                                void *opaque);

/**
 * Called for VIR_DOMAIN_EVENT_ID_JOB_COMPLETED; the parameters are freed after the call.
 */
typedef void (*virConnectDomainEventJobCompletedCallback)(virConnectPtr conn,
                                                          virDomainPtr dom,
                                                          virTypedParameterPtr params,
                                                          int nparams,
                                                          void *opaque);

/**
 * Called for VIR_DOMAIN_EVENT_ID_TUNABLE; the parameters are freed after the call.
 */
typedef void (*virConnectDomainEventTunableCallback)(virConnectPtr conn,
                                                     virDomainPtr dom,
                                                     virTypedParameterPtr params,
                                                     int nparams,
                                                     void *opaque);

/**
 * Called for VIR_DOMAIN_EVENT_ID_AGENT_LIFECYCLE; `state` is a
 * virConnectDomainEventAgentLifecycleState, `reason` a
 * virConnectDomainEventAgentLifecycleReason.
 */
typedef void (*virConnectDomainEventAgentLifecycleCallback)(virConnectPtr conn,
                                                            virDomainPtr dom,
                                                            int state,
                                                            int reason,
                                                            void *opaque);

/**
 * Called for VIR_DOMAIN_EVENT_ID_BLOCK_THRESHOLD; both sizes are in bytes.
 */
typedef void (*virConnectDomainEventBlockThresholdCallback)(virConnectPtr conn,
                                                            virDomainPtr dom,
                                                            const char *dev,
                                                            const char *path,
                                                            unsigned long long threshold,
                                                            unsigned long long excess,
                                                            void *opaque);

/**
 * Called for VIR_DOMAIN_EVENT_ID_MEMORY_FAILURE; `recipient` is a
 * virDomainMemoryFailureRecipientType, `action` a virDomainMemoryFailureActionType, `flags` are
 * bits of virDomainMemoryFailureFlags.
 */
typedef void (*virConnectDomainEventMemoryFailureCallback)(virConnectPtr conn,
                                                           virDomainPtr dom,
                                                           int recipient,
                                                           int action,
                                                           unsigned int flags,
                                                           void *opaque);

/**
 * Called for VIR_DOMAIN_EVENT_ID_MEMORY_DEVICE_SIZE_CHANGE; `size` is in KiB.
 */
typedef void (*virConnectDomainEventMemoryDeviceSizeChangeCallback)(virConnectPtr conn,
                                                                    virDomainPtr dom,
                                                                    const char *alias,
                                                                    unsigned long long size,
                                                                    void *opaque);

/**
 * A pointer to an address of a graphics connection.
 */
typedef virDomainEventGraphicsAddress *virDomainEventGraphicsAddressPtr;

/**
 * A pointer to the identities of a graphics client.
 */
typedef virDomainEventGraphicsSubject *virDomainEventGraphicsSubjectPtr;

/**
 * The old name of virTypedParameter, for memory parameters.
 */
typedef struct _virTypedParameter virMemoryParameter;

/**
 * The old name of virTypedParameterPtr, for memory parameters.
 */
typedef virMemoryParameter *virMemoryParameterPtr;

/**
 * The old name of virTypedParameter, for scheduler parameters.
 */
typedef struct _virTypedParameter virSchedParameter;

/**
 * The old name of virTypedParameterPtr, for scheduler parameters.
 */
typedef virSchedParameter *virSchedParameterPtr;

/**
 * The old name of virTypedParameter, for block I/O parameters.
 */
typedef struct _virTypedParameter virBlkioParameter;

/**
 * The old name of virTypedParameterPtr, for block I/O parameters.
 */
typedef virBlkioParameter *virBlkioParameterPtr;



/**
 * The error domain of what the kernel refuses.
 */
#define DOMAIN VIR_FROM_CGROUP





#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

/**
 * The default credentials, for virConnectOpenAuth.
 */
extern virConnectAuthPtr virConnectAuthPtrDefault;

/**
 * Gets the capabilities of the host and its hypervisor, a `<capabilities>` document.
 *
 * Returns a string that the caller frees with free(), or NULL with VIR_ERR_INVALID_CONN.
 *
 * # Safety
 * No requirement: an invalid handle fails with VIR_ERR_INVALID_CONN.
 */
char *virConnectGetCapabilities(virConnectPtr conn);

/**
 * Gets the system information of the host's firmware, a `<sysinfo>` document. `flags` is 0.
 *
 * Returns a string that the caller frees with free(), or NULL: VIR_ERR_INVALID_CONN,
 * VIR_ERR_INVALID_ARG for flags.
 *
 * # Safety
 * No requirement: an invalid handle fails with VIR_ERR_INVALID_CONN.
 */
char *virConnectGetSysinfo(virConnectPtr conn, unsigned int flags);

/**
 * Lists the CPU models of an architecture such as "x86_64".
 *
 * `models`, unless it is NULL, receives an array with a NULL after the last string, which the
 * caller frees: each string and the array with free(). It is set to NULL on failure, and where
 * any model is accepted. `flags` is 0.
 *
 * Returns the number of models, 0 where any is accepted, or -1: VIR_ERR_INVALID_CONN,
 * VIR_ERR_INVALID_ARG for flags, when `arch` is NULL and for an unknown architecture,
 * VIR_ERR_NO_SUPPORT for one whose models are not known.
 *
 * # Safety
 * `arch` is NULL or a NUL-terminated string; `models` is NULL or points to room for a pointer.
 */
int virConnectGetCPUModelNames(virConnectPtr conn,
                               const char *arch,
                               char ***models,
                               unsigned int flags);

/**
 * Registers a callback for the loss of the connection. The connections of all drivers are local
 * and cannot be lost: the arguments are checked, and neither function is ever called.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_CONN; VIR_ERR_INVALID_ARG when `cb` is NULL.
 *
 * # Safety
 * No requirement: the functions are not called.
 */
int virConnectRegisterCloseCallback(virConnectPtr conn,
                                    virConnectCloseFunc cb,
                                    void *opaque,
                                    virFreeCallback freecb);

/**
 * Removes the callback of virConnectRegisterCloseCallback; it need not be registered.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_CONN; VIR_ERR_INVALID_ARG when `cb` is NULL.
 *
 * # Safety
 * No requirement: the function is not called.
 */
int virConnectUnregisterCloseCallback(virConnectPtr conn, virConnectCloseFunc cb);

/**
 * Computes the CPU with the features that all the given host CPUs have.
 *
 * `xmlCPUs` points to `ncpus` strings, each a `<cpu>` with `<arch>` and `<model>`. `flags` is 0
 * or VIR_CONNECT_BASELINE_CPU_EXPAND_FEATURES.
 *
 * Returns a `<cpu>` document that the caller frees with free(), or NULL: VIR_ERR_INVALID_CONN,
 * VIR_ERR_INVALID_ARG for NULL, no CPUs at all and unknown flags, VIR_ERR_XML_ERROR or
 * VIR_ERR_XML_DETAIL for a document that is not a CPU (or a NULL), VIR_ERR_INTERNAL_ERROR for a
 * model that is not known. The features of models are not known here: flags and different CPUs,
 * which depend on them, fail with VIR_ERR_NO_SUPPORT.
 *
 * # Safety
 * `xmlCPUs` is NULL or as described, each string NULL or NUL-terminated.
 */
char *virConnectBaselineCPU(virConnectPtr conn,
                            const char **xmlCPUs,
                            unsigned int ncpus,
                            unsigned int flags);

/**
 * Computes the CPU that the hypervisor can provide on each of these hosts.
 *
 * Returns a `<cpu>` document that the caller frees with free(), or NULL: VIR_ERR_INVALID_CONN,
 * VIR_ERR_INVALID_ARG when `xmlCPUs` is NULL, VIR_ERR_OPERATION_DENIED on a read-only
 * connection, VIR_ERR_NO_SUPPORT from drivers without CPU models of their own (all of this
 * library).
 *
 * # Safety
 * As for virConnectBaselineCPU; the other strings are not read.
 */
char *virConnectBaselineHypervisorCPU(virConnectPtr conn,
                                      const char *emulator,
                                      const char *arch,
                                      const char *machine,
                                      const char *virttype,
                                      const char **xmlCPUs,
                                      unsigned int ncpus,
                                      unsigned int flags);

/**
 * Gets the capabilities of domains.
 *
 * Returns a `<domainCapabilities>` document that the caller frees with free(), or NULL:
 * VIR_ERR_INVALID_CONN, VIR_ERR_OPERATION_DENIED on a read-only connection, VIR_ERR_NO_SUPPORT
 * from drivers that do not know them (all of this library).
 *
 * # Safety
 * No requirement: the strings are not read.
 */
char *virConnectGetDomainCapabilities(virConnectPtr conn,
                                      const char *emulatorbin,
                                      const char *arch,
                                      const char *machine,
                                      const char *virttype,
                                      unsigned int flags);

/**
 * Gets the name of the hypervisor: "cgroup", "QEMU", "LXC" or "TEST".
 *
 * Returns a string that belongs to the connection, or NULL with VIR_ERR_INVALID_CONN.
 *
 * # Safety
 * The string must not be used after the connection is closed, nor freed.
 */
const char *virConnectGetType(virConnectPtr conn);

/**
 * Gets the hypervisor's version, as 1,000,000 * major + 1,000 * minor + release: the kernel's
 * for this host, 2 for the test driver.
 *
 * Returns 0 with the version in `hvVer`, or -1: VIR_ERR_INVALID_CONN,
 * VIR_ERR_INVALID_ARG when `hvVer` is NULL.
 *
 * # Safety
 * `hvVer` is NULL or points to room for a number.
 */
int virConnectGetVersion(virConnectPtr conn, unsigned long *hvVer);

/**
 * Gets the version of the libvirt API at the other end of the connection, as virGetVersion
 * does: it is this library's.
 *
 * Returns 0 with the version in `libVer`, or -1: VIR_ERR_INVALID_CONN,
 * VIR_ERR_INVALID_ARG when `libVer` is NULL.
 *
 * # Safety
 * `libVer` is NULL or points to room for a number.
 */
int virConnectGetLibVersion(virConnectPtr conn, unsigned long *libVer);

/**
 * Gets the connection's URI in canonical form.
 *
 * Returns a string that the caller frees with free(), or NULL with VIR_ERR_INVALID_CONN.
 *
 * # Safety
 * No requirement: an invalid handle fails with VIR_ERR_INVALID_CONN.
 */
char *virConnectGetURI(virConnectPtr conn);

/**
 * Gets the host's name.
 *
 * Returns a string that the caller frees with free(), or NULL with VIR_ERR_INVALID_CONN.
 *
 * # Safety
 * No requirement: an invalid handle fails with VIR_ERR_INVALID_CONN.
 */
char *virConnectGetHostname(virConnectPtr conn);

/**
 * Opens a connection.
 *
 * `name` is a URI: `cgroup:///system`, `cgroup:///session`, `qemu:///system`,
 * `lxc:///system`, `test:///default` or `test:///FILE.xml`. NULL or "" is
 * $LIBVIRT_DEFAULT_URI, else cgroup:///system where the caller may write its
 * groups, else cgroup:///session.
 *
 * Returns a connection for virConnectClose, or NULL: VIR_ERR_NO_CONNECT when no driver accepts
 * the URI, VIR_ERR_INTERNAL_ERROR when it is not a URI, VIR_ERR_CONFIG_UNSUPPORTED when this
 * host does not support it.
 *
 * # Safety
 * `name` is NULL or a NUL-terminated string.
 */
virConnectPtr virConnectOpen(const char *name);

/**
 * Opens a read-only connection: a call that would change a domain fails with
 * VIR_ERR_OPERATION_DENIED. Calls on it still remove the groups of attached processes that have
 * ended.
 *
 * `name` and the return value are as for virConnectOpen.
 *
 * # Safety
 * `name` is NULL or a NUL-terminated string.
 */
virConnectPtr virConnectOpenReadOnly(const char *name);

/**
 * Opens a connection.
 *
 * `auth` is read when a driver asks for credentials, which none does now; it may be NULL.
 * `flags` is 0 or VIR_CONNECT_RO; another bit is VIR_ERR_INVALID_ARG. `name` and the return
 * value are as for virConnectOpen.
 *
 * # Safety
 * `name` is NULL or a NUL-terminated string; `auth` is NULL or points to a virConnectAuth
 * whose `credtype` has room for `ncredtype` numbers.
 */
virConnectPtr virConnectOpenAuth(const char *name, virConnectAuthPtr auth, unsigned int flags);

/**
 * Adds a reference to a connection; virConnectClose must be called once more.
 *
 * Returns 0, or -1 with VIR_ERR_INVALID_CONN.
 *
 * # Safety
 * No requirement: an invalid handle fails with VIR_ERR_INVALID_CONN.
 */
int virConnectRef(virConnectPtr conn);

/**
 * Releases a reference to a connection, which is closed with the last one. Every domain handle
 * and every registered callback holds a reference.
 *
 * Returns 0 when it was closed, 1 when references remain, or -1 with VIR_ERR_INVALID_CONN.
 *
 * # Safety
 * No requirement: an invalid handle fails with VIR_ERR_INVALID_CONN.
 */
int virConnectClose(virConnectPtr conn);

/**
 * Checks whether the connection is alive.
 *
 * Returns 1 if it is, 0 if not, or -1 with VIR_ERR_INVALID_CONN.
 *
 * # Safety
 * No requirement: an invalid handle fails with VIR_ERR_INVALID_CONN.
 */
int virConnectIsAlive(virConnectPtr conn);

/**
 * Sends keepalive messages every `interval` seconds; the connection is closed after `count` of
 * them without a response. An interval of 0 or less turns them off.
 *
 * Returns 0; 1 if the other side does not support them; or -1: VIR_ERR_INVALID_CONN,
 * VIR_ERR_NO_SUPPORT from drivers without a network connection (all of this library).
 *
 * # Safety
 * No requirement: an invalid handle fails with VIR_ERR_INVALID_CONN.
 */
int virConnectSetKeepAlive(virConnectPtr conn, int interval, unsigned int count);

/**
 * Checks whether the connection is encrypted.
 *
 * Returns 1 if it is, 0 if not (local connections are not), or -1 with VIR_ERR_INVALID_CONN.
 *
 * # Safety
 * No requirement: an invalid handle fails with VIR_ERR_INVALID_CONN.
 */
int virConnectIsEncrypted(virConnectPtr conn);

/**
 * Checks whether the connection is secure: encrypted or local.
 *
 * Returns 1 if it is, 0 if not, or -1 with VIR_ERR_INVALID_CONN.
 *
 * # Safety
 * No requirement: an invalid handle fails with VIR_ERR_INVALID_CONN.
 */
int virConnectIsSecure(virConnectPtr conn);

/**
 * Gets the state and the CPU affinity of the virtual CPUs of a running domain.
 *
 * `info` receives as many items as fit in `maxinfo`. `cpumaps`, unless it is NULL, receives a
 * map of `maplen` bytes for each: host CPU n may be used when bit n % 8 of byte n / 8 is set.
 * With NULL, `maplen` is 0.
 *
 * Returns the number stored, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_INVALID_ARG for a NULL
 * `info`, a size of 0, a `maplen` that does not match `cpumaps`; VIR_ERR_OVERFLOW for maps that
 * are too large together; VIR_ERR_NO_DOMAIN when the domain no longer exists;
 * VIR_ERR_OPERATION_INVALID when it is not running.
 *
 * # Safety
 * `info` is NULL or has room for `maxinfo` items, `cpumaps` is NULL or has room for that many
 * times `maplen` bytes.
 */
int virDomainGetVcpus(virDomainPtr domain,
                      virVcpuInfoPtr info,
                      int maxinfo,
                      unsigned char *cpumaps,
                      int maplen);

/**
 * Sets the host CPUs that a virtual CPU of a running domain may run on.
 *
 * `cpumap` is a map of `maplen` bytes: CPU n may be used when bit n % 8 of byte n / 8 is set;
 * CPUs beyond the map may not. It remains the caller's.
 *
 * Returns 0, or -1: as virDomainPinVcpuFlags.
 *
 * # Safety
 * `cpumap` is NULL or points to `maplen` bytes.
 */
int virDomainPinVcpu(virDomainPtr domain, unsigned int vcpu, unsigned char *cpumap, int maplen);

/**
 * Sets the host CPUs that a virtual CPU may run on.
 *
 * `cpumap` is as for virDomainPinVcpu. `flags` are bits of virDomainModificationImpact; the
 * test driver accepts 0 only, which means the running domain.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a read-only connection;
 * VIR_ERR_INVALID_ARG for a NULL, no bytes, unknown flags, a virtual CPU that the domain does
 * not have; VIR_ERR_NO_DOMAIN when the domain no longer exists; VIR_ERR_OPERATION_INVALID when
 * it is not running.
 *
 * # Safety
 * `cpumap` is NULL or points to `maplen` bytes.
 */
int virDomainPinVcpuFlags(virDomainPtr domain,
                          unsigned int vcpu,
                          unsigned char *cpumap,
                          int maplen,
                          unsigned int flags);

/**
 * Gets the host CPUs that each possible virtual CPU of a domain may run on.
 *
 * `cpumaps` receives maps of `maplen` bytes, as for virDomainPinVcpu, of as many virtual CPUs
 * as fit in `ncpumaps`. `flags` is a virDomainModificationImpact.
 *
 * Returns the number stored, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_INVALID_ARG for a NULL, a
 * size of 0, live and config together; VIR_ERR_OVERFLOW for maps that are too large together;
 * VIR_ERR_NO_DOMAIN when the domain no longer exists; VIR_ERR_OPERATION_INVALID for flags that
 * do not match its state.
 *
 * # Safety
 * `cpumaps` is NULL or has room for `ncpumaps` times `maplen` bytes.
 */
int virDomainGetVcpuPinInfo(virDomainPtr domain,
                            int ncpumaps,
                            unsigned char *cpumaps,
                            int maplen,
                            unsigned int flags);

/**
 * Sets the host CPUs that the emulator of a domain may run on.
 *
 * `cpumap` is as for virDomainPinVcpu. `flags` are bits of
 * virDomainModificationImpact.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a read-only connection;
 * VIR_ERR_INVALID_ARG for a NULL, no bytes, no CPU, unknown flags, live and config together;
 * VIR_ERR_NO_DOMAIN when the domain no longer exists; VIR_ERR_OPERATION_INVALID for flags that
 * do not match its state.
 *
 * # Safety
 * `cpumap` is NULL or points to `maplen` bytes.
 */
int virDomainPinEmulator(virDomainPtr domain,
                         unsigned char *cpumap,
                         int maplen,
                         unsigned int flags);

/**
 * Gets the host CPUs that the emulator of a domain may run on.
 *
 * `cpumap` receives a map of `maplen` bytes, as for virDomainPinVcpu. `flags` is a
 * virDomainModificationImpact.
 *
 * Returns 1, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_INVALID_ARG for a NULL, no bytes, unknown
 * flags, live and config together; VIR_ERR_NO_DOMAIN when the domain no longer exists;
 * VIR_ERR_OPERATION_INVALID for flags that do not match its state.
 *
 * # Safety
 * `cpumap` is NULL or has room for `maplen` bytes.
 */
int virDomainGetEmulatorPinInfo(virDomainPtr domain,
                                unsigned char *cpumap,
                                int maplen,
                                unsigned int flags);

/**
 * Defines a domain: a new one, or a new definition of the one with the same name and UUID,
 * which keeps running unchanged.
 *
 * `xml` is a `<domain>` document. On this host its type is `cgroup`, the type of `<os>` is
 * `exe`, and `<init>` is an absolute path. It is stored in /etc/virmemctl/domains/NAME.xml
 * (session: $XDG_CONFIG_HOME/virmemctl/domains), with fsync, readable by the owner only;
 * unknown parts of the document are kept. A running transient domain with that name and UUID
 * becomes persistent.
 *
 * Returns a domain for virDomainFree, or NULL: VIR_ERR_INVALID_CONN; VIR_ERR_OPERATION_DENIED
 * on a read-only connection; VIR_ERR_INVALID_ARG when `xml` is NULL; VIR_ERR_XML_DETAIL,
 * VIR_ERR_XML_ERROR and others for an invalid document; VIR_ERR_OPERATION_FAILED when the name
 * or the UUID belongs to another domain, and when a file of that name exists that is not a
 * definition. On qemu:/// and lxc:///, whose domains libvirtd defines,
 * VIR_ERR_OPERATION_UNSUPPORTED; VIR_ERR_SYSTEM_ERROR when the file cannot be written.
 *
 * # Safety
 * `xml` is NULL or a NUL-terminated string.
 */
virDomainPtr virDomainDefineXML(virConnectPtr conn, const char *xml);

/**
 * Defines a domain.
 *
 * `flags` are bits of virDomainDefineFlags. `xml` and the return value are as for
 * virDomainDefineXML, VIR_ERR_INVALID_ARG for unknown flags.
 *
 * # Safety
 * `xml` is NULL or a NUL-terminated string.
 */
virDomainPtr virDomainDefineXMLFlags(virConnectPtr conn, const char *xml, unsigned int flags);

/**
 * Removes a domain's definition. An inactive domain no longer exists then; a running one
 * becomes transient.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a read-only connection;
 * VIR_ERR_NO_DOMAIN; VIR_ERR_OPERATION_INVALID when it has a managed save image.
 *
 * # Safety
 * No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
 */
int virDomainUndefine(virDomainPtr domain);

/**
 * Removes a domain's definition.
 *
 * `flags` are bits of virDomainUndefineFlagsValues: with VIR_DOMAIN_UNDEFINE_MANAGED_SAVE the
 * managed save image is removed too; the test driver also supports
 * VIR_DOMAIN_UNDEFINE_SNAPSHOTS_METADATA. On this host all flags are accepted, as nothing that
 * they name exists. A running domain becomes transient; its autostart flag is removed with the
 * definition.
 *
 * Returns as virDomainUndefine does, VIR_ERR_INVALID_ARG for unknown flags; on this host
 * VIR_ERR_OPERATION_INVALID for contradictory flags, for a transient domain, and for one that
 * libvirtd defines.
 *
 * # Safety
 * No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
 */
int virDomainUndefineFlags(virDomainPtr domain, unsigned int flags);

/**
 * Gets a domain's XML document.
 *
 * `flags` are bits of virDomainXMLFlags: by default the document is the live definition of a
 * running domain, with VIR_DOMAIN_XML_INACTIVE the persistent one.
 *
 * Returns a string that the caller frees with free(), or NULL: VIR_ERR_INVALID_DOMAIN;
 * VIR_ERR_OPERATION_DENIED for VIR_DOMAIN_XML_SECURE and VIR_DOMAIN_XML_MIGRATABLE on a
 * read-only connection; VIR_ERR_INVALID_ARG for unknown flags; VIR_ERR_NO_DOMAIN.
 *
 * # Safety
 * No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
 */
char *virDomainGetXMLDesc(virDomainPtr domain, unsigned int flags);

/**
 * Gets the type of a domain's operating system; "linux" from the test driver.
 *
 * Returns a string that the caller frees with free(), or NULL with VIR_ERR_INVALID_DOMAIN.
 *
 * # Safety
 * No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
 */
char *virDomainGetOSType(virDomainPtr domain);

/**
 * Checks whether the live definition of a domain was changed since it started; never in the
 * test driver.
 *
 * Returns 1 if it was, 0 if not, or -1 with VIR_ERR_INVALID_DOMAIN.
 *
 * # Safety
 * No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
 */
int virDomainIsUpdated(virDomainPtr dom);

/**
 * Renames a domain. The handle keeps the old name.
 *
 * `new_name` has no '/'. `flags` is 0. On this host it is one atomic rename of a file.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_INVALID_ARG when `new_name` is NULL or
 * empty, and for flags; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_DOMAIN;
 * VIR_ERR_OPERATION_INVALID when the domain is running and when the name is in use;
 * VIR_ERR_XML_ERROR for an invalid name.
 *
 * # Safety
 * `new_name` is NULL or a NUL-terminated string.
 */
int virDomainRename(virDomainPtr dom, const char *new_name, unsigned int flags);

/**
 * Attaches the device that a document describes.
 *
 * `flags` are bits of virDomainDeviceModifyFlags.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_INVALID_ARG when `xml` is
 * NULL; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT:
 * no driver adds devices yet.
 *
 * # Safety
 * `xml` is NULL or a NUL-terminated string.
 */
int virDomainAttachDeviceFlags(virDomainPtr domain, const char *xml, unsigned int flags);

/**
 * Detaches the device that a document describes.
 *
 * `flags` are bits of virDomainDeviceModifyFlags. Returns as
 * virDomainAttachDeviceFlags does.
 *
 * # Safety
 * `xml` is NULL or a NUL-terminated string.
 */
int virDomainDetachDeviceFlags(virDomainPtr domain, const char *xml, unsigned int flags);

/**
 * Updates the device that a document describes.
 *
 * `flags` are bits of virDomainDeviceModifyFlags. Returns as
 * virDomainAttachDeviceFlags does.
 *
 * # Safety
 * `xml` is NULL or a NUL-terminated string.
 */
int virDomainUpdateDeviceFlags(virDomainPtr domain, const char *xml, unsigned int flags);

/**
 * Lists the addresses of a domain's network interfaces.
 *
 * `source` is a virDomainInterfaceAddressesSource. `ifaces` receives an array with a NULL after
 * the last item, which the caller frees: each item with virDomainInterfaceFree, the array with
 * free(). On failure, and where there is no interface, it is set to NULL. `flags` is 0.
 *
 * Returns the number of interfaces, or -1: VIR_ERR_INVALID_DOMAIN, VIR_ERR_INVALID_ARG when
 * `ifaces` is NULL and for flags, VIR_ERR_NO_DOMAIN when the domain no longer exists,
 * VIR_ERR_OPERATION_INVALID when it is not running, VIR_ERR_ARGUMENT_UNSUPPORTED for another
 * source, VIR_ERR_NO_NETWORK for an interface whose network does not exist.
 *
 * # Safety
 * `ifaces` is NULL or points to room for a pointer.
 */
int virDomainInterfaceAddresses(virDomainPtr dom,
                                virDomainInterfacePtr **ifaces,
                                unsigned int source,
                                unsigned int flags);

/**
 * Frees an interface of virDomainInterfaceAddresses. The last error is unchanged.
 *
 * # Safety
 * `iface` is NULL or from virDomainInterfaceAddresses and not freed before.
 */
void virDomainInterfaceFree(virDomainInterfacePtr iface);

/**
 * Gets information about the guest from its agent.
 *
 * `types` are bits of virDomainGuestInfoTypes, 0 for all of them. `params` receives an array of
 * `*nparams` parameters that the caller frees with virTypedParamsFree. `flags` is 0.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_DOMAIN, VIR_ERR_OPERATION_DENIED on a read-only connection,
 * VIR_ERR_INVALID_ARG for a NULL and flags, VIR_ERR_NO_SUPPORT from the existing drivers.
 *
 * # Safety
 * `params` is NULL or points to room for a pointer, `nparams` is NULL or points
 * to room for a number.
 */
int virDomainGetGuestInfo(virDomainPtr domain,
                          unsigned int types,
                          virTypedParameterPtr *params,
                          int *nparams,
                          unsigned int flags);

/**
 * Gets the guest's hostname. `flags` is 0.
 *
 * Returns a string that the caller frees with free(), or NULL: VIR_ERR_INVALID_DOMAIN,
 * VIR_ERR_OPERATION_DENIED on a read-only connection, VIR_ERR_INVALID_ARG for flags,
 * VIR_ERR_NO_DOMAIN when the domain no longer exists, VIR_ERR_OPERATION_INVALID when it is not
 * running.
 *
 * # Safety
 * No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
 */
char *virDomainGetHostname(virDomainPtr domain, unsigned int flags);

/**
 * Gets the time of the guest's clock.
 *
 * `seconds` receives the seconds since 1970, `nseconds` the nanoseconds of the second. `flags`
 * is 0.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_DOMAIN, VIR_ERR_OPERATION_DENIED on a read-only connection,
 * VIR_ERR_INVALID_ARG for a NULL and flags, VIR_ERR_NO_DOMAIN when the domain no longer exists,
 * VIR_ERR_OPERATION_INVALID when its CPUs are not running.
 *
 * # Safety
 * `seconds` and `nseconds` are NULL or point to room for a number.
 */
int virDomainGetTime(virDomainPtr dom,
                     long long *seconds,
                     unsigned int *nseconds,
                     unsigned int flags);

/**
 * Sets a guest's clock.
 *
 * `seconds` are counted since 1970, `nseconds` are the nanoseconds of the second.
 * `flags` is 0, or VIR_DOMAIN_TIME_SYNC to take the time from the hardware's
 * clock.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_DOMAIN, VIR_ERR_OPERATION_DENIED on a read-only connection,
 * VIR_ERR_INVALID_ARG for unknown flags, VIR_ERR_NO_DOMAIN when the domain no longer exists,
 * VIR_ERR_OPERATION_INVALID when it is not running.
 *
 * # Safety
 * No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
 */
int virDomainSetTime(virDomainPtr dom,
                     long long seconds,
                     unsigned int nseconds,
                     unsigned int flags);

/**
 * Lists the file systems that a guest uses.
 *
 * `info` receives an array with a NULL after the last item, which the caller frees: each item
 * with virDomainFSInfoFree, the array with free(); NULL where there is none. `flags` is 0.
 *
 * Returns their number, or -1: VIR_ERR_INVALID_DOMAIN, VIR_ERR_OPERATION_DENIED on a read-only
 * connection, VIR_ERR_INVALID_ARG when `info` is NULL and for flags, VIR_ERR_NO_DOMAIN when the
 * domain no longer exists, VIR_ERR_OPERATION_INVALID when it is not running.
 *
 * # Safety
 * `info` is NULL or points to room for a pointer.
 */
int virDomainGetFSInfo(virDomainPtr dom, virDomainFSInfoPtr **info, unsigned int flags);

/**
 * Frees a file system of virDomainGetFSInfo. The last error is unchanged.
 *
 * # Safety
 * `info` is NULL or from virDomainGetFSInfo and not freed before.
 */
void virDomainFSInfoFree(virDomainFSInfoPtr info);

/**
 * Adds a reference to a domain; virDomainFree must be called once more.
 *
 * Returns 0, or -1 with VIR_ERR_INVALID_DOMAIN.
 *
 * # Safety
 * No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
 */
int virDomainRef(virDomainPtr domain);

/**
 * Releases a reference to a domain handle, which is freed with the last one. The domain itself
 * is not affected.
 *
 * Returns 0, or -1 with VIR_ERR_INVALID_DOMAIN.
 *
 * # Safety
 * No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
 */
int virDomainFree(virDomainPtr domain);

/**
 * Gets the connection of a domain.
 *
 * Returns the connection, without an additional reference: it must not be closed for this; or
 * NULL with VIR_ERR_INVALID_DOMAIN.
 *
 * # Safety
 * No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
 */
virConnectPtr virDomainGetConnect(virDomainPtr dom);

/**
 * Gets a domain's name.
 *
 * Returns a string that belongs to the handle, or NULL with VIR_ERR_INVALID_DOMAIN.
 *
 * # Safety
 * The string must not be used after the handle is released, nor freed.
 */
const char *virDomainGetName(virDomainPtr domain);

/**
 * Gets a domain's ID, as of the lookup, or of the last start or stop through this handle.
 *
 * Returns the ID; (unsigned int)-1 when it was not running, and with VIR_ERR_INVALID_DOMAIN.
 *
 * # Safety
 * No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
 */
unsigned int virDomainGetID(virDomainPtr domain);

/**
 * Gets a domain's UUID.
 *
 * `uuid` receives VIR_UUID_BUFLEN raw bytes.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_DOMAIN, VIR_ERR_INVALID_ARG when `uuid` is
 * NULL.
 *
 * # Safety
 * `uuid` is NULL or points to room for VIR_UUID_BUFLEN bytes.
 */
int virDomainGetUUID(virDomainPtr domain, unsigned char *uuid);

/**
 * Gets a domain's UUID as a string, in lower case with four hyphens.
 *
 * `buf` receives VIR_UUID_STRING_BUFLEN characters, including the NUL.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_DOMAIN, VIR_ERR_INVALID_ARG when `buf` is
 * NULL.
 *
 * # Safety
 * `buf` is NULL or points to room for VIR_UUID_STRING_BUFLEN characters.
 */
int virDomainGetUUIDString(virDomainPtr domain, char *buf);

/**
 * Gets a domain's I/O threads and their CPU affinity.
 *
 * `info` receives an array of pointers, with a NULL after the last: the caller frees each with
 * virDomainIOThreadInfoFree and the array with free(). It is set to NULL if there are none.
 * `flags` is a virDomainModificationImpact.
 *
 * Returns their number, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_INVALID_ARG for a NULL, unknown
 * flags, live and config together; VIR_ERR_NO_DOMAIN when the domain no longer exists;
 * VIR_ERR_OPERATION_INVALID for flags that do not match its state.
 *
 * # Safety
 * `info` is NULL or points to room for a pointer.
 */
int virDomainGetIOThreadInfo(virDomainPtr dom, virDomainIOThreadInfoPtr **info, unsigned int flags);

/**
 * Frees an I/O thread of virDomainGetIOThreadInfo. The last error is unchanged.
 *
 * # Safety
 * `info` is NULL or from virDomainGetIOThreadInfo, and is not used again.
 */
void virDomainIOThreadInfoFree(virDomainIOThreadInfoPtr info);

/**
 * Adds an I/O thread to a domain.
 *
 * `iothread_id` is its ID, above 0. `flags` are bits of virDomainModificationImpact.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a read-only connection;
 * VIR_ERR_INVALID_ARG for the ID 0 and one that exists, unknown flags, live and config
 * together; VIR_ERR_NO_DOMAIN when the domain no longer exists; VIR_ERR_OPERATION_INVALID for
 * flags that do not match its state.
 *
 * # Safety
 * No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
 */
int virDomainAddIOThread(virDomainPtr domain, unsigned int iothread_id, unsigned int flags);

/**
 * Removes an I/O thread from a domain.
 *
 * Returns 0, or -1: as virDomainAddIOThread, VIR_ERR_INVALID_ARG for a thread that does not
 * exist.
 *
 * # Safety
 * No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
 */
int virDomainDelIOThread(virDomainPtr domain, unsigned int iothread_id, unsigned int flags);

/**
 * Sets the host CPUs that an I/O thread may run on.
 *
 * `cpumap` is a map of `maplen` bytes, as for virDomainPinVcpu. `flags` are bits of
 * virDomainModificationImpact.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a read-only connection;
 * VIR_ERR_INVALID_ARG for a NULL, no bytes, no CPU, a thread that does not exist, unknown
 * flags, live and config together; VIR_ERR_NO_DOMAIN when the domain no longer exists;
 * VIR_ERR_OPERATION_INVALID for flags that do not match its state.
 *
 * # Safety
 * `cpumap` is NULL or points to `maplen` bytes.
 */
int virDomainPinIOThread(virDomainPtr domain,
                         unsigned int iothread_id,
                         unsigned char *cpumap,
                         int maplen,
                         unsigned int flags);

/**
 * Sets the polling parameters of an I/O thread of a running domain.
 *
 * `params` is an array of `nparams` parameters: VIR_DOMAIN_IOTHREAD_POLL_MAX_NS, a ULLONG,
 * VIR_DOMAIN_IOTHREAD_POLL_GROW and VIR_DOMAIN_IOTHREAD_POLL_SHRINK, each a UINT. It remains
 * the caller's. The test driver does not store them. `flags` is 0 or VIR_DOMAIN_AFFECT_LIVE.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a read-only connection;
 * VIR_ERR_INVALID_ARG for no parameters, a name without a NUL, a wrong type, a name given
 * twice, a thread that does not exist, unknown flags; VIR_ERR_ARGUMENT_UNSUPPORTED for an
 * unknown name; VIR_ERR_NO_DOMAIN when the domain no longer exists; VIR_ERR_OPERATION_INVALID
 * when it is not running.
 *
 * # Safety
 * `params` is NULL or points to `nparams` parameters, of which those of type
 * VIR_TYPED_PARAM_STRING hold NULL or a NUL-terminated string.
 */
int virDomainSetIOThreadParams(virDomainPtr domain,
                               unsigned int iothread_id,
                               virTypedParameterPtr params,
                               int nparams,
                               unsigned int flags);

/**
 * Aborts the job of a domain.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a
 * read-only connection; VIR_ERR_NO_SUPPORT: no driver has such jobs yet.
 *
 * # Safety
 * No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
 */
int virDomainAbortJob(virDomainPtr dom);

/**
 * Gets the progress of a domain's job; virDomainGetJobStats returns more details.
 *
 * Returns 0 with `info` filled in, or -1: VIR_ERR_INVALID_DOMAIN;
 * VIR_ERR_INVALID_ARG when `info` is NULL; VIR_ERR_NO_SUPPORT: no driver has such
 * jobs yet.
 *
 * # Safety
 * `info` is NULL or points to room for one.
 */
int virDomainGetJobInfo(virDomainPtr domain, virDomainJobInfoPtr info);

/**
 * Gets the progress of a domain's job.
 *
 * `type` receives a virDomainJobType; `params` receives an array of `*nparams` typed
 * parameters, which the caller frees with virTypedParamsFree.
 *
 * `flags` are virDomainGetJobStatsFlags.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_INVALID_ARG for a NULL and for a flag
 * without the flag that it requires; VIR_ERR_NO_SUPPORT: no driver has such jobs yet.
 *
 * # Safety
 * `type`, `params` and `nparams` are NULL or point to room for one each.
 */
int virDomainGetJobStats(virDomainPtr domain,
                         int *type,
                         virTypedParameterPtr *params,
                         int *nparams,
                         unsigned int flags);

/**
 * Starts a transient domain from a document; with a definition of the same name and UUID, the
 * domain is that persistent one.
 *
 * `xmlDesc` is a `<domain>` document. `flags` are bits of virDomainCreateFlags; the test driver
 * supports VIR_DOMAIN_START_VALIDATE, this host also VIR_DOMAIN_START_PAUSED: the program is
 * started when the domain is resumed.
 *
 * On this host (cgroup:///) the document's type is `cgroup`, the type of `<os>` is `exe`, and
 * `<init>` is the absolute path of the program, with `<initarg>` elements as arguments. The
 * process is in its cgroup, with the limits of `<memtune>` set, before the program starts. It
 * is not a child of the caller, which gets no SIGCHLD; it is the leader of a new session and
 * keeps running when the caller exits. Its standard input is /dev/null; standard output and
 * standard error are appended to /var/log/virmemctl/NAME.log (session:
 * $XDG_STATE_HOME/virmemctl/log). No other file is open. Signal dispositions are the default,
 * the umask is 022, the working directory `<initdir>` or `/`. The environment is PATH, HOME,
 * VIRMEMCTL_NAME, VIRMEMCTL_UUID and each `<initenv name='…'>`, which overrides these.
 * `<inituser>` and `<initgroup>`, names or numeric IDs (`+1000` is always an ID), are its user
 * and group; the default group is the user's primary one, and the supplementary groups are the
 * user's. Resource limits, niceness, namespaces and the like are inherited from the caller.
 *
 * Returns a domain for virDomainFree, or NULL: VIR_ERR_INVALID_CONN; VIR_ERR_OPERATION_DENIED
 * on a read-only connection; VIR_ERR_INVALID_ARG when `xmlDesc` is NULL and for unknown flags;
 * VIR_ERR_XML_DETAIL, VIR_ERR_XML_ERROR and others for an invalid document;
 * VIR_ERR_OPERATION_FAILED when the name or the UUID belongs to another domain;
 * VIR_ERR_OPERATION_INVALID when the domain is running. On this host also VIR_ERR_SYSTEM_ERROR
 * with errno in int1 when the program cannot be started (ENOENT if it does not exist),
 * VIR_ERR_CONFIG_UNSUPPORTED for another type, and for an unknown user or group,
 * VIR_ERR_OPERATION_FAILED when its min_guarantee cannot be satisfied,
 * VIR_ERR_OPERATION_UNSUPPORTED for VIR_DOMAIN_START_AUTODESTROY, as there is no daemon, and on
 * qemu:/// and lxc:///. Nothing remains of a failed start.
 *
 * # Safety
 * `xmlDesc` is NULL or a NUL-terminated string.
 */
virDomainPtr virDomainCreateXML(virConnectPtr conn, const char *xmlDesc, unsigned int flags);

/**
 * Starts a domain from a document: the old name of virDomainCreateXML.
 *
 * # Safety
 * As for virDomainCreateXML.
 */
virDomainPtr virDomainCreateLinux(virConnectPtr conn, const char *xmlDesc, unsigned int flags);

/**
 * Starts a domain from its definition.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a read-only connection;
 * VIR_ERR_NO_DOMAIN; VIR_ERR_INTERNAL_ERROR from the test driver when it is running,
 * VIR_ERR_OPERATION_INVALID on this host, and there the errors of virDomainCreateXML.
 *
 * # Safety
 * No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
 */
int virDomainCreate(virDomainPtr domain);

/**
 * Starts a domain from its definition.
 *
 * `flags` are bits of virDomainCreateFlags; the test driver supports none, this host
 * VIR_DOMAIN_START_PAUSED.
 *
 * Returns as virDomainCreate does, VIR_ERR_INVALID_ARG for unknown flags.
 *
 * # Safety
 * No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
 */
int virDomainCreateWithFlags(virDomainPtr domain, unsigned int flags);

/**
 * Stops a domain immediately.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a read-only connection;
 * VIR_ERR_NO_DOMAIN; VIR_ERR_OPERATION_INVALID when it is not running.
 *
 * # Safety
 * No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
 */
int virDomainDestroy(virDomainPtr domain);

/**
 * Stops a domain immediately.
 *
 * `flags` are bits of virDomainDestroyFlagsValues: VIR_DOMAIN_DESTROY_GRACEFUL.
 *
 * On this host all processes of the domain's cgroup are killed, however fast they fork: by
 * cgroup.kill (Linux 5.14), else frozen and killed. When the call returns, the processes and
 * the cgroup no longer exist, nor does a transient domain. With VIR_DOMAIN_DESTROY_GRACEFUL
 * only the domain's first process gets SIGTERM, and 10 seconds: VIR_ERR_OPERATION_FAILED when
 * the domain is still running then.
 *
 * Returns as virDomainDestroy does, VIR_ERR_INVALID_ARG for unknown flags. On this host also
 * VIR_ERR_OPERATION_UNSUPPORTED for a guest of libvirtd's or systemd's, which have to stop it,
 * and VIR_ERR_SYSTEM_ERROR with ETIMEDOUT in int1 when processes remain after 20 seconds.
 *
 * # Safety
 * No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
 */
int virDomainDestroyFlags(virDomainPtr domain, unsigned int flags);

/**
 * Asks the guest to power off; the definition's `<on_poweroff>` is the action that follows.
 *
 * On this host the domain's first process gets SIGTERM; VIR_DOMAIN_EVENT_STOPPED reports the
 * exit of all its processes. A paused domain gets the signal when it is resumed.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a read-only connection;
 * VIR_ERR_NO_DOMAIN; VIR_ERR_INTERNAL_ERROR from the test driver when it is not running.
 *
 * # Safety
 * No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
 */
int virDomainShutdown(virDomainPtr domain);

/**
 * Asks the guest to power off.
 *
 * `flags` are bits of virDomainShutdownFlagValues; the test driver supports none, this host
 * VIR_DOMAIN_SHUTDOWN_SIGNAL, its only method.
 *
 * Returns as virDomainShutdown does, VIR_ERR_INVALID_ARG for unknown flags.
 *
 * # Safety
 * No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
 */
int virDomainShutdownFlags(virDomainPtr domain, unsigned int flags);

/**
 * Asks the guest to reboot; the definition's `<on_reboot>` is the action that follows.
 *
 * `flags` are bits of virDomainRebootFlagValues.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a read-only connection;
 * VIR_ERR_INVALID_ARG for unknown flags; VIR_ERR_NO_DOMAIN; VIR_ERR_OPERATION_INVALID when it
 * is not running.
 *
 * # Safety
 * No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
 */
int virDomainReboot(virDomainPtr domain, unsigned int flags);

/**
 * Resets a domain immediately, like the reset button of a machine.
 *
 * `flags` is 0. Returns as virDomainReboot does.
 *
 * # Safety
 * No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
 */
int virDomainReset(virDomainPtr domain, unsigned int flags);

/**
 * Pauses a domain until virDomainResume.
 *
 * On this host its processes are frozen: by cgroup.freeze, or on cgroup v1 in a group of the
 * freezer hierarchy, which remains until the domain stops. Pausing a paused domain does
 * nothing.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a read-only connection;
 * VIR_ERR_NO_DOMAIN; VIR_ERR_INTERNAL_ERROR from the test driver when it is paused or not
 * running. On this host VIR_ERR_OPERATION_INVALID when it is not running,
 * VIR_ERR_OPERATION_UNSUPPORTED for a guest of libvirtd's or systemd's and where there is no
 * freezer.
 *
 * # Safety
 * No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
 */
int virDomainSuspend(virDomainPtr domain);

/**
 * Resumes a domain that virDomainSuspend paused.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a
 * read-only connection; VIR_ERR_NO_DOMAIN; VIR_ERR_INTERNAL_ERROR from the test
 * driver when it is not paused, VIR_ERR_OPERATION_INVALID on this host.
 *
 * # Safety
 * No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
 */
int virDomainResume(virDomainPtr domain);

/**
 * Sends the guest a non-maskable interrupt.
 *
 * `flags` is 0. Returns as virDomainReboot does.
 *
 * # Safety
 * No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
 */
int virDomainInjectNMI(virDomainPtr domain, unsigned int flags);

/**
 * Lists the domains that match a filter.
 *
 * `flags` are bits of virConnectListAllDomainsFlags: a domain must match one of the given flags
 * of each group that has any. `domains`, unless it is NULL, receives an array with a NULL after
 * the last domain, which the caller frees: each domain with virDomainFree, the array with
 * free(). On failure it is set to NULL.
 *
 * Returns their number, or -1: VIR_ERR_INVALID_CONN, VIR_ERR_INVALID_ARG for unknown flags.
 *
 * # Safety
 * `domains` is NULL or points to room for a pointer.
 */
int virConnectListAllDomains(virConnectPtr conn, virDomainPtr **domains, unsigned int flags);

/**
 * Counts the running domains.
 *
 * Returns their number, or -1 with VIR_ERR_INVALID_CONN.
 *
 * # Safety
 * No requirement: an invalid handle fails with VIR_ERR_INVALID_CONN.
 */
int virConnectNumOfDomains(virConnectPtr conn);

/**
 * Lists the IDs of the running domains.
 *
 * `ids` has room for `maxids` numbers; the rest is omitted.
 *
 * Returns the number stored, or -1: VIR_ERR_INVALID_CONN, VIR_ERR_INVALID_ARG when `maxids` is
 * negative, or not 0 and `ids` NULL.
 *
 * # Safety
 * `ids` is NULL or points to room for `maxids` numbers.
 */
int virConnectListDomains(virConnectPtr conn, int *ids, int maxids);

/**
 * Counts the inactive defined domains.
 *
 * Returns their number, or -1 with VIR_ERR_INVALID_CONN.
 *
 * # Safety
 * No requirement: an invalid handle fails with VIR_ERR_INVALID_CONN.
 */
int virConnectNumOfDefinedDomains(virConnectPtr conn);

/**
 * Lists the names of the inactive defined domains.
 *
 * `names` has room for `maxnames` strings, which the caller frees with free(); unused elements
 * are set to NULL, and the rest is omitted.
 *
 * Returns the number stored, or -1: VIR_ERR_INVALID_CONN, VIR_ERR_INVALID_ARG when `maxnames`
 * is negative, or not 0 and `names` NULL.
 *
 * # Safety
 * `names` is NULL or points to room for `maxnames` pointers.
 */
int virConnectListDefinedDomains(virConnectPtr conn, char **names, int maxnames);

/**
 * Looks up a domain by name.
 *
 * Returns a domain for virDomainFree, or NULL: VIR_ERR_INVALID_CONN,
 * VIR_ERR_INVALID_ARG when `name` is NULL, VIR_ERR_NO_DOMAIN when there is none.
 *
 * # Safety
 * `name` is NULL or a NUL-terminated string.
 */
virDomainPtr virDomainLookupByName(virConnectPtr conn, const char *name);

/**
 * Looks up a running domain by ID: libvirt's ID for libvirt's guests, the process ID for
 * machines and attached processes.
 *
 * Returns a domain for virDomainFree, or NULL: VIR_ERR_INVALID_CONN,
 * VIR_ERR_INVALID_ARG when `id` is negative, VIR_ERR_NO_DOMAIN when there is none.
 *
 * # Safety
 * No requirement: an invalid handle fails with VIR_ERR_INVALID_CONN.
 */
virDomainPtr virDomainLookupByID(virConnectPtr conn, int id);

/**
 * Looks up a domain by UUID.
 *
 * `uuid` is VIR_UUID_BUFLEN raw bytes.
 *
 * Returns a domain for virDomainFree, or NULL: VIR_ERR_INVALID_CONN,
 * VIR_ERR_INVALID_ARG when `uuid` is NULL, VIR_ERR_NO_DOMAIN when there is none.
 *
 * # Safety
 * `uuid` is NULL or points to VIR_UUID_BUFLEN bytes.
 */
virDomainPtr virDomainLookupByUUID(virConnectPtr conn, const unsigned char *uuid);

/**
 * Looks up a domain by UUID in text form: 32 hexadecimal digits in either case, with hyphens
 * and spaces allowed between pairs.
 *
 * Returns a domain for virDomainFree, or NULL: VIR_ERR_INVALID_CONN, VIR_ERR_INVALID_ARG when
 * the string is NULL or not a UUID, VIR_ERR_NO_DOMAIN when there is none.
 *
 * # Safety
 * `uuidstr` is NULL or a NUL-terminated string.
 */
virDomainPtr virDomainLookupByUUIDString(virConnectPtr conn, const char *uuidstr);

/**
 * Saves the memory of a domain to a managed image and stops it; the next start restores the
 * image.
 *
 * `flags` are bits of virDomainSaveRestoreFlags: VIR_DOMAIN_SAVE_BYPASS_CACHE,
 * and one of VIR_DOMAIN_SAVE_RUNNING and VIR_DOMAIN_SAVE_PAUSED.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a read-only connection;
 * VIR_ERR_INVALID_ARG for unknown flags and for running and paused together; VIR_ERR_NO_DOMAIN;
 * VIR_ERR_OPERATION_INVALID when it is not running, and when it is transient.
 *
 * # Safety
 * No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
 */
int virDomainManagedSave(virDomainPtr dom, unsigned int flags);

/**
 * Checks whether a domain has a managed save image.
 *
 * `flags` is 0.
 *
 * Returns 1 if it has, 0 if not, or -1: VIR_ERR_INVALID_DOMAIN, VIR_ERR_INVALID_ARG for flags,
 * VIR_ERR_NO_DOMAIN.
 *
 * # Safety
 * No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
 */
int virDomainHasManagedSaveImage(virDomainPtr dom, unsigned int flags);

/**
 * Removes the managed save image of a domain, if there is one.
 *
 * `flags` is 0.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a
 * read-only connection; VIR_ERR_INVALID_ARG for flags; VIR_ERR_NO_DOMAIN.
 *
 * # Safety
 * No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
 */
int virDomainManagedSaveRemove(virDomainPtr dom, unsigned int flags);

/**
 * Gets the maximum memory of a domain.
 *
 * Returns the size in KiB, or 0: VIR_ERR_INVALID_DOMAIN, VIR_ERR_NO_DOMAIN when it no longer
 * exists.
 *
 * # Safety
 * No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
 */
unsigned long virDomainGetMaxMemory(virDomainPtr domain);

/**
 * Sets the maximum memory of an inactive domain.
 *
 * `memory` is the size in KiB. Its current memory is reduced to it.
 *
 * Returns 0, or -1: as virDomainSetMemoryFlags.
 *
 * # Safety
 * No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
 */
int virDomainSetMaxMemory(virDomainPtr domain, unsigned long memory);

/**
 * Sets the memory size of a running domain.
 *
 * `memory` is the size in KiB.
 *
 * Returns 0, or -1: as virDomainSetMemoryFlags.
 *
 * # Safety
 * No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
 */
int virDomainSetMemory(virDomainPtr domain, unsigned long memory);

/**
 * Sets the memory size of a domain, or its maximum.
 *
 * `memory` is the size in KiB. `flags` are bits of virDomainMemoryModFlags.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a read-only connection;
 * VIR_ERR_INVALID_ARG for 0, for more than the maximum, for unknown flags, live and config
 * together; VIR_ERR_OVERFLOW for a size that is too large; VIR_ERR_NO_DOMAIN when the domain no
 * longer exists; VIR_ERR_OPERATION_INVALID for flags that do not match its state, and for the
 * maximum of a running domain.
 *
 * # Safety
 * No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
 */
int virDomainSetMemoryFlags(virDomainPtr domain, unsigned long memory, unsigned int flags);

/**
 * Sets how often a domain's memory balloon gathers statistics.
 *
 * `period` is in seconds; 0 is never. `flags` are bits of
 * virDomainMemoryModFlags, without the maximum.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a read-only connection;
 * VIR_ERR_INVALID_ARG for a negative period, unknown flags, live and config together;
 * VIR_ERR_NO_DOMAIN when the domain no longer exists; VIR_ERR_OPERATION_INVALID for flags that
 * do not match its state; VIR_ERR_INTERNAL_ERROR where it has no balloon.
 *
 * # Safety
 * No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
 */
int virDomainSetMemoryStatsPeriod(virDomainPtr domain, int period, unsigned int flags);

/**
 * Sets or removes metadata of a domain: its title, its description, or an element of its
 * `<metadata>`.
 *
 * `type` is a virDomainMetadataType. `metadata` is the text, NULL to remove it; a title is a
 * single line; an element is an XML document, whose parts without a namespace are put into the
 * namespace `uri` with the prefix `key`. For a title and a description `key` and `uri` are
 * NULL. `flags` are bits of virDomainModificationImpact.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a read-only connection;
 * VIR_ERR_INVALID_ARG for a newline in a title, for a superfluous or missing `key` or `uri`,
 * for an unknown `type` and for unknown flags; VIR_ERR_NO_DOMAIN; VIR_ERR_OPERATION_INVALID for
 * flags that do not match the domain's state; VIR_ERR_XML_DETAIL for an element that is not
 * well formed; VIR_ERR_INTERNAL_ERROR for a `key` that is not a valid prefix.
 *
 * # Safety
 * `metadata`, `key` and `uri` are NULL or NUL-terminated strings.
 */
int virDomainSetMetadata(virDomainPtr domain,
                         int type,
                         const char *metadata,
                         const char *key,
                         const char *uri,
                         unsigned int flags);

/**
 * Gets metadata of a domain.
 *
 * `type` is a virDomainMetadataType; `uri` is the namespace of an element, and
 * NULL for a title and a description. `flags` is a virDomainModificationImpact.
 *
 * Returns a string that the caller frees with free(), or NULL: VIR_ERR_INVALID_DOMAIN;
 * VIR_ERR_INVALID_ARG for a superfluous or missing `uri`, for an unknown `type`, for unknown
 * flags and for live and config together; VIR_ERR_NO_DOMAIN; VIR_ERR_OPERATION_INVALID for
 * flags that do not match the domain's state; VIR_ERR_NO_DOMAIN_METADATA when there is none.
 *
 * # Safety
 * `uri` is NULL or a NUL-terminated string.
 */
char *virDomainGetMetadata(virDomainPtr domain, int type, const char *uri, unsigned int flags);

/**
 * Gets the autostart flag of a domain.
 *
 * Returns 0 with 1 or 0 in `autostart`, or -1: VIR_ERR_INVALID_DOMAIN,
 * VIR_ERR_INVALID_ARG when `autostart` is NULL, VIR_ERR_NO_DOMAIN.
 *
 * # Safety
 * `autostart` is NULL or points to room for a number.
 */
int virDomainGetAutostart(virDomainPtr domain, int *autostart);

/**
 * Sets the autostart flag of a domain, or clears it if `autostart` is 0. On this host it is
 * only a flag: there is no daemon, so a service of the host has to start the domains that have
 * it, as examples/python/autostart.py does.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a
 * read-only connection; VIR_ERR_NO_DOMAIN; on this host
 * VIR_ERR_OPERATION_INVALID for a transient domain.
 *
 * # Safety
 * No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
 */
int virDomainSetAutostart(virDomainPtr domain, int autostart);

/**
 * Sets the action for power-off, reboot or crash of the guest.
 *
 * `type` is a virDomainLifecycle and `action` a virDomainLifecycleAction; only a crash can dump
 * memory. `flags` are bits of virDomainModificationImpact.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a read-only connection;
 * VIR_ERR_INVALID_ARG for an unknown `type`, `action` or flag; VIR_ERR_CONFIG_UNSUPPORTED for
 * an action that is valid for crashes only; VIR_ERR_NO_DOMAIN; VIR_ERR_OPERATION_INVALID for
 * flags that do not match the domain's state.
 *
 * # Safety
 * No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
 */
int virDomainSetLifecycleAction(virDomainPtr domain,
                                unsigned int type,
                                unsigned int action,
                                unsigned int flags);

/**
 * Checks whether a domain is running.
 *
 * Returns 1 if it is, 0 if not, or -1: VIR_ERR_INVALID_DOMAIN, VIR_ERR_NO_DOMAIN when it no
 * longer exists.
 *
 * # Safety
 * No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
 */
int virDomainIsActive(virDomainPtr dom);

/**
 * Checks whether a domain has a persistent definition.
 *
 * Returns 1 if it has, 0 if not, or -1: VIR_ERR_INVALID_DOMAIN, VIR_ERR_NO_DOMAIN when it no
 * longer exists.
 *
 * # Safety
 * No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
 */
int virDomainIsPersistent(virDomainPtr dom);

/**
 * Gets a domain's state.
 *
 * `state` receives a virDomainState; `reason`, unless it is NULL, receives the reason, from the
 * enumeration of that state. `flags` is 0.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_DOMAIN, VIR_ERR_INVALID_ARG when `state` is NULL and for
 * flags, VIR_ERR_NO_DOMAIN when it no longer exists.
 *
 * # Safety
 * `state` and `reason` are NULL or point to room for a number.
 */
int virDomainGetState(virDomainPtr domain, int *state, int *reason, unsigned int flags);

/**
 * Gets a domain's state, memory, virtual CPUs and CPU time.
 *
 * Where no definition is known, the maximum memory is the hard limit or the host's memory, the
 * memory is the usage, and the virtual CPUs are the CPUs that the caller may use.
 *
 * Returns 0 with `info` filled in, or -1: VIR_ERR_INVALID_DOMAIN, VIR_ERR_INVALID_ARG when
 * `info` is NULL, VIR_ERR_NO_DOMAIN when it no longer exists, VIR_ERR_SYSTEM_ERROR when a file
 * cannot be read.
 *
 * # Safety
 * `info` is NULL or points to room for a virDomainInfo.
 */
int virDomainGetInfo(virDomainPtr domain, virDomainInfoPtr info);

/**
 * Gets the maximum number of virtual CPUs of a domain of some type.
 *
 * `type` is the type of domain, as in `<domain type='…'>`, or NULL.
 *
 * Returns the number, or -1: VIR_ERR_INVALID_CONN, VIR_ERR_NO_SUPPORT.
 *
 * # Safety
 * `type` is NULL or a NUL-terminated string.
 */
int virConnectGetMaxVcpus(virConnectPtr conn, const char *type);

/**
 * Gets the maximum number of virtual CPUs of a running domain.
 *
 * Returns the number, or -1: as virDomainGetVcpusFlags.
 *
 * # Safety
 * No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
 */
int virDomainGetMaxVcpus(virDomainPtr domain);

/**
 * Gets the number of virtual CPUs of a domain, or its maximum.
 *
 * `flags` are bits of virDomainVcpuFlags; the test driver supports VIR_DOMAIN_VCPU_LIVE,
 * VIR_DOMAIN_VCPU_CONFIG and VIR_DOMAIN_VCPU_MAXIMUM.
 *
 * Returns the number, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_INVALID_ARG for unknown flags,
 * live and config together; VIR_ERR_NO_DOMAIN when the domain no longer exists;
 * VIR_ERR_OPERATION_INVALID for flags that do not match its state.
 *
 * # Safety
 * No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
 */
int virDomainGetVcpusFlags(virDomainPtr domain, unsigned int flags);

/**
 * Sets the number of virtual CPUs of a running domain.
 *
 * Returns 0, or -1: as virDomainSetVcpusFlags.
 *
 * # Safety
 * No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
 */
int virDomainSetVcpus(virDomainPtr domain, unsigned int nvcpus);

/**
 * Sets the number of virtual CPUs of a domain, or the maximum of its definition.
 *
 * `flags` are bits of virDomainVcpuFlags, as for virDomainGetVcpusFlags;
 * VIR_DOMAIN_VCPU_MAXIMUM is valid with VIR_DOMAIN_VCPU_CONFIG only.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a read-only connection;
 * VIR_ERR_INVALID_ARG for 0, for more than the maximum, and unknown flags; VIR_ERR_NO_DOMAIN
 * when the domain no longer exists; VIR_ERR_OPERATION_INVALID for flags that do not match its
 * state.
 *
 * # Safety
 * No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
 */
int virDomainSetVcpusFlags(virDomainPtr domain, unsigned int nvcpus, unsigned int flags);

/**
 * Lists the host's devices: there are none.
 *
 * `devices`, unless it is NULL, receives an array that consists of a NULL, which the caller
 * frees with free(); on failure it is set to NULL. `flags` are those of libvirt; there is
 * nothing to filter.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_CONN, VIR_ERR_INVALID_ARG for unknown flags.
 *
 * # Safety
 * `devices` is NULL or points to room for a pointer.
 */
int virConnectListAllNodeDevices(virConnectPtr conn,
                                 virNodeDevicePtr **devices,
                                 unsigned int flags);

/**
 * Counts the host's devices, with the capability `cap`, or all for NULL: there are none.
 * `flags` is 0.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_CONN, VIR_ERR_INVALID_ARG for flags.
 *
 * # Safety
 * No requirement: `cap` is not dereferenced.
 */
int virNodeNumOfDevices(virConnectPtr conn, const char *cap, unsigned int flags);

/**
 * Lists the names of the host's devices, with the capability `cap`, or all for NULL: there are
 * none, and `names` is unchanged. `flags` is 0.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_CONN, VIR_ERR_INVALID_ARG when `maxnames` is
 * negative, or not 0 and `names` NULL, and for flags.
 *
 * # Safety
 * No requirement: neither `cap` nor `names` is dereferenced.
 */
int virNodeListDevices(virConnectPtr conn,
                       const char *cap,
                       char **names,
                       int maxnames,
                       unsigned int flags);

/**
 * Counts active interfaces of the host: there are none.
 *
 * Returns 0, or -1 with VIR_ERR_INVALID_CONN.
 *
 * # Safety
 * No requirement: an invalid handle fails with VIR_ERR_INVALID_CONN.
 */
int virConnectNumOfInterfaces(virConnectPtr conn);

/**
 * Lists the names of active interfaces of the host: there are none, and `names` is unchanged.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_CONN, VIR_ERR_INVALID_ARG when `maxnames` is
 * negative, or not 0 and `names` NULL.
 *
 * # Safety
 * No requirement: `names` is not dereferenced.
 */
int virConnectListInterfaces(virConnectPtr conn, char **names, int maxnames);

/**
 * Counts inactive interfaces of the host: there are none.
 *
 * Returns 0, or -1 with VIR_ERR_INVALID_CONN.
 *
 * # Safety
 * No requirement: an invalid handle fails with VIR_ERR_INVALID_CONN.
 */
int virConnectNumOfDefinedInterfaces(virConnectPtr conn);

/**
 * Lists the names of inactive interfaces of the host: there are none, and `names` is unchanged.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_CONN, VIR_ERR_INVALID_ARG when `maxnames` is
 * negative, or not 0 and `names` NULL.
 *
 * # Safety
 * No requirement: `names` is not dereferenced.
 */
int virConnectListDefinedInterfaces(virConnectPtr conn, char **names, int maxnames);

/**
 * Lists the host's network interfaces: there are none.
 *
 * `ifaces`, unless it is NULL, receives an array that consists of a NULL, which the caller
 * frees with free(); on failure it is set to NULL. `flags` are those of libvirt; there is
 * nothing to filter.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_CONN, VIR_ERR_INVALID_ARG for unknown flags.
 *
 * # Safety
 * `ifaces` is NULL or points to room for a pointer.
 */
int virConnectListAllInterfaces(virConnectPtr conn, virInterfacePtr **ifaces, unsigned int flags);

/**
 * Counts active networks: there are none.
 *
 * Returns 0, or -1 with VIR_ERR_INVALID_CONN.
 *
 * # Safety
 * No requirement: an invalid handle fails with VIR_ERR_INVALID_CONN.
 */
int virConnectNumOfNetworks(virConnectPtr conn);

/**
 * Lists the names of active networks: there are none, and `names` is unchanged.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_CONN, VIR_ERR_INVALID_ARG when `maxnames` is
 * negative, or not 0 and `names` NULL.
 *
 * # Safety
 * No requirement: `names` is not dereferenced.
 */
int virConnectListNetworks(virConnectPtr conn, char **names, int maxnames);

/**
 * Counts inactive networks: there are none.
 *
 * Returns 0, or -1 with VIR_ERR_INVALID_CONN.
 *
 * # Safety
 * No requirement: an invalid handle fails with VIR_ERR_INVALID_CONN.
 */
int virConnectNumOfDefinedNetworks(virConnectPtr conn);

/**
 * Lists the names of inactive networks: there are none, and `names` is unchanged.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_CONN, VIR_ERR_INVALID_ARG when `maxnames` is
 * negative, or not 0 and `names` NULL.
 *
 * # Safety
 * No requirement: `names` is not dereferenced.
 */
int virConnectListDefinedNetworks(virConnectPtr conn, char **names, int maxnames);

/**
 * Lists networks: there are none.
 *
 * `nets`, unless it is NULL, receives an array that consists of a NULL, which the caller frees
 * with free(); on failure it is set to NULL. `flags` are those of libvirt; there is nothing to
 * filter.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_CONN, VIR_ERR_INVALID_ARG for unknown flags.
 *
 * # Safety
 * `nets` is NULL or points to room for a pointer.
 */
int virConnectListAllNetworks(virConnectPtr conn, virNetworkPtr **nets, unsigned int flags);

/**
 * Counts active storage pools: there are none.
 *
 * Returns 0, or -1 with VIR_ERR_INVALID_CONN.
 *
 * # Safety
 * No requirement: an invalid handle fails with VIR_ERR_INVALID_CONN.
 */
int virConnectNumOfStoragePools(virConnectPtr conn);

/**
 * Lists the names of active storage pools: there are none, and `names` is unchanged.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_CONN, VIR_ERR_INVALID_ARG when `maxnames` is
 * negative, or not 0 and `names` NULL.
 *
 * # Safety
 * No requirement: `names` is not dereferenced.
 */
int virConnectListStoragePools(virConnectPtr conn, char **names, int maxnames);

/**
 * Counts inactive storage pools: there are none.
 *
 * Returns 0, or -1 with VIR_ERR_INVALID_CONN.
 *
 * # Safety
 * No requirement: an invalid handle fails with VIR_ERR_INVALID_CONN.
 */
int virConnectNumOfDefinedStoragePools(virConnectPtr conn);

/**
 * Lists the names of inactive storage pools: there are none, and `names` is unchanged.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_CONN, VIR_ERR_INVALID_ARG when `maxnames` is
 * negative, or not 0 and `names` NULL.
 *
 * # Safety
 * No requirement: `names` is not dereferenced.
 */
int virConnectListDefinedStoragePools(virConnectPtr conn, char **names, int maxnames);

/**
 * Lists storage pools: there are none.
 *
 * `pools`, unless it is NULL, receives an array that consists of a NULL, which the caller frees
 * with free(); on failure it is set to NULL. `flags` are those of libvirt; there is nothing to
 * filter.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_CONN, VIR_ERR_INVALID_ARG for unknown flags.
 *
 * # Safety
 * `pools` is NULL or points to room for a pointer.
 */
int virConnectListAllStoragePools(virConnectPtr conn,
                                  virStoragePoolPtr **pools,
                                  unsigned int flags);

/**
 * Gets a connection's last error: the error of the last failed call on it, or on one of its
 * domains, in any thread. A successful call does not clear it.
 *
 * Returns the error, which belongs to the connection, with code VIR_ERR_OK when there is none;
 * NULL when `conn` is invalid.
 *
 * # Safety
 * The error must not be used after the connection is closed, nor while another
 * thread uses the connection, nor freed.
 */
virErrorPtr virConnGetLastError(virConnectPtr conn);

/**
 * Clears a connection's last error. NULL is ignored.
 *
 * # Safety
 * The strings of the error of virConnGetLastError must not be used afterwards.
 */
void virConnResetLastError(virConnectPtr conn);

/**
 * Copies a connection's last error into `to`, whose old contents are ignored.
 *
 * Returns the error's code, 0 when there is no error, -1 when `conn` is invalid or `to` is
 * NULL. The caller frees the copy's strings with virResetError.
 *
 * # Safety
 * `to` is NULL or points to room for an error.
 */
int virConnCopyLastError(virConnectPtr conn, virErrorPtr to);

/**
 * Sets the function that is called for every error, in the thread where it occurs, once for
 * each failed call. NULL restores virDefaultErrorFunc.
 *
 * `userData` is passed to the function unchanged.
 *
 * # Safety
 * `handler` may be called from any thread until another one is set.
 */
void virSetErrorFunc(void *userData, virErrorFunc handler);

/**
 * Sets the function that is called for a connection's errors instead of the global one. NULL as
 * `handler` restores the global one; an invalid `conn` is ignored.
 *
 * # Safety
 * As for virSetErrorFunc, until the connection is closed.
 */
void virConnSetErrorFunc(virConnectPtr conn, void *userData, virErrorFunc handler);

/**
 * Prints an error on standard error: the default error handler. NULL is ignored.
 *
 * # Safety
 * `err` is NULL or points to a valid error.
 */
void virDefaultErrorFunc(virErrorPtr err);

/**
 * Frees the strings of an error and zeroes it. NULL is ignored.
 *
 * # Safety
 * `error` is NULL or points to an error whose strings are NULL or came from
 * this library or from malloc.
 */
void virResetError(virErrorPtr error);

/**
 * Frees an error of virSaveLastError. NULL is ignored.
 *
 * # Safety
 * `error` is NULL or came from virSaveLastError, and is not used afterwards.
 */
void virFreeError(virErrorPtr error);

/**
 * Gets the calling thread's last error.
 *
 * Every public function that can fail clears the last error when it is called.
 *
 * Returns the error, which belongs to the library and changes with the next
 * call; or NULL when there is none.
 *
 * # Safety
 * The error must not be used by another thread, nor freed.
 */
virErrorPtr virGetLastError(void);

/**
 * Gets the message of the calling thread's last error.
 *
 * Returns a string that is never NULL and belongs to the library: "no error" when there is
 * none.
 *
 * # Safety
 * The string must not be used after the next call, nor freed.
 */
const char *virGetLastErrorMessage(void);

/**
 * Gets the code of the calling thread's last error.
 *
 * Returns a virErrorNumber, VIR_ERR_OK when there is no error.
 *
 * # Safety
 * No requirement.
 */
int virGetLastErrorCode(void);

/**
 * Gets the error domain of the calling thread's last error.
 *
 * Returns a virErrorDomain, VIR_FROM_NONE when there is no error.
 *
 * # Safety
 * No requirement.
 */
int virGetLastErrorDomain(void);

/**
 * Copies the calling thread's last error.
 *
 * Returns a new error that the caller frees with virFreeError; its code is
 * VIR_ERR_OK when there was none.
 *
 * # Safety
 * No requirement.
 */
virErrorPtr virSaveLastError(void);

/**
 * Clears the calling thread's last error.
 *
 * # Safety
 * The strings of the error of virGetLastError must not be used afterwards.
 */
void virResetLastError(void);

/**
 * Copies the calling thread's last error into `to`, whose old contents are ignored.
 *
 * Returns the error's code, 0 when there is no error, -1 when `to` is NULL. The
 * caller frees the copy's strings with virResetError.
 *
 * # Safety
 * `to` is NULL or points to room for an error.
 */
int virCopyLastError(virErrorPtr to);

/**
 * Registers a callback for lifecycle events of all domains, like
 * virConnectDomainEventRegisterAny with VIR_DOMAIN_EVENT_ID_LIFECYCLE;
 * virConnectDomainEventDeregister removes it.
 *
 * Returns 0, or -1 as virConnectDomainEventRegisterAny.
 *
 * # Safety
 * `cb` and `freecb` may be called as their types say, from the thread that runs the event loop.
 */
int virConnectDomainEventRegister(virConnectPtr conn,
                                  virConnectDomainEventCallback cb,
                                  void *opaque,
                                  virFreeCallback freecb);

/**
 * Removes a callback of virConnectDomainEventRegister.
 *
 * The free callback runs before this function returns, or after the events that are being
 * delivered.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_CONN; VIR_ERR_INVALID_ARG when the function
 * is NULL or not registered.
 *
 * # Safety
 * No requirement: the function is not called.
 */
int virConnectDomainEventDeregister(virConnectPtr conn, virConnectDomainEventCallback cb);

/**
 * Registers a callback for events of domains.
 *
 * `dom` is a domain of this connection, or NULL for all. `eventID` is a virDomainEventID, and
 * `cb` a function of the matching type, cast by VIR_DOMAIN_EVENT_CALLBACK. It is called from
 * the event loop, which must be registered, with this connection, a domain handle that is
 * released after the call (unless virDomainRef adds a reference), the details of the event, and
 * `opaque`. It may call the library. `freecb`, unless it is NULL, is called once with `opaque`
 * after the callback is removed, but not when this function fails. A registered callback holds
 * a reference to the connection.
 *
 * On this host a timeout of the event loop polls the domains every 500 ms while a callback is
 * registered, to find those that other programs start and those that stop by themselves. A
 * domain that starts and stops between two polls causes no event.
 *
 * Returns a callback ID for virConnectDomainEventDeregisterAny, or -1: VIR_ERR_INVALID_CONN;
 * VIR_ERR_INVALID_DOMAIN; VIR_ERR_INVALID_ARG for a domain of another connection, a NULL `cb`,
 * an unknown `eventID`, or a function that is already registered for this event and domain;
 * VIR_ERR_INTERNAL_ERROR without an event loop; VIR_ERR_NO_SUPPORT.
 *
 * # Safety
 * `cb` and `freecb` may be called as their types say, from the thread that runs the event loop.
 */
int virConnectDomainEventRegisterAny(virConnectPtr conn,
                                     virDomainPtr dom,
                                     int eventID,
                                     virConnectDomainEventGenericCallback cb,
                                     void *opaque,
                                     virFreeCallback freecb);

/**
 * Removes a callback.
 *
 * The free callback runs before this function returns, or after the events that are being
 * delivered.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_CONN; VIR_ERR_INVALID_ARG when this connection has no
 * callback with that ID.
 *
 * # Safety
 * No requirement.
 */
int virConnectDomainEventDeregisterAny(virConnectPtr conn, int callbackID);

/**
 * Registers the program's own event loop.
 *
 * It must be called before the first connection is opened. Only the first registration counts:
 * later ones are ignored, also of the default loop. All six functions are needed for domain
 * events; a call of a NULL one fails.
 *
 * # Safety
 * The functions, which may be called from any thread, do what their types say.
 */
void virEventRegisterImpl(virEventAddHandleFunc addHandle,
                          virEventUpdateHandleFunc updateHandle,
                          virEventRemoveHandleFunc removeHandle,
                          virEventAddTimeoutFunc addTimeout,
                          virEventUpdateTimeoutFunc updateTimeout,
                          virEventRemoveTimeoutFunc removeTimeout);

/**
 * Registers the default event loop, based on poll; the program then calls
 * virEventRunDefaultImpl in a loop.
 *
 * It must be called before the first connection is opened. A loop that is already registered is
 * kept.
 *
 * Returns 0, or -1: VIR_ERR_SYSTEM_ERROR when the process cannot open more files.
 *
 * # Safety
 * No requirement.
 */
int virEventRegisterDefaultImpl(void);

/**
 * Runs one iteration of the default event loop: waits until a file is ready or a timeout
 * expires and calls their callbacks. Without any of them it waits forever.
 *
 * An iteration also ends, with no callback called, when a signal arrives or another thread
 * changes the handles or timeouts. The free callbacks of removed ones run in a later iteration.
 * Iterations of several threads run one after another; a callback may run one itself.
 *
 * Returns 0, or -1: VIR_ERR_SYSTEM_ERROR when the process cannot open more files.
 *
 * # Safety
 * The callbacks that are registered may be called from this thread.
 */
int virEventRunDefaultImpl(void);

/**
 * Adds a callback for a file descriptor, which is called each time that it is ready.
 *
 * `events` are bits of virEventHandleType, 0 to disable it; errors and hang-ups are always
 * reported. The file descriptor remains the caller's. `cb` is called with the returned watch,
 * the file descriptor, its events and `opaque`. `ff`, unless it is NULL, is called once with
 * `opaque` after virEventRemoveHandle, in a later iteration.
 *
 * Returns a watch for virEventUpdateHandle and virEventRemoveHandle, or -1, with the last error
 * unchanged, when no event loop is registered.
 *
 * # Safety
 * `cb` and `ff` may be called like this from the thread that runs the loop.
 */
int virEventAddHandle(int fd,
                      int events,
                      virEventHandleCallback cb,
                      void *opaque,
                      virFreeCallback ff);

/**
 * Changes the events of a watch, 0 to disable it. An unknown watch is ignored. The last error
 * is unchanged.
 *
 * # Safety
 * No requirement.
 */
void virEventUpdateHandle(int watch, int events);

/**
 * Removes a watch.
 *
 * Returns 0, or -1, with the last error unchanged, for an unknown one and when no event loop is
 * registered.
 *
 * # Safety
 * No requirement.
 */
int virEventRemoveHandle(int watch);

/**
 * Adds a timeout that expires every `frequency` milliseconds; in each iteration for 0, disabled
 * for a negative number.
 *
 * `cb` is called with the returned timer and `opaque`. `ff`, unless it is NULL, is called once
 * with `opaque` after virEventRemoveTimeout, in a later iteration in which nothing is ready.
 *
 * Returns a timer for virEventUpdateTimeout and virEventRemoveTimeout, or -1, with the last
 * error unchanged, when no event loop is registered.
 *
 * # Safety
 * `cb` and `ff` may be called like this from the thread that runs the loop.
 */
int virEventAddTimeout(int frequency, virEventTimeoutCallback cb, void *opaque, virFreeCallback ff);

/**
 * Restarts a timeout with another interval; a negative one disables it. An unknown timer is
 * ignored. The last error is unchanged.
 *
 * # Safety
 * No requirement.
 */
void virEventUpdateTimeout(int timer, int frequency);

/**
 * Removes a timeout.
 *
 * Returns 0, or -1, with the last error unchanged, for an unknown one and when no event loop is
 * registered.
 *
 * # Safety
 * No requirement.
 */
int virEventRemoveTimeout(int timer);

/**
 * Initializes the library. This library needs no initialization; the function exists for
 * programs that call it.
 *
 * Returns 0.
 *
 * # Safety
 * No requirement.
 */
int virInitialize(void);

/**
 * Gets the version of the libvirt API of this library, as 1,000,000 * major + 1,000 * minor +
 * release.
 *
 * `libVer` receives the version, and so does `typeVer` unless it is NULL. `type` is ignored.
 *
 * Returns 0, or -1 with VIR_ERR_INTERNAL_ERROR when `libVer` is NULL.
 *
 * # Safety
 * `libVer` and `typeVer` are NULL or point to room for a number.
 */
int virGetVersion(unsigned long *libVer, const char *type, unsigned long *typeVer);

/**
 * Gets the free memory of the host.
 *
 * Returns bytes (KiB from the test driver, as from libvirt's), or 0: VIR_ERR_INVALID_CONN,
 * VIR_ERR_INTERNAL_ERROR where it is not known.
 *
 * # Safety
 * No requirement: an invalid handle fails with VIR_ERR_INVALID_CONN.
 */
unsigned long long virNodeGetFreeMemory(virConnectPtr conn);

/**
 * Gets the free memory of NUMA cells, starting with `startCell`.
 *
 * `freeMems` has room for `maxCells` numbers: bytes (KiB from the test driver, as from
 * libvirt's).
 *
 * Returns the number of cells stored, or -1: VIR_ERR_INVALID_CONN, VIR_ERR_INVALID_ARG when
 * `freeMems` is NULL, `maxCells` not above 0 or `startCell` not a cell.
 *
 * # Safety
 * `freeMems` is NULL or has room for `maxCells` numbers.
 */
int virNodeGetCellsFreeMemory(virConnectPtr conn,
                              unsigned long long *freeMems,
                              int startCell,
                              int maxCells);

/**
 * Gets the numbers of free pages of each size in NUMA cells.
 *
 * `pages` is an array of `npages` sizes in KiB; `startCell` the first cell, or -1 for the whole
 * host; `cellCount` the number of cells. `counts` receives `npages` * `cellCount` numbers, cell
 * by cell. `flags` is 0.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_CONN, VIR_ERR_INVALID_ARG for an array that is NULL, a
 * number that is 0 and flags, VIR_ERR_OVERFLOW for more than 2^20 numbers. Only the test driver
 * supports it: like libvirt's, it returns 0 and meaningless numbers.
 *
 * # Safety
 * `pages` is NULL or points to `npages` numbers; `counts` is NULL or has room
 * for `npages` * `cellCount`.
 */
int virNodeGetFreePages(virConnectPtr conn,
                        unsigned int npages,
                        unsigned int *pages,
                        int startCell,
                        unsigned int cellCount,
                        unsigned long long *counts,
                        unsigned int flags);

/**
 * Gets the hardware of the host.
 *
 * Returns 0 with `info` filled in, or -1: VIR_ERR_INVALID_CONN,
 * VIR_ERR_INVALID_ARG when `info` is NULL.
 *
 * # Safety
 * `info` is NULL or points to room for a virNodeInfo.
 */
int virNodeGetInfo(virConnectPtr conn, virNodeInfoPtr info);

/**
 * Gets the online CPUs of the host.
 *
 * `cpumap`, unless it is NULL, receives an array of bytes that the caller frees with free():
 * CPU n is online when bit n % 8 of byte n / 8 is set. `online`, unless it is NULL, receives
 * their number. `flags` is 0.
 *
 * Returns the number of CPUs of the map, or -1 with `cpumap` and `online` unchanged:
 * VIR_ERR_INVALID_CONN, VIR_ERR_INVALID_ARG for flags.
 *
 * # Safety
 * `cpumap` is NULL or points to room for a pointer, `online` is NULL or points
 * to room for a number.
 */
int virNodeGetCPUMap(virConnectPtr conn,
                     unsigned char **cpumap,
                     unsigned int *online,
                     unsigned int flags);

/**
 * Gets the security model of the host.
 *
 * Returns 0 with `secmodel` filled in, or -1: VIR_ERR_INVALID_CONN,
 * VIR_ERR_INVALID_ARG when `secmodel` is NULL.
 *
 * # Safety
 * `secmodel` is NULL or points to room for a virSecurityModel.
 */
int virNodeGetSecurityModel(virConnectPtr conn, virSecurityModelPtr secmodel);

/**
 * Gets the CPU statistics of the host since it started: of one CPU, or of all with
 * VIR_NODE_CPU_STATS_ALL_CPUS as `cpuNum`.
 *
 * With `params` NULL, `*nparams` is set to the number of statistics. Otherwise `params` has
 * room for `*nparams`; as many as fit are stored, in nanoseconds, and `*nparams` is set to
 * their number. `flags` is 0.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_CONN, VIR_ERR_INVALID_ARG for a NULL
 * `nparams`, a negative `*nparams`, a `cpuNum` below -1 and flags.
 *
 * # Safety
 * `nparams` is NULL or points to a number; `params` is NULL or has room for that many
 * statistics.
 */
int virNodeGetCPUStats(virConnectPtr conn,
                       int cpuNum,
                       virNodeCPUStatsPtr params,
                       int *nparams,
                       unsigned int flags);

/**
 * Gets the memory statistics of the host: of one NUMA cell, or of all with
 * VIR_NODE_MEMORY_STATS_ALL_CELLS as `cellNum`.
 *
 * With `params` NULL, or `*nparams` 0, `*nparams` is set to the number of statistics. Otherwise
 * `params` has room for `*nparams`; as many as fit are stored, in KiB, and `*nparams` is set to
 * their number. `flags` is 0.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_CONN, VIR_ERR_INVALID_ARG for a NULL `nparams`, a negative
 * `*nparams`, a `cellNum` below -1 or of no cell, and flags; VIR_ERR_NO_SUPPORT on the test
 * driver.
 *
 * # Safety
 * `nparams` is NULL or points to a number; `params` is NULL or has room for that many
 * statistics.
 */
int virNodeGetMemoryStats(virConnectPtr conn,
                          int cellNum,
                          virNodeMemoryStatsPtr params,
                          int *nparams,
                          unsigned int flags);

/**
 * Sets block I/O parameters of a domain, several in one call: all of them are applied, or none
 * is changed.
 *
 * `params` is an array of `nparams` parameters, which may be 0: VIR_DOMAIN_BLKIO_WEIGHT, a
 * UINT, and VIR_DOMAIN_BLKIO_DEVICE_WEIGHT, VIR_DOMAIN_BLKIO_DEVICE_READ_IOPS,
 * VIR_DOMAIN_BLKIO_DEVICE_WRITE_IOPS, VIR_DOMAIN_BLKIO_DEVICE_READ_BPS and
 * VIR_DOMAIN_BLKIO_DEVICE_WRITE_BPS, each a STRING `path,number,path,number…`; 0 removes a
 * device's limit; devices that are not named are unchanged. The array remains the caller's.
 *
 * `flags` are bits of virDomainModificationImpact.
 *
 * Returns 0, or -1 with nothing changed: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a
 * read-only connection; VIR_ERR_INVALID_ARG for a negative number, a name without a NUL, a
 * wrong type, a name given twice, unknown flags, live and config together and a malformed
 * string; VIR_ERR_ARGUMENT_UNSUPPORTED for an unknown name; VIR_ERR_NO_DOMAIN when the domain
 * no longer exists; VIR_ERR_OPERATION_INVALID for flags that do not match its state.
 *
 * # Safety
 * `params` is NULL or points to `nparams` parameters, of which those of type
 * VIR_TYPED_PARAM_STRING hold NULL or a NUL-terminated string.
 */
int virDomainSetBlkioParameters(virDomainPtr domain,
                                virTypedParameterPtr params,
                                int nparams,
                                unsigned int flags);

/**
 * Gets the block I/O parameters of a domain: VIR_DOMAIN_BLKIO_WEIGHT, a UINT, 0 if it has none
 * of its own; VIR_DOMAIN_BLKIO_DEVICE_WEIGHT, VIR_DOMAIN_BLKIO_DEVICE_READ_IOPS,
 * VIR_DOMAIN_BLKIO_DEVICE_WRITE_IOPS, VIR_DOMAIN_BLKIO_DEVICE_READ_BPS and
 * VIR_DOMAIN_BLKIO_DEVICE_WRITE_BPS, each a STRING `path,number,path,number…` for the devices
 * that have one.
 *
 * With `*nparams` 0, `params` is ignored and `*nparams` is set to the number of parameters.
 * Otherwise `params` is the caller's array with room for `*nparams`; as many as fit are stored,
 * in the order above, and `*nparams` is set to their number. virTypedParamsClear frees their
 * strings.
 *
 * `flags` is a virDomainModificationImpact, with or without
 * VIR_TYPED_PARAM_STRING_OKAY.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_INVALID_ARG for a NULL, a negative
 * `*nparams`, unknown flags, live and config together; VIR_ERR_NO_DOMAIN when the domain no
 * longer exists; VIR_ERR_OPERATION_INVALID for flags that do not match its state;
 * VIR_ERR_NO_SUPPORT where the driver does not support them.
 *
 * # Safety
 * `nparams` is NULL or points to a number; `params` is NULL or has room for that many
 * parameters.
 */
int virDomainGetBlkioParameters(virDomainPtr domain,
                                virTypedParameterPtr params,
                                int *nparams,
                                unsigned int flags);

/**
 * Sets I/O limits of a disk, several in one call: all of them are applied, or none is changed.
 *
 * `disk` is its name in the guest or the path of its source. `params` is an array of `nparams`
 * parameters: the ULLONGs VIR_DOMAIN_BLOCK_IOTUNE_…, up to 10^15 and 0 for none, and
 * VIR_DOMAIN_BLOCK_IOTUNE_GROUP_NAME, a STRING. Parameters that are not given are unchanged. A
 * total and its parts cannot both be limited, and no limit may be above its
 * VIR_DOMAIN_BLOCK_IOTUNE_…_MAX. The array remains the caller's.
 *
 * `flags` are bits of virDomainModificationImpact.
 *
 * Returns 0, or -1 with nothing changed: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a
 * read-only connection; VIR_ERR_INVALID_ARG for no parameters, a name without a NUL, a wrong
 * type, a name given twice, unknown flags, live and config together, a disk that does not
 * exist, and contradictory limits; VIR_ERR_ARGUMENT_UNSUPPORTED for an unknown name;
 * VIR_ERR_NO_DOMAIN when the domain no longer exists; VIR_ERR_OPERATION_INVALID for flags that
 * do not match its state.
 *
 * # Safety
 * `params` is NULL or points to `nparams` parameters, of which those of type
 * VIR_TYPED_PARAM_STRING hold NULL or a NUL-terminated string, `disk` is NULL or a
 * NUL-terminated string.
 */
int virDomainSetBlockIoTune(virDomainPtr dom,
                            const char *disk,
                            virTypedParameterPtr params,
                            int nparams,
                            unsigned int flags);

/**
 * Gets the I/O limits of a disk, 0 for none: the twenty parameters VIR_DOMAIN_BLOCK_IOTUNE_…,
 * ULLONGs except VIR_DOMAIN_BLOCK_IOTUNE_GROUP_NAME, a STRING, in the order of a definition's
 * `<iotune>`.
 *
 * `disk` is its name in the guest or the path of its source; where `*nparams` is 0 it is
 * ignored.
 *
 * With `*nparams` 0, `params` is ignored and `*nparams` is set to the number of parameters.
 * Otherwise `params` is the caller's array with room for `*nparams`; as many as fit are stored,
 * in the order above, and `*nparams` is set to their number. virTypedParamsClear frees their
 * strings.
 *
 * `flags` is a virDomainModificationImpact, with or without
 * VIR_TYPED_PARAM_STRING_OKAY.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_INVALID_ARG for a NULL, a negative
 * `*nparams`, unknown flags, live and config together, and a disk that does not exist;
 * VIR_ERR_NO_DOMAIN when the domain no longer exists; VIR_ERR_OPERATION_INVALID for flags that
 * do not match its state; VIR_ERR_NO_SUPPORT where the driver does not support them.
 *
 * # Safety
 * `nparams` is NULL or points to a number; `params` is NULL or has room for that many
 * parameters, `disk` is NULL or a NUL-terminated string.
 */
int virDomainGetBlockIoTune(virDomainPtr dom,
                            const char *disk,
                            virTypedParameterPtr params,
                            int *nparams,
                            unsigned int flags);

/**
 * Sets the bandwidth of a network interface.
 *
 * `device` is its name on the host or its MAC address. `params` is an array of `nparams`
 * parameters, each a UINT, in KiB and KiB per second: VIR_DOMAIN_BANDWIDTH_IN_AVERAGE,
 * VIR_DOMAIN_BANDWIDTH_IN_PEAK, VIR_DOMAIN_BANDWIDTH_IN_BURST, VIR_DOMAIN_BANDWIDTH_IN_FLOOR,
 * VIR_DOMAIN_BANDWIDTH_OUT_AVERAGE, VIR_DOMAIN_BANDWIDTH_OUT_PEAK and
 * VIR_DOMAIN_BANDWIDTH_OUT_BURST. The array remains the caller's. A direction changes as a
 * whole when its average or its floor is given: what is not given becomes 0, and a direction
 * without average and floor is unlimited.
 *
 * `flags` are bits of virDomainModificationImpact.
 *
 * Returns 0, or -1 with nothing changed: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a
 * read-only connection; VIR_ERR_INVALID_ARG for no parameters, a name without a NUL, a wrong
 * type, a name given twice, unknown flags, live and config together, and an interface that does
 * not exist; VIR_ERR_ARGUMENT_UNSUPPORTED for an unknown name; VIR_ERR_NO_DOMAIN when the
 * domain no longer exists; VIR_ERR_OPERATION_INVALID for flags that do not match its state.
 *
 * # Safety
 * `params` is NULL or points to `nparams` parameters, of which those of type
 * VIR_TYPED_PARAM_STRING hold NULL or a NUL-terminated string, `device` is NULL or a
 * NUL-terminated string.
 */
int virDomainSetInterfaceParameters(virDomainPtr domain,
                                    const char *device,
                                    virTypedParameterPtr params,
                                    int nparams,
                                    unsigned int flags);

/**
 * Gets the bandwidth of a network interface, in KiB and KiB per second, 0 for none: the UINTs
 * VIR_DOMAIN_BANDWIDTH_IN_AVERAGE, VIR_DOMAIN_BANDWIDTH_IN_PEAK, VIR_DOMAIN_BANDWIDTH_IN_BURST,
 * VIR_DOMAIN_BANDWIDTH_IN_FLOOR, VIR_DOMAIN_BANDWIDTH_OUT_AVERAGE,
 * VIR_DOMAIN_BANDWIDTH_OUT_PEAK and VIR_DOMAIN_BANDWIDTH_OUT_BURST.
 *
 * `device` is its name on the host or its MAC address; where `*nparams` is 0 it is ignored.
 *
 * With `*nparams` 0, `params` is ignored and `*nparams` is set to the number of parameters.
 * Otherwise `params` is the caller's array with room for `*nparams`; as many as fit are stored,
 * in the order above, and `*nparams` is set to their number. virTypedParamsClear frees their
 * strings.
 *
 * `flags` is a virDomainModificationImpact, with or without
 * VIR_TYPED_PARAM_STRING_OKAY.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_INVALID_ARG for a NULL, a negative
 * `*nparams`, unknown flags, live and config together, and an interface that does not exist;
 * VIR_ERR_NO_DOMAIN when the domain no longer exists; VIR_ERR_OPERATION_INVALID for flags that
 * do not match its state; VIR_ERR_NO_SUPPORT where the driver does not support them.
 *
 * # Safety
 * `nparams` is NULL or points to a number; `params` is NULL or has room for that many
 * parameters, `device` is NULL or a NUL-terminated string.
 */
int virDomainGetInterfaceParameters(virDomainPtr domain,
                                    const char *device,
                                    virTypedParameterPtr params,
                                    int *nparams,
                                    unsigned int flags);

/**
 * Sets memory parameters, several in one call: all of them are applied, or none is changed.
 *
 * `params` is an array of `nparams` parameters, each one of VIR_DOMAIN_MEMORY_HARD_LIMIT,
 * VIR_DOMAIN_MEMORY_SOFT_LIMIT, VIR_DOMAIN_MEMORY_SWAP_HARD_LIMIT,
 * VIR_DOMAIN_MEMORY_MIN_GUARANTEE and VIR_MEMCTL_MEMORY_SWAP_SOFT_LIMIT, a ULLONG in KiB;
 * VIR_DOMAIN_MEMORY_PARAM_UNLIMITED means no limit. The array remains the caller's. The swap
 * hard limit counts memory plus swap, on cgroup v1 and v2 alike, and cannot be below the hard
 * limit; it is unchanged when only the hard limit is set. The kernel rounds down to whole
 * pages.
 *
 * A hard limit below the current usage does not kill processes. cgroup v1 reclaims memory by
 * itself, or refuses the limit. On v2 this call reclaims, before it sets the limit: in steps of
 * at most 32 MiB, while memory.high follows the usage, so that the domain is throttled instead
 * of growing again. It fails with EBUSY when usage has not decreased for 2 seconds, and after
 * 10 seconds in any case, both after the current step; and with EINTR as soon as a SIGHUP,
 * SIGINT, SIGQUIT or SIGTERM that is not ignored is pending for the thread. Signals that arrive
 * during the call are delivered at its end.
 *
 * A minimum guarantee of a running domain is memory.min of cgroup v2; v1 has none, and checks
 * it only before a domain starts. The kernel caps it by the value of each ancestor cgroup, so
 * this call raises theirs to the sum of what is guaranteed below, and lowers them again when
 * the guarantee decreases, or in the next call that scans for domains after the domain has
 * stopped. Values that others set on those cgroups are never lowered.
 *
 * `flags` are bits of virDomainModificationImpact; on cgroup:///, qemu:/// and lxc:/// also
 * VIR_MEMCTL_FORCE of virMemctlMemoryFlags, which sets such a limit immediately: the v2 kernel
 * then kills processes of the domain if necessary.
 *
 * Concurrent calls on one domain, also of several processes, are serialized: the final values
 * are those of one of them. A get does not wait for a set: it may see the state between two of
 * its writes, with some values old and some new (on v2 the swap hard limit is a sum, then of an
 * old and a new part), and a lower soft limit while memory is reclaimed.
 *
 * Returns 0, or -1 with nothing changed:
 * - VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a read-only connection
 * - VIR_ERR_INVALID_ARG: no parameters, a name without NUL, a wrong type, a name given twice,
 *   unknown flags, an invalid value
 * - VIR_ERR_ARGUMENT_UNSUPPORTED: a name unknown to the driver
 * - VIR_ERR_NO_DOMAIN: the domain no longer exists
 * - VIR_ERR_OPERATION_INVALID: live for a domain that is not running, config for one without a
 *   definition of this library
 * - VIR_ERR_OPERATION_UNSUPPORTED: the kernel has no such limit
 * - VIR_ERR_OPERATION_FAILED: the guarantees would exceed the host's memory, or the limit of an
 *   ancestor cgroup; both figures are in the message
 * - VIR_ERR_OPERATION_TIMEOUT: another set held the domain for 30 seconds
 * - VIR_ERR_SYSTEM_ERROR: the kernel refused, errno in int1; EBUSY when usage cannot be reduced
 *   to a lower hard limit, EINTR when a signal to terminate interrupted that, EACCES when an
 *   ancestor cgroup has too low a guarantee and cannot be written. The message names the values
 *   that could not be restored, if any
 *
 * Sources: libvirt API, virDomainSetMemoryParameters; kernel documentation,
 * cgroup-v1/memory.rst and cgroup-v2.rst.
 *
 * # Safety
 * `params` is NULL or points to `nparams` parameters, of which those of type
 * VIR_TYPED_PARAM_STRING hold NULL or a NUL-terminated string.
 */
int virDomainSetMemoryParameters(virDomainPtr domain,
                                 virTypedParameterPtr params,
                                 int nparams,
                                 unsigned int flags);

/**
 * Gets the memory parameters.
 *
 * With `*nparams` 0, `params` is ignored and `*nparams` is set to the number of parameters: 3,
 * or 5 on cgroup v2. Otherwise `params` is the caller's array with room for `*nparams`; as many
 * as fit are stored, in the order hard_limit, soft_limit, swap_hard_limit, min_guarantee,
 * swap_soft_limit, and `*nparams` is set to their number. Values are ULLONG in KiB; no limit is
 * VIR_DOMAIN_MEMORY_PARAM_UNLIMITED.
 *
 * `flags` is a virDomainModificationImpact, with or without
 * VIR_TYPED_PARAM_STRING_OKAY.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_INVALID_ARG for a NULL, a negative
 * `*nparams`, unknown flags, live and config together; VIR_ERR_NO_DOMAIN;
 * VIR_ERR_OPERATION_INVALID for flags that do not match the domain's state;
 * VIR_ERR_SYSTEM_ERROR when a file cannot be read.
 *
 * # Safety
 * `nparams` is NULL or points to a number; `params` is NULL or has room for that many
 * parameters.
 */
int virDomainGetMemoryParameters(virDomainPtr domain,
                                 virTypedParameterPtr params,
                                 int *nparams,
                                 unsigned int flags);

/**
 * Sets NUMA parameters, several in one call: all of them are applied, or none is changed.
 *
 * `params` is an array of `nparams` parameters: VIR_DOMAIN_NUMA_MODE, an INT, one of
 * virDomainNumatuneMemMode, and VIR_DOMAIN_NUMA_NODESET, a STRING such as `0-1,3`. The array
 * remains the caller's.
 *
 * `flags` are bits of virDomainModificationImpact.
 *
 * Returns 0, or -1 with nothing changed: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a
 * read-only connection; VIR_ERR_INVALID_ARG for no parameters, a name without a NUL, a wrong
 * type, a name given twice, unknown flags, live and config together, and an invalid mode or
 * list of nodes; VIR_ERR_ARGUMENT_UNSUPPORTED for an unknown name; VIR_ERR_NO_DOMAIN when the
 * domain no longer exists; VIR_ERR_OPERATION_INVALID for flags that do not match its state, for
 * a change of the mode of a running domain and an empty list; VIR_ERR_CONFIG_UNSUPPORTED for a
 * mode alone when no nodes are set.
 *
 * # Safety
 * `params` is NULL or points to `nparams` parameters, of which those of type
 * VIR_TYPED_PARAM_STRING hold NULL or a NUL-terminated string.
 */
int virDomainSetNumaParameters(virDomainPtr domain,
                               virTypedParameterPtr params,
                               int nparams,
                               unsigned int flags);

/**
 * Gets the NUMA parameters: VIR_DOMAIN_NUMA_MODE, an INT, one of virDomainNumatuneMemMode, and
 * VIR_DOMAIN_NUMA_NODESET, a STRING such as `0-1,3`, empty if no nodes are set.
 *
 * With `*nparams` 0, `params` is ignored and `*nparams` is set to the number of parameters.
 * Otherwise `params` is the caller's array with room for `*nparams`; as many as fit are stored,
 * in the order above, and `*nparams` is set to their number. virTypedParamsClear frees their
 * strings.
 *
 * `flags` is a virDomainModificationImpact, with or without
 * VIR_TYPED_PARAM_STRING_OKAY.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_INVALID_ARG for a NULL, a negative
 * `*nparams`, unknown flags, live and config together; VIR_ERR_NO_DOMAIN when the domain no
 * longer exists; VIR_ERR_OPERATION_INVALID for flags that do not match its state;
 * VIR_ERR_NO_SUPPORT where the driver does not support them.
 *
 * # Safety
 * `nparams` is NULL or points to a number; `params` is NULL or has room for that many
 * parameters.
 */
int virDomainGetNumaParameters(virDomainPtr domain,
                               virTypedParameterPtr params,
                               int *nparams,
                               unsigned int flags);

/**
 * Gets the enabled performance events of a domain: a BOOLEAN for each of VIR_PERF_PARAM_….
 *
 * `params` receives an array that the caller frees with virTypedParamsFree(), and `nparams` the
 * number of parameters in it.
 *
 * `flags` is a virDomainModificationImpact, with or without
 * VIR_TYPED_PARAM_STRING_OKAY.
 *
 * Returns 0, or -1 with `params` and `nparams` unchanged: VIR_ERR_INVALID_DOMAIN;
 * VIR_ERR_INVALID_ARG for a NULL, unknown flags, live and config together; VIR_ERR_NO_DOMAIN
 * when the domain no longer exists; VIR_ERR_OPERATION_INVALID for flags that do not match its
 * state.
 *
 * # Safety
 * `params` is NULL or points to room for a pointer, `nparams` is NULL or points to
 * room for a number.
 */
int virDomainGetPerfEvents(virDomainPtr domain,
                           virTypedParameterPtr *params,
                           int *nparams,
                           unsigned int flags);

/**
 * Enables or disables performance events of a domain.
 *
 * `params` is an array of `nparams` parameters VIR_PERF_PARAM_…, each a BOOLEAN; it remains the
 * caller's. Parameters that are not given are unchanged.
 *
 * `flags` are bits of virDomainModificationImpact.
 *
 * Returns 0, or -1 with nothing changed: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a
 * read-only connection; VIR_ERR_INVALID_ARG for no parameters, a name without a NUL, a wrong
 * type, a name given twice, unknown flags, live and config together;
 * VIR_ERR_ARGUMENT_UNSUPPORTED for an unknown name; VIR_ERR_NO_DOMAIN when the domain no longer
 * exists; VIR_ERR_OPERATION_INVALID for flags that do not match its state.
 *
 * # Safety
 * `params` is NULL or points to `nparams` parameters, of which those of type
 * VIR_TYPED_PARAM_STRING hold NULL or a NUL-terminated string.
 */
int virDomainSetPerfEvents(virDomainPtr domain,
                           virTypedParameterPtr params,
                           int nparams,
                           unsigned int flags);

/**
 * Gets the scheduler of a domain.
 *
 * `nparams`, unless it is NULL, receives the number of its parameters: the capacity that
 * virDomainGetSchedulerParameters needs.
 *
 * Returns its name, which the caller frees with free(); or NULL with
 * VIR_ERR_INVALID_DOMAIN, or VIR_ERR_NO_SUPPORT where the driver has none.
 *
 * # Safety
 * `nparams` is NULL or points to room for a number.
 */
char *virDomainGetSchedulerType(virDomainPtr domain, int *nparams);

/**
 * Sets parameters of the scheduler. The test driver's has one, VIR_DOMAIN_SCHEDULER_WEIGHT, a
 * UINT, which it does not store.
 *
 * `params` is an array of `nparams` parameters, which may be 0; it remains the caller's.
 *
 * Returns 0, or -1 with nothing changed: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a
 * read-only connection; VIR_ERR_INVALID_ARG for a negative number, a name without a NUL, a
 * wrong type, a name given twice, unknown flags, live and config together;
 * VIR_ERR_ARGUMENT_UNSUPPORTED for an unknown name; VIR_ERR_NO_DOMAIN when the domain no longer
 * exists; VIR_ERR_OPERATION_INVALID for flags that do not match its state.
 *
 * # Safety
 * `params` is NULL or points to `nparams` parameters, of which those of type
 * VIR_TYPED_PARAM_STRING hold NULL or a NUL-terminated string.
 */
int virDomainSetSchedulerParameters(virDomainPtr domain, virTypedParameterPtr params, int nparams);

/**
 * As virDomainSetSchedulerParameters. `flags` are bits of virDomainModificationImpact; the test
 * driver accepts 0 only.
 *
 * Returns 0, or -1 with nothing changed: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a
 * read-only connection; VIR_ERR_INVALID_ARG for a negative number, a name without a NUL, a
 * wrong type, a name given twice, unknown flags, live and config together;
 * VIR_ERR_ARGUMENT_UNSUPPORTED for an unknown name; VIR_ERR_NO_DOMAIN when the domain no longer
 * exists; VIR_ERR_OPERATION_INVALID for flags that do not match its state.
 *
 * # Safety
 * `params` is NULL or points to `nparams` parameters, of which those of type
 * VIR_TYPED_PARAM_STRING hold NULL or a NUL-terminated string.
 */
int virDomainSetSchedulerParametersFlags(virDomainPtr domain,
                                         virTypedParameterPtr params,
                                         int nparams,
                                         unsigned int flags);

/**
 * Gets the parameters of the scheduler: the test driver's has one,
 * VIR_DOMAIN_SCHEDULER_WEIGHT, a UINT.
 *
 * `params` is the caller's array with room for `*nparams`, at least 1; as many as fit are
 * stored, and `*nparams` is set to their number.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_INVALID_ARG for a NULL and for a capacity
 * of 0; VIR_ERR_NO_DOMAIN when the domain no longer exists; VIR_ERR_NO_SUPPORT where the driver
 * has no scheduler.
 *
 * # Safety
 * `nparams` is NULL or points to a number; `params` is NULL or has room for that many
 * parameters.
 */
int virDomainGetSchedulerParameters(virDomainPtr domain, virTypedParameterPtr params, int *nparams);

/**
 * As virDomainGetSchedulerParameters. `flags` is a virDomainModificationImpact, with or without
 * VIR_TYPED_PARAM_STRING_OKAY; the test driver supports the latter only.
 *
 * Returns 0, or -1: as virDomainGetSchedulerParameters, and VIR_ERR_INVALID_ARG
 * for unknown flags.
 *
 * # Safety
 * As for virDomainGetSchedulerParameters.
 */
int virDomainGetSchedulerParametersFlags(virDomainPtr domain,
                                         virTypedParameterPtr params,
                                         int *nparams,
                                         unsigned int flags);

/**
 * Gets the statistics of a disk.
 *
 * `disk` is its target, such as "vda", or its source. `stats` has room for `size` bytes, of
 * which no more are written.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_DOMAIN, VIR_ERR_INVALID_ARG for a NULL, a `size` above that
 * of the structure and when `disk` is not a disk of the domain, VIR_ERR_OPERATION_UNSUPPORTED
 * when `disk` is empty, VIR_ERR_NO_DOMAIN when the domain no longer exists,
 * VIR_ERR_OPERATION_INVALID when it is not running.
 *
 * # Safety
 * `disk` is NULL or a NUL-terminated string; `stats` is NULL or has room for `size` bytes.
 */
int virDomainBlockStats(virDomainPtr dom,
                        const char *disk,
                        virDomainBlockStatsPtr stats,
                        size_t size);

/**
 * Gets the statistics of a disk as typed parameters.
 *
 * `disk` is as for virDomainBlockStats. With `*nparams` 0, `*nparams` is set to the number of
 * parameters. Otherwise `params` has room for `*nparams`; as many as fit are stored, and
 * `*nparams` is set to their number. `flags` is 0 or VIR_TYPED_PARAM_STRING_OKAY.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_DOMAIN, VIR_ERR_INVALID_ARG for a NULL, a
 * negative `*nparams` and flags, VIR_ERR_NO_SUPPORT on the test driver.
 *
 * # Safety
 * `disk` is NULL or a NUL-terminated string; `nparams` is NULL or points to a number; `params`
 * is NULL or has room for that many parameters.
 */
int virDomainBlockStatsFlags(virDomainPtr dom,
                             const char *disk,
                             virTypedParameterPtr params,
                             int *nparams,
                             unsigned int flags);

/**
 * Gets the sizes of a disk.
 *
 * `disk` is as for virDomainBlockStats. `flags` is 0.
 *
 * Returns 0 with `info` filled in, or -1: VIR_ERR_INVALID_DOMAIN, VIR_ERR_INVALID_ARG for a
 * NULL, an empty name, flags, a `disk` that the domain does not have and a disk without a
 * source, VIR_ERR_NO_DOMAIN when the domain no longer exists.
 *
 * # Safety
 * `disk` is NULL or a NUL-terminated string; `info` is NULL or points to room for a
 * virDomainBlockInfo.
 */
int virDomainGetBlockInfo(virDomainPtr dom,
                          const char *disk,
                          virDomainBlockInfoPtr info,
                          unsigned int flags);

/**
 * Reads the contents of a disk.
 *
 * `disk` is as for virDomainBlockStats. `buffer` receives `size` bytes from `offset` on.
 * `flags` is 0.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_DOMAIN, VIR_ERR_OPERATION_DENIED on a read-only connection,
 * VIR_ERR_INVALID_ARG for an empty name, a NULL and flags, VIR_ERR_NO_SUPPORT from the existing
 * drivers.
 *
 * # Safety
 * `disk` is NULL or a NUL-terminated string; `buffer` is NULL or points to `size` bytes that
 * nothing else uses.
 */
int virDomainBlockPeek(virDomainPtr dom,
                       const char *disk,
                       unsigned long long offset,
                       size_t size,
                       void *buffer,
                       unsigned int flags);

/**
 * Lists the disks that have errors.
 *
 * With `errors` NULL and `maxerrors` 0 they are counted. Otherwise `errors` has room for
 * `maxerrors`; as many as fit are stored, and the caller frees the name of each with free().
 * `flags` is 0.
 *
 * Returns the number stored, or -1: VIR_ERR_INVALID_DOMAIN, VIR_ERR_INVALID_ARG when `errors`
 * is NULL and `maxerrors` not 0, and for flags, VIR_ERR_NO_DOMAIN when the domain no longer
 * exists, VIR_ERR_OPERATION_INVALID when it is not running.
 *
 * # Safety
 * `errors` is NULL or has room for `maxerrors` errors.
 */
int virDomainGetDiskErrors(virDomainPtr dom,
                           virDomainDiskErrorPtr errors,
                           unsigned int maxerrors,
                           unsigned int flags);

/**
 * Gets statistics of every domain that matches a filter.
 *
 * `stats` are bits of virDomainStatsTypes, 0 for all that the driver knows; unknown statistics
 * are omitted, unless `flags` hold VIR_CONNECT_GET_ALL_DOMAINS_STATS_ENFORCE_STATS. `flags` are
 * bits of virConnectGetAllDomainStatsFlags. `retStats` receives an array of records with a NULL
 * after the last, which the caller frees with virDomainStatsRecordListFree.
 *
 * Returns the number of records, or -1: VIR_ERR_INVALID_CONN, VIR_ERR_INVALID_ARG when
 * `retStats` is NULL and for unknown flags, VIR_ERR_ARGUMENT_UNSUPPORTED for an unknown group.
 *
 * # Safety
 * `retStats` is NULL or points to room for a pointer.
 */
int virConnectGetAllDomainStats(virConnectPtr conn,
                                unsigned int stats,
                                virDomainStatsRecordPtr **retStats,
                                unsigned int flags);

/**
 * Gets statistics of these domains.
 *
 * `doms` is an array of domains of one connection with a NULL after the last; a domain that no
 * longer exists is omitted. The rest is as for virConnectGetAllDomainStats.
 *
 * Returns the number of records, or -1: VIR_ERR_INVALID_DOMAIN, VIR_ERR_INVALID_ARG when `doms`
 * or `retStats` is NULL, there is no domain in `doms`, or the domains are not of one
 * connection, and for unknown flags, VIR_ERR_ARGUMENT_UNSUPPORTED for an unknown group.
 *
 * # Safety
 * `doms` is NULL or an array that ends with a NULL; `retStats` is NULL or points
 * to room for a pointer.
 */
int virDomainListGetStats(virDomainPtr *doms,
                          unsigned int stats,
                          virDomainStatsRecordPtr **retStats,
                          unsigned int flags);

/**
 * Frees an array of records with its contents; the domains are released by virDomainFree. If
 * `stats` is empty, the last error is unchanged.
 *
 * # Safety
 * `stats` is NULL or from virConnectGetAllDomainStats or virDomainListGetStats and
 * not freed before.
 */
void virDomainStatsRecordListFree(virDomainStatsRecordPtr *stats);

/**
 * Gets the state of the control interface of a domain. `flags` is 0.
 *
 * Returns 0 with `info` filled in, or -1: VIR_ERR_INVALID_DOMAIN, VIR_ERR_INVALID_ARG when
 * `info` is NULL and for flags, VIR_ERR_NO_DOMAIN when it no longer exists,
 * VIR_ERR_OPERATION_INVALID when it is not running.
 *
 * # Safety
 * `info` is NULL or points to room for a virDomainControlInfo.
 */
int virDomainGetControlInfo(virDomainPtr domain, virDomainControlInfoPtr info, unsigned int flags);

/**
 * Lists messages about a domain, such as that it is tainted.
 *
 * `flags` are bits of virDomainMessageType, 0 for all of them. `msgs` receives an array with a
 * NULL after the last string, which the caller frees: each string and the array with free(). On
 * failure it is unchanged.
 *
 * Returns their number, or -1: VIR_ERR_INVALID_DOMAIN, VIR_ERR_INVALID_ARG when `msgs` is NULL
 * and for unknown flags, VIR_ERR_NO_DOMAIN when it no longer exists.
 *
 * # Safety
 * `msgs` is NULL or points to room for a pointer.
 */
int virDomainGetMessages(virDomainPtr domain, char ***msgs, unsigned int flags);

/**
 * Gets the CPU time of a domain.
 *
 * With `start_cpu` -1 and `ncpus` 1: on all CPUs. Otherwise on up to `ncpus` host CPUs,
 * starting with `start_cpu`. With `params` NULL and `nparams` 0 nothing is stored, and the
 * number of parameters for a CPU is returned, or for `ncpus` 0 the number of CPUs. Otherwise
 * `params` has room for `nparams` parameters for each of `ncpus` CPUs, one CPU after another;
 * unused ones have type 0. Values are ULLONG, in nanoseconds. `flags` is 0 or
 * VIR_TYPED_PARAM_STRING_OKAY.
 *
 * Returns the number of parameters for each CPU, or -1: VIR_ERR_INVALID_DOMAIN,
 * VIR_ERR_INVALID_ARG for numbers that do not match, a CPU that does not exist, and flags,
 * VIR_ERR_OVERFLOW for too many, VIR_ERR_NO_DOMAIN when it no longer exists,
 * VIR_ERR_OPERATION_INVALID when it is not running.
 *
 * # Safety
 * `params` is NULL or has room for `nparams` * `ncpus` parameters.
 */
int virDomainGetCPUStats(virDomainPtr domain,
                         virTypedParameterPtr params,
                         unsigned int nparams,
                         int start_cpu,
                         unsigned int ncpus,
                         unsigned int flags);

/**
 * Gets the statistics of a network interface, from the guest's point of view.
 *
 * `device` is its target, such as "vnet0", or its MAC address. `stats` has room for `size`
 * bytes, of which no more are written.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_DOMAIN, VIR_ERR_INVALID_ARG for a NULL, a `size` above that
 * of the structure and when `device` is not an interface of the domain, VIR_ERR_NO_DOMAIN when
 * the domain no longer exists, VIR_ERR_OPERATION_INVALID when it is not running.
 *
 * # Safety
 * `device` is NULL or a NUL-terminated string; `stats` is NULL or has room for `size` bytes.
 */
int virDomainInterfaceStats(virDomainPtr dom,
                            const char *device,
                            virDomainInterfaceStatsPtr stats,
                            size_t size);

/**
 * Gets the memory statistics of a domain.
 *
 * `stats` has room for `nr_stats` statistics; as many as fit are stored, amounts in KiB.
 * `flags` is 0.
 *
 * Returns the number stored, 0 when `stats` is NULL or `nr_stats` 0, or -1:
 * VIR_ERR_INVALID_DOMAIN, VIR_ERR_INVALID_ARG for flags, VIR_ERR_NO_DOMAIN when it no longer
 * exists, VIR_ERR_OPERATION_INVALID when it is not running.
 *
 * # Safety
 * `stats` is NULL or has room for `nr_stats` statistics.
 */
int virDomainMemoryStats(virDomainPtr dom,
                         virDomainMemoryStatPtr stats,
                         unsigned int nr_stats,
                         unsigned int flags);

/**
 * Reads a domain's memory.
 *
 * `start` is an address in the guest, as `flags` say: VIR_MEMORY_VIRTUAL or
 * VIR_MEMORY_PHYSICAL. `buffer` receives `size` bytes.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_DOMAIN, VIR_ERR_OPERATION_DENIED on a read-only connection,
 * VIR_ERR_INVALID_ARG when `buffer` is NULL and `size` not 0, and for unknown flags,
 * VIR_ERR_NO_DOMAIN when it no longer exists, VIR_ERR_OPERATION_INVALID when it is not running.
 *
 * # Safety
 * `buffer` is NULL or points to `size` bytes that nothing else uses.
 */
int virDomainMemoryPeek(virDomainPtr dom,
                        unsigned long long start,
                        size_t size,
                        void *buffer,
                        unsigned int flags);

/**
 * Gets the security label of a domain.
 *
 * Returns 0 with `seclabel` filled in, with an empty label when the domain is not running, or
 * -1: VIR_ERR_INVALID_DOMAIN, VIR_ERR_INVALID_ARG when `seclabel` is NULL, VIR_ERR_NO_DOMAIN
 * when it no longer exists.
 *
 * # Safety
 * `seclabel` is NULL or points to room for a virSecurityLabel.
 */
int virDomainGetSecurityLabel(virDomainPtr domain, virSecurityLabelPtr seclabel);

/**
 * Gets the security labels of a domain, one for each security model.
 *
 * `seclabels` receives an array that the caller frees with free().
 *
 * Returns the number of labels, or -1: VIR_ERR_INVALID_DOMAIN, VIR_ERR_INVALID_ARG when
 * `seclabels` is NULL, VIR_ERR_NO_SUPPORT from a driver that has no such labels.
 *
 * # Safety
 * `seclabels` is NULL or points to room for a pointer.
 */
int virDomainGetSecurityLabelList(virDomainPtr domain, virSecurityLabelPtr *seclabels);

/**
 * Adds an `int`.
 *
 * `*params` is an array from malloc, or NULL, with `*nparams` parameters in it
 * and room for `*maxparams`; all three are updated as it grows. The caller
 * frees it with virTypedParamsFree.
 *
 * Returns 0, or -1: VIR_ERR_INTERNAL_ERROR when the name is too long,
 * VIR_ERR_INVALID_ARG when one of the pointers is NULL, VIR_ERR_NO_MEMORY.
 *
 * # Safety
 * The pointers are NULL or as described; `name` is NULL (the empty name) or a NUL-terminated
 * string.
 */
int virTypedParamsAddInt(virTypedParameterPtr *params,
                         int *nparams,
                         int *maxparams,
                         const char *name,
                         int value);

/**
 * Adds an `unsigned int`; otherwise like virTypedParamsAddInt.
 *
 * # Safety
 * As for virTypedParamsAddInt.
 */
int virTypedParamsAddUInt(virTypedParameterPtr *params,
                          int *nparams,
                          int *maxparams,
                          const char *name,
                          unsigned int value);

/**
 * Adds a `long long`; otherwise like virTypedParamsAddInt.
 *
 * # Safety
 * As for virTypedParamsAddInt.
 */
int virTypedParamsAddLLong(virTypedParameterPtr *params,
                           int *nparams,
                           int *maxparams,
                           const char *name,
                           long long value);

/**
 * Adds an `unsigned long long`; otherwise like virTypedParamsAddInt.
 *
 * # Safety
 * As for virTypedParamsAddInt.
 */
int virTypedParamsAddULLong(virTypedParameterPtr *params,
                            int *nparams,
                            int *maxparams,
                            const char *name,
                            unsigned long long value);

/**
 * Adds a `double`; otherwise like virTypedParamsAddInt.
 *
 * # Safety
 * As for virTypedParamsAddInt.
 */
int virTypedParamsAddDouble(virTypedParameterPtr *params,
                            int *nparams,
                            int *maxparams,
                            const char *name,
                            double value);

/**
 * Adds a boolean, 0 for 0 and 1 for every other number; otherwise like virTypedParamsAddInt.
 *
 * # Safety
 * As for virTypedParamsAddInt.
 */
int virTypedParamsAddBoolean(virTypedParameterPtr *params,
                             int *nparams,
                             int *maxparams,
                             const char *name,
                             int value);

/**
 * Adds a copy of a string, NULL as the empty one; otherwise like virTypedParamsAddInt.
 *
 * # Safety
 * As for virTypedParamsAddInt; `value` is NULL or a NUL-terminated string.
 */
int virTypedParamsAddString(virTypedParameterPtr *params,
                            int *nparams,
                            int *maxparams,
                            const char *name,
                            const char *value);

/**
 * Adds a copy of each string in an array that ends with NULL, all under one name; otherwise
 * like virTypedParamsAddInt. When one cannot be added, those before it remain.
 *
 * An array that is NULL adds nothing and returns 0. As in libvirt, an empty array returns -1;
 * neither changes the last error.
 *
 * # Safety
 * As for virTypedParamsAddInt; `values` is NULL or points to an array of strings that ends with
 * a NULL.
 */
int virTypedParamsAddStringList(virTypedParameterPtr *params,
                                int *nparams,
                                int *maxparams,
                                const char *name,
                                const char **values);

/**
 * Adds a value from a string; otherwise like virTypedParamsAddInt.
 *
 * `type` is a virTypedParameterType. Numbers are decimal; leading whitespace is allowed. A
 * negative number for an unsigned type is stored as its two's complement. Booleans are 0, 1,
 * true or false, in upper or lower case.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_ARG when `value` is NULL or not a value of the type,
 * VIR_ERR_INTERNAL_ERROR for an unknown type, and as virTypedParamsAddInt.
 *
 * # Safety
 * As for virTypedParamsAddInt; `value` is NULL or a NUL-terminated string.
 */
int virTypedParamsAddFromString(virTypedParameterPtr *params,
                                int *nparams,
                                int *maxparams,
                                const char *name,
                                int type,
                                const char *value);

/**
 * Frees the strings in an array, not the array. The last error is unchanged.
 *
 * # Safety
 * `params` is NULL or points to `nparams` parameters whose strings are NULL or
 * came from this library or from malloc.
 */
void virTypedParamsClear(virTypedParameterPtr params, int nparams);

/**
 * Frees the strings in an array, and the array. The last error is unchanged.
 *
 * # Safety
 * As for virTypedParamsClear, and the array came from this library or from
 * malloc.
 */
void virTypedParamsFree(virTypedParameterPtr params, int nparams);

/**
 * Finds a parameter by its name. The last error is unchanged.
 *
 * Returns the first parameter of that name, in the array, or NULL.
 *
 * # Safety
 * `params` is NULL or points to `nparams` parameters; `name` is NULL or a NUL-terminated
 * string.
 */
virTypedParameterPtr virTypedParamsGet(virTypedParameterPtr params, int nparams, const char *name);

/**
 * Gets the `int` of that name into `value`, which may be NULL.
 *
 * Returns 1, 0 when there is no such parameter, or -1 with VIR_ERR_INVALID_ARG
 * when it has another type.
 *
 * # Safety
 * As for virTypedParamsGet; `value` is NULL or points to room for one.
 */
int virTypedParamsGetInt(virTypedParameterPtr params, int nparams, const char *name, int *value);

/**
 * Gets the `unsigned int` of that name into `value`, which may be NULL.
 *
 * Returns 1, 0 when there is no such parameter, or -1 with VIR_ERR_INVALID_ARG
 * when it has another type.
 *
 * # Safety
 * As for virTypedParamsGet; `value` is NULL or points to room for one.
 */
int virTypedParamsGetUInt(virTypedParameterPtr params,
                          int nparams,
                          const char *name,
                          unsigned int *value);

/**
 * Gets the `long long` of that name into `value`, which may be NULL.
 *
 * Returns 1, 0 when there is no such parameter, or -1 with VIR_ERR_INVALID_ARG
 * when it has another type.
 *
 * # Safety
 * As for virTypedParamsGet; `value` is NULL or points to room for one.
 */
int virTypedParamsGetLLong(virTypedParameterPtr params,
                           int nparams,
                           const char *name,
                           long long *value);

/**
 * Gets the `unsigned long long` of that name into `value`, which may be NULL.
 *
 * Returns 1, 0 when there is no such parameter, or -1 with VIR_ERR_INVALID_ARG
 * when it has another type.
 *
 * # Safety
 * As for virTypedParamsGet; `value` is NULL or points to room for one.
 */
int virTypedParamsGetULLong(virTypedParameterPtr params,
                            int nparams,
                            const char *name,
                            unsigned long long *value);

/**
 * Gets the `double` of that name into `value`, which may be NULL.
 *
 * Returns 1, 0 when there is no such parameter, or -1 with VIR_ERR_INVALID_ARG
 * when it has another type.
 *
 * # Safety
 * As for virTypedParamsGet; `value` is NULL or points to room for one.
 */
int virTypedParamsGetDouble(virTypedParameterPtr params,
                            int nparams,
                            const char *name,
                            double *value);

/**
 * Gets the boolean of that name into `value`, which may be NULL, as 0 or 1.
 *
 * Returns 1, 0 when there is no such parameter, or -1 with VIR_ERR_INVALID_ARG
 * when it has another type.
 *
 * # Safety
 * As for virTypedParamsGet; `value` is NULL or points to room for one.
 */
int virTypedParamsGetBoolean(virTypedParameterPtr params,
                             int nparams,
                             const char *name,
                             int *value);

/**
 * Gets the string of that name into `value`, which may be NULL. The string remains the
 * parameter's.
 *
 * Returns 1, 0 when there is no such parameter, or -1 with VIR_ERR_INVALID_ARG
 * when it has another type.
 *
 * # Safety
 * As for virTypedParamsGet; `value` is NULL or points to room for one. The string must not be
 * used after the parameter is freed.
 */
int virTypedParamsGetString(virTypedParameterPtr params,
                            int nparams,
                            const char *name,
                            const char **value);

/**
 * Attaches a running process as a domain: the process and its descendants are moved into a
 * cgroup of their own. libvirt does not have this function.
 *
 * `pid` is the process, `name` the domain's name: UTF-8, at most 240 bytes, no '/' and no
 * control character, not in use. `flags` is 0. The domain's ID is the PID; its UUID is derived
 * and does not change while the domain exists.
 *
 * For QEMU (a process named qemu-system-ARCHITECTURE, qemu-kvm, kvm or qemu) the command line
 * is evaluated: `name` may be NULL for the name in `-name`, or `attach-pid-PID` without it; the
 * UUID is that of `-uuid`, unless another domain has it; `-m`, memory backends and memory
 * devices determine the guest's memory, and `-smp` its CPUs, for virDomainGetInfo and
 * virDomainGetXMLDesc. Such a domain is also listed, and can be attached, on qemu:///system.
 *
 * If `name` is that of a defined domain (virDomainDefineXML) that is shut off, the process
 * becomes that domain, with its UUID and the limits of its definition, and the domain is shut
 * off again after the process has exited. Any other domain runs until its last process exits;
 * the next call that finds this removes its cgroup, and the domain no longer exists. Memory
 * that the process already uses remains charged to its previous cgroup (kernel documentation,
 * cgroup-v2.rst, "Memory Ownership").
 *
 * Returns a domain for virDomainFree, or NULL with nothing changed: VIR_ERR_INVALID_CONN;
 * VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG for flags, an invalid
 * name or PID, and for a NULL name of a process that is not QEMU; VIR_ERR_OPERATION_FAILED when
 * a running domain has the name, or the host cannot satisfy the min_guarantee of its
 * definition; VIR_ERR_OPERATION_INVALID when the process already belongs to a domain, or on
 * qemu:/// is not QEMU; VIR_ERR_OPERATION_UNSUPPORTED on lxc:///; VIR_ERR_NO_SUPPORT on
 * test:///; VIR_ERR_SYSTEM_ERROR when the kernel refuses, with ESRCH in int1 when there is no
 * such process.
 *
 * # Safety
 * `name` is NULL or a NUL-terminated string.
 */
virDomainPtr virMemctlDomainAttach(virConnectPtr conn,
                                   int pid,
                                   const char *name,
                                   unsigned int flags);

/**
 * Suggests a hard limit for a running domain: one that includes the memory that the VMM needs
 * besides the guest's, so that the kernel does not kill it. libvirt does not have this
 * function. Nothing is changed.
 *
 * `kib` receives the limit, for VIR_DOMAIN_MEMORY_HARD_LIMIT. `flags` is 0. It may be called at
 * any time; the result is better after the guest has done its usual work than just after its
 * start.
 *
 * For a QEMU guest, libvirt's or attached, it is the sum, in whole MiB, of
 *
 * - all of the guest's memory: that of its definition, or the sum of `-m`, memory backends and
 *   memory devices on the command line (qemu(1));
 * - page tables for all of it: 8 bytes for each page of 4 KiB, under KVM three
 *   times that (kernel documentation, mm/page_tables.rst, virt/kvm/x86/mmu.rst);
 * - all memory of graphics devices and shared memory (ivshmem), by the command line or its
 *   defaults;
 * - 32 MiB for each qcow2 image, the maximum of its cache (QEMU's docs/qcow2-cache.txt);
 * - what QEMU and its helpers use now besides these, in memory or in swap: /proc/PID/smaps
 *   without the mappings of exactly these lengths (kernel documentation, filesystems/proc.rst).
 *   QEMU's translation buffer, which exists only without KVM, counts as a whole, as it fills
 *   over time;
 * - the kernel memory that they use now: memory.kmem.usage_in_bytes on cgroup v1; `kernel` of
 *   memory.stat on v2, or its parts; at least their page tables and 16 KiB per thread;
 * - a margin, for I/O threads and buffers, for the growth of QEMU's own memory and for a
 *   migration: 5 % of the above, at least 64 MiB.
 *
 * It is never less than the current usage of the cgroup without page cache, plus the margin.
 * Huge pages count like other memory, although the kernel may not charge them to the cgroup.
 *
 * For other domains it is the peak usage of the cgroup, including page cache
 * (memory.max_usage_in_bytes, memory.peak; before Linux 5.19 on v2 the current usage), or the
 * current usage of its processes if that is more; plus the margin.
 *
 * Returns 0, or -1 with `kib` unchanged: VIR_ERR_INVALID_DOMAIN; VIR_ERR_INVALID_ARG for
 * unknown flags, and when `kib` is NULL; VIR_ERR_NO_DOMAIN when the domain no longer exists;
 * VIR_ERR_OPERATION_INVALID when it is not running, as there is nothing to measure;
 * VIR_ERR_NO_SUPPORT on test:///; VIR_ERR_SYSTEM_ERROR for what the caller may not read, which
 * generally includes the mappings of another user's process (EACCES in int1).
 *
 * # Safety
 * `kib` is NULL or points to a number that may be written.
 */
int virMemctlDomainSuggestHardLimit(virDomainPtr domain,
                                    unsigned long long *kib,
                                    unsigned int flags);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* VIRMEMCTL_H */

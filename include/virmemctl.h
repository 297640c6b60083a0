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
 * A connection to a host. Opaque; virConnectClose gives it back.
 */
typedef struct _virConnect _virConnect;

/**
 * A domain. Opaque; virDomainFree gives it back.
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
 * A domain: a guest, a container or a process group.
 */
typedef struct _virDomain virDomain;

/**
 * A handle to a domain.
 */
typedef virDomain *virDomainPtr;

/**
 * The value of a typed parameter; which member holds it, the type tells.
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
 * A named value whose type travels with it.
 */
typedef struct _virTypedParameter {
  /**
   * The name, ended by a NUL.
   */
  char field[VIR_TYPED_PARAM_FIELD_LENGTH];
  /**
   * Which type the value has: a virTypedParameterType.
   */
  int type;
  /**
   * The value.
   */
  union _virTypedParameterValue value;
} _virTypedParameter;

/**
 * A named value whose type travels with it.
 */
typedef struct _virTypedParameter virTypedParameter;

/**
 * A pointer to one typed parameter or to an array of them.
 */
typedef virTypedParameter *virTypedParameterPtr;

/**
 * The statistics of a domain; virDomainStatsRecordListFree frees them.
 */
typedef struct _virDomainStatsRecord {
  /**
   * The domain.
   */
  virDomainPtr dom;
  /**
   * What is told of it.
   */
  virTypedParameterPtr params;
  /**
   * How many parameters there are.
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
 * A function that is told that a connection was lost; `reason` is a
 * virConnectCloseReason.
 */
typedef void (*virConnectCloseFunc)(virConnectPtr conn, int reason, void *opaque);

/**
 * A function that is told once that something is no longer used.
 */
typedef void (*virFreeCallback)(void *opaque);

/**
 * A credential that a driver asks for.
 */
typedef struct _virConnectCredential {
  /**
   * What it is about: a virConnectCredentialType.
   */
  int type;
  /**
   * What to ask the user.
   */
  const char *prompt;
  /**
   * More to show to the user.
   */
  const char *challenge;
  /**
   * The answer where the user gives none.
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
 * A credential that a driver asks for.
 */
typedef struct _virConnectCredential virConnectCredential;

/**
 * A pointer to one credential or to an array of them.
 */
typedef virConnectCredential *virConnectCredentialPtr;

/**
 * A function that fills in `ncred` credentials: 0 when it did, -1 when not.
 */
typedef int (*virConnectAuthCallbackPtr)(virConnectCredentialPtr cred,
                                         unsigned int ncred,
                                         void *cbdata);

/**
 * How a program answers when a driver asks for credentials.
 */
typedef struct _virConnectAuth {
  /**
   * The credential types that the callback can give.
   */
  int *credtype;
  /**
   * How many they are.
   */
  unsigned int ncredtype;
  /**
   * The function that is asked.
   */
  virConnectAuthCallbackPtr cb;
  /**
   * Passed to the function.
   */
  void *cbdata;
} _virConnectAuth;

/**
 * How a program answers when a driver asks for credentials.
 */
typedef struct _virConnectAuth virConnectAuth;

/**
 * A pointer to a virConnectAuth.
 */
typedef virConnectAuth *virConnectAuthPtr;

/**
 * What a disk did; -1 where that is not known.
 */
typedef struct _virDomainBlockStats {
  /**
   * Reads that were asked for.
   */
  long long rd_req;
  /**
   * Bytes that were read.
   */
  long long rd_bytes;
  /**
   * Writes that were asked for.
   */
  long long wr_req;
  /**
   * Bytes that were written.
   */
  long long wr_bytes;
  /**
   * Errors.
   */
  long long errs;
} _virDomainBlockStats;

/**
 * What a disk did.
 */
typedef struct _virDomainBlockStats virDomainBlockStatsStruct;

/**
 * A pointer to a virDomainBlockStatsStruct.
 */
typedef virDomainBlockStatsStruct *virDomainBlockStatsPtr;

/**
 * What a network interface did; -1 where that is not known.
 */
typedef struct _virDomainInterfaceStats {
  /**
   * Bytes that came in.
   */
  long long rx_bytes;
  /**
   * Packets that came in.
   */
  long long rx_packets;
  /**
   * Errors of what came in.
   */
  long long rx_errs;
  /**
   * Packets that came in and were dropped.
   */
  long long rx_drop;
  /**
   * Bytes that went out.
   */
  long long tx_bytes;
  /**
   * Packets that went out.
   */
  long long tx_packets;
  /**
   * Errors of what went out.
   */
  long long tx_errs;
  /**
   * Packets that were to go out and were dropped.
   */
  long long tx_drop;
} _virDomainInterfaceStats;

/**
 * What a network interface did.
 */
typedef struct _virDomainInterfaceStats virDomainInterfaceStatsStruct;

/**
 * A pointer to a virDomainInterfaceStatsStruct.
 */
typedef virDomainInterfaceStatsStruct *virDomainInterfaceStatsPtr;

/**
 * How large a disk is, in bytes.
 */
typedef struct _virDomainBlockInfo {
  /**
   * As the guest sees it.
   */
  unsigned long long capacity;
  /**
   * What it takes on the host.
   */
  unsigned long long allocation;
  /**
   * Where what it takes on the host ends.
   */
  unsigned long long physical;
} _virDomainBlockInfo;

/**
 * How large a disk is.
 */
typedef struct _virDomainBlockInfo virDomainBlockInfo;

/**
 * A pointer to a virDomainBlockInfo.
 */
typedef virDomainBlockInfo *virDomainBlockInfoPtr;

/**
 * What is wrong with a disk.
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
 * What is wrong with a disk.
 */
typedef struct _virDomainDiskError virDomainDiskError;

/**
 * A pointer to one error or to an array of them.
 */
typedef virDomainDiskError *virDomainDiskErrorPtr;

/**
 * What virDomainGetInfo tells.
 */
typedef struct _virDomainInfo {
  /**
   * The state: a virDomainState.
   */
  unsigned char state;
  /**
   * The most memory that the domain may have, in KiB.
   */
  unsigned long maxMem;
  /**
   * The memory that it has, in KiB.
   */
  unsigned long memory;
  /**
   * Its virtual CPUs.
   */
  unsigned short nrVirtCpu;
  /**
   * The CPU time that it used, in nanoseconds.
   */
  unsigned long long cpuTime;
} _virDomainInfo;

/**
 * What virDomainGetInfo tells.
 */
typedef struct _virDomainInfo virDomainInfo;

/**
 * A pointer to a virDomainInfo.
 */
typedef virDomainInfo *virDomainInfoPtr;

/**
 * A function that is told of VIR_DOMAIN_EVENT_ID_LIFECYCLE: `event` is a
 * virDomainEventType, `detail` of the enumeration that belongs to it. What it
 * returns is not looked at.
 */
typedef int (*virConnectDomainEventCallback)(virConnectPtr conn,
                                             virDomainPtr dom,
                                             int event,
                                             int detail,
                                             void *opaque);

/**
 * Whatever a function is told of, cast by VIR_DOMAIN_EVENT_CALLBACK; and the
 * type of those for VIR_DOMAIN_EVENT_ID_REBOOT and
 * VIR_DOMAIN_EVENT_ID_CONTROL_ERROR.
 */
typedef void (*virConnectDomainEventGenericCallback)(virConnectPtr conn,
                                                     virDomainPtr dom,
                                                     void *opaque);

/**
 * A virtual network.
 */
typedef struct _virNetwork virNetwork;

/**
 * A handle to a virtual network.
 */
typedef virNetwork *virNetworkPtr;

/**
 * An error. The strings of one that virGetLastError or virConnGetLastError
 * gives belong to the library; those of a copy are freed by virResetError.
 */
typedef struct _virError {
  /**
   * What kind of error: a virErrorNumber.
   */
  int code;
  /**
   * Which part of the library raised it: a virErrorDomain.
   */
  int domain;
  /**
   * What went wrong, for a person to read.
   */
  char *message;
  /**
   * How bad it is.
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
   * The message's phrase for the code.
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
   * Of no meaning.
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
 * A function that is told of every error, once for each public call that fails.
 *
 * `error` is the calling thread's last error and belongs to the library; the
 * function may call the library.
 */
typedef void (*virErrorFunc)(void *userData, virErrorPtr error);

/**
 * A function that is told that a file is ready; `events` are bits of
 * virEventHandleType.
 */
typedef void (*virEventHandleCallback)(int watch, int fd, int events, void *opaque);

/**
 * A function of an event loop that begins to wait for a file: returns its
 * number, or -1. `ff`, unless it is NULL, is to be called with `opaque` after
 * the file was removed, and not from inside the function that removes it.
 */
typedef int (*virEventAddHandleFunc)(int fd,
                                     int event,
                                     virEventHandleCallback cb,
                                     void *opaque,
                                     virFreeCallback ff);

/**
 * A function of an event loop that waits for other events of a file.
 */
typedef void (*virEventUpdateHandleFunc)(int watch, int event);

/**
 * A function of an event loop that waits for a file no more: 0, or -1.
 */
typedef int (*virEventRemoveHandleFunc)(int watch);

/**
 * A function that is told that a time is over.
 */
typedef void (*virEventTimeoutCallback)(int timer, void *opaque);

/**
 * A function of an event loop that begins to call back each time that so many
 * milliseconds are over, or not yet when they are negative: returns its
 * number, or -1. `ff` is as for virEventAddHandleFunc.
 */
typedef int (*virEventAddTimeoutFunc)(int timeout,
                                      virEventTimeoutCallback cb,
                                      void *opaque,
                                      virFreeCallback ff);

/**
 * A function of an event loop that starts a timeout anew.
 */
typedef void (*virEventUpdateTimeoutFunc)(int timer, int timeout);

/**
 * A function of an event loop that ends a timeout: 0, or -1.
 */
typedef int (*virEventRemoveTimeoutFunc)(int timer);

/**
 * A file system that a guest uses; virDomainFSInfoFree frees it.
 */
typedef struct _virDomainFSInfo {
  /**
   * Where it is mounted.
   */
  char *mountpoint;
  /**
   * Its device's name in the guest.
   */
  char *name;
  /**
   * Its kind.
   */
  char *fstype;
  /**
   * How many disks it is on.
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
   * How many IP addresses it has.
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
 * What virDomainGetIOThreadInfo tells of an I/O thread.
 */
typedef struct _virDomainIOThreadInfo {
  /**
   * Its number.
   */
  unsigned int iothread_id;
  /**
   * The host's CPUs that it may run on: the CPU of number n when bit n % 8 of
   * byte n / 8 is set.
   */
  unsigned char *cpumap;
  /**
   * How many bytes that are.
   */
  int cpumaplen;
} _virDomainIOThreadInfo;

/**
 * What virDomainGetIOThreadInfo tells of an I/O thread.
 */
typedef struct _virDomainIOThreadInfo virDomainIOThreadInfo;

/**
 * A pointer to a virDomainIOThreadInfo.
 */
typedef virDomainIOThreadInfo *virDomainIOThreadInfoPtr;

/**
 * What a domain is busy with, and how far it is; times in milliseconds, sizes in
 * bytes.
 */
typedef struct _virDomainJobInfo {
  /**
   * A virDomainJobType.
   */
  int type;
  /**
   * How long it has run.
   */
  unsigned long long timeElapsed;
  /**
   * How long it will run still.
   */
  unsigned long long timeRemaining;
  /**
   * How much data there is.
   */
  unsigned long long dataTotal;
  /**
   * How much of it is done.
   */
  unsigned long long dataProcessed;
  /**
   * How much of it is left.
   */
  unsigned long long dataRemaining;
  /**
   * How much memory there is.
   */
  unsigned long long memTotal;
  /**
   * How much of it is done.
   */
  unsigned long long memProcessed;
  /**
   * How much of it is left.
   */
  unsigned long long memRemaining;
  /**
   * How much there is on disks.
   */
  unsigned long long fileTotal;
  /**
   * How much of it is done.
   */
  unsigned long long fileProcessed;
  /**
   * How much of it is left.
   */
  unsigned long long fileRemaining;
} _virDomainJobInfo;

/**
 * What a domain is busy with, and how far it is.
 */
typedef struct _virDomainJobInfo virDomainJobInfo;

/**
 * A pointer to a virDomainJobInfo.
 */
typedef virDomainJobInfo *virDomainJobInfoPtr;

/**
 * What virNodeGetInfo tells.
 */
typedef struct _virNodeInfo {
  /**
   * The kind of CPU, ended by a NUL.
   */
  char model[32];
  /**
   * The memory, in KiB.
   */
  unsigned long memory;
  /**
   * The CPUs in use.
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
 * What virNodeGetInfo tells.
 */
typedef struct _virNodeInfo virNodeInfo;

/**
 * A pointer to a virNodeInfo.
 */
typedef virNodeInfo *virNodeInfoPtr;

/**
 * A statistic of the host's CPUs.
 */
typedef struct _virNodeCPUStats {
  /**
   * One of the VIR_NODE_CPU_STATS_ names, ended by a NUL.
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
   * One of the VIR_NODE_MEMORY_STATS_ names, ended by a NUL.
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
 * How guests are kept apart on a host.
 */
typedef struct _virSecurityModel {
  /**
   * The model's name, ended by a NUL.
   */
  char model[VIR_SECURITY_MODEL_BUFLEN];
  /**
   * Its domain of interpretation, ended by a NUL.
   */
  char doi[VIR_SECURITY_DOI_BUFLEN];
} _virSecurityModel;

/**
 * How guests are kept apart on a host.
 */
typedef struct _virSecurityModel virSecurityModel;

/**
 * A pointer to a virSecurityModel.
 */
typedef virSecurityModel *virSecurityModelPtr;

/**
 * A storage pool.
 */
typedef struct _virStoragePool virStoragePool;

/**
 * A handle to a storage pool.
 */
typedef virStoragePool *virStoragePoolPtr;

/**
 * A network interface of the host.
 */
typedef struct _virInterface virInterface;

/**
 * A handle to a network interface of the host.
 */
typedef virInterface *virInterfacePtr;

/**
 * A device of the host.
 */
typedef struct _virNodeDevice virNodeDevice;

/**
 * A handle to a device of the host.
 */
typedef virNodeDevice *virNodeDevicePtr;

/**
 * A statistic of a domain's memory.
 */
typedef struct _virDomainMemoryStat {
  /**
   * What it tells: a virDomainMemoryStatTags.
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
 * What keeps a domain apart from others.
 */
typedef struct _virSecurityLabel {
  /**
   * The label, ended by a NUL.
   */
  char label[VIR_SECURITY_LABEL_BUFLEN];
  /**
   * 1 where it is enforced.
   */
  int enforcing;
} _virSecurityLabel;

/**
 * What keeps a domain apart from others.
 */
typedef struct _virSecurityLabel virSecurityLabel;

/**
 * A pointer to a virSecurityLabel.
 */
typedef virSecurityLabel *virSecurityLabelPtr;

/**
 * How the hypervisor answers for a domain.
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
   * For how long, in milliseconds.
   */
  unsigned long long stateTime;
} _virDomainControlInfo;

/**
 * How the hypervisor answers for a domain.
 */
typedef struct _virDomainControlInfo virDomainControlInfo;

/**
 * A pointer to a virDomainControlInfo.
 */
typedef virDomainControlInfo *virDomainControlInfoPtr;

/**
 * What virDomainGetVcpus tells of a virtual CPU.
 */
typedef struct _virVcpuInfo {
  /**
   * Its number.
   */
  unsigned int number;
  /**
   * What it does: a virVcpuState.
   */
  int state;
  /**
   * The CPU time that it used, in nanoseconds.
   */
  unsigned long long cpuTime;
  /**
   * The host's CPU that it runs on, or a virVcpuHostCpuState.
   */
  int cpu;
} _virVcpuInfo;

/**
 * What virDomainGetVcpus tells of a virtual CPU.
 */
typedef struct _virVcpuInfo virVcpuInfo;

/**
 * A pointer to one virVcpuInfo or to an array of them.
 */
typedef virVcpuInfo *virVcpuInfoPtr;

/**
 * A function that is told of VIR_DOMAIN_EVENT_ID_RTC_CHANGE; the offset is in
 * seconds.
 */
typedef void (*virConnectDomainEventRTCChangeCallback)(virConnectPtr conn,
                                                       virDomainPtr dom,
                                                       long long utcoffset,
                                                       void *opaque);

/**
 * A function that is told of VIR_DOMAIN_EVENT_ID_WATCHDOG; `action` is a
 * virDomainEventWatchdogAction.
 */
typedef void (*virConnectDomainEventWatchdogCallback)(virConnectPtr conn,
                                                      virDomainPtr dom,
                                                      int action,
                                                      void *opaque);

/**
 * A function that is told of VIR_DOMAIN_EVENT_ID_IO_ERROR; `action` is a
 * virDomainEventIOErrorAction.
 */
typedef void (*virConnectDomainEventIOErrorCallback)(virConnectPtr conn,
                                                     virDomainPtr dom,
                                                     const char *srcPath,
                                                     const char *devAlias,
                                                     int action,
                                                     void *opaque);

/**
 * A function that is told of VIR_DOMAIN_EVENT_ID_IO_ERROR_REASON.
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
   * Its kind: a virDomainEventGraphicsAddressType.
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
 * Who a graphics client is, in one way of saying it.
 */
typedef struct _virDomainEventGraphicsSubjectIdentity {
  /**
   * The way.
   */
  char *type;
  /**
   * The name.
   */
  char *name;
} _virDomainEventGraphicsSubjectIdentity;

/**
 * Who a graphics client is, in one way of saying it.
 */
typedef struct _virDomainEventGraphicsSubjectIdentity virDomainEventGraphicsSubjectIdentity;

/**
 * A pointer to an identity of a graphics client.
 */
typedef virDomainEventGraphicsSubjectIdentity *virDomainEventGraphicsSubjectIdentityPtr;

/**
 * Who a graphics client is.
 */
typedef struct _virDomainEventGraphicsSubject {
  /**
   * How many identities there are.
   */
  int nidentity;
  /**
   * The identities.
   */
  virDomainEventGraphicsSubjectIdentityPtr identities;
} _virDomainEventGraphicsSubject;

/**
 * Who a graphics client is.
 */
typedef struct _virDomainEventGraphicsSubject virDomainEventGraphicsSubject;

/**
 * A function that is told of VIR_DOMAIN_EVENT_ID_GRAPHICS; `phase` is a
 * virDomainEventGraphicsPhase.
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
 * A function that is told of VIR_DOMAIN_EVENT_ID_BLOCK_JOB and
 * VIR_DOMAIN_EVENT_ID_BLOCK_JOB_2; `status` is a
 * virConnectDomainEventBlockJobStatus.
 */
typedef void (*virConnectDomainEventBlockJobCallback)(virConnectPtr conn,
                                                      virDomainPtr dom,
                                                      const char *disk,
                                                      int type,
                                                      int status,
                                                      void *opaque);

/**
 * A function that is told of VIR_DOMAIN_EVENT_ID_DISK_CHANGE; `reason` is a
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
 * A function that is told of VIR_DOMAIN_EVENT_ID_TRAY_CHANGE; `reason` is a
 * virDomainEventTrayChangeReason.
 */
typedef void (*virConnectDomainEventTrayChangeCallback)(virConnectPtr conn,
                                                        virDomainPtr dom,
                                                        const char *devAlias,
                                                        int reason,
                                                        void *opaque);

/**
 * A function that is told of VIR_DOMAIN_EVENT_ID_PMWAKEUP; `reason` has no
 * meaning yet.
 */
typedef void (*virConnectDomainEventPMWakeupCallback)(virConnectPtr conn,
                                                      virDomainPtr dom,
                                                      int reason,
                                                      void *opaque);

/**
 * A function that is told of VIR_DOMAIN_EVENT_ID_PMSUSPEND; `reason` has no
 * meaning yet.
 */
typedef void (*virConnectDomainEventPMSuspendCallback)(virConnectPtr conn,
                                                       virDomainPtr dom,
                                                       int reason,
                                                       void *opaque);

/**
 * A function that is told of VIR_DOMAIN_EVENT_ID_BALLOON_CHANGE; `actual` is
 * in KiB.
 */
typedef void (*virConnectDomainEventBalloonChangeCallback)(virConnectPtr conn,
                                                           virDomainPtr dom,
                                                           unsigned long long actual,
                                                           void *opaque);

/**
 * A function that is told of VIR_DOMAIN_EVENT_ID_PMSUSPEND_DISK; `reason` has
 * no meaning yet.
 */
typedef void (*virConnectDomainEventPMSuspendDiskCallback)(virConnectPtr conn,
                                                           virDomainPtr dom,
                                                           int reason,
                                                           void *opaque);

/**
 * A function that is told of VIR_DOMAIN_EVENT_ID_DEVICE_REMOVED.
 */
typedef void (*virConnectDomainEventDeviceRemovedCallback)(virConnectPtr conn,
                                                           virDomainPtr dom,
                                                           const char *devAlias,
                                                           void *opaque);

/**
 * A function that is told of VIR_DOMAIN_EVENT_ID_DEVICE_ADDED.
 */
typedef void (*virConnectDomainEventDeviceAddedCallback)(virConnectPtr conn,
                                                         virDomainPtr dom,
                                                         const char *devAlias,
                                                         void *opaque);

/**
 * A function that is told of VIR_DOMAIN_EVENT_ID_DEVICE_REMOVAL_FAILED.
 */
typedef void (*virConnectDomainEventDeviceRemovalFailedCallback)(virConnectPtr conn,
                                                                 virDomainPtr dom,
                                                                 const char *devAlias,
                                                                 void *opaque);

/**
 * A function that is told of VIR_DOMAIN_EVENT_ID_METADATA_CHANGE; `type` is a
 * virDomainMetadataType, `nsuri` an element's namespace, else NULL.
 */
typedef void (*virConnectDomainEventMetadataChangeCallback)(virConnectPtr conn,
                                                            virDomainPtr dom,
                                                            int type,
                                                            const char *nsuri,
                                                            void *opaque);

/**
 * A function that is told of VIR_DOMAIN_EVENT_ID_MIGRATION_ITERATION.
 */
typedef void (*virConnectDomainEventMigrationIterationCallback)(virConnectPtr conn,
                                                                virDomainPtr dom,
                                                                int iteration,
                                                                void *opaque);

/**
 * A function that is told of VIR_DOMAIN_EVENT_ID_JOB_COMPLETED; the parameters
 * end with the call.
 */
typedef void (*virConnectDomainEventJobCompletedCallback)(virConnectPtr conn,
                                                          virDomainPtr dom,
                                                          virTypedParameterPtr params,
                                                          int nparams,
                                                          void *opaque);

/**
 * A function that is told of VIR_DOMAIN_EVENT_ID_TUNABLE; the parameters end
 * with the call.
 */
typedef void (*virConnectDomainEventTunableCallback)(virConnectPtr conn,
                                                     virDomainPtr dom,
                                                     virTypedParameterPtr params,
                                                     int nparams,
                                                     void *opaque);

/**
 * A function that is told of VIR_DOMAIN_EVENT_ID_AGENT_LIFECYCLE; `state` is a
 * virConnectDomainEventAgentLifecycleState, `reason` a
 * virConnectDomainEventAgentLifecycleReason.
 */
typedef void (*virConnectDomainEventAgentLifecycleCallback)(virConnectPtr conn,
                                                            virDomainPtr dom,
                                                            int state,
                                                            int reason,
                                                            void *opaque);

/**
 * A function that is told of VIR_DOMAIN_EVENT_ID_BLOCK_THRESHOLD; both sizes
 * are in bytes.
 */
typedef void (*virConnectDomainEventBlockThresholdCallback)(virConnectPtr conn,
                                                            virDomainPtr dom,
                                                            const char *dev,
                                                            const char *path,
                                                            unsigned long long threshold,
                                                            unsigned long long excess,
                                                            void *opaque);

/**
 * A function that is told of VIR_DOMAIN_EVENT_ID_MEMORY_FAILURE; `recipient`
 * is a virDomainMemoryFailureRecipientType, `action` a
 * virDomainMemoryFailureActionType, `flags` are bits of
 * virDomainMemoryFailureFlags.
 */
typedef void (*virConnectDomainEventMemoryFailureCallback)(virConnectPtr conn,
                                                           virDomainPtr dom,
                                                           int recipient,
                                                           int action,
                                                           unsigned int flags,
                                                           void *opaque);

/**
 * A function that is told of VIR_DOMAIN_EVENT_ID_MEMORY_DEVICE_SIZE_CHANGE;
 * `size` is in KiB.
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
 * A pointer to who a graphics client is.
 */
typedef virDomainEventGraphicsSubject *virDomainEventGraphicsSubjectPtr;

/**
 * The first name of virTypedParameter, for memory parameters.
 */
typedef struct _virTypedParameter virMemoryParameter;

/**
 * The first name of virTypedParameterPtr, for memory parameters.
 */
typedef virMemoryParameter *virMemoryParameterPtr;

/**
 * The first name of virTypedParameter, for scheduler parameters.
 */
typedef struct _virTypedParameter virSchedParameter;

/**
 * The first name of virTypedParameterPtr, for scheduler parameters.
 */
typedef virSchedParameter *virSchedParameterPtr;

/**
 * The first name of virTypedParameter, for block I/O parameters.
 */
typedef struct _virTypedParameter virBlkioParameter;

/**
 * The first name of virTypedParameterPtr, for block I/O parameters.
 */
typedef virBlkioParameter *virBlkioParameterPtr;







#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

/**
 * The answers to pass to virConnectOpenAuth where a program has none of its own.
 */
extern virConnectAuthPtr virConnectAuthPtrDefault;

/**
 * Tells statistics of every domain that passes a filter.
 *
 * `stats` are bits of virDomainStatsTypes, 0 for all that the driver knows; what
 * it does not know is left out, unless `flags` hold
 * VIR_CONNECT_GET_ALL_DOMAINS_STATS_ENFORCE_STATS. `flags` are bits of
 * virConnectGetAllDomainStatsFlags. `retStats` takes an array of records with a
 * NULL behind the last, which the caller frees with virDomainStatsRecordListFree.
 *
 * Returns how many records there are, or -1: VIR_ERR_INVALID_CONN,
 * VIR_ERR_INVALID_ARG when `retStats` is NULL and for other flags,
 * VIR_ERR_ARGUMENT_UNSUPPORTED for a group that is not known.
 *
 * # Safety
 * `retStats` is NULL or points to room for a pointer.
 */
int virConnectGetAllDomainStats(virConnectPtr conn,
                                unsigned int stats,
                                virDomainStatsRecordPtr **retStats,
                                unsigned int flags);

/**
 * Tells statistics of these domains.
 *
 * `doms` is an array of domains of one connection with a NULL behind the last; a
 * domain that has gone is left out. The rest is as for
 * virConnectGetAllDomainStats.
 *
 * Returns how many records there are, or -1: VIR_ERR_INVALID_DOMAIN,
 * VIR_ERR_INVALID_ARG when `doms` or `retStats` is NULL, there is no domain in
 * `doms`, or the domains are not of one connection, and for other flags,
 * VIR_ERR_ARGUMENT_UNSUPPORTED for a group that is not known.
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
 * Frees an array of records and what is in it; the domains are given back by
 * virDomainFree. Without a record the last error stays as it is.
 *
 * # Safety
 * `stats` is NULL or from virConnectGetAllDomainStats or virDomainListGetStats and
 * not freed before.
 */
void virDomainStatsRecordListFree(virDomainStatsRecordPtr *stats);

/**
 * Tells what the host and its hypervisor can do, as a `<capabilities>` document.
 *
 * Returns a text that the caller frees with free(), or NULL with
 * VIR_ERR_INVALID_CONN.
 *
 * # Safety
 * None is asked for: what is no connection is told.
 */
char *virConnectGetCapabilities(virConnectPtr conn);

/**
 * Tells what the firmware says of the host, as a `<sysinfo>` document. `flags`
 * is 0.
 *
 * Returns a text that the caller frees with free(), or NULL:
 * VIR_ERR_INVALID_CONN, VIR_ERR_INVALID_ARG for flags.
 *
 * # Safety
 * None is asked for: what is no connection is told.
 */
char *virConnectGetSysinfo(virConnectPtr conn, unsigned int flags);

/**
 * Lists the CPU models of an architecture, "x86_64" for one.
 *
 * `models`, unless it is NULL, takes an array with a NULL behind its last text,
 * which the caller frees: each text and the array with free(). It takes NULL on
 * failure, and where any model is taken. `flags` is 0.
 *
 * Returns how many there are, 0 where any is taken, or -1: VIR_ERR_INVALID_CONN,
 * VIR_ERR_INVALID_ARG for flags, when `arch` is NULL and for what is no
 * architecture, VIR_ERR_NO_SUPPORT for one whose models are not known.
 *
 * # Safety
 * `arch` is NULL or ends with a NUL; `models` is NULL or points to room for a
 * pointer.
 */
int virConnectGetCPUModelNames(virConnectPtr conn,
                               const char *arch,
                               char ***models,
                               unsigned int flags);

/**
 * Calls back when the connection is lost. No driver here can lose one: the
 * arguments are checked, and neither function is ever called.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_CONN; VIR_ERR_INVALID_ARG when `cb` is NULL.
 *
 * # Safety
 * None is asked for: the functions are not called.
 */
int virConnectRegisterCloseCallback(virConnectPtr conn,
                                    virConnectCloseFunc cb,
                                    void *opaque,
                                    virFreeCallback freecb);

/**
 * Ends what virConnectRegisterCloseCallback began, or did not.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_CONN; VIR_ERR_INVALID_ARG when `cb` is NULL.
 *
 * # Safety
 * None is asked for: the function is not called.
 */
int virConnectUnregisterCloseCallback(virConnectPtr conn, virConnectCloseFunc cb);

/**
 * Opens a connection.
 *
 * `name` is a URI: `cgroup:///system`, `cgroup:///session`, `qemu:///system`,
 * `lxc:///system`, `test:///default` or `test:///FILE.xml`. NULL or "" is
 * $LIBVIRT_DEFAULT_URI, else cgroup:///system where the caller may write its
 * groups, else cgroup:///session.
 *
 * Returns a connection for virConnectClose, or NULL: VIR_ERR_NO_CONNECT when no
 * driver takes the URI, VIR_ERR_INTERNAL_ERROR when it is no URI,
 * VIR_ERR_CONFIG_UNSUPPORTED when this host lacks what it needs.
 *
 * # Safety
 * `name` is NULL or ends with a NUL.
 */
virConnectPtr virConnectOpen(const char *name);

/**
 * Opens a connection that changes no domain: what would is
 * VIR_ERR_OPERATION_DENIED. Groups of attached processes that have ended are
 * removed by its calls all the same.
 *
 * `name` and what is returned are as for virConnectOpen.
 *
 * # Safety
 * `name` is NULL or ends with a NUL.
 */
virConnectPtr virConnectOpenReadOnly(const char *name);

/**
 * Opens a connection.
 *
 * `auth` is looked at when a driver asks for credentials, which none does now;
 * it may be NULL. `flags` is 0 or VIR_CONNECT_RO; another bit is
 * VIR_ERR_INVALID_ARG. `name` and what is returned are as for virConnectOpen.
 *
 * # Safety
 * `name` is NULL or ends with a NUL; `auth` is NULL or points to a virConnectAuth
 * whose `credtype` has room for `ncredtype` numbers.
 */
virConnectPtr virConnectOpenAuth(const char *name, virConnectAuthPtr auth, unsigned int flags);

/**
 * Holds a connection once more; virConnectClose is then to be called once more.
 *
 * Returns 0, or -1 with VIR_ERR_INVALID_CONN.
 *
 * # Safety
 * None is asked for: what is no connection is told.
 */
int virConnectRef(virConnectPtr conn);

/**
 * Gives a connection back. It ends with its last reference; a domain that is
 * held is one.
 *
 * Returns 0 when it ended, 1 when it is still held, or -1 with
 * VIR_ERR_INVALID_CONN.
 *
 * # Safety
 * None is asked for: what is no connection is told.
 */
int virConnectClose(virConnectPtr conn);

/**
 * Names the hypervisor: "cgroup", "QEMU", "LXC" or "TEST".
 *
 * Returns a text that belongs to the connection, or NULL with
 * VIR_ERR_INVALID_CONN.
 *
 * # Safety
 * The text must not be used after the connection ended, nor freed.
 */
const char *virConnectGetType(virConnectPtr conn);

/**
 * Tells the hypervisor's version, as 1,000,000 * major + 1,000 * minor +
 * release: the kernel's for this host, 2 for the test driver.
 *
 * Returns 0 with the version in `hvVer`, or -1: VIR_ERR_INVALID_CONN,
 * VIR_ERR_INVALID_ARG when `hvVer` is NULL.
 *
 * # Safety
 * `hvVer` is NULL or points to room for a number.
 */
int virConnectGetVersion(virConnectPtr conn, unsigned long *hvVer);

/**
 * Tells which libvirt API the library on the connection's other side offers,
 * as virGetVersion does: it is this library.
 *
 * Returns 0 with the version in `libVer`, or -1: VIR_ERR_INVALID_CONN,
 * VIR_ERR_INVALID_ARG when `libVer` is NULL.
 *
 * # Safety
 * `libVer` is NULL or points to room for a number.
 */
int virConnectGetLibVersion(virConnectPtr conn, unsigned long *libVer);

/**
 * Gives the connection's URI in its plain form.
 *
 * Returns a text that the caller frees with free(), or NULL with
 * VIR_ERR_INVALID_CONN.
 *
 * # Safety
 * None is asked for: what is no connection is told.
 */
char *virConnectGetURI(virConnectPtr conn);

/**
 * Gives the host's name.
 *
 * Returns a text that the caller frees with free(), or NULL with
 * VIR_ERR_INVALID_CONN.
 *
 * # Safety
 * None is asked for: what is no connection is told.
 */
char *virConnectGetHostname(virConnectPtr conn);

/**
 * Tells whether the host still answers.
 *
 * Returns 1 if it does, 0 if not, or -1 with VIR_ERR_INVALID_CONN.
 *
 * # Safety
 * None is asked for: what is no connection is told.
 */
int virConnectIsAlive(virConnectPtr conn);

/**
 * Asks for signs of life from the host every `interval` seconds, and takes it
 * for gone when `count` of them did not come. 0 or less as interval: never.
 *
 * Returns 0; 1 if the other side does not know such signs; or -1:
 * VIR_ERR_INVALID_CONN, VIR_ERR_NO_SUPPORT where no network lies between (the
 * drivers of this library).
 *
 * # Safety
 * None is asked for: what is no connection is told.
 */
int virConnectSetKeepAlive(virConnectPtr conn, int interval, unsigned int count);

/**
 * Tells whether what goes to the host is encrypted on its way.
 *
 * Returns 1 if it is, 0 if not (to this host nothing is), or -1 with
 * VIR_ERR_INVALID_CONN.
 *
 * # Safety
 * None is asked for: what is no connection is told.
 */
int virConnectIsEncrypted(virConnectPtr conn);

/**
 * Tells whether what goes to the host is safe from eavesdropping, by encryption
 * or by never leaving this host.
 *
 * Returns 1 if it is, 0 if not, or -1 with VIR_ERR_INVALID_CONN.
 *
 * # Safety
 * None is asked for: what is no connection is told.
 */
int virConnectIsSecure(virConnectPtr conn);

/**
 * Finds the CPU that has what all of these CPUs of hosts have.
 *
 * `xmlCPUs` points to `ncpus` texts, each a `<cpu>` with `<arch>` and `<model>`.
 * `flags` is 0 or VIR_CONNECT_BASELINE_CPU_EXPAND_FEATURES.
 *
 * Returns a `<cpu>` document that the caller frees with free(), or NULL:
 * VIR_ERR_INVALID_CONN, VIR_ERR_INVALID_ARG for NULL, no CPUs at all and other
 * flags, VIR_ERR_XML_ERROR or VIR_ERR_XML_DETAIL for what is no CPU (or a NULL),
 * VIR_ERR_INTERNAL_ERROR for a model that is not known. The features of models
 * are not known here: what depends on them, that is flags and CPUs that differ,
 * is VIR_ERR_NO_SUPPORT.
 *
 * # Safety
 * `xmlCPUs` is NULL or as said, each text NULL or ending with a NUL.
 */
char *virConnectBaselineCPU(virConnectPtr conn,
                            const char **xmlCPUs,
                            unsigned int ncpus,
                            unsigned int flags);

/**
 * Finds the CPU that the hypervisor can give to a guest on each of these hosts.
 *
 * Returns a `<cpu>` document that the caller frees with free(), or NULL:
 * VIR_ERR_INVALID_CONN, VIR_ERR_INVALID_ARG when `xmlCPUs` is NULL,
 * VIR_ERR_OPERATION_DENIED on a read-only connection, VIR_ERR_NO_SUPPORT where
 * the driver has no CPUs of its own (the drivers of this library).
 *
 * # Safety
 * As for virConnectBaselineCPU; the other texts are not read.
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
 * Tells what a guest can have.
 *
 * Returns a `<domainCapabilities>` document that the caller frees with free(),
 * or NULL: VIR_ERR_INVALID_CONN, VIR_ERR_OPERATION_DENIED on a read-only
 * connection, VIR_ERR_NO_SUPPORT where the driver does not tell (the drivers of
 * this library).
 *
 * # Safety
 * None is asked for: the texts are not read.
 */
char *virConnectGetDomainCapabilities(virConnectPtr conn,
                                      const char *emulatorbin,
                                      const char *arch,
                                      const char *machine,
                                      const char *virttype,
                                      unsigned int flags);

/**
 * Stores a domain's definition: of a new domain, or over that of one of the
 * same name and uuid, which goes on running as it does.
 *
 * `xml` is a `<domain>` document. On this host its type is `cgroup`, that of `<os>`
 * `exe`, and `<init>` an absolute path. It is stored in
 * /etc/virmemctl/domains/NAME.xml (session: $XDG_CONFIG_HOME/virmemctl/domains),
 * down to the disk, for its owner alone to read; what the library does not know in
 * it is kept. A running transient domain of the name and uuid becomes persistent.
 *
 * Returns a domain for virDomainFree, or NULL: VIR_ERR_INVALID_CONN;
 * VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG when
 * `xml` is NULL; VIR_ERR_XML_DETAIL, VIR_ERR_XML_ERROR and others for what is
 * wrong with the document; VIR_ERR_OPERATION_FAILED when the name or the uuid is
 * another domain's, and when a file of that name is there which defines none. On
 * qemu:/// and lxc:///, whose domains libvirtd defines,
 * VIR_ERR_OPERATION_UNSUPPORTED; VIR_ERR_SYSTEM_ERROR when it cannot be written.
 *
 * # Safety
 * `xml` is NULL or ends with a NUL.
 */
virDomainPtr virDomainDefineXML(virConnectPtr conn, const char *xml);

/**
 * Stores a domain's definition.
 *
 * `flags` are bits of virDomainDefineFlags. `xml` and what is returned are as
 * for virDomainDefineXML, VIR_ERR_INVALID_ARG for unknown flags.
 *
 * # Safety
 * `xml` is NULL or ends with a NUL.
 */
virDomainPtr virDomainDefineXMLFlags(virConnectPtr conn, const char *xml, unsigned int flags);

/**
 * Removes a domain's definition. A domain that does not run goes with it; one
 * that runs goes when it ends.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a
 * read-only connection; VIR_ERR_NO_DOMAIN; VIR_ERR_OPERATION_INVALID when there
 * is an image of its memory.
 *
 * # Safety
 * None is asked for: what is no domain is told.
 */
int virDomainUndefine(virDomainPtr domain);

/**
 * Removes a domain's definition.
 *
 * `flags` are bits of virDomainUndefineFlagsValues: with
 * VIR_DOMAIN_UNDEFINE_MANAGED_SAVE the image of its memory goes too; the test
 * driver also knows VIR_DOMAIN_UNDEFINE_SNAPSHOTS_METADATA. On this host all are
 * taken, as there is nothing of what they name. A domain that runs goes on, and is
 * transient then; its autostart flag goes with the definition.
 *
 * Returns as virDomainUndefine does, VIR_ERR_INVALID_ARG for unknown flags;
 * on this host VIR_ERR_OPERATION_INVALID for flags that ask to remove and to keep
 * the same, for a transient domain, and for one that libvirtd defines.
 *
 * # Safety
 * None is asked for: what is no domain is told.
 */
int virDomainUndefineFlags(virDomainPtr domain, unsigned int flags);

/**
 * Gives a domain's document.
 *
 * `flags` are bits of virDomainXMLFlags: without VIR_DOMAIN_XML_INACTIVE it is
 * what a running domain runs with, with it what it will start with next.
 *
 * Returns a text that the caller frees with free(), or NULL:
 * VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED for VIR_DOMAIN_XML_SECURE and
 * VIR_DOMAIN_XML_MIGRATABLE on a read-only connection; VIR_ERR_INVALID_ARG for
 * unknown flags; VIR_ERR_NO_DOMAIN.
 *
 * # Safety
 * None is asked for: what is no domain is told.
 */
char *virDomainGetXMLDesc(virDomainPtr domain, unsigned int flags);

/**
 * Gives the kind of a domain's operating system; "linux" from the test driver.
 *
 * Returns a text that the caller frees with free(), or NULL with
 * VIR_ERR_INVALID_DOMAIN.
 *
 * # Safety
 * None is asked for: what is no domain is told.
 */
char *virDomainGetOSType(virDomainPtr domain);

/**
 * Tells whether what a domain runs with was changed since it started; never by
 * the test driver.
 *
 * Returns 1 if it was, 0 if not, or -1 with VIR_ERR_INVALID_DOMAIN.
 *
 * # Safety
 * None is asked for: what is no domain is told.
 */
int virDomainIsUpdated(virDomainPtr dom);

/**
 * Gives a domain another name. The handle keeps the old one.
 *
 * `new_name` has no '/'. `flags` is 0. On this host it is one rename of a file: what
 * ends the program meanwhile leaves the old name or the new one.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_INVALID_ARG when `new_name`
 * is NULL or empty, and for flags; VIR_ERR_OPERATION_DENIED on a read-only
 * connection; VIR_ERR_NO_DOMAIN; VIR_ERR_OPERATION_INVALID when the domain runs
 * and when the name is taken; VIR_ERR_XML_ERROR for a name that cannot be.
 *
 * # Safety
 * `new_name` is NULL or ends with a NUL.
 */
int virDomainRename(virDomainPtr dom, const char *new_name, unsigned int flags);

/**
 * Tells whether a domain starts with the host.
 *
 * Returns 0 with 1 or 0 in `autostart`, or -1: VIR_ERR_INVALID_DOMAIN,
 * VIR_ERR_INVALID_ARG when `autostart` is NULL, VIR_ERR_NO_DOMAIN.
 *
 * # Safety
 * `autostart` is NULL or points to room for a number.
 */
int virDomainGetAutostart(virDomainPtr domain, int *autostart);

/**
 * Sets whether a domain starts with the host: not if `autostart` is 0. On this host
 * it is a flag and nothing more: there is no daemon, so a service of the host has to
 * start the domains that have it, as examples/python/autostart.py does.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a
 * read-only connection; VIR_ERR_NO_DOMAIN; on this host
 * VIR_ERR_OPERATION_INVALID for a transient domain.
 *
 * # Safety
 * None is asked for: what is no domain is told.
 */
int virDomainSetAutostart(virDomainPtr domain, int autostart);

/**
 * Sets what is done when the guest powers off, reboots or crashes.
 *
 * `type` is a virDomainLifecycle and `action` a virDomainLifecycleAction; only a
 * crash dumps memory. `flags` are bits of virDomainModificationImpact.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a
 * read-only connection; VIR_ERR_INVALID_ARG for a `type`, an `action` or flags
 * that there are not; VIR_ERR_CONFIG_UNSUPPORTED for an action that is for
 * crashes; VIR_ERR_NO_DOMAIN; VIR_ERR_OPERATION_INVALID for flags that do not fit
 * the domain's state.
 *
 * # Safety
 * None is asked for: what is no domain is told.
 */
int virDomainSetLifecycleAction(virDomainPtr domain,
                                unsigned int type,
                                unsigned int action,
                                unsigned int flags);

/**
 * Tells what a disk did.
 *
 * `disk` names it by its target, such as "vda", or by its source. `stats` has
 * room for `size` bytes, of which no more are filled in.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_DOMAIN, VIR_ERR_INVALID_ARG for a NULL, a
 * `size` above that of the structure and for what is no disk of the domain,
 * VIR_ERR_OPERATION_UNSUPPORTED when `disk` is empty, VIR_ERR_NO_DOMAIN when the
 * domain has gone, VIR_ERR_OPERATION_INVALID when it does not run.
 *
 * # Safety
 * `disk` is NULL or ends with a NUL; `stats` is NULL or has room for `size`
 * bytes.
 */
int virDomainBlockStats(virDomainPtr dom,
                        const char *disk,
                        virDomainBlockStatsPtr stats,
                        size_t size);

/**
 * Tells what a network interface did, as the guest sees it.
 *
 * `device` names it by its target, such as "vnet0", or by its hardware address.
 * `stats` has room for `size` bytes, of which no more are filled in.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_DOMAIN, VIR_ERR_INVALID_ARG for a NULL, a
 * `size` above that of the structure and for what is no interface of the domain,
 * VIR_ERR_NO_DOMAIN when the domain has gone, VIR_ERR_OPERATION_INVALID when it
 * does not run.
 *
 * # Safety
 * `device` is NULL or ends with a NUL; `stats` is NULL or has room for `size`
 * bytes.
 */
int virDomainInterfaceStats(virDomainPtr dom,
                            const char *device,
                            virDomainInterfaceStatsPtr stats,
                            size_t size);

/**
 * Tells what a disk did, as parameters.
 *
 * `disk` is as for virDomainBlockStats. With `*nparams` 0, `*nparams` takes how
 * many parameters there are. Otherwise `params` has room for `*nparams`; as many
 * as there are and fit are filled in, and `*nparams` takes their number. `flags`
 * is 0 or VIR_TYPED_PARAM_STRING_OKAY.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_DOMAIN, VIR_ERR_INVALID_ARG for a NULL, a
 * negative `*nparams` and flags, VIR_ERR_NO_SUPPORT on the test driver.
 *
 * # Safety
 * `disk` is NULL or ends with a NUL; `nparams` is NULL or points to a number;
 * `params` is NULL or has room for so many parameters.
 */
int virDomainBlockStatsFlags(virDomainPtr dom,
                             const char *disk,
                             virTypedParameterPtr params,
                             int *nparams,
                             unsigned int flags);

/**
 * Tells how large a disk is.
 *
 * `disk` is as for virDomainBlockStats. `flags` is 0.
 *
 * Returns 0 with `info` filled in, or -1: VIR_ERR_INVALID_DOMAIN,
 * VIR_ERR_INVALID_ARG for a NULL, an empty name, flags, what is no disk of the
 * domain and a disk without a source, VIR_ERR_NO_DOMAIN when the domain has gone.
 *
 * # Safety
 * `disk` is NULL or ends with a NUL; `info` is NULL or points to room for a
 * virDomainBlockInfo.
 */
int virDomainGetBlockInfo(virDomainPtr dom,
                          const char *disk,
                          virDomainBlockInfoPtr info,
                          unsigned int flags);

/**
 * Reads what is on a disk.
 *
 * `disk` is as for virDomainBlockStats. `buffer` takes `size` bytes from `offset`
 * on. `flags` is 0.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_DOMAIN, VIR_ERR_OPERATION_DENIED on a
 * read-only connection, VIR_ERR_INVALID_ARG for an empty name, a NULL and flags,
 * VIR_ERR_NO_SUPPORT from the drivers that there are.
 *
 * # Safety
 * `disk` is NULL or ends with a NUL; `buffer` is NULL or points to `size` bytes
 * that nothing else uses.
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
 * With `errors` NULL and `maxerrors` 0 they are counted. Otherwise `errors` has
 * room for `maxerrors`; as many as there are and fit are filled in, and the
 * caller frees the name of each with free(). `flags` is 0.
 *
 * Returns how many were, or -1: VIR_ERR_INVALID_DOMAIN, VIR_ERR_INVALID_ARG when
 * `errors` is NULL and `maxerrors` not 0, and for flags, VIR_ERR_NO_DOMAIN when
 * the domain has gone, VIR_ERR_OPERATION_INVALID when it does not run.
 *
 * # Safety
 * `errors` is NULL or has room for `maxerrors` errors.
 */
int virDomainGetDiskErrors(virDomainPtr dom,
                           virDomainDiskErrorPtr errors,
                           unsigned int maxerrors,
                           unsigned int flags);

/**
 * Adds the device that a document describes.
 *
 * `flags` are bits of virDomainDeviceModifyFlags.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_INVALID_ARG when `xml` is
 * NULL; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT:
 * no driver adds devices yet.
 *
 * # Safety
 * `xml` is NULL or ends with a NUL.
 */
int virDomainAttachDeviceFlags(virDomainPtr domain, const char *xml, unsigned int flags);

/**
 * Removes the device that a document describes.
 *
 * `flags` are bits of virDomainDeviceModifyFlags. Returns as
 * virDomainAttachDeviceFlags does.
 *
 * # Safety
 * `xml` is NULL or ends with a NUL.
 */
int virDomainDetachDeviceFlags(virDomainPtr domain, const char *xml, unsigned int flags);

/**
 * Changes the device that a document describes.
 *
 * `flags` are bits of virDomainDeviceModifyFlags. Returns as
 * virDomainAttachDeviceFlags does.
 *
 * # Safety
 * `xml` is NULL or ends with a NUL.
 */
int virDomainUpdateDeviceFlags(virDomainPtr domain, const char *xml, unsigned int flags);

/**
 * Holds a domain once more; virDomainFree is then to be called once more.
 *
 * Returns 0, or -1 with VIR_ERR_INVALID_DOMAIN.
 *
 * # Safety
 * None is asked for: what is no domain is told.
 */
int virDomainRef(virDomainPtr domain);

/**
 * Gives a domain back. This ends the handle with its last reference, never the
 * domain.
 *
 * Returns 0, or -1 with VIR_ERR_INVALID_DOMAIN.
 *
 * # Safety
 * None is asked for: what is no domain is told.
 */
int virDomainFree(virDomainPtr domain);

/**
 * Gives the connection that a domain was looked up on.
 *
 * Returns the connection, which is not held once more and must not be closed
 * for this; or NULL with VIR_ERR_INVALID_DOMAIN.
 *
 * # Safety
 * None is asked for: what is no domain is told.
 */
virConnectPtr virDomainGetConnect(virDomainPtr dom);

/**
 * Gives a domain's name.
 *
 * Returns a text that belongs to the handle, or NULL with
 * VIR_ERR_INVALID_DOMAIN.
 *
 * # Safety
 * The text must not be used after the domain was given back, nor freed.
 */
const char *virDomainGetName(virDomainPtr domain);

/**
 * Gives a domain's number, as it was when the domain was looked up, or when it
 * was last started or stopped through this handle.
 *
 * Returns the number; (unsigned int)-1 when it did not run, and with
 * VIR_ERR_INVALID_DOMAIN.
 *
 * # Safety
 * None is asked for: what is no domain is told.
 */
unsigned int virDomainGetID(virDomainPtr domain);

/**
 * Gives a domain's uuid.
 *
 * `uuid` takes VIR_UUID_BUFLEN raw bytes.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_DOMAIN, VIR_ERR_INVALID_ARG when `uuid` is
 * NULL.
 *
 * # Safety
 * `uuid` is NULL or points to room for VIR_UUID_BUFLEN bytes.
 */
int virDomainGetUUID(virDomainPtr domain, unsigned char *uuid);

/**
 * Gives a domain's uuid as text, in lower case with four hyphens.
 *
 * `buf` takes VIR_UUID_STRING_BUFLEN characters, a NUL the last.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_DOMAIN, VIR_ERR_INVALID_ARG when `buf` is
 * NULL.
 *
 * # Safety
 * `buf` is NULL or points to room for VIR_UUID_STRING_BUFLEN characters.
 */
int virDomainGetUUIDString(virDomainPtr domain, char *buf);

/**
 * Tells whether a domain runs.
 *
 * Returns 1 if it does, 0 if not, or -1: VIR_ERR_INVALID_DOMAIN,
 * VIR_ERR_NO_DOMAIN when it has gone.
 *
 * # Safety
 * None is asked for: what is no domain is told.
 */
int virDomainIsActive(virDomainPtr dom);

/**
 * Tells whether a domain has a definition that outlives its processes.
 *
 * Returns 1 if it has, 0 if not, or -1: VIR_ERR_INVALID_DOMAIN,
 * VIR_ERR_NO_DOMAIN when it has gone.
 *
 * # Safety
 * None is asked for: what is no domain is told.
 */
int virDomainIsPersistent(virDomainPtr dom);

/**
 * Tells a domain's state.
 *
 * `state` takes a virDomainState; `reason`, unless it is NULL, takes why, from
 * the enumeration that belongs to the state. `flags` is 0.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_DOMAIN, VIR_ERR_INVALID_ARG when `state` is
 * NULL and for flags, VIR_ERR_NO_DOMAIN when it has gone.
 *
 * # Safety
 * `state` and `reason` are NULL or point to room for a number.
 */
int virDomainGetState(virDomainPtr domain, int *state, int *reason, unsigned int flags);

/**
 * Tells a domain's size, in KiB, and the CPU time it used, in nanoseconds.
 *
 * Where no definition is known: the most memory is the hard limit, or the
 * host's memory; the memory is what is in use; the CPUs are those that the
 * caller may use.
 *
 * Returns 0 with `info` filled in, or -1: VIR_ERR_INVALID_DOMAIN,
 * VIR_ERR_INVALID_ARG when `info` is NULL, VIR_ERR_NO_DOMAIN when it has gone,
 * VIR_ERR_SYSTEM_ERROR for what cannot be read.
 *
 * # Safety
 * `info` is NULL or points to room for a virDomainInfo.
 */
int virDomainGetInfo(virDomainPtr domain, virDomainInfoPtr info);

/**
 * Calls back when a domain begins or ends to live, as
 * virConnectDomainEventRegisterAny with VIR_DOMAIN_EVENT_ID_LIFECYCLE does, for
 * all domains; virConnectDomainEventDeregister ends it.
 *
 * Returns 0, or -1 as virConnectDomainEventRegisterAny.
 *
 * # Safety
 * `cb` and `freecb` may be called as their types say, from whatever thread runs
 * the event loop.
 */
int virConnectDomainEventRegister(virConnectPtr conn,
                                  virConnectDomainEventCallback cb,
                                  void *opaque,
                                  virFreeCallback freecb);

/**
 * Ends what virConnectDomainEventRegister began with this function.
 *
 * The free callback runs before this returns, or, when events are being
 * delivered, once they are.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_CONN; VIR_ERR_INVALID_ARG when the function
 * is NULL or not registered.
 *
 * # Safety
 * None is asked for: the function is not called.
 */
int virConnectDomainEventDeregister(virConnectPtr conn, virConnectDomainEventCallback cb);

/**
 * Calls back when something happens to a domain.
 *
 * `dom` is the domain, of this very connection, or NULL for all. `eventID` is a
 * virDomainEventID, and `cb` a function of the type that belongs to it, cast by
 * VIR_DOMAIN_EVENT_CALLBACK. It is called from the event loop, which must be
 * registered, with this connection, a domain that is given back after the call
 * (virDomainRef holds it longer), what happened, and `opaque`. It may call the
 * library. `freecb`, unless it is NULL, is called once with `opaque` when the
 * callback has ended, but not when this function fails. A registered callback
 * holds the connection.
 *
 * On this host a timeout of the event loop looks twice a second at what runs, as
 * long as there is a callback: domains that other programs start and that end by
 * themselves are told of by that. What comes and goes between two looks is not.
 *
 * Returns a number for virConnectDomainEventDeregisterAny, or -1:
 * VIR_ERR_INVALID_CONN; VIR_ERR_INVALID_DOMAIN; VIR_ERR_INVALID_ARG for a domain
 * of another connection, no function, an unknown kind, or a function that is
 * registered already for this kind and domain; VIR_ERR_INTERNAL_ERROR without an
 * event loop; VIR_ERR_NO_SUPPORT.
 *
 * # Safety
 * `cb` and `freecb` may be called as their types say, from whatever thread runs
 * the event loop.
 */
int virConnectDomainEventRegisterAny(virConnectPtr conn,
                                     virDomainPtr dom,
                                     int eventID,
                                     virConnectDomainEventGenericCallback cb,
                                     void *opaque,
                                     virFreeCallback freecb);

/**
 * Ends a callback.
 *
 * The free callback runs before this returns, or, when events are being
 * delivered, once they are.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_CONN; VIR_ERR_INVALID_ARG when this
 * connection has no callback of that number.
 *
 * # Safety
 * None is asked for.
 */
int virConnectDomainEventDeregisterAny(virConnectPtr conn, int callbackID);

/**
 * Gives the calling thread's last error.
 *
 * Every public function that can fail forgets the last error when it begins.
 *
 * Returns the error, which belongs to the library and changes with the next
 * call; or NULL when there is none.
 *
 * # Safety
 * The error must not be used by another thread, nor freed.
 */
virErrorPtr virGetLastError(void);

/**
 * Gives the message of the calling thread's last error.
 *
 * Returns a text that is never NULL and belongs to the library: "no error" when
 * there is none.
 *
 * # Safety
 * The text must not be used after the next call, nor freed.
 */
const char *virGetLastErrorMessage(void);

/**
 * Gives the code of the calling thread's last error.
 *
 * Returns a virErrorNumber, VIR_ERR_OK when there is no error.
 *
 * # Safety
 * None is asked for.
 */
int virGetLastErrorCode(void);

/**
 * Gives the part of the library that raised the calling thread's last error.
 *
 * Returns a virErrorDomain, VIR_FROM_NONE when there is no error.
 *
 * # Safety
 * None is asked for.
 */
int virGetLastErrorDomain(void);

/**
 * Copies the calling thread's last error, to put it back or look at it later.
 *
 * Returns a new error that the caller frees with virFreeError; its code is
 * VIR_ERR_OK when there was none.
 *
 * # Safety
 * None is asked for.
 */
virErrorPtr virSaveLastError(void);

/**
 * Forgets the calling thread's last error.
 *
 * # Safety
 * What virGetLastError gave before must not be used after.
 */
void virResetLastError(void);

/**
 * Frees what an error holds and zeroes it. NULL is let pass.
 *
 * # Safety
 * `error` is NULL or points to an error whose strings are NULL or came from
 * this library or from malloc.
 */
void virResetError(virErrorPtr error);

/**
 * Frees an error that virSaveLastError gave. NULL is let pass.
 *
 * # Safety
 * `error` is NULL or came from virSaveLastError, and is not used after.
 */
void virFreeError(virErrorPtr error);

/**
 * Copies the calling thread's last error into `to`, whatever that held before.
 *
 * Returns the error's code, 0 when there is no error, -1 when `to` is NULL. The
 * caller frees the copy's strings with virResetError.
 *
 * # Safety
 * `to` is NULL or points to room for an error.
 */
int virCopyLastError(virErrorPtr to);

/**
 * Gives a connection's last error: that of the last call on it, or on one of
 * its domains, that failed, in whatever thread. A call that succeeds leaves it.
 *
 * Returns the error, which belongs to the connection, with code VIR_ERR_OK when
 * there is none; NULL when `conn` is no connection.
 *
 * # Safety
 * The error must not be used after the connection is closed, nor while another
 * thread uses the connection, nor freed.
 */
virErrorPtr virConnGetLastError(virConnectPtr conn);

/**
 * Forgets a connection's last error. NULL is let pass.
 *
 * # Safety
 * What virConnGetLastError gave before must not be used after.
 */
void virConnResetLastError(virConnectPtr conn);

/**
 * Copies a connection's last error into `to`, whatever that held before.
 *
 * Returns the error's code, 0 when there is no error, -1 when `conn` is no
 * connection or `to` is NULL. The caller frees the copy's strings with
 * virResetError.
 *
 * # Safety
 * `to` is NULL or points to room for an error.
 */
int virConnCopyLastError(virConnectPtr conn, virErrorPtr to);

/**
 * Sets the function that is told of every error, in the thread where it
 * happens, once for each call that fails. NULL brings back virDefaultErrorFunc.
 *
 * `userData` is passed to the function as it is.
 *
 * # Safety
 * `handler` may be called from any thread until another one is set.
 */
void virSetErrorFunc(void *userData, virErrorFunc handler);

/**
 * Sets the function that is told of a connection's errors in place of the one
 * for all. NULL as `handler` brings that one back; NULL as `conn` does nothing.
 *
 * # Safety
 * As for virSetErrorFunc, until the connection is closed.
 */
void virConnSetErrorFunc(virConnectPtr conn, void *userData, virErrorFunc handler);

/**
 * Prints an error on standard error: what is done with errors when no other
 * function is set. NULL is let pass.
 *
 * # Safety
 * `err` is NULL or points to a valid error.
 */
void virDefaultErrorFunc(virErrorPtr err);

/**
 * Makes the program's event loop the one that the library uses.
 *
 * Before the first connection is opened. The first registration stays: later
 * ones are ignored, also of the default loop. All six functions are needed for
 * domain events; one that is NULL answers -1.
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
 * Makes the default event loop, built on poll, the one that the library uses;
 * the program then calls virEventRunDefaultImpl again and again.
 *
 * Before the first connection is opened. A loop that is registered already
 * stays.
 *
 * Returns 0, or -1: VIR_ERR_SYSTEM_ERROR when the process may open no more
 * files.
 *
 * # Safety
 * None is asked for.
 */
int virEventRegisterDefaultImpl(void);

/**
 * Has one turn of the default event loop: waits until a file or a time is ready
 * and calls back for all that are. With nothing to wait for, that is for ever.
 *
 * A turn also ends, with nothing called, when a signal comes or another thread
 * changes what is waited for. What was removed is freed by a later turn. Threads
 * have their turns one after another; a callback may have one inside its own.
 *
 * Returns 0, or -1: VIR_ERR_SYSTEM_ERROR when the process may open no more
 * files.
 *
 * # Safety
 * None is asked for beside what was promised for the callbacks.
 */
int virEventRunDefaultImpl(void);

/**
 * Calls back when a file is ready, each time that it is.
 *
 * `events` are bits of virEventHandleType, 0 for not yet; errors and hang-ups
 * are told whether asked for or not. The file stays the caller's. `cb` is called
 * with the number that is returned, the file, what it is ready for and `opaque`.
 * `ff`, unless it is NULL, is called once with `opaque` after
 * virEventRemoveHandle, in a later turn.
 *
 * Returns a number for virEventUpdateHandle and virEventRemoveHandle, or -1, with
 * the last error as it was, when no event loop is registered.
 *
 * # Safety
 * `cb` and `ff` may be called so from whatever thread runs the loop.
 */
int virEventAddHandle(int fd,
                      int events,
                      virEventHandleCallback cb,
                      void *opaque,
                      virFreeCallback ff);

/**
 * Waits for other events of a file, 0 for none. A number that is not known is
 * ignored. The last error stays as it was.
 *
 * # Safety
 * None is asked for.
 */
void virEventUpdateHandle(int watch, int events);

/**
 * Waits for a file no more.
 *
 * Returns 0, or -1, with the last error as it was, for a number that is not
 * known and when no event loop is registered.
 *
 * # Safety
 * None is asked for.
 */
int virEventRemoveHandle(int watch);

/**
 * Calls back each time that `frequency` milliseconds are over; in each turn for
 * 0, not yet for a negative number.
 *
 * `cb` is called with the number that is returned and `opaque`. `ff`, unless it
 * is NULL, is called once with `opaque` after virEventRemoveTimeout, in a later
 * turn in which nothing is ready.
 *
 * Returns a number for virEventUpdateTimeout and virEventRemoveTimeout, or -1,
 * with the last error as it was, when no event loop is registered.
 *
 * # Safety
 * `cb` and `ff` may be called so from whatever thread runs the loop.
 */
int virEventAddTimeout(int frequency, virEventTimeoutCallback cb, void *opaque, virFreeCallback ff);

/**
 * Starts a timeout anew with another time, negative for off. A number that is
 * not known is ignored. The last error stays as it was.
 *
 * # Safety
 * None is asked for.
 */
void virEventUpdateTimeout(int timer, int frequency);

/**
 * Ends a timeout.
 *
 * Returns 0, or -1, with the last error as it was, for a number that is not
 * known and when no event loop is registered.
 *
 * # Safety
 * None is asked for.
 */
int virEventRemoveTimeout(int timer);

/**
 * Lists the file systems that a guest uses.
 *
 * `info` takes an array with a NULL behind its last item, which the caller frees:
 * each item with virDomainFSInfoFree, the array with free(); NULL where there is
 * none. `flags` is 0.
 *
 * Returns how many there are, or -1: VIR_ERR_INVALID_DOMAIN,
 * VIR_ERR_OPERATION_DENIED on a read-only connection, VIR_ERR_INVALID_ARG when
 * `info` is NULL and for flags, VIR_ERR_NO_DOMAIN when the domain has gone,
 * VIR_ERR_OPERATION_INVALID when it does not run.
 *
 * # Safety
 * `info` is NULL or points to room for a pointer.
 */
int virDomainGetFSInfo(virDomainPtr dom, virDomainFSInfoPtr **info, unsigned int flags);

/**
 * Frees what virDomainGetFSInfo tells of a file system. The last error stays as
 * it is.
 *
 * # Safety
 * `info` is NULL or from virDomainGetFSInfo and not freed before.
 */
void virDomainFSInfoFree(virDomainFSInfoPtr info);

/**
 * Lists the addresses of a domain's network interfaces.
 *
 * `source` is a virDomainInterfaceAddressesSource. `ifaces` takes an array with a
 * NULL behind its last item, which the caller frees: each item with
 * virDomainInterfaceFree, the array with free(). On failure, and where there is
 * no interface, it takes NULL. `flags` is 0.
 *
 * Returns how many interfaces there are, or -1: VIR_ERR_INVALID_DOMAIN,
 * VIR_ERR_INVALID_ARG when `ifaces` is NULL and for flags, VIR_ERR_NO_DOMAIN when
 * the domain has gone, VIR_ERR_OPERATION_INVALID when it does not run,
 * VIR_ERR_ARGUMENT_UNSUPPORTED for another source, VIR_ERR_NO_NETWORK for an
 * interface whose network there is not.
 *
 * # Safety
 * `ifaces` is NULL or points to room for a pointer.
 */
int virDomainInterfaceAddresses(virDomainPtr dom,
                                virDomainInterfacePtr **ifaces,
                                unsigned int source,
                                unsigned int flags);

/**
 * Frees what virDomainInterfaceAddresses tells of an interface. The last error
 * stays as it is.
 *
 * # Safety
 * `iface` is NULL or from virDomainInterfaceAddresses and not freed before.
 */
void virDomainInterfaceFree(virDomainInterfacePtr iface);

/**
 * Tells what a guest knows of itself.
 *
 * `types` are bits of virDomainGuestInfoTypes, 0 for all of them. `params` takes
 * an array of `*nparams` parameters that the caller frees with
 * virTypedParamsFree. `flags` is 0.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_DOMAIN, VIR_ERR_OPERATION_DENIED on a
 * read-only connection, VIR_ERR_INVALID_ARG for a NULL and flags,
 * VIR_ERR_NO_SUPPORT from the drivers that there are.
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
 * Tells the name that a guest gives itself. `flags` is 0.
 *
 * Returns a text that the caller frees with free(), or NULL:
 * VIR_ERR_INVALID_DOMAIN, VIR_ERR_OPERATION_DENIED on a read-only connection,
 * VIR_ERR_INVALID_ARG for flags, VIR_ERR_NO_DOMAIN when the domain has gone,
 * VIR_ERR_OPERATION_INVALID when it does not run.
 *
 * # Safety
 * None is asked for: what is no domain is told.
 */
char *virDomainGetHostname(virDomainPtr domain, unsigned int flags);

/**
 * Tells what a guest's clock shows.
 *
 * `seconds` takes the seconds since 1970, `nseconds` the nanoseconds of the
 * second. `flags` is 0.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_DOMAIN, VIR_ERR_OPERATION_DENIED on a
 * read-only connection, VIR_ERR_INVALID_ARG for a NULL and flags,
 * VIR_ERR_NO_DOMAIN when the domain has gone, VIR_ERR_OPERATION_INVALID when its
 * CPUs do not run.
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
 * Returns 0, or -1: VIR_ERR_INVALID_DOMAIN, VIR_ERR_OPERATION_DENIED on a
 * read-only connection, VIR_ERR_INVALID_ARG for other flags, VIR_ERR_NO_DOMAIN
 * when the domain has gone, VIR_ERR_OPERATION_INVALID when it does not run.
 *
 * # Safety
 * None is asked for: what is no domain is told.
 */
int virDomainSetTime(virDomainPtr dom,
                     long long seconds,
                     unsigned int nseconds,
                     unsigned int flags);

/**
 * Tells a domain's I/O threads, and where they may run.
 *
 * `info` takes an array of pointers, with a NULL behind the last: the caller frees
 * each with virDomainIOThreadInfoFree and the array with free(). It takes NULL
 * where there is no I/O thread. `flags` is a virDomainModificationImpact.
 *
 * Returns how many there are, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_INVALID_ARG
 * for a NULL, unknown flags, live and config together; VIR_ERR_NO_DOMAIN when the
 * domain has gone; VIR_ERR_OPERATION_INVALID for flags that do not fit its state.
 *
 * # Safety
 * `info` is NULL or points to room for a pointer.
 */
int virDomainGetIOThreadInfo(virDomainPtr dom, virDomainIOThreadInfoPtr **info, unsigned int flags);

/**
 * Frees what virDomainGetIOThreadInfo told of a thread. The last error stays what
 * it is.
 *
 * # Safety
 * `info` is NULL or from virDomainGetIOThreadInfo, and is not used again.
 */
void virDomainIOThreadInfoFree(virDomainIOThreadInfoPtr info);

/**
 * Adds an I/O thread to a domain.
 *
 * `iothread_id` is its number, above 0. `flags` are bits of
 * virDomainModificationImpact.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a
 * read-only connection; VIR_ERR_INVALID_ARG for the number 0 and one that is there,
 * unknown flags, live and config together; VIR_ERR_NO_DOMAIN when the domain has
 * gone; VIR_ERR_OPERATION_INVALID for flags that do not fit its state.
 *
 * # Safety
 * None is asked for: what is no domain is told.
 */
int virDomainAddIOThread(virDomainPtr domain, unsigned int iothread_id, unsigned int flags);

/**
 * Removes an I/O thread from a domain.
 *
 * Returns 0, or -1: as virDomainAddIOThread, VIR_ERR_INVALID_ARG for a thread that
 * is not there.
 *
 * # Safety
 * None is asked for: what is no domain is told.
 */
int virDomainDelIOThread(virDomainPtr domain, unsigned int iothread_id, unsigned int flags);

/**
 * Sets the host's CPUs that an I/O thread may run on.
 *
 * `cpumap` is a map of `maplen` bytes, as for virDomainPinVcpu. `flags` are bits of
 * virDomainModificationImpact.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a
 * read-only connection; VIR_ERR_INVALID_ARG for a NULL, no bytes, no CPU, a thread
 * that is not there, unknown flags, live and config together; VIR_ERR_NO_DOMAIN
 * when the domain has gone; VIR_ERR_OPERATION_INVALID for flags that do not fit its
 * state.
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
 * Sets how an I/O thread of a running domain polls.
 *
 * `params` is an array of `nparams` parameters: VIR_DOMAIN_IOTHREAD_POLL_MAX_NS, a
 * ULLONG, VIR_DOMAIN_IOTHREAD_POLL_GROW and VIR_DOMAIN_IOTHREAD_POLL_SHRINK, each a
 * UINT. It stays the caller's. The test driver forgets them. `flags` is 0 or
 * VIR_DOMAIN_AFFECT_LIVE.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a
 * read-only connection; VIR_ERR_INVALID_ARG for no parameters, a name without NUL,
 * a wrong type, a name given twice, a thread that is not there, unknown flags;
 * VIR_ERR_ARGUMENT_UNSUPPORTED for an unknown name; VIR_ERR_NO_DOMAIN when the
 * domain has gone; VIR_ERR_OPERATION_INVALID when it does not run.
 *
 * # Safety
 * `params` is NULL or points to `nparams` parameters, of which those of type
 * VIR_TYPED_PARAM_STRING hold NULL or a text that ends with a NUL.
 */
int virDomainSetIOThreadParams(virDomainPtr domain,
                               unsigned int iothread_id,
                               virTypedParameterPtr params,
                               int nparams,
                               unsigned int flags);

/**
 * Ends what a domain is busy with.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a
 * read-only connection; VIR_ERR_NO_SUPPORT: no driver has such jobs yet.
 *
 * # Safety
 * None is asked for: what is no domain is told.
 */
int virDomainAbortJob(virDomainPtr dom);

/**
 * Tells what a domain is busy with, and how far it is; virDomainGetJobStats
 * tells more.
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
 * Tells what a domain is busy with, and how far it is.
 *
 * `type` takes a virDomainJobType; `params` takes an array of `*nparams` typed
 * parameters, which the caller frees with virTypedParamsFree.
 *
 * `flags` are virDomainGetJobStatsFlags.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_INVALID_ARG for a NULL and for
 * a flag without the one that it belongs to; VIR_ERR_NO_SUPPORT: no driver has such
 * jobs yet.
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
 * Makes the library ready. It needs nothing of the kind; programs that call
 * this before all else may go on doing so.
 *
 * Returns 0.
 *
 * # Safety
 * None is asked for.
 */
int virInitialize(void);

/**
 * Tells which libvirt API this library offers, as
 * 1,000,000 * major + 1,000 * minor + release.
 *
 * `libVer` takes the version; `typeVer`, unless it is NULL, takes the same one.
 * `type` is not looked at.
 *
 * Returns 0, or -1 with VIR_ERR_INTERNAL_ERROR when `libVer` is NULL.
 *
 * # Safety
 * `libVer` and `typeVer` are NULL or point to room for a number.
 */
int virGetVersion(unsigned long *libVer, const char *type, unsigned long *typeVer);

/**
 * Starts a domain from a document, without storing a definition: it goes when
 * it ends, unless a definition of the same name and uuid is there.
 *
 * `xmlDesc` is a `<domain>` document. `flags` are bits of virDomainCreateFlags;
 * the test driver knows VIR_DOMAIN_START_VALIDATE, this host that and
 * VIR_DOMAIN_START_PAUSED: the program begins when the domain is resumed.
 *
 * On this host (cgroup:///) the document's type is `cgroup`, that of `<os>` is
 * `exe`, and `<init>` is the program, an absolute path, which `<initarg>`s follow.
 * It is in its group, with the limits of `<memtune>` set, before it begins. It is
 * no child of the caller's, which sees no SIGCHLD of it; it leads a session of its
 * own, and goes on when the caller ends. It reads /dev/null; what it writes, to
 * standard output and standard error, goes behind what stands in
 * /var/log/virmemctl/NAME.log (session: $XDG_STATE_HOME/virmemctl/log). No other
 * file is open. Signals are as at first, the umask is 022, the directory
 * `<initdir>` or `/`. The environment is PATH, HOME, VIRMEMCTL_NAME,
 * VIRMEMCTL_UUID and each `<initenv name='…'>`, which comes in the place of one of
 * these. `<inituser>` and `<initgroup>`, names or numbers (`+1000` is always a
 * number), say whose rights it has; the group of a user without `<initgroup>` is
 * the user's own, the other groups are the user's. What is left, such as resource
 * limits, the niceness and namespaces, is the caller's.
 *
 * Returns a domain for virDomainFree, or NULL: VIR_ERR_INVALID_CONN;
 * VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG when
 * `xmlDesc` is NULL and for unknown flags; VIR_ERR_XML_DETAIL, VIR_ERR_XML_ERROR
 * and others for what is wrong with the document; VIR_ERR_OPERATION_FAILED when
 * the name or the uuid is another domain's; VIR_ERR_OPERATION_INVALID when the
 * domain runs. On this host also VIR_ERR_SYSTEM_ERROR with errno in int1 when the
 * program cannot be started (ENOENT where there is none), VIR_ERR_CONFIG_UNSUPPORTED
 * for another type, and for a user or group that is not known,
 * VIR_ERR_OPERATION_FAILED when its min_guarantee cannot be given,
 * VIR_ERR_OPERATION_UNSUPPORTED for VIR_DOMAIN_START_AUTODESTROY, as there is no
 * daemon, and on qemu:/// and lxc:///. Nothing is left of what was not started.
 *
 * # Safety
 * `xmlDesc` is NULL or ends with a NUL.
 */
virDomainPtr virDomainCreateXML(virConnectPtr conn, const char *xmlDesc, unsigned int flags);

/**
 * Starts a domain from a document: the first name of virDomainCreateXML.
 *
 * # Safety
 * As for virDomainCreateXML.
 */
virDomainPtr virDomainCreateLinux(virConnectPtr conn, const char *xmlDesc, unsigned int flags);

/**
 * Starts a domain from its definition.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a
 * read-only connection; VIR_ERR_NO_DOMAIN; VIR_ERR_INTERNAL_ERROR from the test
 * driver when it runs, VIR_ERR_OPERATION_INVALID on this host; there, what fails as
 * it does in virDomainCreateXML.
 *
 * # Safety
 * None is asked for: what is no domain is told.
 */
int virDomainCreate(virDomainPtr domain);

/**
 * Starts a domain from its definition.
 *
 * `flags` are bits of virDomainCreateFlags; the test driver knows none, this host
 * VIR_DOMAIN_START_PAUSED.
 *
 * Returns as virDomainCreate does, VIR_ERR_INVALID_ARG for unknown flags.
 *
 * # Safety
 * None is asked for: what is no domain is told.
 */
int virDomainCreateWithFlags(virDomainPtr domain, unsigned int flags);

/**
 * Stops a domain at once, whatever its guest is about.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a
 * read-only connection; VIR_ERR_NO_DOMAIN; VIR_ERR_OPERATION_INVALID when it
 * does not run.
 *
 * # Safety
 * None is asked for: what is no domain is told.
 */
int virDomainDestroy(virDomainPtr domain);

/**
 * Stops a domain at once.
 *
 * `flags` are bits of virDomainDestroyFlagsValues: VIR_DOMAIN_DESTROY_GRACEFUL.
 *
 * On this host all processes of the domain's group are ended, however fast they
 * start others: by cgroup.kill (Linux 5.14), else frozen and killed. When it
 * returns they have gone, and so have the group and, unless it is defined, the
 * domain. With VIR_DOMAIN_DESTROY_GRACEFUL the domain's first process gets SIGTERM
 * alone, and 10 s: VIR_ERR_OPERATION_FAILED when the domain goes on.
 *
 * Returns as virDomainDestroy does, VIR_ERR_INVALID_ARG for unknown flags. On this
 * host also VIR_ERR_OPERATION_UNSUPPORTED for a guest of libvirtd's or systemd's,
 * which alone can stop it, and VIR_ERR_SYSTEM_ERROR with ETIMEDOUT in int1 when
 * processes are left after 20 s.
 *
 * # Safety
 * None is asked for: what is no domain is told.
 */
int virDomainDestroyFlags(virDomainPtr domain, unsigned int flags);

/**
 * Asks the guest to power off; the definition's `<on_poweroff>` says what
 * follows.
 *
 * On this host the domain's first process gets SIGTERM, and ends when it likes;
 * VIR_DOMAIN_EVENT_STOPPED tells that all have. One that is paused gets it when it
 * is resumed.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a
 * read-only connection; VIR_ERR_NO_DOMAIN; VIR_ERR_INTERNAL_ERROR from the test
 * driver when it does not run.
 *
 * # Safety
 * None is asked for: what is no domain is told.
 */
int virDomainShutdown(virDomainPtr domain);

/**
 * Asks the guest to power off.
 *
 * `flags` are bits of virDomainShutdownFlagValues; the test driver knows none, this
 * host VIR_DOMAIN_SHUTDOWN_SIGNAL, which is what it does.
 *
 * Returns as virDomainShutdown does, VIR_ERR_INVALID_ARG for unknown flags.
 *
 * # Safety
 * None is asked for: what is no domain is told.
 */
int virDomainShutdownFlags(virDomainPtr domain, unsigned int flags);

/**
 * Asks the guest to reboot; the definition's `<on_reboot>` says what follows.
 *
 * `flags` are bits of virDomainRebootFlagValues.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a
 * read-only connection; VIR_ERR_INVALID_ARG for unknown flags;
 * VIR_ERR_NO_DOMAIN; VIR_ERR_OPERATION_INVALID when it does not run.
 *
 * # Safety
 * None is asked for: what is no domain is told.
 */
int virDomainReboot(virDomainPtr domain, unsigned int flags);

/**
 * Resets a domain at once, as the button of a machine does.
 *
 * `flags` is 0. Returns as virDomainReboot does.
 *
 * # Safety
 * None is asked for: what is no domain is told.
 */
int virDomainReset(virDomainPtr domain, unsigned int flags);

/**
 * Takes the processors from a domain until virDomainResume.
 *
 * On this host its processes are frozen: by cgroup.freeze, or on cgroup v1 in a
 * group of the freezer hierarchy, which stays until the domain ends. Pausing one
 * that is paused does nothing.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a
 * read-only connection; VIR_ERR_NO_DOMAIN; VIR_ERR_INTERNAL_ERROR from the test
 * driver when it is paused or does not run. On this host
 * VIR_ERR_OPERATION_INVALID when it does not run, VIR_ERR_OPERATION_UNSUPPORTED for
 * a guest of libvirtd's or systemd's and where there is no freezer.
 *
 * # Safety
 * None is asked for: what is no domain is told.
 */
int virDomainSuspend(virDomainPtr domain);

/**
 * Gives the processors back to a domain that virDomainSuspend took them from.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a
 * read-only connection; VIR_ERR_NO_DOMAIN; VIR_ERR_INTERNAL_ERROR from the test
 * driver when it is not paused, VIR_ERR_OPERATION_INVALID on this host.
 *
 * # Safety
 * None is asked for: what is no domain is told.
 */
int virDomainResume(virDomainPtr domain);

/**
 * Sends the guest a non-maskable interrupt.
 *
 * `flags` is 0. Returns as virDomainReboot does.
 *
 * # Safety
 * None is asked for: what is no domain is told.
 */
int virDomainInjectNMI(virDomainPtr domain, unsigned int flags);

/**
 * Lists the domains that pass a filter.
 *
 * `flags` are bits of virConnectListAllDomainsFlags: a domain passes a group of
 * them when one that is given holds for it, or none is given. `domains`, unless
 * it is NULL, takes an array with a NULL behind its last domain, which the
 * caller frees: each domain with virDomainFree, the array with free(). On
 * failure it takes NULL.
 *
 * Returns how many there are, or -1: VIR_ERR_INVALID_CONN, VIR_ERR_INVALID_ARG
 * for unknown flags.
 *
 * # Safety
 * `domains` is NULL or points to room for a pointer.
 */
int virConnectListAllDomains(virConnectPtr conn, virDomainPtr **domains, unsigned int flags);

/**
 * Counts the running domains.
 *
 * Returns how many there are, or -1 with VIR_ERR_INVALID_CONN.
 *
 * # Safety
 * None is asked for: what is no connection is told.
 */
int virConnectNumOfDomains(virConnectPtr conn);

/**
 * Lists the numbers of the running domains.
 *
 * `ids` has room for `maxids` numbers; the rest is left out.
 *
 * Returns how many were stored, or -1: VIR_ERR_INVALID_CONN,
 * VIR_ERR_INVALID_ARG when `maxids` is negative, or not 0 and `ids` NULL.
 *
 * # Safety
 * `ids` is NULL or points to room for `maxids` numbers.
 */
int virConnectListDomains(virConnectPtr conn, int *ids, int maxids);

/**
 * Counts the domains that are defined and do not run.
 *
 * Returns how many there are, or -1 with VIR_ERR_INVALID_CONN.
 *
 * # Safety
 * None is asked for: what is no connection is told.
 */
int virConnectNumOfDefinedDomains(virConnectPtr conn);

/**
 * Lists the names of the domains that are defined and do not run.
 *
 * `names` has room for `maxnames` texts, which the caller frees with free();
 * places that are not needed take NULL, and the rest is left out.
 *
 * Returns how many were stored, or -1: VIR_ERR_INVALID_CONN,
 * VIR_ERR_INVALID_ARG when `maxnames` is negative, or not 0 and `names` NULL.
 *
 * # Safety
 * `names` is NULL or points to room for `maxnames` pointers.
 */
int virConnectListDefinedDomains(virConnectPtr conn, char **names, int maxnames);

/**
 * Finds the domain of that name.
 *
 * Returns a domain for virDomainFree, or NULL: VIR_ERR_INVALID_CONN,
 * VIR_ERR_INVALID_ARG when `name` is NULL, VIR_ERR_NO_DOMAIN when there is none.
 *
 * # Safety
 * `name` is NULL or ends with a NUL.
 */
virDomainPtr virDomainLookupByName(virConnectPtr conn, const char *name);

/**
 * Finds the running domain of that number: libvirt's for libvirt's own guests,
 * the process's for machines and attached processes.
 *
 * Returns a domain for virDomainFree, or NULL: VIR_ERR_INVALID_CONN,
 * VIR_ERR_INVALID_ARG when `id` is negative, VIR_ERR_NO_DOMAIN when there is none.
 *
 * # Safety
 * None is asked for: what is no connection is told.
 */
virDomainPtr virDomainLookupByID(virConnectPtr conn, int id);

/**
 * Finds the domain of that uuid.
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
 * Finds the domain of the uuid that a text holds: 32 hexadecimal digits in
 * either case, hyphens and blanks between the pairs.
 *
 * Returns a domain for virDomainFree, or NULL: VIR_ERR_INVALID_CONN,
 * VIR_ERR_INVALID_ARG when the text is NULL or holds no uuid, VIR_ERR_NO_DOMAIN
 * when there is none.
 *
 * # Safety
 * `uuidstr` is NULL or ends with a NUL.
 */
virDomainPtr virDomainLookupByUUIDString(virConnectPtr conn, const char *uuidstr);

/**
 * Sets memory parameters, several in one call: all of them are in force
 * afterwards, or none is changed.
 *
 * `params` is an array of `nparams` parameters, each one of
 * VIR_DOMAIN_MEMORY_HARD_LIMIT, VIR_DOMAIN_MEMORY_SOFT_LIMIT,
 * VIR_DOMAIN_MEMORY_SWAP_HARD_LIMIT, VIR_DOMAIN_MEMORY_MIN_GUARANTEE and
 * VIR_MEMCTL_MEMORY_SWAP_SOFT_LIMIT, a ULLONG in KiB;
 * VIR_DOMAIN_MEMORY_PARAM_UNLIMITED means no limit. The array stays the
 * caller's. The swap hard limit counts memory plus swap, on cgroup v1 and v2
 * alike, and cannot be below the hard limit; it stays as it is when the hard
 * limit alone is set. The kernel rounds down to whole pages.
 *
 * A hard limit below what the domain uses does not kill. cgroup v1 brings use
 * down by itself, or refuses. On v2 this call does, before it sets the limit:
 * memory is reclaimed in steps of at most 32 MiB, and memory.high follows use
 * down, so that the domain is slowed down rather than growing again. It
 * gives up, with EBUSY, when use has not sunk for 2 seconds, and after 10
 * seconds in any case, each time with the step under way completed; and with
 * EINTR as soon as SIGHUP, SIGINT, SIGQUIT or SIGTERM waits for the thread, not
 * being ignored. Signals that come during a set are delivered when it has ended.
 *
 * A minimum guarantee of a running domain is memory.min of cgroup v2; v1 has
 * none, and looks at it only before a domain starts. The kernel caps it by that
 * of each group above the domain, so this call raises theirs to the sum of what
 * is guaranteed below, and gives back what it raised when the guarantee sinks,
 * or with the next call that looks for domains when the domain has ended. What
 * others set on those groups is never lowered.
 *
 * `flags` are bits of virDomainModificationImpact; on cgroup:///, qemu:/// and
 * lxc:/// also VIR_MEMCTL_FORCE of virMemctlMemoryFlags, which sets such a limit
 * at once: the v2 kernel then kills processes of the domain if it must.
 *
 * Two sets on one domain, by whichever processes, come one after the other: in
 * the end the values are those of one of them. A get does not wait for a set:
 * it may see a moment between two of its writes, some values old and some new
 * (on v2 the swap hard limit is a sum, then of an old and a new part), and a
 * soft limit that is lower while use is brought down.
 *
 * Returns 0, or -1 with nothing changed:
 * - VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a read-only connection
 * - VIR_ERR_INVALID_ARG: no parameters, a name without NUL, a wrong type, a
 *   name given twice, unknown flags, a value that cannot be
 * - VIR_ERR_ARGUMENT_UNSUPPORTED: a name that the driver does not know
 * - VIR_ERR_NO_DOMAIN: the domain has gone
 * - VIR_ERR_OPERATION_INVALID: live for a domain that does not run, config for
 *   one without a definition of this library's
 * - VIR_ERR_OPERATION_UNSUPPORTED: the kernel has no such limit
 * - VIR_ERR_OPERATION_FAILED: the guarantees would be more than the host's memory,
 *   or than a group above the domain may have; both figures are in the message
 * - VIR_ERR_OPERATION_TIMEOUT: another set held the domain for 30 seconds
 * - VIR_ERR_SYSTEM_ERROR: the kernel refused, errno in int1; EBUSY when use
 *   cannot be brought down to a lower hard limit, EINTR when a signal that asks
 *   the program to end broke that off, EACCES when a group above the domain has
 *   less than a guarantee takes and may not be written. What could not be put back, if there
 *   was such a thing, the message says
 *
 * Sources: libvirt API, virDomainSetMemoryParameters; kernel documentation,
 * cgroup-v1/memory.rst and cgroup-v2.rst.
 *
 * # Safety
 * `params` is NULL or points to `nparams` parameters, of which those of type
 * VIR_TYPED_PARAM_STRING hold NULL or a text that ends with a NUL.
 */
int virDomainSetMemoryParameters(virDomainPtr domain,
                                 virTypedParameterPtr params,
                                 int nparams,
                                 unsigned int flags);

/**
 * Gets the memory parameters.
 *
 * With `*nparams` 0, `params` is not looked at and `*nparams` takes the number
 * of parameters that there are: 3, or 5 on cgroup v2. Otherwise `params` is the
 * caller's array with room for `*nparams`; as many as there are and fit are
 * filled in, in the order hard_limit, soft_limit, swap_hard_limit,
 * min_guarantee, swap_soft_limit, and `*nparams` takes their number. Values are
 * ULLONG in KiB; no limit is VIR_DOMAIN_MEMORY_PARAM_UNLIMITED.
 *
 * `flags` is a virDomainModificationImpact, with or without
 * VIR_TYPED_PARAM_STRING_OKAY.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_INVALID_ARG for a NULL, a
 * negative `*nparams`, unknown flags, live and config together;
 * VIR_ERR_NO_DOMAIN; VIR_ERR_OPERATION_INVALID for flags that do not fit the
 * domain's state; VIR_ERR_SYSTEM_ERROR for what cannot be read.
 *
 * # Safety
 * `nparams` is NULL or points to a number; `params` is NULL or has room for so
 * many parameters.
 */
int virDomainGetMemoryParameters(virDomainPtr domain,
                                 virTypedParameterPtr params,
                                 int *nparams,
                                 unsigned int flags);

/**
 * Sets or removes a text that a domain carries: its title, its description, or
 * an element of its `<metadata>`.
 *
 * `type` is a virDomainMetadataType. `metadata` is the text, NULL to remove
 * what is there; a title has one line; an element is a document, and what it
 * has in no namespace is put into that of `uri`, with the prefix `key`. For a
 * title and a description `key` and `uri` are NULL. `flags` are bits of
 * virDomainModificationImpact.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a
 * read-only connection; VIR_ERR_INVALID_ARG for a newline in a title, for a
 * `key` or a `uri` too many or too few, for a `type` that there is not and for
 * unknown flags; VIR_ERR_NO_DOMAIN; VIR_ERR_OPERATION_INVALID for flags that do
 * not fit the domain's state; VIR_ERR_XML_DETAIL for an element that is not well
 * formed; VIR_ERR_INTERNAL_ERROR for a `key` that can be no prefix.
 *
 * # Safety
 * `metadata`, `key` and `uri` are NULL or end with a NUL each.
 */
int virDomainSetMetadata(virDomainPtr domain,
                         int type,
                         const char *metadata,
                         const char *key,
                         const char *uri,
                         unsigned int flags);

/**
 * Gives a text that a domain carries.
 *
 * `type` is a virDomainMetadataType; `uri` is the namespace of an element, and
 * NULL for a title and a description. `flags` is a virDomainModificationImpact.
 *
 * Returns a text that the caller frees with free(), or NULL:
 * VIR_ERR_INVALID_DOMAIN; VIR_ERR_INVALID_ARG for a `uri` too many or too few,
 * for a `type` that there is not, for unknown flags and for live and config
 * together; VIR_ERR_NO_DOMAIN; VIR_ERR_OPERATION_INVALID for flags that do not
 * fit the domain's state; VIR_ERR_NO_DOMAIN_METADATA when there is no such text.
 *
 * # Safety
 * `uri` is NULL or ends with a NUL.
 */
char *virDomainGetMetadata(virDomainPtr domain, int type, const char *uri, unsigned int flags);

/**
 * Tells what the host is made of.
 *
 * Returns 0 with `info` filled in, or -1: VIR_ERR_INVALID_CONN,
 * VIR_ERR_INVALID_ARG when `info` is NULL.
 *
 * # Safety
 * `info` is NULL or points to room for a virNodeInfo.
 */
int virNodeGetInfo(virConnectPtr conn, virNodeInfoPtr info);

/**
 * Tells which of the host's CPUs are in use.
 *
 * `cpumap`, unless it is NULL, takes an array of bytes that the caller frees
 * with free(): the CPU of number n is in use when bit n % 8 of byte n / 8 is
 * set. `online`, unless it is NULL, takes how many are. `flags` is 0.
 *
 * Returns how many CPUs the map is about, or -1 with both places as they were:
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
 * Tells what the host's CPUs did since it started: one of them, or all with
 * VIR_NODE_CPU_STATS_ALL_CPUS as `cpuNum`.
 *
 * With `params` NULL, `*nparams` takes how many statistics there are. Otherwise
 * `params` has room for `*nparams`; as many as there are and fit are filled in,
 * in nanoseconds, and `*nparams` takes their number. `flags` is 0.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_CONN, VIR_ERR_INVALID_ARG for a NULL
 * `nparams`, a negative `*nparams`, a `cpuNum` below -1 and flags.
 *
 * # Safety
 * `nparams` is NULL or points to a number; `params` is NULL or has room for so
 * many statistics.
 */
int virNodeGetCPUStats(virConnectPtr conn,
                       int cpuNum,
                       virNodeCPUStatsPtr params,
                       int *nparams,
                       unsigned int flags);

/**
 * Tells how the host's memory is used: that of one NUMA cell, or all with
 * VIR_NODE_MEMORY_STATS_ALL_CELLS as `cellNum`.
 *
 * With `params` NULL, or `*nparams` 0, `*nparams` takes how many statistics
 * there are. Otherwise `params` has room for `*nparams`; as many as there are
 * and fit are filled in, in KiB, and `*nparams` takes their number. `flags` is 0.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_CONN, VIR_ERR_INVALID_ARG for a NULL
 * `nparams`, a negative `*nparams`, a `cellNum` below -1 or that there is not,
 * and flags; VIR_ERR_NO_SUPPORT on the test driver.
 *
 * # Safety
 * `nparams` is NULL or points to a number; `params` is NULL or has room for so
 * many statistics.
 */
int virNodeGetMemoryStats(virConnectPtr conn,
                          int cellNum,
                          virNodeMemoryStatsPtr params,
                          int *nparams,
                          unsigned int flags);

/**
 * Tells how much of the host's memory is free.
 *
 * Returns bytes (the test driver tells KiB, as libvirt's does), or 0:
 * VIR_ERR_INVALID_CONN, VIR_ERR_INTERNAL_ERROR where it is not known.
 *
 * # Safety
 * None is asked for: what is no connection is told.
 */
unsigned long long virNodeGetFreeMemory(virConnectPtr conn);

/**
 * Tells how much memory is free in NUMA cells, from `startCell` on.
 *
 * `freeMems` has room for `maxCells` numbers: bytes (the test driver tells KiB,
 * as libvirt's does).
 *
 * Returns how many cells were told of, or -1: VIR_ERR_INVALID_CONN,
 * VIR_ERR_INVALID_ARG when `freeMems` is NULL, `maxCells` not above 0 or
 * `startCell` not the number of a cell.
 *
 * # Safety
 * `freeMems` is NULL or has room for `maxCells` numbers.
 */
int virNodeGetCellsFreeMemory(virConnectPtr conn,
                              unsigned long long *freeMems,
                              int startCell,
                              int maxCells);

/**
 * Tells how many free pages of each size there are in NUMA cells.
 *
 * `pages` is an array of `npages` sizes in KiB; `startCell` the first cell, or
 * -1 for the whole host; `cellCount` the number of cells. `counts` takes
 * `npages` * `cellCount` numbers, cell by cell. `flags` is 0.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_CONN, VIR_ERR_INVALID_ARG for an array that
 * is NULL, a number that is 0 and flags, VIR_ERR_OVERFLOW for more than 2^20
 * numbers. Only the test driver answers: 0, and numbers that mean nothing, as
 * libvirt's does.
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
 * Tells how guests are kept apart on the host.
 *
 * Returns 0 with `secmodel` filled in, or -1: VIR_ERR_INVALID_CONN,
 * VIR_ERR_INVALID_ARG when `secmodel` is NULL.
 *
 * # Safety
 * `secmodel` is NULL or points to room for a virSecurityModel.
 */
int virNodeGetSecurityModel(virConnectPtr conn, virSecurityModelPtr secmodel);

/**
 * Counts running networks: there are none.
 *
 * Returns 0, or -1 with VIR_ERR_INVALID_CONN.
 *
 * # Safety
 * None is asked for: what is no connection is told.
 */
int virConnectNumOfNetworks(virConnectPtr conn);

/**
 * Lists the names of running networks: there are none, and `names` stays as it is.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_CONN, VIR_ERR_INVALID_ARG when `maxnames` is
 * negative, or not 0 and `names` NULL.
 *
 * # Safety
 * None is asked for: `names` is not followed.
 */
int virConnectListNetworks(virConnectPtr conn, char **names, int maxnames);

/**
 * Counts defined networks that do not run: there are none.
 *
 * Returns 0, or -1 with VIR_ERR_INVALID_CONN.
 *
 * # Safety
 * None is asked for: what is no connection is told.
 */
int virConnectNumOfDefinedNetworks(virConnectPtr conn);

/**
 * Lists the names of defined networks that do not run: there are none, and `names` stays as it is.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_CONN, VIR_ERR_INVALID_ARG when `maxnames` is
 * negative, or not 0 and `names` NULL.
 *
 * # Safety
 * None is asked for: `names` is not followed.
 */
int virConnectListDefinedNetworks(virConnectPtr conn, char **names, int maxnames);

/**
 * Lists networks: there are none.
 *
 * `nets`, unless it is NULL, takes an array with nothing but a NULL, which the
 * caller frees with free(); on failure it takes NULL. `flags` are those of
 * libvirt, with nothing to filter.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_CONN, VIR_ERR_INVALID_ARG for unknown flags.
 *
 * # Safety
 * `nets` is NULL or points to room for a pointer.
 */
int virConnectListAllNetworks(virConnectPtr conn, virNetworkPtr **nets, unsigned int flags);

/**
 * Counts running storage pools: there are none.
 *
 * Returns 0, or -1 with VIR_ERR_INVALID_CONN.
 *
 * # Safety
 * None is asked for: what is no connection is told.
 */
int virConnectNumOfStoragePools(virConnectPtr conn);

/**
 * Lists the names of running storage pools: there are none, and `names` stays as it is.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_CONN, VIR_ERR_INVALID_ARG when `maxnames` is
 * negative, or not 0 and `names` NULL.
 *
 * # Safety
 * None is asked for: `names` is not followed.
 */
int virConnectListStoragePools(virConnectPtr conn, char **names, int maxnames);

/**
 * Counts defined storage pools that do not run: there are none.
 *
 * Returns 0, or -1 with VIR_ERR_INVALID_CONN.
 *
 * # Safety
 * None is asked for: what is no connection is told.
 */
int virConnectNumOfDefinedStoragePools(virConnectPtr conn);

/**
 * Lists the names of defined storage pools that do not run: there are none, and `names` stays as it is.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_CONN, VIR_ERR_INVALID_ARG when `maxnames` is
 * negative, or not 0 and `names` NULL.
 *
 * # Safety
 * None is asked for: `names` is not followed.
 */
int virConnectListDefinedStoragePools(virConnectPtr conn,
                                      char **names,
                                      int maxnames);

/**
 * Lists storage pools: there are none.
 *
 * `pools`, unless it is NULL, takes an array with nothing but a NULL, which the
 * caller frees with free(); on failure it takes NULL. `flags` are those of
 * libvirt, with nothing to filter.
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
 * Counts the host's interfaces in use: there are none.
 *
 * Returns 0, or -1 with VIR_ERR_INVALID_CONN.
 *
 * # Safety
 * None is asked for: what is no connection is told.
 */
int virConnectNumOfInterfaces(virConnectPtr conn);

/**
 * Lists the names of the host's interfaces in use: there are none, and `names` stays as it is.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_CONN, VIR_ERR_INVALID_ARG when `maxnames` is
 * negative, or not 0 and `names` NULL.
 *
 * # Safety
 * None is asked for: `names` is not followed.
 */
int virConnectListInterfaces(virConnectPtr conn, char **names, int maxnames);

/**
 * Counts the host's interfaces that are not in use: there are none.
 *
 * Returns 0, or -1 with VIR_ERR_INVALID_CONN.
 *
 * # Safety
 * None is asked for: what is no connection is told.
 */
int virConnectNumOfDefinedInterfaces(virConnectPtr conn);

/**
 * Lists the names of the host's interfaces that are not in use: there are none, and `names` stays as it is.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_CONN, VIR_ERR_INVALID_ARG when `maxnames` is
 * negative, or not 0 and `names` NULL.
 *
 * # Safety
 * None is asked for: `names` is not followed.
 */
int virConnectListDefinedInterfaces(virConnectPtr conn,
                                    char **names,
                                    int maxnames);

/**
 * Lists the host's network interfaces: there are none.
 *
 * `ifaces`, unless it is NULL, takes an array with nothing but a NULL, which the
 * caller frees with free(); on failure it takes NULL. `flags` are those of
 * libvirt, with nothing to filter.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_CONN, VIR_ERR_INVALID_ARG for unknown flags.
 *
 * # Safety
 * `ifaces` is NULL or points to room for a pointer.
 */
int virConnectListAllInterfaces(virConnectPtr conn, virInterfacePtr **ifaces, unsigned int flags);

/**
 * Lists the host's devices: there are none.
 *
 * `devices`, unless it is NULL, takes an array with nothing but a NULL, which the
 * caller frees with free(); on failure it takes NULL. `flags` are those of
 * libvirt, with nothing to filter.
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
 * Counts the host's devices, of the kind `cap` or of all with NULL: there are
 * none. `flags` is 0.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_CONN, VIR_ERR_INVALID_ARG for flags.
 *
 * # Safety
 * None is asked for: `cap` is not followed.
 */
int virNodeNumOfDevices(virConnectPtr conn, const char *cap, unsigned int flags);

/**
 * Lists the names of the host's devices, of the kind `cap` or of all with NULL:
 * there are none, and `names` stays as it is. `flags` is 0.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_CONN, VIR_ERR_INVALID_ARG when `maxnames` is
 * negative, or not 0 and `names` NULL, and for flags.
 *
 * # Safety
 * None is asked for: neither `cap` nor `names` is followed.
 */
int virNodeListDevices(virConnectPtr conn,
                       const char *cap,
                       char **names,
                       int maxnames,
                       unsigned int flags);

/**
 * Stops a domain and keeps an image of its memory, which its next start takes
 * up.
 *
 * `flags` are bits of virDomainSaveRestoreFlags: VIR_DOMAIN_SAVE_BYPASS_CACHE,
 * and one of VIR_DOMAIN_SAVE_RUNNING and VIR_DOMAIN_SAVE_PAUSED.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a
 * read-only connection; VIR_ERR_INVALID_ARG for unknown flags and for running
 * and paused together; VIR_ERR_NO_DOMAIN; VIR_ERR_OPERATION_INVALID when it does
 * not run, and when it is transient.
 *
 * # Safety
 * None is asked for: what is no domain is told.
 */
int virDomainManagedSave(virDomainPtr dom, unsigned int flags);

/**
 * Tells whether there is an image of a domain's memory.
 *
 * `flags` is 0.
 *
 * Returns 1 if there is, 0 if not, or -1: VIR_ERR_INVALID_DOMAIN,
 * VIR_ERR_INVALID_ARG for flags, VIR_ERR_NO_DOMAIN.
 *
 * # Safety
 * None is asked for: what is no domain is told.
 */
int virDomainHasManagedSaveImage(virDomainPtr dom, unsigned int flags);

/**
 * Removes the image of a domain's memory, if there is one.
 *
 * `flags` is 0.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a
 * read-only connection; VIR_ERR_INVALID_ARG for flags; VIR_ERR_NO_DOMAIN.
 *
 * # Safety
 * None is asked for: what is no domain is told.
 */
int virDomainManagedSaveRemove(virDomainPtr dom, unsigned int flags);

/**
 * Tells how much memory a domain may have.
 *
 * Returns the size in KiB, or 0: VIR_ERR_INVALID_DOMAIN, VIR_ERR_NO_DOMAIN when it
 * has gone.
 *
 * # Safety
 * None is asked for: what is no domain is told.
 */
unsigned long virDomainGetMaxMemory(virDomainPtr domain);

/**
 * Says how much memory a domain may have that does not run.
 *
 * `memory` is the size in KiB. Memory above it is taken away.
 *
 * Returns 0, or -1: as virDomainSetMemoryFlags.
 *
 * # Safety
 * None is asked for: what is no domain is told.
 */
int virDomainSetMaxMemory(virDomainPtr domain, unsigned long memory);

/**
 * Gives a running domain so much memory.
 *
 * `memory` is the size in KiB.
 *
 * Returns 0, or -1: as virDomainSetMemoryFlags.
 *
 * # Safety
 * None is asked for: what is no domain is told.
 */
int virDomainSetMemory(virDomainPtr domain, unsigned long memory);

/**
 * Gives a domain so much memory, or says how much it may have.
 *
 * `memory` is the size in KiB. `flags` are bits of virDomainMemoryModFlags.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a
 * read-only connection; VIR_ERR_INVALID_ARG for 0, for more than the maximum, for
 * unknown flags, live and config together; VIR_ERR_OVERFLOW for a size that cannot
 * be; VIR_ERR_NO_DOMAIN when the domain has gone; VIR_ERR_OPERATION_INVALID for
 * flags that do not fit its state, and for the maximum of one that runs.
 *
 * # Safety
 * None is asked for: what is no domain is told.
 */
int virDomainSetMemoryFlags(virDomainPtr domain, unsigned long memory, unsigned int flags);

/**
 * Sets how often a domain's memory balloon gathers statistics.
 *
 * `period` is in seconds; 0 is never. `flags` are bits of
 * virDomainMemoryModFlags, without the maximum.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a
 * read-only connection; VIR_ERR_INVALID_ARG for a negative period, unknown flags,
 * live and config together; VIR_ERR_NO_DOMAIN when the domain has gone;
 * VIR_ERR_OPERATION_INVALID for flags that do not fit its state;
 * VIR_ERR_INTERNAL_ERROR where it has no balloon.
 *
 * # Safety
 * None is asked for: what is no domain is told.
 */
int virDomainSetMemoryStatsPeriod(virDomainPtr domain, int period, unsigned int flags);

/**
 * Tells the most virtual CPUs that a domain may have.
 *
 * `type` is the kind of domain, as in `<domain type='…'>`, or NULL.
 *
 * Returns the number, or -1: VIR_ERR_INVALID_CONN, VIR_ERR_NO_SUPPORT.
 *
 * # Safety
 * `type` is NULL or ends with a NUL.
 */
int virConnectGetMaxVcpus(virConnectPtr conn, const char *type);

/**
 * Tells how many virtual CPUs a running domain may have.
 *
 * Returns the number, or -1: as virDomainGetVcpusFlags.
 *
 * # Safety
 * None is asked for: what is no domain is told.
 */
int virDomainGetMaxVcpus(virDomainPtr domain);

/**
 * Tells how many virtual CPUs a domain has, or may have.
 *
 * `flags` are bits of virDomainVcpuFlags; the test driver knows
 * VIR_DOMAIN_VCPU_LIVE, VIR_DOMAIN_VCPU_CONFIG and VIR_DOMAIN_VCPU_MAXIMUM.
 *
 * Returns the number, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_INVALID_ARG for
 * unknown flags, live and config together; VIR_ERR_NO_DOMAIN when the domain has
 * gone; VIR_ERR_OPERATION_INVALID for flags that do not fit its state.
 *
 * # Safety
 * None is asked for: what is no domain is told.
 */
int virDomainGetVcpusFlags(virDomainPtr domain, unsigned int flags);

/**
 * Gives a running domain so many virtual CPUs.
 *
 * Returns 0, or -1: as virDomainSetVcpusFlags.
 *
 * # Safety
 * None is asked for: what is no domain is told.
 */
int virDomainSetVcpus(virDomainPtr domain, unsigned int nvcpus);

/**
 * Gives a domain so many virtual CPUs, from number 0 on, or says how many its
 * definition may have.
 *
 * `flags` are bits of virDomainVcpuFlags, as for virDomainGetVcpusFlags;
 * VIR_DOMAIN_VCPU_MAXIMUM goes with VIR_DOMAIN_VCPU_CONFIG only.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a
 * read-only connection; VIR_ERR_INVALID_ARG for 0, for more than the maximum, and
 * unknown flags; VIR_ERR_NO_DOMAIN when the domain has gone;
 * VIR_ERR_OPERATION_INVALID for flags that do not fit its state.
 *
 * # Safety
 * None is asked for: what is no domain is told.
 */
int virDomainSetVcpusFlags(virDomainPtr domain, unsigned int nvcpus, unsigned int flags);

/**
 * Tells how a domain uses its memory.
 *
 * `stats` has room for `nr_stats` statistics; as many as there are and fit are
 * filled in, amounts in KiB. `flags` is 0.
 *
 * Returns how many were, 0 when `stats` is NULL or `nr_stats` 0, or -1:
 * VIR_ERR_INVALID_DOMAIN, VIR_ERR_INVALID_ARG for flags, VIR_ERR_NO_DOMAIN when
 * it has gone, VIR_ERR_OPERATION_INVALID when it does not run.
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
 * VIR_MEMORY_PHYSICAL. `buffer` takes `size` bytes.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_DOMAIN, VIR_ERR_OPERATION_DENIED on a
 * read-only connection, VIR_ERR_INVALID_ARG when `buffer` is NULL and `size` not
 * 0, and for other flags, VIR_ERR_NO_DOMAIN when it has gone,
 * VIR_ERR_OPERATION_INVALID when it does not run.
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
 * Tells the CPU time that a domain used.
 *
 * With `start_cpu` -1 and `ncpus` 1: on all CPUs. Otherwise on `ncpus` CPUs of
 * the host from `start_cpu` on, of which those that there are count. With
 * `params` NULL and `nparams` 0 nothing is filled in, and the number of
 * parameters for a CPU is returned, or for `ncpus` 0 the number of CPUs.
 * Otherwise `params` has room for `nparams` parameters for each of `ncpus` CPUs,
 * one behind the other; those that are not needed have type 0. Values are ULLONG,
 * in nanoseconds. `flags` is 0 or VIR_TYPED_PARAM_STRING_OKAY.
 *
 * Returns how many parameters there are for each CPU, or -1:
 * VIR_ERR_INVALID_DOMAIN, VIR_ERR_INVALID_ARG for numbers that do not fit
 * together, a CPU that there is not, and flags, VIR_ERR_OVERFLOW for too many,
 * VIR_ERR_NO_DOMAIN when it has gone, VIR_ERR_OPERATION_INVALID when it does not
 * run.
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
 * Tells what keeps a domain apart from others.
 *
 * Returns 0 with `seclabel` filled in, with an empty label when the domain does
 * not run, or -1: VIR_ERR_INVALID_DOMAIN, VIR_ERR_INVALID_ARG when `seclabel` is
 * NULL, VIR_ERR_NO_DOMAIN when it has gone.
 *
 * # Safety
 * `seclabel` is NULL or points to room for a virSecurityLabel.
 */
int virDomainGetSecurityLabel(virDomainPtr domain, virSecurityLabelPtr seclabel);

/**
 * Tells what keeps a domain apart from others, where several security models do.
 *
 * `seclabels` takes an array that the caller frees with free().
 *
 * Returns how many labels there are, or -1: VIR_ERR_INVALID_DOMAIN,
 * VIR_ERR_INVALID_ARG when `seclabels` is NULL, VIR_ERR_NO_SUPPORT from a driver
 * that has no such labels.
 *
 * # Safety
 * `seclabels` is NULL or points to room for a pointer.
 */
int virDomainGetSecurityLabelList(virDomainPtr domain, virSecurityLabelPtr *seclabels);

/**
 * Tells how the hypervisor answers for a domain. `flags` is 0.
 *
 * Returns 0 with `info` filled in, or -1: VIR_ERR_INVALID_DOMAIN,
 * VIR_ERR_INVALID_ARG when `info` is NULL and for flags, VIR_ERR_NO_DOMAIN when
 * it has gone, VIR_ERR_OPERATION_INVALID when it does not run.
 *
 * # Safety
 * `info` is NULL or points to room for a virDomainControlInfo.
 */
int virDomainGetControlInfo(virDomainPtr domain, virDomainControlInfoPtr info, unsigned int flags);

/**
 * Lists what there is to say about a domain, that it is tainted for one.
 *
 * `flags` are bits of virDomainMessageType, 0 for all of them. `msgs` takes an
 * array with a NULL behind its last text, which the caller frees: each text and
 * the array with free(). On failure it stays as it was.
 *
 * Returns how many there are, or -1: VIR_ERR_INVALID_DOMAIN,
 * VIR_ERR_INVALID_ARG when `msgs` is NULL and for other flags,
 * VIR_ERR_NO_DOMAIN when it has gone.
 *
 * # Safety
 * `msgs` is NULL or points to room for a pointer.
 */
int virDomainGetMessages(virDomainPtr domain, char ***msgs, unsigned int flags);

/**
 * Sets block I/O parameters of a domain, several in one call: all of them are in
 * force afterwards, or none is changed.
 *
 * `params` is an array of `nparams` parameters, which may be 0:
 * VIR_DOMAIN_BLKIO_WEIGHT, a UINT, and VIR_DOMAIN_BLKIO_DEVICE_WEIGHT,
 * VIR_DOMAIN_BLKIO_DEVICE_READ_IOPS, VIR_DOMAIN_BLKIO_DEVICE_WRITE_IOPS,
 * VIR_DOMAIN_BLKIO_DEVICE_READ_BPS and VIR_DOMAIN_BLKIO_DEVICE_WRITE_BPS, each a
 * STRING `path,number,path,number…`; 0 takes a device's limit away, what is not
 * named stays as it is. The array stays the caller's.
 *
 * `flags` are bits of virDomainModificationImpact.
 *
 * Returns 0, or -1 with nothing changed: VIR_ERR_INVALID_DOMAIN;
 * VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG for a negative number,
 * a name without NUL, a wrong type, a name given twice, unknown flags, live and
 * config together
 * and a text of another form; VIR_ERR_ARGUMENT_UNSUPPORTED for
 * an unknown name; VIR_ERR_NO_DOMAIN when the domain has gone;
 * VIR_ERR_OPERATION_INVALID for flags that do not fit its state.
 *
 * # Safety
 * `params` is NULL or points to `nparams` parameters, of which those of type
 * VIR_TYPED_PARAM_STRING hold NULL or a text that ends with a NUL.
 */
int virDomainSetBlkioParameters(virDomainPtr domain,
                                virTypedParameterPtr params,
                                int nparams,
                                unsigned int flags);

/**
 * Gets the block I/O parameters of a domain: VIR_DOMAIN_BLKIO_WEIGHT, a UINT, 0
 * where it has none of its own; VIR_DOMAIN_BLKIO_DEVICE_WEIGHT,
 * VIR_DOMAIN_BLKIO_DEVICE_READ_IOPS, VIR_DOMAIN_BLKIO_DEVICE_WRITE_IOPS,
 * VIR_DOMAIN_BLKIO_DEVICE_READ_BPS and VIR_DOMAIN_BLKIO_DEVICE_WRITE_BPS, each a
 * STRING `path,number,path,number…` of the devices that have one.
 *
 * With `*nparams` 0, `params` is not looked at and `*nparams` takes the number of
 * parameters that there are. Otherwise `params` is the caller's array with room
 * for `*nparams`; as many as there are and fit are filled in, in the order above,
 * and `*nparams` takes their number. virTypedParamsClear frees the texts in them.
 *
 * `flags` is a virDomainModificationImpact, with or without
 * VIR_TYPED_PARAM_STRING_OKAY.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_INVALID_ARG for a NULL, a
 * negative `*nparams`, unknown flags, live and config together;
 * VIR_ERR_NO_DOMAIN when the domain has gone; VIR_ERR_OPERATION_INVALID for flags
 * that do not fit its state; VIR_ERR_NO_SUPPORT where the driver has none of them.
 *
 * # Safety
 * `nparams` is NULL or points to a number; `params` is NULL or has room for so
 * many parameters.
 */
int virDomainGetBlkioParameters(virDomainPtr domain,
                                virTypedParameterPtr params,
                                int *nparams,
                                unsigned int flags);

/**
 * Sets limits of a disk's input and output, several in one call: all of them are
 * in force afterwards, or none is changed.
 *
 * `disk` is its name in the guest or the path of its source. `params` is an array
 * of `nparams` parameters: the ULLONGs VIR_DOMAIN_BLOCK_IOTUNE_…, up to 10^15 and 0
 * for none, and VIR_DOMAIN_BLOCK_IOTUNE_GROUP_NAME, a STRING. What is not given
 * stays as it is. A total and a part of it cannot both be limited, and no limit
 * may be above its VIR_DOMAIN_BLOCK_IOTUNE_…_MAX. The array stays the caller's.
 *
 * `flags` are bits of virDomainModificationImpact.
 *
 * Returns 0, or -1 with nothing changed: VIR_ERR_INVALID_DOMAIN;
 * VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG for no parameters,
 * a name without NUL, a wrong type, a name given twice, unknown flags, live and
 * config together
 * and a disk that there is not, and for limits that cannot stand together; VIR_ERR_ARGUMENT_UNSUPPORTED for
 * an unknown name; VIR_ERR_NO_DOMAIN when the domain has gone;
 * VIR_ERR_OPERATION_INVALID for flags that do not fit its state.
 *
 * # Safety
 * `params` is NULL or points to `nparams` parameters, of which those of type
 * VIR_TYPED_PARAM_STRING hold NULL or a text that ends with a NUL,
 * `disk` is NULL or ends with a NUL.
 */
int virDomainSetBlockIoTune(virDomainPtr dom,
                            const char *disk,
                            virTypedParameterPtr params,
                            int nparams,
                            unsigned int flags);

/**
 * Gets the limits of a disk's input and output, 0 for none: the twenty parameters
 * VIR_DOMAIN_BLOCK_IOTUNE_…, ULLONGs but for VIR_DOMAIN_BLOCK_IOTUNE_GROUP_NAME, a
 * STRING, in the order of a definition's `<iotune>`.
 *
 * `disk` is its name in the guest or the path of its source; where `*nparams` is 0
 * it is not looked at.
 *
 * With `*nparams` 0, `params` is not looked at and `*nparams` takes the number of
 * parameters that there are. Otherwise `params` is the caller's array with room
 * for `*nparams`; as many as there are and fit are filled in, in the order above,
 * and `*nparams` takes their number. virTypedParamsClear frees the texts in them.
 *
 * `flags` is a virDomainModificationImpact, with or without
 * VIR_TYPED_PARAM_STRING_OKAY.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_INVALID_ARG for a NULL, a
 * negative `*nparams`, unknown flags, live and config together
 * and a disk that there is not;
 * VIR_ERR_NO_DOMAIN when the domain has gone; VIR_ERR_OPERATION_INVALID for flags
 * that do not fit its state; VIR_ERR_NO_SUPPORT where the driver has none of them.
 *
 * # Safety
 * `nparams` is NULL or points to a number; `params` is NULL or has room for so
 * many parameters, `disk` is NULL or ends with a NUL.
 */
int virDomainGetBlockIoTune(virDomainPtr dom,
                            const char *disk,
                            virTypedParameterPtr params,
                            int *nparams,
                            unsigned int flags);

/**
 * Sets the bandwidth of a network interface.
 *
 * `device` is its name on the host or its MAC address. `params` is an array of
 * `nparams` parameters, each a UINT, in KiB and KiB a second:
 * VIR_DOMAIN_BANDWIDTH_IN_AVERAGE, VIR_DOMAIN_BANDWIDTH_IN_PEAK,
 * VIR_DOMAIN_BANDWIDTH_IN_BURST, VIR_DOMAIN_BANDWIDTH_IN_FLOOR,
 * VIR_DOMAIN_BANDWIDTH_OUT_AVERAGE, VIR_DOMAIN_BANDWIDTH_OUT_PEAK and
 * VIR_DOMAIN_BANDWIDTH_OUT_BURST. The array stays the caller's. A direction
 * changes as a whole when its average or its floor is given: what is not given
 * becomes 0, and one without average and floor is free.
 *
 * `flags` are bits of virDomainModificationImpact.
 *
 * Returns 0, or -1 with nothing changed: VIR_ERR_INVALID_DOMAIN;
 * VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG for no parameters,
 * a name without NUL, a wrong type, a name given twice, unknown flags, live and
 * config together
 * and an interface that there is not; VIR_ERR_ARGUMENT_UNSUPPORTED for
 * an unknown name; VIR_ERR_NO_DOMAIN when the domain has gone;
 * VIR_ERR_OPERATION_INVALID for flags that do not fit its state.
 *
 * # Safety
 * `params` is NULL or points to `nparams` parameters, of which those of type
 * VIR_TYPED_PARAM_STRING hold NULL or a text that ends with a NUL,
 * `device` is NULL or ends with a NUL.
 */
int virDomainSetInterfaceParameters(virDomainPtr domain,
                                    const char *device,
                                    virTypedParameterPtr params,
                                    int nparams,
                                    unsigned int flags);

/**
 * Gets the bandwidth of a network interface, in KiB and KiB a second, 0 for none:
 * the UINTs VIR_DOMAIN_BANDWIDTH_IN_AVERAGE, VIR_DOMAIN_BANDWIDTH_IN_PEAK,
 * VIR_DOMAIN_BANDWIDTH_IN_BURST, VIR_DOMAIN_BANDWIDTH_IN_FLOOR,
 * VIR_DOMAIN_BANDWIDTH_OUT_AVERAGE, VIR_DOMAIN_BANDWIDTH_OUT_PEAK and
 * VIR_DOMAIN_BANDWIDTH_OUT_BURST.
 *
 * `device` is its name on the host or its MAC address; where `*nparams` is 0 it is
 * not looked at.
 *
 * With `*nparams` 0, `params` is not looked at and `*nparams` takes the number of
 * parameters that there are. Otherwise `params` is the caller's array with room
 * for `*nparams`; as many as there are and fit are filled in, in the order above,
 * and `*nparams` takes their number. virTypedParamsClear frees the texts in them.
 *
 * `flags` is a virDomainModificationImpact, with or without
 * VIR_TYPED_PARAM_STRING_OKAY.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_INVALID_ARG for a NULL, a
 * negative `*nparams`, unknown flags, live and config together
 * and an interface that there is not;
 * VIR_ERR_NO_DOMAIN when the domain has gone; VIR_ERR_OPERATION_INVALID for flags
 * that do not fit its state; VIR_ERR_NO_SUPPORT where the driver has none of them.
 *
 * # Safety
 * `nparams` is NULL or points to a number; `params` is NULL or has room for so
 * many parameters, `device` is NULL or ends with a NUL.
 */
int virDomainGetInterfaceParameters(virDomainPtr domain,
                                    const char *device,
                                    virTypedParameterPtr params,
                                    int *nparams,
                                    unsigned int flags);

/**
 * Sets NUMA parameters, several in one call: all of them are in force afterwards,
 * or none is changed.
 *
 * `params` is an array of `nparams` parameters: VIR_DOMAIN_NUMA_MODE, an INT, one
 * of virDomainNumatuneMemMode, and VIR_DOMAIN_NUMA_NODESET, a STRING such as
 * `0-1,3`. The array stays the caller's.
 *
 * `flags` are bits of virDomainModificationImpact.
 *
 * Returns 0, or -1 with nothing changed: VIR_ERR_INVALID_DOMAIN;
 * VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG for no parameters,
 * a name without NUL, a wrong type, a name given twice, unknown flags, live and
 * config together
 * and what is no mode or no list of nodes; VIR_ERR_ARGUMENT_UNSUPPORTED for
 * an unknown name; VIR_ERR_NO_DOMAIN when the domain has gone;
 * VIR_ERR_OPERATION_INVALID for flags that do not fit its state, for another mode of a
 * running domain and a list without nodes; VIR_ERR_CONFIG_UNSUPPORTED for a mode
 * alone where no nodes were ever set.
 *
 * # Safety
 * `params` is NULL or points to `nparams` parameters, of which those of type
 * VIR_TYPED_PARAM_STRING hold NULL or a text that ends with a NUL.
 */
int virDomainSetNumaParameters(virDomainPtr domain,
                               virTypedParameterPtr params,
                               int nparams,
                               unsigned int flags);

/**
 * Gets the NUMA parameters: VIR_DOMAIN_NUMA_MODE, an INT, one of
 * virDomainNumatuneMemMode, and VIR_DOMAIN_NUMA_NODESET, a STRING such as `0-1,3`,
 * empty where no nodes are named.
 *
 * With `*nparams` 0, `params` is not looked at and `*nparams` takes the number of
 * parameters that there are. Otherwise `params` is the caller's array with room
 * for `*nparams`; as many as there are and fit are filled in, in the order above,
 * and `*nparams` takes their number. virTypedParamsClear frees the texts in them.
 *
 * `flags` is a virDomainModificationImpact, with or without
 * VIR_TYPED_PARAM_STRING_OKAY.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_INVALID_ARG for a NULL, a
 * negative `*nparams`, unknown flags, live and config together;
 * VIR_ERR_NO_DOMAIN when the domain has gone; VIR_ERR_OPERATION_INVALID for flags
 * that do not fit its state; VIR_ERR_NO_SUPPORT where the driver has none of them.
 *
 * # Safety
 * `nparams` is NULL or points to a number; `params` is NULL or has room for so
 * many parameters.
 */
int virDomainGetNumaParameters(virDomainPtr domain,
                               virTypedParameterPtr params,
                               int *nparams,
                               unsigned int flags);

/**
 * Gets which performance events of a domain are counted: a BOOLEAN for each of
 * VIR_PERF_PARAM_….
 *
 * `params` takes an array that the caller frees with virTypedParamsFree(), and
 * `nparams` the number of parameters in it.
 *
 * `flags` is a virDomainModificationImpact, with or without
 * VIR_TYPED_PARAM_STRING_OKAY.
 *
 * Returns 0, or -1 with both places as they were: VIR_ERR_INVALID_DOMAIN;
 * VIR_ERR_INVALID_ARG for a NULL, unknown flags, live and config together;
 * VIR_ERR_NO_DOMAIN when the domain has gone; VIR_ERR_OPERATION_INVALID for flags
 * that do not fit its state.
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
 * Sets which performance events of a domain are counted.
 *
 * `params` is an array of `nparams` parameters VIR_PERF_PARAM_…, each a BOOLEAN;
 * it stays the caller's. What is not given stays as it is.
 *
 * `flags` are bits of virDomainModificationImpact.
 *
 * Returns 0, or -1 with nothing changed: VIR_ERR_INVALID_DOMAIN;
 * VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG for no parameters,
 * a name without NUL, a wrong type, a name given twice, unknown flags, live and
 * config together; VIR_ERR_ARGUMENT_UNSUPPORTED for
 * an unknown name; VIR_ERR_NO_DOMAIN when the domain has gone;
 * VIR_ERR_OPERATION_INVALID for flags that do not fit its state.
 *
 * # Safety
 * `params` is NULL or points to `nparams` parameters, of which those of type
 * VIR_TYPED_PARAM_STRING hold NULL or a text that ends with a NUL.
 */
int virDomainSetPerfEvents(virDomainPtr domain,
                           virTypedParameterPtr params,
                           int nparams,
                           unsigned int flags);

/**
 * Tells which scheduler a domain has.
 *
 * `nparams`, unless it is NULL, takes the number of its parameters: the room that
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
 * Sets parameters of the scheduler. The test driver's has one,
 * VIR_DOMAIN_SCHEDULER_WEIGHT, a UINT, and forgets what it is set to.
 *
 * `params` is an array of `nparams` parameters, which may be 0; it stays the
 * caller's.
 *
 * Returns 0, or -1 with nothing changed: VIR_ERR_INVALID_DOMAIN;
 * VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG for a negative number,
 * a name without NUL, a wrong type, a name given twice, unknown flags, live and
 * config together; VIR_ERR_ARGUMENT_UNSUPPORTED for
 * an unknown name; VIR_ERR_NO_DOMAIN when the domain has gone;
 * VIR_ERR_OPERATION_INVALID for flags that do not fit its state.
 *
 * # Safety
 * `params` is NULL or points to `nparams` parameters, of which those of type
 * VIR_TYPED_PARAM_STRING hold NULL or a text that ends with a NUL.
 */
int virDomainSetSchedulerParameters(virDomainPtr domain, virTypedParameterPtr params, int nparams);

/**
 * As virDomainSetSchedulerParameters. `flags` are bits of
 * virDomainModificationImpact; the test driver takes 0 only.
 *
 * Returns 0, or -1 with nothing changed: VIR_ERR_INVALID_DOMAIN;
 * VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG for a negative number,
 * a name without NUL, a wrong type, a name given twice, unknown flags, live and
 * config together; VIR_ERR_ARGUMENT_UNSUPPORTED for
 * an unknown name; VIR_ERR_NO_DOMAIN when the domain has gone;
 * VIR_ERR_OPERATION_INVALID for flags that do not fit its state.
 *
 * # Safety
 * `params` is NULL or points to `nparams` parameters, of which those of type
 * VIR_TYPED_PARAM_STRING hold NULL or a text that ends with a NUL.
 */
int virDomainSetSchedulerParametersFlags(virDomainPtr domain,
                                         virTypedParameterPtr params,
                                         int nparams,
                                         unsigned int flags);

/**
 * Gets the parameters of the scheduler: the test driver's has one,
 * VIR_DOMAIN_SCHEDULER_WEIGHT, a UINT.
 *
 * `params` is the caller's array with room for `*nparams`, at least 1; as many as
 * there are and fit are filled in, and `*nparams` takes their number.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_INVALID_ARG for a NULL and for
 * no room; VIR_ERR_NO_DOMAIN when the domain has gone; VIR_ERR_NO_SUPPORT where the
 * driver has no scheduler.
 *
 * # Safety
 * `nparams` is NULL or points to a number; `params` is NULL or has room for so
 * many parameters.
 */
int virDomainGetSchedulerParameters(virDomainPtr domain, virTypedParameterPtr params, int *nparams);

/**
 * As virDomainGetSchedulerParameters. `flags` is a virDomainModificationImpact,
 * with or without VIR_TYPED_PARAM_STRING_OKAY; the test driver knows the latter
 * only.
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
 * The pointers are NULL or as said; `name` is NULL, which is the empty name, or
 * ends with a NUL.
 */
int virTypedParamsAddInt(virTypedParameterPtr *params,
                         int *nparams,
                         int *maxparams,
                         const char *name,
                         int value);

/**
 * Adds an `unsigned int`; else as virTypedParamsAddInt.
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
 * Adds a `long long`; else as virTypedParamsAddInt.
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
 * Adds an `unsigned long long`; else as virTypedParamsAddInt.
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
 * Adds a `double`; else as virTypedParamsAddInt.
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
 * Adds a boolean, 0 for 0 and 1 for every other number; else as
 * virTypedParamsAddInt.
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
 * Adds a copy of a text, NULL as the empty one; else as virTypedParamsAddInt.
 *
 * # Safety
 * As for virTypedParamsAddInt; `value` is NULL or ends with a NUL.
 */
int virTypedParamsAddString(virTypedParameterPtr *params,
                            int *nparams,
                            int *maxparams,
                            const char *name,
                            const char *value);

/**
 * Adds a copy of each text in an array that ends with NULL, all under one name;
 * else as virTypedParamsAddInt. When one cannot be added, those before it stay.
 *
 * An array that is NULL adds nothing and returns 0. As in libvirt, an array
 * without a text returns -1; neither touches the last error.
 *
 * # Safety
 * As for virTypedParamsAddInt; `values` is NULL or points to texts that end
 * with a NUL, and to a NULL behind the last.
 */
int virTypedParamsAddStringList(virTypedParameterPtr *params,
                                int *nparams,
                                int *maxparams,
                                const char *name,
                                const char **values);

/**
 * Adds the value that a text holds; else as virTypedParamsAddInt.
 *
 * `type` is a virTypedParameterType. Numbers are decimal; blanks may stand
 * before them. A negative number for an unsigned type gives its two's
 * complement. Booleans are 0, 1, true or false, in upper or lower case.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_ARG when `value` is NULL or holds no value
 * of the type, VIR_ERR_INTERNAL_ERROR for an unknown type, and as
 * virTypedParamsAddInt.
 *
 * # Safety
 * As for virTypedParamsAddInt; `value` is NULL or ends with a NUL.
 */
int virTypedParamsAddFromString(virTypedParameterPtr *params,
                                int *nparams,
                                int *maxparams,
                                const char *name,
                                int type,
                                const char *value);

/**
 * Finds a parameter by its name. The last error stays as it is.
 *
 * Returns the first parameter of that name, in the array, or NULL.
 *
 * # Safety
 * `params` is NULL or points to `nparams` parameters; `name` is NULL or ends
 * with a NUL.
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
 * Gets the string of that name into `value`, which may be NULL. The text stays
 * the parameter's.
 *
 * Returns 1, 0 when there is no such parameter, or -1 with VIR_ERR_INVALID_ARG
 * when it has another type.
 *
 * # Safety
 * As for virTypedParamsGet; `value` is NULL or points to room for one. The text
 * must not be used after the parameter is freed.
 */
int virTypedParamsGetString(virTypedParameterPtr params,
                            int nparams,
                            const char *name,
                            const char **value);

/**
 * Frees the strings in an array, not the array. The last error stays as it is.
 *
 * # Safety
 * `params` is NULL or points to `nparams` parameters whose strings are NULL or
 * came from this library or from malloc.
 */
void virTypedParamsClear(virTypedParameterPtr params, int nparams);

/**
 * Frees the strings in an array, and the array. The last error stays as it is.
 *
 * # Safety
 * As for virTypedParamsClear, and the array came from this library or from
 * malloc.
 */
void virTypedParamsFree(virTypedParameterPtr params, int nparams);

/**
 * Tells what the virtual CPUs of a running domain do, and where they may run.
 *
 * `info` takes what there is to tell of as many as there are and fit in `maxinfo`.
 * `cpumaps`, unless it is NULL, takes a map of `maplen` bytes for each: the host's
 * CPU of number n may be used when bit n % 8 of byte n / 8 is set. With NULL,
 * `maplen` is 0.
 *
 * Returns how many were filled in, or -1: VIR_ERR_INVALID_DOMAIN;
 * VIR_ERR_INVALID_ARG for a NULL `info`, no room, a `maplen` that does not go with
 * `cpumaps`; VIR_ERR_OVERFLOW for maps that are too large together;
 * VIR_ERR_NO_DOMAIN when the domain has gone; VIR_ERR_OPERATION_INVALID when it
 * does not run.
 *
 * # Safety
 * `info` is NULL or has room for `maxinfo` items, `cpumaps` is NULL or has room for
 * so many times `maplen` bytes.
 */
int virDomainGetVcpus(virDomainPtr domain,
                      virVcpuInfoPtr info,
                      int maxinfo,
                      unsigned char *cpumaps,
                      int maplen);

/**
 * Sets the host's CPUs that a virtual CPU of a running domain may run on.
 *
 * `cpumap` is a map of `maplen` bytes: the CPU of number n may be used when bit
 * n % 8 of byte n / 8 is set; CPUs that it has no bit for may not. It stays the
 * caller's.
 *
 * Returns 0, or -1: as virDomainPinVcpuFlags.
 *
 * # Safety
 * `cpumap` is NULL or points to `maplen` bytes.
 */
int virDomainPinVcpu(virDomainPtr domain, unsigned int vcpu, unsigned char *cpumap, int maplen);

/**
 * Sets the host's CPUs that a virtual CPU may run on.
 *
 * `cpumap` is as for virDomainPinVcpu. `flags` are bits of
 * virDomainModificationImpact; the test driver takes 0 only, which means the
 * running domain.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a
 * read-only connection; VIR_ERR_INVALID_ARG for a NULL, no bytes, unknown flags, a
 * virtual CPU that the domain has not; VIR_ERR_NO_DOMAIN when the domain has gone;
 * VIR_ERR_OPERATION_INVALID when it does not run.
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
 * Tells the host's CPUs that each virtual CPU that a domain may have may run on.
 *
 * `cpumaps` takes maps of `maplen` bytes, as for virDomainPinVcpu, of as many
 * virtual CPUs as there may be and fit in `ncpumaps`. `flags` is a
 * virDomainModificationImpact.
 *
 * Returns how many were filled in, or -1: VIR_ERR_INVALID_DOMAIN;
 * VIR_ERR_INVALID_ARG for a NULL, no room, live and config together;
 * VIR_ERR_OVERFLOW for maps that are too large together; VIR_ERR_NO_DOMAIN when the
 * domain has gone; VIR_ERR_OPERATION_INVALID for flags that do not fit its state.
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
 * Sets the host's CPUs that the emulator of a domain may run on.
 *
 * `cpumap` is as for virDomainPinVcpu. `flags` are bits of
 * virDomainModificationImpact.
 *
 * Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a
 * read-only connection; VIR_ERR_INVALID_ARG for a NULL, no bytes, no CPU, unknown
 * flags, live and config together; VIR_ERR_NO_DOMAIN when the domain has gone;
 * VIR_ERR_OPERATION_INVALID for flags that do not fit its state.
 *
 * # Safety
 * `cpumap` is NULL or points to `maplen` bytes.
 */
int virDomainPinEmulator(virDomainPtr domain,
                         unsigned char *cpumap,
                         int maplen,
                         unsigned int flags);

/**
 * Tells the host's CPUs that the emulator of a domain may run on.
 *
 * `cpumap` takes a map of `maplen` bytes, as for virDomainPinVcpu. `flags` is a
 * virDomainModificationImpact.
 *
 * Returns 1, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_INVALID_ARG for a NULL, no
 * bytes, unknown flags, live and config together; VIR_ERR_NO_DOMAIN when the domain
 * has gone; VIR_ERR_OPERATION_INVALID for flags that do not fit its state.
 *
 * # Safety
 * `cpumap` is NULL or has room for `maplen` bytes.
 */
int virDomainGetEmulatorPinInfo(virDomainPtr domain,
                                unsigned char *cpumap,
                                int maplen,
                                unsigned int flags);

/**
 * Makes a running process a domain: a group of its own, into which the process
 * is moved with its children. Not among libvirt's functions.
 *
 * `pid` is the process, `name` the domain's name: UTF-8, at most 240 bytes, no '/' and
 * no control character, not taken. `flags` is 0. The domain's number is the
 * pid, its uuid is derived and stays for the domain's life.
 *
 * Of a QEMU (a process by the name of qemu-system-ARCHITECTURE, qemu-kvm, kvm or
 * qemu) the command line tells more: `name` may be NULL for the one in `-name`,
 * or `attach-pid-PID` without it; the uuid is that of `-uuid`, unless another
 * domain has it; `-m`, memory backends and memory devices give the guest's
 * memory, and `-smp` its CPUs, as virDomainGetInfo and virDomainGetXMLDesc show
 * them. Such a domain is shown, and can be attached, on qemu:///system too.
 *
 * A name that is defined (virDomainDefineXML) and shut off means that domain: the
 * process is it from now on, with its uuid and the limits of its definition, and
 * when it has ended the domain is shut off again. Any other domain runs until its
 * last process ends; the next call that meets it then removes its group, and
 * it is VIR_ERR_NO_DOMAIN. Memory that the process had before stays
 * charged to the group it came from (kernel documentation, cgroup-v2.rst,
 * "Memory Ownership").
 *
 * Returns a domain for virDomainFree, or NULL with nothing changed:
 * VIR_ERR_INVALID_CONN; VIR_ERR_OPERATION_DENIED on a read-only connection;
 * VIR_ERR_INVALID_ARG for flags, a name or a pid that cannot be, and for a NULL
 * name of what is no QEMU;
 * VIR_ERR_OPERATION_FAILED when a running domain has the name, or the host
 * cannot give the min_guarantee of its definition; VIR_ERR_OPERATION_INVALID
 * when the process is a domain's already, or on qemu:/// no QEMU;
 * VIR_ERR_OPERATION_UNSUPPORTED on lxc:///; VIR_ERR_NO_SUPPORT on test:///; VIR_ERR_SYSTEM_ERROR
 * for what the kernel refuses, with ESRCH in int1 when there is no such process.
 *
 * # Safety
 * `name` is NULL or ends with a NUL.
 */
virDomainPtr virMemctlDomainAttach(virConnectPtr conn,
                                   int pid,
                                   const char *name,
                                   unsigned int flags);

/**
 * Suggests a hard limit that a running domain can live with: one that does not
 * have the kernel kill its guest for the memory that the VMM needs besides. Not
 * among libvirt's functions. Nothing is changed.
 *
 * `kib` gets the limit, for VIR_DOMAIN_MEMORY_HARD_LIMIT. `flags` is 0. It may be
 * called again at any time; measured when the guest has done its usual work, it is
 * better than just after its start.
 *
 * For a virtual machine that QEMU runs, libvirt's or attached, the sum, in whole
 * MiB, of
 *
 * - the guest's memory, all of it: its definition's, or what `-m`, memory backends
 *   and memory devices of the command line make together (qemu(1));
 * - page tables for all of it: 8 bytes for each page of 4 KiB, under KVM three
 *   times that (kernel documentation, mm/page_tables.rst, virt/kvm/x86/mmu.rst);
 * - memory of graphics devices and what is shared with others (ivshmem), whole, by
 *   the command line or its defaults;
 * - for each qcow2 image 32 MiB, the most that its cache takes (QEMU's
 *   docs/qcow2-cache.txt);
 * - what QEMU and its helpers use now beside these, in memory or in swap:
 *   /proc/PID/smaps without the mappings of just these lengths (kernel
 *   documentation, filesystems/proc.rst). QEMU's translation buffer, which is
 *   there without KVM alone, counts whole, as it fills in time;
 * - what the kernel keeps for them now: memory.kmem.usage_in_bytes on cgroup v1;
 *   `kernel` of memory.stat on v2, or its parts; at least their page tables and
 *   16 KiB a thread;
 * - a margin, for threads and buffers of input and output, for the growth of QEMU's
 *   own memory and for a migration: 5 % of all that, at least 64 MiB.
 *
 * It is never less than what the group has in use now without page cache, and the
 * margin. Memory in huge pages counts as other memory, although the kernel may not
 * charge it to the group.
 *
 * For what is no QEMU it is the most that the group has had in use so far, page cache
 * included (memory.max_usage_in_bytes, memory.peak; before Linux 5.19 on v2 what it
 * has now), or what its processes use now, if that is more; and the margin.
 *
 * Returns 0, or -1 with `kib` as it was: VIR_ERR_INVALID_DOMAIN;
 * VIR_ERR_INVALID_ARG for unknown flags, and when `kib` is NULL; VIR_ERR_NO_DOMAIN
 * when the domain has gone; VIR_ERR_OPERATION_INVALID when it does not run, as
 * there is nothing to measure; VIR_ERR_NO_SUPPORT on test:///; VIR_ERR_SYSTEM_ERROR
 * for what the kernel does not let the caller read: of a process of another user, in
 * general, its mappings (EACCES in int1).
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

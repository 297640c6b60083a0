//! The disks of a QEMU, as its answers to query-block and query-blockstats tell of them: QEMU's
//! qapi/block-core.json.

use crate::model::statistics::{BlockStats, BlockTimes};
use serde_json::Value;

/// A disk, as its monitor tells of it.
#[derive(Debug, PartialEq, Eq)]
pub struct VmDisk {
    /// The drive's id or, without one, that of its device.
    pub name: String,
    /// The image's file or the block device; empty of a drive without a medium.
    pub path: String,
    /// The guest's requests since the virtual machine began.
    pub stats: BlockStats,
    /// How long they took, and the flushes.
    pub times: BlockTimes,
}

/// The part of a virtio device's path that is the same for all of them.
const BACKEND: &str = "/virtio-backend";

/// The disks that have counters, from the answers to query-block and query-blockstats.
pub fn told(disks: &Value, stats: &Value) -> Vec<VmDisk> {
    let all = |answer: &'_ Value| answer.as_array().cloned().unwrap_or_default();
    let stats = all(stats);
    let disk = |disk: &Value| {
        let counted = stats.iter().find(|one| is_same(disk, one))?.get("stats")?;
        Some(VmDisk {
            name: name(disk),
            path: path(disk),
            stats: counters(counted),
            times: times(counted),
        })
    };
    all(disks).iter().filter_map(disk).collect()
}

/// Whether two answers are about the same disk: a drive of -blockdev has no id of its own.
fn is_same(disk: &Value, counted: &Value) -> bool {
    let same = |member| {
        Some(text(disk, member) == text(counted, member)).filter(|_| !text(disk, member).is_empty())
    };
    same("qdev").or_else(|| same("device")).unwrap_or(false)
}

fn name(disk: &Value) -> String {
    let device = text(disk, "qdev");
    let device = device.strip_suffix(BACKEND).unwrap_or(device);
    let names = [text(disk, "device"), device.rsplit('/').next().unwrap_or(device)];
    plain(names.into_iter().find(|name| !name.is_empty()).unwrap_or_default())
}

fn path(disk: &Value) -> String {
    let Some(inserted) = disk.get("inserted") else { return String::new() };
    let image = inserted.get("image").map(|image| text(image, "filename")).unwrap_or_default();
    plain(if image.is_empty() { text(inserted, "file") } else { image })
}

fn counters(told: &Value) -> BlockStats {
    BlockStats {
        read_requests: number(told, "rd_operations"),
        read_bytes: number(told, "rd_bytes"),
        write_requests: number(told, "wr_operations"),
        write_bytes: number(told, "wr_bytes"),
        errors: BlockStats::UNKNOWN,
    }
}

fn times(told: &Value) -> BlockTimes {
    BlockTimes {
        read: number(told, "rd_total_time_ns"),
        write: number(told, "wr_total_time_ns"),
        flush_requests: number(told, "flush_operations"),
        flush: number(told, "flush_total_time_ns"),
    }
}

fn number(told: &Value, member: &str) -> i64 {
    told.get(member).and_then(Value::as_i64).filter(|n| *n >= 0).unwrap_or(BlockStats::UNKNOWN)
}

fn text<'v>(told: &'v Value, member: &str) -> &'v str {
    told.get(member).and_then(Value::as_str).unwrap_or_default()
}

fn plain(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(disks: &str, stats: &str) -> Vec<(String, String, i64, i64)> {
        let value = |text| serde_json::from_str(text).unwrap();
        let all = told(&value(disks), &value(stats)).into_iter();
        all.map(|disk| (disk.name, disk.path, disk.stats.read_requests, disk.times.flush)).collect()
    }

    #[test]
    fn disks_are_joined_by_device_then_by_id() {
        let disks = r#"[
            {"device":"","qdev":"/machine/peripheral/virtio-disk0/virtio-backend",
             "inserted":{"file":"json:{}","image":{"filename":"/a.img"}}},
            {"device":"ide0-hd0","qdev":"/machine/unattached/device[18]","inserted":{"file":"/b"}},
            {"device":"floppy0"}, {"device":"gone"}, {"device":""}, 7]"#;
        let stats = r#"[
            {"device":"","stats":{"rd_operations":9}},
            {"device":"floppy0","stats":{"rd_operations":-1}},
            {"device":"ide0-hd0","qdev":"/machine/unattached/device[18]",
             "stats":{"rd_operations":2,"flush_total_time_ns":5}},
            {"device":"","qdev":"/machine/peripheral/virtio-disk0/virtio-backend",
             "stats":{"rd_operations":1,"flush_total_time_ns":4}}]"#;
        let disk =
            |name: &str, path: &str, reads, flush| (name.to_owned(), path.to_owned(), reads, flush);
        let expected = [
            disk("virtio-disk0", "/a.img", 1, 4),
            disk("ide0-hd0", "/b", 2, 5),
            disk("floppy0", "", -1, -1),
        ];
        assert_eq!(parsed(disks, stats), expected);
        assert_eq!(parsed("{}", "7"), []);
    }
}

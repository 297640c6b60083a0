//! The QMP monitors that a command line names.

use super::properties::Properties;

/// A monitor that speaks QMP.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QmpMonitor {
    /// The id of its character device; none for `-qmp unix:PATH`.
    pub id: Option<String>,
    /// The path of the socket that QEMU listens at, as QEMU sees it; none for any other channel.
    pub path: Option<String>,
}

/// The options that make monitors.
#[derive(Default)]
pub struct Monitors {
    found: Vec<QmpMonitor>,
    devices: Vec<Properties>,
}

impl Monitors {
    /// `-qmp`
    pub fn qmp(&mut self, value: &str) {
        let (kind, rest) = value.split_once(':').unwrap_or((value, ""));
        let monitor = match kind {
            "chardev" => QmpMonitor { id: Some(rest.to_owned()), path: None },
            "unix" => QmpMonitor { id: None, path: path_of(&Properties::parse(rest, "path")) },
            _ => QmpMonitor { id: None, path: None },
        };
        self.found.push(monitor);
    }

    /// `-mon`
    pub fn mon(&mut self, properties: &Properties) {
        if let ("control", Some(id)) =
            (properties.get("mode").unwrap_or_default(), properties.get("chardev"))
        {
            self.found.push(QmpMonitor { id: Some(id.to_owned()), path: None });
        }
    }

    /// `-chardev`
    pub fn device(&mut self, properties: Properties) {
        self.devices.push(properties);
    }

    /// All of them.
    pub fn finish(self) -> Vec<QmpMonitor> {
        let with_path = |mut monitor: QmpMonitor| {
            let is_its = |device: &&Properties| device.get("id") == monitor.id.as_deref();
            let device = self.devices.iter().find(is_its).filter(|_| monitor.id.is_some());
            monitor.path = device.and_then(path_of).or(monitor.path);
            monitor
        };
        self.found.into_iter().map(with_path).collect()
    }
}

/// The path of a socket that QEMU listens at.
fn path_of(socket: &Properties) -> Option<String> {
    let listens = matches!(socket.get("server"), Some("on" | "yes" | "true" | "y"));
    let is_file = !matches!(socket.get("abstract"), Some("on" | "yes" | "true" | "y"));
    let path = socket.get("path").filter(|path| listens && is_file && !path.is_empty());
    path.map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::super::{CommandLine, Program};

    fn monitors(line: &str) -> Vec<(Option<String>, Option<String>)> {
        let arguments: Vec<String> = line.split(' ').map(str::to_owned).collect();
        let line = CommandLine::parse(Program { arguments: &arguments, executable: None });
        line.monitors.into_iter().map(|monitor| (monitor.id, monitor.path)).collect()
    }

    fn pair(id: &str, path: &str) -> (Option<String>, Option<String>) {
        let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        (text(id), text(path))
    }

    #[test]
    fn each_form() {
        let forms = [
            ("-qmp unix:/a,server=on,wait=off", pair("", "/a")),
            ("-qmp unix:a,,b,server,nowait", pair("", "a,b")),
            ("-qmp-pretty unix:/a,server", pair("", "/a")),
            ("-chardev socket,id=m,path=/a,server=on -mon chardev=m,mode=control", pair("m", "/a")),
            ("-mon m,mode=control -chardev socket,path=/a,server,id=m", pair("m", "/a")),
            ("-qmp chardev:m -chardev socket,path=/a,server,id=m", pair("m", "/a")),
            // Handed over as an open file, as libvirt does.
            ("-chardev socket,id=m,fd=5,server=on -mon chardev=m,mode=control", pair("m", "")),
            // A client of somebody else's, and other channels.
            ("-qmp unix:/a", pair("", "")),
            ("-qmp unix:/a,server=off", pair("", "")),
            ("-qmp unix:a,server,abstract=on", pair("", "")),
            ("-qmp tcp:localhost:4444,server", pair("", "")),
            ("-qmp stdio", pair("", "")),
            ("-mon chardev=m,mode=control", pair("m", "")),
        ];
        for (line, expected) in forms {
            assert_eq!(monitors(&format!("qemu {line}")), [expected], "{line}");
        }
    }

    #[test]
    fn monitors_for_people() {
        for line in
            ["-monitor unix:/a,server", "-mon chardev=m -chardev socket,id=m,path=/a,server"]
        {
            assert_eq!(monitors(&format!("qemu {line}")), []);
        }
    }
}

//! Writes the first inputs of each target below a directory: those of fuzz/seeds, and what the
//! project's own tests have of the kind.

use fuzz::{arguments, documents, literals};
use std::path::Path;

/// Documents of more bytes are taken apart.
const LARGE: usize = 2000;

fn main() {
    let top = std::env::args().nth(1).expect("a directory");
    let write = |target: &str, number: usize, content: &[u8]| {
        let folder = Path::new(&top).join(target);
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join(format!("seed-{number}")), content).unwrap();
    };
    let (large, mut small): (Vec<String>, Vec<String>) =
        documents::seeds().into_iter().partition(|document| document.len() > LARGE);
    small.extend(large.iter().flat_map(|document| documents::pieces(document)));
    for (number, document) in small.iter().enumerate() {
        write("documents", number, document.as_bytes());
        write("metadata", number, document.as_bytes());
        let status = format!("<domstatus state='running' pid='7'>{document}</domstatus>");
        write("state_files", 2 * number, status.as_bytes());
        let own = document.replace("type='test'", "type='cgroup'");
        write("state_files", 2 * number + 1, own.as_bytes());
    }
    for (number, packet) in virmemctl::fuzzing::packets::all().iter().enumerate() {
        write("packets", number, &[&[number as u8, (number >> 8) as u8], &packet[..]].concat());
    }
    for (number, line) in arguments::seeds().iter().enumerate() {
        write("command_lines", number, line);
    }
    for (number, file) in literals::files("fuzz/seeds").into_iter().enumerate() {
        let folder = file.parent().and_then(Path::file_name).unwrap().to_str().unwrap();
        if folder != "documents" {
            write(folder, 1_000_000 + number, &std::fs::read(&file).unwrap());
        }
    }
}

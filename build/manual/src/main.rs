//! Writes the manual pages of the functions that libvirt does not have, and their list, to the
//! folder that is named as the argument: from the header, and from docs/man/libvirmemctl.3.

#![allow(missing_docs)]

mod header;
mod page;

use header::Function;
use std::error::Error;
use std::path::Path;

/// What names of functions of our own begin with.
const OWN: &str = "virMemctl";

/// The line of the overview that the list of functions replaces.
const LIST: &str = ".\\\" functions\n";

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args_os().nth(1).ok_or("usage: virmemctl-manual FOLDER")?;
    let folder = Path::new(&folder);
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let header = std::fs::read_to_string(project.join("include/virmemctl.h"))?;
    let overview = std::fs::read_to_string(project.join("docs/man/libvirmemctl.3"))?;
    let functions = header::functions(&header, OWN)?;

    let mut dates = overview.lines().filter_map(|line| line.strip_prefix(".Dd "));
    let date = dates.next().ok_or("docs/man/libvirmemctl.3 has no date")?;
    for function in &functions {
        let file = folder.join(format!("{}.3", function.name));
        std::fs::write(file, page::page(function, date))?;
    }
    if !overview.contains(LIST) {
        return Err("docs/man/libvirmemctl.3 has no place for the list of functions".into());
    }
    std::fs::write(folder.join("libvirmemctl.3"), overview.replace(LIST, &list(&functions)))?;
    Ok(())
}

fn list(functions: &[Function]) -> String {
    let item =
        |function: &Function| format!(".It Xr {} 3\n{}\n", function.name, page::summary(function));
    let items: String = functions.iter().map(item).collect();
    format!(".Bl -tag -width Ds\n{items}.El\n")
}

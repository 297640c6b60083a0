//! Generates the C header from the documented functions and types in src.

#[allow(dead_code, reason = "the build script uses the rest")]
#[path = "../../abi.rs"]
mod abi;

use std::error::Error;
use std::path::Path;

/// The folder whose string constants become macros; cbindgen omits them.
const CONSTANTS: &str = "src/model/constants";

/// The header of the project in this folder: what include/virmemctl.h is to be. Functions
/// for the small libraries are omitted.
pub fn generate(project: &Path) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut config = cbindgen::Config::from_file(project.join("cbindgen.toml"))?;
    let texts = text_macros(&all_sources(&project.join(CONSTANTS))?);
    config.after_includes = Some(config.after_includes.unwrap_or_default() + &texts);

    let private = abi::private_symbols(&abi::small_libraries(project)?);
    config.export.exclude.extend(private.into_iter().map(|symbol| symbol.name));

    let mut header = Vec::new();
    cbindgen::generate_with_config(project, config)?.write(&mut header);
    Ok(requirements(&String::from_utf8(header)?).into_bytes())
}

/// Rust's sections on safety in words for C: what the caller has to keep to, and nothing where
/// that is nothing.
fn requirements(header: &str) -> String {
    let mut lines = Vec::new();
    let mut rest = header.lines().peekable();
    while let Some(line) = rest.next() {
        if line.trim() != "* # Safety" {
            lines.push(line.to_owned());
            continue;
        }
        if rest.peek().is_none_or(|next| !next.contains("* No requirement")) {
            lines.push(line.replace("# Safety", "The caller has to keep to this:"));
            continue;
        }
        // The blank line before, and the paragraph.
        lines.pop();
        while rest.next_if(|next| !matches!(next.trim(), "*" | "*/")).is_some() {}
    }
    lines.join("\n") + "\n"
}

/// The concatenated files of a folder, sorted by name.
fn all_sources(folder: &Path) -> Result<String, Box<dyn Error>> {
    let entries: Result<Vec<_>, _> = std::fs::read_dir(folder)?.collect();
    let mut paths: Vec<_> = entries?.into_iter().map(|entry| entry.path()).collect();
    paths.sort();
    let sources: Result<Vec<String>, _> = paths.iter().map(std::fs::read_to_string).collect();
    Ok(sources?.concat())
}

/// A macro for each `pub const NAME: &str = "text";`, with its documentation.
fn text_macros(source: &str) -> String {
    // rustfmt puts the text of a long name on a separate line.
    let source = source.replace("&str =\n    \"", "&str = \"");
    let mut macros = String::new();
    let mut documentation = Vec::new();
    for line in source.lines() {
        if let Some(text) = line.strip_prefix("///") {
            documentation.push(text.trim());
            continue;
        }
        let constant =
            line.strip_prefix("pub const ").and_then(|rest| rest.split_once(": &str = "));
        if let Some((name, text)) = constant {
            let text = text.trim_end_matches(';');
            let documentation = documentation.join(" ");
            macros.push_str(&format!("\n/** {documentation} */\n#define {name} {text}\n"));
        }
        documentation.clear();
    }
    macros
}

//! The hardware of a test host.

use super::error::xml_error;
use crate::model::capabilities::{Capabilities, Cell, Cpu, GuestKind, Processor};
use crate::model::node::{NodeInfo, SecurityModel};
use crate::model::units::Kib;
use crate::model::{Error, Result, virErrorDomain, virErrorNumber};
use crate::xml::size::parse_number;
use crate::xml::tree::Element;

const ARCH: &str = "i686";
const CPUS_OF_A_CELL: u32 = 8;
/// The huge page sizes, in KiB.
const LARGE_PAGES: [u32; 2] = [2048, 1_048_576];
/// The memory of the default host's cells and their page sizes, in KiB.
const CELLS: [(u64, u32); 2] = [(2_097_152, 4), (4_194_304, 8)];
/// The maximum length of the model's name: 32 bytes with a NUL.
const MAX_MODEL: usize = 31;

/// The hardware of a test host.
pub struct Hardware {
    /// The host's node information.
    pub info: NodeInfo,
    /// Its NUMA cells; a host read from a file has none.
    pub cells: Vec<Cell>,
}

impl Default for Hardware {
    fn default() -> Self {
        let info = NodeInfo {
            model: ARCH.to_owned(),
            memory: Kib(3_145_728),
            cpus: 16,
            mhz: 1400,
            nodes: 2,
            sockets: 2,
            cores: 2,
            threads: 2,
        };
        Self { info, cells: Vec::new() }
    }
}

impl Hardware {
    /// The hardware of test:///default.
    pub fn with_default_cells() -> Self {
        let numbered = (0..).zip(CELLS);
        let cells = numbered.map(|(number, (memory, page))| cell(number, memory, page)).collect();
        Self { cells, ..Self::default() }
    }

    /// Reads the hardware from a `<node>`; the defaults are those of the default host.
    pub fn read(node: &Element) -> Result<Self> {
        let mut info = Self::default().info;
        let mut active = None;
        if let Some(cpu) = plain(node, "cpu") {
            for (name, place) in [
                ("nodes", &mut info.nodes),
                ("sockets", &mut info.sockets),
                ("cores", &mut info.cores),
                ("threads", &mut info.threads),
                ("mhz", &mut info.mhz),
            ] {
                *place = number(cpu, name)?.unwrap_or(*place);
            }
            active = number(cpu, "active")?;
            info.model = model(cpu)?.unwrap_or(info.model);
        }
        let all = info.possible_cpus();
        info.cpus = active.unwrap_or(all).min(all);
        if let Some(memory) = plain(node, "memory").and_then(text) {
            info.memory = Kib(read_number("memory", &memory)?);
        }
        Ok(Self { info, cells: Vec::new() })
    }

    /// The capabilities of the host and its guests.
    pub fn capabilities(&self, security: SecurityModel) -> Capabilities {
        Capabilities {
            uuid: None,
            arch: ARCH.to_owned(),
            processor: Processor::default(),
            features: features(),
            page_sizes: CELLS.map(|(_, page)| page).into_iter().chain(LARGE_PAGES).collect(),
            cells: self.cells.clone(),
            security: Some(security),
            guests: ["hvm", "xen"].map(guest).into(),
            tuning: None,
        }
    }
}

fn cell(number: u32, memory: u64, page: u32) -> Cell {
    let large = LARGE_PAGES.map(|size| (size, 0));
    let cpus = (0..CPUS_OF_A_CELL).map(|core| {
        let id = number * CPUS_OF_A_CELL + core;
        Cpu { id, socket: number, die: 0, core, siblings: id.to_string() }
    });
    let pages = std::iter::once((page, memory / u64::from(page))).chain(large).collect();
    Cell { id: number, memory, pages, distances: Vec::new(), cpus: cpus.collect() }
}

fn guest(os: &str) -> GuestKind {
    GuestKind {
        os: os.to_owned(),
        arch: ARCH.to_owned(),
        word_size: 32,
        emulator: Some("/usr/bin/test-hv".to_owned()),
        domain: "test".to_owned(),
        features: features(),
    }
}

fn features() -> Vec<String> {
    ["pae", "nonpae"].map(str::to_owned).into()
}

/// The first child element of that name without a namespace prefix.
fn plain<'n>(node: &'n Element, name: &str) -> Option<&'n Element> {
    node.elements().find(|element| element.name == name && element.attribute("xmlns").is_none())
}

/// The text of an element; an empty one counts as missing.
fn text(element: &Element) -> Option<String> {
    Some(element.text()).filter(|text| !text.is_empty())
}

/// Parses the number in the element of that name.
fn read_number(name: &str, text: &str) -> Result<u64> {
    parse_number(text)
        .ok_or_else(|| xml_error(format!("<{name}> holds '{text}', expected a number")))
}

fn number(cpu: &Element, name: &str) -> Result<Option<u32>> {
    let Some(text) = plain(cpu, name).and_then(text) else {
        return Ok(None);
    };
    let number = read_number(name, &text)?;
    let number = u32::try_from(number)
        .map_err(|_| xml_error(format!("<{name}> holds '{text}', expected a number below 2^32")))?;
    Ok(Some(number))
}

fn model(cpu: &Element) -> Result<Option<String>> {
    let model = plain(cpu, "model").and_then(text);
    match model {
        Some(long) if long.len() > MAX_MODEL => Err(Error::new(
            virErrorDomain::VIR_FROM_TEST,
            virErrorNumber::VIR_ERR_INTERNAL_ERROR,
            format!("<model> holds '{long}', expected at most {MAX_MODEL} bytes"),
        )),
        model => Ok(model),
    }
}

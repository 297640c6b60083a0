//! `<iothreads>` and `<iothreadids>`: threads for disks' input and output.

use super::fault;
use super::value::{filled, take_content, take_number, take_positive, with_attributes};
use crate::model::Result;
use crate::xml::tree::Element;

/// A thread for input and output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IoThread {
    /// Its number.
    pub id: u32,
    /// The least and the most of its workers, where it is said.
    pub pool: [Option<u32>; 2],
    /// Whether its number was made up.
    pub automatic: bool,
}

const POOL: [&str; 2] = ["thread_pool_min", "thread_pool_max"];

impl IoThread {
    /// The thread of that number.
    pub fn new(id: u32) -> Self {
        Self { id, pool: [None; 2], automatic: false }
    }

    fn read(element: &mut Element) -> Result<Self> {
        let id = take_positive(element, "id")?;
        let mut pool = [None; 2];
        for (place, name) in pool.iter_mut().zip(POOL) {
            *place = take_number(element, name)?;
        }
        Ok(Self { id, pool, automatic: false })
    }

    fn to_element(&self) -> Element {
        let pool = POOL.iter().zip(self.pool);
        let pool = pool.map(|(name, workers)| (*name, workers.map(|workers| workers.to_string())));
        let id = ("id", Some(self.id.to_string()));
        with_attributes("iothread", [id].into_iter().chain(pool))
    }
}

/// No domain has more, so that a number in a document cannot ask for any amount
/// of memory.
const MOST: usize = 65_536;

/// Takes the threads out of a domain. Those that are counted and have no number
/// get the lowest numbers that are free.
pub fn take(domain: &mut Element) -> Result<Vec<IoThread>> {
    let count: Option<u32> = take_content(domain, "iothreads")?;
    let given = domain.part("iothreadids", |element| {
        let elements = element.take_all("iothread");
        elements.into_iter().map(|mut element| IoThread::read(&mut element)).collect()
    });
    let mut threads: Vec<IoThread> = given?;
    let count = count.and_then(|count| usize::try_from(count).ok()).unwrap_or(0);
    if count > MOST {
        return Err(fault(format!("<iothreads> holds '{count}', expected at most {MOST}")));
    }
    let mut seen = std::collections::BTreeSet::new();
    if let Some(twice) = threads.iter().find(|thread| !seen.insert(thread.id)) {
        return Err(fault(format!("<iothreadids> has iothread '{}' twice", twice.id)));
    }
    let free = (1..).filter(|id| !seen.contains(id)).take(count.saturating_sub(threads.len()));
    threads.extend(free.map(|id| IoThread { automatic: true, ..IoThread::new(id) }));
    Ok(threads)
}

/// The elements that say it: the numbers too where one was not made up.
pub fn to_elements(threads: &[IoThread]) -> impl Iterator<Item = Element> + use<> {
    let said = threads.iter().any(|thread| !thread.automatic || thread.pool != [None; 2]);
    let ids = threads.iter().filter(|_| said).map(IoThread::to_element);
    let count =
        (!threads.is_empty()).then(|| Element::with_text("iothreads", threads.len().to_string()));
    [count, filled("iothreadids", ids)].into_iter().flatten()
}

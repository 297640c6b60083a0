//! `<iothreads>` and `<iothreadids>`: I/O threads of disks.

use super::value::{bad, filled, take_content, take_positive, with_attributes};
use super::{fault, unsupported};
use crate::model::Result;
use crate::model::number::signed;
use crate::xml::tree::Element;

/// An I/O thread.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IoThread {
    /// Its id.
    pub id: u32,
    /// The minimum and maximum number of its worker threads, if given.
    pub pool: [Option<u32>; 2],
    /// Whether its id was assigned automatically.
    pub automatic: bool,
}

const POOL: [&str; 2] = ["thread_pool_min", "thread_pool_max"];

impl IoThread {
    /// The thread with that id.
    pub fn new(id: u32) -> Self {
        Self { id, pool: [None; 2], automatic: false }
    }

    fn read(element: &mut Element) -> Result<Self> {
        let id = take_positive(element, "id")?;
        let mut pool = [None; 2];
        for (place, name) in pool.iter_mut().zip(POOL) {
            *place = take_workers(element, name)?;
        }
        check_pool(pool)?;
        Ok(Self { id, pool, automatic: false })
    }

    fn to_element(&self) -> Element {
        let pool = POOL.iter().zip(self.pool);
        let pool = pool.map(|(name, workers)| (*name, workers.map(|workers| workers.to_string())));
        let id = ("id", Some(self.id.to_string()));
        with_attributes("iothread", [id].into_iter().chain(pool))
    }
}

/// libvirt stores the number of workers as a signed integer.
fn take_workers(element: &mut Element, name: &str) -> Result<Option<u32>> {
    let Some(text) = element.take_attribute(name) else { return Ok(None) };
    match signed(&text, 10).map(i32::try_from).map(|workers| workers.map(u32::try_from)) {
        Some(Ok(Ok(workers))) => Ok(Some(workers)),
        _ => Err(bad(element, name, &text, "a number of 31 bits")),
    }
}

fn check_pool([least, most]: [Option<u32>; 2]) -> Result<()> {
    match (least, most) {
        (_, Some(0)) => unsupported("thread_pool_max is 0, expected more"),
        (Some(least), most) if most.is_none_or(|most| least > most) && least > 0 => unsupported(
            format!("thread_pool_min is {least}, expected at most what thread_pool_max is"),
        ),
        _ => Ok(()),
    }
}

/// Refuses an invalid `<defaultiothread>`.
pub fn check_default(domain: &Element) -> Result<()> {
    let Some(mut element) = domain.child("defaultiothread").cloned() else { return Ok(()) };
    let [least, most] = POOL.map(|name| take_workers(&mut element, name));
    check_pool([least?, most?])
}

/// Upper bound of the number of threads, so that a document cannot request an arbitrary
/// amount of memory.
const MOST: usize = 65_536;

/// Removes the I/O threads from a domain and parses them. Threads without an id get the
/// lowest free ids.
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
    let mut seen = crate::sorting::Seen::default();
    if let Some(duplicate) = threads.iter().find(|thread| !seen.add(thread.id)) {
        return Err(fault(format!("<iothreadids> has iothread '{}' twice", duplicate.id)));
    }
    let free = (1..).filter(|id| !seen.has(id)).take(count.saturating_sub(threads.len()));
    threads.extend(free.map(|id| IoThread { automatic: true, ..IoThread::new(id) }));
    Ok(threads)
}

/// The elements; without ids if all were assigned automatically and no pool is given.
pub fn to_elements(threads: &[IoThread]) -> impl Iterator<Item = Element> + use<> {
    let explicit = threads.iter().any(|thread| !thread.automatic || thread.pool != [None; 2]);
    let ids = threads.iter().filter(|_| explicit).map(IoThread::to_element);
    let count =
        (!threads.is_empty()).then(|| Element::with_text("iothreads", threads.len().to_string()));
    [count, filled("iothreadids", ids)].into_iter().flatten()
}

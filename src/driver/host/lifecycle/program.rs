//! The program of a domain: from its definition to what can be started.

use crate::driver::host::cgroup::hierarchy::Host;
use crate::driver::host::error;
use crate::driver::host::error::Failed;
use crate::driver::host::paths::Paths;
use crate::model::units::Kib;
use crate::model::{Error, Result, virErrorNumber};
use crate::sys::spawn::{Failure, Ids, Program, Step};
use crate::sys::users::{self, User};
use crate::sys::{Dir, Errno, SysResult};
use crate::xml::definition::Definition;
use crate::xml::tree::Element;
use std::ffi::CString;
use std::os::fd::OwnedFd;

/// The PATH of a domain's program.
const PATH: &str = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/// The working directory of a program whose definition names none, and its HOME.
const DIR: &str = "/";

/// The program of a definition.
///
/// Errors: VIR_ERR_XML_ERROR for an invalid one, VIR_ERR_CONFIG_UNSUPPORTED for a
/// user or a group that this system does not know.
pub fn read(definition: &Definition) -> Result<Program> {
    let none = Element::new("os");
    let os = definition.rest.child("os").unwrap_or(&none);
    let text = |name: &str| os.child(name).map(Element::text).filter(|text| !text.is_empty());
    let path = absolute("init", text("init").unwrap_or_default())?;
    let dir = absolute("initdir", text("initdir").unwrap_or_else(|| DIR.to_owned()))?;
    let rights = rights(text("inituser"), text("initgroup"))?;
    let home = rights.as_ref().and_then(|rights| rights.home.clone());
    let mut arguments = vec![path.clone()];
    for argument in children(os, "initarg") {
        arguments.push(c_text("initarg", argument.text())?);
    }
    Ok(Program {
        path,
        arguments,
        environment: environment(definition, os, home)?,
        dir,
        ids: rights.map(|rights| rights.ids),
    })
}

/// The size from which on a log is put aside when its domain starts.
const LOG_MAX: u64 = 1 << 20;

/// The suffixes of logs that were put aside, the youngest first.
const OLDER: [&str; 3] = ["", ".1", ".2"];

/// Opens the log file of a domain's program, to append to it. A large one is put aside,
/// and the oldest one removed.
pub fn output(host: &Host, paths: &Paths, name: &str) -> Result<OwnedFd> {
    let file = format!("{name}.log");
    let open = |dir: Dir| {
        if dir.file_size(&file).is_ok_and(|(length, _)| length > LOG_MAX) {
            put_aside(&dir, &file)?;
        }
        dir.append_file(&file)
    };
    let opened = host.root.make_path(&paths.logs).and_then(open);
    opened.during(format_args!("open /{}/{file} to write", paths.logs))
}

fn put_aside(dir: &Dir, file: &str) -> SysResult<()> {
    for pair in OLDER.windows(2).rev() {
        let [younger, older] = pair else { continue };
        match dir.rename(&format!("{file}{younger}"), &format!("{file}{older}")) {
            Err(Errno::NOENT) => {}
            renamed => renamed?,
        }
    }
    Ok(())
}

/// Removes the logs of a domain.
pub fn remove_output(host: &Host, paths: &Paths, name: &str) -> Result<()> {
    let remove = |dir: Dir| {
        OLDER.iter().try_for_each(|suffix| match dir.remove_file(&format!("{name}.log{suffix}")) {
            Err(Errno::NOENT) => Ok(()),
            removed => removed,
        })
    };
    match host.root.sub(&paths.logs).and_then(remove) {
        Err(Errno::NOENT) => Ok(()),
        removed => removed.during(format_args!("remove /{}/{name}.log", paths.logs)),
    }
}

/// Whether that file exists.
pub fn has_output(host: &Host, paths: &Paths, name: &str) -> bool {
    host.root.sub(&paths.logs).is_ok_and(|dir| dir.has(&format!("{name}.log")))
}

/// Removes that file if it is empty.
pub fn discard_output(host: &Host, paths: &Paths, name: &str) {
    let file = format!("{name}.log");
    let _ = host.root.sub(&paths.logs).and_then(|dir| {
        let is_empty = dir.read(&file, &mut [0])?.is_empty();
        if is_empty { dir.remove_file(&file) } else { Ok(()) }
    });
}

/// The error of a program that was not started, in a domain with that limit.
pub fn error(failure: Failure, program: &Program, hard_limit: Option<Kib>) -> Error {
    let path = program.path.to_string_lossy();
    let limit = hard_limit.filter(|limit| !limit.is_unlimited());
    let what = match failure.step {
        Step::Clone => format!("make a process for {path}"),
        Step::Join => format!("move {path} into its group"),
        Step::Files => format!("set up the open files of {path}"),
        Step::Ids => format!("set the user and groups of {path}"),
        Step::Directory => {
            format!("start {path} in directory '{}'", program.dir.to_string_lossy())
        }
        Step::Begin => format!("start {path}"),
        Step::Stay => {
            let within = limit.map(|limit| format!(" within hard_limit, {limit}"));
            return error::refused(
                virErrorNumber::VIR_ERR_OPERATION_FAILED,
                format!("{path} was killed before it started{}", within.unwrap_or_default()),
            );
        }
    };
    if failure.errno == Errno::TIMEDOUT {
        let detail = format!("cannot {what}: it took too long");
        return error::refused(virErrorNumber::VIR_ERR_OPERATION_TIMEOUT, detail);
    }
    error::system(failure.errno, what)
}

fn children<'e>(os: &'e Element, name: &str) -> impl Iterator<Item = &'e Element> {
    os.elements().filter(move |child| child.name == name)
}

fn fault(detail: String) -> Error {
    error::refused(virErrorNumber::VIR_ERR_XML_ERROR, detail)
}

fn absolute(element: &str, path: String) -> Result<CString> {
    if path.starts_with('/') {
        return c_text(element, path);
    }
    Err(fault(format!("<{element}> holds '{path}', expected an absolute path")))
}

fn c_text(element: &str, text: String) -> Result<CString> {
    CString::new(text).map_err(|_| fault(format!("<{element}> holds a NUL")))
}

/// The environment that every program has, with what its definition adds or changes.
fn environment(
    definition: &Definition,
    os: &Element,
    home: Option<String>,
) -> Result<Vec<CString>> {
    let uuid = definition.uuid.unwrap_or_default().to_string();
    let given = |name: &str, value: String| (name.to_owned(), value);
    let mut variables = vec![
        given("PATH", PATH.to_owned()),
        given("HOME", home.unwrap_or_else(|| DIR.to_owned())),
        given("VIRMEMCTL_NAME", definition.name.clone()),
        given("VIRMEMCTL_UUID", uuid),
    ];
    for variable in children(os, "initenv") {
        let name = variable.attribute("name").unwrap_or_default();
        if name.is_empty() || name.contains('=') {
            return Err(fault(format!("<initenv> has name='{name}', expected a variable's name")));
        }
        variables.retain(|(known, _)| known != name);
        variables.push(given(name, variable.text()));
    }
    let join = |(name, value): (String, String)| c_text("initenv", format!("{name}={value}"));
    variables.into_iter().map(join).collect()
}

/// A program's credentials.
#[derive(Debug)]
struct Rights {
    ids: Ids,
    home: Option<String>,
}

/// A user's, in the group that is given or else in the user's own; with a group alone,
/// the caller's in that group. The supplementary groups are the user's.
fn rights(user: Option<String>, group: Option<String>) -> Result<Option<Rights>> {
    let named = user.as_deref().map(find_user).transpose()?;
    let group = group.as_deref().map(find_group).transpose()?;
    let own = named.as_ref().and_then(|(_, entry)| entry.as_ref().map(|entry| entry.group));
    let group = match (&named, group.or(own)) {
        (None, None) => return Ok(None),
        (_, Some(group)) => group,
        (Some((id, _)), None) => {
            return Err(unknown(format!(
                "<inituser> is {id}, whom this system does not know; <initgroup> is to say in \
                 which group"
            )));
        }
    };
    let entry = named.as_ref().and_then(|(_, entry)| entry.as_ref());
    let groups = match entry {
        Some(entry) => users::groups_of(&entry.name, group),
        None => vec![group],
    };
    let home = entry.map(|entry| entry.home.to_string_lossy().into_owned());
    let ids = Ids { user: named.as_ref().map(|(id, _)| *id), group, groups };
    Ok(Some(Rights { ids, home: home.filter(|home| !home.is_empty()) }))
}

fn unknown(detail: String) -> Error {
    error::refused(virErrorNumber::VIR_ERR_CONFIG_UNSUPPORTED, detail)
}

/// A user's uid, and its passwd entry if there is one: by name, or by uid, where a
/// leading `+` marks what could be a name of digits.
fn find_user(text: &str) -> Result<(u32, Option<User>)> {
    let found =
        look_up("inituser", text, users::by_name, |id| users::by_id(id).map(|entry| (id, entry)))?;
    Ok(match found {
        Found::Name(entry) => (entry.id, Some(entry)),
        Found::Id(found) => found,
    })
}

fn find_group(text: &str) -> Result<u32> {
    match look_up("initgroup", text, users::group_by_name, Ok)? {
        Found::Name(id) | Found::Id(id) => Ok(id),
    }
}

enum Found<N, I> {
    Name(N),
    Id(I),
}

fn look_up<N, I>(
    element: &str,
    text: &str,
    by_name: impl Fn(&std::ffi::CStr) -> SysResult<Option<N>>,
    by_id: impl Fn(u32) -> SysResult<I>,
) -> Result<Found<N, I>> {
    let failed = |errno: Errno| error::system(errno, format_args!("look up <{element}> '{text}'"));
    let digits = text.strip_prefix('+');
    if digits.is_none() {
        let name = c_text(element, text.to_owned())?;
        if let Some(found) = by_name(&name).map_err(failed)? {
            return Ok(Found::Name(found));
        }
    }
    // The kernel means "no change" by the largest.
    match digits.unwrap_or(text).parse::<u32>() {
        Ok(id) if id < u32::MAX => by_id(id).map(Found::Id).map_err(failed),
        _ => Err(unknown(format!(
            "<{element}> is '{text}', expected a name that this system knows, or a number"
        ))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::virErrorDomain;
    use crate::xml::tree;

    fn program(os: &str) -> Result<Program> {
        let document = format!(
            "<domain type='cgroup'><name>n</name>\
             <uuid>00000000-0000-0000-0000-000000000001</uuid><memory>1</memory>\
             <os><type>exe</type>{os}</os></domain>"
        );
        let root = tree::parse(document.as_bytes(), virErrorDomain::VIR_FROM_DOMAIN)?;
        read(&Definition::read_unchecked(&root)?)
    }

    fn texts(texts: &[CString]) -> Vec<&str> {
        texts.iter().map(|text| text.to_str().unwrap()).collect()
    }

    #[test]
    fn all_of_it() {
        let program = program(
            "<init>/bin/a</init><initarg>b c</initarg><initarg/><initenv name='PATH'>/p</initenv>\
             <initenv name='X'>=1</initenv><initdir>/d</initdir>",
        );
        let program = program.unwrap();
        assert_eq!(texts(&program.arguments), ["/bin/a", "b c", ""]);
        assert_eq!(
            texts(&program.environment),
            [
                "HOME=/",
                "VIRMEMCTL_NAME=n",
                "VIRMEMCTL_UUID=00000000-0000-0000-0000-000000000001",
                "PATH=/p",
                "X==1"
            ]
        );
        assert_eq!((program.dir.to_str(), program.ids), (Ok("/d"), None));
    }

    #[test]
    fn whose_rights() {
        let ids = |os: &str| program(&format!("<init>/a</init>{os}")).map(|program| program.ids);
        let ids_of =
            |user, group, groups: &[u32]| Ok(Some(Ids { user, group, groups: groups.to_vec() }));
        let root = ids("<inituser>root</inituser>").unwrap().unwrap();
        assert_eq!((root.user, root.group), (Some(0), 0));
        assert_eq!(ids("<inituser>+0</inituser>").unwrap().unwrap(), root);
        assert_eq!(
            ids("<inituser>4000000123</inituser><initgroup>+7</initgroup>"),
            ids_of(Some(4_000_000_123), 7, &[7])
        );
        assert_eq!(ids("<initgroup>root</initgroup>"), ids_of(None, 0, &[0]));
        for os in [
            "<inituser>+4000000123</inituser>",
            "<inituser>no such user</inituser>",
            "<initgroup>4294967295</initgroup>",
            "<initgroup>-1</initgroup>",
        ] {
            let code = ids(os).unwrap_err().code();
            assert_eq!(code, virErrorNumber::VIR_ERR_CONFIG_UNSUPPORTED, "{os}");
        }
    }

    #[test]
    fn what_cannot_be() {
        for os in [
            "",
            "<init>a</init>",
            "<init>/a</init><initdir>d</initdir>",
            "<init>/a</init><initenv>x</initenv>",
            "<init>/a</init><initenv name='a=b'>x</initenv>",
        ] {
            let code = program(os).unwrap_err().code();
            assert_eq!(code, virErrorNumber::VIR_ERR_XML_ERROR, "{os}");
        }
    }
}

//! The users and groups of this system.

use super::{Errno, SysResult};
use libc::{c_char, c_int};
use std::ffi::{CStr, CString};
use std::ptr::null_mut;

/// A user's entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// The user's name.
    pub name: CString,
    /// The user's uid.
    pub id: u32,
    /// The user's primary group.
    pub group: u32,
    /// The user's home directory.
    pub home: CString,
}

/// The largest entry that is read.
const ENTRY_MAX: usize = 1 << 20;

/// The room for a user's groups at the first attempt.
const GROUPS_FIRST: c_int = 64;

/// The user of that name, if there is one.
pub fn by_name(name: &CStr) -> SysResult<Option<User>> {
    // SAFETY: the name ends with a NUL; `look_up` passes what the function needs.
    look_up(
        |entry, text, size, found| unsafe {
            libc::getpwnam_r(name.as_ptr(), entry, text, size, found)
        },
        user,
    )
}

/// The user of that uid, if there is one.
pub fn by_id(id: u32) -> SysResult<Option<User>> {
    // SAFETY: `look_up` passes what the function needs.
    look_up(
        |entry, text, size, found| unsafe { libc::getpwuid_r(id, entry, text, size, found) },
        user,
    )
}

/// The gid of the group of that name, if there is one.
pub fn group_by_name(name: &CStr) -> SysResult<Option<u32>> {
    // SAFETY: the name ends with a NUL; `look_up` passes what the function needs.
    look_up(
        |entry: *mut libc::group, text, size, found| unsafe {
            libc::getgrnam_r(name.as_ptr(), entry, text, size, found)
        },
        |entry| entry.gr_gid,
    )
}

/// All groups that a user is in, `group` among them.
pub fn groups_of(user: &CStr, group: u32) -> Vec<u32> {
    let mut count = GROUPS_FIRST;
    loop {
        let room = usize::try_from(count).unwrap_or(0);
        let mut groups = vec![0; room];
        // SAFETY: there is room for `count` of them.
        let result = unsafe {
            libc::getgrouplist(user.as_ptr(), group, groups.as_mut_ptr(), &raw mut count)
        };
        let wanted = usize::try_from(count).unwrap_or(0);
        if result >= 0 || wanted <= room {
            groups.truncate(wanted);
            return groups;
        }
    }
}

/// Calls a function that fills an entry, with as large a buffer as it needs.
fn look_up<E, T>(
    call: impl Fn(*mut E, *mut c_char, usize, *mut *mut E) -> c_int,
    take: impl Fn(&E) -> T,
) -> SysResult<Option<T>> {
    let mut text: Vec<c_char> = vec![0; 1024];
    loop {
        let mut entry = std::mem::MaybeUninit::<E>::uninit();
        let mut found = null_mut();
        let result = call(entry.as_mut_ptr(), text.as_mut_ptr(), text.len(), &raw mut found);
        match result {
            libc::EINTR => {}
            libc::ERANGE if text.len() < ENTRY_MAX => text.resize(text.len() * 2, 0),
            // Systems differ in how these functions report that there is none.
            0 | libc::ENOENT | libc::ESRCH => {
                // SAFETY: what was found is `entry`, with its texts in `text`; else NULL.
                return Ok(unsafe { found.as_ref() }.map(&take));
            }
            errno => return Err(Errno::from_raw_os_error(errno)),
        }
    }
}

fn user(entry: &libc::passwd) -> User {
    let text = |text: *const c_char| {
        // SAFETY: the texts of an entry that was found end with a NUL.
        if text.is_null() { CString::default() } else { unsafe { CStr::from_ptr(text) }.to_owned() }
    };
    User {
        name: text(entry.pw_name),
        id: entry.pw_uid,
        group: entry.pw_gid,
        home: text(entry.pw_dir),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn root_and_nobody_else() {
        let root = by_name(c"root").unwrap().unwrap();
        assert_eq!((root.id, root.group), (0, 0));
        assert_eq!(by_id(0).unwrap(), Some(root.clone()));
        assert_eq!(group_by_name(c"root").unwrap(), Some(0));
        assert!(groups_of(&root.name, root.group).contains(&0));
        assert_eq!(by_name(c"no such user").unwrap(), None);
        assert_eq!(by_id(4_000_000_123).unwrap(), None);
        assert_eq!(group_by_name(c"no such group").unwrap(), None);
    }
}

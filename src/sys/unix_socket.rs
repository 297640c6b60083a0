//! Connections to Unix sockets of other processes, with bounds on the time of each step.

use super::{Dir, Errno, SysResult, poll};
use rustix::fs::{FileType, Mode, OFlags, fstat, openat};
use rustix::net::{
    AddressFamily, RecvFlags, SendFlags, SocketAddrUnix, SocketFlags, SocketType, connect, recv,
    send, socket_with,
};
use std::os::fd::{AsFd, AsRawFd, OwnedFd};
use std::time::{Duration, Instant};

/// How long until a connection is tried again.
const RETRY: Duration = Duration::from_millis(5);

/// A socket file that was found; the name may mean another one by now.
pub struct SocketFile {
    fd: OwnedFd,
    /// The uid of its owner.
    pub owner: u32,
}

/// The process that listens at a socket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Peer {
    /// Its pid; 0 in another pid namespace.
    pub pid: i32,
    /// Its uid.
    pub uid: u32,
}

/// A connection to a socket.
pub struct Connection {
    fd: OwnedFd,
}

impl SocketFile {
    /// Finds a socket by its path as a process sees it; a link as the last name is ELOOP, any
    /// other file ENOTSOCK.
    pub fn find(proc: &Dir, pid: i32, path: &str) -> SysResult<Self> {
        let start = if path.starts_with('/') { "root" } else { "cwd" };
        let path = format!("{pid}/{start}/{path}");
        let flags = OFlags::PATH | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let fd = openat(proc.as_fd(), path, flags, Mode::empty())?;
        let stat = fstat(&fd)?;
        match FileType::from_raw_mode(stat.st_mode) {
            FileType::Socket => Ok(Self { fd, owner: stat.st_uid }),
            FileType::Symlink => Err(Errno::LOOP),
            _ => Err(Errno::NOTSOCK),
        }
    }

    /// Connects to this very socket; ETIMEDOUT where other clients fill the server's queue.
    pub fn connect(&self, until: Instant) -> SysResult<Connection> {
        let address = SocketAddrUnix::new(format!("/proc/self/fd/{}", self.fd.as_raw_fd()))?;
        let flags = SocketFlags::CLOEXEC | SocketFlags::NONBLOCK;
        let fd = socket_with(AddressFamily::UNIX, SocketType::STREAM, flags, None)?;
        loop {
            match connect(&fd, &address) {
                // Nothing tells when there is room.
                Err(Errno::AGAIN) if Instant::now() < until => std::thread::sleep(RETRY),
                Err(Errno::AGAIN) => return Err(Errno::TIMEDOUT),
                done => return done.map(|()| Connection { fd }),
            }
        }
    }
}

impl Connection {
    /// Who listens at the socket.
    pub fn peer(&self) -> SysResult<Peer> {
        // rustix's type cannot hold the pid 0.
        let mut peer = libc::ucred { pid: 0, uid: 0, gid: 0 };
        let mut size = size_of_val(&peer) as libc::socklen_t;
        let (level, name) = (libc::SOL_SOCKET, libc::SO_PEERCRED);
        let to = (&raw mut peer).cast();
        // SAFETY: `to` has room for `size` bytes, and any bytes are a ucred.
        let failed =
            unsafe { libc::getsockopt(self.fd.as_raw_fd(), level, name, to, &raw mut size) } != 0;
        if failed || size as usize != size_of_val(&peer) {
            return Err(Errno::INVAL);
        }
        Ok(Peer { pid: peer.pid, uid: peer.uid })
    }

    /// Sends all of it; ETIMEDOUT when that takes too long.
    pub fn send(&self, mut content: &[u8], until: Instant) -> SysResult<()> {
        while !content.is_empty() {
            let sent =
                self.retry(poll::POLLOUT, until, || send(&self.fd, content, SendFlags::NOSIGNAL))?;
            content = content.get(sent..).unwrap_or_default();
        }
        Ok(())
    }

    /// Receives at most `most` bytes and adds them to what was received before: how many, 0 where
    /// the other side has closed; ETIMEDOUT when nothing comes.
    pub fn receive_more(
        &self,
        received: &mut Vec<u8>,
        most: usize,
        until: Instant,
    ) -> SysResult<usize> {
        let start = received.len();
        received.resize(start.saturating_add(most), 0);
        let count = self.receive(received.get_mut(start..).unwrap_or_default(), until);
        received.truncate(start.saturating_add(count.unwrap_or(0)));
        count
    }

    /// Receives what there is; nothing where the other side has closed, ETIMEDOUT when nothing
    /// comes.
    fn receive(&self, buffer: &mut [u8], until: Instant) -> SysResult<usize> {
        self.retry(poll::POLLIN, until, || Ok(recv(&self.fd, &mut *buffer, RecvFlags::empty())?.0))
    }

    fn retry(
        &self,
        events: libc::c_short,
        until: Instant,
        mut step: impl FnMut() -> SysResult<usize>,
    ) -> SysResult<usize> {
        loop {
            // Asked for each step, also where there always is something.
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Err(Errno::TIMEDOUT);
            }
            match step() {
                Err(Errno::AGAIN | Errno::INTR) => {}
                done => return done,
            }
            let mut files = [poll::Polled { fd: self.fd.as_raw_fd(), events, revents: 0 }];
            match poll::wait(&mut files, Some(left)) {
                Err(Errno::INTR) => {}
                waited => waited?,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::net::UnixListener;
    use std::path::Path;

    const SHORT: Duration = Duration::from_millis(200);

    fn find(path: &Path) -> SysResult<SocketFile> {
        let pid = i32::try_from(std::process::id()).unwrap();
        SocketFile::find(&Dir::open(Path::new("/proc")).unwrap(), pid, path.to_str().unwrap())
    }

    #[test]
    fn only_sockets_are_found() {
        let dir = tempfile::tempdir().unwrap();
        let at = |name: &str| dir.path().join(name);
        let _server = UnixListener::bind(at("socket")).unwrap();
        std::fs::write(at("file"), "").unwrap();
        std::os::unix::fs::symlink(at("socket"), at("link")).unwrap();
        assert_eq!(find(&at("file")).err(), Some(Errno::NOTSOCK));
        assert_eq!(find(&at("link")).err(), Some(Errno::LOOP));
        assert_eq!(find(&at("nothing")).err(), Some(Errno::NOENT));
        assert!(find(&at("socket")).is_ok());
    }

    #[test]
    fn each_step_is_bounded() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("socket");
        let _server = UnixListener::bind(&path).unwrap();
        let socket = find(&path).unwrap();
        let until = || Instant::now() + SHORT;
        let connection = socket.connect(until()).unwrap();
        let own = i32::try_from(std::process::id()).unwrap();
        let uid = rustix::process::geteuid().as_raw();
        assert_eq!(connection.peer(), Ok(Peer { pid: own, uid }));
        assert_eq!(connection.receive(&mut [0; 8], until()), Err(Errno::TIMEDOUT));
        // Nobody reads what is sent.
        let sent = connection.send(&vec![0; 16 << 20], until());
        assert_eq!(sent, Err(Errno::TIMEDOUT));
    }
}

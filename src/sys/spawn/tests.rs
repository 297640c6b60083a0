use super::*;
use crate::sys::process;
use std::fs::File;
use std::io::{Read, Write};
use std::path::Path;
use std::sync::atomic::{AtomicI32, Ordering};

fn text(text: &str) -> CString {
    CString::new(text).unwrap()
}

fn shell(script: &str) -> Program {
    Program {
        path: text("/bin/sh"),
        arguments: ["sh", "-c", script].map(text).to_vec(),
        environment: vec![text("PATH=/usr/bin:/bin")],
        dir: text("/"),
        ids: None,
    }
}

fn temporary() -> File {
    let file = tempfile::tempfile().unwrap();
    rustix::fs::fcntl_setfl(&file, OFlags::APPEND).unwrap();
    file
}

/// Output to a file; the end is written to nowhere.
fn to(log: File) -> Output {
    Output { log: log.into(), end: temporary().into(), counters: None }
}

fn proc() -> Dir {
    Dir::open(Path::new("/proc")).unwrap()
}

fn has_ended(pid: i32) -> bool {
    process::stat(&proc(), pid).map_or(true, |stat| stat.ended)
}

fn wait_for_end(pid: i32) {
    let end = Instant::now() + Duration::from_secs(20);
    while !has_ended(pid) {
        assert!(Instant::now() < end, "process {pid} goes on");
        std::thread::sleep(Duration::from_millis(2));
    }
}

fn never(_: i32) -> bool {
    false
}

/// What a program writes until it ends.
fn output(program: &Program) -> String {
    let file = temporary();
    let waiting = start(program, StartIn::CallerGroup, to(file.try_clone().unwrap())).unwrap();
    let pid = waiting.pid();
    waiting.go(never).unwrap();
    wait_for_end(pid);
    written(file)
}

/// The writers share the file's offset, which stays as it is.
fn content(file: File) -> String {
    use std::os::unix::fs::FileExt;
    let mut text = vec![0; 64 << 10];
    let len = file.read_at(&mut text, 0).unwrap();
    text.truncate(len);
    String::from_utf8(text).unwrap()
}

/// What the program itself has written to a log.
fn written(log: File) -> String {
    let text = content(log);
    text.split_inclusive('\n').filter(|line| !line.contains("Z virmemctl: process ")).collect()
}

/// Runs it in a process of its own, which it may change, and which has one thread.
fn in_a_process(body: impl FnOnce()) {
    // SAFETY: the C library and Rust's allocator see to it that a fork of theirs
    // can go on.
    let pid = unsafe { libc::fork() };
    if pid == 0 {
        let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(body));
        // SAFETY: it ends the process.
        unsafe { libc::_exit(i32::from(result.is_err())) };
    }
    let mut status = -1;
    // SAFETY: there is a place for the status.
    unsafe { libc::waitpid(pid, &raw mut status, 0) };
    assert_eq!(status, 0);
}

#[test]
fn the_program_has_what_it_was_given_and_nothing_else() {
    let program = Program {
        path: text("/usr/bin/env"),
        arguments: vec![text("env")],
        environment: vec![text("A=1"), text("B=two words")],
        ..shell("")
    };
    assert_eq!(output(&program), "A=1\nB=two words\n");
    let program = Program {
        arguments: ["sh", "-c", "pwd; umask; echo \"$#:$1:$2\" >&2", "x", "a b", ""]
            .map(text)
            .to_vec(),
        dir: text("/usr"),
        ..shell("")
    };
    assert_eq!(output(&program), "/usr\n0022\n2:a b:\n");
}

#[test]
fn no_file_is_left_open() {
    // Some without CLOEXEC, under high numbers too.
    let file = temporary();
    let kept: Vec<i32> = [50, 200, 900]
        // SAFETY: a file is given another number.
        .map(|number| unsafe { libc::fcntl(file.as_raw_fd(), libc::F_DUPFD, number) })
        .to_vec();
    // What the shell lists them with is closed again before they are read.
    let seen = output(&shell("readlink /proc/$$/fd/*"));
    for number in kept {
        // SAFETY: it is this test's own.
        unsafe { libc::close(number) };
    }
    let lines: Vec<&str> = seen.lines().collect();
    assert!(lines.len() == 3 && lines[0] == "/dev/null" && lines[1] == lines[2], "{seen}");
}

#[test]
fn closed_standard_files_are_no_trouble() {
    let file = temporary();
    in_a_process(|| {
        for number in 0..3 {
            // SAFETY: this process is the test's own.
            unsafe { libc::close(number) };
        }
        let waiting =
            start(&shell("echo out; echo err >&2; cat"), StartIn::CallerGroup, to(file)).unwrap();
        waiting.go(never).unwrap();
    });
}

#[test]
fn signals_are_as_at_first() {
    let file = temporary();
    let copy = file.try_clone().unwrap();
    in_a_process(|| {
        // SAFETY: this process is the test's own; its handlers do nothing.
        unsafe {
            for signal in [libc::SIGTERM, libc::SIGPIPE, libc::SIGHUP, libc::SIGRTMAX()] {
                libc::signal(signal, libc::SIG_IGN);
            }
            let mut set = std::mem::zeroed();
            libc::sigfillset(&raw mut set);
            libc::sigprocmask(libc::SIG_BLOCK, &raw const set, std::ptr::null_mut());
        }
        let program = Program {
            path: text("/bin/cat"),
            arguments: ["cat", "/proc/self/status"].map(text).to_vec(),
            ..shell("")
        };
        let waiting = start(&program, StartIn::CallerGroup, to(copy)).unwrap();
        let pid = waiting.pid();
        waiting.go(never).unwrap();
        wait_for_end(pid);
    });
    let status = written(file);
    for name in ["SigBlk", "SigIgn", "SigCgt"] {
        assert!(status.contains(&format!("{name}:\t0000000000000000")), "{name}: {status}");
    }
}

#[test]
fn it_leads_a_session_of_its_own() {
    let seen = output(&shell("cut -d' ' -f5,6 /proc/$$/stat; echo $$"));
    let numbers: Vec<&str> = seen.split_whitespace().collect();
    assert!(numbers.len() == 3 && numbers.iter().all(|number| *number == numbers[2]), "{seen}");
}

static SIGNALS: AtomicI32 = AtomicI32::new(0);

extern "C-unwind" fn count(_signal: i32) {
    SIGNALS.fetch_add(1, Ordering::Relaxed);
}

/// Neither a handler nor a wait for any child learns of the two processes.
#[test]
fn the_caller_has_no_child() {
    in_a_process(|| {
        let handler: extern "C-unwind" fn(i32) = count;
        // SAFETY: the handler counts alone.
        unsafe { libc::signal(libc::SIGCHLD, handler as libc::sighandler_t) };
        let none_to_wait_for = |flags| {
            // SAFETY: the status is not asked for.
            let pid = unsafe { libc::waitpid(-1, std::ptr::null_mut(), flags | libc::WNOHANG) };
            assert_eq!((pid, last_errno()), (-1, Errno::CHILD));
        };
        let refused = Program { path: text("/no/such"), ..shell("") };
        for program in [shell("exit 3"), refused] {
            let waiting = start(&program, StartIn::CallerGroup, to(temporary())).unwrap();
            none_to_wait_for(libc::__WALL);
            let pid = waiting.pid();
            let _ = waiting.go(never);
            wait_for_end(pid);
            none_to_wait_for(libc::__WALL);
        }
        assert_eq!(SIGNALS.load(Ordering::Relaxed), 0);
        // SAFETY: a child of its own, to see that it would have been told.
        unsafe {
            let child = libc::fork();
            if child == 0 {
                libc::_exit(0);
            }
            libc::waitpid(child, std::ptr::null_mut(), 0);
        }
        assert_eq!(SIGNALS.load(Ordering::Relaxed), 1);
    });
}

#[test]
fn what_cannot_begin_says_why() {
    let temp = tempfile::tempdir().unwrap();
    let write = |name: &str, content: &str, mode: u32| {
        use std::os::unix::fs::PermissionsExt;
        let path = temp.path().join(name);
        std::fs::write(&path, content).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
        text(path.to_str().unwrap())
    };
    let not_there = text("/no/such/program");
    let no_rights = write("no-rights", "#!/bin/sh\n", 0o644);
    let no_format = write("no-format", "just words\n", 0o755);
    for (path, errno) in
        [(not_there, Errno::NOENT), (no_rights, Errno::ACCESS), (no_format, Errno::NOEXEC)]
    {
        let program = Program { path, ..shell("") };
        let waiting = start(&program, StartIn::CallerGroup, to(temporary())).unwrap();
        let pid = waiting.pid();
        assert_eq!(waiting.go(never), Err(Failure { step: Step::Begin, errno }));
        wait_for_end(pid);
    }
    let program = Program { dir: text("/no/such"), ..shell("") };
    let refused = start(&program, StartIn::CallerGroup, to(temporary())).unwrap_err();
    assert_eq!(refused, Failure { step: Step::Directory, errno: Errno::NOENT });
    let no_group = Dir::open(temp.path()).unwrap();
    let refused =
        start(&shell(""), StartIn::JoinAfterClone(&no_group), to(temporary())).unwrap_err();
    assert_eq!(refused.errno, Errno::NOENT);
}

#[test]
fn a_user_has_its_rights_alone() {
    if !rustix::process::geteuid().is_root() {
        return;
    }
    let ids = Ids { user: Some(1234), group: 2345, groups: vec![2345, 3456] };
    let program = Program { ids: Some(ids), ..shell("id -u; id -g; id -G; exec 3>/usr/x") };
    let seen = output(&program);
    assert!(seen.starts_with("1234\n2345\n2345 3456\n"), "{seen}");
    assert!(seen.contains("ermission denied"), "{seen}");
}

#[test]
fn it_waits_for_the_word() {
    let file = temporary();
    let copy = file.try_clone().unwrap();
    let waiting = start(&shell("echo ran"), StartIn::CallerGroup, to(copy)).unwrap();
    let pid = waiting.pid();
    std::thread::sleep(Duration::from_millis(50));
    assert!(!has_ended(pid) && file.metadata().unwrap().len() == 0);
    waiting.go(never).unwrap();
    wait_for_end(pid);
    assert_eq!(written(file), "ran\n");
}

#[test]
fn without_the_word_it_ends() {
    let file = temporary();
    let copy = file.try_clone().unwrap();
    let waiting = start(&shell("echo ran"), StartIn::CallerGroup, to(copy)).unwrap();
    let pid = waiting.pid();
    drop(waiting);
    wait_for_end(pid);
    // The creator's death is the same.
    let copy = file.try_clone().unwrap();
    let (mut reader, writer) = std::io::pipe().unwrap();
    in_a_process(|| {
        use std::io::Write;
        let waiting = start(&shell("echo ran"), StartIn::CallerGroup, to(copy)).unwrap();
        (&writer).write_all(&waiting.pid().to_ne_bytes()).unwrap();
        std::mem::forget(waiting);
    });
    let mut pid = [0; 4];
    reader.read_exact(&mut pid).unwrap();
    wait_for_end(i32::from_ne_bytes(pid));
    assert_eq!(written(file), "");
}

/// Another thread's fork, at the wrong moment, has the channel's far end too.
#[test]
fn one_that_is_killed_before_is_told_of() {
    let waiting = start(&shell("true"), StartIn::CallerGroup, to(temporary())).unwrap();
    let process = waiting.process.as_ref().unwrap();
    pidfd_send_signal(process, Signal::KILL).unwrap();
    wait_for_end(waiting.pid());
    assert_eq!(waiting.go(never), Err(Failure::killed()));
}

#[test]
fn a_copy_of_the_channel_holds_nothing_up() {
    let (near, far) = channel().unwrap();
    let waiting = Waiting { pid: 1, channel: near, process: None };
    let looks = AtomicI32::new(0);
    assert_eq!(waiting.go(|_| looks.fetch_add(1, Ordering::Relaxed) == 2), Ok(()));
    drop(far);
}

/// Another thread's fork has the near end too.
#[test]
fn a_copy_of_the_channel_keeps_no_process() {
    let waiting = start(&shell("sleep 100"), StartIn::CallerGroup, to(temporary())).unwrap();
    let pid = waiting.pid();
    let copy = waiting.channel.try_clone().unwrap();
    drop(waiting);
    wait_for_end(pid);
    drop(copy);
}

/// As one whose file is on a file system that does not answer.
#[test]
fn one_that_does_not_begin_is_ended() {
    let waiting = start(&shell("sleep 100"), StartIn::CallerGroup, to(temporary())).unwrap();
    let pid = waiting.pid();
    // SAFETY: the process is the test's own, and waits.
    unsafe { libc::kill(pid, libc::SIGSTOP) };
    let timed_out = Failure { step: Step::Begin, errno: Errno::TIMEDOUT };
    assert_eq!(waiting.go_within(Duration::from_millis(100), never), Err(timed_out));
    wait_for_end(pid);
}

#[test]
fn one_that_began_goes_on_by_itself() {
    let file = temporary();
    let copy = file.try_clone().unwrap();
    let waiting = start(&shell("sleep 0.1; echo ran"), StartIn::CallerGroup, to(copy)).unwrap();
    let pid = waiting.pid();
    waiting.go(never).unwrap();
    wait_for_end(pid);
    assert_eq!(written(file), "ran\n");
}

#[test]
fn many_at_once() {
    std::thread::scope(|scope| {
        for thread in 0..8 {
            scope.spawn(move || {
                for round in 0..10 {
                    let words = format!("{thread} {round}");
                    assert_eq!(output(&shell(&format!("echo {words}"))), format!("{words}\n"));
                }
            });
        }
    });
}

/// What is recorded of a program's end, and what stands in its log.
fn end_of(program: &Program, before: impl FnOnce(Waiting) -> i32) -> (String, String) {
    let (log, end) = (temporary(), temporary());
    let mut counters = temporary();
    counters.write_all(b"low 0\noom 5\noom_kill 0\n").unwrap();
    let output = Output {
        log: log.try_clone().unwrap().into(),
        end: end.try_clone().unwrap().into(),
        counters: Some(counters.into()),
    };
    rustix::fs::flock(&end, rustix::fs::FlockOperation::LockExclusive).unwrap();
    let path = format!("/proc/self/fd/{}", end.as_raw_fd());
    let other = File::options().read(true).open(path).unwrap();
    drop(end);
    before(start(program, StartIn::CallerGroup, output).unwrap());
    // The lock is released with the record's last writer.
    rustix::fs::flock(&other, rustix::fs::FlockOperation::LockShared).unwrap();
    (content(other), content(log))
}

#[test]
fn the_end_is_recorded() {
    let go = |waiting: Waiting| {
        let pid = waiting.pid();
        waiting.go(never).unwrap();
        pid
    };
    for (script, end, words) in [
        ("exit 0", "exited 0\n", "exited with status 0\n"),
        ("exit 3", "exited 3\n", "exited with status 3\n"),
        ("kill -KILL $$", "killed 9\n", "was killed by signal 9\n"),
        ("ulimit -c 0; kill -SEGV $$", "killed 11\n", "was killed by signal 11\n"),
        ("sleep 100 & exit 4", "exited 4\n", "exited with status 4\n"),
    ] {
        let mut pid = 0;
        let (found, log) = end_of(&shell(script), |waiting| {
            pid = go(waiting);
            pid
        });
        assert_eq!(found, end, "{script}");
        let line = format!("Z virmemctl: process {pid} {words}");
        assert!(log.starts_with("20") && log.ends_with(&line), "{script}: {log}");
        assert_eq!(log.lines().count(), 1);
    }
}

#[test]
fn what_never_began_has_no_end() {
    let refused = Program { path: text("/no/such"), ..shell("") };
    let nothing = (String::new(), String::new());
    let go = |waiting: Waiting| i32::from(waiting.go(never).is_ok());
    assert_eq!(end_of(&refused, go), nothing);
    let drop_it = |waiting: Waiting| {
        drop(waiting);
        0
    };
    assert_eq!(end_of(&shell("exit 0"), drop_it), nothing);
    // Nobody else can tell that it cannot be executed.
    let when_thawed = |waiting: Waiting| {
        let pid = Pid::from_raw(waiting.pid()).unwrap();
        rustix::process::kill_process(pid, Signal::STOP).unwrap();
        waiting.go_when_thawed().unwrap();
        rustix::process::kill_process(pid, Signal::CONT).unwrap();
        0
    };
    let (end, log) = end_of(&refused, when_thawed);
    assert_eq!(end, "failed 2\n");
    assert!(log.ends_with(" could not execute its program: errno 2\n"), "{log}");
}

/// The program's parent has none of the caller's memory and files.
#[test]
fn the_parent_is_small() {
    let ballast = vec![1_u8; 64 << 20];
    let waiting = start(&shell("sleep 100"), StartIn::CallerGroup, to(temporary())).unwrap();
    let pid = waiting.pid();
    waiting.go(never).unwrap();
    assert!(ballast.iter().all(|byte| *byte == 1));
    let status = |pid: i32| std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
    let number = |text: &str, name: &str| -> i64 {
        let line = text.lines().find_map(|line| line.strip_prefix(name)).unwrap();
        line.split_whitespace().next().unwrap().parse().unwrap()
    };
    let parent = i32::try_from(number(&status(pid), "PPid:")).unwrap();
    let end = Instant::now() + Duration::from_secs(10);
    // What is relocated at the start of the program counts too, some 1 MiB of a build for tests.
    while number(&status(parent), "RssAnon:") > 2048 {
        assert!(Instant::now() < end, "{}", status(parent));
        std::thread::sleep(Duration::from_millis(2));
    }
    assert!(status(parent).contains("Name:\tvirmemctl-reap\n"));
    assert_eq!(std::fs::read_dir(format!("/proc/{parent}/fd")).unwrap().count(), 4);
    // It ends with the program, and does not take it with it.
    rustix::process::kill_process(Pid::from_raw(parent).unwrap(), Signal::KILL).unwrap();
    wait_for_end(parent);
    assert!(!has_ended(pid));
    rustix::process::kill_process(Pid::from_raw(pid).unwrap(), Signal::KILL).unwrap();
    wait_for_end(pid);
}

#[test]
fn a_log_is_bounded() {
    let log = temporary();
    let script = "head -c 20000000 /dev/zero; echo end; sleep 100";
    let waiting =
        start(&shell(script), StartIn::CallerGroup, to(log.try_clone().unwrap())).unwrap();
    let pid = waiting.pid();
    waiting.go(never).unwrap();
    let end = Instant::now() + Duration::from_secs(20);
    let length = || i64::try_from(log.metadata().unwrap().len()).unwrap();
    let mut longest = 0;
    while longest <= reaper::LOG_MAX || length() > reaper::LOG_MAX {
        assert!(Instant::now() < end, "{} bytes, of {longest}", length());
        longest = longest.max(length());
        std::thread::sleep(Duration::from_millis(1));
    }
    rustix::process::kill_process(Pid::from_raw(pid).unwrap(), Signal::KILL).unwrap();
    wait_for_end(pid);
}

#[test]
fn lines_of_the_log() {
    use reaper::{Ended, log_line};
    for (seconds, date) in [
        (0, "1970-01-01T00:00:00Z"),
        (951_782_400, "2000-02-29T00:00:00Z"),
        (1_709_251_199, "2024-02-29T23:59:59Z"),
        (1_735_689_599, "2024-12-31T23:59:59Z"),
        (4_107_542_400, "2100-03-01T00:00:00Z"),
    ] {
        let line = log_line(seconds, 7, Ended::Exited(0), 0);
        assert_eq!(line.as_str(), format!("{date} virmemctl: process 7 exited with status 0\n"));
    }
    let line = log_line(0, 7, Ended::Killed(9), 2);
    let end = "was killed by signal 9; killed for want of memory: 2 of the domain's processes\n";
    assert!(line.as_str().ends_with(end), "{}", line.as_str());
    let longest =
        log_line(i64::from(u32::MAX), i32::MIN.into(), Ended::Failed(i32::MIN), usize::MAX);
    assert!(longest.as_str().ends_with('\n'));
}

#[test]
fn mappings_are_told_apart() {
    use reaper::{Kind, MappingLine};
    let mut line = MappingLine::default();
    let mut kind = |text: &str| {
        let text = format!("7f00-7fff {text}\n");
        let mapping = text.bytes().find_map(|byte| line.take(byte)).unwrap();
        assert_eq!((mapping.start, mapping.end), (0x7f00, 0x7fff));
        mapping.kind
    };
    let long = "/x".repeat(200);
    for (text, expected) in [
        ("rw-p 00000000 00:00 0", Kind::Anonymous),
        ("rw-p 00000000 00:00 0    [heap]", Kind::Anonymous),
        ("rw-p 00000000 00:00 0    [stack]", Kind::Other),
        ("rw-p 00001000 fe:00 12   /lib/libc.so", Kind::Other),
        ("r-xp 00001000 fe:00 12   /lib/libc.so", Kind::Other),
        ("rw-s 00000000 00:01 5    /dev/shm/x", Kind::Shared),
        (&format!("r--s 00000000 00:01 5    {long}"), Kind::Shared),
        ("r-xp 00000000 00:00 0    [vdso]", Kind::Other),
    ] {
        assert_eq!(kind(text), expected, "{text}");
    }
}

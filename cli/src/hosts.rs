//! Several hosts, asked at the same time.

use crate::failure::Failure;
use rustix::process::{Pid, Signal, kill_process};
use std::collections::BTreeSet;
use std::fs;
use std::sync::mpsc::channel;
use std::thread;
use std::time::{Duration, Instant};
use virmemctl::model::uri::{Uri, shown};

/// These hosts, with $LIBVIRT_DEFAULT_URI for an empty one, as where none is given.
pub fn meant(uris: &[String]) -> Vec<String> {
    let default = std::env::var("LIBVIRT_DEFAULT_URI").unwrap_or_default();
    let meant = |uri: &String| if uri.is_empty() { default.clone() } else { uri.clone() };
    uris.iter().map(meant).collect()
}

/// What each of these hosts answers, in their order. Each is asked by a thread of its own; one that has not
/// answered in time is given up, and the programs that it was to be reached through, such as ssh, are ended.
pub fn ask<T, Q>(uris: &[String], time: Duration, question: Q) -> Vec<Result<T, Failure>>
where
    T: Send + 'static,
    Q: Fn(&str) -> Result<T, Failure> + Clone + Send + 'static,
{
    let end = Instant::now() + time;
    let (sender, receiver) = channel();
    let mut answers: Vec<Option<Result<T, Failure>>> = Vec::new();
    for (at, uri) in uris.iter().cloned().enumerate() {
        let (sender, question) = (sender.clone(), question.clone());
        // Nobody is left to tell when the time is over.
        let asks = move || drop(sender.send((at, question(&uri))));
        answers.push(thread::Builder::new().spawn(asks).err().map(|error| Err(error.into())));
    }
    drop(sender);
    let rest = || end.saturating_duration_since(Instant::now());
    while let Ok((at, answer)) = receiver.recv_timeout(rest()) {
        if let Some(place) = answers.get_mut(at) {
            *place = Some(answer);
        }
    }
    if answers.iter().any(Option::is_none) {
        end_programs();
    }
    let late = || Err(Failure::new(format!("no answer within {} seconds", time.as_secs())));
    answers.into_iter().map(|answer| answer.unwrap_or_else(late)).collect()
}

/// Ends the programs that this process has started.
fn end_programs() {
    let tasks = fs::read_dir("/proc/self/task").into_iter().flatten().flatten();
    for task in tasks {
        let children = fs::read_to_string(task.path().join("children")).unwrap_or_default();
        let pids = children.split_ascii_whitespace().filter_map(|pid| pid.parse().ok());
        for pid in pids.filter_map(Pid::from_raw) {
            // One that has ended meanwhile needs no signal.
            let _ = kill_process(pid, Signal::TERM);
        }
    }
}

/// What hosts are called: each by its URI's host; by what was given where that has none, or where another
/// would be called the same. One that was given before has a number too.
pub fn names(uris: &[String]) -> Vec<String> {
    let hosts: Vec<String> =
        uris.iter().map(|uri| host(uri).unwrap_or_else(|| given(uri))).collect();
    let mut taken = BTreeSet::new();
    let mut name = |(uri, host): (&String, &String)| {
        let is_alone = hosts.iter().filter(|other| *other == host).count() == 1;
        let name = if is_alone { host.clone() } else { given(uri) };
        let mut numbered = name.clone();
        let mut number = 1;
        while !taken.insert(numbered.clone()) {
            number += 1;
            numbered = format!("{name}#{number}");
        }
        numbered
    };
    uris.iter().zip(&hosts).map(&mut name).collect()
}

fn given(uri: &str) -> String {
    if uri.is_empty() { "default".to_owned() } else { shown(uri) }
}

fn host(uri: &str) -> Option<String> {
    Uri::parse(uri).ok().map(|uri| uri.host).filter(|host| !host.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn uris(uris: &[&str]) -> Vec<String> {
        uris.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn names_are_hosts_where_they_tell_them_apart() {
        let given =
            ["qemu+ssh://root@web1/system", "web", "qemu:///system", "qemu+tls://[::1]:9/system"];
        assert_eq!(names(&uris(&given)), ["web1", "web", "qemu:///system", "::1"]);
        let given = ["qemu+tcp://web:1/system", "qemu+tcp://web:2/system"];
        assert_eq!(names(&uris(&given)), given);
        assert_eq!(names(&uris(&["qemu+ssh:///x y"])), ["qemu+ssh:///x y"]);
        let given = ["qemu+tcp://me:SECRET@web/system", "qemu+tcp://web/system"];
        assert_eq!(names(&uris(&given)), ["qemu+tcp://me@web/system", "qemu+tcp://web/system"]);
    }

    #[test]
    fn no_two_hosts_have_one_name() {
        let given = ["web1", "qemu+ssh://root@web1/system", "web2"];
        assert_eq!(names(&uris(&given)), given);
        let one = "qemu+tcp://web/system";
        assert_eq!(
            names(&uris(&[one, one, "x", one])),
            [one, "qemu+tcp://web/system#2", "x", "qemu+tcp://web/system#3"]
        );
        let given = ["qemu+tcp://me:ONE@web/system", "qemu+tcp://me:TWO@web/system"];
        assert_eq!(
            names(&uris(&given)),
            ["qemu+tcp://me@web/system", "qemu+tcp://me@web/system#2"]
        );
        assert_eq!(names(&uris(&["a", "a", "a#2", "a"])), ["a", "a#2", "a#2#2", "a#3"]);
        assert_eq!(names(&uris(&["", "qemu+tcp://web/system"])), ["default", "web"]);
    }

    #[test]
    fn hosts_answer_in_their_order_and_a_silent_one_is_not_waited_for() {
        let begin = Instant::now();
        let question = |uri: &str| match uri {
            "silent" => {
                thread::sleep(Duration::from_secs(60));
                Ok(String::new())
            }
            "slow" => {
                thread::sleep(Duration::from_millis(300));
                Ok("slow".to_owned())
            }
            "dead" => Err(Failure::new("unreachable")),
            uri => Ok(uri.to_owned()),
        };
        let given = uris(&["slow", "silent", "dead", "slow", "fast"]);
        let answers = ask(&given, Duration::from_secs(1), question);
        let said =
            |answer: Result<String, Failure>| answer.unwrap_or_else(|failed| failed.lines.concat());
        let answers: Vec<String> = answers.into_iter().map(said).collect();
        let late = "no answer within 1 seconds";
        assert_eq!(answers, ["slow", late, "unreachable", "slow", "fast"]);
        assert!(begin.elapsed() < Duration::from_secs(30));
    }
}

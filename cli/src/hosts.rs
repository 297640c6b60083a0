//! Several hosts, asked at the same time.

use crate::failure::Failure;
use std::sync::mpsc::channel;
use std::thread;
use std::time::{Duration, Instant};
use virmemctl::model::uri::{Uri, shown};

/// What each of these hosts answers, in their order. Each is asked by a thread of its own; one that has not
/// answered in time is left to itself.
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
    let late = || Err(Failure::new(format!("no answer within {} seconds", time.as_secs())));
    answers.into_iter().map(|answer| answer.unwrap_or_else(late)).collect()
}

/// What hosts are called: each by its URI's host; by what was given where that has none, or where another
/// has the same.
pub fn names(uris: &[String]) -> Vec<String> {
    let hosts: Vec<Option<String>> = uris.iter().map(|uri| host(uri)).collect();
    let name = |(uri, host): (&String, &Option<String>)| {
        let others = hosts.iter().filter(|other| *other == host).count();
        host.clone().filter(|_| others == 1).unwrap_or_else(|| shown(uri))
    };
    uris.iter().zip(&hosts).map(name).collect()
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

//! A server under test: a process of its own that is killed with the run.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::Outcome;
use crate::scene::{Folder, settings};

/// Which language the target's door speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Door {
    /// Ours: a cookie, a greeting, a subscription.
    Product,
    /// The room in the address, and nothing else.
    Bare,
}

/// A running server.
pub(crate) struct Served {
    pub(crate) door: Door,
    pub(crate) address: String,
    child: Child,
}

impl Served {
    /// Our own server over what stands in the folder.
    pub(crate) fn product(folder: &Folder) -> Outcome<Self> {
        let mut command = Command::new(env!("CARGO_BIN_EXE_hejie"));
        command.arg("serve").env("HEJIE_LOG", "error");
        command.envs(settings(folder.path()));
        Self::start(command, Door::Product)
    }

    /// The server that only passes on.
    pub(crate) fn bare() -> Outcome<Self> {
        let mut command = Command::new(std::env::current_exe()?);
        command.arg("bare");
        Self::start(command, Door::Bare)
    }

    fn start(mut command: Command, door: Door) -> Outcome<Self> {
        let mut child = command.stdout(Stdio::piped()).spawn()?;
        let out = child.stdout.take().ok_or("no output")?;
        let mut line = String::new();
        BufReader::new(out).read_line(&mut line)?;
        let address = line.trim().strip_prefix("http://").unwrap_or_default();
        if address.is_empty() {
            return Err("the server did not say where it listens".into());
        }
        Ok(Self {
            door,
            address: address.to_owned(),
            child,
        })
    }

    /// How long the process has kept processors busy, in microseconds.
    pub(crate) fn busy_us(&self) -> Outcome<u64> {
        let path = format!("/proc/{}/stat", self.child.id());
        let text = std::fs::read_to_string(Path::new(&path))?;
        // Behind the name, which stands in brackets, user and system time are fields 12 and 13.
        let (_, fields) = text.rsplit_once(')').ok_or("odd /proc/stat")?;
        let mut times = fields.split_whitespace().skip(11).take(2);
        let mut ticks = || times.next().and_then(|ticks| ticks.parse::<u64>().ok());
        let (user, system) = (ticks().unwrap_or_default(), ticks().unwrap_or_default());
        // A tick is a hundredth of a second.
        Ok((user + system) * 10_000)
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _gone = self.child.kill();
        let _gone = self.child.wait();
    }
}

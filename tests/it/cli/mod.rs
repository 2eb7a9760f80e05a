//! The command as an operator meets it.

mod calendar;
mod clock;
mod config;
mod doctor;
mod law;
mod migrate;
mod schema;
mod serve;
mod setup;

use std::path::PathBuf;
use std::process::{Command, Output};

/// An installation in a folder of its own.
struct Installation {
    folder: PathBuf,
}

impl Installation {
    fn new() -> Self {
        let name = format!(
            "hejie-cli-{}-{:x}",
            std::process::id(),
            rand::random::<u64>()
        );
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir(&folder).unwrap();
        Self { folder }
    }

    /// `hejie` with these words, in an environment that holds nothing else of ours.
    fn hejie(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_hejie"));
        for (key, _) in std::env::vars().filter(|(key, _)| key.starts_with("HEJIE_")) {
            command.env_remove(key);
        }
        command.args(words).current_dir(&self.folder);
        command
            .env("HEJIE_VAR", self.folder.join("var"))
            .env("HEJIE_LISTEN", "127.0.0.1:0");
        command
    }

    fn run(&self, words: &[&str]) -> Output {
        self.hejie(words).output().unwrap()
    }
}

impl Drop for Installation {
    fn drop(&mut self) {
        let _left = std::fs::remove_dir_all(&self.folder);
    }
}

fn said(output: &Output) -> String {
    let (out, err) = (&output.stdout, &output.stderr);
    format!(
        "{}{}",
        String::from_utf8_lossy(out),
        String::from_utf8_lossy(err)
    )
}

//! The law as an operator asks it: facts in, answers out, both as their published schemas say.

mod doors;
mod entitlement;
mod term;
mod wrong;

use std::io::Write;
use std::process::{Output, Stdio};

use serde_json::Value;

use super::schema::faults;
use super::{Installation, said};

impl Installation {
    /// A question with facts on standard input.
    fn ask(&self, words: &[&str], facts: &str) -> Output {
        let mut command = self.hejie(&[&["law"], words].concat());
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut pipe = child.stdin.take().unwrap();
        // Whoever refuses the words before reading closes the pipe, which is no fault of ours.
        let _closed = pipe.write_all(facts.as_bytes());
        drop(pipe);
        child.wait_with_output().unwrap()
    }

    fn schema(&self, name: &str) -> Value {
        let output = self.ask(&["schema", name], "");
        serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", said(&output)))
    }

    /// The answer, after facts and answer were held against their schemas.
    fn answer(&self, name: &str, facts: &Value) -> Value {
        let output = self.ask(&[name, "--json"], &facts.to_string());
        assert!(output.status.success(), "{facts}: {}", said(&output));
        let answer = serde_json::from_slice(&output.stdout).unwrap();
        let wrong = faults(&self.schema(&format!("{name}-facts")), facts);
        assert!(wrong.is_empty(), "{name} takes {facts}: {wrong:?}");
        let wrong = faults(&self.schema(&format!("{name}-answer")), &answer);
        assert!(wrong.is_empty(), "{name} answers {answer}: {wrong:?}");
        answer
    }
}

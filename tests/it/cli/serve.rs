//! Serving, and stopping.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use super::Installation;
use crate::support::Browser;

/// A server that is killed with the test.
pub(super) struct Server {
    child: Child,
    pub(super) url: String,
}

impl Server {
    pub(super) fn start(here: &Installation) -> Self {
        let mut command = here.hejie(&["serve"]);
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut url = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut url)
            .unwrap();
        Self {
            child,
            url: url.trim().to_owned(),
        }
    }

    fn told_to_stop(mut self) -> bool {
        let pid = self.child.id().to_string();
        assert!(
            Command::new("kill")
                .args(["-TERM", &pid])
                .status()
                .unwrap()
                .success()
        );
        self.child.wait().unwrap().success()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _gone = self.child.kill();
        let _reaped = self.child.wait();
    }
}

#[tokio::test]
async fn one_command_makes_the_folder_and_serves_until_it_is_told_to_stop() {
    hejie::use_ring();
    let here = Installation::new();
    let server = Server::start(&here);
    Browser::new(&server.url).get("//readyz").await.ok();
    let again = Server::start(&here);
    Browser::new(&again.url).get("//readyz").await.ok();
    assert!(
        tokio::task::spawn_blocking(|| server.told_to_stop())
            .await
            .unwrap()
    );
    Browser::new(&again.url).get("//readyz").await.ok();
}

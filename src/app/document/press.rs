//! Prints papers off the threads that serve requests, one at a time: each takes a processor for a
//! moment and a hundred megabytes.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use hejie_paper::{Block, Fonts, NotPrinted, Paper};
use tokio::sync::Semaphore;

use super::words::fill;
use crate::app::Failure;

/// How long somebody waits for their turn before they are told to come again.
const WAIT_MAX: Duration = Duration::from_secs(20);

/// The one press of the process. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Press {
    fonts: Option<PathBuf>,
    turn: Arc<Semaphore>,
}

impl Press {
    /// With the typeface of that folder, or from where distributions put it. It is looked for each
    /// time, so that one that is installed later is found.
    pub fn new(fonts: Option<PathBuf>) -> Self {
        Self {
            fonts,
            turn: Arc::new(Semaphore::new(1)),
        }
    }

    /// The bytes of a paper. Characters that the typeface lacks are written out by their numbers, and
    /// the paper says so in the words of `lacking`.
    pub(super) async fn print(&self, paper: Paper, lacking: &str) -> Result<Vec<u8>, Failure> {
        let turn = tokio::time::timeout(WAIT_MAX, Arc::clone(&self.turn).acquire_owned()).await;
        let Ok(Ok(_turn)) = turn else {
            return Err(Failure::Busy);
        };
        let (folder, lacking) = (self.fonts.clone(), lacking.to_owned());
        let printed = tokio::task::spawn_blocking(move || {
            let fonts = Fonts::find(folder.as_deref())?;
            match hejie_paper::print(&fonts, &paper) {
                Err(NotPrinted::Uncovered { chars }) => {
                    hejie_paper::print(&fonts, &written_out(&paper, &chars, &lacking)?)
                }
                printed => printed,
            }
        });
        match printed.await.map_err(std::io::Error::other)? {
            Ok(bytes) => Ok(bytes),
            Err(NotPrinted::Fonts(why)) => {
                tracing::error!(%why, "no documents can be made");
                Err(Failure::Unavailable("no_typeface"))
            }
            Err(refused) => Err(Failure::Io(std::io::Error::other(refused))),
        }
    }
}

fn written_out(paper: &Paper, chars: &BTreeSet<char>, lacking: &str) -> Result<Paper, NotPrinted> {
    let mut paper = paper.written_out(chars)?;
    let named = chars.iter().map(|c| format!("U+{:04X}", u32::from(*c)));
    let named = named.collect::<Vec<_>>().join(" ");
    paper.blocks.push(Block::Note {
        text: fill(lacking, &[("chars", &named)]),
    });
    Ok(paper)
}

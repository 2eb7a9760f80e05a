//! `hejie regions`: the list of regions, and taking in a longer one.

use std::path::PathBuf;

use clap::Subcommand;
use hejie_domain::law::jurisdiction::RegionCode;

use super::calendar::read;
use super::{Outcome, Wrong, imported, tell};
use crate::app::law::regions;
use crate::config::Config;

/// What can be done.
#[derive(Debug, Subcommand)]
pub(super) enum RegionsCommand {
    /// Take in a list in lines of CODE,NAME, with or without a heading
    Import {
        /// The list
        file: PathBuf,
    },
    /// Print the full name of a region
    Show {
        /// Six digits
        code: String,
    },
}

pub(super) fn run(command: RegionsCommand) -> Outcome {
    match command {
        RegionsCommand::Import { file } => {
            let csv = read(&file)?;
            let known = imported::engine()?.regions;
            known
                .renamed_by(&csv)
                .map_err(|fault| Wrong(format!("{}: {fault}", file.display()).into()))?;
            imported::with_service(Config::from_env()?, async |ctx| {
                let count = regions::import(&ctx, None, &csv).await?;
                tell::line(&format!("regions known: {count}"))
            })
        }
        RegionsCommand::Show { code } => {
            let code = RegionCode::parse(&code).map_err(|fault| Wrong(fault.into()))?;
            let name = imported::engine()?.regions.name(code);
            let name = name.ok_or_else(|| Wrong(format!("no list knows {code}").into()))?;
            tell::line(&format!("{code} {name}"))
        }
    }
}

//! `hejie backup` and `hejie restore`.

use std::path::PathBuf;

use clap::Args;

use super::{Outcome, tell};
use crate::backup;
use crate::clock::{Clock, SystemClock};
use crate::config::Config;

/// What is to be backed up where.
#[derive(Debug, Args)]
pub(super) struct BackupArguments {
    /// The archive to write, such as hejie-2026-11-28.tar.gz; or with --verify the one to prove
    target: PathBuf,
    /// Only prove an archive: every digest, and every link of every log
    #[arg(long)]
    verify: bool,
    /// Take along the key that opens the secrets of authenticators: then whoever has the archive has
    /// them
    #[arg(long)]
    with_seal_key: bool,
}

/// Writes or proves an archive.
pub(super) fn backup(config: &Config, arguments: &BackupArguments) -> Outcome {
    if arguments.verify {
        let (manifest, heads) = backup::verify(&arguments.target)?;
        return tell::line(&format!("whole: {}", summary(&manifest, heads.len())));
    }
    let target = &arguments.target;
    let written = runtime()?.block_on(backup::write(
        config,
        target,
        arguments.with_seal_key,
        SystemClock.now(),
    ))?;
    let (_, heads) = backup::verify(target)?;
    tell::line(&format!(
        "{}: {}",
        target.display(),
        summary(&written, heads.len())
    ))?;
    if !arguments.with_seal_key {
        tell::line(
            "secrets/seal.key is not in it: keep a copy of that file elsewhere, or people with an \
             authenticator will need a recovery code after a restore",
        )?;
    }
    Ok(())
}

/// Takes an archive into this empty installation.
pub(super) fn restore(config: &Config, archive: &std::path::Path) -> Outcome {
    let restored = runtime()?.block_on(backup::restore(config, archive, SystemClock.now()))?;
    let (manifest, logs) = (&restored.manifest, restored.heads.len());
    tell::line(&format!("restored: {}", summary(manifest, logs)))?;
    tell::line(&format!(
        "every log was proved and ends where it did; the database has a new epoch ({}), so that \
         browsers fetch what they show again",
        restored.epoch
    ))?;
    let stopped = restored.stopped;
    tell::line(&format!(
        "everybody logs in again: {} sessions were open when the backup was made",
        stopped.sessions
    ))?;
    if stopped.posts > 0 {
        tell::line(&format!(
            "{} messages waited to be sent and may have been sent since: an administrator decides \
             about them under \"messages not sent\"",
            stopped.posts
        ))?;
    }
    if stopped.held > 0 {
        tell::line(&format!(
            "{} answers were about to leave: their writers are told, and find the text where they \
             wrote it",
            stopped.held
        ))?;
    }
    if stopped.invitations > 0 {
        tell::line(&format!(
            "{} invitations wait for an answer: send them again, the messages that went out open \
             nothing any more",
            stopped.invitations
        ))?;
    }
    if !restored.with_seal_key {
        tell::line(
            "the archive holds no sealing key: put the old secrets/seal.key into HEJIE_VAR before \
             serving, or people with an authenticator log in by a recovery code and set it up anew",
        )?;
    }
    Ok(())
}

fn summary(manifest: &backup::Manifest, logs: usize) -> String {
    let rows: u64 = manifest.rows.values().sum();
    format!(
        "{rows} rows of {} tables, {} files, {logs} logs, as of {} (hejie {}, {})",
        manifest.rows.len(),
        manifest.files,
        manifest.made_at,
        manifest.version,
        manifest.purpose
    )
}

fn runtime() -> std::io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
}

//! Settings, folder, disk, secrets, typeface: what needs no database.

use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::Path;

use super::{Finding, Level};
use crate::config::Config;
use crate::seal::Seal;

const GIB: u64 = 1 << 30;
/// Less than this is too little for a day of filings.
const FREE_BYTES_MIN: u64 = GIB;
const FREE_BYTES_SOON: u64 = 5 * GIB;
const TOKEN_CHARS_MIN: usize = 16;
const KEY_LETTERS_MIN: usize = 6;

pub(super) fn settings(config: &Config) -> Vec<Finding> {
    let mut found = vec![Finding::new(Level::Good, "settings_good")];
    if !config.server.https() {
        found
            .push(Finding::new(Level::Warning, "plain_http").with("url", config.server.base_url()));
    }
    let telling = &config.telling;
    if telling.smtp_url.is_some() && telling.mail_from.contains("@localhost") {
        found.push(Finding::new(Level::Bad, "mail_from_nowhere"));
    }
    let token = telling
        .sms_token
        .as_ref()
        .map(|token| token.reveal().chars().count());
    if token.is_some_and(|chars| chars < TOKEN_CHARS_MIN) {
        found.push(Finding::new(Level::Warning, "sms_token_weak"));
    }
    found.push(match hejie_paper::Fonts::find(config.fonts.as_deref()) {
        Ok(_) => Finding::new(Level::Good, "typeface_good"),
        Err(_) => Finding::new(Level::Bad, "typeface_missing"),
    });
    found
}

pub(super) fn folder(config: &Config) -> Vec<Finding> {
    let var = &config.storage.var;
    let mut found = vec![writable(var)];
    found.extend(space(var));
    found.push(secrets(config));
    let open = [
        var.clone(),
        config.storage.path("hejie.sqlite"),
        config.storage.path("secrets"),
        Seal::path(var),
    ];
    let before = found.len();
    for path in &open {
        found.extend(private(path));
    }
    if found.len() == before {
        found.push(Finding::new(Level::Good, "permissions_good"));
    }
    found
}

/// Writes, reads and removes a file, as every upload does.
fn writable(var: &Path) -> Finding {
    let probe = var.join(format!(".doctor.{}", std::process::id()));
    let tried = (|| {
        let mut file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&probe)?;
        file.write_all(b"hejie")?;
        file.sync_all()?;
        fs::read(&probe)
    })();
    let _gone = fs::remove_file(&probe);
    probed(var, tried)
}

/// What came of writing and reading.
fn probed(var: &Path, tried: io::Result<Vec<u8>>) -> Finding {
    match tried {
        Ok(read) if read == b"hejie" => {
            Finding::new(Level::Good, "folder_good").with("path", var.display())
        }
        Ok(_) => Finding::new(Level::Bad, "folder_garbled").with("path", var.display()),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            Finding::new(Level::Bad, "folder_missing").with("path", var.display())
        }
        Err(error) => Finding::new(Level::Bad, "folder_unwritable")
            .with("path", var.display())
            .with("error", error),
    }
}

fn space(var: &Path) -> Option<Finding> {
    let disk = rustix::fs::statvfs(var).ok()?;
    Some(room(disk.f_bavail.saturating_mul(disk.f_frsize)))
}

/// Whether so many bytes are enough.
fn room(free: u64) -> Finding {
    let level = match free {
        free if free < FREE_BYTES_MIN => Finding::new(Level::Bad, "disk_full"),
        free if free < FREE_BYTES_SOON => Finding::new(Level::Warning, "disk_filling"),
        _ => Finding::new(Level::Good, "disk_good"),
    };
    let tenths = free.saturating_mul(10).checked_div(GIB).unwrap_or_default();
    let (whole, tenth) = (tenths.div_euclid(10), tenths.rem_euclid(10));
    level.with("free", format!("{whole}.{tenth} GiB"))
}

fn secrets(config: &Config) -> Finding {
    let key = match &config.storage.seal_key {
        Some(key) => key.reveal().to_owned(),
        None => match fs::read_to_string(Seal::path(&config.storage.var)) {
            Ok(key) => key,
            Err(error) if error.kind() == ErrorKind::NotFound => {
                return Finding::new(Level::Note, "seal_key_missing");
            }
            Err(error) => {
                return Finding::new(Level::Bad, "seal_key_unreadable").with("error", error);
            }
        },
    };
    let key = key.trim().to_lowercase();
    let mut letters: Vec<char> = key.chars().collect();
    letters.sort_unstable();
    letters.dedup();
    if key.len() != 64 || !key.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        Finding::new(Level::Bad, "seal_key_unusable")
    } else if letters.len() < KEY_LETTERS_MIN {
        Finding::new(Level::Bad, "seal_key_weak")
    } else {
        Finding::new(Level::Good, "seal_key_good")
    }
}

/// Open to others on this machine.
fn private(path: &Path) -> Option<Finding> {
    let mode = fs::metadata(path).ok()?.permissions().mode() & 0o777;
    (mode & 0o077 != 0).then(|| {
        Finding::new(Level::Bad, "permissions_open")
            .with("path", path.display())
            .with("mode", format!("{mode:o}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_disk_is_full_before_a_day_of_filings_no_longer_fits() {
        let found = |free| room(free).code;
        assert_eq!(found(0), "disk_full");
        assert_eq!(found(FREE_BYTES_MIN - 1), "disk_full");
        assert_eq!(found(FREE_BYTES_MIN), "disk_filling");
        assert_eq!(found(FREE_BYTES_SOON), "disk_good");
        let facts = room(GIB + GIB / 2).facts;
        assert_eq!(facts, [("free", "1.5 GiB".to_owned())]);
    }

    #[test]
    fn a_folder_that_gives_back_something_else_is_garbled() {
        let found = |read: &[u8]| probed(Path::new("var"), Ok(read.to_vec()));
        assert_eq!(found(b"hejie").code, "folder_good");
        let garbled = found(b"hej");
        assert_eq!(garbled.code, "folder_garbled");
        assert_eq!(garbled.level, Level::Bad);
    }
}

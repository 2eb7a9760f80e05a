//! Passwords for those whom somebody may want to be, made anew for each installation.

use std::fs::OpenOptions;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use super::DemoError;
use super::cast::Cast;
use super::script::{CastSheet, PersonSheet};
use crate::app::{Context, secret};

const PASSWORD_CHARS: usize = 14;

/// Gives everybody who is to have one a password, and writes them down for the owner of this
/// installation alone: `role<TAB>login<TAB>password`.
pub(super) async fn hand_out(
    ctx: &Context,
    sheet: &CastSheet,
    cast: &Cast,
    path: &Path,
) -> Result<(), DemoError> {
    let mut lines = String::new();
    let mut hashed = Vec::new();
    for (person, role) in with_login(sheet) {
        let password = password();
        hashed.push((
            cast.person(&person.key)?,
            ctx.passwords.hash(&password).await?,
        ));
        lines.push_str(&format!("{role}\t{}\t{password}\n", person.email));
    }
    write(path, &lines).map_err(DemoError::Logins)?;
    let work = ctx.store.begin().await?;
    for (person, hash) in hashed {
        work.set_password(person, hash).await?;
    }
    Ok(work.commit().await?)
}

/// Whether that was done.
pub(super) async fn are_handed_out(
    ctx: &Context,
    sheet: &CastSheet,
    cast: &Cast,
) -> Result<bool, DemoError> {
    for (person, _) in with_login(sheet) {
        let found = ctx.store.person(cast.person(&person.key)?).await?;
        if found.is_none_or(|found| found.password_hash.is_none()) {
            return Ok(false);
        }
    }
    Ok(true)
}

fn with_login(sheet: &CastSheet) -> impl Iterator<Item = (&PersonSheet, &str)> {
    let people = sheet.people.iter();
    people.filter_map(|person| Some((person, person.login.as_deref()?)))
}

/// Letters and digits only, so that it can be picked with a double click.
fn password() -> String {
    let random = format!("{}{}", secret::token(), secret::token());
    let plain = random.chars().filter(char::is_ascii_alphanumeric);
    plain.take(PASSWORD_CHARS).collect()
}

fn write(path: &Path, lines: &str) -> std::io::Result<()> {
    let scratch = path.with_extension("new");
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true).mode(0o600);
    let mut file = options.open(&scratch)?;
    file.write_all(lines.as_bytes())?;
    file.sync_all()?;
    std::fs::rename(scratch, path)
}

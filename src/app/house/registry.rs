//! The register of merchants, taken in from a table: read line by line, compared with what is there,
//! and stored all at once or not at all. Nobody is removed by a table that does not name them.

mod read;

use std::collections::BTreeMap;

use hejie_domain::access::{OrganisationKind, StaffRole};
use hejie_domain::audit::{By, Deed, DeedKind, Detail};
use hejie_domain::ids::OrganisationId;

use self::read::Line;
use crate::app::people::organisations::{Record, changed, recorded};
use crate::app::{Caller, Context, Failure, audit, secret};
use crate::db::{DbError, Organisation, Registered};

/// The largest table that is taken at once.
pub const BYTES_MAX: usize = 5 * 1024 * 1024;
/// The most lines that are taken at once.
pub const LINES_MAX: usize = 20_000;

/// What a line would do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// A merchant that is not in the register.
    New,
    /// One that is there and would be recorded otherwise.
    Changed,
    /// One that is there as the line says.
    Unchanged,
}

/// A line that can be taken.
#[derive(Debug, Clone)]
pub struct Taken {
    /// Its number in the file.
    pub line: u64,
    /// The merchant as it would be recorded.
    pub merchant: Organisation,
    /// What it would do.
    pub effect: Effect,
    /// Which fields would change.
    pub fields: Vec<&'static str>,
    /// The version it is taken over, where the merchant is known.
    seen: Option<u64>,
}

/// What is wrong with a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// Its number in the file.
    pub line: u64,
    /// Which column, by the name used in data.
    pub field: String,
    /// What, as the catalogue calls it.
    pub code: &'static str,
    /// As it stood there.
    pub value: String,
}

/// Everything that a table would do.
#[derive(Debug, Clone)]
pub struct Look {
    /// `utf-8` or `gb18030`.
    pub encoding: &'static str,
    /// What can be taken, in the order of the file.
    pub taken: Vec<Taken>,
    /// What cannot.
    pub wrong: Vec<Wrong>,
    digest: String,
}

/// Whether lines that are wrong keep the others out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// Nothing is stored while anything is wrong.
    All,
    /// What is right is stored.
    Valid,
}

impl Look {
    /// How many lines have that effect.
    pub fn count(&self, effect: Effect) -> usize {
        let alike = self.taken.iter().filter(|line| line.effect == effect);
        alike.count()
    }

    /// How many lines cannot be taken.
    pub fn wrong_lines(&self) -> usize {
        let mut lines: Vec<_> = self.wrong.iter().map(|wrong| wrong.line).collect();
        lines.dedup();
        lines.len()
    }
}

/// What a table would do to the register of the caller's platform. Nothing is stored.
pub async fn look(ctx: &Context, caller: &Caller, table: &[u8]) -> Result<Look, Failure> {
    let platform = caller.platform_as(&[StaffRole::Administrator])?;
    look_at(ctx, platform, table).await
}

/// Takes a table in.
pub async fn import(
    ctx: &Context,
    caller: &Caller,
    table: &[u8],
    choice: Choice,
) -> Result<Look, Failure> {
    let platform = caller.platform_as(&[StaffRole::Administrator])?;
    let deed = caller.deed(DeedKind::RegistryImported, ctx.now().at);
    take(ctx, platform, table, choice, deed).await
}

/// The same for whoever works at the command line of the machine.
pub async fn look_by_operator(ctx: &Context, table: &[u8]) -> Result<Look, Failure> {
    look_at(ctx, first_platform(ctx).await?, table).await
}

/// The same for whoever works at the command line of the machine.
pub async fn import_by_operator(
    ctx: &Context,
    table: &[u8],
    choice: Choice,
) -> Result<Look, Failure> {
    let platform = first_platform(ctx).await?;
    let deed = Deed::new(DeedKind::RegistryImported, By::Operator, ctx.now().at);
    take(ctx, platform, table, choice, deed).await
}

/// Merchants by part of their name or by their whole code, for the command line.
pub async fn show(ctx: &Context, words: &str, most: u64) -> Result<Vec<Organisation>, Failure> {
    Ok(ctx.store.merchants(words, most).await?)
}

async fn first_platform(ctx: &Context) -> Result<OrganisationId, Failure> {
    let platforms = ctx.store.platforms().await?;
    let first = platforms.first().map(|platform| platform.id);
    first.ok_or(Failure::NotFound)
}

async fn take(
    ctx: &Context,
    platform: OrganisationId,
    table: &[u8],
    choice: Choice,
    deed: Deed,
) -> Result<Look, Failure> {
    let look = look_at(ctx, platform, table).await?;
    if choice == Choice::All && !look.wrong.is_empty() {
        return Err(Failure::Conflict("registry_has_faults"));
    }
    let now = ctx.now().at;
    let mut work = ctx.store.begin().await?;
    for line in &look.taken {
        let stored = match (line.effect, line.seen) {
            (Effect::Unchanged, _) => true,
            (_, None) => match work.add_organisation(&line.merchant, now).await {
                Ok(()) => true,
                Err(DbError::Conflict) => false,
                Err(other) => return Err(other.into()),
            },
            (_, Some(seen)) => work.change_organisation(&line.merchant, seen, now).await?,
        };
        // Somebody was quicker: the comparison that was shown holds no more.
        if !stored {
            return Err(Failure::Conflict("registry_moved"));
        }
    }
    let deed = deed
        .within(platform)
        .with("new", look.count(Effect::New))
        .with("changed", look.count(Effect::Changed))
        .with("unchanged", look.count(Effect::Unchanged))
        .with("left_out", look.wrong_lines())
        .with("digest", Detail::words(&look.digest));
    audit::record(&mut work, deed);
    work.commit().await?;
    Ok(look)
}

async fn look_at(ctx: &Context, platform: OrganisationId, table: &[u8]) -> Result<Look, Failure> {
    let read = read::table(table)?;
    let known = ctx.store.merchants_of(platform).await?;
    let known: BTreeMap<String, Registered> = known
        .into_iter()
        .filter_map(|one| {
            let code = one.organisation.credit_code.as_ref()?.to_string();
            Some((code, one))
        })
        .collect();
    let (mut taken, mut wrong) = (Vec::new(), read.wrong);
    let mut lines: BTreeMap<String, u64> = BTreeMap::new();
    for line in read.lines {
        match compare(ctx, platform, &known, &line) {
            Ok(found) => {
                let code = found.merchant.credit_code.as_ref();
                let code = code.map(ToString::to_string).unwrap_or_default();
                if lines.insert(code.clone(), line.number).is_some() {
                    let field = "credit_code";
                    wrong.push(line.wrong(field, "twice_in_table", &code));
                } else {
                    taken.push(found);
                }
            }
            Err(faults) => wrong.extend(faults),
        }
    }
    wrong.sort_by_key(|wrong| wrong.line);
    Ok(Look {
        encoding: read.encoding,
        taken,
        wrong,
        digest: secret::digest_bytes(table),
    })
}

/// A line beside what is known of its merchant. An empty cell says nothing.
fn compare(
    ctx: &Context,
    platform: OrganisationId,
    known: &BTreeMap<String, Registered>,
    line: &Line,
) -> Result<Taken, Vec<Wrong>> {
    let code = line.cell("credit_code").unwrap_or_default();
    let code: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let before = known.get(&code.to_uppercase());
    let bare = Organisation {
        id: ctx.ids.new(),
        kind: OrganisationKind::Merchant,
        name: String::new(),
        credit_code: None,
        platform: Some(platform),
        self_operated: false,
        address: None,
        phone: None,
        email: None,
        region: None,
        body: None,
    };
    let there = before.map_or_else(|| bare, |known| known.organisation.clone());
    let mut faults = Vec::new();
    let own = match line.cell("self_operated").map(yes_or_no) {
        None => there.self_operated,
        Some(Some(own)) => own,
        Some(None) => {
            faults.push(("self_operated".to_owned(), "not_yes_or_no"));
            false
        }
    };
    let said = |field: &str, before: &Option<String>| {
        let cell = line.cell(field).map(ToOwned::to_owned);
        cell.or_else(|| before.clone())
    };
    let record = Record {
        name: line.cell("name").unwrap_or_default().to_owned(),
        credit_code: line.cell("credit_code").map(ToOwned::to_owned),
        self_operated: own,
        address: said("address", &there.address),
        phone: said("phone", &there.phone),
        email: said("email", &there.email),
        region: said("region", &there.region),
        body_kind: None,
        fees: None,
    };
    match recorded(there.clone(), record) {
        Ok(merchant) if faults.is_empty() => {
            let fields = before.map_or_else(Vec::new, |_| changed(&there, &merchant));
            let effect = match before {
                None => Effect::New,
                Some(_) if fields.is_empty() => Effect::Unchanged,
                Some(_) => Effect::Changed,
            };
            Ok(Taken {
                line: line.number,
                merchant,
                effect,
                fields,
                seen: before.map(|known| known.version),
            })
        }
        Ok(_) => Err(line.named(faults)),
        Err(Failure::Invalid(found)) => {
            let found = found.into_iter();
            let field = |pointer: &str| pointer.trim_start_matches('/').to_owned();
            faults.extend(found.map(|fault| (field(&fault.pointer), fault.code)));
            Err(line.named(faults))
        }
        Err(_other) => Err(vec![line.wrong("name", "invalid", "")]),
    }
}

fn yes_or_no(cell: &str) -> Option<bool> {
    match cell.to_lowercase().as_str() {
        "是" | "yes" | "y" | "true" | "1" => Some(true),
        "否" | "no" | "n" | "false" | "0" => Some(false),
        _ => None,
    }
}

//! The list of regions, and taking in a longer one.

use hejie_domain::audit::DeedKind;
use hejie_domain::law::jurisdiction::Regions;

use super::learn::refresh;
use crate::app::{Caller, Context, Failure, audit, secret};
use crate::db::{DbError, LawImport, LawKind};

/// Takes in a list in lines of `CODE,NAME`; a later list may rename a region. Answers how many
/// regions are known now.
pub async fn import(ctx: &Context, by: Option<&Caller>, csv: &str) -> Result<usize, Failure> {
    let known = ctx.known.regions();
    let renamed = Regions::renamed_by(&known, csv);
    let regions = renamed.map_err(|_fault| Failure::invalid("/text", "regions_unreadable"))?;
    let import = LawImport {
        id: ctx.ids.new(),
        kind: LawKind::Regions,
        name: secret::digest(csv),
        content: csv.to_owned(),
        imported_at: ctx.now().at,
        imported_by: by.map(|caller| caller.standing.person),
        // No term depends on the name of a region.
        applied_at: Some(ctx.now().at),
    };
    let mut work = ctx.store.begin().await?;
    match work.put_law(&import).await {
        Ok(()) => {
            let deed = audit::deed_of(by, DeedKind::RegionsImported, import.imported_at);
            let count = u64::try_from(regions.len()).unwrap_or_default();
            audit::record(&mut work, deed.about(import.id).with("count", count));
            work.commit().await?;
        }
        // The very same list is known: nothing is left to do.
        Err(DbError::Conflict) => return Ok(known.len()),
        Err(other) => return Err(other.into()),
    }
    refresh(ctx).await?;
    Ok(regions.len())
}

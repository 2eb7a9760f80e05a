//! The list of regions, and taking in a longer one.

use hejie_domain::ids::PersonId;
use hejie_domain::law::jurisdiction::Regions;

use super::learn::refresh;
use crate::app::{Context, Failure, secret};
use crate::db::{DbError, LawImport, LawKind};

/// Takes in a list in lines of `CODE,NAME`; a later list may rename a region. Answers how many
/// regions are known now.
pub async fn import(ctx: &Context, by: Option<PersonId>, csv: &str) -> Result<usize, Failure> {
    let known = ctx.known.regions();
    let renamed = Regions::renamed_by(&known, csv);
    let regions = renamed.map_err(|_fault| Failure::invalid("/text", "regions_unreadable"))?;
    let import = LawImport {
        id: ctx.ids.new(),
        kind: LawKind::Regions,
        name: secret::digest(csv),
        content: csv.to_owned(),
        imported_at: ctx.now().at,
        imported_by: by,
        // No term depends on the name of a region.
        applied_at: Some(ctx.now().at),
    };
    let work = ctx.store.begin().await?;
    match work.put_law(&import).await {
        Ok(()) => work.commit().await?,
        // The very same list is known: nothing is left to do.
        Err(DbError::Conflict) => return Ok(known.len()),
        Err(other) => return Err(other.into()),
    }
    refresh(ctx).await?;
    Ok(regions.len())
}

//! Lists of disputes: the caller's own, and what every list says of its rows.

use std::collections::BTreeMap;

use hejie_domain::access::StaffRole;
use hejie_domain::ids::PersonId;

use crate::app::{Caller, Context, Failure};
use crate::db::dispute::{Cursor, Listing, Row, Whose};

/// What a caller asks a list for.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    pub after: Option<Cursor>,
    pub limit: u64,
}

/// A page of a list, with the names of first responders.
#[derive(Debug)]
pub struct Listed {
    pub rows: Vec<Row>,
    /// Name and work number of every responder named in the rows.
    pub responders: BTreeMap<PersonId, (String, Option<String>)>,
    /// How many messages the caller has not read in each row's rooms, in the order of the rows.
    pub unread: Vec<u64>,
    pub next: Option<Cursor>,
}

/// Disputes in which the caller holds a party's seat.
pub async fn list_own(ctx: &Context, caller: &Caller, wanted: Wanted) -> Result<Listed, Failure> {
    let shops = caller
        .standing
        .roles
        .iter()
        .filter(|held| held.role == StaffRole::ShopStaff);
    let shops = shops.map(|held| held.organisation).collect();
    let whose = match caller.standing.link {
        Some((only, _)) => Whose::Only(only),
        None => Whose::Seats(caller.standing.person, shops),
    };
    let listing = Listing {
        whose,
        after: wanted.after,
        limit: wanted.limit.saturating_add(1),
    };
    let rows = ctx.store.list_disputes(&listing).await?;
    dress(ctx, caller, rows, wanted.limit).await
}

/// Adds to rows what a reader sees beside them. One row beyond the limit says that there are more.
pub(in crate::app) async fn dress(
    ctx: &Context,
    caller: &Caller,
    mut rows: Vec<Row>,
    limit: u64,
) -> Result<Listed, Failure> {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = rows.len() > limit;
    rows.truncate(limit);
    let next = rows.last().filter(|_| more).map(|row| row.cursor);
    let ids: Vec<_> = rows.iter().filter_map(|row| row.responder).collect();
    let responders = super::page::colleagues(ctx, &ids).await?;
    let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
    let rooms = ctx
        .store
        .unread_messages(&ids, caller.standing.person)
        .await?;
    let unread = |id| rooms.iter().filter(move |room| room.dispute == id);
    let unread = ids
        .iter()
        .map(|id| unread(*id).map(|room| room.count).sum())
        .collect();
    Ok(Listed {
        rows,
        responders,
        unread,
        next,
    })
}

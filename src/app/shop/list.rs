//! A shop's disputes.

use std::collections::BTreeMap;

use hejie_domain::dispute::lists::Phase;
use hejie_domain::ids::{OrganisationId, PersonId};
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::app::{Caller, Context, Failure};
use crate::db::dispute::Cursor;
use crate::db::{ShopCounts, ShopListing, ShopRow, ShopView};

/// A part of a shop's list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// 等我店处理
    #[default]
    Waiting,
    /// 即将到期
    DueSoon,
    /// 处理中
    Open,
    /// 已结案
    Closed,
    /// 全部
    All,
}

/// What ends within this time ends soon.
const SOON: SignedDuration = SignedDuration::from_hours(24);

/// What a shop asks for.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    pub part: Part,
    pub phase: Option<Phase>,
    pub words: Option<String>,
    pub after: Option<Cursor>,
    pub limit: u64,
}

/// A page of the list.
#[derive(Debug)]
pub struct Listed {
    pub rows: Vec<ShopRow>,
    /// Name and work number of every first responder in the rows.
    pub responders: BTreeMap<PersonId, (String, Option<String>)>,
    /// How many messages the caller has not read, in the order of the rows.
    pub unread: Vec<u64>,
    pub counts: ShopCounts,
    pub next: Option<Cursor>,
}

/// A page of a shop's disputes, for those who work there.
pub async fn list(
    ctx: &Context,
    caller: &Caller,
    shop: OrganisationId,
    wanted: Wanted,
) -> Result<Listed, Failure> {
    super::works_there(caller, shop)?;
    let listing = ShopListing {
        shop,
        view: view(wanted.part, soon(ctx)),
        phase: wanted.phase,
        words: wanted.words,
        after: wanted.after,
        limit: wanted.limit.saturating_add(1),
    };
    let mut rows = ctx.store.list_shop(&listing).await?;
    let limit = usize::try_from(wanted.limit).unwrap_or(usize::MAX);
    let more = rows.len() > limit;
    rows.truncate(limit);
    let next = rows.last().filter(|_| more).map(|row| row.cursor);
    let people: Vec<_> = rows.iter().filter_map(|row| row.responder).collect();
    let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
    let rooms = ctx
        .store
        .unread_messages(&ids, caller.standing.person)
        .await?;
    let of = |id| rooms.iter().filter(move |room| room.dispute == id);
    let unread = ids.iter().map(|id| of(*id).map(|room| room.count).sum());
    Ok(Listed {
        unread: unread.collect(),
        responders: crate::app::dispute::colleagues(ctx, &people).await?,
        counts: ctx.store.count_shop(shop, soon(ctx)).await?,
        rows,
        next,
    })
}

fn view(part: Part, soon: Timestamp) -> ShopView {
    match part {
        Part::Waiting => ShopView::Waiting,
        Part::DueSoon => ShopView::DueBefore(soon),
        Part::Open => ShopView::Open,
        Part::Closed => ShopView::Closed,
        Part::All => ShopView::All,
    }
}

fn soon(ctx: &Context) -> Timestamp {
    let now = ctx.now().at;
    now.checked_add(SOON).unwrap_or(now)
}

//! Lists: the caller's own disputes, and a platform's queue.

use std::collections::BTreeMap;

use hejie_domain::access::StaffRole;
use hejie_domain::dispute::lists::Phase;
use hejie_domain::ids::PersonId;
use hejie_domain::taxonomy::Category;
use jiff::SignedDuration;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::app::{Caller, Context, Failure};
use crate::db::dispute::{Counts, Cursor, Listing, Row, View, Whose};

/// A part of the queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum QueueView {
    /// 我的
    Mine,
    /// 未分配
    Unassigned,
    /// 即将到期
    DueSoon,
    /// 逾期未答复
    Missed,
    /// 处理中
    Open,
    /// 已结案
    Closed,
    /// 全部
    All,
}

/// What is due within this time is due soon.
const SOON: SignedDuration = SignedDuration::from_hours(24);

/// What a caller asks a list for.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    pub phase: Option<Phase>,
    pub category: Option<Category>,
    pub words: Option<String>,
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

/// How many wait where.
pub type Counted = Counts;

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
    page(ctx, caller, whose, View::All, wanted).await
}

/// A platform's queue, for those who serve there.
pub async fn list_queue(
    ctx: &Context,
    caller: &Caller,
    view: QueueView,
    wanted: Wanted,
) -> Result<Listed, Failure> {
    let platform = caller.platform_as(&[StaffRole::ServiceAgent, StaffRole::Supervisor])?;
    let view = match view {
        QueueView::Mine => View::Mine(caller.standing.person),
        QueueView::Unassigned => View::Unassigned,
        QueueView::DueSoon => View::DueBefore(soon(ctx)),
        QueueView::Missed => View::Missed,
        QueueView::Open => View::Open,
        QueueView::Closed => View::Closed,
        QueueView::All => View::All,
    };
    page(ctx, caller, Whose::Platform(platform), view, wanted).await
}

/// How many wait in each part of the queue.
pub async fn queue_counts(ctx: &Context, caller: &Caller) -> Result<Counted, Failure> {
    let platform = caller.platform_as(&[StaffRole::ServiceAgent, StaffRole::Supervisor])?;
    Ok(ctx
        .store
        .count_queue(platform, caller.standing.person, soon(ctx))
        .await?)
}

fn soon(ctx: &Context) -> jiff::Timestamp {
    let now = ctx.now().at;
    now.checked_add(SOON).unwrap_or(now)
}

async fn page(
    ctx: &Context,
    caller: &Caller,
    whose: Whose,
    view: View,
    wanted: Wanted,
) -> Result<Listed, Failure> {
    let listing = Listing {
        whose,
        view,
        phase: wanted.phase,
        category: wanted.category,
        words: wanted.words,
        after: wanted.after,
        limit: wanted.limit.saturating_add(1),
    };
    let mut rows = ctx.store.list_disputes(&listing).await?;
    let limit = usize::try_from(wanted.limit).unwrap_or(usize::MAX);
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

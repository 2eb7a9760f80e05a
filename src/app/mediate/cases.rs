//! Cases, by what is to be done with them.

use std::collections::BTreeMap;

use hejie_domain::access::{Door, StaffRole, may};
use hejie_domain::dispute::lists::Seat;
use hejie_domain::ids::{DisputeId, PersonId};
use hejie_domain::mediation::Stage;
use jiff::Timestamp;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{body, desks};
use crate::app::{Caller, Context, Failure};
use crate::db::{Case, CaseCursor, CaseListing, Desk};

/// A part of the work: the first six are a registrar's, the others a mediator's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CaseView {
    /// 待受理
    Asked,
    /// 待指派
    Appoint,
    /// 待决定回避
    Decide,
    /// 待盖章
    Seal,
    /// 调解中
    Running,
    /// 已结束
    Ended,
    /// 待接受指派
    Offered,
    /// 我的调解
    Mine,
    /// 我办结的
    Past,
}

impl CaseView {
    /// Every view, with the stages that it shows.
    const ALL: &[Self] = &[
        Self::Asked,
        Self::Appoint,
        Self::Decide,
        Self::Seal,
        Self::Running,
        Self::Ended,
        Self::Offered,
        Self::Mine,
        Self::Past,
    ];

    const fn stages(self) -> &'static [Stage] {
        match self {
            Self::Asked => &[Stage::Acceptance, Stage::Consent],
            Self::Appoint => &[Stage::Appointment],
            Self::Decide => &[Stage::Challenge],
            Self::Seal => &[Stage::Seal],
            Self::Running => &[Stage::Answer, Stage::Talks, Stage::Signing],
            Self::Ended | Self::Past => &[Stage::Settled, Stage::Ended],
            Self::Offered => &[Stage::Answer],
            Self::Mine => &[Stage::Talks, Stage::Challenge, Stage::Signing, Stage::Seal],
        }
    }

    /// The stage in which something is to be done, which is what a number beside the view counts.
    const fn counted(self) -> &'static [Stage] {
        match self {
            Self::Asked => &[Stage::Acceptance],
            Self::Appoint
            | Self::Decide
            | Self::Seal
            | Self::Running
            | Self::Offered
            | Self::Mine => self.stages(),
            Self::Ended | Self::Past => &[],
        }
    }

    const fn seat(self) -> Seat {
        match self {
            Self::Asked
            | Self::Appoint
            | Self::Decide
            | Self::Seal
            | Self::Running
            | Self::Ended => Seat::Registrar,
            Self::Offered | Self::Mine | Self::Past => Seat::Mediator,
        }
    }

    fn desk(self, caller: &Caller) -> Result<Desk, Failure> {
        if self.seat() == Seat::Registrar {
            return Ok(Desk::Body(body(caller)?));
        }
        caller.body_as(&[StaffRole::Mediator])?;
        Ok(Desk::Mediator(caller.standing.person))
    }
}

/// What waits for the caller in one case.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Waits {
    /// Messages in the rooms where the caller has a place.
    pub unread: u64,
    /// Hands raised in the mediation room.
    pub hands: u64,
    /// Offers that nobody has answered.
    pub offers: u64,
    /// Signatures that are missing under what was agreed.
    pub unsigned: u64,
    /// When the next session begins.
    pub next_session: Option<Timestamp>,
}

/// A case with everything that a line says.
#[derive(Debug)]
pub struct Listed {
    pub case: Case,
    pub consumer: String,
    pub respondents: Vec<String>,
    pub mediator: Option<(PersonId, String)>,
    /// Whether it is the caller's turn.
    pub yours: bool,
    pub waits: Waits,
}

/// A page of cases.
#[derive(Debug)]
pub struct CasePage {
    pub items: Vec<Listed>,
    pub next: Option<CaseCursor>,
}

/// A page of one view.
pub async fn list(
    ctx: &Context,
    caller: &Caller,
    view: CaseView,
    after: Option<CaseCursor>,
    limit: u64,
) -> Result<CasePage, Failure> {
    let listing = CaseListing {
        desk: view.desk(caller)?,
        stages: view.stages(),
        after,
        limit: limit.saturating_add(1),
    };
    let mut cases = ctx.store.list_cases(&listing).await?;
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = cases.len() > limit;
    cases.truncate(limit);
    let next = cases.last().filter(|_| more).map(|case| case.cursor);
    let items = told(ctx, caller, view, cases).await?;
    Ok(CasePage { items, next })
}

/// How many cases of each view wait for the caller; views in which nothing waits are left out.
pub async fn counts(ctx: &Context, caller: &Caller) -> Result<BTreeMap<CaseView, u64>, Failure> {
    let mut found = BTreeMap::new();
    for desk in desks(caller)? {
        found.insert(desk_seat(desk).code(), ctx.store.count_cases(desk).await?);
    }
    let count = |view: &CaseView| {
        let stages = found.get(view.seat().code())?;
        let counted = view.counted().iter().filter_map(|stage| stages.get(stage));
        Some((*view, counted.sum::<u64>()))
    };
    let all = CaseView::ALL.iter().filter_map(count);
    Ok(all.filter(|(_, cases)| *cases > 0).collect())
}

fn desk_seat(desk: Desk) -> Seat {
    match desk {
        Desk::Body(_) => Seat::Registrar,
        Desk::Mediator(_) => Seat::Mediator,
    }
}

async fn told(
    ctx: &Context,
    caller: &Caller,
    view: CaseView,
    cases: Vec<Case>,
) -> Result<Vec<Listed>, Failure> {
    let ids: Vec<_> = cases.iter().map(|case| case.dispute).collect();
    let parties = ctx.store.party_names(&ids).await?;
    let people: Vec<_> = cases.iter().filter_map(|case| case.mediator).collect();
    let names = ctx.store.names(&people).await?;
    let live: Vec<_> = cases.iter().filter(|case| case.stage.is_open()).collect();
    let live: Vec<_> = live.into_iter().map(|case| case.dispute).collect();
    let waits = waiting(ctx, caller, view, &live).await?;
    let listed = |case: Case| {
        // Whose dispute it is, is told once they agreed to the body (B-09).
        let told = parties
            .get(&case.dispute)
            .filter(|_| case.stage != Stage::Consent);
        let (consumer, respondents) = told.cloned().unwrap_or_default();
        let named = |person| (person, names.get(&person).cloned().unwrap_or_default());
        Listed {
            consumer,
            respondents,
            mediator: case.mediator.map(named),
            yours: is_turn(&case, view.seat()),
            waits: waits.get(&case.dispute).copied().unwrap_or_default(),
            case,
        }
    };
    Ok(cases.into_iter().map(listed).collect())
}

/// Whether the case waits for the seat.
fn is_turn(case: &Case, seat: Seat) -> bool {
    let code = seat.code();
    match case.stage {
        Stage::Seal => case.unsealed.iter().any(|one| one == code),
        Stage::Settled | Stage::Ended => false,
        Stage::Consent
        | Stage::Acceptance
        | Stage::Appointment
        | Stage::Answer
        | Stage::Challenge
        | Stage::Talks
        | Stage::Signing => case.turn.iter().any(|one| one == code),
    }
}

/// What waits in each case. A registrar is in no room, and is told of papers and sessions
/// alone.
async fn waiting(
    ctx: &Context,
    caller: &Caller,
    view: CaseView,
    ids: &[DisputeId],
) -> Result<BTreeMap<DisputeId, Waits>, Failure> {
    let mut all: BTreeMap<DisputeId, Waits> = BTreeMap::new();
    for (id, (offers, unsigned)) in ctx.store.open_papers(ids).await? {
        let waits = all.entry(id).or_default();
        (waits.offers, waits.unsigned) = (offers, unsigned);
    }
    let now = ctx.now().at;
    for (id, at) in ctx.store.next_sessions(ids, now).await? {
        all.entry(id).or_default().next_session = Some(at);
    }
    if view.seat() == Seat::Registrar {
        return Ok(all);
    }
    for id in ids {
        all.entry(*id).or_default().hands = hands(ctx, caller, *id).await?;
    }
    for room in ctx
        .store
        .unread_messages(ids, caller.standing.person)
        .await?
    {
        // What is new in a room that is closed to them is not counted either.
        let (found, dispute) =
            tokio::try_join!(ctx.store.room(room.room), ctx.store.dispute(room.dispute))?;
        let Some((found, loaded)) = found.zip(dispute) else {
            continue;
        };
        let door = Door::ReadRoom(found.doorplate());
        if may(&loaded.dispute, &caller.standing, door).is_err() {
            continue;
        }
        let waits = all.entry(room.dispute).or_default();
        waits.unread = waits.unread.saturating_add(room.count);
    }
    Ok(all)
}

/// How many ask to speak in the rooms of a mediation that the caller may read.
async fn hands(ctx: &Context, caller: &Caller, id: DisputeId) -> Result<u64, Failure> {
    let (rooms, dispute) = tokio::try_join!(ctx.store.rooms_of(id), ctx.store.dispute(id))?;
    let Some(loaded) = dispute else { return Ok(0) };
    let mut raised = 0;
    for room in rooms.iter().filter(|room| room.kind.has_table()) {
        let door = Door::ReadRoom(room.doorplate());
        if may(&loaded.dispute, &caller.standing, door).is_ok() {
            raised += ctx
                .store
                .room_table(room.id, room.last_seq)
                .await?
                .hands
                .len();
        }
    }
    Ok(u64::try_from(raised).unwrap_or(u64::MAX))
}

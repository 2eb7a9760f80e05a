//! Disputes that go over to somebody else, with what they must know.

use hejie_domain::desk::{Summary, summarise};
use hejie_domain::dispute::event::{Event, Fact, Naming};
use hejie_domain::ids::{DisputeId, PersonId, TextId};

use super::work_on;
use crate::app::people::duty::{first_responder, people_of_sides};
use crate::app::{Caller, Context, Failure};
use crate::db::dispute::Loaded;
use crate::db::{Handover, Person, Work};

/// What was left for the caller by somebody who handed the dispute over.
#[derive(Debug)]
pub struct Left {
    /// When and from whom.
    pub handover: Handover,
    /// The name of whoever handed it over.
    pub from_name: Option<String>,
    /// Their own words.
    pub words: Option<String>,
}

/// What a successor must know, as it stands now.
pub async fn summary(ctx: &Context, caller: &Caller, id: DisputeId) -> Result<Summary, Failure> {
    let (loaded, _) = work_on(ctx, caller, id).await?;
    Ok(summarise(&loaded.dispute, &loaded.log))
}

/// The caller has read what was left for them.
pub async fn read(ctx: &Context, caller: &Caller, id: DisputeId) -> Result<(), Failure> {
    work_on(ctx, caller, id).await?;
    let work = ctx.store.begin().await?;
    work.read_handover(id, caller.standing.person, ctx.now().at)
        .await?;
    Ok(work.commit().await?)
}

/// Whom the rota names for the dispute now, beside the caller and whoever has it: with them it goes on
/// when it is handed to nobody in particular. `None` while there is nobody else.
pub async fn on_duty(
    ctx: &Context,
    caller: &Caller,
    id: DisputeId,
) -> Result<Option<Person>, Failure> {
    let (loaded, _) = work_on(ctx, caller, id).await?;
    let dispute = &loaded.dispute;
    let parties = dispute.parties.iter().map(|party| party.fact.clone());
    let parties: Vec<_> = parties.collect();
    let mut but = people_of_sides(ctx, dispute.platform, &parties).await?;
    but.push(caller.standing.person);
    but.extend(dispute.responder.map(|(person, _)| person));
    let load = ctx.store.open_load(dispute.platform).await?;
    match first_responder(ctx, dispute.platform, &load, &but).await? {
        Some(person) => Ok(ctx.store.person(person).await?),
        None => Ok(None),
    }
}

/// What was left for somebody and they have not read.
pub(super) async fn left(
    ctx: &Context,
    loaded: &Loaded,
    person: PersonId,
) -> Result<Option<Left>, Failure> {
    let last = ctx.store.last_handover(loaded.dispute.id).await?;
    let unread = last.filter(|last| last.to == person && last.read_at.is_none());
    let Some(handover) = unread else {
        return Ok(None);
    };
    let from = match handover.from {
        Some(from) => ctx.store.person(from).await?,
        None => None,
    };
    let texts = ctx.store.texts(loaded.dispute.id).await?;
    let words = loaded
        .log
        .iter()
        .find(|event| event.seq == handover.seq)
        .and_then(note);
    Ok(Some(Left {
        from_name: from.map(|from| from.name),
        words: words.and_then(|words| texts.get(&words).cloned()),
        handover,
    }))
}

/// Notes that the dispute went over by new entries of the log.
pub(in crate::app) async fn named(
    work: &Work,
    loaded: &Loaded,
    events: &[Event],
) -> Result<(), Failure> {
    for event in events {
        let Fact::ResponderNamed {
            person,
            how: Naming::TakeOver,
            ..
        } = &event.fact
        else {
            continue;
        };
        let before = loaded.log.iter().filter(|one| one.seq < event.seq);
        let from = before.rev().find_map(responder);
        let handover = Handover {
            dispute: loaded.dispute.id,
            seq: event.seq,
            from,
            to: *person,
            at: event.at,
            read_at: None,
        };
        work.hand_over(&handover).await?;
    }
    Ok(())
}

fn responder(event: &Event) -> Option<PersonId> {
    if let Fact::ResponderNamed { person, .. } = &event.fact {
        Some(*person)
    } else {
        None
    }
}

fn note(event: &Event) -> Option<TextId> {
    if let Fact::ResponderNamed { note, .. } = &event.fact {
        note.as_ref().map(|note| note.id)
    } else {
        None
    }
}

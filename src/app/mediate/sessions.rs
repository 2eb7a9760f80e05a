//! The calendar of a desk: one's own sessions as a mediator, the body's as its registrar.

use hejie_domain::access::{Door, may};
use hejie_domain::dispute::mediation::Mediation;
use hejie_domain::dispute::session::{Session, SessionState, SessionWay, Span};
use hejie_domain::dispute::state::Dispute;
use hejie_domain::ids::{DisputeId, MediationSessionId, OrganisationId, PersonId};

use super::desks;
use crate::app::{Caller, Context, Failure};
use crate::db::Desk;

/// A time that is taken, or asked for, in a calendar.
#[derive(Debug, Clone)]
pub struct Slot {
    pub session: MediationSessionId,
    pub dispute: DisputeId,
    pub number: String,
    pub title: String,
    /// The parties that must come.
    pub parties: Vec<String>,
    pub mediator: Option<(PersonId, String)>,
    pub way: SessionWay,
    pub state: SessionState,
    pub span: Span,
}

/// The sessions of the caller's desk within a time, by their beginning. One for which times are still
/// asked stands at each of them. What was called off is left out.
pub async fn sessions(ctx: &Context, caller: &Caller, within: Span) -> Result<Vec<Slot>, Failure> {
    // A registrar who mediates as well does so for the same body.
    let desk = desks(caller)?.first().copied().ok_or(Failure::NotFound)?;
    let booked = ctx.store.sessions_at(desk, within).await?;
    let mut slots = Vec::new();
    for booked in booked {
        let Some(loaded) = ctx.store.dispute(booked.dispute).await? else {
            continue;
        };
        // Whoever lost their seat no longer sees when the others meet.
        if may(&loaded.dispute, &caller.standing, Door::View).is_err() {
            continue;
        }
        let Some(session) = loaded.dispute.session(booked.id) else {
            continue;
        };
        if !is_of(&loaded.dispute, session, desk) {
            continue;
        }
        let parties = session.parties.iter();
        let parties = parties.filter_map(|party| loaded.name_of(*party));
        let parties: Vec<_> = parties.map(str::to_owned).collect();
        let times = spans(session).into_iter().filter(|at| at.meets(within));
        slots.extend(times.map(|span| Slot {
            session: session.id,
            dispute: booked.dispute,
            number: loaded.number.clone(),
            title: loaded.title.clone(),
            parties: parties.clone(),
            mediator: session.mediator.map(|person| (person, String::new())),
            way: session.way,
            state: session.state,
            span,
        }));
    }
    let people = slots.iter().filter_map(|slot| slot.mediator.as_ref());
    let people: Vec<_> = people.map(|(person, _)| *person).collect();
    let names = ctx.store.names(&people).await?;
    for (person, name) in slots.iter_mut().filter_map(|slot| slot.mediator.as_mut()) {
        *name = names.get(person).cloned().unwrap_or_default();
    }
    slots.sort_by_key(|slot| (slot.span, slot.session));
    Ok(slots)
}

/// When it is, or when it may be.
fn spans(session: &Session) -> Vec<Span> {
    match session.state {
        SessionState::Proposed => {
            let slots = session.slots.iter();
            slots.map(|at| Span::of(*at, session.minutes)).collect()
        }
        SessionState::Fixed | SessionState::Held => session.span().into_iter().collect(),
        SessionState::Cancelled => Vec::new(),
    }
}

/// Another body may have mediated in the same dispute before, or after.
fn is_of(dispute: &Dispute, session: &Session, desk: Desk) -> bool {
    match desk {
        Desk::Mediator(person) => session.mediator == Some(person),
        Desk::Body(body) => session
            .mediator
            .is_some_and(|person| has_mediated(dispute, body, person)),
    }
}

fn has_mediated(dispute: &Dispute, body: OrganisationId, person: PersonId) -> bool {
    let of_body = |one: &&Mediation| one.body.organisation == body;
    let mut mediations = dispute.mediations.iter().filter(of_body);
    mediations.any(|one| one.mediator() == Some(person) || one.left.contains(&person))
}

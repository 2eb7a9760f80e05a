//! Somebody's sessions, over all their disputes.

use std::collections::BTreeMap;

use hejie_domain::access::{Door, may};
use hejie_domain::dispute::event::Actor;
use hejie_domain::dispute::session::{Session, Span};
use hejie_domain::ids::{PersonId, TextId};

use crate::app::{Caller, Context, Failure};
use crate::db::dispute::Loaded;

/// A session in somebody's calendar.
#[derive(Debug)]
pub struct Entry {
    /// The dispute it belongs to.
    pub loaded: Loaded,
    /// In which seat the caller is there.
    pub you: Actor,
    /// The session.
    pub session: Session,
    /// The words of the dispute.
    pub texts: BTreeMap<TextId, String>,
    /// What the people of the session call themselves.
    pub names: BTreeMap<PersonId, String>,
}

/// The caller's sessions within a time, by their beginning; those that still wait for a choice stand
/// at the end. Whoever lost their seat in a dispute no longer sees its sessions.
pub async fn calendar(ctx: &Context, caller: &Caller, within: Span) -> Result<Vec<Entry>, Failure> {
    let person = caller.standing.person;
    let mut entries = Vec::new();
    let roles = caller.standing.roles.iter();
    let organisations: Vec<_> = roles.map(|role| role.organisation).collect();
    let store = &ctx.store;
    for booked in store.sessions_of(person, &organisations, within).await? {
        let Some(loaded) = ctx.store.dispute(booked.dispute).await? else {
            continue;
        };
        let Ok(you) = may(&loaded.dispute, &caller.standing, Door::View) else {
            continue;
        };
        let Some(session) = loaded.dispute.session(booked.id).cloned() else {
            continue;
        };
        let comes = you
            .party
            .is_some_and(|party| session.parties.contains(&party));
        if !comes && session.mediator != Some(person) {
            continue;
        }
        let people: Vec<_> = session
            .attended
            .iter()
            .map(|one| one.person)
            .chain(session.mediator)
            .collect();
        entries.push(Entry {
            texts: ctx.store.texts(booked.dispute).await?,
            names: ctx.store.names(&people).await?.into_iter().collect(),
            loaded,
            you,
            session,
        });
    }
    entries.sort_by_key(|one| (one.session.starts_at.is_none(), one.session.starts_at));
    Ok(entries)
}

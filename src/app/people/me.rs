//! What somebody sees of themselves.

use hejie_domain::people::{Locale, PersonName};

use super::{First, sessions};
use crate::app::{Caller, Context, Failure};
use crate::db::{Organisation, Person, Session, Staff};

/// The caller, their roles and their session.
#[derive(Debug)]
pub struct Me {
    /// Who.
    pub person: Person,
    /// Where they work; empty in a link session.
    pub staff: Vec<(Staff, Organisation)>,
    /// How they came in.
    pub session: Session,
    /// Notices not read yet.
    pub unread_notices: u64,
    /// Whether one-time passwords are asked for.
    pub has_totp: bool,
    /// What is to be done before anything else.
    pub first: Option<First>,
}

/// Looks the caller up.
pub async fn show(ctx: &Context, caller: &Caller) -> Result<Me, Failure> {
    let person = ctx
        .store
        .person(caller.standing.person)
        .await?
        .ok_or(Failure::NotLoggedIn)?;
    let open = ctx.store.sessions(person.id, ctx.now().at).await?;
    let session = open
        .into_iter()
        .find(|session| session.id == caller.session);
    let session_dispute = caller.standing.link.map(|(dispute, _)| dispute);
    let totp = ctx.store.totp(person.id).await?;
    Ok(Me {
        has_totp: caller.standing.link.is_none()
            && totp.is_some_and(|totp| totp.confirmed_at.is_some()),
        first: caller.first,
        staff: staff(ctx, caller).await?,
        session: session.ok_or(Failure::NotLoggedIn)?,
        unread_notices: ctx.store.unread_notices(person.id, session_dispute).await?,
        person,
    })
}

/// Changes name or language.
pub async fn change(
    ctx: &Context,
    caller: &Caller,
    name: Option<PersonName>,
    locale: Option<Locale>,
) -> Result<Me, Failure> {
    sessions::own_account(caller)?;
    let work = ctx.store.begin().await?;
    let person = work
        .person(caller.standing.person)
        .await?
        .ok_or(Failure::NotLoggedIn)?;
    let name = name.map_or(person.name, |name| name.as_str().to_owned());
    work.set_profile(person.id, &name, locale.unwrap_or(person.locale))
        .await?;
    work.commit().await?;
    show(ctx, caller).await
}

async fn staff(ctx: &Context, caller: &Caller) -> Result<Vec<(Staff, Organisation)>, Failure> {
    if caller.standing.link.is_some() {
        return Ok(Vec::new());
    }
    let held = ctx.store.staff_of_person(caller.standing.person).await?;
    let ids: Vec<_> = held.iter().map(|staff| staff.organisation).collect();
    let organisations = ctx.store.organisations(&ids).await?;
    let with_place = held.into_iter().filter_map(|staff| {
        let place = organisations
            .iter()
            .find(|place| place.id == staff.organisation)?;
        Some((staff, place.clone()))
    });
    Ok(with_place.collect())
}

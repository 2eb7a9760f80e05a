//! Who is at which dispute just now. Only who may see it is decided here: the leases themselves are
//! kept where the sockets are, and nothing is ever decided by them.

use hejie_domain::access::{Door, Standing, may};
use hejie_domain::ids::{DisputeId, OrganisationId, PersonId};

use crate::app::dispute::denied;
use crate::app::{Context, Failure};

/// The platform of a dispute that somebody works on: only colleagues there see that they do.
pub async fn desk_of(
    ctx: &Context,
    standing: &Standing,
    id: DisputeId,
) -> Result<OrganisationId, Failure> {
    let loaded = ctx.store.dispute(id).await?.ok_or(Failure::NotFound)?;
    may(&loaded.dispute, standing, Door::Desk).map_err(denied)?;
    Ok(loaded.dispute.platform)
}

/// What a colleague is called.
pub async fn name_of(ctx: &Context, person: PersonId) -> Result<Option<String>, Failure> {
    let person = ctx.store.person(person).await?;
    Ok(person.map(|person| person.name))
}

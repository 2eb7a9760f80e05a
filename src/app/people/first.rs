//! What somebody has to do before anything else.

use hejie_domain::access::Role;
use hejie_domain::ids::{OrganisationId, PersonId};
use jiff::civil::Date;

use crate::app::{Context, Failure};

/// The first thing to do; nothing else is open until it is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum First {
    /// Choose a password of one's own.
    Password,
    /// Set up one-time passwords, since the place where one works asks for them.
    Totp,
}

impl First {
    /// The code of the refusal until then.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Password => "password_due",
            Self::Totp => "totp_due",
        }
    }
}

/// What `person` has to do first. Only staff can owe anything.
pub(super) async fn owed(
    ctx: &Context,
    person: PersonId,
    roles: &[Role],
) -> Result<Option<First>, Failure> {
    if roles.is_empty() {
        return Ok(None);
    }
    if ctx.store.has_temporary_password(person).await? {
        return Ok(Some(First::Password));
    }
    let asked = totp_asked(ctx, roles).await?;
    if asked.is_none_or(|(_, from)| from > ctx.now().today()) {
        return Ok(None);
    }
    let totp = ctx.store.totp(person).await?;
    let has = totp.is_some_and(|totp| totp.confirmed_at.is_some());
    Ok((!has).then_some(First::Totp))
}

/// Which place of `roles` asks for one-time passwords first, and from which day on.
pub(super) async fn totp_asked(
    ctx: &Context,
    roles: &[Role],
) -> Result<Option<(OrganisationId, Date)>, Failure> {
    let places: Vec<_> = roles.iter().map(|role| role.organisation).collect();
    let asked = ctx.store.totp_policies(&places).await?;
    Ok(asked.into_iter().min_by_key(|(_, from)| *from))
}

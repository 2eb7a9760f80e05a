//! The beginning of an installation: a platform and its administrator ([`begin`]), then what the
//! administrator does first ([`steps`]).

pub mod steps;
pub mod test_message;

use hejie_domain::access::{OrganisationKind, StaffRole};
use hejie_domain::audit::{By, Deed, DeedKind};
use hejie_domain::people::{Contact, Email, Locale, PersonName};

use crate::app::people::find_or_add;
use crate::app::{Context, Failure, audit, secret};
use crate::db::{Organisation, Staff};

/// The platform, and who administers it.
#[derive(Debug)]
pub struct Beginning {
    /// What the platform is called.
    pub platform: String,
    /// Where it is.
    pub address: Option<String>,
    /// The code of its region.
    pub region: Option<String>,
    /// Who administers it.
    pub name: PersonName,
    /// Under which address they log in.
    pub email: Email,
    /// What they read.
    pub locale: Locale,
}

/// Adds platform and administrator; the answer is a password that is good for the first log-in only.
/// Of several who try at once one succeeds; the others learn that it is done.
pub async fn begin(ctx: &Context, new: Beginning) -> Result<String, Failure> {
    let password = secret::password();
    let hash = ctx.passwords.hash(&password).await?;
    let now = ctx.now().at;
    let mut work = ctx.store.begin().await?;
    work.lock_instance().await?;
    if work.has_platform().await? {
        return Err(Failure::Conflict("already_set_up"));
    }
    let platform = Organisation {
        id: ctx.ids.new(),
        kind: OrganisationKind::Platform,
        name: new.platform,
        credit_code: None,
        platform: None,
        self_operated: false,
        address: new.address,
        phone: None,
        email: None,
        region: new.region,
        body: None,
    };
    work.add_organisation(&platform, now).await?;
    let contact = Contact::Email(new.email);
    let name = new.name.as_str().to_owned();
    let person = find_or_add(ctx, &work, &contact, name, new.locale).await?;
    work.set_password(person.id, hash).await?;
    work.add_temporary_password(person.id, now).await?;
    let staff = Staff {
        id: ctx.ids.new(),
        organisation: platform.id,
        person: person.id,
        role: StaffRole::Administrator,
        work_no: None,
        experience: None,
    };
    work.add_staff(&staff, now).await?;
    let deed = Deed::new(DeedKind::InstallationSetUp, By::Operator, now);
    let deed = deed.within(platform.id).about(platform.id);
    audit::record(&mut work, deed.about(person.id));
    work.commit().await?;
    Ok(password)
}

/// Whether a platform is there.
pub async fn is_done(ctx: &Context) -> Result<bool, Failure> {
    Ok(!ctx.store.platforms().await?.is_empty())
}

//! The organisations and people of the demonstration, by the keys that the script knows them by.

use std::collections::BTreeMap;

use hejie_domain::access::{OrganisationKind, StaffRole, Standing};
use hejie_domain::ids::{OrganisationId, PersonId};
use hejie_domain::people::{Contact, CreditCode, Email, Locale, Phone, Rota, Shift, Turn};

use super::DemoError;
use super::accounts::caller;
use super::script::{CastSheet, OrganisationSheet, PersonSheet, TurnSheet};
use crate::app::{Context, people};
use crate::db::{MediationBody, Organisation, Person, Staff};

/// Everybody who was engaged.
#[derive(Debug, Default)]
pub(super) struct Cast {
    organisations: BTreeMap<String, Organisation>,
    people: BTreeMap<String, PersonId>,
    /// Who works at a shop.
    shop_staff: BTreeMap<String, PersonId>,
    service_agents: Vec<PersonId>,
}

impl Cast {
    /// Registers the organisations, gives the people accounts and writes the rota.
    pub(super) async fn engage(ctx: &Context, sheet: &CastSheet) -> Result<Self, DemoError> {
        let mut cast = Self::default();
        let now = ctx.now().at;
        let mut work = ctx.store.begin().await?;
        let platform = organisation(ctx, &sheet.platform, OrganisationKind::Platform)?;
        work.add_organisation(&platform, now).await?;
        for (sheet, kind) in sheet.others() {
            let merchant = kind == OrganisationKind::Merchant;
            let other = Organisation {
                platform: merchant.then_some(platform.id),
                ..organisation(ctx, sheet, kind)?
            };
            work.add_organisation(&other, now).await?;
            cast.organisations.insert(sheet.key.clone(), other);
        }
        cast.organisations
            .insert(sheet.platform.key.clone(), platform);
        for one in &sheet.people {
            let person = person(ctx, one)?;
            work.add_person(&person, now).await?;
            if let Some((organisation, role)) = cast.employed(one)? {
                let staff = Staff {
                    id: ctx.ids.new(),
                    organisation,
                    person: person.id,
                    role,
                    work_no: one.work_no.clone(),
                    experience: one.experience.clone(),
                };
                work.add_staff(&staff, now).await?;
            }
            cast.note(one, person.id);
        }
        work.commit().await?;
        cast.write_rota(ctx, sheet).await?;
        Ok(cast)
    }

    /// The people of an earlier loading, if there was one.
    pub(super) async fn find(ctx: &Context, sheet: &CastSheet) -> Result<Option<Self>, DemoError> {
        let mut cast = Self::default();
        let work = ctx.store.begin().await?;
        for one in &sheet.people {
            let at = Contact::Email(email(&one.email)?);
            let Some(found) = work.person_at(&at).await? else {
                return Ok(None);
            };
            cast.note(one, found.id);
        }
        Ok(Some(cast))
    }

    /// The person of that key.
    pub(super) fn person(&self, key: &str) -> Result<PersonId, DemoError> {
        let found = self.people.get(key).copied();
        found.ok_or_else(|| unknown(key))
    }

    /// The organisation of that key.
    pub(super) fn organisation(&self, key: &str) -> Result<&Organisation, DemoError> {
        self.organisations.get(key).ok_or_else(|| unknown(key))
    }

    /// Who answers for that shop with an account, if anybody does. The platform answers for what it
    /// sells itself.
    pub(super) fn shop_staff(&self, key: &str) -> Option<PersonId> {
        let self_operated = self
            .organisations
            .get(key)
            .is_some_and(|shop| shop.self_operated);
        let employer = if self_operated { PLATFORM } else { key };
        self.shop_staff.get(employer).copied()
    }

    /// The platform's service agents.
    pub(super) fn service_agents(&self) -> impl Iterator<Item = PersonId> {
        self.service_agents.iter().copied()
    }

    /// Everybody.
    pub(super) fn everybody(&self) -> impl Iterator<Item = PersonId> {
        self.people.values().copied()
    }

    fn note(&mut self, sheet: &PersonSheet, id: PersonId) {
        self.people.insert(sheet.key.clone(), id);
        if let (Some(shop), Some(StaffRole::ShopStaff)) = (&sheet.works_at, sheet.role) {
            self.shop_staff.insert(shop.clone(), id);
        }
        if sheet.role == Some(StaffRole::ServiceAgent) {
            self.service_agents.push(id);
        }
    }

    fn employed(
        &self,
        sheet: &PersonSheet,
    ) -> Result<Option<(OrganisationId, StaffRole)>, DemoError> {
        match (&sheet.works_at, sheet.role) {
            (Some(at), Some(role)) => Ok(Some((self.organisation(at)?.id, role))),
            _ => Ok(None),
        }
    }

    /// As the administrator writes it.
    async fn write_rota(&self, ctx: &Context, sheet: &CastSheet) -> Result<(), DemoError> {
        let turns: Vec<_> = sheet
            .rota
            .iter()
            .map(|turn| {
                Ok(Turn {
                    person: self.person(&turn.person)?,
                    shift: shift(turn)?,
                })
            })
            .collect::<Result<_, DemoError>>()?;
        let administrator = sheet
            .people
            .iter()
            .find(|one| one.role == Some(StaffRole::Administrator))
            .ok_or_else(|| unknown("administrator"))?;
        let standing = self.standing(ctx, &administrator.key).await?;
        let rota = Rota {
            turns,
            ..Rota::default()
        };
        people::duty::set(ctx, &caller(ctx, standing), 0, rota).await?;
        Ok(())
    }

    /// Who somebody is, with the roles they hold.
    pub(super) async fn standing(&self, ctx: &Context, key: &str) -> Result<Standing, DemoError> {
        standing(ctx, self.person(key)?).await
    }
}

/// What the platform is called in the script.
const PLATFORM: &str = "platform";

/// Somebody with an account.
pub(super) async fn standing(ctx: &Context, person: PersonId) -> Result<Standing, DemoError> {
    Ok(Standing {
        person,
        link: None,
        roles: ctx.store.roles(person).await?,
    })
}

fn organisation(
    ctx: &Context,
    sheet: &OrganisationSheet,
    kind: OrganisationKind,
) -> Result<Organisation, DemoError> {
    let email = sheet.email.as_deref().map(email).transpose()?;
    let phone = sheet.phone.as_deref().map(phone).transpose()?;
    Ok(Organisation {
        id: ctx.ids.new(),
        kind,
        name: sheet.name.clone(),
        credit_code: Some(completed(&sheet.code)?),
        platform: None,
        self_operated: sheet.self_operated,
        address: Some(sheet.address.clone()),
        phone: phone.map(|phone| phone.as_str().to_owned()),
        email: email.map(|email| email.as_str().to_owned()),
        region: sheet.region.clone(),
        body: sheet.mediates.map(|kind| MediationBody {
            kind,
            fees: sheet.fees.clone(),
        }),
    })
}

fn person(ctx: &Context, sheet: &PersonSheet) -> Result<Person, DemoError> {
    Ok(Person {
        id: ctx.ids.new(),
        name: sheet.name.clone(),
        phone: sheet.phone.as_deref().map(phone).transpose()?,
        email: Some(email(&sheet.email)?),
        password_hash: None,
        locale: Locale::ZhCn,
        suspended: false,
    })
}

/// The code with the one check character that fits.
fn completed(body: &str) -> Result<CreditCode, DemoError> {
    const CHECKS: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    let mut codes = CHECKS.chars().map(|check| format!("{body}{check}"));
    let found = codes.find_map(|code| CreditCode::parse(&code).ok());
    found.ok_or_else(|| DemoError::Script(format!("{body} begins no credit code")))
}

fn shift(turn: &TurnSheet) -> Result<Shift, DemoError> {
    Shift::new(&turn.days, turn.from_minute, turn.until_minute)
        .map_err(|bad| DemoError::Script(bad.to_string()))
}

fn email(raw: &str) -> Result<Email, DemoError> {
    Email::parse(raw).map_err(|_bad| unknown(raw))
}

fn phone(raw: &str) -> Result<Phone, DemoError> {
    Phone::parse(raw).map_err(|_bad| unknown(raw))
}

fn unknown(key: &str) -> DemoError {
    DemoError::Script(format!("{key} is not known"))
}

//! A draft becomes a dispute: number, parties, first responder, rooms, and everybody told.

use std::collections::BTreeSet;

use hejie_domain::access::{OrganisationKind, StaffRole};
use hejie_domain::dispute::apply::rebuild;
use hejie_domain::dispute::command::{Claim, Elsewhere, Exhibit, Filing};
use hejie_domain::dispute::event::{Actor, Event, PartyFact};
use hejie_domain::dispute::lists::Seat;
use hejie_domain::ids::{DisputeId, OrganisationId, PartyId, PersonId, TextId};
use hejie_domain::number::CaseNumber;
use hejie_domain::people::{Contact as Address, CreditCode, Email, Phone};
use hejie_domain::ruleset::Province;
use hejie_domain::text::{Sha256Hash, Statement, Text};

use super::draft::{DraftContent, DraftMerchant, ReadDraft, missing, show};
use super::rooms;
use super::save::follow_up;
use crate::app::{Caller, Context, Failure, Fault, people, secret};
use crate::db::dispute::{Contact, Loaded};
use crate::db::{DbError, Organisation, Person, Work};

/// What the consumer is told at once.
#[derive(Debug, Clone)]
pub struct Filed {
    /// The dispute.
    pub dispute: DisputeId,
    /// The number to read out on the telephone.
    pub number: String,
}

/// Files a draft. A draft that was filed already answers with its dispute: a second click, or a
/// lost answer, opens no second one.
pub async fn file(
    ctx: &Context,
    caller: &Caller,
    id: DisputeId,
    rules_version: &str,
) -> Result<Filed, Failure> {
    let Some(_draft) = ctx.store.draft(id).await? else {
        return filed_already(ctx, caller, id).await;
    };
    let ReadDraft { content, .. } = show(ctx, caller, id).await?;
    let now = ctx.now();
    let faults = missing(&content, now.today());
    if !faults.is_empty() {
        return Err(Failure::Invalid(faults));
    }
    if rules_version != ctx.rules_version(now.today())? {
        return Err(Failure::invalid("/rules_version", "rules_changed"));
    }
    let named = named(ctx, &content).await?;
    let merchant = named.first().and_then(|one| one.registered.as_ref());
    let platform = platform(ctx, merchant).await?;
    only_once(&named, platform)?;
    let load = ctx.store.open_load(platform).await?;
    let consumer = known_consumer(ctx, caller, &content).await?;
    not_against_oneself(&named, consumer.as_ref())?;
    let mut sides = vec![PartyFact {
        id: ctx.ids.new(),
        seat: Seat::Consumer,
        person: consumer.map(|person| person.id),
        organisation: None,
    }];
    sides.extend(named.iter().map(|one| one.party(platform)));
    let but = people::duty::people_of_sides(ctx, platform, &sides).await?;
    let responder = people::duty::first_responder(ctx, platform, &load, &but).await?;
    let mut work = ctx.store.begin().await?;
    if !work.take_draft(id).await? {
        drop(work);
        return filed_already(ctx, caller, id).await;
    }
    let opening = Opening {
        content: &content,
        named: &named,
        platform,
        responder,
    };
    let number = open(ctx, &mut work, caller, id, opening).await?;
    work.commit().await?;
    Ok(Filed {
        dispute: id,
        number,
    })
}

async fn filed_already(ctx: &Context, caller: &Caller, id: DisputeId) -> Result<Filed, Failure> {
    let loaded = super::look(ctx, caller, id).await?;
    Ok(Filed {
        dispute: id,
        number: loaded.number,
    })
}

/// The province whose rules bind a platform: that of its domicile.
async fn province(ctx: &Context, platform: OrganisationId) -> Result<Option<Province>, Failure> {
    let platform = ctx.store.organisation(platform).await?;
    let region = platform.and_then(|one| one.region);
    Ok(region.and_then(|code| Province::parse(&code).ok()))
}

struct Opening<'a> {
    content: &'a DraftContent,
    /// Against whom, the shop first.
    named: &'a [Named<'a>],
    platform: OrganisationId,
    responder: Option<PersonId>,
}

async fn open(
    ctx: &Context,
    work: &mut Work,
    caller: &Caller,
    id: DisputeId,
    opening: Opening<'_>,
) -> Result<String, Failure> {
    let now = ctx.now();
    let consumer: PartyId = ctx.ids.new();
    let (person, consumer_contact) =
        consumer_of(ctx, work, caller, opening.content, consumer).await?;
    let mut parties = vec![PartyFact {
        id: consumer,
        seat: Seat::Consumer,
        person: Some(person),
        organisation: None,
    }];
    let mut contacts = vec![consumer_contact];
    for one in opening.named {
        parties.push(one.party(opening.platform));
        contacts.push(one.contact());
    }
    let exhibits = work.drafted_evidence(id).await?;
    let filing = Filing {
        platform: opening.platform,
        on_behalf: opening.content.on_behalf.is_some(),
        parties,
        claim: claim(ctx, opening.content)?,
        elsewhere: elsewhere(ctx, opening.content),
        exhibits: exhibits
            .iter()
            .map(|one| Exhibit {
                for_mediator: false,
                id: one.id,
                kind: one.kind,
            })
            .collect(),
        binding: ctx.binding_in(now.today(), province(ctx, opening.platform).await?)?,
        responder: opening.responder,
    };
    let on_behalf = opening.content.on_behalf.is_some();
    let actor = Actor {
        seat: if on_behalf {
            Seat::ServiceAgent
        } else {
            Seat::Consumer
        },
        person: Some(caller.standing.person),
        party: (!on_behalf).then_some(consumer),
    };
    let facts = hejie_domain::dispute::file(id, &actor, &filing, &ctx.law().law(), now)
        .map_err(Failure::Refused)?;
    let events: Vec<_> = (1_u64..)
        .zip(facts)
        .map(|(seq, fact)| Event {
            seq,
            at: now.at,
            actor,
            fact,
        })
        .collect();
    let dispute =
        rebuild(id, &events).map_err(|_broken| DbError::unreadable("dispute_event", "data", id))?;
    let number = number(work, now.today().year()).await?;
    let loaded = Loaded {
        dispute,
        log: Vec::new(),
        head_hash: Sha256Hash::ZERO,
        number: number.clone(),
        title: title(opening.content),
        parties: contacts,
    };
    work.keep_texts(id, &filing.texts()).await?;
    let loaded = work.open_dispute(loaded, events.clone(), now.at).await?;
    let submitted: Vec<_> = exhibits.iter().map(|one| one.id).collect();
    work.submit_evidence(&submitted, now.at).await?;
    rooms::open_all(ctx, work, &loaded).await?;
    follow_up(ctx, work, &loaded, &events).await?;
    Ok(number)
}

async fn number(work: &Work, year: i16) -> Result<String, Failure> {
    let serial = work.next_number(&format!("case-{year}")).await?;
    let number = CaseNumber::new(year, serial);
    number
        .map(|number| number.to_string())
        .map_err(|_beyond| DbError::unreadable("counter", "value", year).into())
}

/// Somebody against whom a dispute is filed.
struct Named<'a> {
    /// Their place in the dispute.
    party: PartyId,
    /// Where it stands in the draft.
    pointer: String,
    /// As the consumer knows it.
    typed: &'a DraftMerchant,
    /// As the registry knows it.
    registered: Option<Organisation>,
}

/// Against whom the dispute is, the shop first.
async fn named<'a>(ctx: &Context, content: &'a DraftContent) -> Result<Vec<Named<'a>>, Failure> {
    let shop = content
        .merchant
        .iter()
        .map(|one| ("/merchant".to_owned(), one));
    let others = content.others.iter().flatten().enumerate();
    let others = others.map(|(at, one)| (format!("/others/{at}"), one));
    let mut named = Vec::new();
    for (pointer, typed) in shop.chain(others) {
        let registered = match typed.organisation {
            None => None,
            Some(id) => {
                let found = ctx.store.organisation(id).await?;
                let found = found.filter(|one| one.kind == OrganisationKind::Merchant);
                let unknown = || Failure::invalid(format!("{pointer}/organisation"), "unknown");
                Some(found.ok_or_else(unknown)?)
            }
        };
        named.push(Named {
            party: ctx.ids.new(),
            pointer,
            typed,
            registered,
        });
    }
    Ok(named)
}

/// Nobody answers twice in one dispute.
fn only_once(named: &[Named<'_>], platform: OrganisationId) -> Result<(), Failure> {
    let mut seen = BTreeSet::new();
    for one in named {
        let contact = one.contact();
        let organisation = one.answers_for(platform).map(|id| id.to_string());
        let known_by = [organisation, contact.credit_code, Some(contact.name)];
        let again: Vec<_> = known_by
            .into_iter()
            .flatten()
            .filter(|mark| !seen.insert(mark.clone()))
            .collect();
        if !again.is_empty() {
            return Err(Failure::invalid(
                format!("{}/name", one.pointer),
                "named_twice",
            ));
        }
    }
    Ok(())
}

/// The merchant's platform, or the one that this installation serves.
async fn platform(
    ctx: &Context,
    merchant: Option<&Organisation>,
) -> Result<OrganisationId, Failure> {
    if let Some(platform) = merchant.and_then(|merchant| merchant.platform) {
        return Ok(platform);
    }
    let first = ctx.store.platforms().await?.into_iter().next();
    first
        .map(|platform| platform.id)
        .ok_or(Failure::Conflict("no_platform"))
}

/// The consumer, where somebody of that name is known already.
async fn known_consumer(
    ctx: &Context,
    caller: &Caller,
    content: &DraftContent,
) -> Result<Option<Person>, Failure> {
    let Some(on_behalf) = &content.on_behalf else {
        return Ok(ctx.store.person(caller.standing.person).await?);
    };
    let phone = Phone::parse(&on_behalf.phone)
        .map_err(|_odd| Failure::invalid("/on_behalf/phone", "phone_invalid"))?;
    Ok(ctx.store.person_at(&Address::Phone(phone)).await?)
}

/// The link of a respondent goes to the other side, never to whoever files.
fn not_against_oneself(named: &[Named<'_>], consumer: Option<&Person>) -> Result<(), Failure> {
    let Some(consumer) = consumer else {
        return Ok(());
    };
    let phone = consumer.phone.as_ref().map(Phone::as_str);
    let email = consumer.email.as_ref().map(Email::as_str);
    for one in named.iter().filter(|one| one.registered.is_none()) {
        let contact = one.contact();
        for (name, own) in [
            (
                "phone",
                phone.is_some() && contact.phone.as_deref() == phone,
            ),
            (
                "email",
                email.is_some() && contact.email.as_deref() == email,
            ),
        ] {
            if own {
                return Err(Failure::invalid(
                    format!("{}/{name}", one.pointer),
                    "own_contact",
                ));
            }
        }
    }
    Ok(())
}

async fn consumer_of(
    ctx: &Context,
    work: &mut Work,
    caller: &Caller,
    content: &DraftContent,
    party: PartyId,
) -> Result<(PersonId, Contact), Failure> {
    let person = match &content.on_behalf {
        Some(on_behalf) => {
            caller.platform_as(&[StaffRole::ServiceAgent, StaffRole::Supervisor])?;
            let phone = Phone::parse(&on_behalf.phone)
                .map_err(|_odd| Failure::invalid("/on_behalf/phone", "phone_invalid"))?;
            let name = on_behalf.name.trim().to_owned();
            people::find_or_add(ctx, work, &Address::Phone(phone), name, caller.locale).await?
        }
        None => work
            .person(caller.standing.person)
            .await?
            .ok_or(Failure::NotFound)?,
    };
    let contact = Contact {
        party,
        name: person.name,
        phone: person.phone.map(|phone| phone.as_str().to_owned()),
        email: person.email.map(|email| email.as_str().to_owned()),
        address: None,
        credit_code: None,
    };
    Ok((person.id, contact))
}

impl Named<'_> {
    /// The organisation that answers; where the platform sells itself, that is the platform.
    fn answers_for(&self, platform: OrganisationId) -> Option<OrganisationId> {
        self.registered.as_ref().map(|known| {
            if known.self_operated {
                platform
            } else {
                known.id
            }
        })
    }

    /// Its seat.
    fn party(&self, platform: OrganisationId) -> PartyFact {
        PartyFact {
            id: self.party,
            seat: Seat::Respondent,
            person: None,
            organisation: self.answers_for(platform),
        }
    }

    /// How it is reached: as the registry says, else as the consumer wrote it.
    fn contact(&self) -> Contact {
        let party = self.party;
        if let Some(known) = &self.registered {
            return Contact {
                party,
                name: known.name.clone(),
                phone: known.phone.clone(),
                email: known.email.clone(),
                address: known.address.clone(),
                credit_code: known
                    .credit_code
                    .as_ref()
                    .map(|code| code.as_str().to_owned()),
            };
        }
        let filled = |text: &Option<String>| {
            text.as_deref()
                .map(|text| text.trim().to_owned())
                .filter(|text| !text.is_empty())
        };
        let typed = self.typed;
        Contact {
            party,
            name: filled(&typed.name).unwrap_or_default(),
            phone: filled(&typed.phone)
                .and_then(|raw| Phone::parse(&raw).ok())
                .map(|phone| phone.as_str().to_owned()),
            email: filled(&typed.email)
                .and_then(|raw| Email::parse(&raw).ok())
                .map(|email| email.as_str().to_owned()),
            address: filled(&typed.address),
            credit_code: filled(&typed.credit_code)
                .and_then(|raw| CreditCode::parse(&raw).ok())
                .map(|code| code.as_str().to_owned()),
        }
    }
}

fn claim(ctx: &Context, content: &DraftContent) -> Result<Claim, Failure> {
    let required = |pointer| Failure::Invalid(vec![Fault::new(pointer, "required")]);
    let statement = content.statement.as_deref().unwrap_or_default();
    let statement = Statement::parse(statement).map_err(|_missing| required("/statement"))?;
    let order = content.order.clone().unwrap_or_default();
    let particulars = serde_json::to_string(content).map_err(|error| Failure::Io(error.into()))?;
    let particulars = Statement::kept(particulars);
    Ok(Claim {
        category: content.category.ok_or_else(|| required("/category"))?,
        overlays: content.overlays.clone().unwrap_or_default(),
        remedies: content
            .remedies
            .iter()
            .flatten()
            .map(|one| (one.remedy, one.amount_fen))
            .collect(),
        paid: order.paid_fen,
        statement: sealed(ctx, statement),
        particulars: sealed(ctx, particulars),
    })
}

fn elsewhere(ctx: &Context, content: &DraftContent) -> Vec<Elsewhere> {
    let cases = content
        .elsewhere
        .iter()
        .flat_map(|one| one.cases.iter().flatten());
    let case = |case: &super::draft::DraftCase| Elsewhere {
        target: case.target,
        number: case
            .number
            .as_deref()
            .and_then(|number| Statement::parse(number).ok())
            .map(|number| sealed(ctx, number)),
        accepted_on: case.accepted_on,
    };
    cases.map(case).collect()
}

fn sealed(ctx: &Context, words: Statement) -> Text {
    Text {
        id: ctx.ids.new::<TextId>(),
        salt: secret::salt(),
        words,
    }
}

fn title(content: &DraftContent) -> String {
    let order = content
        .order
        .as_ref()
        .and_then(|order| order.title.as_deref());
    order.unwrap_or_default().trim().to_owned()
}

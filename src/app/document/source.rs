//! What a document is made of: the log and what stands beside it.

use std::collections::BTreeMap;

use hejie_domain::dispute::event::{Event, Fact};
use hejie_domain::dispute::lists::Seat;
use hejie_domain::dispute::mediation::Mediation;
use hejie_domain::dispute::state::Agreement;
use hejie_domain::ids::{AgreementId, PartyId, PersonId, TextId};
use hejie_domain::mediation::BodyKind;
use hejie_domain::people::{Email, Phone};
use hejie_domain::text::TextRef;
use hejie_paper::{Block, Foot, Lang, Row};
use jiff::Timestamp;
use qrcode::QrCode;
use qrcode::render::svg;

use super::words::{Words, fill};
use crate::app::{Context, Failure};
use crate::db::Document;
use crate::db::dispute::Loaded;

/// Everything that a paper may say.
#[derive(Debug)]
pub(super) struct Source {
    pub(super) loaded: Loaded,
    pub(super) texts: BTreeMap<TextId, String>,
    /// The platform, by name.
    pub(super) issuer: String,
    /// Where the document can be checked.
    pub(super) check_url: String,
    /// Who mediated what the document is about.
    pub(super) mediated: Option<Mediated>,
    pub(super) document: Document,
    pub(super) words: &'static Words,
}

/// Who mediated.
#[derive(Debug)]
pub(super) struct Mediated {
    pub(super) kind: BodyKind,
    pub(super) body: String,
    pub(super) address: Option<String>,
    /// Whoever mediated or sealed, by name.
    pub(super) mediator: String,
    pub(super) names: BTreeMap<PersonId, String>,
}

impl Source {
    pub(super) async fn gather(ctx: &Context, document: &Document) -> Result<Self, Failure> {
        let loaded = ctx.store.dispute(document.dispute).await?;
        let loaded = loaded.ok_or(Failure::NotFound)?;
        let texts = ctx.store.texts(document.dispute).await?;
        let platform = ctx.store.organisation(loaded.dispute.platform).await?;
        Ok(Self {
            issuer: platform.map(|one| one.name).unwrap_or_default(),
            check_url: check_url(ctx, document),
            mediated: mediated(ctx, &loaded, document).await?,
            document: document.clone(),
            words: Words::of(document.lang).ok_or(Failure::NotFound)?,
            loaded,
            texts,
        })
    }

    pub(super) fn lang(&self) -> Lang {
        if self.document.lang == hejie_domain::people::Locale::En {
            Lang::En
        } else {
            Lang::Zh
        }
    }

    /// The agreement that the document is about.
    pub(super) fn agreement(&self) -> Result<&Agreement, Failure> {
        let id = self.document.subject.agreement;
        id.and_then(|id| self.loaded.dispute.agreement(id))
            .ok_or(Failure::NotFound)
    }

    /// The mediation that the document is about.
    pub(super) fn mediation(&self) -> Result<&Mediation, Failure> {
        let id = self.document.subject.mediation;
        id.and_then(|id| self.loaded.dispute.mediation_of(id))
            .ok_or(Failure::NotFound)
    }

    /// The words of a reference; nothing once they were erased.
    pub(super) fn said(&self, text: TextRef) -> String {
        self.texts.get(&text.id).cloned().unwrap_or_default()
    }

    /// What a party is called here.
    pub(super) fn name(&self, party: PartyId) -> &str {
        self.loaded.name_of(party).unwrap_or_default()
    }

    /// In which capacity a party takes part.
    pub(super) fn role(&self, party: PartyId) -> &str {
        let party = self.loaded.dispute.party(party);
        party.map_or("", |party| self.words.seat(party.fact.seat))
    }

    /// When something about an agreement happened, the last time.
    pub(super) fn when(&self, happened: impl Fn(&Fact) -> bool) -> Option<Timestamp> {
        self.event(happened).map(|event| event.at)
    }

    fn event(&self, happened: impl Fn(&Fact) -> bool) -> Option<&Event> {
        let mut log = self.loaded.log.iter().rev();
        log.find(|event| happened(&event.fact))
    }

    /// When the other side accepted.
    pub(super) fn accepted_at(&self, id: AgreementId) -> Option<Timestamp> {
        self.when(|fact| matches!(fact, Fact::OfferAccepted { agreement, .. } if *agreement == id))
    }

    /// Who a party is, as the other side may know it: contacts are masked, registered data are not.
    pub(super) fn person(&self, party: PartyId) -> Block {
        let words = &self.words.person;
        let mut rows = Vec::new();
        if let Some(contact) = self.loaded.contact(party) {
            if let Some(code) = &contact.credit_code {
                rows.push(Row::new(&words.credit_code, code));
            }
            let respondent = self.role(party) == words.respondent;
            if let Some(address) = contact.address.as_ref().filter(|_| respondent) {
                rows.push(Row::new(&words.address, address));
            }
            let phone = contact
                .phone
                .as_deref()
                .and_then(|raw| Phone::parse(raw).ok());
            let email = contact
                .email
                .as_deref()
                .and_then(|raw| Email::parse(raw).ok());
            let masked = phone
                .map(|phone| phone.masked())
                .or_else(|| email.map(|email| email.masked()));
            rows.extend(masked.map(|shown| Row::new(&words.contact, shown)));
        }
        Block::Person {
            role: self.role(party).to_owned(),
            name: self.name(party).to_owned(),
            rows,
        }
    }

    /// The foot of every page.
    pub(super) fn foot(&self, title: &str, digest: Option<String>) -> Result<Foot, Failure> {
        let words = &self.words.common;
        let number = self.loaded.number.as_str();
        let code = self.document.code.to_string();
        let line = fill(
            &words.foot_code,
            &[("title", title), ("number", number), ("code", &code)],
        );
        let digest = digest.map(|sha256| fill(&words.foot_digest, &[("sha256", &sha256)]));
        Ok(Foot {
            lines: [line, self.check_url.clone()]
                .into_iter()
                .chain(digest)
                .collect(),
            qr_svg: Some(self.qr()?),
            page: words.page.clone(),
        })
    }

    /// How to check the document, for people and for screen readers, who do not hear the foot.
    pub(super) fn check(&self, digest: Option<String>) -> Result<Vec<Block>, Failure> {
        let words = &self.words.common;
        let mut rows = vec![
            Row::new(&words.check_code, self.document.code.to_string()),
            Row::new(&words.check_address, &self.check_url),
        ];
        rows.extend(digest.map(|sha256| Row::new(&words.check_digest, sha256)));
        Ok(vec![
            Block::Heading {
                text: words.check.clone(),
            },
            Block::Check {
                rows,
                qr_svg: self.qr()?,
                alt: fill(&words.qr_alt, &[("url", &self.check_url)]),
            },
            Block::Note {
                text: words.check_how.clone(),
            },
        ])
    }

    fn qr(&self) -> Result<String, Failure> {
        let code = QrCode::new(self.check_url.as_bytes()).map_err(std::io::Error::other)?;
        Ok(code
            .render::<svg::Color<'_>>()
            .min_dimensions(200, 200)
            .quiet_zone(false)
            .build())
    }
}

async fn mediated(
    ctx: &Context,
    loaded: &Loaded,
    document: &Document,
) -> Result<Option<Mediated>, Failure> {
    let agreement = document
        .subject
        .agreement
        .and_then(|id| loaded.dispute.agreement(id));
    let of = agreement.and_then(|one| one.mediation);
    let mediation = document.subject.mediation.or(of);
    let Some(mediation) = mediation.and_then(|id| loaded.dispute.mediation_of(id)) else {
        return Ok(None);
    };
    let body = ctx.store.organisation(mediation.body.organisation).await?;
    let seals = agreement.into_iter().flat_map(|one| &one.seals);
    let sealing: BTreeMap<_, _> = seals.map(|(seat, (person, _))| (*seat, *person)).collect();
    let mediator = sealing.get(&Seat::Mediator).copied();
    let mediator = mediator.or_else(|| mediation.mediator());
    let people: Vec<_> = sealing
        .into_values()
        .chain(mediator)
        .chain(mediation.left.iter().copied())
        .collect();
    let people = ctx.store.people(&people).await?;
    let names: BTreeMap<_, _> = people.into_iter().map(|one| (one.id, one.name)).collect();
    Ok(Some(Mediated {
        kind: mediation.body.kind,
        address: body.as_ref().and_then(|body| body.address.clone()),
        body: body.map(|body| body.name).unwrap_or_default(),
        mediator: mediator
            .and_then(|id| names.get(&id).cloned())
            .unwrap_or_default(),
        names,
    }))
}

/// The address at which anybody can check a document.
pub(super) fn check_url(ctx: &Context, document: &Document) -> String {
    let base = ctx.config.server.base_url();
    format!("{base}/check/{}", document.code.as_str())
}

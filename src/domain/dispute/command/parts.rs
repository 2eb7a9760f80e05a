//! What commands are made of.

use jiff::civil::Date;

use crate::access::Role;
use crate::dispute::event::{Choices, PartyFact};
use crate::dispute::lists::Verb;
use crate::ids::{AgreementId, EvidenceId, ObligationId, OrganisationId, PartyId, PersonId};
use crate::money::Fen;
use crate::people::{Email, Phone};
use crate::ruleset::Binding;
use crate::taxonomy::{Category, ElsewhereTarget, EvidenceKind, Overlay, Remedy};
use crate::text::Text;

/// A file that a command brings in, as the store knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exhibit {
    /// Which file.
    pub id: EvidenceId,
    /// What it proves.
    pub kind: EvidenceKind,
    /// Whether it is for the mediator alone.
    pub for_mediator: bool,
}

/// What the consumer claims.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    pub category: Category,
    pub overlays: Vec<Overlay>,
    pub remedies: Vec<(Remedy, Option<Fen>)>,
    pub paid: Option<Fen>,
    pub statement: Text,
    pub particulars: Text,
}

/// Somebody else has the dispute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Elsewhere {
    pub target: ElsewhereTarget,
    pub number: Option<Text>,
    pub accepted_on: Option<Date>,
}

/// A promise to be offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promise {
    pub id: ObligationId,
    pub owes: PartyId,
    pub to: PartyId,
    pub kind: Remedy,
    pub what: Text,
    pub amount: Option<Fen>,
    pub how: Text,
    pub due_on: Date,
}

/// What an agreement is to say besides its promises.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Provisions {
    pub facts: Option<Text>,
    pub account: Option<Text>,
    pub goods: Option<Text>,
    pub breach: Option<Text>,
    pub choices: Choices,
}

/// An agreement to be offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    pub agreement: AgreementId,
    pub promises: Vec<Promise>,
    pub provisions: Provisions,
    pub lapses_on: Date,
    pub note: Option<Text>,
    /// Whether the consumer, who filed against several, knows that it ends the dispute for the others.
    pub ends_others: bool,
}

/// Somebody whom a registrar would appoint, with everything that the store knows of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    pub mediator: PersonId,
    /// The roles they hold at present, for finding conflicts.
    pub roles: Vec<Role>,
    /// What they have done before.
    pub experience: Option<Text>,
    /// Interests that the body discloses.
    pub disclosed: Option<Text>,
}

/// What follows a breach.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AfterBreach {
    /// A new day for one promise.
    NewDate {
        obligation: ObligationId,
        due_on: Date,
    },
    /// The agreement is given up.
    GiveUp,
}

/// How much of a promise was performed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// All of it.
    Whole,
    /// A part; of a sum of money, that much.
    Part(Option<Fen>),
}

/// Everything needed to open a dispute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filing {
    pub platform: OrganisationId,
    pub on_behalf: bool,
    pub parties: Vec<PartyFact>,
    pub claim: Claim,
    pub elsewhere: Vec<Elsewhere>,
    pub exhibits: Vec<Exhibit>,
    pub binding: Binding,
    /// Whom the duty rota names; nobody, when the rota is empty.
    pub responder: Option<PersonId>,
}

/// Where a respondent is reached; one of the two is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewContact {
    /// Their telephone.
    pub phone: Option<Phone>,
    /// Their mailbox.
    pub email: Option<Email>,
}

/// What a mediator does for order in the mediation room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OrderStep {
    /// A party may not write there for now.
    Mute { party: PartyId, reason: Text },
    /// It may again.
    Unmute { party: PartyId },
    /// Somebody is sent out.
    Remove { person: PersonId, reason: Text },
    /// They may come in again.
    LetIn { person: PersonId },
}

impl OrderStep {
    /// Which verb it is.
    pub const fn verb(&self) -> Verb {
        match self {
            Self::Mute { .. } => Verb::Mute,
            Self::Unmute { .. } => Verb::Unmute,
            Self::Remove { .. } => Verb::Remove,
            Self::LetIn { .. } => Verb::LetIn,
        }
    }

    /// The words it brings.
    pub fn texts(&self) -> Vec<&Text> {
        match self {
            Self::Mute { reason, .. } | Self::Remove { reason, .. } => vec![reason],
            Self::Unmute { .. } | Self::LetIn { .. } => Vec::new(),
        }
    }
}

impl Candidate {
    pub(super) fn texts(&self) -> Vec<&Text> {
        self.experience.iter().chain(&self.disclosed).collect()
    }
}

impl Terms {
    pub(super) fn texts(&self) -> Vec<&Text> {
        let promises = self.promises.iter().flat_map(|one| [&one.what, &one.how]);
        let provisions = &self.provisions;
        promises
            .chain(&provisions.facts)
            .chain(&provisions.account)
            .chain(&provisions.goods)
            .chain(&provisions.breach)
            .chain(&self.note)
            .collect()
    }
}

impl Filing {
    /// The words it brings.
    pub fn texts(&self) -> Vec<&Text> {
        let numbers = self
            .elsewhere
            .iter()
            .filter_map(|case| case.number.as_ref());
        [&self.claim.statement, &self.claim.particulars]
            .into_iter()
            .chain(numbers)
            .collect()
    }
}

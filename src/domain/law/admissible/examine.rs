//! The grounds, one after the other.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::facts::{AdmissibleFacts, Elsewhere, Handling, Materials};
use super::limitation::{Clock, Period, Running};
use super::signals::{self, Factor, Signal};
use super::texts;
use crate::bilingual::{Bilingual, Template};
use crate::calendar::Calendar;
use crate::closed_list;
use crate::law::ClauseId;
use crate::law::authority::{Authority, Matter};
use crate::law::entitlement::Proof;
use crate::ruleset::{Binding, Body, Ground, RuleBook, RuleFault, RuleSetId};
use crate::taxonomy::RejectionGround;

closed_list! {
    /// Whether a ground holds.
    Holds {
        No = "no",
        /// On these facts it does.
        Yes = "yes",
        /// A person has to look.
        ForAPerson = "for_a_person",
        /// Facts are missing.
        Unknown = "unknown",
    }
}

closed_list! {
    /// What the bureau would probably do.
    Outlook {
        Accept = "accept",
        Refuse = "refuse",
        ForAPerson = "for_a_person",
        Unknown = "unknown",
    }
}

/// A ground and what these facts make of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Examined {
    pub ground: RejectionGround,
    pub title: Bilingual,
    pub holds: Holds,
    pub why: Vec<Bilingual>,
    pub source: Vec<ClauseId>,
}

/// A fact that is needed and was not given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MissingFact {
    /// Where it belongs, as a JSON pointer.
    pub fact: String,
    pub why: Bilingual,
}

/// Whether a complaint would be taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Admissible {
    #[schema(value_type = Vec<String>)]
    pub rulesets: Vec<RuleSetId>,
    pub outlook: Outlook,
    pub grounds: Vec<Examined>,
    pub limitation: Vec<Running>,
    /// For a reviewer only; never for the other side, and never a reason by themselves.
    pub signals: Vec<Signal>,
    /// Who is in charge instead, if the bureau is not.
    pub authority: Option<Authority>,
    pub missing: Vec<MissingFact>,
    pub notes: Vec<Bilingual>,
    pub clauses: Vec<crate::law::Clause>,
}

/// Examines a complaint under the rules in force on its day.
pub fn admissible(
    facts: &AdmissibleFacts,
    book: &RuleBook,
    calendar: &Calendar,
) -> Result<Admissible, RuleFault> {
    let binding = book.binding(facts.on, facts.province)?;
    let limitation = Clock {
        facts,
        book,
        binding: &binding,
        calendar,
    }
    .periods()?;
    let mut examination = Examination {
        facts,
        limitation: &limitation,
        signals: reviewed(facts, book, &binding)?,
        missing: Vec::new(),
    };
    let grounds: Vec<_> = book
        .grounds(&binding)
        .iter()
        .map(|ground| examination.ground(ground))
        .collect();
    let Examination {
        signals, missing, ..
    } = examination;
    let cited = grounds.iter().flat_map(|ground| &ground.source);
    let cited = cited.chain(limitation.iter().flat_map(|running| &running.source));
    let mut clauses: Vec<ClauseId> = cited
        .chain(signals.iter().flat_map(|signal| &signal.source))
        .copied()
        .collect();
    clauses.sort_unstable();
    clauses.dedup();
    let over = |period| {
        limitation
            .iter()
            .any(|running| running.period == period && running.over)
    };
    // An interruption cannot carry a claim past the outer limit.
    let court_over = over(Period::Court) || over(Period::CourtCap);
    let notes = notes(!signals.is_empty(), over(Period::Bureau), court_over);
    Ok(Admissible {
        outlook: outlook(&grounds),
        authority: facts
            .matter
            .filter(|matter| !matter.is_for_bureau())
            .map(Matter::authority),
        rulesets: binding.sets.clone(),
        clauses: clauses
            .into_iter()
            .filter_map(|id| book.clauses().get(id).cloned())
            .collect(),
        grounds,
        limitation,
        signals,
        missing,
        notes,
    })
}

/// A ground that holds means refusal; what only a person can tell, or nobody has told, comes next.
fn outlook(grounds: &[Examined]) -> Outlook {
    let any = |holds| grounds.iter().any(|ground| ground.holds == holds);
    if any(Holds::Yes) {
        Outlook::Refuse
    } else if any(Holds::ForAPerson) {
        Outlook::ForAPerson
    } else if any(Holds::Unknown) {
        Outlook::Unknown
    } else {
        Outlook::Accept
    }
}

fn notes(signals: bool, bureau_over: bool, court_over: bool) -> Vec<Bilingual> {
    let mut notes = vec![texts::ONLY_A_WARNING.text()];
    if signals {
        notes.push(texts::SIGNALS_ONLY.text());
    }
    if bureau_over && !court_over {
        notes.push(texts::ALIVE_IN_COURT.text());
    }
    if court_over {
        notes.push(texts::DEFENCE_ONLY.text());
    }
    notes
}

fn reviewed(
    facts: &AdmissibleFacts,
    book: &RuleBook,
    binding: &Binding,
) -> Result<Vec<Signal>, RuleFault> {
    let mut found = match &facts.pattern {
        Some(pattern) => signals::pattern(pattern, book, binding)?,
        None => Vec::new(),
    };
    let purchase = [
        (facts.purchase.paid_by_company, Factor::CompanyPayment),
        (facts.purchase.invoiced_to_business, Factor::BusinessInvoice),
        (facts.purchase.for_resale, Factor::Resale),
    ];
    let of_purchase = purchase.into_iter().filter(|(there, _)| *there);
    found.extend(of_purchase.map(|(_, factor)| Signal::of(factor, Vec::new())));
    found.extend(facts.seller.as_ref().map(signals::private_seller));
    Ok(found)
}

struct Examination<'a> {
    facts: &'a AdmissibleFacts,
    limitation: &'a [Running],
    signals: Vec<Signal>,
    missing: Vec<MissingFact>,
}

type Found = (Holds, Vec<Bilingual>);

impl Examination<'_> {
    fn ground(&mut self, ground: &Ground) -> Examined {
        let (holds, why) = match ground.id {
            RejectionGround::OutOfScope => self.scope(),
            RejectionGround::AlreadyHandled => self.handled(&ground.bodies),
            RejectionGround::NotConsumer => self.consumer(),
            RejectionGround::Over3y => self.over_three_years(),
            RejectionGround::Materials => self.materials(),
            RejectionGround::Identity => self.identity(),
            RejectionGround::Other => (Holds::No, Vec::new()),
        };
        Examined {
            ground: ground.id,
            title: texts::ground(ground.id).text(),
            holds,
            why,
            source: ground.source.clone(),
        }
    }

    fn ask(&mut self, fact: &str, why: Template) -> Found {
        self.missing.push(MissingFact {
            fact: fact.to_owned(),
            why: why.text(),
        });
        (Holds::Unknown, Vec::new())
    }

    fn scope(&mut self) -> Found {
        match self.facts.matter {
            None => self.ask("/matter", texts::ASK_MATTER),
            Some(matter) if matter.is_for_bureau() => (Holds::No, Vec::new()),
            Some(matter) => {
                let name = [("authority", matter.authority().name.filling())];
                (Holds::Yes, vec![texts::OTHER_AUTHORITY.fill(&name)])
            }
        }
    }

    /// What was withdrawn was handled all the same, if the words are taken strictly: a person looks.
    fn handled(&mut self, bodies: &[Body]) -> Found {
        let Some(elsewhere) = &self.facts.elsewhere else {
            return self.ask("/elsewhere", texts::ASK_ELSEWHERE);
        };
        let counts = |case: &&Elsewhere| bodies.contains(&case.body) && !case.entrusted;
        let states: Vec<_> = elsewhere
            .iter()
            .filter(counts)
            .map(|case| (case.state, texts::handled(case.body)))
            .collect();
        let taken = states
            .iter()
            .filter(|(state, _)| matches!(state, Handling::Accepted | Handling::Ended));
        let taken: Vec<_> = taken
            .map(|(_, by)| texts::HANDLED_BY.fill(&[("body", by.text().filling())]))
            .collect();
        if !taken.is_empty() {
            return (Holds::Yes, taken);
        }
        if states
            .iter()
            .any(|(state, _)| *state == Handling::Withdrawn)
        {
            return (Holds::ForAPerson, vec![texts::WITHDRAWN_ELSEWHERE.text()]);
        }
        let mediated = elsewhere.iter().any(|case| {
            case.body == Body::MediationBody
                && matches!(case.state, Handling::Accepted | Handling::Ended)
        });
        let unverified = mediated.then(|| texts::PRACTICE_DIFFERS.text());
        (Holds::No, unverified.into_iter().collect())
    }

    /// Signals alone never settle it: they bring a person in.
    fn consumer(&mut self) -> Found {
        let purchase = &self.facts.purchase;
        if purchase.for_living == Some(Proof::Disproved) {
            return (Holds::Yes, vec![texts::FOR_BUSINESS.text()]);
        }
        if purchase.dispute_shown == Some(Proof::Disproved) {
            return (Holds::Yes, vec![texts::NO_DISPUTE.text()]);
        }
        if purchase.for_living == Some(Proof::Proved) && self.facts.seller.is_none() {
            return (Holds::No, Vec::new());
        }
        if !self.signals.is_empty() {
            return (Holds::ForAPerson, vec![texts::SIGNALS_ONLY.text()]);
        }
        match purchase.for_living {
            None => self.ask("/purchase/for_living", texts::ASK_FOR_LIVING),
            Some(Proof::Disputed) => (Holds::ForAPerson, vec![texts::DISPUTED.text()]),
            Some(Proof::Proved | Proof::Unproved | Proof::Disproved) => (Holds::No, Vec::new()),
        }
    }

    fn over_three_years(&mut self) -> Found {
        match self
            .limitation
            .iter()
            .find(|running| running.period == Period::Bureau)
        {
            None => self.ask("/known_on", texts::ASK_KNOWN),
            Some(running) => {
                let places = [
                    ("from", running.from.into()),
                    ("last", running.last_day.into()),
                ];
                let holds = if running.over { Holds::Yes } else { Holds::No };
                (holds, vec![texts::THREE_YEARS.fill(&places)])
            }
        }
    }

    fn materials(&mut self) -> Found {
        let Some(materials) = &self.facts.materials else {
            return self.ask("/materials", texts::ASK_MATERIALS);
        };
        match materials.false_material {
            Some(Proof::Proved) => return (Holds::Yes, vec![texts::FALSE_MATERIAL.text()]),
            Some(Proof::Disputed) => return (Holds::ForAPerson, vec![texts::DISPUTED.text()]),
            Some(Proof::Unproved | Proof::Disproved) | None => {}
        }
        let lacking: Vec<_> = lacking(materials).map(Template::text).collect();
        if lacking.is_empty() {
            return (Holds::No, Vec::new());
        }
        let list = Bilingual::list(lacking).filling();
        (
            Holds::Yes,
            vec![texts::MATERIALS_LACK.fill(&[("what", list)])],
        )
    }

    fn identity(&mut self) -> Found {
        let doubts = [
            self.facts.identity.impersonated,
            self.facts.identity.refuses_check,
        ];
        if doubts.contains(&Some(Proof::Proved)) {
            return (Holds::Yes, vec![texts::IDENTITY_WRONG.text()]);
        }
        if doubts.contains(&Some(Proof::Disputed)) {
            return (Holds::ForAPerson, vec![texts::DISPUTED.text()]);
        }
        (Holds::No, Vec::new())
    }
}

fn lacking(materials: &Materials) -> impl Iterator<Item = Template> {
    let agent = materials.by_agent;
    let all = [
        (materials.name, texts::NAME),
        (materials.phone, texts::PHONE),
        (materials.address, texts::ADDRESS),
        (materials.respondent_name, texts::RESPONDENT_NAME),
        (materials.respondent_address, texts::RESPONDENT_ADDRESS),
        (materials.request, texts::REQUEST),
        (materials.facts, texts::FACTS),
        (
            !agent || materials.power_of_attorney,
            texts::POWER_OF_ATTORNEY,
        ),
        (!agent || materials.agent_identity, texts::AGENT_IDENTITY),
    ];
    all.into_iter()
        .filter(|(there, _)| !there)
        .map(|(_, what)| what)
}

//! The panel: one row a way.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::facts::{Door, DoorFacts, SmallClaim};
use super::texts;
use crate::bilingual::{Bilingual, Template};
use crate::calendar::Calendar;
use crate::closed_list;
use crate::law::ClauseId;
use crate::law::admissible::{Elsewhere, Handling, MissingFact};
use crate::ruleset::{AmountId, Binding, Body, RuleBook, RuleFault, RuleSetId, TermId};
use crate::taxonomy::RejectionGround;
use crate::term::{Deadline, Unit};

/// The version of the confirmation texts; stored with every confirmation.
pub const CONFIRMATION_VERSION: &str = "2026.1";

closed_list! {
    /// Whether a way can be gone.
    State {
        Open = "open",
        Closed = "closed",
        ForAPerson = "for_a_person",
        Unknown = "unknown",
    }
}

closed_list! {
    /// What an outcome is worth; later ones weigh more.
    Effect {
        /// No binding outcome of its own.
        None = "none",
        /// A contract: one can sue on it.
        Contract = "contract",
        /// Binding by statute, and can be confirmed by a court.
        BindingContract = "binding_contract",
        /// Can be enforced.
        Enforceable = "enforceable",
    }
}

/// A term that choosing the way starts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DoorTerm {
    pub term: TermId,
    pub count: u16,
    pub unit: Unit,
    /// The last day if it were chosen, and received, on the day asked for.
    #[schema(value_type = String, format = Date)]
    pub last_day: Date,
    pub provisional: bool,
    pub source: Vec<ClauseId>,
}

/// A way and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DoorState {
    pub door: Door,
    pub title: Bilingual,
    pub state: State,
    pub why: Vec<Bilingual>,
    /// What choosing it closes.
    pub closes: Vec<Door>,
    /// What has to be confirmed before, where choosing it closes another way.
    pub confirm: Option<Bilingual>,
    pub confirm_version: Option<String>,
    pub terms: Vec<DoorTerm>,
    pub cost: Bilingual,
    pub effect: Effect,
    pub worth: Bilingual,
    pub source: Vec<ClauseId>,
}

/// All ways at one moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Panel {
    #[schema(value_type = Vec<String>)]
    pub rulesets: Vec<RuleSetId>,
    pub doors: Vec<DoorState>,
    /// What nobody said and a way depends on.
    pub missing: Vec<MissingFact>,
    pub clauses: Vec<crate::law::Clause>,
}

/// The panel under the rules in force on its day.
pub fn doors(facts: &DoorFacts, book: &RuleBook, calendar: &Calendar) -> Result<Panel, RuleFault> {
    let binding = book.binding(facts.on, facts.province)?;
    let look = Look {
        facts,
        book,
        binding: &binding,
        calendar,
    };
    let doors = Door::ALL
        .iter()
        .map(|door| look.door(*door))
        .collect::<Result<Vec<_>, _>>()?;
    let of_terms = doors
        .iter()
        .flat_map(|door| door.terms.iter().flat_map(|term| &term.source));
    let mut cited: Vec<ClauseId> = doors
        .iter()
        .flat_map(|door| &door.source)
        .chain(of_terms)
        .copied()
        .collect();
    cited.sort_unstable();
    cited.dedup();
    Ok(Panel {
        rulesets: binding.sets.clone(),
        clauses: cited
            .into_iter()
            .filter_map(|id| book.clauses().get(id).cloned())
            .collect(),
        missing: look.missing(),
        doors,
    })
}

struct Look<'a> {
    facts: &'a DoorFacts,
    book: &'a RuleBook,
    binding: &'a Binding,
    calendar: &'a Calendar,
}

/// State and reasons.
type Found = (State, Vec<Template>);

fn open() -> Found {
    (State::Open, Vec::new())
}

fn closed(why: Template) -> Found {
    (State::Closed, vec![why])
}

fn unknown(why: Template) -> Found {
    (State::Unknown, vec![why])
}

impl Look<'_> {
    fn door(&self, door: Door) -> Result<DoorState, RuleFault> {
        let (state, why) = self.state(door)?;
        let closes = self.closes(door);
        let confirm = confirmation(door).filter(|_| state != State::Closed && !closes.is_empty());
        let (effect, worth) = texts::worth(door);
        Ok(DoorState {
            door,
            title: texts::title(door).text(),
            state,
            why: why.into_iter().map(Template::text).collect(),
            confirm: confirm.map(Template::text),
            confirm_version: confirm.map(|_| CONFIRMATION_VERSION.to_owned()),
            closes,
            terms: self.terms(door)?,
            cost: texts::cost(door).text(),
            effect,
            worth: worth.text(),
            source: self.source(door),
        })
    }

    /// What was not said. The ways that hang on it are `unknown`, never guessed.
    fn missing(&self) -> Vec<MissingFact> {
        let facts = self.facts;
        let wanted = [
            (
                facts.elsewhere.is_none(),
                "/elsewhere",
                texts::ASK_ELSEWHERE,
            ),
            (
                facts.for_business.is_none(),
                "/for_business",
                texts::ASK_FOR_BUSINESS,
            ),
            (
                facts.over_three_years.is_none(),
                "/over_three_years",
                texts::ASK_OVER_THREE_YEARS,
            ),
            (
                facts.mediation_refused.is_none(),
                "/mediation_refused",
                texts::ASK_REFUSED,
            ),
            (
                facts.arbitration_agreed.is_none(),
                "/arbitration_agreed",
                texts::ASK_ARBITRATION,
            ),
            (
                facts.small_claim.is_none(),
                "/small_claim",
                texts::NEEDS_SMALL_CLAIM,
            ),
        ];
        let missing = wanted.into_iter().filter(|(missing, ..)| *missing);
        missing
            .map(|(_, fact, why)| MissingFact {
                fact: fact.to_owned(),
                why: why.text(),
            })
            .collect()
    }

    fn elsewhere(&self) -> &[Elsewhere] {
        self.facts.elsewhere.as_deref().unwrap_or_default()
    }

    fn has(&self, body: Body, state: Handling) -> bool {
        let cases = self.elsewhere().iter();
        cases
            .filter(|case| case.body == body)
            .any(|case| case.state == state)
    }

    /// A judgment or an award.
    fn decided(&self) -> bool {
        self.has(Body::Court, Handling::Ended) || self.has(Body::Arbitration, Handling::Ended)
    }

    fn has_now(&self, body: Body) -> bool {
        self.has(body, Handling::Accepted)
    }

    fn state(&self, door: Door) -> Result<Found, RuleFault> {
        Ok(match door {
            // A judge or arbitrator has the case: the parties may still settle, but not in rooms here.
            Door::Negotiation | Door::PlatformMediation if self.before_a_judge() => {
                closed(texts::BEFORE_A_JUDGE)
            }
            Door::Negotiation | Door::Report => open(),
            Door::PlatformMediation | Door::PeoplesMediation | Door::IndustryMediation
                if self.decided() =>
            {
                closed(texts::JUDGED)
            }
            Door::PlatformMediation => self.mediated(),
            Door::PeoplesMediation | Door::IndustryMediation if self.before_a_judge() => {
                closed(texts::BEFORE_A_JUDGE)
            }
            Door::PeoplesMediation | Door::IndustryMediation => self.mediated(),
            Door::ConsumerAssociation => self.association(),
            Door::EntrustedMediation => self.entrusted(),
            Door::BureauComplaint => self.bureau(),
            Door::Arbitration => self.arbitration(),
            Door::CourtMediation | Door::Court => self.court(door),
            Door::SmallClaims => self.small_claims()?,
        })
    }

    fn before_a_judge(&self) -> bool {
        self.has_now(Body::Court) || self.has_now(Body::Arbitration)
    }

    /// Mediation needs both sides; who has not said no may still be asked.
    fn mediated(&self) -> Found {
        if self.facts.mediation_refused == Some(true) {
            closed(texts::REFUSED)
        } else if self.facts.elsewhere.is_none() {
            unknown(texts::ASK_ELSEWHERE)
        } else {
            open()
        }
    }

    fn association(&self) -> Found {
        if self.has_now(Body::ConsumerAssociation) {
            closed(texts::HAS_IT)
        } else if self.has(Body::ConsumerAssociation, Handling::Ended) {
            closed(texts::HAD_IT)
        } else if self.before_a_judge() {
            closed(texts::BEFORE_A_JUDGE)
        } else if self.decided() {
            closed(texts::JUDGED)
        } else if self.has_now(Body::Bureau) {
            closed(texts::ONLY_ENTRUSTED)
        } else {
            match self.facts.for_business {
                Some(true) => closed(texts::FOR_BUSINESS),
                Some(false) => self.mediated(),
                None => unknown(texts::ASK_FOR_BUSINESS),
            }
        }
    }

    fn entrusted(&self) -> Found {
        if self.has_now(Body::Bureau) {
            self.mediated()
        } else {
            self.bureau()
        }
    }

    /// Which bodies stand in the bureau's way is a row of its own rules, so it follows the day.
    fn bureau(&self) -> Found {
        if self.has_now(Body::Bureau) {
            return closed(texts::HAS_IT);
        }
        let bodies = self.book.grounds(self.binding).iter();
        let bodies = bodies.filter(|ground| ground.id == RejectionGround::AlreadyHandled);
        let bodies: Vec<Body> = bodies
            .flat_map(|ground| ground.bodies.iter().copied())
            .collect();
        let counts = self
            .elsewhere()
            .iter()
            .filter(|case| bodies.contains(&case.body) && !case.entrusted);
        let states: Vec<_> = counts.map(|case| case.state).collect();
        if states
            .iter()
            .any(|state| matches!(state, Handling::Accepted | Handling::Ended))
        {
            closed(texts::HANDLED)
        } else if self.facts.for_business == Some(true) {
            closed(texts::FOR_BUSINESS)
        } else if self.facts.over_three_years == Some(true) {
            closed(texts::OVER_THREE_YEARS)
        } else if let Some(unsaid) = self.unsaid_for_the_bureau() {
            unknown(unsaid)
        } else if states.contains(&Handling::Withdrawn) {
            (State::ForAPerson, vec![texts::WITHDRAWN])
        } else if self.mediated_elsewhere() {
            (State::Open, vec![texts::PRACTICE_DIFFERS])
        } else {
            open()
        }
    }

    fn unsaid_for_the_bureau(&self) -> Option<Template> {
        let facts = self.facts;
        let wanted = [
            (facts.elsewhere.is_none(), texts::ASK_ELSEWHERE),
            (facts.for_business.is_none(), texts::ASK_FOR_BUSINESS),
            (
                facts.over_three_years.is_none(),
                texts::ASK_OVER_THREE_YEARS,
            ),
        ];
        let unsaid = wanted.into_iter().find(|(missing, _)| *missing);
        unsaid.map(|(_, why)| why)
    }

    fn mediated_elsewhere(&self) -> bool {
        self.elsewhere().iter().any(|case| {
            case.body == Body::MediationBody
                && matches!(case.state, Handling::Accepted | Handling::Ended)
        })
    }

    fn arbitration(&self) -> Found {
        if self.has_now(Body::Arbitration) || self.has(Body::Arbitration, Handling::Ended) {
            closed(texts::HAS_IT)
        } else if self.has_now(Body::Court) || self.has(Body::Court, Handling::Ended) {
            closed(texts::BEFORE_A_JUDGE)
        } else if self.facts.arbitration_agreed == Some(true) {
            open()
        } else {
            (State::Unknown, vec![texts::NEEDS_ARBITRATION_AGREEMENT])
        }
    }

    fn court(&self, door: Door) -> Found {
        if self.has_now(Body::Arbitration) || self.has(Body::Arbitration, Handling::Ended) {
            return closed(texts::ARBITRATED);
        }
        if self.has(Body::Court, Handling::Ended) {
            return closed(texts::JUDGED);
        }
        match (self.has_now(Body::Court), door == Door::CourtMediation) {
            (true, true) => (State::Open, vec![texts::ASK_THE_COURT]),
            (true, false) => closed(texts::HAS_IT),
            (false, _) => match self.facts.arbitration_agreed {
                Some(true) => closed(texts::ARBITRATION_AGREED),
                _ if self.facts.elsewhere.is_none() => unknown(texts::ASK_ELSEWHERE),
                // Without an agreement to arbitrate, which few consumers have, the courts are open.
                Some(false) | None => open(),
            },
        }
    }

    fn small_claims(&self) -> Result<Found, RuleFault> {
        let court = self.court(Door::Court);
        if court.0 == State::Closed {
            return Ok(court);
        }
        let Some(claim) = &self.facts.small_claim else {
            return Ok((State::Unknown, vec![texts::NEEDS_SMALL_CLAIM]));
        };
        if excluded(claim) {
            return Ok(closed(texts::SMALL_CLAIM_EXCLUDED));
        }
        let limit = |id| match self.book.amount(self.binding, id) {
            Ok(amount) => Ok(amount.fen()),
            // No province, or none whose figure is known.
            Err(RuleFault::NoAmount(_)) => Ok(None),
            Err(fault) => Err(fault),
        };
        let compulsory = limit(AmountId::CourtSmallClaims)?;
        let by_agreement = limit(AmountId::CourtSmallClaimsByAgreement)?;
        Ok(match (compulsory, by_agreement) {
            (Some(limit), _) if claim.amount_fen <= limit => open(),
            (Some(_), Some(limit)) if claim.amount_fen <= limit && claim.agreed => open(),
            (Some(_), Some(limit)) if claim.amount_fen <= limit => {
                (State::Unknown, vec![texts::SMALL_CLAIM_BY_AGREEMENT])
            }
            (Some(_), _) => closed(texts::SMALL_CLAIM_TOO_LARGE),
            (None, _) => (State::Unknown, vec![texts::SMALL_CLAIM_NO_FIGURE]),
        })
    }

    fn closes(&self, door: Door) -> Vec<Door> {
        match door {
            Door::ConsumerAssociation => vec![Door::BureauComplaint, Door::EntrustedMediation],
            Door::BureauComplaint | Door::EntrustedMediation => vec![Door::ConsumerAssociation],
            Door::Arbitration => vec![
                Door::BureauComplaint,
                Door::EntrustedMediation,
                Door::ConsumerAssociation,
                Door::CourtMediation,
                Door::Court,
                Door::SmallClaims,
            ],
            Door::Court | Door::SmallClaims => vec![
                Door::BureauComplaint,
                Door::EntrustedMediation,
                Door::ConsumerAssociation,
                Door::Arbitration,
            ],
            Door::PeoplesMediation | Door::IndustryMediation if self.mediation_closes_bureau() => {
                vec![Door::BureauComplaint, Door::EntrustedMediation]
            }
            Door::Negotiation
            | Door::PlatformMediation
            | Door::PeoplesMediation
            | Door::IndustryMediation
            | Door::Report
            | Door::CourtMediation => Vec::new(),
        }
    }

    /// So it was under the rules of 2020.
    fn mediation_closes_bureau(&self) -> bool {
        self.book
            .grounds(self.binding)
            .iter()
            .any(|ground| ground.bodies.contains(&Body::MediationBody))
    }

    fn terms(&self, door: Door) -> Result<Vec<DoorTerm>, RuleFault> {
        let ids: &[TermId] = match door {
            Door::Negotiation => &[TermId::Negotiation],
            Door::PlatformMediation | Door::PeoplesMediation | Door::IndustryMediation => {
                &[TermId::Mediation]
            }
            Door::ConsumerAssociation => {
                &[TermId::AcceptCaseAssociation, TermId::MediationAssociation]
            }
            Door::EntrustedMediation => &[TermId::BureauAcceptance, TermId::MediationEntrusted],
            Door::BureauComplaint => &[TermId::BureauAcceptance, TermId::BureauMediation],
            Door::Report => &[TermId::ReportCheck],
            Door::Arbitration | Door::Court => &[],
            Door::CourtMediation => &[TermId::CourtMediation],
            Door::SmallClaims => &[TermId::SmallClaimsJudgment],
        };
        ids.iter().map(|id| self.term(*id)).collect()
    }

    fn term(&self, id: TermId) -> Result<DoorTerm, RuleFault> {
        let term = self.book.term(self.binding, id)?;
        let deadline = Deadline::open_after(term, self.facts.on, self.calendar);
        Ok(DoorTerm {
            term: id,
            count: deadline.count(),
            unit: deadline.unit(),
            last_day: deadline.due_on(),
            provisional: deadline.provisional(),
            source: deadline.source().to_vec(),
        })
    }

    fn source(&self, door: Door) -> Vec<ClauseId> {
        use ClauseId::{
            B02, B06, B07, B09, B10, B19, C08, C11, C14, D17, D19, D19a, M01, M02, M06, M10, M18,
        };
        match door {
            Door::Negotiation => vec![D19a, B09],
            Door::PlatformMediation => vec![D17, D19],
            Door::PeoplesMediation => vec![M06, M10],
            Door::IndustryMediation => vec![D19a, M06],
            Door::ConsumerAssociation if self.facts.province.is_some() => {
                vec![M01, M02, self.handled()]
            }
            Door::ConsumerAssociation => vec![M01, self.handled()],
            Door::EntrustedMediation => vec![B10, M18],
            Door::BureauComplaint if self.handled() == B07 => vec![B06, B07, M18],
            Door::BureauComplaint => vec![ClauseId::B06Of2020, self.handled()],
            Door::Report => vec![B02, B19],
            Door::Arbitration | Door::Court => vec![D19a],
            Door::CourtMediation => vec![C08],
            Door::SmallClaims => vec![C11, C14],
        }
    }

    /// The clause that says whose handling stands in the bureau's way.
    fn handled(&self) -> ClauseId {
        let grounds = self.book.grounds(self.binding).iter();
        let mut sources = grounds.flat_map(|ground| ground.source.iter().copied());
        sources.next().unwrap_or(ClauseId::B07)
    }
}

fn excluded(claim: &SmallClaim) -> bool {
    !claim.money_only
        || claim.foreign
        || claim.needs_appraisal
        || claim.whereabouts_unknown
        || claim.counterclaim
}

fn confirmation(door: Door) -> Option<Template> {
    match door {
        Door::ConsumerAssociation => Some(texts::CONFIRM_ASSOCIATION),
        Door::BureauComplaint | Door::EntrustedMediation => Some(texts::CONFIRM_BUREAU),
        Door::Arbitration => Some(texts::CONFIRM_ARBITRATION),
        Door::Court | Door::SmallClaims => Some(texts::CONFIRM_COURT),
        Door::PeoplesMediation | Door::IndustryMediation => Some(texts::CONFIRM_MEDIATION_2020),
        Door::Negotiation | Door::PlatformMediation | Door::Report | Door::CourtMediation => None,
    }
}

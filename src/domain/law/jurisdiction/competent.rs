//! The rules of competence.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::region::{Level, RegionCode, Regions};
use super::texts;
use crate::bilingual::{Bilingual, Template};
use crate::closed_list;
use crate::law::admissible::MissingFact;
use crate::law::{Clause, ClauseId};
use crate::ruleset::RuleBook;

closed_list! {
    /// What the respondent is.
    Respondent {
        /// An operator with a place of business.
        Ordinary = "ordinary",
        /// The operator of a platform, of its own website or of another network service.
        Platform = "platform",
        /// A shop on a platform.
        Shop = "shop",
    }
}

/// Where everybody is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct JurisdictionFacts {
    pub respondent: Respondent,
    /// Where the respondent is registered.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub domicile: Option<RegionCode>,
    /// Where it really does business.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub place_of_business: Option<RegionCode>,
    /// The address that a shop publishes on its platform.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub published_address: Option<RegionCode>,
    /// Whether the shop publishes an address at all; `false` says that it does not.
    #[serde(default)]
    pub publishes_address: Option<bool>,
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub platform_domicile: Option<RegionCode>,
    /// Whether the shop cannot be reached through what it publishes.
    #[serde(default)]
    pub unreachable: bool,
    #[serde(default)]
    pub court: Option<CourtFacts>,
}

/// What the court depends on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CourtFacts {
    /// Whether what was bought came over the net.
    pub delivered_online: bool,
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub buyer_domicile: Option<RegionCode>,
    /// Where the parcel was received.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub received_at: Option<RegionCode>,
    /// A court that the parties agreed on.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub agreed: Option<RegionCode>,
}

/// A competent body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CompetentBody {
    #[schema(value_type = String)]
    pub region: RegionCode,
    /// None where the list of regions does not know it.
    pub name: Option<String>,
    pub why: Bilingual,
    pub source: Vec<ClauseId>,
}

/// Who is competent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Competent {
    /// Any of them; the first to receive the complaint handles it.
    pub complaint: Vec<CompetentBody>,
    /// For a report of a violation.
    pub report: Vec<CompetentBody>,
    pub court: Vec<CompetentBody>,
    pub notes: Vec<Bilingual>,
    pub missing: Vec<MissingFact>,
    pub clauses: Vec<Clause>,
}

/// Says who is competent.
pub fn jurisdiction(facts: &JurisdictionFacts, book: &RuleBook, regions: &Regions) -> Competent {
    let mut map = Map {
        regions,
        missing: Vec::new(),
        notes: vec![texts::FIRST_TO_RECEIVE.text()],
    };
    let complaint = map.complaint(facts);
    let report = map.report(facts);
    let court = facts
        .court
        .as_ref()
        .map(|court| map.court(court))
        .unwrap_or_default();
    if facts.court.is_some() {
        map.notes.push(texts::INTERNET_COURTS.text());
    }
    let Map { missing, notes, .. } = map;
    let seats = complaint.iter().chain(&report).chain(&court);
    let mut cited: Vec<ClauseId> = seats.flat_map(|seat| seat.source.iter().copied()).collect();
    cited.sort_unstable();
    cited.dedup();
    let clauses = cited
        .into_iter()
        .filter_map(|id| book.clauses().get(id).cloned())
        .collect();
    Competent {
        complaint,
        report,
        court,
        notes,
        missing,
        clauses,
    }
}

struct Map<'a> {
    regions: &'a Regions,
    missing: Vec<MissingFact>,
    notes: Vec<Bilingual>,
}

impl Map<'_> {
    fn complaint(&mut self, facts: &JurisdictionFacts) -> Vec<CompetentBody> {
        use ClauseId::{J131, J132};
        match facts.respondent {
            Respondent::Ordinary => {
                let places = [
                    (facts.place_of_business, texts::PLACE_OF_BUSINESS),
                    (facts.domicile, texts::DOMICILE),
                ];
                self.any(&places, "/place_of_business", texts::ASK_PLACE, J131)
            }
            Respondent::Platform => self.any(
                &[(facts.domicile, texts::PLATFORM_SELF)],
                "/domicile",
                texts::ASK_DOMICILE,
                J132,
            ),
            Respondent::Shop if facts.unreachable || facts.published_address.is_none() => {
                // Nobody said that it publishes none: then the platform is only one of them.
                if !facts.unreachable && facts.publishes_address != Some(false) {
                    self.missing.push(MissingFact {
                        fact: "/published_address".to_owned(),
                        why: texts::ASK_PUBLISHED.text(),
                    });
                }
                let places = [(facts.platform_domicile, texts::UNREACHABLE)];
                self.any(&places, "/platform_domicile", texts::ASK_PLATFORM, J132)
            }
            Respondent::Shop => {
                let places = [
                    (facts.published_address, texts::PUBLISHED),
                    (facts.platform_domicile, texts::PLATFORM_TOO),
                ];
                self.any(&places, "/platform_domicile", texts::ASK_PLATFORM, J132)
            }
        }
    }

    fn report(&mut self, facts: &JurisdictionFacts) -> Vec<CompetentBody> {
        let places = match facts.respondent {
            Respondent::Ordinary | Respondent::Platform => [
                (facts.place_of_business, texts::REPORT_BUSINESS),
                (facts.domicile, texts::REPORT_DOMICILE),
            ],
            Respondent::Shop => [
                (
                    facts.place_of_business.or(facts.published_address),
                    texts::REPORT_BUSINESS,
                ),
                (facts.platform_domicile, texts::REPORT_PLATFORM),
            ],
        };
        self.seats(&places, ClauseId::J31)
    }

    /// An agreement prevails; then where it was received, or for what came online the buyer's home.
    fn court(&mut self, facts: &CourtFacts) -> Vec<CompetentBody> {
        let source = ClauseId::J20;
        if facts.agreed.is_some() {
            return self.seats(&[(facts.agreed, texts::COURT_AGREED)], source);
        }
        if facts.delivered_online {
            let place = [(facts.buyer_domicile, texts::COURT_BUYER)];
            return self.any(&place, "/court/buyer_domicile", texts::ASK_BUYER, source);
        }
        let place = [(facts.received_at, texts::COURT_RECEIVED)];
        self.any(&place, "/court/received_at", texts::ASK_RECEIVED, source)
    }

    /// The same, asking where none of the places is known.
    fn any(
        &mut self,
        places: &[(Option<RegionCode>, Template)],
        fact: &str,
        ask: Template,
        source: ClauseId,
    ) -> Vec<CompetentBody> {
        let seats = self.seats(places, source);
        if seats.is_empty() {
            self.missing.push(MissingFact {
                fact: fact.to_owned(),
                why: ask.text(),
            });
        }
        seats
    }

    fn seats(
        &mut self,
        places: &[(Option<RegionCode>, Template)],
        source: ClauseId,
    ) -> Vec<CompetentBody> {
        let mut seats: Vec<CompetentBody> = Vec::new();
        for (region, why) in places {
            let Some(region) = *region else { continue };
            if region.level() != Level::County {
                let note = texts::NOT_A_COUNTY.fill(&[("region", region.into())]);
                if !self.notes.contains(&note) {
                    self.notes.push(note);
                }
            }
            if !seats.iter().any(|seat| seat.region == region) {
                let name = self.regions.name(region);
                seats.push(CompetentBody {
                    region,
                    name,
                    why: why.text(),
                    source: vec![source],
                });
            }
        }
        seats
    }
}

//! One dated set of rules and how it is read.

use std::collections::BTreeMap;
use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Amount, AmountId, Ground, Province, Quantity, Status, Term, TermId};
use crate::bilingual::Bilingual;
use crate::law::ClauseId;
use crate::money::Fen;
use crate::term::{Period, PeriodFault, Rolling, Unit};

/// The name of a rule set; sets stay known by it for ever, since disputes are bound to them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RuleSetId(String);

impl RuleSetId {
    /// The name of a platform's edition: the year in which it was published, and which of that year.
    pub fn of_edition(year: i16, number: u32) -> Self {
        Self(format!("platform-{year}.{number}"))
    }

    /// The name of a platform's edition, as it was kept.
    pub fn parse(text: &str) -> Option<Self> {
        let (year, number) = text.strip_prefix("platform-")?.split_once('.')?;
        let known = Self::of_edition(year.parse().ok()?, number.parse().ok()?);
        (known.as_str() == text).then_some(known)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RuleSetId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Who made the rules of a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Layer {
    Law,
    Province,
    Platform,
}

/// A set of rows with the days on which it is in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleSet {
    id: RuleSetId,
    layer: Layer,
    province: Option<Province>,
    rank: u16,
    since: Date,
    until: Option<Date>,
    title: Bilingual,
    pub(super) terms: BTreeMap<TermId, Term>,
    pub(super) amounts: BTreeMap<AmountId, Amount>,
    pub(super) grounds: Vec<Ground>,
}

/// Why a text is not a rule set.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RuleSetFault {
    #[error("not a rule set: {0}")]
    Unreadable(String),
    #[error("{set}: {row} stands there twice")]
    Twice { set: RuleSetId, row: String },
    #[error("{set}: {row}: {fault}")]
    Period {
        set: RuleSetId,
        row: TermId,
        fault: PeriodFault,
    },
    #[error("{set}: {row} cites no clause")]
    NoSource { set: RuleSetId, row: String },
    #[error("{set}: {row} must be exactly one of fen, times and per_mille")]
    NoQuantity { set: RuleSetId, row: AmountId },
    #[error("{set}: a provincial set names its province, and no other set does")]
    Province { set: RuleSetId },
    #[error("{set} ends before it begins")]
    Backwards { set: RuleSetId },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    id: RuleSetId,
    layer: Layer,
    province: Option<Province>,
    rank: u16,
    since: Date,
    until: Option<Date>,
    title_zh: String,
    title_en: String,
    #[serde(default)]
    term: Vec<TermRow>,
    #[serde(default)]
    amount: Vec<AmountRow>,
    #[serde(default)]
    ground: Vec<Ground>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TermRow {
    id: TermId,
    count: u32,
    unit: Unit,
    #[serde(default)]
    rolling: Roll,
    warn: u16,
    #[serde(default)]
    remind: Vec<u16>,
    source: Vec<ClauseId>,
    status: Status,
}

/// How rolling is written in a set; the two open questions may be settled there.
#[derive(Deserialize, Default)]
#[serde(rename_all = "snake_case")]
enum Roll {
    #[default]
    None,
    Civil,
    Bureau,
    BureauStrict,
    BureauWide,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AmountRow {
    id: AmountId,
    fen: Option<Fen>,
    times: Option<u16>,
    per_mille: Option<u16>,
    source: Vec<ClauseId>,
    status: Status,
}

impl RuleSet {
    /// Reads a set from its TOML form.
    pub fn parse(text: &str) -> Result<Self, RuleSetFault> {
        let file: File =
            toml::from_str(text).map_err(|error| RuleSetFault::Unreadable(error.to_string()))?;
        let set = file.id.clone();
        if (file.layer == Layer::Province) != file.province.is_some() {
            return Err(RuleSetFault::Province { set });
        }
        if file.until.is_some_and(|until| until < file.since) {
            return Err(RuleSetFault::Backwards { set });
        }
        let terms = file.term.into_iter().map(|row| row.read(&set));
        let amounts = file.amount.into_iter().map(|row| row.read(&set));
        Ok(Self {
            layer: file.layer,
            province: file.province,
            rank: file.rank,
            since: file.since,
            until: file.until,
            title: Bilingual {
                zh: file.title_zh,
                en: file.title_en,
            },
            terms: unique(&set, terms, Term::id)?,
            amounts: unique(&set, amounts, Amount::id)?,
            grounds: file.ground,
            id: set,
        })
    }

    /// The same rows under another name, from another day on, without end.
    pub(super) fn renamed(&self, id: RuleSetId, since: Date, title: Bilingual) -> Self {
        Self {
            id,
            since,
            until: None,
            title,
            ..self.clone()
        }
    }

    pub fn id(&self) -> &RuleSetId {
        &self.id
    }

    pub fn layer(&self) -> Layer {
        self.layer
    }

    pub fn province(&self) -> Option<Province> {
        self.province
    }

    /// Of two sets with a row of the same name, the higher one counts.
    pub fn rank(&self) -> u16 {
        self.rank
    }

    /// The first day on which it is in force.
    pub fn since(&self) -> Date {
        self.since
    }

    /// The last day on which it is in force; none if no end is known.
    pub fn until(&self) -> Option<Date> {
        self.until
    }

    pub fn title(&self) -> &Bilingual {
        &self.title
    }

    pub fn terms(&self) -> impl Iterator<Item = &Term> {
        self.terms.values()
    }

    pub fn amounts(&self) -> impl Iterator<Item = &Amount> {
        self.amounts.values()
    }

    /// On what grounds a complaint is not accepted under this set.
    pub fn grounds(&self) -> &[Ground] {
        &self.grounds
    }

    pub fn in_force(&self, on: Date) -> bool {
        self.since <= on && self.until.is_none_or(|until| on <= until)
    }
}

impl TermRow {
    fn read(self, set: &RuleSetId) -> Result<Term, RuleSetFault> {
        let row = self.id;
        let period = Period::new(self.count, self.unit, self.rolling.into()).map_err(|fault| {
            RuleSetFault::Period {
                set: set.clone(),
                row,
                fault,
            }
        })?;
        Ok(Term {
            id: row,
            period,
            warn: self.warn,
            remind: self.remind,
            source: cited(self.source, set, row.as_str())?,
            status: self.status,
            ruleset: set.clone(),
        })
    }
}

impl AmountRow {
    fn read(self, set: &RuleSetId) -> Result<Amount, RuleSetFault> {
        let quantity = match (self.fen, self.times, self.per_mille) {
            (Some(fen), None, None) => Quantity::Fen(fen),
            (None, Some(times), None) => Quantity::Times(times),
            (None, None, Some(share)) => Quantity::PerMille(share),
            _ => {
                return Err(RuleSetFault::NoQuantity {
                    set: set.clone(),
                    row: self.id,
                });
            }
        };
        Ok(Amount {
            id: self.id,
            quantity,
            source: cited(self.source, set, self.id.as_str())?,
            status: self.status,
            ruleset: set.clone(),
        })
    }
}

impl From<Roll> for Rolling {
    fn from(roll: Roll) -> Self {
        use crate::term::OpenQuestion::{Rolls, Stays};
        match roll {
            Roll::None => Self::None,
            Roll::Civil => Self::Civil,
            Roll::Bureau => Self::BUREAU,
            Roll::BureauStrict => Self::Bureau {
                weekend: Stays,
                adjusted_rest: Stays,
            },
            Roll::BureauWide => Self::Bureau {
                weekend: Rolls,
                adjusted_rest: Rolls,
            },
        }
    }
}

fn cited(source: Vec<ClauseId>, set: &RuleSetId, row: &str) -> Result<Vec<ClauseId>, RuleSetFault> {
    if source.is_empty() {
        return Err(RuleSetFault::NoSource {
            set: set.clone(),
            row: row.to_owned(),
        });
    }
    Ok(source)
}

fn unique<K: Ord + Copy + fmt::Display, V>(
    set: &RuleSetId,
    rows: impl Iterator<Item = Result<V, RuleSetFault>>,
    key: impl Fn(&V) -> K,
) -> Result<BTreeMap<K, V>, RuleSetFault> {
    let mut known = BTreeMap::new();
    for row in rows {
        let row = row?;
        let id = key(&row);
        if known.insert(id, row).is_some() {
            return Err(RuleSetFault::Twice {
                set: set.clone(),
                row: id.to_string(),
            });
        }
    }
    Ok(known)
}

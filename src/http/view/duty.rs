//! The duty rota.

use std::collections::BTreeMap;

use hejie_domain::ids::PersonId;
use hejie_domain::people::{Absence, Change, Part, Rota, Shift, Swap, Turn};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;

use crate::app::Failure;
use crate::app::people::duty::{Overtaken, Shown};

/// The duty rota. Its version is the `ETag`.
#[derive(Debug, Serialize, ToSchema)]
pub struct RotaView {
    /// In the order in which it was written.
    pub items: Vec<TurnView>,
    /// Who is away.
    pub absences: Vec<AbsenceView>,
    /// Who does a turn of somebody else.
    pub swaps: Vec<SwapView>,
    /// Counts from 1; 0 before the rota was first written.
    pub version: u64,
    /// Who changed it last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changed_by: Option<String>,
    /// When.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub changed_at: Option<Timestamp>,
}

/// One turn of one person.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Turn)]
pub struct TurnView {
    /// Who.
    pub person: PersonId,
    /// What they are called.
    pub name: String,
    /// From 1 (Monday) to 7 (Sunday).
    pub weekdays: Vec<u8>,
    /// Such as `09:00`.
    pub from: String,
    /// Such as `21:00`; at or before `from` means the next day.
    pub until: String,
}

/// Days on which somebody is named for nothing.
#[derive(Debug, Serialize, ToSchema)]
pub struct AbsenceView {
    /// Who.
    pub person: PersonId,
    /// What they are called.
    pub name: String,
    /// The first day.
    #[schema(value_type = String, format = Date)]
    pub from: Date,
    /// The last day.
    #[schema(value_type = String, format = Date)]
    pub until: Date,
}

/// One turn of one day that somebody else does.
#[derive(Debug, Serialize, ToSchema)]
pub struct SwapView {
    /// The day on which the turn begins.
    #[schema(value_type = String, format = Date)]
    pub day: Date,
    /// When it begins, such as `09:00`.
    pub from: String,
    /// Whose turn it is.
    pub giver: PersonId,
    /// What they are called.
    pub giver_name: String,
    /// Who does it.
    pub taker: PersonId,
    /// What they are called.
    pub taker_name: String,
    /// Who agreed to it.
    pub agreed_by: PersonId,
    /// What they are called.
    pub agreed_by_name: String,
}

/// The whole rota.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RotaInput {
    items: Vec<TurnInput>,
    /// None stands for nobody.
    #[serde(default)]
    absences: Vec<AbsenceInput>,
    /// None stands for no swap.
    #[serde(default)]
    swaps: Vec<SwapInput>,
}

/// A turn as it is set.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TurnInput {
    /// Who.
    pub person: PersonId,
    /// For people to read; the person is who counts.
    #[serde(default)]
    pub name: Option<String>,
    /// From 1 (Monday) to 7 (Sunday).
    pub weekdays: Vec<u8>,
    /// Such as `09:00`.
    pub from: String,
    /// Such as `21:00` or `24:00`.
    pub until: String,
}

/// An absence as it is set.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AbsenceInput {
    /// Who.
    pub person: PersonId,
    /// The first day.
    #[schema(value_type = String, format = Date)]
    pub from: Date,
    /// The last day.
    #[schema(value_type = String, format = Date)]
    pub until: Date,
}

/// A swap as it is set.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SwapInput {
    /// The day on which the turn begins.
    #[schema(value_type = String, format = Date)]
    pub day: Date,
    /// When it begins, such as `09:00`.
    pub from: String,
    /// Whose turn it is.
    pub giver: PersonId,
    /// Who does it.
    pub taker: PersonId,
    /// Who agreed to it.
    pub agreed_by: PersonId,
}

type Names = BTreeMap<PersonId, String>;

impl From<Shown> for RotaView {
    fn from(Shown { edition, names }: Shown) -> Self {
        let rota = edition.rota;
        Self {
            items: rota.turns.iter().map(|one| turn(one, &names)).collect(),
            absences: rota
                .absences
                .iter()
                .map(|one| absence(one, &names))
                .collect(),
            swaps: rota.swaps.iter().map(|one| swap(one, &names)).collect(),
            version: edition.version,
            changed_by: edition.by.and_then(|by| names.get(&by).cloned()),
            changed_at: edition.at,
        }
    }
}

impl RotaInput {
    /// Reads it; every fault is named by the first that was found in its part.
    pub fn read(self) -> Result<Rota, Failure> {
        let turns = self.items.iter().enumerate();
        let turns: Result<_, _> = turns.map(|(at, input)| input.read(at)).collect();
        let absences = self.absences.into_iter().map(|one| Absence {
            person: one.person,
            from: one.from,
            until: one.until,
        });
        let swaps = self.swaps.iter().enumerate();
        let swaps: Result<_, _> = swaps.map(|(at, input)| input.read(at)).collect();
        Ok(Rota {
            turns: turns?,
            absences: absences.collect(),
            swaps: swaps?,
        })
    }
}

impl TurnInput {
    fn read(&self, at: usize) -> Result<Turn, Failure> {
        use hejie_domain::people::NotAShift;
        let time = |text: &str, field: &str| minute(text, || format!("/items/{at}/{field}"));
        let (from, until) = (time(&self.from, "from")?, time(&self.until, "until")?);
        let shift = Shift::new(&self.weekdays, from, until).map_err(|why| match why {
            NotAShift::Weekdays => {
                Failure::invalid(format!("/items/{at}/weekdays"), "not_a_weekday")
            }
            NotAShift::Minute => Failure::invalid(format!("/items/{at}/from"), "not_a_time"),
        })?;
        Ok(Turn {
            person: self.person,
            shift,
        })
    }
}

impl SwapInput {
    fn read(&self, at: usize) -> Result<Swap, Failure> {
        Ok(Swap {
            day: self.day,
            from_minute: minute(&self.from, || format!("/swaps/{at}/from"))?,
            giver: self.giver,
            taker: self.taker,
            agreed_by: self.agreed_by,
        })
    }
}

/// What somebody is told who would have overwritten what another wrote: the head, who, when, and
/// everything that was added or removed since.
pub fn facts(overtaken: &Overtaken) -> Vec<(&'static str, Value)> {
    let names = &overtaken.names;
    let told = |change: &Change| {
        let (how, part) = match change {
            Change::Added(part) => ("added", part),
            Change::Removed(part) => ("removed", part),
        };
        let (what, item) = match part {
            Part::Turn(one) => ("turn", json!(turn(one, names))),
            Part::Absence(one) => ("absence", json!(absence(one, names))),
            Part::Swap(one) => ("swap", json!(swap(one, names))),
        };
        json!({ "change": how, "what": what, "item": item })
    };
    vec![
        ("head", overtaken.head.into()),
        ("by", overtaken.by.clone().unwrap_or_default().into()),
        ("at", json!(overtaken.at)),
        ("changes", overtaken.changes.iter().map(told).collect()),
    ]
}

fn turn(turn: &Turn, names: &Names) -> TurnView {
    TurnView {
        person: turn.person,
        name: name(turn.person, names),
        weekdays: turn.shift.weekdays(),
        from: clock_time(turn.shift.from_minute()),
        until: clock_time(turn.shift.until_minute()),
    }
}

fn absence(absence: &Absence, names: &Names) -> AbsenceView {
    AbsenceView {
        person: absence.person,
        name: name(absence.person, names),
        from: absence.from,
        until: absence.until,
    }
}

fn swap(swap: &Swap, names: &Names) -> SwapView {
    SwapView {
        day: swap.day,
        from: clock_time(swap.from_minute),
        giver: swap.giver,
        giver_name: name(swap.giver, names),
        taker: swap.taker,
        taker_name: name(swap.taker, names),
        agreed_by: swap.agreed_by,
        agreed_by_name: name(swap.agreed_by, names),
    }
}

fn name(person: PersonId, names: &Names) -> String {
    names.get(&person).cloned().unwrap_or_default()
}

fn clock_time(minute: u16) -> String {
    format!("{:02}:{:02}", minute.div_euclid(60), minute.rem_euclid(60))
}

/// `09:30` in minutes from midnight; `24:00` ends a day.
fn minute(text: &str, pointer: impl Fn() -> String) -> Result<u16, Failure> {
    let number = |part: &str| -> Option<u16> {
        (part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse().ok())?
    };
    let read = || {
        let (hour, minute) = text.split_once(':')?;
        let (hour, minute) = (number(hour)?, number(minute)?);
        let total = hour.checked_mul(60)?.checked_add(minute)?;
        (minute < 60 && total <= 24 * 60).then_some(total)
    };
    read().ok_or_else(|| Failure::invalid(pointer(), "not_a_time"))
}

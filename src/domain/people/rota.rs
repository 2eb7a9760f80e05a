//! The duty rota as one document: who stands on it, who is away, and who gave a turn to whom.

use jiff::Zoned;
use jiff::civil::Date;

use super::Shift;
use crate::ids::PersonId;

/// The whole rota of a platform.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rota {
    /// In the order in which people are named.
    pub turns: Vec<Turn>,
    /// Who is away.
    pub absences: Vec<Absence>,
    /// Who does somebody else's turn.
    pub swaps: Vec<Swap>,
}

/// One turn of one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Turn {
    /// Whose.
    pub person: PersonId,
    /// When.
    pub shift: Shift,
}

/// Days on which somebody is named for nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Absence {
    /// Who.
    pub person: PersonId,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub until: Date,
}

/// One turn of one day that somebody else does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Swap {
    /// The day on which the turn begins.
    pub day: Date,
    /// The minute of that day at which it begins.
    pub from_minute: u16,
    /// Whose turn it is.
    pub giver: PersonId,
    /// Who does it.
    pub taker: PersonId,
    /// Who agreed to it.
    pub agreed_by: PersonId,
}

/// One part of a rota.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// A turn.
    Turn(Turn),
    /// An absence.
    Absence(Absence),
    /// A swap.
    Swap(Swap),
}

/// What became of a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// It is new.
    Added(Part),
    /// It is gone.
    Removed(Part),
}

/// Why a rota cannot be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotARota {
    /// An absence ends before it begins.
    Backwards {
        /// Which absence.
        at: usize,
    },
    /// Nobody can give a turn to themselves.
    ToOneself {
        /// Which swap.
        at: usize,
    },
    /// The giver has no such turn on that day.
    NoSuchTurn {
        /// Which swap.
        at: usize,
    },
    /// That turn is given away already.
    GivenTwice {
        /// Which swap.
        at: usize,
    },
}

impl Rota {
    /// Whoever is on duty at that local time, in the order of the turns: with turns done by those who
    /// took them, and without those who are away.
    pub fn on_duty(&self, at: &Zoned) -> Vec<PersonId> {
        let on = self.turns.iter().filter_map(|turn| {
            let day = turn.shift.begun(at)?;
            let swap = self.swaps.iter().find(|swap| swap.is_of(turn, day));
            Some(swap.map_or(turn.person, |swap| swap.taker))
        });
        on.filter(|person| !self.is_away(*person, at.date()))
            .collect()
    }

    /// Everybody who stands on it and is not away, each once, in the order of the turns.
    pub fn present(&self, day: Date) -> Vec<PersonId> {
        let mut found = Vec::new();
        for turn in &self.turns {
            if !found.contains(&turn.person) && !self.is_away(turn.person, day) {
                found.push(turn.person);
            }
        }
        found
    }

    /// Whether somebody is away on that day.
    pub fn is_away(&self, person: PersonId, day: Date) -> bool {
        let mut theirs = self.absences.iter().filter(|one| one.person == person);
        theirs.any(|one| (one.from..=one.until).contains(&day))
    }

    /// The same without somebody who left.
    pub fn without(mut self, person: PersonId) -> Self {
        self.turns.retain(|turn| turn.person != person);
        self.absences.retain(|absence| absence.person != person);
        self.swaps
            .retain(|swap| swap.giver != person && swap.taker != person);
        self
    }

    /// The same without absences and swaps that were over before that day.
    pub fn since(mut self, day: Date) -> Self {
        self.absences.retain(|absence| absence.until >= day);
        self.swaps.retain(|swap| swap.day >= day);
        self
    }

    /// Everything that is wrong with it. Swaps of days before `today` are history: they stay when the
    /// turns that they were about are long gone.
    pub fn faults(&self, today: Date) -> Vec<NotARota> {
        let backwards = self.absences.iter().enumerate();
        let backwards = backwards.filter(|(_, absence)| absence.until < absence.from);
        let mut faults: Vec<_> = backwards
            .map(|(at, _)| NotARota::Backwards { at })
            .collect();
        for (at, swap) in self.swaps.iter().enumerate() {
            if swap.giver == swap.taker {
                faults.push(NotARota::ToOneself { at });
            }
            let mut turns = self.turns.iter();
            if swap.day >= today && !turns.any(|turn| swap.is_of(turn, swap.day)) {
                faults.push(NotARota::NoSuchTurn { at });
            }
            let mut before = self.swaps.iter().take(at);
            if before.any(|other| other.is_about_the_same_as(swap)) {
                faults.push(NotARota::GivenTwice { at });
            }
        }
        faults
    }

    /// What it takes to make `after` of it: first what is gone, then what is new. The order of the
    /// turns alone is no change that anybody reads.
    pub fn changes(&self, after: &Self) -> Vec<Change> {
        let (before, after) = (self.parts(), after.parts());
        let gone = before.iter().filter(|part| !after.contains(part));
        let new = after.iter().filter(|part| !before.contains(part));
        gone.copied()
            .map(Change::Removed)
            .chain(new.copied().map(Change::Added))
            .collect()
    }

    fn parts(&self) -> Vec<Part> {
        let turns = self.turns.iter().copied().map(Part::Turn);
        let absences = self.absences.iter().copied().map(Part::Absence);
        let swaps = self.swaps.iter().copied().map(Part::Swap);
        turns.chain(absences).chain(swaps).collect()
    }
}

impl Swap {
    fn is_of(&self, turn: &Turn, day: Date) -> bool {
        self.day == day
            && self.giver == turn.person
            && self.from_minute == turn.shift.from_minute()
            && turn.shift.begins_on(day)
    }

    fn is_about_the_same_as(&self, other: &Self) -> bool {
        (self.day, self.giver, self.from_minute) == (other.day, other.giver, other.from_minute)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FANG: PersonId = PersonId::constant(1);
    const LUO: PersonId = PersonId::constant(2);
    const THURSDAY: Date = jiff::civil::date(2026, 10, 15);

    fn at(local: &str) -> Zoned {
        let at = local.parse::<jiff::civil::DateTime>().unwrap();
        at.to_zoned(crate::zone()).unwrap()
    }

    fn turn(person: PersonId, weekdays: &[u8], from: u16, until: u16) -> Turn {
        let shift = Shift::new(weekdays, from * 60, until * 60).unwrap();
        Turn { person, shift }
    }

    fn swap(day: Date, from: u16) -> Swap {
        Swap {
            day,
            from_minute: from * 60,
            giver: FANG,
            taker: LUO,
            agreed_by: LUO,
        }
    }

    fn rota() -> Rota {
        Rota {
            turns: vec![
                turn(FANG, &[1, 2, 3, 4, 5], 9, 18),
                turn(FANG, &[4], 22, 6),
                turn(LUO, &[6], 9, 18),
            ],
            ..Rota::default()
        }
    }

    #[test]
    fn whoever_is_away_is_not_on_duty_from_the_first_day_to_the_last() {
        let mut rota = rota();
        rota.absences.push(Absence {
            person: FANG,
            from: THURSDAY,
            until: THURSDAY,
        });
        assert_eq!(rota.on_duty(&at("2026-10-14T10:00")), [FANG]);
        assert!(rota.on_duty(&at("2026-10-15T10:00")).is_empty());
        assert_eq!(rota.on_duty(&at("2026-10-16T10:00")), [FANG]);
        assert_eq!(rota.present(THURSDAY), [LUO]);
    }

    #[test]
    fn a_turn_that_was_given_away_is_done_by_whoever_took_it_on_that_day_alone() {
        let mut rota = rota();
        rota.swaps.push(swap(THURSDAY, 9));
        assert_eq!(rota.on_duty(&at("2026-10-15T10:00")), [LUO]);
        assert_eq!(
            rota.on_duty(&at("2026-10-15T23:00")),
            [FANG],
            "the other turn"
        );
        assert_eq!(rota.on_duty(&at("2026-10-16T10:00")), [FANG]);
    }

    #[test]
    fn a_swap_of_a_night_lasts_until_its_morning() {
        let mut rota = rota();
        rota.swaps.push(swap(THURSDAY, 22));
        assert_eq!(rota.on_duty(&at("2026-10-15T23:00")), [LUO]);
        assert_eq!(rota.on_duty(&at("2026-10-16T05:00")), [LUO]);
    }

    #[test]
    fn a_turn_that_nobody_has_is_not_given_away() {
        let mut rota = rota();
        rota.swaps = vec![swap(THURSDAY, 8), swap(THURSDAY, 9), swap(THURSDAY, 9)];
        assert_eq!(
            rota.faults(THURSDAY),
            [
                NotARota::NoSuchTurn { at: 0 },
                NotARota::GivenTwice { at: 2 }
            ]
        );
        let later = THURSDAY.tomorrow().unwrap();
        assert_eq!(
            rota.faults(later),
            [NotARota::GivenTwice { at: 2 }],
            "history stays"
        );
    }

    #[test]
    fn two_rotas_differ_by_what_was_added_and_removed() {
        let before = rota();
        let mut after = before.clone();
        let gone = after.turns.remove(0);
        after.swaps.push(swap(THURSDAY, 22));
        assert_eq!(
            before.changes(&after),
            [
                Change::Removed(Part::Turn(gone)),
                Change::Added(Part::Swap(swap(THURSDAY, 22)))
            ]
        );
        assert!(after.changes(&after).is_empty());
        assert!(after.without(FANG).swaps.is_empty());
    }
}

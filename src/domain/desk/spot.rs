//! Where somebody writes: in a room, or in the form of a verb.

use std::fmt;

use crate::dispute::lists::Verb;
use crate::ids::RoomId;

/// One place of one dispute in which text can be begun, kept and sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Spot {
    /// The box of a room.
    Room(RoomId),
    /// The form of a verb.
    Verb(Verb),
}

/// The verbs of staff that tell people something in words of their own: they wait for a moment in
/// which they can be undone. What changes who may do something is done at once.
pub const HELD: &[Verb] = &[
    Verb::Answer,
    Verb::AskMaterial,
    Verb::DemandEvidence,
    Verb::Refuse,
    Verb::Discontinue,
    Verb::DecideAppeal,
];

impl Spot {
    /// Reads `room:ID` or `verb:CODE`.
    pub fn parse(text: &str) -> Option<Self> {
        let (kind, name) = text.split_once(':')?;
        match kind {
            "room" => name.parse().ok().map(Self::Room),
            "verb" => Verb::parse(name).map(Self::Verb),
            _ => None,
        }
    }
}

impl fmt::Display for Spot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Room(room) => write!(f, "room:{room}"),
            Self::Verb(verb) => write!(f, "verb:{}", verb.code()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_reads_back_as_it_was_written() {
        let room = Spot::Room(RoomId::constant(7));
        for spot in [room, Spot::Verb(Verb::Answer)] {
            assert_eq!(Spot::parse(&spot.to_string()), Some(spot));
        }
        for text in ["", "answer", "verb:nothing", "room:7", "file:answer"] {
            assert_eq!(Spot::parse(text), None, "{text}");
        }
    }
}

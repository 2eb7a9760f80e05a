//! Who may read and write in which room, by seat. `domain::access` is the only caller.

use super::RoomKind;
use crate::dispute::lists::Seat;

/// What a seat may do in a room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Right {
    /// The room does not exist for them.
    None,
    /// Follow it.
    Read,
    /// Follow it and write.
    Post,
}

/// What `seat` may do in a room of `kind`. Colleagues of the first responder follow a negotiation
/// and write in it only once they have taken over, so that the parties face one voice.
pub const fn right(kind: RoomKind, seat: Seat) -> Right {
    match (kind, seat) {
        (
            RoomKind::Negotiation,
            Seat::Consumer | Seat::Guardian | Seat::Proxy | Seat::Respondent | Seat::FirstResponder,
        )
        | (RoomKind::Internal, Seat::FirstResponder | Seat::ServiceAgent | Seat::Supervisor) => {
            Right::Post
        }
        (RoomKind::Negotiation, Seat::ServiceAgent | Seat::Supervisor) => Right::Read,
        (RoomKind::Negotiation, Seat::Clock)
        | (
            RoomKind::Internal,
            Seat::Consumer | Seat::Guardian | Seat::Proxy | Seat::Respondent | Seat::Clock,
        ) => Right::None,
    }
}

impl RoomKind {
    /// Whether everybody with a seat in the dispute may read it, so that what is new there may be
    /// counted for whoever has never been in it.
    pub const fn is_common(self) -> bool {
        match self {
            Self::Negotiation => true,
            Self::Internal => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_table_is_as_agreed() {
        let mut table = String::new();
        for seat in Seat::ALL {
            let rights: Vec<String> = RoomKind::ALL
                .iter()
                .map(|kind| format!("{kind}: {:?}", right(*kind, *seat)))
                .collect();
            table.push_str(&format!("{seat}: {}\n", rights.join(", ")));
        }
        insta::assert_snapshot!(table);
    }

    #[test]
    fn a_common_room_can_be_read_from_every_seat_but_the_clocks() {
        for kind in RoomKind::ALL.iter().filter(|kind| kind.is_common()) {
            for seat in Seat::ALL.iter().filter(|seat| **seat != Seat::Clock) {
                assert!(right(*kind, *seat) >= Right::Read, "{kind}: {seat}");
            }
        }
    }

    #[test]
    fn no_party_sees_the_platforms_own_notes() {
        for seat in Seat::ALL.iter().filter(|seat| !seat.is_platform()) {
            assert_eq!(right(RoomKind::Internal, *seat), Right::None, "{seat}");
        }
    }
}

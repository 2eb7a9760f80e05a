//! Who may read and write in which room, by seat and by what ties the reader to it.
//! `domain::access` is the only caller.

use super::RoomKind;
use crate::dispute::lists::Seat;
use crate::ids::{MediationId, PartyId, PersonId};

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

/// What stands on a room's door: what it is for, and whose it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Doorplate {
    /// What it is for.
    pub kind: RoomKind,
    /// Of which mediation.
    pub mediation: Option<MediationId>,
    /// With which party's side a caucus is held.
    pub party: Option<PartyId>,
    /// Whose notes they are, and who holds a caucus.
    pub mediator: Option<PersonId>,
    /// Whether the party lets the mediator's successors read its caucus.
    pub unsealed: bool,
}

impl Doorplate {
    /// Of a room that belongs to nobody in particular.
    pub const fn common(kind: RoomKind) -> Self {
        Self {
            kind,
            mediation: None,
            party: None,
            mediator: None,
            unsealed: false,
        }
    }
}

/// What ties somebody to a room, beside their seat.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a tie of its own, and the table names them"
)]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Ties {
    /// They act for the party whose caucus it is.
    pub own: bool,
    /// They are the mediator who holds the caucus or writes the notes.
    pub holder: bool,
    /// Their party takes part in the mediation whose room it is.
    pub takes_part: bool,
    /// It is a room of the mediation that they mediate.
    pub mediates: bool,
    /// Every party lets the mediator read the negotiation, and the mediation goes on.
    pub negotiation_open: bool,
    /// The platform is a party, or all agree that the first responder is there.
    pub responder_invited: bool,
    /// The party lets a mediator's successor read.
    pub unsealed: bool,
    /// The mediator asked their party to be silent for now.
    pub muted: bool,
    /// The mediator sent them out.
    pub sent_out: bool,
}

/// What `seat` may do in a room of `kind`. Colleagues of the first responder follow a negotiation
/// and write in it only once they have taken over, so that the parties face one voice. A caucus is
/// its party's and its mediator's: to everybody else it does not exist.
pub const fn right(kind: RoomKind, seat: Seat, ties: Ties) -> Right {
    use Seat::{
        Clock, Consumer, FirstResponder, Guardian, Mediator, Proxy, Registrar, Respondent,
        ServiceAgent, Supervisor,
    };
    match (kind, seat) {
        (RoomKind::Negotiation, Consumer | Guardian | Proxy | Respondent | FirstResponder)
        | (RoomKind::Internal, FirstResponder | ServiceAgent | Supervisor) => Right::Post,
        (RoomKind::Mediation, Mediator) => post_if(ties.mediates),
        (RoomKind::Negotiation, ServiceAgent | Supervisor) => Right::Read,
        (RoomKind::Negotiation, Mediator) => read_if(ties.negotiation_open),
        (RoomKind::Mediation, Consumer | Guardian | Proxy | Respondent | FirstResponder)
            if ties.sent_out =>
        {
            Right::None
        }
        (RoomKind::Mediation, Consumer | Guardian | Proxy | Respondent) if ties.muted => {
            read_if(ties.takes_part)
        }
        (RoomKind::Mediation, Consumer | Guardian | Proxy | Respondent) => post_if(ties.takes_part),
        (RoomKind::Mediation, FirstResponder) => post_if(ties.responder_invited),
        (RoomKind::Caucus, Consumer | Guardian | Proxy | Respondent) => post_if(ties.own),
        (RoomKind::Caucus, Mediator) if !ties.holder => read_if(ties.mediates && ties.unsealed),
        (RoomKind::Caucus | RoomKind::MediatorNotes, Mediator) => post_if(ties.holder),
        (RoomKind::Negotiation, Registrar | Clock)
        | (
            RoomKind::Internal,
            Consumer | Guardian | Proxy | Respondent | Registrar | Mediator | Clock,
        )
        | (RoomKind::Mediation, ServiceAgent | Supervisor | Registrar | Clock)
        | (RoomKind::Caucus, FirstResponder | ServiceAgent | Supervisor | Registrar | Clock)
        | (
            RoomKind::MediatorNotes,
            Consumer | Guardian | Proxy | Respondent | FirstResponder | ServiceAgent | Supervisor
            | Registrar | Clock,
        ) => Right::None,
    }
}

const fn post_if(tied: bool) -> Right {
    if tied { Right::Post } else { Right::None }
}

const fn read_if(tied: bool) -> Right {
    if tied { Right::Read } else { Right::None }
}

impl RoomKind {
    /// Whether what is said there stays between the mediator and one side, or with the mediator.
    pub const fn is_private(self) -> bool {
        match self {
            Self::Caucus | Self::MediatorNotes => true,
            Self::Negotiation | Self::Mediation | Self::Internal => false,
        }
    }

    /// Whether hands are raised there, the floor goes round and an agenda lies on the table.
    pub const fn has_table(self) -> bool {
        matches!(self, Self::Mediation)
    }

    /// Whether every party and everybody of the platform who has a seat in the dispute may read it,
    /// so that what is new there may be counted for whoever has never been in it.
    pub const fn is_common(self) -> bool {
        match self {
            Self::Negotiation => true,
            Self::Mediation | Self::Caucus | Self::MediatorNotes | Self::Internal => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TIED: Ties = Ties {
        own: true,
        holder: true,
        takes_part: true,
        mediates: true,
        negotiation_open: true,
        responder_invited: true,
        unsealed: true,
        muted: false,
        sent_out: false,
    };

    #[test]
    fn the_whole_table_is_as_agreed() {
        let mut table = String::new();
        for seat in Seat::ALL {
            let rights: Vec<String> = RoomKind::ALL
                .iter()
                .map(|kind| {
                    let (loose, tied) = (
                        right(*kind, *seat, Ties::default()),
                        right(*kind, *seat, TIED),
                    );
                    if loose == tied {
                        format!("{kind}: {loose:?}")
                    } else {
                        format!("{kind}: {tied:?} if tied to it, else {loose:?}")
                    }
                })
                .collect();
            table.push_str(&format!("{seat}: {}\n", rights.join(", ")));
        }
        insta::assert_snapshot!(table);
    }

    #[test]
    fn a_common_room_can_be_read_by_every_party_and_the_platform() {
        let in_the_dispute = |seat: &&Seat| seat.is_party() || seat.is_platform();
        for kind in RoomKind::ALL.iter().filter(|kind| kind.is_common()) {
            for seat in Seat::ALL.iter().filter(in_the_dispute) {
                let least = right(*kind, *seat, Ties::default());
                assert!(least >= Right::Read, "{kind}: {seat}");
            }
        }
    }

    #[test]
    fn no_party_sees_the_platforms_own_notes() {
        for seat in Seat::ALL.iter().filter(|seat| !seat.is_platform()) {
            assert_eq!(
                right(RoomKind::Internal, *seat, TIED),
                Right::None,
                "{seat}"
            );
        }
    }

    #[test]
    fn whoever_was_silenced_still_listens_and_whoever_was_sent_out_does_not() {
        let (muted, sent_out) = (
            Ties {
                muted: true,
                ..TIED
            },
            Ties {
                sent_out: true,
                ..TIED
            },
        );
        for seat in Seat::ALL.iter().filter(|seat| seat.is_party()) {
            assert_eq!(right(RoomKind::Mediation, *seat, muted), Right::Read);
            assert_eq!(right(RoomKind::Mediation, *seat, sent_out), Right::None);
            for ties in [muted, sent_out] {
                assert_eq!(right(RoomKind::Caucus, *seat, ties), Right::Post);
                assert_eq!(right(RoomKind::Negotiation, *seat, ties), Right::Post);
            }
        }
    }

    #[test]
    fn a_caucus_is_for_its_party_and_its_mediator() {
        for seat in Seat::ALL {
            let stranger = Ties {
                own: false,
                holder: false,
                unsealed: false,
                ..TIED
            };
            assert_eq!(
                right(RoomKind::Caucus, *seat, stranger),
                Right::None,
                "{seat}"
            );
            let tied = right(RoomKind::Caucus, *seat, TIED);
            assert_eq!(
                tied == Right::Post,
                seat.is_party() || *seat == Seat::Mediator
            );
        }
    }

    #[test]
    fn only_the_mediator_who_wrote_them_reads_the_notes() {
        for seat in Seat::ALL {
            let none = Ties {
                holder: false,
                ..TIED
            };
            assert_eq!(right(RoomKind::MediatorNotes, *seat, none), Right::None);
            let held = right(RoomKind::MediatorNotes, *seat, TIED);
            assert_eq!(held == Right::Post, *seat == Seat::Mediator, "{seat}");
        }
    }
}

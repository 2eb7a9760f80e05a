//! What lies on the table of a mediation room: who asks to speak, who has the floor, and what is to
//! be talked about. All of it follows from the room's own events.

use serde::{Deserialize, Serialize};

use super::{Event, EventKind};
use crate::ids::{MessageId, PersonId};

/// The table after some events.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// Who asks to speak, in the order in which they asked.
    pub hands: Vec<PersonId>,
    /// Who may speak now; anybody, where nobody is named.
    pub floor: Option<PersonId>,
    /// Whether only the one who has the floor may write.
    pub floor_only: bool,
    /// The text of the agenda, once there is one.
    pub agenda: Option<MessageId>,
}

impl Table {
    /// The events that move something on the table.
    pub const KINDS: &[EventKind] = &[
        EventKind::HandRaised,
        EventKind::HandLowered,
        EventKind::FloorGiven,
        EventKind::FloorRule,
        EventKind::Agenda,
        EventKind::MemberRemoved,
    ];

    /// Folds one event in, with who did it and the message it is about.
    pub fn apply(&mut self, actor: Option<PersonId>, message: Option<MessageId>, event: &Event) {
        match event {
            Event::HandRaised {} => {
                let new = actor.filter(|person| !self.hands.contains(person));
                self.hands.extend(new);
            }
            Event::HandLowered { lowered } => self.hands.retain(|person| person != lowered),
            Event::FloorGiven { floor } => {
                self.floor = *floor;
                self.hands.retain(|person| Some(*person) != *floor);
            }
            Event::FloorRule { floor_only } => self.floor_only = *floor_only,
            Event::Agenda { .. } => self.agenda = message.or(self.agenda),
            Event::MemberRemoved { removed, .. } => {
                self.hands.retain(|person| person != removed);
                self.floor = self.floor.filter(|person| person != removed);
            }
            Event::Opened { .. }
            | Event::Message(_)
            | Event::Edited { .. }
            | Event::Redacted { .. }
            | Event::MemberAdded { .. }
            | Event::Procedure { .. }
            | Event::Unsealed { .. }
            | Event::Attachment { .. }
            | Event::Closed {} => {}
        }
    }

    /// Whether `person`, who does not lead the talk, may write as far as the floor goes.
    pub fn lets_write(&self, person: PersonId) -> bool {
        !self.floor_only || self.floor == Some(person)
    }
}

/// One thing to be talked about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgendaItem {
    /// What, in a line.
    pub title: String,
    /// Whether it is done.
    #[serde(default)]
    pub done: bool,
}

/// Why an agenda is not taken. The place counts from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AgendaRefused {
    /// More than [`Agenda::ITEMS_MAX`].
    #[error("an agenda has too many items")]
    TooMany,
    /// An item says nothing.
    #[error("item {0} is empty")]
    Missing(usize),
    /// An item says more than [`Agenda::CHARS_MAX`] characters.
    #[error("item {0} is too long")]
    TooLong(usize),
}

/// What is to be talked about, in order. It is kept as one text beside the log, so that it can be
/// erased as messages can.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Agenda(Vec<AgendaItem>);

impl Agenda {
    /// More than can be talked about in one session.
    pub const ITEMS_MAX: usize = 20;
    /// A line, not a statement.
    pub const CHARS_MAX: usize = 120;

    /// The one way in: one line an item, without control characters.
    pub fn parse(raw: Vec<AgendaItem>) -> Result<Self, AgendaRefused> {
        if raw.len() > Self::ITEMS_MAX {
            return Err(AgendaRefused::TooMany);
        }
        let line = |(at, item): (usize, AgendaItem)| {
            let kept: String = item
                .title
                .chars()
                .map(|c| if c.is_control() { ' ' } else { c })
                .collect();
            let title = kept.trim();
            match title.chars().count() {
                0 => Err(AgendaRefused::Missing(at)),
                n if n > Self::CHARS_MAX => Err(AgendaRefused::TooLong(at)),
                _ => Ok(AgendaItem {
                    title: title.to_owned(),
                    done: item.done,
                }),
            }
        };
        let items: Result<Vec<_>, _> = raw.into_iter().enumerate().map(line).collect();
        items.map(Self)
    }

    /// The items in order.
    pub fn items(&self) -> &[AgendaItem] {
        &self.0
    }

    /// The text that is kept and digested.
    pub fn text(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string(self)
    }

    /// Reads a kept text; nothing when it was erased or is none.
    pub fn read(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::room::LeftWhy;

    const LIN: PersonId = PersonId::constant(1);
    const SHOP: PersonId = PersonId::constant(2);

    fn after(events: &[(PersonId, Event)]) -> Table {
        let mut table = Table::default();
        for (actor, event) in events {
            table.apply(Some(*actor), None, event);
        }
        table
    }

    #[test]
    fn hands_stand_in_the_order_in_which_they_were_raised() {
        let table = after(&[
            (SHOP, Event::HandRaised {}),
            (LIN, Event::HandRaised {}),
            (SHOP, Event::HandRaised {}),
        ]);
        assert_eq!(table.hands, [SHOP, LIN]);
        let lowered = (LIN, Event::HandLowered { lowered: SHOP });
        let table = after(&[
            (SHOP, Event::HandRaised {}),
            (LIN, Event::HandRaised {}),
            lowered,
        ]);
        assert_eq!(table.hands, [LIN]);
    }

    #[test]
    fn whoever_gets_the_floor_need_not_ask_for_it_any_more() {
        let table = after(&[
            (LIN, Event::HandRaised {}),
            (SHOP, Event::FloorRule { floor_only: true }),
            (SHOP, Event::FloorGiven { floor: Some(LIN) }),
        ]);
        assert!(table.hands.is_empty());
        assert!(table.lets_write(LIN) && !table.lets_write(SHOP));
        assert!(after(&[(SHOP, Event::FloorGiven { floor: Some(LIN) })]).lets_write(SHOP));
    }

    #[test]
    fn whoever_is_sent_out_leaves_no_hand_and_no_floor_behind() {
        let out = Event::MemberRemoved {
            removed: LIN,
            why: LeftWhy::SentOut,
        };
        let table = after(&[
            (LIN, Event::HandRaised {}),
            (SHOP, Event::FloorGiven { floor: Some(LIN) }),
            (LIN, Event::HandRaised {}),
            (SHOP, out),
        ]);
        assert_eq!(table, Table::default());
    }

    #[test]
    fn every_event_that_moves_something_is_named() {
        let before = after(&[
            (LIN, Event::HandRaised {}),
            (SHOP, Event::FloorGiven { floor: Some(SHOP) }),
        ]);
        let all = [
            Event::HandRaised {},
            Event::HandLowered { lowered: LIN },
            Event::FloorGiven { floor: Some(LIN) },
            Event::FloorRule { floor_only: true },
            Event::Agenda { agenda: 1 },
            Event::MemberRemoved {
                removed: LIN,
                why: LeftWhy::SentOut,
            },
            Event::Edited { edited_to: 2 },
            Event::Closed {},
        ];
        for event in all {
            let mut table = before.clone();
            table.apply(Some(SHOP), Some(MessageId::constant(9)), &event);
            assert_eq!(
                table != before,
                Table::KINDS.contains(&event.kind()),
                "{event:?}"
            );
        }
    }

    #[test]
    fn an_agenda_is_a_few_short_lines() {
        let item = |title: &str| AgendaItem {
            title: title.to_owned(),
            done: false,
        };
        let agenda = Agenda::parse(vec![item(" 退款\n金额 "), item("上门取件")]).unwrap();
        assert_eq!(agenda.items()[0].title, "退款 金额");
        assert_eq!(Agenda::read(&agenda.text().unwrap()), Some(agenda));
        assert_eq!(
            Agenda::parse(vec![item("退款"), item(" ")]),
            Err(AgendaRefused::Missing(1))
        );
        let long = item(&"长".repeat(Agenda::CHARS_MAX + 1));
        assert_eq!(Agenda::parse(vec![long]), Err(AgendaRefused::TooLong(0)));
        let many = vec![item("一项"); Agenda::ITEMS_MAX + 1];
        assert_eq!(Agenda::parse(many), Err(AgendaRefused::TooMany));
    }
}

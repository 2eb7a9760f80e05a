//! What is to be sent, as it waits in the outbox.
//!
//! A dispute's messages hold ids, not copies: names, addresses and words are looked up when the
//! message goes out. A code has nowhere else to be looked up; it is blanked as soon as it is sent
//! or too old.

use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::ids::{CodeId, DisputeId, InvitationId, OutboxId, PartyId, PersonId};
use crate::people::Locale;
use crate::telling::{Channel, Message, Reader};

/// One message to one recipient on one way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "post", rename_all = "snake_case")]
pub enum Post {
    /// A one-time code.
    Code(CodePost),
    /// Something that happened in a dispute.
    Tell(TellPost),
    /// Something that happened to somebody's account.
    Account(AccountPost),
    /// Nothing but a proof that sending works.
    Test(TestPost),
    /// Something about the house itself, in no dispute.
    House(HousePost),
}

/// Something about the house itself, on its way to one recipient.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HousePost {
    /// What it is about, and for whom.
    pub matter: Matter,
    /// What is said.
    pub message: Message,
    /// By SMS or mail.
    pub channel: Channel,
    /// After this instant it is of no use to anybody.
    pub useless_at: Option<Timestamp>,
}

/// What a message about the house is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Matter {
    /// An invitation to work in an organisation; its address is its own.
    Invitation {
        /// Which.
        id: InvitationId,
        /// For which time it goes out.
        sends: u32,
    },
}

/// A one-time code on its way to a telephone or mailbox.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodePost {
    /// The code's own id: the same code is sent once.
    pub code: CodeId,
    /// Which text goes with it; one of the `Code…` messages.
    pub message: Message,
    /// By SMS or mail.
    pub channel: Channel,
    /// The telephone number or mail address.
    pub to: String,
    /// The code itself.
    pub digits: String,
    /// For how long it is valid, as the text says.
    pub minutes: u16,
    /// After this instant it is of no use to anybody.
    pub useless_at: Timestamp,
    /// In which language.
    pub locale: Locale,
}

/// Something that happened in a dispute, on its way to one recipient.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TellPost {
    /// In which dispute.
    pub dispute: DisputeId,
    /// By which entry of its log.
    pub seq: u64,
    /// What is said.
    pub message: Message,
    /// From whose side.
    pub reader: Reader,
    /// By SMS or mail; notices need no sending.
    pub channel: Channel,
    /// To whom.
    pub to: Recipient,
    /// Until when something must be done, as it stood then.
    pub due: Option<Timestamp>,
}

/// Something that happened to somebody's account, on its way to them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountPost {
    /// Once per occasion.
    pub occasion: OutboxId,
    /// What is said.
    pub message: Message,
    /// Whose account it is.
    pub person: PersonId,
    /// By SMS or mail.
    pub channel: Channel,
}

/// A message that somebody who runs the service sends to see whether it arrives.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TestPost {
    /// Once per occasion.
    pub occasion: OutboxId,
    /// By SMS or mail.
    pub channel: Channel,
    /// The telephone number or mail address.
    pub to: String,
    /// After this instant nobody waits for it any more.
    pub useless_at: Timestamp,
    /// In which language.
    pub locale: Locale,
}

/// Who is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Recipient {
    /// Somebody with an account.
    Person {
        /// Who.
        person: PersonId,
        /// For which party they are told, if for one.
        party: Option<PartyId>,
    },
    /// A party without one: told under the address it was filed with, by a link of its own.
    Party {
        /// Which.
        party: PartyId,
    },
}

impl Recipient {
    /// The party that is reached by telling this recipient.
    pub const fn party(self) -> Option<PartyId> {
        match self {
            Self::Person { party, .. } => party,
            Self::Party { party } => Some(party),
        }
    }

    /// The account that is told.
    pub const fn person(self) -> Option<PersonId> {
        match self {
            Self::Person { person, .. } => Some(person),
            Self::Party { .. } => None,
        }
    }
}

impl fmt::Display for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Person { person, .. } => write!(f, "person:{person}"),
            Self::Party { party } => write!(f, "party:{party}"),
        }
    }
}

impl Post {
    /// The same for everything that tries to send the same thing to the same recipient on the same
    /// way: it is sent once, however often it is posted.
    pub fn key(&self) -> String {
        match self {
            Self::Code(post) => format!("code:{}/{}", post.code, post.channel),
            Self::Tell(post) => format!("{}/{}", post.occasion(), post.channel),
            Self::Account(post) => format!("account:{}/{}", post.occasion, post.channel),
            Self::Test(post) => format!("test:{}/{}", post.occasion, post.channel),
            Self::House(post) => format!("{}/{}", post.occasion(), post.channel),
        }
    }

    /// What is said.
    pub fn message(&self) -> Message {
        match self {
            Self::Code(post) => post.message,
            Self::Tell(post) => post.message,
            Self::Account(post) => post.message,
            Self::Test(_) => Message::Test,
            Self::House(post) => post.message,
        }
    }

    /// On which way.
    pub fn channel(&self) -> Channel {
        match self {
            Self::Code(post) => post.channel,
            Self::Tell(post) => post.channel,
            Self::Account(post) => post.channel,
            Self::Test(post) => post.channel,
            Self::House(post) => post.channel,
        }
    }

    /// The instant after which it need not be sent any more, if there is one.
    pub fn useless_at(&self) -> Option<Timestamp> {
        match self {
            Self::Code(post) => Some(post.useless_at),
            Self::Test(post) => Some(post.useless_at),
            Self::Tell(_) | Self::Account(_) => None,
            Self::House(post) => post.useless_at,
        }
    }
}

impl HousePost {
    /// The same for one recipient of one message about one thing, on every way.
    pub fn occasion(&self) -> String {
        let message = self.message;
        match &self.matter {
            Matter::Invitation { id, sends } => format!("house:invitation:{id}:{sends}:{message}"),
        }
    }
}

impl TellPost {
    /// The same for one recipient of one message about one entry of the log, on every way.
    pub fn occasion(&self) -> String {
        let Self {
            dispute,
            seq,
            message,
            to,
            ..
        } = self;
        format!("dispute:{dispute}:{seq}:{message}/{to}")
    }
}

/// Shows neither the code nor where it goes.
impl fmt::Debug for CodePost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CodePost")
            .field("code", &self.code)
            .field("message", &self.message)
            .finish_non_exhaustive()
    }
}

/// Does not show where it goes.
impl fmt::Debug for TestPost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TestPost")
            .field("occasion", &self.occasion)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::ids::Id;

    fn code(channel: Channel) -> CodePost {
        CodePost {
            code: CodeId::from_uuid(Uuid::from_u128(1)),
            message: Message::CodeLogin,
            channel,
            to: "13800000001".into(),
            digits: "204060".into(),
            minutes: 10,
            useless_at: Timestamp::UNIX_EPOCH,
            locale: Locale::ZhCn,
        }
    }

    #[test]
    fn a_code_never_shows_in_a_log() {
        let shown = format!("{:?}", Post::Code(code(Channel::Sms)));
        assert!(!shown.contains("204060") && !shown.contains("13800000001"));
    }

    #[test]
    fn the_same_message_on_two_ways_is_two_posts() {
        let (sms, mail) = (
            Post::Code(code(Channel::Sms)),
            Post::Code(code(Channel::Mail)),
        );
        assert_ne!(sms.key(), mail.key());
        let again: Post = serde_json::from_str(&serde_json::to_string(&sms).unwrap()).unwrap();
        assert_eq!(again, sms);
    }
}

//! One type an id, so that two kinds cannot be mixed up.
//!
//! All are UUIDv7 and minted in one place outside the domain. Plain `Uuid` is for tables only.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What every id can do; `Ids::new` of the service makes any of them.
pub trait Id: Copy {
    /// Takes a UUID that was minted or read from a table.
    fn from_uuid(uuid: Uuid) -> Self;
    /// The plain UUID, for a table.
    fn uuid(self) -> Uuid;
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// An id that is known beforehand, for demonstrations and tests.
            pub const fn constant(number: u128) -> Self {
                Self(Uuid::from_u128(number))
            }
        }

        impl Id for $name {
            fn from_uuid(uuid: Uuid) -> Self {
                Self(uuid)
            }
            fn uuid(self) -> Uuid {
                self.0
            }
        }

        crate::schema::string!($name, "uuid");

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }
    )*};
}

ids! {
    /// One version of an agreement; an offer is one.
    AgreementId;
    /// A one-time code that was sent to a phone or mailbox.
    CodeId;
    /// One attempt to tell one person over one channel.
    DeliveryId;
    /// A dispute, from its first draft on.
    DisputeId;
    /// A document that the service issued.
    DocumentId;
    /// A file that somebody brought in.
    EvidenceId;
    /// A log-in that is half done.
    HalfLoginId;
    /// Something that was sent and can still be undone.
    HeldId;
    /// An edition of the platform's own terms.
    HouseEditionId;
    /// A fact that all parties of a mediation are asked to confirm.
    JointFactId;
    /// An invitation to work in an organisation.
    InvitationId;
    /// A calendar edition or a list of regions that was imported.
    LawImportId;
    /// A respondent's way in without an account.
    LinkId;
    /// A named sequence of steps.
    MacroId;
    /// One mediation, from asking a body on.
    MediationId;
    /// A session of mediator and parties.
    MediationSessionId;
    /// A message in a room.
    MessageId;
    /// A notice inside the product.
    NoticeId;
    /// One promise within an agreement.
    ObligationId;
    /// A platform, merchant, mediation body or bureau.
    OrganisationId;
    /// A message that waits to be sent.
    OutboxId;
    /// Two disputes that belong together.
    DisputeLinkId;
    /// One side's place in one dispute.
    PartyId;
    /// A human being with a way to log in.
    PersonId;
    /// A code that opens an account once.
    RecoveryCodeId;
    /// A room of one dispute.
    RoomId;
    /// A way of looking at the queue that somebody keeps.
    SavedViewId;
    /// One logged-in browser.
    SessionId;
    /// A person's role in an organisation.
    StaffId;
    /// A text that is kept ready.
    TemplateId;
    /// A word that a platform puts on its disputes.
    TagId;
    /// An erasable text that a log refers to.
    TextId;
    /// A file on its way in.
    UploadId;
}

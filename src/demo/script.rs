//! The script as it is written in `data/`: who there is, what they file, what they do and say.

use hejie_domain::dispute::lists::{AttemptMethod, Phase, SuspensionReason};
use hejie_domain::money::Fen;
use hejie_domain::taxonomy::{
    Category, ElsewhereTarget, EvidenceKind, Overlay, RejectionGround, Remedy,
};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Deserialize;

use super::moment::{Day, Moment, earlier};
use super::picture::Motif;

/// A filing takes this long from the first word to the last click.
pub(super) const DRAFTING_MIN: i64 = 12;

/// Everything that is told.
#[derive(Debug)]
pub(super) struct Script {
    pub(super) cast: CastSheet,
    pub(super) stories: Vec<Story>,
}

/// Who there is.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CastSheet {
    pub(super) platform: OrganisationSheet,
    #[serde(rename = "merchant")]
    pub(super) merchants: Vec<OrganisationSheet>,
    #[serde(rename = "person")]
    pub(super) people: Vec<PersonSheet>,
    #[serde(rename = "turn")]
    pub(super) rota: Vec<TurnSheet>,
}

/// An organisation; the code stands without its check character.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OrganisationSheet {
    pub(super) key: String,
    pub(super) name: String,
    pub(super) code: String,
    pub(super) address: String,
    pub(super) phone: Option<String>,
    pub(super) email: Option<String>,
    #[serde(default)]
    pub(super) self_operated: bool,
}

/// A person. `login` names the role under which a password is handed out.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PersonSheet {
    pub(super) key: String,
    pub(super) name: String,
    pub(super) phone: Option<String>,
    pub(super) email: String,
    pub(super) works_at: Option<String>,
    pub(super) role: Option<hejie_domain::access::StaffRole>,
    pub(super) work_no: Option<String>,
    pub(super) login: Option<String>,
}

/// A turn of the duty rota.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TurnSheet {
    pub(super) person: String,
    pub(super) days: Vec<u8>,
    pub(super) from_minute: u16,
    pub(super) until_minute: u16,
}

/// One dispute from its filing on. Without `filed` it stays a draft.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Story {
    pub(super) key: String,
    pub(super) consumer: String,
    /// A service agent who files for the consumer.
    pub(super) filed_by: Option<String>,
    pub(super) shop: Option<String>,
    /// A merchant that is not in the registry.
    pub(super) unknown_shop: Option<String>,
    pub(super) begun: Option<Moment>,
    pub(super) filed: Option<Moment>,
    pub(super) category: Category,
    #[serde(default)]
    pub(super) overlays: Vec<Overlay>,
    pub(super) title: String,
    pub(super) paid: Fen,
    pub(super) bought: Day,
    pub(super) received: Option<Day>,
    pub(super) happened: Option<Day>,
    pub(super) statement: String,
    #[serde(default)]
    pub(super) want: Vec<Wanted>,
    #[serde(default)]
    pub(super) elsewhere: Vec<Case>,
    #[serde(default)]
    pub(super) pictures: Vec<Picture>,
    /// Where it stands in the end, which a test proves.
    pub(super) ends: Option<Phase>,
    #[serde(default, rename = "then")]
    pub(super) steps: Vec<Step>,
}

/// What the consumer asks for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Wanted {
    pub(super) remedy: Remedy,
    pub(super) amount: Option<Fen>,
    pub(super) note: Option<String>,
}

/// Who else has it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Case {
    pub(super) target: ElsewhereTarget,
    pub(super) number: Option<String>,
    pub(super) accepted: Option<Day>,
}

/// A picture that somebody shows.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Picture {
    pub(super) draw: Motif,
    pub(super) name: String,
    pub(super) kind: EvidenceKind,
    pub(super) purpose: Option<String>,
}

/// Something that somebody does. `by` is `consumer`, `shop`, `agent` (the first responder of that
/// moment) or the key of a person of the platform.
#[derive(Debug, Deserialize)]
pub(super) struct Step {
    pub(super) at: Moment,
    pub(super) by: String,
    #[serde(flatten)]
    pub(super) deed: Deed,
}

/// A promise of an offer.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Promised {
    pub(super) owes: Side,
    pub(super) kind: Remedy,
    pub(super) what: String,
    pub(super) amount: Option<Fen>,
    pub(super) how: String,
    pub(super) due: Day,
}

/// One of the two sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Side {
    Consumer,
    Shop,
}

/// What is done.
#[derive(Debug, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub(super) enum Deed {
    /// In the room of the parties.
    Say {
        text: String,
        #[serde(default)]
        pictures: Vec<Picture>,
    },
    /// Among the platform's own notes.
    Note {
        text: String,
    },
    /// Puts another text in the place of one's last message.
    Edit {
        text: String,
    },
    /// Takes one's last message back.
    Redact {},
    /// Reads everything.
    Read {},
    Answer {
        finding: String,
        next: String,
        #[serde(default)]
        proved: bool,
    },
    Respond {
        text: String,
    },
    Ask {
        items: Vec<String>,
        note: Option<String>,
    },
    Supply {
        text: String,
        #[serde(default)]
        pictures: Vec<Picture>,
    },
    Show {
        purpose: Option<String>,
        pictures: Vec<Picture>,
    },
    Demand {
        of: Side,
        items: Vec<String>,
    },
    Attempt {
        method: AttemptMethod,
        result: String,
    },
    MarkUnreachable {},
    ConfirmUnreachable {},
    /// To the first service agent who is not the responder already.
    HandOver {
        note: Option<String>,
    },
    Urge {},
    Offer {
        promises: Vec<Promised>,
        lapses: Day,
        note: Option<String>,
    },
    /// Answers the latest open offer.
    Counter {
        promises: Vec<Promised>,
        lapses: Day,
        note: Option<String>,
    },
    WithdrawOffer {},
    Accept {},
    Fail {
        reason: Option<String>,
    },
    Extend {},
    Sign {},
    /// Performance of the promise in that place, counted from 0.
    Perform {
        #[serde(default)]
        nth: usize,
        part: Option<Fen>,
        proof: String,
        #[serde(default)]
        pictures: Vec<Picture>,
    },
    Confirm {
        #[serde(default)]
        nth: usize,
    },
    Dispute {
        #[serde(default)]
        nth: usize,
        reason: String,
    },
    NewDate {
        #[serde(default)]
        nth: usize,
        due: Day,
    },
    GiveUp {},
    Suspend {
        reason: SuspensionReason,
        number: Option<String>,
        #[serde(default)]
        pictures: Vec<Picture>,
    },
    Resume {},
    External {
        target: ElsewhereTarget,
        number: Option<String>,
        accepted: Option<Day>,
    },
    Refuse {
        ground: RejectionGround,
        reasons: String,
    },
    Discontinue {
        ground: RejectionGround,
        reasons: String,
    },
    Appeal {
        reasons: String,
    },
    DecideAppeal {
        upheld: bool,
        reasons: String,
    },
    Withdraw {
        money_arrived: bool,
        reason: Option<String>,
    },
    Close {},
    Reopen {
        text: String,
    },
}

/// The files of stories; one file holds what belongs together.
const STORIES: &[&str] = &[
    include_str!("data/first_response.toml"),
    include_str!("data/negotiation.toml"),
    include_str!("data/agreed.toml"),
    include_str!("data/stuck.toml"),
    include_str!("data/ended.toml"),
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "dispute")]
    stories: Vec<Story>,
}

impl Script {
    /// What comes with the program.
    pub(super) fn shipped() -> Result<Self, String> {
        let cast = toml::from_str(include_str!("data/cast.toml")).map_err(|bad| bad.to_string())?;
        let mut stories = Vec::new();
        for file in STORIES {
            let file: File = toml::from_str(file).map_err(|bad| bad.to_string())?;
            stories.extend(file.stories);
        }
        Ok(Self { cast, stories })
    }

    /// An hour before anybody does anything.
    pub(super) fn opens(&self, demo: Date) -> Timestamp {
        let first = self.stories.iter().filter_map(|story| story.begins(demo));
        earlier(first.min().unwrap_or(Timestamp::UNIX_EPOCH), 60)
    }

    /// How many of the stories become disputes.
    pub(super) fn filed(&self) -> usize {
        let filed = self.stories.iter().filter(|story| story.filed.is_some());
        filed.count()
    }
}

impl Story {
    /// When the consumer begins to write.
    pub(super) fn begins(&self, demo: Date) -> Option<Timestamp> {
        let filed = || {
            self.filed
                .map(|filed| earlier(filed.instant(demo), DRAFTING_MIN))
        };
        self.begun.map(|begun| begun.instant(demo)).or_else(filed)
    }
}

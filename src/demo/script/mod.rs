//! The script as it is written in `data/`: who there is, what they file, what they do and say.

mod deed;

use hejie_domain::access::OrganisationKind;
use hejie_domain::dispute::lists::Phase;
use hejie_domain::mediation::BodyKind;
use hejie_domain::money::Fen;
use hejie_domain::taxonomy::{Category, ElsewhereTarget, EvidenceKind, Overlay, Remedy};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Deserialize;

pub(super) use self::deed::{Deed, Offered, Place, Provided, Side, Times};
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
    #[serde(rename = "body")]
    pub(super) bodies: Vec<OrganisationSheet>,
    pub(super) bureau: OrganisationSheet,
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
    /// Where a bureau or a mediation body is, by its region's code.
    pub(super) region: Option<String>,
    /// What kind of mediation body it is.
    pub(super) mediates: Option<BodyKind>,
    /// What a mediation body charges.
    pub(super) fees: Option<String>,
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
    /// What a mediator has done before.
    pub(super) experience: Option<String>,
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

/// Something that somebody does. `by` is `consumer`, `shop`, `agent` or `mediator` (the first
/// responder and the mediator of that moment) or the key of a person who works somewhere.
#[derive(Debug, Deserialize)]
pub(super) struct Step {
    pub(super) at: Moment,
    pub(super) by: String,
    #[serde(flatten)]
    pub(super) deed: Deed,
}

/// The files of stories; one file holds what belongs together.
const STORIES: &[&str] = &[
    include_str!("../data/first_response.toml"),
    include_str!("../data/negotiation.toml"),
    include_str!("../data/agreed.toml"),
    include_str!("../data/stuck.toml"),
    include_str!("../data/mediation_asked.toml"),
    include_str!("../data/mediation.toml"),
    include_str!("../data/mediated.toml"),
    include_str!("../data/bodies.toml"),
    include_str!("../data/mediation_ended.toml"),
    include_str!("../data/ended.toml"),
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "dispute")]
    stories: Vec<Story>,
}

impl CastSheet {
    /// Every organisation but the platform, and what it is.
    pub(super) fn others(&self) -> impl Iterator<Item = (&OrganisationSheet, OrganisationKind)> {
        let of = |kind| move |sheet| (sheet, kind);
        let merchants = self.merchants.iter().map(of(OrganisationKind::Merchant));
        let bodies = self.bodies.iter().map(of(OrganisationKind::MediationBody));
        let bureau = [(&self.bureau, OrganisationKind::Bureau)];
        merchants.chain(bodies).chain(bureau)
    }
}

impl Script {
    /// What comes with the program.
    pub(super) fn shipped() -> Result<Self, String> {
        let cast =
            toml::from_str(include_str!("../data/cast.toml")).map_err(|bad| bad.to_string())?;
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

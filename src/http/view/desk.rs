//! The desk on the wire.

use hejie_domain::desk::{AtOnce, HeldState, Summary};
use hejie_domain::house::{TemplateKind, Variable};
use hejie_domain::ids::{AgreementId, DisputeId, HeldId, PartyId, PersonId, TemplateId};
use hejie_domain::taxonomy::Category;
use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::app::desk::DeskPage;
use crate::app::desk::handover::Left;
use crate::app::desk::hold::Kept;
use crate::app::desk::replies::Reply;
use crate::app::records::{DeskSetting, Held, Person, Unsent};

/// One dispute on one person's desk.
#[derive(Debug, Serialize, ToSchema)]
pub struct DeskView {
    pub unsent: Vec<UnsentView>,
    pub held: Vec<HeldView>,
    pub follows: bool,
    /// Until when the reader has put it aside.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub snoozed_until: Option<Timestamp>,
    /// Nothing may be put aside for longer: a term ends then.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub snooze_latest: Option<Timestamp>,
    /// What a colleague left for the reader, until they have read it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub handover: Option<HandoverView>,
    pub summary: SummaryView,
    pub setting: DeskSettingView,
}

/// Text that was begun and not sent.
#[derive(Debug, Serialize, ToSchema)]
pub struct UnsentView {
    /// `room:ID` or `verb:CODE`.
    pub place: String,
    /// As the page kept it.
    #[schema(value_type = Object)]
    pub content: Value,
    /// Also the `ETag`.
    pub version: u64,
    #[schema(value_type = String, format = DateTime)]
    pub updated_at: Timestamp,
}

/// The caller's unsent texts of one dispute.
#[derive(Debug, Serialize, ToSchema)]
pub struct UnsentList {
    pub items: Vec<UnsentView>,
}

/// Something that was sent and can still be undone, or was refused.
#[derive(Debug, Serialize, ToSchema)]
pub struct HeldView {
    pub id: HeldId,
    pub dispute: DisputeId,
    /// `room:ID` or `verb:CODE`.
    pub place: String,
    /// The browser's name for it; a message's own.
    pub key: String,
    /// What is sent.
    #[schema(value_type = Object)]
    pub body: Value,
    /// What goes back into the box.
    #[schema(value_type = Object)]
    pub content: Value,
    pub state: HeldState,
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// When it leaves.
    #[schema(value_type = String, format = DateTime)]
    pub due_at: Timestamp,
    /// `setting` or `deadline`, where it did not wait.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_once: Option<&'static str>,
    /// The code of the refusal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failure: Option<String>,
}

/// What the caller sent in one dispute.
#[derive(Debug, Serialize, ToSchema)]
pub struct HeldList {
    pub items: Vec<HeldView>,
}

/// What a colleague left.
#[derive(Debug, Serialize, ToSchema)]
pub struct HandoverView {
    /// The entry of the log by which it went over.
    pub seq: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<PersonId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from_name: Option<String>,
    /// Their own words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
}

/// Whom the rota names.
#[derive(Debug, Serialize, ToSchema)]
pub struct OnDuty {
    /// Nobody, where nobody else answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// What a successor must know; entries are named by their number in the timeline.
#[derive(Debug, Serialize, ToSchema)]
pub struct SummaryView {
    pub asked: Vec<AskedView>,
    pub said: Vec<u64>,
    pub offers: Vec<OfferLineView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub promised: Option<PromisedView>,
    pub tried: Vec<u64>,
    pub elsewhere: Vec<u64>,
    /// Whether the first answer was missed.
    pub missed: bool,
}

/// What was asked of a party.
#[derive(Debug, Serialize, ToSchema)]
pub struct AskedView {
    pub seq: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<PartyId>,
    /// By which entry it came.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub supplied: Option<u64>,
    /// Whether it is still waited for.
    pub waits: bool,
}

/// An offer.
#[derive(Debug, Serialize, ToSchema)]
pub struct OfferLineView {
    pub seq: u64,
    pub agreement: AgreementId,
}

/// The promises that bind.
#[derive(Debug, Serialize, ToSchema)]
pub struct PromisedView {
    pub agreement: AgreementId,
    pub all: usize,
    pub settled: usize,
}

/// How somebody wants their desk.
#[derive(Debug, Serialize, ToSchema)]
pub struct DeskSettingView {
    /// For how many seconds what one sends can be undone: 0, 5, 10 or 20.
    pub undo_s: u8,
    /// Whether single keys do something.
    pub keys: bool,
}

/// A reply that is kept ready, as it reads in one dispute.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReplyView {
    pub id: TemplateId,
    pub kind: TemplateKind,
    pub title: String,
    /// What one types behind a semicolon to get it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shortcut: Option<String>,
    /// Whether it is everybody's, or the reader's own.
    pub shared: bool,
    /// For which disputes it is meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<Category>,
    /// With its places filled.
    pub text: String,
    /// Places for which the dispute has nothing; they stand in the text as they were.
    pub empty: Vec<Variable>,
    /// How often the reader used it.
    pub own_uses: u64,
    /// How often anybody did.
    pub uses: u64,
}

/// Replies, in the order in which they are offered.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReplyList {
    pub items: Vec<ReplyView>,
}

impl ReplyView {
    /// For its reader.
    pub fn of(reply: Reply) -> Self {
        let template = reply.template;
        Self {
            id: template.id,
            kind: template.kind,
            title: template.title,
            shortcut: template.shortcut,
            shared: template.owner.is_none(),
            category: template.category,
            text: reply.filled.text,
            empty: reply.filled.empty,
            own_uses: reply.uses.own,
            uses: reply.uses.all,
        }
    }
}

impl OnDuty {
    /// Somebody, or nobody.
    pub fn of(person: Option<Person>) -> Self {
        Self {
            person: person.as_ref().map(|person| person.id),
            name: person.map(|person| person.name),
        }
    }
}

impl DeskView {
    /// For its reader.
    pub fn of(page: DeskPage) -> Self {
        Self {
            unsent: page.unsent.iter().map(UnsentView::of).collect(),
            held: page.held.into_iter().map(HeldView::of).collect(),
            follows: page.follows,
            snoozed_until: page.snoozed_until,
            snooze_latest: page.snooze_latest,
            handover: page.left.map(HandoverView::of),
            summary: SummaryView::of(&page.summary),
            setting: DeskSettingView::of(page.setting),
        }
    }
}

impl UnsentView {
    /// One text.
    pub fn of(unsent: &Unsent) -> Self {
        Self {
            place: unsent.spot.to_string(),
            content: json(&unsent.content),
            version: unsent.version,
            updated_at: unsent.updated_at,
        }
    }
}

impl HeldView {
    /// As it waits.
    pub fn of(held: Held) -> Self {
        Self {
            id: held.id,
            dispute: held.dispute,
            place: held.spot.to_string(),
            body: json(&held.body),
            content: json(&held.content),
            key: held.key,
            state: held.state,
            created_at: held.created_at,
            due_at: held.due_at,
            at_once: None,
            failure: held.failure,
        }
    }

    /// As it was just sent.
    pub fn sent(kept: Kept) -> Self {
        let at_once = kept.at_once.map(|why| match why {
            AtOnce::Setting => "setting",
            AtOnce::Deadline => "deadline",
        });
        Self {
            at_once,
            ..Self::of(kept.held)
        }
    }
}

impl HandoverView {
    fn of(left: Left) -> Self {
        Self {
            seq: left.handover.seq,
            from: left.handover.from,
            from_name: left.from_name,
            words: left.words,
            at: left.handover.at,
        }
    }
}

impl SummaryView {
    /// In numbers.
    pub fn of(summary: &Summary) -> Self {
        Self {
            asked: summary
                .asked
                .iter()
                .map(|one| AskedView {
                    seq: one.seq,
                    of: one.of,
                    supplied: one.supplied,
                    waits: one.waits,
                })
                .collect(),
            said: summary.said.clone(),
            offers: summary
                .offers
                .iter()
                .map(|one| OfferLineView {
                    seq: one.seq,
                    agreement: one.agreement,
                })
                .collect(),
            promised: summary.promised.map(|one| PromisedView {
                agreement: one.agreement,
                all: one.all,
                settled: one.settled,
            }),
            tried: summary.tried.clone(),
            elsewhere: summary.elsewhere.clone(),
            missed: summary.missed,
        }
    }
}

impl DeskSettingView {
    /// As set.
    pub const fn of(setting: DeskSetting) -> Self {
        Self {
            undo_s: setting.undo.seconds(),
            keys: setting.keys,
        }
    }
}

/// What we wrote ourselves reads back; anything else is nothing.
fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_default()
}

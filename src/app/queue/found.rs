//! Where the words of a search stand, shown as they were written.

use std::collections::BTreeMap;

use hejie_domain::ids::{DisputeId, MessageId, TextId};
use hejie_domain::queue::FoundIn;
use hejie_domain::queue::find::{Needle, Part, endings, excerpt, marks, needles};
use hejie_domain::room::RoomKind;

use super::index::particulars;
use crate::app::{Context, Failure};
use crate::db::dispute::{Contact, Row};
use crate::db::queue::{Found, Reader, Source};

/// A place where a word stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    pub place: FoundIn,
    /// Of a message: where it was said.
    pub room: Option<RoomKind>,
    pub parts: Vec<Part>,
}

const HITS_MAX: usize = 2;
const EXCERPT_CHARS: usize = 70;

/// Excerpts for rows of a page. What number, title and names show by themselves is not repeated.
pub(super) async fn hits(
    ctx: &Context,
    reader: &Reader,
    rows: &[Row],
    words: &str,
) -> Result<BTreeMap<DisputeId, Vec<Hit>>, Failure> {
    let needles = needles(words);
    let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
    let found = ctx.store.found_in(reader, &ids, &needles).await?;
    let sources = Sources::read(ctx, &found).await?;
    let mut hits: BTreeMap<DisputeId, Vec<Hit>> = BTreeMap::new();
    for one in found {
        let of_dispute = hits.entry(one.dispute).or_default();
        if of_dispute.len() < HITS_MAX {
            let row = rows.iter().find(|row| row.id == one.dispute);
            let hit = row.and_then(|row| sources.hit(&one, row, &needles));
            of_dispute.extend(hit);
        }
    }
    Ok(hits)
}

struct Sources {
    texts: BTreeMap<TextId, String>,
    messages: std::collections::HashMap<MessageId, crate::db::Message>,
    contacts: BTreeMap<DisputeId, Vec<Contact>>,
}

impl Sources {
    async fn read(ctx: &Context, found: &[Found]) -> Result<Self, Failure> {
        let (mut texts, mut messages, mut heads) = (Vec::new(), Vec::new(), Vec::new());
        for one in found {
            match one.source {
                Source::Head(id) => heads.push(id),
                Source::Text(id) => texts.push(id),
                Source::Message(id) => messages.push(id),
            }
        }
        Ok(Self {
            texts: ctx.store.texts_among(&texts).await?,
            messages: ctx.store.messages(&messages).await?,
            contacts: ctx.store.contacts_among(&heads).await?,
        })
    }

    fn hit(&self, one: &Found, row: &Row, needles: &[Needle]) -> Option<Hit> {
        let (place, parts) = match one.source {
            Source::Head(id) => (FoundIn::Contacts, self.contact(id, row, needles)?),
            Source::Text(id) => {
                let text = self.texts.get(&id)?;
                (
                    FoundIn::Record,
                    excerpt(&shown(text), needles, EXCERPT_CHARS)?,
                )
            }
            Source::Message(id) => {
                let body = self.messages.get(&id)?.body.as_deref()?;
                (FoundIn::Message, excerpt(body, needles, EXCERPT_CHARS)?)
            }
        };
        Some(Hit {
            place,
            room: one.room,
            parts,
        })
    }

    fn contact(&self, id: DisputeId, row: &Row, needles: &[Needle]) -> Option<Vec<Part>> {
        let shown = [&row.number, &row.title, &row.consumer, &row.merchant];
        let hidden = |needle: &&Needle| {
            let needle = std::slice::from_ref(*needle);
            shown.iter().all(|text| marks(text, needle).is_empty())
        };
        let wanted: Vec<_> = needles.iter().filter(hidden).collect();
        self.contacts.get(&id)?.iter().find_map(|contact| {
            let fields = [&contact.phone, &contact.email, &contact.credit_code];
            let mut texts = fields.into_iter().flatten();
            let text = texts.find(|text| wanted.iter().any(|needle| holds(text, needle)))?;
            let named = Part {
                text: format!("{} ", contact.name),
                hit: false,
            };
            let number = Part {
                text: text.clone(),
                hit: true,
            };
            Some(vec![named, number])
        })
    }
}

/// A number is found by its endings too, so it is shown whole.
fn holds(text: &str, needle: &Needle) -> bool {
    let ends = |piece: &String| endings(text).iter().any(|ending| ending.starts_with(piece));
    !marks(text, std::slice::from_ref(needle)).is_empty() || needle.pieces().iter().all(ends)
}

/// What was filed is kept as structured lines; people read them one after the other.
fn shown(text: &str) -> String {
    match serde_json::from_str(text) {
        Ok(content) => particulars(&content).join(" · "),
        Err(_plain) => text.to_owned(),
    }
}

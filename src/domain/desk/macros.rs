//! Macros: named sequences of steps on one dispute. Each step is a deed like any other and decided
//! like it; the first response is never among them, since it must be somebody's own finding.

use serde::{Deserialize, Serialize};

use crate::closed_list;
use crate::ids::{PersonId, TagId};
use crate::text::Statement;

/// More steps than anybody reads before running them.
pub const STEPS_MAX: usize = 12;
const ITEMS_MAX: usize = 20;
const HOURS_MAX: u16 = 24 * 30;

/// One step. Texts may have places that are filled for the dispute.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case", deny_unknown_fields)]
pub enum Step {
    /// Says something to the parties.
    Reply {
        /// What.
        text: String,
    },
    /// Asks the consumer for material.
    AskMaterial {
        /// What, one line an item.
        items: Vec<String>,
        /// A word with it.
        note: Option<String>,
    },
    /// Demands evidence of every respondent.
    DemandEvidence {
        /// Of what.
        items: Vec<String>,
    },
    /// Puts a tag on.
    Tag {
        /// Which.
        tag: TagId,
    },
    /// Takes a tag off.
    Untag {
        /// Which.
        tag: TagId,
    },
    /// Takes the dispute over, or gives it to a colleague.
    Assign {
        /// To whom; to whoever runs the macro, when nobody is named.
        to: Option<PersonId>,
        /// A word with it.
        note: Option<String>,
    },
    /// Writes an internal note.
    Note {
        /// What.
        text: String,
    },
    /// Puts the dispute aside.
    Snooze {
        /// For so many hours, or until a term ends before.
        hours: u16,
    },
    /// Follows the dispute.
    Follow {},
}

closed_list! {
    /// What a step does.
    StepKind {
        /// 发送消息
        Reply = "reply",
        /// 要求补充材料
        AskMaterial = "ask_material",
        /// 要求举证
        DemandEvidence = "demand_evidence",
        /// 加标签
        Tag = "tag",
        /// 去标签
        Untag = "untag",
        /// 接办或转交
        Assign = "assign",
        /// 内部备注
        Note = "note",
        /// 稍后处理
        Snooze = "snooze",
        /// 关注
        Follow = "follow",
    }
}

/// What is wrong with a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StepRefused {
    /// Which part of it.
    pub field: &'static str,
    /// What.
    pub code: &'static str,
}

impl Step {
    /// What it does.
    pub const fn kind(&self) -> StepKind {
        match self {
            Self::Reply { .. } => StepKind::Reply,
            Self::AskMaterial { .. } => StepKind::AskMaterial,
            Self::DemandEvidence { .. } => StepKind::DemandEvidence,
            Self::Tag { .. } => StepKind::Tag,
            Self::Untag { .. } => StepKind::Untag,
            Self::Assign { .. } => StepKind::Assign,
            Self::Note { .. } => StepKind::Note,
            Self::Snooze { .. } => StepKind::Snooze,
            Self::Follow {} => StepKind::Follow,
        }
    }

    /// Whether it can be a step at all, whatever the dispute.
    pub fn check(&self) -> Result<(), StepRefused> {
        match self {
            Self::Reply { text } | Self::Note { text } => words("text", text),
            Self::AskMaterial { items, note } => {
                list(items)?;
                note.as_deref().map_or(Ok(()), |note| words("note", note))
            }
            Self::DemandEvidence { items } => list(items),
            Self::Assign { note, .. } => note.as_deref().map_or(Ok(()), |note| words("note", note)),
            Self::Snooze { hours } if (1..=HOURS_MAX).contains(hours) => Ok(()),
            Self::Snooze { .. } => Err(refused("hours", "out_of_range")),
            Self::Tag { .. } | Self::Untag { .. } | Self::Follow {} => Ok(()),
        }
    }

    /// Every text of it, to be filled for one dispute.
    pub fn texts_mut(&mut self) -> Vec<&mut String> {
        match self {
            Self::Reply { text } | Self::Note { text } => vec![text],
            Self::AskMaterial { items, note } => items.iter_mut().chain(note).collect(),
            Self::DemandEvidence { items } => items.iter_mut().collect(),
            Self::Assign { note, .. } => note.iter_mut().collect(),
            Self::Tag { .. } | Self::Untag { .. } | Self::Snooze { .. } | Self::Follow {} => {
                Vec::new()
            }
        }
    }
}

fn list(items: &[String]) -> Result<(), StepRefused> {
    if items.is_empty() {
        return Err(refused("items", "required"));
    }
    if items.len() > ITEMS_MAX {
        return Err(refused("items", "too_many"));
    }
    items.iter().try_for_each(|item| words("items", item))
}

fn words(field: &'static str, text: &str) -> Result<(), StepRefused> {
    if text.trim().is_empty() {
        return Err(refused(field, "required"));
    }
    if text.chars().count() > Statement::CHARS_MAX {
        return Err(refused(field, "too_long"));
    }
    Ok(())
}

const fn refused(field: &'static str, code: &'static str) -> StepRefused {
    StepRefused { field, code }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_response_cannot_be_a_step() {
        let answer = r#"{"step":"answer","finding":"已核实","next_step":"请商家答复"}"#;
        assert!(serde_json::from_str::<Step>(answer).is_err());
        assert_eq!(StepKind::parse("answer"), None);
    }

    #[test]
    fn an_empty_step_is_no_step() {
        let empty = Step::Reply { text: " ".into() };
        assert_eq!(empty.check().unwrap_err().code, "required");
        let items = Step::DemandEvidence { items: vec![] };
        assert_eq!(items.check().unwrap_err().field, "items");
        assert!(Step::Snooze { hours: 0 }.check().is_err());
        assert!(Step::Follow {}.check().is_ok());
    }
}

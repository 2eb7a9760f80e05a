//! What each verb takes, and the command it becomes.

use hejie_domain::dispute::Verb;
use hejie_domain::dispute::command::{Command, Elsewhere};
use hejie_domain::law::stated::Statement;
use serde::de::DeserializeOwned;
use serde_json::Value;

pub use self::bodies::*;
use super::Desk;
pub use super::contact::CorrectContact;
use crate::app::Failure;

/// A body that becomes a command. `verb` is the last part of the path.
#[expect(async_fn_in_trait, reason = "only this crate carries wishes out")]
pub trait Wish {
    /// Parses what the caller wrote; faults are noted at the desk.
    async fn command(self, verb: &str, desk: &mut Desk<'_>) -> Result<Command, Failure>;
}

/// A finding and a next step must say something.
const FINDING_CHARS_MIN: usize = 6;
const REASONS_CHARS_MIN: usize = 4;

/// Verbs whose command is made without asking the store.
macro_rules! plain {
    ($($name:ident, $this:ident, $desk:ident => $command:expr;)*) => {$(
        impl Wish for $name {
            async fn command(self, _: &str, $desk: &mut Desk<'_>) -> Result<Command, Failure> {
                let $this = self;
                let _ = &$desk;
                Ok($command)
            }
        }
    )*};
}

mod bodies;
mod mediating;
mod settling;

plain! {
    Answer, this, desk => Command::Answer {
        finding: desk.text("/finding", &this.finding, FINDING_CHARS_MIN),
        next_step: desk.text("/next_step", &this.next_step, FINDING_CHARS_MIN),
        claim_proved: this.claim_proved,
    };
    Respond, this, desk => Command::Respond {
        statement: desk.text("/statement", &this.statement, 2),
    };
    AskMaterial, this, desk => Command::AskMaterial {
        items: desk.texts("/items", &this.items),
        note: desk.maybe("/note", this.note.as_deref()),
    };
    DemandEvidence, this, desk => Command::DemandEvidence {
        of: this.of,
        items: desk.texts("/items", &this.items),
    };
    RecordAttempt, this, desk => Command::RecordAttempt {
        party: this.party,
        method: this.method,
        result: desk.text("/result", &this.result, 1),
    };
    MarkUnreachable, this, desk => Command::MarkUnreachable { party: this.party };
    ConfirmUnreachable, this, desk => Command::ConfirmUnreachable { party: this.party };
    ChooseDoor, this, desk => Command::ChooseDoor {
        door: this.door,
        confirmed: this.confirmed,
    };
    DeclareFailed, this, desk => Command::DeclareFailed {
        reason: desk.maybe("/reason", this.reason.as_deref()),
    };
    RecordExternal, this, desk => Command::RecordExternal {
        case: Elsewhere {
            target: this.target,
            number: desk.maybe("/number", this.number.as_deref()),
            accepted_on: desk.past("/accepted_on", this.accepted_on),
        },
    };
    Refuse, this, desk => Command::Refuse {
        ground: this.ground,
        reasons: desk.text("/reasons", &this.reasons, REASONS_CHARS_MIN),
    };
    Discontinue, this, desk => Command::Discontinue {
        ground: this.ground,
        reasons: desk.text("/reasons", &this.reasons, REASONS_CHARS_MIN),
    };
    Appeal, this, desk => Command::Appeal {
        reasons: desk.text("/reasons", &this.reasons, REASONS_CHARS_MIN),
    };
    DecideAppeal, this, desk => Command::DecideAppeal {
        upheld: this.upheld,
        reasons: desk.text("/reasons", &this.reasons, REASONS_CHARS_MIN),
    };
    Withdraw, this, desk => Command::Withdraw {
        money_arrived: this.money_arrived,
        warning_read: this.warning_read,
        reason: desk.maybe("/reason", this.reason.as_deref()),
    };
    Reopen, this, desk => Command::Reopen {
        new_facts: desk.text("/new_facts", &this.new_facts, REASONS_CHARS_MIN),
    };
}

impl Wish for Nothing {
    async fn command(self, verb: &str, _: &mut Desk<'_>) -> Result<Command, Failure> {
        match Verb::parse(verb) {
            Some(Verb::Urge) => Ok(Command::Urge),
            Some(Verb::Extend) => Ok(Command::Extend),
            Some(Verb::Resume) => Ok(Command::Resume),
            Some(Verb::Close) => Ok(Command::Close),
            Some(Verb::AcceptCase) => Ok(Command::AcceptCase),
            Some(Verb::UnsealCaucus) => Ok(Command::UnsealCaucus),
            _ => Err(Failure::NotFound),
        }
    }
}

impl Wish for SupplyMaterial {
    async fn command(self, _: &str, desk: &mut Desk<'_>) -> Result<Command, Failure> {
        let exhibits = desk.exhibits("/evidence", &self.evidence).await?;
        let statement = desk.text("/statement", &self.statement, 1);
        Ok(Command::SupplyMaterial {
            statement,
            exhibits,
        })
    }
}

impl Wish for StateFacts {
    async fn command(self, _: &str, desk: &mut Desk<'_>) -> Result<Command, Failure> {
        let stated = Statement::parse(self.facts);
        let kept = stated.map(|statement| statement.to_value().to_string());
        if kept.is_err() {
            desk.fault("/facts", "facts_unreadable");
        }
        let facts = desk.text("/facts", &kept.unwrap_or_default(), 2);
        Ok(Command::StateFacts { facts })
    }
}

impl Wish for SubmitEvidence {
    async fn command(self, _: &str, desk: &mut Desk<'_>) -> Result<Command, Failure> {
        if self.evidence.is_empty() {
            desk.fault("/evidence", "required");
        }
        let exhibits = desk.exhibits("/evidence", &self.evidence).await?;
        let purpose = desk.maybe("/purpose", self.purpose.as_deref());
        Ok(Command::SubmitEvidence { exhibits, purpose })
    }
}

impl Wish for TakeOver {
    async fn command(self, _: &str, desk: &mut Desk<'_>) -> Result<Command, Failure> {
        let responder = self.responder.unwrap_or(desk.caller().standing.person);
        desk.serving("/responder", responder).await?;
        let note = desk.maybe("/note", self.note.as_deref());
        Ok(Command::TakeOver { responder, note })
    }
}

impl Wish for Suspend {
    async fn command(self, _: &str, desk: &mut Desk<'_>) -> Result<Command, Failure> {
        let slip = desk
            .exhibits("/slip", self.slip.as_slice())
            .await?
            .first()
            .copied();
        let number = desk.maybe("/number", self.number.as_deref());
        Ok(Command::Suspend {
            reason: self.reason,
            number,
            slip,
        })
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "no other verb is ever kept")]
/// The command of a verb whose body was kept for a while: those of [`hejie_domain::desk::HELD`], and
/// what a macro does.
pub async fn read(verb: Verb, body: &Value, desk: &mut Desk<'_>) -> Result<Command, Failure> {
    match verb {
        Verb::Answer => of::<Answer>(verb, body, desk).await,
        Verb::AskMaterial => of::<AskMaterial>(verb, body, desk).await,
        Verb::DemandEvidence => of::<DemandEvidence>(verb, body, desk).await,
        Verb::Refuse => of::<Refuse>(verb, body, desk).await,
        Verb::Discontinue => of::<Discontinue>(verb, body, desk).await,
        Verb::DecideAppeal => of::<DecideAppeal>(verb, body, desk).await,
        Verb::TakeOver => of::<TakeOver>(verb, body, desk).await,
        _ => Err(Failure::NotFound),
    }
}

async fn of<W: Wish + DeserializeOwned>(
    verb: Verb,
    body: &Value,
    desk: &mut Desk<'_>,
) -> Result<Command, Failure> {
    let wish = W::deserialize(body).map_err(|_odd| Failure::invalid("/body", "wrong_value"))?;
    wish.command(verb.code(), desk).await
}

//! A term that runs, and how its end was found.

use hejie_domain::dispute::clocks::{Clock, Due, Subject};
use hejie_domain::dispute::state::Dispute;
use hejie_domain::term::Deadline;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

/// A term.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DeadlineView {
    /// Names it within the dispute.
    pub id: String,
    /// Which term of the rules.
    pub term: String,
    /// `running`, `paused` or `ended`.
    pub state: &'static str,
    /// When it began.
    #[schema(value_type = String, format = DateTime)]
    pub starts_at: Timestamp,
    /// The first instant that is too late.
    #[schema(value_type = String, format = DateTime)]
    pub due_at: Timestamp,
    /// The last day on which acting is in time.
    #[schema(value_type = String, format = Date)]
    pub due_on: Date,
    /// From when on it is shown as close.
    #[schema(value_type = String, format = DateTime)]
    pub warn_at: Timestamp,
    /// The last day by the strictest reading of the law.
    #[schema(value_type = String, format = Date)]
    pub warn_by: Date,
    /// `hours`, `working_days`, `natural_days`, `months`, `years`; `day` for a day that was set.
    pub unit: String,
    /// How many of them.
    pub count: u16,
    /// Whether the holidays of a year it spans are not announced yet.
    pub provisional: bool,
    /// The rule set that fixes it.
    pub ruleset: String,
    /// The calendar editions it was counted with.
    pub edition: String,
    /// The clauses it comes from.
    pub source: String,
    /// The zone that its days are days of.
    pub zone: &'static str,
    /// How the end was found.
    pub explain: ExplainView,
}

/// How an end was found.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct ExplainView {
    /// Days that did not count.
    pub skipped: Vec<SkippedView>,
    /// Saturdays and Sundays that counted.
    #[schema(value_type = Vec<String>)]
    pub worked_weekends: Vec<Date>,
    /// The day of rest on which it would have ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    pub rolled_from: Option<Date>,
    /// When it stood still.
    pub pauses: Vec<PauseView>,
}

/// A day that did not count.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SkippedView {
    #[schema(value_type = String, format = Date)]
    pub day: Date,
    pub why: String,
}

/// A time that did not count.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PauseView {
    #[schema(value_type = String, format = DateTime)]
    pub from: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub until: Option<Timestamp>,
    pub why: String,
}

impl DeadlineView {
    /// All terms of a dispute, the nearest end first.
    pub fn all(dispute: &Dispute, now: Timestamp) -> Vec<Self> {
        let mut all: Vec<_> = dispute
            .clocks
            .iter()
            .map(|clock| Self::of(clock, now))
            .collect();
        all.sort_by_key(|one| one.due_at);
        all
    }

    /// One term.
    pub fn of(clock: &Clock, now: Timestamp) -> Self {
        let state = if clock.is_paused() {
            "paused"
        } else if now >= clock.due_at() {
            "ended"
        } else {
            "running"
        };
        match &clock.due {
            Due::Term(deadline) => Self::of_term(clock, deadline, state),
            Due::Set {
                starts_at,
                due_at,
                due_on,
            } => Self {
                id: id(clock),
                term: clock.key.term.to_string(),
                state,
                starts_at: *starts_at,
                due_at: *due_at,
                due_on: *due_on,
                warn_at: *starts_at,
                warn_by: *due_on,
                unit: "day".to_owned(),
                count: 1,
                provisional: false,
                ruleset: String::new(),
                edition: String::new(),
                source: String::new(),
                zone: ZONE,
                explain: ExplainView::default(),
            },
        }
    }

    fn of_term(clock: &Clock, deadline: &Deadline, state: &'static str) -> Self {
        let sources: Vec<_> = deadline.source().iter().map(ToString::to_string).collect();
        Self {
            id: id(clock),
            term: clock.key.term.to_string(),
            state,
            starts_at: deadline.starts_at(),
            due_at: deadline.due_at(),
            due_on: deadline.due_on(),
            warn_at: deadline.warn_at(),
            warn_by: deadline.warn_by(),
            unit: code(&deadline.unit()),
            count: deadline.count(),
            provisional: deadline.provisional(),
            ruleset: deadline.ruleset().as_str().to_owned(),
            edition: deadline.edition().to_owned(),
            source: sources.join(", "),
            zone: ZONE,
            explain: explain(deadline),
        }
    }
}

const ZONE: &str = "Asia/Shanghai";

fn explain(deadline: &Deadline) -> ExplainView {
    let explain = deadline.explain();
    ExplainView {
        skipped: explain
            .skipped
            .iter()
            .map(|one| SkippedView {
                day: one.day,
                why: code(&one.why),
            })
            .collect(),
        worked_weekends: explain.worked_weekends.clone(),
        rolled_from: explain.rolled_from,
        pauses: explain
            .pauses
            .iter()
            .map(|one| PauseView {
                from: one.from,
                until: one.until,
                why: code(&one.reason),
            })
            .collect(),
    }
}

fn id(clock: &Clock) -> String {
    match clock.key.subject {
        Subject::Dispute => clock.key.term.to_string(),
        Subject::Party(id) => format!("{}:{id}", clock.key.term),
        Subject::Agreement(id) => format!("{}:{id}", clock.key.term),
        Subject::Obligation(id) => format!("{}:{id}", clock.key.term),
    }
}

/// The snake-case name of a plain enum, as it is kept.
fn code(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(code)) => code,
        Ok(other) => other.to_string(),
        Err(_unlikely) => String::new(),
    }
}

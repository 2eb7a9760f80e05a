//! A supervisor's view on the wire.

use std::collections::BTreeMap;

use hejie_domain::ids::PersonId;
use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::queue::{Agent, Supervised};

/// What a supervisor sees.
#[derive(Debug, Serialize, ToSchema)]
pub struct SuperviseView {
    /// By part of the queue; 1000 means that many or more.
    pub counts: BTreeMap<String, u64>,
    pub agents: Vec<AgentView>,
    /// The oldest first; the last is the present week.
    pub weeks: Vec<WeekView>,
}

/// What one person of the service has in hand, or nobody has.
#[derive(Debug, Serialize, ToSchema)]
pub struct AgentView {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub work_no: Option<String>,
    pub on_duty: bool,
    pub open: u64,
    /// Where the platform is to act.
    pub waiting: u64,
    pub overdue: u64,
    pub today: u64,
    pub missed: u64,
    pub unread: u64,
    /// First answers in the weeks shown.
    pub answered: u64,
    /// What they took on average, in minutes of working time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer_min: Option<u64>,
}

/// One week.
#[derive(Debug, Serialize, ToSchema)]
pub struct WeekView {
    #[schema(value_type = String, format = Date)]
    pub monday: Date,
    /// By what happened.
    pub counts: BTreeMap<String, u64>,
    /// What first answers took on average, in minutes of working time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer_min: Option<u64>,
}

impl SuperviseView {
    pub fn of(seen: Supervised) -> Self {
        let counts = seen.counts.iter();
        let weeks = (0_u32..).zip(&seen.weeks).map(|(at, monday)| {
            let of_week = || seen.figures.iter().filter(|one| one.week == at);
            let answers = of_week().find(|one| one.kind.code() == "answered");
            WeekView {
                monday: *monday,
                counts: of_week()
                    .map(|one| (one.kind.code().to_owned(), one.count))
                    .collect(),
                answer_min: answers.and_then(|one| average_min(one.work_s, one.count)),
            }
        });
        Self {
            counts: counts
                .map(|(view, n)| (view.code().to_owned(), *n))
                .collect(),
            weeks: weeks.collect(),
            agents: seen.agents.into_iter().map(agent).collect(),
        }
    }
}

fn agent(agent: Agent) -> AgentView {
    let load = agent.load;
    AgentView {
        person: agent.person,
        name: agent.name,
        work_no: agent.work_no,
        on_duty: agent.on_duty,
        open: load.open,
        waiting: load.waiting,
        overdue: load.overdue,
        today: load.today,
        missed: load.missed,
        unread: load.unread,
        answered: load.answered,
        answer_min: average_min(load.answered_work_s, load.answered),
    }
}

fn average_min(seconds: u64, count: u64) -> Option<u64> {
    seconds.checked_div(count).map(|seconds| seconds / 60)
}

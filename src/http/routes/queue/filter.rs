//! What an address says of the queue.

use hejie_domain::queue::{Filter, FilterFault};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::app::Failure;

/// How the queue is narrowed; lists have commas between their items.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct QueueQuery {
    /// Which part of the queue: `mine`, `my_turn`, `others_turn`, `unassigned`, `due_soon`, `missed`,
    /// `unread`, `followed`, `snoozed`, `open`, `closed`, `appeals`, `to_confirm` or `all`.
    view: Option<String>,
    /// Phases.
    phase: Option<String>,
    /// Categories.
    category: Option<String>,
    /// Whose turn it is: `platform`, `consumer`, `respondent`, `others` or `nobody`.
    turn: Option<String>,
    /// The first responder.
    responder: Option<String>,
    /// The organisation that is respondent.
    merchant: Option<String>,
    /// Tags, each of which must be there.
    tag: Option<String>,
    /// By when something must be done: `overdue`, `today`, `24h`, `3d`, `7d` or `none`.
    due: Option<String>,
    /// The first day of filing.
    filed_from: Option<String>,
    /// The last day of filing.
    filed_to: Option<String>,
    /// The least amount claimed, in fen.
    amount_from: Option<String>,
    /// The highest amount claimed, in fen.
    amount_to: Option<String>,
    /// `true`: the first response was missed.
    missed: Option<String>,
    /// `true`: a promise was broken.
    breached: Option<String>,
    /// `true`: there are messages to read.
    unread: Option<String>,
    /// `true`: it was reopened.
    reopened: Option<String>,
    /// Words, each of which must stand somewhere in the dispute.
    query: Option<String>,
    /// What comes first: `due`, `updated`, `newest`, `oldest` or `amount`.
    sort: Option<String>,
    /// Only these disputes.
    only: Option<String>,
    /// From 1 to 200.
    pub(super) limit: Option<u64>,
    /// `next_cursor` of the page before.
    pub(super) cursor: Option<String>,
}

const ONLY_MAX: usize = 200;

impl QueueQuery {
    /// The filter that is meant.
    pub(super) fn filter(&self) -> Result<Filter, Failure> {
        let pairs = [
            ("view", &self.view),
            ("phase", &self.phase),
            ("category", &self.category),
            ("turn", &self.turn),
            ("responder", &self.responder),
            ("merchant", &self.merchant),
            ("tag", &self.tag),
            ("due", &self.due),
            ("filed_from", &self.filed_from),
            ("filed_to", &self.filed_to),
            ("amount_from", &self.amount_from),
            ("amount_to", &self.amount_to),
            ("missed", &self.missed),
            ("breached", &self.breached),
            ("unread", &self.unread),
            ("reopened", &self.reopened),
            ("query", &self.query),
            ("sort", &self.sort),
        ];
        let said = pairs
            .into_iter()
            .filter_map(|(name, text)| Some((name, text.as_deref()?)));
        Filter::parse(said).map_err(|fault| unfit("", fault))
    }

    /// The only disputes that are meant, if some are named.
    pub(super) fn only<T: std::str::FromStr>(&self) -> Result<Option<Vec<T>>, Failure> {
        let Some(text) = &self.only else {
            return Ok(None);
        };
        let ids = text.split(',').map(str::trim).filter(|id| !id.is_empty());
        let ids: Result<Vec<T>, _> = ids.map(str::parse).collect();
        let ids = ids.map_err(|_odd| Failure::invalid("/only", "wrong_value"))?;
        if ids.len() > ONLY_MAX {
            return Err(Failure::invalid("/only", "too_many"));
        }
        Ok(Some(ids))
    }
}

/// A fault of a filter, as a fault of a request that holds the filter at `pointer`.
pub(super) fn unfit(pointer: &str, fault: FilterFault) -> Failure {
    Failure::invalid(format!("{pointer}/{}", fault.name), fault.code)
}

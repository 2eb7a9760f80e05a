//! Many disputes at once, and all of them as a table.

use std::borrow::Cow;

use actix_web::web::{Bytes, Data};
use actix_web::{HttpRequest, HttpResponse, get, post};
use futures_util::stream::{self, Stream};
use hejie_domain::ids::{DisputeId, PersonId, TagId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::filter::QueueQuery;
use crate::app::queue::{self, Deed, Outcome, Wanted};
use crate::app::records::Cursor;
use crate::app::{Caller, Context, Failure};
use crate::http::csv;
use crate::http::extract::{Json, Key, Query};
use crate::http::problem::{ProblemDocument, told};
use crate::http::view::queue::table;

/// What to do.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(tag = "what", rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum BulkDeed {
    TakeOver {
        /// The colleague who takes over; oneself, if nobody is named.
        responder: Option<PersonId>,
        note: Option<String>,
    },
    AskMaterial {
        items: Vec<String>,
        note: Option<String>,
    },
    Reply {
        /// With places such as `{{number}}`, filled for each dispute.
        text: String,
    },
    Tag {
        #[serde(default)]
        add: Vec<TagId>,
        #[serde(default)]
        remove: Vec<TagId>,
    },
    Snooze {
        /// Nothing takes them up again.
        #[schema(value_type = Option<String>, format = DateTime)]
        until: Option<Timestamp>,
    },
    Follow {
        follow: bool,
    },
    Read {},
}

/// What to do, and to which.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Bulk {
    /// Up to 50.
    disputes: Vec<DisputeId>,
    deed: BulkDeed,
}

/// What became of each.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct BulkSheet {
    /// In the order asked for, each dispute once.
    items: Vec<BulkRow>,
}

/// What became of one.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct BulkRow {
    dispute: DisputeId,
    /// Tags that were really put on; taking them off restores what was.
    added: Vec<TagId>,
    /// Tags that were really taken off.
    removed: Vec<TagId>,
    /// Why not, if it was not done.
    #[serde(skip_serializing_if = "Option::is_none")]
    problem: Option<ProblemDocument>,
}

/// Does the same to many disputes. Each is decided by itself. Needs an `Idempotency-Key`, under which
/// each is done once.
#[utoipa::path(tag = "queue", params(Key), responses((status = 200, body = BulkSheet)))]
#[post("/queue/bulk")]
pub(super) async fn bulk(
    ctx: Data<Context>,
    caller: Caller,
    request: HttpRequest,
    Key(key): Key,
    Json(body): Json<Bulk>,
) -> Result<HttpResponse, Failure> {
    let deed = match body.deed {
        BulkDeed::TakeOver { responder, note } => Deed::TakeOver {
            responder: responder.unwrap_or(caller.standing.person),
            note,
        },
        BulkDeed::AskMaterial { items, note } => Deed::AskMaterial { items, note },
        BulkDeed::Reply { text } => Deed::Reply { text },
        BulkDeed::Tag { add, remove } => Deed::Tag { add, remove },
        BulkDeed::Snooze { until } => Deed::Snooze { until },
        BulkDeed::Follow { follow } => Deed::Follow { follow },
        BulkDeed::Read {} => Deed::Read,
    };
    let outcomes = queue::bulk(&ctx, &caller, &key, &body.disputes, &deed).await?;
    let row = |outcome: Outcome| BulkRow {
        dispute: outcome.dispute,
        added: outcome.added,
        removed: outcome.removed,
        problem: outcome.refused.map(|failure| told(&failure, &request)),
    };
    let items = outcomes.into_iter().map(row).collect();
    Ok(HttpResponse::Ok().json(BulkSheet { items }))
}

const PIECE: u64 = 200;
/// More than a spreadsheet is read for.
const PIECES_MAX: u32 = 100;

/// What the queue shows as a table for a spreadsheet, up to 20 000 lines. It is recorded.
#[utoipa::path(
    tag = "queue",
    params(QueueQuery),
    responses((status = 200, body = String, content_type = "text/csv"))
)]
#[get("/queue.csv")]
pub(super) async fn export(
    ctx: Data<Context>,
    caller: Caller,
    Query(query): Query<QueueQuery>,
) -> Result<HttpResponse, Failure> {
    let wanted = Wanted {
        filter: query.filter()?,
        only: query.only()?,
        after: None,
        limit: PIECE,
    };
    queue::record_export(&ctx, &caller).await?;
    let name = format!("hejie-queue-{}.csv", ctx.now().today());
    let lines = lines(ctx.get_ref().clone(), caller, wanted);
    Ok(csv::answer(&name).streaming(Box::pin(lines)))
}

/// The head, then piece after piece; it breaks off where the store fails.
fn lines(
    ctx: Context,
    caller: Caller,
    wanted: Wanted,
) -> impl Stream<Item = Result<Bytes, Failure>> {
    let locale = caller.locale;
    let head = csv::head(table::titles(locale));
    let begin: Option<(Option<Cursor>, u32)> = Some((None, 0));
    let pieces = stream::try_unfold(begin, move |next| {
        let (ctx, caller, wanted) = (ctx.clone(), caller.clone(), wanted.clone());
        async move {
            let Some((after, pieces)) = next.filter(|(_, pieces)| *pieces < PIECES_MAX) else {
                return Ok(None);
            };
            let page = queue::page(&ctx, &caller, Wanted { after, ..wanted }).await?;
            let next = page
                .listed
                .next
                .map(|next| (Some(next), pieces.saturating_add(1)));
            let rows = table::lines(&page, locale);
            let cells = rows
                .iter()
                .map(|row| row.iter().map(|cell| Cow::Borrowed(cell.as_str())));
            Ok::<_, Failure>(Some((csv::rows(cells), next)))
        }
    });
    futures_util::StreamExt::chain(stream::once(async { Ok(head) }), pieces)
}

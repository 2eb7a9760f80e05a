//! The audit trail.

use actix_web::web::{Bytes, Data};
use actix_web::{HttpResponse, get};
use futures_util::{Stream, stream};
use hejie_domain::audit::{DeedGroup, DeedKind, Outcome};
use hejie_domain::ids::PersonId;
use hejie_domain::people::Locale;
use jiff::civil::Date;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::app::audit::{self, Look, Search};
use crate::app::{Caller, Context, Failure};
use crate::http::csv;
use crate::http::extract::Query;
use crate::http::view::audit::{TrailItem, TrailPage, TrailState, titles};

/// Entries that one piece of a table holds.
const PIECE: u64 = 500;

/// What is looked for.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct LookQuery {
    /// What was done.
    deed: Option<DeedKind>,
    /// What sort of thing was done.
    group: Option<DeedGroup>,
    /// How it ended.
    outcome: Option<Outcome>,
    /// By whom.
    by: Option<PersonId>,
    /// About what: an id, or the number of a dispute.
    about: Option<String>,
    /// From this day on.
    #[param(value_type = Option<String>, format = Date)]
    from: Option<Date>,
    /// Up to this day.
    #[param(value_type = Option<String>, format = Date)]
    until: Option<Date>,
    /// Names, numbers, addresses, reasons.
    q: Option<String>,
    /// How many at the most, 1 to 100; 50 if not said.
    limit: Option<u64>,
    /// As the page before said.
    cursor: Option<u64>,
}

impl LookQuery {
    fn look(&self) -> Look {
        let said = |text: &Option<String>| text.clone().filter(|text| !text.trim().is_empty());
        Look {
            kind: self.deed,
            group: self.group,
            outcome: self.outcome,
            by: self.by,
            about: said(&self.about),
            from: self.from,
            until: self.until,
            words: said(&self.q),
        }
    }
}

/// Who did what, when and from where; newest first.
#[utoipa::path(tag = "admin", params(LookQuery), responses((status = 200, body = TrailPage)))]
#[get("/admin/audit")]
pub(super) async fn list(
    ctx: Data<Context>,
    caller: Caller,
    Query(query): Query<LookQuery>,
) -> Result<HttpResponse, Failure> {
    let (look, limit) = (query.look(), query.limit.unwrap_or(50).clamp(1, 100));
    let search = audit::search(&ctx, &caller, &look).await?;
    let (entries, names) = search.page(&ctx, query.cursor, limit).await?;
    if query.cursor.is_none() {
        audit::record_search(&ctx, &caller, &look).await?;
    }
    Ok(HttpResponse::Ok().json(TrailPage::of(entries, &names, limit)))
}

/// Whether every entry of the trail follows the one before.
#[utoipa::path(tag = "admin", responses((status = 200, body = TrailState)))]
#[get("/admin/audit/state")]
pub(super) async fn state(ctx: Data<Context>, caller: Caller) -> Result<HttpResponse, Failure> {
    let state = audit::state(&ctx, &caller).await?;
    Ok(HttpResponse::Ok().json(TrailState::of(state)))
}

/// The same as a table for a spreadsheet, whole.
#[utoipa::path(
    tag = "admin",
    params(LookQuery),
    responses((status = 200, body = String, content_type = "text/csv"))
)]
#[get("/admin/audit.csv")]
pub(super) async fn table(
    ctx: Data<Context>,
    caller: Caller,
    Query(query): Query<LookQuery>,
) -> Result<HttpResponse, Failure> {
    let look = query.look();
    let search = audit::search(&ctx, &caller, &look).await?;
    audit::record_export(&ctx, &caller, &look).await?;
    let today = ctx.now().today();
    let lines = lines(ctx.get_ref().clone(), search, caller.locale);
    Ok(csv::answer(&format!("hejie-audit-{today}.csv")).streaming(Box::pin(lines)))
}

/// The head, then piece after piece; it breaks off where the store fails.
fn lines(
    ctx: Context,
    search: Search,
    locale: Locale,
) -> impl Stream<Item = Result<Bytes, Failure>> {
    let titles = titles(locale);
    let titles: Vec<_> = titles.iter().map(String::as_str).collect();
    let head = csv::head(&titles);
    let pieces = stream::try_unfold(Some(None), move |next: Option<Option<u64>>| {
        let ctx = ctx.clone();
        let search = search.clone();
        async move {
            let Some(before) = next else {
                return Ok(None);
            };
            let (entries, names) = search.page(&ctx, before, PIECE).await?;
            let Some(last) = entries.last().map(|entry| entry.seq) else {
                return Ok(None);
            };
            let items: Vec<_> = entries
                .into_iter()
                .map(|entry| TrailItem::of(entry, &names))
                .collect();
            let piece = csv::rows(items.iter().map(|item| item.line(locale)));
            Ok(Some((piece, Some(Some(last)))))
        }
    });
    futures_util::StreamExt::chain(stream::once(async { Ok(head) }), pieces)
}

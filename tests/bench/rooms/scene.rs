//! A platform, shops, consumers and one dispute a room, made by the use cases that serve people.

use std::path::{Path, PathBuf};

use hejie::app::dispute::draft::{self, DraftContent};
use hejie::app::{Caller, Context, dispute, secret};
use hejie::config::Config;
use hejie::db::{Organisation, Person, Purpose, Session, Staff};
use hejie::domain::access::{OrganisationKind, StaffRole, Standing};
use hejie::domain::ids::{OrganisationId, RoomId};
use hejie::domain::people::{Email, Locale};
use hejie::domain::room::RoomKind;
use jiff::SignedDuration;
use serde_json::json;

use crate::Outcome;

/// A folder that goes with the run.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new() -> Outcome<Self> {
        let folder = std::env::temp_dir().join(format!("hejie-bench-{}", std::process::id()));
        std::fs::create_dir(&folder)?;
        Ok(Self(folder))
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _left = std::fs::remove_dir_all(&self.0);
    }
}

/// A room and the tokens of those in it; the last of them only reads.
pub(crate) struct Room {
    pub(crate) id: RoomId,
    pub(crate) tokens: [String; 3],
}

/// How many of the three write.
pub(crate) const WRITERS: usize = 2;

/// What the server and the making of its data are told alike.
pub(crate) fn settings(folder: &Path) -> Vec<(String, String)> {
    let mut all = vec![
        ("HEJIE_VAR".to_owned(), folder.display().to_string()),
        ("HEJIE_LISTEN".to_owned(), "127.0.0.1:0".to_owned()),
    ];
    for limit in ["REQUESTS_ADDRESS", "WRITES_ACCOUNT", "MESSAGES_SOCKET"] {
        all.push((format!("HEJIE_LIMIT_{limit}"), "off".to_owned()));
    }
    all
}

/// Makes so many disputes with their rooms.
pub(crate) async fn set(folder: &Folder, rooms: usize) -> Outcome<Vec<Room>> {
    let config = Config::from_pairs(settings(folder.path()))?;
    let ctx = Context::open(config, Some(Purpose::Test)).await?;
    let platform = organisation(&ctx, OrganisationKind::Platform, None).await?;
    let mut scene = Vec::with_capacity(rooms);
    for nth in 0..rooms {
        scene.push(room(&ctx, platform, nth).await?);
    }
    ctx.store.close().await?;
    Ok(scene)
}

async fn room(ctx: &Context, platform: OrganisationId, nth: usize) -> Outcome<Room> {
    let shop = organisation(ctx, OrganisationKind::Merchant, Some(platform)).await?;
    let (consumer, of_consumer) = somebody(ctx, &format!("consumer{nth}"), None).await?;
    let seller = Some((shop, StaffRole::ShopStaff));
    let (_, of_seller) = somebody(ctx, &format!("seller{nth}"), seller).await?;
    let agent = Some((platform, StaffRole::ServiceAgent));
    let (_, of_agent) = somebody(ctx, &format!("agent{nth}"), agent).await?;
    let content: DraftContent = serde_json::from_value(json!({
        "category": "quality",
        "statement": "收到的电饭煲内胆有一道明显的划痕，联系商家两次都没有回复。",
        "order": { "number": format!("{nth:013}"), "title": "电饭煲", "paid_fen": 39_900 },
        "merchant": { "organisation": shop },
        "remedies": [{ "remedy": "refund_full", "amount_fen": 39_900 }],
        "elsewhere": { "none": true },
    }))?;
    let draft = draft::begin(ctx, &consumer, &content).await.map_err(odd)?;
    let rules = ctx.rules_version(ctx.now().today()).map_err(odd)?;
    let filed = dispute::file(ctx, &consumer, draft.draft.id, &rules).await;
    let filed = filed.map_err(odd)?;
    let rooms = ctx.store.rooms_of(filed.dispute).await?;
    let room = rooms.iter().find(|room| room.kind == RoomKind::Negotiation);
    Ok(Room {
        id: room.ok_or("no room")?.id,
        tokens: [of_consumer, of_seller, of_agent],
    })
}

async fn organisation(
    ctx: &Context,
    kind: OrganisationKind,
    platform: Option<OrganisationId>,
) -> Outcome<OrganisationId> {
    let organisation = Organisation {
        id: ctx.ids.new(),
        kind,
        name: "测量用".to_owned(),
        credit_code: None,
        platform,
        self_operated: false,
        address: None,
        phone: None,
        email: None,
        region: None,
        body: None,
    };
    let work = ctx.store.begin().await?;
    work.add_organisation(&organisation, ctx.now().at).await?;
    work.commit().await?;
    Ok(organisation.id)
}

/// Somebody with a session, and its token.
async fn somebody(
    ctx: &Context,
    name: &str,
    employed: Option<(OrganisationId, StaffRole)>,
) -> Outcome<(Caller, String)> {
    let (now, token) = (ctx.now().at, secret::token());
    let person = Person {
        id: ctx.ids.new(),
        name: name.to_owned(),
        phone: None,
        email: Some(Email::parse(&format!("{name}@bench.example")).map_err(odd)?),
        password_hash: None,
        locale: Locale::ZhCn,
        suspended: false,
    };
    let session = Session {
        id: ctx.ids.new(),
        person: person.id,
        link: None,
        created_at: now,
        seen_at: now,
        expires_at: now.checked_add(SignedDuration::from_hours(24))?,
        reauth_until: None,
        user_agent: "bench".to_owned(),
        address: "127.0.0.1".to_owned(),
    };
    let mut work = ctx.store.begin().await?;
    work.add_person(&person, now).await?;
    if let Some((organisation, role)) = employed {
        let staff = Staff {
            id: ctx.ids.new(),
            organisation,
            person: person.id,
            role,
            work_no: None,
            experience: None,
        };
        work.add_staff(&staff, now).await?;
    }
    work.add_session(&session, secret::digest(&token)).await?;
    work.commit().await?;
    let standing = Standing {
        person: person.id,
        link: None,
        roles: ctx.store.roles(person.id).await?,
    };
    let caller = Caller {
        standing,
        session: session.id,
        network: None,
        first: None,
        locale: Locale::ZhCn,
        reauth_until: None,
    };
    Ok((caller, token))
}

fn odd(failure: impl std::fmt::Debug) -> String {
    format!("{failure:?}")
}

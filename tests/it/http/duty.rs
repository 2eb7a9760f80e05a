//! The duty rota: absences, swaps, and two administrators who write at the same time.

use std::collections::BTreeMap;

use hejie::app::people::duty::first_responder;
use hejie::domain::access::StaffRole;
use hejie::domain::ids::OrganisationId;
use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::support::{Answer, Database, Somebody, TestApp, on_both};

on_both! {
    whoever_is_away_is_named_for_nothing => absent;
    a_turn_is_given_to_somebody_else_for_one_day => swapped;
    two_administrators_do_not_lose_one_anothers_turns => overtaken;
    whoever_leaves_is_taken_off_the_rota => left;
    whoever_is_shut_out_for_a_while_keeps_nobody_from_changing_the_rota => shut_out;
}

struct House {
    app: TestApp,
    platform: OrganisationId,
    admin: Somebody,
    fang: Somebody,
    luo: Somebody,
}

/// On a Thursday; 方晴 on weekdays, 罗嘉 at weekends.
async fn house(database: Database) -> House {
    let (app, platform, admin) = TestApp::with_administrator(database).await;
    let staff = async |role, name, mailbox| app.staff(platform, role, name, mailbox).await;
    let fang = staff(StaffRole::ServiceAgent, "方晴", "fang").await;
    let luo = staff(StaffRole::ServiceAgent, "罗嘉", "luo").await;
    House {
        app,
        platform,
        admin,
        fang,
        luo,
    }
}

impl House {
    fn turns(&self) -> Value {
        json!([
            { "person": self.fang.id, "weekdays": [1, 2, 3, 4, 5], "from": "09:00", "until": "18:00" },
            { "person": self.luo.id, "weekdays": [6, 7], "from": "09:00", "until": "18:00" },
        ])
    }

    async fn named(&self) -> Value {
        let named = first_responder(&self.app.ctx, self.platform, &BTreeMap::new(), &[]).await;
        json!(named.unwrap())
    }
}

async fn put(admin: &Somebody, seen: u64, rota: Value) -> Answer {
    admin.change("/admin/duty", seen, rota).await
}

async fn absent(database: Database) {
    let house = house(database).await;
    let away = json!([{ "person": house.fang.id, "from": "2026-10-15", "until": "2026-10-16" }]);
    let rota = json!({ "items": house.turns(), "absences": away });
    let set = put(&house.admin, 0, rota).await.ok();
    assert_eq!(set["absences"][0]["name"], "方晴");
    assert_eq!(
        house.named().await,
        json!(house.luo.id),
        "not on duty, but there"
    );
    house.app.advance(SignedDuration::from_hours(24 * 4));
    assert_eq!(house.named().await, json!(house.fang.id), "on Monday");

    let everybody = json!([
        { "person": house.fang.id, "from": "2026-10-15", "until": "2026-10-30" },
        { "person": house.luo.id, "from": "2026-10-15", "until": "2026-10-30" },
    ]);
    let rota = json!({ "items": house.turns(), "absences": everybody });
    put(&house.admin, 1, rota).await.ok();
    assert!(house.named().await.is_string(), "somebody is always named");

    let backwards =
        json!([{ "person": house.fang.id, "from": "2026-10-30", "until": "2026-10-15" }]);
    let rota = json!({ "items": house.turns(), "absences": backwards });
    let refused = put(&house.admin, 2, rota).await.refused(422, "invalid");
    assert_eq!(refused["errors"][0]["pointer"], "/absences/0/until");

    let noted = house.admin.get("/admin/audit?deed=absence_noted").await;
    assert_eq!(noted.ok()["items"].as_array().unwrap().len(), 3);
}

async fn shut_out(database: Database) {
    let house = house(database).await;
    put(&house.admin, 0, json!({ "items": house.turns() }))
        .await
        .ok();
    let suspend = format!("/admin/people/{}/suspend", house.fang.id);
    house.admin.post(&suspend, json!({})).await.ok();
    let away = json!([{ "person": house.luo.id, "from": "2026-10-16", "until": "2026-10-16" }]);
    let rota = json!({ "items": house.turns(), "absences": away });
    put(&house.admin, 1, rota).await.ok();
    let mut more = house.turns();
    more[0]["from"] = json!("10:00");
    let refused = put(&house.admin, 2, json!({ "items": more })).await;
    let refused = refused.refused(422, "invalid");
    assert_eq!(refused["errors"][0]["code"], "not_responder", "a new turn");

    let long_ago = json!([{ "person": house.luo.id, "from": "2026-08-03", "until": "2026-08-04" }]);
    let rota = json!({ "items": house.turns(), "absences": long_ago });
    let kept = put(&house.admin, 2, rota).await.ok();
    assert_eq!(kept["absences"], json!([]), "earlier editions keep it");
}

async fn swapped(database: Database) {
    let house = house(database).await;
    let swap = |day: &str, from: &str, taker: &Somebody| json!([{ "day": day, "from": from, "giver": house.fang.id, "taker": taker.id, "agreed_by": house.luo.id }]);
    let rota = |swaps: Value| json!({ "items": house.turns(), "swaps": swaps });
    let set = put(
        &house.admin,
        0,
        rota(swap("2026-10-15", "09:00", &house.luo)),
    )
    .await;
    assert_eq!(set.ok()["swaps"][0]["agreed_by_name"], "罗嘉");
    assert_eq!(house.named().await, json!(house.luo.id));
    house.app.advance(SignedDuration::from_hours(24));
    assert_eq!(house.named().await, json!(house.fang.id), "on Friday again");

    let refused = async |swaps: Value, pointer: &str, code: &str| {
        let body = put(&house.admin, 1, rota(swaps))
            .await
            .refused(422, "invalid");
        assert_eq!(body["errors"][0]["pointer"], pointer);
        assert_eq!(body["errors"][0]["code"], code);
    };
    refused(
        swap("2026-10-19", "10:00", &house.luo),
        "/swaps/0/from",
        "no_such_turn",
    )
    .await;
    refused(
        swap("2026-10-17", "09:00", &house.luo),
        "/swaps/0/from",
        "no_such_turn",
    )
    .await;
    refused(
        swap("2026-10-19", "09:00", &house.fang),
        "/swaps/0/taker",
        "swap_to_oneself",
    )
    .await;
    refused(
        swap("2026-10-19", "09:00", &house.admin),
        "/swaps/0/taker",
        "not_responder",
    )
    .await;
}

async fn overtaken(database: Database) {
    let house = house(database).await;
    let second = house
        .app
        .staff(
            house.platform,
            StaffRole::Administrator,
            "副管理员",
            "deputy",
        )
        .await;
    let read = house.admin.get("/admin/duty").await;
    assert_eq!(read.headers["etag"], "\"0\"");
    let turns = house.turns();
    house
        .admin
        .put("/admin/duty", json!({ "items": turns }))
        .await
        .refused(428, "version_needed");
    let first = put(&house.admin, 0, json!({ "items": turns })).await;
    assert_eq!(first.headers["etag"], "\"1\"");
    first.ok();

    let away = json!([{ "person": house.luo.id, "from": "2026-10-17", "until": "2026-10-18" }]);
    let theirs = json!({ "items": [turns[1]], "absences": away });
    put(&second, 1, theirs).await.ok();
    let mine = json!({ "items": [turns[0]] });
    let refused = put(&house.admin, 1, mine).await;
    let facts = refused.refused(412, "rota_overtaken")["facts"].clone();
    assert_eq!(facts["head"], 2);
    assert_eq!(facts["by"], "副管理员");
    let changes = facts["changes"].as_array().unwrap();
    assert_eq!(changes.len(), 2);
    assert_eq!(changes[0]["change"], "removed");
    assert_eq!(changes[0]["what"], "turn");
    assert_eq!(changes[0]["item"]["name"], "方晴");
    assert_eq!(changes[1]["change"], "added");
    assert_eq!(changes[1]["what"], "absence");
    let now = house.admin.get("/admin/duty").await.ok();
    assert_eq!(now["version"], 2);
    assert_eq!(now["items"].as_array().unwrap().len(), 1, "theirs stands");

    let both = [
        put(&house.admin, 2, json!({ "items": turns })),
        put(&second, 2, json!({ "items": [] })),
    ];
    let done = futures_util::future::join_all(both).await;
    let taken = done.iter().filter(|answer| answer.status == 200).count();
    assert_eq!(taken, 1, "of two at once one is refused");
}

async fn left(database: Database) {
    let house = house(database).await;
    let swap = json!([{ "day": "2026-10-16", "from": "09:00", "giver": house.fang.id, "taker": house.luo.id, "agreed_by": house.luo.id }]);
    let rota = json!({ "items": house.turns(), "swaps": swap });
    put(&house.admin, 0, rota).await.ok();
    let path = format!(
        "/organisations/{}/members/{}/remove",
        house.platform, house.luo.id
    );
    house.admin.post(&path, json!({})).await;
    let now = house.admin.get("/admin/duty").await.ok();
    assert_eq!(now["version"], 2);
    assert_eq!(now["items"].as_array().unwrap().len(), 1);
    assert!(now["swaps"].as_array().unwrap().is_empty());
}

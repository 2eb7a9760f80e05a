//! The desk of a mediation body: what registrars and mediators see, and what others do not.

use hejie::db::{MediationBody, Organisation};
use hejie::domain::access::{OrganisationKind, StaffRole};
use hejie::domain::ids::OrganisationId;
use hejie::domain::mediation::BodyKind;
use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::support::{Database, Somebody, TestApp, on_both};

on_both! {
    a_case_goes_over_the_desks_of_registrar_and_mediator => over_the_desks;
    nobody_else_sees_the_desk_of_a_body => nobody_else;
    a_registrar_is_told_what_stands_against_a_mediator => conflicts;
    figures_count_what_was_accepted_settled_and_performed => figures;
    a_page_goes_on_where_the_last_one_ended => pages;
    a_calendar_shows_what_is_fixed_and_what_is_asked => calendar;
}

/// A body, those who work there, and the two sides of disputes.
struct Scene {
    app: TestApp,
    body: OrganisationId,
    registrar: Somebody,
    mediator: Somebody,
    colleague: Somebody,
    consumer: Somebody,
    shop: Somebody,
    merchant: OrganisationId,
    platform: OrganisationId,
}

impl Scene {
    async fn set(database: Database) -> Self {
        let app = TestApp::on(database).await;
        let platform = app.platform().await;
        let kind = OrganisationKind::Merchant;
        let merchant = app.organisation(kind, "青禾家居", Some(platform)).await;
        let body = committee(&app, "云溪区人民调解委员会").await;
        let role = StaffRole::Mediator;
        Self {
            registrar: app.staff(body, StaffRole::Registrar, "白露", "bai").await,
            mediator: app.staff(body, role, "安宁", "an").await,
            colleague: app.staff(body, role, "卓然", "zhuo").await,
            consumer: app.person("林晓", "lin").await,
            shop: app
                .staff(merchant, StaffRole::ShopStaff, "店长", "shop")
                .await,
            app,
            body,
            merchant,
            platform,
        }
    }

    async fn filed(&self) -> String {
        let merchant = json!({ "organisation": self.merchant, "name": "青禾家居" });
        let draft = self.consumer.draft(merchant).await;
        self.consumer.file(&self.app, &draft).await
    }

    /// Both sides are willing.
    async fn asked(&self) -> String {
        let dispute = self.filed().await;
        self.act(
            &self.consumer,
            &dispute,
            "ask_mediation",
            json!({ "body": self.body }),
        )
        .await;
        self.act(&self.shop, &dispute, "consent", json!({})).await;
        dispute
    }

    async fn appointed(&self) -> String {
        let dispute = self.asked().await;
        self.act(&self.registrar, &dispute, "accept_case", json!({}))
            .await;
        let appointment = json!({ "mediator": self.mediator.id });
        self.act(&self.registrar, &dispute, "appoint", appointment)
            .await;
        dispute
    }

    async fn mediated(&self) -> String {
        let dispute = self.appointed().await;
        let none = json!({ "no_interests": true });
        self.act(&self.mediator, &dispute, "accept_appointment", none)
            .await;
        dispute
    }

    /// A promise for today, so that no signature is needed.
    async fn settled(&self) -> String {
        let dispute = self.mediated().await;
        let view = self.view(&self.consumer, &dispute).await;
        let (consumer, shop) = (party(&view, "consumer"), party(&view, "respondent"));
        let today = self.app.ctx.now().today().to_string();
        let promise = json!({
            "owes": shop, "to": consumer, "kind": "refund_full", "what": "退还全部货款",
            "amount_fen": 39_900, "how": "原路退回支付账户", "due_on": today,
        });
        let offer = json!({ "to": consumer, "obligations": [promise], "lapses_on": today });
        self.act(&self.shop, &dispute, "offer", offer).await;
        let view = self.view(&self.consumer, &dispute).await;
        let offered = view["agreements"][0]["id"].clone();
        self.act(
            &self.consumer,
            &dispute,
            "accept_offer",
            json!({ "offer": offered }),
        )
        .await;
        dispute
    }

    async fn perform(&self, dispute: &str) {
        let view = self.view(&self.consumer, dispute).await;
        let agreement = &view["agreements"][0];
        let which = json!({ "agreement": agreement["id"], "obligation": agreement["obligations"][0]["id"] });
        let mut paid = which.clone();
        paid["proof"] = json!("退款单号 50300012026");
        paid["part"] = json!(false);
        self.act(&self.shop, dispute, "record_performance", paid)
            .await;
        self.act(&self.consumer, dispute, "confirm_obligation", which)
            .await;
    }

    async fn act(&self, who: &Somebody, dispute: &str, verb: &str, body: Value) {
        who.post(&format!("/disputes/{dispute}/{verb}"), body)
            .await
            .ok();
    }

    async fn view(&self, who: &Somebody, dispute: &str) -> Value {
        who.get(&format!("/disputes/{dispute}")).await.ok()
    }

    async fn cases(&self, who: &Somebody, view: &str) -> Vec<Value> {
        let page = who.get(&format!("/mediate/cases?view={view}")).await.ok();
        page["items"].as_array().unwrap().clone()
    }

    async fn counts(&self, who: &Somebody) -> Value {
        who.get("/mediate/counts").await.ok()
    }
}

async fn committee(app: &TestApp, name: &str) -> OrganisationId {
    let body = Organisation {
        id: app.ctx.ids.new(),
        kind: OrganisationKind::MediationBody,
        name: name.to_owned(),
        credit_code: None,
        platform: None,
        self_operated: false,
        address: None,
        phone: None,
        email: None,
        region: None,
        body: Some(MediationBody {
            kind: BodyKind::Peoples,
            fees: None,
        }),
    };
    app.add_organisation(&body).await;
    body.id
}

fn party(view: &Value, role: &str) -> Value {
    let parties = view["parties"].as_array().unwrap();
    let one = parties.iter().find(|one| one["role"] == role).unwrap();
    one["id"].clone()
}

async fn over_the_desks(database: Database) {
    let scene = Scene::set(database).await;
    let (registrar, mediator) = (&scene.registrar, &scene.mediator);
    let dispute = scene.filed().await;
    let ask = json!({ "body": scene.body });
    scene
        .act(&scene.consumer, &dispute, "ask_mediation", ask)
        .await;
    let asked = scene.cases(registrar, "asked").await;
    assert_eq!(asked[0]["stage"], "consent");
    assert_eq!(asked[0]["yours"], false);
    assert_eq!(scene.counts(registrar).await, json!({}));

    scene.act(&scene.shop, &dispute, "consent", json!({})).await;
    let asked = scene.cases(registrar, "asked").await;
    assert_eq!(asked[0]["dispute"], dispute);
    assert_eq!(asked[0]["consumer"], "林晓");
    assert_eq!(asked[0]["respondents"], json!(["青禾家居"]));
    assert_eq!(asked[0]["due_term"], "accept_case");
    assert_eq!(asked[0]["yours"], true);
    assert_eq!(scene.counts(registrar).await, json!({ "asked": 1 }));

    scene
        .act(registrar, &dispute, "accept_case", json!({}))
        .await;
    assert_eq!(scene.counts(registrar).await, json!({ "appoint": 1 }));
    let appointment = json!({ "mediator": mediator.id });
    scene.act(registrar, &dispute, "appoint", appointment).await;
    assert_eq!(scene.counts(registrar).await, json!({ "running": 1 }));
    assert_eq!(scene.counts(mediator).await, json!({ "offered": 1 }));
    assert_eq!(scene.cases(mediator, "offered").await[0]["yours"], true);

    let none = json!({ "no_interests": true });
    scene
        .act(mediator, &dispute, "accept_appointment", none)
        .await;
    let running = scene.cases(registrar, "running").await;
    assert_eq!(running[0]["mediator"]["name"], "安宁");
    assert_eq!(scene.counts(mediator).await, json!({ "mine": 1 }));

    let reason = json!({ "reason": "他是店主的表哥，两家常来往。" });
    scene
        .act(&scene.consumer, &dispute, "challenge", reason)
        .await;
    assert_eq!(scene.counts(registrar).await, json!({ "decide": 1 }));
    let upheld = json!({ "upheld": true, "reasons": "调解员本人承认有亲属关系。" });
    scene
        .act(registrar, &dispute, "decide_challenge", upheld)
        .await;
    assert_eq!(scene.counts(registrar).await, json!({ "appoint": 1 }));
    assert_eq!(scene.counts(mediator).await, json!({}));

    scene
        .act(&scene.consumer, &dispute, "end_mediation", json!({}))
        .await;
    let ended = scene.cases(registrar, "ended").await;
    assert_eq!(ended[0]["ended"]["how"], "ended_by_party");
    assert_eq!(ended[0]["stage"], "ended");
    assert_eq!(scene.counts(registrar).await, json!({}));
}

async fn nobody_else(database: Database) {
    let scene = Scene::set(database).await;
    let dispute = scene.appointed().await;
    let other = committee(&scene.app, "临江区人民调解委员会").await;
    let role = StaffRole::Registrar;
    let stranger = scene.app.staff(other, role, "石磊", "shi").await;
    let role = StaffRole::Supervisor;
    let supervisor = scene.app.staff(scene.platform, role, "段宁", "duan").await;

    for who in [&scene.consumer, &scene.shop, &supervisor] {
        for path in [
            "/mediate/cases?view=asked",
            "/mediate/cases?view=mine",
            "/mediate/counts",
            "/mediate/mediators",
            "/mediate/figures?from=2026-01-01&until=2026-12-31",
            "/mediate/sessions?from=2026-10-01&until=2026-10-31",
        ] {
            who.get(path).await.refused(404, "not_found");
        }
    }
    for view in ["asked", "appoint", "decide", "seal", "running", "ended"] {
        assert_eq!(scene.cases(&stranger, view).await, Vec::<Value>::new());
        let path = format!("/mediate/cases?view={view}");
        scene.mediator.get(&path).await.refused(404, "not_found");
    }
    let path = format!("/mediate/mediators?dispute={dispute}");
    stranger.get(&path).await.refused(404, "not_found");
    scene.mediator.get(&path).await.refused(404, "not_found");
    let path = format!("/mediate/disputes/{dispute}/conflicts");
    for who in [&scene.colleague, &scene.registrar, &scene.consumer] {
        who.get(&path).await.refused(404, "not_found");
    }
    assert_eq!(
        scene.cases(&scene.colleague, "offered").await,
        Vec::<Value>::new()
    );
}

async fn conflicts(database: Database) {
    let scene = Scene::set(database).await;
    let dispute = scene.appointed().await;
    let load = scene.registrar.get("/mediate/mediators").await.ok();
    let names: Vec<_> = load["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["name"])
        .collect();
    assert_eq!(names, ["卓然", "安宁"]);
    assert_eq!(load["items"][1]["offered"], 1);
    assert_eq!(load["items"][1]["open"], 0);

    let appointed = hejie::db::Staff {
        id: scene.app.ctx.ids.new(),
        organisation: scene.merchant,
        person: scene.colleague.id,
        role: StaffRole::ShopStaff,
        work_no: None,
        experience: None,
    };
    let mut work = scene.app.ctx.store.begin().await.unwrap();
    work.add_staff(&appointed, scene.app.now()).await.unwrap();
    work.commit().await.unwrap();
    let path = format!("/mediate/mediators?dispute={dispute}");
    let seen = scene.registrar.get(&path).await.ok();
    assert_eq!(seen["items"][0]["conflicts"], json!(["party_staff"]));
    assert_eq!(seen["items"][1]["conflicts"], json!([]));

    let path = format!("/mediate/disputes/{dispute}/conflicts");
    assert_eq!(scene.mediator.get(&path).await.ok(), json!({ "items": [] }));
}

async fn figures(database: Database) {
    let scene = Scene::set(database).await;
    scene.mediated().await;
    let kept = scene.settled().await;
    scene.app.advance(SignedDuration::from_hours(30));
    scene.settled().await;
    scene.appointed().await;
    let path = "/mediate/figures?from=2026-10-01&until=2026-10-31";
    let own = scene.mediator.get(path).await.ok();
    assert_eq!(own["of_body"], false);
    assert_eq!(own["cases"], 3);
    assert_eq!(own["open"], 1);
    assert_eq!(own["settled"], 2);
    assert_eq!(own["due"], 1);
    assert_eq!(own["performed"], 0);
    assert_eq!(own["median_days"], 0);
    assert_eq!(
        own["by_category"],
        json!([{ "category": "quality", "cases": 3, "settled": 2 }])
    );

    scene.perform(&kept).await;
    let body = scene.registrar.get(path).await.ok();
    assert_eq!(body["of_body"], true);
    let (cases, open) = (&body["cases"], &body["open"]);
    assert_eq!(
        (cases, open),
        (&json!(4), &json!(2)),
        "with what nobody took up"
    );
    assert_eq!((&body["due"], &body["performed"]), (&json!(1), &json!(1)));
    let colleague = scene.colleague.get(path).await.ok();
    assert_eq!(colleague["cases"], 0);
    assert_eq!(colleague.get("median_days"), None);
    let later = "/mediate/figures?from=2026-11-01&until=2026-11-30";
    assert_eq!(scene.mediator.get(later).await.ok()["cases"], 0);
}

async fn pages(database: Database) {
    let scene = Scene::set(database).await;
    for _ in 0..3 {
        scene.asked().await;
    }
    let path = "/mediate/cases?view=asked&limit=2";
    let first = scene.registrar.get(path).await.ok();
    let cursor = first["next_cursor"].as_str().unwrap();
    let second = scene
        .registrar
        .get(&format!("{path}&cursor={cursor}"))
        .await
        .ok();
    assert_eq!(second.get("next_cursor"), None);
    let mut seen: Vec<_> = [&first, &second]
        .iter()
        .flat_map(|page| page["items"].as_array().unwrap())
        .map(|row| row["dispute"].as_str().unwrap().to_owned())
        .collect();
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 3);
    for wrong in ["limit=0", "cursor=nowhere", "view=every"] {
        let path = format!("/mediate/cases?view=asked&{wrong}");
        scene.registrar.get(&path).await.refused(422, "invalid");
    }
}

async fn calendar(database: Database) {
    let scene = Scene::set(database).await;
    let (registrar, mediator) = (&scene.registrar, &scene.mediator);
    let dispute = scene.mediated().await;
    let later = |hours| {
        let at = scene
            .app
            .now()
            .checked_add(SignedDuration::from_hours(hours));
        at.unwrap().to_string()
    };
    let (first, second) = (later(48), later(72));
    let times = json!({ "slots": [first, second], "minutes": 60, "way": "room" });
    scene.act(mediator, &dispute, "set_session", times).await;
    let days = |from: i64, until: i64| {
        let day = |hours| {
            scene
                .app
                .ctx
                .now()
                .today()
                .checked_add(jiff::Span::new().days(hours))
        };
        format!(
            "/mediate/sessions?from={}&until={}",
            day(from).unwrap(),
            day(until).unwrap()
        )
    };
    let all = days(0, 7);
    let seen = mediator.get(&all).await.ok();
    let states: Vec<_> = seen["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["state"])
        .collect();
    assert_eq!(states, ["proposed", "proposed"], "each time that is asked");
    assert_eq!(seen["items"][0]["parties"], json!(["林晓", "青禾家居"]));
    assert_eq!(seen["items"][0]["mediator"]["name"], "安宁");
    assert_eq!(registrar.get(&all).await.ok(), seen);
    let none = json!({ "items": [] });
    assert_eq!(scene.colleague.get(&all).await.ok(), none);
    assert_eq!(mediator.get(&days(4, 7)).await.ok(), none);
    let other = committee(&scene.app, "临江区人民调解委员会").await;
    let stranger = scene
        .app
        .staff(other, StaffRole::Registrar, "石磊", "shi")
        .await;
    assert_eq!(stranger.get(&all).await.ok(), none);

    let session = seen["items"][0]["session"].clone();
    let fix = json!({ "session": session, "starts_at": second });
    scene.act(mediator, &dispute, "fix_session", fix).await;
    let seen = registrar.get(&all).await.ok();
    assert_eq!(seen["items"].as_array().unwrap().len(), 1);
    assert_eq!(seen["items"][0]["state"], "fixed");
    for (who, view) in [(mediator, "mine"), (registrar, "running")] {
        let waits = &scene.cases(who, view).await[0]["waits"];
        assert_eq!(
            waits["next_session"], seen["items"][0]["starts_at"],
            "{view}"
        );
    }

    let view = scene.view(&scene.shop, &dispute).await;
    let rooms = view["rooms"].as_array().unwrap();
    let room = rooms.iter().find(|one| one["kind"] == "mediation").unwrap();
    let hand = format!("/rooms/{}/hand", room["id"].as_str().unwrap());
    scene.shop.put(&hand, json!({})).await.ok();
    assert_eq!(scene.cases(mediator, "mine").await[0]["waits"]["hands"], 1);
    assert_eq!(
        scene.cases(registrar, "running").await[0]["waits"]["hands"],
        0
    );

    let off = json!({ "session": session, "reason": "调解员生病" });
    scene.act(mediator, &dispute, "cancel_session", off).await;
    assert_eq!(registrar.get(&all).await.ok(), none);
    let wrong = days(3, 2);
    mediator.get(&wrong).await.refused(422, "invalid");
}

//! Parts of the queue, narrowed and in order, page by page.

use hejie::db::queue::{Looked, Reader};
use hejie::domain::queue::{Filter, QueueView, Sort};
use jiff::SignedDuration;
use sea_orm::ConnectionTrait;
use serde_json::json;

use super::scene::{Desk, ids, queue};
use crate::support::{Database, on_both};

on_both! {
    the_nearest_deadline_comes_first_and_pages_have_no_gaps => pages;
    each_side_of_a_filter_narrows_the_list => filters;
    a_filter_that_makes_no_sense_is_refused_by_name => refused;
    what_is_put_off_comes_back_when_something_happens => snoozed;
    what_is_followed_stays_in_sight => followed;
    unread_is_what_the_reader_has_not_read => unread;
    counts_are_of_what_the_lists_show => counted;
    lists_are_found_by_indexes => planned;
}

async fn pages(database: Database) {
    let desk = Desk::on(database).await;
    let mut filed = Vec::new();
    for n in 0..7 {
        filed.push(
            desk.file("水壶", "水壶漏水，送修两次没有修好。", &format!("100{n}"))
                .await,
        );
        desk.app.advance(SignedDuration::from_mins(10));
    }
    let answer =
        json!({ "finding": "经核实属实。", "next_step": "请双方协商。", "claim_proved": false });
    let path = format!("/disputes/{}/answer", filed[0]);
    desk.agent.post(&path, answer).await.ok();
    let mut expected = filed.clone();
    expected.rotate_left(1);
    assert_eq!(queue(&desk.agent, "view=open").await, expected);
    for (sort, order) in [
        ("due", expected.clone()),
        ("oldest", filed.clone()),
        ("newest", filed.iter().rev().cloned().collect()),
    ] {
        let mut seen = Vec::new();
        let mut cursor = String::new();
        loop {
            let path = format!("/queue?view=open&limit=2&sort={sort}{cursor}");
            let page = desk.agent.get(&path).await;
            let next = page.body["next_cursor"].as_str().map(str::to_owned);
            seen.extend(ids(page));
            match next {
                Some(next) => cursor = format!("&cursor={next}"),
                None => break,
            }
        }
        assert_eq!(seen, order, "{sort}");
        let path = format!("/queue/ids?view=open&sort={sort}");
        let whole = desk.agent.get(&path).await.ok();
        assert_eq!(whole["ids"], json!(order), "{sort}");
    }
}

async fn filters(database: Database) {
    let desk = Desk::on(database).await;
    let kettle = desk
        .file("水壶", "水壶漏水，送修两次没有修好。", "1001")
        .await;
    desk.app.advance(SignedDuration::from_hours(26));
    let pot = desk.file("电饭煲", "内胆有划痕，希望换货。", "1002").await;
    let ask = json!({ "items": ["购买凭证"] });
    let path = format!("/disputes/{pot}/ask_material");
    desk.agent.post(&path, ask).await.ok();
    hejie::jobs::work_off(&desk.app.ctx).await.unwrap();
    let (shop, agent) = (desk.shop, desk.agent.id);
    for (query, expected) in [
        ("view=missed".to_owned(), vec![&kettle]),
        ("missed=true".to_owned(), vec![&kettle]),
        ("phase=awaiting_material".to_owned(), vec![&pot]),
        (
            "phase=awaiting_material,first_response&sort=oldest".to_owned(),
            vec![&kettle, &pot],
        ),
        ("turn=consumer".to_owned(), vec![&pot]),
        ("turn=platform".to_owned(), vec![&kettle]),
        ("view=my_turn".to_owned(), vec![&kettle]),
        ("view=others_turn".to_owned(), vec![&pot]),
        ("filed_from=2026-10-16".to_owned(), vec![&pot]),
        ("filed_to=2026-10-15".to_owned(), vec![&kettle]),
        ("amount_from=39901".to_owned(), vec![]),
        (
            "amount_to=39900&category=quality&sort=newest".to_owned(),
            vec![&pot, &kettle],
        ),
        ("category=food".to_owned(), vec![]),
        (format!("merchant={shop}&view=missed"), vec![&kettle]),
        (format!("responder={agent}&turn=consumer"), vec![&pot]),
        (format!("responder={}", desk.supervisor.id), vec![]),
        ("due=7d&turn=consumer".to_owned(), vec![]),
        ("due=overdue".to_owned(), vec![]),
        ("reopened=true".to_owned(), vec![]),
        ("breached=true".to_owned(), vec![]),
        (format!("only={kettle}"), vec![&kettle]),
    ] {
        let found = queue(&desk.agent, &query).await;
        let expected: Vec<_> = expected.into_iter().cloned().collect();
        assert_eq!(found, expected, "{query}");
    }
    let all = desk.agent.get("/queue/ids?view=open").await.ok();
    assert_eq!(all["ids"].as_array().unwrap().len(), 2);
    assert_eq!(all["more"], false);
}

async fn refused(database: Database) {
    let desk = Desk::on(database).await;
    for (query, pointer, code) in [
        ("phase=nowhere", "/phase", "wrong_value"),
        (
            "filed_from=2026-10-02&filed_to=2026-10-01",
            "/filed_to",
            "out_of_range",
        ),
        ("colour=red", "/colour", "unknown_field"),
        ("limit=0", "/limit", "out_of_range"),
        ("cursor=x", "/cursor", "invalid"),
        ("only=x", "/only", "wrong_value"),
    ] {
        let problem = desk
            .agent
            .get(&format!("/queue?{query}"))
            .await
            .refused(422, "invalid");
        let error = &problem["errors"][0];
        assert_eq!(
            (error["pointer"].as_str(), error["code"].as_str()),
            (Some(pointer), Some(code))
        );
    }
}

async fn snoozed(database: Database) {
    let desk = Desk::on(database).await;
    let kettle = desk
        .file("水壶", "水壶漏水，送修两次没有修好。", "1001")
        .await;
    let path = format!("/disputes/{kettle}/snooze");
    let until = desk.app.now() + SignedDuration::from_hours(3);
    let body = json!({ "until": until.to_string() });
    desk.agent.put(&path, body.clone()).await;
    assert!(queue(&desk.agent, "view=mine").await.is_empty());
    assert_eq!(queue(&desk.agent, "view=snoozed").await, [kettle.as_str()]);
    let due_soon = queue(&desk.agent, "view=due_soon").await;
    assert_eq!(due_soon, [kettle.as_str()], "its term does not wait");
    let page = desk.agent.get("/queue?view=open").await.ok();
    assert_eq!(page["items"][0]["snoozed_until"], until.to_string());
    assert_eq!(queue(&desk.supervisor, "view=snoozed").await.len(), 0);

    desk.say(&desk.consumer, &kettle, "negotiation", "有进展吗？")
        .await;
    assert_eq!(queue(&desk.agent, "view=mine").await, [kettle.as_str()]);

    desk.agent.put(&path, body).await;
    assert!(queue(&desk.agent, "view=mine").await.is_empty());
    desk.app.advance(SignedDuration::from_hours(4));
    let mine = queue(&desk.agent, "view=mine").await;
    assert_eq!(mine, [kettle.as_str()], "its time has come");
}

async fn followed(database: Database) {
    let desk = Desk::on(database).await;
    let kettle = desk
        .file("水壶", "水壶漏水，送修两次没有修好。", "1001")
        .await;
    let path = format!("/disputes/{kettle}/follow");
    desk.agent.put(&path, json!({})).await;
    assert_eq!(queue(&desk.agent, "view=followed").await, [kettle.as_str()]);
    assert!(queue(&desk.supervisor, "view=followed").await.is_empty());
    let page = desk.agent.get("/queue?view=open").await.ok();
    assert_eq!(page["items"][0]["followed"], true);
    desk.agent.delete(&path).await;
    assert!(queue(&desk.agent, "view=followed").await.is_empty());
}

async fn unread(database: Database) {
    let desk = Desk::on(database).await;
    let kettle = desk
        .file("水壶", "水壶漏水，送修两次没有修好。", "1001")
        .await;
    assert!(queue(&desk.agent, "view=unread").await.is_empty());
    let said = desk
        .say(&desk.consumer, &kettle, "negotiation", "有进展吗？")
        .await;
    assert_eq!(queue(&desk.agent, "view=unread").await, [kettle.as_str()]);
    assert_eq!(
        queue(&desk.agent, "view=open&unread=true").await,
        [kettle.as_str()]
    );
    let room = desk.room(&desk.agent, &kettle, "negotiation").await;
    let read = json!({ "seq": said["seq"] });
    desk.agent.post(&format!("/rooms/{room}/read"), read).await;
    assert!(queue(&desk.agent, "view=unread").await.is_empty());
    assert!(
        queue(&desk.supervisor, "view=unread").await.is_empty(),
        "nothing of theirs"
    );
}

async fn counted(database: Database) {
    let desk = Desk::on(database).await;
    for n in 0..3 {
        desk.file("水壶", "水壶漏水，送修两次没有修好。", &format!("100{n}"))
            .await;
    }
    let counts = desk.agent.get("/queue/counts").await.ok();
    for view in ["mine", "my_turn", "open", "due_soon"] {
        assert_eq!(counts["views"][view], 3, "{view}");
    }
    for view in [
        "unassigned",
        "missed",
        "unread",
        "followed",
        "snoozed",
        "appeals",
    ] {
        assert_eq!(counts["views"][view], 0, "{view}");
    }
    assert_eq!(counts["phases"]["first_response"], 3);
    assert_eq!(counts["phases"]["negotiation"], 0);
    desk.consumer
        .get("/queue/counts")
        .await
        .refused(404, "not_found");
}

/// What no page of the queue may do is read every dispute and put them in order.
async fn planned(database: Database) {
    let desk = Desk::on(database).await;
    let kettle = desk
        .file("水壶", "水壶漏水，送修两次没有修好。", "1001")
        .await;
    assert!(!kettle.is_empty());
    if database == Database::Postgres {
        // With a handful of rows the planner reads them all, and rightly so.
        let url = desk.app.ctx.config.storage.database_url();
        let tables = sea_orm::Database::connect(url.reveal()).await.unwrap();
        let filled = "INSERT INTO dispute (id, number, platform_id, phase, missed, breached, \
            category, title, claim_fen, responder_id, turn, due_term, due_at, wake_at, closing, \
            filed_at, updated_at, head, head_hash, reopened, to_confirm, merged_into) \
            SELECT gen_random_uuid(), 'X' || n, platform_id, \
            phase, missed, breached, category, title, claim_fen, responder_id, turn, due_term, \
            due_at + n, NULL, closing, filed_at + n, updated_at + n, head, head_hash, reopened, \
            to_confirm, merged_into FROM dispute, generate_series(1, 20000) n";
        tables.execute_unprepared(filled).await.unwrap();
        tables.execute_unprepared("ANALYZE").await.unwrap();
    }
    let reader = Reader {
        platform: desk.platform,
        person: desk.agent.id,
        shops: Vec::new(),
        supervises: false,
        rooms: Vec::new(),
    };
    for (view, sort, index) in [
        (QueueView::Open, Sort::Due, "queue_open"),
        (QueueView::Mine, Sort::Due, "queue_"),
        (QueueView::All, Sort::Due, "queue_due"),
        (QueueView::All, Sort::Updated, "queue_updated"),
        (QueueView::All, Sort::Newest, "queue_filed"),
        (QueueView::All, Sort::Amount, "queue_amount"),
    ] {
        let filter = Filter {
            view: Some(view),
            sort: Some(sort),
            ..Filter::default()
        };
        let looked = Looked {
            reader: &reader,
            filter: &filter,
            only: None,
            now: desk.app.ctx.now(),
        };
        let plan = desk
            .app
            .ctx
            .store
            .queue_plan(&looked)
            .await
            .unwrap()
            .join("\n");
        assert!(plan.contains(index), "{view} by {sort}:\n{plan}");
        assert!(!plan.contains("TEMP B-TREE"), "{view} by {sort}:\n{plan}");
        assert!(
            !plan.contains("Seq Scan on dispute"),
            "{view} by {sort}:\n{plan}"
        );
    }
    let words = Filter {
        words: Some("漏水".to_owned()),
        ..Filter::default()
    };
    let looked = Looked {
        reader: &reader,
        filter: &words,
        only: None,
        now: desk.app.ctx.now(),
    };
    let plan = desk
        .app
        .ctx
        .store
        .queue_plan(&looked)
        .await
        .unwrap()
        .join("\n");
    let by_words = ["search_words", "VIRTUAL TABLE INDEX", "w VIRTUAL"];
    if database == Database::Sqlite {
        assert!(by_words.iter().any(|part| plan.contains(part)), "{plan}");
    }
}

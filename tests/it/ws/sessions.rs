//! Sessions: chosen, fixed, invited to, attended, called off.

use hejie::domain::telling::Channel;
use hejie::jobs;
use hejie::kept::{Kept, KeptMessage};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::parley::Parley;
use crate::support::{Database, Somebody, on_both};

on_both! {
    a_session_is_proposed_chosen_held_and_attended => whole_story;
    a_mediator_cannot_be_at_two_sessions_at_once => double_booked;
}

fn in_hours(parley: &Parley, hours: i64) -> Timestamp {
    let at = parley.scene.app.now();
    at.checked_add(SignedDuration::from_hours(hours)).unwrap()
}

async fn set(parley: &Parley, hours: &[i64], fixed: bool) -> Value {
    let slots: Vec<_> = hours.iter().map(|hours| in_hours(parley, *hours)).collect();
    let body = json!({ "slots": slots, "minutes": 60, "way": "room", "fixed": fixed });
    let view = parley.act(&parley.mediator, "set_session", body).await;
    view["sessions"].as_array().unwrap().last().unwrap().clone()
}

async fn session(parley: &Parley, who: &Somebody) -> Value {
    parley.page(who).await["sessions"][0].clone()
}

/// The letters to a mailbox that tell calendars something, oldest first.
async fn invitations(parley: &Parley, mailbox: &str) -> Vec<(String, Vec<String>)> {
    let ctx = &parley.scene.app.ctx;
    jobs::work_off(ctx).await.unwrap();
    let kept = Kept::new(ctx.config.storage.path("outbox"));
    let mut letters = kept.newest(None, 1_000).await.unwrap();
    letters.reverse();
    let theirs = |one: &KeptMessage| one.channel == Channel::Mail && one.to.starts_with(mailbox);
    letters
        .into_iter()
        .filter(theirs)
        .filter_map(|one| {
            let calendar = one.calendar?.replace("\r\n ", "");
            Some((
                one.body,
                calendar.split("\r\n").map(str::to_owned).collect(),
            ))
        })
        .collect()
}

fn line<'a>(calendar: &'a [String], name: &str) -> &'a str {
    let found = calendar.iter().find(|line| line.starts_with(name));
    found.map_or("", |line| line.as_str())
}

async fn whole_story(database: Database) {
    let parley = Parley::begin(database).await;
    let scene = &parley.scene;
    let proposed = set(&parley, &[48, 72], false).await;
    let id = proposed["id"].as_str().unwrap().to_owned();
    assert_eq!(proposed["state"], "proposed");
    assert_eq!(proposed["attendees"].as_array().unwrap().len(), 3);
    let choose = |choices: Value| json!({ "session": id, "choices": choices });
    parley
        .act(
            &scene.consumer,
            "choose_session",
            choose(json!(["no", "yes"])),
        )
        .await;
    parley
        .act(
            &scene.shop,
            "choose_session",
            choose(json!(["yes", "if_need_be"])),
        )
        .await;
    let fixed = session(&parley, &scene.shop).await;
    assert_eq!(fixed["state"], "fixed");
    assert_eq!(fixed["starts_at"], json!(in_hours(&parley, 72)));

    // It stands in the calendars of all who must come, a shop's staff too, and of nobody else.
    for (who, items) in [
        (&scene.consumer, 1),
        (&scene.shop, 1),
        (&parley.mediator, 1),
        (&scene.colleague, 0),
    ] {
        let calendar = who.get("/mediation_sessions").await.ok();
        assert_eq!(calendar["items"].as_array().unwrap().len(), items);
    }

    // Everybody who must come is invited, each alone.
    for mailbox in ["lin@", "shop@", "chen@"] {
        let letters = invitations(&parley, mailbox).await;
        let [(body, calendar)] = letters.as_slice() else {
            panic!("{mailbox}: {}", letters.len());
        };
        assert_eq!(line(calendar, "METHOD"), "METHOD:REQUEST");
        assert_eq!(line(calendar, "SEQUENCE"), "SEQUENCE:0");
        assert!(line(calendar, "UID").contains(&id));
        let attendees = calendar.iter().filter(|line| line.starts_with("ATTENDEE"));
        assert_eq!(attendees.count(), 1);
        assert!(line(calendar, "ATTENDEE").contains(mailbox));
        assert!(line(calendar, "DTSTART;").starts_with("DTSTART;TZID=Asia/Shanghai:"));
        let summary = line(calendar, "SUMMARY");
        assert!(!summary.contains("单独"), "{summary}");
        let page = if mailbox == "chen@" {
            "/work/disputes/"
        } else {
            "/disputes/"
        };
        assert!(body.contains(page) && body.contains("2026年"), "{body}");
    }
    let file = scene.consumer.get(
        fixed["calendar"]
            .as_str()
            .unwrap()
            .trim_start_matches("/api/v1"),
    );
    let file = file.await;
    assert_eq!(file.headers["content-type"], "text/calendar; charset=utf-8");
    assert!(String::from_utf8_lossy(&file.bytes).contains("METHOD:PUBLISH"));
    let other = scene
        .colleague
        .get(&format!("/mediation_sessions/{id}/invitation.ics"))
        .await;
    assert_eq!(
        other.status, 200,
        "a colleague of the platform sees the dispute"
    );
    let stranger = scene.app.person("路人", "passer").await;
    let path = format!("/mediation_sessions/{id}/invitation.ics");
    stranger.get(&path).await.refused(404, "not_found");

    // The clock reminds, the room sees who comes.
    scene.app.advance(SignedDuration::from_hours(49));
    jobs::work_off(&scene.app.ctx).await.unwrap();
    let notices = scene.consumer.get("/notices").await.ok();
    assert_eq!(notices["items"][0]["kind"], "session_reminded");
    scene.app.advance(SignedDuration::from_mins(22 * 60 + 55));
    let consumer = parley.in_room(&scene.consumer, parley.mediation).await;
    let mediator = parley.in_room(&parley.mediator, parley.mediation).await;
    scene.app.advance(SignedDuration::from_mins(40));
    drop(consumer);
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    scene.app.advance(SignedDuration::from_mins(30));
    jobs::work_off(&scene.app.ctx).await.unwrap();
    let held = session(&parley, &scene.shop).await;
    assert_eq!(held["state"], "held");
    let attended = held["attended"].as_array().unwrap();
    let names: Vec<_> = attended.iter().map(|one| &one["name"]).collect();
    assert_eq!(names, [&json!("林晓"), &json!("陈和")]);
    assert_eq!(attended[0]["party"], json!(parley.consumer));
    assert!(attended[0]["visits"][0]["from"].is_string());
    drop(mediator);
    // By its rows and by its log it is the same.
    let loaded = scene
        .app
        .ctx
        .store
        .dispute(scene.dispute)
        .await
        .unwrap()
        .unwrap();
    assert!(scene.app.ctx.store.rows_agree(&loaded).await.unwrap());
}

#[tokio::test]
async fn every_change_of_an_invitation_reaches_calendars_under_the_next_number() {
    let parley = Parley::begin(Database::Sqlite).await;
    let first = set(&parley, &[48], true).await;
    let id = first["id"].as_str().unwrap().to_owned();
    let slots = [in_hours(&parley, 96)];
    let move_it = json!({ "session": id, "slots": slots, "minutes": 90, "way": "phone", "place": "400-000-0000", "fixed": true });
    parley.act(&parley.mediator, "set_session", move_it).await;
    let again = json!({ "session": id, "slots": [in_hours(&parley, 100), in_hours(&parley, 120)], "minutes": 60, "way": "room" });
    parley.act(&parley.mediator, "set_session", again).await;
    let fix = json!({ "session": id, "starts_at": in_hours(&parley, 120) });
    parley.act(&parley.mediator, "fix_session", fix).await;
    let cancel = json!({ "session": id, "reason": "调解员临时有事" });
    parley
        .act(&parley.mediator, "cancel_session", cancel.clone())
        .await;
    parley.act(&parley.mediator, "cancel_session", cancel).await;
    let told: Vec<_> = invitations(&parley, "lin@")
        .await
        .into_iter()
        .map(|(_, calendar)| {
            let uid = line(&calendar, "UID").to_owned();
            assert!(uid.contains(&id), "{uid}");
            let said = |name| line(&calendar, name).to_owned();
            (said("METHOD"), said("SEQUENCE"), said("STATUS"))
        })
        .collect();
    let expected = [
        ("METHOD:REQUEST", "SEQUENCE:0", "STATUS:CONFIRMED"),
        ("METHOD:REQUEST", "SEQUENCE:1", "STATUS:CONFIRMED"),
        ("METHOD:CANCEL", "SEQUENCE:2", "STATUS:CANCELLED"),
        ("METHOD:REQUEST", "SEQUENCE:3", "STATUS:CONFIRMED"),
        ("METHOD:CANCEL", "SEQUENCE:4", "STATUS:CANCELLED"),
    ]
    .map(|(method, sequence, status)| (method.to_owned(), sequence.to_owned(), status.to_owned()));
    assert_eq!(told, expected);
}

/// Two disputes of one mediator, at the same hour.
async fn double_booked(database: Database) {
    let parley = Parley::begin(database).await;
    let other = parley.another_dispute().await;
    let taken = set(&parley, &[48], true).await;
    let starts_at: Timestamp = taken["starts_at"].as_str().unwrap().parse().unwrap();
    let half_past = starts_at
        .checked_add(SignedDuration::from_mins(30))
        .unwrap();
    let after = starts_at
        .checked_add(SignedDuration::from_mins(60))
        .unwrap();
    let propose =
        |slot: Timestamp| json!({ "slots": [slot], "minutes": 60, "way": "room", "fixed": true });
    let path = format!("/disputes/{other}/set_session");
    let refused = parley.mediator.post(&path, propose(half_past)).await;
    let refused = refused.refused(422, "mediator_taken");
    assert_eq!(refused["errors"][0]["pointer"], "/slots/0");
    // Both at once: one of them gets the hour.
    let second = in_hours(&parley, 80);
    let here = format!("/disputes/{}/set_session", parley.scene.dispute);
    let (one, two) = tokio::join!(
        parley.mediator.post(&here, propose(second)),
        parley.mediator.post(&path, propose(second)),
    );
    let mut statuses = [one.status.as_u16(), two.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 422], "{} {}", one.body, two.body);
    parley.mediator.post(&path, propose(after)).await.ok();
    let calendar = parley.mediator.get("/mediation_sessions").await.ok();
    let items = calendar["items"].as_array().unwrap();
    assert_eq!(items.len(), 3);
    let starts: Vec<_> = items
        .iter()
        .map(|one| one["session"]["starts_at"].as_str().unwrap())
        .collect();
    assert!(starts.is_sorted(), "{starts:?}");
    // Nobody else's calendar shows them.
    let calendar = parley.successor.get("/mediation_sessions").await.ok();
    assert_eq!(calendar["items"], json!([]));
}

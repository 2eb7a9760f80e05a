//! Words are found in Chinese as in English, and only by those who may read them.

use hejie::app::queue::{index_some, reindex};
use hejie::domain::access::{OrganisationKind, StaffRole};
use hejie::domain::ids::{DisputeId, MessageId};
use sea_orm::ConnectionTrait;
use serde_json::json;

use super::scene::{Desk, encoded, file, found};
use crate::support::{Database, on_both};

on_both! {
    words_of_two_characters_are_found_wherever_they_stand => two_characters;
    mixed_words_widths_and_capitals_are_the_same => mixed;
    numbers_are_found_by_beginning_and_end => numbers;
    several_words_are_found_though_they_stand_apart => several;
    an_excerpt_shows_where_the_word_stands => excerpts;
    what_is_changed_is_found_as_it_stands_now => edited;
    another_platform_finds_nothing => other_platform;
    nobody_finds_anything_in_their_own_dispute_as_staff => own_dispute;
    a_room_that_the_service_may_not_read_is_not_searched => closed_room;
    an_index_that_was_lost_is_made_again => lost;
    what_moves_before_it_is_read_in_is_found_by_its_history => moved_first;
    one_dispute_that_cannot_be_read_keeps_no_other_from_being_found => one_is_broken;
}

async fn two_characters(database: Database) {
    let desk = Desk::on(database).await;
    let pot = desk
        .file(
            "电饭煲",
            "收到的电饭煲内胆有一道明显的划痕，商家没有回复。",
            "2026101500017",
        )
        .await;
    let fridge = desk
        .file(
            "冰箱",
            "冰箱门关不紧，冷藏室一直有水，要求更换。",
            "2026101500018",
        )
        .await;
    desk.say(&desk.consumer, &pot, "negotiation", "希望能够退货退款。")
        .await;
    desk.say(&desk.agent, &fridge, "internal", "已经致电仓库核实。")
        .await;
    for (question, expected) in [
        ("划痕", &pot),
        ("更换", &fridge),
        ("电饭煲", &pot),
        ("退款", &pot),
        ("仓库", &fridge),
        ("关不紧", &fridge),
    ] {
        assert_eq!(
            found(&desk.agent, question).await,
            [expected.as_str()],
            "{question}"
        );
    }
    let mut both = found(&desk.supervisor, "青禾").await;
    both.sort();
    let mut expected = vec![pot, fridge];
    expected.sort();
    assert_eq!(both, expected);
    for question in ["合同", "痕内", "商水", "。"] {
        assert!(found(&desk.agent, question).await.is_empty(), "{question}");
    }
}

async fn mixed(database: Database) {
    let desk = Desk::on(database).await;
    let phone = desk
        .file(
            "ＡＢＣ１２３ 手机",
            "买的iPhone15充不进电，客服说要寄回检测。",
            "JD-2026-0007-AB",
        )
        .await;
    for question in [
        "iphone",
        "IPHONE15",
        "ｉＰｈｏｎｅ",
        "iPhone 15",
        "abc123",
        "ａｂｃ１２３",
        "iphone15充不",
        "jd-2026-0007",
    ] {
        assert_eq!(
            found(&desk.agent, question).await,
            [phone.as_str()],
            "{question}"
        );
    }
    assert!(found(&desk.agent, "phone15").await.is_empty());
}

async fn numbers(database: Database) {
    let desk = Desk::on(database).await;
    let dispute = desk
        .file("水壶", "水壶漏水，送修两次没有修好。", "2026101500017")
        .await;
    let page = desk.agent.get(&format!("/disputes/{dispute}")).await.ok();
    let number = page["number"].as_str().unwrap().to_owned();
    let beginning: String = number.chars().take(12).collect();
    let compact = number.replace('-', "").to_lowercase();
    for question in [
        number.as_str(),
        &beginning,
        &compact,
        "2026101500017",
        "20261015",
        "0017",
        "00017",
        "13800130013",
        "0013",
        "１３８００１３",
    ] {
        assert_eq!(
            found(&desk.agent, question).await,
            [dispute.as_str()],
            "{question}"
        );
    }
    assert!(found(&desk.agent, "0014").await.is_empty());
}

async fn several(database: Database) {
    let desk = Desk::on(database).await;
    let pot = desk.file("电饭煲", "内胆有划痕，希望换货。", "1001").await;
    let other = desk.file("电饭煲", "煮饭夹生，希望退货。", "1002").await;
    desk.say(&desk.consumer, &pot, "negotiation", "可以接受补偿。")
        .await;
    assert_eq!(found(&desk.agent, "划痕 补偿").await, [pot.as_str()]);
    assert!(found(&desk.agent, "夹生 补偿").await.is_empty());
    assert_eq!(found(&desk.agent, "王芳 夹生").await, [other.as_str()]);
}

async fn excerpts(database: Database) {
    let desk = Desk::on(database).await;
    let pot = desk.file("电饭煲", "内胆有划痕，希望换货。", "1001").await;
    desk.say(
        &desk.consumer,
        &pot,
        "negotiation",
        "我愿意接受补偿，请尽快处理。",
    )
    .await;
    let path = format!("/queue?view=all&query={}", encoded("补偿"));
    let page = desk.agent.get(&path).await.ok();
    let hit = &page["items"][0]["hits"][0];
    assert_eq!(
        (hit["place"].as_str(), hit["room"].as_str()),
        (Some("message"), Some("negotiation"))
    );
    let parts = hit["parts"].as_array().unwrap();
    let marked: Vec<_> = parts.iter().filter(|part| part["hit"] == true).collect();
    assert_eq!(marked[0]["text"], "补偿");
    let path = format!("/queue?view=all&query={}", encoded("0013"));
    let page = desk.agent.get(&path).await.ok();
    assert_eq!(page["items"][0]["hits"][0]["place"], "contacts");
}

async fn edited(database: Database) {
    let desk = Desk::on(database).await;
    let dispute = desk
        .file("水壶", "水壶漏水，送修两次没有修好。", "1001")
        .await;
    let said = desk
        .say(&desk.consumer, &dispute, "negotiation", "我要求赔偿。")
        .await;
    let room = desk.room(&desk.consumer, &dispute, "negotiation").await;
    let id = said["message"]["id"].as_str().unwrap().to_owned();
    let message = format!("/rooms/{room}/messages/{id}");
    let change = json!({ "body": "我要求换新。", "version": 1 });
    desk.consumer.patch(&message, change).await.ok();
    assert!(found(&desk.agent, "赔偿").await.is_empty());
    assert_eq!(found(&desk.agent, "换新").await, [dispute.as_str()]);
    desk.consumer.delete(&message).await.ok();
    assert!(found(&desk.agent, "换新").await.is_empty());

    let said = desk
        .say(&desk.consumer, &dispute, "negotiation", "联系电话写错了。")
        .await;
    let id: MessageId = said["message"]["id"].as_str().unwrap().parse().unwrap();
    assert_eq!(found(&desk.agent, "写错").await.len(), 1);
    let work = desk.app.ctx.store.begin().await.unwrap();
    work.erase_message(id).await.unwrap();
    work.commit().await.unwrap();
    assert!(found(&desk.agent, "写错").await.is_empty());
}

async fn other_platform(database: Database) {
    let desk = Desk::on(database).await;
    desk.file("水壶", "水壶漏水，送修两次没有修好。", "2026101500017")
        .await;
    let elsewhere = desk
        .app
        .organisation(OrganisationKind::Platform, "另一平台", None)
        .await;
    let agent = desk
        .app
        .staff(elsewhere, StaffRole::Supervisor, "何静", "he")
        .await;
    for question in ["漏水", "水壶", "2026101500017", "0013", "王芳", "HJ"] {
        assert!(found(&agent, question).await.is_empty(), "{question}");
        let path = format!("/queue/ids?view=all&query={}", encoded(question));
        assert_eq!(agent.get(&path).await.ok()["ids"], json!([]));
    }
    let shopper = desk.app.consumer("张三", "13900139000").await;
    shopper
        .get("/queue?query=x")
        .await
        .refused(404, "not_found");
}

/// An agent who is a consumer in a dispute has no seat on the platform's side of it.
async fn own_dispute(database: Database) {
    let desk = Desk::on(database).await;
    let own = file(
        &desk.app,
        &desk.agent,
        desk.shop,
        "耳机",
        "耳机左边一直没有声音。",
        "3001",
    )
    .await;
    desk.say(
        &desk.supervisor,
        &own,
        "internal",
        "该申请人是本平台同事，注意回避。",
    )
    .await;
    for question in ["回避", "耳机", "3001"] {
        assert!(found(&desk.agent, question).await.is_empty(), "{question}");
        assert_eq!(
            found(&desk.supervisor, question).await.len(),
            1,
            "{question}"
        );
    }
    let counts = desk.agent.get("/queue/counts").await.ok();
    assert_eq!(counts["views"]["open"], 0);
    let counts = desk.supervisor.get("/queue/counts").await.ok();
    assert_eq!(counts["views"]["open"], 1);
}

/// The index knows what was said in a room that only some may read, and nobody finds it.
async fn closed_room(database: Database) {
    let desk = Desk::on(database).await;
    let dispute = desk
        .file("水壶", "水壶漏水，送修两次没有修好。", "1001")
        .await;
    desk.say(&desk.consumer, &dispute, "negotiation", "底价是三百元。")
        .await;
    assert_eq!(found(&desk.supervisor, "底价").await.len(), 1);
    let path = format!("/queue?view=all&query={}", encoded("底价"));
    let url = desk.app.ctx.config.storage.database_url();
    let tables = sea_orm::Database::connect(url.reveal()).await.unwrap();
    let closed = "UPDATE search_doc SET room_kind = 'caucus' WHERE room_kind = 'negotiation'";
    tables.execute_unprepared(closed).await.unwrap();
    assert!(found(&desk.supervisor, "底价").await.is_empty());
    assert_eq!(desk.supervisor.get(&path).await.ok()["items"], json!([]));
    assert!(found(&desk.agent, "底价").await.is_empty());
}

async fn forget(desk: &Desk, dispute: &str) {
    let work = desk.app.ctx.store.begin().await.unwrap();
    let id = dispute.parse().unwrap();
    work.unindex_dispute(id).await.unwrap();
    work.commit().await.unwrap();
}

/// A desk with a dispute that was read in, and that the index knows nothing of any more.
async fn forgotten(database: Database) -> (Desk, String) {
    let desk = Desk::on(database).await;
    let dispute = desk
        .file("水壶", "水壶漏水，送修两次没有修好。", "2026101500017")
        .await;
    desk.say(&desk.consumer, &dispute, "negotiation", "希望换新。")
        .await;
    forget(&desk, &dispute).await;
    (desk, dispute)
}

async fn lost(database: Database) {
    let (desk, dispute) = forgotten(database).await;
    assert!(found(&desk.agent, "漏水").await.is_empty());
    assert!(!index_some(&desk.app.ctx).await.unwrap());
    for question in ["漏水", "换新", "0017"] {
        assert_eq!(found(&desk.agent, question).await.len(), 1, "{question}");
    }
    let id: DisputeId = dispute.parse().unwrap();
    reindex(&desk.app.ctx, id).await.unwrap();
    assert_eq!(found(&desk.agent, "换新").await.len(), 1);
}

async fn moved_first(database: Database) {
    let (desk, dispute) = forgotten(database).await;
    let urged = format!("/disputes/{dispute}/urge");
    desk.app.advance(jiff::SignedDuration::from_hours(3));
    desk.consumer.post(&urged, json!({})).await.ok();
    for question in ["漏水", "换新", "0017"] {
        assert_eq!(
            found(&desk.agent, question).await,
            [&*dispute],
            "{question}"
        );
    }
}

async fn one_is_broken(database: Database) {
    let desk = Desk::on(database).await;
    let broken = desk
        .file("水壶", "水壶漏水，送修两次没有修好。", "2026101500017")
        .await;
    let whole = desk
        .file("台灯", "台灯闪烁，商家不肯退换。", "2026101500018")
        .await;
    forget(&desk, &broken).await;
    forget(&desk, &whole).await;
    let id: DisputeId = broken.parse().unwrap();
    let url = desk.app.ctx.config.storage.database_url();
    let tables = sea_orm::Database::connect(url.reveal()).await.unwrap();
    // It is the older of the two, so that it comes first.
    let spoilt = "UPDATE dispute SET head_hash = 'spoilt' WHERE number = \
        (SELECT min(number) FROM dispute)";
    tables.execute_unprepared(spoilt).await.unwrap();
    assert!(desk.app.ctx.store.dispute(id).await.is_err());
    index_some(&desk.app.ctx).await.unwrap();
    assert_eq!(found(&desk.agent, "闪烁").await, [&*whole]);
}

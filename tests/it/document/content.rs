//! What the papers say, and that they stay what they are.

use hejie::jobs;
use serde_json::json;

use super::{Scene, file, sha256, text};
use crate::support::{Database, on_both};

on_both! {
    a_signed_agreement_is_kept_once_and_its_digest_stands_in_the_log => kept_once;
}

async fn kept_once(database: Database) {
    let scene = Scene::on(database, &[]).await;
    scene.signed().await;
    let document = scene.document(&scene.consumer).await;
    assert_eq!(document["stage"], "signed");
    let first = scene.download(&scene.consumer, &document).await;
    assert_eq!(first.status, 200);
    assert_eq!(first.headers["content-type"], "application/pdf");
    assert_eq!(sha256(&first.bytes), document["sha256"]);
    let view = scene.view(&scene.consumer).await;
    let kept = view["timeline"].as_array().unwrap().iter();
    let kept: Vec<_> = kept
        .filter(|entry| entry["fact"] == "document_kept")
        .collect();
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0]["data"]["sha256"], document["sha256"]);

    scene.app.advance(jiff::SignedDuration::from_hours(24 * 9));
    jobs::work_off(&scene.app.ctx).await.unwrap();
    let later = scene.download(&scene.shop, &document).await;
    assert_eq!(
        later.bytes, first.bytes,
        "the other side has the same bytes"
    );
}

#[tokio::test]
async fn the_paper_says_who_owes_what_in_figures_and_capitals_and_by_which_day() {
    let scene = Scene::set().await;
    let agreement = scene.signed().await;
    let document = scene.document(&scene.consumer).await;
    let paper = text(&scene.download(&scene.consumer, &document).await.bytes);
    let digest = agreement["text_sha256"].as_str().unwrap();
    let code = document["code_shown"].as_str().unwrap();
    let url = document["check_url"].as_str().unwrap();
    for said in [
        "和解协议",
        "申请人（消费者）：林晓芸",
        "被申请人（商家）：青禾家居旗舰店",
        "双方确认：电饭煲内胆有划痕，责任由商家承担。",
        "青禾家居旗舰店应在2026年10月20日24时前，向林晓芸履行：部分退款。",
        "金额：￥1,086.00（人民币壹仟零捌拾陆元整）",
        "金额：￥0.05（人民币伍分）",
        "合计￥1,086.05（人民币壹仟零捌拾陆元零伍分）",
        "内容：退还电饭煲的部分货款",
        "方式：原支付渠道退回",
        "期限：2026年10月30日24时前（含当日）",
        "收款账户：户名林晓芸，尾号8842",
        "全部未到期款项立即到期",
        "双方对本协议的内容保密",
        "违约后果：每逾期一日，另付应付款项的千分之一。",
        "签署时间：2026年10月15日14:00:00（北京时间）",
        "第1页，共",
        digest,
        code,
        url,
    ] {
        assert!(paper.contains(said), "{said} is not in {paper}");
    }
    assert!(!paper.contains("lin@example.com"), "contacts are masked");
}

#[tokio::test]
async fn before_it_is_signed_the_paper_says_that_it_binds_nobody() {
    let scene = Scene::set().await;
    let agreement = scene.agree().await;
    let document = scene.document(&scene.shop).await;
    assert_eq!(document["stage"], "unsigned");
    let paper = text(&scene.download(&scene.shop, &document).await.bytes);
    assert!(paper.contains("待签署。双方签署完毕之前，本文件对任何一方都没有约束力。"));
    assert_eq!(paper.matches("（尚未签署）").count(), 2);
    let head = scene.view(&scene.shop).await["head"].clone();
    assert_eq!(scene.download(&scene.shop, &document).await.status, 200);
    let after = scene.view(&scene.shop).await["head"].clone();
    assert_eq!(head, after, "reading changes no log");

    scene.sign(&scene.consumer, &agreement).await;
    scene.sign(&scene.shop, &agreement).await;
    let documents = scene.documents(&scene.shop).await;
    assert_eq!(documents.len(), 1, "the draft is of no use any more");
    let paper = text(&scene.download(&scene.shop, &documents[0]).await.bytes);
    assert!(!paper.contains("待签署") && !paper.contains("（尚未签署）"));
}

#[tokio::test]
async fn a_deal_of_the_day_says_when_it_was_offered_and_accepted() {
    let scene = Scene::set().await;
    let (consumer, shop) = scene.parties().await;
    let today = json!({
        "obligations": [{
            "owes": shop, "to": consumer, "kind": "refund_full", "what": "退还全部货款",
            "amount_fen": 39_900, "how": "原支付渠道退回", "due_on": "2026-10-15",
        }],
        "lapses_on": "2026-10-15",
    });
    let view = scene.act(&scene.shop, "offer", today).await.ok();
    let offer = json!({ "offer": view["agreements"][0]["id"] });
    scene.act(&scene.consumer, "accept_offer", offer).await.ok();
    let document = scene.document(&scene.consumer).await;
    let paper = text(&scene.download(&scene.consumer, &document).await.bytes);
    assert!(
        paper.contains("提出方案：2026年10月15日14:00:00"),
        "{paper}"
    );
    assert!(
        paper.contains("接受方案：2026年10月15日14:00:00"),
        "{paper}"
    );
    assert!(paper.contains("一键接受"), "{paper}");
}

#[tokio::test]
async fn whoever_reads_english_gets_the_labels_in_english_and_the_words_as_they_were_written() {
    let scene = Scene::set().await;
    scene.signed().await;
    let document = scene.document(&scene.consumer).await;
    let english = file(&scene.consumer, &document, "?lang=en").await;
    let again = file(&scene.shop, &document, "?lang=en").await;
    assert_eq!(english.bytes, again.bytes);
    let paper = text(&english.bytes);
    for said in [
        "SettlementAgreement",
        "TheChinesetextprevails",
        "CNY1,086.00",
        "人民币壹仟零捌拾陆元整",
        "退还电饭煲的部分货款",
        "20October2026",
    ] {
        assert!(paper.contains(said), "{said} is not in {paper}");
    }
    let chinese = file(&scene.consumer, &document, "?lang=zh").await;
    assert_eq!(sha256(&chinese.bytes), document["sha256"]);
    file(&scene.consumer, &document, "?lang=fr")
        .await
        .refused(422, "invalid");
}

#[tokio::test]
async fn what_the_typeface_lacks_is_written_out_and_named() {
    let scene = Scene::set().await;
    let mut offer = scene.offer().await;
    offer["obligations"][0]["what"] = json!("退款😀给藏文名ཀ的消费者，#let x = 1 *粗* $y$ @z");
    let view = scene.act(&scene.shop, "offer", offer).await.ok();
    let id = json!({ "offer": view["agreements"][0]["id"] });
    scene.act(&scene.consumer, "accept_offer", id).await.ok();
    let document = scene.document(&scene.consumer).await;
    let paper = text(&scene.download(&scene.consumer, &document).await.bytes);
    assert!(
        paper.contains("退款〔U+1F600〕给藏文名〔U+0F40〕的消费者"),
        "{paper}"
    );
    assert!(
        paper.contains("没有下列字符，文中以其编码写出：U+0F40U+1F600"),
        "{paper}"
    );
    assert!(
        paper.contains("#letx=1*粗*$y$@z"),
        "words are never commands: {paper}"
    );
}

#[tokio::test]
async fn without_a_typeface_the_agreement_stands_and_the_paper_comes_later() {
    let settings = [("HEJIE_FONTS", "/nowhere")];
    let scene = Scene::on(Database::Sqlite, &settings).await;
    scene.signed().await;
    assert_eq!(scene.view(&scene.consumer).await["phase"], "performance");
    let document = scene.document(&scene.consumer).await;
    assert!(document["sha256"].is_null());
    scene
        .download(&scene.consumer, &document)
        .await
        .refused(503, "no_typeface");
}

//! Documents: what they say, whose they are, whether one is genuine. `pdftotext` reads them as anybody
//! would.

mod access;
mod check;
mod content;
mod wording;

use std::io::Write;
use std::process::{Command, Stdio};

use hejie::domain::access::{OrganisationKind, StaffRole};
use hejie::jobs;
use serde_json::{Value, json};

use crate::support::{Answer, Database, PASSWORD, Somebody, TestApp};

/// A consumer, a shop and the platform's people, with a dispute that is negotiated.
struct Scene {
    app: TestApp,
    consumer: Somebody,
    shop: Somebody,
    agent: Somebody,
    dispute: String,
}

impl Scene {
    async fn set() -> Self {
        Self::on(Database::Sqlite, &[]).await
    }

    async fn on(database: Database, settings: &[(&str, &str)]) -> Self {
        let app = TestApp::with(database, settings).await;
        let platform = app.platform().await;
        let kind = OrganisationKind::Merchant;
        let merchant = app
            .organisation(kind, "青禾家居旗舰店", Some(platform))
            .await;
        let agent = app
            .staff(platform, StaffRole::ServiceAgent, "王敏", "wang")
            .await;
        let shop = app
            .staff(merchant, StaffRole::ShopStaff, "店长", "shop")
            .await;
        let consumer = app.person("林晓芸", "lin").await;
        let draft = consumer.draft(json!({ "organisation": merchant })).await;
        let dispute = consumer.file(&app, &draft).await;
        let scene = Self {
            app,
            consumer,
            shop,
            agent,
            dispute,
        };
        let answer =
            json!({ "finding": "已核实订单和照片。", "next_step": "请商家三日内提出方案。" });
        scene.act(&scene.agent, "answer", answer).await.ok();
        scene
    }

    async fn act(&self, who: &Somebody, verb: &str, body: Value) -> Answer {
        who.post(&format!("/disputes/{}/{verb}", self.dispute), body)
            .await
    }

    async fn view(&self, who: &Somebody) -> Value {
        who.get(&format!("/disputes/{}", self.dispute)).await.ok()
    }

    /// The ids of consumer and shop as parties.
    async fn parties(&self) -> (String, String) {
        let view = self.view(&self.agent).await;
        let party = |role| {
            let parties = view["parties"].as_array().unwrap();
            let found = parties.iter().find(|party| party["role"] == role).unwrap();
            found["id"].as_str().unwrap().to_owned()
        };
        (party("consumer"), party("respondent"))
    }

    /// Two payments by the shop.
    async fn offer(&self) -> Value {
        let (consumer, shop) = self.parties().await;
        let promise = |what, fen, due_on| {
            json!({
                "owes": shop, "to": consumer, "kind": "refund_part", "what": what,
                "amount_fen": fen, "how": "原支付渠道退回", "due_on": due_on,
            })
        };
        json!({
            "obligations": [
                promise("退还电饭煲的部分货款", 108_600, "2026-10-20"),
                promise("补偿检测费", 5, "2026-10-30"),
            ],
            "provisions": {
                "facts": "电饭煲内胆有划痕，责任由商家承担。",
                "account": "户名林晓芸，尾号8842",
                "breach": "每逾期一日，另付应付款项的千分之一。",
                "acceleration": true,
                "confidential": true,
            },
            "lapses_on": "2026-10-18",
        })
    }

    /// The shop offers, the consumer accepts; answers the agreement.
    async fn agree(&self) -> Value {
        let offer = self.offer().await;
        let view = self.act(&self.shop, "offer", offer).await.ok();
        let id = view["agreements"][0]["id"].clone();
        let view = self
            .act(&self.consumer, "accept_offer", json!({ "offer": id }))
            .await
            .ok();
        view["agreements"][0].clone()
    }

    async fn sign(&self, who: &Somebody, agreement: &Value) {
        who.post("/reauth", json!({ "password": PASSWORD }))
            .await
            .ok();
        let signature = json!({
            "agreement": agreement["id"],
            "name": who.name,
            "text_sha256": agreement["text_sha256"],
        });
        self.act(who, "sign", signature).await.ok();
    }

    /// Both sign, and the jobs are done.
    async fn signed(&self) -> Value {
        let agreement = self.agree().await;
        self.sign(&self.consumer, &agreement).await;
        self.sign(&self.shop, &agreement).await;
        jobs::work_off(&self.app.ctx).await.unwrap();
        agreement
    }

    async fn documents(&self, who: &Somebody) -> Vec<Value> {
        let path = format!("/disputes/{}/documents", self.dispute);
        let listed = who.get(&path).await.ok();
        listed["items"].as_array().unwrap().clone()
    }

    /// The newest document.
    async fn document(&self, who: &Somebody) -> Value {
        self.documents(who).await.pop().unwrap()
    }

    async fn download(&self, who: &Somebody, document: &Value) -> Answer {
        file(who, document, "").await
    }
}

pub(crate) async fn file(who: &Somebody, document: &Value, query: &str) -> Answer {
    let id = document["id"].as_str().unwrap();
    who.get(&format!("/documents/{id}/file{query}")).await
}

/// The text of a PDF, without the blanks and breaks that lay-out puts in.
pub(crate) fn text(pdf: &[u8]) -> String {
    let mut reader = Command::new("pdftotext")
        .args(["-enc", "UTF-8", "-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("pdftotext of poppler-utils");
    let mut stdin = reader.stdin.take().unwrap();
    let bytes = pdf.to_vec();
    let writing = std::thread::spawn(move || stdin.write_all(&bytes).unwrap());
    let read = reader.wait_with_output().unwrap();
    writing.join().unwrap();
    assert!(read.status.success());
    let text = String::from_utf8(read.stdout).unwrap();
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

pub(crate) fn sha256(bytes: &[u8]) -> String {
    hejie::app::secret::digest_bytes(bytes)
}

//! A dispute, filed as a browser files it.

use serde_json::{Value, json};

use super::{Somebody, TestApp};

impl Somebody {
    /// A draft that lacks nothing, against a merchant that nobody has registered.
    pub(crate) async fn draft(&self, merchant: Value) -> String {
        let content = json!({
            "category": "quality",
            "statement": "收到的电饭煲内胆有一道明显的划痕，联系商家两次都没有回复。",
            "order": { "number": "2026101500017", "title": "电饭煲", "paid_fen": 39_900 },
            "merchant": merchant,
            "remedies": [{ "remedy": "refund_full", "amount_fen": 39_900 }],
            "elsewhere": { "none": true },
        });
        let draft = self.post("/drafts", json!({ "content": content })).await;
        draft.ok()["id"].as_str().unwrap().to_owned()
    }

    /// Files a draft; answers the dispute's id.
    pub(crate) async fn file(&self, app: &TestApp, draft: &str) -> String {
        let version = app.ctx.rules_version(app.ctx.now().today()).unwrap();
        let path = format!("/drafts/{draft}/file");
        let filed = self.post(&path, json!({ "rules_version": version })).await;
        filed.ok()["dispute"].as_str().unwrap().to_owned()
    }

    /// Brings a whole file in, in one piece; answers its evidence.
    pub(crate) async fn bring(&self, dispute: &str, name: &str, kind: &str, bytes: &[u8]) -> Value {
        let start = json!({
            "dispute": dispute, "name": name, "size": bytes.len(), "media_type": kind,
        });
        let begun = self.post("/uploads", start).await.ok();
        let sent = self
            .send_chunk(begun["id"].as_str().unwrap(), 0, bytes)
            .await;
        sent.ok()["evidence"].clone()
    }

    /// Sends bytes at an offset.
    pub(crate) async fn send_chunk(
        &self,
        upload: &str,
        offset: usize,
        bytes: &[u8],
    ) -> super::Answer {
        let offset = offset.to_string();
        let headers = [
            ("content-type", "application/octet-stream"),
            ("upload-offset", offset.as_str()),
        ];
        let path = format!("/uploads/{upload}");
        let patch = reqwest::Method::PATCH;
        self.send_bytes(patch, &path, Some(bytes.to_vec()), &headers)
            .await
    }
}

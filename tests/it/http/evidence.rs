//! Files: how they come in, what is refused, who sees what of them.

use hejie::domain::access::{OrganisationKind, StaffRole};
use hejie::jobs;
use jiff::SignedDuration;
use serde_json::json;
use sha2::{Digest, Sha256};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::support::{Database, Somebody, TestApp, on_both};

on_both! {
    a_file_resumes_after_the_connection_was_lost => resumes;
    an_abandoned_upload_is_cleared_away => abandoned;
}

pub(crate) fn png(text: &str) -> Vec<u8> {
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    let text = format!("Author\0{text}");
    for (kind, data) in [
        (b"IHDR", &b"\0\0\0\x01\0\0\0\x01\x08\0\0\0\0"[..]),
        (b"tEXt", text.as_bytes()),
        (b"IDAT", b"\x78\x9c\x63\x60\0\0\0\x02\0\x01"),
        (b"IEND", b""),
    ] {
        let data = bytes::Bytes::copy_from_slice(data);
        let chunk = img_parts::png::PngChunk::new(*kind, data);
        file.extend_from_slice(&chunk.encoder().bytes());
    }
    file
}

fn mp4(length: usize) -> Vec<u8> {
    let mut file = b"\0\0\0\x18ftypisom\0\0\x02\0isomiso2".to_vec();
    file.extend((0..length).map(|at| u8::try_from(at % 251).unwrap()));
    file
}

/// A film that was taken at `place`; one that tells none has an empty box there.
fn film(place: &str) -> Vec<u8> {
    let made = |kind: &[u8; 4], contents: &[u8]| {
        let length = u32::try_from(contents.len() + 8).unwrap();
        [&length.to_be_bytes()[..], kind, contents].concat()
    };
    let kind = if place.starts_with('\0') {
        b"free"
    } else {
        b"udta"
    };
    let moov = made(b"moov", &made(kind, place.as_bytes()));
    let ftyp = made(b"ftyp", b"qt  \0\0\0\0qt  ");
    [ftyp, made(b"mdat", b"pictures and sound"), moov].concat()
}

fn sha256(bytes: &[u8]) -> String {
    data_encoding::HEXLOWER.encode(&Sha256::digest(bytes))
}

async fn drafting(app: &TestApp) -> (Somebody, String) {
    let consumer = app.consumer("李雷", "13800000001").await;
    let draft = consumer.draft(json!({ "name": "云山电器" })).await;
    (consumer, draft)
}

async fn resumes(database: Database) {
    let app = TestApp::on(database).await;
    let (consumer, draft) = drafting(&app).await;
    let video = mp4(300_000);
    let start = json!({
        "dispute": draft, "name": "开箱.mp4", "size": video.len(),
        "media_type": "video/mp4", "kind": "object", "purpose": "到货时的样子",
    });
    let begun = consumer.post("/uploads", start).await.ok();
    let upload = begun["id"].as_str().unwrap();
    assert_eq!(begun["offset"], 0);

    break_off(&app, &consumer, upload, &video[..120_000]).await;
    let stopped = consumer.get(&format!("/uploads/{upload}")).await.ok();
    let offset = usize::try_from(stopped["offset"].as_u64().unwrap()).unwrap();
    assert!(offset > 0 && offset <= 120_000, "{offset}");
    assert_eq!(stopped["state"], "open");

    let wrong = consumer.send_chunk(upload, 0, &video[..10]).await;
    let wrong = wrong.refused(409, "upload_offset");
    assert_eq!(wrong["facts"]["offset"], stopped["offset"]);

    let middle = offset + 1_000;
    let part = consumer
        .send_chunk(upload, offset, &video[offset..middle])
        .await
        .ok();
    assert_eq!(part["offset"], middle);
    let done = consumer
        .send_chunk(upload, middle, &video[middle..])
        .await
        .ok();
    assert_eq!(done["state"], "done");
    let evidence = &done["evidence"];
    assert_eq!(evidence["sha256"], sha256(&video));
    assert_eq!(evidence["media_type"], "video/mp4");
    assert_eq!(evidence["by"]["name"], "李雷");
    assert_eq!(evidence["submitted"], false);

    let again = consumer.get(&format!("/uploads/{upload}")).await.ok();
    assert_eq!(again["evidence"]["id"], evidence["id"]);
    let path = format!("/evidence/{}/file", evidence["id"].as_str().unwrap());
    assert_eq!(consumer.get(&path).await.bytes, video);
}

/// Sends part of what was announced and hangs up.
async fn break_off(app: &TestApp, consumer: &Somebody, upload: &str, bytes: &[u8]) {
    let address = app.url.strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(address).await.unwrap();
    let head = format!(
        "PATCH /api/v1/uploads/{upload} HTTP/1.1\r\nhost: {address}\r\ncookie: {}\r\n\
         content-type: application/octet-stream\r\nupload-offset: 0\r\ncontent-length: 300000\r\n\r\n",
        consumer.cookie_header().unwrap()
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    stream.write_all(bytes).await.unwrap();
    stream.flush().await.unwrap();
    let path = format!("/uploads/{upload}");
    for _ in 0..100 {
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        if consumer.get(&path).await.ok()["offset"] != 0 {
            break;
        }
    }
    stream.shutdown().await.unwrap();
    let mut rest = Vec::new();
    let _closed = stream.read_to_end(&mut rest).await;
}

async fn abandoned(database: Database) {
    let app = TestApp::on(database).await;
    let (consumer, draft) = drafting(&app).await;
    let start =
        json!({ "dispute": draft, "name": "a.mp4", "size": 100, "media_type": "video/mp4" });
    let begun = consumer.post("/uploads", start).await.ok();
    let upload = begun["id"].as_str().unwrap();
    consumer.send_chunk(upload, 0, &mp4(10)).await.ok();
    app.advance(SignedDuration::from_hours(71));
    jobs::work_off(&app.ctx).await.unwrap();
    let path = format!("/uploads/{upload}");
    assert_eq!(consumer.get(&path).await.ok()["offset"], 34);
    app.advance(SignedDuration::from_hours(2));
    jobs::work_off(&app.ctx).await.unwrap();
    consumer.get(&path).await.refused(410, "upload_gone");
    consumer
        .send_chunk(upload, 34, b"x")
        .await
        .refused(410, "upload_gone");
}

#[tokio::test]
async fn a_file_that_lies_about_itself_is_refused() {
    let app = TestApp::start().await;
    let (consumer, draft) = drafting(&app).await;
    for (media_type, bytes, code) in [
        (
            "image/png",
            b"<script>alert(1)</script>".to_vec(),
            "media_type_mismatch",
        ),
        ("application/pdf", png("x"), "media_type_mismatch"),
        ("image/png", png("x")[..50].to_vec(), "media_unreadable"),
    ] {
        let start = json!({
            "dispute": draft, "name": "a", "size": bytes.len(), "media_type": media_type,
        });
        let begun = consumer.post("/uploads", start).await.ok();
        let upload = begun["id"].as_str().unwrap();
        let refused = consumer.send_chunk(upload, 0, &bytes).await;
        let refused = refused.refused(422, "invalid");
        assert_eq!(refused["errors"][0]["code"], code);
        let gone = consumer.get(&format!("/uploads/{upload}")).await;
        gone.refused(410, "upload_refused");
    }
    let listed = consumer.get(&format!("/drafts/{draft}")).await.ok();
    assert_eq!(listed["evidence"], json!([]));
}

#[tokio::test]
async fn what_is_not_taken_is_refused_before_it_comes() {
    let settings = [
        ("HEJIE_UPLOAD_BYTES_MAX", "1000"),
        ("HEJIE_CHUNK_BYTES_MAX", "600"),
        ("HEJIE_EVIDENCE_MAX", "2"),
    ];
    let app = TestApp::with(Database::Sqlite, &settings).await;
    let (consumer, draft) = drafting(&app).await;
    for (name, size, media_type, pointer, code) in [
        (
            "a.svg",
            10,
            "image/svg+xml",
            "/media_type",
            "media_type_not_taken",
        ),
        (
            "a.html",
            10,
            "text/html",
            "/media_type",
            "media_type_not_taken",
        ),
        ("a.mp4", 0, "video/mp4", "/size", "file_empty"),
        ("a.mp4", 1001, "video/mp4", "/size", "file_too_large"),
        ("../", 10, "video/mp4", "/name", "invalid"),
    ] {
        let start = json!({
            "dispute": draft, "name": name, "size": size, "media_type": media_type,
        });
        let refused = consumer
            .post("/uploads", start)
            .await
            .refused(422, "invalid");
        assert_eq!(refused["errors"][0]["pointer"], pointer);
        assert_eq!(refused["errors"][0]["code"], code);
    }
    let start =
        json!({ "dispute": draft, "name": "a.mp4", "size": 1000, "media_type": "video/mp4" });
    let begun = consumer.post("/uploads", start.clone()).await.ok();
    let upload = begun["id"].as_str().unwrap();
    let too_much = consumer.send_chunk(upload, 0, &mp4(700)).await;
    too_much.refused(413, "too_large");
    let patch = reqwest::Method::PATCH;
    let path = format!("/uploads/{upload}");
    let headers = [("content-type", "text/plain"), ("upload-offset", "0")];
    let text = consumer.send_bytes(patch.clone(), &path, Some(vec![1]), &headers);
    text.await.refused(415, "unsupported_media_type");
    let headers = [("content-type", "application/octet-stream")];
    let nowhere = consumer.send_bytes(patch, &path, Some(vec![1]), &headers);
    nowhere.await.refused(422, "invalid");
    consumer.post("/uploads", start.clone()).await.ok();
    consumer
        .post("/uploads", start)
        .await
        .refused(409, "too_many_files");
    let limits = app.stranger().get("/limits").await.ok();
    assert_eq!(limits["upload_max_bytes"], 1000);
    assert_eq!(limits["chunk_max_bytes"], 600);
}

#[tokio::test]
async fn to_strangers_files_do_not_exist() {
    let app = TestApp::start().await;
    let (consumer, draft) = drafting(&app).await;
    let evidence = consumer
        .bring(&draft, "a.png", "image/png", &png("x"))
        .await;
    let id = evidence["id"].as_str().unwrap();
    let start =
        json!({ "dispute": draft, "name": "a.mp4", "size": 100, "media_type": "video/mp4" });
    let begun = consumer.post("/uploads", start.clone()).await.ok();
    let upload = begun["id"].as_str().unwrap();

    let other = app.consumer("韩梅梅", "13900000002").await;
    let file = format!("/evidence/{id}/file");
    other
        .post("/uploads", start)
        .await
        .refused(404, "not_found");
    other
        .get(&format!("/uploads/{upload}"))
        .await
        .refused(404, "not_found");
    other
        .send_chunk(upload, 0, b"x")
        .await
        .refused(404, "not_found");
    other.get(&file).await.refused(404, "not_found");
    other
        .delete(&format!("/evidence/{id}"))
        .await
        .refused(404, "not_found");
    app.stranger()
        .get(&file)
        .await
        .refused(401, "not_logged_in");

    assert_eq!(
        consumer.delete(&format!("/evidence/{id}")).await.status,
        204
    );
    consumer.get(&file).await.refused(404, "not_found");
}

#[tokio::test]
async fn the_other_side_gets_a_picture_without_what_the_camera_wrote() {
    let app = TestApp::start().await;
    let platform = app.platform().await;
    let agent = app
        .staff(platform, StaffRole::ServiceAgent, "客服", "agent")
        .await;
    let kind = OrganisationKind::Merchant;
    let shop = app.organisation(kind, "云山电器", Some(platform)).await;
    let seller = app
        .staff(shop, StaffRole::ShopStaff, "店员", "seller")
        .await;
    let consumer = app.consumer("李雷", "13800000001").await;
    let draft = consumer.draft(json!({ "organisation": shop })).await;
    let picture = png("Hangzhou");
    let evidence = consumer
        .bring(&draft, "划痕 \"近照\".png", "image/png", &picture)
        .await;
    assert_eq!(
        evidence["sha256"],
        sha256(&picture),
        "the original's digest is shown"
    );
    let film = film("+31.2304+121.4737/");
    let filmed = consumer
        .bring(&draft, "开箱.mov", "video/quicktime", &film)
        .await;
    let path = format!("/evidence/{}/file", evidence["id"].as_str().unwrap());
    agent.get(&path).await.refused(404, "not_found");
    let dispute = consumer.file(&app, &draft).await;

    let film_path = format!("/evidence/{}/file", filmed["id"].as_str().unwrap());
    assert_eq!(filmed["sha256"], sha256(&film));
    assert_eq!(agent.get(&film_path).await.bytes, film);
    let shown = seller.get(&film_path).await.bytes;
    assert_eq!(shown, self::film("\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"));

    assert_eq!(consumer.get(&path).await.bytes, picture);
    assert_eq!(agent.get(&path).await.bytes, picture);
    let seen = seller.get(&path).await;
    assert_eq!(seen.status, 200);
    let place = b"Hangzhou";
    assert!(
        !seen
            .bytes
            .windows(place.len())
            .any(|window| window == place)
    );
    for (name, expected) in [
        ("content-type", "image/png"),
        ("x-content-type-options", "nosniff"),
        ("content-security-policy", "sandbox; default-src 'none'"),
        ("cross-origin-resource-policy", "same-origin"),
        ("cache-control", "private, no-cache"),
    ] {
        assert_eq!(seen.headers[name], expected, "{name}");
    }
    let disposition = seen.headers["content-disposition"].to_str().unwrap();
    assert!(disposition.starts_with("inline; filename=\""));
    assert!(
        disposition.ends_with("filename*=UTF-8''%E5%88%92%E7%97%95%20%22%E8%BF%91%E7%85%A7%22.png")
    );
    let saved = seller.get(&format!("{path}?download=1")).await;
    let disposition = saved.headers["content-disposition"].to_str().unwrap();
    assert!(disposition.starts_with("attachment;"));

    let id = evidence["id"].as_str().unwrap();
    let taken_back = consumer.delete(&format!("/evidence/{id}")).await;
    taken_back.refused(404, "not_found");
    let late = seller
        .bring(&dispute, "发货.mp4", "video/mp4", &mp4(10))
        .await;
    let late = format!("/evidence/{}/file", late["id"].as_str().unwrap());
    consumer.get(&late).await.refused(404, "not_found");
}

#[tokio::test]
async fn a_player_gets_the_part_it_asks_for() {
    let app = TestApp::start().await;
    let (consumer, draft) = drafting(&app).await;
    let video = mp4(1_000);
    let evidence = consumer.bring(&draft, "a.mp4", "video/mp4", &video).await;
    let path = format!("/evidence/{}/file", evidence["id"].as_str().unwrap());
    let get = |headers: &'static [(&'static str, &'static str)]| {
        consumer.send(reqwest::Method::GET, &path, None, headers)
    };
    let part = get(&[("range", "bytes=100-199")]).await;
    assert_eq!(part.status, 206);
    assert_eq!(part.headers["content-range"], "bytes 100-199/1024");
    assert_eq!(part.bytes, video[100..200]);
    let tail = get(&[("range", "bytes=-24")]).await;
    assert_eq!(tail.bytes, video[1_000..]);
    let whole = get(&[("range", "bytes=100-199"), ("if-range", "\"another\"")]).await;
    assert_eq!(whole.bytes, video);
    assert_eq!(get(&[("range", "bytes=5000-")]).await.status, 416);
    let tag = whole.headers["etag"].to_str().unwrap();
    let headers = [("if-none-match", tag)];
    let unchanged = consumer
        .send(reqwest::Method::GET, &path, None, &headers)
        .await;
    assert_eq!(unchanged.status, 304);
}

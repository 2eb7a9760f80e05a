//! What waits to be sent.

use hejie::db::PostReach;
use hejie::db::Waiting;
use hejie::domain::ids::{CodeId, DeliveryId, DisputeId, NoticeId, OutboxId, PersonId};
use hejie::domain::people::Locale;
use hejie::domain::telling::{
    Channel, CodePost, DeliveryResult, Message, Method, Post, Reader, Recipient, TellPost,
};
use jiff::{SignedDuration, Timestamp};

use crate::support::{Database, TestApp, on_both};

on_both! {
    the_same_thing_is_posted_once => posted_once;
    many_workers_share_the_posts_and_none_is_taken_twice => shared;
    what_a_killed_worker_held_comes_back_when_its_lease_is_over => leased;
    a_code_is_forgotten_when_it_is_sent_and_when_it_is_given_up => forgotten;
    a_notice_is_left_once_and_read_once => noticed;
    an_attempt_without_an_end_is_found_as_unknown => lost;
}

const LEASE: SignedDuration = SignedDuration::from_secs(60);

fn code(app: &TestApp) -> Post {
    Post::Code(CodePost {
        code: app.ctx.ids.new::<CodeId>(),
        message: Message::CodeLogin,
        channel: Channel::Sms,
        to: "13800000001".into(),
        digits: "204060".into(),
        minutes: 10,
        useless_at: app.now() + SignedDuration::from_mins(10),
        locale: Locale::ZhCn,
    })
}

fn told(app: &TestApp, person: PersonId) -> TellPost {
    TellPost {
        dispute: app.ctx.ids.new::<DisputeId>(),
        seq: 3,
        message: Message::Answered,
        reader: Reader::Consumer,
        channel: Channel::Mail,
        to: Recipient::Person {
            person,
            party: None,
        },
        due: None,
    }
}

async fn post(app: &TestApp, post: &Post) {
    let mut work = app.ctx.store.begin().await.unwrap();
    let id = app.ctx.ids.new::<OutboxId>();
    work.post(id, post, app.now()).await.unwrap();
    work.commit().await.unwrap();
}

async fn claim(app: &TestApp, now: Timestamp) -> Vec<Waiting> {
    let work = app.ctx.store.begin().await.unwrap();
    let claimed = work.claim_posts(now, now + LEASE, 10).await.unwrap();
    work.commit().await.unwrap();
    claimed
}

async fn posted_once(database: Database) {
    let app = TestApp::on(database).await;
    let code = code(&app);
    post(&app, &code).await;
    post(&app, &code).await;
    let claimed = claim(&app, app.now()).await;
    assert_eq!(claimed.len(), 1);
    assert_eq!(claimed[0].post, code);
    assert_eq!(claimed[0].attempt, 1);
}

async fn shared(database: Database) {
    let app = TestApp::on(database).await;
    for _ in 0..40 {
        post(&app, &code(&app)).await;
    }
    let now = app.now();
    let workers = (0..4).map(|_| {
        let store = app.ctx.store.clone();
        tokio::spawn(async move {
            let mut taken = Vec::new();
            loop {
                let work = store.begin().await.unwrap();
                let claimed = work.claim_posts(now, now + LEASE, 3).await.unwrap();
                work.commit().await.unwrap();
                if claimed.is_empty() {
                    return taken;
                }
                taken.extend(claimed.into_iter().map(|waiting| waiting.id));
            }
        })
    });
    let mut taken = Vec::new();
    for worker in workers.collect::<Vec<_>>() {
        taken.extend(worker.await.unwrap());
    }
    assert_eq!(taken.len(), 40);
    taken.sort();
    taken.dedup();
    assert_eq!(taken.len(), 40, "a post was taken twice");
}

async fn leased(database: Database) {
    let app = TestApp::on(database).await;
    post(&app, &code(&app)).await;
    assert_eq!(claim(&app, app.now()).await.len(), 1);
    let soon = app.now() + SignedDuration::from_secs(59);
    assert_eq!(claim(&app, soon).await.len(), 0, "somebody holds it");
    let later = app.now() + LEASE;
    assert_eq!(claim(&app, later).await[0].attempt, 2);
}

async fn forgotten(database: Database) {
    let app = TestApp::on(database).await;
    let store = &app.ctx.store;
    post(&app, &code(&app)).await;
    post(&app, &code(&app)).await;
    let person = app.ctx.ids.new();
    post(&app, &Post::Tell(told(&app, person))).await;
    let claimed = claim(&app, app.now()).await;
    let work = store.begin().await.unwrap();
    work.post_done(claimed[0].id, app.now()).await.unwrap();
    for given_up in &claimed[1..] {
        work.post_dead(given_up, "550", app.now()).await.unwrap();
    }
    work.commit().await.unwrap();

    let dead = store
        .dead_posts(&PostReach::Everything, None, 10)
        .await
        .unwrap();
    let retriable: Vec<_> = dead.iter().map(|post| post.can_retry).collect();
    assert_eq!(retriable, [true, false], "newest first; codes are blank");
    let mut work = store.begin().await.unwrap();
    assert!(
        work.revive_post(&PostReach::Everything, dead[0].id, app.now())
            .await
            .unwrap()
    );
    assert!(
        !work
            .revive_post(&PostReach::Everything, dead[1].id, app.now())
            .await
            .unwrap()
    );
    work.commit().await.unwrap();
    assert_eq!(claim(&app, app.now()).await[0].attempt, 2);
}

async fn noticed(database: Database) {
    let app = TestApp::on(database).await;
    let store = &app.ctx.store;
    let person = app.ctx.ids.new::<PersonId>();
    let (first, second) = (told(&app, person), told(&app, person));
    let mut work = store.begin().await.unwrap();
    for tell in [&first, &first, &second] {
        let notice = hejie::db::NewNotice {
            id: app.ctx.ids.new::<NoticeId>(),
            person,
            tell,
            at: app.now(),
        };
        work.leave_notice(&notice).await.unwrap();
    }
    work.commit().await.unwrap();
    assert_eq!(store.unread_notices(person, None).await.unwrap(), 2);
    let all = store.notices_of(person, None, None, 10).await.unwrap();
    assert_eq!(all[0].dispute, Some(second.dispute), "newest first");

    let mut work = store.begin().await.unwrap();
    let up_to = all[1].id;
    let read = work
        .read_notices(person, None, up_to, app.now())
        .await
        .unwrap();
    assert_eq!(read, 1);
    work.commit().await.unwrap();
    let unread = store.unread_notices(person, Some(second.dispute)).await;
    assert_eq!(unread.unwrap(), 1);
    let stranger = app.ctx.ids.new::<PersonId>();
    assert_eq!(store.unread_notices(stranger, None).await.unwrap(), 0);
}

async fn lost(database: Database) {
    let app = TestApp::on(database).await;
    let code = code(&app);
    let attempt = |method, number| hejie::db::Attempt {
        id: app.ctx.ids.new::<DeliveryId>(),
        post: &code,
        number,
        method,
        to_masked: "138****0001".into(),
        address_hash: "abc".into(),
        at: app.now(),
    };
    let work = app.ctx.store.begin().await.unwrap();
    let kept = attempt(Method::File, 1);
    work.begin_delivery(&kept).await.unwrap();
    assert!(
        !work.lost_deliveries(&code.key()).await.unwrap(),
        "a kept message may be kept again"
    );
    work.begin_delivery(&attempt(Method::Http, 2))
        .await
        .unwrap();
    assert!(work.lost_deliveries(&code.key()).await.unwrap());
    assert!(!work.lost_deliveries(&code.key()).await.unwrap());
    let before = app.now() - SignedDuration::from_secs(1);
    assert_eq!(work.deliveries_to("abc", before).await.unwrap(), 2);
    assert_eq!(work.deliveries_to("abd", before).await.unwrap(), 0);
    work.commit().await.unwrap();
    let made = app.ctx.store.deliveries_at(&code.key()).await.unwrap();
    let results: Vec<_> = made.iter().map(|one| one.result).collect();
    assert_eq!(results, [DeliveryResult::Unknown; 2]);
}

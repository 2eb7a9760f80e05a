//! The unit of work.

use hejie::db::{DbError, Instance, Nudge, Purpose};
use hejie::domain::ids::PersonId;

use crate::support::{Database, TestApp, on_both};

on_both! {
    what_is_not_committed_never_happened => not_committed;
    a_nudge_is_heard_after_the_commit_and_not_before => nudged;
    a_database_is_marked_once => marked_once;
    writers_take_turns => take_turns;
}

async fn not_committed(database: Database) {
    let app = TestApp::on(database).await;
    let mut nudges = app.ctx.store.nudges();
    let mut work = app.ctx.store.begin().await.unwrap();
    work.nudge(Nudge::Outbox);
    drop(work);
    assert!(nudges.try_recv().is_err());
    app.ctx.store.begin().await.unwrap().commit().await.unwrap();
}

async fn nudged(database: Database) {
    let app = TestApp::on(database).await;
    let mut nudges = app.ctx.store.nudges();
    let nudge = Nudge::Person {
        person: app.ctx.ids.new::<PersonId>(),
    };
    let mut work = app.ctx.store.begin().await.unwrap();
    work.nudge(nudge);
    work.nudge(nudge);
    assert!(nudges.try_recv().is_err());
    work.commit().await.unwrap();
    assert_eq!(nudges.try_recv().unwrap(), nudge);
    assert!(nudges.try_recv().is_err(), "the same thing is said once");
}

async fn marked_once(database: Database) {
    let app = TestApp::on(database).await;
    let other = Instance {
        epoch: "other".into(),
        purpose: Purpose::Live,
    };
    let work = app.ctx.store.begin().await.unwrap();
    let again = work.mark_instance(&other, app.now()).await;
    assert!(matches!(again, Err(DbError::Conflict)));
    drop(work);
    let kept = app.ctx.store.instance().await.unwrap().unwrap();
    assert_eq!(kept, *app.ctx.instance);
}

async fn take_turns(database: Database) {
    let app = TestApp::on(database).await;
    let tasks = (0..24).map(|_| {
        let store = app.ctx.store.clone();
        tokio::spawn(async move {
            for _ in 0..10 {
                let work = store.begin().await?;
                work.commit().await?;
            }
            Ok::<(), DbError>(())
        })
    });
    for task in tasks.collect::<Vec<_>>() {
        task.await.unwrap().unwrap();
    }
}

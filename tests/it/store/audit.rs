//! The audit trail, on both databases.

use entity::{audit_event, audit_head, audit_subject};
use hejie::app::audit;
use hejie::config::Secret;
use hejie::db::DbError;
use hejie::domain::audit::{By, Deed, DeedKind};
use hejie::domain::ids::{Id, PersonId};
use sea_orm::{ConnectionTrait, Database as Connect, DatabaseConnection, EntityTrait};

use crate::support::{Database, TestApp, on_both};

on_both! {
    a_deed_is_written_with_its_work_or_not_at_all => with_its_work;
    deeds_of_many_at_once_have_numbers_without_gaps => without_gaps;
    nobody_changes_or_drops_an_entry => stays;
    what_was_proved_is_not_walked_again_but_by_the_doctor => goes_on;
    what_is_changed_behind_the_guard_is_found => found;
}

fn deed(app: &TestApp) -> Deed {
    Deed::new(DeedKind::BulkDone, By::Operator, app.now())
}

async fn tables(app: &TestApp) -> DatabaseConnection {
    let url: Secret = app.ctx.config.storage.database_url();
    Connect::connect(url.reveal()).await.unwrap()
}

async fn with_its_work(database: Database) {
    let app = TestApp::on(database).await;
    let person: PersonId = app.ctx.ids.new();
    let mut work = app.ctx.store.begin().await.unwrap();
    audit::record(&mut work, deed(&app));
    drop(work);
    let mut work = app.ctx.store.begin().await.unwrap();
    audit::record(&mut work, deed(&app).about(person));
    audit::record(&mut work, deed(&app));
    work.commit().await.unwrap();
    assert_eq!(app.ctx.store.verify_audit().await.unwrap().seq, 2);
    let subjects = audit_subject::Entity::find().all(&tables(&app).await).await;
    let subjects = subjects.unwrap();
    assert_eq!(subjects.len(), 1);
    assert_eq!(
        (subjects[0].seq, subjects[0].subject_id),
        (1, person.uuid())
    );
}

async fn without_gaps(database: Database) {
    let app = TestApp::on(database).await;
    let tasks = (0..8).map(|nth| {
        let (store, deed) = (app.ctx.store.clone(), deed(&app));
        tokio::spawn(async move {
            for turn in 0..10 {
                let mut work = store.begin().await?;
                audit::record(&mut work, deed.clone());
                // Every other one thinks better of it.
                if (nth + turn) % 2 == 0 {
                    work.commit().await?;
                }
            }
            Ok::<(), DbError>(())
        })
    });
    for task in tasks.collect::<Vec<_>>() {
        task.await.unwrap().unwrap();
    }
    assert_eq!(app.ctx.store.verify_audit().await.unwrap().seq, 40);
}

async fn stays(database: Database) {
    let app = TestApp::on(database).await;
    let person: PersonId = app.ctx.ids.new();
    let about = deed(&app).about(person);
    audit::record_alone(&app.ctx, about).await.unwrap();
    let tables = tables(&app).await;
    for statement in [
        "UPDATE audit_event SET outcome = 'refused'",
        "DELETE FROM audit_event",
        "UPDATE audit_subject SET kind = 'thing'",
        "DELETE FROM audit_subject",
        "DELETE FROM audit_head",
    ] {
        let refused = tables.execute_unprepared(statement).await.unwrap_err();
        assert!(refused.to_string().contains("append-only"), "{refused}");
    }
    assert_eq!(app.ctx.store.verify_audit().await.unwrap().seq, 1);
}

/// What was proved once costs nothing again; what comes after it is proved, and the whole walk misses
/// nothing.
async fn goes_on(database: Database) {
    let app = TestApp::on(database).await;
    let store = &app.ctx.store;
    for _ in 0..3 {
        audit::record_alone(&app.ctx, deed(&app)).await.unwrap();
    }
    assert_eq!(store.verify_audit_on().await.unwrap().seq, 3);
    audit::record_alone(&app.ctx, deed(&app)).await.unwrap();
    assert_eq!(store.verify_audit_on().await.unwrap().seq, 4);
    let tables = tables(&app).await;
    let unguarded = match database {
        Database::Sqlite => "DROP TRIGGER audit_event_kept",
        Database::Postgres => "DROP TRIGGER audit_event_stays ON audit_event",
    };
    tables.execute_unprepared(unguarded).await.unwrap();
    audit::record_alone(&app.ctx, deed(&app)).await.unwrap();
    let newer = "UPDATE audit_event SET kind = 'logged_in' WHERE seq = 5";
    tables.execute_unprepared(newer).await.unwrap();
    assert!(store.verify_audit_on().await.is_err());
    let back = "UPDATE audit_event SET kind = 'bulk_done' WHERE seq = 5";
    tables.execute_unprepared(back).await.unwrap();
    assert_eq!(store.verify_audit_on().await.unwrap().seq, 5);
    let older = "UPDATE audit_event SET kind = 'logged_in' WHERE seq = 2";
    tables.execute_unprepared(older).await.unwrap();
    assert!(store.verify_audit().await.is_err(), "the doctor finds it");
}

async fn found(database: Database) {
    let app = TestApp::on(database).await;
    for _ in 0..3 {
        audit::record_alone(&app.ctx, deed(&app)).await.unwrap();
    }
    let tables = tables(&app).await;
    let unguarded = match database {
        Database::Sqlite => "DROP TRIGGER audit_event_kept",
        Database::Postgres => "DROP TRIGGER audit_event_stays ON audit_event",
    };
    tables.execute_unprepared(unguarded).await.unwrap();
    let last = audit_event::Entity::find_by_id(3)
        .one(&tables)
        .await
        .unwrap();
    assert_eq!(last.unwrap().kind, "bulk_done");
    let change = "UPDATE audit_event SET kind = 'logged_in' WHERE seq = 3";
    tables.execute_unprepared(change).await.unwrap();
    let broken = app.ctx.store.verify_audit().await.unwrap_err();
    assert!(matches!(broken, DbError::Unreadable { row, .. } if row == "3"));
    // Taking the end away is noticed as well: the head remembers it.
    let back = "UPDATE audit_event SET kind = 'bulk_done' WHERE seq = 3";
    tables.execute_unprepared(back).await.unwrap();
    assert_eq!(app.ctx.store.verify_audit().await.unwrap().seq, 3);
    let shorter = "UPDATE audit_head SET seq = 2";
    tables.execute_unprepared(shorter).await.unwrap();
    assert!(app.ctx.store.verify_audit().await.is_err());
    assert!(
        audit_head::Entity::find_by_id(1)
            .one(&tables)
            .await
            .unwrap()
            .is_some()
    );
}

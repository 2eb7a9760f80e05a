//! One file a change of schema, in the order of their dates. All run on SQLite and PostgreSQL.
//!
//! To change a table that is in use: widen (add what is new), move (write both, copy), narrow (drop
//! what is old), each in a release of its own; every change has a `down`.

mod column;
mod m20261122_000001_people;
mod m20261122_000002_dispute;
mod m20261122_000003_rooms;
mod m20261122_000004_telling;
mod m20261122_000006_law;
mod m20261127_000010_mediation;
mod m20261127_000030_documents;
mod m20261127_000040_ops;
mod m20261127_000050_templates;
mod m20261127_000051_organisations;
mod m20261127_000060_queue;
mod m20261127_000070_desk;
mod m20261127_000080_shop;
mod m20261127_000090_mediation_cases;
mod m20261128_000020_rooms;
mod m20261128_000050_house;
mod m20261128_000060_merge;
mod m20261128_000210_records;
mod m20261128_000230_rota;
mod m20261128_000240_posts;
mod m20261128_000241_contacts;

pub use sea_orm_migration::MigratorTrait;
use sea_orm_migration::prelude::{MigrationTrait, async_trait};

/// All changes.
#[derive(Debug)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261122_000001_people::Migration),
            Box::new(m20261122_000002_dispute::Migration),
            Box::new(m20261122_000003_rooms::Migration),
            Box::new(m20261122_000004_telling::Migration),
            Box::new(m20261122_000006_law::Migration),
            Box::new(m20261127_000010_mediation::Migration),
            Box::new(m20261127_000030_documents::Migration),
            Box::new(m20261127_000040_ops::Migration),
            Box::new(m20261127_000050_templates::Migration),
            Box::new(m20261127_000051_organisations::Migration),
            Box::new(m20261127_000060_queue::Migration),
            Box::new(m20261127_000070_desk::Migration),
            Box::new(m20261127_000080_shop::Migration),
            Box::new(m20261127_000090_mediation_cases::Migration),
            Box::new(m20261128_000020_rooms::Migration),
            Box::new(m20261128_000060_merge::Migration),
            Box::new(m20261128_000050_house::Migration),
            Box::new(m20261128_000210_records::Migration),
            Box::new(m20261128_000240_posts::Migration),
            Box::new(m20261128_000230_rota::Migration),
            Box::new(m20261128_000241_contacts::Migration),
        ]
    }
}

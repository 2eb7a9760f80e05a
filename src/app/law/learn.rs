//! What comes with the program, and what was imported and published on top of it.

use hejie_domain::calendar::{Calendar, Edition};
use hejie_domain::law::jurisdiction::Regions;
use hejie_domain::ruleset::RuleBook;

use super::{Broken, house};
use crate::app::{Context, Failure};
use crate::db::{DbError, LawImport, LawKind, LawVersion, Store};

/// Everything that is known of rules, days and regions.
#[derive(Debug, Clone)]
pub struct Learnt {
    /// Every dated rule set.
    pub book: RuleBook,
    /// Which days are worked.
    pub calendar: Calendar,
    /// How regions are called.
    pub regions: Regions,
    /// As of which import.
    pub version: LawVersion,
}

/// Why it cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum LearnError {
    /// From the tables.
    #[error(transparent)]
    Db(#[from] DbError),
    /// What comes with the program.
    #[error(transparent)]
    Broken(#[from] Broken),
}

impl Learnt {
    /// Reads what was imported over what comes with the program.
    pub async fn read(store: &Store) -> Result<Self, LearnError> {
        // Before the rows: an import between the two is read again at the next look.
        let version = store.law_version().await?;
        let imports = store.law_imports().await?;
        let book = RuleBook::load().map_err(Broken::from)?;
        let mut learnt = Self {
            book: house::in_book(book, &store.house_editions().await?)?,
            calendar: Calendar::shipped().map_err(Broken::from)?,
            regions: Regions::shipped().map_err(Broken::from)?,
            version,
        };
        for import in &imports {
            learnt.take(import)?;
        }
        Ok(learnt)
    }

    fn take(&mut self, import: &LawImport) -> Result<(), DbError> {
        let bad = || DbError::unreadable("law_import", "content", import.id);
        match import.kind {
            LawKind::Calendar => {
                let edition = Edition::parse(&import.content).map_err(|_fault| bad())?;
                self.calendar = self.calendar.with(edition);
            }
            LawKind::Regions => {
                self.regions = self
                    .regions
                    .renamed_by(&import.content)
                    .map_err(|_fault| bad())?;
            }
        }
        Ok(())
    }
}

/// Takes in what another process, or the command line, imported meanwhile. Answers whether there
/// was anything.
pub async fn learn(ctx: &Context) -> Result<bool, Failure> {
    if ctx.store.law_version().await? == ctx.known.version() {
        return Ok(false);
    }
    refresh(ctx).await?;
    Ok(true)
}

/// Reads everything again.
pub(super) async fn refresh(ctx: &Context) -> Result<(), Failure> {
    let learnt = Learnt::read(&ctx.store)
        .await
        .map_err(|error| match error {
            LearnError::Db(error) => Failure::Db(error),
            LearnError::Broken(broken) => Failure::Io(std::io::Error::other(broken)),
        })?;
    ctx.known.learn(learnt);
    Ok(())
}

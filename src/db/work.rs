//! The unit of work: one transaction and what the world must hear of when it is through.

use std::sync::Arc;

use hejie_domain::audit::Deed;
use hejie_domain::ids::Id;
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend};
use tokio::sync::{OwnedMutexGuard, broadcast};
use uuid::Uuid;

use super::audit;
use super::idempotency::{self, Claim};
use super::{DbError, Nudge};

/// One transaction. Dropped without [`Work::commit`], nothing of it happened.
#[derive(Debug)]
pub struct Work {
    transaction: DatabaseTransaction,
    // On SQLite: the one writer's turn, given back when the transaction is over.
    turn: Option<OwnedMutexGuard<()>>,
    nudges: Vec<Nudge>,
    sender: broadcast::Sender<Nudge>,
    // The request that this is done for, where it may come again.
    claim: Option<Arc<Claim>>,
    subject: Option<Uuid>,
    // For the audit trail, written last of all.
    pub(super) deeds: Vec<Deed>,
}

impl Work {
    pub(super) fn new(
        transaction: DatabaseTransaction,
        turn: Option<OwnedMutexGuard<()>>,
        sender: broadcast::Sender<Nudge>,
        claim: Option<Arc<Claim>>,
    ) -> Self {
        Self {
            transaction,
            turn,
            nudges: Vec::new(),
            sender,
            claim,
            subject: None,
            deeds: Vec::new(),
        }
    }

    /// The transaction, for the aggregates of this folder.
    pub(in crate::db) fn tx(&self) -> &DatabaseTransaction {
        &self.transaction
    }

    /// Which of the two databases this is.
    pub(in crate::db) fn backend(&self) -> DbBackend {
        self.transaction.get_database_backend()
    }

    /// Says `nudge` to the process once the work is committed.
    pub fn nudge(&mut self, nudge: Nudge) {
        if !self.nudges.contains(&nudge) {
            self.nudges.push(nudge);
        }
    }

    /// Notes what comes into being by this work, so that a repeated request can answer with it.
    pub fn makes(&mut self, id: impl Id) {
        self.subject = Some(id.uuid());
    }

    /// Makes it so, then tells.
    pub async fn commit(self) -> Result<(), DbError> {
        if let Some(claim) = &self.claim {
            idempotency::mark_done(&self.transaction, claim, self.subject).await?;
        }
        audit::append(&self.transaction, &self.deeds).await?;
        self.transaction.commit().await?;
        drop(self.turn);
        for nudge in self.nudges {
            // Nobody listening is no failure: whoever comes later reads the tables.
            let _unheard = self.sender.send(nudge);
        }
        Ok(())
    }
}

//! Documents that the service issues: wanted first, then made once. The bytes lie in `storage` under
//! their digest.

use entity::document as table;
use hejie_domain::document::{CheckCode, DocumentKind, DocumentStage, Subject};
use hejie_domain::ids::{AgreementId, DisputeId, DocumentId, Id, MediationId};
use hejie_domain::people::Locale;
use hejie_domain::text::Sha256Hash;
use jiff::Timestamp;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set,
};

use super::{DbError, Nudge, Store, Work, instant, micros};

/// A document, wanted or made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Which.
    pub id: DocumentId,
    /// Of which dispute.
    pub dispute: DisputeId,
    /// Of what.
    pub subject: Subject,
    /// In which language its labels are.
    pub lang: Locale,
    /// With which anybody can ask whether it is genuine.
    pub code: CheckCode,
    /// How often making it failed.
    pub attempts: u32,
    /// When it was made, of which bytes, and how many.
    pub made: Option<Made>,
}

/// The bytes of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Made {
    /// When.
    pub at: Timestamp,
    /// Their digest.
    pub sha256: Sha256Hash,
    /// Their number.
    pub size: u64,
}

impl Work {
    /// Wants a document, from `due` on if the job is to make it. What is wanted already stays as it is.
    pub async fn want_document(
        &mut self,
        wanted: &Document,
        due: Option<Timestamp>,
        at: Timestamp,
    ) -> Result<(), DbError> {
        let row = table::ActiveModel {
            id: Set(wanted.id.uuid()),
            key: Set(key(wanted.dispute, &wanted.subject, wanted.lang)),
            dispute_id: Set(wanted.dispute.uuid()),
            kind: Set(wanted.subject.kind.code().to_owned()),
            stage: Set(wanted.subject.stage.code().to_owned()),
            agreement_id: Set(wanted.subject.agreement.map(Id::uuid)),
            mediation_id: Set(wanted.subject.mediation.map(Id::uuid)),
            lang: Set(wanted.lang.code().to_owned()),
            code: Set(wanted.code.as_str().to_owned()),
            wanted_at: Set(micros(at)),
            due_at: Set(due.map(micros)),
            attempts: Set(0),
            failure: Set(None),
            made_at: Set(None),
            sha256: Set(None),
            size: Set(None),
        };
        table::Entity::insert(row)
            .on_conflict_do_nothing_on([table::Column::Key])
            .exec(self.tx())
            .await?;
        if due.is_some() {
            self.nudge(Nudge::Outbox);
        }
        Ok(())
    }

    /// Notes the bytes of a document, unless somebody was quicker. Tells whether these are the ones.
    pub async fn document_made(&self, id: DocumentId, made: &Made) -> Result<bool, DbError> {
        let size = i64::try_from(made.size)
            .map_err(|_too_large| DbError::unreadable("document", "size", id))?;
        let row = table::ActiveModel {
            due_at: Set(None),
            failure: Set(None),
            made_at: Set(Some(micros(made.at))),
            sha256: Set(Some(made.sha256.to_string())),
            size: Set(Some(size)),
            ..Default::default()
        };
        let changed = table::Entity::update_many()
            .set(row)
            .filter(table::Column::Id.eq(id.uuid()))
            .filter(table::Column::MadeAt.is_null())
            .exec(self.tx())
            .await?;
        Ok(changed.rows_affected == 1)
    }

    /// Making it failed; it is tried again at `due_at`.
    pub async fn document_failed(
        &self,
        document: &Document,
        due_at: Timestamp,
        why: &str,
    ) -> Result<(), DbError> {
        let attempts = i32::try_from(document.attempts).unwrap_or(i32::MAX);
        let row = table::ActiveModel {
            id: Set(document.id.uuid()),
            attempts: Set(attempts.saturating_add(1)),
            due_at: Set(Some(micros(due_at))),
            failure: Set(Some(why.to_owned())),
            ..Default::default()
        };
        row.update(self.tx()).await?;
        Ok(())
    }
}

impl Store {
    /// The document of that id.
    pub async fn document(&self, id: DocumentId) -> Result<Option<Document>, DbError> {
        let row = table::Entity::find_by_id(id.uuid())
            .one(self.read())
            .await?;
        row.map(document).transpose()
    }

    /// The document of that subject in that language.
    pub async fn document_of(
        &self,
        dispute: DisputeId,
        subject: &Subject,
        lang: Locale,
    ) -> Result<Option<Document>, DbError> {
        let row = table::Entity::find()
            .filter(table::Column::Key.eq(key(dispute, subject, lang)))
            .one(self.read())
            .await?;
        row.map(document).transpose()
    }

    /// All documents of a dispute, in the order in which they were wanted.
    pub async fn documents_of(&self, dispute: DisputeId) -> Result<Vec<Document>, DbError> {
        let rows = table::Entity::find()
            .filter(table::Column::DisputeId.eq(dispute.uuid()))
            .order_by_asc(table::Column::Id)
            .all(self.read())
            .await?;
        rows.into_iter().map(document).collect()
    }

    /// Those that the job is to make now, oldest first.
    pub async fn wanted_documents(
        &self,
        now: Timestamp,
        count_max: u64,
    ) -> Result<Vec<Document>, DbError> {
        let rows = table::Entity::find()
            .filter(table::Column::DueAt.lte(micros(now)))
            .filter(table::Column::MadeAt.is_null())
            .order_by_asc(table::Column::DueAt)
            .limit(count_max)
            .all(self.read())
            .await?;
        rows.into_iter().map(document).collect()
    }

    /// The document of that code, once it was made.
    pub async fn document_by_code(&self, code: &CheckCode) -> Result<Option<Document>, DbError> {
        let row = table::Entity::find()
            .filter(table::Column::Code.eq(code.as_str()))
            .filter(table::Column::MadeAt.is_not_null())
            .one(self.read())
            .await?;
        row.map(document).transpose()
    }

    /// The document of those bytes.
    pub async fn document_by_bytes(&self, sha256: Sha256Hash) -> Result<Option<Document>, DbError> {
        let row = table::Entity::find()
            .filter(table::Column::Sha256.eq(sha256.to_string()))
            .order_by_asc(table::Column::Id)
            .one(self.read())
            .await?;
        row.map(document).transpose()
    }
}

fn key(dispute: DisputeId, subject: &Subject, lang: Locale) -> String {
    let agreement = subject.agreement.map(|id| id.to_string());
    let about = agreement.or_else(|| subject.mediation.map(|id| id.to_string()));
    let about = about.unwrap_or_else(|| "-".to_owned());
    format!(
        "{dispute}/{}/{}/{about}/{}",
        subject.kind,
        subject.stage,
        lang.code()
    )
}

fn document(row: table::Model) -> Result<Document, DbError> {
    let id = row.id;
    let odd = |column| move || DbError::unreadable("document", column, id);
    let made = match (row.made_at, row.sha256.as_deref(), row.size) {
        (Some(at), Some(sha256), Some(size)) => Some(Made {
            at: instant(at, "document", "made_at", id)?,
            sha256: Sha256Hash::parse(sha256).ok_or_else(odd("sha256"))?,
            size: u64::try_from(size).map_err(|_negative| odd("size")())?,
        }),
        _ => None,
    };
    Ok(Document {
        id: DocumentId::from_uuid(id),
        dispute: DisputeId::from_uuid(row.dispute_id),
        subject: Subject {
            kind: DocumentKind::parse(&row.kind).ok_or_else(odd("kind"))?,
            stage: DocumentStage::parse(&row.stage).ok_or_else(odd("stage"))?,
            agreement: row.agreement_id.map(AgreementId::from_uuid),
            mediation: row.mediation_id.map(MediationId::from_uuid),
        },
        lang: Locale::parse(&row.lang).ok_or_else(odd("lang"))?,
        code: CheckCode::parse(&row.code).map_err(|_fault| odd("code")())?,
        attempts: u32::try_from(row.attempts).map_err(|_negative| odd("attempts")())?,
        made,
    })
}

//! Files that people brought in. The bytes lie in `storage` under their digests.

use entity::evidence as table;
use hejie_domain::dispute::lists::Seat;
use hejie_domain::evidence::{MediaType, Visibility};
use hejie_domain::ids::{DisputeId, EvidenceId, Id, PartyId, PersonId, RoomId};
use hejie_domain::taxonomy::EvidenceKind;
use hejie_domain::text::Sha256Hash;
use jiff::Timestamp;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Set};

use super::{DbError, Store, Work, instant, micros};

/// A file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// Which.
    pub id: EvidenceId,
    /// For which dispute or draft.
    pub dispute: DisputeId,
    /// In which room, when it was sent there.
    pub room: Option<RoomId>,
    /// Who brought it in.
    pub person: PersonId,
    /// In which seat.
    pub seat: Seat,
    /// Under which name.
    pub by_name: String,
    /// What the file is called.
    pub name: String,
    /// What it is.
    pub media_type: MediaType,
    /// How many bytes.
    pub size: u64,
    /// The digest of the original.
    pub sha256: Sha256Hash,
    /// Digest and size of the copy without what a camera writes into a picture.
    pub clean: Option<(Sha256Hash, u64)>,
    /// What it proves.
    pub kind: EvidenceKind,
    /// What for, in the words of whoever brought it in.
    pub purpose: Option<String>,
    /// Who may see it.
    pub visibility: Visibility,
    /// For which party it was brought in.
    pub party: Option<PartyId>,
    /// When it was complete.
    pub uploaded_at: Timestamp,
    /// When it became part of the dispute.
    pub submitted_at: Option<Timestamp>,
}

impl Store {
    /// The file of that id, unless it was taken back.
    pub async fn evidence(&self, id: EvidenceId) -> Result<Option<Evidence>, DbError> {
        let row = table::Entity::find_by_id(id.uuid())
            .filter(table::Column::RemovedAt.is_null())
            .one(self.read())
            .await?;
        row.map(evidence).transpose()
    }

    /// The files of a dispute or draft, in the order in which they came.
    pub async fn evidence_of(&self, dispute: DisputeId) -> Result<Vec<Evidence>, DbError> {
        of(self.read(), dispute).await
    }
}

impl Work {
    /// The files that were brought in for a draft.
    pub async fn drafted_evidence(&self, draft: DisputeId) -> Result<Vec<Evidence>, DbError> {
        of(self.tx(), draft).await
    }

    /// Files become part of their dispute. What is part of it already stays as it was.
    pub async fn submit_evidence(&self, ids: &[EvidenceId], at: Timestamp) -> Result<(), DbError> {
        if ids.is_empty() {
            return Ok(());
        }
        let submitted = table::ActiveModel {
            submitted_at: Set(Some(micros(at))),
            ..Default::default()
        };
        table::Entity::update_many()
            .set(submitted)
            .filter(table::Column::Id.is_in(ids.iter().map(|id| id.uuid())))
            .filter(table::Column::SubmittedAt.is_null())
            .exec(self.tx())
            .await?;
        Ok(())
    }
}

async fn of<C: ConnectionTrait>(
    connection: &C,
    dispute: DisputeId,
) -> Result<Vec<Evidence>, DbError> {
    let rows = table::Entity::find()
        .filter(table::Column::DisputeId.eq(dispute.uuid()))
        .filter(table::Column::RemovedAt.is_null())
        .order_by_asc(table::Column::Id)
        .all(connection)
        .await?;
    rows.into_iter().map(evidence).collect()
}

fn evidence(row: table::Model) -> Result<Evidence, DbError> {
    let id = row.id;
    let odd = |column| move || DbError::unreadable("evidence", column, id);
    let hash = |text: &str| Sha256Hash::parse(text).ok_or_else(odd("sha256"));
    let size = |size: i64| u64::try_from(size).map_err(|_negative| odd("size")());
    let clean = match (row.clean_sha256.as_deref(), row.clean_size) {
        (Some(text), Some(bytes)) => Some((hash(text)?, size(bytes)?)),
        _ => None,
    };
    Ok(Evidence {
        id: EvidenceId::from_uuid(id),
        dispute: DisputeId::from_uuid(row.dispute_id),
        room: row.room_id.map(RoomId::from_uuid),
        person: PersonId::from_uuid(row.person_id),
        seat: Seat::parse(&row.seat).ok_or_else(odd("seat"))?,
        by_name: row.by_name,
        name: row.name,
        media_type: MediaType::parse(&row.media_type).ok_or_else(odd("media_type"))?,
        size: size(row.size)?,
        sha256: hash(&row.sha256)?,
        clean,
        kind: EvidenceKind::parse(&row.kind).ok_or_else(odd("kind"))?,
        purpose: row.purpose,
        visibility: if row.mediator_only {
            Visibility::Mediator
        } else {
            Visibility::parse(&row.visibility).ok_or_else(odd("visibility"))?
        },
        party: row.party_id.map(PartyId::from_uuid),
        uploaded_at: instant(row.uploaded_at, "evidence", "uploaded_at", id)?,
        submitted_at: row
            .submitted_at
            .map(|at| instant(at, "evidence", "submitted_at", id))
            .transpose()?,
    })
}

//! Files on their way in, and what becomes of them. How much has arrived is not kept here: the file
//! itself knows.

use entity::{evidence, upload as table};
use hejie_domain::dispute::lists::Seat;
use hejie_domain::evidence::{MediaType, Visibility};
use hejie_domain::ids::{DisputeId, EvidenceId, Id, PartyId, PersonId, RoomId, UploadId};
use hejie_domain::taxonomy::EvidenceKind;
use hejie_domain::text::Sha256Hash;
use jiff::Timestamp;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Set,
};

use super::{DbError, Evidence, Store, Work, micros};

/// A file on its way in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upload {
    /// Which.
    pub id: UploadId,
    /// Who brings it in.
    pub person: PersonId,
    /// For which dispute or draft.
    pub dispute: DisputeId,
    /// For which room, where it is for one.
    pub room: Option<RoomId>,
    /// In which seat.
    pub seat: Seat,
    /// Under which name.
    pub by_name: String,
    /// What the file is called.
    pub name: String,
    /// What it is said to be.
    pub media_type: MediaType,
    /// How many bytes it will have.
    pub size: u64,
    /// What it proves.
    pub kind: EvidenceKind,
    /// What for.
    pub purpose: Option<String>,
    /// For which party.
    pub party: Option<PartyId>,
    /// Whether only the mediator and that party are to see it.
    pub mediator_only: bool,
    /// How it stands.
    pub state: UploadState,
}

/// How an upload stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UploadState {
    /// It takes bytes.
    Open,
    /// It has become evidence.
    Done(EvidenceId),
    /// Its bytes are not what they were said to be.
    Refused,
    /// Nobody went on with it.
    Dropped,
}

/// How much a dispute holds already, files on their way in included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Load {
    /// Files.
    pub count: u64,
    /// Bytes.
    pub bytes: u64,
}

const OPEN: &str = "open";

impl Work {
    /// How much a dispute holds.
    pub async fn evidence_load(&self, dispute: DisputeId) -> Result<Load, DbError> {
        let kept = evidence::Entity::find()
            .filter(evidence::Column::DisputeId.eq(dispute.uuid()))
            .filter(evidence::Column::RemovedAt.is_null())
            .select_only()
            .column(evidence::Column::Size)
            .into_tuple::<i64>()
            .all(self.tx())
            .await?;
        let coming = table::Entity::find()
            .filter(table::Column::DisputeId.eq(dispute.uuid()))
            .filter(table::Column::State.eq(OPEN))
            .select_only()
            .column(table::Column::Size)
            .into_tuple::<i64>()
            .all(self.tx())
            .await?;
        let sizes = kept.iter().chain(&coming);
        let count = kept.len().saturating_add(coming.len());
        Ok(Load {
            count: u64::try_from(count).unwrap_or(u64::MAX),
            bytes: sizes
                .filter_map(|size| u64::try_from(*size).ok())
                .fold(0, u64::saturating_add),
        })
    }

    /// A new upload.
    pub async fn add_upload(&self, upload: &Upload, at: Timestamp) -> Result<(), DbError> {
        let row = table::ActiveModel {
            id: Set(upload.id.uuid()),
            person_id: Set(upload.person.uuid()),
            dispute_id: Set(upload.dispute.uuid()),
            room_id: Set(upload.room.map(Id::uuid)),
            seat: Set(upload.seat.code().to_owned()),
            by_name: Set(upload.by_name.clone()),
            name: Set(upload.name.clone()),
            media_type: Set(upload.media_type.code().to_owned()),
            size: Set(bytes(upload.size, "upload")?),
            kind: Set(upload.kind.code().to_owned()),
            purpose: Set(upload.purpose.clone()),
            state: Set(OPEN.to_owned()),
            created_at: Set(micros(at)),
            touched_at: Set(micros(at)),
            evidence_id: Set(None),
            party_id: Set(upload.party.map(Id::uuid)),
            mediator_only: Set(upload.mediator_only),
        };
        row.insert(self.tx()).await?;
        Ok(())
    }

    /// Bytes have come.
    pub async fn touch_upload(&self, id: UploadId, at: Timestamp) -> Result<(), DbError> {
        let touched = table::ActiveModel {
            touched_at: Set(micros(at)),
            ..Default::default()
        };
        self.change_upload(id, touched).await.map(|_changed| ())
    }

    /// The upload has become evidence. False when somebody else has finished it already.
    pub async fn finish_upload(
        &self,
        id: UploadId,
        evidence: EvidenceId,
        at: Timestamp,
    ) -> Result<bool, DbError> {
        let done = table::ActiveModel {
            state: Set("done".to_owned()),
            touched_at: Set(micros(at)),
            evidence_id: Set(Some(evidence.uuid())),
            ..Default::default()
        };
        self.change_upload(id, done).await
    }

    /// The upload takes no more bytes, because of what it holds or because nobody went on.
    pub async fn end_upload(&self, id: UploadId, refused: bool) -> Result<(), DbError> {
        let state = if refused { "refused" } else { "dropped" };
        let ended = table::ActiveModel {
            state: Set(state.to_owned()),
            ..Default::default()
        };
        self.change_upload(id, ended).await.map(|_changed| ())
    }

    /// A new piece of evidence.
    pub async fn add_evidence(&self, one: &Evidence) -> Result<(), DbError> {
        let clean_size = one.clean.map(|(_, size)| bytes(size, "evidence"));
        let row = evidence::ActiveModel {
            id: Set(one.id.uuid()),
            dispute_id: Set(one.dispute.uuid()),
            room_id: Set(one.room.map(Id::uuid)),
            person_id: Set(one.person.uuid()),
            seat: Set(one.seat.code().to_owned()),
            by_name: Set(one.by_name.clone()),
            name: Set(one.name.clone()),
            media_type: Set(one.media_type.code().to_owned()),
            size: Set(bytes(one.size, "evidence")?),
            sha256: Set(one.sha256.to_string()),
            clean_sha256: Set(one.clean.map(|(sha256, _)| sha256.to_string())),
            clean_size: Set(clean_size.transpose()?),
            kind: Set(one.kind.code().to_owned()),
            purpose: Set(one.purpose.clone()),
            visibility: Set(stored(one.visibility).code().to_owned()),
            uploaded_at: Set(micros(one.uploaded_at)),
            submitted_at: Set(one.submitted_at.map(micros)),
            removed_at: Set(None),
            party_id: Set(one.party.map(Id::uuid)),
            mediator_only: Set(one.visibility == Visibility::Mediator),
        };
        row.insert(self.tx()).await?;
        Ok(())
    }

    /// Takes back a piece that is not part of a dispute yet. False when it is, or is gone.
    pub async fn remove_evidence(&self, id: EvidenceId, at: Timestamp) -> Result<bool, DbError> {
        let removed = evidence::ActiveModel {
            removed_at: Set(Some(micros(at))),
            ..Default::default()
        };
        let changed = evidence::Entity::update_many()
            .set(removed)
            .filter(evidence::Column::Id.eq(id.uuid()))
            .filter(evidence::Column::RemovedAt.is_null())
            .filter(evidence::Column::SubmittedAt.is_null())
            .exec(self.tx())
            .await?;
        Ok(changed.rows_affected == 1)
    }

    /// Forgets a piece that was taken back.
    pub async fn forget_evidence(&self, id: EvidenceId) -> Result<(), DbError> {
        evidence::Entity::delete_many()
            .filter(evidence::Column::Id.eq(id.uuid()))
            .filter(evidence::Column::RemovedAt.is_not_null())
            .exec(self.tx())
            .await?;
        Ok(())
    }

    async fn change_upload(&self, id: UploadId, row: table::ActiveModel) -> Result<bool, DbError> {
        let changed = table::Entity::update_many()
            .set(row)
            .filter(table::Column::Id.eq(id.uuid()))
            .filter(table::Column::State.eq(OPEN))
            .exec(self.tx())
            .await?;
        Ok(changed.rows_affected == 1)
    }
}

impl Store {
    /// The upload of that id.
    pub async fn upload(&self, id: UploadId) -> Result<Option<Upload>, DbError> {
        let row = table::Entity::find_by_id(id.uuid())
            .one(self.read())
            .await?;
        row.map(upload).transpose()
    }

    /// Uploads that have brought nothing since `since`.
    pub async fn stale_uploads(
        &self,
        since: Timestamp,
        count_max: u64,
    ) -> Result<Vec<UploadId>, DbError> {
        let rows = table::Entity::find()
            .filter(table::Column::State.eq(OPEN))
            .filter(table::Column::TouchedAt.lt(micros(since)))
            .order_by_asc(table::Column::TouchedAt)
            .limit(count_max)
            .all(self.read())
            .await?;
        Ok(rows
            .into_iter()
            .map(|row| UploadId::from_uuid(row.id))
            .collect())
    }

    /// Pieces that were taken back before `since`, with the digests of their files.
    pub async fn removed_evidence(
        &self,
        since: Timestamp,
        count_max: u64,
    ) -> Result<Vec<(EvidenceId, Vec<Sha256Hash>)>, DbError> {
        let rows = evidence::Entity::find()
            .filter(evidence::Column::RemovedAt.lt(micros(since)))
            .limit(count_max)
            .all(self.read())
            .await?;
        let piece = |row: evidence::Model| {
            let digests = [Some(row.sha256), row.clean_sha256];
            let digests = digests.iter().flatten();
            let digests = digests.filter_map(|one| Sha256Hash::parse(one)).collect();
            (EvidenceId::from_uuid(row.id), digests)
        };
        Ok(rows.into_iter().map(piece).collect())
    }

    /// Whether anything that was not taken back is kept under that digest.
    pub async fn is_evidence(&self, sha256: Sha256Hash) -> Result<bool, DbError> {
        let digest = sha256.to_string();
        let named = Condition::any()
            .add(evidence::Column::Sha256.eq(digest.clone()))
            .add(evidence::Column::CleanSha256.eq(digest));
        let count = evidence::Entity::find()
            .filter(evidence::Column::RemovedAt.is_null())
            .filter(named)
            .count(self.read())
            .await?;
        Ok(count > 0)
    }
}

fn upload(row: table::Model) -> Result<Upload, DbError> {
    let odd = |column| DbError::unreadable("upload", column, row.id);
    let state = match (row.state.as_str(), row.evidence_id) {
        (OPEN, None) => UploadState::Open,
        ("done", Some(id)) => UploadState::Done(EvidenceId::from_uuid(id)),
        ("refused", None) => UploadState::Refused,
        ("dropped", None) => UploadState::Dropped,
        _ => return Err(odd("state")),
    };
    Ok(Upload {
        id: UploadId::from_uuid(row.id),
        person: PersonId::from_uuid(row.person_id),
        dispute: DisputeId::from_uuid(row.dispute_id),
        room: row.room_id.map(RoomId::from_uuid),
        seat: Seat::parse(&row.seat).ok_or_else(|| odd("seat"))?,
        media_type: MediaType::parse(&row.media_type).ok_or_else(|| odd("media_type"))?,
        size: u64::try_from(row.size).map_err(|_negative| odd("size"))?,
        kind: EvidenceKind::parse(&row.kind).ok_or_else(|| odd("kind"))?,
        state,
        by_name: row.by_name,
        name: row.name,
        purpose: row.purpose,
        party: row.party_id.map(PartyId::from_uuid),
        mediator_only: row.mediator_only,
    })
}

/// A reader who does not know of files for the mediator alone must not take one for the parties'.
const fn stored(visibility: Visibility) -> Visibility {
    match visibility {
        Visibility::Parties => Visibility::Parties,
        Visibility::Platform | Visibility::Mediator => Visibility::Platform,
    }
}

fn bytes(size: u64, table: &'static str) -> Result<i64, DbError> {
    i64::try_from(size).map_err(|_huge| DbError::unreadable(table, "size", size))
}

//! What people show.

use bytes::Bytes;
use hejie_domain::dispute::command::Exhibit;
use hejie_domain::ids::{DisputeId, EvidenceId, RoomId};

use super::{Part, Scene};
use crate::app::evidence::{self, Incoming, NewUpload};
use crate::app::{Caller, Failure};
use crate::demo::DemoError;
use crate::demo::picture::{self, Shown};
use crate::demo::script::Picture;

impl Scene<'_> {
    pub(super) async fn bring_in(
        &self,
        by: &Caller,
        dispute: DisputeId,
        room: Option<RoomId>,
        picture: &Picture,
    ) -> Result<EvidenceId, DemoError> {
        let shown = Shown {
            order: &self.play.order,
            amount: self.play.story.paid,
            name: &picture.name,
        };
        let bytes = Bytes::from(picture::draw(picture.draw, &shown));
        let new = NewUpload {
            dispute,
            room,
            name: picture.name.clone(),
            size: u64::try_from(bytes.len()).unwrap_or_default(),
            media_type: "image/png".to_owned(),
            kind: Some(picture.kind),
            purpose: picture.purpose.clone(),
            mediator_only: false,
        };
        let announced = evidence::begin(self.ctx, by, new).await?;
        let whole: Result<Bytes, std::io::Error> = Ok(bytes);
        let incoming = Incoming {
            offset: 0,
            bytes: futures_util::stream::iter([whole]),
        };
        let done = evidence::append(self.ctx, by, announced.upload.id, incoming).await?;
        Ok(done.evidence.ok_or(Failure::Busy)?.id)
    }

    pub(super) async fn exhibits(
        &self,
        by: &Part,
        pictures: &[Picture],
    ) -> Result<Vec<Exhibit>, DemoError> {
        let mut exhibits = Vec::with_capacity(pictures.len());
        for picture in pictures {
            let id = self
                .bring_in(&by.caller, by.loaded.dispute.id, None, picture)
                .await?;
            let kind = picture.kind;
            exhibits.push(Exhibit {
                id,
                kind,
                for_mediator: false,
            });
        }
        Ok(exhibits)
    }
}

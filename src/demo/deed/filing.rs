//! Writes a draft down and files it.

use hejie_domain::ids::DisputeId;

use super::Scene;
use crate::app::dispute::draft::{
    self, DraftCase, DraftContent, DraftElsewhere, DraftMerchant, DraftOrder, DraftRemedy, OnBehalf,
};
use crate::app::{Caller, Failure, dispute};
use crate::demo::DemoError;
use crate::demo::accounts::caller;
use crate::demo::moment::Day;
use crate::demo::script::Story;

impl Scene<'_> {
    /// Writes a draft and brings in its pictures.
    pub(in crate::demo) async fn begin(&self) -> Result<DisputeId, DemoError> {
        let author = self.author().await?;
        let content = self.content().await?;
        let id = draft::begin(self.ctx, &author, &content).await?.draft.id;
        for picture in &self.play.story.pictures {
            self.bring_in(&author, id, None, picture).await?;
        }
        Ok(id)
    }

    /// Files the draft under the rules of the day.
    pub(in crate::demo) async fn file(&self) -> Result<(), DemoError> {
        let author = self.author().await?;
        let rules = self.ctx.rules_version(self.ctx.now().today())?;
        dispute::file(self.ctx, &author, self.dispute()?, &rules).await?;
        Ok(())
    }

    async fn author(&self) -> Result<Caller, DemoError> {
        let story = self.play.story;
        let key = story.filed_by.as_ref().unwrap_or(&story.consumer);
        Ok(caller(self.ctx, self.cast.standing(self.ctx, key).await?))
    }

    async fn content(&self) -> Result<DraftContent, DemoError> {
        let story = self.play.story;
        let day = |day: Option<Day>| day.map(|day| day.date(self.plan.date));
        Ok(DraftContent {
            facts: None,
            category: Some(story.category),
            overlays: Some(story.overlays.clone()),
            statement: Some(story.statement.trim().to_owned()),
            happened_on: day(story.happened),
            order: Some(DraftOrder {
                number: Some(self.play.order.clone()),
                title: Some(story.title.clone()),
                paid_fen: Some(story.paid),
                paid_on: day(Some(story.bought)),
                received_on: day(story.received),
                quantity: Some(1),
            }),
            merchant: Some(self.merchant()?),
            others: None,
            remedies: Some(remedies(story)),
            elsewhere: story.filed.map(|_filed| self.elsewhere()),
            on_behalf: match &story.filed_by {
                Some(_) => Some(self.on_behalf().await?),
                None => None,
            },
        })
    }

    fn merchant(&self) -> Result<DraftMerchant, DemoError> {
        let story = self.play.story;
        let known = story.shop.as_ref().map(|key| self.cast.organisation(key));
        Ok(DraftMerchant {
            organisation: known.transpose()?.map(|shop| shop.id),
            name: story.unknown_shop.clone(),
            ..DraftMerchant::default()
        })
    }

    fn elsewhere(&self) -> DraftElsewhere {
        let cases = &self.play.story.elsewhere;
        let drafted = cases.iter().map(|case| DraftCase {
            target: case.target,
            number: case.number.clone(),
            accepted_on: case.accepted.map(|day| day.date(self.plan.date)),
        });
        DraftElsewhere {
            none: cases.is_empty().then_some(true),
            cases: (!cases.is_empty()).then(|| drafted.collect()),
        }
    }

    async fn on_behalf(&self) -> Result<OnBehalf, DemoError> {
        let id = self.cast.person(&self.play.story.consumer)?;
        let person = self.ctx.store.person(id).await?.ok_or(Failure::NotFound)?;
        let phone = person.phone.ok_or(Failure::NotFound)?;
        Ok(OnBehalf {
            name: person.name,
            phone: phone.as_str().to_owned(),
        })
    }
}

fn remedies(story: &Story) -> Vec<DraftRemedy> {
    let wanted = story.want.iter().map(|one| DraftRemedy {
        remedy: one.remedy,
        amount_fen: one.amount,
        note: one.note.clone(),
    });
    wanted.collect()
}

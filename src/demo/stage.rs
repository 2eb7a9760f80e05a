//! Carries the script out in the order of time. Whoever acts does so through the use cases; between
//! two steps the clock goes from one term's end to the next, and what is told is told.

use hejie_domain::ids::DisputeId;
use jiff::Timestamp;
use jiff::civil::Time;

use super::accounts::caller;
use super::cast::{Cast, standing};
use super::deed::Scene;
use super::moment::earlier;
use super::script::{Deed, Script, Story};
use super::{DemoError, Plan, accounts};
use crate::app::dispute::{next_wake, sweep};
use crate::app::telling::notices;
use crate::app::{Context, Failure};
use crate::clock::TestClock;
use crate::jobs;

/// How long before the end people last looked at their notices, in minutes.
const LAST_LOOK_MIN: i64 = 20 * 60;

/// Where everything is played.
pub(super) struct Stage<'a> {
    ctx: &'a Context,
    clock: TestClock,
    cast: Cast,
    plays: Vec<Play<'a>>,
    plan: Plan,
}

/// A story, and what has become of it so far.
pub(super) struct Play<'a> {
    pub(super) story: &'a Story,
    pub(super) dispute: Option<DisputeId>,
    /// The order's number, which pictures show too.
    pub(super) order: String,
}

/// Something that happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Cue {
    /// The consumer begins to write.
    Begin(usize),
    /// The draft is filed.
    File(usize),
    /// The step of that place in that story.
    Step(usize, usize),
    /// Whoever takes that step is still there.
    Stay(usize, usize),
    /// Everybody reads their notices.
    Notices,
}

impl<'a> Stage<'a> {
    pub(super) fn new(
        ctx: &'a Context,
        clock: TestClock,
        cast: Cast,
        script: &'a Script,
        plan: Plan,
    ) -> Self {
        let plays = script
            .stories
            .iter()
            .enumerate()
            .map(|(place, story)| Play {
                story,
                dispute: None,
                order: accounts::order_number(plan, place, story),
            });
        Self {
            ctx,
            clock,
            cast,
            plays: plays.collect(),
            plan,
        }
    }

    /// From the first word to the last minute of the day before.
    pub(super) async fn play(&mut self) -> Result<(), DemoError> {
        for (at, cue) in self.cues() {
            self.let_pass(at).await?;
            self.take(cue, at).await?;
            if !matches!(cue, Cue::Stay(..)) {
                jobs::work_off(self.ctx).await?;
            }
        }
        self.let_pass(self.curtain()).await?;
        self.bow().await
    }

    /// Everybody who took part.
    pub(super) fn into_cast(self) -> Cast {
        self.cast
    }

    fn curtain(&self) -> Timestamp {
        let midnight = self.plan.date.to_datetime(Time::midnight());
        let zoned = midnight.to_zoned(hejie_domain::zone());
        zoned.map_or(Timestamp::UNIX_EPOCH, |zoned| zoned.timestamp())
    }

    fn cues(&self) -> Vec<(Timestamp, Cue)> {
        let demo = self.plan.date;
        let mut cues = vec![(earlier(self.curtain(), LAST_LOOK_MIN), Cue::Notices)];
        for (place, play) in self.plays.iter().enumerate() {
            let story = play.story;
            cues.extend(story.begins(demo).map(|at| (at, Cue::Begin(place))));
            let filed = story.filed.map(|filed| filed.instant(demo));
            cues.extend(filed.map(|at| (at, Cue::File(place))));
            let steps = story.steps.iter().enumerate();
            for (nth, step) in steps {
                let at = step.at.instant(demo);
                cues.push((at, Cue::Step(place, nth)));
                if let Deed::Attend { minutes } = step.deed {
                    let still = (1..=minutes).map(|minute| earlier(at, -i64::from(minute)));
                    cues.extend(still.map(|at| (at, Cue::Stay(place, nth))));
                }
            }
        }
        cues.sort_unstable();
        cues
    }

    /// Lets the clock go to `at`, and stop wherever a term ends or somebody must be reminded.
    async fn let_pass(&self, at: Timestamp) -> Result<(), DemoError> {
        while let Some(wake) = next_wake(self.ctx).await?.filter(|wake| *wake <= at) {
            self.clock.set(wake.max(self.ctx.now().at));
            if sweep(self.ctx).await? == 0 {
                return Err(DemoError::Script(format!("nothing moves on at {wake}")));
            }
            jobs::work_off(self.ctx).await?;
        }
        self.clock.set(at);
        Ok(())
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "only one failure is read differently"
    )]
    async fn take(&mut self, cue: Cue, at: Timestamp) -> Result<(), DemoError> {
        let (place, step, done) = match cue {
            Cue::Begin(place) => (place, 0, self.begin(place).await),
            Cue::File(place) => (place, 0, self.file(place).await),
            Cue::Step(place, nth) | Cue::Stay(place, nth) => {
                (place, nth, self.step(place, nth).await)
            }
            Cue::Notices => return self.read_notices().await,
        };
        done.map_err(|error| match error {
            DemoError::Failed(failure) => {
                let story = self.plays.get(place).map(|play| play.story.key.clone());
                DemoError::Step {
                    story: story.unwrap_or_default(),
                    step,
                    at,
                    failure,
                }
            }
            other => other,
        })
    }

    fn scene(&self, place: usize) -> Result<Scene<'_>, DemoError> {
        let play = self.plays.get(place).ok_or(Failure::NotFound)?;
        Ok(Scene {
            ctx: self.ctx,
            cast: &self.cast,
            play,
            plan: self.plan,
        })
    }

    async fn begin(&mut self, place: usize) -> Result<(), DemoError> {
        let id = self.scene(place)?.begin().await?;
        if let Some(play) = self.plays.get_mut(place) {
            play.dispute = Some(id);
        }
        Ok(())
    }

    async fn file(&self, place: usize) -> Result<(), DemoError> {
        self.scene(place)?.file().await
    }

    async fn step(&self, place: usize, nth: usize) -> Result<(), DemoError> {
        let scene = self.scene(place)?;
        let step = scene.play.story.steps.get(nth).ok_or(Failure::NotFound)?;
        scene.step(nth, step).await
    }

    /// Every story must have come to where the script says that it ends.
    async fn bow(&self) -> Result<(), DemoError> {
        for play in &self.plays {
            let Some(id) = play.dispute.filter(|_id| play.story.filed.is_some()) else {
                continue;
            };
            let loaded = self.ctx.store.dispute(id).await?.ok_or(Failure::NotFound)?;
            let phase = loaded.dispute.phase();
            if Some(phase) != play.story.ends {
                let key = &play.story.key;
                return Err(DemoError::Script(format!("{key} ends in {phase}")));
            }
        }
        Ok(())
    }

    async fn read_notices(&self) -> Result<(), DemoError> {
        for person in self.cast.everybody() {
            let reader = caller(self.ctx, standing(self.ctx, person).await?);
            let newest = notices::list(self.ctx, &reader, None, 1).await?;
            if let Some(newest) = newest.first() {
                notices::read(self.ctx, &reader, newest.notice.id).await?;
            }
        }
        Ok(())
    }
}

//! What happens without anybody asking: the one list of jobs and when they run.
//!
//! A job takes no input. It looks for what is due and does it, so that a missed run costs nothing,
//! and it says whether more is waiting. Times of runs are those of the machine; what is due is
//! decided by the service's clock.
//!
//! To add a job: one file with `pub(super) async fn run(tools: &Tools) -> Result<Pace, Failure>`
//! and one line in [`JOBS`].

mod adopt_orphans;
mod carriers;
mod drop_files;
mod forget;
mod index_search;
mod learn_law;
mod make_documents;
mod record_deliveries;
mod renew_rows;
mod send_held;
mod send_posts;
mod sweep_terms;
mod wake_snoozed;

use std::sync::Arc;
use std::time::Duration;

use futures_util::future::BoxFuture;
use tokio::sync::broadcast::error::RecvError;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

pub use carriers::NoCarrier;

use self::carriers::Carriers;
use crate::app::{Context, Failure};
use crate::db::Nudge;

/// One job.
struct Job {
    name: &'static str,
    /// How long it rests when nobody wakes it.
    every: Duration,
    /// What wakes it before that.
    woken_by: Option<Wake>,
    run: for<'a> fn(&'a Tools) -> BoxFuture<'a, Result<Pace, Failure>>,
}

/// What wakes a job early.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wake {
    /// Something waits in the outbox.
    Outbox,
}

/// What a run leaves behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pace {
    /// More is waiting: run again at once.
    GoOn,
    /// Nothing is waiting.
    Rest,
}

/// The jobs of the service.
#[rustfmt::skip]
const JOBS: &[Job] = &[
    Job { name: "send_posts", every: Duration::from_secs(2), woken_by: Some(Wake::Outbox), run: |tools| Box::pin(send_posts::run(tools)) },
    Job { name: "record_deliveries", every: Duration::from_secs(2), woken_by: None, run: |tools| Box::pin(record_deliveries::run(tools)) },
    Job { name: "sweep_terms", every: Duration::from_secs(1), woken_by: None, run: |tools| Box::pin(sweep_terms::run(tools)) },
    Job { name: "send_held", every: Duration::from_secs(1), woken_by: None, run: |tools| Box::pin(send_held::run(tools)) },
    Job { name: "wake_snoozed", every: Duration::from_secs(5), woken_by: None, run: |tools| Box::pin(wake_snoozed::run(tools)) },
    Job { name: "learn_law", every: Duration::from_secs(30), woken_by: None, run: |tools| Box::pin(learn_law::run(tools)) },
    Job { name: "adopt_orphans", every: Duration::from_mins(1), woken_by: None, run: |tools| Box::pin(adopt_orphans::run(tools)) },
    Job { name: "renew_rows", every: Duration::from_mins(10), woken_by: None, run: |tools| Box::pin(renew_rows::run(tools)) },
    Job { name: "make_documents", every: Duration::from_secs(5), woken_by: Some(Wake::Outbox), run: |tools| Box::pin(make_documents::run(tools)) },
    Job { name: "forget", every: Duration::from_mins(10), woken_by: None, run: |tools| Box::pin(forget::run(tools)) },
    Job { name: "index_search", every: Duration::from_mins(10), woken_by: None, run: |tools| Box::pin(index_search::run(tools)) },
    Job { name: "drop_files", every: Duration::from_mins(10), woken_by: None, run: |tools| Box::pin(drop_files::run(tools)) },
];

/// What jobs work with.
#[derive(Debug, Clone)]
pub(crate) struct Tools {
    ctx: Context,
    carriers: Arc<Carriers>,
}

/// The running jobs.
#[derive(Debug)]
pub struct Running {
    stop: CancellationToken,
    tasks: TaskTracker,
}

/// Starts all jobs.
pub fn start(ctx: &Context) -> Result<Running, NoCarrier> {
    let tools = Tools::of(ctx)?;
    let (stop, tasks) = (CancellationToken::new(), TaskTracker::new());
    for job in JOBS {
        tasks.spawn(keep_running(job, tools.clone(), stop.clone()));
    }
    tasks.close();
    Ok(Running { stop, tasks })
}

/// Runs every job until none has anything left to do that is due now; for tests and for the demo.
/// A job that fails is reported and given up.
pub async fn work_off(ctx: &Context) -> Result<(), NoCarrier> {
    let tools = Tools::of(ctx)?;
    loop {
        let mut busy = false;
        for job in JOBS {
            busy |= run(job, &tools).await == Pace::GoOn;
        }
        if !busy {
            return Ok(());
        }
    }
}

impl Running {
    /// Lets each job finish the step it is at, then ends it.
    pub async fn stop(self) {
        self.stop.cancel();
        self.tasks.wait().await;
    }
}

impl Tools {
    fn of(ctx: &Context) -> Result<Self, NoCarrier> {
        Ok(Self {
            ctx: ctx.clone(),
            carriers: Arc::new(Carriers::of(&ctx.config)?),
        })
    }
}

async fn keep_running(job: &'static Job, tools: Tools, stop: CancellationToken) {
    let mut nudges = tools.ctx.store.nudges();
    while !stop.is_cancelled() {
        if run(job, &tools).await == Pace::GoOn {
            continue;
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(job.every) => {}
            () = woken(job.woken_by, &mut nudges) => {}
        }
    }
}

async fn run(job: &Job, tools: &Tools) -> Pace {
    match (job.run)(tools).await {
        Ok(pace) => pace,
        Err(failure) => {
            let cause = std::error::Error::source(&failure).map(ToString::to_string);
            tracing::error!(job = job.name, %failure, cause, "a job failed");
            Pace::Rest
        }
    }
}

async fn woken(by: Option<Wake>, nudges: &mut tokio::sync::broadcast::Receiver<Nudge>) {
    loop {
        match (nudges.recv().await, by) {
            (Ok(Nudge::Outbox), Some(Wake::Outbox)) => return,
            (Err(RecvError::Lagged(_)), Some(_)) => return,
            (Ok(_) | Err(RecvError::Lagged(_)), _) => {}
            // The store is closed: nothing will wake anybody any more.
            (Err(RecvError::Closed), _) => std::future::pending().await,
        }
    }
}

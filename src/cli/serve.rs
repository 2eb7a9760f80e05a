//! `hejie serve`: one process with the server and its jobs.

use tokio::signal::unix::{SignalKind, signal};
use tracing::info;

use super::{Outcome, tell};
use crate::app::Context;
use crate::config::Config;
use crate::{http, jobs};

/// Serves until told to stop.
pub(super) fn run(config: Config) -> Outcome {
    tell::start_log(&config.log)?;
    crate::use_ring();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?;
    runtime.block_on(serve(config))
}

async fn serve(config: Config) -> Outcome {
    let ctx = Context::open(config, None).await?;
    let server = http::start(&ctx)?;
    let jobs = jobs::start(&ctx)?;
    info!(address = %server.address, purpose = ctx.instance.purpose.code(), "listening");
    tell::line(&format!("http://{}", server.address))?;
    let stop = server.stop();
    let mut served = tokio::spawn(server.serve());
    tokio::select! {
        told = wait_for_end() => told?,
        // A server that ends by itself has failed, or has nothing left to serve.
        ended = &mut served => {
            jobs.stop().await;
            return Ok(ended??);
        }
    }
    info!("stopping");
    stop.gracefully().await;
    served.await??;
    jobs.stop().await;
    ctx.store.close().await?;
    info!("stopped");
    Ok(())
}

async fn wait_for_end() -> std::io::Result<()> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    Ok(())
}

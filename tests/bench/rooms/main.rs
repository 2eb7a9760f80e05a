//! How quickly what somebody writes reaches the others in the room, and how much of it a machine
//! carries, beside two named limits of the same machine in the same minute:
//!
//! * **bare**: an actix-ws server that passes every message on and neither knows anybody nor keeps
//!   anything;
//! * **disk**: how often a second one file can be written and forced to the disk, which every message
//!   of ours is before it is acknowledged.
//!
//! `cargo bench --bench rooms` prints a table in Markdown. It talks to 127.0.0.1 only, and ends by
//! itself. Figures are to be compared within one run.

mod bare;
mod disk;
mod load;
mod scene;
mod served;
mod tally;

use std::error::Error;
use std::io::Write;
use std::time::Duration;

use load::Work;

/// Whatever goes wrong ends the run.
pub(crate) type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

/// Rooms, each with a consumer, somebody of the shop and a first responder's colleague who reads.
const ROOMS: usize = 100;
const ROUNDS: usize = 3;
const WARM_UP: Duration = Duration::from_secs(2);
const MEASURED: Duration = Duration::from_secs(5);

/// `party`: everybody who may write does, and writes again as soon as the last message is
/// acknowledged. `steady`: 90 messages a second in all, whatever comes of them.
const WORKS: &[(&str, Work)] = &[("party", Work::Closed), ("steady", Work::PerSecond(90))];

fn main() -> Outcome<()> {
    let mut arguments = std::env::args().skip(1);
    if arguments.any(|argument| argument == "bare") {
        return bare::run();
    }
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?;
    runtime.block_on(measure())
}

async fn measure() -> Outcome<()> {
    let folder = scene::Folder::new()?;
    let scene = scene::set(&folder, ROOMS).await?;
    let product = served::Served::product(&folder)?;
    let bare = served::Served::bare()?;
    say(
        "| work | target | messages/s | of bare | p50 ms | p99 ms | CPU µs a message | not received | twice or out of order |",
    )?;
    say("|---|---|---|---|---|---|---|---|---|")?;
    for (name, work) in WORKS {
        let (mut of_bare, mut of_product) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            of_bare.push(load::run(&bare, &scene, *work).await?);
            of_product.push(load::run(&product, &scene, *work).await?);
        }
        let limit = tally::median_rate(&of_bare);
        say(&tally::row(name, "bare", &of_bare, limit))?;
        say(&tally::row(name, "hejie", &of_product, limit))?;
    }
    let writes = disk::writes_per_second(folder.path())?;
    say(&format!(
        "\ndisk: {writes} forced writes a second, one after the other"
    ))
}

/// A line of the report.
fn say(line: &str) -> Outcome<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}")?;
    Ok(out.flush()?)
}

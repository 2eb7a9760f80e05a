//! The command line: reads the settings, does one thing, reports how it ended.

mod backup;
mod calendar;
mod check;
mod demo;
mod doctor;
mod imported;
mod law;
mod regions;
mod registry;
mod rules;
mod serve;
mod setup;
mod tell;

use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};

use crate::app::Context;
use crate::config::Config;
use crate::db::Purpose;

/// 和解 Hejie: online dispute resolution
#[derive(Debug, Parser)]
#[command(name = "hejie", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Bring the database up to date and serve
    Serve,
    /// Bring the database up to date; mark a fresh one with its purpose
    Migrate {
        /// What a fresh database is for; without it, live
        #[arg(long, value_enum)]
        purpose: Option<PurposeArgument>,
    },
    /// Load demonstration data into a fresh database, which is marked for it
    Demo {
        /// What ids and order numbers come from
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// The day that it all leads up to; without it, today
        #[arg(long)]
        date: Option<jiff::civil::Date>,
    },
    /// Set up an installation without demonstration data: its platform and first administrator
    Setup(setup::SetupArguments),
    /// Write everything into one archive while the service goes on, or prove one
    Backup(backup::BackupArguments),
    /// Take an archive into an empty installation
    Restore {
        /// The archive
        archive: std::path::PathBuf,
    },
    /// Look for whatever is wrong or will be, and say what to do
    Doctor(doctor::DoctorArguments),
    /// Look at the settings
    Config {
        #[command(subcommand)]
        command: ConfigCommand,
    },
    /// Ask the law: terms, amounts, doors; facts as JSON on standard input where there are many
    Law {
        #[command(subcommand)]
        command: law::LawCommand,
    },
    /// Look at holiday notices, and take in a new one
    Calendar {
        #[command(subcommand)]
        command: calendar::CalendarCommand,
    },
    /// Look at the list of regions, and take in a longer one
    Regions {
        #[command(subcommand)]
        command: regions::RegionsCommand,
    },
    /// Look at the merchants of the platform, and take in a table of them
    Registry {
        #[command(subcommand)]
        command: registry::RegistryCommand,
    },
    /// Print the procedure and every number in force on a day
    Rules(rules::RulesArguments),
    /// Print the description of the API (OpenAPI 3.1)
    Openapi,
}

#[derive(Debug, Subcommand)]
enum ConfigCommand {
    /// Print each setting with its source, secrets masked; fails when one is wrong
    Check,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum PurposeArgument {
    Live,
    Demo,
    Test,
}

/// Runs the command.
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run(arguments.command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tell::error(error.as_ref());
            let asked_wrongly = error.is::<Wrong>();
            if asked_wrongly {
                ExitCode::from(ASKED_WRONGLY)
            } else {
                ExitCode::FAILURE
            }
        }
    }
}

/// What was asked makes no sense; as for words that the command does not know.
const ASKED_WRONGLY: u8 = 2;

/// Something is wrong with what was asked, not with the service.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
struct Wrong(Box<dyn std::error::Error>);

type Outcome = Result<(), Box<dyn std::error::Error>>;

fn run(command: Command) -> Outcome {
    match command {
        Command::Serve => serve::run(Config::from_env()?),
        Command::Migrate { purpose } => migrate(Config::from_env()?, purpose.map(Purpose::from)),
        Command::Demo { seed, date } => demo::run(Config::from_env()?, seed, date),
        Command::Setup(arguments) => setup::run(Config::from_env()?, arguments),
        Command::Doctor(arguments) => doctor::run(&arguments),
        Command::Backup(arguments) => backup::backup(&Config::from_env()?, &arguments),
        Command::Restore { archive } => backup::restore(&Config::from_env()?, &archive),
        Command::Config {
            command: ConfigCommand::Check,
        } => check::run(&Config::from_env()?),
        Command::Law { command } => law::run(command),
        Command::Calendar { command } => calendar::run(command),
        Command::Regions { command } => regions::run(command),
        Command::Registry { command } => registry::run(command),
        Command::Rules(arguments) => tell::line(&rules::answer(&arguments).map_err(Wrong)?),
        Command::Openapi => tell::line(&crate::http::openapi::document().to_pretty_json()?),
    }
}

fn migrate(config: Config, purpose: Option<Purpose>) -> Outcome {
    tell::start_log(&config.log)?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let ctx = Context::open(config, purpose).await?;
        ctx.store.close().await?;
        tell::line(&format!(
            "the database is up to date ({})",
            ctx.instance.purpose.code()
        ))
    })
}

impl From<PurposeArgument> for Purpose {
    fn from(argument: PurposeArgument) -> Self {
        match argument {
            PurposeArgument::Live => Self::Live,
            PurposeArgument::Demo => Self::Demo,
            PurposeArgument::Test => Self::Test,
        }
    }
}

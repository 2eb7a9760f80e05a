//! `hejie setup`: the first steps of an installation without demonstration data.

use std::io::{BufRead, IsTerminal, Write};

use clap::Args;
use hejie_domain::people::{Email, Locale, PersonName};

use super::{Outcome, Wrong, imported, tell};
use crate::app::Context;
use crate::app::setup::{self, Beginning};
use crate::config::Config;

/// The platform, and who administers it. What is not given is asked for at a terminal.
#[derive(Debug, Args)]
pub(super) struct SetupArguments {
    /// What the platform is called
    #[arg(long)]
    platform: Option<String>,
    /// Where it is
    #[arg(long)]
    address: Option<String>,
    /// The code of its region, such as 330100
    #[arg(long)]
    region: Option<String>,
    /// Who administers it
    #[arg(long)]
    name: Option<String>,
    /// The mail address under which they log in
    #[arg(long)]
    email: Option<String>,
}

/// Adds the platform and its administrator, and prints a password for the first log-in.
pub(super) fn run(config: Config, arguments: SetupArguments) -> Outcome {
    imported::with_service(config, async |ctx| begin(&ctx, arguments).await)
}

async fn begin(ctx: &Context, arguments: SetupArguments) -> Outcome {
    if setup::is_done(ctx).await? {
        return Err(wrong("this installation is set up already"));
    }
    let platform = answer(
        arguments.platform,
        "Name of the platform 平台名称",
        "--platform",
    )?;
    let name = answer(arguments.name, "Administrator's name 管理员姓名", "--name")?;
    let email = answer(
        arguments.email,
        "Administrator's mail address 管理员邮箱",
        "--email",
    )?;
    let address = email.clone();
    let beginning = Beginning {
        platform,
        address: arguments.address,
        region: arguments.region,
        name: PersonName::parse(&name)
            .map_err(|_why| wrong("--name: give a name of at most 60 characters"))?,
        email: Email::parse(&email).map_err(|_why| wrong("--email: this is not a mail address"))?,
        locale: Locale::ZhCn,
    };
    let password = setup::begin(ctx, beginning).await?;
    let base = ctx.config.server.base_url();
    tell::line(&format!("log in at {base}/login as {address}"))?;
    tell::line(&format!(
        "password for the first log-in, shown once: {password}"
    ))?;
    tell::line(
        "next: choose your own password; then add staff and the duty rota, see `hejie config check` for mail and SMS, and make a backup with `hejie backup`",
    )
}

fn answer(
    given: Option<String>,
    question: &str,
    flag: &str,
) -> Result<String, Box<dyn std::error::Error>> {
    if let Some(given) = given.filter(|given| !given.trim().is_empty()) {
        return Ok(given.trim().to_owned());
    }
    let stdin = std::io::stdin();
    if !stdin.is_terminal() {
        return Err(wrong(&format!("{flag} is missing")));
    }
    let mut out = std::io::stdout();
    write!(out, "{question}: ")?;
    out.flush()?;
    let mut line = String::new();
    stdin.lock().read_line(&mut line)?;
    let line = line.trim();
    if line.is_empty() {
        return Err(wrong(&format!("{flag} is missing")));
    }
    Ok(line.to_owned())
}

fn wrong(why: &str) -> Box<dyn std::error::Error> {
    Box::new(Wrong(why.into()))
}

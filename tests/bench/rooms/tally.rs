//! What was heard, and what it comes to.

use std::collections::HashMap;
use std::time::Duration;

/// What one listener heard, or all of them.
#[derive(Debug, Default)]
pub(crate) struct Heard {
    /// Messages of its own that count.
    pub(crate) sent: u64,
    /// How long each that counts was on its way, in microseconds.
    delays_us: Vec<u64>,
    /// Those that came twice, or after a later one.
    odd: u64,
    last: HashMap<u8, u64>,
}

impl Heard {
    /// Notes a message of somebody else's.
    pub(crate) fn note(&mut self, text: &str, own: u8, now: Duration) -> Option<()> {
        let mark = text.split('@').nth(1)?;
        let mut parts = mark.split(':').map(|part| part.parse::<u64>().ok());
        let (place, number) = (u8::try_from(parts.next()??).ok()?, parts.next()??);
        let (at_us, counts) = (parts.next()??, parts.next()?? == 1);
        if place == own {
            return None;
        }
        let last = self.last.entry(place).or_default();
        if number <= *last {
            self.odd += 1;
        }
        *last = number.max(*last);
        if counts {
            let now_us = u64::try_from(now.as_micros()).ok()?;
            self.delays_us.push(now_us.saturating_sub(at_us));
        }
        Some(())
    }

    /// Takes in what another listener heard.
    pub(crate) fn add(&mut self, other: Self) {
        self.sent += other.sent;
        self.odd += other.odd;
        self.delays_us.extend(other.delays_us);
    }
}

/// One round in numbers.
#[derive(Debug, Clone)]
pub(crate) struct Tally {
    rate: u64,
    p50_us: u64,
    p99_us: u64,
    busy_us: u64,
    missing: u64,
    odd: u64,
}

impl Tally {
    /// Of everything that was heard, and of how long the server was busy with it.
    pub(crate) fn of(heard: &mut Heard, busy_us: u64, measured: Duration) -> Self {
        heard.delays_us.sort_unstable();
        let received = u64::try_from(heard.delays_us.len()).unwrap_or(u64::MAX);
        // Two of three hear each message.
        let missing = (heard.sent * 2).saturating_sub(received);
        Self {
            rate: heard.sent / measured.as_secs().max(1),
            p50_us: at(&heard.delays_us, 500),
            p99_us: at(&heard.delays_us, 990),
            busy_us: busy_us / heard.sent.max(1),
            missing,
            odd: heard.odd,
        }
    }
}

/// The value that so many of a thousand are not above.
fn at(sorted: &[u64], of_thousand: usize) -> u64 {
    let place = sorted.len().saturating_mul(of_thousand) / 1000;
    let place = place.min(sorted.len().saturating_sub(1));
    sorted.get(place).copied().unwrap_or_default()
}

/// The rate of the middle round.
pub(crate) fn median_rate(rounds: &[Tally]) -> u64 {
    median(rounds, |round| round.rate)
}

fn median(rounds: &[Tally], of: impl Fn(&Tally) -> u64) -> u64 {
    let mut values: Vec<_> = rounds.iter().map(of).collect();
    values.sort_unstable();
    values.get(values.len() / 2).copied().unwrap_or_default()
}

/// Middle values of all rounds, as a line of a table.
pub(crate) fn row(work: &str, target: &str, rounds: &[Tally], limit: u64) -> String {
    let rate = median_rate(rounds);
    let share = rate.saturating_mul(100) / limit.max(1);
    let ms = |us: u64| format!("{}.{}", us / 1000, us % 1000 / 100);
    format!(
        "| {work} | {target} | {rate} | {share} % | {} | {} | {} | {} | {} |",
        ms(median(rounds, |round| round.p50_us)),
        ms(median(rounds, |round| round.p99_us)),
        median(rounds, |round| round.busy_us),
        rounds.iter().map(|round| round.missing).sum::<u64>(),
        rounds.iter().map(|round| round.odd).sum::<u64>(),
    )
}

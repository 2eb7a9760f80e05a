//! The table for readers that are no computers: a diagram, a page of text, and who may do what.

use std::fmt::Write as _;

use crate::dispute::lists::{Condition, Phase, Seat, Verb};
use crate::dispute::rules::{RULES, Rule, Target, is_open_to};

/// The procedure as a Mermaid state diagram: one arrow for each way from a phase to another.
pub fn diagram() -> String {
    let mut text = String::from("stateDiagram-v2\n    direction TB\n");
    for phase in Phase::ALL {
        let _ = writeln!(text, "    state \"{phase}\" as {phase}");
    }
    text.push_str("    [*] --> draft\n");
    for from in Phase::ALL {
        for to in Phase::ALL {
            let names: Vec<_> = RULES
                .iter()
                .filter(|rule| leads(rule, *from, *to))
                .map(|rule| rule.id)
                .collect();
            if !names.is_empty() {
                let _ = writeln!(text, "    {from} --> {to}: {}", names.join(", "));
            }
        }
    }
    text.push_str("    closed --> [*]\n");
    text
}

fn leads(rule: &Rule, from: Phase, to: Phase) -> bool {
    rule.from.contains(&from) && rule.to == Target::To(to) && from != to
        || rule.to == Target::Back && rule.from.contains(&from) && comes_back(from, to)
}

/// Where *back* can lead: to every phase that leads into this one.
fn comes_back(from: Phase, to: Phase) -> bool {
    RULES
        .iter()
        .any(|rule| rule.to == Target::To(from) && rule.from.contains(&to))
}

/// The table as Markdown, in reading order.
pub fn table() -> String {
    let mut text = String::from(
        "| row | verb | by | from | when | to | opens | source |\n\
         |---|---|---|---|---|---|---|---|\n",
    );
    for rule in RULES {
        let by: Vec<_> = rule.by.iter().map(|seat| seat.code()).collect();
        let from: Vec<_> = rule.from.iter().map(|phase| phase.code()).collect();
        let opens: Vec<_> = rule.opens.iter().map(|term| term.as_str()).collect();
        let to = match rule.to {
            Target::To(phase) => phase.code(),
            Target::Same => "same",
            Target::Back => "back",
        };
        let when = if rule.when == Condition::Always {
            String::new()
        } else {
            rule.when.code()
        };
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} | {when} | {to} | {} | {} |",
            rule.id,
            rule.verb,
            by.join(" "),
            from.join(" "),
            opens.join(" "),
            rule.source.join(" "),
        );
    }
    text
}

/// Phase × verb × seat: `x` where some row lets the seat do it, on whatever condition.
pub fn access() -> String {
    let mut text = String::new();
    let width = Verb::ALL
        .iter()
        .map(|verb| verb.code().len())
        .max()
        .unwrap_or_default();
    for phase in Phase::ALL {
        let _ = writeln!(text, "{phase}");
        let seats: Vec<_> = Seat::ALL.iter().map(|seat| seat.code()).collect();
        let _ = writeln!(text, "  {:width$}  {}", "", seats.join("  "));
        for verb in Verb::ALL.iter().filter(|verb| anybody(**verb, *phase)) {
            let marks: Vec<_> = Seat::ALL
                .iter()
                .map(|seat| {
                    let mark = if is_open_to(*verb, *phase, *seat) {
                        "x"
                    } else {
                        "."
                    };
                    format!("{mark:<w$}", w = seat.code().len())
                })
                .collect();
            let _ = writeln!(
                text,
                "  {:width$}  {}",
                verb.code(),
                marks.join("  ").trim_end()
            );
        }
        text.push('\n');
    }
    text
}

fn anybody(verb: Verb, phase: Phase) -> bool {
    Seat::ALL.iter().any(|seat| is_open_to(verb, phase, *seat))
}

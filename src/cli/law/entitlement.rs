//! An entitlement card as text.

use hejie_domain::law::entitlement::{Bearer, Card, Claim, ConditionState, Proof, Range, Standing};

use super::told::Language;

/// The card as lines.
pub(super) fn told(card: &Card, language: Language) -> Vec<String> {
    let mut lines = Vec::new();
    for claim in &card.claims {
        lines.extend(claimed(claim, language));
    }
    let total = language.pick("合计", "In all");
    lines.push(format!("= {total}  {}", amount(&card.total)));
    for note in &card.notes {
        let flag = note.flag.map(|flag| format!("[{flag}] "));
        let flag = flag.unwrap_or_default();
        lines.push(format!("* {flag}{}", language.of(&note.text)));
    }
    for missing in &card.missing {
        let why = language.of(&missing.why);
        lines.push(format!("? {} {why}", missing.fact));
    }
    for clause in &card.clauses {
        let code = clause.id.code();
        lines.push(format!("§ {code} {}", language.of(&clause.title)));
    }
    lines.push(format!("! {}", language.of(&card.not_a_decision)));
    lines
}

fn claimed(claim: &Claim, language: Language) -> Vec<String> {
    let title = language.of(&claim.title);
    let mut lines = vec![format!("{title} ({})", standing(claim.standing, language))];
    lines.extend(
        claim
            .amount
            .iter()
            .map(|range| format!("  {}", amount(range))),
    );
    lines.extend(claim.conditions.iter().map(|one| condition(one, language)));
    for note in &claim.notes {
        lines.push(format!("  * {}", language.of(note)));
    }
    let sources: Vec<_> = claim.source.iter().map(|id| id.code()).collect();
    let confirm = language.pick("（待核对）", " (to be confirmed)");
    let confirm = if claim.to_be_confirmed {
        confirm
    } else {
        String::new()
    };
    lines.push(format!("  § {}{confirm}", sources.join(" ")));
    lines
}

/// `formula = sum`, once where both ends are the same.
fn amount(range: &Range) -> String {
    let side = |formula: &str, sum: String| {
        if formula == sum {
            sum
        } else {
            format!("{formula} = {sum}")
        }
    };
    let most = side(&range.max_formula, range.max_fen.to_string());
    if range.min_fen == range.max_fen {
        return most;
    }
    let least = side(&range.min_formula, range.min_fen.to_string());
    format!("{least} – {most}")
}

fn condition(state: &ConditionState, language: Language) -> String {
    let (on, until) = (state.burden.on, state.burden.until);
    let bearer = match on {
        Bearer::Consumer => language.pick("消费者举证", "for the consumer to prove"),
        Bearer::Merchant => language.pick("商家举证", "for the merchant to prove"),
        Bearer::Platform => language.pick("平台举证", "for the platform to prove"),
    };
    let until = until.map(|day| language.pick(&format!("，至 {day}"), &format!(", until {day}")));
    let proof = match state.proof {
        Proof::Proved => language.pick("已证明", "proved"),
        Proof::Unproved => language.pick("未证明", "unproved"),
        Proof::Disputed => language.pick("有争议", "disputed"),
        Proof::Disproved => language.pick("已否定", "disproved"),
    };
    let because = state.because.as_ref().map(|why| language.of(why));
    let because = because.map(|why| format!(" {why}")).unwrap_or_default();
    let (text, until) = (language.of(&state.text), until.unwrap_or_default());
    format!("  [{proof}] {text} ({bearer}{until}){because}")
}

fn standing(standing: Standing, language: Language) -> String {
    match standing {
        Standing::Supported => language.pick("按现有情况成立", "stands on what is known"),
        Standing::Open => language.pick("尚有条件未证明", "something is still to be proved"),
        Standing::Excluded => language.pick("不成立", "excluded"),
        Standing::ForAPerson => language.pick("须人工判断", "for a person to judge"),
    }
}

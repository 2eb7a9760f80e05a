//! What a table of merchants would do, on the wire.

use hejie_domain::people::Locale;
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::house::registry::{Effect, Look, Taken, Wrong};
use crate::http::problem::fault_text;

/// How many lines of each kind are listed; the counts are of all.
const LISTED_MAX: usize = 100;

/// What a table would do, or did.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::http) struct RegistryLook {
    /// `utf-8` or `gb18030`.
    encoding: &'static str,
    new_count: usize,
    changed_count: usize,
    unchanged_count: usize,
    /// Lines that cannot be taken.
    wrong_count: usize,
    /// New and changed merchants; the first hundred.
    lines: Vec<RegistryLine>,
    /// What is wrong; the first hundred.
    wrong: Vec<RegistryFault>,
}

/// A line that can be taken.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::http) struct RegistryLine {
    /// Its number in the file.
    line: u64,
    name: String,
    credit_code: String,
    /// `new` or `changed`.
    effect: &'static str,
    /// Which fields change.
    fields: Vec<&'static str>,
}

/// What is wrong with a line.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::http) struct RegistryFault {
    /// Its number in the file.
    line: u64,
    /// Which column; empty, where the whole line is wrong.
    field: String,
    /// As it stood there.
    value: String,
    code: &'static str,
    /// In the caller's language.
    reason: String,
}

impl RegistryLook {
    pub(in crate::http) fn of(look: &Look, locale: Locale) -> Self {
        let moving = look.taken.iter();
        let moving = moving.filter(|line| line.effect != Effect::Unchanged);
        Self {
            encoding: look.encoding,
            new_count: look.count(Effect::New),
            changed_count: look.count(Effect::Changed),
            unchanged_count: look.count(Effect::Unchanged),
            wrong_count: look.wrong_lines(),
            lines: moving.take(LISTED_MAX).map(line).collect(),
            wrong: look
                .wrong
                .iter()
                .take(LISTED_MAX)
                .map(|wrong| fault(wrong, locale))
                .collect(),
        }
    }

    /// What a column is called.
    pub(in crate::http) fn field(column: &str, locale: Locale) -> String {
        let chinese = match column {
            "name" => "名称",
            "credit_code" => "统一社会信用代码",
            "self_operated" => "是否自营",
            "address" => "地址",
            "phone" => "电话",
            "email" => "邮箱",
            "region" => "行政区划代码",
            _ => "整行",
        };
        match locale {
            Locale::ZhCn => chinese.to_owned(),
            Locale::En if column.is_empty() => "line".to_owned(),
            Locale::En => column.replace('_', " "),
        }
    }
}

fn line(taken: &Taken) -> RegistryLine {
    let code = taken.merchant.credit_code.as_ref();
    RegistryLine {
        line: taken.line,
        name: taken.merchant.name.clone(),
        credit_code: code.map(ToString::to_string).unwrap_or_default(),
        effect: match taken.effect {
            Effect::New => "new",
            Effect::Changed => "changed",
            Effect::Unchanged => "unchanged",
        },
        fields: taken.fields.clone(),
    }
}

fn fault(wrong: &Wrong, locale: Locale) -> RegistryFault {
    RegistryFault {
        line: wrong.line,
        field: RegistryLook::field(&wrong.field, locale),
        value: wrong.value.clone(),
        code: wrong.code,
        reason: fault_text(locale, wrong.code),
    }
}

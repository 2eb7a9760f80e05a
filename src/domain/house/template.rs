//! Texts that are kept ready, with places such as `{{number}}` that are filled from a dispute.

use std::collections::BTreeMap;

use crate::closed_list;

closed_list! {
    /// What a text is for.
    TemplateKind {
        /// 常用回复
        Reply = "reply",
        /// 协议条款
        Agreement = "agreement",
        /// 调解开场说明
        Opening = "opening",
        /// 调解方案
        Proposal = "proposal",
    }
}

closed_list! {
    /// What a place stands for.
    Variable {
        /// 争议编号
        Number = "number",
        /// 消费者称呼
        Consumer = "consumer",
        /// 商家名称
        Shop = "shop",
        /// 首问责任人
        Responder = "responder",
        /// 首问责任人工号
        WorkNo = "work_no",
        /// 调解员
        Mediator = "mediator",
        /// 调解组织
        Body = "body",
        /// 平台名称
        Platform = "platform",
        /// 使用者本人姓名
        Me = "me",
        /// 现在这一步的截止时间
        Deadline = "deadline",
        /// 今天的日期
        Today = "today",
        /// 订单号
        Order = "order",
        /// 商品名称
        Product = "product",
        /// 支付金额
        Paid = "paid",
        /// 请求金额
        Claim = "claim",
    }
}

/// The longest text.
pub const BODY_CHARS_MAX: usize = 5_000;

/// Why a text cannot be kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TemplateFault {
    /// A place that nothing can fill.
    #[error("{name} is no place; {} is nearest", nearest.code())]
    Unknown {
        /// As it was written.
        name: String,
        /// Which was most likely meant.
        nearest: Variable,
    },
    /// A place that was opened and not closed, or closed and not opened.
    #[error("a place begins with two braces and ends with two")]
    Braces,
}

enum Piece<'t> {
    Words(&'t str),
    Place(&'t str),
}

/// The places of a text, each once, in the order in which they come.
pub fn read(text: &str) -> Result<Vec<Variable>, TemplateFault> {
    let mut found = Vec::new();
    for piece in pieces(text)? {
        let Piece::Place(name) = piece else { continue };
        let variable = named(name).ok_or_else(|| TemplateFault::Unknown {
            name: name.to_owned(),
            nearest: nearest(name),
        })?;
        if !found.contains(&variable) {
            found.push(variable);
        }
    }
    Ok(found)
}

/// The text with its places filled, and those for which there is no value, which stay as they are.
pub fn fill(
    text: &str,
    values: &BTreeMap<Variable, String>,
) -> Result<(String, Vec<Variable>), TemplateFault> {
    let mut empty = read(text)?;
    empty.retain(|variable| !values.contains_key(variable));
    let filled = pieces(text)?
        .into_iter()
        .map(|piece| match piece {
            Piece::Words(words) => words.to_owned(),
            Piece::Place(name) => named(name)
                .and_then(|variable| values.get(&variable).cloned())
                .unwrap_or_else(|| format!("{{{{{}}}}}", name.trim())),
        })
        .collect();
    Ok((filled, empty))
}

/// The variable of that name, as people write it: blanks and capitals do not matter, and its Chinese
/// name is as good.
pub fn named(name: &str) -> Option<Variable> {
    let name = name.trim().to_lowercase();
    Variable::parse(&name).or_else(|| {
        let mut all = Variable::ALL.iter().copied();
        all.find(|variable| variable.chinese() == name)
    })
}

impl Variable {
    /// The name that may be written in its place.
    pub const fn chinese(self) -> &'static str {
        match self {
            Self::Number => "争议编号",
            Self::Consumer => "消费者",
            Self::Shop => "商家",
            Self::Responder => "首问责任人",
            Self::WorkNo => "工号",
            Self::Mediator => "调解员",
            Self::Body => "调解组织",
            Self::Platform => "平台",
            Self::Me => "本人姓名",
            Self::Deadline => "截止时间",
            Self::Today => "今天",
            Self::Order => "订单号",
            Self::Product => "商品",
            Self::Paid => "支付金额",
            Self::Claim => "请求金额",
        }
    }
}

fn pieces(text: &str) -> Result<Vec<Piece<'_>>, TemplateFault> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((words, after)) = rest.split_once("{{") {
        let (place, behind) = after.split_once("}}").ok_or(TemplateFault::Braces)?;
        if words.contains("}}") || place.contains("{{") {
            return Err(TemplateFault::Braces);
        }
        pieces.push(Piece::Words(words));
        pieces.push(Piece::Place(place));
        rest = behind;
    }
    if rest.contains("}}") {
        return Err(TemplateFault::Braces);
    }
    pieces.push(Piece::Words(rest));
    Ok(pieces)
}

/// Which was most likely meant: by the fewest letters to change, in either language.
fn nearest(name: &str) -> Variable {
    let name = name.trim().to_lowercase();
    let far = |variable: &Variable| {
        let by = |known: &str| distance(&name, known);
        by(variable.code()).min(by(variable.chinese()))
    };
    let mut all = Variable::ALL.iter().copied();
    let first = all.next().unwrap_or(Variable::Number);
    all.fold(first, |best, other| {
        if far(&other) < far(&best) {
            other
        } else {
            best
        }
    })
}

/// How many characters must be put in, taken out or changed, in hundredths of the longer word's
/// length, so that a short wrong word is not near to every short one.
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    let mut length = 0_usize;
    for (at, letter) in left.chars().enumerate() {
        length = at.saturating_add(1);
        let mut next = vec![length];
        for ((other, above), aside) in right.iter().zip(row.iter().skip(1)).zip(&row) {
            let changed = aside.saturating_add(usize::from(letter != *other));
            let put_in = above.saturating_add(1);
            let taken_out = next.last().copied().unwrap_or_default().saturating_add(1);
            next.push(changed.min(put_in).min(taken_out));
        }
        row = next;
    }
    let steps = row.last().copied().unwrap_or_default();
    let longer = length.max(right.len()).max(1);
    steps
        .saturating_mul(100)
        .checked_div(longer)
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_found_in_whatever_way_they_are_written() {
        let text = "{{ Consumer }}您好，{{争议编号}}由{{responder}}处理，{{consumer}}请于{{deadline}}前回复。";
        assert_eq!(
            read(text).unwrap(),
            [
                Variable::Consumer,
                Variable::Number,
                Variable::Responder,
                Variable::Deadline
            ]
        );
        assert_eq!(read("没有变量 { } 的话").unwrap(), []);
    }

    #[test]
    fn an_unknown_place_is_refused_with_what_was_meant() {
        for (written, meant) in [
            ("custmer", Variable::Consumer),
            ("numbr", Variable::Number),
            ("deadlines", Variable::Deadline),
            ("编号", Variable::Number),
            ("店铺商家", Variable::Shop),
            ("responsible", Variable::Responder),
        ] {
            let fault = read(&format!("您好 {{{{{written}}}}}")).unwrap_err();
            let expected = TemplateFault::Unknown {
                name: written.to_owned(),
                nearest: meant,
            };
            assert_eq!(fault, expected);
        }
    }

    #[test]
    fn braces_come_in_twos() {
        for text in ["{{number", "number}}", "{{a{{number}}", "a}} {{number}}"] {
            assert_eq!(read(text), Err(TemplateFault::Braces), "{text}");
        }
    }

    #[test]
    fn what_is_known_is_filled_and_what_is_not_is_named() {
        let values = BTreeMap::from([
            (Variable::Consumer, "王芳".to_owned()),
            // A value is never read again as a text with places.
            (Variable::Product, "{{number}}".to_owned()),
        ]);
        let (filled, empty) = fill("{{消费者}}：{{product}}，{{mediator}}", &values).unwrap();
        assert_eq!(filled, "王芳：{{number}}，{{mediator}}");
        assert_eq!(empty, [Variable::Mediator]);
    }
}

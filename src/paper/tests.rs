use std::collections::BTreeSet;

use crate::*;

fn paper(text: &str) -> Paper {
    Paper {
        ident: "a paper of the tests".into(),
        made_at: "2026-10-12T03:20:33Z".parse().unwrap(),
        lang: Lang::Zh,
        issuer: "和解测试平台".into(),
        title: "和解协议".into(),
        under_title: vec!["编号：HJ-2026-000123-X".into()],
        banner: Some("待签署".into()),
        blocks: vec![
            Block::Heading {
                text: "协议内容".into(),
            },
            Block::Clauses {
                clauses: vec![Clause {
                    text: text.into(),
                    rows: vec![Row::new("方式", "原支付渠道退回")],
                }],
            },
            Block::Points {
                points: vec!["其一".into(), "其二".into()],
            },
            Block::Table {
                head: ("日期".into(), "出席".into()),
                rows: vec![Row::new("2026年10月12日", "双方")],
            },
            Block::Signatures {
                signatures: vec![Signature {
                    who: "申请人".into(),
                    name: None,
                    empty: "（尚未签署）".into(),
                    lines: Vec::new(),
                }],
            },
            Block::Seal {
                seal: SealBlock {
                    body: "某调解委员会".into(),
                    mark: "已盖章".into(),
                    lines: vec!["2026年10月13日".into()],
                },
            },
        ],
        foot: Foot {
            lines: vec!["编号".into()],
            qr_svg: None,
            page: "第 {n} 页，共 {of} 页".into(),
        },
    }
}

fn printed(text: &str) -> Result<Vec<u8>, NotPrinted> {
    print(&Fonts::find(None).unwrap(), &paper(text))
}

#[test]
fn the_same_paper_has_the_same_bytes_and_another_one_has_others() {
    let first = printed("退款壹元").unwrap();
    assert!(first.starts_with(b"%PDF-1.7"));
    assert!(first == printed("退款壹元").unwrap(), "the bytes differ");
    assert!(
        first != printed("退款贰元").unwrap(),
        "the bytes are the same"
    );
}

#[test]
fn a_paper_lasts_and_can_be_read_aloud() {
    let bytes = printed("退款壹元").unwrap();
    let holds = |what: &[u8]| bytes.windows(what.len()).any(|part| part == what);
    assert!(holds(b"<pdfaid:part>2</pdfaid:part>"), "PDF/A-2");
    assert!(holds(b"<pdfaid:conformance>A</pdfaid:conformance>"), "a");
    assert!(holds(b"<pdfuaid:part>1</pdfuaid:part>"), "PDF/UA-1");
    assert!(holds(b"/StructTreeRoot"), "tagged");
}

#[test]
fn markup_in_what_people_wrote_is_nothing_but_text() {
    for text in [
        "#panic(\"x\")",
        "#import \"/etc/passwd\": *",
        "$ x^2 $ *b* _i_ `c` <label> @ref = head",
        "#json(\"/paper.json\")",
        "\\u{0041} // comment /* more */ [ ] { } \" '",
        &"长".repeat(4_000),
        &"x".repeat(4_000),
        "一\n\n二\n三",
    ] {
        printed(text).unwrap_or_else(|refused| panic!("{text}: {refused}"));
    }
}

#[test]
fn what_cannot_be_printed_is_named_and_can_be_written_out() {
    let refused = printed("退款😀\u{202e}ཀ").unwrap_err();
    let NotPrinted::Uncovered { chars } = refused else {
        panic!("{refused}");
    };
    assert_eq!(chars, BTreeSet::from(['ཀ', '\u{202e}', '😀']));
    let written = marked("退款😀\u{202e}ཀ", &chars);
    assert_eq!(written, "退款〔U+1F600〕〔U+202E〕〔U+0F40〕");
    printed(&written).unwrap();
    let paper = paper("退款😀").written_out(&chars).unwrap();
    print(&Fonts::find(None).unwrap(), &paper).unwrap();
}

#[test]
fn rare_names_are_printed_as_they_are() {
    let fonts = Fonts::find(None).unwrap();
    let lacking = uncovered(&fonts, ["𬭎𫖯喆堃㛃·阿卜杜拉 Müller"]).unwrap();
    assert_eq!(lacking, BTreeSet::new());
}

#[test]
fn a_missing_typeface_is_said_with_where_it_was_looked_for() {
    let missing = Fonts::find(Some("/nowhere".as_ref())).unwrap_err();
    let said = missing.to_string();
    assert!(
        said.contains("/nowhere") && said.contains("HEJIE_FONTS"),
        "{said}"
    );
}

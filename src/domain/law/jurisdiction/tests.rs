use std::sync::LazyLock;

use serde_json::{Value, json};

use super::{Competent, CompetentBody, Level, RegionCode, Regions, RegionsFault, jurisdiction};
use crate::ruleset::RuleBook;

static BOOK: LazyLock<RuleBook> = LazyLock::new(|| RuleBook::load().unwrap());
static REGIONS: LazyLock<Regions> = LazyLock::new(|| Regions::shipped().unwrap());

fn competent(facts: Value) -> Competent {
    jurisdiction(&serde_json::from_value(facts).unwrap(), &BOOK, &REGIONS)
}

fn codes(seats: &[CompetentBody]) -> Vec<String> {
    seats.iter().map(|seat| seat.region.to_string()).collect()
}

#[test]
fn an_ordinary_operator_is_for_its_place_of_business_or_domicile() {
    let found = competent(
        json!({"respondent": "ordinary", "place_of_business": "330106", "domicile": "330110"}),
    );
    assert_eq!(codes(&found.complaint), ["330106", "330110"]);
    assert_eq!(
        found.complaint[0].name.as_deref(),
        Some("浙江省杭州市西湖区")
    );
    let same = competent(
        json!({"respondent": "ordinary", "place_of_business": "330106", "domicile": "330106"}),
    );
    assert_eq!(codes(&same.complaint), ["330106"]);
}

#[test]
fn a_shop_is_for_its_published_address_or_the_platforms_domicile() {
    let shop = |unreachable: bool, published: Value| {
        let facts = json!({"respondent": "shop", "published_address": published, "platform_domicile": "369901",
            "unreachable": unreachable});
        codes(&competent(facts).complaint)
    };
    assert_eq!(shop(false, json!("330782")), ["330782", "369901"]);
    assert_eq!(shop(true, json!("330782")), ["369901"]);
    assert_eq!(shop(false, Value::Null), ["369901"]);
}

#[test]
fn a_platform_is_for_its_own_domicile() {
    let facts =
        json!({"respondent": "platform", "domicile": "369901", "place_of_business": "330106"});
    assert_eq!(codes(&competent(facts).complaint), ["369901"]);
}

#[test]
fn a_report_against_a_shop_is_for_where_it_works_first() {
    let facts = json!({"respondent": "shop", "place_of_business": "440305", "published_address": "330782",
        "platform_domicile": "369901"});
    assert_eq!(codes(&competent(facts).report), ["440305", "369901"]);
}

#[test]
fn the_court_follows_agreement_then_delivery() {
    let court = |court: Value| {
        let found = competent(json!({"respondent": "shop", "publishes_address": false,
                "platform_domicile": "369901", "court": court}));
        (
            codes(&found.court),
            found
                .missing
                .into_iter()
                .map(|m| m.fact)
                .collect::<Vec<_>>(),
        )
    };
    let all = json!({"delivered_online": true, "buyer_domicile": "330106", "received_at": "320102", "agreed": "110108"});
    assert_eq!(court(all).0, ["110108"]);
    let online =
        json!({"delivered_online": true, "buyer_domicile": "330106", "received_at": "320102"});
    assert_eq!(court(online).0, ["330106"]);
    let parcel =
        json!({"delivered_online": false, "buyer_domicile": "330106", "received_at": "320102"});
    assert_eq!(court(parcel).0, ["320102"]);
    assert_eq!(
        court(json!({"delivered_online": false})).1,
        ["/court/received_at"]
    );
}

#[test]
fn places_that_nobody_gave_are_asked_for() {
    let found = competent(json!({"respondent": "shop"}));
    assert!(found.complaint.is_empty());
    let asked: Vec<_> = found.missing.iter().map(|one| one.fact.as_str()).collect();
    assert_eq!(asked, ["/published_address", "/platform_domicile"]);
    let none = competent(
        json!({"respondent": "shop", "publishes_address": false, "platform_domicile": "369901"}),
    );
    assert_eq!(codes(&none.complaint), ["369901"]);
    assert!(none.missing.is_empty());
}

#[test]
fn a_city_is_not_close_enough() {
    let found = competent(json!({"respondent": "platform", "domicile": "330100"}));
    assert!(
        found
            .notes
            .iter()
            .any(|note| note.en.contains("not a county"))
    );
}

#[test]
fn region_codes_know_what_they_lie_in() {
    let code = RegionCode::parse("330106").unwrap();
    assert_eq!(code.level(), Level::County);
    assert_eq!(code.prefecture().to_string(), "330100");
    assert_eq!(code.province().to_string(), "330000");
    assert_eq!(RegionCode::parse("330106001").unwrap(), code);
    for nonsense in [
        "",
        "33",
        "33010",
        "3301060",
        "x30106",
        "990101",
        "３３０１０６",
    ] {
        assert!(RegionCode::parse(nonsense).is_err(), "{nonsense}");
    }
}

#[test]
fn a_list_of_regions_is_read_whole_or_not_at_all() {
    let more = REGIONS
        .with("\u{feff}code,name\r\n330103,下城区（旧）\r\n330106,西湖区\n")
        .unwrap();
    assert_eq!(
        more.name(RegionCode::parse("330103").unwrap()).unwrap(),
        "浙江省杭州市下城区（旧）"
    );
    assert!(matches!(
        REGIONS.with("330103"),
        Err(RegionsFault::Shape { line: 1 })
    ));
    assert!(matches!(
        REGIONS.with("330103,下城区\n33,浙江"),
        Err(RegionsFault::Code { line: 2, .. })
    ));
    assert!(matches!(
        REGIONS.with("330106,东湖区"),
        Err(RegionsFault::Twice { line: 1, .. })
    ));
    assert_eq!(
        REGIONS.name(RegionCode::parse("110105").unwrap()).unwrap(),
        "北京市朝阳区"
    );
}

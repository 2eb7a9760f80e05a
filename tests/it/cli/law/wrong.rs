//! Questions that are wrong.

use super::{Installation, said};

#[test]
fn a_wrong_question_is_told_what_is_wrong_and_ends_with_two() {
    let here = Installation::new();
    let wrong = |words: &str, facts: &str, part: &str| {
        let output = here.ask(&words.split(' ').collect::<Vec<_>>(), facts);
        assert_eq!(
            output.status.code(),
            Some(2),
            "{words} {facts}: {}",
            said(&output)
        );
        assert!(
            output.stdout.is_empty(),
            "{words} {facts}: {}",
            said(&output)
        );
        assert!(
            said(&output).contains(part),
            "{words} {facts}: {}",
            said(&output)
        );
    };
    wrong(
        "term --from 2026-02-30 --count 7 --unit working",
        "",
        "neither a day",
    );
    wrong(
        "term --from 2026-02-20 --count 7 --unit hours",
        "",
        "time of day",
    );
    wrong(
        "term --from 2026-02-20 --count 0 --unit working",
        "",
        "at least one",
    );
    wrong("term --from 2026-02-20 --count -3 --unit working", "", "-3");
    wrong(
        "term --from 2026-02-20 --count 999999 --unit years",
        "",
        "100",
    );
    wrong("term --from 9990-02-20 --count 90 --unit years", "", "9999");
    wrong(
        "term --from 2026-02-20 --count 7 --unit weeks",
        "",
        "one of hours, working",
    );
    wrong(
        "term --from 2026-02-20 --count 7 --unit natural --roll sideways",
        "",
        "one of none, civil",
    );
    wrong("term --from 2026-02-20", "", "/count");
    wrong(
        "term --from 2019-02-20 --term negotiation",
        "",
        "no platform rules",
    );
    wrong(
        "term --from 2026-02-20 --term party",
        "",
        "no rule set knows",
    );
    wrong("term", "{", "standard input");
    wrong("entitlement --json", "{", "standard input");
    wrong(
        "entitlement --json",
        "{\"category\": \"food\"}",
        "missing field `on`",
    );
    wrong(
        "entitlement",
        "{\"category\": \"foot\", \"on\": \"2026-08-29\"}",
        "category",
    );
    wrong(
        "entitlement",
        "{\"category\": \"food\", \"on\": \"2026-08-29\", \"colour\": 1}",
        "colour",
    );
    wrong(
        "entitlement",
        "{\"category\": \"food\", \"on\": \"2026-08-29\", \"quantity\": 0}",
        "/quantity",
    );
    wrong("admissible", "{\"on\": \"2019-01-01\"}", "/on");
    wrong("doors", "[]", "standard input");
    wrong(
        "bureau",
        "{\"respondent\": \"shop\", \"platform_domicile\": \"12\"}",
        "six digits",
    );
    wrong("schema nonsense", "", "term");
}

//! The register of merchants from a table.

use hejie::domain::access::StaffRole;
use reqwest::Method;
use serde_json::Value;

use super::scene::{House, house};
use crate::support::{Answer, Database, Somebody, on_both};

on_both! {
    a_table_is_looked_at_then_taken_in_once => taken;
    wrong_lines_keep_the_others_out_unless_they_may_stay => wrong_lines;
}

const FIRST: &str = "91330106MA2B1CDE2N";

/// A code whose check character fits, from any body of seventeen characters.
fn code(body: &str) -> String {
    let last = "0123456789ABCDEFGHJKLMNPQRTUWXY".chars();
    let found = last
        .map(|last| format!("{body}{last}"))
        .find(|code| hejie::domain::people::CreditCode::parse(code).is_ok());
    found.unwrap()
}

async fn send(admin: &Somebody, path: &str, table: &[u8]) -> Answer {
    let headers = [("content-type", "text/csv")];
    let path = format!("/admin/registry{path}");
    admin
        .send_bytes(Method::POST, &path, Some(table.to_vec()), &headers)
        .await
}

async fn merchants(house: &House) -> usize {
    let all = house
        .admin
        .get("/organisations?kind=merchant&limit=50")
        .await
        .ok();
    all["items"].as_array().unwrap().len()
}

fn counts(look: &Value) -> [u64; 4] {
    [
        "new_count",
        "changed_count",
        "unchanged_count",
        "wrong_count",
    ]
    .map(|name| look[name].as_u64().unwrap())
}

async fn taken(database: Database) {
    let house = house(database).await;
    let (one, two) = (code(FIRST.get(..17).unwrap()), code("91330106MA2C3DEF4"));
    let table = format!(
        "商家名称,统一社会信用代码,联系电话\r\n云山电器,{one},0571-88880000\r\n青禾食品,{two},\r\n"
    );
    let looked = send(&house.admin, "/preview", table.as_bytes()).await.ok();
    assert_eq!(counts(&looked), [2, 0, 0, 0]);
    assert_eq!(merchants(&house).await, 0, "a look stores nothing");
    send(&house.admin, "", table.as_bytes()).await.ok();
    assert_eq!(merchants(&house).await, 2);

    let later = format!(
        "name,credit_code,email\n云山电器有限公司,{one},help@example.com\n青禾食品,{two},\n"
    );
    let changed = send(&house.admin, "", later.as_bytes()).await.ok();
    assert_eq!(counts(&changed), [0, 1, 1, 0]);
    assert_eq!(
        changed["lines"][0]["fields"],
        serde_json::json!(["name", "email"])
    );
    let found = house
        .admin
        .get("/organisations?kind=merchant&query=云山")
        .await
        .ok();
    let merchant = &found["items"][0];
    assert_eq!(merchant["name"], "云山电器有限公司");
    assert_eq!(
        merchant["phone"], "0571-88880000",
        "what a table does not name stays"
    );
    let trail = house
        .admin
        .get("/admin/audit?deed=registry_imported")
        .await
        .ok();
    assert_eq!(trail["items"].as_array().unwrap().len(), 2, "{trail}");

    let agent = house
        .staff(StaffRole::ServiceAgent, "陈客服", "agent")
        .await;
    for path in ["", "/preview", "/report"] {
        send(&agent, path, table.as_bytes())
            .await
            .refused(404, "not_found");
    }
}

async fn wrong_lines(database: Database) {
    let house = house(database).await;
    let (one, two) = (code(FIRST.get(..17).unwrap()), code("91330106MA2C3DEF4"));
    let table = format!(
        "名称,统一社会信用代码,邮箱\n云山电器,{one},\n=HYPERLINK(1),{two},\n青禾食品,91330106MA2C3DEF40,不是邮箱\n云山二店,{one},\n"
    );
    send(&house.admin, "", table.as_bytes())
        .await
        .refused(409, "registry_has_faults");
    assert_eq!(merchants(&house).await, 0);
    let report = send(&house.admin, "/report", table.as_bytes()).await;
    let report = String::from_utf8(report.bytes.clone()).unwrap();
    assert!(report.starts_with('\u{feff}'), "{report}");
    for said in [
        "3,名称,'=HYPERLINK(1)",
        "4,统一社会信用代码",
        "4,邮箱,不是邮箱",
        "5,统一社会信用代码",
    ] {
        assert!(report.contains(said), "{said}: {report}");
    }
    let done = send(&house.admin, "?valid_only=true", table.as_bytes())
        .await
        .ok();
    assert_eq!(counts(&done), [1, 0, 0, 3]);
    assert_eq!(merchants(&house).await, 1);
    send(&house.admin, "", b"\xff\xfe\x00\x00")
        .await
        .refused(422, "invalid");
    send(&house.admin, "", &vec![b'x'; 6 * 1024 * 1024])
        .await
        .refused(413, "too_large");
}

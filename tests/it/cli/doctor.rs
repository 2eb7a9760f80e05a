//! `hejie doctor` where not even the settings can be read.

use serde_json::Value;

use super::Installation;

#[test]
fn settings_that_cannot_be_read_are_a_finding_of_their_own() {
    let here = Installation::new();
    let mut command = here.hejie(&["doctor", "--json"]);
    let output = command
        .env("HEJIE_SEND_TIMEOUT_S", "soon")
        .output()
        .unwrap();
    assert!(!output.status.success());
    let told: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(told["ok"], false);
    assert_eq!(told["findings"][0]["code"], "settings_wrong");
    let words = told["findings"][0]["en"]["what"].as_str().unwrap();
    assert!(words.contains("HEJIE_SEND_TIMEOUT_S"), "{words}");
}

use super::people::*;
use crate::dispute::command::{Command, Extent};
use crate::dispute::event::Actor;
use crate::dispute::own::own;
use crate::dispute::turn::Awaited;

fn of(world: &World, party: u128) -> Option<(Awaited, String)> {
    let own = own(&world.dispute, id(party))?;
    let due = own.due_at.map(|at| {
        let local = at.to_zoned(crate::zone());
        local.strftime("%Y-%m-%d %H:%M").to_string()
    });
    Some((own.what, due.unwrap_or_default()))
}

#[test]
fn a_respondent_who_was_told_is_awaited_also_while_the_platform_is() {
    let mut world = World::filed("2026-10-09T15:00");
    assert_eq!(of(&world, 12), None);
    world.ok(
        Actor::CLOCK,
        &Command::RecordDelivery {
            party: id(12),
            method: "sms".into(),
        },
    );
    let expected = (Awaited::Response, "2026-10-10 15:00".to_owned());
    assert_eq!(of(&world, 12), Some(expected));
    assert_eq!(of(&world, 11), None, "the consumer waits for others");
}

#[test]
fn who_let_the_time_to_answer_pass_is_awaited_still_and_is_late() {
    let mut world = World::filed("2026-10-09T15:00");
    let party = id(12);
    let method = "sms".into();
    world.ok(Actor::CLOCK, &Command::RecordDelivery { party, method });
    world.days(2);
    let late = Some((Awaited::Response, "2026-10-10 15:00".to_owned()));
    assert_eq!(of(&world, 12), late);
    let statement = text("已安排退款");
    world.ok(RESPONDENT, &Command::Respond { statement });
    assert_eq!(of(&world, 12), None);
}

#[test]
fn each_side_is_awaited_for_its_own_promise_only() {
    let mut world = performing();
    let (what, _) = of(&world, 12).unwrap();
    assert_eq!(what, Awaited::Performance);
    assert_eq!(of(&world, 11), None);
    world.days(5).ok(RESPONDENT, &record(21, Extent::Whole));
    assert_eq!(of(&world, 12), None);
    assert_eq!(of(&world, 11).unwrap().0, Awaited::Confirmation);
}

#[test]
fn nobody_is_awaited_in_a_closed_dispute() {
    let mut world = performing();
    world.days(5).ok(RESPONDENT, &record(21, Extent::Whole));
    world.ok(CONSUMER, &confirm(21));
    assert_eq!(of(&world, 11), None);
    assert_eq!(of(&world, 12), None);
}

//! Who acts: the people of the script with the rights that a session would give them.

use hejie_domain::access::Standing;
use hejie_domain::people::Locale;
use jiff::SignedDuration;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use super::Plan;
use super::script::Story;
use crate::app::{Caller, Context};

/// Somebody who has just logged in and proved who they are.
pub(super) fn caller(ctx: &Context, standing: Standing) -> Caller {
    let proved = SignedDuration::from_mins(5);
    Caller {
        standing,
        session: ctx.ids.new(),
        network: None,
        first: None,
        locale: Locale::ZhCn,
        reauth_until: ctx.now().at.checked_add(proved).ok(),
    }
}

/// An order number as shops write them: the day of the order and ten digits.
pub(super) fn order_number(plan: Plan, place: usize, story: &Story) -> String {
    let place = u64::try_from(place).unwrap_or_default();
    let mut rng = StdRng::seed_from_u64(plan.seed.wrapping_mul(0x9e37_79b9).wrapping_add(place));
    let serial = rng.random_range(1_000_000_000_u64..10_000_000_000);
    let day = story.bought.date(plan.date).strftime("%Y%m%d");
    format!("{day}{serial}")
}

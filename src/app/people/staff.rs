//! Who works on the caller's platform.

use hejie_domain::access::StaffRole;

use crate::app::{Caller, Context, Failure};
use crate::db::{Person, Staff};

/// Roles that work on disputes of a platform.
pub const PLATFORM: &[StaffRole] = &[
    StaffRole::ServiceAgent,
    StaffRole::Supervisor,
    StaffRole::Administrator,
];

/// Colleagues who are not suspended, in the order of their appointment.
pub async fn colleagues(ctx: &Context, caller: &Caller) -> Result<Vec<(Staff, Person)>, Failure> {
    let platform = caller.platform_as(PLATFORM)?;
    let staff = ctx.store.staff_of(platform).await?;
    let ids: Vec<_> = staff.iter().map(|staff| staff.person).collect();
    let people = ctx.store.people(&ids).await?;
    let with_names = staff.into_iter().filter_map(|staff| {
        let person = people.iter().find(|person| person.id == staff.person)?;
        (!person.suspended).then(|| (staff, person.clone()))
    });
    Ok(with_names.collect())
}

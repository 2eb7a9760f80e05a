//! Naming a colleague in an internal note, so that they hear of it.

use hejie_domain::access::StaffRole;
use hejie_domain::ids::{DisputeId, PersonId};
use hejie_domain::telling::Message;
use jiff::Timestamp;

use super::follow::notify;
use crate::app::people::duty::people_of_sides;
use crate::app::{Context, Failure};
use crate::db::{Person, Work};

/// A note of a dispute.
#[derive(Debug, Clone, Copy)]
pub(in crate::app) struct Note<'a> {
    /// Of which dispute.
    pub(in crate::app) dispute: DisputeId,
    /// Its number in the room.
    pub(in crate::app) seq: u64,
    /// Who wrote it.
    pub(in crate::app) by: PersonId,
    /// What it says.
    pub(in crate::app) text: &'a str,
    /// When.
    pub(in crate::app) at: Timestamp,
}

/// Leaves a notice for everybody whom the note names.
pub(in crate::app) async fn noted(
    ctx: &Context,
    work: &mut Work,
    note: Note<'_>,
) -> Result<(), Failure> {
    if !note.text.contains(['@', '＠']) {
        return Ok(());
    }
    let Some(loaded) = ctx.store.dispute(note.dispute).await? else {
        return Ok(());
    };
    let colleagues = colleagues(ctx, loaded.dispute.platform).await?;
    let parties = loaded.dispute.parties.iter();
    let parties: Vec<_> = parties.map(|party| party.fact.clone()).collect();
    // Whoever is on a side of the dispute hears nothing of what its desk says.
    let sides = people_of_sides(ctx, loaded.dispute.platform, &parties).await?;
    for person in named(note.text, &colleagues) {
        if person != note.by && !sides.contains(&person) {
            let occasion = (note.dispute, note.seq, Message::Mentioned);
            notify(ctx, work, occasion, person, note.at).await?;
        }
    }
    Ok(())
}

async fn colleagues(
    ctx: &Context,
    platform: hejie_domain::ids::OrganisationId,
) -> Result<Vec<Person>, Failure> {
    let staff = ctx.store.staff_of(platform).await?;
    let serves = |role| matches!(role, StaffRole::ServiceAgent | StaffRole::Supervisor);
    let serving: Vec<_> = staff
        .iter()
        .filter(|one| serves(one.role))
        .map(|one| one.person)
        .collect();
    let mut people = ctx.store.people(&serving).await?;
    people.retain(|person| !person.suspended);
    Ok(people)
}

/// Those whom a text names by `@` and their name. The longest name counts where one begins another;
/// namesakes are all named.
fn named(text: &str, colleagues: &[Person]) -> Vec<PersonId> {
    let mut found = Vec::new();
    let text = text.replace('＠', "@");
    for part in text.split('@').skip(1) {
        let fits = |person: &&Person| !person.name.is_empty() && part.starts_with(&person.name);
        let longest = colleagues
            .iter()
            .filter(fits)
            .map(|person| person.name.len())
            .max();
        let meant = colleagues
            .iter()
            .filter(fits)
            .filter(|person| Some(person.name.len()) == longest);
        for person in meant {
            if !found.contains(&person.id) {
                found.push(person.id);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use hejie_domain::people::Locale;

    use super::*;

    fn person(number: u128, name: &str) -> Person {
        Person {
            id: PersonId::constant(number),
            name: name.to_owned(),
            phone: None,
            email: None,
            password_hash: None,
            locale: Locale::ZhCn,
            suspended: false,
        }
    }

    #[test]
    fn whoever_is_named_is_found_once() {
        let all = [person(1, "王芳"), person(2, "王芳芳"), person(3, "刘敏")];
        let ids = |text| named(text, &all);
        assert_eq!(ids("请 @王芳 看一下，@王芳"), [PersonId::constant(1)]);
        assert_eq!(ids("＠王芳芳 已联系"), [PersonId::constant(2)]);
        assert_eq!(ids("邮箱 a@b.example，王芳没有被提到"), []);
        let both = [PersonId::constant(3), PersonId::constant(1)];
        assert_eq!(ids("@刘敏@王芳：同一件事"), both);
    }
}

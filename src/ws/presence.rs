//! Who is in a room just now: told when it changes, and only once a change has lasted.

use std::collections::HashMap;
use std::time::Duration;

use hejie_domain::ids::PersonId;
use tokio::time::Instant;

/// Whoever comes back within this long was never away.
const SETTLE: Duration = Duration::from_secs(4);

#[derive(Debug)]
struct Entry {
    sockets: usize,
    /// What the others were told.
    told: bool,
    /// Since when it is otherwise.
    changed: Instant,
}

/// The sockets of each person in one room.
#[derive(Debug, Default)]
pub(super) struct Presence(HashMap<PersonId, Entry>);

impl Presence {
    /// One more socket. The answer says whether the others must hear of it at once: a first arrival
    /// is no flap.
    pub(super) fn come(&mut self, person: PersonId, now: Instant) -> bool {
        let entry = self.0.entry(person).or_insert(Entry {
            sockets: 0,
            told: false,
            changed: now,
        });
        entry.sockets = entry.sockets.saturating_add(1);
        let news = !entry.told;
        entry.told = true;
        news
    }

    /// One socket less.
    pub(super) fn go(&mut self, person: PersonId, now: Instant) {
        if let Some(entry) = self.0.get_mut(&person) {
            entry.sockets = entry.sockets.saturating_sub(1);
            entry.changed = now;
        }
    }

    /// Whether the others believe that `person` is here.
    pub(super) fn is_here(&self, person: PersonId) -> bool {
        self.0.get(&person).is_some_and(|entry| entry.told)
    }

    /// When somebody who left is to be told of.
    pub(super) fn next_due(&self) -> Option<Instant> {
        self.leaving()
            .filter_map(|(_, entry)| entry.changed.checked_add(SETTLE))
            .min()
    }

    /// Those who have been away long enough; they are forgotten.
    pub(super) fn gone(&mut self, now: Instant) -> Vec<PersonId> {
        let gone: Vec<_> = self
            .leaving()
            .filter(|(_, entry)| now.duration_since(entry.changed) >= SETTLE)
            .map(|(person, _)| *person)
            .collect();
        self.0.retain(|person, _| !gone.contains(person));
        gone
    }

    fn leaving(&self) -> impl Iterator<Item = (&PersonId, &Entry)> {
        self.0.iter().filter(|(_, entry)| entry.sockets == 0)
    }
}

#[cfg(test)]
mod tests {
    use hejie_domain::ids::Id;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_flap_is_not_told_and_a_departure_is() {
        let person = PersonId::from_uuid(Uuid::nil());
        let now = Instant::now();
        let mut presence = Presence::default();
        assert!(presence.come(person, now));
        assert!(!presence.come(person, now), "a second window is no news");
        presence.go(person, now);
        presence.go(person, now);
        assert!(presence.gone(now + SETTLE / 2).is_empty());
        assert!(
            !presence.come(person, now + SETTLE / 2),
            "back before anybody noticed"
        );
        presence.go(person, now + SETTLE);
        assert_eq!(presence.next_due(), Some(now + 2 * SETTLE));
        assert_eq!(presence.gone(now + 2 * SETTLE), [person]);
        assert!(!presence.is_here(person));
    }
}

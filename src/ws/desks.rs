//! Who works on which dispute just now: leases, told to colleagues and to nobody else. A lease that is
//! not renewed runs out, whatever became of its holder; nothing is decided by it.

use std::collections::{BTreeMap, HashMap};
use std::time::Duration;

use hejie_domain::desk::Doing;
use hejie_domain::ids::{DisputeId, OrganisationId, PersonId};
use tokio::time::Instant;
use uuid::Uuid;

use super::conn::ConnId;

/// So long a lease holds that is not renewed.
pub(super) const LEASE: Duration = Duration::from_mins(1);
/// Disputes that one socket holds leases at.
pub(super) const HELD_MAX: usize = 20;

/// Where a lease was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Taken {
    /// By a socket of this process.
    Here(ConnId),
    /// In another process.
    There(Uuid),
}

#[derive(Debug)]
struct Lease {
    name: String,
    doing: Doing,
    until: Instant,
}

/// Somebody at a dispute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct AtDesk {
    pub(super) person: PersonId,
    pub(super) name: String,
    pub(super) doing: Doing,
}

#[derive(Debug)]
struct Desk {
    platform: OrganisationId,
    leases: HashMap<(PersonId, Taken), Lease>,
}

/// All leases.
#[derive(Debug, Default)]
pub(super) struct Desks(HashMap<DisputeId, Desk>);

impl Desks {
    /// Takes or renews a lease. True when colleagues see something new.
    pub(super) fn come(
        &mut self,
        (dispute, platform): (DisputeId, OrganisationId),
        who: (PersonId, Taken),
        (name, doing): (String, Doing),
        now: Instant,
    ) -> bool {
        let before = self.at(dispute);
        let until = now.checked_add(LEASE).unwrap_or(now);
        let lease = Lease { name, doing, until };
        let desk = self.0.entry(dispute).or_insert_with(|| Desk {
            platform,
            leases: HashMap::new(),
        });
        desk.leases.insert(who, lease);
        self.at(dispute) != before
    }

    /// Gives a lease back. True when colleagues see something new.
    pub(super) fn go(&mut self, dispute: DisputeId, who: (PersonId, Taken)) -> bool {
        let before = self.at(dispute);
        if let Some(desk) = self.0.get_mut(&dispute) {
            desk.leases.remove(&who);
        }
        self.at(dispute) != before
    }

    /// Lets go what was not renewed; answers where.
    pub(super) fn expire(&mut self, now: Instant) -> Vec<DisputeId> {
        let mut over = Vec::new();
        for (dispute, desk) in &mut self.0 {
            let before = desk.leases.len();
            desk.leases.retain(|_, lease| lease.until > now);
            if desk.leases.len() != before {
                over.push(*dispute);
            }
        }
        over
    }

    /// Forgets the desks that nobody is at.
    pub(super) fn tidy(&mut self) {
        self.0.retain(|_, desk| !desk.leases.is_empty());
    }

    /// Everybody at a dispute, each once with what concerns others most.
    pub(super) fn at(&self, dispute: DisputeId) -> Vec<AtDesk> {
        let mut people: BTreeMap<PersonId, AtDesk> = BTreeMap::new();
        let leases = self.0.get(&dispute).map(|desk| &desk.leases);
        for ((person, _), lease) in leases.into_iter().flatten() {
            let one = people.entry(*person).or_insert_with(|| AtDesk {
                person: *person,
                name: lease.name.clone(),
                doing: lease.doing,
            });
            one.doing = one.doing.max(lease.doing);
        }
        people.into_values().collect()
    }

    /// What somebody does at a dispute in this process, for other processes.
    pub(super) fn here(&self, dispute: DisputeId, person: PersonId) -> Option<Doing> {
        let leases = self.0.get(&dispute).map(|desk| &desk.leases);
        let own = leases
            .into_iter()
            .flatten()
            .filter(|((who, taken), _)| *who == person && matches!(taken, Taken::Here(_)));
        own.map(|(_, lease)| lease.doing).max()
    }

    /// The sockets of this process that hold a lease there.
    pub(super) fn sockets(&self, dispute: DisputeId) -> Vec<ConnId> {
        let leases = self.0.get(&dispute).map(|desk| &desk.leases);
        let here = leases
            .into_iter()
            .flatten()
            .filter_map(|((_, taken), _)| match taken {
                Taken::Here(conn) => Some(*conn),
                Taken::There(_) => None,
            });
        here.collect()
    }

    /// The platform whose dispute it is, while somebody is there.
    pub(super) fn platform(&self, dispute: DisputeId) -> Option<OrganisationId> {
        self.0.get(&dispute).map(|desk| desk.platform)
    }

    /// The disputes of a platform that somebody is at.
    pub(super) fn of(&self, platform: OrganisationId) -> Vec<DisputeId> {
        let theirs = self.0.iter().filter(|(_, desk)| desk.platform == platform);
        theirs.map(|(dispute, _)| *dispute).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DISPUTE: DisputeId = DisputeId::constant(1);
    const PLATFORM: OrganisationId = OrganisationId::constant(3);
    const WANG: PersonId = PersonId::constant(2);

    fn come(desks: &mut Desks, taken: Taken, doing: Doing, now: Instant) -> bool {
        let named = ("王敏".to_owned(), doing);
        desks.come((DISPUTE, PLATFORM), (WANG, taken), named, now)
    }

    #[test]
    fn a_renewal_is_no_news_and_two_windows_are_one_person() {
        let now = Instant::now();
        let mut desks = Desks::default();
        let (one, two) = (Taken::Here(1), Taken::Here(2));
        assert!(come(&mut desks, one, Doing::Looking, now));
        assert!(!come(&mut desks, one, Doing::Looking, now));
        assert!(!come(&mut desks, two, Doing::Looking, now));
        assert!(come(&mut desks, two, Doing::Answer, now));
        let there = desks.at(DISPUTE);
        assert_eq!((there.len(), there[0].doing), (1, Doing::Answer));
        assert!(
            desks.go(DISPUTE, (WANG, two)),
            "what is no longer written is news"
        );
        assert_eq!(desks.here(DISPUTE, WANG), Some(Doing::Looking));
        assert!(desks.go(DISPUTE, (WANG, one)));
        assert!(desks.at(DISPUTE).is_empty());
    }

    #[test]
    fn a_lease_that_nobody_renews_runs_out() {
        let now = Instant::now();
        let mut desks = Desks::default();
        come(&mut desks, Taken::There(Uuid::nil()), Doing::Message, now);
        assert_eq!(desks.here(DISPUTE, WANG), None);
        assert_eq!(desks.of(PLATFORM), [DISPUTE]);
        assert!(desks.expire(now + LEASE / 2).is_empty());
        assert_eq!(desks.expire(now + LEASE), [DISPUTE]);
        assert!(desks.at(DISPUTE).is_empty());
        desks.tidy();
        assert!(desks.of(PLATFORM).is_empty());
    }
}

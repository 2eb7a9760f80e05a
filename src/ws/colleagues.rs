//! Colleagues at one dispute: who comes, who goes, and who is told.

use std::collections::HashSet;

use hejie_domain::desk::Doing;
use hejie_domain::ids::{DisputeId, OrganisationId, PersonId};
use tokio::sync::broadcast;
use tokio::time::Instant;
use uuid::Uuid;

use super::conn::Conn;
use super::desks::{Desks, HELD_MAX, Taken};
use super::frame::{DeskPerson, Outgoing};
use super::hub::{Inner, Realtime};
use super::queue::Class;
use crate::app::Failure;
use crate::app::desk::presence;

/// What a process says to others about one of its own.
#[derive(Debug, Clone, Copy)]
pub(super) struct Said {
    pub(super) dispute: DisputeId,
    pub(super) platform: OrganisationId,
    pub(super) person: PersonId,
    /// Nothing when they have gone.
    pub(super) doing: Option<Doing>,
}

impl Realtime {
    /// What this process has to say to others about its own people.
    pub(super) fn said(&self) -> broadcast::Receiver<Said> {
        self.0.said.subscribe()
    }

    /// Somebody is at a dispute, or still is. Whoever may not work on it is refused, and is told
    /// nothing of whoever does.
    pub(super) async fn come_to_desk(
        &self,
        conn: &Conn,
        dispute: DisputeId,
        doing: Doing,
    ) -> Result<(), Failure> {
        let ctx = self.ctx();
        let desk = presence::desk_of(ctx, &conn.standing(), dispute).await;
        let Ok(platform) = desk else {
            self.leave_desk(conn, dispute);
            return desk.map(drop);
        };
        let name = presence::name_of(ctx, conn.person)
            .await?
            .unwrap_or_default();
        let newcomer = {
            let mut follows = conn.follows();
            if follows.desks.len() >= HELD_MAX && !follows.desks.contains(&dispute) {
                return Err(Failure::Conflict("too_many_watched"));
            }
            follows.desks.insert(dispute)
        };
        let mut desks = self.0.desks();
        let who = (conn.person, Taken::Here(conn.id));
        let news = desks.come((dispute, platform), who, (name, doing), Instant::now());
        if news {
            self.0.tell_desk(&desks, dispute);
        } else if newcomer {
            conn.tell(&told(dispute, &desks));
        }
        self.say_abroad(&desks, (dispute, platform), conn.person);
        Ok(())
    }

    /// Somebody is at a dispute no longer.
    pub(super) fn leave_desk(&self, conn: &Conn, dispute: DisputeId) {
        if !conn.follows().desks.remove(&dispute) {
            return;
        }
        let mut desks = self.0.desks();
        let Some(platform) = desks.platform(dispute) else {
            return;
        };
        if desks.go(dispute, (conn.person, Taken::Here(conn.id))) {
            self.0.tell_desk(&desks, dispute);
        }
        self.say_abroad(&desks, (dispute, platform), conn.person);
        desks.tidy();
    }

    /// A socket is gone, and with it whatever its person did over it.
    pub(super) fn leave_desks(&self, conn: &Conn) {
        let held: Vec<_> = conn.follows().desks.iter().copied().collect();
        for dispute in held {
            self.leave_desk(conn, dispute);
        }
    }

    /// Rights have changed: whoever may no longer work on a dispute is at it no longer.
    pub(super) async fn recheck_desks(&self, conn: &Conn) {
        let held: Vec<_> = conn.follows().desks.iter().copied().collect();
        for dispute in held {
            let desk = presence::desk_of(self.ctx(), &conn.standing(), dispute).await;
            if desk.is_err() {
                self.leave_desk(conn, dispute);
            }
        }
    }

    /// Tells somebody who begins to watch a queue who is at its disputes.
    pub(super) fn tell_desks_of(&self, conn: &Conn, platform: OrganisationId) {
        let desks = self.0.desks();
        for dispute in desks.of(platform) {
            conn.tell(&told(dispute, &desks));
        }
    }

    /// Another process has said something about one of its people.
    pub(super) async fn hear_desk(&self, node: Uuid, said: Said) {
        let who = (said.person, Taken::There(node));
        let name = match said.doing {
            Some(_) => presence::name_of(self.ctx(), said.person).await,
            None => Ok(None),
        };
        let mut desks = self.0.desks();
        let at = (said.dispute, said.platform);
        let news = match (said.doing, name) {
            (Some(doing), Ok(Some(name))) => desks.come(at, who, (name, doing), Instant::now()),
            (Some(_), Ok(None) | Err(_)) | (None, _) => desks.go(said.dispute, who),
        };
        if news {
            self.0.tell_desk(&desks, said.dispute);
        }
        desks.tidy();
    }

    fn say_abroad(
        &self,
        desks: &Desks,
        (dispute, platform): (DisputeId, OrganisationId),
        person: PersonId,
    ) {
        let doing = desks.here(dispute, person);
        // Where there is one process, nobody listens.
        let _unheard = self.0.said.send(Said {
            dispute,
            platform,
            person,
            doing,
        });
    }
}

impl Inner {
    /// Lets go what was not renewed.
    pub(super) fn expire_desks(&self) {
        let mut desks = self.desks();
        for dispute in desks.expire(Instant::now()) {
            self.tell_desk(&desks, dispute);
        }
        desks.tidy();
    }

    /// Tells those who are there and those who watch the queue. The leases stay locked meanwhile, so
    /// that nobody hears of them in another order.
    fn tell_desk(&self, desks: &Desks, dispute: DisputeId) {
        let there: HashSet<_> = desks.sockets(dispute).into_iter().collect();
        let platform = desks.platform(dispute);
        let frame = told(dispute, desks).encode();
        for conn in self.everybody() {
            let watches = platform.is_some() && conn.follows().queue == platform;
            if watches || there.contains(&conn.id) {
                conn.pass(Class::Durable, &frame);
            }
        }
    }
}

fn told(dispute: DisputeId, desks: &Desks) -> Outgoing<'static> {
    let people = desks.at(dispute).into_iter().map(|one| DeskPerson {
        person: one.person,
        name: one.name,
        doing: one.doing,
    });
    Outgoing::Desk {
        dispute,
        people: people.collect(),
    }
}

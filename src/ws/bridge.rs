//! Joins this process to others: what is new here is said on the bus, what is heard there is told
//! here.

use hejie_domain::desk::Doing;
use hejie_domain::ids::Id;
use tokio::sync::broadcast::error::RecvError;
use tracing::error;
use uuid::Uuid;

use super::colleagues::Said;
use super::hub::Realtime;
use crate::app::records::Nudge;
use crate::bus::{Bus, Heard, Hint};

/// Where an address is set, joins the bus; elsewhere there is nothing to join.
pub fn bridge(realtime: &Realtime) {
    let ctx = realtime.ctx();
    let Some(url) = &ctx.config.realtime.redis_url else {
        return;
    };
    let own: hejie_domain::ids::SessionId = ctx.ids.new();
    match Bus::join(url.reveal(), &ctx.instance.epoch, own.uuid()) {
        Ok(bus) => drop(tokio::spawn(carry(realtime.clone(), bus, own.uuid()))),
        // Alone is slower for others, not wrong.
        Err(problem) => error!(%problem, "HEJIE_REDIS_URL cannot be used"),
    }
}

async fn carry(realtime: Realtime, mut bus: Bus, own: Uuid) {
    let mut nudges = realtime.ctx().store.nudges();
    let mut desks = realtime.said();
    loop {
        tokio::select! {
            nudge = nudges.recv() => match nudge {
                Ok(nudge) => hint_of(nudge).into_iter().for_each(|hint| bus.say(hint)),
                // Others find in the tables what was not said.
                Err(RecvError::Lagged(_)) => {}
                Err(RecvError::Closed) => return,
            },
            said = desks.recv() => match said {
                Ok(said) => bus.say(hint_of_desk(own, said)),
                // It is said again while it is so.
                Err(RecvError::Lagged(_)) => {}
                Err(RecvError::Closed) => return,
            },
            heard = bus.hear() => match heard {
                Some(Heard::Hint(hint)) => hear(&realtime, hint).await,
                Some(Heard::Deaf) => realtime.set_deaf(true),
                Some(Heard::Again) => {
                    realtime.set_deaf(false);
                    realtime.look_again().await;
                }
                None => return,
            },
        }
    }
}

fn hint_of_desk(node: Uuid, said: Said) -> Hint {
    let place = |doing: Doing| Doing::ALL.iter().position(|one| *one == doing);
    Hint::Desk {
        node,
        dispute: said.dispute.uuid(),
        platform: said.platform.uuid(),
        person: said.person.uuid(),
        doing: said
            .doing
            .and_then(place)
            .and_then(|at| u8::try_from(at).ok()),
    }
}

fn hint_of(nudge: Nudge) -> Option<Hint> {
    match nudge {
        Nudge::Room { room, seq } => Some(Hint::Room {
            room: room.uuid(),
            seq,
        }),
        Nudge::Dispute {
            dispute,
            platform,
            head,
        } => Some(Hint::Dispute {
            dispute: dispute.uuid(),
            platform: platform.uuid(),
            head,
        }),
        Nudge::Person { person } => Some(Hint::Person {
            person: person.uuid(),
        }),
        Nudge::Notice { person } => Some(Hint::Notice {
            person: person.uuid(),
        }),
        Nudge::Door { dispute, room } => Some(Hint::Door {
            dispute: dispute.uuid(),
            room: room.uuid(),
        }),
        Nudge::Outbox => None,
    }
}

async fn hear(realtime: &Realtime, hint: Hint) {
    fn id<T: Id>(uuid: Uuid) -> T {
        T::from_uuid(uuid)
    }
    let nudge = match hint {
        Hint::Room { room, seq } => Nudge::Room {
            room: id(room),
            seq,
        },
        Hint::Dispute {
            dispute,
            platform,
            head,
        } => Nudge::Dispute {
            dispute: id(dispute),
            platform: id(platform),
            head,
        },
        Hint::Person { person } => Nudge::Person { person: id(person) },
        Hint::Door { dispute, room } => Nudge::Door {
            dispute: id(dispute),
            room: id(room),
        },
        Hint::Notice { person } => Nudge::Notice { person: id(person) },
        Hint::Desk {
            node,
            dispute,
            platform,
            person,
            doing,
        } => {
            let doing = doing.and_then(|at| Doing::ALL.get(usize::from(at)).copied());
            let said = Said {
                dispute: id(dispute),
                platform: id(platform),
                person: id(person),
                doing,
            };
            return realtime.hear_desk(node, said).await;
        }
    };
    realtime.hear(nudge).await;
}

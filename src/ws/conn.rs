//! One connection, as the hub and the rooms know it.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use bytestring::ByteString;
use hejie_domain::access::Standing;
use hejie_domain::ids::{DisputeId, OrganisationId, PersonId, RoomId};
use tokio::sync::Notify;

use super::frame::Outgoing;
use super::queue::{Class, Queue};

/// Counts connections of this process.
pub(super) type ConnId = u64;

/// Shared by the connection's own task, the hub and the rooms it follows.
#[derive(Debug)]
pub(super) struct Conn {
    pub(super) id: ConnId,
    pub(super) person: PersonId,
    pub(super) queue: Queue,
    /// Its person's rights may have changed: look again.
    pub(super) recheck: Notify,
    standing: RwLock<Arc<Standing>>,
    follows: Mutex<Follows>,
}

/// What a connection wants to hear of.
#[derive(Debug, Default)]
pub(super) struct Follows {
    pub(super) rooms: HashSet<RoomId>,
    /// With the last number that was told.
    pub(super) disputes: HashMap<DisputeId, u64>,
    /// Whose queue.
    pub(super) queue: Option<OrganisationId>,
    /// Disputes that its person is at.
    pub(super) desks: HashSet<DisputeId>,
}

impl Conn {
    pub(super) fn new(id: ConnId, standing: Standing) -> Self {
        Self {
            id,
            person: standing.person,
            queue: Queue::default(),
            recheck: Notify::new(),
            standing: RwLock::new(Arc::new(standing)),
            follows: Mutex::default(),
        }
    }

    /// Who they are, as last proved.
    pub(super) fn standing(&self) -> Arc<Standing> {
        Arc::clone(&self.standing.read().unwrap_or_else(PoisonError::into_inner))
    }

    pub(super) fn set_standing(&self, standing: Standing) {
        *self
            .standing
            .write()
            .unwrap_or_else(PoisonError::into_inner) = Arc::new(standing);
    }

    pub(super) fn follows(&self) -> MutexGuard<'_, Follows> {
        self.follows.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Sends a frame that must arrive.
    pub(super) fn tell(&self, frame: &Outgoing<'_>) {
        self.queue.push(Class::Durable, frame.encode());
    }

    /// Sends a frame that was encoded for many.
    pub(super) fn pass(&self, class: Class, frame: &ByteString) {
        self.queue.push(class, frame.clone());
    }

    /// Tells the number of a watched dispute, unless it was told already.
    pub(super) fn tell_head(&self, dispute: DisputeId, head: u64) {
        let news = match self.follows().disputes.get_mut(&dispute) {
            Some(told) if *told < head => {
                *told = head;
                true
            }
            Some(_) | None => false,
        };
        if news {
            self.tell(&Outgoing::Head { dispute, head });
        }
    }
}

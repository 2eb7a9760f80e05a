//! Who is connected, which rooms are followed, and the one listener that turns nudges into frames.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use hejie_domain::access::Standing;
use hejie_domain::ids::{DisputeId, OrganisationId, PersonId, RoomId};
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::{broadcast, watch};
use tokio::time::Instant;
use tracing::warn;

use super::Close;
use super::colleagues::Said;
use super::conn::{Conn, ConnId};
use super::desks::Desks;
use super::frame::Outgoing;
use super::queue::Class;
use super::room::{Command, Handle, Task};
use super::ticket::Tickets;
use crate::app::Context;
use crate::app::records::Nudge;
use crate::app::room as app;

/// How often the tables are asked whether a nudge was missed.
const SWEEP: Duration = Duration::from_secs(15);
/// The same while other processes cannot be heard.
const SWEEP_DEAF: Duration = Duration::from_secs(1);
/// How often leases at disputes are looked through.
const EXPIRE: Duration = Duration::from_secs(5);
/// A client that is sent away comes back within this long, not all at once.
const RETURN_MS_MAX: u64 = 10_000;

/// Everything live of this process. Cheap to clone.
#[derive(Clone)]
pub struct Realtime(pub(super) Arc<Inner>);

pub(super) struct Inner {
    ctx: Context,
    runtime: tokio::runtime::Handle,
    rooms: Mutex<HashMap<RoomId, Handle>>,
    conns: Mutex<HashMap<ConnId, Arc<Conn>>>,
    tickets: Tickets,
    last_conn: AtomicU64,
    draining: watch::Sender<bool>,
    /// Another process may have something new that nobody can tell us of just now.
    deaf: AtomicBool,
    heard: broadcast::Sender<Nudge>,
    desks: Mutex<Desks>,
    /// What others must hear of our people at disputes.
    pub(super) said: broadcast::Sender<Said>,
}

impl std::fmt::Debug for Realtime {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Realtime")
            .field("sockets", &self.sockets())
            .finish_non_exhaustive()
    }
}

impl Realtime {
    /// Begins to listen. Must be called within the runtime that outlives all sockets.
    pub fn start(ctx: Context) -> Self {
        let nudges = ctx.store.nudges();
        let inner = Arc::new(Inner {
            ctx,
            runtime: tokio::runtime::Handle::current(),
            rooms: Mutex::default(),
            conns: Mutex::default(),
            tickets: Tickets::default(),
            last_conn: AtomicU64::new(0),
            draining: watch::Sender::new(false),
            deaf: AtomicBool::new(false),
            heard: broadcast::channel(1024).0,
            desks: Mutex::default(),
            said: broadcast::channel(256).0,
        });
        tokio::spawn(listen(Arc::downgrade(&inner), nudges));
        tokio::spawn(sweep(Arc::downgrade(&inner)));
        tokio::spawn(expire(Arc::downgrade(&inner)));
        Self(inner)
    }

    pub(super) fn ctx(&self) -> &Context {
        &self.0.ctx
    }

    /// Everything new from now on, of this process and of others.
    pub fn news(&self) -> broadcast::Receiver<Nudge> {
        self.0.heard.subscribe()
    }

    /// Something new was heard of from elsewhere.
    pub async fn hear(&self, nudge: Nudge) {
        self.0.hear(nudge).await;
    }

    /// What was heard may have holes: everything is looked at again.
    pub async fn look_again(&self) {
        self.0.look_again().await;
    }

    /// Whether other processes can be heard just now; when not, the tables are asked more often.
    pub fn set_deaf(&self, deaf: bool) {
        self.0.deaf.store(deaf, Ordering::Release);
    }

    /// Whether everybody is being sent away.
    pub fn is_draining(&self) -> bool {
        *self.0.draining.borrow()
    }

    /// Waits until something may be new in `room`, or in what `person` may see, but not longer than
    /// `at_most`. False when it is time to go.
    pub async fn wait_for(
        &self,
        news: &mut broadcast::Receiver<Nudge>,
        room: RoomId,
        person: PersonId,
        at_most: Duration,
    ) -> bool {
        let mut draining = self.0.draining.subscribe();
        let concerns = |nudge: &Nudge| match nudge {
            Nudge::Room { room: its, .. } => *its == room,
            Nudge::Person { person: their } => *their == person,
            Nudge::Dispute { .. } | Nudge::Outbox | Nudge::Notice { .. } | Nudge::Door { .. } => {
                false
            }
        };
        let heard = async {
            while let Ok(nudge) = news.recv().await {
                if concerns(&nudge) {
                    break;
                }
            }
        };
        tokio::select! {
            _ = tokio::time::timeout(at_most, heard) => true,
            _ = draining.wait_for(|draining| *draining) => false,
        }
    }

    /// A one-use ticket for whoever holds the session's token.
    pub fn ticket(&self, session: String) -> Option<String> {
        self.0.tickets.issue(session, Instant::now())
    }

    pub(super) fn redeem(&self, ticket: &str) -> Option<String> {
        self.0.tickets.redeem(ticket, Instant::now())
    }

    /// How many sockets are open.
    pub fn sockets(&self) -> usize {
        self.0.conns().len()
    }

    /// Whether another socket may come.
    pub fn has_place(&self) -> bool {
        !self.is_draining() && self.sockets() < self.0.ctx.config.realtime.sockets_max
    }

    /// Takes a connection in, unless its person has too many.
    pub(super) fn register(&self, standing: Standing) -> Result<Arc<Conn>, Close> {
        let id = self.0.last_conn.fetch_add(1, Ordering::Relaxed);
        let conn = Arc::new(Conn::new(id, standing));
        let mut conns = self.0.conns();
        let same = conns
            .values()
            .filter(|other| other.person == conn.person)
            .count();
        if same >= self.0.ctx.config.realtime.sockets_person_max {
            return Err(Close::ConnectionLimit);
        }
        if self.is_draining() {
            return Err(Close::Shutdown);
        }
        conns.insert(id, Arc::clone(&conn));
        Ok(conn)
    }

    /// Forgets a connection everywhere.
    pub(super) async fn forget(&self, conn: &Conn) {
        self.0.conns().remove(&conn.id);
        self.leave_desks(conn);
        let rooms = std::mem::take(&mut conn.follows().rooms);
        for room in rooms {
            self.command(room, Command::Leave(conn.id), false).await;
        }
    }

    /// Asks a room's task; `wake` starts one where there is none.
    pub(super) async fn command(&self, room: RoomId, command: Command, wake: bool) {
        let mut command = Some(command);
        // A task may end between our look and our word; the next look starts another.
        for _attempt in 0..3 {
            let Some(handle) = self.0.handle(room, wake) else {
                return;
            };
            let Some(word) = command.take() else {
                return;
            };
            match handle.commands.send(word).await {
                Ok(()) => return,
                Err(unsent) => command = Some(unsent.0),
            }
        }
    }

    /// Tells a room how far somebody has read.
    pub async fn tell_read(&self, room: RoomId, person: PersonId, seq: u64) {
        self.command(room, Command::Read { person, seq }, false)
            .await;
    }

    /// The newest number that was told of each room.
    pub(super) fn heads(&self, rooms: &[RoomId]) -> Vec<(RoomId, u64)> {
        let held = self.0.rooms();
        let head = |room: &RoomId| {
            let told = held.get(room)?.told.load(Ordering::Acquire);
            Some((*room, told))
        };
        rooms.iter().filter_map(head).collect()
    }

    /// Sends everybody away, and waits until they are gone or `at_most` is over.
    pub async fn drain(&self, at_most: Duration) {
        self.0.draining.send_replace(true);
        for conn in self.0.everybody() {
            let retry_ms = rand::random_range(0..RETURN_MS_MAX);
            conn.tell(&Outgoing::Bye { retry_ms });
            conn.queue.finish(Close::Shutdown);
        }
        let gone = async {
            while self.sockets() > 0 {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        if tokio::time::timeout(at_most, gone).await.is_err() {
            warn!(
                sockets = self.sockets(),
                "sockets were still open at shutdown"
            );
        }
    }
}

impl Inner {
    fn rooms(&self) -> MutexGuard<'_, HashMap<RoomId, Handle>> {
        self.rooms.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn conns(&self) -> MutexGuard<'_, HashMap<ConnId, Arc<Conn>>> {
        self.conns.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn desks(&self) -> MutexGuard<'_, Desks> {
        self.desks.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn everybody(&self) -> Vec<Arc<Conn>> {
        self.conns().values().cloned().collect()
    }

    fn handle(self: &Arc<Self>, room: RoomId, wake: bool) -> Option<Handle> {
        let mut rooms = self.rooms();
        let open = rooms
            .get(&room)
            .filter(|handle| !handle.commands.is_closed());
        if open.is_some() || !wake {
            return open.cloned();
        }
        let (task, handle, inbox, hints) = Task::new(self.ctx.clone(), room);
        let hub = Arc::downgrade(self);
        let may_end = move |inbox: &tokio::sync::mpsc::Receiver<Command>| {
            hub.upgrade().is_none_or(|hub| hub.let_go(room, inbox))
        };
        self.runtime.spawn(task.run(inbox, hints, may_end));
        rooms.insert(room, handle.clone());
        Some(handle)
    }

    /// Takes the room off the list, unless a command is on its way.
    fn let_go(&self, room: RoomId, inbox: &tokio::sync::mpsc::Receiver<Command>) -> bool {
        let mut rooms = self.rooms();
        let quiet = inbox.is_empty();
        if quiet {
            rooms.remove(&room);
        }
        quiet
    }

    async fn hear(self: &Arc<Self>, nudge: Nudge) {
        match nudge {
            Nudge::Room { room, seq } => self.hint(room, seq),
            Nudge::Dispute {
                dispute,
                platform,
                head,
            } => {
                self.dispute_changed(dispute, platform, head).await;
            }
            Nudge::Person { person } => self.person_changed(person),
            Nudge::Notice { person } => self.notice(person).await,
            Nudge::Door { dispute, room } => self.door(dispute, room).await,
            Nudge::Outbox => {}
        }
        // Nobody may be waiting for it.
        let _unheard = self.heard.send(nudge);
    }

    fn hint(&self, room: RoomId, seq: u64) {
        if let Some(handle) = self.rooms().get(&room) {
            handle.hint.send_modify(|newest| *newest = seq.max(*newest));
        }
    }

    fn person_changed(&self, person: PersonId) {
        for conn in self.everybody() {
            if conn.person == person {
                conn.recheck.notify_one();
            }
        }
    }

    async fn dispute_changed(&self, dispute: DisputeId, platform: OrganisationId, head: u64) {
        let mut watchers = Vec::new();
        for conn in self.everybody() {
            let (queue, watches) = {
                let follows = conn.follows();
                (follows.queue, follows.disputes.contains_key(&dispute))
            };
            if queue == Some(platform) {
                conn.pass(Class::Durable, &Outgoing::Queue { dispute, head }.encode());
            }
            if watches {
                watchers.push(conn);
            }
        }
        if !watchers.is_empty() {
            self.tell_watchers(dispute, &watchers).await;
        }
    }

    /// Whoever may no longer look at the dispute hears of it no longer.
    async fn tell_watchers(&self, dispute: DisputeId, watchers: &[Arc<Conn>]) {
        let Ok(Some(watched)) = app::watched(&self.ctx, dispute).await else {
            return;
        };
        for conn in watchers {
            if watched.is_open_to(&conn.standing()) {
                conn.tell_head(dispute, watched.head());
            } else {
                conn.follows().disputes.remove(&dispute);
            }
        }
    }

    /// Tells those who may enter that there is a room, or another state of it. Nobody else hears
    /// anything, not even that there was something to ask.
    async fn door(&self, dispute: DisputeId, room: RoomId) {
        for conn in self.everybody() {
            let watches = conn.follows().disputes.contains_key(&dispute);
            if watches && app::enter(&self.ctx, &conn.standing(), room).await.is_ok() {
                conn.tell(&Outgoing::Door { dispute });
            }
        }
    }

    async fn notice(&self, person: PersonId) {
        for conn in self.everybody().iter().filter(|conn| conn.person == person) {
            if let Ok(unread) = app::unread_notices(&self.ctx, &conn.standing()).await {
                conn.tell(&Outgoing::Notice { unread });
            }
        }
    }

    async fn look_again(self: &Arc<Self>) {
        self.ask_heads().await;
        for conn in self.everybody() {
            conn.recheck.notify_one();
            let watched: Vec<_> = conn.follows().disputes.keys().copied().collect();
            for dispute in watched {
                self.tell_watchers(dispute, &[Arc::clone(&conn)]).await;
            }
            self.notice(conn.person).await;
        }
    }

    async fn ask_heads(&self) {
        let rooms: Vec<_> = self.rooms().keys().copied().collect();
        match app::heads(&self.ctx, &rooms).await {
            Ok(heads) => heads
                .into_iter()
                .for_each(|(room, seq)| self.hint(room, seq)),
            Err(failure) => warn!(%failure, "the rooms' heads could not be read"),
        }
    }
}

async fn listen(hub: Weak<Inner>, mut nudges: broadcast::Receiver<Nudge>) {
    loop {
        let nudge = nudges.recv().await;
        let Some(hub) = hub.upgrade() else {
            return;
        };
        match nudge {
            Ok(nudge) => hub.hear(nudge).await,
            Err(RecvError::Lagged(_)) => hub.look_again().await,
            Err(RecvError::Closed) => return,
        }
    }
}

async fn expire(hub: Weak<Inner>) {
    loop {
        tokio::time::sleep(EXPIRE).await;
        let Some(hub) = hub.upgrade() else {
            return;
        };
        hub.expire_desks();
    }
}

async fn sweep(hub: Weak<Inner>) {
    let mut deaf = false;
    loop {
        tokio::time::sleep(if deaf { SWEEP_DEAF } else { SWEEP }).await;
        let Some(hub) = hub.upgrade() else {
            return;
        };
        hub.ask_heads().await;
        deaf = hub.deaf.load(Ordering::Acquire);
    }
}

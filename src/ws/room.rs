//! The task of one room: reads the log by number and tells every subscriber in order.
//!
//! All of it happens one after the other, so there is no race between joining, events and losing a
//! place. The log is read afresh each time: what was taken back is in no buffer of ours.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use bytestring::ByteString;
use hejie_domain::ids::{DisputeId, PersonId, RoomId};
use hejie_domain::room::{EventKind, RoomKind};
use tokio::sync::{mpsc, oneshot, watch};
use tokio::time::{Duration, Instant};
use tracing::warn;

use super::conn::{Conn, ConnId};
use super::frame::{Outgoing, SubOk};
use super::presence::Presence;
use super::queue::{BYTES_MAX, Class};
use crate::app::records::Visitor;
use crate::app::room::{self as app, MemberView, Place, RoomEventView, SNAPSHOT_EVENTS};
use crate::app::session::seen;
use crate::app::{Context, Failure};
use crate::http::problem::code;

/// Commands that may wait; whoever sends one waits for room.
pub(super) const COMMANDS_MAX: usize = 64;
/// Further behind than this, a client gets a snapshot.
const RESUME_MAX: u64 = 500;
/// Events read at once.
const PAGE: u64 = 500;
/// A room that nobody follows is forgotten after this long.
const IDLE: Duration = Duration::from_secs(30);
/// The largest answer to a connection that joins: half of what may wait for it.
const ANSWER_BYTES_MAX: usize = BYTES_MAX / 2;
/// How often it is noted who is in a mediation room, for the sessions that go on there.
const LOOK: Duration = Duration::from_secs(20);
/// After a failed read of the log.
const AGAIN: Duration = Duration::from_secs(2);

/// What connections and the hub ask of a room.
#[derive(Debug)]
pub(super) enum Command {
    /// Follow from `since`.
    Join {
        conn: Arc<Conn>,
        id: u64,
        since: Option<u64>,
        epoch: Option<String>,
        /// Dropped once the answer stands in the connection's queue.
        answered: oneshot::Sender<()>,
    },
    /// Follow no longer.
    Leave(ConnId),
    /// Somebody types.
    Typing(ConnId),
    /// Somebody has read.
    Read { person: PersonId, seq: u64 },
    /// Rights may have changed: of one person, or of all.
    Recheck(Option<PersonId>),
}

/// The way to a room's task.
#[derive(Debug, Clone)]
pub(super) struct Handle {
    pub(super) commands: mpsc::Sender<Command>,
    /// The newest number that was heard of.
    pub(super) hint: watch::Sender<u64>,
    /// The newest number that was told.
    pub(super) told: Arc<AtomicU64>,
}

struct Sub {
    conn: Arc<Conn>,
    can_post: bool,
    /// The newest number that this connection has.
    last: u64,
    visitor: Visitor,
}

/// See the module.
pub(super) struct Task {
    ctx: Context,
    id: RoomId,
    subs: HashMap<ConnId, Sub>,
    members: HashMap<PersonId, MemberView>,
    presence: Presence,
    told: Arc<AtomicU64>,
    started: bool,
    idle_since: Instant,
    retry_at: Option<Instant>,
    /// Of which dispute, where attendance is noted: in a mediation room.
    meets: Option<DisputeId>,
    look_at: Option<Instant>,
}

impl Task {
    /// A task and the way to it.
    pub(super) fn new(
        ctx: Context,
        id: RoomId,
    ) -> (Self, Handle, mpsc::Receiver<Command>, watch::Receiver<u64>) {
        let (commands, inbox) = mpsc::channel(COMMANDS_MAX);
        let (hint, hints) = watch::channel(0);
        let told = Arc::new(AtomicU64::new(0));
        let handle = Handle {
            commands,
            hint,
            told: Arc::clone(&told),
        };
        let task = Self {
            ctx,
            id,
            subs: HashMap::new(),
            members: HashMap::new(),
            presence: Presence::default(),
            told,
            started: false,
            idle_since: Instant::now(),
            retry_at: None,
            meets: None,
            look_at: None,
        };
        (task, handle, inbox, hints)
    }

    /// Runs until `may_end` agrees that nobody needs the room any more.
    pub(super) async fn run(
        mut self,
        mut inbox: mpsc::Receiver<Command>,
        mut hints: watch::Receiver<u64>,
        may_end: impl Fn(&mpsc::Receiver<Command>) -> bool,
    ) {
        loop {
            let due = self.next_due();
            tokio::select! {
                biased;
                command = inbox.recv() => match command {
                    Some(command) => self.obey(command).await,
                    None => return,
                },
                changed = hints.changed() => {
                    let newest = *hints.borrow_and_update();
                    if changed.is_ok() && self.started && newest > self.told() {
                        self.catch_up().await;
                    }
                }
                () = tokio::time::sleep_until(due) => {
                    self.on_time().await;
                    if self.is_idle() && may_end(&inbox) {
                        return;
                    }
                }
            }
        }
    }

    fn told(&self) -> u64 {
        self.told.load(Ordering::Acquire)
    }

    fn next_due(&self) -> Instant {
        let idle = self.idle_since.checked_add(IDLE).unwrap_or(self.idle_since);
        let idle = self.subs.is_empty().then_some(idle);
        let later = Instant::now().checked_add(IDLE).unwrap_or(self.idle_since);
        [idle, self.presence.next_due(), self.retry_at, self.look_at]
            .into_iter()
            .flatten()
            .min()
            .unwrap_or(later)
    }

    fn is_idle(&self) -> bool {
        self.subs.is_empty() && self.idle_since.elapsed() >= IDLE
    }

    async fn on_time(&mut self) {
        for person in self.presence.gone(Instant::now()) {
            self.tell_presence(person, false);
        }
        if self.retry_at.is_some_and(|at| at <= Instant::now()) {
            self.catch_up().await;
        }
        if self.look_at.is_some_and(|at| at <= Instant::now()) {
            self.note_all().await;
        }
    }

    /// Notes who is here, and when to look again.
    async fn note_all(&mut self) {
        let here: Vec<_> = self.subs.values().map(|sub| sub.visitor).collect();
        let again =
            (self.meets.is_some() && !here.is_empty()).then(|| Instant::now().checked_add(LOOK));
        self.look_at = again.flatten();
        self.note(&here).await;
    }

    /// A visit that is not noted costs a line in a record, and nobody their place in the room.
    async fn note(&self, here: &[Visitor]) {
        let Some(dispute) = self.meets else {
            return;
        };
        if let Err(failure) = seen(&self.ctx, dispute, here).await {
            warn!(room = %self.id, %failure, "who is in a session could not be noted");
        }
    }

    async fn obey(&mut self, command: Command) {
        match command {
            Command::Join {
                conn,
                id,
                since,
                epoch,
                answered,
            } => {
                let joined = self.join(&conn, id, since, epoch).await;
                if let Err(failure) = joined {
                    self.never_begun();
                    conn.follows().rooms.remove(&self.id);
                    conn.tell(&Outgoing::Err {
                        id,
                        code: code(&failure),
                        retry_after_ms: None,
                    });
                }
                drop(answered);
            }
            Command::Leave(conn) => {
                let visitor = self.subs.get(&conn).map(|sub| sub.visitor);
                self.leave(conn);
                self.note(visitor.as_slice()).await;
            }
            Command::Typing(conn) => self.typing(conn),
            Command::Read { person, seq } => self.read(person, seq),
            Command::Recheck(person) => self.recheck(person).await,
        }
    }

    /// Lets a connection in and gives it what it misses, or a fresh start.
    async fn join(
        &mut self,
        conn: &Arc<Conn>,
        id: u64,
        since: Option<u64>,
        epoch: Option<String>,
    ) -> Result<(), Failure> {
        self.leave(conn.id);
        let place = app::enter(&self.ctx, &conn.standing(), self.id).await?;
        self.begin(place.room.last_seq);
        let known = since.filter(|since| {
            epoch.as_deref() == Some(self.ctx.instance.epoch.as_str())
                && *since <= place.room.last_seq
                && place.room.last_seq.saturating_sub(*since) <= RESUME_MAX
        });
        let since = known.map(|since| since.max(place.hidden_to()));
        let last = self.answer(conn, id, &place, since).await?;
        let (person, can_post) = (conn.person, place.can_post);
        let visitor = Visitor {
            person,
            seat: place.actor.seat,
            party: place.actor.party,
        };
        let sub = Sub {
            conn: Arc::clone(conn),
            can_post,
            last,
            visitor,
        };
        self.subs.insert(conn.id, sub);
        if place.room.kind == RoomKind::Mediation {
            self.meets = Some(place.room.dispute);
            self.note(&[visitor]).await;
            self.look_at = self.look_at.or_else(|| Instant::now().checked_add(LOOK));
        }
        if self.presence.come(person, Instant::now()) {
            self.tell_presence(person, true);
        }
        Ok(())
    }

    /// The first time somebody comes: the log is told from its present end.
    fn begin(&mut self, head: u64) {
        if !self.started {
            self.started = true;
            self.told.store(head, Ordering::Release);
        }
    }

    async fn answer(
        &mut self,
        conn: &Conn,
        id: u64,
        place: &Place,
        since: Option<u64>,
    ) -> Result<u64, Failure> {
        let snapshot = app::snapshot(&self.ctx, &conn.standing(), self.id).await?;
        self.members = snapshot
            .members
            .iter()
            .map(|member| (member.person, member.clone()))
            .collect();
        let missed = match since {
            Some(since) if since.saturating_add(SNAPSHOT_EVENTS) >= snapshot.head => {
                let known = |event: &&RoomEventView| event.seq > since;
                Some(snapshot.events.iter().filter(known).cloned().collect())
            }
            Some(since) => Some(app::feed(&self.ctx, self.id, since, RESUME_MAX).await?),
            None => None,
        };
        let members: Vec<_> = snapshot
            .members
            .iter()
            .map(|member| self.with_presence(member))
            .collect();
        let missed = missed.filter(|events| newest_that_fit(events) == events.len());
        let mode = if missed.is_some() {
            "resume"
        } else {
            "snapshot"
        };
        let mut events: Vec<RoomEventView> = missed.unwrap_or(snapshot.events);
        let mut prev = snapshot.prev;
        let dropped = events.len().saturating_sub(newest_that_fit(&events));
        if let Some(last_dropped) = events.drain(..dropped).next_back() {
            prev = Some(last_dropped.seq);
        }
        let head = events.last().map_or(snapshot.head, |last| last.seq);
        conn.tell(&Outgoing::SubOk(SubOk {
            id,
            room: self.id,
            mode,
            dispute: snapshot.dispute,
            kind: snapshot.kind,
            state: snapshot.state,
            head,
            epoch: &snapshot.epoch,
            can_post: place.can_post,
            table: snapshot.table.as_ref(),
            members: &members,
            events: &events,
            prev: prev.filter(|_| mode == "snapshot"),
        }));
        Ok(head)
    }

    /// A room that nobody got into is forgotten at once.
    fn never_begun(&mut self) {
        if !self.started {
            let now = Instant::now();
            self.idle_since = now.checked_sub(IDLE).unwrap_or(now);
        }
    }

    fn with_presence(&self, member: &MemberView) -> MemberView {
        let online = Some(self.presence.is_here(member.person));
        MemberView {
            online,
            ..member.clone()
        }
    }

    fn leave(&mut self, conn: ConnId) {
        if let Some(sub) = self.subs.remove(&conn) {
            self.presence.go(sub.conn.person, Instant::now());
            self.idle_since = Instant::now();
        }
    }

    /// Tells everything that is in the log and was not told yet.
    async fn catch_up(&mut self) {
        self.retry_at = None;
        loop {
            let told = self.told();
            match app::feed(&self.ctx, self.id, told, PAGE).await {
                Ok(events) if events.is_empty() => return,
                Ok(events) => self.tell_all(events).await,
                Err(failure) => {
                    warn!(room = %self.id, %failure, "a room's log could not be read");
                    self.retry_at = Instant::now().checked_add(AGAIN);
                    return;
                }
            }
        }
    }

    async fn tell_all(&mut self, events: Vec<RoomEventView>) {
        for event in events {
            // What happens in the dispute may give and take seats, and the floor goes round: ask
            // before anything is shown.
            if changes_rights(event.kind) {
                self.recheck(None).await;
            }
            self.tell_event(&event);
            self.told.store(event.seq, Ordering::Release);
        }
    }

    fn tell_event(&mut self, event: &RoomEventView) {
        match event.kind {
            EventKind::MemberRemoved => self.removed(event),
            EventKind::MemberAdded => self.added(event),
            EventKind::Opened
            | EventKind::Message
            | EventKind::Edited
            | EventKind::Redacted
            | EventKind::Procedure
            | EventKind::Unsealed
            | EventKind::Attachment
            | EventKind::HandRaised
            | EventKind::HandLowered
            | EventKind::FloorGiven
            | EventKind::FloorRule
            | EventKind::Agenda
            | EventKind::Closed => {}
        }
        let frame = Outgoing::Ev {
            room: self.id,
            e: event,
        }
        .encode();
        for sub in self.subs.values_mut().filter(|sub| sub.last < event.seq) {
            sub.last = event.seq;
            sub.conn.pass(Class::Durable, &frame);
        }
    }

    fn added(&mut self, event: &RoomEventView) {
        let text = |name: &str| event.data.get(name).and_then(serde_json::Value::as_str);
        let person = text("person").and_then(|id| id.parse().ok());
        if let Some(person) = person {
            let member = MemberView {
                person,
                name: text("name").unwrap_or_default().to_owned(),
                seat: event.by.seat,
                party: text("party").and_then(|id| id.parse().ok()),
                read_seq: 0,
                online: None,
            };
            self.members.insert(person, member);
            // Whoever looked on until now has been here all along.
            if self.presence.is_here(person) {
                self.tell_presence(person, true);
            }
        }
    }

    /// Whoever was removed leaves before any later event, and does not see this one either.
    fn removed(&mut self, event: &RoomEventView) {
        let person = event.data.get("person").and_then(serde_json::Value::as_str);
        let Some(person) = person.and_then(|id| id.parse::<PersonId>().ok()) else {
            return;
        };
        self.members.remove(&person);
        let why = event.data.get("why").and_then(serde_json::Value::as_str);
        let theirs = |sub: &&Sub| sub.conn.person == person;
        let out: Vec<_> = self
            .subs
            .values()
            .filter(theirs)
            .map(|sub| sub.conn.id)
            .collect();
        for conn in out {
            self.put_out(conn, event.seq, why.unwrap_or("seat_lost"));
        }
    }

    fn put_out(&mut self, conn: ConnId, at_seq: u64, reason: &str) {
        if let Some(sub) = self.subs.get(&conn) {
            sub.conn.follows().rooms.remove(&self.id);
            sub.conn.tell(&Outgoing::Left {
                room: self.id,
                at_seq,
                reason,
            });
            self.leave(conn);
        }
    }

    /// Asks again for everybody, or for one person's connections.
    async fn recheck(&mut self, only: Option<PersonId>) {
        let asked = |sub: &&Sub| only.is_none_or(|person| sub.conn.person == person);
        let conns: Vec<_> = self
            .subs
            .values()
            .filter(asked)
            .map(|sub| Arc::clone(&sub.conn))
            .collect();
        for conn in conns {
            match app::enter(&self.ctx, &conn.standing(), self.id).await {
                Ok(place) => self.grant(&conn, place.can_post),
                // A failure of the store takes nobody's seat; the next look will tell.
                Err(Failure::Db(_) | Failure::Busy) => {}
                Err(_denied) => self.put_out(conn.id, self.told(), "seat_lost"),
            }
        }
    }

    fn grant(&mut self, conn: &Conn, can_post: bool) {
        if let Some(sub) = self.subs.get_mut(&conn.id)
            && sub.can_post != can_post
        {
            sub.can_post = can_post;
            conn.tell(&Outgoing::Rights {
                room: self.id,
                can_post,
            });
        }
    }

    /// Only whoever may write types.
    fn typing(&self, conn: ConnId) {
        let Some(sub) = self.subs.get(&conn).filter(|sub| sub.can_post) else {
            return;
        };
        let Some(member) = self.members.get(&sub.conn.person) else {
            return;
        };
        let (name, seat) = (member.name.as_str(), member.seat);
        let frame = Outgoing::Typing {
            room: self.id,
            person: member.person,
            name,
            seat,
        };
        self.to_others(member.person, Class::Fleeting, &frame.encode());
    }

    fn read(&mut self, person: PersonId, seq: u64) {
        // Whoever only looks on leaves no mark for others to see.
        let Some(member) = self.members.get_mut(&person) else {
            return;
        };
        member.read_seq = member.read_seq.max(seq);
        let frame = Outgoing::Read {
            room: self.id,
            person,
            seq,
        }
        .encode();
        for sub in self.subs.values() {
            sub.conn.pass(Class::Mark(self.id, person), &frame);
        }
    }

    /// Whoever only looks on is not seen.
    fn tell_presence(&self, person: PersonId, online: bool) {
        if self.members.contains_key(&person) {
            let frame = Outgoing::Presence {
                room: self.id,
                person,
                online,
            };
            self.to_others(person, Class::Fleeting, &frame.encode());
        }
    }

    fn to_others(&self, person: PersonId, class: Class, frame: &ByteString) {
        for sub in self.subs.values().filter(|sub| sub.conn.person != person) {
            sub.conn.pass(class, frame);
        }
    }
}

/// After which events somebody may be allowed more or less than before.
const fn changes_rights(kind: EventKind) -> bool {
    matches!(
        kind,
        EventKind::Procedure | EventKind::FloorGiven | EventKind::FloorRule
    )
}

/// How many of the newest events one answer holds.
fn newest_that_fit(events: &[RoomEventView]) -> usize {
    let mut left = ANSWER_BYTES_MAX;
    events
        .iter()
        .rev()
        .take_while(|event| {
            let size = serde_json::to_string(event).map_or(0, |text| text.len());
            let fits = size <= left;
            left = left.saturating_sub(size);
            fits
        })
        .count()
}

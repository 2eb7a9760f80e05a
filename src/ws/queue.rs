//! What waits to be written to one connection: bounded in frames and bytes. Nobody ever waits for
//! a slow reader; it is closed instead, and resumes by number.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use bytestring::ByteString;
use hejie_domain::ids::{PersonId, RoomId};
use tokio::sync::Notify;

use super::Close;

/// The most frames that wait.
pub(super) const FRAMES_MAX: usize = 256;
/// The most bytes that wait.
pub(super) const BYTES_MAX: usize = 1024 * 1024;

/// How much a frame matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// It is sent, or the connection ends.
    Durable,
    /// Dropped once the queue is half full.
    Fleeting,
    /// Only the newest of a person in a room matters once the queue is half full.
    Mark(RoomId, PersonId),
}

/// What the writer does next.
#[derive(Debug)]
pub(super) enum Next {
    /// Write this.
    Frame(ByteString),
    /// Say why, and end.
    Close(Close),
    /// End without a word: the other side is gone.
    Gone,
}

#[derive(Debug, Default)]
struct State {
    waiting: VecDeque<(Class, ByteString)>,
    bytes: usize,
    end: Option<Option<Close>>,
}

/// The queue of one connection.
#[derive(Debug, Default)]
pub(super) struct Queue {
    state: Mutex<State>,
    changed: Notify,
    ended: Notify,
    written: Notify,
}

impl Queue {
    /// Adds a frame. A queue that overflows ends with [`Close::Slow`]; one that has ended takes
    /// nothing more.
    pub(super) fn push(&self, class: Class, frame: ByteString) {
        let mut state = self.lock();
        if state.end.is_some() {
            return;
        }
        let crowded = state.is_crowded();
        match class {
            Class::Fleeting if crowded => return,
            Class::Mark(..) if crowded => state.forget(class),
            Class::Durable | Class::Fleeting | Class::Mark(..) => {}
        }
        let bytes = state.bytes.saturating_add(frame.len());
        if state.waiting.len() >= FRAMES_MAX || bytes > BYTES_MAX {
            state.stop(Some(Close::Slow));
            drop(state);
            self.ended.notify_waiters();
        } else {
            state.bytes = bytes;
            state.waiting.push_back((class, frame));
            drop(state);
        }
        self.changed.notify_one();
    }

    /// Ends once everything that waits is written.
    pub(super) fn finish(&self, close: Close) {
        self.lock().end.get_or_insert(Some(close));
        self.changed.notify_one();
    }

    /// Ends at once; nothing means that there is nobody to tell.
    pub(super) fn end(&self, close: Option<Close>) {
        let mut state = self.lock();
        if state.end.is_none() || close.is_none() {
            state.stop(close);
        }
        drop(state);
        self.changed.notify_one();
        self.ended.notify_waiters();
    }

    /// Why it ended, if it did.
    pub(super) fn ending(&self) -> Option<Option<Close>> {
        self.lock().end
    }

    /// The next thing to do; waits for it.
    pub(super) async fn next(&self) -> Next {
        loop {
            let changed = self.changed.notified();
            if let Some(next) = self.lock().take() {
                self.written.notify_waiters();
                return next;
            }
            changed.await;
        }
    }

    /// Resolves once little waits, so that a large answer is no reason to call its reader slow.
    pub(super) async fn calm(&self) {
        loop {
            let written = self.written.notified();
            if !self.lock().is_crowded() {
                return;
            }
            written.await;
        }
    }

    /// Resolves when the queue ended before everything was written.
    pub(super) async fn cut_off(&self) {
        loop {
            let ended = self.ended.notified();
            if self.is_cut_off() {
                return;
            }
            ended.await;
        }
    }

    fn is_cut_off(&self) -> bool {
        let state = self.lock();
        matches!(state.end, Some(None | Some(Close::Slow))) && state.waiting.is_empty()
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn is_crowded(&self) -> bool {
        self.waiting.len() >= FRAMES_MAX / 2 || self.bytes >= BYTES_MAX / 2
    }

    fn take(&mut self) -> Option<Next> {
        if let Some((_, frame)) = self.waiting.pop_front() {
            self.bytes = self.bytes.saturating_sub(frame.len());
            return Some(Next::Frame(frame));
        }
        self.end.map(|end| end.map_or(Next::Gone, Next::Close))
    }

    fn stop(&mut self, close: Option<Close>) {
        self.waiting.clear();
        self.bytes = 0;
        self.end = Some(close);
    }

    fn forget(&mut self, class: Class) {
        self.waiting.retain(|(held, _)| *held != class);
        self.bytes = self.waiting.iter().map(|(_, frame)| frame.len()).sum();
    }
}

#[cfg(test)]
mod tests {
    use hejie_domain::ids::Id;
    use uuid::Uuid;

    use super::*;

    fn mark(person: u128) -> Class {
        let room = RoomId::from_uuid(Uuid::nil());
        Class::Mark(room, PersonId::from_uuid(Uuid::from_u128(person)))
    }

    fn drain(queue: &Queue) -> Vec<String> {
        let mut texts = Vec::new();
        while let Some(Next::Frame(frame)) = queue.lock().take() {
            texts.push(frame.to_string());
        }
        texts
    }

    #[test]
    fn half_full_it_drops_what_is_fleeting_and_keeps_one_mark_each() {
        let queue = Queue::default();
        for n in 0..FRAMES_MAX / 2 {
            queue.push(Class::Durable, n.to_string().into());
        }
        queue.push(Class::Fleeting, "typing".into());
        queue.push(mark(1), "read 1".into());
        queue.push(mark(2), "other 1".into());
        queue.push(mark(1), "read 2".into());
        let texts = drain(&queue);
        assert_eq!(texts.len(), FRAMES_MAX / 2 + 2);
        assert_eq!(texts[FRAMES_MAX / 2..], ["other 1", "read 2"]);
    }

    #[test]
    fn one_frame_too_many_ends_it_and_frees_the_memory() {
        let queue = Queue::default();
        for n in 0..=FRAMES_MAX {
            queue.push(Class::Durable, n.to_string().into());
        }
        assert_eq!(queue.ending(), Some(Some(Close::Slow)));
        assert!(drain(&queue).is_empty());
        queue.push(Class::Durable, "late".into());
        assert!(drain(&queue).is_empty());
    }

    #[test]
    fn one_byte_too_many_ends_it_too() {
        let queue = Queue::default();
        let frame = ByteString::from("x".repeat(BYTES_MAX / 4));
        for _ in 0..4 {
            queue.push(Class::Durable, frame.clone());
        }
        assert_eq!(queue.ending(), None);
        queue.push(Class::Durable, "x".into());
        assert_eq!(queue.ending(), Some(Some(Close::Slow)));
    }

    #[tokio::test]
    async fn it_is_calm_again_once_half_is_written() {
        let queue = Queue::default();
        for _ in 0..FRAMES_MAX / 2 {
            queue.push(Class::Durable, "x".into());
        }
        let calm = queue.calm();
        tokio::pin!(calm);
        assert!(futures_util::poll!(&mut calm).is_pending());
        queue.next().await;
        assert!(futures_util::poll!(&mut calm).is_ready());
    }

    #[tokio::test]
    async fn a_finished_queue_is_written_to_its_end() {
        let queue = Queue::default();
        queue.push(Class::Durable, "bye".into());
        queue.finish(Close::Shutdown);
        queue.push(Class::Durable, "late".into());
        assert!(matches!(queue.next().await, Next::Frame(frame) if frame == "bye"));
        assert!(matches!(queue.next().await, Next::Close(Close::Shutdown)));
    }
}

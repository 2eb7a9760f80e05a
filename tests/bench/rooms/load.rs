//! Three connections a room: two write, all listen. Every message carries who sent it, which one it
//! is and when, so that each listener knows what it missed and how long it took.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::{Duration, Instant};

use futures_util::stream::{SplitSink, SplitStream};
use futures_util::{SinkExt, StreamExt};
use tokio::net::TcpStream;
use tokio::sync::mpsc;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::{WebSocketStream, client_async};

use crate::scene::{Room, WRITERS};
use crate::served::{Door, Served};
use crate::tally::{Heard, Tally};
use crate::{MEASURED, Outcome, WARM_UP};

/// How people write.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Work {
    /// Again as soon as the last message is acknowledged.
    Closed,
    /// So many messages a second in all, whatever comes of them.
    PerSecond(u32),
}

type Wire = WebSocketStream<TcpStream>;

/// For how long what was sent may be on its way after the last message.
const PATIENCE: Duration = Duration::from_secs(5);

const WARM: u8 = 0;
const COUNTED: u8 = 1;
const OVER: u8 = 2;

/// One round.
pub(crate) async fn run(target: &Served, rooms: &[Room], work: Work) -> Outcome<Tally> {
    let phase = Arc::new(AtomicU8::new(WARM));
    let began = Instant::now();
    let mut members = tokio::task::JoinSet::new();
    let writers = u32::try_from(rooms.len() * WRITERS)?;
    for room in rooms {
        for (place, token) in room.tokens.iter().enumerate() {
            let wire = open(target, room, token).await?;
            let member = Member {
                began,
                place: u8::try_from(place)?,
                room: room.id.to_string(),
                pause: match work {
                    Work::Closed => None,
                    Work::PerSecond(rate) => Some(Duration::from_secs(1) * writers / rate),
                },
                phase: Arc::clone(&phase),
            };
            members.spawn(member.live(wire));
        }
    }
    tokio::time::sleep(WARM_UP).await;
    let busy = target.busy_us()?;
    phase.store(COUNTED, Ordering::SeqCst);
    tokio::time::sleep(MEASURED).await;
    phase.store(OVER, Ordering::SeqCst);
    let busy = target.busy_us()?.saturating_sub(busy);
    let mut all = Heard::default();
    while let Some(heard) = members.join_next().await {
        all.add(heard??);
    }
    Ok(Tally::of(&mut all, busy, MEASURED))
}

async fn open(target: &Served, room: &Room, token: &str) -> Outcome<Wire> {
    let path = match target.door {
        Door::Product => "api/v1/realtime".to_owned(),
        Door::Bare => room.id.to_string(),
    };
    let mut request = format!("ws://{}/{path}", target.address).into_client_request()?;
    if target.door == Door::Product {
        let headers = request.headers_mut();
        headers.insert("sec-websocket-protocol", "hejie.v1".parse()?);
        headers.insert("cookie", format!("hejie={token}").parse()?);
    }
    let tcp = TcpStream::connect(&target.address).await?;
    tcp.set_nodelay(true)?;
    let (mut wire, _) = client_async(request, tcp).await?;
    if target.door == Door::Product {
        let sub = format!("{{\"t\":\"sub\",\"id\":1,\"room\":\"{}\"}}", room.id);
        for frame in ["{\"t\":\"hello\"}".to_owned(), sub] {
            wire.send(Message::text(frame)).await?;
        }
        while !next(&mut wire).await?.starts_with("{\"t\":\"sub_ok\"") {}
    }
    Ok(wire)
}

async fn next(wire: &mut Wire) -> Outcome<String> {
    loop {
        match wire.next().await.ok_or("closed")?? {
            Message::Text(text) => return Ok(text.as_str().to_owned()),
            Message::Close(reason) => return Err(format!("closed: {reason:?}").into()),
            Message::Binary(_) | Message::Ping(_) | Message::Pong(_) | Message::Frame(_) => {}
        }
    }
}

struct Member {
    began: Instant,
    place: u8,
    room: String,
    pause: Option<Duration>,
    phase: Arc<AtomicU8>,
}

impl Member {
    /// Listens and, where it may, writes until the round is over.
    async fn live(self, wire: Wire) -> Outcome<Heard> {
        let (to, from) = wire.split();
        let (acknowledge, acknowledged) = mpsc::channel(64);
        let listening = self.listen(from, acknowledge);
        if usize::from(self.place) < WRITERS {
            let (heard, sent) = tokio::join!(listening, self.write(to, acknowledged));
            let mut heard = heard?;
            heard.sent = sent?;
            Ok(heard)
        } else {
            // Kept open, and not read: nobody writes here.
            let _to = to;
            listening.await
        }
    }

    fn phase(&self) -> u8 {
        self.phase.load(Ordering::SeqCst)
    }

    /// Answers how many messages counted.
    async fn write(
        &self,
        mut to: SplitSink<Wire, Message>,
        mut acknowledged: mpsc::Receiver<()>,
    ) -> Outcome<u64> {
        let (mut number, mut counted) = (0_u64, 0);
        // Writers who begin together would go on together.
        if let Some(pause) = self.pause {
            tokio::time::sleep(pause.mul_f64(rand::random())).await;
        }
        let mut due = Instant::now();
        while self.phase() != OVER {
            number += 1;
            let counts = self.phase() == COUNTED;
            counted += u64::from(counts);
            // In an open loop from when it was due, so that a stalled server cannot hide.
            let at = if self.pause.is_some() {
                due
            } else {
                Instant::now()
            };
            let at_us = at.duration_since(self.began).as_micros();
            let mark = format!("@{}:{number}:{at_us}:{}@", self.place, u8::from(counts));
            let frame = format!(
                "{{\"t\":\"send\",\"id\":{number},\"room\":\"{}\",\"client_id\":\"{at_us:08}-{}-{number}\",\"body\":\"{mark}{:.<160}\"}}",
                self.room, self.place, "",
            );
            to.send(Message::text(frame)).await?;
            match self.pause {
                Some(pause) => {
                    due += pause;
                    tokio::time::sleep_until(due.into()).await;
                }
                None => acknowledged.recv().await.ok_or("closed")?,
            }
        }
        Ok(counted)
    }

    /// Until everything has had time to come.
    async fn listen(
        &self,
        mut from: SplitStream<Wire>,
        acknowledge: mpsc::Sender<()>,
    ) -> Outcome<Heard> {
        let mut heard = Heard::default();
        let mut over_since: Option<Instant> = None;
        loop {
            if self.phase() == OVER {
                let since = *over_since.get_or_insert_with(Instant::now);
                if since.elapsed() > PATIENCE {
                    return Ok(heard);
                }
            }
            let step = tokio::time::timeout(Duration::from_millis(100), from.next());
            let Ok(message) = step.await else { continue };
            let Message::Text(text) = message.ok_or("closed")?? else {
                continue;
            };
            if text.starts_with("{\"t\":\"ack\"") {
                // Nobody waits in an open loop.
                let _full = acknowledge.try_send(());
            } else if text.starts_with("{\"t\":\"ev\"") {
                heard.note(&text, self.place, self.began.elapsed());
            } else if text.starts_with("{\"t\":\"err\"") || text.starts_with("{\"t\":\"bye\"") {
                return Err(text.as_str().to_owned().into());
            }
        }
    }
}

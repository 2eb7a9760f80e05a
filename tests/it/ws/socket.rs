//! A socket in a test's hand.

use std::collections::VecDeque;
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use hejie::domain::ids::RoomId;
use serde_json::{Value, json};
use tokio::net::{TcpSocket, TcpStream};
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::handshake::client::Request;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{WebSocketStream, client_async};

use crate::support::Browser;

/// Nothing in a test takes longer, even on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);

/// A connection that was welcomed.
pub(super) struct Socket {
    wire: WebSocketStream<TcpStream>,
    last_id: u64,
    /// Heard while waiting for something else.
    heard: VecDeque<Value>,
    pub(super) welcome: Value,
}

/// The handshake's request.
pub(super) fn request(url: &str, cookie: Option<&str>, origin: Option<&str>) -> Request {
    let address = url.replace("http://", "ws://");
    let mut request = format!("{address}/api/v1/realtime")
        .into_client_request()
        .unwrap();
    let headers = request.headers_mut();
    headers.insert("sec-websocket-protocol", "hejie.v1".parse().unwrap());
    for (name, value) in [("cookie", cookie), ("origin", origin)] {
        if let Some(value) = value {
            headers.insert(name, value.parse().unwrap());
        }
    }
    request
}

/// Shakes hands; `receives` bounds what the machine itself takes in for us.
pub(super) async fn connect(
    request: Request,
    receives: Option<u32>,
) -> Result<WebSocketStream<TcpStream>, Error> {
    let address = request.uri().authority().unwrap().as_str().parse().unwrap();
    let socket = TcpSocket::new_v4().unwrap();
    if let Some(receives) = receives {
        socket.set_recv_buffer_size(receives).unwrap();
    }
    let tcp = socket.connect(address).await.map_err(Error::Io)?;
    tcp.set_nodelay(true).unwrap();
    Ok(client_async(request, tcp).await?.0)
}

impl Socket {
    pub(super) async fn open(url: &str, who: &Browser) -> Self {
        let cookie = who.cookie_header().unwrap();
        let wire = connect(request(url, Some(&cookie), None), None)
            .await
            .unwrap();
        Self::greet(wire, json!({ "t": "hello", "locale": "zh-CN" })).await
    }

    /// The same with as little room as possible on this side.
    pub(super) async fn open_narrow(url: &str, who: &Browser) -> Self {
        let cookie = who.cookie_header().unwrap();
        let wire = connect(request(url, Some(&cookie), None), Some(4096))
            .await
            .unwrap();
        Self::greet(wire, json!({ "t": "hello" })).await
    }

    pub(super) async fn greet(wire: WebSocketStream<TcpStream>, hello: Value) -> Self {
        let mut socket = Self {
            wire,
            last_id: 0,
            heard: VecDeque::new(),
            welcome: Value::Null,
        };
        socket.say(hello).await;
        let welcome = socket.next().await;
        socket.welcome = welcome.unwrap_or_else(|code| json!({ "closed": code }));
        socket
    }

    pub(super) async fn say(&mut self, frame: Value) {
        let text = Message::text(frame.to_string());
        self.wire.send(text).await.unwrap();
    }

    /// Says whatever it is; a socket that is being closed may not take it.
    pub(super) async fn blurt(&mut self, message: Message) {
        let _refused = self.wire.send(message).await;
    }

    /// The next frame, or the code with which the socket was closed; 1006 for no code.
    pub(super) async fn next(&mut self) -> Result<Value, u16> {
        if let Some(frame) = self.heard.pop_front() {
            return Ok(frame);
        }
        self.receive().await
    }

    async fn receive(&mut self) -> Result<Value, u16> {
        loop {
            let message = tokio::time::timeout(PATIENCE, self.wire.next()).await;
            match message.expect("the server says nothing") {
                Some(Ok(Message::Text(text))) => return Ok(serde_json::from_str(&text).unwrap()),
                Some(Ok(Message::Close(frame))) => {
                    return Err(frame.map_or(1005, |frame| frame.code.into()));
                }
                Some(Ok(_sign)) => {}
                Some(Err(_)) | None => return Err(1006),
            }
        }
    }

    /// The next frame of that kind; others are dropped.
    pub(super) async fn until(&mut self, kind: &str) -> Value {
        loop {
            match self.next().await {
                Ok(frame) if frame["t"] == kind => return frame,
                Ok(_other) => {}
                Err(code) => panic!("closed with {code} while waiting for {kind}"),
            }
        }
    }

    /// The event with that number; everything before it is returned too.
    pub(super) async fn events_to(&mut self, seq: u64) -> Vec<Value> {
        let mut events = Vec::new();
        while events
            .last()
            .is_none_or(|event: &Value| event["seq"].as_u64() < Some(seq))
        {
            events.push(self.until("ev").await["e"].take());
        }
        events
    }

    /// How the server closes; frames before that are dropped.
    pub(super) async fn closed(&mut self) -> u16 {
        loop {
            if let Err(code) = self.next().await {
                return code;
            }
        }
    }

    /// Asks and waits for the answer; what else is heard stays for later.
    pub(super) async fn ask(&mut self, mut question: Value) -> Value {
        self.last_id += 1;
        let id = self.last_id;
        question["id"] = json!(id);
        self.say(question).await;
        loop {
            let frame = match self.receive().await {
                Ok(frame) => frame,
                Err(code) => return json!({ "t": "closed", "code": code }),
            };
            let answers = ["ack", "err", "sub_ok"]
                .iter()
                .any(|kind| frame["t"] == *kind);
            if answers && frame["id"] == id {
                return frame;
            }
            self.heard.push_back(frame);
        }
    }

    /// Follows a room, from a number of an epoch or afresh.
    pub(super) async fn sub(&mut self, room: RoomId, from: Option<(u64, &str)>) -> Value {
        let mut question = json!({ "t": "sub", "room": room });
        if let Some((since, epoch)) = from {
            question["since"] = json!(since);
            question["epoch"] = json!(epoch);
        }
        self.ask(question).await
    }

    pub(super) async fn send(&mut self, room: RoomId, client_id: &str, body: &str) -> Value {
        self.ask(json!({ "t": "send", "room": room, "client_id": client_id, "body": body }))
            .await
    }

    /// Everything that comes within `time`.
    pub(super) async fn within(&mut self, time: Duration) -> Vec<Value> {
        let mut frames = Vec::from(std::mem::take(&mut self.heard));
        let until = tokio::time::Instant::now() + time;
        while let Ok(Some(Ok(message))) = tokio::time::timeout_at(until, self.wire.next()).await {
            if let Message::Text(text) = message {
                frames.push(serde_json::from_str(&text).unwrap());
            }
        }
        frames
    }
}

//! What stands at the other end of the wire: a gateway for text messages and a mail server, both
//! real enough for the real adapters, both telling what reached them.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::Value;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// How the other end behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mood {
    /// Takes everything.
    Willing,
    /// Says "not now".
    Busy,
    /// Says "never".
    Refusing,
    /// Takes the message and hangs up before it says so.
    HangsUp,
    /// Takes the message and says nothing for a long time.
    Silent,
}

/// The other end.
#[derive(Clone)]
pub(crate) struct Gateway {
    pub(crate) address: String,
    mood: Arc<Mutex<Mood>>,
    received: Arc<Mutex<Vec<String>>>,
}

impl Gateway {
    /// A gateway for text messages: HTTP with JSON.
    pub(crate) async fn sms() -> Self {
        Self::listen(|stream, gateway| async move { gateway.http(stream).await }).await
    }

    /// A mail server: SMTP.
    pub(crate) async fn mail() -> Self {
        Self::listen(|stream, gateway| async move { gateway.smtp(stream).await }).await
    }

    async fn listen<F>(serve: fn(TcpStream, Self) -> F) -> Self
    where
        F: Future<Output = Option<()>> + Send + 'static,
    {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let gateway = Self {
            address: listener.local_addr().unwrap().to_string(),
            mood: Arc::new(Mutex::new(Mood::Willing)),
            received: Arc::default(),
        };
        let served = gateway.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, served.clone()));
            }
        });
        gateway
    }

    pub(crate) fn set(&self, mood: Mood) {
        *self.mood.lock().unwrap() = mood;
    }

    /// Everything that reached the other end whole, as it came.
    pub(crate) fn received(&self) -> Vec<String> {
        self.received.lock().unwrap().clone()
    }

    /// Waits until so many messages have reached the other end.
    pub(crate) async fn has_received(&self, count: usize) {
        for _ in 0..200 {
            if self.received().len() >= count {
                return;
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        panic!("only {} of {count} messages came", self.received().len());
    }

    fn mood(&self) -> Mood {
        *self.mood.lock().unwrap()
    }

    /// One request a connection; the headers are kept in front of the body.
    async fn http(&self, stream: TcpStream) -> Option<()> {
        let mut stream = BufReader::new(stream);
        let (mut head, mut length) = (String::new(), 0);
        loop {
            let mut line = String::new();
            stream.read_line(&mut line).await.ok()?;
            if line.trim().is_empty() {
                break;
            }
            if let Some(value) = line.to_lowercase().strip_prefix("content-length:") {
                length = value.trim().parse().ok()?;
            }
            head.push_str(&line);
        }
        let mut body = vec![0; length];
        stream.read_exact(&mut body).await.ok()?;
        let body = String::from_utf8(body).ok()?;
        let mood = self.mood();
        if matches!(mood, Mood::Willing | Mood::HangsUp | Mood::Silent) {
            let message = format!("{head}\r\n{body}");
            self.received.lock().unwrap().push(message);
        }
        let (status, answer) = match mood {
            Mood::Willing => ("200 OK", "{\"id\":\"gw-1\"}"),
            Mood::Busy => ("503 Service Unavailable", ""),
            Mood::Refusing => ("400 Bad Request", ""),
            Mood::HangsUp => return None,
            Mood::Silent => {
                tokio::time::sleep(Duration::from_mins(1)).await;
                return None;
            }
        };
        let answer = format!(
            "HTTP/1.1 {status}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{answer}",
            answer.len()
        );
        stream.write_all(answer.as_bytes()).await.ok()
    }

    async fn smtp(&self, stream: TcpStream) -> Option<()> {
        let mut stream = BufReader::new(stream);
        let mut envelope = String::new();
        say(&mut stream, "220 test").await?;
        loop {
            let line = hear(&mut stream).await?;
            let command = line.to_uppercase();
            if command.starts_with("EHLO") {
                say(&mut stream, "250 test").await?;
            } else if command.starts_with("MAIL FROM") {
                envelope = line;
                say(&mut stream, "250 ok").await?;
            } else if command.starts_with("RCPT TO") {
                envelope.push_str(&line);
                let answer = match self.mood() {
                    Mood::Busy => "450 not now",
                    Mood::Refusing => "550 never",
                    Mood::Willing | Mood::HangsUp | Mood::Silent => "250 ok",
                };
                say(&mut stream, answer).await?;
            } else if command.starts_with("DATA") {
                say(&mut stream, "354 go on").await?;
                let letter = letter(&mut stream).await?;
                let whole = format!("{envelope}{letter}");
                self.received.lock().unwrap().push(whole);
                match self.mood() {
                    Mood::HangsUp => return None,
                    Mood::Silent => tokio::time::sleep(Duration::from_mins(1)).await,
                    Mood::Willing | Mood::Busy | Mood::Refusing => {}
                }
                say(&mut stream, "250 queued as m-1").await?;
            } else if command.starts_with("QUIT") {
                say(&mut stream, "221 bye").await?;
                return Some(());
            } else {
                say(&mut stream, "250 ok").await?;
            }
        }
    }
}

/// The body of a text message that was received.
pub(crate) fn json_of(message: &str) -> Value {
    let (_, body) = message.split_once("\r\n\r\n").unwrap();
    serde_json::from_str(body).unwrap()
}

async fn say(stream: &mut BufReader<TcpStream>, line: &str) -> Option<()> {
    let line = format!("{line}\r\n");
    stream.write_all(line.as_bytes()).await.ok()
}

async fn hear(stream: &mut BufReader<TcpStream>) -> Option<String> {
    let mut line = String::new();
    let read = stream.read_line(&mut line).await.ok()?;
    (read > 0).then_some(line)
}

async fn letter(stream: &mut BufReader<TcpStream>) -> Option<String> {
    let mut letter = String::new();
    loop {
        let line = hear(stream).await?;
        if line == ".\r\n" {
            return Some(letter);
        }
        letter.push_str(&line);
    }
}

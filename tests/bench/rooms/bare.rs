//! The other target: passes messages on, and nothing else. It takes the frames that ours takes, as
//! far as they matter here, so that one client speaks to both.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use actix_web::web::{Data, Path, Payload};
use actix_web::{App, Error, HttpRequest, HttpResponse, HttpServer, web};
use actix_ws::{AggregatedMessage, AggregatedMessageStream, Session};
use bytestring::ByteString;
use tokio::sync::mpsc;

use crate::{Outcome, say};

/// Who listens in each room.
#[derive(Default)]
struct Rooms(Mutex<HashMap<String, Vec<mpsc::Sender<ByteString>>>>);

impl Rooms {
    fn join(&self, room: &str) -> mpsc::Receiver<ByteString> {
        let (sender, receiver) = mpsc::channel(256);
        let mut rooms = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        rooms.entry(room.to_owned()).or_default().push(sender);
        receiver
    }

    fn pass_on(&self, room: &str, text: &ByteString) {
        let mut rooms = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(listeners) = rooms.get_mut(room) {
            listeners.retain(|listener| listener.try_send(text.clone()).is_ok());
        }
    }
}

/// Serves until it is killed; the first line says where.
pub(crate) fn run() -> Outcome<()> {
    actix_web::rt::System::new().block_on(async {
        let rooms = Data::from(Arc::new(Rooms::default()));
        let server = HttpServer::new(move || {
            let route = web::get().to(open);
            App::new().app_data(rooms.clone()).route("/{room}", route)
        });
        let server = server.workers(2).tcp_nodelay(true).bind(("127.0.0.1", 0))?;
        let address = server.addrs().first().copied().ok_or("no address")?;
        say(&format!("http://{address}"))?;
        Ok(server.run().await?)
    })
}

async fn open(
    request: HttpRequest,
    room: Path<String>,
    body: Payload,
    rooms: Data<Rooms>,
) -> Result<HttpResponse, Error> {
    let (response, session, stream) = actix_ws::handle(&request, body)?;
    let stream = stream.aggregate_continuations();
    actix_web::rt::spawn(serve(session, stream, room.into_inner(), rooms));
    Ok(response)
}

async fn serve(
    mut session: Session,
    mut stream: AggregatedMessageStream,
    room: String,
    rooms: Data<Rooms>,
) -> Option<()> {
    let mut heard = rooms.join(&room);
    loop {
        tokio::select! {
            text = heard.recv() => session.text(text?).await.ok()?,
            message = stream.recv() => {
                if let AggregatedMessage::Text(text) = message?.ok()? {
                    let event = format!("{{\"t\":\"ev\",\"e\":{text}}}");
                    rooms.pass_on(&room, &event.into());
                    session.text("{\"t\":\"ack\"}").await.ok()?;
                }
            }
        }
    }
}

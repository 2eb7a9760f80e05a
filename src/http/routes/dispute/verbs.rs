//! One route a verb. Each parses its body into a command; the table decides.

use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, post};
use hejie_domain::ids::DisputeId;
use utoipa_actix_web::service_config::ServiceConfig;

use super::show::view;
use crate::app::desk::hold::leave_first;
use crate::app::dispute::wish::{self, Wish};
use crate::app::dispute::{Desk, act};
use crate::app::{Caller, Context, Failure};
use crate::http::extract::{Json, MaybeSeen, Once, Path};
use crate::http::view::dispute::DisputeView;

macro_rules! verbs {
    ($($(#[$doc:meta])* $name:ident, $path:literal, $body:ident;)*) => {
        $(
            $(#[$doc])*
            #[utoipa::path(
                tag = "verbs",
                params(Once, MaybeSeen),
                responses(
                    (status = 200, body = DisputeView),
                    (status = 204, description = "Done, and with it the caller's seat is gone"),
                ),
            )]
            #[post($path)]
            async fn $name(
                ctx: Data<Context>,
                caller: Caller,
                id: Path<DisputeId>,
                request: HttpRequest,
                MaybeSeen(seen): MaybeSeen,
                once: Once,
                Json(body): Json<wish::$body>,
            ) -> Result<HttpResponse, Failure> {
                run(&ctx, &caller, id.0, &request, seen, once, body).await
            }
        )*

        /// Registers every verb.
        pub(super) fn routes(config: &mut ServiceConfig) {
            $(config.service($name);)*
        }
    };
}

verbs! {
    /// The first responder's answer: a finding and a next step.
    answer, "/disputes/{dispute}/answer", Answer;
    /// A respondent's answer to the claim.
    respond, "/disputes/{dispute}/respond", Respond;
    /// Asks the consumer for material.
    ask_material, "/disputes/{dispute}/ask_material", AskMaterial;
    /// Supplies the material that was asked for.
    supply_material, "/disputes/{dispute}/supply_material", SupplyMaterial;
    /// Submits files that were uploaded.
    submit_evidence, "/disputes/{dispute}/submit_evidence", SubmitEvidence;
    /// Says how the facts stand that the law asks for; the side's last word counts.
    state_facts, "/disputes/{dispute}/state_facts", StateFacts;
    /// Chooses a way out of the dispute, with the confirmation that its warning asks for.
    choose_door, "/disputes/{dispute}/choose_door", ChooseDoor;
    /// Asks a party to prove something.
    demand_evidence, "/disputes/{dispute}/demand_evidence", DemandEvidence;
    /// Records an attempt to reach a respondent.
    record_attempt, "/disputes/{dispute}/record_attempt", RecordAttempt;
    /// Corrects where a respondent is reached: links that went to the earlier contact are taken back,
    /// and a new one is sent.
    correct_contact, "/disputes/{dispute}/correct_contact", CorrectContact;
    /// Holds a respondent to be unreachable.
    mark_unreachable, "/disputes/{dispute}/mark_unreachable", MarkUnreachable;
    /// Confirms that a respondent is unreachable.
    confirm_unreachable, "/disputes/{dispute}/confirm_unreachable", ConfirmUnreachable;
    /// Takes a dispute over, or hands it to a colleague.
    take_over, "/disputes/{dispute}/take_over", TakeOver;
    /// Urges those whose turn it is.
    urge, "/disputes/{dispute}/urge", Nothing;
    /// Makes an offer.
    offer, "/disputes/{dispute}/offer", Offer;
    /// Answers an offer with another.
    counter, "/disputes/{dispute}/counter", Counter;
    /// Takes an offer back.
    withdraw_offer, "/disputes/{dispute}/withdraw_offer", WithdrawOffer;
    /// Accepts an offer.
    accept_offer, "/disputes/{dispute}/accept_offer", AcceptOffer;
    /// Holds the negotiation to have failed.
    declare_failed, "/disputes/{dispute}/declare_failed", DeclareFailed;
    /// Asks for, or agrees to, more time to negotiate.
    extend, "/disputes/{dispute}/extend", Nothing;
    /// Asks a body to mediate.
    ask_mediation, "/disputes/{dispute}/ask_mediation", AskMediation;
    /// Is willing to mediate.
    consent, "/disputes/{dispute}/consent", Consent;
    /// Is not willing to mediate.
    decline, "/disputes/{dispute}/decline", Decline;
    /// Takes the case, for the body that was asked.
    accept_case, "/disputes/{dispute}/accept_case", Nothing;
    /// Does not take the case, for the body that was asked.
    decline_case, "/disputes/{dispute}/decline_case", DeclineCase;
    /// Appoints a mediator of the body.
    appoint, "/disputes/{dispute}/appoint", Appoint;
    /// Objects to the person who was appointed.
    object_to_mediator, "/disputes/{dispute}/object_to_mediator", ObjectToMediator;
    /// Takes the appointment, and declares interests.
    accept_appointment, "/disputes/{dispute}/accept_appointment", AcceptAppointment;
    /// Does not take the appointment.
    decline_appointment, "/disputes/{dispute}/decline_appointment", DeclineAppointment;
    /// Asks that the mediator step aside.
    challenge, "/disputes/{dispute}/challenge", Challenge;
    /// Decides whether the mediator steps aside.
    decide_challenge, "/disputes/{dispute}/decide_challenge", DecideChallenge;
    /// Gives the case back.
    resign, "/disputes/{dispute}/resign", Resign;
    /// Appoints another mediator in place of the present one.
    replace, "/disputes/{dispute}/replace", Replace;
    /// Opens a caucus with one side.
    open_caucus, "/disputes/{dispute}/open_caucus", OpenCaucus;
    /// Closes a caucus.
    close_caucus, "/disputes/{dispute}/close_caucus", CloseCaucus;
    /// Lets the mediator's successors read one's side's earlier caucus.
    unseal_caucus, "/disputes/{dispute}/unseal_caucus", Nothing;
    /// Asks all to confirm a fact.
    propose_fact, "/disputes/{dispute}/propose_fact", ProposeFact;
    /// Confirms a fact.
    confirm_fact, "/disputes/{dispute}/confirm_fact", ConfirmFact;
    /// Disputes a fact.
    dispute_fact, "/disputes/{dispute}/dispute_fact", DisputeFact;
    /// Proposes an agreement to two parties, as the mediator.
    propose, "/disputes/{dispute}/propose", Propose;
    /// Ends the mediation at once.
    end_mediation, "/disputes/{dispute}/end_mediation", EndMediation;
    /// Ends the mediation for a reason of the list, as the mediator.
    terminate, "/disputes/{dispute}/terminate", Terminate;
    /// Signs an agreement; the caller must just have proved who they are.
    sign, "/disputes/{dispute}/sign", Sign;
    /// Seals what was mediated; the caller must just have proved who they are.
    seal, "/disputes/{dispute}/seal", Seal;
    /// Asks, or joins in asking, a court to confirm what was mediated.
    apply_confirmation, "/disputes/{dispute}/apply_confirmation", ApplyConfirmation;
    /// Records that a promise was performed.
    record_performance, "/disputes/{dispute}/record_performance", RecordPerformance;
    /// Proposes times for a session, or other times for one.
    set_session, "/disputes/{dispute}/set_session", SetSession;
    /// Says which times for a session suit.
    choose_session, "/disputes/{dispute}/choose_session", ChooseSession;
    /// Takes one of the times.
    fix_session, "/disputes/{dispute}/fix_session", FixSession;
    /// Calls a session off.
    cancel_session, "/disputes/{dispute}/cancel_session", CancelSession;
    /// Notes who was at a session.
    record_attendance, "/disputes/{dispute}/record_attendance", RecordAttendance;
    /// Lets a party be silent in the mediation room for now.
    mute, "/disputes/{dispute}/mute", Mute;
    /// Lets a party write in the mediation room again.
    unmute, "/disputes/{dispute}/unmute", Unmute;
    /// Sends somebody out of the mediation room.
    remove, "/disputes/{dispute}/remove", Remove;
    /// Lets somebody into the mediation room again.
    let_in, "/disputes/{dispute}/let_in", LetIn;
    /// Confirms that a promise was performed.
    confirm_obligation, "/disputes/{dispute}/confirm_obligation", ConfirmObligation;
    /// Disputes that a promise was performed.
    dispute_obligation, "/disputes/{dispute}/dispute_obligation", DisputeObligation;
    /// Chooses what follows a breach.
    choose_after_breach, "/disputes/{dispute}/choose_after_breach", ChooseAfterBreach;
    /// Makes the dispute stand still, or shows the slip for it.
    suspend, "/disputes/{dispute}/suspend", Suspend;
    /// Lets the dispute go on.
    resume, "/disputes/{dispute}/resume", Nothing;
    /// Records that somebody else has the dispute.
    record_external, "/disputes/{dispute}/record_external", RecordExternal;
    /// Refuses to handle the dispute, with reasons.
    refuse, "/disputes/{dispute}/refuse", Refuse;
    /// Stops handling the dispute, with reasons.
    discontinue, "/disputes/{dispute}/discontinue", Discontinue;
    /// Appeals against a refusal.
    appeal, "/disputes/{dispute}/appeal", Appeal;
    /// Decides an appeal.
    decide_appeal, "/disputes/{dispute}/decide_appeal", DecideAppeal;
    /// Withdraws the dispute.
    withdraw, "/disputes/{dispute}/withdraw", Withdraw;
    /// Closes a dispute in impasse.
    close, "/disputes/{dispute}/close", Nothing;
    /// Reopens a closed dispute.
    reopen, "/disputes/{dispute}/reopen", Reopen;
}

async fn run(
    ctx: &Context,
    caller: &Caller,
    id: DisputeId,
    request: &HttpRequest,
    seen: Option<u64>,
    once: Once,
    body: impl Wish,
) -> Result<HttpResponse, Failure> {
    let verb = request
        .path()
        .rsplit('/')
        .next()
        .unwrap_or_default()
        .to_owned();
    let acted = async |ctx: &Context| {
        crate::app::dispute::look(ctx, caller, id).await?;
        leave_first(ctx, caller, id).await?;
        let mut desk = Desk::new(ctx, caller, id);
        let command = body.command(&verb, &mut desk).await?;
        desk.check()?;
        act(ctx, caller, id, seen, &command).await?;
        left_to_see(ctx, caller, id).await
    };
    let again = async |_subject| left_to_see(ctx, caller, id).await;
    once.run(ctx, caller, acted, again).await
}

/// The page as it stands then; nothing for whoever gave their seat up by what they did.
async fn left_to_see(
    ctx: &Context,
    caller: &Caller,
    id: DisputeId,
) -> Result<(StatusCode, Option<DisputeView>), Failure> {
    match view(ctx, caller, id).await {
        Ok(view) => Ok((StatusCode::OK, Some(view))),
        Err(Failure::NotFound) => Ok((StatusCode::NO_CONTENT, None)),
        Err(failure) => Err(failure),
    }
}

/** What the server says and takes, by the names that the pages use. Generated, but for rooms. */
import type { components, paths } from './schema'

type Schemas = components['schemas']

export type Id = string
/** RFC 3339, UTC. */
export type Instant = string
/** `YYYY-MM-DD`, Asia/Shanghai. */
export type Day = string
/** A whole number of fen. */
export type Fen = Schemas['Fen']

export type Phase = Schemas['Phase']
export type Seat = Schemas['Seat']
export type Verb = Schemas['Verb']
export type StaffRole = Schemas['StaffRole']
export type Target = Schemas['ElsewhereTarget']
export type EvidenceKind = Schemas['EvidenceKind']
export type Remedy = Schemas['Remedy']
export type Category = Schemas['Category']
/** What the one whose turn it is has to do. */
export type Awaited = Schemas['Awaited']

export interface Page<T> {
  items: T[]
  next_cursor?: string | null
}

export type Me = Schemas['Me']
/** The first proof was right; the second comes with this. */
export type SecondStep = Schemas['SecondStep']
/** What an invitation shows to whoever holds its link. */
export interface InvitationSight {
  organisation: string
  kind: string
  roles: string[]
  inviter: string
  contact_masked: string
  name?: string | null
  expires_at: string
  state: 'open' | 'expired' | 'revoked' | 'accepted'
  way: 'register' | 'join_with_password' | 'join' | 'confirm'
}

export type CodeSent = Schemas['CodeSent']
export type SessionRow = Schemas['SessionItem']
export type LinkLook = Schemas['LinkSight']
export type MerchantRow = Schemas['Merchant']
export type Limits = Schemas['Limits']

export type RulesPage = Schemas['RulesView']
export type ComingRules = Schemas['RulesComingView']
export type RuleRow = Schemas['RowView']
export type TermRow = Schemas['TermView']

export type Bilingual = Schemas['Bilingual']
export type TermAnswer = Schemas['TermAnswer']
export type Card = Schemas['Card']
export type Claim = Schemas['Claim']
export type ConditionState = Schemas['ConditionState']
export type MissingFact = Schemas['Missing']
export type MoneyRange = Schemas['Range']
export type Ask = Schemas['Ask']
export type Checklist = Schemas['Checklist']
export type DisputeLaw = Schemas['LawView']
export type Signal = Schemas['Signal']
export type EditionList = Schemas['EditionList']
export type EditionPreview = Schemas['ImportPreview']
export type DoorPanel = Schemas['Panel']
export type DoorState = Schemas['DoorState']

export type DraftContent = Schemas['DraftContent']
export type Draft = Schemas['DraftView']
export type RemedyWish = Schemas['DraftRemedy']
export type ElsewhereCase = Schemas['DraftCase']
export type Upload = Schemas['UploadView']
export type Evidence = Schemas['EvidenceView']

export type DisputeRow = Schemas['DisputeRow']
export type DisputeView = Schemas['DisputeView']
export type Party = Schemas['PartyView']
export type Deadline = Schemas['DeadlineView']
export type ObligationInput = Schemas['ObligationInput']
export type Obligation = Schemas['ObligationView']
export type Agreement = Schemas['AgreementView']
export type PaperRow = Schemas['DocumentView']
export type PaperCheck = Schemas['CheckView']
export type WordingFound = Schemas['WordingFound']
export type WordingText = Schemas['WordingText']
export type Provisions = Schemas['ProvisionsView']
export type TimelineEntry = Schemas['TimelineEntry']
export type DeliveryView = Schemas['DeliveryView']
export type RoomRow = Schemas['RoomRef']
export type ShopPart = NonNullable<NonNullable<paths['/api/v1/shops/{shop}/disputes']['get']['parameters']['query']>['part']>
export type ShopList = Schemas['ShopList']
export type ShopRow = Schemas['ShopRow']
export type ShopAnswer = Schemas['ShopAnswer']
export type AnswerSheet = Schemas['AnswerSheet']
export type ShopRecord = Schemas['RecordView']
export type Roster = Schemas['RosterView']
export type Member = Schemas['MemberView']
export type Invitation = Schemas['InvitationView']
export type InvitationInput = Schemas['InvitationInput']
export type RoomAsideSent = Schemas['RoomAsideSent']
/** When mediator and parties meet. */
export type MediationSession = Schemas['MediationSession']
export type SessionWay = Schemas['SessionWay']
export type SessionChoice = Schemas['SessionChoice']
export type Notice = Schemas['NoticeItem']
/** A mediation, the bodies that can be asked, and facts that all are asked to confirm. */
export type MediationView = Schemas['MediationView']
export type MediationBody = Schemas['BodyView']
export type JointFact = Schemas['JointFactView']

import { describe, expect, it } from 'vitest'
import { stageOf, stepsOf } from './stages'

const consent = (party: string, at: string | null, takes_part: boolean) => ({ party, at, takes_part, willing: at ? true : null, reads_negotiation: true, with_responder: true })
const asked = { accepted_at: null, begun_at: null, ended: null, consents: [consent('a', '2026-11-19T02:00:00Z', true), consent('b', null, true)] }
/** The second never answered, and is left out. */
const willing = { ...asked, consents: [consent('a', '2026-11-19T02:00:00Z', true), consent('b', null, false)] }
const accepted = { ...willing, accepted_at: '2026-11-20T02:00:00Z' }
const begun = { ...accepted, begun_at: '2026-11-23T02:00:00Z' }

describe('a mediation', () => {
  it('goes from the parties’ yes to an agreement', () => {
    expect(stageOf(asked, 'mediation_consent')).toBe('consent')
    expect(stageOf(willing, 'mediation_consent')).toBe('acceptance')
    expect(stageOf(accepted, 'mediator_appointment')).toBe('mediator')
    expect(stageOf(begun, 'mediation')).toBe('talks')
    expect(stageOf(begun, 'signing')).toBe('agreement')
    expect(stageOf({ ...begun, ended: { how: 'settled', at: '' } }, 'performance')).toBe('agreement')
  })

  it('looks for a mediator again when one has left', () => {
    expect(stageOf(begun, 'mediator_appointment')).toBe('mediator')
  })

  it('keeps what was done when it ends, and promises nothing more', () => {
    const ended = { ...accepted, ended: { how: 'no_mediator' as const, at: '' } }
    expect(stepsOf(ended, 'impasse').map(({ state }) => state)).toEqual(['done', 'done', 'off', 'off', 'off'])
    expect(stepsOf(accepted, 'mediator_appointment').map(({ state }) => state)).toEqual(['done', 'done', 'now', 'ahead', 'ahead'])
  })
})

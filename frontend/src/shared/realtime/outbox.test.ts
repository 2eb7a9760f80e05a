import { describe, expect, it } from 'vitest'
import { Problem } from '../api/problem'
import { Outbox, type Waiting } from './outbox'
import { memoryShelf } from './shelf'

const entry = (client_id: string, room = 'r', person = 'ana') => ({
  client_id,
  person,
  room,
  body: client_id,
  attachments: [],
  files: [],
  at: '2026-01-01T00:00:00Z',
})

const settled = () => new Promise((done) => setTimeout(done, 5))
const offline = () => new Problem(0, { code: 'offline' })

function outbox(deliver: (entry: Waiting) => Promise<null>, shelf = memoryShelf()) {
  const box = new Outbox(shelf, deliver, undefined, () => Promise.resolve())
  return { box, shelf }
}

describe('outbox', () => {
  it('has one message in flight for each room, in the order of writing', async () => {
    const flying: string[] = []
    const land: (() => void)[] = []
    const { box } = outbox((waiting) => {
      flying.push(waiting.client_id)
      return new Promise((done) => land.push(() => done(null)))
    })
    await box.setPerson('ana')
    await box.add(entry('one'))
    await box.add(entry('two'))
    await box.add(entry('other', 's'))
    await settled()
    expect(flying).toEqual(['one', 'other'])
    land[0]?.()
    await settled()
    expect(flying).toEqual(['one', 'other', 'two'])
  })

  it('sends after a reload what was written before it, oldest first', async () => {
    const { box, shelf } = outbox(() => new Promise(() => {}))
    await box.setPerson('ana')
    await box.add(entry('one'))
    await box.add(entry('two'))
    const sent: string[] = []
    const reloaded = outbox(async (waiting) => (sent.push(waiting.client_id), null), shelf)
    await reloaded.box.setPerson('ana')
    await settled()
    expect(sent).toEqual(['one', 'two'])
    expect(await shelf.all()).toEqual([])
  })

  it('tries the same message again until the line is back', async () => {
    const sent: string[] = []
    let down = 3
    const { box } = outbox(async (waiting) => {
      sent.push(waiting.client_id)
      if (down-- > 0) throw offline()
      return null
    })
    await box.setPerson('ana')
    await box.add(entry('one'))
    await box.add(entry('two'))
    await settled()
    expect(sent).toEqual(['one', 'one', 'one', 'one', 'two'])
  })

  it('keeps a refused message until it is retried or discarded, and goes on with the next', async () => {
    let strict = true
    const sent: string[] = []
    const { box } = outbox(async (waiting) => {
      if (strict && waiting.client_id === 'one') throw new Problem(409, { code: 'room_closed' })
      sent.push(waiting.client_id)
      return null
    })
    await box.setPerson('ana')
    await box.add(entry('one'))
    await box.add(entry('two'))
    await settled()
    expect(sent).toEqual(['two'])
    expect(box.of('r')).toMatchObject([{ client_id: 'one', error: 'room_closed' }])
    strict = false
    await box.retry('one')
    await settled()
    expect(sent).toEqual(['two', 'one'])
    expect(box.of('r')).toEqual([])
  })

  it('never sends the words of somebody else who used this device', async () => {
    const { box, shelf } = outbox(() => new Promise(() => {}))
    await box.setPerson('ana')
    await box.add(entry('hers'))
    const sent: string[] = []
    const next = outbox(async (waiting) => (sent.push(waiting.client_id), null), shelf)
    await next.box.setPerson('bo')
    await settled()
    expect(sent).toEqual([])
    expect(next.box.of('r')).toEqual([])
    expect(await shelf.all()).toHaveLength(1)
  })
})

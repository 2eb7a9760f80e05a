import { describe, expect, it } from 'vitest'
import { Link, NoAnswer, Refused } from './link'
import type { Outgoing } from './types'

class Wire {
  readyState = 1
  sent: Outgoing[] = []
  onopen: (() => void) | null = null
  onmessage: ((message: { data: string }) => void) | null = null
  onclose: ((close: { code: number }) => void) | null = null

  send(text: string) {
    this.sent.push(JSON.parse(text) as Outgoing)
  }

  close() {
    this.readyState = 3
  }

  says(frame: object) {
    this.onmessage?.({ data: JSON.stringify(frame) })
  }

  welcomes() {
    this.onopen?.()
    this.says({ t: 'welcome', person: 'ana', epoch: 'one', heartbeat_ms: 25_000, unread: 0 })
  }
}

function bench() {
  const wires: Wire[] = []
  const timers = new Map<number, { at: number; run: () => void }>()
  let now = 0
  let lastTimer = 0
  const link = new Link({
    open: () => {
      const wire = new Wire()
      wires.push(wire)
      return wire as unknown as WebSocket
    },
    now: () => now,
    later: (ms, run) => {
      const id = ++lastTimer
      timers.set(id, { at: now + ms, run })
      return () => timers.delete(id)
    },
    random: () => 1,
    locale: () => 'en',
  })
  const pass = (ms: number) => {
    const end = now + ms
    for (;;) {
      const due = [...timers].filter(([, timer]) => timer.at <= end).sort((a, b) => a[1].at - b[1].at)[0]
      if (!due) break
      timers.delete(due[0])
      now = due[1].at
      due[1].run()
    }
    now = end
  }
  return { link, wires, pass, wire: () => wires.at(-1) as Wire }
}

describe('link', () => {
  it('greets, and is live once it is welcome', () => {
    const { link, wire } = bench()
    link.start()
    wire().welcomes()
    expect(wire().sent).toEqual([{ t: 'hello', locale: 'en' }])
    expect(link.live).toBe(true)
    expect(link.person).toBe('ana')
  })

  it('comes back after a loss, waiting longer each time, and for ever', () => {
    const { link, wires, wire, pass } = bench()
    link.start()
    for (const wait of [500, 1000, 2000, 4000, 8000, 16_000, 20_000, 20_000]) {
      const before = wires.length
      wire().onclose?.({ code: 1006 })
      pass(wait - 1)
      expect(wires).toHaveLength(before)
      pass(1)
      expect(wires).toHaveLength(before + 1)
    }
  })

  it('calls for the slower way after three vain attempts, and is live again when it can be', () => {
    const { link, wire, pass } = bench()
    link.start()
    for (let attempt = 0; attempt < 3; attempt += 1) {
      wire().onclose?.({ code: 1006 })
      pass(20_000)
    }
    expect(link.state.status).toBe('polling')
    wire().welcomes()
    expect(link.state.status).toBe('live')
  })

  it('takes a line for dead after two and a half beats of silence', () => {
    const { link, wire, wires, pass } = bench()
    link.start()
    wire().welcomes()
    pass(60_000)
    wire().says({ t: 'hb', heads: {} })
    expect(wire().sent.at(-1)).toEqual({ t: 'pong' })
    pass(62_499)
    expect(wires).toHaveLength(1)
    pass(1)
    expect(link.live).toBe(false)
    pass(500)
    expect(wires).toHaveLength(2)
  })

  it('comes back when a parting server asked it to', () => {
    const { link, wire, wires, pass } = bench()
    link.start()
    wire().welcomes()
    wire().says({ t: 'bye', retry_ms: 7000 })
    wire().onclose?.({ code: 4001 })
    pass(6999)
    expect(wires).toHaveLength(1)
    pass(1)
    expect(wires).toHaveLength(2)
  })

  it('stops where trying again is of no use, and says why', () => {
    const { link, wire, wires, pass } = bench()
    link.start()
    wire().onclose?.({ code: 4503 })
    pass(100_000)
    expect(wires).toHaveLength(1)
    expect(link.state).toEqual({ status: 'stopped', reason: 'logged_out', retryAt: null })
    link.eager()
    expect(wires).toHaveLength(2)
  })

  it('tries at once when the device wakes, but not more often than every two seconds', () => {
    const { link, wire, wires, pass } = bench()
    link.start()
    pass(5000)
    for (let failures = 0; failures < 4; failures += 1) {
      wire().onclose?.({ code: 1006 })
      pass(20_000)
    }
    wire().onclose?.({ code: 1006 })
    const before = wires.length
    link.eager()
    expect(wires).toHaveLength(before + 1)
    wire().onclose?.({ code: 1006 })
    link.eager()
    expect(wires).toHaveLength(before + 1)
  })

  it('gives each question its own answer, a refusal, or none', async () => {
    const { link, wire, pass } = bench()
    link.start()
    wire().welcomes()
    const [first, second, third] = [1, 2, 3].map((n) => link.ask({ t: 'watch', dispute: `d${n}` }))
    wire().says({ t: 'err', id: 2, code: 'not_found' })
    wire().says({ t: 'ack', id: 1 })
    await expect(first).resolves.toMatchObject({ t: 'ack', id: 1 })
    await expect(second).rejects.toEqual(new Refused('not_found', null))
    pass(10_000)
    await expect(third).rejects.toBeInstanceOf(NoAnswer)
  })
})

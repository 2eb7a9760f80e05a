import { describe, expect, it } from 'vitest'
import { backIn, begin, clashed, isDirty, joined, nothing, savedAs, sentFrom, settle, written } from './kept'

const mine = { text: '您好，我们已经' }
const theirs = { text: '另一台电脑上写的' }

describe('a text that is being written', () => {
  it('is what the server keeps, unless this device has more', () => {
    const server = { content: theirs, version: 3 }
    expect(begin(server, null)).toMatchObject({ content: theirs, version: 3, clash: null })
    const more = begin(server, { content: mine, version: 3 })
    expect(more.content).toEqual(mine)
    expect(isDirty(more)).toBe(true)
  })

  it('asks when another device went on meanwhile', () => {
    const kept = begin({ content: theirs, version: 4 }, { content: mine, version: 3 })
    expect(kept.clash).toEqual({ version: 4, content: theirs })
    expect(isDirty(kept)).toBe(false)
    expect(settle(kept, 'theirs')).toMatchObject({ content: theirs, version: 4 })
    const over = settle(kept, 'mine')
    expect(over).toMatchObject({ content: mine, version: 4 })
    expect(isDirty(over)).toBe(true)
  })

  it('asks when it was sent from another window', () => {
    const kept = clashed({ ...nothing, content: mine, version: 2, saved: written(theirs) }, null)
    expect(kept.clash).toEqual({ version: 0, content: null })
    expect(settle(kept, 'theirs')).toMatchObject({ content: {}, version: 0, saved: '' })
  })

  it('does not ask about the same words', () => {
    const kept = clashed({ ...nothing, content: mine, version: 1 }, { content: mine, version: 2 })
    expect(kept.clash).toBeNull()
    expect(kept.version).toBe(2)
  })

  it('leaves with what was sent, and what was begun since stays and is new to the server', () => {
    const kept = { ...nothing, content: mine, version: 4, saved: written(mine) }
    expect(sentFrom(kept, mine)).toEqual(nothing)
    const begun = sentFrom({ ...kept, content: mine }, null)
    expect(begun).toEqual({ ...nothing, content: mine })
    expect(isDirty(begun)).toBe(true)
  })

  it('comes back as the server has joined it, and keeps what was written since', () => {
    const server = { content: { text: '第一句\n第二句' }, version: 2 }
    const back = { text: '第一句' }
    expect(isDirty(backIn({ ...nothing, content: { text: '第二句' } }, back, server))).toBe(false)
    const more = backIn({ ...nothing, content: { text: '第二句，还没写完' } }, back, server)
    expect(more).toMatchObject({ content: { text: '第一句\n第二句，还没写完' }, version: 2, clash: null })
    expect(isDirty(more)).toBe(true)
    expect(isDirty(backIn(nothing, back, { content: back, version: 1 }))).toBe(false)
  })

  it('comes back before what was begun since', () => {
    expect(joined({ text: '第一句', files: [1] }, {})).toEqual({ text: '第一句', files: [1] })
    expect(joined({ text: '第一句', files: [1] }, { text: '', files: [2] })).toEqual({ text: '第一句', files: [1, 2] })
    expect(joined({ text: '第一句' }, { text: '第二句' })).toEqual({ text: '第一句\n第二句' })
  })

  it('is clean once it is saved, and an empty box is nothing', () => {
    expect(isDirty(savedAs({ ...nothing, content: mine }, mine, 1))).toBe(false)
    expect(written({ text: '', files: [] })).toBe('')
    expect(written({ b: '1', a: '2' })).toBe(written({ a: '2', b: '1' }))
  })
})

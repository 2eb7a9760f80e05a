/** What every story has at hand: a server of its own, people with a browser each, and watchfulness. */
import { expect, test as plain, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from '@playwright/test'
import { expectAccessible } from './axe'
import { finger, keyboard, mouse, type Hand } from './hand'
import { Server } from './server'

export { expect }
export type { Page }
export type { Server }

/** Somebody in the story: a page of a browser of their own, and the hand that works it. */
export interface Person {
  page: Page
  hand: Hand
  server: Server
  /** Looks whether everybody could use the page as it stands. Once is enough: whoever plays by keyboard does not. */
  look: () => Promise<void>
  /** Everything that the server has told this browser so far: frames of its sockets and answers of the API. */
  heard: () => Promise<readonly string[]>
}

/** By pointer: a finger on the phone, a mouse on the desktop. */
export type How = 'pointer' | 'keyboard'
export const hands: readonly How[] = ['pointer', 'keyboard']

const phone: BrowserContextOptions = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }
const desk: BrowserContextOptions = { viewport: { width: 1440, height: 900 } }

interface Fixtures {
  /** Whether the story begins on an empty folder, and not on demonstration data. */
  empty: boolean
  visitors: Visitors
  server: Server
  /** Somebody with a phone. */
  onPhone: (how?: How) => Promise<Person>
  /** Somebody at a desk. */
  atDesk: (how?: How) => Promise<Person>
}

export const test = plain.extend<Fixtures>({
  empty: [false, { option: true }],
  visitors: async ({ browser, empty }, use, info) => {
    const server = await (empty ? Server.beginEmpty() : Server.begin())
    const visitors = new Visitors(browser, server)
    await use(visitors)
    await visitors.leave()
    if (info.status !== info.expectedStatus) await info.attach('server.log', { body: server.log(), contentType: 'text/plain' })
    else expect(visitors.wrong).toEqual([])
    await server.finish()
  },
  server: async ({ visitors }, use) => use(visitors.server),
  onPhone: async ({ visitors }, use) => {
    await use(async (how = 'pointer') => visitors.person(phone, finger, how))
  },
  atDesk: async ({ visitors }, use) => {
    await use(async (how = 'pointer') => visitors.person(desk, mouse, how))
  },
})

/** Opens browsers, and notes what must not happen in any of them. */
class Visitors {
  readonly wrong: string[] = []
  private readonly contexts: BrowserContext[] = []

  constructor(
    private readonly browser: Browser,
    readonly server: Server,
  ) {}

  async person(options: BrowserContextOptions, pointer: (page: Page) => Hand, how: How): Promise<Person> {
    const page = await this.come(options)
    const heard = listen(page)
    const look = async () => (how === 'pointer' ? expectAccessible(page) : undefined)
    return { page, hand: how === 'pointer' ? pointer(page) : keyboard(page), server: this.server, look, heard }
  }

  async leave(): Promise<void> {
    for (const context of this.contexts) await context.close()
  }

  private async come(options: BrowserContextOptions): Promise<Page> {
    const context = await this.browser.newContext({ baseURL: this.server.url, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', reducedMotion: 'reduce', ...options })
    this.contexts.push(context)
    const page = await context.newPage()
    this.watch(page)
    return page
  }

  /** Requests to other hosts, errors of scripts, breaches of the content policy, and failures of the server. */
  private watch(page: Page): void {
    const own = this.server.url
    page.on('request', (request) => {
      const url = request.url()
      if (!/^(?:data|blob):/.test(url) && !url.startsWith(own)) this.wrong.push(`request to ${url}`)
    })
    page.on('websocket', (socket) => {
      if (!socket.url().startsWith(own.replace('http', 'ws'))) this.wrong.push(`socket to ${socket.url()}`)
    })
    page.on('response', (response) => {
      if (response.status() >= 500) this.wrong.push(`${response.status()} from ${response.url()}`)
    })
    page.on('pageerror', (error) => this.wrong.push(`${page.url()}: ${error.message}`))
    page.on('console', (message) => {
      if (message.type() === 'error' && !isRefusal(message.text())) this.wrong.push(`${page.url()}: ${message.text()}`)
    })
  }
}

/** Keeps what comes in by socket and by the API, whole and in order of arrival. */
function listen(page: Page): () => Promise<readonly string[]> {
  const said: Promise<string>[] = []
  const keep = (payload: string | Buffer) => said.push(Promise.resolve(payload.toString()))
  page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => keep(payload)))
  page.on('response', (response) => {
    // An answer that the page gave up waiting for has no body to read.
    if (response.url().includes('/api/')) said.push(response.text().catch(() => ''))
  })
  return () => Promise.all(said)
}

/** The browser writes down every refusal (4xx), also one that the page expects, and every line that is cut. */
function isRefusal(text: string): boolean {
  return /the server responded with a status of 4\d\d|net::ERR_(?:CONNECTION|INTERNET|NETWORK|EMPTY)|WebSocket connection to/.test(text)
}

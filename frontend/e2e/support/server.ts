/**
 * A server of a story's own: a copy of the demonstration data, a free port, a clock that the story
 * moves. It can be killed in mid-sentence and started again on the same data and port.
 */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, openSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'

export interface Message {
  id: string
  channel: 'sms' | 'mail'
  to: string
  subject?: string
  body: string
  /** The file for calendars that came with it. */
  calendar?: string
}

const startMs = 30_000
const hourMs = 3_600_000

export class Server {
  private process: ChildProcess | undefined
  private offsetMs = 0

  private constructor(
    private folder: string,
    private readonly port: number,
    /** Whether its clock may be moved: where there are real people's affairs it may not. */
    private readonly movable: boolean,
  ) {}

  /** Copies the data that `STORY_SEED` names and serves them with the program that `STORY_BINARY` names. */
  static async begin(): Promise<Server> {
    const folder = mkdtempSync(join(tmpdir(), 'hejie-story-'))
    cpSync(given('STORY_SEED'), folder, { recursive: true })
    const server = new Server(folder, await freePort(), true)
    server.writeClock()
    await server.start()
    return server
  }

  /** Serves an empty folder, as on the first day of an installation. */
  static async beginEmpty(): Promise<Server> {
    const server = new Server(mkdtempSync(join(tmpdir(), 'hejie-story-')), await freePort(), false)
    await server.start()
    return server
  }

  /** Runs the program as whoever works at the machine; answers what it said. */
  run(...words: string[]): string {
    return execFileSync(given('STORY_BINARY'), words, { env: { ...process.env, ...this.settings() }, encoding: 'utf8' })
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }

  async start(): Promise<void> {
    const log = openSync(join(this.folder, 'log'), 'a')
    this.process = spawn(given('STORY_BINARY'), ['serve'], { env: { ...process.env, ...this.settings() }, stdio: ['ignore', 'ignore', log] })
    const until = Date.now() + startMs
    while (!(await this.ready())) {
      if (Date.now() > until || this.process.exitCode !== null) throw new Error(`The server did not start:\n${this.log()}`)
      await pause(50)
    }
  }

  /** Ends it as a power cut would. */
  async kill(): Promise<void> {
    await this.end('SIGKILL')
  }

  /** Writes everything into one archive, while people go on. */
  backup(): Buffer {
    const archive = join(this.folder, 'backup.tar.gz')
    this.run('backup', archive)
    return readFileSync(archive)
  }

  /** Another machine takes this one's place and address, with nothing but an archive. */
  async moveTo(archive: Buffer): Promise<void> {
    const logins = readFileSync(join(this.folder, 'demo-logins.txt'))
    await this.finish()
    this.folder = mkdtempSync(join(tmpdir(), 'hejie-story-'))
    const at = join(this.folder, '..', `${basename(this.folder)}.tar.gz`)
    writeFileSync(at, archive)
    this.run('restore', at)
    rmSync(at)
    writeFileSync(join(this.folder, 'demo-logins.txt'), logins)
    this.writeClock()
    await this.start()
  }

  async finish(): Promise<void> {
    await this.end('SIGTERM')
    rmSync(this.folder, { recursive: true, force: true })
  }

  /** Moves time on by so many hours. */
  moveOn(hours: number): void {
    this.offsetMs += hours * hourMs
    this.writeClock()
  }

  /** What time it is for the server. */
  now(): Date {
    return new Date(Date.now() + this.offsetMs)
  }

  /** Every message kept for `to`, the newest first. */
  messages(to: string): Message[] {
    const folder = join(this.folder, 'outbox')
    const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')) : []
    return names
      .sort()
      .reverse()
      .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Message)
      .filter((message) => message.to.endsWith(to))
  }

  /** The newest message to `to` that says `what` and came after another, as soon as it is there. */
  async message(to: string, what: RegExp, after?: Message): Promise<Message> {
    const until = Date.now() + 15_000
    for (;;) {
      const found = this.messages(to).find((message) => what.test(message.body))
      if (found && found.id > (after?.id ?? '')) return found
      if (Date.now() > until) throw new Error(`Nobody told ${to} anything like ${String(what)}.`)
      await pause(100)
    }
  }

  login(role: string): { email: string; password: string } {
    const lines = readFileSync(join(this.folder, 'demo-logins.txt'), 'utf8').trim().split('\n')
    const found = lines.map((line) => line.split('\t')).find(([name, email]) => name === role || email === role)
    if (!found) throw new Error(`Nobody is ${role}.`)
    return { email: found[1] ?? '', password: found[2] ?? '' }
  }

  log(): string {
    return readFileSync(join(this.folder, 'log'), 'utf8')
  }

  private settings(): Record<string, string> {
    return {
      HEJIE_VAR: this.folder,
      HEJIE_LISTEN: `127.0.0.1:${this.port}`,
      ...(this.movable ? { HEJIE_CLOCK: join(this.folder, 'clock') } : {}),
      HEJIE_LOG: 'warn',
      HEJIE_LIMIT_REQUESTS_ADDRESS: 'off',
      HEJIE_LIMIT_LOGIN_ADDRESS: 'off',
      HEJIE_LIMIT_CODES_ADDRESS: 'off',
    }
  }

  private writeClock(): void {
    const at = join(this.folder, 'clock')
    writeFileSync(`${at}.new`, `${this.now().toISOString()} 1\n`)
    renameSync(`${at}.new`, at)
  }

  private async ready(): Promise<boolean> {
    return await fetch(`${this.url}/readyz`).then(
      (answer) => answer.ok,
      () => false,
    )
  }

  private async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const running = this.process
    this.process = undefined
    if (!running || running.exitCode !== null) return
    const gone = new Promise((done) => running.once('exit', done))
    running.kill(signal)
    await gone
  }
}

function given(name: string): string {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set: run the stories with "make stories".`)
  return value
}

async function freePort(): Promise<number> {
  return await new Promise((found, failed) => {
    const probe = createServer()
    probe.once('error', failed)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => found(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

async function pause(ms: number): Promise<void> {
  await new Promise((done) => setTimeout(done, ms))
}

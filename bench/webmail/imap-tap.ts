// Stands between the webmail and Dovecot and notes the commands, so that the same can be sent again without us.

import type { AddressInfo } from 'node:net'
import { connect, createServer, type Socket } from 'node:net'
import { asks, OwedAnswers } from './owed-answers.ts'

export interface Noted {
  /** What selects the folder that the commands are about. */
  readonly select: string | null
  /** As they were sent, tags included; a literal stands in its command. */
  readonly commands: readonly string[]
}

export interface Overheard {
  readonly noted: readonly Noted[]
  /** Milliseconds in which Dovecot owed an answer. */
  readonly owed: number
}

export interface ImapTap extends AsyncDisposable {
  readonly port: number
  /** What was sent while `work` went on, by connection; those that said nothing are left out. */
  during(work: () => Promise<unknown>): Promise<Overheard>
}

/** `target`: the port behind. */
export async function startImapTap(target: number): Promise<ImapTap> {
  const said = new Set<string[]>()
  const sockets = new Set<Socket>()
  const answers = new OwedAnswers()
  const server = createServer((outside) => {
    const inside = connect({ host: '127.0.0.1', port: target })
    for (const socket of [outside, inside]) {
      socket.setNoDelay(true)
      sockets.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => void sockets.delete(socket))
    }
    const commands: string[] = []
    said.add(commands)
    const owed = answers.connection()
    outside.on('data', (octets) => {
      const text = octets.toString('latin1')
      commands.push(text)
      for (const command of commandsOf([text])) if (begins.test(command)) owed.asked(command)
    })
    inside.on('data', (octets) => owed.heard(octets.toString('latin1')))
    inside.on('close', owed.closed)
    outside.on('close', () => void said.delete(commands))
    outside.pipe(inside)
    inside.pipe(outside)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: portOf(server.address()),
    async during(work) {
      const before = new Map([...said].map((commands) => [commands, commands.length]))
      const owedBefore = answers.milliseconds
      await work()
      const owed = answers.milliseconds - owedBefore
      const noted = [...said].flatMap((commands): Noted[] => {
        const from = before.get(commands) ?? commands.length
        const history = commandsOf(commands.slice(0, from))
        const now = commandsOf(commands.slice(from)).filter(asks)
        if (now.length === 0) return []
        return [
          { select: history.findLast((each) => / (SELECT|EXAMINE) /i.test(each)) ?? null, commands: now },
        ]
      })
      return { noted, owed }
    },
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const portOf = (address: AddressInfo | string | null): number =>
  typeof address === 'object' && address !== null ? address.port : 0

/** A line that begins with a tag begins a command. */
const begins = /^[0-9A-Z]+ (?:UID |[A-Z]+)/
const commandsOf = (chunks: readonly string[]): string[] =>
  chunks
    .join('')
    .split(/(?=^[0-9A-Z]+ (?:UID |[A-Z]+))/m)
    .filter((each) => each.trim() !== '')

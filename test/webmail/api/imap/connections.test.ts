import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { createServer, connect as dial, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import type { ImapFlow } from 'imapflow'
import { afterEach, expect, onTestFinished, test } from 'vitest'
import { ok } from '#core/result.ts'
import { dovecotService } from '#stack/services/dovecot.ts'
import { claire } from '#test/support/database/commune.ts'
import { eventually } from '#test/support/stack/eventually.ts'
import { command } from '#webmail/api/imap/command.ts'
import { Connections, type ConnectionsOptions, type Visit } from '#webmail/api/imap/connections.ts'
import { openFolder } from '#webmail/api/imap/open-folder.ts'
import { mailboxUnderTest, otherKey } from './mailbox-under-test.ts'

const { dovecot, visit, options, append, doveadm, owner } = await mailboxUnderTest()
const gone = { ok: false, error: { kind: 'gone' } }
const busy = { ok: false, error: { kind: 'busy' } }

const opened: Connections[] = []
function connectionsWith(more: Partial<ConnectionsOptions> = {}): Connections {
  const made = new Connections(options(more))
  opened.push(made)
  return made
}
afterEach(async () => {
  for (const connections of opened.splice(0)) await connections[Symbol.asyncDispose]()
})

const who = async () =>
  (await doveadm('who', '-1')).split('\n').filter((line) => line.includes(visit.mailbox))
const noop = (connections: Connections, from: Visit = visit) =>
  connections.read(from, async (client) => {
    await command(client, 'NOOP')
    return ok(client)
  })

/** Stands between us and Dovecot, and can cut the line. */
async function between(): Promise<{ port: number; cut: () => void; connections: () => number }> {
  const sockets = new Set<Socket>()
  let seen = 0
  const server: Server = createServer((inner) => {
    seen += 1
    const outer = dial(dovecot.installation.ports.imap, '127.0.0.1')
    for (const [one, other] of [[inner, outer] as const, [outer, inner] as const]) {
      sockets.add(one)
      one.on('error', () => other.destroy())
      one.on('close', () => other.destroy())
      one.pipe(other)
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const place = server.address()
  return {
    port: typeof place === 'object' && place !== null ? place.port : 0,
    cut: () => sockets.forEach((socket) => void socket.destroy()),
    connections: () => seen,
  }
}

test('many commands for one mailbox → one connection, in order, with the address they come from', async () => {
  const connections = connectionsWith()
  const order: number[] = []
  const clients = await Promise.all(
    Array.from({ length: 20 }, (_, number) =>
      connections.read(visit, async (client) => {
        await command(client, 'NOOP')
        order.push(number)
        return ok(client)
      }),
    ),
  )
  expect(new Set(clients.map((answer) => answer.ok && answer.value)).size).toBe(1)
  expect(order).toEqual(Array.from({ length: 20 }, (_, number) => number))
  expect(connections.size).toBe(1)
  const lines = await who()
  expect(lines).toHaveLength(1)
  expect(lines[0]).toContain('192.0.2.7')
})

test('one folder twice in a read → opened once; in the next read, in a change, of another folder between → anew', async () => {
  const connections = connectionsWith()
  const opened: string[] = []
  const opening =
    (...folders: readonly string[]) =>
    async (client: ImapFlow) => {
      const note = ({ src, msg }: { readonly src: string; readonly msg: unknown }) => {
        const [, word, folder] = String(msg).split(' ')
        if (src === 'c' && word === 'SELECT') opened.push(String(folder))
      }
      client.emitLogs = true
      client.on('log', note)
      for (const folder of folders) await openFolder(client, folder)
      client.off('log', note)
      return ok(opened.splice(0))
    }
  expect(await connections.read(visit, opening('INBOX', 'INBOX'))).toEqual(ok(['INBOX']))
  expect(await connections.read(visit, opening('INBOX', 'Sent', 'INBOX'))).toEqual(
    ok(['INBOX', 'Sent', 'INBOX']),
  )
  expect(await connections.change(visit, opening('INBOX', 'INBOX'))).toEqual(ok(['INBOX', 'INBOX']))
})

test('beside → a second connection, kept for the next time, and ended with the first', async () => {
  const connections = connectionsWith()
  const clientOf = (how: 'read' | 'readBeside') =>
    connections[how](visit, async (client) => {
      await command(client, 'NOOP')
      return ok(client)
    })
  const [one, other] = await Promise.all([clientOf('read'), clientOf('readBeside')])
  expect(one.ok && other.ok && one.value !== other.value).toBe(true)
  expect(await clientOf('readBeside')).toEqual(other)
  expect(connections.size).toBe(2)
  connections.closeOf(visit.person)
  expect(connections.size).toBe(0)
})

test('beside, with every place taken by idle ones → busy, and none of them is closed', async () => {
  const connections = connectionsWith({ mostPerPerson: 1 })
  const one = await noop(connections)
  expect(await connections.readBeside(visit, async () => ok(null))).toEqual(busy)
  expect(await noop(connections)).toEqual(one)
})

test('another person at the same mailbox → a connection of their own', async () => {
  const connections = connectionsWith()
  const one = await noop(connections)
  const other = await noop(connections, { ...visit, person: crypto.randomUUID() })
  expect(one.ok && other.ok && one.value !== other.value).toBe(true)
  expect(connections.size).toBe(2)
})

test('a line that breaks in the middle of a read → tried again on a new one, in a change → gone, the next → works', async () => {
  const line = await between()
  const connections = connectionsWith({ port: line.port })
  let tries = 0
  const breaking = async (client: ImapFlow) => {
    tries += 1
    if (tries === 1) line.cut()
    await command(client, 'NOOP')
    return ok(tries)
  }
  expect(await connections.read(visit, breaking)).toEqual(ok(2))
  tries = 0
  expect(await connections.change(visit, breaking)).toEqual(gone)
  expect(tries).toBe(1)
  expect((await noop(connections)).ok).toBe(true)
  expect(line.connections()).toBe(3)
})

test('a line that broke while nobody used it → the next change opens another', async () => {
  const line = await between()
  const connections = connectionsWith({ port: line.port })
  const before = await noop(connections)
  line.cut()
  await eventually('the end', () => (before.ok && before.value.usable ? null : true))
  const after = await connections.change(visit, async (client) => {
    await command(client, 'NOOP')
    return ok('done')
  })
  expect(after).toEqual(ok('done'))
})

test('session ended by an administrator → the next read works', async () => {
  const connections = connectionsWith()
  await noop(connections)
  await doveadm('kick', visit.mailbox)
  expect((await noop(connections)).ok).toBe(true)
})

test('all places taken by what works → busy; one idle → closed for the new one, the least recently used', async () => {
  const connections = connectionsWith({ most: 2 })
  const [one, two, three] = ['1', '2', '3'].map((digit) => ({
    ...visit,
    person: `00000000-0000-4000-8000-00000000000${digit}`,
  }))
  if (one === undefined || two === undefined || three === undefined) throw new Error('three')
  const first = await noop(connections, one)
  const second = await noop(connections, two)
  await noop(connections, one)
  expect((await noop(connections, three)).ok).toBe(true)
  expect(connections.size).toBe(2)
  expect(second.ok && second.value.usable).toBe(false)
  expect(first.ok && first.value.usable).toBe(true)
  const held = Promise.withResolvers<void>()
  const works = [one, three].map((each) =>
    connections.read(each, async () => {
      await held.promise
      return ok(null)
    }),
  )
  expect(await noop(connections, two)).toEqual(busy)
  held.resolve()
  expect(await Promise.all(works)).toEqual([ok(null), ok(null)])
})

test('more mailboxes than one person may have open → the least recently used is closed', async () => {
  const connections = connectionsWith({ mostPerPerson: 1 })
  await noop(connections)
  expect((await noop(connections, { ...visit, mailbox: claire })).ok).toBe(true)
  expect(connections.size).toBe(1)
})

test('idle for long → closed; used since → kept', async () => {
  let now = Date.now()
  const connections = connectionsWith({ clock: { now: () => now }, idleMilliseconds: 60_000 })
  await noop(connections)
  now += 59_000
  connections.closeIdle()
  expect(connections.size).toBe(1)
  now += 1_000
  connections.closeIdle()
  expect(connections.size).toBe(0)
})

test('an answer that does not come → busy for it and for who waited as long, then all is well', async () => {
  const connections = connectionsWith({ deadlineMilliseconds: 2_000 })
  const stuck = connections.read(visit, () => new Promise(() => undefined))
  const waits = noop(connections)
  expect(await stuck).toEqual(busy)
  expect(await waits).toEqual(busy)
  await eventually('a connection', async () => ((await noop(connections)).ok ? true : null))
})

test('more than may wait for one mailbox → busy at once', async () => {
  const connections = connectionsWith()
  const held = Promise.withResolvers<void>()
  const answers = Array.from({ length: 65 }, () =>
    connections.read(visit, async () => {
      await held.promise
      return ok(null)
    }),
  )
  expect(await answers[64]).toEqual(busy)
  held.resolve()
  expect(await answers[63]).toEqual(ok(null))
})

test('a token that is not ours → refused; nobody listens → gone; a bug of the work → thrown', async () => {
  const connections = connectionsWith()
  const refusedWith = (code: string) => ({ ok: false, error: { kind: 'refused', code } })
  expect(await noop(connectionsWith({ tokenKey: otherKey() }))).toMatchObject(
    refusedWith('AUTHENTICATIONFAILED'),
  )
  expect(await noop(connectionsWith({ port: 1 }))).toEqual(gone)
  await expect(
    connections.read(visit, () => {
      throw new TypeError('a bug')
    }),
  ).rejects.toThrow('a bug')
  expect((await noop(connections)).ok).toBe(true)
})

test('access ended → what is open is closed, and what runs is gone', async () => {
  const connections = connectionsWith()
  const begun = Promise.withResolvers<void>()
  const runs = connections.change(visit, async (client) => {
    await command(client, 'NOOP')
    begun.resolve()
    await new Promise<void>((resolve) => client.once('close', resolve))
    await command(client, 'NOOP')
    return ok(null)
  })
  await begun.promise
  connections.closeOf(visit.person)
  expect(await runs).toEqual(gone)
  expect(connections.size).toBe(0)
})

test('a box without room → overQuota', async () => {
  const large = { body: 'x'.repeat(60_000_000) }
  await owner.pool.query('update mailbox set quota_bytes = 1000')
  await expect(append('INBOX', large)).rejects.toThrow('overQuota')
  await owner.pool.query('update mailbox set quota_bytes = 200000000')
}, 60_000)

test('Dovecot stopped → gone; started again → works, without anybody doing anything', async () => {
  const connections = connectionsWith()
  await noop(connections)
  const { installation } = dovecot
  const pid = Number(await readFile(join(installation.paths.run, 'dovecot/master.pid'), 'utf8'))
  process.kill(pid, 'SIGTERM')
  await eventually('the end of Dovecot', async () => {
    const answer = await noop(connections)
    return !answer.ok && answer.error.kind === 'gone' ? true : null
  })
  const [program, ...args] = dovecotService(installation).command
  await eventually('the end of its processes', () => (isAlive(pid) ? null : true))
  const again = spawn('setpriv', ['--pdeathsig=TERM', '--', program, ...args], {
    detached: true,
    stdio: 'ignore',
  })
  const ended = new Promise((resolve) => again.once('exit', resolve))
  try {
    await eventually('Dovecot', async () => ((await noop(connections)).ok ? true : null))
  } finally {
    again.kill('SIGTERM')
    await ended
  }
}, 60_000)

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { clientNetwork } from '#core/address/client-network.ts'
import { Secret } from '#core/secret.ts'
import { openDatabase } from '#db/connection.ts'
import { PerActorSemaphore } from '#db/per-actor-semaphore.ts'
import { Downloads } from '#http/downloads.ts'
import { wrong } from '#test/support/browser/catalogue.ts'
import { freePort } from '#test/support/database/postgresql.ts'
import { openLinkApp } from '#webmail/api/sharing/link-app.ts'
import { makeLinkSecret } from '#webmail/api/sharing/link-keys.ts'
import { type Asked, linkPage, linkPolicy } from '#webmail/api/sharing/link-page.ts'

const link = {
  ...{ id: 'x', name: 'Délibération.pdf', octets: 1_250_000, sealedKey: Buffer.alloc(0), passwordHash: 'x' },
  ...({ expiresAt: new Date('2026-11-30T23:30:00Z'), state: 'open', commune: 'Saulieu' } as const),
  address: 'mairie@mairie-saulieu.fr',
}
const page = (asked: Asked): string => linkPage(asked, 'Côte-d’Or')
const textOf = (written: string): string =>
  written.replace(/<style>.*<\/style>/s, '').replace(/<[^>]*>/g, ' ')

const everyPage: readonly (readonly [string, Asked])[] = [
  ...(['missing', 'wrong', 'closed', null] as const).map(
    (wrongPassword) => [`open, ${wrongPassword}`, { kind: 'open', link, wrong: wrongPassword }] as const,
  ),
  ...(['expired', 'withdrawn'] as const).map((kind) => [kind, { kind, link }] as const),
  ...(['unknown', 'busy', 'away'] as const).map((kind) => [kind, { kind }] as const),
]

test.each(everyPage)(
  '%s → written as French is, with one title, and nothing but its own style',
  (_, asked) => {
    const written = page(asked)
    for (const [, pattern] of wrong) expect(textOf(written)).not.toMatch(pattern)
    expect(written.match(/<h1>/g)).toHaveLength(1)
    const style = /<style>(.*)<\/style>/s.exec(written)?.[1] ?? ''
    expect(linkPolicy).toContain(`'sha256-${createHash('sha256').update(style).digest('base64')}'`)
    expect(written).not.toMatch(/<script|<link|<img|\son\w+=|https?:/)
  },
)

test('the last day of a link → as it is in France, the first of a month counted', () => {
  expect(page({ kind: 'open', link, wrong: null })).toContain('1er décembre 2026')
})

test.each([
  [1, '1\u00a0ko'],
  [950_000, '950\u00a0ko'],
  [1_250_000, '1,3\u00a0Mo'],
  [21_000_000, '21\u00a0Mo'],
])('a file of %i octets → %s', (octets, said) => {
  expect(page({ kind: 'open', link: { ...link, octets }, wrong: null })).toContain(`<dd>${said}</dd>`)
})

const asked = { incoming: { socket: { remoteAddress: '192.0.2.7' } } }

/** On a database that is away; `events` are those of its log. */
async function awayApp() {
  const events: string[] = []
  const log = {
    info: () => undefined,
    warn: ({ event }: { readonly event: string }) => void events.push(event),
    error: ({ event }: { readonly event: string }) => void events.push(event),
  }
  const database = openDatabase(
    {
      ...{ host: '127.0.0.1', port: await freePort(), name: 'x', role: 'vm_webmail' as const },
      ...{ passwordFile: '', maxConnections: 1 },
    },
    new Secret('x'),
  )
  const downloads = new Downloads({ ofOne: 1, ofAll: 1, longestMilliseconds: 1_000 })
  const turns = new PerActorSemaphore({ atOnce: 1, patienceMilliseconds: 1 })
  const app = openLinkApp({
    ...{ database, log, behindProxy: false, department: 'Côte-d’Or', downloads, ofLink: downloads, turns },
  })
  return { app, turns, events, [Symbol.asyncDispose]: () => database[Symbol.asyncDispose]() }
}

test('the database away → said, and that the link stays good; nothing of a mistake in the log', async () => {
  await using away = await awayApp()
  const { app, events } = away
  const answer = await app.request(`/${makeLinkSecret().reveal()}`, {}, asked)
  expect(answer.status).toBe(503)
  expect(await answer.text()).toContain('Votre lien reste valable')
  expect(answer.headers.get('content-security-policy')).toBe(linkPolicy)
  expect(events).toEqual(['component.unavailable'])
})

test.each(['GET', 'POST'])(
  '%s while its network has as much under way as it may → said, and the database is not asked',
  async (method) => {
    await using away = await awayApp()
    using _taken = await away.turns.take(clientNetwork('192.0.2.7').host)
    const answer = await away.app.request(`/${makeLinkSecret().reveal()}`, { method }, asked)
    expect(answer.status).toBe(503)
    expect(away.events).toEqual([])
  },
)

import { expect, test } from 'vitest'
import type { z } from 'zod'
import type { EmailAddress } from '#core/address/email-address.ts'
import { mairie, claire as personal } from '#test/support/database/commune.ts'
import { newFolder } from '#test/support/dovecot/mailbox-client.ts'
import { eventually } from '#test/support/stack/eventually.ts'
import { deliverTo, openBoxClient } from '#test/support/webmail/box-client.ts'
import type { WebmailBrowser } from '#test/support/webmail/test-webmail.ts'
import { webmailUnderTest } from '#test/support/webmail/webmail.ts'
import { liveEvent } from '#webmail/contract/event.ts'

type LiveEvent = z.output<typeof liveEvent>

const streamsOfPerson = 13
const webmail = await webmailUnderTest({ live: { streamsOfPerson, askAgainMilliseconds: 50 } })
const { made, owner, dovecot } = webmail
const both = [made.personal, made.mairie].sort()

const atBox = (mailbox: EmailAddress) => openBoxClient(webmail, mailbox)
const deliver = (mailbox: EmailAddress) => deliverTo(webmail, mailbox)

interface Listened extends AsyncDisposable {
  readonly response: Response
  /** All that was told so far. */
  readonly told: LiveEvent[]
  /** The next event that is wanted. */
  until(wanted: (event: LiveEvent) => boolean): Promise<LiveEvent>
  /** Rejects with what is told instead. */
  toItsEnd(): Promise<void>
}

async function listen(browser: WebmailBrowser): Promise<Listened> {
  const response = await browser.ask('GET /events')
  if (response.body === null) throw new Error('no body')
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
  const told: LiveEvent[] = []
  let rest = ''
  const next = async (): Promise<LiveEvent | null> => {
    for (;;) {
      const end = rest.indexOf('\n\n')
      if (end === -1) {
        const { value, done } = await reader.read()
        if (done) return null
        rest += value
        continue
      }
      const block = rest.slice(0, end)
      rest = rest.slice(end + 2)
      if (!block.startsWith('data: ')) continue
      const event = liveEvent.parse(JSON.parse(block.slice('data: '.length)))
      told.push(event)
      return event
    }
  }
  return {
    ...{ response, told },
    async until(wanted) {
      for (;;) {
        const event = await next()
        if (event === null) throw new Error(`ended after ${JSON.stringify(told)}`)
        if (wanted(event)) return event
      }
    },
    async toItsEnd() {
      for (let event = await next(); event !== null; event = await next());
    },
    [Symbol.asyncDispose]: () => reader.cancel(),
  }
}

const listening =
  (boxes: readonly string[]) =>
  (event: LiveEvent): boolean =>
    event.kind === 'listening' && JSON.stringify([...event.boxes].sort()) === JSON.stringify(boxes)
const of =
  (kind: LiveEvent['kind'], box: string, folder = 'INBOX') =>
  (event: LiveEvent): boolean =>
    event.kind === kind &&
    'box' in event &&
    event.box === box &&
    (!('folder' in event) || event.folder === folder)

test('a message is delivered → told of its box and folder, and of nothing else in it', async () => {
  const claire = await webmail.signIn()
  await using stream = await listen(claire)
  const { headers, status } = stream.response
  expect([status, headers.get('content-type')]).toEqual([200, 'text/event-stream'])
  expect([headers.get('cache-control'), headers.get('x-accel-buffering')]).toEqual([
    'no-store, no-transform',
    'no',
  ])
  await stream.until(listening(both))
  await deliver(mairie)
  expect(await stream.until(of('arrived', made.mairie))).toEqual({
    kind: 'arrived',
    box: made.mairie,
    folder: 'INBOX',
  })
  expect(JSON.stringify(stream.told)).not.toMatch(/Devis|ailleurs/)
})

test('another program marks, files, and makes folders → told, and not as new mail', async () => {
  const claire = await webmail.signIn()
  const uid = await deliver(mairie)
  await using stream = await listen(claire)
  await stream.until(listening(both))
  await using client = await atBox(mairie)
  await client.mailboxOpen('INBOX')
  await client.messageFlagsAdd(String(uid), ['\\Seen'], { uid: true })
  await stream.until(of('changed', made.mairie))
  await newFolder(client, 'Travaux')
  await stream.until(of('folders', made.mairie))
  await client.messageMove(String(uid), 'Travaux', { uid: true })
  await stream.until(of('changed', made.mairie))
  expect(stream.told.filter(({ kind }) => kind === 'arrived')).toEqual([])
})

test('two tabs of one person → both hear it', async () => {
  const claire = await webmail.signIn()
  await using one = await listen(claire)
  await using other = await listen(claire)
  await one.until(listening(both))
  await other.until(listening(both))
  await deliver(personal)
  await one.until(of('arrived', made.personal))
  await other.until(of('arrived', made.personal))
})

test('the session is ended → the stream ends', async () => {
  const claire = await webmail.signIn()
  await using stream = await listen(claire)
  await stream.until(listening(both))
  await owner.pool.query('delete from session where person_id = $1', [made.person])
  await stream.toItsEnd()
  expect((await claire.ask('GET /events')).status).toBe(401)
})

test('a right is withdrawn → that box is left out and no more told of; given back → heard again', async () => {
  const claire = await webmail.signIn()
  await using stream = await listen(claire)
  await stream.until(listening(both))
  await owner.pool.query('update access set until = now() where mailbox_id = $1', [made.mairie])
  try {
    await stream.until(listening([made.personal]))
    const before = stream.told.length
    await deliver(mairie)
    await deliver(personal)
    await stream.until(of('arrived', made.personal))
    expect(stream.told.slice(before).filter((event) => 'box' in event && event.box === made.mairie)).toEqual(
      [],
    )
  } finally {
    await owner.pool.query('update access set until = null where mailbox_id = $1', [made.mairie])
  }
  await stream.until(listening(both))
})

test('somebody without a box → nothing but that they have none, and their session is not prolonged', async () => {
  const outsider = await webmail.outsider()
  const claire = await webmail.signIn()
  await using theirs = await listen(outsider)
  await using ours = await listen(claire)
  await ours.until(listening(both))
  await theirs.until(listening([]))
  await owner.pool.query(
    "update session set updated_at = now() - interval '3 hours', expires_at = now() + interval '9 hours' where person_id = $1",
    [outsider.person],
  )
  await deliver(mairie)
  await ours.until(of('arrived', made.mairie))
  const { rows } = await owner.pool.query(
    "select expires_at < now() + interval '10 hours' as kept from session where person_id = $1",
    [outsider.person],
  )
  expect(rows).toEqual([{ kept: true }])
  await owner.pool.query('delete from session where person_id = $1', [outsider.person])
  await theirs.toItsEnd()
  expect(theirs.told).toEqual([{ kind: 'listening', boxes: [] }])
})

test('Dovecot starts again → no box is heard for a while, then all of them again', async () => {
  const claire = await webmail.signIn()
  await using stream = await listen(claire)
  await stream.until(listening(both))
  const before = stream.told.length
  await dovecot.restart()
  await stream.until(listening(both))
  expect(stream.told.length).toBeGreaterThan(before)
  await deliver(mairie)
  await stream.until(of('arrived', made.mairie))
})

test('as many streams as a person may have → no more of them, and everything else is answered', async () => {
  const claire = await webmail.signIn()
  const streams = await Promise.all(Array.from({ length: streamsOfPerson }, () => listen(claire)))
  await Promise.all(streams.map((stream) => stream.until(listening(both))))
  const refused = await claire.ask('GET /events')
  expect(await refused.json()).toMatchObject({ code: 'too-many-requests' })
  expect((await claire.ask('GET /boxes')).status).toBe(200)
  await streams[0]?.[Symbol.asyncDispose]()
  await eventually('a place', async () => {
    const again = await claire.ask('GET /events')
    const isOpen = again.status === 200
    await again.body?.cancel()
    return isOpen || null
  })
  // Those that are left keep nobody from closing the webmail at the end.
})

// A hundred people at once, each with a box of their own and a tab that stays open.

import type { CommuneId } from '#core/address/directory.ts'
import { Secret } from '#core/secret.ts'
import type { Database } from '#db/connection.ts'
import { hostingStore } from '#db/stores/communes/hosting.ts'
import { hashPassword } from '#identity/password-hash.ts'
import { address } from '#test/support/database/commune.ts'
import { type TestWebmail, type WebmailBrowser, webmailPassword } from '#test/support/webmail/test-webmail.ts'
import { fillMailbox } from './fill-mailbox.ts'
import { frenchMail } from './french-mail.ts'

export interface Busy {
  readonly box: string
  readonly browser: WebmailBrowser
}

const messagesEach = 150
const filledAtOnce = 4

/** Each with a box that holds some mail, and signed in. */
export async function makePeople(
  webmail: TestWebmail,
  {
    owner,
    commune,
    count,
  }: { readonly owner: Database; readonly commune: CommuneId; readonly count: number },
): Promise<readonly Busy[]> {
  const hosting = hostingStore(owner)
  const hash = await hashPassword(new Secret(webmailPassword))
  const people: Busy[] = []
  const one = async (at: number): Promise<void> => {
    const own = { name: `Agent ${at}`, address: address(`agent-${at}@mairie-saulieu.test`) }
    const person = await hosting.putPerson({
      ...{ commune, tenantKind: 'commune', role: 'member', name: own.name, email: own.address },
    })
    await hosting.putPasswordHash(person, hash)
    const quotaBytes = 1_000_000_000
    const box = await hosting.putMailbox({ commune, address: own.address, owner: person, quotaBytes })
    await owner.pool.query('update mailbox set provisioned_at = now() where id = $1', [box])
    const { ports } = webmail.dovecot.installation
    await fillMailbox(
      { host: '127.0.0.1', port: ports.imaps, user: own.address, password: new Secret(webmailPassword) },
      frenchMail({ inbox: messagesEach, own, until: new Date() }),
    )
    people.push({ box, browser: await webmail.signInAs(person) })
  }
  for (let at = 0; at < count; at += filledAtOnce)
    await Promise.all(Array.from({ length: Math.min(filledAtOnce, count - at) }, (_, more) => one(at + more)))
  return people
}

const restMilliseconds = 1_500

/** What somebody does who works in it: looks at the list, opens what is there, looks for something. Milliseconds of each request, by what it was. */
export async function workAtOnce(
  people: readonly Busy[],
  rounds: number,
): Promise<ReadonlyMap<string, readonly number[]>> {
  const times = new Map<string, number[]>()
  const timed = async (what: string, { browser }: Busy, route: string): Promise<unknown> => {
    const began = performance.now()
    const answer = await browser.ask(`GET ${route}`)
    const said: unknown = await answer.json()
    if (answer.status !== 200) throw new Error(`${route}: ${answer.status}`)
    times.set(what, [...(times.get(what) ?? []), performance.now() - began])
    return said
  }
  const work = async (who: Busy, at: number): Promise<void> => {
    await rest((restMilliseconds / people.length) * at)
    for (let round = 0; round < rounds; round += 1) {
      const list = await timed('list', who, `/boxes/${who.box}/conversations?folder=INBOX`)
      const uid = uidOf(list, round)
      await rest(restMilliseconds)
      await timed('conversation', who, `/boxes/${who.box}/conversation?folder=INBOX&uid=${uid}`)
      await timed('message', who, `/boxes/${who.box}/message?folder=INBOX&uid=${uid}`)
      await rest(restMilliseconds)
      await timed('search', who, `/boxes/${who.box}/conversations?folder=INBOX&q=facture`)
      await timed('boxes', who, '/boxes')
    }
  }
  await Promise.all(people.map(work))
  return times
}

const rest = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds))

function uidOf(list: unknown, round: number): number {
  if (typeof list === 'object' && list !== null && 'rows' in list && Array.isArray(list.rows)) {
    const row: unknown = list.rows[round % list.rows.length]
    if (typeof row === 'object' && row !== null && 'uid' in row) return Number(row.uid)
  }
  throw new Error('a list without rows')
}

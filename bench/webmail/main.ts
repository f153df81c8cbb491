// The webmail beside Roundcube of Debian, on one mailbox of one Dovecot: what a browser sees, what our API adds to Dovecot, and a
// hundred people at once.
//
//   npm run bench:webmail -- [--messages 50000] [--rounds 10] [--people 100] [--alone]

import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { gzipSync } from 'node:zlib'
import type { Browser } from 'playwright-core'
import { buildClients } from '#cli/boot/clients.ts'
import { table } from '#cli/terminal.ts'
import { systemClock } from '#core/clock.ts'
import { Secret } from '#core/secret.ts'
import { issueMailboxToken } from '#identity/mailbox-token.ts'
import { openBrowser } from '#test/support/browser/browser.ts'
import { claire, makeSaulieu } from '#test/support/database/commune.ts'
import { startServer } from '#test/support/database/postgresql.ts'
import { startTestWebmail, webmailPassword } from '#test/support/webmail/test-webmail.ts'
import { apiBase } from '#webmail/api/app.ts'
import { memoryMegabytes } from '../inbound/process-accounting.ts'
import { median, percentile } from '../inbound/statistics.ts'
import { browserTimes, type Seen, wordsFor } from './browser-times.ts'
import { fillMailbox } from './fill-mailbox.ts'
import { frenchMail, rareWords } from './french-mail.ts'
import { startImapTap } from './imap-tap.ts'
import { leanAsker } from './lean-asker.ts'
import { budgets, onAPhone } from './on-a-phone.ts'
import { OwnProcesses } from './own-process.ts'
import { makePeople, workAtOnce } from './people.ts'
import { isPhone, machineIndex, phones, slowerBy } from './phone-pace.ts'
import { RawImap } from './raw-imap.ts'
import { startRoundcube } from './roundcube/start.ts'
import { serverSide } from './server-side.ts'
import { ours, roundcube, type Side } from './sides.ts'

const { values } = parseArgs({
  options: {
    messages: { type: 'string', default: '50000' },
    rounds: { type: 'string', default: '10' },
    people: { type: 'string', default: '100' },
    alone: { type: 'boolean', default: false },
  },
})
const rounds = Number(values.rounds)
const requests = 100
const phoneRounds = Math.min(rounds, 5)
const usualWords = ['conseil', 'mairie', 'école', 'réunion', 'budget']

await buildClients(join(import.meta.dirname, '../..'))
await using opened = new AsyncDisposableStack()
const postgresql = opened.use(await startServer({ fsync: true }))
const owner = opened.use(postgresql.open('vm_owner'))
const made = await makeSaulieu(owner)
const processes = new OwnProcesses()
const webmail = opened.use(
  await startTestWebmail(
    { postgresql, owner, made },
    { start: (config, secrets) => processes.start(config, secrets) },
  ),
)
await owner.pool.query('update mailbox set quota_bytes = 20000000000')
// Whoever manages a commune needs a second factor, which Roundcube has not.
await owner.pool.query("update person set role = 'member'")
const { ports } = webmail.dovecot.installation
const own = { name: 'Claire Garnier', address: claire }
const filling = performance.now()
const filled = await fillMailbox(
  { host: '127.0.0.1', port: ports.imaps, user: claire, password: new Secret(webmailPassword) },
  frenchMail({ inbox: Number(values.messages), own, until: new Date() }),
)
const holds = [...filled].map(([folder, count]) => `${folder} ${count}`).join(', ')
console.log(`filled in ${((performance.now() - filling) / 1000).toFixed(0)} s: ${holds}`)
// Who moves in searches once the index has caught up; a search before that waits for it.
const indexing = performance.now()
await webmail.dovecot.doveadm('index', '-u', claire, '*')
console.log(`index complete ${((performance.now() - indexing) / 1000).toFixed(0)} s later`)

const box = made.personal
const person = await webmail.signIn()
const cookie = await webmail.cookie()
const askOf = (origin: string): ((route: string) => Promise<void>) => {
  const asker = opened.use(leanAsker(origin, cookie))
  return (route) => asker.ask(`${apiBase}/boxes/${box}/${route}`)
}
const ask = askOf(webmail.origin)
const page = (offset: number) => `conversations?folder=INBOX&offset=${offset}`
const looking = performance.now()
await ask(page(0))
console.log(`first list of a folder nobody looked into: ${(performance.now() - looking).toFixed(0)} ms`)

const browser: Browser = await openBrowser()
opened.defer(() => browser.close())
const account = { address: claire, password: new Secret(webmailPassword) }
const sides: Side[] = [ours(webmail.origin, webmail.cookie, account)]
if (!values.alone) {
  const peer = opened.use(await startRoundcube({ port: ports.imaps }))
  sides.push(roundcube(peer.origin, account))
}

const words = rareWords.slice(0, wordsFor(rounds))
if (rareWords.length < wordsFor(rounds) + 2 * phoneRounds)
  throw new Error(`${rounds} rounds search for more words than there are`)
const seen = new Map<string, Seen>()
for (const side of sides) seen.set(side.name, await browserTimes(browser, side, { rounds, words }))
const shown = (times: readonly number[] = []) =>
  `${median(times).toFixed(0)} / ${percentile(times, 0.95).toFixed(0)}`
const [mine, theirs] = [seen.get('ours'), seen.get('Roundcube')]
const kinds = Object.keys(mine?.times ?? {})
console.log(`\nin the browser, ms median / p95 of ${rounds}`)
console.log(
  table([
    [
      'WHAT',
      ...sides.map(({ name }) => name.toUpperCase()),
      ...(theirs === undefined ? [] : ['ROUNDCUBE / OURS']),
    ],
    ...kinds.map((kind) => [
      kind,
      ...sides.map(({ name }) => shown(seen.get(name)?.times[kind])),
      ...(theirs === undefined
        ? []
        : [(median(theirs.times[kind] ?? []) / median(mine?.times[kind] ?? [])).toFixed(2)]),
    ]),
  ]),
)

const phoneWords = rareWords.slice(words.length)
for (const [at, phone] of Object.keys(phones).entries()) {
  if (!isPhone(phone)) continue
  const machine = await machineIndex(browser)
  const times = await onAPhone(browser, ours(webmail.origin, webmail.cookie, account), {
    rounds: phoneRounds,
    slowerBy: slowerBy(phone, machine),
    words: phoneWords.slice(at * phoneRounds),
  })
  console.log(`\na phone ${phone}, 1.6 Mb/s, 150 ms: median`)
  console.log(
    `BenchmarkIndex ${phones[phone]}; this machine ${machine}, afterwards ${await machineIndex(browser)}`,
  )
  console.log(
    table([
      ['WHAT', 'BUDGET', 'SEEN'],
      ...Object.entries(budgets).map(([what, budget]) => {
        const value = median(times.get(what) ?? [])
        return [what, String(budget), value.toFixed(budget < 1 ? 3 : 0)]
      }),
    ]),
  )
}

// What it still does for its pages is in nobody's time from here on.
await browser.close()
// Two that know nothing yet of the mailbox.
await processes.startAgain()
const tap = opened.use(await startImapTap(ports.imap))
const noting = await processes.startBeside(tap.port)
const note = askOf(noting.origin)
const token = await issueMailboxToken(
  { mailbox: claire, person: made.person },
  webmail.dovecot.tokenKey,
  systemClock,
)
using raw = await RawImap.open({ port: ports.imap, user: claire, token })
const first = await (await person.ask(`GET /boxes/${box}/${page(0)}`)).text()
const { rows, total } = JSON.parse(first)
console.log(
  `\n${rows.length} rows: ${(gzipSync(first).byteLength / 1000).toFixed(1)} kB compressed, budget 30`,
)
const older = JSON.parse(await (await person.ask(`GET /boxes/${box}/${page(50)}`)).text()).rows
const half = total / 2
/** What is asked, and before it about what nothing is asked afterwards. */
const asked: Readonly<Record<string, readonly [(at: number) => string, (at: number) => string]>> = {
  'first page': [() => page(0), () => page(0)],
  'a page in the middle': [
    (at) => `${page(Math.floor((half / requests) * at))}&soon=1`,
    (at) => `${page(Math.floor(half + (half / requests) * (at + 1)))}&soon=1`,
  ],
  // Asked for 0.4 s later where one stays.
  'own replies to it': [
    (at) => page(Math.floor((half / requests) * at)),
    (at) => page(Math.floor(half + (half / requests) * (at + 1))),
  ],
  'the last page': [() => page(Math.max(0, total - 50)), () => page(Math.max(0, total - 50))],
  conversation: [
    (at) => `conversation?folder=INBOX&uid=${rows[at % rows.length].uid}`,
    (at) => `conversation?folder=INBOX&uid=${older[at % older.length].uid}`,
  ],
  message: [
    (at) => `message?folder=INBOX&uid=${rows[at % rows.length].uid}`,
    (at) => `message?folder=INBOX&uid=${older[at % older.length].uid}`,
  ],
  'search, a rare word': [
    (at) => `conversations?folder=INBOX&q=${rareWords[at % rareWords.length]}`,
    (at) => `conversations?folder=INBOX&q=${usualWords[at % usualWords.length]}`,
  ],
  'search, a frequent word': [
    () => 'conversations?folder=INBOX&q=facture',
    () => 'conversations?folder=INBOX&q=facture',
  ],
}
const sums = []
for (const [what, [route, before]] of Object.entries(asked)) {
  const asking = (of: (at: number) => string) => ({
    ask: (at: number) => ask(of(at)),
    note: (at: number) => note(of(at)),
  })
  sums.push(await serverSide({ what, requests, asked: asking(route), first: asking(before), tap, raw }))
}
await noting[Symbol.asyncDispose]()
const pair = (times: readonly number[]) =>
  times.length === 0 ? '–' : `${percentile(times, 0.5).toFixed(1)} / ${percentile(times, 0.95).toFixed(1)}`
console.log(`\non the server, ms p50 / p95 of ${requests}`)
console.log(
  table([
    ['WHAT', 'OUR API', 'OF IT NOT DOVECOT', 'THE SAME IN RAW IMAP', 'COMMANDS', 'P95, ON TOP'],
    ...sums.map(({ what, api, own, raw: dovecot, commands }) => [
      ...[what, pair(api), pair(own), pair(dovecot), commands.toFixed(1)],
      (percentile(api, 0.95) - (dovecot.length === 0 ? 0 : percentile(dovecot, 0.95))).toFixed(1),
    ]),
  ]),
)

const count = Number(values.people)
if (count > 0) {
  const services = [
    { name: 'webmail', pid: processes.pid },
    { name: 'dovecot', pid: webmail.dovecot.pid() },
  ]
  const people = await makePeople(webmail, { owner, commune: made.commune, count })
  const before = memoryMegabytes(services)
  const times = await workAtOnce(people, 8)
  const after = memoryMegabytes(services)
  console.log(`\n${count} people at once, ms p50 / p95`)
  console.log(
    table([
      ['WHAT', 'REQUESTS', 'P50 / P95'],
      ...[...times].map(([what, each]) => [what, String(each.length), pair(each)]),
    ]),
  )
  for (const { name } of services) {
    const [was, is] = [before.get(name) ?? Number.NaN, after.get(name) ?? Number.NaN]
    console.log(
      `${name}: ${is.toFixed(0)} MB PSS, before ${was.toFixed(0)}: ${(((is - was) * 1024) / count).toFixed(0)} kB for each person`,
    )
  }
}

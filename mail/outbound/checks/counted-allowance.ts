// The allowance by the counts that all gateways share and the limits of the sender's commune; and what is done when a mailbox
// sends as if somebody had taken it over: then it sends nothing any more, from this message on. What only looks like it is told.

import { clientNetwork } from '#core/address/client-network.ts'
import type { Clock } from '#core/clock.ts'
import type { Log } from '#core/log.ts'
import { LruCache } from '#core/lru-cache.ts'
import type { Policies } from '#core/policies/commune-policy.ts'
import { localDestination } from '#core/queue/queued-mail.ts'
import { failed, ok, type Result } from '#core/result.ts'
import type { SecurityFacts, SecurityLog } from '#core/security-log.ts'
import type {
  AskedToSend,
  Counted,
  CountReceipt,
  SendingCounts,
  SendingFrom,
} from '#core/sending/sending-counts.ts'
import type { SendingRefusal } from '#core/sending/sending-limits.ts'
import type { StopFacts } from '#core/sending/sending-stop.ts'
import { sendingRefusalText } from '#core/sending/sending-text.ts'
import { type SmtpReply, sendingSuspended, sendingTooFast, sendingTooMuch } from '#core/smtp/smtp-reply.ts'
import { isSuspicious, isTakeover, mayBeTakeover, takeoverSignalsOf } from '#identity/intrusion/takeover.ts'
import type { Cleaned } from '../stages.ts'
import type { Allowance, GiveBack } from './allowance.ts'

export interface CountedAllowanceParts {
  readonly counts: SendingCounts
  readonly policies: Policies
  readonly securityLog: SecurityLog
  readonly clock: Clock
  readonly log: Log
}

/** A forward speaks against its mailbox for a day: each message of that day would be a question to the database. */
const suspectedMilliseconds = 86_400_000
const mostSuspected = 10_000

const suspended: SendingRefusal = { kind: 'suspended' }

interface Watching extends CountedAllowanceParts {
  /** Tells it once a day, whichever gateway saw it first. */
  readonly suspect: (mail: Cleaned, facts: StopFacts) => Promise<void>
}

export function countedAllowance(parts: CountedAllowanceParts): Allowance {
  const told = new LruCache<number>(mostSuspected)
  const watching: Watching = {
    ...parts,
    async suspect(mail, { network, ...facts }) {
      const [now, last] = [parts.clock.now(), told.get(mail.sender.mailbox)]
      if (last !== undefined && now - last < suspectedMilliseconds) return
      const isNews = await parts.counts.suspect(mail.sender, { ...facts, network })
      told.set(mail.sender.mailbox, now)
      if (isNews) tell('takeover-suspected', mail, facts, parts)
    },
  }
  return {
    async ask(mail) {
      const counted = await countedOf(mail, watching)
      if (counted.ok) return ok(givingBack(mail, counted.value, parts.counts))
      const refusal = counted.error
      parts.log.warn({ event: 'submission.not-allowed', queueId: mail.queueId, reason: reasonOf(refusal) })
      return failed(replyOf(refusal))
    },
  }
}

const givingBack =
  (mail: Cleaned, receipt: CountReceipt, counts: SendingCounts): GiveBack =>
  async (what) => {
    const asked = askedOf(mail)
    const recipients = what === 'all' ? asked.recipients : 0
    await counts.giveBack(asked, recipients, receipt).catch(() => undefined)
  }

async function countedOf(mail: Cleaned, parts: Watching): Promise<Result<CountReceipt, SendingRefusal>> {
  const { counts, policies } = parts
  const { sending } = (await policies.book()).of(mail.sender.commune)
  const counted = await counts.count(askedOf(mail), sending)
  const { refusal, refusedBefore } = counted
  if (refusal?.kind === 'suspended') return failed(refusal)
  if (await stopped(mail, counted, parts)) return failed(suspended)
  if (refusal !== null && !refusedBefore)
    tell('sending-limit', mail, { bound: refusal.bound, most: refusal.most }, parts)
  return refusal === null ? ok(counted.receipt) : failed(refusal)
}

/** Whether the sending of the mailbox is suspended from now on. */
async function stopped(mail: Cleaned, counted: Counted, parts: Watching): Promise<boolean> {
  if (!mayBeTakeover(counted)) return false
  const from = fromOf(mail)
  const signals = takeoverSignalsOf(counted, await parts.counts.habits(from))
  const facts = { signals, recipients: counted.recent, firstTime: counted.recentFirstTime }
  if (!isTakeover(signals)) {
    if (isSuspicious(signals)) await parts.suspect(mail, { ...facts, network: from.network })
    return false
  }
  if (await parts.counts.stop(from, { ...facts, network: from.network })) {
    parts.log.warn({ event: 'sending.stopped', mailbox: from.login, ...facts })
    tell('sending-stopped', mail, facts, parts)
  }
  return true
}

function tell(
  kind: 'sending-limit' | 'sending-stopped' | 'takeover-suspected',
  { sender, session }: Cleaned,
  facts: SecurityFacts,
  { securityLog, clock }: CountedAllowanceParts,
): void {
  securityLog.add({
    at: new Date(clock.now()),
    kind,
    network: clientNetwork(session.address).host,
    facts: { mailbox: sender.address, ...facts },
  })
}

/** The addresses of our own house are nobody's strangers. */
const askedOf = ({ sender: { mailbox, commune }, recipients }: Cleaned): AskedToSend => ({
  ...{ mailbox, commune, recipients: recipients.length },
  outside: recipients
    .filter(({ destination }) => destination !== localDestination)
    .map(({ address }) => address),
})

const fromOf = ({ sender: { mailbox, commune, address, person }, session }: Cleaned): SendingFrom => ({
  ...{ mailbox, commune, person, login: address },
  client: session.address,
  network: clientNetwork(session.address).site,
})

const reasonOf = (refusal: SendingRefusal): string =>
  refusal.kind === 'suspended' ? refusal.kind : `${refusal.kind} ${refusal.bound}`

function replyOf(refusal: SendingRefusal): SmtpReply {
  const text = sendingRefusalText(refusal, 'fr')
  switch (refusal.kind) {
    case 'later':
      return sendingTooFast(text)
    case 'never':
      return sendingTooMuch(text)
    case 'suspended':
      return sendingSuspended(text)
  }
}

// The digests of a morning: prepared for everybody who has something new to hear, then handed to Dovecot by LMTP. That
// way alone none of our own checks can file the letter as junk or hold it. The database remembers that there is one a
// day; a worker that dies between Dovecot's answer and the note of it sends the same octets again, under a Message-ID
// that Dovecot has seen and discards. At midnight what was not delivered is dropped: what it lists may be decided by then,
// and the next one lists what still waits.

import type { Clock } from '#core/clock.ts'
import { nextRetry } from '#core/held/retry-schedule.ts'
import type { Log } from '#core/log.ts'
import { bodyInMemory } from '#core/message/message-content.ts'
import { isPositive, temporaryFailure, wholeReply } from '#core/smtp/smtp-reply.ts'
import type { LmtpAnswer, LmtpMessage } from '#daemons/lmtp/lmtp-transaction.ts'
import type { Decider, DigestLimits, HeldDigests, Morning } from '#db/stores/held/held-digests.ts'
import { dayOf, morningOf } from './digest-hours.ts'
import { digestMail } from './digest-mail.ts'
import { type DigestSettings, newsDigest } from './news-digest.ts'
import { digestWords } from './words.ts'

export interface DigestPorts {
  readonly digests: HeldDigests
  /** One answer for each recipient. */
  readonly deliver: (message: LmtpMessage) => Promise<readonly LmtpAnswer[]>
  readonly clock: Clock
  readonly log: Log
  readonly settings: DigestSettings & { readonly mailHost: string }
  /** Longer than the longest delivery. */
  readonly leaseSeconds: number
}

const day = 86_400_000
const soonDays = 3
/** More is no letter that anybody reads to its end. */
const mostEntries = 50
const batch = 200

/**
 * True when there may be more. One digest that cannot be prepared keeps no other from its reader; rejects then, once all
 * the others are delivered. Rejects when the database does not answer.
 */
export async function sendDigests(ports: DigestPorts): Promise<boolean> {
  const now = ports.clock.now()
  await ports.digests.dropBefore(dayOf(now), new Date(now))
  if (await deliverDigest(ports)) return true
  const morning = morningOf(now)
  return morning !== null && (await prepareDigests(ports, morning))
}

/** Whether there is one to deliver now. */
async function prepareDigests(ports: DigestPorts, morning: Morning): Promise<boolean> {
  const due = await ports.digests.due(morning, batch)
  const failures: string[] = []
  for (const decider of due) {
    try {
      await prepareDigest(ports, decider, morning)
    } catch (error) {
      failures.push(`${decider.inbox}: ${error instanceof Error ? error.message : 'unknown'}`)
    }
  }
  if (failures.length > 0 && failures.length === due.length) throw new Error(failures.join('; '))
  return due.length > 0
}

function prepareDigest(
  { digests, settings, clock }: DigestPorts,
  decider: Decider,
  morning: Morning,
): Promise<void> {
  const soonBefore = new Date(morning.at.getTime() - (settings.heldDays - soonDays) * day)
  const limits: DigestLimits = { soonBefore, most: mostEntries }
  return digests.prepare({ decider, morning, limits }, (reader, news) =>
    digestMail(
      newsDigest(reader, news, settings),
      {
        day: morning.day,
        at: new Date(clock.now()),
        to: reader.address,
        from: `postmaster@${settings.mailHost}`,
        messageId: `<digest.${morning.day}.${reader.inbox}@${settings.mailHost}>`,
      },
      digestWords.fr,
    ),
  )
}

async function deliverDigest({ digests, deliver, clock, log, leaseSeconds }: DigestPorts): Promise<boolean> {
  const digest = await digests.claim(new Date(clock.now()), leaseSeconds)
  if (digest === null) return false
  const { address, entries } = digest
  const [answer] = await deliver({
    reversePath: '',
    recipients: [address],
    content: { head: digest.content, body: bodyInMemory(Buffer.alloc(0)) },
  })
  if (answer?.kind === 'silent')
    log.warn({ event: 'component.unavailable', component: 'dovecot', cause: answer.cause })
  const reply = answer?.kind === 'answered' ? answer.reply : temporaryFailure
  const attempt = digest.attempts + 1
  log.info({ event: 'digest.attempted', mailbox: address, entries, reply: wholeReply(reply), attempt })
  if (isPositive(reply)) await digests.delivered(digest)
  else {
    const retryAt = reply.code >= 500 ? null : nextRetry(attempt, clock.now())
    await (retryAt === null ? digests.giveUp(digest) : digests.reschedule(digest, retryAt))
  }
  return true
}

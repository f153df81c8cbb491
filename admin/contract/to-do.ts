// What needs somebody, sorted by the harm it does, and the figures below it.

import { z } from 'zod'
import { instant, routeTable, uuid } from '#http/contract/route.ts'

/** Mail is lost or somebody gets in; it will be so today; it will be so within two weeks. */
export const severities = ['harm', 'risk', 'soon'] as const

export const toDoKinds = [
  /** `fields`: kind, times, lastAt; by and to where somebody did what they may do, which is a risk and no harm. */
  'alert',
  /** An account that strangers are kept from. `fields`: networks, failures, until. */
  'attacked-account',
  /** A mailbox that sends nothing any more. `fields`: recipients, firstTime. */
  'sending-stopped',
  /** A process or daemon that does not do its work. `fields`: state, detail. */
  'service-failed',
  /** postmaster@ or abuse@ of a domain, where nobody takes mail. */
  'address-unattended',
  'mailbox-full',
  /** From 90 % on. `fields`: usedBytes, allowedBytes, share. */
  'mailbox-filling',
  /** Not made for more than ten minutes. */
  'mailbox-not-made',
  /** A risk once one of them waits for three days. `fields`: messages, dangerous, late. */
  'held-waiting',
  /** Outgoing mail that leak prevention holds until somebody agrees. `fields`: messages. */
  'approval-waiting',
  /** A destination that has taken nothing for hours. `fields`: deliveries, answer. */
  'destination-silent',
  /** Outgoing mail that ended its runner three times. `fields`: messages. */
  'mail-set-aside',
  /** An administrator, support, auditor or manager without second factor. `fields`: role. */
  'factor-missing',
  /** A lost second factor, told to those who can agree to take it away. `fields`: askedBy, until; from, before which the reader
   * cannot, where their access or the asker's is new. */
  'factor-reset',
  /** Told to whoever asked, while it waits for another one. `fields`: until, deciders. */
  'factor-reset-asked',
  /** Letters were printed a week ago or more, and nobody of the commune has opened their access. `fields`: letters, until,
   * at which the last of their codes ends. */
  'nobody-came-in',
  /** `fields`: communes. */
  'welcome-failed',
  /** A mailbox that closes within two weeks, or did while somebody still has it. `fields`: until. */
  'mailbox-ending',
  /** `fields`: person, role, until. */
  'access-ending',
  /** `fields`: target, until. */
  'external-forward-ending',
  /** `fields`: until. */
  'api-key-ending',
] as const

export const toDoItem = z.object({
  id: z.string().describe('The same for the same thing tomorrow.'),
  kind: z.enum(toDoKinds),
  severity: z.enum(severities),
  commune: z.object({ id: uuid, name: z.string() }).nullable(),
  subject: z.string().describe('What it is about: an address, a name.'),
  fields: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
  since: instant.nullable(),
  target: z.object({
    kind: z.enum([
      'security',
      'status',
      'mailbox',
      'held',
      'queue',
      'person',
      'commune',
      'welcome',
      'api-key',
    ]),
    id: z.string().nullable(),
  }),
})

const day = z.object({
  day: z.iso.date(),
  delivered: z.int().describe('Into a mailbox, its junk folder included.'),
  junk: z.int(),
  refused: z.int(),
  held: z.int(),
})

export const dashboardRoutes = routeTable({
  'GET /to-do': {
    permission: 'read:commune',
    summary: 'What needs somebody, the most harmful first; each role sees what it may read.',
    answer: z.object({
      items: z.array(toDoItem),
      more: z.boolean().describe('Whether there are more than shown of some kind.'),
      checkedAt: instant,
    }),
  },
  'GET /figures': {
    permission: 'read:commune',
    summary:
      'How many communes and mailboxes, what came in for thirty days, what is stored. A minute old at most.',
    answer: z.object({
      communes: z.int(),
      mailboxes: z.int(),
      storedBytes: z.int(),
      allowedBytes: z.int(),
      communesByDay: z.array(z.object({ day: z.iso.date(), count: z.int() })),
      /** Thirty days, today last; messages counted once for each mailbox. */
      days: z.array(day),
      checkedAt: instant,
    }),
  },
})

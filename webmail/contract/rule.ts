// What a box does with mail by itself: rules, an answer while somebody is away, and where its mail is sent on to. All of it is
// one Sieve script in the mailbox, which is the only place where it is kept.

import { z } from 'zod'
import { instant, routeTable, uuid } from '#http/contract/route.ts'
import { boxParams } from './box.ts'
import { correspondent, messagePlace, uid } from './conversation.ts'
import { folderPath } from './folder.ts'

export const mostRules = 100
export const mostConditions = 20
export const mostForwards = 3
export const longestAnswer = 5000
/** Of what a rule would have matched. */
export const countedDays = 90

/** One line: nothing that ends a comment or a command. */
const line = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .regex(/^\P{Cc}*$/u)
const day = z.iso.date()

export const ruleCondition = z.discriminatedUnion('field', [
  z.strictObject({
    field: z.enum(['from', 'to']).describe('`to` is also whoever got a copy.'),
    how: z.enum(['contains', 'is', 'domain']),
    value: line(200),
  }),
  z.strictObject({ field: z.literal('subject'), how: z.enum(['contains', 'is']), value: line(200) }),
  z.strictObject({ field: z.enum(['words', 'list']), value: line(200) }),
  z.strictObject({ field: z.literal('attachment') }),
  z.strictObject({ field: z.enum(['larger', 'smaller']), octets: z.int().min(1).max(1_000_000_000) }),
])

export const ruleAction = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('file'), folder: folderPath.regex(/^\P{Cc}*$/u) }),
  z.strictObject({ kind: z.enum(['read', 'flag', 'delete']) }),
  z.strictObject({ kind: z.literal('label'), label: uuid }),
])

const matching = {
  match: z.enum(['all', 'any']),
  conditions: z.array(ruleCondition).min(1).max(mostConditions),
}

export const rule = z.strictObject({
  name: line(100),
  on: z.boolean(),
  ...matching,
  actions: z.array(ruleAction).max(10),
  stop: z.boolean().describe('Later rules leave the message alone.'),
})

export const vacation = z.strictObject({
  on: z.boolean(),
  /** Days of metropolitan France, both included. */
  from: day,
  until: day,
  subject: line(200),
  text: z
    .string()
    .trim()
    .min(1)
    .max(longestAnswer)
    .regex(/^[^\p{Cc}]*(?:[\n\t][^\p{Cc}]*)*$/u),
  /** Whoever wrote is answered once in so many days. */
  days: z.int().min(1).max(30),
})

export const forward = z.strictObject({
  to: z.array(line(254)).min(1).max(mostForwards),
  copy: z.boolean().describe('Messages stay in the box as well.'),
})

export const rulesView = z.object({
  /** Of all that was read: a change says what it follows. */
  revision: z.string(),
  /** False while the script is there and out of use. */
  active: z.boolean(),
  /** A script of another program that is in use, or what another program made of ours. */
  other: z.object({ name: z.string(), altered: z.boolean() }).nullable(),
  /** A script of another program of which the text runs at the end of ours, as it was with our last change. */
  kept: z.string().nullable(),
  rules: z.array(rule),
  vacation: vacation.nullable(),
  forward: forward.nullable(),
  /** What the département set up beside it; `until` is null inside. */
  forwardsOfDepartment: z.array(z.object({ to: z.string(), until: instant.nullable() })),
})

const change = {
  revision: z.string().max(100),
  other: z
    .enum(['keep', 'replace'])
    .nullable()
    .describe('What becomes of rules that another program wrote; null where there are none to decide about.'),
}

export const ruleRoutes = routeTable({
  'GET /boxes/{box}/rules': {
    permission: 'self',
    summary: 'What a box does by itself.',
    params: boxParams,
    answer: rulesView,
  },
  'PUT /boxes/{box}/rules': {
    permission: 'self',
    summary: 'Puts these rules in place of those that there are, in this order.',
    params: boxParams,
    body: z.strictObject({ ...change, rules: z.array(rule).max(mostRules) }),
    answer: rulesView,
  },
  'PUT /boxes/{box}/vacation': {
    permission: 'self',
    summary: 'What is answered while somebody is away; null for nothing.',
    params: boxParams,
    body: z.strictObject({ ...change, vacation: vacation.nullable() }),
    answer: rulesView,
  },
  'PUT /boxes/{box}/forward': {
    permission: 'self',
    summary: 'Sends all mail on to these addresses of the département; null for nowhere.',
    params: boxParams,
    body: z.strictObject({ ...change, forward: forward.nullable() }),
    answer: rulesView,
  },
  'GET /boxes/{box}/rule-proposal': {
    permission: 'self',
    summary: 'What a rule about messages such as this one would look at.',
    params: boxParams,
    query: z.object({ folder: folderPath, uid }),
    answer: z.object({
      from: correspondent.nullable(),
      subject: z.string(),
      list: z.string().nullable().describe('Id of the mailing list it came by (RFC 2919).'),
    }),
  },
  'POST /boxes/{box}/rule-matches': {
    permission: 'self',
    summary: 'How many messages of the last 90 days a rule would have matched.',
    params: boxParams,
    body: z.strictObject(matching),
    changesNothing: true,
    answer: z.object({
      count: z.int().min(0),
      /** Those that lie in the inbox, the newest first. */
      inbox: z.array(messagePlace),
      /** Words of the text are found as the search field finds them, whole words and not pieces. */
      approximate: z.boolean(),
      /** Not all of them were looked at: there are too many. */
      cut: z.boolean(),
    }),
  },
})

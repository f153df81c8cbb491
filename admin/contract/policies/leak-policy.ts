// What a commune, and the département before it, decides about mail that gives away what the law protects: for each kind and by
// how far the message goes, from how many values on what is done.

import { z } from 'zod'
import { leakKinds } from '#core/contract.ts'
import { communeId, instant, routeTable } from '#http/contract/route.ts'
import { someText } from '../text.ts'
import { policyTenant } from './policy-tenant.ts'

/** In order of severity. */
export const leakActions = ['allow', 'warn', 'justify', 'hold', 'refuse'] as const
export const leakAudiences = ['inside', 'partners', 'outside'] as const

const named = z.object({ commune: communeId })
const version = instant.nullable().describe('Of what was read; another one since → changed-meanwhile.')

const step = z.strictObject({
  from: z.int().min(1).max(100_000).describe('From this many different values in one message on.'),
  action: z.enum(leakActions),
})
type Step = Readonly<z.infer<typeof step>>
/** Nobody changes what was read. */
type Steps = z.ZodType<readonly Step[], readonly Step[]>
type Names = z.ZodType<readonly string[], readonly string[]>

const weight = ({ action }: Step): number => leakActions.indexOf(action)
const rises = (steps: readonly Step[]): boolean =>
  steps.every((each, index) => {
    const before = steps[index - 1]
    return before === undefined || (each.from > before.from && weight(each) > weight(before))
  })

const steps: Steps = z
  .array(step)
  .min(1)
  .max(leakActions.length)
  .refine(rises, 'Each step begins higher than the one before, and is severer.')
  .describe('Below the first one, nothing is done. One step that allows from 1 on: nothing at all.')

/** Without a kind, or an audience of it: as the département has it, or for the département as the installation has it. */
const chosenRules = z.partialRecord(z.enum(leakKinds), z.partialRecord(z.enum(leakAudiences), steps))
const domains: Names = z.array(someText(253).describe('What stands below it is meant as well.')).max(500)
const chosenPartners = domains
  .nullable()
  .describe(
    'Of the département, in place of the installation’s list; of a commune, besides the département’s. Null: none of its own.',
  )

const shownSteps: Steps = z.array(step).describe('Empty: nothing is done.')
const shownPartners: Names = z.array(z.string())

const policy = z.object({
  rules: z.record(z.enum(leakKinds), z.record(z.enum(leakAudiences), shownSteps)),
  partners: shownPartners,
})

export const leakPolicyView = z.object({
  commune: policyTenant,
  own: z.object({ rules: chosenRules, partners: chosenPartners }),
  inherited: policy.describe('What holds where nothing of its own is chosen.'),
  effective: policy,
  version,
})

export const leakPolicyChange = z.strictObject({ version, rules: chosenRules, partners: chosenPartners })

export const leakPolicyRoutes = routeTable({
  'GET /leak-policy': {
    permission: 'read:policy',
    summary: 'The département’s rules about leaks, beside what the installation says.',
    answer: leakPolicyView,
  },
  'PUT /leak-policy': {
    permission: 'change:policy',
    summary: 'Changes the département’s rules about leaks, for every commune that has none of its own.',
    body: leakPolicyChange,
    answer: leakPolicyView,
  },
  'GET /communes/{commune}/leak-policy': {
    permission: 'read:policy',
    summary: 'One commune’s rules about leaks, beside the département’s.',
    params: named,
    answer: leakPolicyView,
  },
  'PUT /communes/{commune}/leak-policy': {
    permission: 'change:policy',
    summary: 'Changes one commune’s rules about leaks.',
    params: named,
    body: leakPolicyChange,
    answer: leakPolicyView,
  },
})

// What a colleague changes while a form is open: never overwritten, and never taken for what the form was about.

import { QueryClient } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { ProblemError } from '#ui/api/problem-error.ts'
import { rebased, typedOver } from '#webmail/client/rules/form-revision.ts'
import { opened, reopened, ruleIn, rulesWith } from '#webmail/client/rules/open-rule.ts'
import { cacheRulesAfter, RulesConflict } from '#webmail/client/rules/rules-conflict.ts'
import type { RulesView, RuleView } from '#webmail/client/rules/types.ts'

const rule = (name: string): RuleView => ({
  ...{ name, on: true, match: 'all', stop: true, actions: [{ kind: 'flag' }] },
  conditions: [{ field: 'subject', how: 'contains', value: name }],
})
const [bills, schools, roads] = [rule('Factures'), rule('Écoles'), rule('Voirie')] as const
const view = (revision: string, rules: RuleView[]): RulesView => ({
  ...{ revision, rules, active: true, other: null, kept: null, vacation: null, forward: null },
  forwardsOfDepartment: [],
})
const names = (rules: readonly RuleView[]) => rules.map(({ name }) => name)
const written = rule('Écoles et cantines')

test('a rule in its form, others put before it meanwhile → saved among those of when it opened, under their revision', () => {
  const open = opened(view('1', [bills, schools]), 1)
  expect([open.revision, ruleIn(open)]).toEqual(['1', schools])
  expect(names(rulesWith(open, written))).toEqual(['Factures', 'Écoles et cantines'])
})

test('after somebody was faster → in the place where the same rule stands now, whatever the order of its keys', () => {
  const { name, ...others } = schools
  const now = reopened(opened(view('1', [bills, schools]), 1), view('2', [roads, bills, { ...others, name }]))
  expect([now.revision, now.at]).toEqual(['2', 2])
  expect(names(rulesWith(now, written))).toEqual(['Voirie', 'Factures', 'Écoles et cantines'])
})

test('after somebody changed or deleted that very rule → the last of all, and theirs stays', () => {
  const open = opened(view('1', [bills, schools]), 1)
  for (const theirs of [[bills, { ...schools, on: false }], [bills]]) {
    const now = reopened(open, view('2', theirs))
    expect(now.at).toBeNull()
    expect(rulesWith(now, written)).toEqual([...theirs, written])
  }
})

test('two rules alike → the one that stayed in its place', () => {
  expect(reopened(opened(view('1', [bills, bills]), 1), view('2', [bills, bills, roads])).at).toBe(1)
})

test('a new rule → the last of those that there are by then', () => {
  const open = opened(view('1', [bills]), null)
  expect(ruleIn(open)).toBeNull()
  expect(names(rulesWith(open, written))).toEqual(['Factures', 'Écoles et cantines'])
  const now = reopened(open, view('2', [bills, roads]))
  expect(names(rulesWith(now, written))).toEqual(['Factures', 'Voirie', 'Écoles et cantines'])
})

const queryKey = ['rules']
const kept = (read: () => Promise<RulesView>) => ({ client: new QueryClient(), queryKey, read })
const late = () => Promise.reject(new ProblemError('changed-meanwhile'))

test('a change that was made → what it answers is what is shown', async () => {
  const given = kept(() => Promise.reject(new Error('not asked')))
  expect(await cacheRulesAfter(Promise.resolve(view('2', [])), given)).toEqual(view('2', []))
  expect(given.client.getQueryData(queryKey)).toEqual(view('2', []))
})

test('somebody was faster → told what there is now, which is shown from then on', async () => {
  const given = kept(async () => view('2', [roads]))
  given.client.setQueryData(queryKey, view('1', []))
  const error = await cacheRulesAfter(late(), given).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(RulesConflict)
  expect(error).toMatchObject({ now: view('2', [roads]) })
  expect(given.client.getQueryData(queryKey)).toEqual(view('2', [roads]))
})

test('somebody was faster and nothing answers after → told as the API told it, with nothing newer to save over', async () => {
  const given = kept(() => Promise.reject(new ProblemError('unreachable')))
  await expect(cacheRulesAfter(late(), given)).rejects.toMatchObject({ code: 'changed-meanwhile' })
})

const shown = (revision: string, subject: string) => ({ revision, fields: { subject, text: 'Bonjour' } })

test('fields typed under one revision, another read meanwhile → saved under the first', () => {
  const first = typedOver(null, shown('1', 'Absence'), { text: 'Je reviens' })
  const then = typedOver(first, shown('2', 'Congés de ma collègue'), { text: 'Je reviens lundi' })
  expect(then).toEqual({ revision: '1', fields: { subject: 'Absence', text: 'Je reviens lundi' } })
})

test('after somebody was faster → what was typed, under the revision of theirs', () => {
  const first = typedOver(null, shown('1', 'Absence'), { text: 'Je reviens' })
  expect(rebased(first, '2')).toEqual({ revision: '2', fields: first.fields })
})

import { expect, test } from 'vitest'
import { leakKinds } from '#core/policies/leak.ts'
import { rulesOver } from '#core/policies/leak-rules.ts'
import { defaultLeakPolicy } from '#mail/dlp/rules/default-rules.ts'

const { rules: above } = defaultLeakPolicy

test('nothing chosen → as above, for every kind', () => {
  expect(rulesOver(above, {})).toEqual(above)
})

test('one cell chosen → that cell alone, its steps whole', () => {
  const steps = [{ from: 1, action: 'allow' }] as const
  const rules = rulesOver(above, { nir: { outside: steps } })
  expect(rules.nir).toEqual({ ...above.nir, outside: steps })
  for (const kind of leakKinds.filter((each) => each !== 'nir')) expect(rules[kind]).toEqual(above[kind])
})

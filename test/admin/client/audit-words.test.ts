import { expect, test } from 'vitest'
import {
  attachmentActionWords,
  attachmentMarkWords,
  boundWords,
  entityWords,
  leakActionWords,
  leakAudienceWords,
  leakKindWords,
  propertyWords,
  verbWords,
  wholeActions,
} from '#admin/api/audit-words.ts'
import { words as fr } from '#admin/client/words/fr.ts'

test('the words of the journal’s file → those of the panel, all of them', () => {
  expect([verbWords, entityWords]).toEqual([fr.auditVerbs, fr.auditEntities])
  expect(propertyWords).toEqual(fr.journal.properties)
  expect(leakKindWords).toEqual(fr.leaks.kinds)
  expect(leakAudienceWords).toEqual(fr.leaks.audiences)
  expect(leakActionWords).toEqual(fr.leaks.actions)
  expect([attachmentMarkWords, attachmentActionWords]).toEqual([
    fr.policies.attachments.marks,
    fr.policies.attachments.actions,
  ])
  expect(boundWords).toEqual(fr.policies.sending.bounds)
})

test('actions whose verb alone would be wrong → the same ones, in the same words', () => {
  const said = Object.entries(entityWords).flatMap(([entity, name]) =>
    Object.entries(verbWords).flatMap(([verb, does]) => {
      const action = `${verb}:${entity}`
      const text = fr.auditAction(action)
      return text === `${name} : ${does}` ? [] : [[action, text]]
    }),
  )
  expect(Object.fromEntries(said)).toEqual(wholeActions)
})

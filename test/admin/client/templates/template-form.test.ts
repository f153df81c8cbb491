import { expect, test } from 'vitest'
import {
  type EntryForm,
  entriesOf,
  formOf,
  mistakesIn,
  mostGigabytes,
  newEntry,
} from '#admin/client/templates/template-form.ts'
import { templateEntry } from '#admin/contract/mailboxes/template.ts'

const shared = (localPart: string, quota = ''): EntryForm => ({
  ...newEntry,
  localPart,
  label: 'Bureau',
  quota,
})
const manager: EntryForm = { ...newEntry, kind: 'manager', label: 'Responsable' }

test('lines as they are typed → entries that the API takes, sizes in decimal megabytes', () => {
  const entries = entriesOf([shared('Mairie', '2'), shared('urbanisme', '0,5'), manager])
  expect(entries).toEqual([
    { kind: 'shared', localPart: 'mairie', label: 'Bureau', quotaMegabytes: 2000 },
    { kind: 'shared', localPart: 'urbanisme', label: 'Bureau', quotaMegabytes: 500 },
    { kind: 'manager', localPart: '', label: 'Responsable', quotaMegabytes: null },
  ])
  for (const entry of entries ?? []) expect(templateEntry.safeParse(entry).success).toBe(true)
})

test('a template that is read and not touched → the same entries again', () => {
  const entries = [
    { kind: 'shared' as const, localPart: 'mairie', label: 'Mairie', quotaMegabytes: 2000 },
    { kind: 'personal' as const, localPart: '', label: 'Élu', quotaMegabytes: null },
  ]
  const template = { id: 't', name: 'Bourg', entries, createdAt: '', updatedAt: '', revision: 1 }
  expect(entriesOf(formOf(template, 'fr').entries)).toEqual(entries)
})

test.each([
  ['a whole address', [shared('mairie@saulieu.fr')], ['whole-address']],
  ['an accent', [shared('secrétariat')], ['letters']],
  ['two dots in a row', [shared('a..b')], ['letters']],
  ['one name twice, once in capitals', [shared('mairie'), shared('MAIRIE')], [null, 'twice']],
  ['two managers', [manager, manager], [null, 'twice']],
  ['no size', [shared('mairie', 'beaucoup')], ['size']],
  ['less than a megabyte', [shared('mairie', '0,0001')], ['size']],
  ['a little over the maximum', [shared('mairie', '1000,1')], ['too-much']],
  ['more digits than a size has', [shared('mairie', '12 345 678')], ['too-much']],
] as const)('%s → said at its line, and nothing is sent', (_, forms, mistakes) => {
  expect(mistakesIn(forms)).toEqual(mistakes)
  expect(entriesOf(forms)).toBeNull()
})

test('the maximum that is said → the API takes it, and one megabyte more it does not', () => {
  const [entry] = entriesOf([shared('mairie', String(mostGigabytes))]) ?? []
  expect(templateEntry.safeParse(entry).success).toBe(true)
  const more = { ...entry, quotaMegabytes: mostGigabytes * 1000 + 1 }
  expect(templateEntry.safeParse(more).success).toBe(false)
})

// A template as it is typed, and as the API takes it: sizes in gigabytes, an empty one for what every mailbox begins with.

import type { AdminAnswer, AdminInput } from '../../contract/all.ts'
import { readGigabytes, writeGigabytes } from '../form/field-values.ts'
import { localPartMistake } from '../form/local-part-problem.ts'

export type Template = AdminAnswer<'GET /mailbox-templates'>['rows'][number]
export type TemplateKind = Template['entries'][number]['kind']
type Entry = AdminInput<'POST /mailbox-templates'>['body']['entries'][number]

const megabyte = 1_000_000

/** What a change makes stale: communes that are being prepared count by their template. */
export const templateChanges = ['/mailbox-templates', '/welcomes'] as const

export interface EntryForm {
  readonly kind: TemplateKind
  readonly localPart: string
  readonly label: string
  readonly quota: string
}

export interface TemplateForm {
  readonly name: string
  readonly entries: readonly EntryForm[]
}

export type EntryMistake = 'whole-address' | 'letters' | 'twice' | 'size' | 'too-much'

export const newEntry: EntryForm = { kind: 'shared', localPart: '', label: '', quota: '' }

export const newTemplate = (labels: Readonly<Record<'shared' | 'manager', string>>): TemplateForm => ({
  name: '',
  entries: [
    { ...newEntry, localPart: 'mairie', label: labels.shared },
    { ...newEntry, kind: 'manager', label: labels.manager },
  ],
})

export const formOf = ({ name, entries }: Template, language: 'fr' | 'en'): TemplateForm => ({
  name,
  entries: entries.map(({ quotaMegabytes, ...entry }) => ({
    ...entry,
    quota: quotaMegabytes === null ? '' : writeGigabytes(quotaMegabytes * megabyte, language),
  })),
})

/** Null while something in it is to be corrected. */
export function entriesOf(forms: readonly EntryForm[]): Entry[] | null {
  if (mistakesIn(forms).some((mistake) => mistake !== null)) return null
  return forms.map(({ kind, localPart, label, quota }) => ({
    kind,
    label: label.trim(),
    localPart: kind === 'shared' ? localPart.toLowerCase() : '',
    quotaMegabytes: quota.trim() === '' ? null : Math.round((readGigabytes(quota) ?? 0) / megabyte),
  }))
}

/** What is wrong with each line, or null; a line that repeats another is the one to correct. */
export const mistakesIn = (forms: readonly EntryForm[]): readonly (EntryMistake | null)[] =>
  forms.map((form, index) => {
    const before = forms.slice(0, index)
    if (before.some((other) => placeOf(other) === placeOf(form))) return 'twice'
    if (form.kind === 'shared') {
      const mistake = localPartMistake(form.localPart)
      if (mistake !== null) return mistake
    }
    return form.quota.trim() === '' ? null : sizeMistake(form.quota)
  })

/** The most that a mailbox may have, and so a template may give; the API judges by the same (admin/contract/mailboxes/template.ts). */
export const mostGigabytes = 1000
const mostBytes = mostGigabytes * 1000 * megabyte

function sizeMistake(text: string): 'size' | 'too-much' | null {
  const bytes = readGigabytes(text)
  // Too many digits to be read is a number all the same.
  if (bytes === null) return /^\d{7,}([.,]\d*)?$/.test(text.replace(/\s/g, '')) ? 'too-much' : 'size'
  if (bytes > mostBytes) return 'too-much'
  return bytes < megabyte ? 'size' : null
}

/** A template has one manager, one model of a personal mailbox, and each name before the @ once. */
const placeOf = ({ kind, localPart }: EntryForm): string =>
  kind === 'shared' ? localPart.toLowerCase() : kind.toUpperCase()

/** « mairie@, maire@, Responsable »: a person's own mailbox has no name before it has a person. */
export const toldEntries = (entries: readonly Pick<EntryForm, 'kind' | 'localPart' | 'label'>[]): string =>
  entries.map(({ kind, localPart, label }) => (kind === 'shared' ? `${localPart}@` : label)).join(', ')

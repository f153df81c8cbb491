import { expect, test } from 'vitest'
import type { VirusVerdict } from '#daemons/clamd/scan-answer.ts'
import { nothingObserved, type ObservedAttachment } from '#daemons/rspamd/observation.ts'
import { areFindingsIncomplete } from '#mail/inbound/filtering/attachments/incomplete-findings.ts'

const macro: VirusVerdict = { kind: 'marked', mark: 'macro' }
const file = (changes: Partial<ObservedAttachment>): ObservedAttachment => ({
  ...{ name: 'x', declared: 'a/b', detected: '', bytes: 1000, marks: [] },
  ...changes,
})
const archive = { type: 'zip', encrypted: false, unreadable: false, count: 1, unpacked: 1, files: ['a.txt'] }
const document = file({ detected: 'docm', marks: ['macro'] })

test.each<[string, VirusVerdict, readonly ObservedAttachment[], boolean]>([
  ['nothing marked, an archive', { kind: 'clean' }, [file({ detected: 'zip', archive })], false],
  ['a virus', { kind: 'virus', name: 'Eicar' }, [file({ detected: 'zip', archive })], false],
  ['a document with macros', macro, [document], false],
  ['a document that is read as an archive', macro, [{ ...document, archive }], false],
  [
    'a document with macros that unpacks to more than is scanned',
    macro,
    [{ ...document, archive: { ...archive, unpacked: 2 ** 29 } }],
    true,
  ],
  [
    'two documents with macros that unpack to more than is scanned together',
    macro,
    [1, 2].map(() => ({ ...document, archive: { ...archive, unpacked: 250 << 20 } })),
    true,
  ],
  ['a mark that only the scanner sees', macro, [file({ detected: 'pdf' })], true],
  ['a mark that only the scanner sees, in an archive', macro, [file({ detected: 'zip', archive })], true],
  ['a document with macros beside an archive', macro, [document, file({ detected: 'zip', archive })], true],
  [
    'an archive that names a document with macros',
    macro,
    [file({ detected: 'zip', archive: { ...archive, files: ['a.docm'] } })],
    true,
  ],
])('%s → %4$s', (_, scan, attachments, expected) => {
  expect(areFindingsIncomplete(scan, { ...nothingObserved, attachments: [...attachments] })).toBe(expected)
})

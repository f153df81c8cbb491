// What an attachment is, as people call it: by its ending where it has one they know, else by its type.

import type { Words } from '../words/fr.ts'

type Kind = keyof Words['reading']['fileKinds']

const byEnding: Readonly<Record<string, Kind>> = {
  xls: 'sheet',
  xlsx: 'sheet',
  ods: 'sheet',
  csv: 'sheet',
  doc: 'document',
  docx: 'document',
  odt: 'document',
  rtf: 'document',
  zip: 'archive',
  '7z': 'archive',
  rar: 'archive',
  ics: 'calendar',
  eml: 'message',
}

const byType: readonly (readonly [start: string, kind: Kind])[] = [
  ['image/', 'image'],
  ['audio/', 'audio'],
  ['video/', 'video'],
  ['text/calendar', 'calendar'],
  ['text/', 'text'],
  ['message/', 'message'],
]

/** « PDF » says more than any word of ours. */
export function fileKind(
  { name, type }: { readonly name: string; readonly type: string },
  kinds: Words['reading']['fileKinds'],
): string {
  const ending = /\.([a-z\d]{1,5})$/i.exec(name)?.[1]?.toLowerCase() ?? ''
  if (ending === 'pdf' || type === 'application/pdf') return 'PDF'
  const kind = byEnding[ending] ?? byType.find(([start]) => type.toLowerCase().startsWith(start))?.[1]
  return kinds[kind ?? 'other']
}

// Which files can be seen before they are kept, and how: a picture and a PDF from the file itself, anything with a text from what the
// server reads of it. SVG is none: it is a document with a script of its own.

import type { AttachmentView } from '../../boxes.ts'

export type PreviewKind = 'image' | 'pdf' | 'text'

const images = new Set(['png', 'jpg', 'jpeg', 'gif', 'webp'])
const texts = new Set([
  ...[
    'txt',
    'csv',
    'tsv',
    'log',
    'md',
    'docx',
    'odt',
    'rtf',
    'xlsx',
    'ods',
    'pptx',
    'odp',
    'zip',
    'ics',
    'vcf',
    'eml',
  ],
])
const imageTypes = /^image\/(?:png|x-png|p?jpe?g|gif|webp)$/
const textTypes =
  /^(?:message\/(?:rfc822|global)|text\/(?:plain|csv|tab-separated-values|markdown|calendar|vcard)|application\/(?:zip|x-zip-compressed|rtf|vnd\.oasis\.opendocument\.(?:text|spreadsheet|presentation)|vnd\.openxmlformats-officedocument\.(?:wordprocessingml\.document|spreadsheetml\.sheet|presentationml\.presentation)))$/

/** Null for what can only be kept. */
export function previewKind({ name, type }: Pick<AttachmentView, 'name' | 'type'>): PreviewKind | null {
  const ending = /\.([a-z\d]{1,5})$/i.exec(name.trim())?.[1]?.toLowerCase() ?? ''
  const lower = type.toLowerCase()
  if (ending === 'svg' || lower.startsWith('image/svg')) return null
  if (ending === 'pdf' || lower === 'application/pdf') return 'pdf'
  if (images.has(ending) || imageTypes.test(lower)) return 'image'
  return texts.has(ending) || textTypes.test(lower) ? 'text' : null
}

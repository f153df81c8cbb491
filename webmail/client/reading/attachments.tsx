// The files of a message: what each is, how it is called and how large it is. What can be seen before it is kept opens over the
// page; the rest is kept at once.

import { Download, File, FileText, type LucideIcon, Paperclip, Image as Picture } from 'lucide-react'
import { Suspense, useState } from 'react'
import { useFormat } from '#ui/format/use-format.ts'
import { addressOf } from '../api.ts'
import type { AttachmentView, BoxView, MessageView } from '../boxes.ts'
import { laterPart } from '../words/later-part.tsx'
import { useWords } from '../words/words.tsx'
import { fileKind } from './file-kind.ts'
import { previewKind } from './preview/preview-kind.ts'

const PreviewOverlay = laterPart(async () => (await import('./preview/overlay.tsx')).PreviewOverlay)

interface AttachmentsProps {
  readonly box: BoxView
  /** Of the message. */
  readonly place: MessageView['place']
  readonly files: readonly AttachmentView[]
}

export function Attachments({ box, place, files }: AttachmentsProps) {
  const { reading } = useWords()
  const format = useFormat()
  const [at, setAt] = useState<number | null>(null)
  if (files.length === 0) return null
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0)
  const seen = files.filter((file) => previewKind(file) !== null)
  return (
    <div className="files">
      <p className="files-head">
        <Paperclip aria-hidden className="small" /> {reading.files(files.length, format.size(bytes))}
      </p>
      <ul>
        {files.map((file) => {
          const index = seen.indexOf(file)
          const href = addressOf('GET /boxes/{box}/attachment', {
            params: { box: box.id },
            query: { ...place, part: file.part },
          })
          return (
            <li key={file.part}>
              <Tile file={file} href={href} onOpen={index === -1 ? null : () => setAt(index)} />
            </li>
          )
        })}
      </ul>
      {at !== null && (
        <Suspense>
          <PreviewOverlay {...{ box, place, at }} files={seen} onMove={setAt} onClose={() => setAt(null)} />
        </Suspense>
      )}
    </div>
  )
}

interface TileProps {
  readonly file: AttachmentView
  readonly href: string
  /** Null for what can only be kept. */
  readonly onOpen: (() => void) | null
}

function Tile({ file, href, onOpen }: TileProps) {
  const { reading } = useWords()
  const format = useFormat()
  const Icon = iconOf(file)
  const name = file.name.trim() === '' ? reading.unnamedFile : file.name
  const inside = (
    <>
      <span className="file-picture">
        <Icon aria-hidden />
      </span>
      <span className="file-text">
        <span className="file-name">{name}</span>
        <small>{reading.fileOf(fileKind(file, reading.fileKinds), format.size(file.bytes))}</small>
      </span>
    </>
  )
  if (onOpen === null)
    return (
      <a className="file" title={name} download href={href}>
        {inside}
      </a>
    )
  return (
    <div className="file file-seen" title={name}>
      <button type="button" onClick={onOpen}>
        <span className="heard">{reading.previewOf}</span> {inside}
      </button>
      <a download href={href} aria-label={reading.downloadOf(name)} title={reading.downloadOf(name)}>
        <Download aria-hidden />
      </a>
    </div>
  )
}

function iconOf({ type }: AttachmentView): LucideIcon {
  if (type.startsWith('image/')) return Picture
  return type === 'application/pdf' || type.startsWith('text/') ? FileText : File
}

// The files of a message: what each is, how it is called and how large it is.

import { File, FileText, type LucideIcon, Paperclip, Image as Picture } from 'lucide-react'
import { useFormat } from '#ui/format/use-format.ts'
import { addressOf } from '../api.ts'
import type { AttachmentView, BoxView, MessageView } from '../boxes.ts'
import { useWords } from '../words/words.tsx'
import { fileKind } from './file-kind.ts'

interface AttachmentsProps {
  readonly box: BoxView
  /** Of the message. */
  readonly place: MessageView['place']
  readonly files: readonly AttachmentView[]
}

export function Attachments({ box, place, files }: AttachmentsProps) {
  const { reading } = useWords()
  const format = useFormat()
  if (files.length === 0) return null
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0)
  return (
    <div className="files">
      <p className="files-head">
        <Paperclip aria-hidden className="small" /> {reading.files(files.length, format.size(bytes))}
      </p>
      <ul>
        {files.map((file) => {
          const Icon = iconOf(file)
          const name = file.name.trim() === '' ? reading.unnamedFile : file.name
          return (
            <li key={file.part}>
              <a
                className="file"
                title={name}
                download
                href={addressOf('GET /boxes/{box}/attachment', {
                  params: { box: box.id },
                  query: { ...place, part: file.part },
                })}
              >
                <span className="file-picture">
                  <Icon aria-hidden />
                </span>
                <span className="file-text">
                  <span className="cut">{name}</span>
                  <small>{reading.fileOf(fileKind(file, reading.fileKinds), format.size(file.bytes))}</small>
                </span>
              </a>
            </li>
          )
        })}
      </ul>
    </div>
  )
}

function iconOf({ type }: AttachmentView): LucideIcon {
  if (type.startsWith('image/')) return Picture
  return type === 'application/pdf' || type.startsWith('text/') ? FileText : File
}

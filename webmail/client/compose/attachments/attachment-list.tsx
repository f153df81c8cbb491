// The files of a message that is being written: how far each has gone, and the way to take it away.

import { CircleAlert, File, FileText, type LucideIcon, Image as Picture, X } from 'lucide-react'
import { useFormat } from '#ui/format/use-format.ts'
import { mostAttachedBytes } from '../../../contract/draft-limits.ts'
import { useWords } from '../../words/words.tsx'
import { type Attachment, bytesOf } from './attachments.ts'

export interface AttachmentListProps {
  readonly files: readonly Attachment[]
  /** Octets of the pictures that the text shows. */
  readonly inText: number
  readonly onRemove: (file: Attachment) => void
}

export function AttachmentList({ files, inText, onRemove }: AttachmentListProps) {
  if (files.length + inText === 0) return null
  return (
    <>
      {files.length > 0 && <FileList files={files} onRemove={onRemove} />}
      {inText > 0 && <Sum bytes={bytesOf(files) + inText} />}
    </>
  )
}

function Sum({ bytes }: { readonly bytes: number }) {
  const { pictures } = useWords()
  const format = useFormat()
  return (
    <p className="compose-files-sum">{pictures.sum(format.size(bytes), format.size(mostAttachedBytes))}</p>
  )
}

function FileList({ files, onRemove }: Omit<AttachmentListProps, 'inText'>) {
  const { compose, reading } = useWords()
  return (
    <ul className="compose-files" aria-label={compose.files}>
      {files.map((file) => {
        const Icon = iconOf(file)
        const name = file.name.trim() === '' ? reading.unnamedFile : file.name
        const label = file.state === 'sending' ? compose.stop(name) : compose.remove(name)
        return (
          <li key={file.key} className="compose-file" data-state={file.state}>
            <Icon aria-hidden />
            <span className="compose-file-text">
              <span className="cut" title={name}>
                {name}
              </span>
              <FileState file={file} name={name} />
            </span>
            <button
              type="button"
              className="chip-remove"
              aria-label={label}
              title={label}
              onClick={() => onRemove(file)}
            >
              <X aria-hidden className="small" />
            </button>
          </li>
        )
      })}
    </ul>
  )
}

function FileState({ file, name }: { readonly file: Attachment; readonly name: string }) {
  const { compose } = useWords()
  const format = useFormat()
  if (file.state === 'refused') return <small>{compose.notAttached[file.why]}</small>
  if (file.state !== 'sending') return <small>{format.size(file.bytes)}</small>
  return (
    <>
      <small>{format.sizeOf(file.sent, file.bytes)}</small>
      <progress
        className="compose-progress"
        aria-label={name}
        max={Math.max(1, file.bytes)}
        value={Math.min(file.sent, file.bytes)}
      />
    </>
  )
}

function iconOf({ state, type }: Attachment): LucideIcon {
  if (state === 'refused') return CircleAlert
  if (type.startsWith('image/')) return Picture
  return type === 'application/pdf' || type.startsWith('text/') ? FileText : File
}

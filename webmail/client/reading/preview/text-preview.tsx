// What the server reads of a document, a table, an archive or a message.

import { FileText, Lock } from 'lucide-react'
import { useFormat } from '#ui/format/use-format.ts'
import type { WebmailAnswer } from '../../../contract/all.ts'
import { Failure } from '../../failure.tsx'
import { useAnswer } from '../../queries.ts'
import { useAllWords } from '../../words/later-part.tsx'
import type { PreviewedFile } from './file-octets.ts'
import { MessageInside } from './message-inside.tsx'
import { Coming, NoPreview } from './no-preview.tsx'

type Preview = WebmailAnswer<'GET /boxes/{box}/preview'>
type Piece = Extract<Preview, { kind: 'pieces' }>['pieces'][number]

/** A file never changes. */
const always = Number.POSITIVE_INFINITY

export function TextPreview(previewed: PreviewedFile) {
  const { box, place, file } = previewed
  const { previews } = useAllWords()
  const asked = useAnswer(
    'GET /boxes/{box}/preview',
    { params: { box: box.id }, query: { ...place, part: file.part } },
    { staleMs: always },
  )
  if (asked.data === undefined && asked.error !== null)
    return (
      <div className="preview-sheet">
        <Failure error={asked.error} onRetry={() => void asked.refetch()} />
      </div>
    )
  if (asked.data === undefined) return <Coming />
  const preview = asked.data
  if (preview.kind === 'none') return <NoPreview {...previewed} why={preview.why} />
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what is longer than its frame is moved by keys as well.
    <section className="preview-sheet" tabIndex={0} aria-label={previews.content(file.name)}>
      {preview.kind === 'archive' ? (
        <Archive preview={preview} />
      ) : preview.kind === 'message' ? (
        <MessageInside preview={preview} />
      ) : (
        <Pieces preview={preview} />
      )}
    </section>
  )
}

function Pieces({ preview: { pieces, cut } }: { readonly preview: Extract<Preview, { kind: 'pieces' }> }) {
  const { previews } = useAllWords()
  const isEmpty = pieces.every((piece) =>
    piece.kind === 'text' ? piece.text.trim() === '' : piece.rows.length === 0,
  )
  if (isEmpty) return <p className="quiet">{previews.empty}</p>
  return (
    <>
      <p className="preview-note">
        <FileText aria-hidden className="small" /> {previews.textOnly}
      </p>
      {pieces.map((piece, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they never change their order.
        <PieceView key={index} piece={piece} isOnly={pieces.length === 1} />
      ))}
      {cut && <p className="preview-note">{previews.cut}</p>}
    </>
  )
}

function PieceView({ piece, isOnly }: { readonly piece: Piece; readonly isOnly: boolean }) {
  const { previews } = useAllWords()
  const isSlide = piece.kind === 'text' && !isOnly
  const title = isSlide ? previews.slide(piece.title) : piece.title
  return (
    <>
      {title !== '' && <h3>{title}</h3>}
      {piece.kind === 'text' ? (
        <p className="preview-text">{piece.text}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what is wider than its frame is moved by keys as well.
        <div className="preview-table" tabIndex={0}>
          <table aria-label={title === '' ? previews.table : title}>
            <tbody>
              {piece.rows.map((row, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: they never change their order.
                <tr key={at}>
                  {row.map((cell, column) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: they never change their order.
                    <td key={column}>{cell}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  )
}

function Archive({
  preview: { entries, count },
}: {
  readonly preview: Extract<Preview, { kind: 'archive' }>
}) {
  const { previews } = useAllWords()
  const format = useFormat()
  return (
    <>
      <p className="preview-note">{previews.files(count)}</p>
      {entries.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what is wider than its frame is moved by keys as well.
        <div className="preview-table" tabIndex={0}>
          <table>
            <thead>
              <tr>
                <th scope="col">{previews.name}</th>
                <th scope="col">{previews.size}</th>
              </tr>
            </thead>
            <tbody>
              {entries.map(({ name, bytes, encrypted }, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: two may have one name, and they never change their order.
                <tr key={at}>
                  <td>
                    {name}{' '}
                    {encrypted && (
                      <span className="preview-locked">
                        <Lock aria-hidden className="small" /> {previews.locked}
                      </span>
                    )}
                  </td>
                  <td className="nowrap">{format.size(bytes)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {count > entries.length && <p className="preview-note">{previews.moreFiles(count - entries.length)}</p>}
    </>
  )
}

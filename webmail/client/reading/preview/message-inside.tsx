// What a message says that is inside another, or that was kept as a file: who wrote it to whom, about what, and its text.

import { useFormat } from '#ui/format/use-format.ts'
import type { WebmailAnswer } from '../../../contract/all.ts'
import { useAllWords } from '../../words/later-part.tsx'

export interface MessageInsideProps {
  readonly preview: Extract<WebmailAnswer<'GET /boxes/{box}/preview'>, { kind: 'message' }>
}

export function MessageInside({ preview }: MessageInsideProps) {
  const { from, to, toCount, subject, at, text, cut, files, fileCount } = preview
  const { previews, printing } = useAllWords()
  const format = useFormat()
  const fields: readonly (readonly [string, string])[] = [
    [printing.from, from.join(', ')],
    [printing.to, withMore(to, toCount, previews.moreRecipients)],
    [printing.date, at === null ? '' : format.full(at)],
    [printing.subject, subject],
    [printing.files, withMore(files, fileCount, previews.moreFiles)],
  ]
  return (
    <>
      <dl className="preview-fields">
        {fields.map(
          ([name, value]) =>
            value !== '' && (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
      <p className="preview-text">{text === '' ? previews.empty : text}</p>
      {cut && <p className="preview-note">{previews.cut}</p>}
    </>
  )
}

function withMore(first: readonly string[], count: number, more: (count: number) => string): string {
  const named = first.join(', ')
  return count > first.length ? `${named} ${more(count - first.length)}` : named
}

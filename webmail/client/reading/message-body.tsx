// What one message says: its banner, its text on a white sheet, what it quotes behind a button, and images when asked for.

import { Ellipsis } from 'lucide-react'
import { useState } from 'react'
import { Skeleton } from '#ui/page/states.tsx'
import type { Key } from '../actions/shortcuts.ts'
import type { MessageBody as Body, BoxView, MessageView } from '../boxes.ts'
import { mayWrite } from '../compose/draft/draft.ts'
import { readMailto } from '../compose/recipients/recipients.ts'
import { openComposer } from '../compose/windows.ts'
import { Failure } from '../failure.tsx'
import { nameOf } from '../list/row-words.ts'
import { useAnswer } from '../queries.ts'
import { useWords } from '../words/words.tsx'
import { HtmlFrame } from './html-frame.tsx'
import { LinkDialog, openLink, type PressedLink } from './link-dialog.tsx'
import { linkWarning } from './link-warning.ts'
import { MessageBanner } from './message-banner.tsx'
import { ReceiptAsked } from './receipt.tsx'
import { RemotePictures } from './remote-pictures.tsx'

export interface MessageBodyProps {
  readonly box: BoxView
  readonly message: MessageView
  readonly onKey: (key: Key) => void
}

/** A message never changes: what was read once need not be asked for again. */
const always = Number.POSITIVE_INFINITY

export function MessageBody({ box, message, onKey }: MessageBodyProps) {
  const [images, setImages] = useState(false)
  const body = useAnswer(
    'GET /boxes/{box}/message',
    {
      params: { box: box.id },
      query: { ...message.place, ...(images ? { images: '1' as const } : {}) },
    },
    { staleMs: always },
  )
  const plain = useAnswer(
    'GET /boxes/{box}/message',
    { params: { box: box.id }, query: message.place },
    { staleMs: always },
  )
  // Without its images it stays until it is there with them.
  const shown = body.data ?? plain.data
  if (shown === undefined && body.error !== null)
    return (
      <div className="message-text">
        <Failure error={body.error} onRetry={() => void body.refetch()} />
      </div>
    )
  if (shown === undefined)
    return (
      <div className="message-text">
        <Skeleton rows={3} onRetry={() => void body.refetch()} />
      </div>
    )
  return (
    <Shown
      box={box}
      body={shown}
      message={message}
      images={images}
      onImages={() => setImages(true)}
      onKey={onKey}
    />
  )
}

interface ShownProps {
  readonly box: BoxView
  readonly body: Body
  readonly message: MessageView
  readonly images: boolean
  readonly onImages: () => void
  readonly onKey: (key: Key) => void
}

function Shown({ box, body, message, images, onImages, onKey }: ShownProps) {
  const { reading, list } = useWords()
  const [quoted, setQuoted] = useState(false)
  const [pressed, setPressed] = useState<PressedLink | null>(null)
  const press = (href: string): void => {
    const prefilled = mayWrite(box) ? readMailto(href) : null
    const warning = linkWarning(href, body.links)
    if (prefilled !== null) openComposer({ kind: 'new', box: box.id, prefilled })
    else if (warning === null) openLink(href)
    else setPressed({ href, warning })
  }
  const html = quoted && body.quoted !== null ? `${body.html}${body.quoted}` : body.html
  return (
    <>
      {body.banner !== null && <MessageBanner banner={body.banner} />}
      {body.receiptAsked !== null && <ReceiptAsked box={box} message={message} asked={body.receiptAsked} />}
      <RemotePictures body={body} images={images} onImages={onImages} />
      <div className="message-text">
        <div className="paper">
          <HtmlFrame
            html={html}
            styles={body.styles}
            language={body.language}
            measured={quoted ? null : body}
            title={reading.content(message.from === null ? list.nobody : nameOf(message.from))}
            onLink={press}
            onKey={onKey}
          />
          {body.quoted !== null && (
            <button type="button" className="quote" aria-expanded={quoted} onClick={() => setQuoted(!quoted)}>
              <Ellipsis aria-hidden className="small" /> {quoted ? reading.hideQuote : reading.showQuote}
            </button>
          )}
        </div>
        {body.cut && <p className="quiet">{reading.cut}</p>}
      </div>
      <LinkDialog pressed={pressed} onClose={() => setPressed(null)} />
    </>
  )
}

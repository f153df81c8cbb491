// A conversation to paper: what its messages say is given to a frame of the content host, which lays it out as a sheet and asks the
// browser to print that alone. Nothing of what strangers wrote is ever part of this page.

import type { QueryClient } from '@tanstack/react-query'
import { formatFull } from '#ui/format/date.ts'
import { formatSize } from '#ui/format/size.ts'
import { api } from '../api.ts'
import type { BoxView, ConversationView, Correspondent, MessageBody, MessageView } from '../boxes.ts'
import { readFromFrame, type ToPrint } from '../html/frame-talk.ts'
import { subjectOf } from '../list/row-words.ts'
import { keyOf } from '../queries.ts'
import type { Words } from '../words/fr.ts'
import { pageToLoad } from './frame-pool.ts'

export interface Printing {
  readonly box: BoxView
  readonly view: ConversationView
  /** The page of the content host, as the session has it. */
  readonly frame: string
  readonly words: Words
  readonly cache: QueryClient
}

/** Of more nobody makes a sheet. */
const mostMessages = 100
/** Until the sheet is handed to the browser; printing itself takes as long as it takes. */
const patienceMs = 20_000

/** Rejects where a message cannot be had, or the frame does not come. */
export async function printConversation(printing: Printing): Promise<void> {
  const { box, view, words, frame } = printing
  const shown = view.messages.filter(({ draft }) => !draft).slice(-mostMessages)
  const messages = await Promise.all(shown.map((message) => printedOf(message, printing)))
  await inFrame(pageToLoad(frame), {
    ...{ kind: 'print', messages, language: words.ui.language },
    ...{ commune: box.commune, box: `${box.commune} · ${box.address}` },
    ...{ title: subjectOf(view.subject, words), filesLabel: words.printing.files },
  })
}

async function printedOf(message: MessageView, { box, words, cache }: Printing) {
  const body = await shownBody(message, box, cache)
  const { printing, ui, reading } = words
  const fields = [
    [printing.from, message.from === null ? words.list.nobody : named(message.from)],
    [printing.to, message.to.map(named).join(', ')],
    [printing.cc, message.cc.map(named).join(', ')],
    [printing.bcc, message.bcc.map(named).join(', ')],
    [printing.date, formatFull(message.at, ui)],
    [printing.subject, subjectOf(message.subject, words)],
  ] as const
  return {
    fields: fields.filter(([, value]) => value !== ''),
    html: `${body.html}${body.quoted ?? ''}`,
    styles: body.styles,
    note: body.cut ? reading.cut : '',
    files: message.attachments.map(({ name, bytes }) =>
      printing.file(name.trim() === '' ? reading.unnamedFile : name, formatSize(bytes, ui)),
    ),
  }
}

/** With the images that lie elsewhere where its reader asked for them, as they see it. */
async function shownBody({ place }: MessageView, box: BoxView, cache: QueryClient): Promise<MessageBody> {
  const inputOf = (more: object) => ({ params: { box: box.id }, query: { ...place, ...more } })
  const withImages = cache.getQueryData<MessageBody>(
    keyOf('GET /boxes/{box}/message', inputOf({ images: '1' })),
  )
  if (withImages !== undefined) return withImages
  const input = inputOf({})
  return await cache.fetchQuery<MessageBody>({
    queryKey: keyOf('GET /boxes/{box}/message', input),
    queryFn: () => api('GET /boxes/{box}/message', input),
    staleTime: Number.POSITIVE_INFINITY,
  })
}

const named = ({ name, address }: Correspondent): string =>
  name.trim() === '' ? address : `${name.trim()} <${address}>`

function inFrame(page: string, sheet: ToPrint): Promise<void> {
  const frame = document.createElement('iframe')
  // `allow-modals` is what lets it ask the browser to print.
  frame.setAttribute('sandbox', 'allow-scripts allow-modals')
  frame.setAttribute('aria-hidden', 'true')
  frame.tabIndex = -1
  frame.className = 'print-frame'
  frame.src = page
  return new Promise((resolve, reject) => {
    const end = (done: () => void): void => {
      removeEventListener('message', hear)
      clearTimeout(late)
      frame.remove()
      done()
    }
    const hear = ({ source, data }: MessageEvent<unknown>): void => {
      // Another sheet took its place.
      if (!frame.isConnected) end(resolve)
      if (source === null || source !== frame.contentWindow) return
      const said = readFromFrame(data)
      // To no origin there is no other name; `frame-src` lets nothing else be there.
      if (said?.kind === 'ready') frame.contentWindow?.postMessage(sheet, '*')
      if (said?.kind === 'printing') {
        clearTimeout(late)
        resolve()
      }
      if (said?.kind === 'printed') end(resolve)
    }
    const late = setTimeout(() => end(() => reject(new Error('nothing to print came'))), patienceMs)
    addEventListener('message', hear)
    for (const before of document.querySelectorAll('.print-frame')) before.remove()
    document.body.append(frame)
  })
}

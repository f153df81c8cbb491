// What a window begins with: nothing, an answer as the server prepares it, a draft to go on with, or what was left.

import { useQueryClient } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { ProblemError } from '#ui/api/problem-error.ts'
import { IconButton } from '#ui/control/button.tsx'
import { Skeleton } from '#ui/page/states.tsx'
import type { BoxView, ConversationView, MessageView } from '../boxes.ts'
import { Failure } from '../failure.tsx'
import { useAnswer } from '../queries.ts'
import { useWords } from '../words/words.tsx'
import { keptFiles, noAttachments } from './attachments/attachments.ts'
import { Composer } from './composer.tsx'
import { type AnswerKind, blankContent } from './draft/draft.ts'
import type { SavingStart } from './draft/saving-state.ts'
import { textAsHtml } from './editor/editor-kit.ts'
import { keptPictures } from './editor/pictures.ts'
import { signed, useSignature } from './editor/signature.ts'
import { withSeen } from './send/answered-meanwhile.ts'
import { offlineAnswer } from './send/offline-answer.ts'
import { type ComposeWindow, closeWindow, type Opening } from './windows.ts'

export interface OpeningWindowProps {
  readonly window: ComposeWindow
  readonly box: BoxView
}

export function OpeningWindow({ window, box }: OpeningWindowProps) {
  const { opening } = window
  switch (opening.kind) {
    case 'new':
      return <Fresh window={window} box={box} opening={opening} />
    case 'again':
      return <Begun window={window} box={box} begin={() => opening.start} />
    case 'answer':
      return <Answer window={window} box={box} opening={opening} />
    case 'draft':
      return <Draft window={window} box={box} opening={opening} />
  }
}

/** What it begins with stays what it was, whatever is asked for again. */
function Begun({ window, box, begin }: OpeningWindowProps & { readonly begin: () => SavingStart }) {
  const [start] = useState(begin)
  return <Composer window={window} box={box} start={start} />
}

function Fresh(props: OpeningWindowProps & { readonly opening: Extract<Opening, { kind: 'new' }> }) {
  const { window, box, opening } = props
  const signature = useSignature(box)
  if (signature === undefined) return <Waiting window={window} error={null} onRetry={() => undefined} />
  return <Begun window={window} box={box} begin={() => newStart(box, opening, signature)} />
}

const nothingYet = { basedOn: null, place: null, savedAt: null, quote: '', unsaved: false } as const

function newStart(
  box: BoxView,
  { prefilled }: Extract<Opening, { kind: 'new' }>,
  signature: string,
): SavingStart {
  const { to = [], cc = [], bcc = [], subject = '', text = '' } = prefilled ?? {}
  return {
    ...{ ...nothingYet, box: box.id, draft: crypto.randomUUID(), attachments: noAttachments },
    content: {
      ...blankContent(box.address),
      ...{ to: [...to], cc: [...cc], bcc: [...bcc], subject },
      html: signed(textAsHtml(text), signature),
    },
  }
}

const always = Number.POSITIVE_INFINITY

function Answer(props: OpeningWindowProps & { readonly opening: Extract<Opening, { kind: 'answer' }> }) {
  const { window, box, opening } = props
  const { how, place } = opening
  const input = { params: { box: box.id }, query: { ...place, kind: how } }
  const asked = useAnswer('GET /boxes/{box}/answer', input, { staleMs: always })
  const view = useReadConversation(box, place)
  const read = view?.messages.find((message) => isAt(message, place)) ?? null
  const isCut = asked.error instanceof ProblemError && asked.error.code === 'unreachable'
  const data = asked.data ?? (isCut && read !== null ? answerOf(read, how, box) : undefined)
  const signature = useSignature(box)
  if (data === undefined || signature === undefined)
    return <Waiting window={window} error={asked.error} onRetry={() => void asked.refetch()} />
  const begin = (): SavingStart => ({
    ...{ ...nothingYet, box: box.id, draft: crypto.randomUUID() },
    content: {
      ...withSeen(data.content, view?.messages ?? []),
      html: signed(data.content.html, signature),
    },
    quote: data.quote,
    attachments: {
      ...noAttachments,
      copied: data.attachments.map((file) => ({
        ...{ ...file, key: crypto.randomUUID(), state: 'copied' as const },
        from: { ...place, part: file.part },
      })),
    },
  })
  return <Begun window={window} box={box} begin={begin} />
}

const answerOf = (message: MessageView, how: AnswerKind, box: BoxView) => ({
  content: offlineAnswer(message, how, box.address),
  quote: '',
  attachments: how === 'forward' ? message.attachments : [],
})

/** The conversation that showed it; null where none did. */
function useReadConversation({ id }: BoxView, place: MessageView['place']): ConversationView | null {
  const client = useQueryClient()
  const views = client.getQueriesData<ConversationView>({ queryKey: ['/boxes/{box}/conversation'] })
  for (const [[, input], view] of views)
    if (JSON.stringify(input).includes(id) && view?.messages.some((message) => isAt(message, place)) === true)
      return view
  return null
}

const isAt = ({ place: { folder, uid } }: MessageView, place: MessageView['place']): boolean =>
  folder === place.folder && uid === place.uid

function Draft(props: OpeningWindowProps & { readonly opening: Extract<Opening, { kind: 'draft' }> }) {
  const { window, box, opening } = props
  const input = { params: { box: box.id }, query: opening.place }
  const asked = useAnswer('GET /boxes/{box}/draft', input, { staleMs: always })
  const { data } = asked
  if (data === undefined)
    return <Waiting window={window} error={asked.error} onRetry={() => void asked.refetch()} />
  const begin = (): SavingStart => ({
    ...{ box: box.id, draft: data.draft, basedOn: data.revision, place: data.place, savedAt: data.at },
    ...{ content: data.content, quote: data.quote, unsaved: false },
    attachments: {
      ...noAttachments,
      kept: keptFiles(data.attachments),
      pictures: keptPictures(data.pictures),
    },
  })
  return <Begun window={window} box={box} begin={begin} />
}

interface WaitingProps {
  readonly window: ComposeWindow
  readonly error: Error | null
  readonly onRetry: () => void
}

function Waiting({ window, error, onRetry }: WaitingProps) {
  const { compose } = useWords()
  const place = useRef<HTMLElement>(null)
  // Letters that are typed before it is there are for nobody else.
  useEffect(() => place.current?.focus(), [])
  if (window.size === 'small') return null
  return (
    <section
      ref={place}
      tabIndex={-1}
      className={`composer composer-${window.size}`}
      aria-label={compose.titles.new}
      data-own-keys
    >
      <header className="compose-title">
        <h2>{compose.titles.new}</h2>
        <span className="compose-end">
          <IconButton size="small" label={compose.close} onPress={() => closeWindow(window.id)}>
            <X aria-hidden />
          </IconButton>
        </span>
      </header>
      {error === null ? (
        <div className="compose-waiting">
          <Skeleton rows={5} onRetry={onRetry} />
        </div>
      ) : (
        <Failure error={error} onRetry={onRetry} />
      )}
    </section>
  )
}

// What comes before the newest messages of a long conversation, for whoever wants to go back that far.

import { useMutation } from '@tanstack/react-query'
import { ChevronDown } from 'lucide-react'
import { useRef, useState } from 'react'
import type { Key } from '../actions/shortcuts.ts'
import { api } from '../api.ts'
import type { BoxView, ConversationView, MessageView, RowPlace } from '../boxes.ts'
import { Failure } from '../failure.tsx'
import { useWords } from '../words/words.tsx'
import { FoldedMessage, Message } from './message.tsx'

interface OlderMessagesProps {
  readonly box: BoxView
  /** Which conversation it is. */
  readonly place: Pick<RowPlace, 'folder' | 'uid'>
  /** What is shown of it, which there are older ones than. */
  readonly view: ConversationView
  readonly onKey: (key: Key) => void
}

/** Some may have been filed since: so many are read twice rather than one not at all. */
const overlap = 20

const keyOf = ({ place }: MessageView): string => `${place.folder} ${place.uid}`

export function OlderMessages({ box, place, view, onKey }: OlderMessagesProps) {
  const words = useWords()
  const [parts, setParts] = useState<readonly ConversationView[]>([])
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set())
  // What the view no longer has since another message came.
  const seen = useRef(new Map<string, MessageView>())
  for (const message of view.messages) seen.current.set(keyOf(message), message)
  const { uids, older } = parts.at(-1) ?? view
  const asking = useMutation({
    mutationFn: () =>
      api('GET /boxes/{box}/conversation', {
        params: { box: box.id },
        query: { ...place, skip: Math.max(0, uids.length - older - overlap) },
      }),
    onSuccess: (part) => setParts([...parts, part]),
  })
  // An own reply may belong to messages of two parts.
  const known = new Set(view.messages.map(keyOf))
  const isThere = (of: MessageView['place']) => of.folder !== place.folder || view.uids.includes(of.uid)
  const messages = [...parts.flatMap((part) => part.messages), ...seen.current.values()]
    .filter((message) => isThere(message.place) && !known.has(keyOf(message)) && known.add(keyOf(message)))
    .toSorted((one, other) => one.at.localeCompare(other.at))
  const turn = (key: string): void => {
    const next = new Set(open)
    if (!next.delete(key)) next.add(key)
    setOpen(next)
  }
  return (
    <>
      {older > 0 && (
        <button
          type="button"
          className="older"
          aria-busy={asking.isPending}
          onClick={() => {
            if (!asking.isPending) asking.mutate()
          }}
        >
          <span>
            <ChevronDown aria-hidden className="small" /> {words.reading.older(older)}
          </span>
        </button>
      )}
      {asking.error !== null && <Failure error={asking.error} onRetry={() => asking.mutate()} byHand />}
      {messages.map((message) => {
        const key = keyOf(message)
        return open.has(key) ? (
          <Message key={key} box={box} message={message} onFold={() => turn(key)} onKey={onKey} />
        ) : (
          <FoldedMessage key={key} box={box} message={message} onOpen={() => turn(key)} />
        )
      })}
    </>
  )
}

// Somebody else of a shared box is at the same conversation: a fact for whoever is about to answer it, and in nobody's way.

import { Banner } from '#ui/display/banner.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import type { BoxView, MessageView } from '../boxes.ts'
import { mayWrite } from '../compose/draft/draft.ts'
import { usePollIntervalMs } from '../live/live-boxes.ts'
import { useAnswer } from '../queries.ts'
import { useWords } from '../words/words.tsx'

/** Nobody pauses for longer without having gone elsewhere. */
const nowMs = 10 * 60_000

export interface OtherWritersProps {
  readonly box: BoxView
  /** Any message of the conversation; null for none. */
  readonly place: MessageView['place'] | null
}

export function OtherWriters({ box, place }: OtherWritersProps) {
  const { reading } = useWords()
  const format = useFormat()
  const refetchMs = usePollIntervalMs(box.id)
  const asked = useAnswer(
    'GET /boxes/{box}/writers',
    { params: { box: box.id }, query: place ?? nowhere },
    { refetchMs, enabled: place !== null && box.kind === 'shared' && mayWrite(box) },
  )
  const [writer] = asked.data?.rows ?? []
  if (writer === undefined) return null
  const isNow = Date.now() - Date.parse(writer.at) < nowMs
  return (
    <Banner kind="info">
      {isNow
        ? reading.answering(writer.person)
        : reading.answerBegun(writer.person, format.moment(writer.at))}
    </Banner>
  )
}

const nowhere = { folder: 'INBOX', uid: 1 }

// What waits for the network, above what waits at the server: to whom, what about, and back into its window.

import { Undo2, WifiOff } from 'lucide-react'
import { Button } from '#ui/control/button.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import { recipientFields } from '../compose/draft/draft.ts'
import { subjectOf } from '../list/row-words.ts'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words.tsx'
import type { QueuedMessage } from './queued.ts'
import { takeBackQueued } from './queued-sends.tsx'

export function QueuedRow({ message }: { readonly message: QueuedMessage }) {
  const words = useWords()
  const { compose, offline } = words
  const { person } = useSession()
  const format = useFormat()
  const { content, draft } = message.copy
  const subject = subjectOf(content.subject, words)
  const everybody = recipientFields.flatMap((field) => content[field])
  return (
    <li className="outbox-row" data-state="queued">
      <div className="outbox-text">
        <p className="outbox-subject cut">{subject}</p>
        <p className="cut">{compose.outbox.to(everybody.map(({ address }) => address).join(', '))}</p>
        <p className="outbox-when">
          <WifiOff aria-hidden className="small" />
          {message.asked !== null
            ? compose.checking
            : message.sendAt === null
              ? offline.queued.leaves
              : offline.queued.planned(format.full(message.sendAt))}
        </p>
      </div>
      {message.asked === null && (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form.
        <div className="outbox-go" role="group" aria-label={compose.outbox.actionsOn(subject)}>
          <Button size="small" onPress={() => void takeBackQueued(person.id, draft, words)}>
            <Undo2 aria-hidden className="small" /> {compose.outbox.takeBack}
          </Button>
        </div>
      )}
    </li>
  )
}

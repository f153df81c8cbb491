// Why a message should leave although something was found in it, in its author's words; nothing where they did not say.

import { useAnswer } from '../queries.ts'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words.tsx'
import './leak.css'

export function LeakReason({ queueId }: { readonly queueId: string }) {
  const { may } = useSession()
  const words = useWords().leaks.answered
  const { data } = useAnswer('GET /leaks/{queueId}', { params: { queueId } }, { enabled: may('read:trace') })
  if (data === undefined || data.reason === null) return null
  return (
    <figure className="leak-reason">
      <figcaption>{words.reasonOf(data.person)}</figcaption>
      <blockquote>
        <bdi>{data.reason}</bdi>
      </blockquote>
    </figure>
  )
}

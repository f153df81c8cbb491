// « Où est mon courrier ? »: a search by address or reference, and the journey of one message.

import { useParams } from 'wouter'
import { TraceMessage } from './trace-message.tsx'
import { TraceSearch } from './trace-search.tsx'

export function TraceScreen() {
  const { '*': chosen = '' } = useParams<{ '*'?: string }>()
  return chosen === '' ? <TraceSearch /> : <TraceMessage queueId={chosen} />
}

// Outgoing mail: what waits or is held, one message and its way, and where it all goes. Each at an address of its own.

import { useParams } from 'wouter'
import { PageHeading } from '#ui/page/page-heading.tsx'
import { TabLinks } from '#ui/page/tab-links.tsx'
import { useSession } from '../../session.tsx'
import { useWords } from '../../words/words.tsx'
import { Deliveries } from './deliveries.tsx'
import { Destinations } from './destinations.tsx'
import { QueuedMessage } from './queued-message.tsx'
import './queue.css'

const base = '/file-attente'
const destinations = `${base}/destinations`

export function QueueScreen() {
  const { queue: words, common } = useWords()
  const { commune } = useSession()
  const { '*': chosen = '' } = useParams<{ '*'?: string }>()
  if (chosen !== '' && chosen !== 'destinations') return <QueuedMessage queueId={chosen} />
  const ofDestinations = chosen === 'destinations'
  return (
    <>
      <PageHeading title={words.title} site={common.site}>
        {ofDestinations ? words.destinations.lead : words.lead}
      </PageHeading>
      {/* Whoever looks after one commune has its messages to think of, not the servers of others. */}
      {commune.kind === 'department' && (
        <TabLinks
          label={words.title}
          current={ofDestinations ? destinations : base}
          tabs={[
            { href: base, label: words.tabs[''] },
            { href: destinations, label: words.tabs.destinations },
          ]}
        />
      )}
      {ofDestinations ? <Destinations /> : <Deliveries />}
    </>
  )
}

// What a commune is and holds, in lines: its record, and the figures beside what is to be done.

import { useState } from 'react'
import { Button } from '#ui/control/button.tsx'
import { Gauge } from '#ui/display/gauge.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import { Facts, Section } from '#ui/page/section.tsx'
import { CommuneRecord } from '../../communes/commune-record.tsx'
import type { CommuneView } from '../../communes/stage.ts'
import { StageTrack } from '../../communes/stage-track.tsx'
import { useAnswer } from '../../queries.ts'
import { useSession } from '../../session.tsx'
import { useWords } from '../../words/words.tsx'

export function Record({ commune }: { readonly commune: CommuneView }) {
  const words = useWords().communes.overview
  const format = useFormat()
  const { may } = useSession()
  const [changing, setChanging] = useState(false)
  const { recordFacts: facts } = words
  const orUnknown = (text: string | null) => text ?? <span className="quiet">{facts.unknown}</span>
  return (
    <Section
      title={words.record}
      actions={
        may('change:commune') && (
          <Button size="small" onPress={() => setChanging(true)}>
            {words.change}
          </Button>
        )
      }
    >
      <Facts
        facts={[
          [facts.postcode, orUnknown(commune.postcode)],
          [
            facts.population,
            orUnknown(commune.population === null ? null : format.number(commune.population)),
          ],
          [facts.siren, orUnknown(commune.siren)],
          [facts.siret, orUnknown(commune.siret)],
          [facts.createdAt, format.date(commune.createdAt)],
        ]}
      />
      {changing && <CommuneRecord id={commune.id} onClose={() => setChanging(false)} />}
    </Section>
  )
}

export function Brief({ commune }: { readonly commune: CommuneView }) {
  const words = useWords().communes.overview
  const format = useFormat()
  const { may } = useSession()
  const seen = { enabled: may('read:person') }
  const people = useAnswer('GET /persons/count', { query: { commune: commune.id } }, seen)
  const waiting = useAnswer(
    'GET /persons/count',
    { query: { commune: commune.id, activated: 'false' } },
    seen,
  )
  const bare = useAnswer(
    'GET /persons/count',
    { query: { commune: commune.id, withoutFactor: 'true' } },
    seen,
  )
  const { facts } = words
  const counted = (count: number | undefined) => (count === undefined ? '…' : format.number(count))
  return (
    <Section title={words.brief}>
      <Facts
        facts={[
          [facts.stage, <StageTrack key="stage" commune={commune} />],
          [facts.mailboxes, format.number(commune.mailboxes)],
          ...(seen.enabled
            ? ([
                [facts.people, counted(people.data?.count)],
                [facts.notActivated, counted(waiting.data?.count)],
                [facts.withoutFactor, counted(bare.data?.count)],
              ] as const)
            : []),
          [facts.storage, <Gauge key="gauge" used={commune.usedBytes} allowed={commune.allowedBytes} />],
          [facts.quota, commune.quotaBytes === null ? facts.noQuota : format.size(commune.quotaBytes)],
        ]}
      />
    </Section>
  )
}

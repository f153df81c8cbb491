// Who runs a commune’s mail, and whether their access is open.

import { Link } from 'react-aria-components'
import { PersonMark } from '#ui/cachet/cachet.tsx'
import { Section } from '#ui/page/section.tsx'
import { Skeleton } from '#ui/page/states.tsx'
import { PersonState } from '../../persons/person-state.tsx'
import { useAnswer } from '../../queries.ts'
import { useSession } from '../../session.tsx'
import { useWords } from '../../words/words.tsx'

/** Those who run the commune's mail; asked only by whoever may see people. */
export function useManagers(commune: string) {
  const { may } = useSession()
  return useAnswer('GET /persons', { query: { commune, role: 'manager' } }, { enabled: may('read:person') })
}

export function CommuneContacts({ commune }: { readonly commune: string }) {
  const words = useWords().communes.overview
  const { may } = useSession()
  const { data } = useManagers(commune)
  if (!may('read:person')) return null
  return (
    <Section title={words.managers}>
      {data === undefined && <Skeleton rows={2} />}
      {data?.rows.length === 0 && <p className="overview-calm quiet">{words.noManager}</p>}
      <ul className="who-to-call">
        {data?.rows.map((person) => (
          <li key={person.id}>
            <PersonMark name={person.name} />
            <span className="row-name-two">
              <Link href={`/communes/${commune}/acces/${person.id}`}>{person.name}</Link>
              <small>{person.email}</small>
            </span>
            <PersonState person={person} alone />
          </li>
        ))}
      </ul>
    </Section>
  )
}

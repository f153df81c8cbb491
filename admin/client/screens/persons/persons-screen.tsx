// The people of every commune; the record of one opens over the list, at an address of its own.

import { UserPlus } from 'lucide-react'
import { useState } from 'react'
import { Route, useLocation, useParams, useSearch } from 'wouter'
import { Button } from '#ui/control/button.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import { PageHeading } from '#ui/page/page-heading.tsx'
import { AddPerson } from '../../persons/add-person.tsx'
import { PersonDialog } from '../../persons/person-dialog.tsx'
import { PersonsTable } from '../../persons/persons-table.tsx'
import { useAnswer } from '../../queries.ts'
import { useSession } from '../../session.tsx'
import { useWords } from '../../words/words.tsx'

export function PersonsScreen() {
  const words = useWords()
  const format = useFormat()
  const { may } = useSession()
  const search = useSearch()
  const [adding, setAdding] = useState(false)
  const count = useAnswer('GET /persons/count', { query: {} })
  const suffix = search === '' ? '' : `?${search}`
  return (
    <>
      <PageHeading
        title={words.persons.title}
        site={words.common.site}
        actions={
          may('change:person') && (
            <Button look="primary" onPress={() => setAdding(true)}>
              <UserPlus aria-hidden className="small" />
              {words.persons.add}
            </Button>
          )
        }
      >
        {count.data !== undefined && (
          <p>{words.persons.lead(count.data.count, format.number(count.data.count))}</p>
        )}
      </PageHeading>
      <PersonsTable commune={null} hrefOf={({ id }) => `/personnes/${id}${suffix}`} />
      <Route path="/personnes/:person">
        <OnePerson suffix={suffix} />
      </Route>
      {adding && <AddPerson commune={null} onClose={() => setAdding(false)} />}
    </>
  )
}

function OnePerson({ suffix }: { readonly suffix: string }) {
  const { person = '' } = useParams<{ person: string }>()
  const [, navigate] = useLocation()
  return <PersonDialog key={person} id={person} onClose={() => navigate(`/personnes${suffix}`)} />
}

// The communes of the département, and each one of them.

import { Plus } from 'lucide-react'
import { useState } from 'react'
import { Redirect, Route, Switch, useParams } from 'wouter'
import { Button, ButtonLink } from '#ui/control/button.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import { PageHeading } from '#ui/page/page-heading.tsx'
import { CommunesTable } from '../../communes/communes-table.tsx'
import { CreateCommune } from '../../communes/create-commune.tsx'
import { LettersOfCommunes } from '../../persons/letters-of-communes.tsx'
import { useAnswer } from '../../queries.ts'
import { useSession } from '../../session.tsx'
import { useWords } from '../../words/words.tsx'
import { CommunePage } from './commune-page.tsx'

export function CommunesScreen() {
  const { commune } = useSession()
  return (
    <Switch>
      <Route path="/communes">
        {commune.kind === 'commune' ? <Redirect to={`/communes/${commune.id}`} replace /> : <Communes />}
      </Route>
      <Route path="/communes/:commune/*?">
        <OneCommune />
      </Route>
    </Switch>
  )
}

function OneCommune() {
  const { commune = '' } = useParams<{ commune: string }>()
  // Another commune is another page: its forms begin anew.
  return <CommunePage key={commune} id={commune} />
}

function Communes() {
  const words = useWords()
  const format = useFormat()
  const { may } = useSession()
  const [creating, setCreating] = useState(false)
  const count = useAnswer('GET /communes/count', { query: {} })
  return (
    <>
      <PageHeading
        title={words.communes.title}
        site={words.common.site}
        actions={
          <>
            {may('create:commune') && (
              <Button onPress={() => setCreating(true)}>
                <Plus aria-hidden className="small" />
                {words.communes.create}
              </Button>
            )}
            {may('welcome:commune') && (
              <ButtonLink look="primary" href="/accueil">
                {words.communes.welcome}
              </ButtonLink>
            )}
          </>
        }
      >
        {count.data !== undefined && (
          <p>{words.communes.lead(count.data.count, format.number(count.data.count))}</p>
        )}
      </PageHeading>
      <CommunesTable
        more={(selected) => may('activate:person') && <LettersOfCommunes communes={selected} />}
      />
      {creating && <CreateCommune onClose={() => setCreating(false)} />}
    </>
  )
}

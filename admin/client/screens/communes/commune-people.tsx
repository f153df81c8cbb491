// The people of one commune: who they are, what they may do, and the record of each over the list.

import { UserPlus } from 'lucide-react'
import { useState } from 'react'
import { useLocation, useParams } from 'wouter'
import { Button } from '#ui/control/button.tsx'
import { AddPerson } from '../../persons/add-person.tsx'
import { PersonDialog } from '../../persons/person-dialog.tsx'
import { PersonsTable } from '../../persons/persons-table.tsx'
import { useSession } from '../../session.tsx'
import { useWords } from '../../words/words.tsx'

export function CommunePeople({ commune, base }: { readonly commune: string; readonly base: string }) {
  const words = useWords().persons
  const { may } = useSession()
  const { person } = useParams<{ person?: string }>()
  const [, navigate] = useLocation()
  const [adding, setAdding] = useState(false)
  return (
    <>
      {may('change:person') && (
        <div className="tools">
          <Button look="primary" onPress={() => setAdding(true)}>
            <UserPlus aria-hidden className="small" />
            {words.add}
          </Button>
        </div>
      )}
      <PersonsTable commune={commune} hrefOf={({ id }) => `${base}/${id}`} />
      {person !== undefined && <PersonDialog key={person} id={person} onClose={() => navigate(base)} />}
      {adding && <AddPerson commune={commune} onClose={() => setAdding(false)} />}
    </>
  )
}

// Letters for everybody of some communes who has not opened their access yet.

import { useQueries } from '@tanstack/react-query'
import { Printer } from 'lucide-react'
import { useState } from 'react'
import { Cachet } from '#ui/cachet/cachet.tsx'
import { Button } from '#ui/control/button.tsx'
import { api } from '../api.ts'
import { useWords } from '../words/words.tsx'
import { LettersDialog } from './letters.tsx'

interface OfCommunes {
  readonly communes: readonly { readonly id: string; readonly name: string }[]
}

export function LettersOfCommunes({ communes }: OfCommunes) {
  const say = useWords().persons.letters
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button onPress={() => setOpen(true)}>
        <Printer aria-hidden className="small" />
        {say.action}
      </Button>
      {open && <Preview communes={communes} onClose={() => setOpen(false)} />}
    </>
  )
}

const mostOfOne = 200

function Preview({ communes, onClose }: OfCommunes & { readonly onClose: () => void }) {
  const say = useWords().persons.letters
  const waiting = useQueries({
    queries: communes.map(({ id }) => ({
      queryKey: ['/persons', { commune: id, activated: 'false' }],
      queryFn: async () =>
        await api('GET /persons', { query: { commune: id, activated: 'false', limit: mostOfOne } }),
    })),
  })
  const counted = waiting.every(({ data }) => data !== undefined)
  const people = waiting.flatMap(({ data }) => data?.rows ?? [])
  const without = waiting.filter(({ data }) => data?.rows.length === 0).length
  return (
    <LettersDialog
      people={counted ? people.map(({ id }) => id) : null}
      preview={say.ofCommunes(people.length, without)}
      onClose={onClose}
    >
      <ul className="preview">
        {communes.map((commune, index) => (
          <li key={commune.id}>
            <Cachet name={commune.name} size={22} />
            <span>{commune.name}</span>
            <span className="quiet">{say.count(waiting[index]?.data?.rows.length ?? 0)}</span>
          </li>
        ))}
      </ul>
    </LettersDialog>
  )
}

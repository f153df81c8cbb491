// The communes of a batch so far, each with a way out until it is made.

import { X } from 'lucide-react'
import { Cachet } from '#ui/cachet/cachet.tsx'
import { IconButton } from '#ui/control/button.tsx'
import { useWords } from '../../words/words.tsx'
import type { StepProps } from './batch.ts'

interface ChosenCommunesProps {
  readonly communes: StepProps['batch']['communes']
  readonly onTakeOut: (inseeCode: string) => void
}

export function ChosenCommunes({ communes, onTakeOut }: ChosenCommunesProps) {
  const { welcome: words } = useWords()
  return (
    <ul className="chosen" aria-label={words.chosen(communes.length)}>
      {communes.map(({ inseeCode, name, state }) => (
        <li key={inseeCode}>
          <Cachet name={name} size={22} />
          {name}
          {state !== 'created' && (
            <IconButton size="small" label={words.takeOut(name)} onPress={() => onTakeOut(inseeCode)}>
              <X aria-hidden className="small" />
            </IconButton>
          )}
        </li>
      ))}
    </ul>
  )
}

// Somebody has not opened their access yet: the letter with its code.

import { Printer } from 'lucide-react'
import { Button } from '#ui/control/button.tsx'
import { Banner } from '#ui/display/banner.tsx'
import { FormProblem } from '../form/form-problem.tsx'
import { useWords } from '../words/words.tsx'
import { useLetters } from './letters.tsx'
import type { PersonRow } from './person-row.ts'

export function FirstAccess({ person }: { readonly person: PersonRow }) {
  const say = useWords().persons.dialog
  const letters = useLetters()
  return (
    <>
      <Banner
        kind="info"
        action={
          <Button isPending={letters.isPending} onPress={() => letters.mutate([person.id])}>
            <Printer aria-hidden className="small" />
            {say.printLetter}
          </Button>
        }
      >
        <b>{say.first}.</b> {say.firstText}
      </Banner>
      <FormProblem error={letters.error} />
    </>
  )
}

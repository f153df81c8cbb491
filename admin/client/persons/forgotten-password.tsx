// Somebody forgot the password: it ends at once with all that it opened, and a code lets them choose another one.

import { useState } from 'react'
import { Button } from '#ui/control/button.tsx'
import { Dialog } from '#ui/overlay/dialog.tsx'
import { DialogActions } from '#ui/overlay/dialog-actions.tsx'
import { FormProblem } from '../form/form-problem.tsx'
import { IssuedCode } from '../issued-code/issued-code.tsx'
import { useChange } from '../queries.ts'
import { useWords } from '../words/words.tsx'
import { type PersonRow, personChanges } from './person-row.ts'

export function ForgottenPassword({ person }: { readonly person: PersonRow }) {
  const words = useWords()
  const say = words.persons.dialog
  const [asking, setAsking] = useState(false)
  // Once reset, nobody is active any more: what shows the code stays until it is closed.
  if (!person.activated && !asking) return null
  return (
    <section aria-label={say.forgotten} className="person-part">
      <h3>{say.forgotten}</h3>
      <p className="quiet">{words.team.resetText}</p>
      <div>
        <Button onPress={() => setAsking(true)}>{say.forgottenReset}</Button>
      </div>
      {asking && <Reset person={person} onClose={() => setAsking(false)} />}
    </section>
  )
}

function Reset({ person, onClose }: { readonly person: PersonRow; readonly onClose: () => void }) {
  const words = useWords()
  const say = words.persons.dialog
  const reset = useChange('POST /persons/{person}/activation', personChanges)
  const shown = reset.data !== undefined
  const title = shown ? words.team.codeFor(person.name) : say.forgottenTitle(person.name)
  return (
    <Dialog title={title} isOpen onClose={onClose} stays={shown}>
      {reset.data !== undefined ? (
        <IssuedCode again issued={reset.data} onClose={onClose} />
      ) : (
        <div className="form">
          <p>{words.team.resetText}</p>
          <FormProblem error={reset.error} />
          <DialogActions>
            <Button onPress={onClose}>{words.common.cancel}</Button>
            <Button
              look="primary"
              isPending={reset.isPending}
              onPress={() => reset.mutate({ params: { person: person.id }, body: { reset: true } })}
            >
              {say.forgottenReset}
            </Button>
          </DialogActions>
        </div>
      )}
    </Dialog>
  )
}

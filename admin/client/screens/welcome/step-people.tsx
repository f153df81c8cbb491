// Fourth step: who will open the mailboxes of each commune. One person has one access, even for several communes.

import { Pencil, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { Cachet } from '#ui/cachet/cachet.tsx'
import { Button, IconButton } from '#ui/control/button.tsx'
import { StateLabel } from '#ui/display/state-label.tsx'
import { FormProblem } from '../../form/form-problem.tsx'
import { useAnswer } from '../../queries.ts'
import { useWords } from '../../words/words.tsx'
import type { StepProps, Template, WelcomedCommune, WelcomedPerson } from './batch.ts'
import { PersonDialog } from './person-dialog.tsx'
import { StepFooter } from './step-footer.tsx'
import { usePlan } from './use-plan.ts'
import './step-people.css'

interface Editing {
  readonly commune: WelcomedCommune
  /** Null: somebody new. */
  readonly person: WelcomedPerson | null
}

export function StepPeople({ batch }: StepProps) {
  const { welcome: words } = useWords()
  const templates = useAnswer('GET /mailbox-templates', {})
  const rows = templates.data?.rows ?? []
  const { plan, error } = usePlan(batch, rows[0]?.id ?? null)
  const [editing, setEditing] = useState<Editing | null>(null)
  const templateOf = ({ templateId }: WelcomedCommune): Template | undefined =>
    rows.find(({ id }) => id === templateId)
  const without = (commune: WelcomedCommune, person: WelcomedPerson): void =>
    void plan(commune, { people: commune.people.filter((each) => each !== person) })
  return (
    <>
      <h2>{words.steps.people}</h2>
      <p className="wizard-lead">{words.peopleLead}</p>
      <FormProblem error={error} />
      <ul className="people-by-commune">
        {batch.communes.map((commune) => (
          <li key={commune.inseeCode}>
            <div className="people-commune">
              <Cachet name={commune.name} />
              <h3>{commune.name}</h3>
              {commune.state === 'created' ? (
                <StateLabel kind="ok">{words.created}</StateLabel>
              ) : (
                <>
                  {needsManager(commune, templateOf(commune)) && (
                    <StateLabel kind="warn">{words.managerMissing}</StateLabel>
                  )}
                  <Button size="small" onPress={() => setEditing({ commune, person: null })}>
                    <Plus aria-hidden className="small" />
                    {words.addPerson}
                    <span className="heard"> ({commune.name})</span>
                  </Button>
                </>
              )}
            </div>
            <ul className="people">
              {commune.people.map((person) => (
                <li key={`${person.name} ${person.localPart} ${person.existing}`}>
                  <PersonLine commune={commune} person={person} />
                  {commune.state !== 'created' && (
                    <span className="people-acts">
                      <IconButton
                        size="small"
                        label={words.changePerson(person.name)}
                        onPress={() => setEditing({ commune, person })}
                      >
                        <Pencil aria-hidden className="small" />
                      </IconButton>
                      <IconButton
                        size="small"
                        label={words.removePerson(person.name)}
                        onPress={() => without(commune, person)}
                      >
                        <Trash2 aria-hidden className="small" />
                      </IconButton>
                    </span>
                  )}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
      <StepFooter
        batch={batch}
        step="people"
        onward={words.readOver}
        disabled={batch.communes.length === 0}
      />
      {editing !== null && (
        <PersonDialog
          commune={editing.commune}
          person={editing.person}
          shared={(templateOf(editing.commune)?.entries ?? []).filter(({ kind }) => kind === 'shared')}
          onClose={() => setEditing(null)}
          onSave={(people) => plan(editing.commune, { people: [...people] })}
          error={error}
        />
      )}
    </>
  )
}

const needsManager = ({ people }: WelcomedCommune, template: Template | undefined): boolean =>
  template?.entries.some(({ kind }) => kind === 'manager') === true &&
  !people.some(({ role }) => role === 'manager')

function PersonLine({
  commune,
  person,
}: {
  readonly commune: WelcomedCommune
  readonly person: WelcomedPerson
}) {
  const { welcome: words } = useWords()
  const { name, localPart, role, shared, existing } = person
  return (
    <span className="people-text">
      <b>{name}</b>
      <span>{existing === null ? words.roles[role] : words.hereAlready}</span>
      <span>{existing ?? `${localPart}@${commune.domain}`}</span>
      <small>
        {shared.length === 0 ? words.noShared : words.alsoOpens(shared.map((each) => `${each}@`))}
      </small>
    </span>
  )
}

// A person of a commune in the batch: new, with a mailbox of their own, or here already and only given the shared ones.

import { useState } from 'react'
import { Checkbox } from '#ui/control/checkbox.tsx'
import { Choice } from '#ui/control/choice.tsx'
import { TextField } from '#ui/control/text-field.tsx'
import { FormDialog } from '../../form/form-dialog.tsx'
import { localPartMistake } from '../../form/local-part-problem.ts'
import { useWords } from '../../words/words.tsx'
import { openedAtFirst, type Template, type WelcomedCommune, type WelcomedPerson } from './batch.ts'
import { proposedLocalPart } from './local-part.ts'

export interface PersonDialogProps {
  readonly commune: WelcomedCommune
  readonly person: WelcomedPerson | null
  readonly shared: Template['entries']
  readonly onClose: () => void
  /** Everybody of the commune; false where it was not saved. */
  readonly onSave: (people: readonly WelcomedPerson[]) => Promise<boolean>
  readonly error: Error | null
}

type Kind = 'manager' | 'member' | 'existing'

const kindOf = (person: WelcomedPerson | null, commune: WelcomedCommune): Kind => {
  if (person !== null) return person.existing === null ? person.role : 'existing'
  return commune.people.some(({ role }) => role === 'manager') ? 'member' : 'manager'
}

export function PersonDialog({ commune, person, shared, onClose, onSave, error }: PersonDialogProps) {
  const { welcome: words, common, templates } = useWords()
  const [kind, setKind] = useState<Kind>(kindOf(person, commune))
  const [name, setName] = useState(person?.name ?? '')
  const [written, setWritten] = useState<string | null>(person?.localPart || null)
  const [existing, setExisting] = useState(person?.existing ?? '')
  const [opens, setOpens] = useState<ReadonlySet<string>>(new Set(person?.shared ?? openedAtFirst(shared)))
  const [saving, setSaving] = useState(false)
  const [tried, setTried] = useState(false)
  const localPart = written ?? proposedLocalPart(name)
  const mistake = localPartMistake(localPart)
  const save = async (): Promise<void> => {
    const here = kind === 'existing'
    const saved: WelcomedPerson = {
      name: name.trim(),
      localPart: here ? '' : localPart,
      role: kind === 'manager' ? 'manager' : 'member',
      shared: shared.map((entry) => entry.localPart).filter((each) => opens.has(each)),
      existing: here ? existing.trim().toLowerCase() : null,
    }
    const others = commune.people.filter((each) => each !== person)
    setSaving(true)
    setTried(true)
    const done = await onSave([...others, saved])
    setSaving(false)
    if (done) onClose()
  }
  return (
    <FormDialog
      title={person === null ? words.personOf(commune.name) : words.changePerson(person.name)}
      action={person === null ? common.add : common.save}
      error={tried ? error : null}
      isPending={saving}
      onSubmit={save}
      onClose={onClose}
    >
      <Choice
        label={words.who}
        value={kind}
        onChange={setKind}
        options={(['manager', 'member', 'existing'] as const).map((value) => ({
          value,
          label: words.personKinds[value],
          hint: words.personKindsAre[value],
        }))}
      />
      <TextField label={words.name} value={name} onChange={setName} isRequired autoFocus />
      {kind === 'existing' ? (
        <TextField
          label={words.theirAddress}
          hint={words.theirAddressHint}
          type="email"
          value={existing}
          onChange={setExisting}
          isRequired
        />
      ) : (
        <TextField
          label={words.ownMailbox}
          value={localPart}
          onChange={setWritten}
          after={<span>@{commune.domain}</span>}
          isRequired
          error={mistake === null ? null : templates.mistakes[mistake]}
        />
      )}
      {shared.length > 0 && (
        <fieldset className="person-shared">
          <legend className="field-label">{words.opensToo}</legend>
          {shared.map((entry) => (
            <Checkbox
              key={entry.localPart}
              isSelected={opens.has(entry.localPart)}
              onChange={(chosen) =>
                setOpens(
                  new Set(
                    chosen
                      ? [...opens, entry.localPart]
                      : [...opens].filter((each) => each !== entry.localPart),
                  ),
                )
              }
            >
              {entry.localPart}@ ({entry.label})
            </Checkbox>
          ))}
        </fieldset>
      )}
    </FormDialog>
  )
}

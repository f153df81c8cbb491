// Senders that are let through or refused: the commune's own rules, and the Département's, which nobody changes here.

import { Plus } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { Button } from '#ui/control/button.tsx'
import { Select } from '#ui/control/select.tsx'
import { TextField } from '#ui/control/text-field.tsx'
import { Dialog, DialogActions } from '#ui/overlay/dialog.tsx'
import { sayDone } from '#ui/overlay/toast.tsx'
import { Section } from '#ui/page/section.tsx'
import { StateLabel } from '#ui/shown/state-label.tsx'
import type { TableColumn } from '#ui/table/data-table.tsx'
import type { AdminAnswer } from '../../contract/all.ts'
import { ProblemError } from '../api.ts'
import { ConfirmChange } from '../confirm-change.tsx'
import { fieldProblem } from '../failure.tsx'
import { FormProblem } from '../form-problem.tsx'
import { ListingTable } from '../listing-table.tsx'
import { useChange, useListing } from '../queries.ts'
import { useSession } from '../session.tsx'
import type { Words } from '../words/fr.ts'
import { useWords } from '../words/words.tsx'

type Rule = AdminAnswer<'GET /sender-rules'>['rows'][number]

const ruleChanges = ['/sender-rules'] as const

export function SenderRules({ commune }: { readonly commune: string }) {
  const words = useWords()
  const { may } = useSession()
  const say = words.policies.senders
  const listing = useListing('GET /sender-rules', { query: { commune } })
  const [adding, setAdding] = useState(false)
  const [removing, setRemoving] = useState<Rule | null>(null)
  const changing = may('change:policy')
  return (
    <Section
      title={say.title}
      actions={
        changing && (
          <Button size="small" onPress={() => setAdding(true)}>
            <Plus aria-hidden className="small" />
            {say.add}
          </Button>
        )
      }
    >
      <p className="quiet policy-text">{say.text}</p>
      <ListingTable
        roomy
        label={say.title}
        listing={listing}
        columns={ruleColumns(words)}
        idOf={({ id }) => id}
        nameOf={({ value }) => value}
        empty={<p className="quiet policy-text">{say.empty}</p>}
        {...(changing
          ? {
              actionsOf: (rule: Rule) =>
                rule.commune.kind === 'department'
                  ? []
                  : [{ id: 'remove', label: say.remove, danger: true, run: () => setRemoving(rule) }],
            }
          : {})}
      />
      {adding && <AddRule commune={commune} onClose={() => setAdding(false)} />}
      {removing !== null && <RemoveRule rule={removing} onClose={() => setRemoving(null)} />}
    </Section>
  )
}

function ruleColumns(words: Words): readonly TableColumn<Rule>[] {
  const { columns, effects, department } = words.policies.senders
  return [
    {
      id: 'value',
      label: columns.value,
      fixed: true,
      cell: ({ value, note }) => (
        <span className="row-name-two">
          <b>{value}</b>
          {note !== '' && <small>{note}</small>}
        </span>
      ),
    },
    {
      id: 'effect',
      label: columns.effect,
      cell: ({ effect }) => (
        <StateLabel kind={effect === 'allow' ? 'ok' : 'bad'}>{effects[effect]}</StateLabel>
      ),
    },
    {
      id: 'from',
      label: columns.from,
      cell: ({ commune }) => (
        <span className="quiet">{commune.kind === 'department' ? department : commune.name}</span>
      ),
    },
  ]
}

const kinds = ['address', 'domain', 'network'] as const

function AddRule({ commune, onClose }: { readonly commune: string; readonly onClose: () => void }) {
  const words = useWords()
  const say = words.policies.senders
  const add = useChange('POST /sender-rules', ruleChanges)
  const [kind, setKind] = useState<(typeof kinds)[number]>('domain')
  const [effect, setEffect] = useState<Rule['effect']>('deny')
  const [value, setValue] = useState('')
  const [note, setNote] = useState('')
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    try {
      await add.mutateAsync({ body: { commune, kind, value, effect, note } })
      sayDone({ text: say.dialog.added(value) })
      onClose()
    } catch {
      // Said beside the fields and above the buttons.
    }
  }
  const exists = add.error instanceof ProblemError && add.error.code === 'already-exists'
  return (
    <Dialog title={say.dialog.title} isOpen onClose={onClose} stays>
      <form className="form" onSubmit={(event) => void submit(event)}>
        <div className="form-pair">
          <Select
            label={say.dialog.kind}
            value={kind}
            onChange={setKind}
            options={kinds.map((each) => ({ value: each, label: say.kinds[each] }))}
          />
          <Select
            label={say.dialog.effect}
            value={effect}
            onChange={setEffect}
            options={(['deny', 'allow'] as const).map((each) => ({ value: each, label: say.effects[each] }))}
          />
        </div>
        <TextField
          label={say.dialog.value}
          hint={say.dialog.hints[kind]}
          isRequired
          value={value}
          onChange={setValue}
          error={exists ? say.dialog.exists : fieldProblem(add.error, 'value', words)}
        />
        <TextField
          label={say.dialog.note}
          hint={say.dialog.noteHint}
          value={note}
          onChange={setNote}
          error={fieldProblem(add.error, 'note', words)}
        />
        {!exists && <FormProblem error={add.error} />}
        <DialogActions>
          <Button onPress={onClose}>{words.common.cancel}</Button>
          <Button type="submit" look="primary" isPending={add.isPending}>
            {say.dialog.submit}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}

function RemoveRule({ rule, onClose }: { readonly rule: Rule; readonly onClose: () => void }) {
  const say = useWords().policies.senders
  return (
    <ConfirmChange
      danger
      route="DELETE /sender-rules/{rule}"
      input={{ params: { rule: rule.id } }}
      stale={ruleChanges}
      title={say.removeTitle(rule.value)}
      action={say.remove}
      done={say.removed(rule.value)}
      onClose={onClose}
    >
      <p>{say.removeText}</p>
    </ConfirmChange>
  )
}

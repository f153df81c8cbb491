// Senders that are let through or refused: the commune's own rules, and the Département's, which nobody changes here.

import { Plus } from 'lucide-react'
import { useState } from 'react'
import { Button } from '#ui/control/button.tsx'
import { StateLabel } from '#ui/display/state-label.tsx'
import { Section } from '#ui/page/section.tsx'
import type { TableColumn } from '#ui/table/data-table.tsx'
import { addressOf } from '../api.ts'
import { ConfirmChange } from '../form/confirm-change.tsx'
import { useListing } from '../queries.ts'
import { useSession } from '../session.tsx'
import { ExportLink } from '../table/export-link.tsx'
import { ListingTable } from '../table/listing-table.tsx'
import type { Words } from '../words/fr.ts'
import { useWords } from '../words/words.tsx'
import { AddRule } from './add-rule.tsx'
import { type Rule, ruleChanges } from './rule.ts'

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
        <>
          <ExportLink size="small" href={addressOf('GET /sender-rules/export', { query: { commune } })} />
          {changing && (
            <Button size="small" onPress={() => setAdding(true)}>
              <Plus aria-hidden className="small" />
              {say.add}
            </Button>
          )}
        </>
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

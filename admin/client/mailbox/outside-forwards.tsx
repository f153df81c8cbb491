// Forwards that leave the département: each has a reason and an end, and allowing one raises an alert.

import { CornerUpRight } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { Button } from '#ui/control/button.tsx'
import { TextField } from '#ui/control/text-field.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import { Dialog, DialogActions } from '#ui/overlay/dialog.tsx'
import { sayDone } from '#ui/overlay/toast.tsx'
import { Section } from '#ui/page/section.tsx'
import { Banner } from '#ui/shown/banner.tsx'
import { DataTable } from '#ui/table/data-table.tsx'
import { addressOf } from '../api.ts'
import { ConfirmChange } from '../confirm-change.tsx'
import { ExportLink } from '../export-link.tsx'
import { fieldProblem } from '../failure.tsx'
import { FormProblem } from '../form-problem.tsx'
import { useChange } from '../queries.ts'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words.tsx'
import { dayOf, endOfDay } from '../written.ts'
import type { Forwards } from './mailbox-view.ts'
import { mailboxChanges } from './mailbox-view.ts'

type External = Forwards['external'][number]

export function OutsideForwards({ forwards }: { readonly forwards: Forwards }) {
  const words = useWords()
  const format = useFormat()
  const { may } = useSession()
  const say = words.mailboxes.forwards
  const [allowing, setAllowing] = useState(false)
  const [ending, setEnding] = useState<External | null>(null)
  const current = forwards.external.some(({ state }) => state === 'current')
  return (
    <Section
      title={say.outside}
      actions={
        <>
          <ExportLink
            size="small"
            href={addressOf('GET /forwards/export', { query: { mailbox: forwards.mailbox.id } })}
          />
          {may('allow:external-forward') && (
            <Button size="small" onPress={() => setAllowing(true)}>
              <CornerUpRight aria-hidden className="small" />
              {say.allow}
            </Button>
          )}
        </>
      }
    >
      {current && (
        <div className="mailbox-note">
          <Banner kind="warn">{say.outsideNote}</Banner>
        </div>
      )}
      {forwards.external.length === 0 ? (
        <p className="quiet mailbox-empty">{say.outsideEmpty}</p>
      ) : (
        <DataTable
          label={say.outside}
          items={forwards.external}
          idOf={({ target }) => target}
          nameOf={({ target }) => target}
          empty={null}
          columns={[
            { id: 'target', label: say.columns.target, fixed: true, cell: ({ target }) => <b>{target}</b> },
            {
              id: 'reason',
              label: say.columns.reason,
              cell: ({ reason }) => <span className="quiet">{reason}</span>,
            },
            { id: 'until', label: say.columns.until, cell: ({ until }) => format.day(until) },
            {
              id: 'state',
              label: say.columns.state,
              cell: ({ state }) => (
                <span className={state === 'over' ? 'late' : undefined}>{say.states[state]}</span>
              ),
            },
          ]}
          {...(may('change:address')
            ? {
                actionsOf: (external: External) => [
                  { id: 'end', label: say.end, danger: true, run: () => setEnding(external) },
                ],
              }
            : {})}
        />
      )}
      {allowing && <AllowForward mailbox={forwards.mailbox.id} onClose={() => setAllowing(false)} />}
      {ending !== null && (
        <EndForward mailbox={forwards.mailbox.id} target={ending.target} onClose={() => setEnding(null)} />
      )}
    </Section>
  )
}

interface AllowForwardProps {
  readonly mailbox: string
  readonly onClose: () => void
}

const inThreeMonths = (): string => dayOf(new Date(Date.now() + 90 * 86_400_000).toISOString())

function AllowForward({ mailbox, onClose }: AllowForwardProps) {
  const words = useWords()
  const say = words.mailboxes.forwards
  const allow = useChange('PUT /mailboxes/{mailbox}/external-forwards/{target}', mailboxChanges)
  const [form, setForm] = useState({ target: '', reason: '', until: inThreeMonths() })
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    const until = endOfDay(form.until)
    if (until === null) return
    try {
      await allow.mutateAsync({
        params: { mailbox, target: form.target.trim() },
        body: { reason: form.reason, until },
      })
      sayDone({ text: say.allowed(form.target.trim()) })
      onClose()
    } catch {
      // Said beside the fields and above the buttons.
    }
  }
  return (
    <Dialog title={say.allowTitle} isOpen onClose={onClose} stays>
      <form className="form" onSubmit={(event) => void submit(event)}>
        <p className="dialog-text">{say.outsideNote}</p>
        <TextField
          label={say.target}
          isRequired
          autoFocus
          type="email"
          value={form.target}
          onChange={(target) => setForm({ ...form, target })}
          error={fieldProblem(allow.error, 'target', words)}
        />
        <TextField
          label={say.reason}
          hint={say.reasonHint}
          isRequired
          value={form.reason}
          onChange={(reason) => setForm({ ...form, reason })}
          error={fieldProblem(allow.error, 'reason', words)}
        />
        <TextField
          label={say.until}
          hint={say.untilHint}
          isRequired
          type="date"
          value={form.until}
          onChange={(until) => setForm({ ...form, until })}
          error={fieldProblem(allow.error, 'until', words)}
        />
        <FormProblem error={allow.error} />
        <DialogActions>
          <Button onPress={onClose}>{words.common.cancel}</Button>
          <Button type="submit" look="primary" isPending={allow.isPending}>
            {say.allow}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}

interface EndForwardProps {
  readonly mailbox: string
  readonly target: string
  readonly onClose: () => void
}

function EndForward({ mailbox, target, onClose }: EndForwardProps) {
  const say = useWords().mailboxes.forwards
  return (
    <ConfirmChange
      danger
      route="DELETE /mailboxes/{mailbox}/external-forwards/{target}"
      input={{ params: { mailbox, target } }}
      stale={mailboxChanges}
      title={say.endTitle(target)}
      action={say.end}
      done={say.ended(target)}
      onClose={onClose}
    >
      <p>{say.endText}</p>
    </ConfirmChange>
  )
}

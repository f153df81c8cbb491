// Where the mail of a box is sent on to, among the addresses of the département.

import { Plus, X } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { ProblemError } from '#ui/api/problem-error.ts'
import { Button, IconButton } from '#ui/control/button.tsx'
import { Choice } from '#ui/control/choice.tsx'
import { TextField } from '#ui/control/text-field.tsx'
import { Banner } from '#ui/display/banner.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import { DialogActions } from '#ui/overlay/dialog-actions.tsx'
import { sayDone } from '#ui/overlay/toast.tsx'
import { mayManage } from '../boxes.ts'
import { rebased, type Typed, typedOver } from '../rules/form-revision.ts'
import { RulesConflict } from '../rules/rules-conflict.ts'
import { RulesOfBox, type RulesPart } from '../rules/rules-of-box.tsx'
import type { Forward, RulesView } from '../rules/types.ts'
import { whyNot } from '../rules/use-rules.ts'
import { useAllWords } from '../words/later-part.tsx'

/** As the contract has it. */
const mostForwards = 3

export const ForwardSection = () => (
  <RulesOfBox mayChange={mayManage}>{(part) => <ForwardPart {...part} />}</RulesOfBox>
)

function ForwardPart(part: RulesPart) {
  const words = useAllWords().rules.forward
  const { view, may } = part
  const on = view.forward !== null && view.active && view.other === null
  return (
    <>
      {on ? <Banner kind="info">{words.isOn}</Banner> : may && <p className="dialog-text">{words.lead}</p>}
      <OfDepartment forwards={view.forwardsOfDepartment} />
      {may ? (
        <ForwardForm {...part} on={on} />
      ) : (
        <>
          {view.forward === null && <p>{words.none}</p>}
          {view.forward !== null && (
            <ul className="forward-others">
              {view.forward.to.map((address) => (
                <li key={address}>{address}</li>
              ))}
            </ul>
          )}
        </>
      )}
    </>
  )
}

function OfDepartment({ forwards }: { readonly forwards: RulesView['forwardsOfDepartment'] }) {
  const words = useAllWords().rules.forward
  const format = useFormat()
  if (forwards.length === 0) return null
  return (
    <div>
      <p className="field-label">{words.byDepartment}</p>
      <ul className="forward-others">
        {forwards.map(({ to, until }) => (
          <li key={to}>{until === null ? to : words.until(to, format.date(until))}</li>
        ))}
      </ul>
    </div>
  )
}

interface Row {
  /** Of its row on the screen alone. */
  readonly id: number
  readonly text: string
}

interface Fields {
  readonly to: readonly Row[]
  readonly copy: boolean
}

/** Rows that are shown have their places as ids, and those that are added come after. */
let rows = mostForwards
const rowOf = (text: string): Row => ({ id: ++rows, text })

const fieldsFrom = (forward: Forward | null): Fields => ({
  to: (forward?.to ?? ['']).map((text, id) => ({ id, text })),
  copy: forward?.copy ?? true,
})

function ForwardForm({ view, changes, on }: RulesPart & { readonly on: boolean }) {
  const all = useAllWords()
  const words = all.rules.forward
  const shown = { revision: view.revision, fields: fieldsFrom(view.forward) }
  const [typed, setTyped] = useState<Typed<Fields>>(null)
  const { revision: begun, fields } = typed ?? shown
  const { to, copy } = fields
  const [pending, setPending] = useState<'save' | 'stop' | null>(null)
  const [failed, setFailed] = useState<string | null>(null)
  /** By the row it is about. */
  const [wrong, setWrong] = useState<{ readonly id: number; readonly text: string } | null>(null)
  const written = to.filter(({ text }) => text.trim() !== '')
  const put = async (forward: Forward | null, revision: string): Promise<void> => {
    setPending(forward === null ? 'stop' : 'save')
    setFailed(null)
    setWrong(null)
    try {
      await changes.forward(forward, revision)
      sayDone({ text: forward === null ? words.stopped : words.started })
      setTyped(null)
    } catch (error) {
      if (forward !== null && error instanceof RulesConflict) {
        setTyped(rebased({ revision, fields }, error.now.revision))
        setFailed(all.rules.meanwhileTyped)
      } else explain(error)
    }
    setPending(null)
  }
  const explain = (error: unknown): void => {
    const about = fieldOf(error, words.wrong)
    const row = about === null ? undefined : written[about.at]
    if (about === null || row === undefined) setFailed(whyNot(error, all))
    else setWrong({ id: row.id, text: about.text })
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (written.length > 0) void put({ to: written.map(({ text }) => text.trim()), copy }, begun)
  }
  const change = (next: readonly Row[]): void => {
    setTyped(typedOver(typed, shown, { to: next }))
    setWrong(null)
  }
  return (
    <form className="form" noValidate onSubmit={submit}>
      {failed !== null && (
        <Banner kind="bad" urgent>
          {failed}
        </Banner>
      )}
      <ul className="forward-addresses">
        {to.map((row, at) => (
          <li key={row.id}>
            <TextField
              label={words.to(at + 1)}
              type="email"
              value={row.text}
              onChange={(text) => change(to.map((each) => (each.id === row.id ? { ...row, text } : each)))}
              error={wrong?.id === row.id ? wrong.text : null}
              maxLength={254}
              autoComplete="off"
            />
            {to.length > 1 && (
              <IconButton
                label={words.removeAddress(at + 1)}
                onPress={() => change(to.filter(({ id }) => id !== row.id))}
              >
                <X aria-hidden />
              </IconButton>
            )}
          </li>
        ))}
      </ul>
      {to.length < mostForwards && (
        <p>
          <Button size="small" onPress={() => change([...to, rowOf('')])}>
            <Plus aria-hidden className="small" /> {words.add}
          </Button>
        </p>
      )}
      <Choice
        across
        label={words.copy}
        options={(['keep', 'none'] as const).map((value) => ({
          ...{ value, label: words.copies[value], hint: words.copyHints[value] },
        }))}
        value={copy ? 'keep' : 'none'}
        onChange={(value) => setTyped(typedOver(typed, shown, { copy: value === 'keep' }))}
      />
      <DialogActions>
        {on && (
          <Button isPending={pending === 'stop'} onPress={() => void put(null, view.revision)}>
            {words.stop}
          </Button>
        )}
        <Button look="primary" type="submit" isPending={pending === 'save'} isDisabled={written.length === 0}>
          {on ? words.save : words.start}
        </Button>
      </DialogActions>
    </form>
  )
}

/** Which of the addresses is not taken, and why. */
function fieldOf(
  error: unknown,
  wrong: Readonly<Record<string, string>>,
): { readonly at: number; readonly text: string } | null {
  if (!(error instanceof ProblemError)) return null
  for (const [at, code] of error.fields) {
    const text = wrong[code]
    if (text !== undefined && /^\d+$/.test(at)) return { at: Number(at), text }
  }
  return null
}

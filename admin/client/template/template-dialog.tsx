// A new template, or an existing one; two people who change it at once do not undo each other.

import { type FormEvent, useState } from 'react'
import { Button } from '#ui/control/button.tsx'
import { Dialog, DialogActions } from '#ui/overlay/dialog.tsx'
import { sayDone } from '#ui/overlay/toast.tsx'
import { ProblemError } from '../api.ts'
import { Clash } from '../clash.tsx'
import { fieldProblem } from '../failure.tsx'
import { FormProblem } from '../form-problem.tsx'
import { useChange } from '../queries.ts'
import { useRevised } from '../revised.ts'
import type { Words } from '../words/fr.ts'
import { useWords } from '../words/words.tsx'
import { TemplateFields } from './template-fields.tsx'
import {
  entriesOf,
  formOf,
  newTemplate,
  type Template,
  type TemplateForm,
  templateChanges,
  toldEntries,
} from './template-form.ts'

interface TemplateDialogProps {
  readonly template: Template | null
  readonly onClose: () => void
}

export function TemplateDialog({ template, onClose }: TemplateDialogProps) {
  const say = useWords().templates
  return (
    <Dialog
      title={template === null ? say.add : say.changeTitle(template.name)}
      isOpen
      onClose={onClose}
      width="wide"
      stays
    >
      {template === null ? (
        <AddTemplate onClose={onClose} />
      ) : (
        <ChangeTemplate template={template} onClose={onClose} />
      )}
    </Dialog>
  )
}

function AddTemplate({ onClose }: Pick<TemplateDialogProps, 'onClose'>) {
  const words = useWords()
  const say = words.templates
  const add = useChange('POST /mailbox-templates', templateChanges)
  const [form, setForm] = useState<TemplateForm>(() => newTemplate(say.beginning))
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    const entries = entriesOf(form.entries)
    if (entries === null) return
    try {
      const made = await add.mutateAsync({ body: { name: form.name, entries } })
      sayDone({ text: say.added(made.name) })
      onClose()
    } catch {
      // Said beside the fields and above the buttons.
    }
  }
  return (
    <form className="form" onSubmit={(event) => void submit(event)}>
      <TemplateFields
        form={form}
        onChange={(part) => setForm({ ...form, ...part })}
        nameError={nameProblem(add.error, words)}
      />
      {!exists(add.error) && <FormProblem error={add.error} />}
      <DialogActions>
        <Button onPress={onClose}>{words.common.cancel}</Button>
        <Button type="submit" look="primary" isPending={add.isPending}>
          {say.add}
        </Button>
      </DialogActions>
    </form>
  )
}

function ChangeTemplate({
  template,
  onClose,
}: {
  readonly template: Template
  readonly onClose: () => void
}) {
  const words = useWords()
  const say = words.templates
  const { language } = words.ui
  const save = useChange('PATCH /mailbox-templates/{template}', templateChanges)
  const revised = useRevised(template, (row) => formOf(row, language))
  const { base, form, changes, clash } = revised
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    const entries = entriesOf(form.entries)
    if (entries === null) return
    try {
      await save.mutateAsync({
        params: { template: template.id },
        body: {
          revision: base.revision,
          ...(changes.name === undefined ? {} : { name: changes.name }),
          ...(changes.entries === undefined ? {} : { entries }),
        },
      })
      sayDone({ text: say.saved(form.name) })
      onClose()
    } catch (error) {
      revised.notice(error)
    }
  }
  return (
    <form className="form" onSubmit={(event) => void submit(event)}>
      <TemplateFields form={form} onChange={revised.change} nameError={nameProblem(save.error, words)} />
      {clash === null ? (
        !exists(save.error) && <FormProblem error={save.error} />
      ) : (
        <Clash
          fields={[
            [say.name, base.name, clash.name, form.name],
            [say.mailboxes, toldEntries(base.entries), toldEntries(clash.entries), toldEntries(form.entries)],
          ]}
          onResume={revised.resume}
          onDrop={revised.drop}
        />
      )}
      <DialogActions>
        <Button onPress={onClose}>{words.common.cancel}</Button>
        <Button
          type="submit"
          look="primary"
          isPending={save.isPending}
          isDisabled={clash !== null || Object.keys(changes).length === 0}
        >
          {words.common.save}
        </Button>
      </DialogActions>
    </form>
  )
}

const exists = (error: unknown): boolean => error instanceof ProblemError && error.code === 'already-exists'

const nameProblem = (error: unknown, words: Words): string | null =>
  exists(error) ? words.templates.exists : fieldProblem(error, 'name', words)

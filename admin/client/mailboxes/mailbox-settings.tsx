// Name, quota and end of a mailbox; two people who change it at once do not undo each other.

import { type FormEvent, useState } from 'react'
import { Button } from '#ui/control/button.tsx'
import { TextField } from '#ui/control/text-field.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import { sayDone } from '#ui/overlay/toast.tsx'
import { fieldProblem } from '../failure.tsx'
import { EditConflict } from '../form/edit-conflict.tsx'
import { dayOf, endOfDay, readGigabytes, writeGigabytes } from '../form/field-values.ts'
import { FormProblem } from '../form/form-problem.tsx'
import { useRevised } from '../form/revised-form.ts'
import { useUnsaved } from '../form/unsaved.ts'
import { useChange } from '../queries.ts'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words.tsx'
import { type MailboxView, mailboxChanges } from './mailbox-view.ts'

export function MailboxSettings({ mailbox }: { readonly mailbox: MailboxView }) {
  const words = useWords()
  const format = useFormat()
  const { may } = useSession()
  const say = words.mailboxes.page
  const save = useChange('PATCH /mailboxes/{mailbox}', mailboxChanges)
  const revised = useRevised(mailbox, (row) => formOf(row, words.ui.language))
  const [quotaWrong, setQuotaWrong] = useState(false)
  const { form, changes, clash } = revised
  useUnsaved(Object.keys(changes).length > 0)
  const closed = !may('change:mailbox')
  const standing = formOf(revised.base, words.ui.language)
  const dayIn = (instant: string | null): string => (instant === null ? '' : format.date(instant))

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    const quotaBytes = readGigabytes(form.quota)
    setQuotaWrong(quotaBytes === null)
    if (quotaBytes === null) return
    try {
      const saved = await save.mutateAsync({
        params: { mailbox: mailbox.id },
        body: {
          revision: revised.base.revision,
          ...(changes.name === undefined ? {} : { name: changes.name }),
          ...(changes.quota === undefined ? {} : { quotaBytes }),
          ...(changes.expiresAt === undefined ? {} : { expiresAt: endOfDay(changes.expiresAt) }),
        },
      })
      revised.settle(saved)
      sayDone({ text: say.saved })
    } catch (error) {
      revised.notice(error)
    }
  }

  return (
    <form className="form mailbox-form" onSubmit={(event) => void submit(event)}>
      <TextField
        label={say.name}
        isDisabled={closed}
        value={form.name}
        onChange={(name) => revised.change({ name })}
        error={fieldProblem(save.error, 'name', words)}
      />
      <div className="form-pair">
        <TextField
          label={say.quota}
          hint={words.directory.gigabytes(words.ui.size.units[3] ?? '')}
          inputMode="decimal"
          isDisabled={closed}
          value={form.quota}
          onChange={(quota) => revised.change({ quota })}
          error={quotaWrong ? words.directory.notSize : fieldProblem(save.error, 'quotaBytes', words)}
        />
        <TextField
          label={say.expiresAt}
          hint={say.expiresHint}
          type="date"
          isDisabled={closed}
          value={form.expiresAt}
          onChange={(expiresAt) => revised.change({ expiresAt })}
          error={fieldProblem(save.error, 'expiresAt', words)}
        />
      </div>
      {clash === null ? (
        <FormProblem error={save.error} />
      ) : (
        <EditConflict
          fields={[
            [say.name, standing.name, clash.name, form.name],
            [say.quota, standing.quota, formOf(clash, words.ui.language).quota, form.quota],
            [
              say.expiresAt,
              dayIn(revised.base.expiresAt),
              dayIn(clash.expiresAt),
              dayIn(endOfDay(form.expiresAt)),
            ],
          ]}
          onResume={revised.resume}
          onDrop={revised.drop}
        />
      )}
      {!closed && (
        <div>
          <Button
            type="submit"
            look="primary"
            isPending={save.isPending}
            isDisabled={clash !== null || Object.keys(changes).length === 0}
          >
            {words.common.save}
          </Button>
        </div>
      )}
    </form>
  )
}

const formOf = (row: MailboxView, language: 'fr' | 'en') => ({
  name: row.name,
  quota: writeGigabytes(row.quotaBytes, language),
  expiresAt: dayOf(row.expiresAt),
})

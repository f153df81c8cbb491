// Where the mail of a mailbox is sent on to: inside the département at will, outside with a reason and an end.

import { type FormEvent, useState } from 'react'
import { ProblemError } from '#ui/api/problem-error.ts'
import { Button } from '#ui/control/button.tsx'
import { Checkbox } from '#ui/control/checkbox.tsx'
import { TextField } from '#ui/control/text-field.tsx'
import { sayDone } from '#ui/overlay/toast.tsx'
import { Section } from '#ui/page/section.tsx'
import { Skeleton } from '#ui/page/states.tsx'
import { Failure } from '../failure.tsx'
import { readLines, writeLines } from '../form/address-lines.ts'
import { FormProblem } from '../form/form-problem.tsx'
import { lineProblems } from '../form/line-problems.ts'
import { useUnsaved } from '../form/unsaved.ts'
import { useAnswer, useChange } from '../queries.ts'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words.tsx'
import { type Forwards, type MailboxView, mailboxChanges } from './mailbox-view.ts'
import { OutsideForwards } from './outside-forwards.tsx'

export function MailboxForwards({ mailbox }: { readonly mailbox: MailboxView }) {
  const words = useWords()
  const say = words.mailboxes.forwards
  const { data, error, refetch } = useAnswer('GET /mailboxes/{mailbox}/forwards', {
    params: { mailbox: mailbox.id },
  })
  if (data === undefined)
    return (
      <Section title={say.title}>
        {error === null ? <Skeleton rows={3} /> : <Failure error={error} onRetry={() => void refetch()} />}
      </Section>
    )
  return (
    <>
      <Section title={say.title}>
        <Inside key={data.mailbox.revision} forwards={data} />
      </Section>
      <OutsideForwards forwards={data} />
    </>
  )
}

function Inside({ forwards }: { readonly forwards: Forwards }) {
  const words = useWords()
  const { may } = useSession()
  const say = words.mailboxes.forwards
  const save = useChange('PUT /mailboxes/{mailbox}/forwards', mailboxChanges)
  const standing = writeLines(forwards.targets)
  const [targets, setTargets] = useState(standing)
  const [keepsCopy, setKeepsCopy] = useState(forwards.keepsCopy)
  const closed = !may('change:address')
  const same = targets === standing && keepsCopy === forwards.keepsCopy
  useUnsaved(!same)
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    try {
      await save.mutateAsync({
        params: { mailbox: forwards.mailbox.id },
        body: { revision: forwards.mailbox.revision, targets: readLines(targets), keepsCopy },
      })
      sayDone({ text: say.saved })
    } catch {
      // Said beside the field and above the button.
    }
  }
  const wrong = save.error instanceof ProblemError && save.error.fields.size > 0
  const named = lineProblems(save.error, save.variables?.body.targets ?? [], words.lines)
  // Most lines that are not found here are meant to be outside: there is a place for them, and it is another one.
  const outside = save.error instanceof ProblemError && [...save.error.fields.values()].includes('unknown')
  return (
    <form className="form mailbox-form" onSubmit={(event) => void submit(event)}>
      <TextField
        label={say.inside}
        hint={say.insideHint}
        lines={2}
        isDisabled={closed}
        value={targets}
        onChange={setTargets}
        error={wrong ? `${named ?? say.wrong}${outside ? ` ${say.outsideElsewhere}` : ''}` : null}
      />
      <Checkbox isSelected={keepsCopy} onChange={setKeepsCopy} isDisabled={closed}>
        {say.keepsCopy}
      </Checkbox>
      {!wrong && <FormProblem error={save.error} />}
      {!closed && (
        <div>
          <Button type="submit" isPending={save.isPending} isDisabled={same}>
            {say.save}
          </Button>
        </div>
      )}
    </form>
  )
}

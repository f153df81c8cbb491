// Another password; the other sessions end with the old one.

import { type FormEvent, useState } from 'react'
import { ProblemError } from '#ui/api/problem-error.ts'
import { Button } from '#ui/control/button.tsx'
import { Checkbox } from '#ui/control/checkbox.tsx'
import { TextField } from '#ui/control/text-field.tsx'
import { Banner } from '#ui/display/banner.tsx'
import { sayDone } from '#ui/overlay/toast.tsx'
import { Section } from '#ui/page/section.tsx'
import { fieldProblem, problemWords } from '../../failure.tsx'
import { useUnsaved } from '../../form/unsaved.ts'
import { useChange } from '../../queries.ts'
import { useWords } from '../../words/words.tsx'

export function Password() {
  const words = useWords()
  const text = words.account.password
  const [current, setCurrent] = useState('')
  const [password, setPassword] = useState('')
  const [devices, setDevices] = useState(false)
  const change = useChange('PUT /self/password', ['/self/sessions', '/self/app-passwords'])
  useUnsaved(password !== '')
  const save = (event: FormEvent): void => {
    event.preventDefault()
    change.mutate(
      { body: { current, password, devices } },
      {
        onSuccess: () => {
          setCurrent('')
          setPassword('')
          setDevices(false)
          sayDone({ text: text.changed })
        },
      },
    )
  }
  const wrongCurrent = change.error instanceof ProblemError && change.error.fields.has('current')
  const wrongNext = fieldProblem(change.error, 'password', words)
  return (
    <Section title={text.title}>
      <p className="section-lead">{text.text}</p>
      {change.error !== null && !wrongCurrent && wrongNext === null && (
        <Banner kind="bad" urgent>
          {problemWords(change.error, words).text}
        </Banner>
      )}
      <form className="narrow-form" onSubmit={save}>
        <TextField
          label={text.current}
          type="password"
          autoComplete="current-password"
          value={current}
          onChange={setCurrent}
          error={wrongCurrent ? text.wrong : null}
        />
        <TextField
          label={text.next}
          hint={text.hint}
          type="password"
          autoComplete="new-password"
          value={password}
          onChange={setPassword}
          error={wrongNext}
        />
        <Checkbox isSelected={devices} onChange={setDevices}>
          {text.devices}
        </Checkbox>
        <Button type="submit" isPending={change.isPending} isDisabled={current === '' || password === ''}>
          {text.change}
        </Button>
      </form>
    </Section>
  )
}

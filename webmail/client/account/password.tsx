// Another password; whatever else was open with the old one ends.

import { type FormEvent, useState } from 'react'
import { ProblemError } from '#ui/api/problem-error.ts'
import { Button } from '#ui/control/button.tsx'
import { Checkbox } from '#ui/control/checkbox.tsx'
import { TextField } from '#ui/control/text-field.tsx'
import { Banner } from '#ui/display/banner.tsx'
import { requestProblem } from '#ui/first-visit/request-problem.ts'
import { sayDone } from '#ui/overlay/toast.tsx'
import { Section } from '#ui/page/section.tsx'
import { problemWords } from '../failure.tsx'
import { useAllWords } from '../words/later-part.tsx'
import { useChange } from './use-change.ts'

export function Password() {
  const words = useAllWords()
  const text = words.account.password
  const [current, setCurrent] = useState('')
  const [password, setPassword] = useState('')
  const [devices, setDevices] = useState(false)
  const change = useChange('PUT /self/password', ['/self/sessions', '/self/app-passwords'])
  const { error } = change
  const wrong = (field: string): boolean => error instanceof ProblemError && error.fields.has(field)
  const save = (event: FormEvent): void => {
    event.preventDefault()
    const onSuccess = (): void => {
      setCurrent('')
      setPassword('')
      setDevices(false)
      sayDone({ text: text.changed })
    }
    change.mutate({ body: { current, password, devices } }, { onSuccess })
  }
  return (
    <Section title={text.title}>
      <p className="account-lead">{text.text}</p>
      {error !== null && !wrong('current') && !wrong('password') && (
        <Banner kind="bad" urgent>
          {problemWords(error, words).text}
        </Banner>
      )}
      <form className="account-form" onSubmit={save}>
        <TextField
          label={text.current}
          type="password"
          autoComplete="current-password"
          value={current}
          onChange={setCurrent}
          error={wrong('current') ? words.account.wrongPassword : null}
        />
        <TextField
          label={text.next}
          hint={words.entrance.firstVisit.passwordHint}
          type="password"
          autoComplete="new-password"
          value={password}
          onChange={setPassword}
          error={wrong('password') ? requestProblem(error, words.entrance, 'password') : null}
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

// The first administrator of an installation: the code that the machine showed, a name, an address, a password. Then one
// signs in with them, because no session comes from a code alone, and adds the second factor.

import { ArrowRight } from 'lucide-react'
import { type FormEvent, useEffect, useState } from 'react'
import { ProblemError } from '#ui/api/problem-error.ts'
import { FactorChoice } from '#ui/factors/factor-choice.tsx'
import { DoneStep } from '#ui/first-visit/done-step.tsx'
import { requestProblem } from '#ui/first-visit/request-problem.ts'
import { type VisitStep, VisitSteps } from '#ui/first-visit/steps.tsx'
import { signIn } from '#ui/sign-in/authenticate.ts'
import { PasswordField, PlainField } from '#ui/sign-in/plain-field.tsx'
import { api } from '../api.ts'
import { useEntranceWords } from '../words/entrance-words.tsx'
import '#ui/first-visit/first-visit.css'
import '#ui/sign-in/envelope.css'

const fields = ['code', 'name', 'email', 'password'] as const
type Field = (typeof fields)[number]

export function FirstAdministratorPage() {
  const words = useEntranceWords()
  const [step, setStep] = useState<VisitStep>('password')
  const [given, setGiven] = useState<Record<Field, string>>({
    code: decodeURIComponent(location.hash.slice(1)),
    name: '',
    email: '',
    password: '',
  })
  const [problem, setProblem] = useState<{ readonly field: Field; readonly text: string } | null>(null)
  const [busy, setBusy] = useState(false)
  useEffect(() => {
    document.title = words.firstVisit.document
    if (location.hash !== '') history.replaceState(null, '', location.pathname)
  }, [words])
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    setBusy(true)
    setProblem(null)
    try {
      await api('POST /first-administrator', { body: { ...given, code: given.code.trim() } })
      const opened = await signIn(given.email, given.password)
      if (opened.ok) setStep('factor')
      else location.assign('/connexion')
    } catch (error) {
      const wrong =
        error instanceof ProblemError ? fields.find((field) => error.fields.has(field)) : undefined
      const exists = error instanceof ProblemError && error.code === 'already-exists'
      const text = exists ? words.firstVisit.adminExists : requestProblem(error, words, wrong)
      setProblem({ field: wrong ?? 'code', text })
    } finally {
      setBusy(false)
    }
  }
  const field = (name: Field) => ({
    value: given[name],
    onChange: (event: { readonly target: { readonly value: string } }) =>
      setGiven({ ...given, [name]: event.target.value }),
    error: problem?.field === name ? problem.text : null,
  })
  return (
    <div className="envelope">
      <VisitSteps current={step} />
      <div className="entrance-form">
        {step === 'password' && (
          <form onSubmit={(event) => void submit(event)} noValidate>
            <h1>{words.firstVisit.adminTitle}</h1>
            <p>{words.firstVisit.adminText}</p>
            <div className="activation-code">
              <PlainField
                label={words.firstVisit.codeLabel}
                autoComplete="off"
                spellCheck={false}
                {...field('code')}
              />
            </div>
            <PlainField label={words.firstVisit.name} autoComplete="name" {...field('name')} />
            <PlainField
              label={words.firstVisit.address}
              type="email"
              autoComplete="username"
              {...field('email')}
            />
            <PasswordField
              label={words.firstVisit.choosePassword}
              hint={words.firstVisit.passwordHint}
              autoComplete="new-password"
              {...field('password')}
            />
            <button type="submit" className="button button-primary button-large button-wide" disabled={busy}>
              {words.firstVisit.create}
              <ArrowRight aria-hidden />
            </button>
          </form>
        )}
        {step === 'factor' && <FactorChoice needed onDone={() => setStep('done')} />}
        {step === 'done' && <DoneStep signedIn />}
      </div>
    </div>
  )
}

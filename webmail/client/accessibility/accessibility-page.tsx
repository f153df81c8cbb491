// The accessibility statement, open to anyone: French law wants it one link away from the first page, and in these parts.

import { ArrowLeft } from 'lucide-react'
import { useEffect } from 'react'
import { SupportPhone, useSupportPhone } from '#ui/sign-in/support-phone.tsx'
import type { AccessibilityWords } from '../words/fr/accessibility.ts'
import './accessibility.css'

/** Of the Défenseur des droits. */
const recourse = {
  form: 'https://formulaire.defenseurdesdroits.fr/',
  delegates: 'https://www.defenseurdesdroits.fr/saisir/delegues',
}

interface Saying {
  readonly words: AccessibilityWords
}

export function AccessibilityPage({ words }: Saying) {
  const { title, document: inTab, back, intro, state, checks, made } = words
  useEffect(() => {
    document.title = inTab
  }, [inTab])
  return (
    <article className="envelope statement">
      <a className="statement-back" href="/">
        <ArrowLeft aria-hidden className="small" /> {back}
      </a>
      <h1>{title}</h1>
      <p>
        {intro} <b>{location.origin}</b>
      </p>
      <h2>{state.title}</h2>
      <p>{state.text}</p>
      <h2>{checks.title}</h2>
      <Items of={checks.items} />
      <p>{checks.limits}</p>
      <Faults words={words} />
      <h2>{made.title}</h2>
      <p>{made.text}</p>
      <p>{made.built}</p>
      <Contact words={words} />
      <Recourse words={words} />
    </article>
  )
}

function Items({ of }: { readonly of: readonly string[] }) {
  return (
    <ul>
      {of.map((each) => (
        <li key={each}>{each}</li>
      ))}
    </ul>
  )
}

function Faults({ words: { faults } }: Saying) {
  return (
    <>
      <h2>{faults.title}</h2>
      <p>{faults.known}</p>
      <Items of={faults.items} />
      <p>{faults.exempt}</p>
      <Items of={faults.exemptItems} />
    </>
  )
}

function Contact({ words: { contact } }: Saying) {
  const phone = useSupportPhone()
  return (
    <>
      <h2>{contact.title}</h2>
      <p>{contact.text}</p>
      {phone !== null && (
        <p>
          {contact.call} <SupportPhone />
        </p>
      )}
      <p>{contact.write}</p>
    </>
  )
}

function Recourse({ words: { recourse: say } }: Saying) {
  return (
    <>
      <h2>{say.title}</h2>
      <p>{say.text}</p>
      <ul>
        <li>
          <a href={recourse.form} rel="noreferrer">
            {say.write}
          </a>
        </li>
        <li>
          <a href={recourse.delegates} rel="noreferrer">
            {say.meet}
          </a>
        </li>
        <li>{say.post}</li>
        <li>{say.phone}</li>
      </ul>
    </>
  )
}

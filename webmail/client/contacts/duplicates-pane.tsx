// Contacts that seem to be one, each with the choice of which stays.

import { useState } from 'react'
import { Button } from '#ui/control/button.tsx'
import { Choice } from '#ui/control/choice.tsx'
import { sayDone } from '#ui/overlay/toast.tsx'
import { EmptyState, Skeleton } from '#ui/page/states.tsx'
import { api } from '../api.ts'
import type { BoxView } from '../boxes.ts'
import { Failure, problemWords } from '../failure.tsx'
import { useAnswer } from '../queries.ts'
import { useAllWords } from '../words/later-part.tsx'
import type { ContactRow } from './types.ts'
import { useBookChanged } from './use-book.ts'

export function DuplicatesPane({ box }: { readonly box: BoxView }) {
  const words = useAllWords().contacts.twins
  const asked = useAnswer('GET /boxes/{box}/contact-duplicates', { params: { box: box.id } })
  const rows = asked.data?.rows ?? null
  if (rows === null)
    return asked.error === null ? (
      <Skeleton rows={4} onRetry={() => void asked.refetch()} />
    ) : (
      <Failure error={asked.error} onRetry={() => void asked.refetch()} />
    )
  if (rows.length === 0)
    return (
      <EmptyState title={words.none}>
        <p>{words.noneText}</p>
      </EmptyState>
    )
  return (
    <section className="contact-twins" aria-label={words.title}>
      <h2>{words.title}</h2>
      <p role="status">
        {words.found(rows.length)} {words.text}
      </p>
      {rows.map(({ why, contacts }) => (
        <Twins key={contacts.map(({ id }) => id).join()} box={box} why={why} contacts={contacts} />
      ))}
    </section>
  )
}

interface TwinsProps {
  readonly box: BoxView
  readonly why: 'address' | 'name'
  readonly contacts: readonly ContactRow[]
}

function Twins({ box, why, contacts }: TwinsProps) {
  const all = useAllWords()
  const words = all.contacts.twins
  const changed = useBookChanged()
  const [kept, setKept] = useState(contacts[0]?.id ?? '')
  const [merging, setMerging] = useState(false)
  const merge = async (): Promise<void> => {
    setMerging(true)
    try {
      const others = contacts.map(({ id }) => id).filter((id) => id !== kept)
      const body = { contacts: [kept, ...others] }
      const { fields } = await api('POST /boxes/{box}/contact-merges', { params: { box: box.id }, body })
      sayDone({ text: words.merged(fields.name) })
    } catch (error) {
      sayDone({ text: all.list.because(all.contacts.failed.merge, problemWords(error, all).title) })
    }
    await changed()
    setMerging(false)
  }
  return (
    <article className="contact-twin" aria-label={words.why[why]}>
      <h3>{words.why[why]}</h3>
      <Choice
        label={words.keep}
        options={contacts.map(({ id, name, organisation, addresses }) => ({
          value: id,
          label: name,
          hint: [...addresses, organisation].filter((each) => each !== '').join(' · '),
        }))}
        value={kept}
        onChange={setKept}
      />
      <Button isPending={merging} onPress={() => void merge()}>
        {words.merge}
      </Button>
    </article>
  )
}

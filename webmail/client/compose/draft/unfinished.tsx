// What was being written when a tab was killed, and never reached the server: offered once, before anything else is written.

import { useEffect, useState } from 'react'
import { Cachet } from '#ui/cachet/cachet.tsx'
import { Button } from '#ui/control/button.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import type { BoxView } from '../../boxes.ts'
import { nameOf, subjectOf } from '../../list/row-words.ts'
import { useSession } from '../../session.tsx'
import { useWords } from '../../words/words.tsx'
import { openComposer } from '../windows.ts'
import { browserStorage, type LocalCopy, localCopies, lockName } from './local-copies.ts'
import { startOf } from './local-copy.ts'

/** Read once: what is written from now on is no copy that somebody left. */
let found: Promise<readonly LocalCopy[]> | null = null

export function Unfinished({ boxes }: { readonly boxes: readonly BoxView[] }) {
  const words = useWords()
  const { compose } = words
  const format = useFormat()
  const { person } = useSession()
  const [left, setLeft] = useState<readonly LocalCopy[]>([])
  useEffect(() => {
    found ??= leftCopies(person.id)
    let shown = true
    void found.then((copies) => shown && setLeft(copies))
    return () => {
      shown = false
    }
  }, [person.id])
  const offered = left.filter((copy) => boxes.some(({ id }) => id === copy.box))
  const [copy, ...others] = offered
  const box = boxes.find(({ id }) => id === copy?.box)
  if (copy === undefined || box === undefined) return null
  const done = (): void => {
    const rest = left.filter((each) => each !== copy)
    found = Promise.resolve(rest)
    setLeft(rest)
  }
  const { to, subject } = copy.content
  return (
    <section className="compose-unfinished" aria-labelledby="unfinished">
      <Cachet name={box.commune} size={34} />
      <div>
        <h2 id="unfinished">{compose.unfinished.title}</h2>
        <p className="cut">{subjectOf(subject, words)}</p>
        <p className="compose-unfinished-to cut">
          {[
            ...(to.length === 0 ? [] : [compose.unfinished.to(to.map(nameOf).join(', '))]),
            format.moment(copy.at),
          ].join(' · ')}
        </p>
        {others.length > 0 && (
          <p className="compose-unfinished-to">{compose.unfinished.more(others.length)}</p>
        )}
        <div className="compose-unfinished-go">
          <Button
            look="primary"
            onPress={() => {
              done()
              openComposer({ kind: 'again', box: box.id, start: startOf(copy) })
            }}
          >
            {compose.unfinished.resume}
          </Button>
          <Button
            onPress={() => {
              localCopies(person.id, browserStorage()).remove(copy.draft)
              done()
            }}
          >
            {compose.unfinished.remove}
          </Button>
        </div>
      </div>
    </section>
  )
}

/** Those that no other tab is writing. */
async function leftCopies(person: string): Promise<readonly LocalCopy[]> {
  const { held = [] } = (await navigator.locks?.query()) ?? {}
  const written = new Set(held.map(({ name }) => name))
  return localCopies(person, browserStorage())
    .all()
    .filter(({ draft }) => !written.has(lockName(draft)))
}

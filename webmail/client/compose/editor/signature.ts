// What a message begins with below its text: the signature that is the default of the box.

import { useEffect, useState } from 'react'
import type { BoxView } from '../../boxes.ts'
import { useAnswer } from '../../queries.ts'
import { mayWrite } from '../draft/draft.ts'

const keptMs = 60_000
/** Longer nobody waits to begin a message. */
const patienceMs = 1_500

/** Undefined while it is asked for; empty where there is none, or nobody says in time: a message is written without it. */
export function useSignature(box: BoxView): string | undefined {
  const asked = useAnswer(
    'GET /boxes/{box}/signatures',
    { params: { box: box.id } },
    { staleMs: keptMs, enabled: mayWrite(box) },
  )
  const [late, setLate] = useState(false)
  useEffect(() => {
    const patience = setTimeout(() => setLate(true), patienceMs)
    return () => clearTimeout(patience)
  }, [])
  if (asked.data !== undefined) return asked.data.rows.find(({ isDefault }) => isDefault)?.html ?? ''
  return asked.error !== null || late ? '' : undefined
}

/** With room above it to write in. */
export const signed = (html: string, signature: string): string =>
  signature === '' ? html : `${html === '' ? '<p></p>' : html}<p></p>${signature}`

// What a message begins with below its text: the signature that is the default of the box.

import type { WebmailAnswer } from '../../contract/all.ts'
import { useAnswer } from '../queries.ts'

export type Signature = WebmailAnswer<'GET /boxes/{box}/signatures'>['rows'][number]

const keptMs = 60_000

/** Undefined while it is asked for; empty where there is none, or nobody can be asked: a message is written without it. */
export function useSignature(box: string): string | undefined {
  const asked = useAnswer('GET /boxes/{box}/signatures', { params: { box } }, { staleMs: keptMs })
  if (asked.data === undefined) return asked.error === null ? undefined : ''
  return asked.data.rows.find(({ isDefault }) => isDefault)?.html ?? ''
}

/** With room above it to write in. */
export const signed = (html: string, signature: string): string =>
  signature === '' ? html : `${html === '' ? '<p></p>' : html}<p></p>${signature}`

// A change of one's own account, and which answers are stale after it.

import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { WebmailAnswer, WebmailInput, WebmailRoute } from '../../contract/all.ts'
import { api } from '../api.ts'
import type { Reading } from '../queries.ts'

type Changing = Exclude<WebmailRoute, Reading>
type PathOf<Name> = Name extends `GET ${infer Path}` ? Path : never

// Not every route takes an input; the callers' types say which do, the call itself is the same.
const askAs = api as (name: WebmailRoute, given: object) => Promise<unknown>

export function useChange<Name extends Changing>(name: Name, stale: readonly PathOf<Reading>[]) {
  const client = useQueryClient()
  return useMutation<WebmailAnswer<Name>, Error, WebmailInput<Name>>({
    mutationFn: async (input) => (await askAs(name, input)) as WebmailAnswer<Name>,
    onSuccess: async () => {
      await Promise.all(stale.map((path) => client.invalidateQueries({ queryKey: [path] })))
    },
  })
}

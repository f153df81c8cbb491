// The labels of the box that is open, for every part that shows one: messages bear ids, people read names.

import { useQueries } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext } from 'react'
import type { WebmailAnswer } from '../../contract/all.ts'
import { api } from '../api.ts'
import { keyOf, useAnswer } from '../queries.ts'

export type LabelView = WebmailAnswer<'GET /boxes/{box}/labels'>['rows'][number]

const Known = createContext<readonly LabelView[]>([])
export const LabelsProvider = Known

/** For what is shown of one box, within a list of several. */
export function BoxLabels({ box, children }: { readonly box: string; readonly children: ReactNode }) {
  const labels = useAnswer('GET /boxes/{box}/labels', { params: { box } })
  return <Known value={labels.data?.rows ?? none}>{children}</Known>
}

/** Of all boxes, for a list that holds rows of each: ids are of one box alone. */
export function EveryBoxLabels({
  boxes,
  children,
}: {
  readonly boxes: readonly { readonly id: string }[]
  readonly children: ReactNode
}) {
  const route = 'GET /boxes/{box}/labels'
  const all = useQueries({
    queries: boxes.map(({ id: box }) => ({
      queryKey: keyOf(route, { params: { box } }),
      queryFn: ({ signal }: { readonly signal: AbortSignal }) => api(route, { params: { box }, signal }),
    })),
    combine: (results) => results.flatMap(({ data }) => data?.rows ?? []),
  })
  return <Known value={all}>{children}</Known>
}

const none: readonly [] = []

export const useLabels = (): readonly LabelView[] => useContext(Known)

/** Those that there are, in the order of names; a label that was deleted meanwhile is nobody's. */
export const labelsOf = (ids: readonly string[], labels: readonly LabelView[]): readonly LabelView[] =>
  labels.filter(({ id }) => ids.includes(id))

/** As the search field says it. */
export const labelQuery = ({ name }: Pick<LabelView, 'name'>): string =>
  /\s/.test(name) ? `libellé:"${name}"` : `libellé:${name}`

export const LabelChip = ({ label }: { readonly label: LabelView }) => (
  <span className="label" data-tone={label.colour}>
    {label.name}
  </span>
)

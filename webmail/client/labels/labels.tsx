// The labels of the box that is open, for every part that shows one: messages bear ids, people read names.

import { createContext, useContext } from 'react'
import type { WebmailAnswer } from '../../contract/all.ts'

export type LabelView = WebmailAnswer<'GET /boxes/{box}/labels'>['rows'][number]

const Known = createContext<readonly LabelView[]>([])
export const LabelsProvider = Known

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

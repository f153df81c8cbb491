// What the labels of a box are called, for a search: `libellé:"état civil"` is « État civil ». Pure.

import type { LabelIds } from './search-keys.ts'
import { plain } from './words.ts'

export const labelIds = (labels: readonly { readonly id: string; readonly name: string }[]): LabelIds =>
  new Map(labels.map(({ id, name }) => [plain(name), id]))

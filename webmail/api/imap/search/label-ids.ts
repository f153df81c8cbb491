// What the labels of a box are called, for a search: `libellé:"état civil"` is « État civil ». Pure.

import { plain } from '../../../search/words.ts'
import type { LabelIds } from './search-keys.ts'

export const labelIds = (labels: readonly { readonly id: string; readonly name: string }[]): LabelIds =>
  new Map(labels.map(({ id, name }) => [plain(name), id]))

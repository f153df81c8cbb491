// Which of one's boxes a setting is about; nothing where there is only one.

import { type ReactNode, useState } from 'react'
import { Select } from '#ui/control/select.tsx'
import type { BoxView } from '../boxes.ts'
import { useBookPlace } from '../contacts/book-place.ts'
import { useAnswer } from '../queries.ts'
import { usePlace } from '../use-place.ts'
import { useWords } from '../words/words.tsx'

export function BoxChoice({ children }: { readonly children: (box: BoxView) => ReactNode }) {
  const words = useWords().settings
  const here = useBookPlace()?.box ?? null
  const place = usePlace()
  const boxes = useAnswer('GET /boxes', {}).data?.rows ?? []
  const [chosen, choose] = useState<string | null>(null)
  const box =
    boxes.find(({ id }) => id === chosen) ??
    boxes.find(({ address }) => address === (here ?? place.box)) ??
    boxes[0] ??
    null
  if (box === null) return null
  return (
    <>
      {boxes.length > 1 && (
        <Select
          label={words.box}
          options={boxes.map(({ id, address, name }) => ({ value: id, label: address, hint: name }))}
          value={box.id}
          onChange={choose}
        />
      )}
      {children(box)}
    </>
  )
}

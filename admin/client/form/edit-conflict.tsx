// Somebody else changed what is being edited: what stands there now, beside what was typed, and the two ways on.

import { Button } from '#ui/control/button.tsx'
import { Banner } from '#ui/display/banner.tsx'
import { useWords } from '../words/words.tsx'

export type ConflictField = readonly [name: string, before: string, now: string, typed: string]

export interface EditConflictProps {
  /** Field by field. Those that nobody else changed are left out. */
  readonly fields: readonly ConflictField[]
  readonly onResume: () => void
  readonly onDrop: () => void
}

export function EditConflict({ fields, onResume, onDrop }: EditConflictProps) {
  const words = useWords().directory.clash
  const differing = fields.filter(([, before, now]) => before !== now)
  return (
    <Banner kind="warn" urgent>
      <b>{words.title}</b>
      <p>{differing.length === 0 ? words.elsewhere : words.text}</p>
      {differing.length > 0 && (
        <ul className="clash">
          {differing.map(([name, before, now, typed]) => (
            <li key={name}>
              {typed === before || typed === now ? words.kept(name, now) : words.field(name, now, typed)}
            </li>
          ))}
        </ul>
      )}
      <div className="clash-ways">
        <Button size="small" onPress={onResume}>
          {words.resume}
        </Button>
        <Button size="small" look="quiet" onPress={onDrop}>
          {words.drop}
        </Button>
      </div>
    </Banner>
  )
}

// Somebody else changed what is being edited: what stands there now, beside what was typed, and the two ways on.

import { Button } from '#ui/control/button.tsx'
import { Banner } from '#ui/shown/banner.tsx'
import { useWords } from './words/words.tsx'

export interface ClashProps {
  /** Field by field: its name, what stands there now, what was typed. Those that agree are left out. */
  readonly fields: readonly (readonly [name: string, now: string, typed: string])[]
  readonly onResume: () => void
  readonly onDrop: () => void
}

export function Clash({ fields, onResume, onDrop }: ClashProps) {
  const words = useWords().directory.clash
  const differing = fields.filter(([, now, typed]) => now !== typed)
  return (
    <Banner kind="warn" urgent>
      <b>{words.title}</b>
      <p>{differing.length === 0 ? words.elsewhere : words.text}</p>
      {differing.length > 0 && (
        <ul className="clash">
          {differing.map(([name, now, typed]) => (
            <li key={name}>{words.field(name, now, typed)}</li>
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
